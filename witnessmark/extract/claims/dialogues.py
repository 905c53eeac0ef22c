"""Finds who answers in an interview whose lines have no names: dashes, "P." and "R.", or questions in paragraphs of their own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from witnessmark.extract.claims.grammar import grammar, words_of

LEAST_LINES = 4
"""Lines of a dialogue at least."""
LEAST_ASKED = 3
"""Questions in paragraphs of their own at least."""
LONGEST_QUESTION = 400
LONGEST_INTRODUCTION = 2_000
"""Code points before the first question in which it is said whom the interview is with."""
LONGEST_OFFICE = 60
"""Code points between the word for an office and the name of who holds it."""
DASHES = "—–-"
MARK = re.compile(r"([^\W\d_]{1,9})(?:\.-|\.—|[.:])[ —–-]")
"""What a line begins with that says whether it asks or answers: "P. ", "R.- ", "Pregunta: "."""
_WORD = r"[^\W\d_a-zà-ÿ][\w’'\-]{1,30}"


class _Line(NamedTuple):
    start: int
    text: str


def dialogue(content: str, language: str) -> list[tuple[int, str]]:
    """Return where somebody takes the floor in an interview and who; whoever asks has no name; none where a text is no interview."""
    if not words_of("speech", "interviews", "words", language) or not grammar(language).dialogue_dashes:
        return []
    lines = _lines(content)
    asked = _by_marks(lines, language) or _by_dashes(lines) or _by_questions(lines)
    if not asked:
        return []
    who = _interviewed(content[: min(asked[0][0], LONGEST_INTRODUCTION)], language)
    return [(start, "" if asks else who) for start, asks in asked] if who else []


def _lines(content: str) -> list[_Line]:
    out, start = [], 0
    for text in content.split("\n"):
        if text.strip():
            out.append(_Line(start, text.strip()))
        start += len(text) + 1
    return out


def _by_marks(lines: Sequence[_Line], language: str) -> list[tuple[int, bool]]:
    """Return the lines that a mark begins, each with whether it asks."""
    asking, answering = words_of("speech", "question_marks", "words", language), words_of("speech", "answer_marks", "words", language)
    found = [(line.start, m.group(1).casefold()) for line in lines if (m := MARK.match(line.text)) is not None]
    out = [(start, mark in asking) for start, mark in found if mark in asking or mark in answering]
    return out if len(out) >= LEAST_LINES and len({asks for _, asks in out}) > 1 else []


def _by_dashes(lines: Sequence[_Line]) -> list[tuple[int, bool]]:
    """Return the lines that a dash begins: who asks and who answers take turns; a story has its tellers behind dashes of their own."""
    told = [line for line in lines if line.text[0] in DASHES and line.text[1:2] not in {" ", "", *DASHES, *"0123456789"}]
    if len(told) < LEAST_LINES or not told[0].text.endswith("?"):
        return []
    if sum(any(f" {dash}" in line.text for dash in DASHES[:2]) for line in told) * 2 > len(told):
        return []
    return [(line.start, k % 2 == 0) for k, line in enumerate(told)]


def _by_questions(lines: Sequence[_Line]) -> list[tuple[int, bool]]:
    """Return the questions that are paragraphs of their own, and the answers behind them."""
    out: list[tuple[int, bool]] = []
    asked = 0
    for line in lines[1:]:
        asks = line.text.startswith("¿") and line.text.endswith("?") and len(line.text) < LONGEST_QUESTION
        asked += asks
        if asks or (out and out[-1][1]):
            out.append((line.start, asks))
    return out if asked >= LEAST_ASKED else []


def _interviewed(head: str, language: str) -> str:
    """Return whom an interview is with: who is named behind a word of talking, behind an office or before one, or most often."""
    g, low = grammar(language), head.casefold()
    if len(low) != len(head):
        return ""
    joints = "|".join(sorted(g.genitives | g.articles | {"y", "e"}, key=len, reverse=True))
    name = re.compile(rf"(?<!\w)({_WORD}(?: (?:(?:{joints}) ){{0,2}}{_WORD}){{1,4}})(?!\w)")
    bodies, officials = words_of("speech", "bodies", "words", language), words_of("measure", "officials", "words", language)
    barred = {word.casefold() for word in bodies} | officials
    names = [(m.start(), m.group(1)) for m in name.finditer(head) if barred.isdisjoint(m.group(1).casefold().split())]
    names = [(start, said) for start, said in names if said.split()[0].casefold() not in g.loose]
    for phrase in words_of("speech", "interviews", "words", language):
        at = low.find(f"{phrase} ")
        found = next((said for start, said in names if at >= 0 and 0 <= start - at <= LONGEST_OFFICE * 2), "")
        if found:
            return found
    offices = words_of("speech", "speakers", "words", language) | words_of("speech", "persons", "words", language)
    for start, said in names:
        before = re.split(r"[.;:\n]", low[max(0, start - LONGEST_OFFICE) : start])[-1]
        after = re.split(r"[.;:\n]", low[start + len(said) : start + len(said) + LONGEST_OFFICE])[0]
        near = re.findall(r"\w+", before)[-6:] + (re.findall(r"\w+", after)[:3] if after.startswith(",") else [])
        owner = before.split()[-1:] and before.split()[-1] in g.genitives  # "la directora de Casa Abierta"
        if not owner and not offices.isdisjoint(near):
            return said
    often = Counter(said for _, said in names).most_common(1)
    return often[0][0] if often and often[0][1] > 1 else ""
