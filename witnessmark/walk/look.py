"""What a case can say of itself: the way from a sentence back to the bytes, its projections made again, and what is unsafe."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from witnessmark.records.claims import Claim
from witnessmark.records.decisions import Cited
from witnessmark.records.faults import Damaged, Misused
from witnessmark.records.findings import Verdict
from witnessmark.records.view import View
from witnessmark.walk.case import Case, key_folder, open_case, read_settings
from witnessmark.walk.judge import view_of

FEWEST_LETTERS = 4
"""Words shorter than this would be found everywhere."""
SHOWN_DIGITS = 12
"""Digits of an id that are printed, and may be given back."""


def trace(case: Case, words: str) -> Iterator[str]:
    """Yield the steps from a conclusion, question, site or claim, named by id or by words, back to the stored bytes.

    Raises Misused where the words are too few.
    """
    if len(words.strip()) < FEWEST_LETTERS:
        raise Misused(f'"{words}": give an id or at least {FEWEST_LETTERS} letters of a sentence')
    view, sought = view_of(case), " ".join(words.casefold().split())
    for conclusion in view.conclusions():
        drawn = conclusion.drawn
        if _is(words, drawn.conclusion, drawn.question) or any(sought in s.text.casefold() for s in drawn.sentences):
            yield f"conclusion {drawn.conclusion[:12]}  {drawn.sentences[0].text}"
            for cited in drawn.claims:
                yield from _of_cited(case, view, cited)
    for ident, title, claims in _gathering(view):
        if _is(words, ident) or sought in title.casefold():
            yield f"{ident[:12]}  {title}"
            for claim in claims():
                yield from _of_claim(case, view, claim, "  ")
    for claim in view.claims():
        if _is(words, claim.id, claim.version) or sought in claim.content.anchor.quote.casefold():
            yield from _of_claim(case, view, claim, "")


def _gathering(view: View) -> Iterator[tuple[str, str, Callable[[], Iterable[Claim]]]]:
    """Yield (id, title, its claims) of every question and every site."""
    for question in view.questions():
        yield question.id, f"question: {question.asked.title}", partial(view.claims_of, question.id)
    for site in view.sites():
        yield site.opened.site, f"site: {site.opened.title}", partial(filter, None, map(view.claim, site.opened.claims))


def _of_cited(case: Case, view: View, cited: Cited) -> Iterator[str]:
    claim = view.claim(cited.claim)
    if claim is not None:
        yield from _of_claim(case, view, claim, "  ")
        if claim.version != cited.version:
            yield f"    mended since: the conclusion cites version {cited.version[:12]}"


def _is(words: str, *idents: str) -> bool:
    """Tell whether an id is meant: the whole of it, or as much as is printed."""
    return any(words == ident or (len(words) >= SHOWN_DIGITS and ident.startswith(words)) for ident in idents)


def _of_claim(case: Case, view: View, claim: Claim, indent: str) -> Iterator[str]:
    content, anchor = claim.content, claim.content.anchor
    chain = " > ".join(content.said_by) or "the text itself"
    yield f"{indent}claim {claim.id[:12]}  {content.kind}, {content.modality}: “{anchor.quote}”"
    yield f"{indent}  said by     {chain}"
    origin = view.origin_of(claim)
    unheld = " (its first utterance is not held)" if origin and not origin.held else ""
    yield f"{indent}  origin      {origin.name + unheld if origin else 'not established'}"
    yield f"{indent}  accepted    {claim.at}, entry {claim.entry[:12]}"
    yield f"{indent}  stands at   {anchor.start}:{anchor.end} of text {anchor.text}" + (f", page {anchor.page}" if anchor.page else "")
    document = view.document(anchor.document)
    if document is not None:
        yield f"{indent}  document    {document.sha256}, {document.size:,} bytes, {document.media}"
        for received in document.receipts:
            yield f"{indent}  received    {received.at}, {received.receipt.how}, {received.receipt.name}, by {received.receipt.tool}"
        yield f"{indent}  bytes       {_bytes_of(case, document.sha256)}"


def _bytes_of(case: Case, digest: str) -> str:
    """Hash the stored bytes once more, here and now, and say where they lie."""
    file = case.store.path(digest)
    try:
        case.store.get(digest)
    except Damaged as fault:
        return f"DAMAGED: {fault}"
    return f"{file}: hashed again now, they are what was received"


def rebuild(case: Case) -> tuple[str, str]:
    """Make the projections again from the entries; returns the digest of their dump before and after."""
    import hashlib

    before = hashlib.sha256()
    for line in case.ledger.dump():
        before.update(line + b"\n")
    return before.hexdigest(), case.ledger.rebuild()


def verify_bundle(bundle: Path) -> int:
    """Run the verifier that travels in bundles, from this package, and return its exit status."""
    from witnessmark.publish import verify_bundle as verifier

    return verifier.main([str(bundle)])


def verify_case(path: Path) -> Iterator[tuple[str, str, str]]:
    """Yield (verdict, what, why): every object of the store hashed anew, and every entry, payload and checkpoint of the ledger.

    It writes nothing and needs no key. Raises Misused where no case stands, Damaged where the ledger cannot be read at all.
    """
    from witnessmark.ledger.checks import check_actor, check_chain
    from witnessmark.preserve.checks import check_bytes
    from witnessmark.walk.sealing import examine

    case = open_case(path, read_only=True)
    yield from hash_store(case)
    yield from examine(case)
    broken = False
    try:
        with case.ledger.snapshot() as state:
            view = view_of(case, state)
            for check in (check_chain, check_actor, check_bytes):
                for finding in check(view):
                    broken = broken or (finding.code == "L001" and finding.verdict is Verdict.FAILS)
                    yield finding.verdict.value, finding.code, finding.message
    except (KeyError, TypeError, ValueError, AttributeError) as fault:  # a row that is not what it was is not always readable
        yield "fails", "projections", f"a row cannot be read as what it was ({type(fault).__name__})"
    stands, refolded = case.ledger.refolded()
    if stands == refolded:
        yield "holds", "projections", f"folded anew from the entries they are the same: {refolded}"
    else:
        then = "restore the ledger from a backup first" if broken else f"run `witnessmark rebuild {path}`"
        yield "fails", "projections", f"they are not what the entries make ({stands}, not {refolded}): {then}"


def hash_store(case: Case) -> Iterator[tuple[str, str, str]]:
    """Yield (verdict, what, why): every object of the store that is not what it is named by, or one line that all are."""
    whole, damaged = 0, 0
    for digest in case.store.digests():
        try:
            case.store.get(digest)
            whole += 1
        except Damaged as fault:
            damaged += 1
            yield "fails", "store", str(fault)
    if not damaged:
        yield "holds", "store", f"{whole} stored objects have the bytes that they are named by"


def doctor(path: Path | None) -> list[tuple[str, str]]:
    """Return what is there, what is missing and what is unsafe, each as (`ok`, `note` or `missing`, sentence)."""
    from witnessmark.vault.keyfiles import keys_lying_in

    found = [("ok", f"Python {sys.version.split()[0]}")]
    if shutil.which("bwrap"):
        found.append(("ok", "bubblewrap: hostile files are read without network and without your files in sight"))
    else:
        found.append(("note", "no bubblewrap: hostile files are read in processes with limits, but with your rights; install bubblewrap"))
    if path is not None:
        case, settings = open_case(path, read_only=True), read_settings(path)
        key = key_folder(path, settings) / f"{case.opened.case}.key"
        found.append(_key(key))
        mode = stat.S_IMODE(path.stat().st_mode)
        if os.name == "posix" and mode & 0o077:
            found.append(("note", f"{path}: others on this machine may look in (mode {mode:o}); `chmod 700 {path}`"))
        found += [
            ("missing", f"{file}: a private key lies in the case's folder, which is copied and handed on: move it to its owner's device")
            for file in keys_lying_in(path)
        ]
        left = shutil.disk_usage(path).free
        found.append(("ok" if left > 512 * 2**20 else "missing", f"{left // 2**20:,} MB free where the case lies"))
    return found


def _key(key: Path) -> tuple[str, str]:
    if not key.is_file():
        return "missing", f"{key}: the checkpoint key of this case is not on this machine"
    if os.name == "posix" and stat.S_IMODE(key.stat().st_mode) & 0o077:
        return "missing", f"{key}: others may read the key; `chmod 600 {key}`"
    return "ok", f"{key}: the checkpoint key, readable by you alone"
