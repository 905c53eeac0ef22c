"""Bytes to characters: the byte order mark, what the document declares, UTF-8, then a guess that is named."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"), (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_READ_AS = {
    "gb2312": "gb18030", "gbk": "gb18030", "hz-gb-2312": "gb18030", "x-gbk": "gb18030", "ascii": "windows-1252", "us-ascii": "windows-1252",
    "iso-8859-1": "windows-1252", "latin1": "windows-1252", "latin-1": "windows-1252", "big5": "big5hkscs", "shift_jis": "cp932",
    "x-sjis": "cp932", "euc-kr": "cp949", "iso-8859-9": "windows-1254", "utf8": "utf-8",
}
"""Names as pages use them: the larger set that browsers read for each (WHATWG Encoding)."""
_NO_CHARSETS = frozenset(("idna", "punycode", "raw-unicode-escape", "unicode-escape", "utf-7"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Characters, and how they were come by."""

    text: str
    charset: str
    guessed: bool
    broken: bool
    """Bytes that stand for no character were replaced."""

    @property
    def faults(self) -> tuple[str, ...]:
        """Why the text is not whole, for the state's reason."""
        how = f"{self.charset}{', a guess' if self.guessed else ''}"
        return (f"bytes that are no characters were replaced (read as {how})",) if self.broken else ()

    @property
    def notes(self) -> tuple[str, ...]:
        """That the character set is a guess, where it is one and nothing was replaced."""
        return (f"its character set is not declared: read as {self.charset}",) if self.guessed and not self.broken else ()


def decode(content: bytes, declared: str | None = None) -> Decoded:  # noqa: PLR0911 - one return for each way, in their order
    """Return the characters of bytes; whatever they are, there is an answer."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            return _decoded(content[len(mark) :], name, guessed=False)
    charset = known(declared)
    if charset and (text := _strict(content, charset)) is not None:
        return Decoded(text=text, charset=charset, guessed=False, broken=False)
    if (text := _strict(content, "utf-8")) is not None:
        return Decoded(text=text, charset="utf-8", guessed=False, broken=False)
    if charset:
        return _decoded(content, charset, guessed=False)
    if _nearly_utf8(content):
        return _decoded(content, "utf-8", guessed=True)
    if _in_pairs(content) and (text := _strict(content, "gb18030")) is not None and _is_chinese(text):
        return Decoded(text=text, charset="gb18030", guessed=True, broken=False)
    return _decoded(content, "windows-1252", guessed=True)


def known(name: str | None) -> str | None:
    """Return the codec for a declared name, or null where it is none of text."""
    if not name:
        return None
    lower = name.strip().strip("\"'").lower()
    try:
        found = codecs.lookup(_READ_AS.get(lower, lower))
    except (LookupError, ValueError):
        return None
    # Codecs that turn bytes into bytes (zip, hex), and those that run an escape language, are no character sets.
    fit = getattr(found, "_is_text_encoding", True) and found.name not in _NO_CHARSETS
    return found.name if fit else None


def _decoded(content: bytes, charset: str, *, guessed: bool) -> Decoded:
    text = content.decode(charset, "replace")
    return Decoded(text=text, charset=charset, guessed=guessed, broken="\N{REPLACEMENT CHARACTER}" in text)


def _strict(content: bytes, charset: str) -> str | None:
    try:
        return content.decode(charset, "strict")
    except (UnicodeError, LookupError):
        return None


def _nearly_utf8(content: bytes) -> bool:
    """Whether it is UTF-8 with a few broken bytes (a cut end, a bad paste) rather than something else."""
    text = content.decode("utf-8", "replace")
    bad = text.count("\N{REPLACEMENT CHARACTER}")
    other = sum(1 for c in text[:200_000] if ord(c) > 127) - bad
    return other > 4 * bad


def _in_pairs(content: bytes) -> bool:
    """Whether bytes beyond ASCII stand together, as they do in Chinese; accented letters stand alone."""
    runs = [len(run) for run in re.findall(rb"[\x80-\xff]+", content[:20_000])]
    return bool(runs) and sum(run for run in runs if run > 1) >= 0.8 * sum(runs)


def _is_chinese(text: str) -> bool:
    """Whether most of what is not ASCII are characters and marks that Chinese texts are made of."""
    sample = [c for c in text[:20_000] if ord(c) > 127]
    common = sum(1 for c in sample if "\u4e00" <= c <= "\u9fff" or "\u3000" <= c <= "\u303f" or "\uff00" <= c <= "\uffef")
    return bool(sample) and common >= 0.9 * len(sample)
