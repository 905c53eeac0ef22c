"""What a user may rely on in a sentence: who speaks, how surely, what is counted, what is a tie and what is control."""

from __future__ import annotations

import pytest

from witnessmark.extract.find import find, reading
from witnessmark.records.claims import Content, Kind, Modality
from witnessmark.records.texts import Text


def text_of(content: str, *, language: str = "en") -> Text:
    return Text(document="0" * 64, reader="plain", reader_version="1", content=content, published="2023-06-14", language=language)


def claims(content: str) -> list[Content]:
    return [draft.content for draft in find(text_of(content))]


def one(content: str, kind: Kind) -> Content:
    found = [c for c in claims(content) if c.kind is kind]
    assert len(found) == 1, [(c.kind.value, c.anchor.quote) for c in claims(content)]
    return found[0]


@pytest.mark.parametrize(
    ("sentence", "chain"),
    [
        ("Harbour Watch says that 12 stations are open.", ("Harbour Watch",)),
        ("According to Harbour Watch, 12 stations are open.", ("Harbour Watch",)),
        ("There are 12 stations, Harbour Watch says.", ("Harbour Watch",)),
        ("There are 12 stations, said the minister.", ("minister",)),
        ("“There are 12 stations,” the minister added.", ("minister",)),
        ("Harbour Watch says that the ministry claims that 12 stations are open.", ("Harbour Watch", "ministry")),
        ("Harbour Watch counts 12 stations.", ("Harbour Watch",)),
        ("Harbour Watch, which has its office in a mill, lists 12 stations.", ("Harbour Watch",)),
        ("The figure of 12 stations comes from the ministry.", ("ministry",)),
        ("There are 12 stations in the town.", ()),
        ("The minister confirmed an inquiry into 12 stations.", ()),
    ],
)
def test_the_chain_of_speakers(sentence: str, chain: tuple[str, ...]) -> None:
    assert one(sentence, Kind.COUNT).said_by == chain


def test_the_group_is_the_body_that_was_named() -> None:
    found = claims("Harbour Watch, a rights group, opened its files. The group counts 12 stations.")
    assert [c.said_by for c in found if c.kind is Kind.COUNT] == [("Harbour Watch",)]


def test_a_report_goes_on_in_the_paragraph_and_ends_with_it() -> None:
    content = "Harbour Watch lists 12 stations. Five of them are in Lisbon.\n\nThe town has 3 offices."
    assert [(c.value, c.said_by) for c in claims(content) if c.kind is Kind.COUNT] == [
        ("12", ("Harbour Watch",)),
        ("5", ("Harbour Watch",)),
        ("3", ()),
    ]


def test_one_sentence_under_two_speakers_is_two_claims() -> None:
    said = "There would be nine stations."
    first = claims(f"Harbour Watch says that the list is long. {said}")
    second = claims(f"The embassy says that the list is long. {said}")
    assert [c.said_by for c in first + second if c.kind is Kind.COUNT] == [("Harbour Watch",), ("embassy",)]


@pytest.mark.parametrize(
    ("sentence", "modality"),
    [
        ("The ministry runs 12 police stations.", Modality.ASSERTED),
        ("The ministry would run 12 police stations.", Modality.HEDGED),
        ("The ministry reportedly runs 12 police stations.", Modality.HEDGED),
        ("The ministry may run 12 police stations.", Modality.HEDGED),
        ("The ministry does not run 12 police stations.", Modality.DENIED),
        ("Harbour Watch suspects that the ministry runs 12 police stations.", Modality.HEDGED),
        ("Harbour Watch says that the ministry runs 12 police stations.", Modality.ASSERTED),
    ],
)
def test_the_clause_decides_how_surely(sentence: str, modality: Modality) -> None:
    assert one(sentence, Kind.CONTROL).modality is modality


def test_what_is_to_come_is_planned_and_dated() -> None:
    c = one("The law will come into force on 1 September 2023.", Kind.MEASURE)
    assert (c.modality, c.time.edtf if c.time else None) == (Modality.PLANNED, "2023-09-01")


def test_the_month_of_may_is_no_hedge() -> None:
    assert one("In May 2022 the police arrested 12 officers.", Kind.COUNT).modality is Modality.ASSERTED


@pytest.mark.parametrize(
    ("sentence", "value", "low", "high", "unit"),
    [
        ("More than ten thousand people were threatened.", "10000", "10000", None, "person"),
        ("At least 12 countries opened inquiries.", "12", "12", None, "country"),
        ("Fewer than 20 agents were charged.", "20", None, "20", "person"),
        ("Between 40 and 50 offices were named.", "40", "40", "50", "office"),
        ("54 police stations stood empty.", "54", None, None, "station"),
        ("The police searched four addresses.", "4", None, None, "address"),
    ],
)
def test_values_bounds_and_units(sentence: str, value: str, low: str | None, high: str | None, unit: str) -> None:
    c = next(c for c in claims(sentence) if c.kind is Kind.COUNT)
    assert (c.value, c.min, c.max, c.unit) == (value, low, high, unit)


@pytest.mark.parametrize(
    "sentence",
    [
        "He was held for 37 days.",
        "See page 14 of the report.",
        "In 2019 the office opened.",
        "Call 110 for the police.",
        "One woman remembers the call.",
    ],
)
def test_what_counts_nothing_is_no_count(sentence: str) -> None:
    assert not [c for c in claims(sentence) if c.kind is Kind.COUNT]


def test_a_number_without_a_claim_is_explained() -> None:
    passed = reading(text_of("He was held for 37 days.")).passed
    assert [(p.words, bool(p.why)) for p in passed] == [("37", True)]


def test_items_of_a_list_have_their_own_towns_and_belong_to_the_whole() -> None:
    found = [c for c in claims("The ministry opened five offices: three in Lisbon and two in Porto.") if c.kind is Kind.COUNT]
    whole, *items = found
    assert [(c.value, c.unit, c.place) for c in items] == [("3", "office", "Lisbon"), ("2", "office", "Porto")]
    assert all(c.part_of is not None and c.part_of.start == whole.anchor.start for c in items)


def test_open_and_closed_lists_of_names() -> None:
    closed = one("He fled to three countries: Spain, Italy and France.", Kind.COUNT)
    assert (closed.names, closed.list.value if closed.list else None) == (("Spain", "Italy", "France"), "closed")
    some = one("He fled to nine countries, such as Spain and Italy.", Kind.COUNT)
    assert (some.names, some.list.value if some.list else None) == (("Spain", "Italy"), "open")


@pytest.mark.parametrize(
    ("sentence", "kind", "subject", "thing"),
    [
        ("The stations are run by the police of Varby.", Kind.CONTROL, "police of Varby", "stations"),
        ("The office is linked to the Varby Association.", Kind.LINK, "office", "Varby Association"),
        ("Officers threatened his parents.", Kind.ACT, "Officers", "his parents"),
        ("The government ordered the embassy to close the office.", Kind.MEASURE, "government", "embassy"),
        ("The embassy denied that the offices were police stations.", Kind.DENIAL, "embassy", "offices"),
        ("Harbour Watch, which is based in Geneva, kept silent.", Kind.PRESENCE, "Harbour Watch", None),
    ],
)
def test_each_kind_has_its_own_roles(sentence: str, kind: Kind, subject: str, thing: str | None) -> None:
    c = one(sentence, kind)
    assert c.subject == subject
    assert thing is None or (c.object is not None and thing.split()[-1] in c.object)


def test_a_tie_is_never_control() -> None:
    assert not [c for c in claims("The office is linked to the Varby Association.") if c.kind is Kind.CONTROL]


def test_silence_is_no_denial() -> None:
    assert not [c for c in claims("The embassy did not respond to our questions about the office.") if c.kind is Kind.DENIAL]


def test_a_purpose_is_no_deed() -> None:
    assert not [c for c in claims("It was founded to persecute dissidents.") if c.kind is Kind.ACT]


def test_a_place_of_several_is_left_open_and_one_that_the_text_settles_is_not() -> None:
    alone = one("There are 12 stations in Fuzhou.", Kind.COUNT)
    assert (alone.place, alone.place_id) == ("Fuzhou", None)
    draft = next(d for d in find(text_of("There are 12 stations in Fuzhou.")) if d.content.kind is Kind.COUNT)
    assert any(field == "place_id" and "2 places" in why for field, why in draft.because)
    assert one("There are 12 stations in Spain.", Kind.COUNT).place_id == "cc:ES"


def test_a_country_that_only_acts_is_no_place() -> None:
    assert one("Spain ordered the embassy to close the office.", Kind.MEASURE).place is None


@pytest.mark.parametrize("language", ["es", "zh-Hans", "und", ""])
def test_a_language_without_finders_gives_nothing(language: str) -> None:
    assert find(text_of("There are 12 stations in Spain.", language=language)) == ()


def test_a_resolution_only_plans_and_tells_deeds_in_the_houses_name() -> None:
    content = (
        "RESOLUTION\n\nWhereas officers of Norland threatened exiles in 2021: Now, therefore, be it\n\n"
        "Resolved, That the House of Representatives—\n\n"
        "(1) condemns the harassment of exiles; and\n\n(2) urges the President to sanction officials."
    )
    found = claims(content)
    steps = [(c.subject, c.modality, c.said_by) for c in found if c.kind is Kind.MEASURE]
    assert steps == [("House of Representatives", Modality.PLANNED, ())] * 2
    deed = next(c for c in found if c.kind is Kind.ACT and "threatened" in c.anchor.quote)
    assert deed.said_by == ("House of Representatives",)
