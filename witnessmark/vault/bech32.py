"""Bech32 (BIP 173) without its limit of length, as age writes its keys."""

from __future__ import annotations

_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def write_bech32(prefix: str, content: bytes) -> str:
    """Return bytes as Bech32 in lower case."""
    values = _regrouped(content, 8, 5, pad=True)
    check = _polymod([*_spread(prefix), *values, 0, 0, 0, 0, 0, 0]) ^ 1
    return f"{prefix}1" + "".join(_LETTERS[value] for value in [*values, *(check >> 5 * (5 - place) & 31 for place in range(6))])


def read_bech32(words: str) -> tuple[str, bytes]:
    """Return prefix (lower case) and bytes. Raises ValueError, whose text holds nothing of what was read: it may be a secret."""
    low = words.lower()
    prefix, one, rest = low.rpartition("1")
    if words not in (low, words.upper()) or not words.isascii() or not one or not prefix or len(rest) < 6:
        raise ValueError("no Bech32")
    try:
        values = [_LETTERS.index(letter) for letter in rest]
    except ValueError:
        raise ValueError("a letter that Bech32 does not have") from None
    if any(not 33 <= ord(letter) <= 126 for letter in prefix) or _polymod([*_spread(prefix), *values]) != 1:
        raise ValueError("its check digits are wrong: a letter was lost or changed")
    return prefix, bytes(_regrouped(values[:-6], 5, 8, pad=False))


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for place, generator in enumerate(_GENERATORS):
            check ^= generator if top >> place & 1 else 0
    return check


def _spread(prefix: str) -> list[int]:
    return [ord(letter) >> 5 for letter in prefix] + [0] + [ord(letter) & 31 for letter in prefix]


def _regrouped(values: bytes | list[int], size: int, into: int, *, pad: bool) -> list[int]:
    held = bits = 0
    out = []
    for value in values:
        held, bits = (held << size | value) & 0xFFFFFF, bits + size
        while bits >= into:
            bits -= into
            out.append(held >> bits & (1 << into) - 1)
    rest = held & (1 << bits) - 1
    if pad and bits:
        out.append(rest << into - bits & (1 << into) - 1)
    elif not pad and (bits >= size or rest):
        raise ValueError("bits are left over")
    return out
