"""Every form of every protected word and person, each once: what the search is made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from witnessmark.protect.pattern import Part, Pattern, Way
from witnessmark.protect.people import patterns_of_protected
from witnessmark.protect.terms import Term
from witnessmark.protect.words import in_bytes, in_text


def patterns_of(terms: Iterable[Term]) -> tuple[Pattern, ...]:
    """Return every form of every term, each once."""
    found: dict[tuple[object, ...], Pattern] = {}
    for term in terms:
        for pattern in _patterns(term):
            found.setdefault(_key(pattern), pattern)
    return tuple(found.values())


def _patterns(term: Term) -> Iterator[Pattern]:
    if term.person is not None:
        yield from patterns_of_protected(term.person, term=term.id)
        return
    for word in term.words:
        yield from (Pattern(term=term.id, form=form, way=way, text=text) for form, way, text in in_text(word) if text)
        yield from (Pattern(term=term.id, form=form, way=Way.RAW, raw=raw) for form, raw in in_bytes(word))


def _key(pattern: Pattern) -> tuple[object, ...]:
    """What makes two patterns one: a string may be anybody's; a part belongs to its own person and rule."""
    part: Part | None = pattern.part
    mine = (pattern.term, part.rule, part.side) if part else (pattern.term, pattern.quote) if pattern.quote else ()
    return pattern.way, pattern.text, pattern.raw, pattern.point, mine
