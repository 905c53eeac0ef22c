"""Reads the clauses of bills and resolutions: each step in a clause of its own, or in a listed item under the stem that it completes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from witnessmark.extract.claims.bills import formed, house_in, house_named, house_of
from witnessmark.extract.claims.bodies import ties
from witnessmark.extract.claims.clauses import Clause, Span
from witnessmark.extract.claims.doing import doing
from witnessmark.extract.claims.found import Found
from witnessmark.extract.claims.phrases import phrase_after, subject
from witnessmark.extract.claims.speakers import main_subject
from witnessmark.extract.claims.wording import wording
from witnessmark.extract.claims.wordlists import run_at
from witnessmark.records.claims import Kind, Modality, When

LEAST_SIGNS = 3
SHORT = 4
"""Code points of a word that is too short to be told by its ending."""
LEAST_WORDS = 15
"""Words of a clause before it may be cut."""
ROMAN = frozenset({"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"})
HEADED, LETTER, DIGIT, CAPITAL, SMALL = -1, 1, 2, 3, 4
"""Levels of the marks of a list, as laws nest them: (a), (1), (A), (i); below them a heading, under which all stands."""
MARKS = frozenset("*#(")
DASHES = frozenset("—–-:")


class Stem(NamedTuple):
    """What the items of a list complete."""

    level: int
    sort: str
    """`house`: its verbs follow; `modal`: what is to be done; `to`: what another is called on to do; `sense`: what is held; `nouns`."""
    subject: str | None
    object: str | None
    said_by: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class Bill:
    """A bill or resolution while it is read."""

    house: str | None
    level: int = 0
    marked: bool = False
    """Whether the mark of what comes next was read."""
    titled: bool = False
    """Whether the long title comes next."""
    stems: list[Stem] = field(default_factory=list)
    day: When | None = None
    """The day that stands in a line of its own before who brings it in."""
    voice: str | None = None
    """Whose view the sentence that is read holds, where it holds one: then deeds are told in it."""


def bill_of(content: str, language: str) -> Bill | None:
    """Return the bill or resolution that a text is, or null."""
    at = formed(content, language)
    if at >= 0:
        return Bill(house=house_of(content, at, language))
    return Bill(house=None) if sum(sign in content for sign in wording(language).signs) >= LEAST_SIGNS else None


def enacted(c: Clause, bill: Bill) -> list[Found]:
    """Return the steps of a sentence of a bill, and the ties that it makes between bodies."""
    q, s = wording(c.language), c.sentence
    bill.voice = None
    at = _past_mark(c, bill)
    if at >= s.last:
        return []
    text = c.words.said(s.first, s.last)
    if any(text == form for form in doing(c.language).forms):
        bill.titled, bill.stems = True, []
        return []
    brought = _brought(c) or _brought_by(c)
    if brought is not None:
        return [brought if c.times else brought._replace(time=bill.day)]
    if bill.titled:
        bill.titled = False
        if titles := _long_title(c, at, bill):
            return titles + ties(c)
    while bill.stems and bill.stems[-1].level >= bill.level:
        bill.stems.pop()
    stem = bill.stems[-1] if bill.stems else None
    out = _of_item(c, at, bill, stem)
    if not out and not (stem is not None and stem.sort == "nouns"):
        out = _clauses(c, at, stem.said_by if stem is not None else ())
    told = stem is not None and stem.sort == "sense"
    if c.low(at) in q.whereas or told or (c.low(_verb_at(c, at)) in q.carrying and stem is not None):
        bill.voice = stem.said_by[-1] if stem is not None and stem.said_by else bill.house
    elif stem is not None and stem.sort in {"house", "to"}:
        bill.voice = bill.house
    _note_stem(c, at, bill, out)
    return [*out, *ties(c)]


def _past_mark(c: Clause, bill: Bill) -> int:
    """Return the first word after the mark of a list, and keep its level; beyond the sentence where that is a heading."""
    s = c.sentence
    n = s.first
    while n < s.last and c.low(n) in MARKS:
        n += 1
    if n == s.first:
        if c.low(n) in wording(c.language).articled and c.low(n + 2) in {".", ":", "-", ")"}:
            bill.level, bill.marked = DIGIT, n + 3 >= s.last
            return n + 3  # "Artículo 1. Exhortar a ..."
        ordinal = _past_ordinal(c, n)
        if ordinal:
            bill.level, bill.marked = DIGIT, ordinal >= s.last
            return ordinal
        if c.sentence.opens and len(c.low(n)) == 1 and c.low(n).isalpha() and c.low(n + 1) == ")":
            bill.level, bill.marked = SMALL, n + 2 >= s.last
            return n + 2  # "a) cree una unidad": below "3. Solicitar al Ministerio que:"
        mark = c.low(n).isdigit() or (len(c.low(n)) == 1 and c.words.capital(n))
        if c.sentence.opens and mark and c.low(n + 1) in {".", ")"} and n not in c.times:
            bill.level, bill.marked = _level(c, n, bill.level), n + 2 >= s.last
            return n + 2
        if c.sentence.opens and not bill.marked:
            bill.level = 0
        bill.marked = False
        return n
    if c.low(s.first) == "#":
        bill.level, bill.stems, bill.marked = 0, [], True
        return s.last
    if c.low(n - 1) != "(" or c.low(n + 1) != ")":
        return n
    bill.level = _level(c, n, bill.level)
    bill.marked = c.low(s.first) == "*" and c.low(s.last - 1) == "*"
    return s.last if bill.marked else n + 2


def _past_ordinal(c: Clause, n: int) -> int:
    """Return the first word after an ordinal that numbers a paragraph ("PRIMERO.- "), or 0."""
    k = n + 1
    while c.low(k) in DASHES or c.low(k) == ".":
        k += 1
    return k if c.sentence.opens and k > n + 1 and c.low(n) in wording(c.language).ordinals else 0


def _level(c: Clause, n: int, before: int) -> int:
    low = c.low(n)
    if low.isdigit():
        return DIGIT
    if c.words.capital(n):
        return CAPITAL
    return SMALL if low in ROMAN and before >= CAPITAL else LETTER


def _brought(c: Clause) -> Found | None:
    """As in "March 14, 2025 Mr. A (for himself and Ms. B) introduced the following bill"."""
    s, known = c.sentence, wording(c.language).brought
    for n, low in enumerate(c.lows(s.first, s.last), s.first):
        length = run_at(c, n, known) if low in known else 0
        if length and n + length < s.last:
            first = s.first
            while first in c.times:
                first += 1
            stop = next((k for k in range(first, n) if c.low(k) == "("), n)
            return _step(c, "brought", (first, n + length + 1), n, (first, stop), (n + length, n + length + 1), planned=False)
    return None


def _brought_by(c: Clause) -> Found | None:
    """As in "Presentado el 15 de abril por las diputadas A y B": the participle at the head of a line."""
    s, g = c.sentence, c.grammar
    if not s.opens or c.low(s.first) not in wording(c.language).brought_by:
        return None
    by = next((n for n in range(s.first + 1, min(s.last, s.first + LEAST_WORDS)) if c.low(n) in g.agents), None)
    who = phrase_after(c, by + 1) if by is not None else None
    if who is None:
        return None
    end = who[1]
    while c.low(end) in g.coordinators and c.words.capital(end + 1) and (more := phrase_after(c, end + 1)) is not None:
        end = more[1]
    return _step(c, "brought_by", (s.first, end), s.first, (who[0], end), None, planned=False)


def _long_title(c: Clause, at: int, bill: Bill) -> list[Found]:
    """As in "To establish an office and to prohibit ..., and for other purposes": each verb is a step."""
    q, g = wording(c.language), c.grammar
    gerund = bool(g.gerund_endings) and c.low(at).endswith(g.gerund_endings)
    if not gerund and c.low(at) not in q.long_title:
        return []
    begins = [at] + [n + 1 for n in range(at + 3, c.sentence.last) if c.low(n) in g.coordinators and c.low(n + 1) in g.infinitive_markers]
    out = []
    for n, after in zip(begins, [*begins[1:], c.sentence.last + 1], strict=True):
        verb = n if c.low(n) not in q.long_title else n + 1
        found = _step(c, "long_title", (n, min(_cut(c, n, verb + 1), after - 1)), verb, None, phrase_after(c, verb + 1))
        out.append(found._replace(subject=bill.house if gerund else None))
    return out


def _verb_at(c: Clause, at: int) -> int:
    """Return the first word of an item that is no adverb."""
    n = at
    endings = wording(c.language).adverbs
    while c.low(n) in c.grammar.adverbs or (len(c.low(n)) > SHORT and c.low(n).endswith(endings)):
        n += 1
    return n


def _of_item(c: Clause, at: int, bill: Bill, stem: Stem | None) -> list[Found]:
    """Return the step of a listed item, or of a sentence whose subject is the house."""
    q, s, g = wording(c.language), c.sentence, c.grammar
    inline = _past_house(c, at)
    if inline is not None and inline < s.last - 1 and c.low(inline) not in DASHES and c.low(inline) != ",":
        return _house_steps(c, inline, bill)
    if stem is None:
        return []
    verb = _verb_at(c, at + (stem.sort == "to" and c.low(at) in q.purpose))
    closed = c.low(verb) in g.determiners or c.low(verb) in g.prepositions or c.low(verb) in g.pronouns or verb in c.numbers
    if stem.sort == "house":
        return _house_steps(c, at, bill)
    if stem.sort == "nouns":
        head = next((k for k in range(at, min(at + 4, s.last)) if c.low(k).endswith(q.steps)), None)
        if head is None or c.low(head + 1) not in g.genitives or c.low(at) not in g.articles:
            return []
        return [_step(c, "including", (at, _cut(c, at, head + 2)), head, None, phrase_after(c, head + 2))]
    if stem.sort not in {"modal", "to"} or closed or c.sign(verb):
        return []
    done = phrase_after(c, _past_particles(c, verb + 1))
    found = _step(c, "modals", (at, _cut(c, at, verb + 1)), verb, None, done)
    return [found._replace(subject=stem.subject, object=stem.object or found.object, said_by=stem.said_by)]


def _house_steps(c: Clause, at: int, bill: Bill) -> list[Found]:
    """Return what a resolution does in an item, or in each part of it between semicolons."""
    begins = [at, *(n + 1 + (c.low(n + 1) in c.grammar.coordinators) for n in range(at, c.sentence.last) if c.low(n) == ";")]
    return [found for n in begins if (found := _house_step(c, n, bill)) is not None]


def _house_step(c: Clause, at: int, bill: Bill) -> Found | None:
    """As in "(1) strongly condemns ...": what a resolution does."""
    q, verb = wording(c.language), _verb_at(c, at)
    low = c.low(verb)
    if low in q.carrying or c.sign(verb) or low in c.grammar.determiners or low in c.grammar.pronouns:
        return None
    if q.finite and not low.endswith(q.finite):
        return None
    done = phrase_after(c, _past_particles(c, verb + 1))
    calls = c.low(c.sentence.last - 2) in q.purpose or (low in q.calls and done is not None and done[1] == c.sentence.last - 1)
    if c.low(c.sentence.last - 1) in DASHES and calls:
        return None  # a stem: its items are the steps
    found = _step(c, "house", (at, _cut(c, at, verb + 1)), verb, None, done)
    return found._replace(subject=bill.house)


def _past_particles(c: Clause, n: int) -> int:
    while c.low(n) in wording(c.language).calling:
        n += 1
    return n


def _house_at_end(c: Clause) -> str | None:
    """As in "Resolved (the Senate concurring), That the Legislature—": the house right before the dash."""
    s = c.sentence
    for k in range(max(s.first, s.last - 6), s.last - 1):
        house = house_named(c.words.content, c.words.starts[k], c.language)
        if house is not None and c.words.starts[k] + len(house) == c.words.ends[s.last - 2]:
            return house
    return None


def _past_house(c: Clause, at: int) -> int | None:
    """Return the word after "That the Senate", or null where a sentence does not begin so."""
    n = at
    while c.low(n) in wording(c.language).that:
        n += 1
    house = house_named(c.words.content, c.words.starts[n], c.language) if n > at and n < c.sentence.last else None
    if house is None:
        return None
    end = k = c.words.until(c.words.starts[n] + len(house))
    while c.low(k) in c.grammar.genitives or c.low(k) in c.grammar.articles or c.words.capital(k):
        k += 1
    return k + 1 if c.low(k) in wording(c.language).resolving and c.low(k + 1) in DASHES else end  # "El Senado de la República resuelve:"


def _clauses(c: Clause, at: int, said_by: tuple[str, ...]) -> list[Found]:
    """Return the steps that a sentence enacts in clauses of its own."""
    q, s = wording(c.language), c.sentence
    out: list[Found] = []
    for n, low in enumerate(c.lows(at, s.last), at):
        if n in c.times or (low not in q.modals and low not in q.enacting):
            continue
        modal = run_at(c, n, q.modals)
        length = modal or run_at(c, n, q.enacting)
        found = _clause_step(c, n, length, modal=bool(modal)) if length else None
        if found is not None and not (out and found.first < out[-1].last):
            out.append(found._replace(said_by=said_by))
    return out


def _clause_step(c: Clause, n: int, length: int, *, modal: bool) -> Found | None:
    q, g = wording(c.language), c.grammar
    after = _verb_at(c, n + length)
    if modal and (run_at(c, after, q.not_steps) or c.low(after) in DASHES or run_at(c, n, q.headed)):
        return None
    relative = c.low(n - 1) in g.relatives
    if relative and (not modal or c.low(n) not in q.after_relatives or c.low(n - 1) in g.person_pronouns or c.low(n - 2) != ","):
        return None
    there = c.low(n - 1) in g.existentials
    who = (n - 1, n - 1) if there else (n - 1, n) if relative else _doer(c, n)
    if who is None or not q.conditions.isdisjoint(c.lows(who[0] - 3, who[0])):
        return None
    first = who[0] - (c.low(who[0] - 1) in g.articles)
    verb = after if modal else n + length - 1
    done = phrase_after(c, _past_particles(c, verb + 1)) if modal or there else who
    named = None if there or not modal or relative else who
    return _step(c, "modals" if modal else "enacting", (first, _cut(c, first, verb + 1)), n, named, done)


def _doer(c: Clause, n: int) -> Span | None:
    """Return the subject of a modal: of what stands before it, the last phrase that an article or a capital begins, brackets aside."""
    found = subject(c, n)
    if found is not None and (c.words.capital(found[0]) or c.low(found[0] - 1) in c.grammar.determiners):
        return found
    g, depth = c.grammar, 0
    for k in range(n - 1, max(c.sentence.first, n - 40) - 1, -1):
        low = c.low(k)
        depth += (low == ")") - (low == "(")
        begins = k == c.sentence.first or (c.sign(k - 1) and c.low(k - 1) not in "()") or c.low(k - 1) in g.coordinators
        if depth == 0 and begins and not c.sign(k) and (low in g.articles or c.words.capital(k)) and c.low(k) not in g.prepositions:
            return (k + (low in g.articles), n)
        if low in ";:":
            break
    return found


def _note_stem(c: Clause, at: int, bill: Bill, found: list[Found]) -> None:
    """Keep the stem that a sentence is, where it ends with a dash or colon."""
    q, s = wording(c.language), c.sentence
    if c.sentence.opens and c.low(s.last - 1) not in DASHES and c.words.low[c.words.starts[at] : c.words.ends[s.last - 1]] in q.sense:
        # "Exposición de motivos" in a line of its own
        bill.stems = [Stem(HEADED, "sense", None, None, (bill.house,) if bill.house else ())]
        return
    if c.low(s.last - 1) not in DASHES and c.low(s.last - 1) != ",":
        return
    last, level = c.low(s.last - 2), bill.level
    inline = _past_house(c, at)
    low = c.words.low[c.words.starts[at] : c.words.ends[s.last - 1]]
    stem: Stem | None = None
    if any(phrase in low for phrase in q.sense):
        voice = house_in(c.words.said(at, s.last), c.language) or c.said(main_subject(c, s.last)) or bill.house
        stem = Stem(level, "sense", None, None, (voice,) if voice else ())
    elif (house := _house_at_end(c)) is not None:
        bill.house = house
        stem = Stem(level, "house", house, None, ())
    elif inline is not None and inline >= s.last - 1:
        stem = Stem(level, "house", bill.house, None, ())
    elif last in q.including:
        stem = Stem(level, "nouns", None, None, ())
    elif run_at(c, s.last - 2, q.modals):
        who = subject(c, s.last - 2)
        stem = Stem(level, "modal", c.said(who), None, ())
    elif not found and (last in q.purpose or c.low(_verb_at(c, at)) in q.calls):
        verb = _verb_at(c, inline if inline is not None else at)
        stem = Stem(level, "to", bill.house, c.said(phrase_after(c, _past_particles(c, verb + 1))), ())
    if stem is None and c.low(s.last - 1) == ",":
        return
    if stem is not None and stem.sort != "sense":
        bill.stems = [x for x in bill.stems if x.level != HEADED]
    bill.stems.append(stem or Stem(level, "other", None, None, ()))


def _step(c: Clause, why: str, span: Span, core: int, doer: Span | None, done: Span | None, *, planned: bool = True) -> Found:
    return Found(
        kind=Kind.MEASURE,
        first=span[0],
        last=max(span[1], core + 1),
        core=(core, core + 1),
        subject=c.said(doer),
        object=c.said(done),
        modality=Modality.PLANNED if planned else Modality.ASSERTED,
        said_by=(),
        because=(("measure", f"{c.language}/bills.yaml: {why}"),),
    )


def _cut(c: Clause, first: int, least: int) -> int:
    """Return where the quotation of a clause ends: at its end, or after enough words where another phrase begins."""
    cuts, n, depth = wording(c.language).cuts, least, 0
    while n < c.sentence.last:
        low = c.low(n)
        depth += (low == "(") - (low == ")")
        if depth <= 0 and (low in ";:.—–" or (low == "," and _clause_begins(c, n + 1))):
            break
        if depth <= 0 and n - first >= LEAST_WORDS and low in cuts:
            break
        n += 1
    return n


def _clause_begins(c: Clause, n: int) -> bool:
    """Whether another clause with a modal of its own begins after a comma."""
    modals = wording(c.language).modals
    return c.low(n) in c.grammar.coordinators and any(low in modals for low in c.lows(n + 1, n + 14))
