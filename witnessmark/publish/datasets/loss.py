"""What each form drops: computed from the records' fields, so that a new field cannot be lost in silence."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Iterable, Iterator, Mapping

WHY = {
    "claims.csv": "A list in one cell is joined by “ | ”; claims.jsonl has the exact lists.",
    "documents.csv": "Receipts stand on the document's page and in the bundle.",
    "sites.csv": "Who opened a site is not published but by pseudonym in the bundle.",
    "rollups.csv": "Totals are the sums of the lines.",
    "findings.csv": "Where the words of a finding stand is in findings.jsonl.",
    "claims.jsonl": "Nothing of a claim is dropped.",
    "findings.jsonl": "Nothing of a finding is dropped.",
    "places.geojson": "Towns only: a site without a town has no geometry. Coordinates are rounded to two decimals.",
    "entities.ftm.json": (
        "FollowTheMoney has no speaker chain, no modality, no bounds and no uncertain dates: claims, links, denials, findings and answers "
        "are not exported; use claims.jsonl. Dates that are not exact, and languages that it does not know, are left out. "
        "No person is an entity."
    ),
}


def leaves(kind: object, prefix: str = "") -> Iterator[str]:
    """Yield the paths of a record type's fields down to plain values; `[]` stands for the items of a list."""
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        for arg in args:
            if arg is not type(None):
                yield from leaves(arg, prefix)
    elif origin is tuple and args and dataclasses.is_dataclass(args[0]):
        yield from leaves(args[0], f"{prefix}[]")
    elif isinstance(kind, type) and dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        for field in dataclasses.fields(kind):
            yield from leaves(hints[field.name], f"{prefix}.{field.name}" if prefix else field.name)
    else:
        yield prefix


def dropped(kind: type, held: Iterable[str]) -> list[str]:
    """Return the fields of a record type that no column holds.

    Raises ValueError where a column names a field that the record does not have.
    """
    fields, kept = set(leaves(kind)), set(held)
    if wrong := sorted(kept - fields):
        raise ValueError(f"{kind.__name__} has no field {wrong[0]!r}")
    return sorted(fields - kept)


def page(losses: Mapping[str, Mapping[str, list[str]]], notice: str) -> str:
    """Return LOSS.md: what each form cannot hold, for people."""
    lines = ["# What each form drops", ""]
    lines += [f"**{notice}**", ""] if notice else []
    for file, records in losses.items():
        lines += [f"## {file}", "", WHY[file], ""]
        for record, fields in records.items():
            lines += [f"- {record}: {', '.join(f'`{field}`' for field in fields) if fields else 'nothing'}"]
        lines += [""]
    return "\n".join(lines)
