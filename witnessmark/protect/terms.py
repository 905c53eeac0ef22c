"""The list of protected words: read, bounded, and never printed."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from witnessmark.protect.fold import fold
from witnessmark.records.canonical import canonical
from witnessmark.records.codec import encode
from witnessmark.records.faults import Misused
from witnessmark.records.protected import Protected

FEWEST_LETTERS = 3
"""A Latin word shorter than this would be found in everything; two letters are enough in Han, Arabic, Tibetan and their like."""
LARGEST_LIST = 4 * 2**20
"""Bytes of a list of protected words."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Term:
    """One protected person or thing: an id that may be printed, and words that may not."""

    id: str
    words: tuple[str, ...]
    """Spellings, aliases, handles, numbers."""
    person: Protected | None = None
    """Who it is, where more is known than words: then every form of the person is looked for."""

    def __repr__(self) -> str:
        """Show the id alone: a traceback may print this."""
        return f"Term({self.id!r})"


def read_terms(file: Path) -> Iterator[Term]:
    """Yield the terms of a list: one a line, spellings separated by `|`, lines that begin with `#` passed over.

    The list lies outside the case, on an encrypted disk or sealed; its words are never logged, printed or stored.
    Raises Misused, naming file and line and never a word.
    """
    try:
        raw = file.read_bytes()
    except OSError as fault:
        raise Misused(f"{file}: the list of protected words cannot be read ({fault.strerror})") from None
    if raw.startswith((b"age-encryption.org/", b"-----BEGIN AGE ENCRYPTED FILE-----")):
        how = f"age -d -i KEY {file.name} | witnessmark publish CASE --protected -"
        raise Misused(f"{file}: this list is sealed; open it into the command and nowhere else: {how}")
    yield from terms_of(raw, name=str(file))


def terms_of(raw: bytes, *, name: str) -> Iterator[Term]:
    """Yield the terms of a list's bytes. Raises Misused, naming line and never a word."""
    if len(raw) > LARGEST_LIST:
        raise Misused(f"{name}: larger than {LARGEST_LIST} bytes: this is no list of protected words")
    try:
        lines = raw.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise Misused(f"{name}: the list of protected words is not UTF-8") from None
    for number, line in enumerate(lines, start=1):
        words = tuple(word.strip() for word in line.split("|") if word.strip())
        if not words or line.lstrip().startswith("#"):
            continue
        if any(len(fold(word).replace(" ", "")) < (FEWEST_LETTERS if fold(word).isascii() else 2) for word in words):
            raise Misused(f"{name}, line {number}: a word is too short to be searched for; give at least {FEWEST_LETTERS} letters")
        yield Term(id=f"term-{number}", words=words)


def term_of_person(person: Protected) -> Term:
    """Return the term of a protected person: the id, the words that no refusal may hold, and everything to look for."""
    words = (*person.names, *person.handles, *person.emails, *person.phones, *person.numbers, *person.relatives, *person.pseudonyms)
    return Term(id=f"person {person.id[:12]}", words=tuple(dict.fromkeys(words)), person=person)


def digest_of_terms(terms: Collection[Term], *, key: bytes) -> str:
    """Return the keyed digest of all that is looked for, whatever the order: without the key it tells nobody a name."""
    said = sorted(canonical(encode(term)) for term in terms)
    return hmac.new(key, b"witnessmark/terms/v2\0" + b"\n".join(said), hashlib.sha256).hexdigest()
