"""W002: a conclusion says no more than its claims."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from witnessmark.records.claims import Claim, Kind, Modality, When
from witnessmark.records.decisions import ConclusionDrawn, Sentence
from witnessmark.records.edtf import overlap
from witnessmark.records.findings import Finding, Verdict
from witnessmark.records.view import Conclusion, View
from witnessmark.weigh.amounts import Bounds, added, bounds, number, plural, shown, spoken
from witnessmark.weigh.lexicon import HAN, lexicon
from witnessmark.weigh.names import key
from witnessmark.weigh.numerals import spelled, vague, written
from witnessmark.weigh.quoting import clip, listed, quoted

Said = tuple[Verdict, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """A conclusion with the claims that it cites and that stand."""

    drawn: ConclusionDrawn
    claims: tuple[Claim, ...]
    support: tuple[Claim, ...]
    """The cited claims that carry its number, or its kind where it has none."""
    kind: Kind | None


def check_strength(view: View) -> Iterator[Finding]:
    """W002 conclusion-stronger-than-claims.

    Checks: a conclusion asserts nothing that its claims only hedge: modality, number and bounds, unit, place, time and speakers are
    compared field by field, and each sentence is searched for the words that its modality and its bounds need.
    Why it matters: the hedge that is lost between the source and the headline is what a case is lost on.
    Holds: every field stands in a cited claim or in the sum of them, and every sentence keeps the hedge or the bound.
    Fails: it asserts what its claims, or one of them with no other beside it, only suspect, plan or deny; its number, unit, place, time
    or speaker stands in no cited claim; a sentence drops the hedge or the bound, proves what is suspected, or writes a number, in
    digits or words, that no claim has.
    Cannot tell: a sentence is in a language without a list of hedges, or not in the language that it is marked with; or a claim's unit,
    place or time was not noted; or it writes "dozens" and no claim does. The gate stays shut.
    Known limits: a list of words is no reading: a hedge anywhere in the sentence counts. Number words are read in English alone, digits in
    every language; ordinals and a lone "one" are not read.
    Cited numbers may be added only as all that have the unit. Lists exist for English, Spanish and Chinese and are unchecked until a person
    is named in them.
    What to do: put the hedge back ("would be", "suspects"), name the speaker, or cite a claim that says as much.
    """
    kinds = {q.id: q.asked.kind for q in view.questions()}
    for conclusion in view.conclusions():
        cited = tuple(c for ref in conclusion.drawn.claims if (c := view.claim(ref.claim)) is not None)
        kind = kinds.get(conclusion.drawn.question)
        rest = Rest(drawn=conclusion.drawn, claims=cited, support=_support(conclusion.drawn, cited, kind), kind=kind)
        if cited:
            yield _found(view, conclusion, rest)


def _support(drawn: ConclusionDrawn, cited: tuple[Claim, ...], kind: Kind | None) -> tuple[Claim, ...]:
    value = number(drawn.value)
    if value is not None:
        same = tuple(c for c in cited if number(c.content.value) == value and drawn.unit in {None, c.content.unit})
        counts = tuple(c for c in cited if c.content.kind is Kind.COUNT and drawn.unit in {None, c.content.unit})
        return same or counts or cited
    return tuple(c for c in cited if c.content.kind is kind) or cited


def _found(view: View, conclusion: Conclusion, rest: Rest) -> Finding:
    said = [*_modality(rest), *_value(rest), *_place(view, rest), *_time(rest), *_speakers(view, rest), *_sentences(view, rest)]
    wrong = [why for verdict, why in said if verdict is Verdict.FAILS]
    unknown = [why for verdict, why in said if verdict is Verdict.CANNOT_TELL]
    if wrong:
        verdict, message = Verdict.FAILS, "; ".join(wrong)
    elif unknown:
        verdict, message = Verdict.CANNOT_TELL, "; ".join(unknown)
    else:
        verdict, message = Verdict.HOLDS, "says no more than its claims"
    drawn = rest.drawn
    return Finding(
        code="W002", verdict=verdict, about=(drawn.conclusion,), message=message, quotes=quoted(rest.support or rest.claims),
        facts=(("sentence", drawn.sentences[0].text if drawn.sentences else ""), ("entry", conclusion.entry),
               ("modality", drawn.modality.value), *(("wrong", why) for why in wrong),
               *(("unknown", why) for why in unknown)),
    )


def _modality(rest: Rest) -> Iterator[Said]:
    says = rest.drawn.modality
    support = [c for c in rest.support if c.content.kind is not Kind.DENIAL]
    if rest.kind is Kind.DENIAL or (not support and says is not Modality.ASSERTED):
        return
    given = {c.content.modality for c in support}
    enough = {
        Modality.ASSERTED: {Modality.ASSERTED},
        Modality.HEDGED: {Modality.ASSERTED, Modality.HEDGED},
        Modality.PLANNED: {Modality.ASSERTED, Modality.PLANNED},
        Modality.DENIED: {Modality.DENIED},
    }[says]
    if not given & enough:
        only = " or ".join(sorted(m.value for m in given)) or "denied"
        yield Verdict.FAILS, f"{says.value}, where the claims are only {only}"
    elif says is Modality.ASSERTED and (alone := _only_weaker(support)):
        yield Verdict.FAILS, f"asserted, and nothing that it cites asserts {listed(quote_of(c) for c in alone)}"


def _only_weaker(support: Sequence[Claim]) -> list[Claim]:
    """Return the claims that are hedged, planned or denied and that no other cited claim asserts."""
    content = {c.id: (c.content.kind, c.content.value, key(c.content.subject), key(c.content.object)) for c in support}
    asserted = {content[c.id] for c in support if c.content.modality is Modality.ASSERTED}
    return [c for c in support if content[c.id] not in asserted]


def quote_of(claim: Claim) -> str:
    """Return the words of a claim between quotation marks, cut where they are long."""
    return f'"{clip(claim.content.anchor.quote)}"'


def _value(rest: Rest) -> Iterator[Said]:
    value, unit = number(rest.drawn.value), rest.drawn.unit
    if rest.drawn.value is None:
        return
    if value is None:
        yield Verdict.CANNOT_TELL, f'"{clip(rest.drawn.value)}" is no number'
        return
    counts = [c for c in rest.claims if c.content.kind is Kind.COUNT and bounds(c.content)]
    same = [c for c in counts if c.content.unit == unit]
    if not unit or any(not c.content.unit for c in counts):
        yield Verdict.CANNOT_TELL, "a unit is not noted"
    elif not same:
        yield Verdict.FAILS, f"{shown(value)} {plural(unit)}: no cited claim counts {plural(unit)}"
    elif not any(_states(c, value) for c in same):
        total = added([b for c in same if (b := bounds(c.content))])
        if not (total.exact and total.low == value):
            yield Verdict.FAILS, f"{shown(value)} stands in no cited claim, nor is it their sum"
    else:
        yield from _bound(rest, [c for c in same if _states(c, value)])


def _states(claim: Claim, value: Decimal) -> bool:
    limits = bounds(claim.content)
    return limits is not None and value in {number(claim.content.value), limits.low, limits.high}


def _bound(rest: Rest, stating: Sequence[Claim]) -> Iterator[Said]:
    limits = [b for c in stating if (b := bounds(c.content))]
    if any(b.exact for b in limits):
        return
    for sentence in rest.drawn.sentences:
        words = _readable(sentence)
        if words is not None and not words["bound"].search(sentence.text):
            yield Verdict.FAILS, f'the sentence ({sentence.language}) drops the bound "{spoken(_widest(limits))}"'


def _widest(limits: Sequence[Bounds]) -> Bounds:
    return limits[0]


def _place(view: View, rest: Rest) -> Iterator[Said]:
    place = rest.drawn.place
    if not place:
        return
    claims = rest.support
    if any(key(c.content.place) == key(place) for c in claims):
        return
    wanted = {p.id for p in view.places(place)}
    ids = [c.content.place_id for c in claims]
    found = [p for ident in ids if ident and (p := view.place(ident))]
    around = {ident for p in found for ident in (p.id, f"cc:{p.country}")}
    if wanted & around:
        return
    if not all(c.content.place for c in claims):
        yield Verdict.CANNOT_TELL, f"the place {clip(place)} is not noted in its claims"
    elif wanted and len(found) == len(claims):
        yield Verdict.FAILS, f"{clip(place)} is the place of no cited claim"
    else:
        yield Verdict.CANNOT_TELL, f"whether {clip(place)} is the place of its claims is not known"


def _time(rest: Rest) -> Iterator[Said]:
    time = rest.drawn.time
    if time is None:
        return
    times = [c.content.time for c in rest.support if c.content.time]
    if not times:
        yield Verdict.CANNOT_TELL, f"the time {time.edtf} is not noted in its claims"
    elif not any(_inside(given, time) for given in times):
        if all(overlap(given, time) is False for given in times):
            yield Verdict.FAILS, f"{time.edtf} is the time of no cited claim"
        else:
            yield Verdict.FAILS, f"{time.edtf} is narrower than the times of its claims ({listed(sorted({t.edtf for t in times}))})"


def _inside(claim: When, conclusion: When) -> bool:
    early = conclusion.earliest is None or (claim.earliest is not None and claim.earliest >= conclusion.earliest)
    late = conclusion.latest is None or (claim.latest is not None and claim.latest <= conclusion.latest)
    return early and late


def _speakers(view: View, rest: Rest) -> Iterator[Said]:
    heard: set[str] = set()
    for claim in rest.claims:
        heard.update(key(name) for name in (*claim.content.said_by, claim.content.subject))
        document = view.document(claim.content.anchor.document)
        if document and document.reading:
            heard.update(key(name) for name in (document.reading.publisher, *document.reading.authors))
    unheard = [name for name in rest.drawn.speakers if key(name) not in heard]
    if unheard:
        yield Verdict.FAILS, f"no cited claim is said by {listed(unheard)}"


def _sentences(view: View, rest: Rest) -> Iterator[Said]:
    if not rest.drawn.sentences:
        yield Verdict.CANNOT_TELL, "there is no sentence to read"
    for sentence in rest.drawn.sentences:
        words, where = _readable(sentence), f"the sentence ({clip(sentence.language)})"
        if words is None:
            yield Verdict.CANNOT_TELL, f"{where} is in a language without a list of hedges"
            continue
        yield from _words(rest, sentence.text, words, where)
        yield from _strange(view, rest, sentence, where)


def _words(rest: Rest, text: str, words: dict[str, re.Pattern[str]], where: str) -> Iterator[Said]:
    says = rest.drawn.modality
    wanted = {Modality.HEDGED: ("hedge", "hedge"), Modality.PLANNED: ("plan", "plan"), Modality.DENIED: ("denial", "denial")}.get(says)
    if wanted and not words[wanted[0]].search(text):
        yield Verdict.FAILS, f"{where} has no word for its {wanted[1]}"
    certain = words["certain"].search(text)
    if certain and says is Modality.HEDGED:
        yield Verdict.FAILS, f'{where} says "{clip(certain.group())}" of what is only suspected'


def _readable(sentence: Sentence) -> dict[str, re.Pattern[str]] | None:
    words = lexicon(sentence.language)
    han = len(HAN.findall(sentence.text))
    letters = sum(letter.isalpha() for letter in sentence.text)
    chinese = sentence.language.lower().partition("-")[0] == "zh"
    return words if words is not None and letters and (han * 2 > letters) == chinese else None


def _strange(view: View, rest: Rest, sentence: Sentence, where: str) -> Iterator[Said]:
    """Yield the numbers of a sentence that stand in no field of the conclusion and in no cited claim."""
    texts = list(_texts(view, rest))
    known = {value for text in texts for readings in written(text.replace("-", " ").replace("/", " ")) for value in readings}
    known.update(value for text in texts for value in spelled(text))
    if (value := number(rest.drawn.value)) is not None:
        known.add(value)
    strange = [min(readings) for readings in written(sentence.text) if not readings & known]
    vaguely: frozenset[str] = frozenset()
    if sentence.language.lower().partition("-")[0] == "en":
        strange += [value for value in spelled(sentence.text) if value not in known]
        vaguely = vague(sentence.text) - vague(" ".join(texts))
    if strange:
        yield Verdict.FAILS, f"{where} writes {listed(shown(n) for n in dict.fromkeys(strange))}, which no cited claim has"
    if vaguely:
        yield Verdict.CANNOT_TELL, f"{where} writes {listed(sorted(vaguely))}, and no cited claim does"


def _texts(view: View, rest: Rest) -> Iterator[str]:
    """Yield the words in which a number of a conclusion may stand: its fields, and those of the claims that it cites."""
    drawn = rest.drawn
    yield from (drawn.place or "", *drawn.speakers, *drawn.accuses, drawn.time.edtf if drawn.time else "")
    for claim in rest.claims:
        content = claim.content
        yield from (content.anchor.quote, content.time.edtf if content.time else "", str(len(content.names)) if content.names else "")
        if scope := content.scope:
            yield from (part or "" for part in (scope.whose, scope.places, scope.period, scope.counted))
        yield from (content.object or "", content.subject or "", content.value or "", content.min or "", content.max or "")
        document = view.document(content.anchor.document)
        yield document.reading.published or "" if document and document.reading else ""
