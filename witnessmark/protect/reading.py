"""What of an assembly people would read: every word that leaves, with what carries it; and the names in it that nobody decided on."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence

from witnessmark.protect.names import fold_name, undecided, vocabulary
from witnessmark.protect.private import strings_of, written
from witnessmark.records.assembly import Assembly, Shut
from witnessmark.records.decisions import NameClass, NameClassified
from witnessmark.records.documents import Disclosure
from witnessmark.records.fields import FIELDS, Level
from witnessmark.records.texts import CONTEXT, Anchor, Text

AROUND = 240
"""Code points beside a quotation that a bundle may show: 200, and the rest of a block."""
BREAKS = "\n\t.,;:!?()。，；：！？、"
LONGEST_CLAUSE = 120
"""Code points to look for such a break."""

_CARRIERS = {
    "Anchor": "a quotation", "Content": "a claim", "Scope": "a claim", "Reading": "a document's title or makers",
    "Receipt": "a document's name",
    "ConclusionDrawn": "a conclusion", "Sentence": "a conclusion", "Finding": "a finding", "Quoted": "a finding", "Origin": "an origin",
    "Graded": "a grade", "SiteOpened": "the registry", "Controlled": "the registry", "ReplyRecorded": "a reply", "AnswerGiven": "an answer",
    "QuestionOpened": "a question", "CaseOpened": "the title of the case",
}


def leaving(assembly: Assembly) -> Iterator[tuple[str, str, str]]:
    """Yield (carrier, place, words) of every string that would leave; of texts, what a bundle shows of them.

    The place is what a person can look up: a claim, document, question, entry by its id, and the field.
    """
    for field in dataclasses.fields(assembly):
        held = getattr(assembly, field.name)
        for item in held if isinstance(held, tuple) else (held,):
            if field.name == "texts":
                continue
            carrier, ident = _CARRIERS_OF.get(field.name, field.name), _ident(item)
            yield from ((carrier, f"{ident}, {path.rpartition('.')[2]}", words) for path, words in strings_of(item))
    for carrier, words in _passages(assembly, {text.digest: text.content for text in assembly.texts}, hidden=0):
        yield carrier, next((f"document {t.document[:12]}" for t in assembly.texts if words in t.content), "a text"), words


_CARRIERS_OF = {
    "claims": "a claim", "documents": "a document", "questions": "a question", "conclusions": "a conclusion", "replies": "a reply",
    "answers": "an answer", "grades": "a grade", "sites": "a site of the registry", "origins": "an origin", "runs": "a finding",
    "opened": "an entry", "case": "the case's own words", "rollups": "a roll-up", "places": "a place of the gazetteer",
}


def _ident(item: object) -> str:
    """What names an item of an assembly, and never a word of it."""
    for name in ("entry", "drawn", "recorded", "given", "graded", "opened", "asked"):
        inner = getattr(item, name, None)
        if dataclasses.is_dataclass(inner) and (found := _ident(inner)):
            return found
    for name in ("id", "sha256", "conclusion", "reply", "site", "finding", "question", "code", "case"):
        held = getattr(item, name, None)
        if isinstance(held, str) and held:
            return f"{name} {held[:12]}"
    return ""


def read_by_people(assembly: Assembly, contents: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield (carrier, words) of what may leave only after people read it: the table of fields says which that is.

    What stands around a quotation is read out of `contents`, the texts by digest, so that no name is cut in two.
    """
    yield from _passages(assembly, contents, hidden=CONTEXT)
    for record, field, words in _after_reading(dataclasses.replace(assembly, texts=(), opened=())):
        if (record, field) not in _READ_OTHERWISE:
            yield _CARRIERS.get(record, "a value"), words


_READ_OTHERWISE = frozenset({("Receipt", "url"), ("Origin", "because"), ("Anchor", "prefix"), ("Anchor", "suffix")})
"""Addresses and reasons, whose words stand elsewhere too; and what is cut in the middle of a word."""


def _after_reading(value: object) -> Iterator[tuple[str, str, str]]:
    if isinstance(value, tuple):
        for item in value:
            yield from _after_reading(item)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        record = type(value).__name__
        for field in dataclasses.fields(value):
            held = getattr(value, field.name)
            if FIELDS.get(f"{record}.{field.name}") is Level.AFTER_READING:
                yield from ((record, field.name, words) for _, words in strings_of(held))
            else:
                yield from _after_reading(held)


def _passages(assembly: Assembly, contents: Mapping[str, str], *, hidden: int) -> Iterator[tuple[str, str]]:
    """Yield what is shown of texts; of a document that leaves by its hash alone, `hidden` code points beside each quotation."""
    shown = {document.sha256: document.disclosure for document in assembly.documents}
    for text in assembly.texts:
        if shown.get(text.document) is Disclosure.WHOLE:
            yield "a document that leaves whole", text.content
    for claim in assembly.claims:
        found, how = contents.get(claim.content.anchor.text), shown.get(claim.content.anchor.document)
        reach = hidden if how is Disclosure.HASH_ONLY else AROUND
        if found is not None and how is not Disclosure.WHOLE and reach:
            yield "the words around a quotation", _around(found, claim.content.anchor, reach)


def _around(content: str, anchor: Anchor, reach: int) -> str:
    """The words that a passage shows around a quotation, to the next break of a clause: a name cut in two would be another name."""
    start, end = max(0, anchor.start - reach), min(len(content), anchor.end + reach)
    while start > 0 and content[start - 1] not in BREAKS and anchor.start - start < reach + LONGEST_CLAUSE:
        start -= 1
    while end < len(content) and content[end] not in BREAKS and end - anchor.end < reach + LONGEST_CLAUSE:
        end += 1
    return content[start:end]


def names_undecided(
    assembly: Assembly, names: Sequence[NameClassified], *, texts: Sequence[Text], place: Callable[[str], bool],
) -> Iterator[Shut]:
    """Yield a reason for each name in what would leave that nobody decided on.

    `texts` are all texts of the case's claims: they tell what stands around a quotation, and which words are written small elsewhere.
    """
    known = {fold_name(name.name) for name in names}
    here = _places(assembly)
    private = written(names)
    # Private names are replaced where they leave; here they are blanked out, letter by letter, so that places stay places.
    contents = {
        text.digest: private.sub(lambda match: "_" * len(match[0]), text.content) if private else text.content for text in texts
    }
    common = vocabulary(contents.values())
    parts = _parts(names, common, place=place)
    seen: set[str] = set()
    for carrier, words in read_by_people(assembly, contents):
        found = undecided(
            words, decided=lambda said: fold_name(said) in known, here=lambda said: fold_name(said) in here, place=place, common=common,
            parts=parts,
        )
        for name in found:
            if fold_name(name) not in seen:
                seen.add(fold_name(name))
                yield Shut(
                    code="D006", carrier=carrier, form="undecided", where=name,
                    said=f"“{name}” in {carrier}: nobody decided what it is; "
                    f'`review` with {{"decision": "classify", "name": "{name}", "as": "public-role|body|place|work|private"}}',
                )


def _places(assembly: Assembly) -> frozenset[str]:
    """Names of the places that the case speaks of."""
    named = {label for place in assembly.places for label in (place.name, place.country_name or "", *(name for _, name in place.names))}
    named |= {label for site in assembly.sites for label in (site.opened.city or "", site.opened.country)}
    named |= {claim.content.place for claim in assembly.claims if claim.content.place_id and claim.content.place}
    return frozenset(fold_name(name) for name in named if name)


def _parts(names: Sequence[NameClassified], common: frozenset[str], *, place: Callable[[str], bool]) -> frozenset[str]:
    """Words of private names that would point to the person alone: "Nkemelu said"."""
    private = [name.name for name in names if name.as_ is NameClass.PRIVATE]
    parts = {part for name in private for part in name.split() if len(part) > 3 and part[:1].isupper()}
    return frozenset(fold_name(part) for part in parts if part.casefold() not in common and not place(part))
