"""The gate. `clear` looks at values and is the one maker of a Release; `inspect` looks at every written byte. There is no way round.

clear   1 every required rule has a completed run      2 no house rule fails          3 testimony stays
        4 what is internal is emptied                  5 private names are replaced   6 every name is decided (D006)
        7 no protected word stands in any value (D001)
inspect 1 every file is opened in all its layers       2 no protected word (D001)     3 no metadata (D003)    4 no request to anybody (D004)
"""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path

from witnessmark.protect.cleaned import Cleaned, cleaned_for
from witnessmark.protect.fold import fold
from witnessmark.protect.forms import patterns_of
from witnessmark.protect.hidden import hidden_shown
from witnessmark.protect.layers import layers_of, text_layers
from witnessmark.protect.metadata import metadata_left, written_left
from witnessmark.protect.opening import Unopened
from witnessmark.protect.private import emptied, hash_only, private_terms, replaced
from witnessmark.protect.reading import leaving, names_undecided
from witnessmark.protect.requests import requests_in
from witnessmark.protect.search import Hit, Search
from witnessmark.protect.terms import Term
from witnessmark.records.assembly import Assembly, Refusal, Release, Shut
from witnessmark.records.canonical import digest_of, sha256
from witnessmark.records.codec import encode
from witnessmark.records.decisions import NameClassified
from witnessmark.records.documents import Disclosure
from witnessmark.records.findings import Finding, Grain, Verdict

ERASED_ONLY = frozenset({"L002"})
"""House rules whose `cannot-tell` says that a payload was erased: a named state, which the log still proves around."""


def clear(
    assembly: Assembly, *, terms: Collection[Term], required: Collection[str], place: Callable[[str], bool],
) -> Release | Refusal:
    """Return what may leave, or every reason why nothing does. `place` tells whether a word is a place or a demonym."""
    names = [name.classified for name in assembly.names]
    search = Search(patterns_of([*terms, *private_terms(names)]))
    reasons = [
        *_runs_missing(assembly, required), *_rules_failing(assembly, required), *_testimony(assembly), *_withdrawn(assembly),
        *hidden_shown(assembly),
    ]
    shown, hidden = replaced(emptied(assembly), names)
    by_hash = hidden | {document.sha256 for document in assembly.documents if document.disclosure is Disclosure.HASH_ONLY}
    shown = dataclasses.replace(
        shown, documents=tuple(hash_only(document, hidden) for document in shown.documents),
        texts=tuple(text for text in shown.texts if text.document not in by_hash),
    )
    reasons += names_undecided(shown, names, texts=assembly.texts, place=place)
    for carrier, where, words in leaving(shown):
        reasons += [_shut(hit, carrier=carrier, where=f"{where} (before writing)") for hit in search.in_text(words)]
    if reasons:
        return _refusal(reasons, search, terms)
    return Release(assembly=shown, cleared=digest_of(encode(dataclasses.replace(shown, rules=()))))


def _refusal(reasons: Iterable[Shut], search: Search, terms: Collection[Term]) -> Refusal:
    """Return every reason once, and no word of a protected name in any of them, not even a part of it."""
    parts = {part for term in terms for word in term.words for part in fold(word).split() if len(part) > 2}

    def tells(words: str) -> bool:
        return bool(search.in_text(words)) or not parts.isdisjoint(fold(words).split())

    # A name that is protected and undecided is a reason of D001 already.
    said = [reason for reason in reasons if reason.code != "D006" or not search.in_text(reason.where)]
    return Refusal(reasons=tuple(dict.fromkeys(_silent(reason, tells) for reason in said)))


def _silent(reason: Shut, tells: Callable[[str], bool]) -> Shut:
    if not any(tells(words) for words in (reason.said, reason.where, reason.carrier)):
        return reason
    where = "not printed" if tells(reason.where) else reason.where
    carrier = "case" if tells(reason.carrier) else reason.carrier
    said = f"{reason.code} ({reason.form}), in {where}: the words of this reason hold a protected name or a part of one"
    return dataclasses.replace(reason, said=said, where=where, carrier=carrier)


def _runs_missing(assembly: Assembly, required: Collection[str]) -> Iterator[Shut]:
    done = {run.code: run for run in assembly.runs}
    for code in sorted(required):
        if code not in done:
            said = f"{code} has no run over the view that would be released"
            yield Shut(code="X002", carrier="runs", form="not run", where=code, said=said)
    for run in assembly.runs:
        if not run.completed:
            yield Shut(code="X001", carrier="runs", form="stopped", where=run.code, said=f"{run.code} stopped: {run.fault}")


def _rules_failing(assembly: Assembly, required: Collection[str]) -> Iterator[Shut]:
    house = {rule.code for rule in assembly.rules if rule.house and rule.grain is Grain.CASE} & set(required)
    for run in assembly.runs:
        for finding in run.findings:
            if run.code in house and _shuts(finding):
                said = f"{finding.verdict}: {finding.message} (finding {finding.id[:12]})"
                yield Shut(code=finding.code, carrier="case", form=finding.verdict.value, where=finding.id, said=said)


def _shuts(finding: Finding) -> bool:
    fails = finding.verdict is Verdict.FAILS or (finding.verdict is Verdict.CANNOT_TELL and finding.code not in ERASED_ONLY)
    return fails and finding.shuts


def _testimony(assembly: Assembly) -> Iterator[Shut]:
    for document in assembly.documents:
        if any(received.receipt.testimony for received in document.receipts):
            yield Shut(
                code="D005", carrier="document", form="testimony", where=document.sha256[:12],
                said=f"document {document.sha256[:12]} is testimony: it leaves by nobody's hand but a custodian's",
            )


def _withdrawn(assembly: Assembly) -> Iterator[Shut]:
    """Yield a reason for each site that names a claim which does not leave: nobody could verify it."""
    claims = {claim.id for claim in assembly.claims}
    for site in (one.opened for one in assembly.sites):
        named = {*site.claims, *site.finding_claims, *(claim for tie in site.controlled_by for claim in tie.claims)}
        if gone := len(named - claims):
            said = f"site {site.site[:12]} rests on {gone} claims that do not stand: `review` it again, with its id and the claims that do"
            yield Shut(code="W001", carrier="the registry", form="withdrawn claim", where=site.site, said=said)


def _shut(hit: Hit, *, carrier: str, where: str) -> Shut:
    said = f"{carrier} holds {hit.term} ({hit.form}), in {where}"
    return Shut(code="D001", carrier=carrier, form=hit.form, where=where, said=said)


# --- written bytes ---------------------------------------------------------------------------------------------------------------------


def inspect(
    staging: Path, *, release: Release | None, terms: Collection[Term], names: Sequence[NameClassified] = (),
    marks: tuple[Path, bytes] | None = None,
) -> Refusal | None:
    """Open every written byte and return every reason why it may not leave, or null. Never prints a term, not even in a path.

    `marks` is a file outside what leaves, and a key: files that were clean for the same words before are passed over.
    Without a release, what leaves whole is not asked for its metadata again: that was done when it was proposed.
    """
    looked = [*terms, *private_terms(names)]
    search = Search(patterns_of(looked))
    reasons: list[Shut] = []
    clean = cleaned_for(looked, file=marks[0], key=marks[1]) if marks else Cleaned(None, key=b"", terms="")
    for number, path in enumerate(sorted(staging.rglob("*")), start=1):
        short = path.relative_to(staging).as_posix()
        in_name = {hit for layer in text_layers(os.fsencode(short), carrier="name") for hit in _hits(layer.text, layer.raw, search)}
        where = f"file {number}, whose name is not printed" if in_name else short
        reasons += [_shut(hit, carrier="a file name", where=where) for hit in in_name]
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            said = f"{where} is a link or no file: only files leave"
            reasons.append(Shut(code="D003", carrier="a link", form="link", where=where, said=said))
        elif path.is_file():
            reasons += _inspected(path, short, where, search, clean)
    if release is not None:
        reasons += _whole(staging, release)
    clean.keep()
    return _refusal(reasons, search, terms) if reasons else None


def _inspected(path: Path, short: str, where: str, search: Search, clean: Cleaned) -> Iterator[Shut]:
    try:
        content = path.read_bytes()
        digest = sha256(content)
        if digest not in clean:
            found = [
                _shut(hit, carrier=layer.carrier, where=where)
                for layer in layers_of(content, carrier="file", known=clean) for hit in _hits(layer.text, layer.raw, search)
            ]
            yield from found
            if not found:
                clean.add(digest)
    except (Unopened, OSError) as why:
        told = str(why) if isinstance(why, Unopened) else f"it cannot be read ({why.strerror})"
        said = f"{where}: {told}, and what is not opened does not leave"
        yield Shut(code="D001", carrier="file", form="unopened", where=where, said=said)
        return
    for form in written_left(content):
        yield Shut(code="D003", carrier="a written file", form=form, where=where, said=f"{where}: {form}")
    if short.startswith("site/"):
        for form in requests_in(content, name=short):
            yield Shut(code="D004", carrier="a page", form=form, where=where, said=f"{where}: {form}")


def _hits(text: str, raw: bytes, search: Search) -> set[Hit]:
    return search.in_text(text) | search.in_bytes(raw)


def _whole(staging: Path, release: Release) -> Iterator[Shut]:
    """Yield what a document that leaves whole says beside its text (D003)."""
    for digest in sorted(d.sha256 for d in release.assembly.documents if d.disclosure is Disclosure.WHOLE):
        file = staging / "bundle" / "data" / "sha256" / digest[:2] / digest
        forms = list(metadata_left(file.read_bytes())) if file.is_file() else ["nothing of it in the bundle"]
        for form in forms:
            said = f"document {digest[:12]} would leave whole with {form}: choose passages or hash-only"
            yield Shut(code="D003", carrier="a whole document", form=form, where=digest[:12], said=said)
