"""The file that names a user's finders (docs/formats/finders.md). Without such a file nothing is ever asked."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path

from witnessmark.consult.endpoint import Endpoint
from witnessmark.consult.pipeline import pipeline
from witnessmark.records.faults import Misused
from witnessmark.records.finders import Finder

KEYS = {
    "spacy": frozenset({"sort", "path", "spans"}),
    "endpoint": frozenset({"sort", "url", "model", "weights", "key", "seconds", "hosts"}),
}
"""What each sort of finder may say of itself; another key is an error."""
LONGEST = 3_600.0
"""Seconds that one answer may take at most."""


def finders_of(file: Path) -> tuple[Finder, ...]:
    """Return the finders that a file names, in its order. Raises Misused with file, number and key; Refused for a far host."""
    try:
        read = tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeError, tomllib.TOMLDecodeError) as fault:
        raise Misused(f"{file}: cannot be read ({fault}); see docs/formats/finders.md") from None
    found = read.get("finder")
    if read.keys() - {"finder"} or not isinstance(found, list) or not found:
        raise Misused(f"{file}: a list of [[finder]] is wanted, and nothing else")
    return tuple(_finder(said, f"{file}, finder {number}", file.parent) for number, said in enumerate(found, 1))


def _finder(said: object, where: str, folder: Path) -> Finder:
    if not isinstance(said, Mapping) or said.get("sort") not in KEYS:
        raise Misused(f"{where}: sort = one of {', '.join(KEYS)}")
    if wrong := sorted(said.keys() - KEYS[said["sort"]]):
        raise Misused(f"{where}: {wrong[0]!r} is no key of the sort {said['sort']}; the keys are {', '.join(sorted(KEYS[said['sort']]))}")
    if said["sort"] == "spacy":
        return pipeline(folder / _word(said, "path", where), spans=_word(said, "spans", where, "claims"))
    seconds, hosts = said.get("seconds", 120), said.get("hosts", [])
    if isinstance(seconds, bool) or not isinstance(seconds, (int, float)) or not 0 < seconds <= LONGEST:
        raise Misused(f"{where}: seconds = {seconds!r}: give a number above 0, and at most {LONGEST:.0f}")
    if not isinstance(hosts, list) or not all(isinstance(host, str) for host in hosts):
        raise Misused(f"{where}: hosts is a list of names of hosts")
    return Endpoint(
        url=_word(said, "url", where), model=_word(said, "model", where), weights=_word(said, "weights", where, ""),
        key=_secret(_word(said, "key", where, ""), where), seconds=float(seconds), hosts=frozenset(host.lower() for host in hosts),
    )


def _word(said: Mapping[str, object], key: str, where: str, otherwise: str | None = None) -> str:
    value = said.get(key, otherwise)
    if not isinstance(value, str) or (otherwise is None and not value):
        raise Misused(f"{where}: {key} is wanted, in quotation marks")
    return value


def _secret(name: str, where: str) -> str:
    """Return the key that the environment holds under a name; the file itself never holds one."""
    if not name:
        return ""
    if not (value := os.environ.get(name, "")):
        raise Misused(f"{where}: key = {name!r} names a variable of the environment, and it is not set")
    return value
