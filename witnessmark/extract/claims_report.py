"""Shows what was found in a text: as JSON in the form of the gold set, or as lines that say which rule fired for what."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from pathlib import Path

from witnessmark.extract.claims.numbered import Passed
from witnessmark.extract.claims.reading import Reading, has_finders
from witnessmark.extract.numbers import find_numbers
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
    """Return one block of lines for each draft; `explain` adds the rules that fired, and sentences whose numbers made none, with why."""
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
    """Yield every sentence with a number that made no claim: first those without any claim, each number with the reason."""
    drafts = sorted((d.content.anchor.start, d.content.anchor.end, d.content.kind) for d in read.drafts)
    silent: dict[tuple[int, int], list[Passed]] = {}
    spans = sentence_spans(text.content, text.language)
    begins = [start for start, _ in spans]
    for number in _unclaimed(text, read, drafts):
        silent.setdefault(spans[max(bisect_right(begins, number.start) - 1, 0)], []).append(number)
    told = [(start, end, any(first < end and start < last for first, last, _ in drafts)) for start, end in silent]
    for start, end, claimed in sorted(told, key=lambda one: (one[2], one[0])):
        shown = text.content[start:end].strip()
        yield f"{'other numbers of' if claimed else 'no claim in'} {start}:{end}  “{shown[:SHOWN]}{'…' if len(shown) > SHOWN else ''}”"
        for number in silent[start, end]:
            yield f"         “{number.words}”: {number.why}"


def _unclaimed(text: Text, read: Reading, drafts: Sequence[tuple[int, int, Kind]]) -> list[Passed]:
    """Return every number of a text that no count holds, in order, with why."""
    language = text.language.partition("-")[0]
    if not has_finders(text.language):
        return []
    out = {number.start: number for number in read.passed}
    for n in find_numbers(text.content, language=language):
        counted = any(start < n.end and n.start < end for start, end, kind in drafts if kind is Kind.COUNT)
        if counted or n.start in out or any(p.start < n.end and n.start < p.end for p in read.passed):
            continue
        if any(h.start < n.end and n.start < h.end for h in text.hidden):
            why = "nobody who reads the document sees these words"
        else:
            why = f"counts nothing: {n.kind}" if n.kind != "cardinal" else "its sentence asks, or leads to no claim"
        out[n.start] = Passed(start=n.start, end=n.end, words=n.words, why=why)
    return [out[start] for start in sorted(out)]


def sentence_spans(content: str, language: str) -> list[tuple[int, int]]:
    """Return where the sentences of a text begin and end, as its finders cut them; one span at least."""
    code = language.partition("-")[0]
    if code == "zh":
        from witnessmark.extract.claims.han.tokens import stretches as cut

        return [(found[0], found[1]) for found in cut(content)] or [(0, len(content))]
    from witnessmark.extract.claims.words import stretches

    return [(found.start, found.end) for found in stretches(content, code)] or [(0, len(content))]
