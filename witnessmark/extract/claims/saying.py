"""What stands around a verb of saying: the speaker behind it, whom it is said to, and where the words that are said begin."""

from __future__ import annotations

from witnessmark.extract.claims.clauses import QUOTES, Clause, Span
from witnessmark.extract.claims.cues import Cue
from witnessmark.extract.claims.grammar import words_of
from witnessmark.extract.claims.phrases import phrase_after, phrase_before, subject
from witnessmark.extract.claims.units import unit_of

DASHES = frozenset("—–―-")
LONGEST_TALLY = 12
"""Words from a verb of counting to its number."""
LEAST_TOLD = 2
"""Words that may be told before a verb of saying."""
MOST_BEFORE = 5
"""Words of a verb of saying, its day and the article of who says it."""
LONGEST_ASIDE = 14
"""Words between a verb of saying and its complementizer."""


def house(c: Clause, at: int) -> Span | None:
    """Return the house in which something is said by nobody named: "en el ministerio aseguran que"."""
    who = phrase_before(c, at - 1, led=True)
    if who is None or c.low(head_of(c, who) - 1) not in c.grammar.locatives:
        return None
    known = words_of("speech", "speakers", "words", c.language)
    return who if any(c.low(n) in known for n in range(*who)) else None


def dash(c: Clause, low: str) -> bool:
    """Whether a dash encloses who speaks."""
    return low in DASHES and c.grammar.dialogue_dashes


def turned(c: Clause, cue: Cue, at: int) -> tuple[Span, Span] | None:
    """Return the speaker behind a verb of saying ("dijo el ministro") and what they say, where a language has its subjects there."""
    s, g, lead = c.sentence, c.grammar, c.low(at - 1)
    opens = lead in {"", ",", ";", ":", "(", *QUOTES} or lead in g.opening or dash(c, lead)
    if lead in g.relatives or not (opens or c.said(subject(c, at)) is None):
        return None
    n = cue.last
    while n in c.times or c.low(n) in g.adverbs or (c.low(n) in g.before_times and n + 1 in c.times):
        n += 1
    if lead in QUOTES or c.low(at - 2) in QUOTES:
        n = past_listener(c, n)  # "contó a este medio una locataria"
    low = c.low(n)
    anybody = low.startswith("-") and low in g.nameless  # "dit-on dans la ville", "dicen en la comunidad"
    told_there = (anybody or c.low(n - 1).endswith(g.plural_verb_endings)) and c.low(n + anybody) in g.locatives
    n += (anybody + told_there) if told_there else 0
    low = c.low(n)
    if c.sign(n) or (low in g.prepositions and low not in g.genitive_articles) or low in g.subordinators or low in g.negations:
        return None
    who = phrase_after(c, n)
    if who is None:
        return None
    start = to_complementizer(c, who[1])
    if introduced(c, start) and c.low(start) not in QUOTES and _named_speaker(c, who, told=True):
        return who, (start, s.last)
    quoted = (lead in QUOTES or (lead == "," and c.low(at - 2) in QUOTES)) and not told_there
    if not _named_speaker(c, who, told=quoted or (lead == "," and _closes(c, at, who))):
        return None
    described = c.low(who[1]) == "," and c.low(who[1] + 1) in g.relatives  # "calcula la responsable, que en 2019 fue vigilada"
    if described and at - s.first > LEAST_TOLD:
        return who, (s.first, at)
    return (who, (s.first, s.last)) if at - s.first > LEAST_TOLD or lead in g.opening or c.low(who[1]) in {",", ":", *QUOTES} else None


def _closes(c: Clause, at: int, who: Span) -> bool:
    """Whether a clause is told before a verb of saying, and whoever stands behind that ends the sentence: "..., precisó la oficina."."""
    g, first = c.grammar, who[0] - 1
    led = c.low(first) in g.definites or c.low(first) in g.locatives
    if not led or first > at + MOST_BEFORE or not (who[1] >= c.sentence.last or c.low(who[1]) == "."):
        return False
    figures = words_of("speech", "figures", "words", c.language)
    return c.low(who[0]) not in figures and any(n in c.verbs or c.low(n) in g.telling for n in range(c.sentence.first, at - 1))


def whose(c: Clause, at: int, who: Span | None) -> Span | None:
    """Return who says something where a word between commas is none ("dice, seria, que"), or a verb before has the subject.

    "El líder de la cámara saca una carpeta y me explica que ...": whoever the sentence begins with.
    """
    g, first = c.grammar, c.sentence.first
    if who is not None and who[0] == who[1]:
        who = house(c, at) or who
    if not (g.pro_drop and g.adjectives_follow):
        return who
    if who is not None and who[1] - who[0] == 1 and c.low(who[0] - 1) == "," and c.low(who[1]) == "," and not c.words.capital(who[0]):
        return (at, at) if who[0] > at else who
    spoken = who is not None and who[0] < who[1]
    if spoken or c.low(at - 1) not in g.coordinators or c.low(first) not in g.definites:
        return who
    known = words_of("speech", "speakers", "words", c.language)
    if c.low(first + 1) not in known and unit_of(c.low(first + 1), c.language) != "person":
        return who
    last, joints = first + 2, g.genitives | g.articles
    while last < at and not joints.isdisjoint(c.lows(last - 1, last + 1)):
        last += 1
    return first + 1, last


def _named_speaker(c: Clause, who: Span, *, told: bool) -> bool:
    """Whether a phrase behind a verb of saying is who says it and not what is said."""
    if told or c.low(who[0]) in c.grammar.pronouns:
        return True
    known = words_of("speech", "speakers", "words", c.language) | words_of("speech", "reports", "words", c.language)
    if any(c.low(n) in known or unit_of(c.low(n), c.language) == "person" for n in range(who[0], min(who[1], who[0] + 2))):
        return True
    return c.words.capital(who[0]) and not c.grammar.capital_nouns


def to_complementizer(c: Clause, at: int) -> int:
    """Return where a complementizer stands a few words behind a verb of saying ("dijo a la prensa en Madrid que"), or the place itself."""
    g = c.grammar
    if c.low(at) == "," and c.low(at + 1) in g.complementizers:
        return at if c.low(at + 1) in g.relatives else at + 1  # "dijo la ONG, que tiene ...", but "sagte er, dass"
    if c.low(at) not in g.before_that and c.low(at) not in g.before_listeners and c.low(at) != "," and at not in c.times:
        return at
    for n in range(at, min(at + LONGEST_ASIDE, c.sentence.last)):
        low = c.low(n)
        if low in g.complementizers or low == ":" or low in QUOTES:
            return n
        if low in g.auxiliaries or n in c.verbs or low in {";", "."}:
            return at
    return at


def past_day(c: Clause, at: int) -> int:
    """Return where a complementizer stands behind the day of speaking ("confirmed on Tuesday that"), or the place itself."""
    g, n = c.grammar, at
    while n in c.times or (c.low(n) in g.before_times and n + 1 in c.times):
        n += 1
    return n if c.low(n) in g.complementizers else at


def introduced(c: Clause, start: int) -> bool:
    """Whether `that`, a colon or a quotation mark brings in what is said: "confirmed an inquiry" reports nothing."""
    g, low = c.grammar, c.low(start)
    if low == ":" or low in g.complementizers or low in QUOTES:
        return True
    return low in g.before_that and not g.complementizers.isdisjoint(c.lows(start, start + 8))


def head_of(c: Clause, who: Span) -> int:
    """Return where a phrase begins with its article."""
    n = who[0]
    while n > c.sentence.first and c.low(n - 1) in c.grammar.articles:
        n -= 1
    return n


def hears_after(c: Clause, cue: Cue) -> bool:
    """Whether nothing that is said follows a verb of saying."""
    n = past_listener(c, cue.last)
    if n >= c.sentence.last or n in c.times:
        return True
    low = c.low(n)
    return low in {",", ".", ";", "?", "!"} or low in QUOTES or low in c.grammar.after_saying or dash(c, low)


def past_listener(c: Clause, at: int) -> int:
    """Return the word behind whom something is said to."""
    n = at
    if c.low(n) in c.grammar.indirect_objects:
        return n + 1
    if c.low(n) in c.grammar.determiners or c.low(n) in c.grammar.before_listeners:
        for k in range(n + 1, n + 5):
            low = c.low(k)
            if low in c.grammar.indirect_objects:
                return k + 1
            if low in c.grammar.auxiliaries or c.sign(k):
                break
    return n


def clause_follows(c: Clause, at: int, *, whole: bool) -> bool:
    """Whether what is said follows at a word."""
    g, low = c.grammar, c.low(at)
    if low == ":" or low in g.complementizers or low in QUOTES or low in g.infinitives:
        return True
    if at in c.verbs and not g.base_is_finite:
        return any(first == at and used == "infinitive" for (first, _, _), used in c.voices.items())  # "dice conocer tres casos"
    if not low or (low in g.prepositions and low not in g.before_content) or not g.base_is_finite:
        return False
    for n, low in enumerate(c.lows(at, at + 20), at):
        if low in g.auxiliaries or (n > at and (n in c.verbs or low in g.verbs)):
            return True
        if low in {";", "."} or (whole and low == ","):
            return False
    return False


def tally_end(c: Clause, at: int) -> int:
    """Return where the words end in which a verb of counting has its number: "registró el local y se llevó dos" counts nothing."""
    g, last = c.grammar, min(at + LONGEST_TALLY, c.sentence.last)
    if g.base_is_finite:
        return last
    for n in range(at, last):
        if c.low(n) in g.coordinators and (n + 1 in c.verbs or c.low(n + 1) in g.clitics - g.articles or c.low(n + 1) in g.telling):
            return n
    return last


def rejected_end(c: Clause, at: int) -> int:
    """Return where what is denied ends that no complementizer leads: "niega las acusaciones, y lo hizo de nuevo cuando ..."."""
    g, s = c.grammar, c.sentence
    if g.base_is_finite or c.low(at) in g.complementizers:
        return s.last
    return next((n for n in range(at, s.last) if c.low(n) == ";" or (c.low(n) == "," and c.low(n + 1) in g.contrasting)), s.last)


def bare_answer(c: Clause, at: int, cue: Cue) -> bool:
    """Whether a verb of saying has a pronoun for what is said and a negation: "tampoco lo confirma" says nothing."""
    led = c.lows(at, cue.first)
    g = c.grammar
    return not g.base_is_finite and not g.negations.isdisjoint([*led, c.low(at - 1)]) and not (g.clitics & g.articles).isdisjoint(led)
