"""Finds the words and digits that a time may hold, and where such a time may begin; nothing else of a text is looked at for times."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from witnessmark.extract.letters import digit_runs
from witnessmark.extract.time_slots import DIGITS, NUMBERS, Template
from witnessmark.extract.time_templates import Slot, blanks_before, heads, phrases_in, slots
from witnessmark.extract.time_words import TimeWords, words

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

WEAK = frozenset(("which", "whose", "nth", "way", "the"))
"""Lists whose words stand in too many places to look for a time at each."""
AT_DIGITS = "0"


class Trigger(NamedTuple):
    """What may be read around a word that a time is found by."""

    back: int
    """How many words before it a time may begin."""
    templates: tuple[Template, ...]
    openers: frozenset[str]
    """The words that a time may begin with, besides digits."""
    inner: frozenset[str]
    """The words that may stand in a time at all: beyond any other word none begins."""
    roman: bool
    """A time may begin with a Roman number."""


class Triggers(NamedTuple):
    """What a text of a language is searched for."""

    automaton: AhoCorasick
    found: tuple[Trigger, ...]
    """For each word of the automaton."""
    digits: Trigger


def _phrases(slot: str, known: TimeWords) -> Iterable[str]:
    if slot == "units":
        return {**known.values["unit"], **known.values.get("units", {})}
    if slot == "month":
        return {**known.values["months"], **known.values.get("months_short", {})}
    return known.values.get(slot, {})


_LISTED = {"day": "day_words", "last": "day_words", "count": "counts", "year": "year_words"}


def _pieces(phrase: str) -> list[str]:
    return re.findall(r"[^\W_]+", phrase.lower())


def _first(words_of: str) -> str:
    return re.split(r"[ '’-]", words_of, maxsplit=1)[0].lower()


def _trigger(pairs: Iterable[tuple[int, str]], known: TimeWords) -> Trigger:
    """Return what may be read around a word: templates in their order, and the words that they may begin with."""
    back, openers, inner, roman = 0, set[str](), set[str](), False
    order: set[int] = set()
    for index, slot in pairs:
        parts = known.templates[index].parts
        order.add(index)
        named = [name for name, _ in slots(parts) if name in DIGITS] if slot == AT_DIGITS else [slot]
        longest = max((len(phrase.split()) - 1 for phrase in _phrases(slot, known)), default=0)
        back = max([back, *(longest + (blanks_before(parts, name) or 0) for name in named)])
        inner.update(word for said in phrases_in(parts) for word in _pieces(said))
        inner.update(word for name, _ in slots(parts) for phrase in _phrases(_LISTED.get(name, name), known) for word in _pieces(phrase))
        for head in heads(parts)[0]:
            if isinstance(head, Slot):
                openers.update(_first(phrase) for phrase in _phrases(_LISTED.get(head.name, head.name), known))
                roman = roman or head.name == "roman"
            else:
                openers.add(_first(head))
    templates = tuple(known.templates[index] for index in sorted(order))
    return Trigger(back, templates, frozenset(openers - {""}), frozenset(inner | openers), roman)


@functools.cache
def of_language(code: str) -> Triggers:
    """Return what a text of a language is searched for.

    Raises:
        ValueError: A template has no word or digits that it could be found by.
    """
    from ahocorasick_rs import AhoCorasick, MatchKind

    known = words(code)
    if known is None:
        raise ValueError(f"{code}: there are no lists")
    pairs: dict[str, set[tuple[int, str]]] = {AT_DIGITS: set()}
    for index, template in enumerate(known.templates):
        for word, slot in (_joined_keys if known.joined else _keys)(template, known):
            pairs.setdefault(word, set()).add((index, slot))
    digits = _trigger(pairs.pop(AT_DIGITS), known)
    if known.joined:  # of several words that begin at one place the longest is looked at, so it stands for the others
        pairs = {word: {pair for other, held in pairs.items() if word.startswith(other) for pair in held} for word in pairs}
    made: dict[frozenset[tuple[int, str]], Trigger] = {}
    surfaces: dict[str, Trigger] = {}
    for word, held in pairs.items():
        key = frozenset(held)
        trigger = made.setdefault(key, _trigger(key, known))
        surfaces |= dict.fromkeys(_surfaces(word), trigger)
    automaton = AhoCorasick(list(surfaces), matchkind=MatchKind.Standard if known.joined else MatchKind.LeftmostLongest)
    return Triggers(automaton, tuple(surfaces.values()), digits)


def _keys(template: Template, known: TimeWords) -> list[tuple[str, str]]:
    """Return the words that a template is found by: those of its first list that cannot be missing, and of the lists before it."""
    out: list[tuple[str, str]] = []
    for name, optional in slots(template.parts):
        if name in DIGITS:
            out.append((AT_DIGITS, AT_DIGITS))
            if name == "nineties":
                continue  # these two digits are looked at behind an apostrophe alone
        elif name in NUMBERS or name in WEAK:
            continue
        else:
            out += [(_key(phrase), name) for phrase in _phrases(name, known)]
        if not optional:
            break
    if not out:
        raise ValueError(f"{template.rule}: there is no list or year that it could be found by")
    return out


def _key(phrase: str) -> str:
    """Return the word of a phrase that a text is searched for: the last one, if it is not too short to be rare."""
    said = phrase.split()
    return said[-1] if len(said[-1]) > 2 else max(reversed(said), key=len)


def _joined_keys(template: Template, known: TimeWords) -> list[tuple[str, str]]:
    """Return what a template of a script without blanks begins with."""
    out: list[tuple[str, str]] = []
    for head in heads(template.parts)[0]:
        if isinstance(head, str):
            out.append((head, head))
        elif head.name in NUMBERS:
            out.append((AT_DIGITS, AT_DIGITS))
            out += [(word, head.name) for word in (*known.values.get("numerals", {}), *"０１２３４５６７８９")]
        else:
            out += [(phrase, head.name) for phrase in _phrases(head.name, known)]
    return out


def _surfaces(word: str) -> set[str]:
    spelled = {word, word[:1].upper() + word[1:], word.upper()}
    return spelled | {form.replace("'", "’") for form in spelled}


_SHORT = re.compile(r"['’][1-9]0|.?(?<!\d)\d\d?([./-])(?:\d\d?|[IVX]{1,4})\1\d\d", re.DOTALL)


def triggers(text: str, known: TimeWords) -> list[tuple[int, Trigger]]:
    """Return where words stand that a time may hold, in order, with what may be read there."""
    search = of_language(known.language)
    found: list[tuple[int, Trigger]] = []
    for start, end in digit_runs(text):
        size = end - start
        year = size == 4 and text[start : start + 2] in {"19", "20"}
        if year or known.joined or (size <= 2 and _SHORT.match(text, max(0, start - 1))):
            found.append((start, search.digits))
    if known.joined:
        numerals = known.values.get("numerals", {})
        longest: dict[int, int] = {}  # matches at one place are found in the order of their ends
        longest.update((start, index) for index, start, _ in search.automaton.find_matches_as_indexes(text, overlapping=True))
        for start, index in longest.items():
            if not (start and text[start] in numerals and text[start - 1] in numerals):
                found.append((start, search.found[index]))
    else:
        size = len(text)
        for index, start, end in search.automaton.find_matches_as_indexes(text):
            if not ((start and text[start - 1].isalnum()) or (end < size and text[end].isalnum())):
                found.append((start, search.found[index]))
    found.sort(key=lambda pair: pair[0])
    return found


LONGEST = 18
"""Letters of a word that a time may begin with."""
_STOPS = frozenset("-–(\"“'‘’/«„")


def begins(text: str, at: int, free: int, trigger: Trigger) -> list[int]:
    """Return where a time that holds the place may begin: so many words before at most, farthest first, within its line."""
    starts = [at]
    for _ in range(trigger.back):
        if at <= free or text[at - 1] not in " \u00a0\u202f-–/'’":
            break
        low = max(free, at - LONGEST)
        before = max(text.rfind(" ", low, at - 1) + 1, low)
        if at - before > LONGEST - 2 or not text[before : at - 1].isalnum():
            before = at - 1
            while before > low and not text[before - 1].isspace() and text[before - 1] not in _STOPS:
                before -= 1
        if before == at - 1:
            break
        first = text[before]
        if not first.isdigit() and not (trigger.roman and first in "IVX"):
            word = text[before : at - 1].rstrip(",.").lower()
            if word not in trigger.inner:
                break
            if word not in trigger.openers:
                at = before
                continue
        starts.append(before)
        at = before
    return starts[::-1]
