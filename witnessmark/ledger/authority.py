"""Who may write what: one answer for `append`, which refuses, and for rule L002, which looks again."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from witnessmark.records.canonical import Json
from witnessmark.records.entries import MAY_WRITE

OPENING = ("case-opened", "person-added")
"""A case begins with these two, written by the person whom the second adds."""


def objection(  # the six facts that a judgement needs, and nothing to bundle them in
    *, seq: int, type_: str, by: str, payload: Mapping[str, Json], roles: Collection[str] | None, opened_by: str | None
) -> str:
    """Return why a person may not write an entry, or the empty string. It names nobody: findings are published.

    `roles` are those that the person had just before it, null for somebody whom the case does not know.
    `opened_by` is who wrote the first entry.
    """
    if seq < len(OPENING):
        return _opening(seq=seq, type_=type_, by=by, payload=payload, opened_by=opened_by)
    if type_ == OPENING[0]:
        return "a case is opened once, by its first entry"
    if type_ not in MAY_WRITE:
        return f"{type_} is no type of entry that this program knows"
    if roles is None:
        return "whoever wrote it is nobody of this case"
    wanted = {role.value for role in MAY_WRITE[type_]}
    if wanted.isdisjoint(roles):
        held = ", ".join(sorted(roles)) or "no role"
        return f"{type_} takes {' or '.join(sorted(wanted))}; whoever wrote it has {held}"
    return ""


def _opening(*, seq: int, type_: str, by: str, payload: Mapping[str, Json], opened_by: str | None) -> str:
    if type_ != OPENING[seq]:
        return f"entry {seq} of a case is {OPENING[seq]}, not {type_}"
    if seq and not payload.get("person") == by == opened_by:
        return "the person who opens a case is the one whom its second entry adds"
    return ""
