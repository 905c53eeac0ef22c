"""Reads PDF files page by page: lines are joined to paragraphs by their geometry, and every line keeps its box."""

from __future__ import annotations

import ctypes
import queue
import re
import threading
import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any

from witnessmark.extract.readers.pdf_page import OVER_PICTURE, Line, PageRead, read_page
from witnessmark.extract.readers.plain import about_of
from witnessmark.extract.readers.scribe import About, Made, Scribe
from witnessmark.records.documents import State

READER, VERSION = "pdf", "1"
PAGE_SECONDS = 10.0
"""What one page may take before it is skipped."""
_END = re.compile(r"[.!?…。！？:;：；][\"'”’»)\]）】」』]*$")
_BULLET = re.compile(r"(?:[•▪◦●■–—*·-]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s")
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\U00020000-\U0003ffff]")
_TOO_FAR, _OTHER_SIZE, _INDENT, _SHORT = 1.75, 1.15, 0.9, 0.75


def read_pdf(
    content: bytes, *, document: str, declared: str | None = None, skip: Collection[int] = (), seconds: float = 50.0,  # noqa: ARG001
    page_seconds: float = PAGE_SECONDS,
) -> Made:
    """Return the text of all pages that could be read in the time; `skip` names pages (from 1) that are left out."""
    reading = _Reading(content, frozenset(skip))
    try:
        opened = reading.wait(seconds)
        if opened is None:
            return Made(state=State.STOPPED, reason=f"the file could not be opened within {seconds:.0f} seconds")
        if not isinstance(opened, tuple):
            return opened if isinstance(opened, Made) else Made(state=State.UNREADABLE, reason="it has no list of pages")
        return _written(reading, content, document, *opened, until=time.monotonic() + seconds, page_seconds=page_seconds)
    finally:
        reading.leave()


def _written(  # noqa: PLR0913
    reading: _Reading, content: bytes, document: str, count: int, title: str, author: str, *, until: float, page_seconds: float
) -> Made:
    scribe, head, bare, scanned = Scribe(), list[str](), list[int](), list[int]()
    slow = done = 0
    for number in range(1, count + 1):
        if number not in reading.skip:
            left = until - time.monotonic()
            page = reading.wait(min(page_seconds, left))
            if not isinstance(page, PageRead) or scribe.full:
                slow = number if page is None and left > page_seconds else 0
                break
            _write_page(scribe, number, page)
            head += [line.words for line in page.lines][: max(0, 12 - len(head))]
            bare += [number] if page.drawn and not page.lines else []
            scanned += [number] if any(run.why == OVER_PICTURE for line in page.lines for run in line.hidden) else []
        done = number
    faults = tuple(_faults(content, count, done, slow, bare, scanned, reading))
    if not scribe.length:
        images = bool(bare) and done == count
        return Made(state=State.EMPTY, reason="no text layer: pages are images" if images else "; ".join(faults) or "no words on any page")
    about = about_of(head)
    about = About(
        title=title or about.title, authors=(author,) if author else about.authors, publisher=about.publisher, published=about.published
    )
    return replace(scribe.made(document, READER, VERSION, about, faults=faults), slow=(slow,) if slow else ())


def _faults(
    content: bytes, count: int, done: int, slow: int, bare: Sequence[int], scanned: Sequence[int], reading: _Reading
) -> Iterator[str]:
    if b"%%EOF" not in content[-2048:]:
        yield "the file ends before its end mark: it was cut off"
    if bare:
        yield f"no text layer on {_named(bare)}: images"
    if scanned:
        yield f"{_named(scanned)}: a text layer over a picture, as a scanner's program makes it"
    if reading.skip:
        yield f"{_named(sorted(reading.skip))} skipped: too slow"
    if reading.broken:
        yield f"{_named(reading.broken)} cannot be opened"
    if done < count:
        rest = _named(range(done + 1, count + 1))
        yield f"page {slow} took too long and {rest} not read" if slow else f"{rest} not read: out of time"


def _named(pages: Sequence[int]) -> str:
    """Pages as a person writes them: "page 3", "pages 1-4, 9"."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and runs[-1][-1] == page - 1:
            runs[-1][1:] = [page]
        else:
            runs.append([page])
    words = ", ".join("-".join(map(str, run)) for run in runs[:20]) + (", ..." if len(runs) > 20 else "")
    return f"page{'s' if len(pages) != 1 else ''} {words}"


_Said = PageRead | Made | tuple[int, str, str]


class _Reading:
    """PDFium at work in a thread of its own: a page that hangs inside it can be waited for, and given up."""

    def __init__(self, content: bytes, skip: frozenset[int]) -> None:
        self.skip = skip
        self.broken: list[int] = []
        self._said: queue.Queue[_Said | BaseException] = queue.Queue()
        self._room = threading.Semaphore(8)
        self._left = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(content,), daemon=True)
        self._thread.start()

    def wait(self, seconds: float) -> _Said | None:
        """Return what comes next, or null where it does not come in time. Raises what the thread raised."""
        try:
            said = self._said.get(timeout=max(0.0, seconds))
        except queue.Empty:
            return None
        self._room.release()
        if isinstance(said, BaseException):
            raise said
        return said

    def leave(self) -> None:
        """Has the thread end after the page in hand, and waits a moment for that."""
        self._left.set()
        self._room.release()
        self._thread.join(timeout=1.0)

    def _run(self, content: bytes) -> None:
        with _ONE_AT_A_TIME:
            try:
                for said in _pages(content, self.skip, self.broken):
                    self._said.put(said)
                    self._room.acquire()
                    if self._left.is_set():
                        break
            except BaseException as fault:  # noqa: BLE001 - it is raised again where it is waited for
                self._said.put(fault)


_ONE_AT_A_TIME = threading.Lock()
"""PDFium is one in a process and knows no threads."""


def _pages(content: bytes, skip: frozenset[int], broken: list[int]) -> Iterator[PageRead | Made | tuple[int, str, str]]:
    """Yield the number of pages, title and author; then each page that is not skipped."""
    from pypdfium2 import raw

    _start(raw)
    buffer = ctypes.create_string_buffer(content, len(content))
    book = raw.FPDF_LoadMemDocument64(buffer, len(content), None)
    if not book:
        yield _not_opened(raw.FPDF_GetLastError(), content)
        return
    count = raw.FPDF_GetPageCount(book)
    yield count, _property(raw, book, b"Title"), _property(raw, book, b"Author")
    try:
        for number in range(1, count + 1):
            if number in skip:
                continue
            page = raw.FPDF_LoadPage(book, number - 1)
            if not page:
                broken.append(number)
                yield PageRead(lines=(), width=0.0, drawn=False, pictured=False)
                continue
            try:
                read = read_page(raw, page)
            finally:
                raw.FPDF_ClosePage(page)
            yield read
    finally:
        raw.FPDF_CloseDocument(book)
        del buffer  # PDFium reads from it until the document is closed


def load() -> None:
    """Loads PDFium, so that processes that are forked later share it."""
    from pypdfium2 import raw

    _start(raw)


def _start(raw: Any) -> None:
    raw.FPDF_InitLibrary()  # calling it again changes nothing


def _not_opened(code: int, content: bytes) -> Made:
    if code == 4:
        return Made(state=State.ENCRYPTED, reason="a password is needed to open it")
    if code == 5:
        return Made(state=State.ENCRYPTED, reason="protected by a security handler that is not known here")
    if b"%PDF-" in content[:1024] and b"%%EOF" not in content[-2048:]:
        return Made(state=State.TRUNCATED, reason="the file ends before its list of contents: it was cut off")
    return Made(state=State.UNREADABLE, reason="no PDF that can be opened: its structure is damaged")


def _property(raw: Any, book: Any, name: bytes) -> str:
    size = min(4096, raw.FPDF_GetMetaText(book, name, None, 0))
    if size < 4:
        return ""
    buffer = ctypes.create_string_buffer(size)
    raw.FPDF_GetMetaText(book, name, buffer, size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace").strip("\x00 ")


def _write_page(scribe: Scribe, number: int, page: PageRead) -> None:
    if scribe.length and page.lines:
        scribe.write("\n")
    start = scribe.length
    before: Line | None = None
    indent = 0.0
    for n, line in enumerate(page.lines):
        if before is not None:
            between = _between(before, line, indent, _measure(page.lines, n - 1))
            scribe.write(between)
            indent = line.left if between == "\n" else min(indent, line.left)
        else:
            indent = line.left
        _write_line(scribe, line, number)
        before = line
    scribe.page(number, start)


def _write_line(scribe: Scribe, line: Line, number: int) -> None:
    start, at = scribe.length, 0
    for run in line.hidden:
        scribe.write(line.words[at : run.start])
        scribe.write(line.words[run.start : run.end], hidden=run.why)
        at = run.end
    scribe.write(line.words[at:])
    scribe.region(start, f"page {number}", tuple(f"{side:.2f}" for side in (line.left, line.bottom, line.right, line.top)))


def _measure(lines: Sequence[Line], n: int) -> float:
    """Where the column's right edge is: the widest of the lines around that begin near the same left edge."""
    line = lines[n]
    near = [other.right for other in lines[max(0, n - 6) : n + 7] if abs(other.left - line.left) < 3 * line.size]
    return max(near)


def _between(line: Line, following: Line, indent: float, edge: float) -> str:  # noqa: PLR0911 - one return for each sign
    """What stands between two lines: nothing, a blank, or (a new paragraph, a heading, a column that begins anew) a line feed."""
    size = max(line.size, following.size, 0.1)
    if size > _OTHER_SIZE * max(0.1, min(line.size, following.size)):
        return "\n"
    drop = line.bottom - following.bottom
    if drop < -size:  # the next column, or a box beside
        return _soft(line, following) if not _END.search(line.words) and following.left > line.left + size else "\n"
    if drop < 0.3 * size:  # the same height: cells of a row, or words with a wide gap
        return "\t" if following.left - line.right > size else " "
    if drop > _TOO_FAR * size or _BULLET.match(following.words):
        return "\n"
    ended = bool(_END.search(line.words))
    if following.left - indent > _INDENT * size and ended:
        return "\n"
    width = edge - line.left
    if width > 0 and line.right - line.left < _SHORT * width and (ended or edge - line.right > 0.4 * width):
        return "\n"
    return _soft(line, following)


def _soft(line: Line, following: Line) -> str:
    if line.hyphen:
        return ""
    return "" if _WIDE.match(line.words[-1]) and _WIDE.match(following.words[0]) else " "
