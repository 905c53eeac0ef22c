"""Reads a number in words, in digits, or both: "dos mil trescientos", "quatre-vingt-dix-sept", "zweihundertdreißig", "2,5 millones"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from witnessmark.extract.numerals.amounts import LONGEST, Amount, Sum
from witnessmark.extract.numerals.compounds import read_compound
from witnessmark.extract.numerals.digits import read_digits
from witnessmark.extract.numerals.word_lists import Part, WordLists

WORD = re.compile(r"[^\W\d_]+")
_STEP = re.compile(r"[ \u00a0\u202f‑-](?P<word>[^\W\d_]+)")
_DIGITS_NEXT = re.compile(r"[ \u00a0\u202f](?=[0-9])")


class Item(NamedTuple):
    """A number word at its place; `join` is the word like "and" before it."""

    part: Part
    start: int
    end: int
    join: str = ""


def item_at(text: str, start: int, known: WordLists, join: str = "") -> Item | None:
    """Return the longest entry, or the compound, that begins at a word."""
    head = WORD.match(text, start)
    if head is None:
        return None
    first = head.group().lower()
    ends, told = [head.end()], [first]
    for _ in range(known.longest.get(first, 1) - 1):
        step = _STEP.match(text, ends[-1])
        if step is None:
            break
        told.append(step["word"].lower())
        ends.append(step.end())
    for size in range(len(told), 0, -1):
        phrase, end = " ".join(told[:size]), ends[size - 1]
        if text[end : end + 1] == "." and (part := known.words.get(phrase + ".")) is not None:
            return Item(part, start, end + 1, join)
        part = known.words.get(phrase)
        if part is not None:
            return Item(part, start, end, join)
    if known.pieces and len(first) > 3:
        part = read_compound(first, known)
        if part is not None:
            return Item(part, start, head.end(), join)
    return None


def _next(text: str, end: int, known: WordLists) -> Item | None:
    step = _STEP.match(text, end)
    if step is None:
        return None
    word = step["word"].lower()
    if word in known.joins:
        joined = step.end() < len(text) and _STEP.match(text, step.end())
        if joined:
            item = item_at(text, joined.start("word"), known, word)
            if item is not None:
                return item
    return item_at(text, step.start("word"), known)


@dataclass(slots=True)
class _State:
    """What has been read, and what may follow."""

    known: WordLists
    sum: Sum = field(default_factory=Sum)
    room: Decimal = Decimal(10**18)
    head: Decimal = Decimal(0)
    scale: Decimal = Decimal(1)
    hundreds: Decimal = Decimal(0)
    """What stands before a hundred that multiplies: of "trois cents" three."""
    vague: bool = False
    about: bool = False
    last: str = ""
    """The sort of the last item; `digits` after digits."""
    told: str = ""
    """The last item in lower case."""

    def amount(self, start: int, end: int, *, sole: bool) -> Amount:
        value = self.sum.total()
        if self.hundreds and value == self.hundreds * 100:
            self.head, self.scale = self.hundreds, Decimal(100)
        return Amount(start=start, end=end, value=value, vague=self.vague, about=self.about, sole=sole,
                      head=self.head if self.scale > 1 else value, scale=self.scale)  # fmt: skip

    def joined(self, item: Item) -> bool:
        """Return whether the word before an item may stand there within a number."""
        rule = self.known.joins[item.join]
        place = "scales" if not self.sum.begun else {Decimal(10): "tens", Decimal(20): "tens", Decimal(100): "hundreds"}.get(self.room, "")
        return place in rule.after and (not rule.before or item.part.value in rule.before)


def read_words(text: str, start: int, known: WordLists, *, most: int = LONGEST) -> Amount | None:
    """Return the number that begins at a place, or null; `most` words at most, where what follows is the other end of a range."""
    state = _State(known)
    if not text[start].isdigit():
        return _go_on(text, start, item_at(text, start, known), state, most)
    digits = read_digits(text, start, known)
    if digits is None or digits.scale > 1 or text[digits.end : digits.end + 1].isalpha():
        return digits
    state.sum.group, state.sum.begun, state.room, state.about, state.last = digits.value, True, Decimal(0), digits.about, "digits"
    item = _next(text, digits.end, known)
    if item is None or item.join or item.part.sort in {"word", "ordinal", "half", "several"}:
        return digits
    return _go_on(text, start, item, state, most) or digits


def _go_on(text: str, start: int, item: Item | None, state: _State, most: int) -> Amount | None:
    """Return the longest number that items from a place make up, with its half where it has one."""
    best, closed, count = None, None, 0
    while item is not None and count < most and not (item.join and not state.joined(item)):
        if not _take(text, state, item):
            best = closed if item.part.sort == "scale" and closed is not None else best
            break
        count += 1
        at = item.end
        state.told = text[item.start : at].lower()
        item = _next(text, at, state.known)
        if state.last in _LEADS:
            continue
        best = state.amount(start, at, sole=count == 1)
        if state.last == "vague":
            return _of_vague(text, best, state.known)
        closed = best if state.last == "scale" else closed
        if item is None and state.last == "scale":
            item = _digits_item(text, at, state, state.known)
    return _halved(text, best, state, state.known) if best is not None else None


_LEADS = frozenset({"half", "several"})


def _digits_item(text: str, at: int, state: _State, known: WordLists) -> Item | None:
    """Return digits that go on after a scale: where a lower scale follows them ("3 millones 500 mil"), or three of them ("2 mil 972")."""
    step = _STEP.match(text, at)
    rule = known.joins.get(step["word"].lower()) if step else None
    at = step.end() if step is not None and rule is not None and "scales" in rule.after else at
    gap = _DIGITS_NEXT.match(text, at)
    digits = read_digits(text, gap.end(), known) if gap else None
    if digits is None or digits.value >= 1000 or digits.scale > 1:
        return None
    if digits.end - digits.start == 3 and state.scale == 1000 and state.told in known.sets["digits_go_on"]:
        return Item(Part("word", digits.value), digits.start, digits.end)
    scale = _next(text, digits.end, known)
    if scale is None or scale.part.sort != "scale" or scale.join or scale.part.value >= state.scale:
        return None
    return Item(Part("word", digits.value), digits.start, digits.end)


def _take(text: str, state: _State, item: Item) -> bool:
    """Add an item to what has been read; return false where a number cannot go on with it."""
    sort = item.part.sort
    if sort == "word":
        return _take_word(state, item)
    if sort in _LEADS:
        return _take_lead(state, item)
    first = state.last == ""
    told = text[item.start : item.end].lower() if first else ""
    if (sort == "vague" or (first and told in state.known.vague)) and (first or state.last == "several"):
        state.sum.group, state.sum.begun = state.known.vague.get(told, item.part.value), True
        state.vague, state.last = True, "vague"
        return True
    return sort != "ordinal" and _take_multiplier(state, item)


def _take_lead(state: _State, item: Item) -> bool:
    """Take "medio" or "varios", which a magnitude must follow."""
    sort, value = item.part.sort, item.part.value
    if state.last != "" and not (sort == "half" and state.last == "word" and state.sum.total() == 1):
        return False
    state.sum.group, state.sum.begun, state.last, state.vague = value, True, sort, sort == "several"
    return True


def _take_multiplier(state: _State, item: Item) -> bool:
    """Take a hundred, a scale or a dozen."""
    sort, value, room = item.part
    if sort == "scale":
        head = state.sum.scaled(value)
        if head is None:
            return False
        state.head, state.scale, state.room, state.last = head, value, room, "scale"
        return True
    lead = state.sum.group if state.sum.begun else Decimal(1)
    if sort == "hundred":
        fits = state.last == "several" or (state.last == "word" and 1 < lead < 100 and lead % 10 != 0)
        if state.sum.begun and not fits:
            return False
        state.hundreds = lead if state.last == "word" and not state.sum.parts else Decimal(0)
        state.sum.group, state.sum.begun, state.room, state.last = lead * value, True, value, "word"
        return True
    state.head, state.scale = lead, value
    state.sum.group, state.sum.begun, state.about, state.last = lead * value, True, sort == "round", "vague"
    return True


def _take_word(state: _State, item: Item) -> bool:
    value = item.part.value
    if state.last in {"half", "several", "vague", "digits"}:
        return False
    limit = state.room if state.sum.begun or state.sum.parts else Decimal(10**18)
    if value >= limit:
        return False
    state.sum.group, state.sum.begun = state.sum.group + value, True
    state.room, state.last = item.part.room, "word"
    return True


def _of_vague(text: str, best: Amount, known: WordLists) -> Amount:
    """Return "decenas de miles", "miles de millones": each word multiplies the one before."""
    of = known.sets["of"]
    end, value, more = best.end, best.value, False
    for _ in range(3):
        step = _STEP.match(text, end)
        if step is None:
            break
        if step["word"].lower() in of:
            step = _STEP.match(text, step.end())
            if step is None:
                break
        size = known.vague.get(step["word"].lower())
        if size is None or size < 1000:
            break
        end, value, more = step.end(), value * size, True
    if not more:
        return best
    return best._replace(end=end, value=value, head=value, scale=Decimal(1))


def _halved(text: str, best: Amount, state: _State, known: WordLists) -> Amount:
    """Return "dos millones y medio" with its half, and "dos y medio millones" with its scale."""
    match = known.halves.match(text, best.end) if known.halves else None
    if match is None:
        return best
    if state.last == "scale":
        return best._replace(end=match.end(), value=best.value + state.scale / 2, head=best.head + Decimal("0.5"))
    value, end = best.value + Decimal("0.5"), match.end()
    item = _next(text, end, known)
    if item is not None and not item.join and item.part.sort == "scale":
        return best._replace(end=item.end, value=value * item.part.value, head=value, scale=item.part.value)
    return best._replace(end=end, value=value, head=value, digits=False)
