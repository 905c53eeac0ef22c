"""Says how a verb is used: active, passive, infinitive or gerund, or not as a verb at all; and where its verb group begins."""

from __future__ import annotations

import functools

from witnessmark.extract.claims.clauses import QUOTES, Clause
from witnessmark.extract.claims.cues import Cue, Entry
from witnessmark.extract.claims.forms import APART, plural_ending
from witnessmark.extract.claims.grammar import words_of

FINITE = frozenset({"fin", "subj", "cond", "fut", "konj", "s", "ed"})
FARTHEST = 25
"""Words between an auxiliary and the participle at the end of its clause."""
LONGEST_GROUP = 7


def voice(c: Clause, cue: Cue, entry: Entry) -> str:
    """Return how a cue is used as a verb: `active`, `passive`, `infinitive`, `gerund`, or nothing where it is a noun."""
    key = (cue.first, cue.last, entry.form)
    known = c.voices.get(key)
    if known is None:
        known = c.voices[key] = _voice(c, cue, entry)
    return known


@functools.cache
def tags_of(form: str) -> frozenset[str]:
    """Return the tags of a surface form."""
    return frozenset(form.split(","))


def _voice(c: Clause, cue: Cue, entry: Entry) -> str:
    if c.words.capital(cue.first) and cue.first != c.sentence.first and c.low(cue.first - 1) not in QUOTES:
        return ""
    g, at, form = c.grammar, group_start(c, cue.first), entry.form
    if not g.base_is_finite:
        return _by_tags(c, cue, tags_of(form), c.lows(at, cue.first))
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
        if not g.having.isdisjoint(led):
            return "active"
    if form == "base":
        marked = not g.infinitive_markers.isdisjoint(led)
        return "infinitive" if marked else "active" if _finite_base(c, led, before, cue) else ""
    return _past(c, cue, form, led)


def _past(c: Clause, cue: Cue, form: str, led: list[str]) -> str:
    """Return how a past form is used that neither `be` nor `have` leads."""
    g, before = c.grammar, c.low(cue.first - 1)
    if form == "en" or (c.low(cue.last) in g.after_participles and not (g.base_is_finite and _has_object(c, cue))):
        return "passive"
    if "base" in form and not g.infinitive_markers.isdisjoint(led):
        return "infinitive"
    if cue.first - 1 in c.numbers:
        if c.low(cue.last) in g.complementizers:
            return "active"  # "Two said that"
        # "230,000 persuaded in fifteen months", but "three coerced returns"
        return "passive" if c.sign(cue.last) or c.low(cue.last) in g.prepositions else ""
    if before in g.determiners and before not in g.pronominal:
        return ""
    return "" if before in g.prepositions and before not in g.comparing else "active"


def _has_object(c: Clause, cue: Cue) -> bool:
    """Whether a cue holds the object of its verb: "offered a reward of"."""
    g = c.grammar
    return cue.last - cue.first > 1 and not (g.articles | g.possessives).isdisjoint(c.lows(cue.first + 1, cue.last))


def _finite_base(c: Clause, led: list[str], before: str, cue: Cue) -> bool:
    g = c.grammar
    if led and any(word in g.auxiliaries and word not in g.being for word in led):
        return before not in g.having
    if led and led[-1] in g.adverbs and not any(word in g.auxiliaries for word in led):
        k = cue.first - 1
        while c.low(k) in g.adverbs:
            k -= 1
        before = c.low(k)
    if before in g.finite_subjects or before in g.coordinators:
        return before not in g.coordinators or c.low(cue.last) in g.determiners
    if c.sign(cue.last) and cue.first - 2 >= c.sentence.first and c.words.capital(cue.first - 1):
        return False  # "the Safeguard Defenders report,"
    many = plural_ending(before, c.language) or _head_many(c, cue.first - 1)
    return (many or before in g.collectives) and c.low(cue.last) not in g.genitives and c.low(cue.last) != ""


def _head_many(c: Clause, n: int) -> bool:
    """Whether the name that ends at a word belongs to several or to a collective: "the police of Qingtian oversee"."""
    g, k = c.grammar, n
    while k > c.sentence.first and c.words.capital(k):
        k -= 1
    if k == n or c.low(k) not in g.genitives:
        return False
    return plural_ending(c.low(k - 1), c.language) or c.low(k - 1) in g.collectives


def _finite_s(c: Clause, before: str, cue: Cue) -> bool:
    g, after = c.grammar, c.low(cue.last)
    owner = before.endswith("'s")
    if not before or before in g.determiners or before in g.prepositions or before.isdigit() or owner:
        return before in g.relative_determiners
    if after in g.auxiliaries or (after in g.genitives and c.low(cue.last - 1) not in g.genitives):
        return False
    return before not in g.attributive and (cue.first - 1) not in c.numbers


def _by_tags(c: Clause, cue: Cue, tags: frozenset[str], led: list[str]) -> str:
    """Return how a form is used in a language whose verbs tell it by their endings."""
    g = c.grammar
    if g.verb_last:
        return _in_brackets(c, cue, tags, led)
    helped = led
    if "en" in tags:
        if not g.being.isdisjoint(helped):
            return "passive"
        if not g.having.isdisjoint(helped):
            return "active" if g.reflexive_markers.isdisjoint(led) else "passive"
    if "ing" in tags:
        return "gerund" if g.auxiliaries.isdisjoint(led) else "active"
    reflexive = not g.reflexive_markers.isdisjoint(led)
    if "base" in tags and not (tags & FINITE and not led):
        if c.low(cue.first - 1) in g.articles and c.low(cue.first - 1) not in g.clitics:
            return ""
        governed = any(word in g.auxiliaries for word in helped)
        return "infinitive" if not governed else "passive" if reflexive else "active"
    if tags & FINITE and not _noun_there(c, cue, led):
        return "passive" if reflexive else "active"
    if "en" in tags:
        return "" if _person_there(c, cue) else "passive"
    return ""


def _in_brackets(c: Clause, cue: Cue, tags: frozenset[str], led: list[str]) -> str:
    """Return how a form is used in a language whose verbs stand second or last, with what helps them on either side."""
    g = c.grammar
    apart = next((tag.removeprefix(APART) for tag in tags if tag.startswith(APART)), "")
    if apart:
        return "active" if _prefix_ends(c, cue.last, apart) else ""
    last = cue.last
    while c.low(last) in g.auxiliaries:
        last += 1
    behind = c.lows(cue.last, last)
    helped = [*led[:1], *behind] if led and led[0] in g.auxiliaries else behind
    if "en" in tags:
        if not g.being.isdisjoint(behind):
            return "passive"
        if not g.having.isdisjoint(helped):
            return "active"
        if not g.being.isdisjoint(helped):
            return "passive"
    if "base" in tags:
        if not g.infinitive_markers.isdisjoint(c.lows(cue.first - 1, cue.first)):
            return "infinitive"
        if any(word in g.auxiliaries for word in helped):
            return "active"
    before, after = c.low(cue.first - 1), cue.last
    noun = after < c.sentence.last and c.words.capital(after)
    leads = (before in g.determiners and before not in g.pronouns) or before in g.prepositions or cue.first - 1 in c.numbers
    if tags & FINITE and not (behind or (leads and noun and _begins_late(c, cue.first))) and (not led or led[0] not in g.auxiliaries):
        return "active"
    if "en" in tags and not leads and not noun:
        ended = after >= c.sentence.last or c.sign(after) or c.low(after) in g.conjunctions
        return "passive" if c.low(after) in g.agents or before == "," or (ended and c.words.capital(cue.first - 1)) else ""
    return "infinitive" if "base" in tags and not tags & FINITE else ""


def _begins_late(c: Clause, at: int) -> bool:
    """Whether more than one word stands before a word in its clause."""
    return at - c.sentence.first > 1 and not c.sign(at - 2)


def _prefix_ends(c: Clause, at: int, prefix: str) -> bool:
    """Whether the prefix of a verb stands apart at the end of its clause."""
    g = c.grammar
    for n in range(at, min(at + FARTHEST, c.sentence.last)):
        low = c.low(n)
        if low == prefix and (n + 1 >= c.sentence.last or c.sign(n + 1) or c.low(n + 1) in g.opening or c.low(n + 1) in g.comparing):
            return True
        if low in {";", ":", ".", "("} or (low in g.subordinators and n > at):
            return False
    return False


def _noun_there(c: Clause, cue: Cue, led: list[str]) -> bool:
    """Whether what looks like a finite verb is a noun: "la denuncia", "en marcha", "tres marchas"."""
    g, n = c.grammar, cue.first - 1
    before = c.low(n)
    if not g.auxiliaries.isdisjoint(led):
        return True  # no finite verb follows an auxiliary
    if n == c.sentence.first and before in words_of("speech", "wrapping", "words", c.language):
        return False  # "Lo riferisce l'agenzia."
    if before in g.clitics and before in g.determiners:
        agreeing = not before.endswith(g.plural_endings) or c.low(cue.last - 1).endswith(g.plural_endings)
        return agreeing and not after_noun(c, n)  # "las atienden", "las dirige": no noun agrees with it
    if before in g.reflexive_markers or before in g.clitics or before in g.negators:
        return False
    if n in c.numbers or before in g.attributive or (before in g.determiners and before not in g.relative_determiners):
        return True
    if before in g.prepositions and before not in g.comparing:
        return True
    return not before and c.low(cue.last) in g.genitives


def _person_there(c: Clause, cue: Cue) -> bool:
    """Whether a participle that nothing helps is a noun or stands before one: "los detenidos", "la llamada oficina"."""
    g, before = c.grammar, c.low(cue.first - 1)
    if c.low(cue.last) in g.agents:
        return False
    return before in g.determiners or before in g.prepositions or cue.first - 1 in c.numbers or before in g.attributive


def after_noun(c: Clause, n: int) -> bool:
    """Whether the word before a word may be a noun: it is no sign and of no closed class."""
    k = n - 1
    low = c.low(k)
    if not low or c.sign(k) or k in c.verbs or k in c.heads or low in c.grammar.verbs:
        return False
    return low not in c.grammar.loose and low not in c.grammar.auxiliaries


def _far_auxiliary(c: Clause, at: int) -> int:
    """Return where the auxiliary of a verb at the end of its clause stands, or that verb's own place."""
    g = c.grammar
    for n in range(at - 1, max(c.sentence.first, at - FARTHEST) - 1, -1):
        low = c.low(n)
        if low in g.auxiliaries:
            return n
        if low in {",", ";", ":", "(", ")", "."} or (low in g.subordinators and (low not in g.comparing or c.low(n - 1) == ",")):
            return at  # "mehr als 300" is one clause
    return at


def group_start(c: Clause, at: int) -> int:
    """Return the first word of the verb group whose main verb stands at a word: auxiliaries, adverbs, negations and `to` before it."""
    g, n = c.grammar, at
    while n > c.sentence.first and at - n < LONGEST_GROUP:
        low = c.low(n - 1)
        if low not in g.leading and not (low in QUOTES and c.low(n - 2) in g.auxiliaries):
            break
        n -= 1
    while n < at and c.low(n) in g.adverbs and c.low(n) not in g.negators:
        n += 1
    return _far_auxiliary(c, n) if g.verb_last and n == at else n


def finite(c: Clause, at: int) -> bool:
    """Whether the verb group that begins at a word has a finite verb, in a language whose verbs tell it by their endings."""
    g, n = c.grammar, at
    while (low := c.low(n)) in g.leading:
        if low in g.first_persons:
            return False  # "hemos contado": whoever says it is no name
        if low in g.auxiliaries:
            # "hay tres", but "había detenido"
            return low not in g.impersonal_verbs or n + 1 in c.verbs or c.low(n + 1) in g.auxiliaries
        n += 1
    return any(first == n and used in {"active", "passive"} and tags_of(form) & FINITE for (first, _, form), used in c.voices.items())


def passive_at(c: Clause, at: int) -> int | None:
    """Return the end of the passive verb whose group begins at a word, or null where the verb there is none."""
    n = at
    while c.low(n) in c.grammar.leading:
        n += 1
    return next((last for (first, last, _), used in c.voices.items() if first == n and used == "passive"), None)
