"""The forms under which a protected word could hide (promises, table 3.5, as far as a search for strings can go)."""

from __future__ import annotations

import codecs
import hashlib
import itertools
import re
import unicodedata
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from witnessmark.protect.fold import fold, skeleton
from witnessmark.protect.terms import Term

JOINED = 6
"""A name of fewer letters is looked for as whole words alone, since its letters without blanks stand in ordinary words."""
INSIDE = 8
"""From so many letters on, a name is found in the middle of a longer word as well."""
MOST_PARTS = 4
"""Up to so many words of a name are looked for in every order; beyond, in every turn and backwards."""


class Way(StrEnum):
    """In what a form is looked for."""

    WORDS = "words"
    """Folded text, as whole words."""
    SQUEEZED = "squeezed"
    """Folded text without blanks."""
    SKELETON = "skeleton"
    """The same, with look-alike digits and letters made one."""
    NUMBER = "number"
    """Squeezed, where the digits are a number of their own."""
    RAW = "raw"
    """Bytes, also such as base64 and hexadecimal digits decode to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """One form of a term to search for."""

    term: str
    """The term's id: never its words."""
    form: str
    way: Way
    text: str = ""
    raw: bytes = b""


def patterns_of(terms: Iterable[Term]) -> tuple[Pattern, ...]:
    """Return every form of every term, each once."""
    found: dict[tuple[Way, str, bytes], Pattern] = {}
    for term in terms:
        for word in term.words:
            for form, way, text in _in_text(word):
                if text:
                    found.setdefault((way, text, b""), Pattern(term=term.id, form=form, way=way, text=text))
            for form, raw in _in_bytes(word):
                found.setdefault((Way.RAW, "", raw), Pattern(term=term.id, form=form, way=Way.RAW, raw=raw))
    return tuple(found.values())


def _in_text(word: str) -> Iterator[tuple[str, Way, str]]:
    yield from _named(fold(word), "")
    for spelling in _umlauts(word):
        yield from _named(fold(spelling), "umlauts otherwise, ")
    roman = fold(_romanised(word))
    if roman and roman != fold(word):
        yield from _named(roman, "romanised, ", fewest=4)
        parts = roman.split()
        for cut in range(1, len(parts)) if len(parts) <= MOST_PARTS else ():
            # Of a Chinese name the family name stands first and the given name is written as one word.
            yield from _named(f"{''.join(parts[:cut])} {''.join(parts[cut:])}", "romanised, ", fewest=4)
    local, at, _ = word.partition("@")
    if at and len(fold(local).replace(" ", "")) >= JOINED:
        yield "part before the @", Way.WORDS, fold(local)
    yield from _numbers(word)


def _named(folded: str, how: str, *, fewest: int = 1) -> Iterator[tuple[str, Way, str]]:
    """Forms of a name in folded text."""
    parts = folded.split()
    letters = "".join(parts)
    if len(letters) < fewest:
        return
    latin = letters.isascii()
    if latin and letters.isdigit():
        yield how + "as written", Way.NUMBER if len(letters) >= 7 else Way.WORDS, letters if len(letters) >= 7 else folded
        return
    enough = JOINED if latin else 3
    for order, turned in enumerate(_orders(parts)):
        form = how + ("other order" if order else "as written")
        yield form, Way.WORDS, " ".join(turned)
        if len(letters) >= enough:
            yield form, Way.SQUEEZED, "".join(turned)
        if latin and len(letters) >= INSIDE:
            yield how + "look-alike letters", Way.SKELETON, skeleton("".join(turned))
    if len(letters) >= enough:
        yield how + "reversed letters", Way.SQUEEZED, letters[::-1]
    if latin and len(letters) >= INSIDE:
        yield how + "rotated letters", Way.SQUEEZED, codecs.encode(letters, "rot13")
    if not latin and len(parts) == 1:
        yield how + "spaced out", Way.WORDS, " ".join(letters)


def _orders(parts: list[str]) -> Iterator[tuple[str, ...]]:
    if len(parts) <= MOST_PARTS:
        yield from dict.fromkeys(itertools.permutations(parts))
        return
    for turn in range(len(parts)):
        yield (*parts[turn:], *parts[:turn])
    yield tuple(reversed(parts))


def _umlauts(word: str) -> Iterator[str]:
    low = unicodedata.normalize("NFC", word).casefold()
    out = low
    for letter, written in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("å", "aa"), ("ø", "oe")):
        out = out.replace(letter, written)
    if out != low:
        yield out
    within = re.sub(r"(?<=\w)([aou])e", r"\1", low)
    if low.isascii() and within != low and len(within) >= INSIDE:
        yield within


def _romanised(word: str) -> str:
    from anyascii import anyascii

    if word.isascii():
        return ""
    return " ".join("".join(f" {anyascii(c)} " if ord(c) >= 0x2E80 else anyascii(c) for c in word).split())


# --- numbers and dates -----------------------------------------------------------------------------------------------------------------

_MONTHS = (
    "january february march april may june july august september october november december",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "januar februar märz april mai juni juli august september oktober november dezember",
)


def _numbers(word: str) -> Iterator[tuple[str, Way, str]]:
    digits = "".join(str(unicodedata.digit(c)) for c in word if c.isdigit() and unicodedata.digit(c, None) is not None)
    date = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", word)
    if date:
        yield from (("date in other words", Way.WORDS, fold(said)) for said in _dates(date[1], date[2], date[3]))
        yield from (("date, digits alone", Way.NUMBER, "".join(turn)) for turn in itertools.permutations(date.groups()))
        return
    if len(digits) >= 7:
        yield "digits alone", Way.NUMBER, digits
    if len(digits) >= 10:
        yield "digits, national", Way.NUMBER, digits[-9:]


def _dates(year: str, month: str, day: str) -> Iterator[str]:
    if not 1 <= int(month) <= 12:
        return
    plain = str(int(day)), str(int(month))
    for d, m in (plain, (day, month)):
        yield from (f"{d} {m} {year}", f"{m} {d} {year}", f"{year} {m} {d}", f"{year}年{m}月{d}日")
        for names in _MONTHS:
            name = names.split()[int(month) - 1]
            yield from (f"{d} {name} {year}", f"{name} {d} {year}", f"{d} de {name} de {year}", f"{name} {d}th {year}")


# --- bytes -----------------------------------------------------------------------------------------------------------------------------

_ENCODINGS = ("utf-16-le", "utf-16-be", "gb18030", "big5")
_NAMESPACES = (uuid.NAMESPACE_DNS, uuid.NAMESPACE_URL, uuid.NAMESPACE_OID, uuid.NAMESPACE_X500)


def _in_bytes(word: str) -> Iterator[tuple[str, bytes]]:
    for spelling in dict.fromkeys((word, word.lower(), word.upper(), word.title())):
        if not spelling.isascii():
            for encoding in _ENCODINGS:
                other = spelling.encode(encoding, "ignore")
                if len(other) >= 4 and other.decode(encoding, "ignore") == spelling:
                    yield encoding.upper(), other
    for spelling in _spellings(word):
        data = spelling.encode("utf-8", "replace")
        for made in (data, data + b"\n"):
            yield "MD5 of it", hashlib.md5(made).digest()[:8]  # noqa: S324  # to find it
            yield "SHA-1 of it", hashlib.sha1(made).digest()[:8]  # noqa: S324  # to find it
            yield "SHA-256 of it", hashlib.sha256(made).digest()[:8]
            yield "SHA-512 of it", hashlib.sha512(made).digest()[:8]
        for space in _NAMESPACES:
            yield "UUID of it", uuid.uuid5(space, spelling).bytes


def _spellings(word: str) -> Iterator[str]:
    """Spellings that somebody might take a digest of."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    parts = word.split()
    turned = [word, plain, unicodedata.normalize("NFD", word)]
    if len(parts) > 1:
        turned += [" ".join([*parts[1:], parts[0]]), f"{parts[-1]}, {' '.join(parts[:-1])}", " ".join(reversed(parts))]
    cased = dict.fromkeys(said for one in turned for said in (one, one.lower(), one.upper(), one.title()))
    yield from dict.fromkeys(said.replace(" ", gap) for said in cased for gap in (" ", "", "-", "_", "."))
