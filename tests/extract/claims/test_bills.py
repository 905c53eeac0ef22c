"""What a user may rely on in bills and resolutions: each step is one claim, planned, and what a house tells is said by it."""

from __future__ import annotations

import pytest

from witnessmark.extract.find import find
from witnessmark.records.claims import Content, Kind, Modality
from witnessmark.records.texts import Text

BILL = """IN THE SENATE OF NORTHMARK

JUNE 4, 2024
Ms. Alder (for herself and Mr. Birch) introduced the following bill; which was referred to a committee

A BILL

To impose sanctions on persons who harass exiles, and for other purposes.

SECTION 1. SHORT TITLE.

This Act may be cited as the "Quiet Homes Act".

SEC. 2. FINDINGS.

The Senate finds the following:

(1) In 2022, officers of Norland abducted three journalists.

SEC. 3. SANCTIONS.

(a) In General.—The President shall impose sanctions on each official who is responsible.

(b) Duties.—The Director shall—

(1) maintain a hotline in at least seven languages; and

(2) train local police.

(c) Limitation.—The Office may not share the name of a complainant.
"""

RESOLUTION = """RESOLUTION

Whereas the Government of Norland has detained 14 relatives of exiles;

Resolved, That the House of Representatives—

**(1)**
strongly condemns the harassment of exiles by agents of Norland;

**(2)**
acknowledges that Norland runs 12 police stations in Lisbon; and

**(3)**
calls on the President to—

**(A)**
sanction the officials responsible; and

**(B)**
protect the exiles.
"""


def claims(content: str) -> list[Content]:
    text = Text(document="0" * 64, reader="plain", reader_version="1", content=content, published="2024-06-14", language="en")
    return [draft.content for draft in find(text)]


def steps(content: str) -> list[tuple[str, str | None, Modality]]:
    return [(c.anchor.quote.split(",")[0], c.subject, c.modality) for c in claims(content) if c.kind is Kind.MEASURE]


def test_every_clause_and_item_of_a_bill_that_enacts_something_is_a_step() -> None:
    found = steps(BILL)
    assert [(subject, modality) for _, subject, modality in found] == [
        ("Ms. Alder", Modality.ASSERTED),
        (None, Modality.PLANNED),
        ("President", Modality.PLANNED),
        ("Director", Modality.PLANNED),
        ("Director", Modality.PLANNED),
        ("Office", Modality.PLANNED),
    ]
    assert all("cited" not in quote for quote, _, _ in found)


def test_bringing_a_bill_in_is_dated_by_the_line_above() -> None:
    brought = next(c for c in claims(BILL) if c.subject == "Ms. Alder")
    assert brought.time is not None
    assert brought.time.edtf == "2024-06-04"


def test_findings_are_told_by_the_house_and_numbers_of_a_rule_are_planned() -> None:
    found = claims(BILL)
    deed = next(c for c in found if c.kind is Kind.ACT)
    assert (deed.said_by, deed.modality) == (("Senate",), Modality.ASSERTED)
    counts = {c.value: (c.modality, c.said_by) for c in found if c.kind is Kind.COUNT}
    assert counts == {"3": (Modality.ASSERTED, ("Senate",)), "7": (Modality.PLANNED, ())}


def test_a_resolution_steps_item_by_item_and_an_item_that_only_carries_is_no_step() -> None:
    assert [(quote.rstrip("."), subject, modality) for quote, subject, modality in steps(RESOLUTION)] == [
        ("strongly condemns the harassment of exiles by agents of Norland", "House of Representatives", Modality.PLANNED),
        ("sanction the officials responsible", "House of Representatives", Modality.PLANNED),
        ("protect the exiles", "House of Representatives", Modality.PLANNED),
    ]


def test_what_a_resolution_tells_is_said_by_its_house() -> None:
    found = [c for c in claims(RESOLUTION) if c.kind is not Kind.MEASURE]
    assert {c.kind for c in found} >= {Kind.ACT, Kind.COUNT, Kind.CONTROL}
    assert {c.said_by for c in found} == {("House of Representatives",)}


@pytest.mark.parametrize("content", [
    "The ministry shall close the office in Lisbon.",
    "A senator said that the bill should be read again.",
    "The report quotes 22 U.S.C. 611 and speaks of this Act.",
])
def test_a_text_that_only_speaks_of_laws_is_no_bill(content: str) -> None:
    assert not any(why.startswith("en/bills.yaml") for draft in find(
        Text(document="0" * 64, reader="plain", reader_version="1", content=content, published="2024-06-14", language="en")
    ) for _, why in draft.because)
