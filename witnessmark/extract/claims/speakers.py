"""Finds who says what in a sentence: frames of reporting, the chain of speakers over a claim, and reports that go on."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from witnessmark.extract.claims import second, sourcing
from witnessmark.extract.claims.brackets import begins, relative
from witnessmark.extract.claims.clauses import QUOTES, Clause, Span, clause_end
from witnessmark.extract.claims.cues import Cue, Entry, Used
from witnessmark.extract.claims.grammar import words_of
from witnessmark.extract.claims.memory import Memory
from witnessmark.extract.claims.naming import named
from witnessmark.extract.claims.objects import causes
from witnessmark.extract.claims.phrases import phrase_after, phrase_before, subject, trimmed
from witnessmark.extract.claims.saying import (
    bare_answer,
    clause_follows,
    dash,
    head_of,
    hears_after,
    introduced,
    past_day,
    past_listener,
    rejected_end,
    tally_end,
    to_complementizer,
    turned,
    whose,
)
from witnessmark.extract.claims.voices import finite, group_start, voice

SAYING = ("says", "states", "claims", "suspects", "shows")
SORTS = {"denies": "denies", "calls_false": "denies", "tallies": "tallies", "accuses": "accuses"}
"""The sort of a frame by the list of its verb; any other verb says."""
NEEDS_THAT = ("states", "shows")
LONGEST_TALLY = 20
"""Words from who counts to the number."""


class Frame(NamedTuple):
    """One act of reporting: who, by which cue, and the words that they answer for."""

    speaker: str
    span: Span
    """The words of the frame itself: speaker and verb."""
    content: Span
    sort: str
    """`says`, `tallies`, `accuses`, `denies`, `source`, `colon`."""
    hedges: bool
    why: str


def frames(c: Clause, speech: Sequence[Used], memory: Memory) -> list[Frame]:
    """Return the frames of a sentence, outermost first."""
    out: list[Frame] = []
    for cue, entry in speech:
        frame = _frame(c, cue, entry, memory)
        if frame is not None and not any(_same(frame, other) for other in out):
            out.append(frame)
            _remember(c, frame, memory)
    colon = _colon(c, memory)
    if colon is not None:
        out.append(colon)
    if len(out) > 1:
        out = [_bounded(c, f, out) for f in out]
        out.sort(key=lambda f: (f.content[0] - f.content[1], f.span))
    return out


def _bounded(c: Clause, f: Frame, found: list[Frame]) -> Frame:
    """End the words of a speaker where another speaker takes over after a semicolon or a conjunction."""
    last = f.content[1]
    parted = [n for n, low in enumerate(c.lows(c.sentence.first, c.sentence.last), c.sentence.first) if low == ";"]
    for other in found:
        head = head_of(c, other.span)
        aside = f.content[0] <= f.span[0] and (c.grammar.base_is_finite or head < f.span[1])
        if other is f or aside or not f.content[0] < head < last:
            continue
        k = head - 1
        k -= not c.grammar.base_is_finite and c.low(k) in c.grammar.complementizers and c.low(k - 1) in c.grammar.contrasting
        if c.low(k) == ";" or c.low(k) in c.grammar.contrasting:
            last = k
            continue
        last = next((j for j in reversed(parted) if f.content[0] < j < head), last)
    return f._replace(content=(f.content[0], last)) if last != f.content[1] else f


def _same(a: Frame, b: Frame) -> bool:
    apart = (a.sort == "denies") != (b.sort == "denies") and a.span[1] != b.span[1]  # "the association, which says ..., denies it"
    same = a.speaker == b.speaker or (a.sort == b.sort == "source" and (a.speaker.endswith(b.speaker) or b.speaker.endswith(a.speaker)))
    apart = apart or (not _overlap(a, b))
    return a.span[0] < b.span[1] and b.span[0] < a.span[1] and same and not apart


def _overlap(a: Frame, b: Frame) -> bool:
    """Whether two acts of reporting answer for some of the same words: "dijo X, que añadió que ..." are two."""
    return a.content[0] < b.content[1] and b.content[0] < a.content[1]


def _remember(c: Clause, frame: Frame, memory: Memory) -> None:
    memory.speaker, memory.speaker_paragraph = frame.speaker, c.sentence.paragraph
    memory.person = None if frame.speaker.casefold().endswith(c.grammar.plural_endings) else frame.speaker
    if len(frame.speaker.split()) > 1 and all(word[0].isupper() for word in frame.speaker.split() if len(word) > 3):
        memory.body = frame.speaker
        words = frame.speaker.casefold().split()
        memory.owners.update({word: frame.speaker for word in words_of("speech", "own_words", "words", c.language) if word in words})


def _frame(c: Clause, cue: Cue, entry: Entry, memory: Memory) -> Frame | None:
    if entry.role == "phrases":
        read = BY_PHRASE.get(entry.list)
        return read(c, cue, entry, memory) if read is not None else None
    if f"{entry.lemma} {c.low(cue.last)}" in words_of("speech", "not_speech", "words", c.language):
        return None  # "contará con 30 agentes"
    if entry.role != "verb" or not (entry.list in SAYING or entry.list in ("tallies", "accuses", "denies", "calls_false")):
        return None
    used = voice(c, cue, entry)
    if used in ("active", "gerund"):
        if entry.list in SAYING:
            return _saying(c, cue, entry, memory, gerund=used == "gerund")
        if used == "active":
            return _object_frame(c, cue, entry, memory)
    return None


def _saying(c: Clause, cue: Cue, entry: Entry, memory: Memory, *, gerund: bool) -> Frame | None:
    s, g, at = c.sentence, c.grammar, group_start(c, cue.first)
    if g.verb_last:
        return _second(c, cue, entry, memory)
    before, after = c.low(cue.first - 1), c.low(cue.last)
    hedges = entry.strength == "hedges"
    aside = g.pro_drop and not gerund and before == "," and after in {",", "."} and at == cue.first
    if aside and cue.first - s.first > 1 and finite(c, at):  # "Lo que existe, agrega, es una mesa"
        return _made(c, (at, at), (at, cue.last), (s.first, s.last), entry, memory, hedges=hedges)
    if g.subject_may_follow:
        wraps, told = _behind(c, cue, at, memory) if not gerund else (False, None)
        if wraps or told is not None:
            return _made(c, told[0], (at, told[0][1]), told[1], entry, memory, hedges=hedges) if told is not None else None
    elif before in {",", *QUOTES} and not c.sign(cue.last) and not gerund and after not in g.complementizers:
        # "..., said the minister": the speaker follows.
        who = phrase_after(c, cue.last)
        tells = who is not None and (c.low(who[1]) in g.auxiliaries or who[1] in c.verbs or c.low(who[1]) in g.verbs)
        if who is not None and cue.first - s.first > 2 and not tells:  # "the group, based in W, says agents have visited"
            return _made(c, who, (cue.first, who[1]), (s.first, s.last), entry, memory, hedges=hedges)
    who = whose(c, at, main_subject(c, cue.first) if gerund else subject(c, at))
    if who is None or bare_answer(c, at, cue):
        return None
    lead = c.low(head_of(c, who) - 1)
    if hears_after(c, cue) and (lead in {",", ";", "", *QUOTES} or dash(c, lead)) and who[0] - s.first > 2:
        first = who[0] - 2 if g.base_is_finite and lead == "," and c.low(who[0] - 2) in g.relatives else s.first
        return _made(c, who, (who[0], past_listener(c, cue.last)), (first, s.last), entry, memory, hedges=hedges)
    start = past_listener(c, cue.last)
    start = past_day(c, start) if g.base_is_finite else to_complementizer(c, start)
    if not clause_follows(c, start, whole=gerund) or (entry.list in NEEDS_THAT and not introduced(c, start)):
        return None
    return _made(c, who, (cue.first if gerund else who[0], start), (start, s.last), entry, memory, hedges=hedges)


def _behind(c: Clause, cue: Cue, at: int, memory: Memory) -> tuple[bool, tuple[Span, Span] | None]:
    """Return whether the sentence before is somebody's word ("Lo riferisce l'agenzia"), or who stands behind a verb and what is said."""
    teller = sourcing.wrapped(c, cue)
    if teller is None:
        return False, turned(c, cue, at)
    memory.wraps = named(c, teller, memory)
    return True, None


def _second(c: Clause, cue: Cue, entry: Entry, memory: Memory) -> Frame | None:
    """As in "Am Montag teilte die Polizei mit, ...": the frame of a verb that stands second or last."""
    told = second.told(c, cue)
    if told is None:
        return None
    made = _made(c, told.who, told.span, told.content, entry, memory, hedges=entry.strength == "hedges")
    if made is not None and told.wraps:
        memory.wraps = made.speaker
    return made


def main_subject(c: Clause, before: int) -> Span | None:
    """Return the subject of the first verb of a sentence that stands before a word."""
    for n in range(c.sentence.first, before):
        if c.low(n) in c.grammar.auxiliaries or n in c.verbs:
            found = subject(c, group_start(c, n))
            if found is not None:
                return found
    return None


def _counted_before(c: Clause, who: Span) -> int | None:
    """Return the number before a relative clause whose subject counts it: "las nueve que otras organizaciones enumeraban"."""
    n = head_of(c, who) - 2
    if c.grammar.base_is_finite or c.low(n + 1) not in c.grammar.relatives:
        return None
    last = n
    while n in c.numbers:
        n -= 1
    return n + 1 if n < last else None


def _governing_subject(c: Clause, before: int) -> Span | None:
    """Return the subject of the nearest verb before a word that has one of its own."""
    for n in range(before - 1, c.sentence.first, -1):
        if n in c.verbs or c.low(n) in c.grammar.auxiliaries:
            found = subject(c, group_start(c, n))
            if found is not None and found[0] < found[1]:
                return found
    return None


def _object_frame(c: Clause, cue: Cue, entry: Entry, memory: Memory) -> Frame | None:
    who = subject(c, group_start(c, cue.first))
    if who is not None and who[0] == who[1]:
        who = _governing_subject(c, cue.first) or who  # "la embajada envió una nota en la que tacha de ..."
    if who is None or c.low(who[0]) in c.grammar.nobody:
        return None
    if c.grammar.verb_last:
        return _object_second(c, cue, entry, who, memory)
    content = (cue.last, c.sentence.last)
    counted = _counted_before(c, who) if entry.list in {"tallies", "accuses"} else None
    if counted is not None:
        return _made(c, who, (who[0], cue.last), (counted, c.sentence.last), entry, memory, hedges=False)
    numbered = any(n in c.numbers for n in range(cue.last, tally_end(c, cue.last)))
    if entry.list == "tallies" and (not numbered or sourcing.finds_people(c, cue, who)):
        return None
    if entry.list == "denies":
        if not words_of("denial", "withheld", "words", c.language).isdisjoint(c.lows(cue.last, cue.last + 3)):
            return None  # "denies passports to those who refuse"
        content = (cue.last, rejected_end(c, cue.last))
    if entry.list == "calls_false":
        false = words_of("denial", "calls_false", "predicates", c.language)
        tail = f" {' '.join([low for low in c.lows(cue.last, c.sentence.last) if low not in QUOTES])}"
        if not any(f" {word}" in tail for word in false):
            return None
    start = group_start(c, cue.first)
    turned_down = words_of("measure", "turns_down", "objects", c.language)
    if entry.list == "denies" and turned_down and (cue.last in c.numbers or not turned_down.isdisjoint(c.lows(cue.last, cue.last + 4))):
        return None  # "rechazó doce solicitudes": a step
    if entry.list == "denies" and not c.grammar.negators.isdisjoint(c.lows(start, cue.first)):
        return None  # "did not rule out" rejects nothing
    shared = c.low(start - 1) in c.grammar.conjunctions and start > who[1]
    return _made(c, who, (start if shared else who[0], cue.last), content, entry, memory, hedges=False)


def _object_second(c: Clause, cue: Cue, entry: Entry, who: Span, memory: Memory) -> Frame | None:
    """As in "Die Gruppe hat 54 Stationen gezählt": the object may stand before its verb."""
    at, s, start = group_start(c, cue.first), c.sentence, second.object_start(c, cue, who)
    near = range(start, min(start + LONGEST_TALLY, s.last))
    if entry.list == "tallies" and not any(n in c.numbers for n in near):
        return None
    if entry.list == "calls_false" and words_of("denial", "calls_false", "predicates", c.language).isdisjoint(c.lows(start, s.last)):
        return None
    if not c.grammar.negators.isdisjoint([*c.lows(at, cue.first), c.low(cue.last)]) and entry.list == "denies":
        return None
    return _made(c, who, (min(who[0], at), start), (start, s.last), entry, memory, hedges=False)


def _aside(c: Clause, cue: Cue, entry: Entry, memory: Memory) -> Frame | None:
    """As in "..., so die Sprecherin": a word that brings in who speaks behind a comma alone."""
    who = second.aside(c, cue)
    return _made(c, who, (cue.first, who[1]), (c.sentence.first, c.sentence.last), entry, memory, hedges=False) if who else None


def _source(c: Clause, cue: Cue, entry: Entry, memory: Memory) -> Frame | None:
    g = c.grammar
    if not g.base_is_finite and (cue.last in c.verbs or c.low(cue.last) in g.auxiliaries):
        return None  # "según dijo el ministro": the verb of saying tells it
    who = phrase_after(c, cue.last, across=g.belonging)
    if who is None or (entry.list == "passive" and causes(c, cue.last - 1)):
        return None
    end = who[1]
    if c.low(end) in g.authors and c.low(end - 1) in words_of("speech", "reports", "words", c.language):
        # "a report by NAME": the body speaks, not its report.
        body = phrase_after(c, end + 1, across=g.belonging)
        if body is not None and not c.lows(*body)[-1].endswith(g.gerund_endings):
            who, end = body, body[1]
    if c.low(end) == "," and c.low(end + 1) in g.asides:
        # What is said of the speaker between commas is the text's own voice.
        close = next((n for n in range(end + 1, c.sentence.last) if c.low(n) == ","), end)
        inside = range(end + 1, close)
        told = c.low(end + 1) in g.determiners and any(n in c.numbers or n in c.verbs or c.low(n) in g.telling for n in inside)
        end = end if told and not g.base_is_finite else close  # "a detta dei vicini, una decina di persone, ..."
    first, last = sourcing.bracket(c, cue.first)
    if sourcing.led(c, cue.first) in words_of("speech", "wrapping", "words", c.language):
        memory.wraps = named(c, who, memory)  # "Das geht aus einem Bericht hervor.", "È quanto emerge dal rapporto."
    if g.verb_last:
        b, close = begins(c, cue.first), clause_end(c, end)
        inner = b > c.sentence.first and (relative(c, b) is not None or c.low(b) in g.subordinators)
        return _made(c, who, (cue.first, end), (max(first, b), close) if inner else (first, last), entry, memory, hedges=False)
    return _made(c, who, (cue.first, end), (max(first, sourcing.put_in(c, cue.first)), last), entry, memory, hedges=False)


def _source_before(c: Clause, cue: Cue, entry: Entry, memory: Memory) -> Frame | None:
    """As in "der Polizei zufolge": the source stands before its word."""
    who = phrase_before(c, cue.first - 1, led=True)
    if who is None:
        return None
    return _made(c, who, (who[0], cue.last), (c.sentence.first, c.sentence.last), entry, memory, hedges=False)


def _provenance(c: Clause, cue: Cue, entry: Entry, memory: Memory) -> Frame | None:
    """As in "The figure of 230,000 comes from the government": whose figure it is."""
    who = phrase_after(c, cue.last)
    figures = words_of("speech", "figures", "words", c.language)
    if who is None or not any(c.low(n) in figures for n in range(c.sentence.first, cue.first)):
        return None
    return _made(c, who, (cue.first, who[1]), (c.sentence.first, cue.first), entry, memory, hedges=False)


def _by_account(c: Clause, cue: Cue, entry: Entry, memory: Memory) -> Frame | None:
    g, owner = c.grammar, c.low(cue.first - 1)
    if not owner.endswith(g.possessive_endings) and owner not in g.body_possessives:
        told = None if g.base_is_finite else sourcing.own_account(c, cue)
        return _made(c, told.who, told.span, told.content, entry, memory, hedges=False) if told else None
    first = cue.first - 1
    while first > c.sentence.first and cue.first - first < 7 and c.low(first - 1) != "," and c.low(first - 1) not in g.before_accounts:
        first -= 1
    who = trimmed(c, first, cue.first)
    if who is None:
        return None
    return _made(c, who, (who[0], cue.last), (c.sentence.first, c.sentence.last), entry, memory, hedges=False)


def _emerges(c: Clause, cue: Cue, entry: Entry, memory: Memory) -> Frame | None:
    told = sourcing.emerging(c, cue)
    return _made(c, told.who, told.span, told.content, entry, memory, hedges=False) if told else None


BY_PHRASE: Mapping[str, Callable[[Clause, Cue, Entry, Memory], Frame | None]] = {
    "sources": _source,
    "passive": _source,
    "sources_after": _source_before,
    "sources_aside": _aside,
    "provenance": _provenance,
    "by_account": _by_account,
    "emerges": _emerges,
}
"""How the phrases of a list of speech.yaml name their speaker."""


def _colon(c: Clause, memory: Memory) -> Frame | None:
    s = c.sentence
    if ":" not in c.lows(s.first + 1, min(s.first + 11, s.last - 2)):
        return None
    for n in range(s.first + 1, min(s.first + 11, s.last - 2)):
        low = c.low(n)
        if low == ":":
            known = words_of("speech", "speakers", "words", c.language)
            known = known - words_of("speech", "answer_marks", "words", c.language)
            if not any(c.low(k) in known for k in range(s.first, n)) or not c.words.capital(s.first) or n + 1 in c.numbers:
                return None
            who = trimmed(c, s.first, n)
            if who is None or c.words.said(s.first, n).casefold() in words_of("speech", "vocatives", "words", c.language):
                return None
            return Frame(
                speaker=named(c, who, memory),
                span=(s.first, n + 1),
                content=(n + 1, s.last),
                sort="colon",
                hedges=False,
                why="speech: NAME:",
            )
        if c.sign(n) or low in c.grammar.auxiliaries or n in c.verbs:
            return None
    return None


def _made(c: Clause, who: Span, span: Span, content: Span, entry: Entry, memory: Memory, *, hedges: bool) -> Frame | None:
    low = c.low(who[0])
    if who[1] - who[0] == 1 and (low in c.grammar.nobody or low in c.grammar.nameless or low.isdigit()):
        return None
    if _ours(c, c.lows(who[0] - 1, who[1] + 1)):
        return None  # "a count by this newspaper": the text's own voice
    charged = words_of("speech", "charges", "words", c.language)
    hedges = hedges or not charged.isdisjoint(c.lows(*who))  # what an indictment says is not proved
    sort = "source" if entry.role == "phrases" else SORTS.get(entry.list, "says")
    speaker = named(c, who, memory)
    return Frame(speaker=speaker, span=span, content=content, sort=sort, hedges=hedges, why=entry.why) if speaker else None


def _ours(c: Clause, lows: list[str]) -> bool:
    our = words_of("speech", "our", "words", c.language)
    if our.isdisjoint(lows):
        return False
    ourselves = words_of("speech", "ourselves", "words", c.language)
    return any(low in our and after in ourselves for low, after in itertools.pairwise(lows))


def chain_over(found: Sequence[Frame], first: int, last: int) -> list[Frame]:
    """Return the frames that answer for the words from first to last, outermost first."""
    out: list[Frame] = []
    for f in found:
        inside = f.content[0] <= first and last <= f.content[1]
        own = first < f.span[1] and f.span[0] < last and not (first < f.span[0] or f.span[1] < last)
        if inside and not own and not (out and out[-1].speaker == f.speaker):
            out.append(f)
    return out
