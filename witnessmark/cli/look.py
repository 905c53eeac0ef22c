"""`trace`, `rebuild`, `doctor`: what a case can say of itself."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from witnessmark.cli.options import CasePath
from witnessmark.cli.say import say, telling


def trace(
    case: CasePath, words: Annotated[str, typer.Argument(metavar="ID|WORDS", help="An id, or words of a published sentence.")],
) -> int:
    """Follow a sentence back to the bytes, step by step. 1: nothing found."""
    from witnessmark.walk.case import open_case
    from witnessmark.walk.look import trace as steps

    lines = list(steps(open_case(case, read_only=True), words))
    for line in lines:
        say(line)
    if not lines:
        say(f'"{words}": no conclusion, question, site or claim of this case has that id or these words; try fewer words')
    return 0 if lines else 1


def rebuild(case: CasePath) -> int:
    """Make the projections again from the entries, and say whether they were the same."""
    from witnessmark.walk.case import open_case
    from witnessmark.walk.look import rebuild as again

    with telling("rebuilding"):
        before, after = again(open_case(case))
    say(f"projections {after}" + (": as they were" if before == after else f": they were {before}, and are mended"))
    return 0


def doctor(case: Annotated[Path | None, typer.Argument(metavar="CASE", help="A case to look at besides.")] = None) -> int:
    """Say what is missing or unsafe on this machine. 1: something is."""
    from witnessmark.walk.look import doctor as look

    found = look(case)
    for word, line in found:
        say(f"{word:9}{line}")
    return 1 if any(word == "missing" for word, _ in found) else 0
