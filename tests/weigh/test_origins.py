"""Origins: who said it first. Twenty copies are one; what is not established is never independent."""

from __future__ import annotations

import dataclasses
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.simulators.plain_view import PlainView, text_of
from witnessmark.records.claims import Claim, Content, Kind, Modality
from witnessmark.records.texts import Text
from witnessmark.weigh.credits import credited
from witnessmark.weigh.origins import lineage, origin_of, origins_of
from witnessmark.weigh.passages import passages

STORY = (
    "The authorities closed two stations in the old town on Monday after a complaint of residents who had seen people come and go at "
    "night for several weeks and who had asked the council in vain for an answer."
)


def claim(text: Text, quote: str, *said_by: str, ident: str = "", **more: object) -> Claim:
    start = text.content.index(quote)
    content = Content(kind=Kind.COUNT, anchor=text.anchor(start, start + len(quote)), said_by=said_by, unit="station",
                      **{"modality": Modality.ASSERTED, "value": "2", **more})  # type: ignore[arg-type]
    return Claim(id=ident or f"{text.digest[:8]}-{start}", version=content.version, content=content, question="q1")


def copies(number: int) -> tuple[Text, ...]:
    return tuple(text_of(f"Outlet {n} tells.\n{STORY}\nMore in our issue {n}.", publisher=f"Outlet {n}", published=f"2022-11-{n + 1:02}")
                 for n in range(number))


def test_twenty_copies_are_one_origin() -> None:
    texts = copies(20)
    view = PlainView(texts=texts, accepted=tuple(claim(t, "two stations") for t in texts))
    (origin,) = origins_of(view)
    assert len(origin.documents) == 20
    assert origin.name == "Outlet 0"
    assert len({view.origin_of(c).id for c in view.claims()}) == 1  # type: ignore[union-attr]
    assert all("shares 1 passage with" in why for _, why in origin.because)


def test_a_shared_footer_without_a_claim_joins_nobody() -> None:
    footer = "All rights are reserved by the owners of this page and nothing on it may be copied without their leave in writing. " * 3
    texts = tuple(text_of(f"Two stations were seen in place {n}.\n{footer}", publisher=f"Outlet {n}") for n in range(3))
    view = PlainView(texts=texts, accepted=tuple(claim(t, "Two stations") for t in texts))
    assert len(origins_of(view)) == 3


def test_chinese_copies_are_found_by_their_characters() -> None:
    story = "据当地居民投诉市政府星期一关闭了老城区的两个所谓海外警务服务站居民说几个星期以来夜里一直有人进进出出而且无人回答他们的问题"
    texts = (text_of(f"甲报讯。{story}。", publisher="甲报", language="zh"), text_of(f"{story}，乙报。", publisher="乙报", language="zh"))
    view = PlainView(texts=texts, accepted=tuple(claim(t, "两个") for t in texts))
    assert len(origins_of(view)) == 1


def test_a_claim_goes_back_to_its_root_speaker_and_not_to_who_repeats_it() -> None:
    text = text_of("Open Ledger says that the Ministry of Security counts two. There are nine stations.", publisher="The Harbour Post")
    nested = claim(text, "two", "Open Ledger", "Ministry of Security")
    own = claim(text, "nine stations", value="9")
    view = PlainView(texts=(text,), accepted=(nested, own))
    first, second = view.origin_of(nested), view.origin_of(own)
    assert first is not None
    assert second is not None
    assert (first.name, first.held) == ("Ministry of Security", False)
    assert (second.name, second.held) == ("The Harbour Post", True)


def test_the_same_count_in_the_paper_s_own_voice_only_repeats_what_it_attributes() -> None:
    text = text_of("Two stations found. Open Ledger counts two of them.", publisher="The Harbour Post")
    headline, attributed = claim(text, "Two stations"), claim(text, "two of them", "Open Ledger")
    view = PlainView(texts=(text,), accepted=(headline, attributed))
    assert view.origin_of(headline) == view.origin_of(attributed)


@pytest.mark.parametrize(("speaker", "modality"), [
    ("sources", Modality.ASSERTED), ("the government", Modality.ASSERTED), ("", Modality.HEDGED),
])
def test_what_is_not_established_has_no_origin(speaker: str, modality: Modality) -> None:
    text = text_of("There would be two stations.", publisher="The Harbour Post")
    one = claim(text, "two stations", *([speaker] if speaker else []), modality=modality)
    assert PlainView(texts=(text,), accepted=(one,)).origin_of(one) is None


def test_two_pages_that_nobody_signed_are_not_two_origins() -> None:
    texts = tuple(text_of(f"Page {n}: there are two stations.") for n in range(2))
    view = PlainView(texts=texts, accepted=tuple(claim(t, "two stations") for t in texts))
    assert [view.origin_of(c) for c in view.claims()] == [None, None]


def test_a_common_noun_is_the_one_body_that_the_text_names() -> None:
    text = text_of("The Ministry of Security counts two. The ministry adds nine.", publisher="The Harbour Post")
    first, second = claim(text, "two", "Ministry of Security"), claim(text, "nine", "the ministry", value="9")
    view = PlainView(texts=(text,), accepted=(first, second))
    assert view.origin_of(second) == view.origin_of(first)


def test_a_report_that_is_held_is_the_origin_of_those_who_cite_it() -> None:
    report = text_of("We counted two stations.", publisher="Open Ledger", published="2022-09-12")
    paper = text_of("There are two stations, says the Open Ledger report.", publisher="The Harbour Post", published="2022-10-26")
    cited = claim(paper, "two stations", "the Open Ledger report")
    view = PlainView(texts=(paper, report), accepted=(cited, claim(report, "two stations")))
    (origin,) = origins_of(view)
    assert origin.held
    assert origin.documents == (report.document, paper.document), "earliest first"
    assert dict(origin.because)[report.document] == "speaks for itself"


def test_a_credit_names_the_agency() -> None:
    assert credited("LISBON (Meridian Wire) - Two stations were closed.") == ("Meridian Wire",)
    assert credited("Two stations were closed.\nSource: Meridian Wire\n") == ("Meridian Wire",)
    assert credited("Dos comisarías.\nCon información de Agencia Ribera.\n") == ("Agencia Ribera",)
    assert credited("Two stations (in Lisbon) - and more.") == ()


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_the_order_of_documents_and_claims_changes_no_origin(seed: int) -> None:
    texts = [*copies(3), text_of("We counted two stations.", publisher="Open Ledger"), text_of("Two, the Open Ledger says: two stations.",
                                                                                              publisher="Outlet 1")]
    claims = [claim(t, "two stations") for t in texts[:4]] + [claim(texts[4], "two stations", "Open Ledger")]
    view = PlainView(texts=tuple(texts), accepted=tuple(claims))
    order = random.Random(seed)
    order.shuffle(texts)
    order.shuffle(claims)
    other = PlainView(texts=tuple(texts), accepted=tuple(claims))
    assert {frozenset(o.documents) for o in origins_of(view)} == {frozenset(o.documents) for o in origins_of(other)}
    assert {o.name for o in origins_of(view)} == {o.name for o in origins_of(other)}


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=400))
def test_passages_of_any_text_lie_inside_it(content: str) -> None:
    for passage in passages(content):
        assert 0 <= passage.start < passage.end <= len(content)


def test_passages_do_not_see_blanks_case_and_punctuation() -> None:
    folded = STORY.upper().replace(" ", "\n  ").replace(".", " !")
    assert next(passages(STORY)).hash == next(passages(folded)).hash


def test_an_origin_s_id_is_a_function_of_its_documents_and_speaker() -> None:
    texts = copies(2)
    view = PlainView(texts=texts, accepted=tuple(claim(t, "two stations") for t in texts))
    assert [o.id for o in origins_of(view)] == [o.id for o in origins_of(dataclasses.replace(view))]
    assert origin_of(claim(texts[0], "two stations"), lineage(view)) == origins_of(view)[0]
