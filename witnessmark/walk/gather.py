"""From the door to drafts: collect and keep, read and find."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, cast

from witnessmark.records.canonical import Json
from witnessmark.records.codec import decode, encode
from witnessmark.records.documents import Capture, How, LeftOut, Reading, Receipt, Received, State
from witnessmark.records.faults import Damaged, Misused, Refused, Unreachable
from witnessmark.records.merkle import text_root, tree_salt
from witnessmark.walk.begin import TOOL, Tell, append, permit, quiet
from witnessmark.walk.case import Case, alone, read_key, workers_of
from witnessmark.walk.drafts import file_of, find_again, spoken_in, write

if TYPE_CHECKING:
    from witnessmark.engine.local import Outcome
    from witnessmark.extract.read import Extraction

BATCH = 64
"""Documents of one transaction: what an interruption may ask for again."""
BATCH_BYTES = 64 * 2**20

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_Place = tuple[str, str, str | None, str | None, str | None]

READER_MEMORY = 2 * 2**30
"""Bytes of address space of one reading process."""
READER_SECONDS = 120.0
"""Wall time of one document; a reader that knows pages has a budget for each besides."""
READER_OUTPUT = 256 * 2**20
"""Bytes that one reading process may answer with."""


@dataclass(slots=True)
class TakenIn:
    """What one `collect` did."""

    received: int = 0
    new: int = 0
    known: int = 0
    left_out: list[LeftOut] = field(default_factory=list)
    status: int = 0
    """Exit status of the worst fault of an address: the run went on to the other sources."""


def take_in(case: Case, sources: Sequence[str], *, by: str, allow_private: bool = False, tell: Tell = quiet) -> TakenIn:
    """Collect files, folders, archives and pages: bytes durable first, then the entry. What is here already is not received again.

    Raises Misused for a path that is not there or holds the case itself, Refused: nothing was kept then. An address that does not
    answer is left out, and the run goes on.
    """
    permit(case, by, "document-received")
    with alone(case, "collect"):
        return _take_in(case, sources, by=by, allow_private=allow_private, tell=tell)


def _take_in(case: Case, sources: Sequence[str], *, by: str, allow_private: bool, tell: Tell) -> TakenIn:
    from witnessmark.preserve.keep import keep_many

    case.store.sweep()  # what a run that was killed left half-written
    done = TakenIn()
    waiting: list[Capture] = []

    def keep() -> None:
        fresh: dict[_Place, Receipt] = {}
        for receipt in keep_many(waiting, store=case.store, tool=TOOL):
            if _place(receipt) in fresh or _here(case, receipt):
                done.known += 1
            else:
                fresh[_place(receipt)] = receipt
        done.new += len({place[0] for place in fresh if case.ledger.row("document", place[0]) is None})
        append(case, [("document-received", receipt) for receipt in fresh.values()], by=by)
        done.received += len(fresh)
        waiting.clear()
        tell(done.received + done.known, None)

    for found in map(_without_keys, _captures(_known(case, sources), done, allow_private=allow_private)):
        if isinstance(found, LeftOut):
            done.left_out.append(found)
            continue
        waiting.append(found)
        if len(waiting) >= BATCH or sum(len(capture.content) for capture in waiting) > BATCH_BYTES:
            keep()
    keep()
    return done


def _known(case: Case, sources: Sequence[str]) -> list[str | Path]:
    """Return addresses as they are and paths whole. Raises Misused before anything is kept."""
    found: list[str | Path] = [source if _ADDRESS.match(source) else Path(os.path.abspath(source)) for source in sources]
    paths = [path for path in found if isinstance(path, Path)]
    if gone := [str(path) for path in paths if not os.path.lexists(path)]:
        raise Misused(f"{', '.join(gone)}: nothing is there; look at the spelling. Nothing was kept.")
    home = case.path.resolve()
    for real, path in ((path.resolve(), path) for path in paths):
        if home == real or home in real.parents or real in home.parents:
            raise Misused(f"{path}: this holds the case itself, or lies in it; keep what is to be collected in a folder of its own")
    return found


def _captures(sources: Sequence[str | Path], done: TakenIn, *, allow_private: bool) -> Iterator[Capture | LeftOut]:
    from witnessmark.collect import Limits, collect_path, collect_url, members

    for source in sources:
        if isinstance(source, Path):
            yield from collect_path(source, limits=Limits())
            continue
        try:
            page = collect_url(source, limits=Limits(), allow_private=allow_private)
        except (Unreachable, Refused) as fault:
            done.status = max(done.status, fault.status)
            yield LeftOut(name=source, why=str(fault))
            continue
        yield page
        yield from members(page, limits=Limits())


def _without_keys(found: Capture | LeftOut) -> Capture | LeftOut:
    """A private key is nobody's evidence: kept in a case it would open what is sealed there."""
    from witnessmark.vault.keyfiles import holds_key

    if isinstance(found, Capture) and holds_key(found.content):
        why = "a private key stands in it: it belongs on its owner's device alone, and is not kept"
        return LeftOut(name=found.name, why=why, parent=found.parent)
    return found


def _place(receipt: Receipt) -> _Place:
    """Return what makes two receipts of the same bytes the same receipt."""
    return receipt.document, receipt.came_from, receipt.parent, receipt.member, receipt.url


def _here(case: Case, receipt: Receipt) -> bool:
    """Tell whether these bytes were received from this place before. A page is received anew each time: it still stood then."""
    row = case.ledger.row("document", receipt.document)
    if row is None or (receipt.how is How.PAGE and receipt.parent is None):
        return False
    more = (row.body for row in case.ledger.rows("receipt", key=f"document:{receipt.document}"))
    received = (decode(Received, said).receipt for said in chain(cast("list[Json]", row.body["receipts"]), more))
    return any(_place(before) == _place(receipt) for before in received)


# --- 3, 4: read and find -----------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Readings:
    """What one `read` did."""

    states: Counter[State] = field(default_factory=Counter)
    drafts: int = 0
    unchanged: int = 0
    found_again: int = 0
    """Texts that were read before and whose drafts were gone, or of an older finder."""
    faults: list[tuple[str, State, str]] = field(default_factory=list)
    """(document, state, reason) of what has no whole text."""


def read(case: Case, *, by: str, tell: Tell = quiet) -> Readings:
    """Read what was not read yet, in processes of their own, and find drafts. Interrupted, it goes on where it stopped."""
    permit(case, by, "document-read")
    read_key(case)  # asked for before an hour of reading, not after it
    with alone(case, "read"):
        return _read(case, by=by, tell=tell)


def _read(case: Case, *, by: str, tell: Tell) -> Readings:
    done = Readings()
    unread, without_drafts = _due(case, done)
    waiting: list[tuple[Json, Extraction]] = []
    number, of = 0, len(unread) + len(without_drafts)
    try:
        for job, extraction in _extractions(case, unread):
            waiting.append((job, extraction))
            if len(waiting) >= BATCH:
                _freeze(case, waiting, done, by=by)
            number += 1
            tell(number, of)
    except (KeyboardInterrupt, Damaged):
        _freeze(case, waiting, done, by=by)  # what was read is kept: nothing is read twice
        raise
    _freeze(case, waiting, done, by=by)
    for text, drafts, fault in find_again(case, without_drafts):
        done.found_again += 1
        done.drafts += drafts
        done.faults += [(document, State.PARTIAL, fault) for document, other, _ in without_drafts if fault and other == text]
        number += 1
        tell(number, of)
    return done


def _due(case: Case, done: Readings) -> tuple[list[str], list[tuple[str, str, str]]]:
    """Return the documents that were not read yet, and (document, text, layout) of texts without drafts."""
    unread: list[str] = []
    without_drafts: dict[str, tuple[str, str, str]] = {}
    for row in case.ledger.rows("document"):
        reading = cast("dict[str, str] | None", row.body["reading"])
        if reading is None and row.body["receipts"]:
            unread.append(row.id)
            continue
        done.unchanged += 1
        text = reading["text"] if reading else None
        if reading and text and not file_of(case, text).is_file():
            without_drafts.setdefault(text, (row.id, text, reading["layout"]))
    return unread, list(without_drafts.values())


def _extractions(case: Case, unread: Sequence[str]) -> Iterator[tuple[Json, Extraction]]:
    """Yield (job, extraction) of each document as readers finish."""
    from witnessmark.engine.local import Limits, outcomes
    from witnessmark.extract.read import again

    jobs: Iterable[Json] = (_job(case, document) for document in unread)
    while jobs:
        results = outcomes(
            "witnessmark.extract.read:read_job", jobs, workers=workers_of(case),
            limits=Limits(memory=READER_MEMORY, seconds=READER_SECONDS, output=READER_OUTPUT),
            preload=f"witnessmark.extract.read:preload:{spoken_in(case, len(unread))}", readable=[(case.path / "store").resolve()],
        )
        rest: list[Json] = []
        for outcome in results:
            extraction = _extraction(case, outcome)
            once_more = again(outcome.job, extraction) or _without_finders(outcome)
            if once_more is None:
                yield outcome.job, extraction
            else:
                rest.append(once_more)
        jobs = rest


def _job(case: Case, document: str) -> Json:
    row = case.ledger.row("document", document)
    if row is None:
        raise Damaged(f"document {document} went from the ledger while it was read: run `witnessmark check`")
    name = decode(Received, cast("list[Json]", row.body["receipts"])[0]).receipt.name
    path = str(case.store.path(document).resolve())
    return {"document": document, "path": path, "media": row.body["media"], "name": name, "find": True, "language": None}


def _without_finders(outcome: Outcome) -> Json:
    """Return the job that reads without finding, where reading and finding in one went wrong: a finder costs no text."""
    job = cast("dict[str, Json]", outcome.job)
    return {**job, "find": False} if outcome.result is None and job["find"] else None


def _extraction(case: Case, outcome: Outcome) -> Extraction:
    """A reader that died or hung costs its document a state, nothing else. Raises Damaged where the stored bytes are to blame."""
    from witnessmark.extract.read import Extraction, extraction_from

    if outcome.result is None:
        case.store.get(str(cast("dict[str, Json]", outcome.job)["document"]))
        return Extraction(state=State.STOPPED, reason=f"the reader was stopped: {outcome.fault}", text=None, drafts=())
    return extraction_from(outcome.result)


def _freeze(case: Case, waiting: list[tuple[Json, Extraction]], done: Readings, *, by: str) -> None:
    """Store texts and layouts, then note the readings in one transaction, then put the drafts into work/."""
    from witnessmark.extract.layout import layout_bytes

    # Taken off the list first: an interruption asks for them once more, and never enters one of them twice.
    batch = [(cast("dict[str, Json]", job), extraction) for job, extraction in waiting]
    waiting.clear()
    batch = [(job, extraction) for job, extraction in batch if not _is_read(case, str(job["document"]))]
    seed = read_key(case)
    texts = [extraction.text for _, extraction in batch if extraction.text is not None]
    stored = iter(case.store.put_many(chain.from_iterable((text.content.encode("utf-8"), layout_bytes(text)) for text in texts)))
    readings: list[Reading] = []
    for job, extraction in batch:
        document, stopped = str(job["document"]), "" if job["find"] else "it is read, but the finders were stopped: it has no drafts"
        text, said = extraction.text, Reading(
            document=document, state=extraction.state, reason=extraction.reason,
            reader=extraction.reader or "none", reader_version=extraction.reader_version or TOOL,
        )
        if text is not None:
            digest, layout = next(stored), next(stored)
            said = replace(
                said, reader=text.reader, reader_version=text.reader_version, text=digest, layout=layout,
                tree=text_root(text.content, tree_salt(seed, digest)), title=text.title, authors=text.authors,
                publisher=text.publisher, published=text.published, language=text.language,
            )
            write(case, digest, [encode(draft) for draft in extraction.drafts], document=document, fault=stopped)
            done.drafts += len(extraction.drafts)
        readings.append(said)
        done.states[extraction.state] += 1
        if extraction.state not in (State.READ, State.CONTAINER) or stopped:
            done.faults.append((document, extraction.state, extraction.reason or stopped))
    append(case, [("document-read", reading) for reading in readings], by=by)


def _is_read(case: Case, document: str) -> bool:
    """Tell whether another `read` was faster."""
    row = case.ledger.row("document", document)
    return row is not None and row.body["reading"] is not None
