"""A trained spaCy pipeline on this machine as a finder: it marks claims as spans, and nothing of it leaves."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from witnessmark.consult.parts import parts
from witnessmark.records.canonical import Json, canonical, sha256
from witnessmark.records.faults import Misused
from witnessmark.records.finders import Answer
from witnessmark.records.texts import Text

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span

PART = 100_000
"""Code points that a pipeline reads at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipeline:
    """A pipeline that labels spans with kinds of claims: `doc.spans[spans]`, with further fields in the extension `claim`."""

    nlp: Language
    spans: str
    name: str
    version: str
    """SHA-256 of what the pipeline says of itself, shortened."""
    model: str
    prompt: str = ""
    host: str = ""

    def ask(self, text: Text) -> Answer:
        """Return the spans of every part of a text."""
        offers = [offer for at, part in parts(text.content, PART) for offer in self._spans(self.nlp(part), at)]
        return Answer(offers=tuple(offers), output=json.dumps(offers, ensure_ascii=False), model=self.model)

    def _spans(self, doc: Doc, at: int) -> Iterator[dict[str, Json]]:
        for span in doc.spans.get(self.spans, ()):
            yield {**_more(span), "kind": span.label_, "quote": span.text, "start": at + span.start_char}


def _more(span: Span) -> dict[str, Json]:
    said = span._.claim if span.has_extension("claim") else None
    return dict(said) if isinstance(said, dict) else {}


def pipeline(path: Path, *, spans: str = "claims") -> Pipeline:
    """Return the pipeline of a folder. It is code of the user's own, and runs as such.

    Raises Misused where spaCy is not installed, or the folder holds no pipeline.
    """
    try:
        import spacy
    except ImportError:
        raise Misused("a finder of the sort spacy needs spaCy: install it with `pip install 'witnessmark[nlp]'`") from None
    if not (path / "meta.json").is_file():
        raise Misused(f"{path}: no spaCy pipeline is there (no meta.json); give the folder that `nlp.to_disk` wrote")
    try:
        nlp = spacy.load(path)
    except (OSError, ValueError, ImportError) as fault:
        raise Misused(f"{path}: the pipeline cannot be loaded: {fault}") from fault
    return of_language(nlp, spans=spans)


def of_language(nlp: Language, *, spans: str = "claims") -> Pipeline:
    """Return a loaded pipeline as a finder."""
    told = json.loads(json.dumps(nlp.meta, default=str))
    parts_of = [[name, sha256(str(nlp.get_pipe_meta(name)).encode())] for name in nlp.pipe_names]
    model = sha256(canonical({"meta": json.dumps(told, sort_keys=True), "pipes": parts_of}))
    name = f"spacy:{nlp.meta.get('lang', '')}_{nlp.meta.get('name', '')}"
    return Pipeline(nlp=nlp, spans=spans, name=name, version=model[:12], model=model)
