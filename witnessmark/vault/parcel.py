"""What lies inside a sealed file: one line that says what it is, the bytes, and zeros, so that its length tells little.

Anybody with a key opens it with `age -d`: the first line is JSON and says how many bytes after it count.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from witnessmark.records.canonical import Json, canonical
from witnessmark.records.faults import Damaged

FORM = "witnessmark/parcel/v1"
SMALLEST = 4096
"""Bytes, at least."""
LONGEST_LINE = 65536


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """Bytes with what they are. None of it shows in the sealed file's name or length."""

    sort: str
    name: str
    media: str
    content: bytes

    def __repr__(self) -> str:
        """Show nothing: what is in a parcel stands in no log and no traceback."""
        return "Parcel(sealed)"


def pack(parcel: Parcel) -> bytes:
    """Return the bytes that are sealed, padded to one of few lengths."""
    said: dict[str, Json] = {"form": FORM, "length": len(parcel.content), "media": parcel.media, "name": parcel.name, "sort": parcel.sort}
    whole = canonical(said) + b"\n" + parcel.content
    return whole + bytes(padded(len(whole)) - len(whole))


def unpack(opened: bytes) -> Parcel:
    """Return the parcel that opened bytes hold. Raises Damaged."""
    line, end, _ = opened[:LONGEST_LINE].partition(b"\n")
    try:
        said = json.loads(line)
        length, name, media, sort = said["length"], said["name"], said["media"], said["sort"]
    except (ValueError, KeyError, TypeError):
        raise Damaged("what was sealed is no parcel of this program") from None
    content = opened[len(line) + len(end) :]
    fits = said.get("form") == FORM and isinstance(length, int) and 0 <= length <= len(content) and bool(end)
    if not fits or any(not isinstance(words, str) for words in (name, media, sort)) or content[length:].strip(b"\0"):
        raise Damaged("what was sealed is no parcel of this program")
    return Parcel(sort=sort, name=name, media=media, content=content[:length])


def padded(length: int) -> int:
    """Return the length that a sealed length is padded to: Padmé (Nikitin et al., PURBs, PETS 2019, section 4), at most 12 % more."""
    if length <= SMALLEST:
        return SMALLEST
    exponent = length.bit_length() - 1
    low = exponent - exponent.bit_length()
    return (length + (1 << low) - 1) >> low << low
