"""Names as they were written: data, bounded, never paths."""

from __future__ import annotations

import hashlib

LONGEST = 1_000
"""Code points of a name that are kept: file systems stop at 255 bytes, mail headers at nothing."""


def written(raw: str | bytes) -> tuple[str, str]:
    """Return a name as it can be kept, and a remark where it had to be changed for that.

    Bytes that are no UTF-8 and lone surrogates are shown as escapes, since the record is UTF-8. Nothing else is touched: a
    name may hold `..`, a drive letter, a NUL or marks that turn the writing direction. It is shown escaped and never opened.
    """
    name = raw.decode("utf-8", "backslashreplace") if isinstance(raw, bytes) else raw.encode("utf-8", "backslashreplace").decode("utf-8")
    if len(name) <= LONGEST:
        return name, ""
    digest = hashlib.sha256(name.encode("utf-8")).hexdigest()
    return name[:LONGEST] + "\N{HORIZONTAL ELLIPSIS}", f"the name has {len(name):,} characters and was cut; SHA-256 of the whole: {digest}"


def inside(container: str, member: str) -> str:
    """Return where a member came from, as people read it."""
    return f"{container} > {member}"[: 4 * LONGEST]


def remarks(*parts: str) -> str:
    """Return remarks as one, without the empty ones."""
    return "; ".join(part for part in parts if part)
