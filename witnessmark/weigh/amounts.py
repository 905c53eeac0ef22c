"""Numbers of claims as exact bounds, and how messages write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from witnessmark.records.claims import Content

DECIMAL = re.compile(r"-?[0-9]{1,40}(\.[0-9]{1,20})?")
"""The numbers that are reckoned with; anything else in a claim's value is no number."""

IRREGULAR = {"person": "people", "child": "children", "man": "men", "woman": "women", "percent": "%"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What a number may be; null where it is open to that side."""

    low: Decimal | None
    high: Decimal | None

    @property
    def exact(self) -> bool:
        """Whether it is one number."""
        return self.low is not None and self.low == self.high


def number(text: str | None) -> Decimal | None:
    """Return the number of a decimal string, or null where it is none."""
    return Decimal(text) if text is not None and DECIMAL.fullmatch(text) else None


def bounds(content: Content) -> Bounds | None:
    """Return what the number of a count may be, or null where it has none that can be read."""
    value, low, high = number(content.value), number(content.min), number(content.max)
    if low is None and high is None:
        return None if value is None else Bounds(low=value, high=value)
    return Bounds(low=low, high=high)


def apart(one: Bounds, other: Bounds) -> bool:
    """Whether no number lies in both."""
    return _above(one.low, other.high) or _above(other.low, one.high)


def within(value: Decimal, limits: Bounds) -> bool:
    """Whether a number lies in the bounds."""
    return not apart(Bounds(low=value, high=value), limits)


def added(parts: list[Bounds]) -> Bounds:
    """Return the bounds of a sum: open where one part is."""
    lows, highs = [p.low for p in parts if p.low is not None], [p.high for p in parts if p.high is not None]
    return Bounds(
        low=sum(lows, Decimal(0)) if len(lows) == len(parts) else None,
        high=sum(highs, Decimal(0)) if len(highs) == len(parts) else None,
    )


def shown(value: Decimal) -> str:
    """Return a number as messages write it: 1,219."""
    return f"{value:,f}"


def spoken(limits: Bounds) -> str:
    """Return bounds as messages write them: `54`, `at least 10,000`, `20 to 30`."""
    if limits.low is not None and limits.high is not None:
        return shown(limits.low) if limits.exact else f"{shown(limits.low)} to {shown(limits.high)}"
    if limits.low is not None:
        return f"at least {shown(limits.low)}"
    return f"at most {shown(limits.high)}" if limits.high is not None else "a number"


def counted(limits: Bounds, unit: str | None) -> str:
    """Return a number with its unit: `9 countries`, `1 station`."""
    return f"{spoken(limits)} {plural(unit, one=limits.exact and limits.low == 1)}"


def plural(unit: str | None, *, one: bool = False) -> str:
    """Return a unit (a singular English noun) in its number; `of unknown unit` where it is null."""
    if not unit:
        return "of unknown unit"
    if one and unit != "percent":
        return unit
    if unit in IRREGULAR:
        return IRREGULAR[unit]
    if unit.endswith("y") and unit[-2:-1] not in {"a", "e", "o", "u"}:
        return f"{unit[:-1]}ies"
    return f"{unit}es" if unit.endswith(("s", "x", "ch", "sh")) else f"{unit}s"


def _above(low: Decimal | None, high: Decimal | None) -> bool:
    return low is not None and high is not None and low > high
