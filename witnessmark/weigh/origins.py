"""Derives origins: which documents and speakers go back to one first utterance. What is not established stays unknown, never independent.

By explicit attribution (a document whose claims all go back to one speaker; credits of agencies) and by identical passages.
Pure and deterministic; texts are read one at a time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from witnessmark.records.canonical import digest_of
from witnessmark.records.claims import Claim, Modality
from witnessmark.records.documents import Document
from witnessmark.records.view import Origin, View
from witnessmark.weigh.credits import credited
from witnessmark.weigh.names import common, key, nameless, within
from witnessmark.weigh.passages import passages

ENOUGH = 3
"""Passages that two texts share, end to end, before they are one story though no claim stands in them: fewer may be a footer."""

ATTRIBUTES, CREDITS = 2, 1
"""How strongly a name is the first speaker of its group: claims that go back to it outrank a credit line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """Every origin of a view, and by what a claim finds its own."""

    origins: tuple[Origin, ...]
    of_document: Mapping[str, int]
    """Document digest to the index of the origin that it goes back to in its own voice; none where nobody knows whose voice it is."""
    of_speaker: Mapping[str, int]
    """Key of a name to the index of its origin."""
    spoken: Mapping[str, frozenset[str]]
    """Document digest to the keys of the speakers that its claims go back to."""
    own: Mapping[str, frozenset[str]]
    """Document digest to the keys of its publisher and authors."""
    repeated: Mapping[str, str]
    """Counts that a document attributes, to the speaker's key: the same count in its own voice only repeats them."""


@dataclass(slots=True)
class _Work:
    """What is gathered while origins are derived; nothing of it outlives the call."""

    parent: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    rank: dict[str, int] = field(default_factory=dict)
    spoken: dict[str, dict[str, int]] = field(default_factory=dict)
    silent: dict[str, int] = field(default_factory=dict)
    own: dict[str, frozenset[str]] = field(default_factory=dict)
    dated: dict[str, tuple[str, str, int]] = field(default_factory=dict)
    publisher: dict[str, str] = field(default_factory=dict)
    because: dict[str, list[str]] = field(default_factory=dict)
    repeated: dict[str, str] = field(default_factory=dict)

    def find(self, node: str) -> str:
        while (above := self.parent.setdefault(node, node)) != node:
            self.parent[node] = self.parent.setdefault(above, above)
            node = self.parent[node]
        return node

    def join(self, one: str, other: str) -> None:
        first, second = sorted((self.find(one), self.find(other)))
        self.parent[second] = first


def origins_of(view: View) -> tuple[Origin, ...]:
    """Return every origin of a view, by the earliest of its documents."""
    return lineage(view).origins


def lineage(view: View) -> Lineage:
    """Return the origins of a view with what `origin_of` needs. Reads every claim once and every text once."""
    work = _Work()
    _documents(view, work)
    _speakers(view, work)
    _texts(view, work)
    _attributed(work)
    _published(work)
    return _gathered(work)


def origin_of(claim: Claim, given: Lineage) -> Origin | None:
    """Return the origin that a claim goes back to, or null where that is not established.

    Attributed to a speaker that is named: that speaker's. In the document's own voice: that of the same count where the document
    attributes it elsewhere, else the document's. Hedged with no speaker, by a speaker that names nobody, or in a document without
    publisher and author: null.
    """
    content, document = claim.content, claim.content.anchor.document
    if content.said_by:
        speaker = _resolved(content.said_by[-1], given.spoken.get(document, frozenset()))
        if speaker is None:
            return None
        if speaker not in given.own.get(document, frozenset()):
            index = given.of_speaker.get(speaker)
            return None if index is None else given.origins[index]
    elif (repeats := given.repeated.get(_count(claim))) is not None:
        return given.origins[given.of_speaker[repeats]]
    elif content.modality is Modality.HEDGED:
        return None
    index = given.of_document.get(document)
    return None if index is None else given.origins[index]


def _resolved(name: str, beside: frozenset[str]) -> str | None:
    """Return the key of a speaker; a common noun only where the document has one name that holds it ("the ministry")."""
    speaker = key(name)
    if nameless(name):
        return None
    if not common(name):
        return speaker
    longer = [other for other in beside if within(speaker, other)]
    return longer[0] if len(longer) == 1 else None


def _count(claim: Claim) -> str:
    content = claim.content
    if content.value is None:
        return ""
    return digest_of([content.anchor.document, content.kind.value, content.unit, content.value, key(content.place)])[:24]


def _documents(view: View, work: _Work) -> None:
    for order, document in enumerate(view.documents()):
        reading = document.reading
        names = (reading.publisher, *reading.authors) if reading else ()
        work.own[document.sha256] = frozenset(k for name in names if (k := key(name)))
        work.publisher[document.sha256] = reading.publisher if reading else ""
        published = reading.published if reading and reading.published else "~"
        work.dated[document.sha256] = (published, min((r.at for r in document.receipts), default="~"), order)
        work.find(_doc(document.sha256))


def _speakers(view: View, work: _Work) -> None:
    vague: list[tuple[str, str, str]] = []
    for claim in view.claims():
        document, said = claim.content.anchor.document, claim.content.said_by
        root = said[-1] if said else ""
        if not root or nameless(root) or key(root) in work.own.get(document, frozenset()):
            work.silent[document] = work.silent.get(document, 0) + 1
        elif common(root):
            vague.append((document, root, _count(claim)))
        else:
            _heard(work, document, root, _count(claim))
    for document, root, count in vague:
        speaker = _resolved(root, frozenset(work.spoken.get(document, {})))
        if speaker is None:
            work.silent[document] = work.silent.get(document, 0) + 1
        else:
            _heard(work, document, work.names[speaker], count)


def _heard(work: _Work, document: str, name: str, count: str) -> None:
    speaker = key(name)
    work.names[speaker] = min(work.names.get(speaker, name), name)
    work.rank[speaker] = ATTRIBUTES
    by_speaker = work.spoken.setdefault(document, {})
    by_speaker[speaker] = by_speaker.get(speaker, 0) + 1
    if count:
        work.repeated.setdefault(count, speaker)


def _texts(view: View, work: _Work) -> None:
    first: dict[int, tuple[str, bool]] = {}
    for document in view.documents():
        if document.reading is None or document.reading.text is None:
            continue
        content = view.text(document.reading.text).content
        _shared(view, document, content, first, work)
        for name in credited(content):
            if (speaker := key(name)) and speaker not in work.own[document.sha256] and not common(name):
                work.names.setdefault(speaker, name)
                work.rank.setdefault(speaker, CREDITS)
                work.join(_doc(document.sha256), _name(speaker))
                work.because.setdefault(document.sha256, []).append(f"credits {name}")


def _shared(view: View, document: Document, content: str, first: dict[int, tuple[str, bool]], work: _Work) -> None:
    text = document.reading.text if document.reading else None
    spans = [(c.content.anchor.start, c.content.anchor.end) for c in view.claims_in(text)] if text else []
    found: dict[str, tuple[int, bool]] = {}
    until: dict[str, int] = {}
    for passage in passages(content):
        held = any(start < passage.end and passage.start < end for start, end in spans)
        earlier, there = first.setdefault(passage.hash, (document.sha256, held))
        if earlier != document.sha256:
            runs, told = found.get(earlier, (0, False))
            beyond = passage.start >= until.get(earlier, 0)
            found[earlier] = (runs + beyond, told or held or there)
            until[earlier] = passage.end if beyond else until[earlier]
    groups: dict[str, tuple[int, bool]] = {}
    for other, (runs, told) in found.items():
        so_far = groups.get(work.find(_doc(other)), (0, False))
        groups[work.find(_doc(other))] = (so_far[0] + runs, so_far[1] or told)
    for other, (runs, _told) in sorted(found.items(), key=lambda item: work.dated[item[0]]):
        total, told = groups.get(work.find(_doc(other)), (0, False))
        if told or total >= ENOUGH:
            work.join(_doc(document.sha256), _doc(other))
            why = f"shares {runs} passage{'' if runs == 1 else 's'} with"
            work.because.setdefault(document.sha256, []).append(f"{why} {other}")
            work.because.setdefault(other, []).append(f"{why} {document.sha256}")


def _attributed(work: _Work) -> None:
    for document, speakers in work.spoken.items():
        for speaker in speakers:
            work.find(_name(speaker))
        if len(speakers) == 1 and not work.silent.get(document):
            (speaker,) = speakers
            work.join(_doc(document), _name(speaker))
            work.because.setdefault(document, []).insert(0, f"attributes to {work.names[speaker]}")


def _published(work: _Work) -> None:
    """Join a speaker with the documents that it published itself, and documents of one publisher that speak for themselves."""
    alone: dict[str, str] = {}
    for document, own in work.own.items():
        if any(reason.startswith("attributes") for reason in work.because.get(document, ())):
            continue
        for name in own & work.rank.keys():
            work.join(_doc(document), _name(name))
        publisher = key(work.publisher[document])
        if publisher and not work.because.get(document):
            work.join(_doc(document), _doc(alone.setdefault(publisher, document)))


def _gathered(work: _Work) -> Lineage:
    members: dict[str, list[str]] = {}
    speakers: dict[str, list[str]] = {}
    for document in sorted(work.own, key=lambda d: work.dated[d]):
        members.setdefault(work.find(_doc(document)), []).append(document)
    for name in sorted(work.rank):
        speakers.setdefault(work.find(_name(name)), []).append(name)
    told: dict[str, list[str]] = {}
    for document, by_speaker in work.spoken.items():
        for name in by_speaker:
            told.setdefault(work.find(_name(name)), []).append(document)
    built = [(root, _origin(work, members.get(root, []), speakers.get(root, []), told.get(root, []))) for root in members | speakers]
    last = ("~", "~", len(work.dated))
    built.sort(key=lambda item: (work.dated[item[1].documents[0]] if item[1].documents else last, item[1].name, item[1].id))
    index = {root: n for n, (root, _) in enumerate(built)}
    named = speakers.keys() | {root for root, documents in members.items() if any(work.own[d] for d in documents)}
    return Lineage(
        origins=tuple(origin for _, origin in built),
        of_document={d: index[root] for d in work.own if (root := work.find(_doc(d))) in named},
        of_speaker={name: index[work.find(_name(name))] for name in work.rank},
        spoken={d: frozenset(by) for d, by in work.spoken.items()}, own=work.own, repeated=work.repeated,
    )


def _origin(work: _Work, members: list[str], speakers: list[str], told: list[str]) -> Origin:
    documents = sorted({*members, *told}, key=lambda d: work.dated[d])
    heard: dict[str, int] = {}
    for document in documents:
        for name in work.spoken.get(document, {}):
            heard[name] = heard.get(name, 0) + 1
    first = max(speakers, key=lambda n: (work.rank[n], heard.get(n, 0), [-ord(c) for c in n]), default=None)
    held = True if first is None else any(first in work.own[d] for d in documents)
    name = work.names[first] if first is not None else (work.publisher[members[0]] if members else "")
    because = tuple((d, _why(work, d, first, own=d in members)) for d in documents)
    return Origin(
        id=digest_of({"documents": sorted(documents), "speaker": first or ""})[:32],
        name=name or (f"document {members[0][:12]}" if members else ""),
        documents=tuple(documents), held=held, because=because,
    )


def _why(work: _Work, document: str, first: str | None, *, own: bool) -> str:
    if first is not None and first in work.own[document]:
        return "speaks for itself"
    reasons = work.because.get(document, []) if own else []
    if reasons:
        return "; ".join(list(dict.fromkeys(reasons))[:3])
    if first is not None and first in work.spoken.get(document, {}):
        return f"attributes to {work.names[first]}"
    spoken = sorted(work.names[name] for name in work.spoken.get(document, {}))
    return "speaks for itself" if own else f"attributes to {', '.join(spoken[:3])}"


def _doc(sha256: str) -> str:
    return f"d {sha256}"


def _name(speaker: str) -> str:
    return f"n {speaker}"
