"""A value at a place, and how multipliers, scales and what follows them add up to it."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

LONGEST = 40
"""Words, signs or digits of one number at most: hostile text cannot make the grammar walk far."""


class Amount(NamedTuple):
    """A value at a place, before anything is known of what it counts."""

    start: int
    end: int
    value: Decimal
    high: Decimal | None = None
    """The high end of a range within the number: "三五", "二三十"."""
    vague: bool = False
    """The least that the words can mean: "dozens", "several hundred", "数百"."""
    about: bool = False
    """Nearly that many by its form alone: "une trentaine"; or digits with a separator in doubt."""
    digits: bool = False
    """Written in digits alone."""
    bare: bool = False
    """A multiplier alone, as "百": a number only where something bounds it."""
    open: bool = False
    """It begins with a multiplier that no digit stands before: "百万"."""
    sole: bool = False
    """One word or sign alone."""
    head: Decimal = Decimal(0)
    """What stands before the last scale: of "30万" 30. The low end of "20至30万" takes the scale too where it is below that."""
    scale: Decimal = Decimal(1)
    """That scale."""
    plus: tuple[str, int] | None = None
    """What hangs on behind ("余", "多") as a bound, with its end."""


@dataclass(slots=True)
class Sum:
    """A number being put together from its highest part down."""

    parts: list[tuple[Decimal, Decimal]] = field(default_factory=list)
    """Amounts that are closed, each with its scale, the scales falling."""
    group: Decimal = Decimal(0)
    begun: bool = False
    """Whether the group has a value of its own yet."""

    def total(self) -> Decimal:
        """Return the value so far."""
        return self.group + sum(amount for amount, _ in self.parts)

    def scaled(self, scale: Decimal) -> Decimal | None:
        """Close the group with a scale and return what the scale multiplied, or null where a number cannot go on so."""
        if self.parts and self.parts[-1][1] == scale:
            return None
        head = self.group
        while self.parts and self.parts[-1][1] < scale:
            head += self.parts.pop()[0]
        if not self.begun and head == 0:
            head = Decimal(1)
        if self.parts and head * scale >= self.parts[-1][1]:
            return None
        self.parts.append((head * scale, scale))
        self.group, self.begun = Decimal(0), False
        return head


def decimal_string(value: Decimal) -> str:
    """Return a value as a plain decimal string: no exponent, no trailing zeros."""
    if value == (whole := int(value)):
        return str(whole)
    plain = format(value.normalize(), "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
