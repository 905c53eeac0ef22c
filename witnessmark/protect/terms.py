"""Protected words and the forms under which they could hide (promises, table 3.5, as far as a search for strings can go)."""

from __future__ import annotations

import base64
import hashlib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from witnessmark.records.faults import Misused

FEWEST_LETTERS = 3
"""A Latin word shorter than this would be found in everything; two letters are enough in Han, Arabic, Tibetan and their like."""
LARGEST_LIST = 4 * 2**20
"""Bytes of a list of protected words."""

_LOOK_ALIKE = str.maketrans(
    "авекмнорстухіјѕԁɡһӏԛԝ" "αβεικνορτυχ" "ıǀ",
    "abekmhopctyxijsdghlqw" "abeiknoptux" "il",
)
"""Cyrillic, Greek and other letters that look like Latin ones (after Unicode UTS 39, the common part)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One form of a term to search for: in folded text, or in raw bytes."""

    term: str
    """The term's id: never its words."""
    form: str
    text: str | None = None
    raw: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One protected person or thing: an id that may be printed, and words that may not."""

    id: str
    words: tuple[str, ...]
    """Spellings, aliases, handles, numbers."""


def read_terms(file: Path) -> Iterator[Term]:
    """Yield the terms of a list: one a line, spellings separated by `|`, lines that begin with `#` passed over.

    The list lies outside the case, on an encrypted disk or sealed; its words are never logged, printed or stored.
    Raises Misused, naming file and line and never a word.
    """
    try:
        raw = file.read_bytes()
    except OSError as fault:
        raise Misused(f"{file}: the list of protected words cannot be read ({fault.strerror})") from None
    if raw.startswith((b"age-encryption.org/", b"-----BEGIN AGE ENCRYPTED FILE-----")):
        how = f"age -d -i KEY {file.name} | witnessmark publish CASE --protected -"
        raise Misused(f"{file}: this list is sealed; open it into the command and nowhere else: {how}")
    yield from terms_of(raw, name=str(file))


def terms_of(raw: bytes, *, name: str) -> Iterator[Term]:
    """Yield the terms of a list's bytes. Raises Misused, naming line and never a word."""
    if len(raw) > LARGEST_LIST:
        raise Misused(f"{name}: larger than {LARGEST_LIST} bytes: this is no list of protected words")
    try:
        lines = raw.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise Misused(f"{name}: the list of protected words is not UTF-8") from None
    for number, line in enumerate(lines, start=1):
        words = tuple(word.strip() for word in line.split("|") if word.strip())
        if not words or line.lstrip().startswith("#"):
            continue
        if any(len(fold(word).replace(" ", "")) < (FEWEST_LETTERS if fold(word).isascii() else 2) for word in words):
            raise Misused(f"{name}, line {number}: a word is too short to be searched for; give at least {FEWEST_LETTERS} letters")
        yield Term(id=f"term-{number}", words=words)


def fold(text: str) -> str:
    """Return text as it is compared: without case, accents, invisible marks and look-alike letters; runs of separators as one blank."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    kept = (" " if _separates(c) else c for c in plain if unicodedata.category(c) not in ("Mn", "Cf", "Cc") or c in "\t\n\r")
    return " ".join("".join(kept).translate(_LOOK_ALIKE).split())


def _separates(c: str) -> bool:
    return unicodedata.category(c)[0] in "ZPC" or c in "_+|~^`=<>$"


def patterns_of(terms: Iterable[Term]) -> tuple[Pattern, ...]:
    """Return every form of every term, each once."""
    found: dict[tuple[str | None, bytes | None], Pattern] = {}
    for term in terms:
        for word in term.words:
            for form, text, raw in (*_in_text(word), *_in_bytes(word)):
                if text or raw:
                    found.setdefault((text, raw), Pattern(term=term.id, form=form, text=text, raw=raw))
    return tuple(found.values())


def _in_text(word: str) -> Iterator[tuple[str, str, None]]:
    """Forms that are searched in folded text."""
    folded = fold(word)
    parts = folded.split()
    yield "as written", folded, None
    for turn in range(1, len(parts)):
        yield "other order", " ".join(parts[turn:] + parts[:turn]), None
    joined = "".join(parts)
    if len(parts) > 1 and len(joined) >= 6:
        yield "joined", joined, None
        yield "joined, other order", "".join(parts[::-1]), None
    if len(joined) >= 6:
        yield "reversed letters", folded[::-1], None
    roman = fold(_romanised(word))
    if roman and roman != folded and len(roman.replace(" ", "")) >= 5:
        yield "romanised", roman, None
        yield "romanised, joined", roman.replace(" ", ""), None
    digits = "".join(c for c in word if c.isdigit())
    if len(digits) >= 7:
        yield "digits alone", digits, None
        yield "digits, national", digits[-9:], None


def _romanised(word: str) -> str:
    from anyascii import anyascii

    if word.isascii():
        return ""
    return " ".join("".join(f" {anyascii(c)}" if ord(c) >= 0x2E80 else anyascii(c) for c in word).split())


def _in_bytes(word: str) -> Iterator[tuple[str, None, bytes]]:
    """Forms that are searched in raw bytes, where a decoder would not show them."""
    for spelling in dict.fromkeys((word, word.lower(), word.upper(), word.replace(" ", ""), word.lower().replace(" ", ""))):
        data = spelling.encode("utf-8")
        for skip in range(3):
            yield "base64", None, _base64_core(data, skip)
        yield "hexadecimal", None, data.hex().encode()
        yield "hexadecimal", None, data.hex().upper().encode()
        for name, hashed in (("MD5", hashlib.md5(data)), ("SHA-1", hashlib.sha1(data)), ("SHA-256", hashlib.sha256(data))):  # noqa: S324  # to find them
            yield f"{name} of it", None, hashed.hexdigest().encode()
        for encoding in ("utf-16-le", "utf-16-be", "gb18030", "big5"):
            try:
                other = spelling.encode(encoding)
            except UnicodeEncodeError:
                continue
            if other != data and len(other) >= 4:
                yield encoding.upper(), None, other
        if not spelling.isascii():
            yield "percent-encoded", None, quote(spelling).encode()
            yield "percent-encoded", None, quote(spelling).lower().encode()


def _base64_core(data: bytes, skip: int) -> bytes:
    """The characters of the base64 of data that do not depend on what stands before and after it."""
    text = base64.b64encode(b"\0" * skip + data)
    start, end = (0, 2, 3)[skip], len(text) if (skip + len(data)) % 3 == 0 else len(text) - 4 + ((skip + len(data)) % 3)
    core = text[start:end]
    return core if len(core) >= 6 else b""
