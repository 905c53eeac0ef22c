"""How commands speak: lines to standard output, progress to a terminal, nothing where nobody looks."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO


def say(line: str = "", *, to: TextIO | None = None) -> None:
    """Print one line, with control characters made visible: what is printed may have come from anybody.

    What is made visible is written as JSON writes it, so that lines of JSON stay what they were.
    """
    shown = "".join(c if c in "\n\t" or (c.isprintable() and c not in _TURNING) else _visible(c) for c in line)
    (to or sys.stdout).write(shown + "\n")


def _visible(c: str) -> str:
    units = c.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))


_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that turn the direction of text: harmless on a page that isolates them, misleading in a terminal."""


def _silent(done: int, of: int | None) -> None:  # what every teller is called with
    pass


@contextmanager
def telling(what: str) -> Iterator[Callable[[int, int | None], None]]:
    """Give a callable that shows progress on a terminal and is silent elsewhere."""
    if not sys.stderr.isatty():
        yield _silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


def amount(number: int, noun: str) -> str:
    """Return a number with its noun, in the plural where it is not one."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
