"""A spaCy pipeline that a user has may mark claims; what it marks is held against the text like anything else."""

import pytest

from tests.consult.test_offers import CONTENT, READERS, text
from witnessmark.consult.offers import held
from witnessmark.consult.pipeline import of_language, pipeline
from witnessmark.records.faults import Misused


@pytest.fixture(scope="module")
def nlp():
    import spacy

    made = spacy.blank("en")
    ruler = made.add_pipe("span_ruler", config={"spans_key": "claims"})
    ruler.add_patterns([
        {"label": "count", "pattern": [{"LIKE_NUM": True}, {"LOWER": "stations"}]},
        {"label": "denial", "pattern": "The ministry denied it"},
        {"label": "opinion", "pattern": "Harbour Watch"},
    ])
    return made


def test_marked_spans_become_drafts_with_numbers_read_by_our_grammar(nlp):
    finder = of_language(nlp)
    found = held(text(), finder.ask(text()).offers, finder=finder.name, version=finder.version, readers=READERS)
    assert [(d.content.kind.value, d.content.anchor.quote, d.content.value) for d in found.drafts] == [
        ("count", "54 stations", "54"), ("denial", "The ministry denied it", None), ("denial", "The ministry denied it", None),
    ]
    assert dict(found.dropped) == {"no kind or modality of claims": 2}


def test_spans_of_a_long_text_keep_their_place(nlp):
    long = text("Nothing is told here.\n" * 6_000 + CONTENT)
    found = held(long, of_language(nlp).ask(long).offers, finder="s", version="1", readers=READERS)
    assert all(long.content[d.content.anchor.start : d.content.anchor.end] == d.content.anchor.quote for d in found.drafts)
    assert {d.content.kind.value for d in found.drafts} == {"count", "denial"}


def test_a_pipeline_on_disk_is_loaded_and_named_by_its_digest(nlp, tmp_path):
    nlp.to_disk(tmp_path / "mine")
    found = pipeline(tmp_path / "mine")
    assert found.name == "spacy:en_pipeline"
    assert len(found.model) == 64
    assert found.ask(text()).offers == of_language(nlp).ask(text()).offers


def test_a_folder_without_a_pipeline_is_said(tmp_path):
    with pytest.raises(Misused, match=r"meta\.json"):
        pipeline(tmp_path)
