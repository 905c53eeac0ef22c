"""Reads pages: an own walk writes the text with addresses; trafilatura only selects which blocks are the article."""

from __future__ import annotations

import bisect
import contextlib
import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from witnessmark.extract.readers.blocks import LONGEST_ADDRESS, Block, blocks_of
from witnessmark.extract.readers.charset import decode
from witnessmark.extract.readers.html_about import about_of
from witnessmark.extract.readers.scribe import Made, Scribe
from witnessmark.records.documents import State

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

READER, VERSION = "html", "1"
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})")
_FEW = 200
"""Characters: an article of fewer is looked at again."""
_LONG = 80
_TELLING = 20
"""Characters: a shorter line may stand in a menu as well."""
_LARGEST_SELECTION = 3_000_000
"""Characters of source beyond which the whole page is taken: selecting would be slow."""


def read_html(content: bytes, *, document: str, declared: str | None = None) -> Made:
    """Return what the page holds as an article, or its whole body where no article can be told."""
    match = _XML.search(content[:400]) or _DECLARED.search(content[:4096])
    decoded = decode(content, (match.group(1).decode("ascii") if match else None) or declared)
    root, limits = parse(decoded.text)
    if root is None:
        return Made(state=State.EMPTY, reason="; ".join(limits) or "the page has no elements")
    blocks = blocks_of(root)
    if not blocks:
        return Made(state=State.EMPTY, reason="; ".join(limits) or "the page has no words: its text may be fetched or drawn by a script")
    chosen = _chosen(blocks, decoded.text)
    scribe = Scribe()
    for number, block in enumerate(chosen):
        if number:
            scribe.write("\n")
        start = scribe.length
        for words, why in block.pieces:
            scribe.write(words, hidden=why)
        scribe.region(start, block.where)
    head = "\n".join(block.words for block in blocks[:40] if not block.hidden)[:3000]
    about = about_of(root, decoded.text, head)
    return scribe.made(document, READER, VERSION, about, faults=(*decoded.faults, *limits, *_cut(decoded.text)), notes=decoded.notes)


def parse(source: str) -> tuple[Element | None, tuple[str, ...]]:
    """Return the tree of a page, or null where there is none, and what the parser left out. It fetches nothing and expands no entity.

    Its limits are lifted, because it drops what lies beyond them (old pages nest deeper than 256 for want of closing tags): the process
    around bounds memory and time.
    """
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    root: Element | None = None
    with contextlib.suppress(etree.ParserError, etree.XMLSyntaxError, ValueError):  # it has no element at all
        root = html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    limited = any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)
    return root, ("nested too deeply, or one piece is too long: what lies there is not read",) if limited else ()


def _cut(source: str) -> tuple[str, ...]:
    tail = source[-4000:].lower()
    if source.rfind("<") > source.rfind(">") and re.search(r"<[/!]?[a-z][^<>]{0,2000}$", tail):
        return ("the page ends inside a tag: it was cut off",)
    if "</head>" in source[:200_000].lower() and "</body>" not in tail and "</html>" not in tail and "<body" in source[:400_000].lower():
        return ("the page ends before its body is closed: it may be cut off",)
    return ()


def _chosen(blocks: Sequence[Block], source: str) -> list[Block]:
    whole = [block for block in blocks if not block.aside] or list(blocks)
    plain = len(source) <= _LARGEST_SELECTION and all(len(block.where) < LONGEST_ADDRESS for block in blocks)
    article = _article(blocks, source) if plain else []
    length, all_of_it = (sum(len(block.words) for block in some if not block.hidden) for some in (article, whole))
    if length < _FEW and all_of_it > 2 * length:
        return whole
    return article


def _article(blocks: Sequence[Block], source: str) -> list[Block]:
    """The blocks that trafilatura's lines come from, with the headings, rows and list items that stand between them."""
    from trafilatura import bare_extraction

    found = bare_extraction(source, fast=True, include_comments=False, include_tables=False, with_metadata=False)
    text = getattr(found, "text", None)
    if not text:
        return []
    lines = [key for line in str(text).splitlines() if (key := _key(line))]
    picked = _matched([_key(block.words) for block in blocks], lines)
    if any(why for block in blocks for _, why in block.pieces):  # trafilatura leaves out some of what is hidden
        picked |= _matched([_key("".join(words for words, why in block.pieces if not why)) for block in blocks], lines)
    if not picked:
        return []
    first, last = min(picked), max(picked)
    heading = next((n for n in range(first - 1, max(-1, first - 12), -1) if blocks[n].tag == "h1" and not blocks[n].aside), None)
    following = range(last + 1, len(blocks))
    rows = next((n for n in following if not (blocks[n].tag == "tr" and not blocks[n].aside)), len(blocks))  # a table at the very end
    return [
        block for n, block in enumerate(blocks)
        if n in picked or n == heading or (first < n < last and _between(block)) or last < n < rows
    ]


def _between(block: Block) -> bool:
    if block.aside:
        return False
    if block.hidden or block.heading or block.tag in {"tr", "caption", "blockquote", "figcaption"}:
        return True
    length = len(block.words)
    if block.tag in {"li", "dd", "dt"}:
        return block.linked < 0.5 * length
    return length >= _LONG and block.linked < 0.3 * length  # a paragraph of the article is worth more than a box too many


def _matched(keys: Sequence[str], lines: Sequence[str]) -> set[int]:
    """Which blocks the lines come from. Blanks do not count; a line may be a part of a block, and a block a part of a line."""
    exact = set(lines)
    often = Counter(keys)
    picked = {n for n, key in enumerate(keys) if key in exact and (len(key) >= _TELLING or often[key] == 1)}
    matched = {keys[n] for n in picked}
    open_lines = [line for line in lines if len(line) >= _TELLING and line not in matched]
    if not open_lines:
        return picked
    starts, at = [], 0
    for key in keys:
        starts.append(at)
        at += len(key)
    every, cursor = "".join(keys), 0
    for line in open_lines[:2000]:
        found = every.find(line, cursor)
        found = every.find(line) if found < 0 else found
        if found < 0:
            continue
        cursor = found
        picked.update(range(bisect.bisect_right(starts, found) - 1, bisect.bisect_left(starts, found + len(line))))
    return picked


def _key(words: str) -> str:
    return "".join(words.removeprefix("- ").split())
