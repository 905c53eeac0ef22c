"""Empties what is internal, by the one table of fields, and replaces the names of private persons by neutral words."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum
from typing import Any, TypeVar, cast

from witnessmark.protect.blind import blinded
from witnessmark.protect.forms import patterns_of
from witnessmark.protect.search import Search
from witnessmark.protect.terms import Term
from witnessmark.records.assembly import Assembly
from witnessmark.records.canonical import Json
from witnessmark.records.claims import Claim
from witnessmark.records.decisions import NameClass, NameClassified
from witnessmark.records.documents import Disclosure, Document
from witnessmark.records.entries import PAYLOADS, Written
from witnessmark.records.fields import may_leave
from witnessmark.records.texts import Text

T = TypeVar("T")

LONGEST_NAME = 200
"""Code points of a name, at most."""


def emptied(assembly: Assembly) -> Assembly:
    """Return an assembly without anything internal; whoever acted stands as the pseudonym of this release."""
    people = dict(assembly.pseudonyms)
    shown = _emptied(assembly, people)
    return dataclasses.replace(
        shown, opened=tuple(map(_entry, assembly.opened)), pseudonyms=tuple((name, name) for name in sorted(people.values())),
    )


def _emptied(value: T, people: Mapping[str, str]) -> T:
    if isinstance(value, tuple):
        return cast(T, tuple(_emptied(item, people) for item in value))
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    record, said = type(value).__name__, {}
    for field in dataclasses.fields(value):
        held = getattr(value, field.name)
        if may_leave(record, field.name):
            said[field.name] = _emptied(held, people)
        elif field.name == "by":
            said[field.name] = people.get(held, "")
        else:
            said[field.name] = _nothing(held, field)
    return cast(T, dataclasses.replace(value, **said))


def _nothing(held: object, field: dataclasses.Field[Any]) -> object:
    if field.default is not dataclasses.MISSING:
        return field.default
    return "" if isinstance(held, str) else () if isinstance(held, tuple) else None


def _entry(written: Written) -> Written:
    """An entry with the fields that may be opened; salts and the rest stay where the walk holds them."""
    record = PAYLOADS[written.entry.type].__name__
    payload = {name: value for name, value in (written.payload or {}).items() if may_leave(record, name)}
    return dataclasses.replace(written, by=None, salt=None, payload=payload)


# --- private names ---------------------------------------------------------------------------------------------------------------------


def private_terms(names: Sequence[NameClassified]) -> list[Term]:
    """Return the private names as protected words, so that what is not replaced is refused."""
    private = [name for name in names if name.as_ is NameClass.PRIVATE]
    return [Term(id=f"private-{number}", words=(name.name,)) for number, name in enumerate(private, start=1)]


def replaced(assembly: Assembly, names: Sequence[NameClassified]) -> tuple[Assembly, frozenset[str]]:
    """Replace private names by their neutral words; returns the documents whose texts hold one, which are named by hash alone."""
    private, pattern = [name for name in names if name.as_ is NameClass.PRIVATE], written(names)
    if pattern is None:
        return assembly, frozenset()
    neutral = {_key(name.name): name.neutral for name in private}
    search = Search(patterns_of(private_terms(private)))

    def say(words: str) -> str:
        return pattern.sub(lambda match: neutral.get(_key(match[0]), "a person"), words)

    holding = {text.digest: text for text in assembly.texts if search.in_text(text.content)}
    hidden = frozenset(text.document for text in holding.values())
    kept = tuple(_still_opened(written, search) for written in assembly.opened)
    shown = dataclasses.replace(
        assembly, texts=tuple(text for text in assembly.texts if text.document not in hidden), opened=(), rules=(), names=(),
        claims=tuple(_uncut(claim, holding.get(claim.content.anchor.text), pattern) for claim in assembly.claims),
    )
    said = dataclasses.replace(_mapped(shown, say), opened=kept, rules=assembly.rules, head=assembly.head)
    return blinded(assembly, said), hidden


def written(names: Sequence[NameClassified]) -> re.Pattern[str] | None:
    """Return the expression that finds every private name, the longer first; null where there is none."""
    private = sorted((name.name for name in names if name.as_ is NameClass.PRIVATE), key=lambda name: -len(name))
    return re.compile("|".join(map(_written, private)), re.IGNORECASE) if private else None


def _written(name: str) -> str:
    """The expression that finds a name, whatever stands between its words, and never in the middle of a longer word."""
    words = r"[\W_]+".join(map(re.escape, re.findall(r"[^\W_]+", name)))
    spaced = any(c.isupper() or c.islower() for c in name)
    return rf"(?<![^\W_]){words}(?![^\W_])" if spaced else words


def _uncut(claim: Claim, text: Text | None, pattern: re.Pattern[str]) -> Claim:
    """Return a claim whose surroundings end before a private name that they would cut in two: half a name is a name."""
    if text is None:
        return claim
    anchor, content = claim.content.anchor, text.content
    low, high = anchor.start - len(anchor.prefix), anchor.end + len(anchor.suffix)
    first, last = low, high
    for match in pattern.finditer(content, max(0, low - LONGEST_NAME), high + LONGEST_NAME):
        if match.start() < low < match.end():
            first = match.end()
        if match.start() < high < match.end():
            last = match.start()
    if (first, last) == (low, high):
        return claim
    shown = dataclasses.replace(anchor, prefix=content[first : anchor.start], suffix=content[anchor.end : last])
    return dataclasses.replace(claim, content=dataclasses.replace(claim.content, anchor=shown))


def _key(name: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", name.casefold()))


def _still_opened(written: Written, search: Search) -> Written:
    """An entry's field that holds a private name is not opened: the bundle proves it by its digest alone."""
    payload: dict[str, Json] = {
        name: value for name, value in (written.payload or {}).items() if not any(search.in_text(s) for _, s in strings_of(value))
    }
    return dataclasses.replace(written, payload=payload)


def _mapped(value: T, say: Callable[[str], str]) -> T:
    """Return a record with every string of it said anew."""
    if isinstance(value, str) and not isinstance(value, Enum):
        return cast(T, say(value))
    if isinstance(value, tuple):
        return cast(T, tuple(_mapped(item, say) for item in value))
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {field.name: _mapped(getattr(value, field.name), say) for field in dataclasses.fields(value)}
        return cast(T, dataclasses.replace(value, **fields))
    return value


def hash_only(document: Document, hidden: frozenset[str]) -> Document:
    """Return a document as it leaves: by its hash alone where its text holds a private name."""
    return dataclasses.replace(document, disclosure=Disclosure.HASH_ONLY) if document.sha256 in hidden else document


def strings_of(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield (path of fields, string) of everything inside a record or JSON value."""
    if isinstance(value, str):
        yield path or "value", value
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from strings_of(item, path)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from strings_of(item, f"{path}.{key}" if path else str(key))
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from strings_of(getattr(value, field.name), f"{type(value).__name__} {field.name}")
