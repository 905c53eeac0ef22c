"""Arguments that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

CasePath = Annotated[Path, typer.Argument(metavar="CASE", help="The case's folder.")]
Person = Annotated[str | None, typer.Option("--as", metavar="NAME", help="Who acts; left out: the one whom this machine belongs to.")]
