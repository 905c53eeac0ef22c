"""From verdicts to a record: assemble, clear, publish into a staging folder, inspect the written bytes, propose; a second person confirms.

A publication is a function of the evidence at the head, the tool's version and the key: the same head gives the same bytes.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import shutil
import sys
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from witnessmark.records import decisions as d
from witnessmark.records.assembly import Assembly, Head, Refusal, Release
from witnessmark.records.canonical import sha256
from witnessmark.records.codec import decode
from witnessmark.records.entries import CheckpointMade, ProposalMade, RefusalMade, ReleaseMade
from witnessmark.records.faults import Damaged, Misused, Refused
from witnessmark.records.findings import Run
from witnessmark.records.merkle import tree_salt
from witnessmark.walk.begin import TOOL, append, permit
from witnessmark.walk.case import Case, alone, read_key
from witnessmark.walk.inspecting import hold_inspection, marks_of, sign_inspection, terms_of_people
from witnessmark.walk.judge import check, gazetteer_of, view_of

if TYPE_CHECKING:
    from witnessmark.ledger.contract import Reader
    from witnessmark.protect.terms import Term
    from witnessmark.walk.inspecting import Unsealed

COOL_OFF = timedelta(hours=24)
"""How long one person alone waits between proposal and release (promises, P10). An exercise does not wait."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A proposal on disk."""

    digest: str
    folder: Path
    files: int
    size: int
    """Bytes."""
    changed: tuple[str, ...]
    """The rendered difference to the last release, line by line."""


def head_of(case: Case, reader: Reader | None = None) -> Head:
    """Return the state of the log that a publication now would be a function of, with its signed checkpoint."""
    from witnessmark.ledger.checkpoint import origin_of_case, sign

    ledger = reader or case.ledger
    state = ledger.row("state", "state")
    if state is None:
        raise Misused(f"{case.path}: nothing was received yet")
    size = int(str(state.body["size"]))
    root = ledger.head(size)[1]
    opened = case.opened
    return Head(
        size=size, root=root, at=str(state.body["at"]), view=str(state.body["evidence"]),
        checkpoint=sign(origin_of_case(opened.case), size, root, read_key(case)), leaves=tuple(ledger.leaves(size)), tool=TOOL,
    )


def pseudonym(seed: bytes, view: str, person: str) -> str:
    """Return the name of a person in one release: an HMAC, so that two releases share none."""
    said = b"witnessmark/pseudonym/v1\0" + view.encode() + b"\0" + person.encode()
    return "P-" + hmac.new(seed, said, hashlib.sha256).hexdigest()[:10]


def assembly_of(case: Case, runs: Sequence[Run]) -> Assembly:
    """Return what could be published of the case as it stands."""
    from witnessmark.analyse.assemble import assemble
    from witnessmark.rules import RULES

    seed, solo = read_key(case), case.opened.mode is d.Mode.SOLO
    with case.ledger.snapshot() as state:
        view = view_of(case, state)
        people = [(person.id, pseudonym(seed, view.digest, person.id)) for person in view.persons()]
        return assemble(view, head=head_of(case, state), rules=RULES, runs=runs, pseudonyms=people, solo=solo)


def propose(case: Case, *, by: str, terms: Collection[Term] = (), who: Unsealed | None = None) -> Proposed | Refusal:
    """Make a proposal: what would leave, cleared, written and inspected. A refusal leaves nothing behind.

    Where the protected people are unsealed on this machine (`who`), their names are looked for at once, and it is signed.

    Raises Refused where the person lacks the role, Damaged where the case is not what its entries make.
    """
    permit(case, by, "proposal-made", "refusal-made")
    with alone(case, "publish"):
        for left in (case.path / "out").glob(".staging-*"):
            shutil.rmtree(left, ignore_errors=True)  # what a run that was killed left, written and not inspected
        people = terms_of_people(who.people) if who is not None else ()
        made = _propose(case, by=by, terms=(*terms, *people))
        if who is not None and isinstance(made, Proposed):
            sign_inspection(case, made.digest, who, people, by=by)
        return made


def _propose(case: Case, *, by: str, terms: Collection[Term]) -> Proposed | Refusal:
    from witnessmark.protect.gate import clear, inspect
    from witnessmark.rules import REQUIRED

    stands, refolded = case.ledger.refolded()
    if stands != refolded:
        raise Damaged(f"{case.path}: what would be published is not what the entries make: run `witnessmark verify {case.path}`")
    assembly = assembly_of(case, check(case, by=by))
    if case.ledger.row("run", assembly.head.view) is None:
        raise Refused("the case changed while it was checked: somebody else decided something; give `witnessmark publish` once more")
    cleared = clear(assembly, terms=terms, required=REQUIRED, place=is_place)
    if isinstance(cleared, Refusal):
        return _refused(case, cleared, assembly.head, by=by)
    staging = case.path / "out" / f".staging-{assembly.head.view[:16]}"
    shutil.rmtree(staging, ignore_errors=True)
    try:
        write(case, cleared, staging)
        names = [name.classified for name in assembly.names]
        inspected = inspect(staging, release=cleared, terms=terms, names=names, marks=marks_of(case))
        if isinstance(inspected, Refusal):
            return _refused(case, inspected, assembly.head, by=by)
        digest = tree_digest(staging)
        changed = difference(_last_release(case), staging)
        folder = case.path / "out" / "proposals" / digest
        if not folder.exists():
            folder.parent.mkdir(parents=True, exist_ok=True)
            staging.rename(folder)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    if case.ledger.row("proposal", digest) is None:
        append(case, [("proposal-made", ProposalMade(proposal=digest, head=assembly.head.size))], by=by)
    files = [file for file in folder.rglob("*") if file.is_file()]
    return Proposed(digest=digest, folder=folder, files=len(files), size=sum(f.stat().st_size for f in files), changed=changed)


def write(case: Case, release: Release, folder: Path) -> None:
    """Write everything that a release holds: bundle, datasets, site. Same release, same bytes."""
    from witnessmark.ledger.checkpoint import origin_of_case, sign_digest
    from witnessmark.ledger.opening import open_entry
    from witnessmark.publish.bundle import Secrets, archive, write_bundle
    from witnessmark.publish.datasets import write_datasets
    from witnessmark.publish.site import write_site

    downloads, seed = folder / "site" / "downloads", read_key(case)
    downloads.mkdir(parents=True)
    entries = {written.entry.id: written for written in case.ledger.entries()}
    secrets = Secrets(
        content=case.store.get, salt=lambda text: tree_salt(seed, text),
        sign=lambda manifest: sign_digest(origin_of_case(release.assembly.case.case), sha256(manifest), seed),
        opener=lambda written, fields: open_entry(entries[written.entry.id], fields),
    )
    write_bundle(release, folder / "bundle", secrets=secrets)
    archive(folder / "bundle", downloads / "bundle.zip")
    write_datasets(release, downloads)
    files = sorted(file for file in downloads.iterdir() if file.is_file())
    listed = [(f"downloads/{file.name}", file.stat().st_size, sha256(file.read_bytes()), DOWNLOADS.get(file.name, "")) for file in files]
    write_site(release, folder / "site", downloads=listed)


DOWNLOADS = {
    "bundle.zip": "The whole record with its proofs: what a stranger verifies offline.",
    "claims.csv": "Every published claim, one a row.", "claims.jsonl": "The same, one JSON object a line, with anchors.",
    "documents.csv": "The documents: digests, receipts, what the bundle holds of each.", "sites.csv": "The registry of reported places.",
    "rollups.csv": "The registry summed by country, city, continent and body.", "findings.csv": "Every finding with its verdict.",
    "findings.jsonl": "The same, one JSON object a line.", "places.geojson": "Reported places as points of towns (RFC 7946).",
    "entities.ftm.json": "FollowTheMoney entities, one a line.", "datapackage.json": "What the columns mean (Frictionless).",
    "loss.json": "What each form of the data leaves out, field by field.", "LOSS.md": "The same, for people to read.",
}
"""What each download is, in a sentence."""


def is_place(name: str) -> bool:
    """Return whether a word is a place, or the adjective of one, in the gazetteer."""
    return bool(gazetteer_of().named(name))


def _refused(case: Case, refusal: Refusal, head: Head, *, by: str) -> Refusal:
    codes = tuple(sorted({reason.code for reason in refusal.reasons}))
    append(case, [("refusal-made", RefusalMade(head=head.size, codes=codes))], by=by)
    return refusal


def manifest_of(folder: Path) -> dict[str, str]:
    """Return path to SHA-256 of every file of a folder."""
    return {file.relative_to(folder).as_posix(): sha256(file.read_bytes()) for file in sorted(folder.rglob("*")) if file.is_file()}


def tree_digest(folder: Path) -> str:
    """Return the digest of a tree of files: SHA-256 over the lines `digest  path`, sorted by path."""
    lines = [f"{digest}  {name}\n" for name, digest in sorted(manifest_of(folder).items())]
    return sha256("".join(lines).encode("utf-8"))


TOLD = (
    ("conclusions", "conclusion"), ("questions", "id"), ("claims", "id"), ("sites", "site"), ("documents", "sha256"), ("replies", "reply"),
)
"""Tables of a bundle whose changes a person reads before confirming, with the field that tells their rows apart."""


def difference(last: Path | None, staging: Path) -> tuple[str, ...]:
    """Say what a reader of the last release would see changed: what came, went or was said anew, in words."""
    now = _tables(staging / "bundle")
    if last is None:
        counted = ", ".join(f"{len(now[table])} {table}" for table, _ in TOLD)
        return (f"first release: {counted}",)
    before, lines = _tables(last / "bundle"), []
    for table, key in TOLD:
        old, new = ({str(row[key]): row for row in rows[table]} for rows in (before, now))
        lines += [f"+ {table}: {_words(new[ident])}" for ident in new if ident not in old]
        lines += [f"- {table}: {_words(old[ident])}" for ident in old if ident not in new]
        lines += [f"~ {table}: {_words(new[ident])}" for ident in new if ident in old and new[ident] != old[ident]]
    runs = [{run["code"]: [(f["id"], f["verdict"]) for f in run["findings"]] for run in rows["runs"]} for rows in (before, now)]
    lines += [f"~ findings of {code}" for code in runs[1] if runs[0].get(code) != runs[1][code]]
    same = manifest_of(staging) == manifest_of(last)
    return tuple(lines) or (("nothing: the same bytes as the last release",) if same else ("nothing that a reader is told; other bytes",))


def _tables(bundle: Path) -> dict[str, list[dict[str, Any]]]:
    roles = json.loads((bundle / "index.json").read_bytes())["roles"]
    files = {table: bundle / "data" / "sha256" / roles[table][:2] / roles[table] for table in (*(t for t, _ in TOLD), "runs")}
    return {table: [json.loads(line) for line in file.read_bytes().splitlines()] for table, file in files.items()}


def _words(row: dict[str, Any]) -> str:
    """What a row says, as short as it can be told."""
    if "content" in row:
        return f"“{row['content']['anchor']['quote'][:100]}”"
    if "sentences" in row:
        return str(row["sentences"][0]["text"])
    if "asked" in row:
        return str(row["asked"]["title"])
    if "sha256" in row:
        return f"{(row['reading'] or {}).get('title') or row['sha256'][:16]}"
    return str(row.get("title") or row.get("who") or "")


def _last_release(case: Case) -> Path | None:
    releases = [decode(ReleaseMade, row.body["made"]) for row in case.ledger.rows("release")]
    folder = case.path / "out" / releases[-1].proposal if releases else None
    return folder if folder is not None and folder.is_dir() else None


def confirm(case: Case, digest: str, *, by: str) -> Path:
    """Release a proposal: a second person who saw it, or the same one in a declared solo case after 24 hours; an exercise at once.

    Raises Misused, Refused, Damaged.
    """
    permit(case, by, "release-made")
    ident, made = named_proposal(case, digest)
    opened, proposal = case.opened, case.ledger.row("proposal", ident)
    solo = opened.mode is d.Mode.SOLO
    if proposal is None or made.head != head_of(case).size:
        raise Refused("the evidence changed since the proposal: make a new one with `witnessmark publish`")
    hold_inspection(case, ident)
    if not solo and str(proposal.body["by"]) == by:
        raise Refused("who proposed does not confirm: a second person of this case looks at the proposal and confirms it")
    waited = _time(case.now()) - _time(str(proposal.body["at"]))
    if solo and not opened.exercise and waited < COOL_OFF:
        raise Refused(f"one person alone waits 24 hours before a release: {COOL_OFF - waited} are left")
    folder, released = case.path / "out" / "proposals" / proposal.id, case.path / "out" / proposal.id
    if not released.exists():
        if not folder.is_dir() or tree_digest(folder) != proposal.id:
            raise Damaged(f"{folder}: the proposal's files are not what was proposed; make it again with `witnessmark publish`")
        folder.rename(released)
    if all(decode(ReleaseMade, row.body["made"]).proposal != proposal.id for row in case.ledger.rows("release")):
        append(case, [("release-made", ReleaseMade(proposal=proposal.id, head=made.head, solo=solo))], by=by)
    return released


def named_proposal(case: Case, digest: str) -> tuple[str, ProposalMade]:
    """Return the proposal that the first digits of its digest name. Raises Misused."""
    found = [row for row in case.ledger.rows("proposal") if row.id.startswith(digest)] if len(digest) >= 12 else []
    if len(found) != 1:
        raise Misused(f'"{digest}" names {len(found)} proposals: give at least 12 digits of the digest that `witnessmark publish` printed')
    return found[0].id, decode(ProposalMade, found[0].body["made"])


def _time(at: str) -> datetime:
    return datetime.strptime(at, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def checkpoint(case: Case, *, by: str) -> str:
    """Make and keep a signed checkpoint of the evidence as it stands; returns the C2SP note."""
    permit(case, by, "checkpoint-made")
    head = head_of(case)
    append(case, [("checkpoint-made", CheckpointMade(size=head.size, root=head.root, note=head.checkpoint))], by=by)
    return head.checkpoint


def terms_from(file: Path | None, *, case: Path) -> tuple[Term, ...]:
    """Return the protected terms of a file that lies outside the case. Raises Misused, Refused."""
    from witnessmark.protect.terms import read_terms, terms_of

    if file is None:
        return ()
    if str(file) == "-":
        return tuple(terms_of(sys.stdin.buffer.read(), name="standard input"))
    if case.resolve() in file.resolve().parents:
        raise Refused(f"{file}: protected words never lie inside the case's folder; keep the list elsewhere, sealed")
    return tuple(read_terms(file))
