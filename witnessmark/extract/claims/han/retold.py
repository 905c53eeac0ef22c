"""Puts the paper before the speakers of a Chinese story that is retold from it over several paragraphs."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import NamedTuple

from witnessmark.extract.claims.han.vocabulary import endings, fold, words_in
from witnessmark.records.claims import Draft, Kind

SHORTEST = 2
"""Paragraphs in which a paper is named before a story counts as retold from it."""


class Heard(NamedTuple):
    """That a sentence gives a paper as its source."""

    paragraph: int
    start: int
    end: int
    paper: str
    named: bool
    """Whether by its name, not as "the report"."""


def is_paper(speaker: str) -> bool:
    """Whether a speaker is a paper, a station or an agency by name."""
    said = fold(speaker)
    return len(said) > SHORTEST and said.endswith(endings("speech.media")) and said not in words_in("speech.reports")


def is_its_report(speaker: str) -> bool:
    """Whether a speaker is only "the report", "the paper"."""
    return fold(speaker) in words_in("speech.media_again")


def retold(drafts: Sequence[Draft], heard: Sequence[Heard], opening: int) -> list[Draft]:
    """Return drafts with the one paper of a text as outermost speaker, from where it is named first to where it is named last."""
    named = [h for h in heard if h.named]
    if not named or len({h.paper for h in named}) > 1 or named[0].paragraph > opening:
        return list(drafts)
    told = [h for h in heard if h.start >= named[0].start]
    if len({h.paragraph for h in told}) < SHORTEST:
        return list(drafts)
    first, last, paper = named[0].start, told[-1].end, named[0].paper
    return [_under(d, paper) if first <= d.content.anchor.start < last else d for d in drafts]


def _under(d: Draft, paper: str) -> Draft:
    said_by = d.content.said_by
    seated = d.content.kind is Kind.PRESENCE and any(seat in fold(d.content.anchor.quote) for seat in words_in("presence.seat_heads"))
    if seated and not said_by:
        return d  # where a body has its seat is background
    if said_by and (said_by[0] == paper or is_its_report(said_by[0])):
        return d
    content = dataclasses.replace(d.content, said_by=(paper, *said_by))
    return dataclasses.replace(d, content=content, because=(*d.because, ("said_by", "retold from this paper")))
