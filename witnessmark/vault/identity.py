"""The file that says who a protected person is (docs/formats/identity.md): read in memory, named by keys and lines, never by its words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields

from witnessmark.records.faults import Misused
from witnessmark.records.protected import Protected

LARGEST = 2**20
"""Bytes."""
_LISTS = frozenset(field.name for field in fields(Protected)) - {"id", "born", "posts"}
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
FEWEST_WORDS = 7
"""Words of a sentence that tells who said it; fewer are said by many."""


def read_identity_file(content: bytes, *, person: str) -> Protected:
    """Return who a protected person is. Raises Misused that names a key of the file, and never what stands under it."""
    said = _mapping(content)
    known = _LISTS | {"born", "posts"}
    if strange := sorted(str(key)[:20] for key in said if key not in known):
        raise Misused(f"a file of who somebody is: {len(strange)} unknown keys; the keys are {', '.join(sorted(known))}")
    lists = {key: _words(said.get(key, []), key) for key in _LISTS}
    if not lists["names"]:
        raise Misused('a file of who somebody is: "names" is missing: every spelling, in every script, that is known')
    if any(len(quote.split()) < FEWEST_WORDS and quote.isascii() for quote in lists["quotes"]):
        raise Misused(f'a file of who somebody is: a sentence under "quotes" has fewer than {FEWEST_WORDS} words')
    born = str(said.get("born") or "")
    if born and not _DATE.fullmatch(born):
        raise Misused('a file of who somebody is: "born" is a date, year first: 1990-02-28')
    return Protected(id=person, born=born, posts=_posts(said.get("posts", [])), **lists)


def _mapping(content: bytes) -> Mapping[str, object]:
    import yaml

    if len(content) > LARGEST:
        raise Misused(f"a file of who somebody is has at most {LARGEST} bytes")
    try:
        said = yaml.safe_load(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Misused("a file of who somebody is: it is not UTF-8") from None
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark is not None else ""
        raise Misused(f"a file of who somebody is{where}: this is no YAML") from None
    if not isinstance(said, dict):
        raise Misused('a file of who somebody is: keys and lists are wanted, such as "names: [...]"')
    return said


def _words(said: object, key: str) -> tuple[str, ...]:
    if isinstance(said, str):
        said = [said]
    if not isinstance(said, list) or not all(isinstance(one, (str, int, float)) and str(one).strip() for one in said):
        raise Misused(f'a file of who somebody is: "{key}" is a list of words; put numbers into quotation marks')
    return tuple(str(one).strip() for one in said)


def _posts(said: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(said, list) or not all(isinstance(one, dict) and set(one) == {"employer", "function"} for one in said):
        raise Misused('a file of who somebody is: "posts" is a list of {employer: ..., function: ...}')
    return tuple((str(one["employer"]).strip(), str(one["function"]).strip()) for one in said)
