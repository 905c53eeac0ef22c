"""A text is searched at once for all of its sentences: each is given what it would have found by itself, and noun-only ones are left early."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from witnessmark.extract.claims import alone as alone_
from witnessmark.extract.claims.alone import Alone, alone, parsed, timed
from witnessmark.extract.claims.reading import _sentences
from witnessmark.extract.claims.words import Page, lowered
from witnessmark.extract.find import find, reading
from witnessmark.extract.gazetteer import gazetteer
from witnessmark.records.texts import Text

PIECES = [
    *(
        "Harbour Watch",
        " says ",
        "that ",
        "12 stations",
        " in ",
        "Lisbon",
        ", ",
        ". ",
        "\n",
        "“",
        "”",
        "\t",
        "(",
        ")",
        ": ",
        "; ",
        "a rights group",
    ),
    *(
        "nine",
        " of them",
        "would be ",
        "according to ",
        "three",
        "In March 2021 ",
        "İ",
        "ΑΣ. ",
        "e\u0301",
        "\u2003",
        "_",
        "7",
        "the end ",
        "A woman ",
    ),
    *("a.m. ", "St. ", "2021-03-04", "'s ", "los detenidos ", "Berlín ", "'", "！", "x" * 40),
]


def marks(a: Alone) -> object:
    return a.said, a.low, a.hits, a.numbers, a.mentions, a.shown, a.bodies, a.persons, a.selves, a.dated, a.telling, a.mute


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=40).map("".join), st.sampled_from(["en", "es", "de", "fr"]))
@example("Harbour Watch\t12 stations.5 of them", "en")
@example("ΑΣ. İ says nine of them", "en")
def test_a_sentence_of_a_text_is_given_what_it_finds_by_itself(content: str, language: str) -> None:
    alone.cache_clear()
    together = [marks(a) for _, _, a in _sentences(Page(content, lowered(content)), language, gazetteer())]
    alone.cache_clear()
    apart = [marks(alone(said, language, gazetteer())) for said, *_ in together]  # type: ignore[misc]
    assert together == apart


@pytest.mark.parametrize(
    "said", ["The bus goes to the end of the lane.", "Its name is carved above the door.", "A visitor leaves the report on a bench."]
)
def test_a_sentence_whose_cues_are_nouns_is_never_cut_into_words(said: str) -> None:
    text = Text(document="0" * 64, reader="plain", reader_version="1", content=f"{said} There are 12 stations.", language="en")
    assert find(text) != ()
    held = alone(said, "en", gazetteer())
    assert held.telling
    assert held.mute
    assert held.parsed is None


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["the", "a", "their", "of", "no", "police", "which", "named", "report", "reports", "end", "ends", "name", "claims", "by", ","]
        ),
        min_size=2,
        max_size=9,
    ).map(" ".join)
)
@example("the named by police")
def test_what_is_mute_has_no_verb_when_it_is_read(said: str) -> None:
    a = alone(said.capitalize() + ".", "en", gazetteer())
    if a.mute:
        times, leans = timed(a, None, None)
        assert all(part.nouns and not part.clause.verbs and not part.numbers for part in parsed(a, times, None, leans=leans))


def test_no_text_is_kept_for_the_sake_of_its_sentences() -> None:
    reading(Text(document="0" * 64, reader="plain", reader_version="1", content="There are 12 stations.", language="en"))
    held = alone("There are 12 stations.", "en", gazetteer())
    assert type(held.said) is str
    assert alone_.alone.cache_info().maxsize == alone_.KEPT
