"""`claims`: what the finders draft in a file or a folder, without a case.

A file `ID.json` with "text" is a text as it stands; any other file goes through its reader, in a process of its own.
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
    consult: Annotated[Path | None, typer.Option(metavar="FILE", help="Ask your own finders too (docs/formats/finders.md).")] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Say which rule fired for what, and why a number made no claim.")] = False,
) -> int:
    """Draft the claims of a file or a folder. Nothing is kept; drafts are no claims until a person accepts them. 1: a file had no text."""
    from witnessmark.walk.claims import claims_of_files, files_in
    from witnessmark.walk.consult import finders_in

    finders = finders_in(consult) if consult else ()
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
    files, faults = files_in(path), 0
    with telling("claims") as tell:
        for done, shown in enumerate(claims_of_files(files, language=language, published=published, finders=finders), 1):
            tell(done, len(files))
            if shown.fault:
                faults += 1
                say(f"{shown.file}: {shown.fault}", to=sys.stderr)
                continue
            words = shown.json if form is Form.JSON else shown.explained if explain else shown.text
            if out is not None:
                (out / f"{shown.ident}.{'json' if form is Form.JSON else 'txt'}").write_text(words, encoding="utf-8")
            elif form is Form.JSON:
                say(words.rstrip("\n"))
            else:
                for line in words.splitlines():
                    say(line)
    if out is not None:
        say(f"{amount(len(files) - faults, 'text')} in {out}" + (f", {faults} without a text" if faults else ""))
    return 1 if faults else 0
