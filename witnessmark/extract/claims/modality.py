"""Says how a clause puts its claim: asserted, hedged, denied or planned, and by which cue."""

from __future__ import annotations

from collections.abc import Sequence

from witnessmark.extract.claims.brackets import begins, embedded
from witnessmark.extract.claims.clauses import QUOTES, Clause, Span, clause_end
from witnessmark.extract.claims.cues import Cue, Used
from witnessmark.extract.claims.grammar import listed, words_of
from witnessmark.extract.claims.speakers import Frame
from witnessmark.extract.claims.voices import FINITE, tags_of
from witnessmark.records.claims import Modality

DOUBT = frozenset({"conditional", "reported"})
"""Lists of moods by which a clause is said to be hearsay."""


def modality(
    c: Clause,
    hedges: Sequence[Used],
    span: tuple[int, int],
    chain: Sequence[Frame],
    *,
    negatable: bool = True,
    near: int = 0,
    told: bool = False,
) -> tuple[Modality, str]:
    """Return the modality of the claim in the words of a span, and why. A plan counts for a number only from the word `near` on.

    `told`: what a sentence before began to report goes on.
    """
    first, last = span
    if c.low(first - 1) in c.grammar.negations and c.low(first - 1) in c.grammar.determiners and c.grammar.base_is_finite:
        first -= 1  # "No one has been arrested"
    negated = _negated(c, first, last) if negatable else ""
    if negated:
        return Modality.DENIED, f"grammar.yaml: {negated}"
    found = _by_cues(c, hedges, (first, last), near=None if negatable else near, told=bool(chain) or told)
    found = found or _by_form(c, (first, last), first if negatable else near)
    if found is not None:
        return found
    inner = chain[-1] if chain else None
    if inner is not None and inner.hedges:
        return Modality.HEDGED, inner.why
    return Modality.ASSERTED, ""


def _by_cues(c: Clause, hedges: Sequence[Used], span: Span, *, near: int | None, told: bool) -> tuple[Modality, str] | None:
    """Return the modality that words of the lists tell; `near` is null but for a number, which a plan reaches only from there on."""
    first, last = span
    planned: tuple[Modality, str] | None = None
    for cue, entry in hedges:
        if cue.first in c.times or not (first <= cue.first < last or _over(c, cue, first)):
            continue  # the month of May
        if _name(c, cue) or (c.grammar.verb_last and near is not None and embedded(c, cue.first, first)):
            continue  # "drei Männer angeklagt, die Landsleute ausgespäht haben sollen"
        if entry.list == "hedged" or (entry.list == "conditional" and c.low(cue.last) not in c.grammar.conditional_exceptions):
            return Modality.HEDGED, entry.why
        if entry.list == "reported" and not told:
            return Modality.HEDGED, entry.why  # under a speaker this mood only says that it is their word
        if entry.list == "planned" and (near is None or cue.last >= near):
            planned = planned or (Modality.PLANNED, entry.why)
    return planned


def _name(c: Clause, cue: Cue) -> bool:
    """Whether a cue is a noun or a name: "Anklage" is no mood, "Irão" no future."""
    if c.grammar.base_is_finite or cue.first == c.sentence.first:
        return False
    return c.words.capital(cue.first) and c.low(cue.first - 1) not in QUOTES


def _by_form(c: Clause, span: Span, near: int) -> tuple[Modality, str] | None:
    """Return the modality that the endings of words tell, or an auxiliary with the infinitive at the end of its clause."""
    first, last = span
    if (ending := _by_ending(c, "conditional", first, last)) is not None:
        return Modality.HEDGED, f"hedges.yaml: {ending}"
    if c.grammar.verb_last and (helper := _helped_at_end(c, first, last)) is not None:
        return Modality.PLANNED, f"hedges.yaml: {helper} (future)"
    if (ending := _by_ending(c, "planned", max(c.sentence.first, near), last)) is not None:
        return Modality.PLANNED, f"hedges.yaml: {ending}"
    return None


def _negated(c: Clause, first: int, last: int) -> str:
    """Return the first word of a span that negates it, or nothing."""
    if c.grammar.negations.isdisjoint(c.lows(first, last)):
        return ""
    for n in range(first, last):
        low = c.low(n)
        if low in c.grammar.negations and f"{low} {c.low(n + 1)}" not in c.grammar.harmless_negations:
            return low
    return ""


def _helped_at_end(c: Clause, first: int, last: int) -> str | None:
    """Return the auxiliary of a future whose infinitive ends the clause: "Der Ausschuss wird im Herbst acht Zeugen anhören"."""
    known, close = words_of("hedges", "future", "words", c.language), clause_end(c, max(first, last - 1))
    if not known:
        return None
    end = close - 1
    while end > first and (c.sign(end) or c.low(end) == "."):
        end -= 1
    low = c.low(end)
    if c.words.capital(end) or not low.endswith(listed("hedges", "future", "infinitives", c.language)) or low in c.grammar.auxiliaries:
        return None
    joined = any(low.startswith(prefix) for prefix in listed("hedges", "future", "unless", c.language))
    plain = any(at == end and "base" in tags_of(form) and "en" not in tags_of(form) for (at, _, form), used in c.voices.items() if used)
    if joined and not plain:
        return None  # "wird von Freiwilligen betrieben"
    begin = begins(c, end)
    return next((word for n in range(begin, end) if (word := c.low(n)) in known), None)


def _by_ending(c: Clause, mood: str, first: int, last: int) -> str | None:
    """Return the first word of a span that ends like a conditional or a future, in a language whose list gives such endings."""
    endings = listed("hedges", mood, "suffixes", c.language)
    if not endings:
        return None
    plain = words_of("hedges", mood, "unless", c.language)
    small = (n for n in range(first, last) if not c.words.capital(n) or n == c.sentence.first)
    return next((low for n in small if (low := c.low(n)).endswith(endings) and low not in plain), None)


def _over(c: Clause, cue: Cue, first: int) -> bool:
    """Whether a hedge at the head of a sentence or right before a claim reaches it."""
    return cue.last <= first and (cue.first == c.sentence.first or first - cue.last <= 1)


def hearsay(hedges: Sequence[Used], language: str = "en") -> bool:
    """Whether a sentence reports by nobody's mouth: "is said to", "reportedly"."""
    return any(e.list == "hedged" and e.lemma in words_of("hedges", "hearsay", "words", language) for _, e in hedges)


def conditional(c: Clause, hedges: Sequence[Used]) -> bool:
    """Whether a sentence stands in the conditional of hearsay."""
    capitals = c.grammar.capital_nouns
    hedges = [(cue, e) for cue, e in hedges if not (capitals and cue.first > c.sentence.first and c.words.capital(cue.first))]
    return any(e.list in DOUBT and c.low(cue.last) not in c.grammar.conditional_exceptions and _rules(c, cue) for cue, e in hedges)


def _rules(c: Clause, cue: Cue) -> bool:
    """Whether a conditional is the first finite verb of its sentence; one in a subordinate clause says nothing of the whole."""
    if c.grammar.base_is_finite:
        return True
    if not c.grammar.telling.isdisjoint(c.lows(c.sentence.first, cue.first)):
        return False
    return not any(at < cue.first and used == "active" and tags_of(form) & FINITE for (at, _, form), used in c.voices.items())
