"""Finds what people refer to: documents by digest, claims by id or words, questions by title, persons by name."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from witnessmark.records.canonical import Json, canonical
from witnessmark.records.claims import Claim, Content
from witnessmark.records.codec import decode, encode
from witnessmark.records.decisions import Cited, QuestionOpened
from witnessmark.records.documents import Disclosure, Document
from witnessmark.records.texts import Anchor, Text
from witnessmark.records.view import Conclusion, Question, View
from witnessmark.review.lines import Line

SHORTEST_PREFIX = 12
"""Hexadecimal digits of a digest that may stand for the whole of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """What earlier lines of the same file decided, and the state of the case does not know yet."""

    claims: dict[str, Claim] = field(default_factory=dict)
    withdrawn: set[str] = field(default_factory=set)
    moved: dict[str, str | None] = field(default_factory=dict)
    asked: dict[str, QuestionOpened] = field(default_factory=dict)
    merged: dict[str, str] = field(default_factory=dict)
    chosen: dict[str, Disclosure] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a decision is read against: one state of the case, what the file decided so far, and where new random ids come from."""

    view: View
    new_id: Callable[[], str]
    digests: tuple[str, ...]
    people: Mapping[str, str]
    """Name to person id."""
    solo: bool = False
    """Whether the case has one person, who declared it at the start."""
    texts: dict[str, Text] = field(default_factory=dict)
    """Texts that were looked at for this file, by digest."""
    ahead: Ahead = field(default_factory=Ahead)
    said: dict[str, set[bytes]] = field(default_factory=dict)
    """Decisions of the log, by type, that no other part of the state shows; read when first asked for."""


def desk_for(view: View, *, new_id: Callable[[], str], solo: bool = False) -> Desk:
    """Return a desk over one state of the case."""
    return Desk(
        view=view,
        new_id=new_id,
        digests=tuple(sorted(document.sha256 for document in view.documents())),
        people={person.name: person.id for person in view.persons() if person.active},
        solo=solo,
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
    said = line.text("document").lower()
    at = bisect_left(desk.digests, said)
    found = [digest for digest in desk.digests[at : at + 2] if digest.startswith(said)] if len(said) >= SHORTEST_PREFIX else []
    if len(found) != 1:
        why = "is the beginning of several documents" if found else "is not in this case"
        why = "is shorter than 12 digits" if len(said) < SHORTEST_PREFIX else why
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
        if type(start) is not int or start < 0 or text.content[start : start + len(quote)] != quote:
            raise line.fault(f"these words do not stand at {start!r}: {quote[:80]!r}")
        places = [start]
    else:
        places = _places(text.content, prefix + quote + suffix, len(prefix))
    if len(places) != 1:
        what = "stand nowhere" if not places else f"stand {len(places)} times"
        raise line.fault(f'these words {what} in the text of {text.document[:16]}: {quote[:80]!r}; give "start", or "prefix" and "suffix"')
    first, last = places[0], places[0] + len(quote)
    if not text.content.endswith(prefix, 0, first) or not text.content.startswith(suffix, last):
        raise line.fault(f"prefix or suffix do not stand beside these words: {quote[:80]!r}")
    if line.said.get("end", last) != last:
        raise line.fault(f'"end" does not fit the words: {quote[:80]!r} ends at {last}')
    return text.anchor(first, last)


def _places(content: str, words: str, skip: int) -> list[int]:
    found, at = [], content.find(words)
    while at >= 0:
        found.append(at + skip)
        at = content.find(words, at + 1)
    return found


def claim_of(desk: Desk, line: Line, said: Json) -> Claim:
    """Return the accepted claim that a reference means, those accepted earlier in the same file included: an id, or document and words.

    Raises Misused.
    """
    if isinstance(said, str):
        claim = desk.ahead.claims.get(said) or desk.view.claim(said)
        if claim is None or claim.id in desk.ahead.withdrawn:
            raise line.fault(f'"{said[:80]}" is no accepted claim of this case')
        return claim
    if not isinstance(said, Mapping):
        raise line.fault(f"a claim is named by its id or by document and quote, not by {said!r}")
    found = [claim for claim in _claims_in(desk, _named(desk, line, said)) if _fits(claim.content, said)]
    if len(found) != 1:
        raise line.fault(f"{len(found)} accepted claims fit {dict(said)!r}: name exactly one (start, kind and value help)")
    return found[0]


def _named(desk: Desk, line: Line, said: Mapping[str, Json]) -> Document:
    inner = line.within(said)
    inner.only(frozenset({"document", "quote", "start", "kind", "value", "place"}))
    return document_of(desk, inner)


def _claims_in(desk: Desk, document: Document) -> list[Claim]:
    """The claims of a document as they stand after the lines before; those in a text that an older reader made, too."""
    text = document.reading.text if document.reading else None
    standing: Iterable[Claim] = desk.view.claims_in(text) if text else ()
    standing = standing or [claim for claim in desk.view.claims() if claim.content.anchor.document == document.sha256]
    found = {claim.id: claim for claim in standing}
    found |= {claim.id: claim for claim in desk.ahead.claims.values() if claim.content.anchor.document == document.sha256}
    return [claim for claim in found.values() if claim.id not in desk.ahead.withdrawn and claim.content.anchor.document == document.sha256]


def same_claim(desk: Desk, content: Content) -> Claim | None:
    """Return the claim that says just this already, in the case or earlier in the same file."""
    version = content.version
    ahead = (claim for claim in desk.ahead.claims.values() if claim.version == version)
    claims = (claim for claim in desk.view.claims_in(content.anchor.text) if claim.version == version)
    return next((c for c in (*ahead, *claims) if c.id not in desk.ahead.withdrawn and _newest(desk, c).version == version), None)


def _newest(desk: Desk, claim: Claim) -> Claim:
    return desk.ahead.claims.get(claim.id, claim)


def question_under(desk: Desk, claim: Claim) -> str | None:
    """Return the question that a claim stands under after the lines before."""
    return desk.ahead.moved.get(claim.id, claim.question)


def claims_under(desk: Desk, question: str) -> Iterator[Claim]:
    """Yield the claims that stand under a question after the lines before."""
    moved = [desk.view.claim(ident) for ident, to in desk.ahead.moved.items() if to == question]
    found = {claim.id: claim for claim in (*desk.view.claims_of(question), *moved) if claim is not None}
    yield from (claim for claim in found.values() if question_under(desk, claim) == question)


def withdrawn_before(desk: Desk, line: Line, said: Json) -> bool:
    """Return whether a reference means a claim that was withdrawn already, in the log or earlier in the same file."""
    gone = set(desk.ahead.withdrawn)
    contents: dict[str, Content] = {}
    for written in desk.view.entries():
        if written.payload is not None and written.entry.type == "claim-withdrawn":
            gone.add(str(written.payload["claim"]))
        elif written.payload is not None and written.entry.type == "claim-accepted":
            contents[str(written.payload["claim"])] = decode(Content, written.payload["content"])
    if isinstance(said, str):
        return said in gone
    if not isinstance(said, Mapping):
        return False
    document = _named(desk, line, said).sha256
    return any(ident in gone and content.anchor.document == document and _fits(content, said) for ident, content in contents.items())


def said_before(desk: Desk, sort: str, record: object, *, but: str = "", standing: Iterable[object] | None = None) -> bool:
    """Return whether a decision was taken already, apart from one field; notes it for the lines that follow.

    It is compared with what stands, or, where nothing of the state shows such decisions, with all of that type in the log.
    """
    seen = desk.said.get(f"{sort} but {but}")
    if seen is None:
        payloads = map(encode, standing) if standing is not None else _payloads(desk, sort)
        seen = desk.said[f"{sort} but {but}"] = {_without(payload, but) for payload in payloads}
    key = _without(encode(record), but)
    known = key in seen
    seen.add(key)
    return known


def _payloads(desk: Desk, sort: str) -> Iterator[Json]:
    yield from (written.payload for written in desk.view.entries() if written.entry.type == sort and written.payload is not None)


def _without(payload: Json, but: str) -> bytes:
    return canonical({name: value for name, value in payload.items() if name != but} if isinstance(payload, Mapping) else payload)


def _fits(content: Content, said: Mapping[str, Json]) -> bool:
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
        return desk.ahead.merged.get(opened[name], opened[name])
    return unmerged(desk, question_named(desk, line, name).id)


def question_named(desk: Desk, line: Line, name: str) -> Question:
    """Return the question of an id or exact title; of several with one title, the one that was not merged. Raises Misused."""
    found = [question for question in desk.view.questions() if name in (question.id, question.asked.title)]
    standing = [question for question in found if question.merged_into is None]
    if len(standing) != 1 and len(found) != 1:
        raise line.fault(f'{len(standing)} questions are called "{name[:120]}": give the id or the exact title')
    return (standing if len(standing) == 1 else found)[0]


def unmerged(desk: Desk, question: str) -> str:
    """Return the question in which one goes on, after all mergers."""
    into = {q.id: q.merged_into for q in desk.view.questions()} | desk.ahead.merged
    ident, passed = question, {question}
    while (following := into.get(ident)) is not None and following not in passed:
        passed.add(following)
        ident = following
    return ident


def conclusion_of(desk: Desk, line: Line, name: str) -> Conclusion:
    """Return the conclusion of an id or of one of its sentences. Raises Misused."""
    found = [c for c in desk.view.conclusions() if name == c.drawn.conclusion or name in (s.text for s in c.drawn.sentences)]
    if len(found) != 1:
        raise line.fault(f'{len(found)} conclusions are "{name[:80]}": give the id or the exact sentence')
    return found[0]
