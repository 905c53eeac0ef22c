"""A question's values side by side: one row for each origin's value, by date, drawn in percentages so that no text is ever scaled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, InvalidOperation

from witnessmark.publish.site import words
from witnessmark.publish.site.known import Known
from witnessmark.records.claims import Claim, Kind
from witnessmark.records.decisions import QuestionOpened

MOST_ROWS = 30
LEFT = (
    "{} of {} counts are not drawn: a part of the whole, another place or unit, no number, or more rows than fit. All stand in the table."
)
ROW, TOP = 44, 34
"""Height of a row, and of what stands above the first, in pixels."""
_LEFT, _RIGHT = 4.0, 96.0
"""Where the scale begins and ends, in percent of the width."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One value of one origin: where its label, dot and range stand."""

    label: str
    value: str
    y: int
    low: str
    high: str
    open_high: bool
    open_low: bool
    shape: str
    times: int
    """How many claims of this origin say the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A drawing of counts. `left` says what is not drawn, and why."""

    rows: tuple[Row, ...]
    ticks: tuple[tuple[str, str], ...]
    """(position in percent, label)."""
    height: int
    unit: str
    scale: str
    left: str
    described: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Value:
    date: str
    origin: str
    low: Decimal
    high: Decimal
    open_low: bool
    open_high: bool
    text: str
    shape: str


def chart(known: Known, asked: QuestionOpened, claims: Sequence[Claim]) -> Chart | None:
    """Return the drawing of a question's counts of its own unit and place, or null where fewer than two can be drawn."""
    unit = asked.unit
    counts = [c for c in claims if c.content.kind is Kind.COUNT]
    values = [v for c in counts if c.content.unit == unit and _whole(asked, c) and (v := _value(known, c)) is not None]
    grouped: dict[_Value, int] = {}
    for value in sorted(values, key=lambda v: (v.date, v.origin, v.low, v.high, v.shape)):
        grouped[value] = grouped.get(value, 0) + 1
    if len(grouped) < 2:
        return None
    drawn = list(grouped.items())[:MOST_ROWS]
    least = min(v.low for v, _ in drawn)
    most = max(v.high for v, _ in drawn)
    log = least > 0 and most / least > 200
    ticks = _ticks(least, most, log=log)
    scale = _Scale(low=min(least, ticks[0]), high=max(most, ticks[-1]), log=log)
    missing = len(counts) - sum(n for _, n in drawn)
    return Chart(
        rows=tuple(_row(n, value, times, scale) for n, (value, times) in enumerate(drawn)),
        ticks=tuple((scale.at(t), words.grouped(str(t))) for t in ticks),
        height=TOP + ROW * len(drawn) + 8,
        unit=unit or "",
        scale="logarithmic scale" if log else "linear scale",
        left=LEFT.format(missing, len(counts)) if missing else "",
        described="; ".join(f"{v.origin}, {v.date or 'no date'}: {v.text}" for v, _ in drawn),
    )


def _whole(asked: QuestionOpened, claim: Claim) -> bool:
    """Whether a count is about the question's own place: three in Madrid is no rival of nine in Spain."""
    content = claim.content
    if content.part_of is not None:
        return False
    if asked.place is None and asked.place_id is None:
        return True
    if content.place is None and content.place_id is None:
        return True
    same = asked.place_id is not None and content.place_id == asked.place_id
    return same or (asked.place is not None and content.place == asked.place)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    low: Decimal
    high: Decimal
    log: bool

    def at(self, value: Decimal) -> str:
        """Return the position of a value in percent."""
        low, high, here = (self.low.ln(), self.high.ln(), value.ln()) if self.log else (self.low, self.high, value)
        share = float((here - low) / (high - low)) if high > low else 0.5
        return f"{_LEFT + share * (_RIGHT - _LEFT):.2f}%"


def _value(known: Known, claim: Claim) -> _Value | None:
    content = claim.content
    low, high = _number(content.min), _number(content.max)
    value = _number(content.value)
    points = [n for n in (low, high, value) if n is not None]
    if not points:
        return None
    origin = known.origins.get(known.origin_of.get(claim.id, ""))
    document = known.documents.get(content.anchor.document)
    published = document.reading.published if document is not None and document.reading is not None else None
    bounded = low is not None or high is not None
    return _Value(
        date=published or "",
        origin=origin.name if origin else "no origin established",
        low=min(points),
        high=max(points),
        open_low=bounded and low is None,
        open_high=bounded and high is None,
        text=words.amount(content.value, content.min, content.max),
        shape=words.MODALITY[content.modality][1],
    )


def _number(decimal: str | None) -> Decimal | None:
    """Read a decimal string; what has more than 30 digits is no quantity that can be drawn."""
    try:
        value = Decimal(decimal) if decimal is not None and len(decimal) <= 30 else None
    except InvalidOperation:
        return None
    return value if value is not None and value.is_finite() else None


def _row(number: int, value: _Value, times: int, scale: _Scale) -> Row:
    name = value.origin if len(value.origin) <= 34 else value.origin[:33] + "…"
    return Row(
        label=f"{value.date or 'no date'} · {name}",
        value=value.text,
        y=TOP + ROW * number,
        low=scale.at(value.low),
        high=scale.at(value.high),
        open_high=value.open_high,
        open_low=value.open_low,
        shape=value.shape,
        times=times,
    )


def _ticks(least: Decimal, most: Decimal, *, log: bool) -> list[Decimal]:
    """Return three to six round numbers that span the values; a linear scale begins at zero, because lengths are compared."""
    if log:
        first, last = least.adjusted(), (most / 10).adjusted() + 2
        stride = max(1, (last - first) // 5 + ((last - first) % 5 > 0))
        return [Decimal(f"1E{n}").quantize(Decimal(1)) if n >= 0 else Decimal(f"1E{n}") for n in range(first, last + stride, stride)]
    low, high = min(least, Decimal(0)), max(most, Decimal(0))
    if low == high:
        return [low, low + 1]
    rough = (high - low) / 4
    power = Decimal(1).scaleb(rough.adjusted())
    step = next(m * power for m in (Decimal(1), Decimal(2), Decimal(5), Decimal(10)) if m * power >= rough)
    lowest, highest = int((low / step).to_integral_value(ROUND_FLOOR)), int((high / step).to_integral_value(ROUND_CEILING))
    return [_plain(step * n) for n in range(lowest, highest + 1)]


def _plain(value: Decimal) -> Decimal:
    whole = value.to_integral_value()
    return whole.quantize(Decimal(1)) if whole == value else value.normalize()
