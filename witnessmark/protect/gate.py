"""The gate. `clear` looks at values and is the one maker of a Release; `inspect` looks at every written byte. There is no way round.

clear   1 every required rule has a completed run      2 no house rule fails          3 testimony stays
        4 what is internal is emptied                  5 private names are replaced   6 every name is decided (D006)
        7 no protected word stands in any value (D001)
inspect 1 every file is opened in all its layers       2 no protected word (D001)     3 no metadata (D003)    4 no request to anybody (D004)
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

from witnessmark.protect.layers import Layer, Unopened, layers_of
from witnessmark.protect.metadata import metadata_left
from witnessmark.protect.names import fold_name, undecided, vocabulary
from witnessmark.protect.requests import requests_in
from witnessmark.protect.terms import Pattern, Term, fold, patterns_of
from witnessmark.records.assembly import Assembly, Refusal, Release, Shut
from witnessmark.records.canonical import digest_of
from witnessmark.records.codec import encode
from witnessmark.records.decisions import NameClass, NameClassified
from witnessmark.records.documents import Disclosure, Document
from witnessmark.records.entries import Written
from witnessmark.records.findings import Finding, Grain, Verdict
from witnessmark.records.texts import Anchor

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick, BytesAhoCorasick

T = TypeVar("T")

AROUND = 240
"""Code points beside a quotation that a bundle may show: 200, and the rest of a block."""
BREAKS = "\n\t.,;:!?()。，；：！？、"
LONGEST_CLAUSE = 120
"""Code points to look for such a break."""

ERASED_ONLY = frozenset({"L002"})
"""House rules whose `cannot-tell` says that a payload was erased: a named state, which the log still proves around."""


def clear(
    assembly: Assembly, *, terms: Collection[Term], required: Collection[str], place: Callable[[str], bool],
) -> Release | Refusal:
    """Return what may leave, or every reason why nothing does. `place` tells whether a word is a place or a demonym."""
    reasons = [*_runs_missing(assembly, required), *_rules_failing(assembly, required), *_testimony(assembly)]
    emptied = _emptied(assembly)
    names = [name.classified for name in assembly.names]
    replaced, hidden = _replaced(emptied, names)
    reasons += _names_undecided(replaced, names, place=place)
    search = Search(patterns_of([*terms, *_private(names)]))
    for path, words in strings_of(replaced):
        reasons += [_shut(hit, carrier=path, where="values before writing") for hit in search.in_text(words)]
    if reasons:
        return Refusal(reasons=tuple(dict.fromkeys(reasons)))
    shown = dataclasses.replace(replaced, documents=tuple(_hash_only(d, hidden) for d in replaced.documents), names=())
    return Release(assembly=shown, cleared=digest_of(encode(dataclasses.replace(shown, rules=()))))


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
    unknown = finding.verdict is Verdict.CANNOT_TELL and finding.code not in ERASED_ONLY
    return finding.shuts and (finding.verdict is Verdict.FAILS or unknown)


def _testimony(assembly: Assembly) -> Iterator[Shut]:
    for document in assembly.documents:
        if any(received.receipt.testimony for received in document.receipts):
            yield Shut(
                code="D005", carrier="document", form="testimony", where=document.sha256[:12],
                said=f"document {document.sha256[:12]} is testimony: it leaves by nobody's hand but a custodian's",
            )


def _emptied(assembly: Assembly) -> Assembly:
    """Empty what is internal: paths, remarks, the ids of people; salts and payloads stay where the walk holds them."""
    people = dict(assembly.pseudonyms)

    def receipt(document: Document) -> Document:
        return dataclasses.replace(document, receipts=tuple(
            dataclasses.replace(
                received, by=people.get(received.by, ""),
                receipt=dataclasses.replace(received.receipt, came_from="", declared=None, remark=""),
            )
            for received in document.receipts
        ))

    def signed(items: Sequence[T]) -> tuple[T, ...]:
        return tuple(cast(T, dataclasses.replace(cast(Any, item), by=people.get(cast(Any, item).by, ""))) for item in items)

    replies = tuple(
        dataclasses.replace(r, recorded=dataclasses.replace(r.recorded, reason="", signed_by=())) for r in signed(assembly.replies)
    )
    return dataclasses.replace(
        assembly, documents=tuple(map(receipt, assembly.documents)), conclusions=signed(assembly.conclusions), replies=replies,
        answers=signed(assembly.answers), grades=signed(assembly.grades), sites=signed(assembly.sites),
        opened=tuple(dataclasses.replace(written, by=None, salt=None) for written in assembly.opened),
        texts=tuple(dataclasses.replace(text, regions=(), hidden=()) for text in assembly.texts),
        pseudonyms=tuple((name, name) for name in sorted(people.values())),
    )


def _private(names: Sequence[NameClassified]) -> list[Term]:
    private = [name for name in names if name.as_ is NameClass.PRIVATE]
    return [Term(id=f"private-{number}", words=(name.name,)) for number, name in enumerate(private, start=1)]


def _replaced(assembly: Assembly, names: Sequence[NameClassified]) -> tuple[Assembly, frozenset[str]]:
    """Replace private names by their neutral words; returns the documents whose texts hold one and so are named by hash alone."""
    private = sorted((name for name in names if name.as_ is NameClass.PRIVATE), key=lambda name: -len(name.name))
    if not private:
        return assembly, frozenset()
    pattern = re.compile("|".join(r"\s+".join(map(re.escape, name.name.split())) for name in private), re.IGNORECASE)
    neutral = {fold_name(name.name): name.neutral for name in private}

    def say(words: str) -> str:
        return pattern.sub(lambda match: neutral.get(fold_name(match[0]), "a person"), words)

    hidden = frozenset(text.document for text in assembly.texts if pattern.search(text.content))
    kept = tuple(_still_opened(written, pattern) for written in assembly.opened)
    shown = dataclasses.replace(
        assembly, texts=tuple(text for text in assembly.texts if text.document not in hidden), opened=(), rules=(), names=(),
    )
    return dataclasses.replace(_mapped(shown, say), opened=kept, rules=assembly.rules, names=assembly.names), hidden


def _still_opened(written: Written, pattern: re.Pattern[str]) -> Written:
    """An entry's field that holds a private name is not opened: the bundle proves it by its digest alone."""
    payload = {name: value for name, value in (written.payload or {}).items() if not any(pattern.search(s) for _, s in strings_of(value))}
    return dataclasses.replace(written, payload=payload)


def _mapped(value: T, say: Callable[[str], str]) -> T:
    """Return a record with every string of it said anew."""
    if isinstance(value, str) and not isinstance(value, Enum):
        return cast(T, say(value))
    if isinstance(value, tuple):
        return cast(T, tuple(_mapped(item, say) for item in value))
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {field.name: _mapped(getattr(value, field.name), say) for field in dataclasses.fields(value)}
        return cast(T, dataclasses.replace(value, **fields))
    return value


def _hash_only(document: Document, hidden: frozenset[str]) -> Document:
    return dataclasses.replace(document, disclosure=Disclosure.HASH_ONLY) if document.sha256 in hidden else document


def strings_of(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield (path of fields, string) of everything inside a record or JSON value."""
    if isinstance(value, str):
        yield path or "value", value
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from strings_of(item, path)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from strings_of(item, f"{path}.{key}" if path else str(key))
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from strings_of(getattr(value, field.name), f"{type(value).__name__} {field.name}")


def _names_undecided(assembly: Assembly, names: Sequence[NameClassified], *, place: Callable[[str], bool]) -> Iterator[Shut]:
    known = {fold_name(name.name) for name in names}

    def decided(name: str) -> bool:
        return fold_name(name) in known or place(name)

    common = vocabulary(text.content for text in assembly.texts)
    seen: set[str] = set()
    for carrier, words in _read_by_people(assembly):
        for name in undecided(words, decided=decided, common=common):
            if fold_name(name) not in seen:
                seen.add(fold_name(name))
                yield Shut(
                    code="D006", carrier=carrier, form="undecided", where=name,
                    said=f"“{name}” in {carrier}: nobody decided what it is; "
                    f'`review` with {{"decision": "classify", "name": "{name}", "as": "public-role|body|place|work|private"}}',
                )


def _around(content: str, anchor: Anchor) -> str:
    """The words that a passage shows around a quotation, to the next break of a clause: a name cut in two would be another name."""
    start, end = max(0, anchor.start - AROUND), min(len(content), anchor.end + AROUND)
    while start > 0 and content[start - 1] not in BREAKS and anchor.start - start < AROUND + LONGEST_CLAUSE:
        start -= 1
    while end < len(content) and content[end] not in BREAKS and end - anchor.end < AROUND + LONGEST_CLAUSE:
        end += 1
    return content[start:end]


def _read_by_people(assembly: Assembly) -> Iterator[tuple[str, str]]:
    texts = {text.digest: text.content for text in assembly.texts}
    whole = {document.sha256 for document in assembly.documents if document.disclosure is Disclosure.WHOLE}
    for text in assembly.texts:
        if text.document in whole:
            yield "a document that leaves whole", text.content
    for claim in assembly.claims:
        content = claim.content
        yield "a quotation", content.anchor.quote
        yield "the words around a quotation", _around(texts.get(content.anchor.text, ""), content.anchor)
        yield from (("a claim", words) for words in (*content.said_by, content.subject or "", content.object or "", *content.names))
    for document in assembly.documents:
        if document.reading:
            made = document.reading.title, document.reading.publisher, *document.reading.authors
            yield from (("a document's title or makers", words) for words in made)
    for conclusion in assembly.conclusions:
        yield from (("a conclusion", words) for _, words in strings_of(conclusion.drawn))
    for record in (*assembly.replies, *assembly.answers, *assembly.questions, *assembly.sites):
        yield from (("a decision", words) for _, words in strings_of(record))


@dataclasses.dataclass(frozen=True, slots=True)
class Hit:
    """A protected word was met: under which form. Never the word."""

    term: str
    form: str


class Search:
    """Searches folded text and raw bytes for all patterns at once."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        from ahocorasick_rs import AhoCorasick, BytesAhoCorasick

        self._texts = [p for p in patterns if p.text]
        self._raws = [p for p in patterns if p.raw]
        self._text: AhoCorasick | None = AhoCorasick([p.text or "" for p in self._texts]) if self._texts else None
        self._raw: BytesAhoCorasick | None = BytesAhoCorasick([p.raw or b"" for p in self._raws]) if self._raws else None

    def in_text(self, text: str) -> set[Hit]:
        """Return the hits in a text, compared as `fold` folds it; short Latin words count only as whole words."""
        if self._text is None:
            return set()
        folded = fold(text)
        hits = set()
        for index, start, end in self._text.find_matches_as_indexes(folded, overlapping=True):
            pattern = self._texts[index]
            long_and_joined = len(pattern.text or "") >= 8 and " " not in (pattern.text or "")
            if long_and_joined or _whole(folded, start, end):
                hits.add(Hit(pattern.term, pattern.form))
        return hits

    def in_bytes(self, raw: bytes) -> set[Hit]:
        """Return the hits in raw bytes."""
        if self._raw is None:
            return set()
        found = self._raw.find_matches_as_indexes(raw, overlapping=True)
        return {Hit(self._raws[index].term, self._raws[index].form) for index, _, _ in found}

    def in_layer(self, layer: Layer) -> set[Hit]:
        """Return the hits in one layer of a file."""
        return self.in_text(layer.text) | self.in_bytes(layer.raw)


def _whole(folded: str, start: int, end: int) -> bool:
    """Whether a hit is not the middle of a longer word; scripts without blanks have no such middle."""
    before, after = folded[start - 1 : start], folded[end : end + 1]
    inside = (before.isalnum() and before.isascii()) or (after.isalnum() and after.isascii())
    return not inside or not folded[start:end].isascii()


def _shut(hit: Hit, *, carrier: str, where: str) -> Shut:
    said = f"{carrier} holds {hit.term} ({hit.form}), in {where}"
    return Shut(code="D001", carrier=carrier, form=hit.form, where=where, said=said)


def inspect(staging: Path, *, release: Release, terms: Collection[Term], names: Sequence[NameClassified] = ()) -> Refusal | None:
    """Open every written byte and return every reason why it may not leave, or null. Never prints a term, not even in a path."""
    search = Search(patterns_of([*terms, *_private(names)]))
    reasons: list[Shut] = []
    for number, file in enumerate(sorted(path for path in staging.rglob("*") if path.is_file() or path.is_symlink()), start=1):
        short = file.relative_to(staging).as_posix()
        in_name = search.in_text(short) | search.in_bytes(short.encode("utf-8"))
        where = f"file {number}" if in_name else short
        reasons += [_shut(hit, carrier="a file name", where=f"file {number} of {len(in_name)}") for hit in in_name]
        if file.is_symlink():
            reasons.append(Shut(code="D003", carrier="a link", form="link", where=where, said=f"{where} is a link: only files leave"))
            continue
        reasons += _inspected(file.read_bytes(), where, search)
    whole = {d.sha256 for d in release.assembly.documents if d.disclosure is Disclosure.WHOLE}
    for digest in sorted(whole):
        content = (staging / "bundle" / "data" / "sha256" / digest[:2] / digest).read_bytes()
        for form in metadata_left(content):
            said = f"document {digest[:12]} would leave whole with {form}: choose passages or hash-only"
            reasons.append(Shut(code="D003", carrier="a whole document", form=form, where=digest[:12], said=said))
    return Refusal(reasons=tuple(dict.fromkeys(reasons))) if reasons else None


def _inspected(content: bytes, where: str, search: Search) -> Iterator[Shut]:
    try:
        for layer in layers_of(content, carrier="file"):
            for hit in search.in_layer(layer):
                yield _shut(hit, carrier=layer.carrier, where=where)
    except Unopened as why:
        yield Shut(code="D001", carrier="file", form="unopened", where=where, said=f"{where}: {why}, and what is not opened does not leave")
    if where.startswith("site/") and where.endswith((".html", ".svg", ".css")):
        for form in requests_in(content, page=where.endswith(".html")):
            yield Shut(code="D004", carrier="a page", form=form, where=where, said=f"{where}: {form}")
