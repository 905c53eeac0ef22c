"""The forms in which one protected word could hide (promises, table 3.5, as far as a search for strings can go)."""

from __future__ import annotations

import codecs
import hashlib
import hmac
import itertools
import re
import unicodedata
import uuid
from collections.abc import Iterator

from witnessmark.protect.alphabets import transliterations
from witnessmark.protect.dates import dates
from witnessmark.protect.fold import fold, skeleton, squeeze
from witnessmark.protect.han import han_spellings, other_signs, toned
from witnessmark.protect.pattern import INSIDE, JOINED, Way

MOST_PARTS = 4
"""Up to so many words of a name are looked for in every order; beyond, in every turn and backwards."""


def in_text(word: str) -> Iterator[tuple[str, Way, str]]:
    """Yield (form, way, text) of a word in text: as written, in every order, in other letters, its digits alone."""
    yield from named(fold(word), "")
    for spelling in _umlauts(word):
        yield from named(fold(spelling), "umlauts otherwise, ")
    roman = fold(_romanised(word))
    if roman and roman != fold(word):
        yield from named(roman, "romanised, ", fewest=4)
        yield from _as_chinese_names(tuple(roman.split()), "romanised, ")
    for custom, said in transliterations(word):
        yield from named(fold(said), f"{custom}, ", fewest=4)
    for signs in other_signs(word):
        yield from named(fold(signs), "other signs, ")
    for custom, syllables in han_spellings(word):
        yield from _of_syllables(syllables, custom)
    local, at, _ = word.partition("@")
    if at and len(fold(local).replace(" ", "")) >= JOINED:
        yield "part before the @", Way.WORDS, fold(local)
    yield from _numbers(word)


def _of_syllables(syllables: tuple[str, ...], custom: str) -> Iterator[tuple[str, Way, str]]:
    folded = tuple(fold(syllable) for syllable in syllables)
    yield from named(" ".join(folded), f"{custom}, ", fewest=4)
    yield from _as_chinese_names(tuple(squeeze(syllable) for syllable in folded), f"{custom}, ")
    for tones in toned(folded) if custom == "pinyin" else ():
        for cut in range(len(tones)):
            given = "".join(tones[cut:])
            family = "".join(tones[:cut])
            yield from (("pinyin with tones", Way.WORDS, said.strip()) for said in (f"{family} {given}", f"{given} {family}"))
        yield "pinyin with tones", Way.WORDS, " ".join(tones)


def _as_chinese_names(parts: tuple[str, ...], how: str) -> Iterator[tuple[str, Way, str]]:
    """Of a Chinese name the family name stands first and the given name is written as one word."""
    for cut in range(1, len(parts)) if len(parts) <= MOST_PARTS else ():
        yield from named(f"{''.join(parts[:cut])} {''.join(parts[cut:])}", how, fewest=4)


def named(folded: str, how: str, *, fewest: int = 1) -> Iterator[tuple[str, Way, str]]:
    """Yield (form, way, text) of a name in folded text: every order, joined, look-alikes, backwards, rotated."""
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

def _numbers(word: str) -> Iterator[tuple[str, Way, str]]:
    digits = "".join(str(unicodedata.digit(c)) for c in word if c.isdigit() and unicodedata.digit(c, None) is not None)
    date = re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", word)
    if date:
        yield from (("date in other words", Way.WORDS, fold(said)) for said in dates(date[1], date[2], date[3]))
        yield from (("date, digits alone", Way.NUMBER, "".join(turn)) for turn in itertools.permutations(date.groups()))
        return
    if len(digits) >= 7:
        yield "digits alone", Way.NUMBER, digits
    if len(digits) >= 10:
        yield "digits, national", Way.NUMBER, digits[-9:]
    international = word.strip().startswith(("+", "00"))
    national = digits.removeprefix("00")
    for code in (1, 2, 3) if international else ():
        if _is_calling_code(national[:code]) and len(national) - code >= 7:
            yield "digits, national", Way.NUMBER, national[code:]


def _is_calling_code(digits: str) -> bool:
    """Whether some digits are the code of a country: one, two or three, told apart by how they begin."""
    if digits[:1] in ("1", "7"):
        return len(digits) == 1
    return len(digits) == (2 if digits[:2] in _TWO_DIGITS else 3)


_TWO_DIGITS = frozenset(str(code) for code in (
    20, 27, *range(30, 35), 36, 39, 40, 41, *range(43, 50), *range(51, 59), *range(60, 67), 81, 82, 84, 86, *range(90, 96), 98,
))


# --- bytes -----------------------------------------------------------------------------------------------------------------------------

_OBVIOUS_KEYS = (b"", b"key", b"secret", b"salt", b"pepper", b"password", b"changeme", b"witnessmark")
"""Keys that protect nothing. Under a key that nobody knows, a digest of a name tells nobody the name."""
_ENCODINGS = ("utf-16-le", "utf-16-be", "gb18030", "big5", "utf-32-le", "utf-32-be")
_NAMESPACES = (uuid.NAMESPACE_DNS, uuid.NAMESPACE_URL, uuid.NAMESPACE_OID, uuid.NAMESPACE_X500)


def in_bytes(word: str) -> Iterator[tuple[str, bytes]]:
    """Yield (form, bytes) of a word in other encodings, and of digests of it."""
    for spelling in dict.fromkeys((word, word.lower(), word.upper(), word.title())):
        if not spelling.isascii():
            for encoding in _ENCODINGS:
                other = spelling.encode(encoding, "ignore")
                if len(other) >= 4 and other.decode(encoding, "ignore") == spelling:
                    yield encoding.upper(), other
    for spelling in dict.fromkeys((word, word.lower(), word.upper(), word.replace(" ", ""))):
        for key in _OBVIOUS_KEYS:
            yield "HMAC of it", hmac.digest(key, spelling.encode("utf-8", "replace"), "sha256")[:8]
            yield "HMAC of it", hmac.digest(key, spelling.encode("utf-8", "replace"), "sha1")[:8]
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
