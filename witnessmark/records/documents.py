"""What was received: captures, documents, receipts, and what reading made of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class How(StrEnum):
    """The way by which bytes came in."""

    FILE = "file"
    ARCHIVE = "archive"
    MAIL = "mail"
    WARC = "warc"
    PAGE = "page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """Bytes as they were received, with how and from where; nothing of them has been parsed."""

    content: bytes
    name: str
    """The name under which they came: data, never a path."""
    how: How
    came_from: str
    """The path, address or container as the collector saw it: internal."""
    url: str | None = None
    """The address that answered, where they came over http(s) or out of a WARC."""
    parent: str | None = None
    """SHA-256 of the container that they were a member of."""
    member: str | None = None
    """The member's name inside the container, as written there."""
    declared: str | None = None
    """The media type that the sender declared."""
    remark: str = ""
    """What the collector noticed: redirects, a limit that was met, headers worth keeping."""


class State(StrEnum):
    """What became of a document when it was read. Only `read` and `partial` have a text."""

    READ = "read"
    PARTIAL = "partial"
    EMPTY = "empty"
    ENCRYPTED = "encrypted"
    TRUNCATED = "truncated"
    UNREADABLE = "unreadable"
    UNKNOWN = "unknown"
    STOPPED = "stopped"
    """The reader died, hung or met a limit."""
    CONTAINER = "container"
    """An archive or a mailbox: its members are documents of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """One receipt of a document; the entry around it says who and when."""

    document: str
    """SHA-256 of the bytes."""
    size: int
    """Bytes."""
    media: str
    """Media type by content, not by name."""
    name: str
    came_from: str
    how: How
    tool: str
    """`witnessmark VERSION`."""
    url: str | None = None
    parent: str | None = None
    member: str | None = None
    declared: str | None = None
    remark: str = ""
    testimony: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one reader, in one version, made of a document."""

    document: str
    state: State
    reason: str
    """Why the state is not `read`; empty where it is."""
    reader: str
    reader_version: str
    text: str | None = None
    """SHA-256 of the text's UTF-8 bytes, or null where there is no text."""
    layout: str | None = None
    """SHA-256 of the stored layout: pages, regions, hidden spans, properties."""
    tree: str | None = None
    """Root of the salted Merkle tree over the text's blocks (docs/formats/bundle.md)."""
    title: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    published: str | None = None
    """EDTF date that the document claims for itself."""
    language: str = "und"
    """BCP 47."""


class Disclosure(StrEnum):
    """How much of a document a bundle holds."""

    WHOLE = "whole"
    PASSAGES = "passages"
    HASH_ONLY = "hash-only"


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """One receipt with what its entry says."""

    entry: str
    at: str
    """UTC, RFC 3339."""
    by: str
    """The person's id within the case: never published."""
    receipt: Receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A capture that is kept: named by its SHA-256, with every receipt and the newest reading."""

    sha256: str
    size: int
    media: str
    receipts: tuple[Received, ...]
    reading: Reading | None = None
    disclosure: Disclosure = Disclosure.PASSAGES


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Something that was offered and not kept, and why: over a limit, refused, unreadable on disk."""

    name: str
    why: str
    parent: str | None = None
