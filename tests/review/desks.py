"""A desk over a small case in memory, and lines as people write them."""

from __future__ import annotations

import dataclasses
import itertools
import json

from tests.simulators.plain_view import PERSON, PlainView, document_of, text_of, written
from witnessmark.records import decisions as d
from witnessmark.records import view as v
from witnessmark.records.claims import Claim
from witnessmark.records.places import Place
from witnessmark.review.lines import Line, collect_faults, read_lines
from witnessmark.review.refs import Desk, desk_for

CONTENT = (
    "Nine stations in Spain, says a group: three in Valencia, three in Madrid, two in Barcelona and one in Santiago.\n"
    "The Fuzhou bureau runs three in Valencia. Nine stations in Spain were closed, and the bureau denies that."
)
TEXT = text_of(CONTENT, publisher="Harbour Courier", published="2022-10-26")
DOCUMENT = document_of(CONTENT.encode(), text=TEXT)
SHA = DOCUMENT.sha256
IDS = itertools.count(1)
"""No two desks give one id."""
ONE, TWO = "Reviewer One", "Reviewer Two"
PLACES = (
    Place(id="cc:ES", name="Spain", kind="country", country="ES", country_name="Spain", continent="Europe"),
    Place(id="gn:1", name="Valencia", kind="city", country="ES", country_name="Spain", continent="Europe", population=800_000),
    Place(id="gn:2", name="Valencia", kind="city", country="VE", country_name="Venezuela", continent="Americas", population=1_400_000),
    Place(id="cc:VE", name="Venezuela", kind="country", country="VE", country_name="Venezuela", continent="Americas"),
    Place(id="gn:3", name="Santiago", kind="city", country="ES", country_name="Spain", continent="Europe", population=90_000),
    Place(id="gn:4", name="Santiago", kind="city", country="ES", country_name="Spain", continent="Europe", population=60_000),
)


def person(ident: str, name: str, *, active: bool = True) -> v.Person:
    return v.Person(id=ident, name=name, roles=tuple(d.Role), active=active, history=())


def view(**more) -> PlainView:
    people = (person(PERSON, ONE), person("q" * 32, TWO), person("r" * 32, "Gone", active=False))
    return PlainView(**{"texts": (TEXT,), "kept": (DOCUMENT,), "people": people, "gazetteer": PLACES, "log": (), **more})


def desk(of: PlainView | None = None, **more) -> Desk:
    return desk_for(of or view(**more), new_id=lambda: f"{next(IDS):032x}")


def line(**said) -> Line:
    return Line(file="file.jsonl", number=7, said=json.loads(json.dumps({"person": ONE, **said})))


def given(tmp_path, take, *lines: object) -> None:
    """Give lines to a form as a file, as `review --from` does."""
    file = tmp_path / "file.jsonl"
    file.write_bytes(b"".join((one if isinstance(one, bytes) else json.dumps(one, ensure_ascii=False).encode()) + b"\n" for one in lines))
    collect_faults(read_lines(file), take)


QUOTES = {"nine": ("Nine stations in Spain", 0, "9"), "three": ("three in Valencia", CONTENT.index("three in V"), "3")}


def claim_said(which: str = "three", **more) -> dict[str, object]:
    quote, start, value = QUOTES[which]
    return {"quote": quote, "start": start, "kind": "count", "value": value, "unit": "station", "modality": "asserted", **more}


def grown(before: PlainView, payloads) -> PlainView:
    """The state of the case after payloads were written: enough of the ledger's fold for tests of idempotence."""
    state = {
        "log": list(before.log or ()), "claims": {c.id: c for c in before.accepted}, "asked": {q.id: q for q in before.asked},
        "drawn": {k.drawn.conclusion: k for k in before.drawn}, "sites": {s.opened.site: s for s in before.opened},
        "names": {n.classified.name: n for n in before.classified}, "replied": {r.recorded.reply: r for r in before.replied},
        "graded": dict(enumerate(before.graded)), "kept": {document.sha256: document for document in before.kept},
    }
    for sort, record in payloads:
        state["log"].append(written(len(state["log"]), sort, record))
        FOLDS.get(type(record), lambda *_: None)(state, record)
    return view(
        log=tuple(state["log"]), accepted=tuple(state["claims"].values()), asked=tuple(state["asked"].values()), texts=before.texts,
        drawn=tuple(state["drawn"].values()), opened=tuple(state["sites"].values()), classified=tuple(state["names"].values()),
        replied=tuple(state["replied"].values()), graded=tuple(state["graded"].values()), kept=tuple(state["kept"].values()),
    )


ENTRY = {"entry": "e" * 32, "at": "2026-01-01T00:00:00Z", "by": PERSON}


def _accepted(state, record):
    old = state["claims"].get(record.claim)
    claim = Claim(id=record.claim, version=record.version, content=record.content, question=old.question if old else None)
    state["claims"][record.claim] = claim


def _moved(state, record):
    state["claims"][record.claim] = dataclasses.replace(state["claims"][record.claim], question=record.question)


def _merged(state, record):
    state["asked"][record.question] = dataclasses.replace(state["asked"][record.question], merged_into=record.into)


def _chosen(state, record):
    state["kept"][record.document] = dataclasses.replace(state["kept"][record.document], disclosure=record.disclosure)


FOLDS = {
    d.ClaimAccepted: _accepted, d.ClaimMoved: _moved, d.QuestionMerged: _merged, d.DisclosureChosen: _chosen,
    d.ClaimWithdrawn: lambda state, r: state["claims"].pop(r.claim),
    d.QuestionOpened: lambda state, r: state["asked"].update({r.question: v.Question(id=r.question, asked=r)}),
    d.ConclusionDrawn: lambda state, r: state["drawn"].update({r.conclusion: v.Conclusion(**ENTRY, drawn=r)}),
    d.SiteOpened: lambda state, r: state["sites"].update({r.site: v.Site(**ENTRY, opened=r)}),
    d.NameClassified: lambda state, r: state["names"].update({r.name: v.Name(**ENTRY, classified=r)}),
    d.ReplyRecorded: lambda state, r: state["replied"].update({r.reply: v.Reply(**ENTRY, recorded=r)}),
    d.Graded: lambda state, r: state["graded"].update({len(state["graded"]): v.Grade(**ENTRY, graded=r)}),
}
