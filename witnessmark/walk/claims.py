"""Claims of files without a case: gold texts as they are, documents through their readers in closed-in processes. Nothing is kept."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from witnessmark.records.canonical import Json, sha256
from witnessmark.records.claims import Draft
from witnessmark.records.codec import decode, encode
from witnessmark.records.faults import Misused
from witnessmark.records.finders import Finder
from witnessmark.records.texts import Text
from witnessmark.walk.consult import ask_of_file, besides

LARGEST_FILE = 256 * 2**20
"""Bytes of one file: as of one document that is collected."""

SHOWN_ALONE = 200
"""Files up to which readers see them alone, and not the folders that they lie in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the finders draft in one file, in every form that it may be asked for in."""

    ident: str
    """The file's name without its ending; with more of it where two files of a folder would be called the same."""
    file: str
    json: str = ""
    text: str = ""
    explained: str = ""
    fault: str = ""
    """Why the file has no text; empty where it has one."""


def files_in(path: Path) -> list[Path]:
    """Return the file itself, or every file below a folder in the order of names. Raises Misused where there is none."""
    if path.is_file():
        return [path]
    found = sorted(file for file in path.rglob("*") if file.is_file() and not file.is_symlink()) if path.is_dir() else []
    if not found:
        raise Misused(f"{path}: no file is there; give a document, a text as ID.json, or a folder of them")
    return found


def claims_of_files(
    files: Sequence[Path], *, language: str | None = None, published: str | None = None, finders: Sequence[Finder] = ()
) -> Iterator[Shown]:
    """Yield what is drafted in each file, in their order; a file without a text says why, and the others go on.

    `finders` are the user's own, asked besides ours. Raises Misused, Refused, Unreachable.
    """
    from witnessmark.records.edtf import when

    if published is not None:
        try:
            when(published)
        except ValueError as fault:
            raise Misused(f"--published {published}: {fault}") from None
    taken: set[str] = set()
    documents = [file for file in files if file.suffix.lower() != ".json"]
    read = _texts(documents, language)
    kept: dict[Path, Text | str] = {}
    for file in files:
        try:
            text = _gold(file) if file.suffix.lower() == ".json" else _next(file, read, kept)
        except Misused as fault:
            text = str(fault)
        names = (file.stem, file.name, *(f"{file.name}-{number}" for number in range(2, len(files) + 2)))
        ident = next(name for name in names if name not in taken)
        taken.add(ident)
        yield _shown(file, text, ident=ident, language=language, published=published, finders=finders)


def claims_of_file(path: Path, *, language: str | None = None, published: str | None = None) -> Shown:
    """Return what is drafted in one file."""
    return next(claims_of_files([path], language=language, published=published))


def _gold(file: Path) -> Text:
    from witnessmark.extract.claims_report import gold_text

    try:
        return gold_text(file)
    except OSError as fault:
        raise Misused(f"cannot be read ({fault.strerror})") from fault


def _next(file: Path, read: Iterator[tuple[Path, Text | str]], kept: dict[Path, Text | str]) -> Text | str:
    """Return the text of a file, or why it has none; readers finish in an order of their own, so what comes early waits."""
    while file not in kept:
        done, text = next(read)
        kept[done] = text
    return kept.pop(file)


def _texts(files: Sequence[Path], language: str | None) -> Iterator[tuple[Path, Text | str]]:
    from witnessmark.engine.local import Limits, outcomes
    from witnessmark.extract.read import extraction_from

    waiting: dict[str, Path] = {}
    jobs: list[Json] = []
    for file in files:
        try:
            jobs.append(_job(file, language))
            waiting[str(file.resolve())] = file
        except Misused as fault:
            yield file, str(fault)
    # Each file by itself comes into the readers' sight where a command line bears it; of many files their folders do.
    readable = [Path(path) for path in waiting] if len(waiting) <= SHOWN_ALONE else sorted({Path(path).parent for path in waiting})
    for outcome in outcomes(
        "witnessmark.extract.read:read_job", iter(jobs), workers=min(len(jobs), os.cpu_count() or 1), limits=Limits(),
        preload="witnessmark.extract.read:preload", readable=readable,
    ):
        file = waiting[str(cast("dict[str, Json]", outcome.job)["path"])]
        if outcome.result is None:
            yield file, f"the reader was stopped: {outcome.fault}"
            continue
        extraction = extraction_from(outcome.result)
        yield file, extraction.text or f"{extraction.state.value}: {extraction.reason}"


def _job(file: Path, language: str | None) -> Json:
    from witnessmark.preserve.sniff import media_of

    try:
        if (size := file.stat().st_size) > LARGEST_FILE:
            raise Misused(f"{size:,} bytes are more than a document may have ({LARGEST_FILE:,})")
        content = file.read_bytes()
    except OSError as fault:
        raise Misused(f"cannot be read ({fault.strerror})") from fault
    return {
        "document": sha256(content), "path": str(file.resolve()), "media": media_of(content, file.name), "name": file.name, "find": False,
        "language": language,
    }


def _shown(
    file: Path, text: Text | str, *, ident: str, language: str | None, published: str | None, finders: Sequence[Finder]
) -> Shown:
    from witnessmark.extract.claims_report import as_json, report
    from witnessmark.extract.find import reading

    if isinstance(text, str):
        return Shown(ident=ident, file=file.name, fault=text)
    text = replace(text, language=language or text.language, published=published or text.published)
    found, asked = reading(text), ""
    if finders:
        offers, dropped, faults = ask_of_file(text, finders)
        more = besides([encode(draft) for draft in found.drafts], [encode(draft) for draft in offers])
        found = replace(found, drafts=(*found.drafts, *(decode(Draft, said) for said in more)))
        asked = "".join([f"dropped {count}: {why}\n" for why, count in dropped.most_common()] + [f"no answer: {why}\n" for why in faults])
    explained = report(text, found, explain=True) + asked
    return Shown(ident=ident, file=file.name, json=as_json(ident, found.drafts), text=report(text, found) + asked, explained=explained)
