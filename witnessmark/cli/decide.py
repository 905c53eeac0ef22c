"""`review`, `conclude`, `answer`, `grade`, `reply`: what people decided, as JSON lines, all of a file or none of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from witnessmark.cli.options import CasePath
from witnessmark.cli.say import say, telling

From = Annotated[Path | None, typer.Option("--from", metavar="FILE.jsonl", help="The decisions (docs/formats/decisions.md).")]
List = Annotated[bool, typer.Option("--list", help="Show what waits for a decision.")]


def verb(name: str, doc: str) -> Callable[[Path, Path | None, bool], int]:
    """Return the command of one verb."""

    def command(case: CasePath, from_: From = None, list_: List = False) -> int:
        from witnessmark.records.faults import Misused
        from witnessmark.walk.case import open_case
        from witnessmark.walk.judge import decide, told
        from witnessmark.walk.waiting import waiting

        opened = open_case(case, read_only=from_ is None)
        if from_ is None and not list_:
            raise Misused(f"{name}: give --from FILE.jsonl with decisions, or --list to see what waits")
        if from_ is not None:
            with telling(name):
                written = decide(opened, name, from_)
            say(f"{from_.name}: {told(written)}")
        if list_:
            for line in waiting(opened, name):
                say(line)
        return 0

    command.__name__, command.__doc__ = name, doc
    return command


VERBS = {
    "review": "Accept, mend, reject or withdraw claims; classify names; open sites; choose what the bundle holds.",
    "conclude": "Open questions, put claims under them, and draw conclusions.",
    "answer": "Give a word on a finding; it is printed beside it.",
    "grade": "Grade a source (A to F) or an information (1 to 6).",
    "reply": "Record what the accused said when asked.",
}
"""Each verb and its first sentence of help."""
