"""Bills and resolutions: steps that a house is asked to take are planned, and deeds that it tells are said by it."""

from __future__ import annotations

import re

from witnessmark.extract.claims.found import Found
from witnessmark.extract.claims.phrases import Clause
from witnessmark.records.claims import Kind, Modality

FORM = re.compile(r"(?<!\w)(?:Resolved|Be it enacted|A BILL|RESOLUTION|CONCURRENT RESOLUTION)(?!\w)")
HOUSE = re.compile(
    r"(?<!\w)(?:House of Representatives|Senate|House of Commons|House of Lords|European Parliament|Parliament|Congress)(?!\w)"
)
FORMS = ("Resolved", "Be it enacted", "A BILL", "RESOLUTION")
"""One of them stands in every form: looking for these first is faster."""
TABLED = frozenset({"introduce", "submit", "table", "sponsor a bill"})


def house_of(content: str) -> str | None:
    """Return the house that a bill or resolution is before; null for any other text."""
    form = FORM.search(content) if any(words in content for words in FORMS) else None
    if form is None:
        return None
    house = HOUSE.search(content, form.start()) or HOUSE.search(content)
    return house.group() if house is not None else None


def listed_item(c: Clause, first: int) -> bool:
    """Whether a word opens an item of a list: "(1) condemns ..."."""
    return c.sentence.opens and c.low(first - 1) in (")", ".", "—") and first - c.sentence.first <= 4


def as_bill(found: Found, house: str) -> Found:
    """Return what a bill says as the bill has it: a step is planned in its own voice, a deed is told by the house."""
    if found.kind is Kind.MEASURE:
        tabled = any(field == "measure" and why.rpartition(": ")[2] in TABLED for field, why in found.because)
        return found if tabled else found._replace(modality=Modality.PLANNED, said_by=())
    if found.kind is Kind.ACT and found.said_by is None:
        return found._replace(said_by=(house,))
    return found
