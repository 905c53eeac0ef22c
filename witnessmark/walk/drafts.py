"""Drafts of claims in work/: written when a text is read, found again where they are gone or of an older finder."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import cast

from witnessmark.records.canonical import Json, canonical
from witnessmark.records.codec import encode
from witnessmark.records.faults import Misused
from witnessmark.walk.case import Case, workers_of

FIND_MEMORY = 2**30
"""Bytes of address space of one finding process."""
FIND_SECONDS = 60.0
"""Wall time of finding in one text."""


def file_of(case: Case, text: str) -> Path:
    """Return where the drafts of a text lie: another version of the finders has a folder of its own."""
    from witnessmark.extract.find import FINDER_VERSION

    return case.path / "work" / "drafts" / FINDER_VERSION / text[:2] / f"{text}.json"


def write(case: Case, text: str, drafts: Sequence[Json], *, document: str, fault: str = "") -> None:
    """Put the drafts of a text into work/; `fault` says why the finders gave none.

    Two documents may have one text, and pages or hidden words of their own: the first by its digest speaks for both, as in a view.
    """
    file = file_of(case, text)
    if file.is_file() and str(json.loads(file.read_bytes())["document"]) < document:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    coming = file.with_suffix(".new")
    coming.write_bytes(canonical({"document": document, "drafts": list(drafts), "fault": fault}))
    coming.replace(file)  # a file is whole or not there: an interruption leaves no half of one


def drafts_of(case: Case) -> Iterator[tuple[str, list[Json]]]:
    """Yield (text digest, drafts) of every text that has any: our own, and what a user's finders offer besides."""
    from witnessmark.walk.consult import besides, offered, texts_asked

    folder, asked = file_of(case, "00").parents[1], texts_asked(case)
    files = {file.stem: file for file in folder.glob("*/*.json")} if folder.is_dir() else {}
    for text in sorted(files.keys() | asked):
        drafts = cast("list[Json]", json.loads(files[text].read_bytes())["drafts"]) if text in files else []
        if text in asked:
            drafts += besides(drafts, offered(case, text))
        if drafts:
            yield text, drafts


def find_again(case: Case, wanted: Sequence[tuple[str, str, str]]) -> Iterator[tuple[str, int, str]]:
    """Find in texts that are stored already, given as (document, text, layout) digests; yields (text, how many drafts, fault)."""
    from witnessmark.engine.local import Limits, outcomes

    store = (case.path / "store").resolve()
    jobs: Iterator[Json] = (
        {"document": document, "text": text, "layout": layout, "store": str(store)} for document, text, layout in wanted
    )
    limits = Limits(memory=FIND_MEMORY, seconds=FIND_SECONDS)
    preload_ = f"witnessmark.walk.drafts:preload:{spoken_in(case, len(wanted))}"
    for outcome in outcomes(
        "witnessmark.walk.drafts:find_job", jobs, workers=workers_of(case), limits=limits, preload=preload_, readable=[store],
    ):
        job = cast("dict[str, str]", outcome.job)
        text = job["text"]
        drafts = cast("list[Json]", json.loads(outcome.result)) if outcome.result is not None else []
        fault = f"the finders were stopped: {outcome.fault}" if outcome.fault else ""
        if not outcome.fault.startswith("raised: Damaged"):
            write(case, text, drafts, document=job["document"], fault=fault)
        yield text, len(drafts), fault


def find_job(job: Json) -> bytes:
    """Return the canonical JSON of the drafts of one stored text. The job: `document`, `text`, `layout` (digests), `store`.

    Raises Damaged where the stored objects are not what they were.
    """
    from witnessmark.extract.find import find
    from witnessmark.extract.layout import text_from
    from witnessmark.preserve.store import Store

    if not isinstance(job, dict):
        raise Misused("a job to find is an object")
    store = Store(Path(str(job["store"])))
    content, layout = store.get(str(job["text"])), store.get(str(job["layout"]))
    drafts: list[Json] = [encode(draft) for draft in find(text_from(content, layout))]
    return canonical(drafts)


def preload(spoken: str) -> None:
    """Load what finding needs in the languages spoken ("en,es"), so that every forked process shares it."""
    from witnessmark.extract.find import warm

    warm(spoken)


MANY = 200
"""Texts from which on the lists of every language are read beforehand: a language that nobody named would cost each text a second."""


def spoken_in(case: Case, texts: int) -> str:
    """Return the languages whose lists are read before the first of so many texts: those of the case, and English; of many texts all."""
    from witnessmark.extract.lexicon import languages

    known = languages("speech")
    return ",".join(sorted(known if texts >= MANY else known & {"en", *(one.partition("-")[0] for one in case.settings.languages)}))
