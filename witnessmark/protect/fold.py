"""Text as it is compared: without case, accents, invisible marks and look-alike letters, so that spelling games hide nothing."""

from __future__ import annotations

import functools
import unicodedata

_LOOK_ALIKE = dict(zip(
    "авекмнорстухіјѕԁɡһӏԛԝѵҽԍ" "αβεζηικμνορτυχ" "ոօսհցք" "ıȷɑɩǀʋƒɓɗƙƴ" "øđðħłŧŋɨƀ" "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ" "ᎪᏴᏟᎠᎬᏀᎻᎥᎫᏦᏞᎷᏢᏒᏚᎢᏙᎳᎽᏃ" "ىةیک",
    "abekmhopctyxijsdghlqwveg" "abezhikmnoptux" "nouhgp" "ijailvfbdky" "oddhltnib" "abcdefghijklmnoprstuvwyz" "abcdeghijklmprstvwyz" "يهيك",
    strict=True,
)) | {"æ": "ae", "œ": "oe", "þ": "th"}
"""Cyrillic, Greek, Armenian, Cherokee and small-capital letters that look like Latin ones (after Unicode UTS 39, the common part), Latin
letters that no decomposition turns into plain ones, and the letters that Arabic spellings exchange."""

_NOTHING = frozenset("\u0640\u115f\u1160\u3164\uffa0\u2800")
"""Marks that show nothing, or only lengthen, and yet are letters or symbols to Unicode."""
_BLANKS = frozenset("\t\n\v\f\r\x1c\x1d\x1e\x1f\x85")

_SKELETON = str.maketrans("0134578l9vyqh", "oieastbignugn")
"""Digits and letters that stand for others: `z3bul0n`; Greek capitals that look like N and Y, and small ones like v, u and n."""


def fold(text: str) -> str:
    """Return text as it is compared: folded letters and digits, every run of anything else as one blank."""
    return " ".join(text.translate(_table()).split())


def squeeze(folded: str) -> str:
    """Return folded text without blanks: words joined, split or spaced out are the same."""
    return folded.replace(" ", "")


def skeleton(squeezed: str) -> str:
    """Return squeezed text of the same length, with letters and digits that are written for one another made one."""
    return squeezed.translate(_SKELETON)


class _Table(dict[int, str]):
    """What each code point folds to, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = said = _folded(chr(code))
        return said


@functools.cache
def _table() -> _Table:
    table = _Table()
    for code in range(128):
        table[code] = _folded(chr(code))
    return table


def _folded(c: str) -> str:
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", c).casefold()).casefold()
    return "".join(map(_one, plain))


def _one(c: str) -> str:
    if c in _BLANKS:
        return " "
    category = unicodedata.category(c)
    if c in _NOTHING or category in ("Mn", "Me", "Cf", "Cc"):
        return ""
    if category == "Nd":
        return str(unicodedata.digit(c))
    kept = category in ("Lu", "Ll", "Lt", "Lo", "Mc") or category[0] == "N"
    return _LOOK_ALIKE.get(c, c) if kept else " "
