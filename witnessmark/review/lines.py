"""Reads JSON lines that people wrote, and says what is wrong with file, line and words."""

from __future__ import annotations

import itertools
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from witnessmark.records.canonical import LARGEST_INTEGER, Json
from witnessmark.records.faults import Misused

E = TypeVar("E", bound=StrEnum)

LINE_LIMIT = 1_000_000
"""Bytes of one line: far above any claim, far below what would hurt."""
FAULTS_SHOWN = 20
FAULT_LIMIT = 600
"""Characters of one fault."""
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One decision as written: where it stands and what it says."""

    file: str
    number: int
    said: Mapping[str, Json]
    what: str = "line"
    """What the number counts: lines, or rows of a sheet."""

    def fault(self, what: str) -> Misused:
        """Return the fault that names this line; what it quotes is cut short, and what would move a terminal's cursor is shown as signs."""
        shown = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in what[: FAULT_LIMIT + 1])
        cut = shown[:FAULT_LIMIT] + " …" if len(shown) > FAULT_LIMIT else shown
        return Misused(f"{self.file}, {self.what} {self.number}: {cut}")

    def text(self, field: str, default: str | None = None) -> str:
        """Return a field that must be a string. Raises Misused."""
        value = self.said.get(field, default)
        if isinstance(value, str) and not value.strip() and default is None:
            raise self.fault(f'the field "{field}" is empty: fill it in; a non-empty string is wanted')
        if not isinstance(value, str):
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
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise self.fault(f'the field "{field}" must be a list of non-empty strings')
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
        return self.within(value)

    def within(self, said: Mapping[str, Json]) -> Line:
        """Return an object inside the line as a line of its own."""
        return Line(file=self.file, number=self.number, said=said, what=self.what)

    def one_of(self, field: str, kind: type[E]) -> E:
        """Return a field that must be a word of an enumeration. Raises Misused."""
        word = self.text(field)
        try:
            return kind(word)
        except ValueError:
            raise self.fault(f'"{field}": {word!r} is none of ' + ", ".join(repr(k.value) for k in kind)) from None

    def number_of(self, field: str, default: int) -> int:
        """Return a field that must be a whole number from 1. Raises Misused."""
        value = self.said.get(field, default)
        if type(value) is not int or value < 1:
            raise self.fault(f'the field "{field}" must be a whole number from 1')
        return value

    def only(self, allowed: frozenset[str]) -> None:
        """Raise Misused where the line has a field that its form does not know."""
        if unknown := sorted(set(self.said) - allowed):
            raise self.fault(f'unknown field "{unknown[0]}"; this form knows: {", ".join(sorted(allowed))}')


def read_lines(path: Path) -> Iterator[Line | Misused]:
    """Yield the decisions of a JSON-lines file, or the fault of a line that is none; blank lines and lines with `#` are passed over.

    Raises Misused where the file cannot be read.
    """
    try:
        with path.open("rb") as file:
            for number in itertools.count(1):
                raw = file.readline(LINE_LIMIT + 1)
                if not raw:
                    return
                rest = raw
                while len(rest) > LINE_LIMIT and not rest.endswith(b"\n"):
                    rest = file.readline(LINE_LIMIT + 1)
                bare = raw.removeprefix(b"\xef\xbb\xbf").strip() if number == 1 else raw.strip()
                if bare and not bare.startswith(b"#"):
                    yield _line(path.name, number, bare)
    except OSError as fault:
        raise Misused(f"{path}: cannot be read ({fault.strerror}); give the file with the decisions") from fault


def _line(name: str, number: int, raw: bytes) -> Line | Misused:
    empty = Line(file=name, number=number, said={})
    if len(raw) > LINE_LIMIT:
        return empty.fault(f"longer than {LINE_LIMIT} bytes: a decision is one JSON object on a line")
    try:
        said = json.loads(raw.decode("utf-8"), object_pairs_hook=_object, parse_float=_float, parse_constant=_float, parse_int=_integer)
        _text_alone(said)
    except (ValueError, RecursionError) as fault:
        return empty.fault(f"no JSON that can be used: {fault}")
    if not isinstance(said, dict):
        return empty.fault("a decision is one JSON object on a line")
    return Line(file=name, number=number, said=said)


def _object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    said = dict(pairs)
    if len(said) != len(pairs):
        twice = next(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        raise ValueError(f'the field "{twice}" stands twice')
    return said


def _float(word: str) -> Json:
    raise ValueError(f'{word[:40]} is no whole number: write numbers of the world as strings, "74.5"')


def _integer(word: str) -> int:
    if len(word) > 16 or abs(int(word)) > LARGEST_INTEGER:
        raise ValueError(f"{word[:40]} is too large: write numbers of the world as strings")
    return int(word)


def _text_alone(said: Json) -> None:
    if isinstance(said, str):
        if _NO_TEXT.search(said):
            raise ValueError("a string holds U+0000 or half of a surrogate pair")
    elif isinstance(said, Mapping):
        for key, value in said.items():
            _text_alone(key)
            _text_alone(value)
    elif isinstance(said, list):
        for item in said:
            _text_alone(item)


def collect_faults(lines: Iterable[Line | Misused], take: Callable[[Line], None]) -> None:
    """Call `take` for each line and gather every fault, so that a person mends all in one pass. Raises Misused at the end."""
    faults: list[str] = []
    for line in lines:
        try:
            if isinstance(line, Misused):
                raise line
            take(line)
        except Misused as fault:
            faults.append(str(fault))
    if faults:
        shown = "\n".join(faults[:FAULTS_SHOWN])
        more = f"\nand {len(faults) - FAULTS_SHOWN} more" if len(faults) > FAULTS_SHOWN else ""
        raise Misused(f"{shown}{more}\nNothing was written: mend the file and give it again.")
