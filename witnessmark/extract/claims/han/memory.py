"""What a reader of a Chinese text has in mind when a sentence begins: who speaks, whom 该组织 or 他 means, what is being counted."""

from __future__ import annotations

from dataclasses import dataclass, field

from witnessmark.extract.claims.han.retold import Heard
from witnessmark.extract.claims.han.scenes import Scene
from witnessmark.extract.times import Timed


@dataclass(slots=True, kw_only=True)
class Memory:
    """What was read so far; it lives as long as one text is read."""

    chain: tuple[str, ...] = ()
    """The speakers whose report may go on."""
    chain_why: str = ""
    retold: bool = False
    """Whether that is a report, or of an organisation, which a text may retell at length."""
    hedges: bool = False
    denies: bool = False
    paragraph: int = -1
    topic: frozenset[str] = frozenset()
    """Words of what was reported."""
    law: bool = False
    """Whether the text is a law, or a draft of one, in articles; whether this paragraph is an article; whom its rules bind."""
    draft: bool = False
    article: bool = False
    item: bool = False
    bound: str | None = None
    house: str | None = None
    """Whose resolution the text is."""
    floor: tuple[str, ...] = ()
    """Who speaks in a paragraph of questions and answers."""
    floor_paragraph: int = -1
    asks: bool = False
    answers: bool = False
    """Whether an answer goes on over the paragraphs."""
    answerer: str | None = None
    """Whom the title lets answer."""
    answered_on: Timed | None = None
    """When, where the title says so."""
    body: str | None = None
    by_report: bool = False
    """Whether the last who spoke was a report without a name."""
    person: str | None = None
    someone: str | None = None
    """Whom the last sentence that named people named last."""
    list_of: str | None = None
    """Whose list or report the text goes through."""
    spokesmen: set[str] = field(default_factory=set)
    """Names that the text gives to spokesmen and others who would deny."""
    labels: frozenset[str] = frozenset()
    """Names that open several paragraphs before a colon."""
    head: str | None = None
    """Who the last sentence is about."""
    doer: str | None = None
    traditional: bool = False
    """Whether the text is written in traditional characters: its 元 is a dollar."""
    when_paragraph: int = -1
    when: Timed | None = None
    """A time that lasts ("since September"), for sentences that go on with a report."""
    noun: str | None = None
    """The last things that a number counted, where they are sites, and what they count as."""
    unit: str | None = None
    beside: dict[str, tuple[int, str, str]] = field(default_factory=dict)
    """By measure word: the sentence in which a noun was counted with it last, its unit and the noun."""
    counted: list[tuple[str, str]] = field(default_factory=list)
    place: str | None = None
    place_id: str | None = None
    place_paragraph: int = -1
    place_sentence: int = -1
    step_place: str | None = None
    """Where the last step, deed or count of this sentence was, and which token it is."""
    step_sentence: int = -1
    step_at: int = 0
    sorts: set[str] = field(default_factory=set)
    """Units of what was counted at that place."""
    settled: dict[str, str] = field(default_factory=dict)
    figures: dict[tuple[str, str], tuple[str, str | None]] = field(default_factory=dict)
    """By unit and value: where what was counted is ("the 41 stations" again), and its id."""
    itself: bool = False
    """Whether the text speaks of itself as a report or a study."""
    names: set[str] = field(default_factory=set)
    """Names of persons whose letters are words elsewhere."""
    coined: set[str] = field(default_factory=set)
    """Places that no gazetteer has and the text introduced."""
    stated: str | None = None
    """Whose statement the text is."""
    in_person: bool = False
    """Whether the text says "we"."""
    today: Timed | None = None
    """The day of publication."""
    year: Timed | None = None
    """The year that the text is the report of."""
    heard: list[Heard] = field(default_factory=list)
    """The sentences that give a paper as their source."""
    opened: int = 0
    """How many paragraphs were begun, and which of those that open the text was the last."""
    opening: int = -1
    scene: Scene | None = None
    """Where and when the heading of a paragraph sets what it tells."""
