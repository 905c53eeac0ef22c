"""House rules on the log itself: L001 chain-broken, L002 entry-by-nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from witnessmark.ledger import chain, checkpoint
from witnessmark.ledger.authority import objection
from witnessmark.records.canonical import DIGEST
from witnessmark.records.entries import NO_EVIDENCE, Written
from witnessmark.records.faults import Damaged
from witnessmark.records.findings import Finding, Verdict
from witnessmark.records.merkle import leaf_hash
from witnessmark.records.view import View

MOST = 50
"""Findings of one verdict that a rule lists; the rest is a count."""


def check_chain(view: View) -> Iterator[Finding]:
    """L001 chain-broken.

    Checks: Every entry is numbered one after the other, names the SHA-256 of the entry before it, and has the leaf hash that the
    ledger keeps for it. Every payload and actor that was not erased is the one that its entry committed to; every missing payload is
    named by an erasure. The RFC 6962 tree over the entries has the root of every checkpoint that was made, and the case's key signed it.

    Why it matters: The log is what shows that nothing was put in, taken out or changed afterwards. If one link is broken, no date and
    no decision after it can be relied upon.

    Holds: All of it was computed anew and agrees.

    Fails: An entry, a link, a leaf, a payload or a root differs; entries are missing; a payload is gone without an erasure.

    Cannot tell: The log is empty.

    Known limits: Who holds the file and the key can write a new log with new checkpoints. Entries cut off the end are noticed only where
    a checkpoint covers them. Against both, checkpoints must be kept by somebody else, or stamped by an outside authority. The content
    of an erased payload is not proved any more, only that it was committed to.

    What to do: Do not write to this case. Compare the last checkpoint that somebody else keeps, and restore the ledger from a backup
    that agrees with it. Then find out who could write to the file.
    """
    yield from _listed("L001", _chain(view))


def check_actor(view: View) -> Iterator[Finding]:
    """L002 entry-by-nobody.

    Checks: Every entry was written by a person of the case who had, just before it, a role that may write its type. The first two
    entries open the case and add the person who wrote them.

    Why it matters: A record is worth what the people are worth who answer for it. An entry by nobody is a claim, a decision or a
    release that no person stands behind.

    Holds: Every writer had the role then. What a person did before being revoked stands.

    Fails: A writer is nobody of the case, was revoked before, or had no role for that type.

    Cannot tell: The payload of the entry was erased, and its writer with it; or the writer is not known, and an entry that added or
    revoked somebody was erased before.

    Known limits: The rule knows ids, not who sat at the machine. An erased entry that took a role away cannot be seen; the ledger
    therefore refuses to erase one while what it took away is still on record.

    What to do: Find out how the entry came in: the program refuses such entries, so another one wrote to the ledger. Restore it from a
    backup, and let somebody with the role decide anew.
    """
    yield from _listed("L002", _actors(view))


def _listed(code: str, findings: Iterable[Finding]) -> Iterator[Finding]:
    counts: Counter[Verdict] = Counter()
    for finding in findings:
        counts[finding.verdict] += 1
        if counts[finding.verdict] <= MOST:
            yield finding
    for verdict, count in counts.items():
        if count > MOST:
            more = str(count - MOST)
            yield Finding(code=code, verdict=verdict, about=(), message=f"And {more} more like these.", facts=(("more", more),))


def _fault(code: str, written: Written, why: str, verdict: Verdict = Verdict.FAILS) -> Finding:
    entry = written.entry
    facts = (("entry", str(entry.seq)), ("type", entry.type), ("why", why))
    return Finding(code=code, verdict=verdict, about=(entry.id,), message=f"Entry {entry.seq} ({entry.type}): {why}.", facts=facts)


# L001


def _chain(view: View) -> Iterator[Finding]:
    listed = set(view.roots())
    wanted: dict[int, set[str]] = {}
    for size, root in listed:
        wanted.setdefault(size, set()).add(root)
    frontier, prev, due, broken, erased, missing = chain.Frontier(), chain.START, 0, False, set[str](), dict[str, Written]()
    told, told_erased = frontier, 0
    entries = view.entries()
    while True:
        try:
            written = next(entries, None)
        except Damaged:
            yield _plain(f"The log cannot be read on after {frontier.size} entries.", entries=str(frontier.size))
            return
        if written is None:
            break
        raw = chain.entry_bytes(written.entry)
        leaf = leaf_hash(raw)
        frontier = chain.extend(frontier, (leaf,))
        faults = [*_entry_faults(view, written, due, prev, leaf.hex()), *_checkpoint_faults(view, written, listed)]
        faults += _wrong_roots(frontier, wanted.pop(frontier.size, set()))
        broken = broken or bool(faults)
        yield from (_fault("L001", written, why) for why in faults)
        if written.payload is None:
            missing[written.entry.id] = written
        elif written.entry.type == "payload-erased":
            erased.add(str(written.payload.get("entry")))
        # What follows is held against what is here: one gap is one fault, not one for every entry after it.
        prev, due = chain.link(raw), written.entry.seq + 1
        if written.entry.type not in NO_EVIDENCE:
            told, told_erased = frontier, len(missing)
    for ident in sorted(set(missing) - erased):
        broken = True
        yield _fault("L001", missing[ident], "its payload is gone, and no entry says that it was erased")
    for size in sorted(wanted):
        broken = True
        message = f"A checkpoint was made over {size} entries; the log has {frontier.size}: entries are missing."
        yield _plain(message, checkpoint=str(size), entries=str(frontier.size))
    if not broken:
        yield _sound(told, told_erased)


def _plain(message: str, **facts: str) -> Finding:
    return Finding(code="L001", verdict=Verdict.FAILS, about=(), message=message, facts=tuple(facts.items()))


def _sound(frontier: chain.Frontier, erased: int) -> Finding:
    """Told of the log up to its last evidence: releases and runs make no finding another one."""
    root = frontier.root.hex()
    if not frontier.size:
        return Finding(code="L001", verdict=Verdict.CANNOT_TELL, about=(), message="The log has no entry.", facts=(("entries", "0"),))
    message = (
        f"{frontier.size} entries up to the last that is evidence, with {erased} erased payloads, agree, and so do all entries after them "
        f"and every checkpoint; the root is {root}."
    )
    facts = (("entries", str(frontier.size)), ("erased", str(erased)), ("root", root))
    return Finding(code="L001", verdict=Verdict.HOLDS, about=(), message=message, facts=facts)


def _entry_faults(view: View, written: Written, seq: int, prev: str, leaf: str) -> Iterator[str]:
    entry = written.entry
    if entry.seq != seq:
        yield f"its number is {entry.seq} where {seq} was due"
    if entry.prev != prev:
        yield "it does not name the entry before it"
    if view.leaf(entry) != leaf:
        yield "the ledger keeps another leaf hash for it"
    if why := chain.broken_seal(written):
        yield why


def _checkpoint_faults(view: View, written: Written, listed: set[tuple[int, str]]) -> Iterator[str]:
    if written.entry.type != "checkpoint-made" or written.payload is None:
        return
    head, key = (written.payload.get("size"), written.payload.get("root")), view.case.key
    if head not in listed:
        yield "its checkpoint is not among those that the ledger lists"
    if not DIGEST.fullmatch(key):
        yield "its checkpoint cannot be checked: the case names no key"
        return
    origin = checkpoint.origin_of_case(view.case.case)
    try:
        signed = checkpoint.verify(str(written.payload.get("note")), bytes.fromhex(key), origin=origin)
    except Damaged as fault:
        yield str(fault)
        return
    if signed != head:
        yield "its signed checkpoint has another size or root than it says"


def _wrong_roots(frontier: chain.Frontier, roots: set[str]) -> Iterator[str]:
    for root in sorted(roots - {frontier.root.hex()}) if roots else ():
        yield f"a checkpoint over the log up to here has the root {root}, the entries have another"


# L002


def _actors(view: View) -> Iterator[Finding]:
    roles: dict[str, tuple[str, ...]] = {}
    opened_by: str | None = None
    size, unknown_people, sound = 0, False, True
    for written in view.entries():
        entry = written.entry
        size = size if entry.type in NO_EVIDENCE else entry.seq + 1
        if written.payload is None or written.by is None:
            unknown_people = unknown_people or entry.type in ("person-added", "person-revoked")
            sound = False
            yield _fault("L002", written, "its payload was erased, and who wrote it with it", Verdict.CANNOT_TELL)
            continue
        against = objection(
            seq=entry.seq, type_=entry.type, by=written.by, payload=written.payload, roles=roles.get(written.by), opened_by=opened_by
        )
        if against:
            sound = False
            yield _fault("L002", written, against, Verdict.CANNOT_TELL if unknown_people else Verdict.FAILS)
        opened_by = opened_by or written.by
        _learn(roles, written)
    if sound:
        verdict, message = Verdict.HOLDS, f"All {size} entries, and all after them, were written by a person who had the role then."
        if not size:
            verdict, message = Verdict.CANNOT_TELL, "The log has no entry."
        yield Finding(code="L002", verdict=verdict, about=(), message=message, facts=(("entries", str(size)),))


def _learn(roles: dict[str, tuple[str, ...]], written: Written) -> None:
    payload = written.payload or {}
    person, given = payload.get("person"), payload.get("roles")
    if written.entry.type == "person-added" and isinstance(person, str) and isinstance(given, (list, tuple)):
        roles[person] = tuple(str(role) for role in given)
    elif written.entry.type == "person-revoked" and isinstance(person, str) and person in roles:
        roles[person] = ()
