"""What a sentence says by itself is read once across documents; who says it, where, when and how surely is read in each."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from witnessmark.extract.claims import alone
from witnessmark.extract.find import find, reading
from witnessmark.extract.gazetteer import gazetteer
from witnessmark.records.claims import Draft
from witnessmark.records.texts import Hidden, Text

SHARED = "There are 12 stations."
OPENINGS = ["Harbour Watch says that it has a list. ", "In Lisbon the mayor spoke. ", "In March 2021 all was quiet. ", "Report\n\n", ""]
SENTENCES = [
    *("There are 12 stations. ", "It runs 12 stations in Lisbon. ", "Three were opened in Madrid, another two in Porto. "),
    *("The embassy denied that they were police stations. ", "They would be linked to a party. ", "The same month nine exiles were threatened. "),
    *("Harbour Watch, a rights group, counts 54 stations. ", "The group says that the ministry opened four offices. "),
    *("A woman answered. ", "She said that two men were arrested on Tuesday. ", "A week later the office was closed.\n", "It rained. "),
]
DOCUMENTS = st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6).map("".join), min_size=2, max_size=5)


def text_of(content: str, *, published: str = "2023-06-14", language: str = "en") -> Text:
    return Text(document="0" * 64, reader="plain", reader_version="1", content=content, published=published, language=language)


def count(content: str, value: str = "12", *, published: str = "2023-06-14") -> Draft:
    return next(d for d in find(text_of(content, published=published)) if d.content.value == value)


def test_one_sentence_under_two_speakers_has_the_speaker_of_its_document() -> None:
    said = "It runs 12 stations in Lisbon."
    first = count(f"Harbour Watch says that the ministry has plans. {said}")
    other = count(f"Lantern Rights says that the ministry has plans. {said}")
    assert first.content.said_by == ("Harbour Watch",)
    assert other.content.said_by == ("Lantern Rights",)
    assert count(said).content.said_by == ()


def test_one_sentence_in_two_documents_is_anchored_in_each() -> None:
    for opening in OPENINGS:
        content = f"{opening}{SHARED}"
        anchor = count(content).content.anchor
        assert content[anchor.start : anchor.end] == anchor.quote == "12 stations"
        assert anchor.start == len(opening) + len("There are ")


@pytest.mark.parametrize(("published", "when"), [("2023-06-14", "2023-06-13"), ("2022-01-05", "2022-01-04")])
def test_one_sentence_in_documents_of_two_days_has_the_day_of_its_document(published: str, when: str) -> None:
    found = count("Officers threatened 12 exiles on Tuesday.", published=published)
    assert found.content.time is not None
    assert found.content.time.edtf == when


@pytest.mark.parametrize(("before", "when"), [("In March 2021", "2021-03"), ("In May 2022", "2022-05")])
def test_the_same_month_is_that_which_the_document_named(before: str, when: str) -> None:
    found = count(f"{before} the office was opened. The same month 12 exiles were threatened.")
    assert found.content.time is not None
    assert found.content.time.edtf == when


@pytest.mark.parametrize(("country", "ident"), [("Spain", "cc:ES"), ("Venezuela", "cc:VE")])
def test_a_name_of_several_towns_means_the_one_in_the_country_that_the_document_names(country: str, ident: str) -> None:
    found = count(f"The paper is printed in {country}. There are 12 stations in Barcelona.")
    places = {p.id: p.country for p in gazetteer().named("Barcelona")}
    assert found.content.place == "Barcelona"
    assert f"cc:{places[found.content.place_id or '']}" == ident


def test_the_same_words_have_the_speaker_who_stands_before_or_after_them() -> None:
    assert count("Harbour Watch says there are 12 stations.").content.said_by == ("Harbour Watch",)
    assert count("There are 12 stations, Lantern Rights says.").content.said_by == ("Lantern Rights",)


@settings(max_examples=25, deadline=None)
@given(DOCUMENTS, st.randoms(use_true_random=False))
@example(["".join(SENTENCES), "".join(reversed(SENTENCES))], None)
def test_the_order_in_which_documents_are_read_changes_nothing(contents: list[str], chance: object) -> None:
    texts = [text_of(content, published=f"2023-06-{14 + n}") for n, content in enumerate(contents)]
    alone.alone.cache_clear()
    first = [reading(text) for text in texts]
    order = list(range(len(texts)))
    if chance is not None:
        chance.shuffle(order)  # type: ignore[attr-defined]
    again = {n: reading(texts[n]) for n in order}
    alone.alone.cache_clear()
    assert first == [again[n] for n in range(len(texts))] == [_fresh(text) for text in texts]


def test_a_document_read_after_many_others_gives_what_it_gave_first() -> None:
    text = text_of("".join(SENTENCES))
    first = _fresh(text)
    for n in range(1000):
        find(text_of(f"{OPENINGS[n % 5]}{SENTENCES[n % 12]}{SENTENCES[(n * 7 + 1) % 12]}", published=f"20{n % 20:02d}-06-14"))
    assert reading(text) == first


def test_hidden_words_of_one_copy_are_no_words_of_the_other() -> None:
    text = text_of(SHARED)
    assert find(text)
    assert find(replace(text, hidden=(Hidden(start=0, end=len(SHARED), why="white on white"),))) == ()
    assert find(text)


def test_what_is_remembered_is_bounded() -> None:
    for n in range(alone.DAYS * 2):
        count("Officers threatened 12 exiles on Tuesday.", published=f"2020-01-{n % 28 + 1:02d}")
    held = alone.alone("Officers threatened 12 exiles on Tuesday.", "en", gazetteer())
    assert 0 < len(held.times or ()) <= alone.DAYS
    assert 0 < len(held.parsed or ()) <= alone.DAYS
    assert alone.alone.cache_info().maxsize == alone.KEPT


def test_a_sentence_without_any_cue_is_never_cut_into_words() -> None:
    said = "Rain fell over the harbour and ferries were late."
    assert find(text_of(f"{said} There are 12 stations.")) != ()
    held = alone.alone(said, "en", gazetteer())
    assert not held.telling
    assert held.parsed is None


def _fresh(text: Text) -> object:
    alone.alone.cache_clear()
    return reading(text)
