"""Files of decisions: every fault with file, line and words, all of them in one pass; hostile JSON raises nothing else."""

import json

import pytest
from hypothesis import given as each
from hypothesis import settings
from hypothesis import strategies as st

from tests.review.desks import ONE, SHA, claim_said, desk, given, line
from witnessmark.records.canonical import canonical
from witnessmark.records.faults import Misused
from witnessmark.review.accept import decide
from witnessmark.review.conclude import conclude
from witnessmark.review.lines import FAULTS_SHOWN, LINE_LIMIT, Line, read_lines
from witnessmark.review.say import answer, grade, reply


def taken(tmp_path, *lines) -> list:
    out: list = []
    given(tmp_path, out.append, *lines)
    return out


def test_blank_lines_and_remarks_are_passed_over_and_lines_are_counted_as_editors_do(tmp_path):
    found = taken(tmp_path, b"", b"# a remark", b"   ", {"a": "1"}, b"  # another", {"a": "2"})
    assert [(one.number, one.said["a"]) for one in found] == [(4, "1"), (6, "2")]


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path):
    assert [one.said for one in taken(tmp_path, b'\xef\xbb\xbf{"a": "1"}\r', b'{"a": "2"}\r')] == [{"a": "1"}, {"a": "2"}]


HOSTILE = {
    "no JSON": (b"{", "no JSON"),
    "a list": (b"[1]", "one JSON object"),
    "a string": (b'"x"', "one JSON object"),
    "no UTF-8": (b'{"a": "\xff"}', "utf-8"),
    "not a number": (b'{"a": NaN}', "NaN"),
    "infinity": (b'{"a": -Infinity}', "Infinity"),
    "a fraction": (b'{"a": 9.5}', "strings"),
    "an exponent": (b'{"a": 1e999}', "strings"),
    "a large number": (b'{"a": %s}' % (b"9" * 5_000), "too large"),
    "2^53": (b'{"a": 9007199254740993}', "too large"),
    "deep nesting": (b'{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "no JSON"),
    "deep objects": (b'{"a":' * 9_000 + b"1" + b"}" * 9_000, "no JSON"),
    "a field twice": (b'{"a": "1", "a": "2"}', '"a" stands twice'),
    "half a surrogate pair": (b'{"a": "\\ud800"}', "surrogate"),
    "zero": (b'{"a": "\\u0000"}', "U+0000"),
    "a field with zero": (b'{"\\u0000": 1}', "U+0000"),
    "a long line": (b'{"a": "' + b"x" * LINE_LIMIT + b'"}', "longer than"),
    "UTF-16": ('{"a": "1"}'.encode("utf-16-le"), "no JSON"),
    "two objects": (b"{} {}", "Extra data"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_line_that_is_no_decision_is_named_with_file_and_line_and_the_others_are_read(tmp_path, name):
    raw, words = HOSTILE[name]
    seen = []
    with pytest.raises(Misused) as fault:
        given(tmp_path, seen.append, {"a": "1"}, raw, {"a": "2"})
    assert "file.jsonl, line 2: " in str(fault.value)
    assert words in str(fault.value)
    assert "Nothing was written" in str(fault.value)
    assert len(str(fault.value)) < 1_000
    assert [one.said["a"] for one in seen] == ["1", "2"]


def test_every_fault_of_a_file_is_told_in_one_pass_and_the_list_is_bounded(tmp_path):
    def take(one):
        raise one.fault("wrong")

    with pytest.raises(Misused) as fault:
        given(tmp_path, take, *([{}] * 30), b"{")
    assert str(fault.value).count("line ") == FAULTS_SHOWN
    assert f"and {31 - FAULTS_SHOWN} more" in str(fault.value)


def test_what_a_fault_quotes_moves_no_cursor_and_is_cut_short():
    said = str(line().fault("\x1b[2J\x07\u202e" + "x" * 5_000))
    assert said.isprintable()
    assert len(said) < 700


def test_a_file_that_is_not_there_is_said_so(tmp_path):
    with pytest.raises(Misused, match="cannot be read"):
        list(read_lines(tmp_path / "nothing.jsonl"))
    with pytest.raises(Misused, match="cannot be read"):
        list(read_lines(tmp_path))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=6) | st.just(SHA) | st.just(ONE),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
FIELDS = sorted(
    {
        "decision",
        "document",
        "claim",
        "reason",
        "as",
        "name",
        "neutral",
        "role",
        "seconded_by",
        "from",
        "to",
        "title",
        "country",
        "stations",
        "ordinal",
        "claims",
        "controlled_by",
        "place_id",
        "quote",
        "start",
        "end",
        "kind",
        "value",
        "replaces",
        "drafted_by",
        "note",
        "open",
        "conclude",
        "move",
        "merge",
        "into",
        "finding",
        "code",
        "about",
        "text",
        "of",
        "grade",
        "who",
        "sort",
        "asked_at",
        "deadline",
        "outcome",
        "words",
        "conclusions",
        "signed_by",
        "since",
        "until",
        "body",
        "overlaps",
        "counted",
    }
)
DECISIONS = ("accept", "mend", "reject", "withdraw", "disclose", "classify", "tie", "site")


@settings(max_examples=300, deadline=None)
@each(st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=8), st.sampled_from(DECISIONS))
def test_whatever_a_line_says_a_form_makes_records_or_a_fault_with_its_place(said, decision):
    one = desk()
    forms = (
        lambda x: decide(one, x),
        lambda x: decide(one, Line(file=x.file, number=x.number, said={**x.said, "decision": decision})),
        lambda x: conclude(one, x, {}),
        lambda x: answer(one, x, ()),
        lambda x: grade(one, x),
        lambda x: reply(one, x),
    )
    for form in forms:
        told = "file.jsonl, line 7: no fault"
        try:
            for _, record in form(line(**said)):
                assert record is not None
        except Misused as fault:
            told = str(fault)
        assert "file.jsonl, line 7: " in told


@settings(max_examples=200, deadline=None)
@each(
    st.dictionaries(
        st.sampled_from(sorted(claim_said(min="1", max="9", said_by=["x"], place="x", place_id="x", time="2022", part_of={}, names=[]))),
        JSON,
    )
)
def test_whatever_a_claim_says_it_is_accepted_or_a_fault(changed):
    told, record = "file.jsonl, line 7: no fault", None
    try:
        ((_, record),) = decide(desk(), line(decision="accept", document=SHA, claim={**claim_said(), **changed})) or [(None, None)]
    except Misused as fault:
        told = str(fault)
    assert "file.jsonl, line 7: " in told
    assert record is None or record.version == record.content.version


@each(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda x: st.lists(x) | st.dictionaries(st.text(), x),
        max_leaves=20,
    )
)
def test_what_is_read_has_a_canonical_form(tmp_path_factory, said):
    file = tmp_path_factory.mktemp("lines") / "file.jsonl"
    file.write_text(json.dumps({"a": said}), "utf-8")
    for one in read_lines(file):
        if isinstance(one, Line):
            assert canonical(one.said)
