"""Finds who says what in a sentence: frames of reporting, the chain of speakers over a claim, and reports that go on."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

from witnessmark.extract.claims.cues import Cue, Entry, Used
from witnessmark.extract.claims.grammar import words_of
from witnessmark.extract.claims.memory import Memory
from witnessmark.extract.claims.phrases import QUOTES, Clause, Span, group_start, phrase_after, subject, trimmed, voice

SAYING = ("says", "states", "claims", "suspects", "shows")
SORTS = {"denies": "denies", "calls_false": "denies", "tallies": "tallies", "accuses": "accuses"}
"""The sort of a frame by the list of its verb; any other verb says."""
NEEDS_THAT = ("states", "shows")
OWN_WORDS = ("institute", "foundation", "association")
"""Words of a body's name by which a text calls it again; another body is never meant by them."""
OURSELVES = frozenset({
    *("newspaper", "magazine", "site", "newsroom", "website", "paper", "journal", "agency", "outlet", "programme", "report's", "count"),
    "list",
})


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
    for other in found:
        head = _head_of(c, other.span)
        if other is f or f.content[0] <= f.span[0] or not f.content[0] < head < last:
            continue
        k = head - 1
        if c.low(k) in ("and", "but", "while", "whereas", ";"):
            last = k
            continue
        for j in range(head - 1, f.content[0], -1):
            if c.low(j) == ";":
                last = j
                break
    return f._replace(content=(f.content[0], last)) if last != f.content[1] else f


def _same(a: Frame, b: Frame) -> bool:
    return a.span[0] < b.span[1] and b.span[0] < a.span[1] and a.speaker == b.speaker


def _remember(c: Clause, frame: Frame, memory: Memory) -> None:
    memory.speaker, memory.speaker_paragraph = frame.speaker, c.sentence.paragraph
    memory.person = None if frame.speaker.casefold().endswith("s") else frame.speaker
    if len(frame.speaker.split()) > 1 and all(word[0].isupper() for word in frame.speaker.split() if len(word) > 3):
        memory.body = frame.speaker
        words = frame.speaker.casefold().split()
        memory.owners.update({word: frame.speaker for word in OWN_WORDS if word in words})


def _frame(c: Clause, cue: Cue, entry: Entry, memory: Memory) -> Frame | None:
    if entry.role == "phrases":
        if entry.list == "provenance":
            return _provenance(c, cue, entry, memory)
        return (
            _source(c, cue, entry, memory)
            if entry.list in ("sources", "passive")
            else (_by_account(c, cue, entry, memory) if entry.list == "by_account" else None)
        )
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
    s, at = c.sentence, group_start(c, cue.first)
    before, after = c.low(cue.first - 1), c.low(cue.last)
    hedges = entry.strength == "hedges"
    if before in (",", *QUOTES) and not c.sign(cue.last) and not gerund and after != "that":
        # "..., said the minister": the speaker follows.
        who = phrase_after(c, cue.last)
        if who is not None and cue.first - s.first > 2:
            return _made(c, who, (cue.first, who[1]), (s.first, s.last), entry, memory, hedges=hedges)
    who = main_subject(c, cue.first) if gerund else subject(c, at)
    if who is None:
        return None
    lead = c.low(_head_of(c, who) - 1)
    if _hears_after(c, cue) and (lead in (",", ";", *QUOTES) or lead == "") and who[0] - s.first > 2:
        return _made(c, who, (who[0], _past_listener(c, cue.last)), (s.first, s.last), entry, memory, hedges=hedges)
    start = _past_listener(c, cue.last)
    if not _clause_follows(c, start, whole=gerund) or (entry.list in NEEDS_THAT and not _introduced(c, start)):
        return None
    return _made(c, who, (cue.first if gerund else who[0], start), (start, s.last), entry, memory, hedges=hedges)


def _introduced(c: Clause, start: int) -> bool:
    """Whether `that`, a colon or a quotation mark brings in what is said: "confirmed an inquiry" reports nothing."""
    return (
        c.low(start) in ("that", ":")
        or c.low(start) in QUOTES
        or (c.low(start) == "in" and any(c.low(n) == "that" for n in range(start, min(start + 8, c.sentence.last))))
    )


def _head_of(c: Clause, who: Span) -> int:
    n = who[0]
    while n > c.sentence.first and c.low(n - 1) in ("the", "a", "an"):
        n -= 1
    return n


def _hears_after(c: Clause, cue: Cue) -> bool:
    n = _past_listener(c, cue.last)
    return (
        n >= c.sentence.last
        or c.low(n) in (",", ".", ";", "?", "!")
        or c.low(n) in QUOTES
        or n in c.times
        or c.low(n) in ("in", "on", "at")
    )


def _past_listener(c: Clause, at: int) -> int:
    n = at
    if c.low(n) in c.grammar.indirect_objects:
        return n + 1
    if c.low(n) in c.grammar.determiners or c.low(n) == "to":
        for k in range(n + 1, n + 5):
            low = c.low(k)
            if low in c.grammar.indirect_objects:
                return k + 1
            if low in c.grammar.auxiliaries or c.sign(k):
                break
    return n


def _clause_follows(c: Clause, at: int, *, whole: bool) -> bool:
    low = c.low(at)
    if low in ("that", ":") or low in QUOTES:
        return True
    if not low or (low in c.grammar.prepositions and low not in ("in", "on", "at", "between", "since", "during")):
        return False
    for n, low in enumerate(c.lows(at, at + 20), at):
        if low in c.grammar.auxiliaries or (n > at and (n in c.verbs or low in c.grammar.verbs)):
            return True
        if low in (";", ".") or (whole and low == ","):
            return False
    return False


def main_subject(c: Clause, before: int) -> Span | None:
    """Return the subject of the first verb of a sentence that stands before a word."""
    for n in range(c.sentence.first, before):
        if c.low(n) in c.grammar.auxiliaries or n in c.verbs:
            found = subject(c, group_start(c, n))
            if found is not None:
                return found
    return None


def _object_frame(c: Clause, cue: Cue, entry: Entry, memory: Memory) -> Frame | None:
    who = subject(c, group_start(c, cue.first))
    if who is None or c.low(who[0]) in c.grammar.nobody:
        return None
    content = (cue.last, c.sentence.last)
    if entry.list == "tallies" and not any(n in c.numbers for n in range(cue.last, min(cue.last + 12, c.sentence.last))):
        return None
    if entry.list == "calls_false":
        false = words_of("denial", "calls_false", "predicates")
        tail = c.words.low[c.words.starts[cue.last - 1] : c.sentence.end]
        if not any(f" {word}" in tail or f'"{word}' in tail or f"“{word}" in tail for word in false):
            return None
    start = group_start(c, cue.first)
    shared = c.low(start - 1) in c.grammar.conjunctions and start > who[1]
    return _made(c, who, (start if shared else who[0], cue.last), content, entry, memory, hedges=False)


def _source(c: Clause, cue: Cue, entry: Entry, memory: Memory) -> Frame | None:
    who = phrase_after(c, cue.last, across=("of", "in", "for"))
    if who is None:
        return None
    end = who[1]
    if c.low(end) in ("by", "from") and c.low(end - 1) in words_of("speech", "reports"):
        # "a report by NAME": the body speaks, not its report.
        body = phrase_after(c, end + 1, across=("of", "in", "for"))
        if body is not None and not c.lows(*body)[-1].endswith("ing"):
            who, end = body, body[1]
    if c.low(end) == "," and c.low(end + 1) in ("which", "who", "whose", "a", "an"):
        # What is said of the speaker between commas is the text's own voice.
        end = next((n for n in range(end + 1, c.sentence.last) if c.low(n) == ","), end)
    return _made(c, who, (cue.first, end), (c.sentence.first, c.sentence.last), entry, memory, hedges=False)


def _provenance(c: Clause, cue: Cue, entry: Entry, memory: Memory) -> Frame | None:
    """As in "The figure of 230,000 comes from the government": whose figure it is."""
    who = phrase_after(c, cue.last)
    figures = words_of("speech", "figures")
    if who is None or not any(c.low(n) in figures for n in range(c.sentence.first, cue.first)):
        return None
    return _made(c, who, (cue.first, who[1]), (c.sentence.first, cue.first), entry, memory, hedges=False)


def _by_account(c: Clause, cue: Cue, entry: Entry, memory: Memory) -> Frame | None:
    owner = c.low(cue.first - 1)
    if not owner.endswith(("'s", "s'")) and owner not in ("its", "their"):
        return None
    first = cue.first - 1
    while first > c.sentence.first and cue.first - first < 7 and c.low(first - 1) not in ("by", "on", "in", ",", "from"):
        first -= 1
    who = trimmed(c, first, cue.first)
    if who is None:
        return None
    return _made(c, who, (who[0], cue.last), (c.sentence.first, c.sentence.last), entry, memory, hedges=False)


def _colon(c: Clause, memory: Memory) -> Frame | None:
    s = c.sentence
    if ":" not in c.lows(s.first + 1, min(s.first + 11, s.last - 2)):
        return None
    for n in range(s.first + 1, min(s.first + 11, s.last - 2)):
        low = c.low(n)
        if low == ":":
            known = words_of("speech", "speakers")
            if not any(c.low(k) in known for k in range(s.first, n)) or not c.words.capital(s.first) or n + 1 in c.numbers:
                return None
            who = trimmed(c, s.first, n)
            if who is None:
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
    if who[1] - who[0] == 1 and (low in c.grammar.nobody or low in ("there", "what", "we", "i", "you", "who", "which") or low.isdigit()):
        return None
    if _ours(c.lows(who[0] - 1, who[1] + 1)):
        return None  # "a count by this newspaper": the text's own voice
    sort = "source" if entry.role == "phrases" else SORTS.get(entry.list, "says")
    return Frame(speaker=named(c, who, memory), span=span, content=content, sort=sort, hedges=hedges, why=entry.why)


def _ours(lows: list[str]) -> bool:
    return ("this" in lows or "our" in lows) and any(low in ("this", "our") and b in OURSELVES for low, b in itertools.pairwise(lows))


def named(c: Clause, who: Span, memory: Memory) -> str:
    """Return the name of a speaker or subject as the text has it, with pronouns and "the group" resolved, a report as its body."""
    first, last = who
    while first < last - 1 and c.low(first) in ("the", "a", "an", "its", "his", "her", "their", "own"):
        if c.low(first) in ("its", "their") and c.low(last - 1) in words_of("speech", "reports") and memory.body:
            return memory.body
        first += 1
    lows = c.lows(first, last)
    if lows and lows[-1] in ("itself", "themselves", "himself", "herself") and len(lows) > 1:
        last, lows = last - 1, lows[:-1]
    said = c.words.said(first, last)
    if len(lows) == 1:
        resolved = _resolved(lows[0], memory, c.sentence.paragraph)
        if resolved is not None:
            return resolved
    owned = len(lows) > 1 and lows[-1] in words_of("speech", "reports")
    if owned and (lows[-2].endswith("'s") or all(c.words.capital(n) for n in range(first, last - 1))):
        said = c.words.said(first, last - 1)
    for n in range(first + 1, last - 1):
        if c.low(n) == "of" and c.low(n - 1) in words_of("speech", "reports") and c.words.capital(n + 1):
            said = c.words.said(n + 1, last)
            break
        if c.low(n) in ("by", "from") and c.low(n - 1) in words_of("speech", "reports"):
            body = n + 2 if c.low(n + 1) in ("the", "a", "an") else n + 1
            said = c.words.said(body, last) if body < last and c.words.capital(body) else said
            break
    return said[:-2] if said.endswith(("'s", "’s")) else said


def _resolved(low: str, memory: Memory, paragraph: int) -> str | None:
    if low in ("it", "they"):
        if memory.head is not None and memory.head_paragraph == paragraph and memory.speaker_paragraph != paragraph:
            head, memory.head = memory.head(memory), None
            if head is not None:
                return head
        return memory.speaker or memory.body or memory.subject
    if low in ("he", "she"):
        return memory.person or memory.speaker
    if low in ("group", "organisation", "organization", "ngo", "charity", "watchdog", "non-profit"):
        return memory.body or memory.likely()
    if low in OWN_WORDS:
        return memory.owners.get(low) or next((name for name in (memory.body, memory.likely()) if name and low in name.casefold()), None)
    return None


def chain_over(found: Sequence[Frame], first: int, last: int) -> list[Frame]:
    """Return the frames that answer for the words from first to last, outermost first."""
    out: list[Frame] = []
    for f in found:
        inside = f.content[0] <= first and last <= f.content[1]
        own = first < f.span[1] and f.span[0] < last and not (first < f.span[0] or f.span[1] < last)
        if inside and not own and not (out and out[-1].speaker == f.speaker):
            out.append(f)
    return out
