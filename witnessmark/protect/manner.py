"""In which manner files are looked at: the digest of the programs and tables that look, so that a better gate looks at everything anew."""

from __future__ import annotations

from importlib.resources import files

from witnessmark.records.canonical import sha256

LOOKING = (
    "alphabets", "context", "dates", "exif", "fold", "fonts", "forms", "han", "layers", "opening", "pattern", "pdf", "people", "pictures",
    "quotes", "search", "tapes", "terms", "whereabouts", "words", "wrappings",
)
"""The files of this room by which bytes are opened and searched; a test holds that none is missing."""


def manner() -> str:
    """Return the digest of what looks: the same program looks in the same manner, wherever it runs."""
    room = files(__package__ or "witnessmark.protect")
    return sha256("".join(sha256(room.joinpath(f"{name}.py").read_bytes()) for name in LOOKING).encode())


MANNER = manner()
