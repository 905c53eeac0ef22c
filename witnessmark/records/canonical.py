"""Canonical JSON after RFC 8785, and the digests that are taken of it.

Only null, booleans, integers within 2^53, strings, lists and objects are allowed: numbers of the world are decimal strings,
so the number formatting of RFC 8785 section 3.2.2.3 never comes into play.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from typing import TypeAlias

Json: TypeAlias = "bool | int | str | Sequence[Json] | Mapping[str, Json] | None"

LARGEST_INTEGER = 2**53 - 1
"""The largest integer that every JSON reader holds exactly (RFC 8785, appendix D)."""

DIGEST = re.compile(r"[0-9a-f]{64}")
"""A SHA-256 digest as this project writes it: lower-case hexadecimal."""


def canonical(value: Json) -> bytes:
    """Return the one UTF-8 form of a JSON value: keys sorted by UTF-16 code units, no blanks.

    Raises ValueError for floats, large integers, lone surrogates and other types.
    """
    return json.dumps(_ordered(value), ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8")


def _ordered(value: Json) -> Json:
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, int):
        if abs(value) > LARGEST_INTEGER:
            raise ValueError(f"integer {value} is beyond 2^53 - 1: write it as a decimal string")
        return value
    if isinstance(value, Mapping):
        if not all(isinstance(key, str) for key in value):
            raise ValueError("an object key is no string")
        return {key: _ordered(value[key]) for key in sorted(value, key=lambda k: k.encode("utf-16-be"))}
    if isinstance(value, (list, tuple)):
        return [_ordered(item) for item in value]
    raise ValueError(f"{type(value).__name__} has no canonical form: {value!r}")


def sha256(data: bytes) -> str:
    """Return the SHA-256 of bytes as 64 lower-case hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def digest_of(value: Json) -> str:
    """Return the SHA-256 of the canonical form of a value."""
    return sha256(canonical(value))
