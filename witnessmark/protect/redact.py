"""Pages leave as pixels, with boxes painted before anything is encoded: nothing of the document but what is still seen goes on.

`page_jobs` says what is to be covered, `redact_job` paints one page in a process with limits, `redacted_from` makes the PDF of the
pages, and takes nothing from those processes but pixels.

How wide a box is tells nothing of the words under it. It goes from one edge of the page to the other, because the words that stay
beside a narrower one tell its width to whoever guesses them: the end of a line, the blanks of a justified line. Where a person chose to
show what stands beside (`Shown.beside`), all boxes of a page are 600 pixels wide (3 inches), or as wide as the page where one run would
not fit; each begins on a grid of 100 pixels, and where two would touch, the line goes. Heights and places are steps of 20 pixels.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from witnessmark.protect.opening import Unopened
from witnessmark.protect.painting import paint
from witnessmark.protect.pixels import Sheet, pdf_of, picture_of
from witnessmark.records.canonical import Json, canonical, sha256
from witnessmark.records.faults import Damaged, Misused
from witnessmark.records.texts import Region, Text

MOST_PAGES = 500
_PAGE = re.compile(r"page ([1-9][0-9]{0,5})")
Span = tuple[int, int]
"""Start and end in a frozen text, in code points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A part of a page that a person covers, in points from the lower left corner."""

    page: int
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a person chose to show, having looked at it: the least is shown where nothing is said."""

    pages: tuple[int, ...] = ()
    """Pages that leave, from 1; all that have text where none is named."""
    pictures: bool = False
    """Pictures on the pages, which nobody can search for names. A scanned page is one picture."""
    beside: bool = False
    """The words of a line beside what is covered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Redacted:
    """A document's pages as pixels: one PDF, and one PNG for each page."""

    pdf: bytes
    pages: tuple[bytes, ...]


def page_jobs(
    text: Text, *, path: Path, spans: Collection[Span], boxes: Collection[Box] = (), shown: Shown | None = None,
) -> list[Json]:
    """Return a job for each page that leaves, with what is covered on it.

    Raises Misused where a span stands nowhere on a page that is known: what cannot be covered does not leave.
    """
    marks: dict[int, list[Json]] = {}
    for start, end in sorted(set(spans)):
        for number, mark in _marks(text, start, end):
            marks.setdefault(number, []).append(mark)
    shown = shown or Shown()
    wanted = sorted(set(shown.pages)) or [page.number for page in text.pages]
    if not 0 < len(wanted) <= MOST_PAGES:
        raise Misused(f"{len(wanted)} pages are not redacted at once: name between 1 and {MOST_PAGES}")
    covered = {n: [[box.left, box.bottom, box.right, box.top] for box in boxes if box.page == n] for n in wanted}
    return [
        {
            "document": text.document, "path": str(path), "page": number, "marks": marks.get(number, []),
            "pictures": shown.pictures, "beside": shown.beside, "boxes": [[f"{side:.3f}" for side in box] for box in covered[number]],
        }
        for number in wanted
    ]


def _marks(text: Text, start: int, end: int) -> Iterator[tuple[int, Json]]:
    """Yield (page, mark) for each line that a span touches: the line's words and box, and which of them go."""
    if not 0 <= start < end <= len(text.content):
        raise Misused(f"{start}:{end} is no place in a text of {len(text.content)} code points")
    known = set[int]()
    for region in text.regions:
        if region.start < end and start < region.end:
            number = _page_of(region)
            first, last = max(start, region.start), min(end, region.end)
            known.update(range(first, last))
            words = text.content[region.start : region.end]
            yield number, {"words": words, "start": first - region.start, "end": last - region.start, "line": list(region.box)}
    if any(not text.content[n].isspace() for n in range(start, end) if n not in known):
        raise Misused(f"{start}:{end} has words whose place on a page is not known: choose passages or hash-only for the document")


def _page_of(region: Region) -> int:
    match = _PAGE.fullmatch(region.where)
    if match is None or len(region.box) != 4:
        raise Misused("only pages with geometry (PDF) leave as pixels: choose passages or hash-only for the document")
    return int(match[1])


def redact_job(job: Json) -> bytes:
    """Return the canonical JSON of one page as pixels: `png`, `width`, `height`, or `reason` where it cannot leave.

    Raises Damaged where the bytes are not those of the document.
    """
    if not isinstance(job, Mapping):
        raise Misused("a job to redact is an object")
    content = Path(str(job["path"])).read_bytes()
    if sha256(content) != job["document"]:
        raise Damaged(f"the bytes of document {job['document']} are not what they were: nothing is made of them")
    try:
        sheet = paint(content, job)
    except Unopened as why:
        return canonical({"reason": str(why), "png": "", "width": 0, "height": 0})
    return canonical({"reason": "", "png": base64.b64encode(sheet.png).decode(), "width": sheet.width, "height": sheet.height})


def redacted_from(results: Sequence[bytes]) -> Redacted:
    """Return the document that the painted pages make. Raises Unopened with the reason of the first page that cannot leave.

    The processes that painted read hostile files: what they say is made anew here, and taken only where it is the same.
    """
    sheets = [_sheet_from(result, number) for number, result in enumerate(results, start=1)]
    return Redacted(pdf=pdf_of(sheets), pages=tuple(sheet.png for sheet in sheets))


def _sheet_from(result: bytes, number: int) -> Sheet:
    try:
        said = json.loads(result)
        reason, png = str(said["reason"])[:200], base64.b64decode(str(said["png"]), validate=True)
        width, height = int(said["width"]), int(said["height"])
    except (ValueError, TypeError, KeyError):
        raise Unopened(f"page {number}: what painted it gave no page") from None
    if reason:
        raise Unopened(f"page {number}: {reason}")
    picture = picture_of(png)
    if not 0 < width < 20_000 or not 0 < height < 20_000 or picture.depth != 4 or picture.colour:
        raise Unopened(f"page {number}: what painted it gave no page")
    return Sheet(width=width, height=height, png=png)
