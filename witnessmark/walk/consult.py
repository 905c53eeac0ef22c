"""Asks a user's own finders about the texts of a case, or of files without one. Testimony is never among them, whatever a finder says."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, cast

from witnessmark.records.canonical import Json, canonical
from witnessmark.records.claims import Draft
from witnessmark.records.codec import decode, encode
from witnessmark.records.documents import Reading, Received
from witnessmark.records.faults import Refused
from witnessmark.records.finders import Consulted, Finder, HostPermitted
from witnessmark.records.texts import Text
from witnessmark.walk.begin import Tell, append, permit, quiet
from witnessmark.walk.case import Case, alone

if TYPE_CHECKING:
    from witnessmark.consult.offers import Held, Readers


@dataclass(slots=True)
class Asked:
    """What one round of questions brought."""

    texts: int = 0
    unchanged: int = 0
    """Texts that the same finder was asked about before."""
    testimony: int = 0
    """Texts that were held back: they are testimony."""
    drafts: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    faults: list[tuple[str, str]] = field(default_factory=list)
    """(document, why) of what has no usable answer."""


def finders_in(file: Path) -> tuple[Finder, ...]:
    """Return the finders that a file names. Raises Misused, Refused."""
    from witnessmark.consult.settings import finders_of

    return finders_of(file)


def ask(case: Case, finders: Sequence[Finder], *, by: str, tell: Tell = quiet) -> Asked:
    """Ask each finder about each text that was read and that it was not asked about before; answers are kept before they are used.

    Raises Refused where texts would go to a host that the case does not permit, Unreachable where nobody answers: what was asked until
    then stands, and the next round goes on there.
    """
    permit(case, by, "finder-consulted")
    for finder in finders:
        _may_go(case, finder)
    done = Asked()
    with alone(case, "consult"):
        sealed = testimonies(case)
        texts = _texts(case)
        number = 0
        for document, reading, holders in texts.values():
            held_back = not sealed.isdisjoint(holders)
            done.testimony += held_back
            for finder in finders:
                number += 1
                tell(number, len(texts) * len(finders))
                if not held_back:
                    _ask_once(case, finder, document, reading, done, by=by)
    return done


def _may_go(case: Case, finder: Finder) -> None:
    """Let a finder on another machine see texts only where people of the case decided so."""
    if not finder.host:
        return
    rows = (decode(HostPermitted, row.body["permitted"]) for row in case.ledger.rows("host"))
    if not any(said.host == finder.host and said.permitted for said in rows):
        raise Refused(
            f'{finder.name} would send texts of this case to {finder.host}: two people decide that ({{"decision": "permit-host", "host": '
            f'"{finder.host}", "reason": ..., "seconded_by": ...}} in a `review` file). Nothing was sent.'
        )


def testimonies(case: Case) -> frozenset[str]:
    """Return the digests of all documents that are testimony, or came out of one."""
    parents: dict[str, set[str]] = {}
    sealed: set[str] = set()
    for row in case.ledger.rows("document"):
        more = (other.body for other in case.ledger.rows("receipt", key=f"document:{row.id}"))
        for said in (*cast("list[Json]", row.body["receipts"]), *more):
            receipt = decode(Received, said).receipt
            if receipt.testimony:
                sealed.add(row.id)
            if receipt.parent is not None:
                parents.setdefault(receipt.parent, set()).add(row.id)
    waiting = list(sealed)
    while waiting:
        children = parents.get(waiting.pop(), set()) - sealed
        sealed |= children
        waiting += children
    return frozenset(sealed)


def _texts(case: Case) -> dict[str, tuple[str, Reading, set[str]]]:
    """Return for each text the document that speaks for it, how that was read, and all documents that have it."""
    found: dict[str, tuple[str, Reading, set[str]]] = {}
    for row in case.ledger.rows("document"):
        if row.body["reading"] is None:
            continue
        reading = decode(Reading, row.body["reading"])
        if reading.text is not None and reading.layout is not None:
            found.setdefault(reading.text, (row.id, reading, set()))[2].add(row.id)
    return found


def _ask_once(case: Case, finder: Finder, document: str, reading: Reading, done: Asked, *, by: str) -> None:
    from witnessmark.consult.stored import answer_bytes
    from witnessmark.extract.layout import text_from

    digest = str(reading.text)
    if any((said.finder, said.version, said.prompt) == (finder.name, finder.version, finder.prompt) for said in consulted(case, digest)):
        done.unchanged += 1
        return
    text = text_from(case.store.get(digest), case.store.get(str(reading.layout)))
    answer = finder.ask(text)
    output = case.store.put(answer_bytes(digest, finder, answer))
    held = look(text, answer.offers, finder=finder.name, version=finder.version)
    said = Consulted(
        document=document, text=digest, finder=finder.name, version=finder.version, prompt=finder.prompt, model=answer.model,
        output=output, drafts=len(held.drafts), dropped=sum(count for _, count in held.dropped),
    )
    append(case, [("finder-consulted", said)], by=by)
    done.texts += 1
    done.drafts += len(held.drafts)
    done.dropped.update(dict(held.dropped))
    done.faults += [(document, fault) for fault in answer.faults]


def look(text: Text, offers: Sequence[Json], *, finder: str, version: str) -> Held:
    """Return what is left of an answer once its words, names, numbers and times were looked for in the text."""
    from witnessmark.consult.offers import held

    return held(text, offers, finder=finder, version=version, readers=readers_for(text))


def readers_for(text: Text) -> Readers:
    """Return our own grammars of numbers and times for the language of a text."""
    from witnessmark.consult.offers import Readers
    from witnessmark.extract.numbers import find_numbers
    from witnessmark.extract.times import find_times

    language = text.language.partition("-")[0]

    def numbers(quote: str) -> Collection[str]:
        return {value for n in find_numbers(quote, language=language) for value in (n.value, n.min, n.max) if value is not None}

    def times(whole: Text) -> Collection[str]:
        found = find_times(whole.content, published=whole.published, language=language)
        return {timed.when.edtf for timed in found if timed.when is not None}

    return Readers(numbers=numbers, times=times)


def consulted(case: Case, text: str) -> Iterator[Consulted]:
    """Yield every answer of a finder about a text, as the ledger has it."""
    for row in case.ledger.rows("consulted", key=f"text:{text}"):
        yield decode(Consulted, row.body["consulted"])


def texts_asked(case: Case) -> frozenset[str]:
    """Return the digests of the texts that finders were asked about."""
    return frozenset(decode(Consulted, row.body["consulted"]).text for row in case.ledger.rows("consulted"))


def offered(case: Case, text: str) -> list[Json]:
    """Return the drafts out of the stored answers about a text, held against it once, then kept in work/; a finder's newest counts."""
    newest = {said.finder: said for said in consulted(case, text)}
    return [draft for said in newest.values() for draft in _drafts(case, said)]


def _drafts(case: Case, said: Consulted) -> list[Json]:
    from witnessmark.consult.stored import offers_of
    from witnessmark.extract.find import FINDER_VERSION
    from witnessmark.extract.layout import text_from

    file = case.path / "work" / "offered" / FINDER_VERSION / said.output[:2] / f"{said.output}.json"
    if file.is_file():
        return cast("list[Json]", json.loads(file.read_bytes()))
    row = case.ledger.row("document", said.document)
    reading = decode(Reading, row.body["reading"]) if row is not None and row.body["reading"] else None
    if reading is None or reading.text != said.text:
        return []  # a newer reader made another text: the finder is asked again about that one
    text = text_from(case.store.get(said.text), case.store.get(str(reading.layout)))
    held = look(text, offers_of(case.store.get(said.output)), finder=said.finder, version=said.version)
    drafts: list[Json] = [encode(draft) for draft in held.drafts]
    file.parent.mkdir(parents=True, exist_ok=True)
    coming = file.with_suffix(".new")
    coming.write_bytes(canonical(drafts))
    coming.replace(file)
    return drafts


def besides(own: Sequence[Json], offers: Sequence[Json]) -> list[Json]:
    """Return the offers that say more than our own drafts: one of the same kind and value over the same words is the same draft."""
    known = [_place(said) for said in own]
    out: list[Json] = []
    for said in offers:
        kind, value, start, end = _place(said)
        if not any(
            (kind, value) == (sort, number) and 2 * (min(end, last) - max(start, first)) >= min(end - start, last - first)
            for sort, number, first, last in known
        ):
            known.append((kind, value, start, end))
            out.append(said)
    return out


def _place(said: Json) -> tuple[str, str | None, int, int]:
    content = decode(Draft, said).content
    return content.kind.value, content.value, content.anchor.start, content.anchor.end


def ask_of_file(text: Text, finders: Sequence[Finder]) -> tuple[tuple[Draft, ...], Counter[str], list[str]]:
    """Return what finders draft in one text without a case: drafts, why offers were dropped, faults.

    Raises Refused for a finder on another machine: only the people of a case decide that a text leaves this one.
    """
    drafts: list[Draft] = []
    dropped: Counter[str] = Counter()
    faults: list[str] = []
    for finder in finders:
        if finder.host:
            raise Refused(f"{finder.name} would send the text to {finder.host}: two people of a case decide that, and here is no case")
        answer = finder.ask(text)
        held = look(text, answer.offers, finder=finder.name, version=finder.version)
        drafts += held.drafts
        dropped.update(dict(held.dropped))
        faults += answer.faults
    return tuple(drafts), dropped, faults
