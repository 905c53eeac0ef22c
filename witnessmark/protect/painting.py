"""Paints one page of a PDF with boxes over what must not be seen. Runs in a process with limits; knows PDFium's raw calls."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType

from witnessmark.protect.opening import Unopened
from witnessmark.protect.pixels import Picture, Sheet, png_of
from witnessmark.records.canonical import Json

DPI = 200
MOST_PIXELS = 40_000_000
"""Pixels of a page: what is larger is painted with fewer to the inch."""
WIDE, ACROSS, DOWN = 600, 100, 20
"""Pixels: the one width of boxes, and the steps at which they begin and end."""
_BESIDE, _ABOVE = 8, 6
"""Pixels around a run: letters reach beyond their boxes."""
_TALL = 140
"""A run that is higher is no line of a text: the page goes from top to bottom there."""
_IMAGE, _FORM, _LINK = 3, 5, 2
_DEPTH = 12
_SHORTEST = 3
"""Letters of a run that is looked for elsewhere on the page."""
_WORD = re.compile("[^\\W\u2e80-\u9fff\uf900-\ufaff\u3040-\u30ff\uac00-\ud7af\U00020000-\U0003ffff]")
"""A letter or digit of a script that writes blanks between words."""
_HIGH = bytes((((n * 15 + 127) // 255) << 4) for n in range(256))
_LOW = bytes((n * 15 + 127) // 255 for n in range(256))

Rect = tuple[float, float, float, float]
"""In points: left, bottom, right, top. In pixels: left, top, right, bottom."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Paper:
    """An opened page and its size in pixels."""

    raw: ModuleType
    page: object
    """PDFium's handle."""
    width: int
    height: int

    def pixels(self, rect: Rect) -> Rect:
        """Return where a part of the page, in points, is painted: turned and cropped as the page is."""
        x, y = ctypes.c_int(), ctypes.c_int()
        corners = []
        for across, up in ((rect[0], rect[1]), (rect[2], rect[3])):
            self.raw.FPDF_PageToDevice(
                self.page, 0, 0, self.width, self.height, 0, across, up, ctypes.byref(x), ctypes.byref(y)
            )
            corners.append((x.value, y.value))
        (x0, y0), (x1, y1) = corners
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Letters:
    """What PDFium reads on a page: code points, and the box of each."""

    words: str
    boxes: tuple[Rect | None, ...]


def paint(content: bytes, job: Mapping[str, Json]) -> Sheet:
    """Return one page as pixels, covered as the job says. Raises Unopened where it cannot be painted."""
    import pypdfium2 as pdfium

    number, marks = int(str(job["page"])), [mark for mark in _list(job["marks"]) if isinstance(mark, Mapping)]
    boxes = [_rect(box) for box in _list(job["boxes"])]
    try:
        with pdfium.PdfDocument(content) as document:
            if not 0 < number <= len(document):
                raise Unopened("the document has no such page")
            page = document[number - 1]
            paper, size = _paper(pdfium.raw, page.raw, page.get_size())
            covers = [*_over_words(paper, marks, boxes, beside=job.get("beside") is True), *_over_comments(paper)]
            covers += [] if job.get("pictures") is True else _over_pictures(paper)
            picture = Picture(width=paper.width, height=paper.height, rows=_painted(paper, covers), depth=4)
            return Sheet(width=size[0], height=size[1], png=png_of(picture))
    except pdfium.PdfiumError:
        raise Unopened("the PDF is damaged or encrypted") from None


def _paper(raw: ModuleType, page: object, size: tuple[float, float]) -> tuple[_Paper, tuple[int, int]]:
    """Return the page as it is painted, and its size in whole points."""
    wide, high = size
    if not 1 <= wide < 20_000 or not 1 <= high < 20_000:
        raise Unopened("the page has no size that can be painted")
    scale = min(DPI / 72, (MOST_PIXELS / (wide * high)) ** 0.5)
    width, height = max(2, int(wide * scale) // 2 * 2), max(1, int(high * scale))
    return _Paper(raw=raw, page=page, width=width, height=height), (max(1, round(wide)), max(1, round(high)))


def _painted(paper: _Paper, covers: Sequence[Rect]) -> bytes:
    """Return the page's rows in 16 greys, two pixels a byte: the boxes are painted before a byte is packed."""
    raw, width, height = paper.raw, paper.width, paper.height
    bitmap = raw.FPDFBitmap_CreateEx(width, height, raw.FPDFBitmap_Gray, None, 0)
    if not bitmap:
        raise Unopened("the page is larger than can be painted")
    try:
        raw.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        raw.FPDF_RenderPageBitmap(bitmap, paper.page, 0, 0, width, height, 0, raw.FPDF_ANNOT)
        for left, top, right, bottom in covers:
            raw.FPDFBitmap_FillRect(bitmap, int(left), int(top), int(right - left), int(bottom - top), 0xFF000000)
        stride = raw.FPDFBitmap_GetStride(bitmap)
        data = ctypes.string_at(raw.FPDFBitmap_GetBuffer(bitmap), stride * height)
    finally:
        raw.FPDFBitmap_Destroy(bitmap)
    if stride != width:
        data = b"".join(data[at : at + width] for at in range(0, len(data), stride))
    high, low = int.from_bytes(data[::2].translate(_HIGH)), int.from_bytes(data[1::2].translate(_LOW))
    return (high | low).to_bytes(len(data) // 2)


# --- what is covered -------------------------------------------------------------------------------------------------------------------


def _over_words(paper: _Paper, marks: Sequence[Mapping[str, Json]], boxes: Sequence[Rect], *, beside: bool) -> list[Rect]:
    letters = _letters(paper) if marks else _Letters(words="", boxes=())
    scanned = _scanned(paper)
    drawn = [paper.pixels(box) for box in boxes]
    runs, whole = [box for box in drawn if box[3] - box[1] <= _TALL], not beside
    for mark in marks:
        line = _rect(mark["line"])
        start, end = int(str(mark["start"])), int(str(mark["end"]))
        found = None if scanned else _found(letters, str(mark["words"]), line)
        if found is None:
            # A scanner's words lie beside their picture; and a line that is not found again is not cut into words.
            edge = (line[3] - line[1]) if scanned else 0.0
            runs.append(paper.pixels((line[0], line[1] - edge, line[2], line[3] + edge)))
            whole = True
            continue
        runs.append(paper.pixels(_around(letters, found + start, found + end, line)))
        runs += [paper.pixels(again) for again in _again(letters, found + start, found + end)]
    areas = [_stepped(paper, box) for box in drawn if box[3] - box[1] > _TALL]
    return [*areas, *laid(runs, width=paper.width, height=paper.height, whole=whole)]


def laid(runs: Sequence[Rect], *, width: int, height: int, whole: bool = False) -> list[Rect]:
    """Return the boxes over some runs, in pixels: one width on the page, whatever the words are; see `redact`."""
    fits = not whole and width >= WIDE
    starts = []
    for left, _, right, _ in runs:
        start = min(int(left - _BESIDE) // ACROSS * ACROSS, width - WIDE)
        starts.append(max(0, start))
        fits = fits and right + _BESIDE <= starts[-1] + WIDE
    boxes = []
    for (_, top, _, bottom), start in zip(runs, starts, strict=True):
        above, below = int(top - _ABOVE) // DOWN * DOWN, -(-int(bottom + _ABOVE) // DOWN) * DOWN
        if bottom - top > _TALL:
            above, below = 0, height
        left, right = (start, start + WIDE) if fits else (0, width)
        boxes.append((float(left), float(max(0, above)), float(right), float(min(height, below))))
    return [box for box in _apart(boxes, width) if box[3] > box[1]]


def _apart(boxes: list[Rect], width: int) -> list[Rect]:
    """Return the boxes; where two of different places would touch, both are as wide as the page: their distance would tell of a length."""
    rows = sorted(set(boxes))
    close = {
        n for n, one in enumerate(rows) for m, other in enumerate(rows)
        if n != m and one[1] < other[3] and other[1] < one[3] and one[0] <= other[2] and other[0] <= one[2] and one[0] != other[0]
    }
    return [(0.0, box[1], float(width), box[3]) if n in close else box for n, box in enumerate(rows)]


def _found(letters: _Letters, words: str, line: Rect) -> int | None:
    """Return where a line of the frozen text begins among the page's letters: the words and the place must be the same."""
    at = letters.words.find(words)
    while at >= 0:
        box = _union([box for box in letters.boxes[at : at + len(words)] if box is not None])
        if box is not None and all(abs(a - b) < 0.1 for a, b in zip(box, line, strict=True)):
            return at
        at = letters.words.find(words, at + 1)
    return None


def _around(letters: _Letters, start: int, end: int, line: Rect) -> Rect:
    """Return the box of a run, to the ends of its words, as high as its line."""
    while start > 0 and _WORD.match(letters.words[start]) and _WORD.match(letters.words[start - 1]):
        start -= 1
    while end < len(letters.words) and _WORD.match(letters.words[end - 1]) and _WORD.match(letters.words[end]):
        end += 1
    box = _union([box for box in letters.boxes[start:end] if box is not None and _beside(box, line)])
    return line if box is None else (box[0], min(box[1], line[1]), box[2], max(box[3], line[3]))


def _beside(box: Rect, line: Rect) -> bool:
    return box[1] < line[3] and line[1] < box[3]


def _again(letters: _Letters, start: int, end: int) -> Iterator[Rect]:
    """Yield the boxes of the same words wherever else they stand on the page: shadows, headings, a second layer."""
    low = "".join(c.lower() if len(c.lower()) == 1 else c for c in letters.words)
    words = low[start:end].strip()
    if len(words) < _SHORTEST:
        return
    at = low.find(words)
    while at >= 0:
        box = _union([box for box in letters.boxes[at : at + len(words)] if box is not None])
        if box is not None and not start <= at < end:
            yield _around(letters, at, at + len(words), box)
        at = low.find(words, at + 1)


def _over_comments(paper: _Paper) -> Iterator[Rect]:
    """Yield the boxes over comments, stamps and form fields: what lies over a page and is no part of its text is not read by anybody."""
    raw = paper.raw
    for number in range(raw.FPDFPage_GetAnnotCount(paper.page)):
        comment = raw.FPDFPage_GetAnnot(paper.page, number)
        rect = raw.FS_RECTF()
        try:
            link = raw.FPDFAnnot_GetSubtype(comment) == _LINK
            drawn = raw.FPDFAnnot_GetAP(comment, raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0) > 2
            if (not link or drawn) and raw.FPDFAnnot_GetRect(comment, ctypes.byref(rect)):
                yield _stepped(paper, paper.pixels((rect.left, rect.bottom, rect.right, rect.top)))
        finally:
            raw.FPDFPage_CloseAnnot(comment)


def _over_pictures(paper: _Paper) -> Iterator[Rect]:
    raw = paper.raw
    for number in range(raw.FPDFPage_CountObjects(paper.page)):
        thing = raw.FPDFPage_GetObject(paper.page, number)
        bounds = _bounds(raw, thing)
        if bounds is not None and _shows_picture(raw, thing, _DEPTH):
            yield _stepped(paper, paper.pixels(bounds))


def _shows_picture(raw: ModuleType, thing: object, depth: int) -> bool:
    kind = raw.FPDFPageObj_GetType(thing)
    if kind != _FORM:
        return bool(kind == _IMAGE)
    if depth == 0:
        return True
    return any(_shows_picture(raw, raw.FPDFFormObj_GetObject(thing, n), depth - 1) for n in range(raw.FPDFFormObj_CountObjects(thing)))


def _scanned(paper: _Paper) -> bool:
    """Whether pictures cover half of the page: its letters are then what a scanner's program read, about where they are seen."""
    covered = 0.0
    for left, top, right, bottom in _over_pictures(paper):
        covered += (right - left) * (bottom - top)
    return covered > 0.5 * paper.width * paper.height


def _stepped(paper: _Paper, rect: Rect) -> Rect:
    left, top, right, bottom = rect
    return (
        float(max(0, int(left - 1) // DOWN * DOWN)), float(max(0, int(top - 1) // DOWN * DOWN)),
        float(max(0, min(paper.width, -(-int(right + 1) // DOWN) * DOWN))),
        float(max(0, min(paper.height, -(-int(bottom + 1) // DOWN) * DOWN))),
    )


def _bounds(raw: ModuleType, thing: object) -> Rect | None:
    sides = [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetBounds(thing, *(ctypes.byref(side) for side in sides)):
        return None
    left, bottom, right, top = (side.value for side in sides)
    return left, bottom, right, top


# --- letters ---------------------------------------------------------------------------------------------------------------------------


def _letters(paper: _Paper) -> _Letters:
    """Return every character that PDFium counts, as the reader of PDFs writes it down, with the larger of its two boxes."""
    raw = paper.raw
    text = raw.FPDFText_LoadPage(paper.page)
    if not text:
        return _Letters(words="", boxes=())
    words, boxes, high = list[str](), list[Rect | None](), 0
    rect = raw.FS_RECTF()
    try:
        for n in range(raw.FPDFText_CountChars(text)):
            code = raw.FPDFText_GetUnicode(text, n)
            if 0xD800 <= code < 0xDC00:
                high = code
                continue
            if 0xDC00 <= code < 0xE000 and high:
                code, high = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00), 0
            letter = chr(code) if 0 < code <= 0x10FFFF else "\N{REPLACEMENT CHARACTER}"
            if code == 2 or (code == 0xFFFE and raw.FPDFText_IsHyphen(text, n) == 1):
                letter = "-"
            words.append(letter)
            known = not letter.isspace() and raw.FPDFText_GetLooseCharBox(text, n, ctypes.byref(rect))
            boxes.append((rect.left, rect.bottom, rect.right, rect.top) if known else None)
    finally:
        raw.FPDFText_ClosePage(text)
    return _Letters(words="".join(words), boxes=tuple(boxes))


def _union(boxes: Sequence[Rect]) -> Rect | None:
    if not boxes:
        return None
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def _rect(value: Json) -> Rect:
    sides = [float(str(side)) for side in _list(value)]
    if len(sides) != 4:
        raise Unopened("a box has four sides")
    return sides[0], sides[1], sides[2], sides[3]


def _list(value: Json) -> list[Json]:
    return list(value) if isinstance(value, (list, tuple)) else []
