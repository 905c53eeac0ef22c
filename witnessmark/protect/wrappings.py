"""Takes the wrappings off text, one after the other: escapes, percent signs, entities, tags, and what is coded as digits."""

from __future__ import annotations

import binascii
import html
import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote

_BYTES = re.compile(r"(?:\\x[0-9a-fA-F]{2})+|(?:\\[0-3][0-7]{2})+")
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([nrtbfv0])|(.))|%u([0-9a-fA-F]{4})", re.DOTALL)
_STYLE_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})[ \t\r\n\f]?")
_QUOTED = re.compile(r"(?:=[0-9A-F]{2})+")
_PUNYCODE = re.compile(r"xn--[a-z0-9-]{2,60}", re.IGNORECASE)
_INVISIBLE = re.compile("[\U000e0020-\U000e007e]+")
_TAG = re.compile(r"""<!--.{0,10000}?-->|<(?:[^<>"']|"[^"]{0,2000}"|'[^']{0,2000}')*+>|<[^<>]{0,10000}>""", re.DOTALL)

_MARKUP_IN_VALUE = re.compile(r"""=\s?["'][^"'<>]{0,200}<""")
_PLAIN_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]{0,12}(?:\s[^<>\"']{0,80})?/?>|<!--.{0,1000}?-->")

_HEXADECIMAL = re.compile(rb"[0-9a-fA-F](?:[ :\-]?[0-9a-fA-F]){11,}+")
_BASE64 = re.compile(rb"[A-Za-z0-9+/\-_]{8,}+(?:\r?\n[A-Za-z0-9+/\-_]{4,}+)*+")
_WORDS = re.compile(
    rb"(?:[A-Za-z0-9 .,\-_'@+]|\xcc[\x80-\xbf]|[\xc3-\xc5][\x80-\xbf]){6,}+|(?:[\xd0-\xdf][\x80-\xbf]| |[\xe0-\xef][\x80-\xbf]{2}){2,}+"
)
"""Runs of bytes that can be words in UTF-8."""
_WORDS_OTHERWISE = re.compile(rb"[A-Za-z0-9 .,\-_'@+\xc0-\xff]{6,}+")
"""The same in Latin-1."""

Opened = tuple[str, str]
"""What was taken off, and the text that came to light."""


def opened(text: str) -> Iterator[Opened]:
    """Yield the text, and each text that comes to light when a wrapping is taken off; wrappings within wrappings too."""
    yield "text", text
    stage = text
    for _ in range(3):
        before = stage
        for name, take_off in _WRAPPINGS:
            under = take_off(stage)
            if under != stage:
                stage = under
                yield name, stage
        if stage == before:
            break
    if "<" in stage:
        # Markup between the letters of a word hides it from a search, not from a reader; between words it stands for a blank.
        yield "words between tags", _TAG.sub("", stage)
        yield "text without tags", _TAG.sub(" ", stage)
        if _MARKUP_IN_VALUE.search(stage):
            yield "words between tags of a value", _PLAIN_TAG.sub("", stage)
    for said in dict.fromkeys((text, stage)):
        yield from _aside(said)


def _aside(text: str) -> Iterator[Opened]:
    """Yield what comes to light by readings that exclude the others: a style sheet's, a mail's, an address's, a mark's that nobody sees."""
    if "\\" in text and _STYLE_ESCAPE.search(text):
        yield "escapes of a style sheet", _STYLE_ESCAPE.sub(lambda m: _character(m[1]), text)
    if _QUOTED.search(text):
        yield "quoted-printable", _QUOTED.sub(lambda m: _decoded(bytes.fromhex(m[0].replace("=", ""))), re.sub(r"=\r?\n", "", text))
    if _PUNYCODE.search(text):
        yield "punycode", _PUNYCODE.sub(_unpunycoded, text)
    if _INVISIBLE.search(text):
        yield "invisible letters", _INVISIBLE.sub(lambda m: "".join(chr(ord(c) - 0xE0000) for c in m[0]), text)


def _escapes(text: str) -> str:
    if "\\" not in text and "%u" not in text:
        return text
    said = _BYTES.sub(lambda m: _decoded(_bytes_of(m[0])), text)
    said = _ESCAPE.sub(_escape, said)
    return said.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")  # two escapes may be one letter


def _bytes_of(run: str) -> bytes:
    if run.startswith("\\x"):
        return bytes.fromhex(run.replace("\\x", ""))
    return bytes(int(octal, 8) for octal in run.split("\\")[1:])


def _escape(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3] or match[6]
    if code:
        return _character(code)
    return " " if match[4] else match[5]


def _character(code: str) -> str:
    number = int(code, 16)
    return chr(number) if 0 < number < 0x110000 else " "


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _unpunycoded(match: re.Match[str]) -> str:
    try:
        return match[0][4:].encode().decode("punycode")
    except (UnicodeError, IndexError, ValueError, OverflowError):
        return match[0]


def _percent(text: str) -> str:
    return unquote(text) if "%" in text else text


def _entities(text: str) -> str:
    return html.unescape(text) if "&" in text else text


_WRAPPINGS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("escapes", _escapes), ("percent-encoding", _percent), ("entities", _entities),
)


def coded(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield (how it was coded, bytes) for every run of hexadecimal or base64 digits, wherever it begins."""
    flat = [match[0].translate(None, b" :-") for match in _HEXADECIMAL.finditer(content)]
    for skip in (0, 1):
        runs = (run[skip : len(run) - (len(run) - skip) % 2] for run in flat)
        if blob := b"\n".join(map(binascii.unhexlify, runs)):
            yield "hexadecimal", blob
    runs64 = [match[0] for match in _BASE64.finditer(content)]
    rest = [run.replace(b"\r", b"").replace(b"\n", b"").translate(_URL_SAFE) for run in runs64 if not _ORDINARY.fullmatch(run)]
    for skip in range(4) if rest else ():
        yield "base64", b"\n".join(_sixty_four(run[skip:]) for run in rest)


_URL_SAFE = bytes.maketrans(b"-_", b"+/")
_ORDINARY = re.compile(rb"(?:[A-Z]?[a-z]+|[A-Z]+|[0-9]+)(?:[_/\-\r\n]+(?:[A-Z]?[a-z]+|[A-Z]+|[0-9]+))*+[_/\-]*|[0-9a-f]+|[0-9A-F]+")
"""Words, names of programs and paths, and hexadecimal digits: no base64 of anything said looks like this but by rare chance."""


def _sixty_four(run: bytes) -> bytes:
    return binascii.a2b_base64(run + b"A" * (-len(run) % 4))


def words_in(blob: bytes) -> str:
    """Return what of some bytes can be words, a line each: in UTF-8, UTF-16 of Latin letters, and Latin-1."""
    # The zeros between the Latin letters of UTF-16 go.
    flat = blob.replace(b"\0", b"")
    said = b"\n".join(_WORDS.findall(flat)).decode("utf-8", "replace")
    return said + "\n" + b"\n".join(_WORDS_OTHERWISE.findall(flat)).decode("latin-1")
