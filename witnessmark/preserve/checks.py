"""Rule P001: what is stored is what was received."""

from __future__ import annotations

from collections.abc import Iterator

from witnessmark.records.canonical import sha256
from witnessmark.records.codec import decode
from witnessmark.records.documents import Reading
from witnessmark.records.faults import Damaged
from witnessmark.records.finders import Consulted
from witnessmark.records.findings import Finding, Verdict
from witnessmark.records.view import View

CODE = "P001"


def check_bytes(view: View) -> Iterator[Finding]:
    """P001 bytes-changed.

    Checks
        The stored bytes of every document, and every text and layout that a reading names, the newest as well as those
        before it, are read whole and hashed anew; their SHA-256 is compared with the digest in the record.

    Why it matters
        Every quotation, conclusion and verdict rests on bytes that somebody received at a certain time. Bytes that changed
        since then, by a failing disk or by a hand, are other evidence.

    Holds
        All of them have the digest of their record. One finding says how many were hashed.

    Fails
        An object is gone, cannot be read, or has another digest: one finding for each, with the digest of the record and the
        digest that was found. The gate is shut.

    Cannot tell
        A case without any document has nothing to hash.

    Known limits
        Says that bytes did not change since the case kept them; not that they are authentic, nor when they were made. Objects
        that no record names are not looked at.

    What to do
        Put the file back from a backup: its name is its digest, so any copy can be checked by `sha256sum`. Where there is
        none, collect the document again from where the receipt says it came from; if it comes out the same, the digest will
        be the same. The ledger needs no repair.
    """
    hashed: set[str] = set()
    damaged = 0
    for document, what, digest in _objects(view):
        hashed.add(digest)  # two documents may have one text: it is one object
        if finding := _damage(view, document, what, digest):
            damaged += 1
            yield finding
    if damaged:
        return
    if not hashed:
        yield Finding(
            code=CODE, verdict=Verdict.CANNOT_TELL, about=(), message="no document is kept yet: nothing to hash", facts=(("objects", "0"),)
        )
        return
    yield Finding(
        code=CODE,
        verdict=Verdict.HOLDS,
        about=(),
        message=f"{len(hashed)} stored objects have the digest of their record",
        facts=(("objects", str(len(hashed))),),
    )


def _objects(view: View) -> Iterator[tuple[str, str, str]]:
    """Yield (document, what, digest) of everything that a record names."""
    for document in view.documents():
        yield document.sha256, "document", document.sha256
        if reading := document.reading:
            yield from _of_reading(document.sha256, reading.text, reading.layout)
    for written in view.entries():
        if written.entry.type == "finder-consulted" and written.payload is not None:
            answer = decode(Consulted, written.payload)
            yield answer.document, "answer of a finder", answer.output
        if written.entry.type != "document-read" or written.payload is None:
            continue
        earlier = decode(Reading, written.payload)
        newest = view.document(earlier.document)
        if newest is None or newest.reading is None or newest.reading.text != earlier.text:
            yield from _of_reading(earlier.document, earlier.text, earlier.layout)


def _of_reading(document: str, text: str | None, layout: str | None) -> Iterator[tuple[str, str, str]]:
    if text is not None:
        yield document, "text", text
    if layout is not None:
        yield document, "layout", layout


def _damage(view: View, document: str, what: str, digest: str) -> Finding | None:
    try:
        found = sha256(view.content(digest))
    except Damaged:
        found = "gone"
    if found == digest:
        return None
    said = "is gone or cannot be read" if found == "gone" else f"has the SHA-256 {found}"
    of = "" if what == "document" else f" of document {document}"
    return Finding(
        code=CODE,
        verdict=Verdict.FAILS,
        about=(document,),
        message=f"stored {what} {digest}{of} {said}. Put the file back from a backup, or collect the document again.",
        facts=(("object", what), ("recorded", digest), ("found", found)),
    )
