"""Proposes questions: claims that seem to answer the same thing. A person opens the question; a proposal is no grouping."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from witnessmark.records.claims import Claim, Content, Kind, Scope, When
from witnessmark.weigh.amounts import plural
from witnessmark.weigh.names import key
from witnessmark.weigh.quoting import clip


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """Claims that one question could hold, with the title and the fields that it would have."""

    title: str
    kind: Kind
    unit: str | None
    place: str | None
    place_id: str | None
    scope: Scope | None
    period: str | None
    """EDTF, where every claim that has a time has the same."""
    claims: tuple[str, ...]
    chained: bool
    """Overlapping time is not transitive: two of these claims have no day in common."""

    def as_opened(self) -> dict[str, object]:
        """Return the proposal as a person's `open` decision takes it; what is unknown is left out."""
        scope = {name: part for name in ("whose", "places", "period", "counted") if self.scope and (part := getattr(self.scope, name))}
        fields = {"title": self.title, "kind": self.kind.value, "unit": self.unit, "place": self.place, "place_id": self.place_id,
                  "scope": scope or None, "period": self.period}
        return {name: value for name, value in fields.items() if value is not None}


@dataclass(slots=True, kw_only=True)
class _Bucket:
    first: Content
    members: list[tuple[str, str, str, str]]
    """(earliest, latest, claim, EDTF); an open end is the least or the greatest string."""
    timeless: list[str]


def proposals(claims: Iterable[Claim]) -> tuple[Grouped, ...]:
    """Return proposals for claims that stand under no question: the most claims first.

    Claims meet by kind, unit, place, scope (for counts), by subject, object and place (for the other kinds), and by times that overlap.
    Claims without a time join the group where there is only one, else they stand for themselves.
    """
    buckets: dict[tuple[str, ...], _Bucket] = {}
    for claim in claims:
        if claim.question is None:
            content = claim.content
            bucket = buckets.setdefault(_key(content), _Bucket(first=content, members=[], timeless=[]))
            if content.time is None:
                bucket.timeless.append(claim.id)
            else:
                bucket.members.append((*_span(content.time), claim.id, content.time.edtf))
    found = [group for bucket in buckets.values() for group in _groups(bucket)]
    return tuple(sorted(found, key=lambda g: (-len(g.claims), g.title, g.claims)))


def _key(content: Content) -> tuple[str, ...]:
    place = content.place_id or key(content.place)
    if content.kind is Kind.COUNT:
        scope = content.scope or Scope()
        return (content.kind.value, content.unit or "", place, *(key(part) for part in (scope.whose, scope.places, scope.counted)))
    if content.kind is Kind.DENIAL:
        return (content.kind.value, "", place, key(content.object))
    return (content.kind.value, key(content.subject), place, key(content.object))


def _span(time: When) -> tuple[str, str]:
    return time.earliest or "", time.latest or "~"


def _groups(bucket: _Bucket) -> Iterator[Grouped]:
    runs: list[list[tuple[str, str, str, str]]] = []
    reach = ""
    for member in sorted(bucket.members):
        if not runs or member[0] > reach:
            runs.append([])
        runs[-1].append(member)
        reach = max(reach, member[1]) if len(runs[-1]) > 1 else member[1]
    if len(runs) == 1:
        yield _grouped(bucket.first, runs[0], bucket.timeless)
        return
    for run in runs:
        yield _grouped(bucket.first, run, [])
    if bucket.timeless:
        yield _grouped(bucket.first, [], bucket.timeless)


def _grouped(first: Content, run: list[tuple[str, str, str, str]], timeless: list[str]) -> Grouped:
    times = {member[3] for member in run}
    period = next(iter(times)) if len(times) == 1 else None
    return Grouped(
        title=_title(first, period), kind=first.kind, unit=first.unit, place=first.place, place_id=first.place_id, scope=first.scope,
        period=period, claims=tuple(sorted([*(member[2] for member in run), *timeless])),
        chained=bool(run) and max(member[0] for member in run) > min(member[1] for member in run),
    )


def _title(content: Content, period: str | None) -> str:
    where = f" in {clip(content.place)}" if content.place else ""
    when = f" ({period})" if period else ""
    who, what = clip(content.subject or "who"), clip(content.object or "what")
    if content.kind is Kind.COUNT:
        whose = f", by the count of {clip(content.scope.whose)}" if content.scope and content.scope.whose else ""
        return f"How many {plural(content.unit) if content.unit else what}{where}{whose}{when}?"
    asked = {
        Kind.PRESENCE: f"Is there {what if content.object else who}{where}{when}?",
        Kind.CONTROL: f"Does {who} run {what}{where}{when}?",
        Kind.LINK: f"Is {who} linked to {what}{where}{when}?",
        Kind.ACT: f"What did {who} do to {what}{where}{when}?",
        Kind.MEASURE: f"What step did {who} take on {what}{where}{when}?",
        Kind.DENIAL: f"Who denies {what}{where}{when}?",
    }
    return asked[content.kind]
