"""Reads a number in signs with a place value: "二十三万", "1.2億", "壹仟", "二〇二二", "十几", "三五"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from witnessmark.extract.numerals.amounts import LONGEST, Amount, Sum
from witnessmark.extract.numerals.han_lists import Signs

_NARROW = str.maketrans("０１２３４５６７８９，．", "0123456789,.")


class _Token(NamedTuple):
    sort: str
    """`n` (digits), `digit`, `unit`, `joined`, `scale`, `some`, `plus`, `point` (a decimal part)."""
    value: Decimal
    start: int
    end: int
    sign: str


def read_signs(text: str, start: int, known: Signs, stop: int | None = None) -> Amount | None:
    """Return the number that begins at a place, or null; it ends before `stop`, where a word begins that is no number."""
    tokens = _tokens(text, start, known, len(text) if stop is None else stop)
    if not tokens:
        return None
    plain = _plain(tokens)
    if plain > 1:
        return _string(tokens, plain, known)
    return _walk(known, tokens)


def _tokens(text: str, start: int, known: Signs, stop: int) -> list[_Token]:
    out: list[_Token] = []
    at = start
    while at < stop and len(out) < LONGEST:
        sign = text[at]
        mark = known.marks.get(sign)
        if mark is not None:
            out.append(_Token(mark[0], Decimal(mark[1]), at, at + 1, sign))
        elif "0" <= sign <= "9" or "０" <= sign <= "９":
            match = known.digits.match(text, at)
            if match is None or match.end() - at > LONGEST:
                break
            plain = match.group().translate(_NARROW).replace("\u00a0", "").replace("\u202f", "").replace("\u2009", "")
            out.append(_Token("n", Decimal(plain.replace(known.thousands, "").replace(known.decimal, ".")), at, match.end(), sign))
        elif sign in known.points and out and (point := _point(text, at, out[-1], known)) is not None:
            out.append(point)
        elif sign in known.plus and out and _is_plus(text, at, known):
            out.append(_Token("plus", Decimal(0), at, at + 1, sign))
        else:
            break
        at = out[-1].end
    return out if len(out) < LONGEST else []


def _point(text: str, at: int, before: _Token, known: Signs) -> _Token | None:
    """Return a decimal part in digits one by one ("一点五亿"), or null: "三点二十分" is a time."""
    if before.sort not in {"digit", "unit", "joined"}:
        return None
    end, told = at + 1, ""
    while end < len(text) and len(told) < 6 and (mark := known.marks.get(text[end])) is not None and mark[0] == "digit":
        told += str(mark[1])
        end += 1
    after = known.marks.get(text[end : end + 1])
    if not told or (after is not None and after[0] != "scale"):
        return None
    return _Token("point", Decimal(f"0.{told}"), at, end, text[at])


def _is_plus(text: str, at: int, known: Signs) -> bool:
    if any(text[at : at + size] in known.not_plus for size in (3, 2)):
        return False
    after = text[at + 1 : at + 2]
    if text[at] not in known.doubtful_plus:
        return True
    mark = known.marks.get(after)
    return (mark is not None and mark[0] == "scale") or classifier(text, at + 1, known) is not None


def classifier(text: str, at: int, known: Signs) -> tuple[str, str, str | None] | None:
    """Return what stands right after a number, what it makes of the number, and the unit that it implies; the longest word first."""
    other = None
    for size in range(min(known.after_longest, len(text) - at), 0, -1):
        word = text[at : at + size]
        made = known.after.get(word)
        if made is None:
            continue
        if made[0] != "none" and (other is None or bounds_at(text, at + size, known)):
            return word, *made
        other = other or (word, *made)
    return other


def bounds_at(text: str, at: int, known: Signs) -> bool:
    """Return whether a bound from behind begins at a place: in "20所以上" the measure word is "所", not the start of "所以"."""
    return any(text[at : at + size] in known.bounds_after for size in (3, 2))


def _plain(tokens: Sequence[_Token]) -> int:
    """Return how many tokens from the first are digits one by one."""
    count = 0
    for token in tokens:
        if token.sort != "digit":
            break
        count += 1
    return count


def _string(tokens: Sequence[_Token], plain: int, known: Signs) -> Amount | None:
    """Return digits written one by one: a year or a code ("二〇二二"), or the two ends of a range ("三五", "二三十")."""
    first, second = tokens[0], tokens[1]
    near = second.value - first.value == 1 or first.sign + second.sign in known.pairs
    if plain == 2 and near and first.value > 0:
        return _walk(known, tokens)
    number = Decimal("".join(str(int(token.value)) for token in tokens[:plain]))
    return Amount(start=first.start, end=tokens[plain - 1].end, value=number, digits=True)


@dataclass(slots=True)
class _Reading:
    """What a walk over the tokens of a number has put together so far."""

    known: Signs
    tokens: Sequence[_Token]
    sum: Sum = field(default_factory=Sum)
    digit: _Token | None = None
    unit: Decimal = Decimal(10**12)
    """The lowest multiplier of this group; the next one must be lower."""
    spread: Decimal = Decimal(0)
    """Of a range within the number, how far its high end lies above."""
    vague: bool = False
    bare: bool = False
    zero: bool = False
    plus: tuple[str, int] | None = None
    head: Decimal = Decimal(0)
    scale: Decimal = Decimal(1)
    best: Amount | None = None
    """The longest number so far."""


def _walk(known: Signs, tokens: Sequence[_Token]) -> Amount | None:
    """Return the longest number that the tokens begin with."""
    r = _Reading(known, tokens)
    for at, token in enumerate(tokens):
        if not _STEPS[token.sort](r, at, token):
            break
        if token.sort != "plus":
            _keep(r, at, token)
        elif r.best is not None:
            r.best = r.best._replace(plus=r.plus)
        if token.sort == "plus" and not _scale_next(r, at):
            break
    return r.best


def _keep(r: _Reading, at: int, token: _Token) -> None:
    if token.sort == "some" and at == 0:
        return
    value = r.sum.total() + _tail(r, at)
    head = value if r.scale == 1 else r.head
    only = at == 0
    r.best = Amount(
        start=r.tokens[0].start, end=token.end, value=value, high=value + r.spread if r.spread else None, vague=r.vague,
        digits=only and token.sort == "n", bare=r.bare and at == 0,
        open=r.bare, sole=only and token.sort != "n", head=head, scale=r.scale,
    )  # fmt: skip


def _tail(r: _Reading, at: int) -> Decimal:
    """Return what the last digit is worth: itself, or of "三千六" six hundred."""
    if r.digit is None:
        return Decimal(0)
    before = r.tokens[at - 1] if at else None
    if before is None or r.zero or before.sign not in r.known.shorthand or r.tokens[at].sort != "digit" or before.value < 100:
        return r.digit.value
    return r.digit.value * before.value / 10


def _digits(r: _Reading, at: int, token: _Token) -> bool:
    if r.unit == 0:
        return False
    if r.digit is not None or (r.sum.begun and token.value >= r.unit) or (at and r.tokens[at - 1].sort == "some"):
        return False
    r.digit = token
    return True


def _one(r: _Reading, at: int, token: _Token) -> bool:
    if r.unit == 0:
        return False
    if r.digit is not None:
        return _pair(r, r.tokens[at - 1], token)
    if token.value == 0:
        r.zero = True
        return at == 0 or at + 1 < len(r.tokens)
    if token.sort == "joined":
        fits = r.unit > 10
        r.sum.group, r.sum.begun, r.unit = r.sum.group + token.value, True, Decimal(10)
        return fits
    r.digit = token
    return True


def _pair(r: _Reading, before: _Token, token: _Token) -> bool:
    """Take the second of two digits that are the ends of a range: "三五", "七八"."""
    near = token.value - before.value == 1 or before.sign + token.sign in r.known.pairs
    if r.spread or not near or token.sort != "digit" or before.sort != "digit":
        return False
    r.spread = token.value - before.value
    return True


def _part(r: _Reading, _at: int, token: _Token) -> bool:
    if r.vague or r.spread or r.plus is not None:
        return False
    r.sum.group += token.value + (r.digit.value if r.digit is not None else 0)
    r.sum.begun, r.digit, r.unit = True, None, Decimal(0)
    return True


def _some(r: _Reading, at: int, token: _Token) -> bool:
    """Take the sign of an unsaid digit: before a multiplier ("几十") or after ten ("十几")."""
    if (r.digit is not None and r.digit.sort != "n") or r.vague:
        return False
    following = r.tokens[at + 1].sort if at + 1 < len(r.tokens) else ""
    if at == 0 and following not in {"unit", "scale"}:
        return False
    tens = r.unit == 10 or (r.tokens[at - 1].sort == "n" and r.tokens[at - 1].value % 10 == 0)
    if at and not (r.tokens[at - 1].sort in {"unit", "joined", "n"} and tens) and following != "unit":
        return False
    r.vague = True
    if (following == "unit" or at == 0) and r.digit is None:
        r.digit = token
    return True


def _multiplied(r: _Reading, at: int, token: _Token) -> bool:
    if token.value >= r.unit or (r.plus is not None and at):
        return False
    if r.digit is None and at and r.tokens[at - 1].sort == "unit":
        return False
    if at == 0 and token.value > 10:
        r.bare = True
    lead = r.digit.value if r.digit is not None else Decimal(1)
    r.sum.group, r.sum.begun = r.sum.group + lead * token.value, True
    r.spread *= token.value
    r.unit, r.digit, r.zero = token.value, None, False
    return True


def _scaled(r: _Reading, at: int, token: _Token) -> bool:
    if r.digit is not None:
        r.sum.group, r.sum.begun = r.sum.group + r.digit.value, True
    if at == 0:
        r.bare = True
    head = r.sum.scaled(token.value)
    if head is None:
        return False
    r.head, r.scale = head, token.value
    r.spread *= token.value
    if r.plus is not None:
        r.vague, r.plus = r.known.plus[r.tokens[at - 1].sign] == "min" or r.vague, None
    r.unit, r.digit, r.zero = Decimal(10**12), None, False
    return True


def _more(r: _Reading, at: int, token: _Token) -> bool:
    before = r.tokens[at - 1]
    small = before.sort == "digit" or (before.sort == "n" and before.value < 10 and before.value == int(before.value))
    if r.plus is not None or r.vague or (small and not _scale_next(r, at)):
        return False
    r.plus = (r.known.plus[token.sign], token.end)
    return True


def _scale_next(r: _Reading, at: int) -> bool:
    return at + 1 < len(r.tokens) and r.tokens[at + 1].sort == "scale"


_STEPS: dict[str, Callable[[_Reading, int, _Token], bool]] = {
    "n": _digits, "digit": _one, "unit": _multiplied, "joined": _one, "scale": _scaled, "some": _some, "plus": _more, "point": _part,
}  # fmt: skip
