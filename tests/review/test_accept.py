"""The forms of `review`: each makes its record, each fault names its words, and the same file given twice writes nothing."""

import dataclasses

import pytest

from tests.review.desks import CONTENT, DOCUMENT, ONE, SHA, TEXT, TWO, claim_said, desk, grown, line, view
from tests.simulators.plain_view import PERSON
from witnessmark.records.claims import Kind, Span
from witnessmark.records.decisions import NameClass
from witnessmark.records.documents import Disclosure
from witnessmark.records.faults import Misused
from witnessmark.review.accept import decide


def accept(**claim) -> dict[str, object]:
    return {"person": ONE, "decision": "accept", "document": SHA, "claim": claim_said(**claim)}


CONTROL = {
    "person": ONE,
    "decision": "accept",
    "document": SHA,
    "claim": {
        "quote": "The Fuzhou bureau runs three in Valencia",
        "kind": "control",
        "modality": "asserted",
        "subject": "the Fuzhou bureau",
    },
}
THREE, BUREAU = {"document": SHA, "quote": "three in Valencia", "kind": "count"}, {"document": SHA, "quote": CONTROL["claim"]["quote"]}


def one(said: dict[str, object], **more):
    ((sort, record),) = decide(desk(**more), line(**said))
    return sort, record


def fault(said: dict[str, object], **more) -> str:
    with pytest.raises(Misused) as raised:
        decide(desk(**more), line(**said))
    assert "file.jsonl, line 7: " in str(raised.value)
    return str(raised.value)


# --- accept and mend ---------------------------------------------------------------------------------------------------------------------


def test_an_accepted_claim_carries_its_whole_content_and_its_place_in_the_text():
    sort, record = one(
        {
            **accept(
                which="three", place="Valencia", place_id="gn:1", time="2022", part_of={"quote": "Nine stations in Spain", "start": 0}
            ),
            "note": "n",
            "drafted_by": "finder",
        }
    )
    content = record.content
    assert (sort, record.version, record.drafted_by, record.mended, record.note) == (
        "claim-accepted",
        content.version,
        "finder",
        False,
        "n",
    )
    assert CONTENT[content.anchor.start : content.anchor.end] == content.anchor.quote == "three in Valencia"
    assert (content.anchor.text, content.anchor.document, content.language) == (TEXT.digest, SHA, "en")
    assert content.part_of == Span(start=0, end=22)
    assert (content.time.earliest, content.time.latest) == ("2022-01-01", "2022-12-31")


def test_a_document_is_named_by_the_beginning_of_its_digest_in_any_case():
    assert one({**accept(), "document": SHA[:12].upper()})[1].content.anchor.document == SHA
    assert "shorter than 12 digits" in fault({**accept(), "document": SHA[:11]})
    assert "not in this case" in fault({**accept(), "document": "0" * 64})


def test_a_beginning_that_two_documents_share_is_a_fault():
    other = dataclasses.replace(DOCUMENT, sha256=SHA[:20] + "0" * 44)
    assert "several documents" in fault({**accept(), "document": SHA[:14]}, kept=(DOCUMENT, other))


def test_words_that_stand_twice_need_a_start_or_their_surroundings():
    said = accept()
    said["claim"] = {**claim_said("nine")}
    del said["claim"]["start"]
    assert "stand 2 times" in fault(said)
    assert one({**said, "claim": {**said["claim"], "suffix": ", says a group"}})[1].content.anchor.start == 0
    second = CONTENT.rindex("Nine stations")
    assert one({**said, "claim": {**said["claim"], "prefix": "Valencia. "}})[1].content.anchor.start == second
    assert one({**said, "claim": {**said["claim"], "start": second, "end": second + 22}})[1].content.anchor.start == second


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"quote": "ten in Valencia", "start": None}, "stand nowhere"),
        ({"start": 3}, "do not stand at 3"),
        ({"start": -17}, "do not stand at -17"),
        ({"start": 10**9}, "do not stand at 1000000000"),
        ({"start": "56"}, "do not stand at"),
        ({"start": True}, "do not stand at True"),
        ({"end": 3}, '"end" does not fit'),
        ({"prefix": "elsewhere"}, "do not stand beside"),
        ({"suffix": "elsewhere"}, "do not stand beside"),
        ({"quote": ""}, '"quote" is empty'),
        ({"quote": None}, '"quote" must be'),
        ({"kind": "rumour"}, "none of"),
        ({"modality": "maybe"}, "none of"),
        ({"modality": None}, '"modality"'),
        ({"value": "three"}, "is no number"),
        ({"value": "1_000"}, "is no number"),
        ({"value": "-3"}, "is no number"),
        ({"value": "NaN"}, "is no number"),
        ({"value": "1e400"}, "is no number"),
        ({"value": "٣"}, "is no number"),
        ({"value": 3}, "must be a string"),
        ({"value": "9" * 31}, "is no number"),
        ({"value": None}, "a count has a value"),
        ({"unit": None}, "a count has a value"),
        ({"min": "4"}, "must rise"),
        ({"max": "2"}, "must rise"),
        ({"min": "5", "max": "4"}, "must rise"),
        ({"kind": "link"}, "only a count"),
        ({"kind": "link", "value": None}, "only a count"),
        ({"kind": "link", "value": None, "unit": None, "max": "3"}, "only a count"),
        ({"time": "last year"}, '"time"'),
        ({"time": "2022-13"}, '"time"'),
        ({"said_by": "x"}, "list of non-empty strings"),
        ({"said_by": [""]}, "list of non-empty strings"),
        ({"said_by": [["x"]]}, "list of non-empty strings"),
        ({"names": [1]}, "list of non-empty strings"),
        ({"list": "half"}, "none of"),
        ({"scope": "all"}, '"scope"'),
        ({"scope": {"who": "x"}}, "unknown field"),
        ({"scope": {"whose": 1}}, '"scope"'),
        ({"place_id": "gn:999"}, "no place of the gazetteer"),
        ({"part_of": "nine"}, "must be an object"),
        ({"part_of": {"quote": "ten"}}, "stand nowhere"),
        ({"part_of": {"quote": "Nine stations in Spain"}}, "stand 2 times"),
        ({"sourec": "x"}, 'unknown field "sourec"'),
    ],
)
def test_a_fault_of_a_claim_names_its_words(more, words):
    said = accept()
    said["claim"] |= more
    assert words in fault(said)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"decision": "agree"}, "none of accept, classify"),
        ({"decision": None}, '"decision"'),
        ({}, '"decision"'),
        ({"decision": "accept"}, '"document"'),
        ({"decision": "accept", "document": SHA}, '"claim" must be an object'),
        ({**accept(), "replaces": "x"}, "unknown field"),
        ({**accept(), "why": "x"}, 'unknown field "why"'),
        ({**accept(), "document": [SHA]}, '"document" must be'),
    ],
)
def test_a_fault_of_a_line_names_its_field(said, words):
    assert words in fault(said)


def test_a_document_without_a_text_has_no_claims():
    assert "not read yet" in fault(accept(), kept=(dataclasses.replace(DOCUMENT, reading=None),))
    unread = dataclasses.replace(DOCUMENT.reading, text=None, reason="a password is asked for")
    assert "a password is asked for" in fault(accept(), kept=(dataclasses.replace(DOCUMENT, reading=unread),))


def test_a_person_who_left_or_never_was_here_decides_nothing():
    from witnessmark.review.refs import person_of

    for name in ("Gone", "Nobody", ""):
        with pytest.raises(Misused, match="line 7"):
            person_of(desk(), line(person=name))
    assert person_of(desk(), line()) == PERSON


def test_a_mended_claim_keeps_its_id_and_gets_another_version():
    before = grown(view(), decide(desk(), line(**accept())))
    ((_, record),) = decide(desk(before), line(**{**accept(value="4"), "decision": "mend", "replaces": THREE}))
    assert record.mended
    assert record.claim == before.accepted[0].id
    assert record.version != before.accepted[0].version
    assert (
        decide(
            desk(grown(before, [("claim-accepted", record)])),
            line(**{**accept(value="4"), "decision": "mend", "replaces": {**THREE, "value": "4"}}),
        )
        == []
    )


# --- other forms ---------------------------------------------------------------------------------------------------------------------------

REJECT = {
    "decision": "reject",
    "document": SHA,
    "kind": "count",
    "value": "3",
    "quote": "three in Valencia",
    "start": CONTENT.index("three in V"),
    "reason": "twice",
}
PRIVATE = {"decision": "classify", "name": "Amina Nkemelu", "as": "private", "neutral": "a baker"}
PUBLIC = {
    "decision": "classify",
    "name": "Mao Ning",
    "as": "public-role",
    "role": "spokesperson",
    "reason": "speaks for a ministry",
    "seconded_by": TWO,
}
SITE = {
    "decision": "site",
    "title": "Valencia (1)",
    "city": "Valencia",
    "country": "Spain",
    "place_id": "gn:1",
    "claims": [THREE],
    "stations": 3,
    "controlled_by": [{"body": "the Fuzhou bureau", "claims": [BUREAU], "since": "2021", "until": "2022-10"}],
    "finding_date": "2023-01-16",
}
TIE = {"decision": "tie", "from": THREE, "to": BUREAU, "as": "follows"}
WITHDRAW = {"decision": "withdraw", "claim": THREE, "reason": "misread"}
DISCLOSE = {"decision": "disclose", "document": SHA, "as": "whole"}
FILE = [accept(), CONTROL, REJECT, PRIVATE, PUBLIC, SITE, TIE, DISCLOSE]


@pytest.fixture
def filled():
    table = desk()
    return grown(view(), [payload for said in (accept(), CONTROL) for payload in decide(table, line(**said))])


def test_each_other_form_makes_its_record(filled):
    made = {
        sort: record
        for said in (REJECT, PRIVATE, PUBLIC, SITE, TIE, WITHDRAW, DISCLOSE)
        for sort, record in decide(desk(filled), line(**said))
    }
    assert made["draft-rejected"].end - made["draft-rejected"].start == len("three in Valencia")
    assert made["name-classified"].as_ is NameClass.PUBLIC_ROLE
    assert made["disclosure-chosen"].disclosure is Disclosure.WHOLE
    ids = {claim.content.kind: claim.id for claim in filled.accepted}
    assert made["claim-withdrawn"].claim == made["tied"].from_ == ids[Kind.COUNT]
    site = made["site-opened"]
    assert (site.claims, site.controlled_by[0].claims, site.stations) == ((ids[Kind.COUNT],), (ids[Kind.CONTROL],), 3)


@pytest.mark.parametrize(
    ("said", "more", "words"),
    [
        (REJECT, {"reason": None}, '"reason"'),
        (REJECT, {"value": "x"}, "is no number"),
        (REJECT, {"kind": "x"}, "none of"),
        (REJECT, {"claim": "x"}, "unknown field"),
        (WITHDRAW, {"reason": " "}, '"reason"'),
        (WITHDRAW, {"claim": "nothing"}, "no accepted claim"),
        (WITHDRAW, {"claim": None}, "by its id or by document"),
        (WITHDRAW, {"claim": {"quote": "x"}}, '"document"'),
        (WITHDRAW, {"claim": {"document": SHA, "quote": "x"}}, "0 accepted claims fit"),
        (WITHDRAW, {"claim": {"document": SHA}}, "2 accepted claims fit"),
        (WITHDRAW, {"claim": {"document": SHA, "words": "x"}}, "unknown field"),
        (DISCLOSE, {"as": "some"}, "none of"),
        (PRIVATE, {"neutral": ""}, "neutral word"),
        (PRIVATE, {"neutral": "  "}, "neutral word"),
        (PRIVATE, {"neutral": "AMINA NKEMELU, a baker"}, "say the name"),
        (PRIVATE, {"name": "·"}, "no name of 2 letters"),
        (PRIVATE, {"name": "A"}, "no name of 2 letters"),
        (PRIVATE, {"name": " "}, '"name"'),
        (PRIVATE, {"name": "x" * 201}, "no name of 2 letters"),
        (PRIVATE, {"as": "friend"}, "none of"),
        (PUBLIC, {"role": ""}, "needs"),
        (PUBLIC, {"reason": ""}, "needs"),
        (PUBLIC, {"seconded_by": None}, "needs"),
        (PUBLIC, {"seconded_by": ONE}, "cannot second"),
        (PUBLIC, {"seconded_by": "Nobody"}, "nobody of this case"),
        (TIE, {"as": "like"}, "no tie"),
        (TIE, {"to": THREE}, "itself"),
        (TIE, {"from": 3}, "by its id or"),
        (SITE, {"title": ""}, '"title"'),
        (SITE, {"country": None}, '"country"'),
        (SITE, {"stations": 0}, "whole number from 1"),
        (SITE, {"stations": "3"}, "whole number"),
        (SITE, {"stations": True}, "whole number"),
        (SITE, {"ordinal": -1}, "whole number"),
        (SITE, {"counted": "perhaps"}, "none of yes, no"),
        (SITE, {"counted": "no"}, '"overlaps"'),
        (SITE, {"place_id": "street:1"}, "no place of the gazetteer"),
        (SITE, {"finding_date": "soon"}, '"finding_date"'),
        (SITE, {"claims": "x"}, "must be a list"),
        (SITE, {"claims": [3]}, "by its id or"),
        (SITE, {"controlled_by": ["x"]}, "list of objects"),
        (SITE, {"controlled_by": [{"body": "x", "claims": []}]}, "one at least"),
        (SITE, {"controlled_by": [{"body": "x", "claims": [THREE]}]}, "`control` claims"),
        (SITE, {"controlled_by": [{"body": "", "claims": [BUREAU]}]}, '"body"'),
        (SITE, {"controlled_by": [{"body": "x", "claims": [BUREAU], "sinse": "2021"}]}, "sinse"),
        (SITE, {"controlled_by": [{"body": "x", "claims": [BUREAU], "since": "2021/2022"}]}, "interval"),
        (SITE, {"controlled_by": [{"body": "x", "claims": [BUREAU], "since": "2022", "until": "2021"}]}, "before it begins"),
        (SITE, {"controlled_by": [{"body": "x", "claims": [BUREAU], "since": "once"}]}, '"since"'),
    ],
)
def test_a_fault_of_another_form_names_its_words(filled, said, more, words):
    with pytest.raises(Misused) as raised:
        decide(desk(filled), line(**{**said, **more}))
    assert words in str(raised.value)
    assert "file.jsonl, line 7: " in str(raised.value)
