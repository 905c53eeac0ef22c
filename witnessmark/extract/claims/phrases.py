"""Cuts noun phrases, verb groups and clauses around a cue by closed classes of words and signs; it needs no trained model."""

from __future__ import annotations

from collections.abc import Callable, Container
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from witnessmark.extract.claims.cues import Cue, Entry
from witnessmark.extract.claims.grammar import Grammar, grammar
from witnessmark.extract.claims.words import Sentence, Words

QUOTES = frozenset("\"“”„«»‘’'「」『』")
HARD = frozenset(";:.!?()[]|—–")
NEW_CLAUSE = frozenset({"when", "after", "because", "although", "while", "but", "before", "unless", "whereas", "since"})
ENDERS = HARD | NEW_CLAUSE | {",", "and", *'"“”'}
"""What may end a clause."""
HEADS = QUOTES | {"the", "a", "an", "that", "this", "these", "those", "just"}
"""What stands before a phrase without being part of it."""
LONGEST_PHRASE = 14
"""Words of a noun phrase."""
REACH = 40
"""Words that a look to the left or right may pass."""
HAVING = frozenset({"has", "have", "had", "having", "haven't", "hasn't", "hadn't"})
Span = tuple[int, int]


@dataclass(slots=True, kw_only=True)
class Clause:
    """A sentence with what is known of its words: which are verbs by a cue, which belong to a time, which to a place.

    Nothing changes it but what finds its verbs; it is not frozen because one is made for every sentence, and freezing doubles that.
    """

    words: Words
    sentence: Sentence
    verbs: AbstractSet[int]
    """Words that a cue uses as a verb."""
    times: frozenset[int]
    """Words inside a time."""
    heads: frozenset[int] = frozenset()
    """Words that some cue could use as a verb."""
    deeds: frozenset[int] = frozenset()
    """Of these, those that a deed to people could be told by."""
    numbers: frozenset[int]
    low: Callable[[int], str]
    """A word in lower case, or nothing beyond the sentence."""
    voices: dict[tuple[int, int, str], str]
    """How a cue is used as a verb, once it was looked at."""
    language: str = "en"
    grammar: Grammar = field(default_factory=grammar)

    def lows(self, first: int, last: int) -> list[str]:
        """Return the words from first to last (exclusive) in lower case, as far as they lie in the sentence."""
        s = self.sentence
        first = first if first > s.first else s.first  # noqa: FURB136 -- a call of max() takes three times as long
        last = last if last < s.last else s.last  # noqa: FURB136
        return self.words.lows[first:last]

    def sign(self, n: int) -> bool:
        """Whether a word is a sign, or lies beyond the sentence."""
        low = self.low(n)
        return len(low) < 2 and (not low or not (low.isalnum() or low in "$€£%#"))  # a sign is a word of its own


class Lows(dict[int, str]):
    """The words of a sentence by number; beyond it there is nothing."""

    def __missing__(self, n: int) -> str:
        return ""


def lows_of(words: Words, sentence: Sentence) -> Callable[[int], str]:
    """Return the function that gives a word of a sentence in lower case."""
    return Lows(enumerate(words.lows[sentence.first : sentence.last], sentence.first)).__getitem__


def voice(c: Clause, cue: Cue, entry: Entry) -> str:
    """Return how a cue is used as a verb: `active`, `passive`, `infinitive`, `gerund`, or nothing where it is a noun."""
    key = (cue.first, cue.last, entry.form)
    known = c.voices.get(key)
    if known is None:
        known = c.voices[key] = _voice(c, cue, entry)
    return known


def _voice(c: Clause, cue: Cue, entry: Entry) -> str:  # noqa: PLR0911 -- rules in order, the first that fits answers
    if c.words.capital(cue.first) and cue.first != c.sentence.first and c.low(cue.first - 1) not in QUOTES:
        return ""
    g, at, form = c.grammar, group_start(c, cue.first), entry.form
    before = c.low(cue.first - 1)
    led = c.lows(at, cue.first)
    being = not g.being.isdisjoint(led)
    if "ing" in form:
        return "active" if being else "gerund"
    if form == "s":
        return "active" if _finite_s(c, before, cue) else ""
    if "en" in form:
        if being:
            return "passive"
        if not HAVING.isdisjoint(led):
            return "active"
    if form == "base":
        return "infinitive" if "to" in led else "active" if _finite_base(c, led, before, cue) else ""
    return _past(c, cue, form, led)


def _past(c: Clause, cue: Cue, form: str, led: list[str]) -> str:
    """Return how a past form is used that neither `be` nor `have` leads."""
    g, before = c.grammar, c.low(cue.first - 1)
    if c.low(cue.last) in ("by", "of") or form == "en":
        return "passive"
    if "base" in form and "to" in led:
        return "infinitive"
    if cue.first - 1 in c.numbers:
        # "230,000 persuaded in fifteen months", but "three coerced returns"
        return "passive" if c.sign(cue.last) or c.low(cue.last) in g.prepositions else ""
    if before in g.determiners and before not in ("that", "this", "all", "both", "each", "some"):
        return ""
    return "" if before in g.prepositions and before != "than" else "active"


def _finite_base(c: Clause, led: list[str], before: str, cue: Cue) -> bool:
    g = c.grammar
    if led and any(word in g.auxiliaries and word not in g.being for word in led):
        return before not in ("has", "have", "had")
    if led and led[-1] in g.adverbs and not any(word in g.auxiliaries for word in led):
        k = cue.first - 1
        while c.low(k) in g.adverbs:
            k -= 1
        before = c.low(k)
    if before in ("they", "we", "i", "you", "who", "which", "that", "and"):
        return before != "and" or c.low(cue.last) in g.determiners
    if c.sign(cue.last) and cue.first - 2 >= c.sentence.first and c.words.capital(cue.first - 1):
        return False  # "the Safeguard Defenders report,"
    many = len(before) > 3 and before.endswith("s") and not before.endswith(("ss", "'s", "us", "is"))
    return (many or before in ("people", "police")) and c.low(cue.last) not in ("of", "")


def _finite_s(c: Clause, before: str, cue: Cue) -> bool:
    g, after = c.grammar, c.low(cue.last)
    if not before or before in g.determiners or before in g.prepositions or before.isdigit() or before.endswith("'s"):
        return before in ("that", "all")
    if after in g.auxiliaries or (after == "of" and c.low(cue.last - 1) != "of"):
        return False
    return before not in ("such", "other", "these", "new", "more", "many") and (cue.first - 1) not in c.numbers


def group_start(c: Clause, at: int) -> int:
    """Return the first word of the verb group whose main verb stands at a word: auxiliaries, adverbs, negations and `to` before it."""
    g, n = c.grammar, at
    while n > c.sentence.first and at - n < 7:
        low = c.low(n - 1)
        if low not in g.leading and not (low in QUOTES and c.low(n - 2) in g.auxiliaries):
            break
        n -= 1
    while n < at and c.low(n) in g.adverbs and c.low(n) not in ("not", "never"):
        n += 1
    return n


def subject(c: Clause, at: int, *, depth: int = 0) -> Span | None:  # noqa: PLR0911 -- rules in order, the first that fits answers
    """Return the noun phrase that ends before a verb group, across appositions, relatives and shared subjects."""
    g, n = c.grammar, at - 1
    while n >= c.sentence.first and (c.low(n) in QUOTES or c.low(n) in g.adverbs):
        n -= 1
    if n < c.sentence.first or depth > 3:
        return None
    low = c.low(n)
    if n in c.times:
        while n >= c.sentence.first and (n in c.times or c.low(n) in ("on", "in", "by", "at")):
            n -= 1
        return subject(c, n + 1, depth=depth + 1)
    if low == "that" and (n - 1 in c.verbs or c.low(n - 1) in g.indirect_objects or c.low(n - 1) in g.verbs):
        return None
    if low in ("who", "which", "that", "whom"):
        before = n - 1 if c.low(n - 1) != "," else n - 2
        return phrase_before(c, before, led=True) if before >= c.sentence.first else None
    if low in (",", ")", "—", "–"):
        return _over_apposition(c, n, depth)
    if low in g.conjunctions:
        return _shared(c, n, depth)
    if low in g.subordinators or c.sign(n):
        return None
    found = phrase_before(c, n)
    if found is None or c.low(found[0]) in ("there", "here"):
        found = _past_participle(c, n)
    if found is not None and "according" in (c.low(found[0]), c.low(found[0] - 2)):
        at = found[0] if c.low(found[0]) == "according" else found[0] - 2
        return subject(c, at, depth=depth + 1)
    return found


def _past_participle(c: Clause, n: int) -> Span | None:
    """As in "A notice published there in 2022 orders ...": the noun before a participle at the head of a sentence."""
    for k in range(n, max(c.sentence.first, n - 10), -1):
        if k in c.verbs and c.low(k).endswith(("ed", "en")) and c.low(k - 1) not in c.grammar.auxiliaries:
            found = phrase_before(c, k - 1)
            return found if found is not None and _begins(c, found) else None
        if c.sign(k) or c.low(k) in c.grammar.auxiliaries:
            return None
    return None


def _over_apposition(c: Clause, n: int, depth: int) -> Span | None:
    opening = {",": ",", ")": "(", "—": "—", "–": "–"}[c.low(n)]
    nearest: Span | None = None
    inner, k = n, n - 1
    while k > c.sentence.first and n - k < REACH:
        if c.low(k) in (";", ":"):
            break
        if c.low(k) == opening:
            found = phrase_before(c, k - 1)
            if found is not None and c.low(found[0]) == "according":
                found = None
            nearest = nearest or found
            if found is not None and _begins(c, found):
                between = (k + 1, inner)
                named = all(c.words.capital(j) for j in range(*between))
                return between if named and inner == n and between[0] < between[1] and not c.words.capital(found[1] - 1) else found
            inner = k
        k -= 1
    del depth
    return nearest


def _begins(c: Clause, found: Span) -> bool:
    """Whether a phrase stands at the head of its clause, articles aside."""
    n = found[0]
    while n > c.sentence.first and c.low(n - 1) in ("the", "a", "an", "least", "at"):
        n -= 1
    return n == c.sentence.first or (c.sign(n - 1) and c.low(n - 1) != ",") or c.low(n - 1) in c.grammar.opening or (n - 1 in c.times)


def _shared(c: Clause, n: int, depth: int) -> Span | None:
    k = n - 1
    while k >= c.sentence.first and n - k < REACH:
        if c.low(k) in c.grammar.telling or k in c.verbs:
            return subject(c, group_start(c, k), depth=depth + 1)
        if c.low(k) in (";", ":"):
            return None
        k -= 1
    return None


def _ends_left(c: Clause, n: int, stop: Container[int]) -> bool:
    g, low = c.grammar, c.low(n)
    if low in g.parting or n in stop or n in c.times or (len(low) < 2 and c.sign(n)):
        return True
    return low in g.verbs and not c.words.capital(n)


def phrase_before(c: Clause, last: int, *, led: bool = False) -> Span | None:
    """Return the noun phrase whose last word is given, without its article; one that a preposition leads is none, unless `led`."""
    g, n, stop = c.grammar, last, c.verbs
    while n >= c.sentence.first and (c.low(n) in QUOTES or c.low(n) in g.adverbs):
        n -= 1
    end = n + 1
    if n < c.sentence.first or _ends_left(c, n, ()):
        return None
    if c.low(n) in g.pronouns:
        return n, end
    least = max(c.sentence.first, end - LONGEST_PHRASE)
    while n >= least and not _ends_left(c, n, stop if n < end - 1 else ()):
        low = c.low(n)
        if low == "and" and not _joins_names(c, n):
            break
        if low in g.determiners and c.low(n - 1) not in g.prepositions and not (c.low(n - 1) == "and" and c.low(n - 2) not in g.verbs):
            n -= 1
            break
        n -= 1
    first = n + 1
    if c.low(first) == "at" and c.low(first + 1) in ("least", "most"):
        first += 2
    while first < end and (c.low(first) in g.prepositions or c.low(first) == "and" or c.low(first) in g.conjunctions):
        # "In London the police": the phrase begins after the place.
        rest = next((k for k in range(first + 1, end) if c.low(k) in g.determiners and c.low(k - 1) not in g.prepositions), None)
        if rest is None and c.low(first) in g.prepositions and not led:
            return None
        first = rest if rest is not None else first + 1
    return trimmed(c, first, end)


def _joins_names(c: Clause, n: int) -> bool:
    if n + 1 >= c.sentence.last or n - 1 < c.sentence.first:
        return False
    after, before = c.low(n + 1), c.low(n - 1)
    if c.words.capital(n + 1) and (c.words.capital(n - 1) or c.low(n - 1) == ","):
        return True
    return after in ("a", "an") and before not in c.grammar.prepositions and c.low(n - 2) in ("a", "an", "the")


def trimmed(c: Clause, first: int, last: int) -> Span | None:
    """Return a phrase without articles at its head and loose words at its end."""
    while first < last and c.low(first) in HEADS:
        first += 1
    loose = c.grammar.trailing
    while first < last and ((low := c.low(last - 1)) in loose or (len(low) < 2 and c.sign(last - 1))):
        last -= 1
    return (first, last) if first < last else None


def phrase_after(c: Clause, at: int, *, across: Container[str] = ("of",)) -> Span | None:
    """Return the noun phrase that begins at or after a word, up to a sign, a verb or a preposition other than `of`."""
    g, n = c.grammar, at
    while n < c.sentence.last and (c.low(n) in g.adverbs or c.low(n) in QUOTES) and n - at < 4:
        n += 1
    first = n
    while n < c.sentence.last and n - first < LONGEST_PHRASE:
        low = c.low(n)
        if low in g.pronouns:
            n += 1 if n == first else 0
            break
        if _ends_right(c, n, first, across):
            break
        n += 1
    return trimmed(c, first, n)


def _ends_right(c: Clause, n: int, first: int, across: Container[str]) -> bool:  # noqa: PLR0911 -- rules in order, the first that fits answers
    g, low = c.grammar, c.low(n)
    if c.sign(n) and not (low in QUOTES and (n == first or c.low(n + 1) == "of" or _opening(c, n, first))):
        return True
    if n in c.times or low in g.auxiliaries or low == "to":
        return True
    if low in g.subordinators and not (low == "that" and n == first):
        return True
    if low == "and":
        return not (_joins_names(c, n))
    if low in g.conjunctions:
        return True
    if n > first and (low in g.verbs or (n in c.verbs and low.endswith(("ed", "ing", "s")))) and not c.words.capital(n):
        return True
    return low in g.prepositions and low not in across


def _opening(c: Clause, n: int, first: int) -> bool:
    """Whether a quotation mark opens inside a phrase."""
    return (
        not any(c.low(k) in QUOTES for k in range(first, n))
        and not c.sign(n + 1)
        and n > first
        and c.words.starts[n + 1] == c.words.ends[n]
    )


def clause_end(c: Clause, at: int) -> int:
    """Return the word (exclusive) at which the clause that holds a word ends: a hard sign, a comma, or a new clause after `and`."""
    n = at
    while n < c.sentence.last:
        low = c.low(n)
        if low not in ENDERS:
            n += 1
            continue
        if low in HARD or (low in '"“”' and n > at and c.low(n - 1) in (",", ".")):
            break
        if low == "," and not _list_goes_on(c, n):
            break
        if low in NEW_CLAUSE and n > at + 1 and n not in c.times:
            break
        if low == "and" and (_new_clause(c, n + 1) or (c.low(n + 1) == "the" and c.low(n + 2) in ("other", "others", "rest"))):
            break
        n += 1
    while n > at and (c.sign(n - 1) and c.low(n - 1) not in QUOTES):
        n -= 1
    return max(n, at)


def _list_goes_on(c: Clause, n: int) -> bool:
    nxt = n + 1
    return nxt < c.sentence.last and c.words.capital(nxt) and c.words.capital(n - 1) and c.low(nxt) not in c.grammar.determiners


def _new_clause(c: Clause, n: int) -> bool:
    g = c.grammar
    low = c.low(n)
    if low in g.pronouns and low not in ("them", "him", "her", "us"):
        return True
    for k in range(n, min(n + 5, c.sentence.last)):
        low = c.low(k)
        if low in g.auxiliaries or k in c.verbs or (low in g.verbs and k > n):
            return True
        if low in g.prepositions or low in g.subordinators or c.sign(k):
            return False
    return False
