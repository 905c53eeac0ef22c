"""`claims`: what the finders draft in a file or a folder, without a case.

It asks the walk for two functions, in `witnessmark.walk.claims`:

    files_in(path: Path) -> list[Path]
        The file itself, or every file below a folder in order of name; Misused where there is none.
    claims_of_file(path: Path, *, language: str | None, published: str | None) -> Shown
        Reads one file: `*.json` with "text" by `extract.claims_report.gold_text`, any other by `extract.read.extract`; replaces
        language and day of publication where they are given; finds by `extract.find.reading`. `Shown` is a frozen record with
        `ident: str` (the file's stem), `json: str` (`claims_report.as_json`), `text: str` (`claims_report.report`), `explained: str`
        (the same with `explain=True`) and `fault: str` (why a file has no text, or nothing).
"""

from __future__ import annotations

import enum
import sys
from pathlib import Path
from typing import Annotated

import typer

from witnessmark.cli.say import amount, say, telling


class Form(enum.StrEnum):
    """How claims are printed."""

    JSON = "json"
    TEXT = "text"


def claims(
    path: Annotated[Path, typer.Argument(metavar="FILE|FOLDER", help="A document, a text as ID.json, or a folder of them.")],
    language: Annotated[str | None, typer.Option(metavar="CODE", help="The language, where the file does not say it: en.")] = None,
    published: Annotated[str | None, typer.Option(metavar="DATE", help="The day of publication: 2022-10-26.")] = None,
    form: Annotated[Form, typer.Option("--format", help="json: as the gold set has claims; text: to be read.")] = Form.TEXT,
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="Write one file for each text there.")] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Say which rule fired for what, and why a number made no claim.")] = False,
) -> int:
    """Draft the claims of a file or a folder. Nothing is kept; drafts are no claims until a person accepts them. 1: a file had no text."""
    from witnessmark.walk.claims import claims_of_file, files_in

    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
    files, faults = files_in(path), 0
    with telling("claims") as tell:
        for done, file in enumerate(files, 1):
            shown = claims_of_file(file, language=language, published=published)
            tell(done, len(files))
            if shown.fault:
                faults += 1
                sys.stderr.write(f"{file.name}: {shown.fault}\n")
                continue
            words = shown.json if form is Form.JSON else shown.explained if explain else shown.text
            if out is not None:
                (out / f"{shown.ident}.{'json' if form is Form.JSON else 'txt'}").write_text(words, encoding="utf-8")
            elif form is Form.JSON:
                sys.stdout.write(words)
            else:
                for line in words.splitlines():
                    say(line)
    if out is not None:
        say(f"{amount(len(files) - faults, 'text')} in {out}" + (f", {faults} without a text" if faults else ""))
    return 1 if faults else 0
