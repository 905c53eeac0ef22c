"""A spreadsheet's rows become claims anchored in their cells and sites of the registry; a fault names row and cell, never a traceback."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given as each
from hypothesis import settings
from hypothesis import strategies as st

from tests.review.desks import PLACES, desk, grown, view
from tests.simulators.plain_view import text_of
from witnessmark.records.claims import Kind
from witnessmark.records.faults import Misused
from witnessmark.records.texts import Page, Region
from witnessmark.review.accept import decide
from witnessmark.review.lines import Line
from witnessmark.review.sheet import import_rows, read_map

HEADER = ["site", "city", "country", "count", "by", "bureau", "since", "add"]
ROWS = [
    ["Valencia", "Valencia", "Spain", "3", "A group", "Fuzhou bureau", "2021", "yes"],
    ["Santiago", "Santiago", "Spain", "1", "A group", "", "", "no"],
    [],
    ["Somewhere in Spain", "", "Spain", "2", "A paper", "Fuzhou bureau / Qingtian bureau", "2022-10", "YES"],
]
MAP = """
sheet = "Places"
[claim]
kind = "count"
unit = "station"
modality = "asserted"
value = { column = "count" }
place = { column = "city", or = "country" }
said_by = [{ column = "by" }]
[control]
kind = "control"
modality = "asserted"
subject = { column = "bureau" }
object = "station"
[site]
title = { column = "site" }
city = { column = "city" }
country = { column = "country" }
stations = { column = "count" }
counted = { column = "add" }
body = { column = "bureau" }
since = { column = "since" }
"""


def sheet(rows, *, header=HEADER, name="Places", before=""):
    """The text of a sheet as a reader makes it: a line a row, cells joined by tabs, each cell a region."""
    content, regions = before, []
    start = len(content)
    for number, row in enumerate([header, *rows], start=1):
        for column, cell in enumerate(row):
            content += "\t" if column else ""
            if cell:
                regions.append(Region(start=len(content), end=len(content) + len(cell), where=f"{name}!{chr(65 + column)}{number}"))
            content += cell
        content += "\n"
    return text_of(content, pages=(Page(number=1, start=start, end=len(content), name=name),), regions=tuple(regions))


def mapped(tmp_path, words: str = MAP):
    file = tmp_path / "map.toml"
    file.write_text(words, "utf-8")
    return read_map(file)


def imported(tmp_path, rows=ROWS, *, words: str = MAP, of=None, header=HEADER):
    text = sheet(rows, header=header)
    return import_rows(desk(of or view(texts=(text,))), text, mapped(tmp_path, words))


def fault(tmp_path, rows=ROWS, **more) -> str:
    with pytest.raises(Misused) as raised:
        imported(tmp_path, rows, **more)
    assert any(where in str(raised.value) for where in ("map.toml", 'sheet "Places", row '))
    return str(raised.value)


def test_each_row_is_a_claim_anchored_in_its_cells_and_a_site_that_rests_on_it(tmp_path):
    made = imported(tmp_path)
    claims = {record.claim: record.content for sort, record in made if sort == "claim-accepted"}
    sites = [record for sort, record in made if sort == "site-opened"]
    counts = [content for content in claims.values() if content.kind is Kind.COUNT]
    assert [(c.value, c.place, c.said_by) for c in counts] == [
        ("3", "Valencia", ("A group",)),
        ("1", "Santiago", ("A group",)),
        ("2", "Spain", ("A paper",)),
    ]
    assert counts[0].anchor.quote == "Valencia\tSpain\t3\tA group"
    assert [claims[site.claims[0]].value for site in sites] == [str(site.stations) for site in sites]
    assert [(site.title, site.counted, site.ordinal) for site in sites] == [
        ("Valencia", "yes", 1),
        ("Santiago", "no", 1),
        ("Somewhere in Spain", "yes", 1),
    ]


def test_bodies_rest_on_claims_of_control_alone_and_several_stand_side_by_side(tmp_path):
    made = imported(tmp_path)
    claims = {record.claim: record.content for sort, record in made if sort == "claim-accepted"}
    sites = [record for sort, record in made if sort == "site-opened"]
    assert [[(tie.body, tie.since) for tie in site.controlled_by] for site in sites] == [
        [("Fuzhou bureau", "2021")],
        [],
        [("Fuzhou bureau", "2022-10"), ("Qingtian bureau", "2022-10")],
    ]
    assert all(claims[claim].kind is Kind.CONTROL for site in sites for tie in site.controlled_by for claim in tie.claims)


def test_a_claim_gets_the_town_where_there_is_one_of_that_name_in_the_country_else_nothing(tmp_path):
    made = imported(tmp_path)
    claims = [record.content for sort, record in made if sort == "claim-accepted" and record.content.kind is Kind.COUNT]
    sites = [record for sort, record in made if sort == "site-opened"]
    assert [content.place_id for content in claims] == ["gn:1", None, "cc:ES"]
    assert [site.place_id for site in sites] == ["gn:1", "cc:ES", "cc:ES"], "two towns of one name in a country: the site is in the country"


def test_of_two_towns_the_one_that_is_twenty_times_larger_is_meant(tmp_path):
    places = tuple(dataclasses.replace(p, population=4_500) if p.id == "gn:4" else p for p in PLACES)
    text = sheet(ROWS)
    made = import_rows(desk(view(texts=(text,), gazetteer=places)), text, mapped(tmp_path))
    assert [r.content.place_id for sort, r in made if sort == "claim-accepted" and r.content.place == "Santiago"] == ["gn:3"]


def test_without_a_site_no_place_is_guessed(tmp_path):
    made = imported(tmp_path, words=MAP[: MAP.index("[control]")])
    assert [(sort, record.content.place_id) for sort, record in made] == [("claim-accepted", None)] * 3


def test_importing_twice_changes_nothing_even_after_a_row_was_mended_or_withdrawn(tmp_path):
    text = sheet(ROWS)
    before = grown(view(texts=(text,)), import_rows(desk(view(texts=(text,))), text, mapped(tmp_path)))
    before = view(texts=(text,), accepted=before.accepted, opened=before.opened, log=before.log, kept=())
    assert import_rows(desk(before), text, mapped(tmp_path)) == []
    said = {"person": "Reviewer One", "document": text.document}
    ref = {"document": text.document, "value": "3", "kind": "count", "quote": "Valencia\tSpain\t3\tA group"}
    claim = {"kind": "count", "quote": ref["quote"], "value": "4", "unit": "station", "modality": "asserted"}
    lines = [
        {**said, "decision": "mend", "claim": claim, "replaces": ref},
        {"person": "Reviewer One", "decision": "withdraw", "claim": {**ref, "value": "4"}, "reason": "x"},
    ]
    table, made = desk(before), []
    for one in lines:
        made += decide(table, Line(file="x", number=1, said=one))
        after = grown(before, made)
        after = view(texts=(text,), accepted=after.accepted, opened=before.opened, log=after.log, kept=())
        assert import_rows(desk(after), text, mapped(tmp_path)) == []


def test_a_second_sheet_and_cells_without_a_name_are_passed_over(tmp_path):
    rows = [["Valencia", "Valencia", "Spain", "3", "A group", "", "", "yes", "a remark without a column"]]
    assert len(imported(tmp_path, rows)) == 2
    assert len(imported(tmp_path, rows, header=[*HEADER, "remark"])) == 2


@pytest.mark.parametrize(
    ("cell", "said", "words"),
    [
        ("D2", "three", "\"value\": 'three' is no number"),
        ("D2", "1,000", "is no number"),
        ("D2", "", "a count has a value"),
        ("D2", "-1", "is no number"),
        ("D2", "0", "\"stations\": '0' is no whole number from 1"),
        ("D2", "2.5", '"stations"'),
        ("D2", "99999999", '"stations"'),
        ("G2", "last year", '"since"'),
        ("G2", "2021/2022", '"since"'),
        ("C2", "", '"country"'),
    ],
)
def test_a_faulty_cell_is_named_with_its_row_and_place(tmp_path, cell, said, words):
    rows = [list(row) for row in ROWS]
    rows[0][ord(cell[0]) - 65] = said
    told = fault(tmp_path, rows)
    assert 'sheet "Places", row 2: ' in told
    assert words in told
    assert not said or f"Places!{cell}" in told
    assert "Traceback" not in told


def test_a_number_as_spreadsheets_write_whole_ones_is_taken(tmp_path):
    rows = [["Valencia", "Valencia", "Spain", "3.0", "A group", "", "", "yes"]]
    (_, claim), (_, site) = imported(tmp_path, rows)
    assert (claim.content.value, site.stations) == ("3", 3)


def test_every_faulty_row_is_told_in_one_pass(tmp_path):
    told = fault(tmp_path, [[*ROWS[0][:3], "x", *ROWS[0][4:]], ROWS[1], [*ROWS[0][:3], "y", *ROWS[0][4:]]])
    assert "row 2: " in told
    assert "row 4: " in told
    assert "row 3: " not in told


@pytest.mark.parametrize(
    "header",
    [
        [name for name in HEADER if name != "count"],
        [],
        ["", "", "Places of the group"],
        [*HEADER, "count"],
        ["COUNT", *HEADER[1:]],
    ],
)
def test_a_column_that_is_missing_or_stands_twice_is_named(tmp_path, header):
    told = fault(tmp_path, [["x"] * max(len(header), 1)], header=header)
    assert 'the column "' in told
    assert "the first row names the columns" in told


def test_an_empty_sheet_has_no_rows_and_a_sheet_that_is_not_there_is_named(tmp_path):
    text = text_of("x", pages=(Page(number=1, start=0, end=0, name="Places"),))
    assert import_rows(desk(view(texts=(text,))), text, mapped(tmp_path)) == []
    assert 'there is no sheet "Cities"' in fault(tmp_path, words=MAP.replace('"Places"', '"Cities"'))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("= 3", "no map"),
        ("[claim]\nkind = 'count'", 'needs "kind" and "modality"'),
        ("claim = 3", "is a table"),
        (MAP + "[more]\n", 'unknown key "more"'),
        (MAP.replace("unit", "unti"), 'does not know "unti"'),
        (MAP.replace('unit = "station"', "unit = 3"), "[claim] unit is a string"),
        (MAP.replace('unit = "station"', 'unit = { colum = "x" }'), "[claim] unit is a string"),
        (MAP.replace('unit = "station"', "unit = {}"), "is a string"),
        (MAP.replace('unit = "station"', 'unit = ["a", "b"]'), "is a string"),
        (MAP.replace('column = "by"', "column = 3"), "[claim] said_by is a string"),
        (MAP.replace('sheet = "Places"', "sheet = 1"), '"sheet" is the name'),
        (MAP.replace("subject =", "method ="), '[control] needs "subject"'),
        (MAP.replace('country = { column = "country" }\nstations', "stations"), '[site] needs "country"'),
        ("\x00", "no map"),
        ("a = " + "[" * 5_000, "no map"),
    ],
)
def test_a_faulty_map_is_named_with_file_and_key(tmp_path, words, told):
    with pytest.raises(Misused, match=r"map\.toml") as raised:
        mapped(tmp_path, words)
    assert told in str(raised.value)


def test_a_map_that_is_not_there_is_said_so(tmp_path):
    with pytest.raises(Misused, match="no map"):
        read_map(tmp_path / "nothing.toml")


CELL = st.sampled_from(
    ["", "3", "x", "Spain", "Valencia", "2021", "yes", "Fuzhou / Qingtian", "/", "\u00a0", "3\n4", "=1+1", "9" * 40, "😀"]
)


@settings(max_examples=150, deadline=None)
@each(st.lists(st.lists(CELL, max_size=9), max_size=4))
def test_whatever_the_cells_say_rows_are_taken_or_named(tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("sheet")
    told, made = "row", []
    try:
        made = imported(folder, rows)
    except Misused as raised:
        told = str(raised)
    assert "row" in told
    text = sheet(rows)
    for sort, record in made:
        if sort == "claim-accepted":
            anchor = record.content.anchor
            assert text.content[anchor.start : anchor.end] == anchor.quote
