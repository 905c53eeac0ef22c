"""Finds what people refer to: documents by digest, claims by id or words, questions by title, persons by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from witnessmark.records.canonical import Json
from witnessmark.records.claims import Claim
from witnessmark.records.decisions import Cited
from witnessmark.records.documents import Document
from witnessmark.records.texts import Anchor, Text
from witnessmark.records.view import Conclusion, Question, View
from witnessmark.review.lines import Line

SHORTEST_PREFIX = 12
"""Hexadecimal digits of a digest that may stand for the whole of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a decision is read against: one state of the case, and where new random ids come from."""

    view: View
    new_id: Callable[[], str]
    digests: tuple[str, ...]
    people: Mapping[str, str]
    """Name to person id."""
    texts: dict[str, Text] = field(default_factory=dict)
    """Texts that were looked at for this file, by digest."""


def desk_for(view: View, *, new_id: Callable[[], str]) -> Desk:
    """Return a desk over one state of the case."""
    return Desk(
        view=view,
        new_id=new_id,
        digests=tuple(sorted(document.sha256 for document in view.documents())),
        people={person.name: person.id for person in view.persons() if person.active},
    )


def person_of(desk: Desk, line: Line, name: str | None = None) -> str:
    """Return the id of the person that a line names. Raises Misused."""
    who = name if name is not None else line.text("person")
    if who not in desk.people:
        known = ", ".join(sorted(desk.people)) or "nobody yet"
        raise line.fault(f'"{who}" is nobody of this case (it has: {known}); add them with `witnessmark person add`')
    return desk.people[who]


def document_of(desk: Desk, line: Line) -> Document:
    """Return the document that a line names by digest or by a unique beginning of it. Raises Misused."""
    said = line.text("document")
    found = [digest for digest in desk.digests if digest.startswith(said)] if len(said) >= SHORTEST_PREFIX else []
    if len(found) != 1:
        why = "is shorter than 12 digits" if len(said) < SHORTEST_PREFIX else f"is the beginning of {len(found)} documents"
        raise line.fault(f'document "{said}" {why}: give the SHA-256 of one document of this case')
    document = desk.view.document(found[0])
    if document is None:
        raise line.fault(f'document "{said}" is not in this case')
    return document


def text_of(desk: Desk, line: Line, document: Document) -> Text:
    """Return the text of a document's newest reading. Raises Misused where it has none."""
    reading = document.reading
    if reading is None or reading.text is None:
        state = "not read yet: run `witnessmark read`" if reading is None else f"{reading.state}: {reading.reason}"
        raise line.fault(f"document {document.sha256[:16]} has no text ({state})")
    if reading.text not in desk.texts:
        desk.texts.clear()
        desk.texts[reading.text] = desk.view.text(reading.text)
    return desk.texts[reading.text]


def anchor_of(line: Line, text: Text) -> Anchor:
    """Return the place of a line's words in a text. Raises Misused where they stand nowhere, elsewhere or twice."""
    quote = line.text("quote")
    prefix, suffix = line.maybe("prefix") or "", line.maybe("suffix") or ""
    start = line.said.get("start")
    if start is not None:
        if type(start) is not int or text.content[start : start + len(quote)] != quote:
            raise line.fault(f"these words do not stand at {start}: {quote[:80]!r}")
        if line.said.get("end", start + len(quote)) != start + len(quote):
            raise line.fault(f'"end" does not fit the words: {quote[:80]!r} ends at {start + len(quote)}')
        places = [start]
    else:
        places = _places(text.content, prefix + quote + suffix, len(prefix))
    if len(places) != 1:
        what = "stand nowhere" if not places else f"stand {len(places)} times"
        raise line.fault(f'these words {what} in the text of {text.document[:16]}: {quote[:80]!r}; give "start", or "prefix" and "suffix"')
    if not text.content[: places[0]].endswith(prefix) or not text.content[places[0] + len(quote) :].startswith(suffix):
        raise line.fault(f"prefix or suffix do not stand beside these words: {quote[:80]!r}")
    return text.anchor(places[0], places[0] + len(quote))


def _places(content: str, words: str, skip: int) -> list[int]:
    found, at = [], content.find(words)
    while at >= 0:
        found.append(at + skip)
        at = content.find(words, at + 1)
    return found


def claim_of(desk: Desk, line: Line, said: Json) -> Claim:
    """Return the accepted claim that a reference means: an id, or document and words. Raises Misused."""
    if isinstance(said, str):
        claim = desk.view.claim(said)
        if claim is None:
            raise line.fault(f'"{said}" is no accepted claim of this case')
        return claim
    if not isinstance(said, Mapping):
        raise line.fault(f"a claim is named by its id or by document and quote, not by {said!r}")
    inner = Line(file=line.file, number=line.number, said=said)
    inner.only(frozenset({"document", "quote", "start", "kind", "value", "place"}))
    document = document_of(desk, inner)
    text = document.reading.text if document.reading else None
    found = [claim for claim in desk.view.claims_in(text or "") if _fits(claim, said)]
    if len(found) != 1:
        raise line.fault(f"{len(found)} accepted claims fit {dict(said)!r}: name exactly one (start, kind and value help)")
    return found[0]


def _fits(claim: Claim, said: Mapping[str, Json]) -> bool:
    content = claim.content
    has: dict[str, Json] = {
        "quote": content.anchor.quote, "start": content.anchor.start, "kind": content.kind.value,
        "value": content.value, "place": content.place,
    }
    return all(has[key] == value for key, value in said.items() if key != "document")


def cited(desk: Desk, line: Line, said: Json) -> Cited:
    """Return a citation of the claim in the version that stands now. Raises Misused."""
    claim = claim_of(desk, line, said)
    return Cited(claim=claim.id, version=claim.version)


def question_of(desk: Desk, line: Line, name: str, opened: Mapping[str, str]) -> str:
    """Return the id of a question by id or exact title, those opened earlier in the same file included. Raises Misused."""
    if name in opened:
        return opened[name]
    found = [q for q in desk.view.questions() if name in (q.id, q.asked.title)]
    if len(found) != 1:
        raise line.fault(f'{len(found)} questions are called "{name}": give the id or the exact title')
    return _unmerged(found[0])


def _unmerged(question: Question) -> str:
    return question.merged_into or question.id


def conclusion_of(desk: Desk, line: Line, name: str) -> Conclusion:
    """Return the conclusion of an id or of one of its sentences. Raises Misused."""
    found = [c for c in desk.view.conclusions() if name == c.drawn.conclusion or name in (s.text for s in c.drawn.sentences)]
    if len(found) != 1:
        raise line.fault(f'{len(found)} conclusions are "{name[:80]}": give the id or the exact sentence')
    return found[0]
