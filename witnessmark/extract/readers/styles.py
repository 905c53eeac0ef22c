"""What hides words on a page, as far as the elements themselves say it: attributes and inline styles, not style sheets."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

Colour = tuple[int, int, int]
_WHITE: Colour = (255, 255, 255)
_NAMED: dict[str, Colour] = {
    "white": _WHITE, "snow": (255, 250, 250), "ivory": (255, 255, 240), "whitesmoke": (245, 245, 245), "ghostwhite": (248, 248, 255),
    "black": (0, 0, 0), "red": (255, 0, 0), "blue": (0, 0, 255), "green": (0, 128, 0), "yellow": (255, 255, 0), "gray": (128, 128, 128),
    "grey": (128, 128, 128), "silver": (192, 192, 192), "navy": (0, 0, 128), "maroon": (128, 0, 0), "orange": (255, 165, 0),
}
_HEX = re.compile(r"#([0-9a-f]{3,8})\b")
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\s*(?:[,/]\s*([\d.]{1,6})(%?)\s*)?\)")
_LENGTH = re.compile(r"(-?\d{0,6}\.?\d{1,6})\s*(px|pt|em|rem|%|vw|vh|)")
_NEAR = 24
_TINY = 1.5
"""Pixels: nobody reads letters of that size."""
_OFF = -300
"""Pixels: a block shifted this far is out of every window."""


@dataclass(frozen=True, slots=True)
class Look:
    """What an element inherits and sets of its look."""

    why: str = ""
    """Why its words are not seen; empty where nothing says so."""
    colour: Colour | None = None
    background: Colour | None = _WHITE
    """Null where it cannot be known (a picture, a gradient)."""
    zero_size: bool = False


def look_of(element: Element, around: Look) -> Look:
    """Return the look of an element inside one that looks as `around` says."""
    attributes = element.attrib
    if not attributes:
        return around
    style = _declarations(str(attributes.get("style", "")))
    look = _coloured(element, style, around)
    if "font-size" in style:
        look = replace(look, zero_size=_tiny(style["font-size"], inherited=around.zero_size))
    why = around.why or _hidden_by_attribute(element) or _hidden_by_style(style)
    if not why and look.zero_size:
        why = "letters too small to be read"
    if not why and look.colour is not None and look.background is not None and _near(look.colour, look.background):
        why = "letters in the colour of their background"
    return replace(look, why=why)


def _hidden_by_attribute(element: Element) -> str:
    if "hidden" in element.attrib and element.get("hidden") != "until-found":
        return "marked as hidden (hidden)"
    if element.get("aria-hidden", "").strip().lower() == "true":
        return "hidden from screen readers (aria-hidden)"
    return ""


def _hidden_by_style(style: dict[str, str]) -> str:  # noqa: PLR0911 - one return for each way to hide
    if style.get("display") == "none":
        return "not shown (display: none)"
    if style.get("visibility") in {"hidden", "collapse"}:
        return "not shown (visibility)"
    if (opacity := style.get("opacity")) is not None and _number(opacity) is not None and (_number(opacity) or 0) < 0.05:
        return "fully transparent (opacity)"
    if style.get("position") in {"absolute", "fixed"}:
        if any((_pixels(style.get(side, "")) or 0) < _OFF for side in ("left", "top", "right", "bottom")):
            return "placed outside the window"
        if re.sub(r"\s|px", "", style.get("clip", "")) in {"rect(0,0,0,0)", "rect(0000)", "rect(1,1,1,1)", "rect(1111)"}:
            return "cut away (clip)"
    if (_pixels(style.get("text-indent", "")) or 0) < _OFF or (_pixels(style.get("margin-left", "")) or 0) < _OFF:
        return "placed outside the window"
    if style.get("overflow") == "hidden" and any(_pixels(style.get(side, "")) in {0.0, 1.0} for side in ("height", "width")):
        return "cut away (no height or width)"
    return "cut away (clip)" if style.get("clip-path", "").replace(" ", "") in {"inset(50%)", "inset(100%)"} else ""


def _coloured(element: Element, style: dict[str, str], around: Look) -> Look:
    look = around
    ground = style.get("background-color") or style.get("background") or element.get("bgcolor")
    if ground is not None or "background-image" in style or element.get("background"):
        clear = ground is not None and ("url(" in ground or "gradient" in ground)
        look = replace(look, background=None if clear or ground is None else _colour(ground, look.background))
    letters = style.get("color") or (element.get("color") if element.tag == "font" else None)
    if letters is not None:
        look = replace(look, colour=_colour(letters, look.background) if "transparent" not in letters else look.background)
    return look


def _declarations(style: str) -> dict[str, str]:
    out: dict[str, str] = {}
    for part in style[:4000].lower().split(";"):
        name, colon, value = part.partition(":")
        if colon:
            out[name.strip()] = value.replace("!important", "").strip()
    return out


def _colour(words: str, under: Colour | None) -> Colour | None:
    """The colour that words name; `under` where they are transparent, null where they say nothing that is known here."""
    words = words.strip().lower()
    if match := _HEX.search(words if words.startswith("#") or " " in words else f"#{words}"):
        digits = match.group(1)
        if len(digits) in {3, 4}:
            digits = "".join(c * 2 for c in digits)
        if len(digits) == 8 and digits[6:] == "00":
            return under
        return (int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)) if len(digits) in {6, 8} else None
    if match := _RGB.search(words):
        if match.group(4) is not None and (_number(match.group(4)) or 0) == 0:
            return under
        red, green, blue = (min(255, int(match.group(n))) for n in (1, 2, 3))
        return (red, green, blue)
    if words in {"transparent", "inherit", "initial", "unset", "none"}:
        return under
    return next((_NAMED[word] for word in words.split() if word in _NAMED), None)


def _near(one: Colour, other: Colour) -> bool:
    return all(abs(a - b) <= _NEAR for a, b in zip(one, other, strict=True))


def _tiny(size: str, *, inherited: bool) -> bool:
    match = _LENGTH.match(size)
    if match is None:
        return False
    number, unit = float(match.group(1)), match.group(2)
    if unit in {"em", "rem", "%"}:
        return number == 0 or (inherited and unit != "rem")
    return number < _TINY


def _pixels(length: str) -> float | None:
    match = _LENGTH.match(length)
    if match is None:
        return None
    number = float(match.group(1))
    return number * {"em": 16, "rem": 16, "%": 10, "vw": 10, "vh": 10}.get(match.group(2), 1)


def _number(words: str) -> float | None:
    match = _LENGTH.match(words)
    return float(match.group(1)) if match else None
