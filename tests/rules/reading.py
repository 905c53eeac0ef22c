"""Reads a rule's Markdown file: prose, texts, claims and decisions of a small case, and the findings that are expected of it."""

from __future__ import annotations

import dataclasses
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from tests.simulators import plain_view as pv
from witnessmark.records import decisions as d
from witnessmark.records import view as v
from witnessmark.records.canonical import sha256
from witnessmark.records.claims import Claim, Content, When
from witnessmark.records.codec import decode, encode
from witnessmark.records.documents import Document
from witnessmark.records.edtf import when
from witnessmark.records.entries import Written
from witnessmark.records.findings import Run
from witnessmark.records.places import Place
from witnessmark.records.texts import Hidden, Text

FENCE = re.compile(r"^```([a-z]+)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclasses.dataclass(frozen=True)
class Example:
    """One section of a rule's file."""

    heading: str
    view: pv.PlainView
    expected: tuple[str, ...]
    case: dict[str, Any]


def examples(file: Path) -> Iterator[Example]:
    """Yield every section of a file that expects findings."""
    for section in re.split(r"^## ", file.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        heading, _, body = section.partition("\n")
        blocks = [(m[1], m[2], m[3]) for m in FENCE.finditer(body)]
        expected = [line for kind, _, block in blocks if kind == "findings" for line in block.splitlines() if line]
        if any(kind == "findings" for kind, _, _ in blocks):
            case = {k: item for kind, _, block in blocks if kind == "case" for k, item in (yaml.safe_load(block) or {}).items()}
            claims = [item for kind, _, block in blocks if kind == "claims" for item in yaml.safe_load(block)]
            texts = {fence.get("id", f"t{n}"): _text(fence, block, n) for n, (fence, block) in enumerate(
                ((dict(part.split("=", 1) for part in shlex.split(args)), block) for kind, args, block in blocks if kind == "text"), 1)}
            yield Example(heading.strip(), _view(texts, claims, case), tuple(expected), case)


def _text(fence: dict[str, str], block: str, number: int) -> Text:
    content = block.rstrip("\n")
    hidden = ()
    if "hidden" in fence:
        at = content.index(fence["hidden"])
        hidden = (Hidden(start=at, end=at + len(fence["hidden"]), why=fence.get("why", "white on white")),)
    return pv.text_of(content, document=sha256(_bytes(fence.get("id", f"t{number}"), content)), publisher=fence.get("publisher", ""),
                      published=fence.get("published"), authors=tuple(a for a in fence.get("authors", "").split(",") if a),
                      language=fence.get("language", "en"), hidden=hidden)


def _bytes(name: str, content: str) -> bytes:
    return f"{name}\n{content}".encode()


def _claim(item: dict[str, Any], texts: dict[str, Text], number: int) -> Claim:
    item = dict(item)
    text = texts[item.pop("in")] if "in" in item else next(iter(texts.values()))
    start = _find(text.content, item["quote"], item.pop("nth", None))
    anchor = text.anchor(start, start + len(item.pop("quote")))
    if shown := item.pop("shown", None):
        anchor = dataclasses.replace(anchor, quote=shown)
    ident, question = item.pop("id", f"c{number}"), item.pop("question", None)
    item.pop("accepted", None)
    if part_of := item.pop("part_of", None):
        at = _find(text.content, part_of, None)
        item["part_of"] = {"start": at, "end": at + len(part_of)}
    if time := item.pop("time", None):
        item["time"] = encode(when(str(time)))
    plain = {k: str(x) if isinstance(x, (int, float)) else x for k, x in item.items()}
    content = decode(Content, {"modality": "asserted", **plain, "anchor": encode(anchor)}, where=f"claim {ident}")
    return Claim(id=ident, version=content.version, content=content, question=question, at=pv.AT, entry=f"e-{ident}")


def _find(content: str, quote: str, nth: int | None) -> int:
    hits = [m.start() for m in re.finditer(re.escape(quote), content)]
    if not hits or (len(hits) > 1 and nth is None):
        raise AssertionError(f"{quote!r} stands {len(hits)} times in the text: say which (nth)")
    return hits[(nth or 1) - 1]


def _view(texts: dict[str, Text], items: list[dict[str, Any]], case: dict[str, Any]) -> pv.PlainView:
    claims = tuple(_claim(item, texts, n) for n, item in enumerate(items, 1))
    versions = {c.id: c.version for c in claims}
    dated = {"entry": "e", "at": case.get("today", pv.AT), "by": pv.PERSON}
    people = tuple(v.Person(id=p["id"], name=p.get("name", p["id"]), roles=(d.Role.REVIEWER,), active=p.get("active", True), history=())
                   for p in case.get("persons", ()))
    drop = {item.get("id", f"c{n}"): item["accepted"] for n, item in enumerate(items, 1) if item.get("accepted", True) is not True}
    gone = set(case.get("withdrawn", ())) | {i for i, how in drop.items() if how == "gone"}
    return pv.PlainView(
        texts=tuple(texts.values()), accepted=tuple(_tampered(c, drop) for c in claims if c.id not in gone),
        asked=tuple(v.Question(id=q["id"], asked=decode(d.QuestionOpened, {"question": q.pop("id"), **q}))
                    for q in map(dict, _(case, "questions"))),
        drawn=tuple(v.Conclusion(**dated, drawn=_conclusion(c, versions)) for c in _(case, "conclusions")),
        graded=tuple(v.Grade(**{**dated, "by": g.pop("by", pv.PERSON)}, graded=decode(d.Graded, {"reason": "r", "of": "source", **g}))
                     for g in map(dict, _(case, "grades"))),
        replied=tuple(v.Reply(**dated, recorded=decode(d.ReplyRecorded, {
            "reply": f"r{n}", "sort": "association", "asked_at": None, "how": "letter", "deadline": None, "words": "", **r}))
            for n, r in enumerate(_(case, "replies"))),
        opened=tuple(v.Site(**dated, opened=decode(d.SiteOpened, {
            "site": f"s{n}", "title": f"s{n}", "city": None, "place_id": None, "ordinal": 1, "stations": 1, "counted": "yes",
            "overlaps": "", "claims": [], **s}))
            for n, s in enumerate(_(case, "sites"))),
        gazetteer=tuple(decode(Place, {"kind": "country", "country": None, "country_name": None, "continent": None, **p})
                        for p in _(case, "places")),
        people=people, log=tuple(_log(claims, drop, case)),
        newer={text.document: dataclasses.replace(text, content=case["reread"], reader_version="2")
               for text in list(texts.values())[:1] if "reread" in case},
        bytes_of={text.document: b"other" if case.get("bytes") == "changed" else _bytes(name, text.content)
                  for name, text in texts.items()},
        kept=tuple(_marked(pv.document_of(_bytes(name, text.content), text=text), marked=name == case["testimony"])
                   for name, text in texts.items()) if "testimony" in case else (),
    )


def _marked(document: Document, *, marked: bool) -> Document:
    receipts = tuple(dataclasses.replace(one, receipt=dataclasses.replace(one.receipt, testimony=marked)) for one in document.receipts)
    return dataclasses.replace(document, receipts=receipts)


def _(case: dict[str, Any], name: str) -> list[dict[str, Any]]:
    return case.get(name, [])


def _tampered(claim: Claim, drop: dict[str, Any]) -> Claim:
    return dataclasses.replace(claim, version="f" * 64) if drop.get(claim.id) == "other content" else claim


def _conclusion(item: dict[str, Any], versions: dict[str, str]) -> d.ConclusionDrawn:
    item = dict(item)
    time: When | None = when(str(item.pop("time"))) if "time" in item else None
    cited = [{"claim": c, "version": versions.get(c, "0" * 64)} if isinstance(c, str) else c for c in item.pop("claims", [])]
    sentences = [{"language": language, "text": text} for language, text in item.pop("sentences", {"en": "A sentence."}).items()]
    return decode(d.ConclusionDrawn, {
        "conclusion": item.pop("id", "k1"), "modality": "asserted", "sentences": sentences, "claims": cited, "time": encode(time),
        **{k: str(x) if isinstance(x, (int, float)) else x for k, x in item.items()}})


def _log(claims: tuple[Claim, ...], drop: dict[str, Any], case: dict[str, Any]) -> Iterator[Written]:
    if "log" in case:
        yield from pv.chained(case["log"])
        return
    at = str(case.get("today", pv.AT))
    yield pv.written(0, "case-opened", pv.CASE, at=at)
    for n, claim in enumerate(claims, 1):
        how = drop.get(claim.id)
        payload = d.ClaimAccepted(claim=claim.id, version=claim.version, content=claim.content, drafted_by="person")
        if how is not False and how != "gone":
            yield pv.written(n, "claim-accepted", None if how == "erased" else payload, ident=claim.entry, at=at)
    for ident in case.get("withdrawn", ()):
        yield pv.written(900, "claim-withdrawn", d.ClaimWithdrawn(claim=ident, reason="mistaken"), at=at)
    if case.get("erased"):
        yield pv.written(901, "claim-accepted", None, at=at)


def runs_of(case: dict[str, Any]) -> tuple[Run, ...]:
    """Return the runs that a section of X001 or X002 writes down."""
    return tuple(Run(code=r["code"], completed=r.get("completed", True), fault=r.get("fault", "")) for r in case.get("runs", ()))
