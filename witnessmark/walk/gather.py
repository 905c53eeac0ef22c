"""From the door to drafts: collect and keep, read and find."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, cast

from witnessmark.records.canonical import Json, canonical
from witnessmark.records.claims import Draft
from witnessmark.records.codec import decode, encode
from witnessmark.records.documents import Capture, LeftOut, Reading, Receipt, Received, State
from witnessmark.records.merkle import text_root, tree_salt
from witnessmark.walk.begin import TOOL, Tell, append, quiet
from witnessmark.walk.case import Case, read_key

if TYPE_CHECKING:
    from witnessmark.engine.local import Outcome
    from witnessmark.extract.read import Extraction

BATCH = 64
"""Documents of one transaction: what an interruption may ask for again."""
BATCH_BYTES = 64 * 2**20

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


def take_in(case: Case, sources: Sequence[str], *, by: str, allow_private: bool = False, tell: Tell = quiet) -> TakenIn:
    """Collect files, folders, archives and pages: bytes durable first, then the entry. What is here already is not received again."""
    from witnessmark.preserve.keep import keep_many

    done = TakenIn()
    waiting: list[Capture] = []

    def keep() -> None:
        receipts = keep_many(waiting, store=case.store, tool=TOOL)
        fresh = [receipt for receipt in receipts if not _here(case, receipt, done)]
        append(case, [("document-received", receipt) for receipt in fresh], by=by)
        done.received += len(fresh)
        waiting.clear()
        tell(done.received + done.known, None)

    for found in _captures(sources, allow_private=allow_private):
        if isinstance(found, LeftOut):
            done.left_out.append(found)
            continue
        waiting.append(found)
        if len(waiting) >= BATCH or sum(len(capture.content) for capture in waiting) > BATCH_BYTES:
            keep()
    keep()
    return done


def _captures(sources: Sequence[str], *, allow_private: bool) -> Iterator[Capture | LeftOut]:
    from witnessmark.collect import Limits, collect_path, collect_url

    for source in sources:
        if source.startswith(("http://", "https://")):
            yield collect_url(source, limits=Limits(), allow_private=allow_private)
        else:
            yield from collect_path(Path(source), limits=Limits())


def _here(case: Case, receipt: Receipt, done: TakenIn) -> bool:
    row = case.ledger.row("document", receipt.document)
    if row is None:
        done.new += 1
        return False
    more = (row.body for row in case.ledger.rows("receipt", key=f"document:{receipt.document}"))
    for said in chain(cast("list[Json]", row.body["receipts"]), more):
        before = decode(Received, said).receipt
        if (before.came_from, before.parent, before.member, before.url) == (receipt.came_from, receipt.parent, receipt.member, receipt.url):
            done.known += 1
            return True
    return False


# --- 3, 4: read and find -----------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Readings:
    """What one `read` did."""

    states: Counter[State] = field(default_factory=Counter)
    drafts: int = 0
    unchanged: int = 0
    faults: list[tuple[str, State, str]] = field(default_factory=list)
    """(document, state, reason) of what has no whole text."""


def read(case: Case, *, by: str, tell: Tell = quiet) -> Readings:
    """Read what was not read yet, in processes of their own, and find drafts. Interrupted, it goes on where it stopped."""
    from witnessmark.engine.local import Limits, outcomes
    from witnessmark.extract.read import again

    done = Readings()
    jobs: list[Json] = list(_unread(case, done))
    waiting: list[tuple[str, Extraction]] = []
    number, of = 0, len(jobs)
    while jobs:
        results = outcomes(
            "witnessmark.extract.read:read_job", iter(jobs), workers=case.settings.workers or os.cpu_count() or 1,
            limits=Limits(memory=READER_MEMORY, seconds=READER_SECONDS, output=READER_OUTPUT),
            preload="witnessmark.extract.read:preload", readable=[(case.path / "store").resolve()],
        )
        jobs = []
        for outcome in results:
            extraction = _extraction(outcome)
            once_more = again(outcome.job, extraction)
            if once_more is not None:
                jobs.append(once_more)
                continue
            waiting.append((cast("dict[str, str]", outcome.job)["document"], extraction))
            if len(waiting) >= BATCH:
                _freeze(case, waiting, done, by=by)
            number += 1
            tell(number, of)
    _freeze(case, waiting, done, by=by)
    return done


def _unread(case: Case, done: Readings) -> Iterator[dict[str, Json]]:
    for row in case.ledger.rows("document"):
        receipts = cast("list[Json]", row.body["receipts"])
        if row.body["reading"] is not None or not receipts:
            done.unchanged += 1
            continue
        name = decode(Received, receipts[0]).receipt.name
        path = str(case.store.path(row.id).resolve())
        yield {"document": row.id, "path": path, "media": row.body["media"], "name": name, "find": True, "language": None}


def _extraction(outcome: Outcome) -> Extraction:
    """A reader that died or hung costs its document a state, nothing else."""
    from witnessmark.extract.read import Extraction, extraction_from

    if outcome.result is None:
        return Extraction(state=State.STOPPED, reason=f"the reader was stopped: {outcome.fault}", text=None, drafts=())
    return extraction_from(outcome.result)


def _freeze(case: Case, waiting: list[tuple[str, Extraction]], done: Readings, *, by: str) -> None:
    """Store texts and layouts, then note the readings in one transaction, then put the drafts into work/."""
    from witnessmark.extract.layout import layout_bytes

    seed = read_key(case)
    texts = [extraction.text for _, extraction in waiting if extraction.text is not None]
    stored = iter(case.store.put_many(chain.from_iterable((text.content.encode("utf-8"), layout_bytes(text)) for text in texts)))
    readings: list[Reading] = []
    for document, extraction in waiting:
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
            write_drafts(case, digest, extraction.drafts)
            done.drafts += len(extraction.drafts)
        readings.append(said)
        done.states[extraction.state] += 1
        if extraction.state not in (State.READ, State.CONTAINER):
            done.faults.append((document, extraction.state, extraction.reason))
    append(case, [("document-read", reading) for reading in readings], by=by)
    waiting.clear()


def write_drafts(case: Case, text: str, drafts: Sequence[Draft]) -> None:
    """Put the drafts of a text into work/, which can be made again at any time."""
    from witnessmark.extract.find import FINDER_VERSION

    file = case.path / "work" / "drafts" / text[:2] / f"{text}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(canonical({"finder": FINDER_VERSION, "drafts": [encode(draft) for draft in drafts]}))
