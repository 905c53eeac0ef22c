"""Files of `review`: lines that lean on earlier lines, files given twice, and what holds for any text and number."""

import dataclasses

import pytest
from hypothesis import given as each
from hypothesis import settings
from hypothesis import strategies as st

from tests.review.desks import CONTENT, ONE, SHA, TEXT, desk, given, grown, line, view
from tests.review.test_accept import CONTROL, DISCLOSE, FILE, REJECT, SITE, THREE, TIE, WITHDRAW, accept, filled
from tests.simulators.plain_view import document_of, text_of
from witnessmark.records.documents import Disclosure
from witnessmark.records.faults import Misused
from witnessmark.review.accept import decide

__all__ = ["filled"]


def payloads(tmp_path, before, *lines):
    table, out = desk(before), []
    given(tmp_path, lambda said: out.extend(decide(table, said)), *lines)
    return out


def test_a_line_may_refer_to_what_an_earlier_line_of_the_file_accepted_mended_or_withdrew(tmp_path):
    mend = {**accept(value="4"), "decision": "mend", "replaces": THREE}
    made = payloads(
        tmp_path, view(), accept(), CONTROL, mend, {"person": ONE, **SITE, "claims": [{**THREE, "value": "4"}]}, {"person": ONE, **TIE}
    )
    first, _, second, site, _ = (record for _, record in made)
    assert second.claim == first.claim
    assert site.claims == (first.claim,)
    with pytest.raises(Misused, match="line 3: 0 accepted claims fit"):
        payloads(tmp_path, view(), accept(), {"person": ONE, **WITHDRAW}, {"person": ONE, **WITHDRAW, "claim": {**THREE, "value": "4"}})


def test_of_two_equal_lines_of_a_file_one_is_written(tmp_path):
    made = payloads(
        tmp_path,
        view(),
        accept(),
        {**accept(), "note": "again"},
        CONTROL,
        *[{"person": ONE, **said} for said in (REJECT, REJECT, SITE, SITE, TIE, TIE)],
    )
    assert [sort for sort, _ in made] == ["claim-accepted", "claim-accepted", "draft-rejected", "site-opened", "tied"]


def test_the_last_of_two_choices_of_a_file_stands(tmp_path):
    back = {**DISCLOSE, "as": "passages"}
    made = payloads(tmp_path, view(), {"person": ONE, **DISCLOSE}, {"person": ONE, **back})
    assert [record.disclosure for _, record in made] == [Disclosure.WHOLE, Disclosure.PASSAGES]


def test_the_same_file_given_twice_writes_nothing(tmp_path):
    lines = [{"person": ONE, **said} for said in FILE]
    first = payloads(tmp_path, view(), *lines)
    assert len(first) == len(lines)
    assert payloads(tmp_path, grown(view(), first), *lines) == []


def test_a_withdrawal_given_twice_writes_nothing_and_one_of_nothing_is_a_fault(tmp_path, filled):
    said = {"person": ONE, **WITHDRAW}
    first = payloads(tmp_path, filled, said, said)
    assert len(first) == 1
    after = grown(filled, first)
    assert payloads(tmp_path, after, said) == []
    assert payloads(tmp_path, after, {**said, "claim": first[0][1].claim}) == []
    with pytest.raises(Misused, match="0 accepted claims fit"):
        payloads(tmp_path, after, {**said, "claim": {**THREE, "value": "8"}})


def test_a_claim_that_was_withdrawn_may_be_accepted_again(tmp_path, filled):
    after = grown(filled, payloads(tmp_path, filled, {"person": ONE, **WITHDRAW}))
    assert [sort for sort, _ in payloads(tmp_path, after, accept())] == ["claim-accepted"]


def test_a_claim_in_a_text_that_an_older_reader_made_can_still_be_named(filled):
    newer = text_of(CONTENT + "\nmore", document=SHA)
    kept = dataclasses.replace(document_of(CONTENT.encode(), text=newer), sha256=SHA)
    after = view(accepted=filled.accepted, kept=(kept,), texts=(TEXT, newer))
    assert len(decide(desk(after), line(**WITHDRAW))) == 1


# --- invariants ----------------------------------------------------------------------------------------------------------------------------------


@settings(max_examples=120, deadline=None)
@each(st.text(alphabet="ab \n😀e\u0301ئ中", min_size=3, max_size=60), st.data())
def test_the_words_of_an_accepted_claim_stand_at_its_place_whatever_the_text(content, data):
    start = data.draw(st.integers(0, len(content) - 1))
    end = data.draw(st.integers(start + 1, len(content)))
    if not content[start:end].strip():
        return
    text = text_of(content)
    kept = document_of(content.encode(), text=text)
    said = {
        "decision": "accept",
        "document": kept.sha256,
        "claim": {
            "quote": content[start:end],
            "start": start,
            "end": end,
            "kind": "presence",
            "modality": "asserted",
            "prefix": content[:start],
            "suffix": content[end:],
        },
    }
    ((_, record),) = decide(desk(texts=(text,), kept=(kept,)), line(**said))
    anchor = record.content.anchor
    assert content[anchor.start : anchor.end] == anchor.quote == content[start:end]
    del said["claim"]["start"], said["claim"]["end"]
    ((_, again),) = decide(desk(texts=(text,), kept=(kept,)), line(**said))
    assert again.content.anchor == anchor


@each(st.from_regex(r"[0-9]{1,20}(\.[0-9]{1,8})?", fullmatch=True))
def test_a_number_keeps_its_worth_in_its_shortest_form(word):
    from decimal import Decimal

    from witnessmark.review.accept import decimal

    short = decimal(line(value=word), "value")
    assert Decimal(short) == Decimal(word)
    assert decimal(line(value=short), "value") == short
