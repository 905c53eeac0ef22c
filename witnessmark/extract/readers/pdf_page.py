"""One page of a PDF, character by character: code points, boxes, and what hides them. Knows PDFium's raw calls, nothing of texts."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

_INVISIBLE = frozenset((3, 7))
"""Text render modes that paint nothing (ISO 32000, table 104): invisible, and clip only."""
_NEAR_WHITE = 0xE6
_TINY = 2.0
"""Points."""
_EDGE = 2.0
_SAME = 14
"""Levels of grey between the brightest and the darkest point of a line that shows nothing."""
_RASTER = 2.0
_MOST_PIXELS = 8_000_000
_PICTURE = 3


Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Characters of a line that are hidden, from start to end, and where they stand."""

    start: int
    end: int
    why: str
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line as PDFium breaks it: its words with its hyphen mark as "-", its box in points, and runs that are hidden."""

    words: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    """Height of its characters in points: the most frequent."""
    hidden: tuple[Run, ...] = ()

    @property
    def hyphen(self) -> bool:
        """Whether its last word goes on in the next line."""
        return len(self.words) > 1 and self.words[-1] in "-\u2010\u00ad" and self.words[-2].isalpha()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRead:
    """The lines of a page in reading order, its width, and whether it shows anything at all."""

    lines: tuple[Line, ...]
    width: float
    drawn: bool
    pictured: bool
    """A picture covers most of it."""


@dataclass(slots=True)
class _Char:
    code: str
    box: Box | None
    why: str


def read_page(raw: Any, page: Any) -> PageRead:
    """Return the lines of a loaded page. `raw` is pypdfium2's raw module, `page` a page handle."""
    frame = _frame(raw, page)
    text = raw.FPDFText_LoadPage(page)
    if not text:
        return PageRead(lines=(), width=frame[2] - frame[0], drawn=raw.FPDFPage_CountObjects(page) > 0, pictured=False)
    try:
        pictured = _pictured(raw, page, frame)
        lines = [_line(chars) for chars in _broken(_chars(raw, text, frame, pictured=pictured))]
    finally:
        raw.FPDFText_ClosePage(text)
    shown = _with_paint(raw, page, frame, [line for line in lines if line is not None])
    return PageRead(lines=tuple(shown), width=frame[2] - frame[0], drawn=raw.FPDFPage_CountObjects(page) > 0, pictured=pictured)


def _frame(raw: Any, page: Any) -> Box:
    """The part of the page that is shown: left, bottom, right, top."""
    sides = [ctypes.c_float() for _ in range(4)]
    for get in (raw.FPDFPage_GetCropBox, raw.FPDFPage_GetMediaBox):
        if get(page, *(ctypes.byref(side) for side in sides)):
            left, bottom, right, top = (side.value for side in sides)
            return min(left, right), min(bottom, top), max(left, right), max(bottom, top)
    return 0.0, 0.0, float(raw.FPDF_GetPageWidthF(page)), float(raw.FPDF_GetPageHeightF(page))


def _pictured(raw: Any, page: Any, frame: Box) -> bool:
    whole = (frame[2] - frame[0]) * (frame[3] - frame[1])
    sides = [ctypes.c_float() for _ in range(4)]
    covered = 0.0
    for number in range(min(200, raw.FPDFPage_CountObjects(page))):
        thing = raw.FPDFPage_GetObject(page, number)
        if raw.FPDFPageObj_GetType(thing) == _PICTURE and raw.FPDFPageObj_GetBounds(thing, *(ctypes.byref(side) for side in sides)):
            left, bottom, right, top = (side.value for side in sides)
            covered += max(0.0, right - left) * max(0.0, top - bottom)
    return whole > 0 and covered >= 0.6 * whole


def _quick(function: Any, result: Any, *arguments: Any) -> Any:
    """The same function, called without letting other threads in between: these calls answer at once, and there are six for a character."""
    return ctypes.PYFUNCTYPE(result, *arguments)(ctypes.cast(function, ctypes.c_void_p).value or 0)


@dataclass(frozen=True, slots=True)
class _Calls:
    """PDFium's answers about one character of a text page."""

    code: Any
    hyphen: Any
    box: Any
    thing: Any
    mode: Any
    colour: Any


def _calls(raw: Any) -> _Calls:
    handle, number = ctypes.c_void_p, ctypes.c_int
    return _Calls(
        code=_quick(raw.FPDFText_GetUnicode, ctypes.c_uint, handle, number), hyphen=_quick(raw.FPDFText_IsHyphen, number, handle, number),
        box=_quick(raw.FPDFText_GetLooseCharBox, number, handle, number, handle),
        thing=_quick(raw.FPDFText_GetTextObject, handle, handle, number), mode=_quick(raw.FPDFTextObj_GetTextRenderMode, number, handle),
        colour=_quick(raw.FPDFText_GetFillColor, number, handle, number, handle, handle, handle, handle),
    )


def _chars(raw: Any, text: Any, frame: Box, *, pictured: bool) -> list[_Char]:
    """Every character that PDFium counts, in its order."""
    out: list[_Char] = []
    ask = _calls(raw)
    rect = raw.FS_RECTF()
    where = ctypes.byref(rect)
    looks: dict[int, str] = {}
    high = 0
    for n in range(raw.FPDFText_CountChars(text)):
        code = ask.code(text, n)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code, high = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00), 0
        word = chr(code) if 0 < code <= 0x10FFFF else "\N{REPLACEMENT CHARACTER}"
        if code == 2 or (code == 0xFFFE and ask.hyphen(text, n) == 1):
            word = "-"  # the mark that PDFium puts for a hyphen at the end of a line
        if word.isspace() or not ask.box(text, n, where):
            out.append(_Char(word, None, ""))
            continue
        box = (rect.left, rect.bottom, rect.right, rect.top)
        thing = ask.thing(text, n) or 0
        if thing not in looks:
            looks[thing] = _look(ask, text, n, thing, pictured=pictured)
        out.append(_Char(word, box, looks[thing] or _placed(box, frame)))
    return out


def _placed(box: Box, frame: Box) -> str:
    if abs(box[3] - box[1]) < _TINY and abs(box[2] - box[0]) < _TINY:
        return "letters too small to be read"
    if box[2] < frame[0] - _EDGE or box[0] > frame[2] + _EDGE or box[3] < frame[1] - _EDGE or box[1] > frame[3] + _EDGE:
        return "outside the page"
    return ""


SUSPECT = "letters in the colour of the paper"
"""Kept only where the painted page shows nothing there."""
OVER_PICTURE = "text layer over a picture of the page: compare it with the picture"


def _look(ask: _Calls, text: Any, n: int, thing: int, *, pictured: bool) -> str:
    if thing and ask.mode(thing) in _INVISIBLE:
        return OVER_PICTURE if pictured else "invisible text (render mode 3)"
    parts = [ctypes.c_uint() for _ in range(4)]
    if ask.colour(text, n, *(ctypes.byref(part) for part in parts)):
        red, green, blue, alpha = (part.value for part in parts)
        if alpha < 13 or min(red, green, blue) >= _NEAR_WHITE:
            return SUSPECT
    return ""


def _broken(chars: list[_Char]) -> list[list[_Char]]:
    """The characters of each line. A hyphen mark ends a line where the next character stands lower."""
    lines: list[list[_Char]] = [[]]
    for n, char in enumerate(chars):
        if char.code in "\r\n":
            if lines[-1]:
                lines.append([])
            continue
        lines[-1].append(char)
        following = chars[n + 1] if n + 1 < len(chars) else None
        if char.code == "-" and following is not None and following.box and char.box and following.box[3] < (char.box[1] + char.box[3]) / 2:
            lines.append([])
    return lines


def _line(chars: list[_Char]) -> Line | None:
    while chars and chars[-1].code.isspace():
        chars = chars[:-1]
    while chars and chars[0].code.isspace():
        chars = chars[1:]
    boxes = [char.box for char in chars if char.box is not None]
    if not boxes:
        return None
    sizes = sorted(round(box[3] - box[1], 1) for box in boxes)
    words, hidden = "", list[Run]()
    for char in chars:
        start = len(words)
        words += char.code
        if char.why and char.box is not None:
            last = hidden[-1] if hidden else None
            if last is not None and last.why == char.why and not words[last.end : start].strip():
                hidden[-1] = Run(start=last.start, end=len(words), why=char.why, box=_around([last.box, char.box]))
            else:
                hidden.append(Run(start=start, end=len(words), why=char.why, box=char.box))
    left, bottom, right, top = _around(boxes)
    return Line(
        words=words, left=left, bottom=bottom, right=right, top=top, size=sizes[len(sizes) // 2], hidden=tuple(hidden)
    )


def _around(boxes: Sequence[Box]) -> Box:
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def _with_paint(raw: Any, page: Any, frame: Box, lines: list[Line]) -> list[Line]:
    """White letters may stand on a dark ground: the page is painted, and only where nothing is to be seen do they count as hidden."""
    if not any(run.why == SUSPECT for line in lines for run in line.hidden):
        return lines
    paint = _painted(raw, page, frame)
    if paint is None:
        return lines
    return [
        replace(line, hidden=tuple(run for run in line.hidden if run.why != SUSPECT or not _shows(run.box, frame, paint))) for line in lines
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Paint:
    """A painted page in grey."""

    data: bytes
    width: int
    height: int
    stride: int
    scale: float
    """Pixels in a point."""


def _painted(raw: Any, page: Any, frame: Box) -> _Paint | None:
    """The page as it is seen; null where it is turned or too large."""
    wide, high = frame[2] - frame[0], frame[3] - frame[1]
    scale = _RASTER if wide * high * _RASTER**2 <= _MOST_PIXELS else (_MOST_PIXELS / max(1.0, wide * high)) ** 0.5
    width, height = int(wide * scale), int(high * scale)
    if raw.FPDFPage_GetRotation(page) or width < 1 or height < 1 or scale < 0.3:
        return None
    bitmap = raw.FPDFBitmap_CreateEx(width, height, raw.FPDFBitmap_Gray, None, 0)
    if not bitmap:
        return None
    try:
        raw.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, raw.FPDF_ANNOT)
        stride = raw.FPDFBitmap_GetStride(bitmap)
        data = ctypes.string_at(raw.FPDFBitmap_GetBuffer(bitmap), stride * height)
    finally:
        raw.FPDFBitmap_Destroy(bitmap)
    return _Paint(data=data, width=width, height=height, stride=stride, scale=scale)


def _shows(box: Box, frame: Box, paint: _Paint) -> bool:
    """Whether anything but one even ground is seen inside a box."""
    x0, x1 = max(0, int((box[0] - frame[0]) * paint.scale)), min(paint.width, int((box[2] - frame[0]) * paint.scale) + 1)
    y0, y1 = max(0, int((frame[3] - box[3]) * paint.scale)), min(paint.height, int((frame[3] - box[1]) * paint.scale) + 1)
    rows = [paint.data[y * paint.stride + x0 : y * paint.stride + x1] for y in range(y0, y1) if x1 > x0]
    return bool(rows) and max(map(max, rows)) - min(map(min, rows)) >= _SAME
