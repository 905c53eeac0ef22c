"""Clauses of a Chinese sentence: which tokens are verbs where they stand, which may be part of a noun phrase."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from witnessmark.extract.claims.han.tokens import COMMAS, PARTS, STOPS, Sentence, Token
from witnessmark.extract.claims.han.vocabulary import known

Span = tuple[int, int]
VERBAL = frozenset(
    {
        *("act.deeds", "measure.steps", "control.runs", "control.under.after", "speech.says", "speech.states", "speech.accuses"),
        *(
            "speech.suspects",
            "speech.shows",
            "speech.tallies",
            "denial.denies",
            "act.suffering",
            "link.before",
            "link.with",
            "presence.based",
        ),
        *("presence.sites", "presence.shut", "presence.opened", "presence.listed", "presence.unseen", "presence.none", "presence.admits"),
        *("speech.silence", "denial.none", "denial.counter", "denial.calls_false", "grammar.verbs"),
    }
)
"""Lists whose words may be verbs."""
DEEDS = frozenset({"act.deeds", "measure.steps"})
DOING = DEEDS | {"control.runs", "grammar.verbs"}
LOOSE = frozenset(
    {"grammar.adverbs", "grammar.auxiliaries", "grammar.negations", "hedges.hedged", "hedges.planned", "grammar.conjunctions"}
)
"""Lists whose words stand between subject and verb."""
NOMINAL = frozenset(
    {
        *(
            "speech.speakers",
            "speech.bodies",
            "speech.reports",
            "speech.pronouns_of_bodies",
            "speech.pronouns_of_persons",
            "control.bodies",
        ),
        *(
            "act.victims",
            "measure.officials",
            "measure.texts",
            "measure.suspects",
            "grammar.pronouns",
            "grammar.demonstratives",
            "grammar.whole",
        ),
        *(
            "units.person",
            "units.station",
            "units.measure_words",
            "units.plain",
            "units.station_like",
            "denial.allegations",
            "denial.things",
        ),
        *(
            "term",
            "measure",
            "measure.light_nouns",
            "grammar.noun_tails",
            "link.parts",
            "units.country",
            "units.city",
            "units.place",
            "units.case",
        ),
        *("units.office", "units.centre", "units.camp", "units.prison", "units.site", "units.report", "units.region", "units.state"),
        *("units.province", "units.county", "units.district", "units.village", "units.contact point", "units.continent", "denial.deniers"),
        *(
            "grammar.sounds",
            "units.seats",
            "presence.signs",
            "presence.seated",
            "speech.prosecutors",
            "speech.charges",
            "control.money",
            "act.belongings",
            "grammar.person_nouns",
            "grammar.abstract",
            "units.stations",
            "measure.step_nouns",
            "act.nouns",
            "act.agents",
        ),
    }
)
"""Lists whose words may be part of a noun phrase."""
CLOSED = frozenset(
    {
        *(
            "grammar.conjunctions",
            "grammar.adverbs",
            "grammar.auxiliaries",
            "grammar.negations",
            "grammar.prepositions",
            "grammar.locatives",
        ),
        *(
            "grammar.towards",
            "grammar.passive",
            "grammar.disposal",
            "grammar.agentive",
            "grammar.aspect",
            "grammar.of",
            "grammar.questions",
        ),
    }
)
"""Lists whose words are no part of a noun phrase."""
AFTER_NOUNS = ("grammar.being", "grammar.adverbs", "grammar.negations", "speech.says", "presence.none", "denial.none", "link.with")
"""Lists whose words may follow a noun that ends its phrase."""
OF, JOINERS, INSIDE = "grammar.of", "grammar.joiners", "grammar.inside"
BREAKS = frozenset(COMMAS + PARTS + STOPS)
"""Signs that part clauses."""
LONGEST_PHRASE = 14
"""Tokens of a noun phrase that are looked at."""


@dataclass(slots=True, kw_only=True)
class Clause:
    """A sentence with what is known of its tokens; the clauses of the grammar are spans of it."""

    sentence: Sentence
    tokens: tuple[Token, ...]
    parts: list[Span] = field(default_factory=list)
    """The clauses between commas."""
    which: list[int] = field(default_factory=list)
    """The clause of each token."""
    verbs: frozenset[int] = frozenset()
    """The tokens that are verbs where they stand."""
    tags: dict[int, frozenset[str]] = field(default_factory=dict)
    """The lists of each token that stands in any."""
    where: dict[str, list[int]] = field(default_factory=dict)
    """The tokens of each list, in order."""
    sorts: dict[int, str] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)
    units: dict[int, str | None] = field(default_factory=dict)
    """What nouns count, as far as it was asked."""

    def has(self, n: int, *tags: str) -> bool:
        """Whether a token stands in one of some lists; a token outside the sentence stands in none."""
        found = self.tags.get(n)
        return found is not None and not found.isdisjoint(tags)

    def among(self, first: int, last: int, *tags: str) -> bool:
        """Whether a token of a span stands in one of some lists."""
        for tag in tags:
            for n in self.where.get(tag, ()):
                if first <= n < last:
                    return True
        return False

    def text(self, n: int) -> str:
        """Return a token's words, folded; nothing outside the sentence."""
        return self.texts.get(n, "")

    def sort(self, n: int) -> str:
        """Return the sort of a token; nothing outside the sentence."""
        return self.sorts.get(n, "")

    def part(self, n: int) -> Span:
        """Return the clause that a token stands in."""
        return self.parts[self.which[n]] if 0 <= n < len(self.which) else (n, n)

    def cues(self, tags: frozenset[str]) -> list[int]:
        """Return the tokens of the sentence that stand in one of some lists."""
        known = tags.intersection(self.where)
        return sorted({n for tag in known for n in self.where[tag]}) if known else []

    def find(self, first: int, last: int, *tags: str) -> Iterator[int]:
        """Yield the tokens of a span that stand in one of some lists."""
        if len(tags) == 1:
            yield from (n for n in self.where.get(tags[0], ()) if first <= n < last)
        elif any(tag in self.where for tag in tags):
            yield from (n for n in range(max(first, 0), min(last, len(self.tokens))) if self.has(n, *tags))


def clause_of(sentence: Sentence) -> Clause:
    """Return a sentence with its clauses and its verbs."""
    c = Clause(sentence=sentence, tokens=sentence.tokens)
    first = 0
    for n, token in enumerate(c.tokens):
        c.sorts[n], c.texts[n] = token.sort, token.text
        if token.sort == "time":
            c.where.setdefault("time", []).append(n)
        if token.tags:
            c.tags[n] = token.tags
            for tag in token.tags:
                c.where.setdefault(tag, []).append(n)
        c.which.append(len(c.parts))
        if token.sort == "sign" and token.text in BREAKS:
            c.parts.append((first, n))
            first = n + 1
    c.parts.append((first, len(c.tokens)))
    c.verbs = frozenset(n for n, token in enumerate(c.tokens) if not token.tags.isdisjoint(VERBAL) and _is_verb(c, n))
    return c


def _is_verb(c: Clause, n: int) -> bool:  # noqa: C901 -- rules in order, the first that fits answers
    """Whether a word that may be a verb is one: not before a noun that it is a part of, nor between 的 and the end of its phrase."""
    token = c.tokens[n]
    if token.sort == "term" and n and c.tokens[n - 1].tags & VERBAL and not c.tokens[n - 1].tags & LOOSE:
        return False  # "提到“境外劝返”"
    if token.sort == "term" and not (token.tags & DEEDS and not c.has(n - 1, OF) and not c.has(n + 1, OF, "grammar.noun_tails")):
        return False
    if token.tags & {"speech.reports"} and (c.has(n - 1, OF) or _report_says(c, n)):
        return False
    if {"grammar.demonstratives", "link.with"} <= token.tags and (n == 0 or c.sort(n - 1) == "sign") and c.has(n + 1, *NOMINAL):
        return False  # "有关场所"
    if "grammar.negations" in token.tags and _negates(c, n):
        return False
    if "grammar.requested" in token.tags and _at_request(c, n):
        return False
    if _is_counted(c, n):
        return False
    tail = c.has(n + 1, "grammar.noun_tails") and c.sort(n + 1) != "term" and c.tokens[n + 1].start == token.end
    if tail and not token.tags & {"presence.sites", "denial.none"}:
        return len(token.text) == 1 or not token.tags & {"act.deeds", "measure.steps", "control.runs"}
    if "grammar.attributive" in token.tags and (
        c.has(n + 1, "units.person", "act.victims", "speech.speakers", "grammar.noun_tails") or c.sort(n + 1) == "other"
    ):
        return False
    if _in_institution(c, n) or ("speech.speakers" in token.tags and c.sort(n - 1) == "place"):
        return False
    if c.has(n - 1, OF) or c.has(n - 1, "grammar.demonstratives"):
        nominal = token.tags & {
            "act.nouns",
            "measure.light_nouns",
            "speech.reports",
            "units.plain",
            "units.station",
            "denial.allegations",
            "act.deeds",
            "measure.steps",
        }
        after = c.sort(n + 1)
        ends = after in ("", "sign") or c.has(n + 1, OF, JOINERS, *AFTER_NOUNS)
        if nominal and (ends or n + 1 >= len(c.tokens) or not is_noun(c, n + 1)):
            return False
    return True


def _report_says(c: Clause, n: int) -> bool:
    """Whether a report opens a clause and a word of saying follows it: "报道又指"."""
    if c.sort(n - 1) not in ("", "sign"):
        return False
    k = n + 1
    while c.has(k, "grammar.adverbs", "grammar.conjunctions") and not c.has(k, "speech.says"):
        k += 1
    return c.has(k, "speech.says", "speech.shows")


def _is_counted(c: Clause, n: int) -> bool:
    """Whether a word is the noun of a number: "19起类似投诉", "两站", but "三国起诉"."""
    tags = c.tokens[n].tags
    if c.sort(n - 1) == "number" and "units.station" in tags:
        return True
    if c.has(n - 1, "grammar.similar") and c.has(n - 2, "measure") and tags & NOMINAL:
        return True
    bare = c.has(n - 1, "measure") and c.text(n - 1) not in known().units
    return bare and bool(tags & NOMINAL) and not any(c.has(k, OF) for k in range(n + 1, min(n + 12, len(c.tokens))))


def _negates(c: Clause, n: int) -> bool:
    """Whether 没有 only negates the verb behind it: "没有开通", but "没有证据"."""
    behind = c.tokens[n + 1] if n + 1 < len(c.tokens) else None
    if behind is None or behind.sort != "word" or not behind.tags & DOING:
        return False
    return not behind.tags & {"measure.light_nouns", "act.nouns", "denial.things", "units.plain", "speech.reports"}


def _at_request(c: Clause, n: int) -> bool:
    """Whether a demand is the noun of "应中方要求", "按上级指示"."""
    k = n - 1
    while k > n - 6 and (c.sort(k) in ("other", "place") or (c.sort(k) == "word" and not c.has(k, *CLOSED) and k >= 0) or c.has(k, OF)):
        k -= 1
    return k < n - 1 and c.has(k, "grammar.at_request")


def _in_institution(c: Clause, n: int) -> bool:
    """Whether a verb is part of the name of a body: "外国干预公开调查委员会"."""
    k = n + 1
    while (
        k < len(c.tokens)
        and k - n < 4
        and c.tokens[k].sort == "word"
        and (not c.tokens[k].tags.isdisjoint(VERBAL) or c.has(k, "grammar.adverbs"))
    ):
        k += 1
    return (
        k > n + 1
        and c.has(k, "grammar.institution_tails")
        and c.has(k - 1, "grammar.whole", "measure.light_nouns", "act.nouns", "grammar.verbs", "measure.steps")
    )


def is_bare_noun(c: Clause, n: int) -> bool:
    """Whether a token is a noun whatever stands around it."""
    return c.sort(n) in ("other", "place", "number") or c.has(n, "units.person", "act.victims")


def is_noun(c: Clause, n: int) -> bool:
    """Whether a token may be part of a noun phrase."""
    if not 0 <= n < len(c.tokens):
        return False
    token = c.tokens[n]
    if token.sort in ("other", "place", "term", "number"):
        return True
    if "grammar.former" in token.tags and n + 1 < len(c.tokens) and c.has(n + 1, "speech.speakers", "speech.bodies", "units.person"):
        return True
    if token.sort == "word" and "grammar.adverbs" in token.tags and _in_institution(c, n):
        return True
    if token.sort != "word" or n in c.verbs or (not token.tags.isdisjoint(CLOSED) and "measure" not in token.tags):
        return False
    return not token.tags.isdisjoint(NOMINAL) or (not token.tags.isdisjoint(VERBAL) and token.tags.isdisjoint(LOOSE))


def is_loose(c: Clause, n: int) -> bool:
    """Whether a token may stand between a subject and its verb."""
    if c.has(n, "grammar.prepositions", "grammar.locatives") and (
        c.sort(n + 1) == "time" or (c.has(n, "grammar.progressive") and _goes_on(c, n + 1))
    ):
        return True
    if c.has(n, "grammar.auxiliaries") and (n + 1 in c.verbs or c.has(n + 1, "grammar.auxiliaries", "grammar.adverbs")):
        return True
    return (
        c.sort(n) in ("time", "span") or (c.has(n, *LOOSE) and n not in c.verbs and not c.has(n, JOINERS)) or c.has(n, "grammar.particles")
    )


def _goes_on(c: Clause, n: int) -> bool:
    return n in c.verbs or c.has(n, "grammar.adverbs")
