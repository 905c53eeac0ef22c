"""`demo`: the example case, from documents to a released record."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from witnessmark.cli.say import say, telling


def demo(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where to make it; an empty or new folder.")] = Path("demo-case"),
) -> int:
    """Make the example case, from documents to a released record, and say where it is. EXERCISE, NOT EVIDENCE."""
    from witnessmark.demo.play import play

    with telling("the example case") as tell:
        for line in play(folder, tell=tell):
            say(line)
    return 0
