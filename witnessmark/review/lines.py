"""Reads JSON lines that people wrote, and says what is wrong with file, line and words."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from witnessmark.records.canonical import Json
from witnessmark.records.faults import Misused

E = TypeVar("E", bound=StrEnum)

LINE_LIMIT = 1_000_000
"""Bytes of one line: far above any claim, far below what would hurt."""
FAULTS_SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One decision as written: where it stands and what it says."""

    file: str
    number: int
    said: Mapping[str, Json]

    def fault(self, what: str) -> Misused:
        """Return the fault that names this line."""
        return Misused(f"{self.file}, line {self.number}: {what}")

    def text(self, field: str, default: str | None = None) -> str:
        """Return a field that must be a string. Raises Misused."""
        value = self.said.get(field, default)
        if not isinstance(value, str) or (not value and default is None):
            raise self.fault(f'the field "{field}" must be a non-empty string')
        return value

    def maybe(self, field: str) -> str | None:
        """Return a field that may be a string, absent or null. Raises Misused."""
        value = self.said.get(field)
        if value is not None and not isinstance(value, str):
            raise self.fault(f'the field "{field}" must be a string, not {value!r}')
        return value or None

    def texts(self, field: str) -> tuple[str, ...]:
        """Return a field that must be a list of strings; the empty tuple where it is absent. Raises Misused."""
        value = self.said.get(field, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.fault(f'the field "{field}" must be a list of strings')
        return tuple(str(item) for item in value)

    def list(self, field: str) -> Sequence[Json]:
        """Return a field that must be a list; the empty one where it is absent. Raises Misused."""
        value = self.said.get(field, [])
        if not isinstance(value, list):
            raise self.fault(f'the field "{field}" must be a list')
        return value

    def inner(self, field: str) -> Line:
        """Return an object inside the line as a line of its own. Raises Misused."""
        value = self.said.get(field)
        if not isinstance(value, Mapping):
            raise self.fault(f'the field "{field}" must be an object')
        return Line(file=self.file, number=self.number, said=value)

    def one_of(self, field: str, kind: type[E]) -> E:
        """Return a field that must be a word of an enumeration. Raises Misused."""
        word = self.text(field)
        try:
            return kind(word)
        except ValueError:
            raise self.fault(f'"{field}": {word!r} is none of ' + ", ".join(repr(k.value) for k in kind)) from None

    def number_of(self, field: str, default: int) -> int:
        """Return a field that must be a whole number. Raises Misused."""
        value = self.said.get(field, default)
        if type(value) is not int:
            raise self.fault(f'the field "{field}" must be a whole number')
        return value

    def only(self, allowed: frozenset[str]) -> None:
        """Raise Misused where the line has a field that its form does not know."""
        if unknown := sorted(set(self.said) - allowed):
            raise self.fault(f'unknown field "{unknown[0]}"; this form knows: {", ".join(sorted(allowed))}')


def read_lines(path: Path) -> Iterator[Line]:
    """Yield the decisions of a JSON-lines file; blank lines and lines that begin with `#` are passed over. Raises Misused."""
    try:
        with path.open("rb") as file:
            for number, raw in enumerate(file, start=1):
                if raw.strip() and not raw.lstrip().startswith(b"#"):
                    yield _line(path.name, number, raw)
    except OSError as fault:
        raise Misused(f"{path}: cannot be read ({fault.strerror}); give the file with the decisions") from fault


def _line(name: str, number: int, raw: bytes) -> Line:
    empty = Line(file=name, number=number, said={})
    if len(raw) > LINE_LIMIT:
        raise empty.fault(f"longer than {LINE_LIMIT} bytes: a decision is one JSON object on a line")
    try:
        said = json.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError) as fault:
        raise empty.fault(f"no JSON: {fault}") from None
    if not isinstance(said, dict):
        raise empty.fault("a decision is one JSON object on a line")
    return Line(file=name, number=number, said=said)


def collect_faults(lines: Iterator[Line], take: Callable[[Line], None]) -> None:
    """Call `take` for each line and gather every fault, so that a person mends all in one pass. Raises Misused at the end."""
    faults: list[str] = []
    for line in lines:
        try:
            take(line)
        except Misused as fault:
            faults.append(str(fault))
    if faults:
        shown = "\n".join(faults[:FAULTS_SHOWN])
        more = f"\nand {len(faults) - FAULTS_SHOWN} more" if len(faults) > FAULTS_SHOWN else ""
        raise Misused(f"{shown}{more}\nNothing was written: mend the file and give it again.")
