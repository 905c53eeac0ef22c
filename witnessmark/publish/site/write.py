"""Writes the site: plain HTML and one style sheet, the same bytes for the same release, no call to anybody."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from witnessmark.publish.site import pages, questions, registry, words
from witnessmark.publish.site.known import Known, known
from witnessmark.publish.site.pages import Download, Page
from witnessmark.records.assembly import Release
from witnessmark.records.faults import Misused
from witnessmark.records.texts import freezable

if TYPE_CHECKING:
    from jinja2 import Environment

HERE = Path(__file__).resolve().parent

SECTIONS = (
    ("overview", "Overview", "index.html"),
    ("questions", "Questions", "questions/index.html"),
    ("places", "Places", "places/index.html"),
    ("documents", "Documents", "documents/index.html"),
    ("checks", "Checks", "checks/index.html"),
    ("sources", "Sources", "sources/index.html"),
    ("method", "Method", "method.html"),
    ("downloads", "Downloads", "downloads.html"),
)

POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"
"""What a browser may load for a page: its own style sheet and drawings, nothing else, and no script at all."""

_CONTROLS = dict.fromkeys((*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0), 0xFFFE, 0xFFFF), "\N{REPLACEMENT CHARACTER}")


_TURNED = re.compile("(?<=>)[^<>]*[\u202a\u202b\u202d\u202e\u2066-\u2068][^<>]*(?=<)")
"""A run of text between two tags that holds a mark of direction (Unicode bidirectional embeddings, overrides, isolates)."""
_END_ISOLATE, _END_EMBEDDING = "\u2069", "\u202c"


def write_site(release: Release, out: Path, *, downloads: Sequence[tuple[str, int, str, str]] = ()) -> None:
    """Write the site of a release into a folder. `downloads` are (path from the site's root, bytes, SHA-256, description).

    Raises Misused where a download's path is no relative path.
    """
    known_ = known(release)
    files = [_download(*one) for one in downloads]
    environment = _environment()
    frame = _frame(known_)
    for page in _pages(known_, files):
        root = "../" if "/" in page.path else ""
        html = environment.get_template(page.template).render({**frame, **page.shows, "page": page, "root": root})
        _write(out / page.path, html)
    _write(out / "style.css", (HERE / "style.css").read_text(encoding="utf-8"))


def _pages(known_: Known, files: Sequence[Download]) -> Iterator[Page]:
    yield pages.overview(known_)
    yield from questions.questions(known_)
    yield from registry.places(known_)
    yield from pages.documents(known_)
    yield from pages.checks(known_)
    yield from pages.sources(known_)
    yield pages.method(known_)
    yield pages.downloads(known_, files)


def _frame(known_: Known) -> dict[str, object]:
    """Return what every page prints: case, banner, navigation, date, corrections."""
    a = known_.assembly
    return {
        "case": a.case,
        "head": a.head,
        "exercise": a.case.exercise,
        "notice": words.NOTICE,
        "sections": SECTIONS,
        "policy": POLICY,
        "fingerprint": _fingerprint(a.case.key),
    }


def _fingerprint(key: str) -> str:
    """Return the SHA-256 of the case's key, as the verifier prints it."""
    try:
        return hashlib.sha256(bytes.fromhex(key)).hexdigest()
    except ValueError:
        return "the key is no hexadecimal number"


def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _download(name: str, size: int, sha256: str, description: str) -> Download:
    if name.startswith("/") or "\\" in name or re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", name):
        raise Misused(f"the download {name!r} has no path relative to the site: give it as it is reached from the site's root")
    shown_as = name
    while shown_as.startswith("../"):
        shown_as = shown_as[3:]
    return Download(href=quote(name), name=shown_as, size=words.size(size), exact=size, sha256=sha256, description=description)


def _closed(match: re.Match[str]) -> str:
    """Close what a text turns round and leaves open: else the rest of the paragraph, in our words, would run the other way."""
    open_: list[str] = []
    for character in match[0]:
        if character in "\u2066\u2067\u2068":
            open_.append(_END_ISOLATE)
        elif character in "\u202a\u202b\u202d\u202e":
            open_.append(_END_EMBEDDING)
        elif character == _END_ISOLATE and _END_ISOLATE in open_:
            while open_.pop() != _END_ISOLATE:
                pass
        elif character == _END_EMBEDDING and open_[-1:] == [_END_EMBEDDING]:
            open_.pop()
    return match[0] + "".join(reversed(open_))


def _write(path: Path, text: str) -> None:
    """Write a text as UTF-8. What no HTML reader takes as a character (controls, lone surrogates) is shown as U+FFFD."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_TURNED.sub(_closed, freezable(text).translate(_CONTROLS)).encode("utf-8"))
