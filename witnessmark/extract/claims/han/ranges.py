"""Joins two bounds of one amount in a Chinese text: "五万元以上五十万元以下" is one number from 50,000 to 500,000."""

from __future__ import annotations

from collections.abc import Sequence

from witnessmark.extract.numbers import Number


def with_ranges(numbers: Sequence[Number], content: str) -> list[Number]:
    """Return numbers in order, a low and a high bound side by side as one."""
    out: list[Number] = []
    for number in numbers:
        low = out[-1] if out else None
        if low is not None and _joins(low, number, content):
            whole = (low.with_bound[0], number.with_bound[1])
            out[-1] = low._replace(end=number.end, max=number.max, words=content[low.start : number.end], with_bound=whole)
        else:
            out.append(number)
    return out


def _joins(low: Number, high: Number, content: str) -> bool:
    if low.min is None or low.max is not None or high.max is None or high.min is not None or low.kind != high.kind:
        return False
    between = content[low.with_bound[1] : high.with_bound[0]]
    return low.unit == high.unit and between in ("", "、", "，") and float(low.value) < float(high.value)
