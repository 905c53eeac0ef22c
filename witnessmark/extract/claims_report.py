"""Shows what was found in a text: as JSON in the form of the gold set, or as lines that say which rule fired for what."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from witnessmark.extract.claims.reading import Reading, has_finders
from witnessmark.records.canonical import sha256
from witnessmark.records.claims import Content, Draft, Kind, gold_form
from witnessmark.records.faults import Misused
from witnessmark.records.texts import Text

LARGEST_FILE = 64 * 1024 * 1024
"""Bytes of a text in the form of the gold set."""
SHOWN = 160
"""Code points of a sentence that a report shows."""


def gold_text(path: Path) -> Text:
    """Return the text of a file in the form of the gold set: `text`, and perhaps `language`, `published`, `publisher`, `title`.

    Raises Misused where the file is none, with its name and what is wrong.
    """
    if path.stat().st_size > LARGEST_FILE:
        raise Misused(f"{path}: more than {LARGEST_FILE} bytes; split it, or give the document itself")
    raw = path.read_bytes()
    try:
        read = json.loads(raw)
    except (ValueError, RecursionError) as fault:
        raise Misused(f"{path}: not JSON ({fault}); give a text as {{'text': ...}} or the document itself") from fault
    if not isinstance(read, dict) or not isinstance(read.get("text"), str):
        raise Misused(f"{path}: an object with `text` is wanted")
    said = {name: value for name in ("language", "published", "publisher", "title") if isinstance(value := read.get(name), str)}
    return Text(
        document=sha256(raw),
        reader="gold",
        reader_version="1",
        content=read["text"],
        title=said.get("title", ""),
        publisher=said.get("publisher", ""),
        published=said.get("published"),
        language=said.get("language", "en"),
    )


def as_json(ident: str, drafts: Sequence[Draft]) -> str:
    """Return `{"id": ..., "claims": [...]}` with a line feed at its end."""
    return json.dumps({"id": ident, "claims": [gold_form(draft.content) for draft in drafts]}, ensure_ascii=False, indent=1) + "\n"


def report(text: Text, read: Reading, *, explain: bool = False) -> str:
    """Return one block of lines for each draft; `explain` adds the rules that fired, and the numbers that made no claim, with why."""
    lines = [line for draft in read.drafts for line in _block(draft, explain=explain)]
    if explain:
        lines += list(_passed(text, read))
    if not lines and not has_finders(text.language):
        language = "an unknown language" if text.language in ("", "und") else text.language
        return f"no finder for {language}: nothing was looked for\n"
    return "\n".join(lines) + "\n" if lines else "no claims\n"


def _block(draft: Draft, *, explain: bool) -> Iterator[str]:
    c = draft.content
    yield f"{c.kind.value:9}{c.anchor.start}:{c.anchor.end}  “{c.anchor.quote}”"
    yield f"         {c.modality.value}, said by {' > '.join(c.said_by) or 'the text itself'}"
    facts = "; ".join(f"{name} {value}" for name, value in _facts(c) if value)
    if facts:
        yield f"         {facts}"
    if explain:
        for name, why in draft.because:
            yield f"         {name} <- {why}"


def _facts(c: Content) -> Iterator[tuple[str, str | None]]:
    if c.kind is Kind.COUNT:
        bounds = f" (from {c.min or 'any'} to {c.max or 'any'})" if c.min is not None or c.max is not None else ""
        yield "value", f"{c.value} {c.unit}{bounds}"
    yield "subject", c.subject
    yield "object", c.object
    yield "place", f"{c.place} ({c.place_id})" if c.place and c.place_id else c.place
    yield "time", c.time.edtf if c.time else None
    if c.names:
        yield "names", f"{len(c.names)}, {c.list.value if c.list else 'unknown'}: {', '.join(c.names)}"


def _passed(text: Text, read: Reading) -> Iterator[str]:
    for number in read.passed:
        start = text.content.rfind("\n", 0, number.start) + 1
        start = max(start, number.start - SHOWN // 2)
        end = text.content.find("\n", number.end)
        end = min(end if end >= 0 else len(text.content), number.end + SHOWN // 2)
        yield f"no claim {number.start}:{number.end}  “{number.words}”: {number.why}"
        yield f"         … {text.content[start:end].strip()} …"
