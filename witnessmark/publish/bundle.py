"""Writes the package that a stranger verifies: BagIt 1.0, payload files named by their hash (docs/formats/bundle.md).

It takes a Release alone, so what was not cleared cannot be in it. Same release, same bytes.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from witnessmark.records.assembly import Assembly, Release
from witnessmark.records.canonical import Json, canonical, sha256
from witnessmark.records.claims import Claim
from witnessmark.records.codec import encode
from witnessmark.records.documents import Disclosure, Document
from witnessmark.records.entries import PAYLOADS, Written
from witnessmark.records.fields import may_leave
from witnessmark.records.findings import Grain
from witnessmark.records.merkle import BLOCK, block_salt, inclusion_proof, root_of, text_leaves
from witnessmark.records.texts import Text

FORMAT = "witnessmark-bundle/1"
AROUND = 200
"""At most so many code points of a text are shown on each side of a quotation."""
NOTICE = "EXERCISE, NOT EVIDENCE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Secrets:
    """What the walk lends for one writing: nothing of it is written down."""

    content: Callable[[str], bytes]
    """Stored bytes by digest, re-hashed."""
    salt: Callable[[str], bytes]
    """The salt of a text's tree by the text's digest."""
    sign: Callable[[bytes], str]
    """A signed note over a digest's line, by the case's key."""
    opener: Callable[[Written, Collection[str]], Mapping[str, Json]]
    """An entry with some of its fields opened and the rest as digests."""


def write_bundle(release: Release, out: Path, *, secrets: Secrets) -> None:
    """Write the bundle's folder. Raises Damaged where stored bytes are not what they were."""
    assembly = release.assembly
    payload = _Payload(out / "data" / "sha256")
    roles = {name: payload.put(lines) for name, lines in _tables(assembly, secrets).items()}
    whole = {document.sha256 for document in assembly.documents if document.disclosure is Disclosure.WHOLE}
    for document in sorted(whole):
        payload.put(secrets.content(document))
    for text in assembly.texts:
        if text.document in whole:
            payload.put(text.content.encode("utf-8"))
    index: dict[str, Json] = {
        "format": FORMAT, "notice": NOTICE if assembly.case.exercise else "", "title": assembly.case.title, "case": assembly.case.case,
        "at": assembly.head.at, "head": assembly.head.size, "view": assembly.head.view, "tool": assembly.head.tool,
        "released_by": "one person" if assembly.solo else "two people", "contact": assembly.case.contact, "roles": roles,
        "tokens": "none: no outside time was held at this head",
    }
    _tag_files(out, index, payload, secrets, exercise=assembly.case.exercise)


def _tables(assembly: Assembly, secrets: Secrets) -> dict[str, bytes]:
    """Return the payload files by role: each a note or JSON lines in canonical form."""
    origin_of = dict(assembly.origin_of)
    return {
        "checkpoint": assembly.head.checkpoint.encode("utf-8"),
        "leaves": "".join(f"{leaf}\n" for leaf in assembly.head.leaves).encode(),
        "entries": _lines(_opened(written, secrets) for written in assembly.opened),
        "claims": _lines(_claim(claim, origin_of.get(claim.id)) for claim in assembly.claims),
        "documents": _lines(_document(document, assembly) for document in assembly.documents),
        "passages": _lines(_passages(assembly, secrets.salt)),
        "questions": _lines(_plain(question) for question in assembly.questions),
        "conclusions": _lines(_plain(conclusion.drawn) for conclusion in assembly.conclusions),
        "replies": _lines(_cut("ReplyRecorded", _plain(reply.recorded)) for reply in assembly.replies),
        "answers": _lines(_plain(answer.given) for answer in assembly.answers),
        "grades": _lines(_plain(grade.graded) for grade in assembly.grades),
        "sites": _lines(_plain(site.opened) for site in assembly.sites),
        "origins": _lines(_plain(origin) for origin in assembly.origins),
        "runs": _lines(_runs(assembly)),
    }


def _lines(rows: Iterable[Mapping[str, Json]]) -> bytes:
    return b"".join(canonical(row) + b"\n" for row in rows)


def _plain(record: object) -> dict[str, Json]:
    said = encode(record)
    if not isinstance(said, dict):
        raise TypeError(f"{type(record).__name__} is no record")
    return said


def _cut(record: str, said: dict[str, Json]) -> dict[str, Json]:
    return {field: value for field, value in said.items() if may_leave(record, field)}


def _opened(written: Written, secrets: Secrets) -> Mapping[str, Json]:
    record = PAYLOADS[written.entry.type].__name__
    return secrets.opener(written, [field for field in written.payload or {} if may_leave(record, field)])


def _claim(claim: Claim, origin: str | None) -> dict[str, Json]:
    return {
        "id": claim.id, "version": claim.version, "question": claim.question, "origin": origin, "entry": claim.entry,
        "content": encode(claim.content), "as_accepted": claim.content.version == claim.version,
    }


def _document(document: Document, assembly: Assembly) -> dict[str, Json]:
    people = dict(assembly.pseudonyms)
    receipts: list[Json] = [
        {**_cut("Receipt", _plain(r.receipt)), "entry": r.entry, "at": r.at, "by": people.get(r.by, "")} for r in document.receipts
    ]
    reading = _cut("Reading", _plain(document.reading)) if document.reading else None
    return {
        "sha256": document.sha256, "size": document.size, "media": document.media, "disclosure": document.disclosure.value,
        "receipts": receipts, "reading": reading,
    }


def _runs(assembly: Assembly) -> Iterator[dict[str, Json]]:
    done = {run.code: run for run in assembly.runs}
    for rule in assembly.rules:
        run = done.get(rule.code)
        yield {
            "code": rule.code, "name": rule.name, "house": rule.house, "grain": rule.grain.value, "page": rule.page,
            "completed": run.completed if run else rule.grain is not Grain.CASE, "fault": run.fault if run else "",
            "findings": [{**_plain(finding), "id": finding.id} for finding in run.findings] if run else [],
        }


def _passages(assembly: Assembly, salt: Callable[[str], bytes]) -> Iterator[dict[str, Json]]:
    """Yield, for each text of a document that is shown in passages, the blocks around its quotations with their proofs."""
    shown = {d.sha256 for d in assembly.documents if d.disclosure is Disclosure.PASSAGES}
    spans: dict[str, list[tuple[int, int]]] = {}
    for claim in assembly.claims:
        if claim.content.version == claim.version:
            spans.setdefault(claim.content.anchor.text, []).append((claim.content.anchor.start, claim.content.anchor.end))
    for text in assembly.texts:
        if text.document in shown:
            yield _passage(text, spans.get(text.digest, []), salt)


def _passage(text: Text, spans: Sequence[tuple[int, int]], salt: Callable[[str], bytes]) -> dict[str, Json]:
    digest = text.digest
    secret = salt(digest)
    leaves = text_leaves(text.content, secret)
    wanted = sorted({block for span in spans for block in blocks_around(*span, length=len(text.content))})
    return {
        "text": digest, "document": text.document, "root": root_of(leaves).hex(), "size": len(leaves), "length": len(text.content),
        "blocks": [
            {
                "index": block, "salt": block_salt(secret, block).hex(), "text": text.content[block * BLOCK : (block + 1) * BLOCK],
                "proof": [step.hex() for step in inclusion_proof(block, leaves)],
            }
            for block in wanted
        ],
    }


def blocks_around(start: int, end: int, *, length: int) -> range:
    """Return the blocks that hold a quotation and those wholly within 200 code points of it: never more of the text."""
    first, last = start // BLOCK, (end - 1) // BLOCK
    before = -(-max(0, start - AROUND) // BLOCK)
    after = min(length, end + AROUND) // BLOCK - 1
    if min(length, end + AROUND) == length:
        after = (length - 1) // BLOCK
    return range(min(first, before), max(last, after) + 1)


class _Payload:
    """Payload files by content: the same bytes are one file."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.sizes: dict[str, int] = {}

    def put(self, content: bytes) -> str:
        digest = sha256(content)
        file = self.root / digest[:2] / digest
        if digest not in self.sizes:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
            self.sizes[digest] = len(content)
        return digest


def _tag_files(out: Path, index: Mapping[str, Json], payload: _Payload, secrets: Secrets, *, exercise: bool) -> None:
    from witnessmark.publish import verify_bundle

    size = sum(payload.sizes.values())
    manifest = "".join(f"{digest}  data/sha256/{digest[:2]}/{digest}\n" for digest in sorted(payload.sizes))
    told = f"External-Description: {NOTICE}\n" if exercise else ""
    tags: dict[str, bytes] = {
        "VERIFY.txt": _how_to_verify(exercise=exercise).encode("utf-8"),
        "bag-info.txt": (
            f"Bag-Software-Agent: {index['tool']}\nBagging-Date: {str(index['at'])[:10]}\nExternal-Identifier: {index['case']}\n"
            f"{told}Payload-Oxum: {size}.{len(payload.sizes)}\n"
        ).encode(),
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "index.json": canonical(index) + b"\n",
        "manifest-sha256.txt": manifest.encode(),
        "verify_bundle.py": Path(verify_bundle.__file__).read_bytes(),
    }
    for name, content in tags.items():
        (out / name).write_bytes(content)
    tagmanifest = "".join(f"{sha256(content)}  {name}\n" for name, content in sorted(tags.items())).encode()
    (out / "tagmanifest-sha256.txt").write_bytes(tagmanifest)
    (out / "signature.txt").write_text(secrets.sign(tagmanifest), "utf-8")


def _how_to_verify(*, exercise: bool) -> str:
    notice = f"{NOTICE}\n\n" if exercise else ""
    return notice + (
        "How to verify this bundle, offline, in three lines:\n\n"
        "    cd bundle\n"
        "    sha256sum -c tagmanifest-sha256.txt manifest-sha256.txt      (macOS: shasum -a 256 -c ...)\n"
        "    python3 -I verify_bundle.py .\n\n"
        "The second line needs no program of ours. The third needs Python 3.9 or newer and nothing else; read the file first: it is one\n"
        "file of numbered steps. It prints what holds, what fails and what it could not see; its exit status is 0, 1 (something could\n"
        "not be checked) or 3 (something fails). It prints the key that signed: compare that with a copy that you got another way.\n"
    )


def archive(folder: Path, file: Path, *, prefix: str = "bundle") -> None:
    """Write a folder as a ZIP in its one canonical form: stored, sorted, no dates, no owner, nothing before, between or after.

    Raises ValueError where it would need ZIP64 (4 GiB, 65,535 files): such a bundle travels as a folder.
    """
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    if len(files) > 0xFFFF or sum(path.stat().st_size for path in files) > 0xF0000000:
        raise ValueError("too large for a ZIP without ZIP64")
    central, offset = [], 0
    with file.open("wb") as out:
        for path in files:
            name, content = f"{prefix}/{path.relative_to(folder).as_posix()}".encode(), path.read_bytes()
            fields = struct.pack("<HHHHHIIIHH", 20, 0x800, 0, 0, 0x21, zlib.crc32(content), len(content), len(content), len(name), 0)
            out.write(b"PK\x03\x04" + fields + name)
            out.write(content)
            central.append(b"PK\x01\x02" + struct.pack("<H", 20) + fields + struct.pack("<HHHII", 0, 0, 0, 0, offset) + name)
            offset += 30 + len(name) + len(content)
        directory = b"".join(central)
        out.write(directory + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, len(files), len(files), len(directory), offset, 0))


def bundle_digest(folder: Path) -> str:
    """Return the digest by which a bundle is named: SHA-256 of its tag manifest."""
    return sha256((folder / "tagmanifest-sha256.txt").read_bytes())
