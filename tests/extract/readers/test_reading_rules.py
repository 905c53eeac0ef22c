"""Q001, Q003 and Q004: a quotation stands word for word, today's reader agrees, and the words are to be seen."""

import dataclasses

import pytest

from tests.extract.readers.made import PARAGRAPH, page
from tests.simulators.plain_view import PlainView, text_of
from witnessmark.extract.checks import check_hidden, check_quotes, check_reader_changed
from witnessmark.extract.readers.html import read_html
from witnessmark.extract.readers.pdf_page import OVER_PICTURE
from witnessmark.records.claims import Claim, Content, Kind, Modality
from witnessmark.records.faults import Damaged
from witnessmark.records.findings import Verdict
from witnessmark.records.texts import Hidden

TEXT = text_of("A line before. The report counts nine stations in Spain \U0001f600. A line after it.")


def claim(text, words, /, *, ident="c1", **changed):
    start = text.content.index(words)
    anchor = dataclasses.replace(text.anchor(start, start + len(words)), **changed)
    content = Content(kind=Kind.COUNT, anchor=anchor, modality=Modality.ASSERTED, value="9", unit="station")
    return Claim(id=ident, version=content.version, content=content)


def only(findings):
    (found,) = findings
    return found


def test_a_quotation_that_stands_holds_and_its_document_is_named():
    view = PlainView(texts=(TEXT,), accepted=(claim(TEXT, "nine stations"), claim(TEXT, "\U0001f600. A", ident="c2")))
    for rule in (check_quotes, check_reader_changed, check_hidden):
        found = only(rule(view))
        assert (found.verdict, found.about) == (Verdict.HOLDS, (TEXT.document,))
        assert ("claims", "2") in found.facts


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"quote": "ten stations"}, "other-words"),
        ({"start": 1}, "other-words"),
        ({"end": 40}, "other-words"),
        ({"quote": ""}, "other-words"),
        ({"prefix": "x"}, "other-surroundings"),
        ({"suffix": "x"}, "other-surroundings"),
        ({"text": "0" * 64}, "text-gone"),
        ({"document": "0" * 64}, "other-document"),
    ],
)
def test_a_quotation_that_does_not_stand_fails(changed, why):
    view = PlainView(texts=(TEXT,), accepted=(claim(TEXT, "nine stations", **changed),))
    found = only(check_quotes(view))
    assert (found.code, found.verdict, found.about, dict(found.facts)["why"]) == ("Q001", Verdict.FAILS, ("c1",), why)
    assert only(found.quotes).quote == changed.get("quote", "nine stations")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("Another text.", "gone"),
        ("The report counts nine stations in France.", "moved"),
        ("More. A line before. The report counts nine stations in Spain \U0001f600. A line after it.", None),
    ],
)
def test_a_newer_reader_is_asked(content, why):
    newer = text_of(content, document=TEXT.document)
    view = PlainView(texts=(TEXT,), accepted=(claim(TEXT, "nine stations"),), newer={TEXT.document: newer})
    found = only(check_reader_changed(view))
    assert found.verdict is (Verdict.FAILS if why else Verdict.HOLDS)
    assert dict(found.facts).get("why") == why


def test_what_cannot_be_read_again_cannot_be_told():
    class Lost(PlainView):
        def reread(self, document):  # noqa: ARG002 - the view is asked for a document
            raise Damaged("gone")

    found = only(check_reader_changed(Lost(texts=(TEXT,), accepted=(claim(TEXT, "nine stations"),))))
    assert (found.verdict, dict(found.facts)["why"]) == (Verdict.CANNOT_TELL, "not-read-again")


def test_a_claim_on_hidden_words_fails_and_one_beside_them_holds():
    made = read_html(page(f'<p>{PARAGRAPH}<span style="display:none">Forty in France.</span> So it says.</p>'), document="d" * 64)
    hidden, seen = claim(made.text, "Forty in France"), claim(made.text, "So it says", ident="c2")
    fails, holds = check_hidden(PlainView(texts=(made.text,), accepted=(hidden, seen)))
    assert (fails.verdict, fails.about, "display: none" in fails.message) == (Verdict.FAILS, ("c1",), True)
    assert (holds.verdict, dict(holds.facts)["claims"]) == (Verdict.HOLDS, "1")


def test_what_may_be_seen_in_a_picture_alone_cannot_be_told():
    scanned = dataclasses.replace(TEXT, hidden=(Hidden(start=0, end=len(TEXT.content), why=OVER_PICTURE),))
    view = PlainView(texts=(scanned,), accepted=(claim(scanned, "nine stations"),))
    assert only(check_hidden(view)).verdict is Verdict.CANNOT_TELL
    assert only(check_hidden(PlainView(accepted=(claim(TEXT, "nine stations"),)))).verdict is Verdict.CANNOT_TELL


@pytest.mark.parametrize("rule", [check_quotes, check_reader_changed, check_hidden])
def test_every_rule_has_its_page(rule):
    lines = [line.strip() for line in rule.__doc__.splitlines()]
    headings = ["Checks", "Why it matters", "Holds", "Fails", "Cannot tell", "Known limits", "What to do"]
    assert [line for line in lines if line in headings] == headings
    assert list(rule(PlainView())) == []
