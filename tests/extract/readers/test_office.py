"""Word files, workbooks and tables in text: words in order, addresses of cells, and what the program would hide."""

import io
import zipfile

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml
from docx.shared import Pt, RGBColor

from tests.extract.readers.made import DOCUMENT, saved
from witnessmark.extract.readers.docx import read_docx
from witnessmark.extract.readers.sheet import column_name, delimiter_of, read_csv, read_workbook
from witnessmark.records.documents import State

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def test_paragraphs_and_tables_come_in_their_order():
    word = docx.Document()
    word.add_heading("Answer of the ministry", 0)
    word.add_paragraph("Published: 3 March 2023")
    table = word.add_table(2, 2)
    for place, words in (((0, 0), "City"), ((0, 1), "Stations"), ((1, 0), "Barcelona"), ((1, 1), "3")):
        table.cell(*place).text = words
    word.add_paragraph("It knows of none.")
    made = read_docx(saved(word), document=DOCUMENT)
    assert made.state is State.READ
    assert made.text.content == "Answer of the ministry\nPublished: 3 March 2023\nCity\tStations\nBarcelona\t3\nIt knows of none."
    assert [made.text.content[r.start : r.end] for r in made.text.regions if r.where == "table 1, row 2, cell 1"] == ["Barcelona"]
    assert (made.text.title, made.text.published, made.text.authors) == ("Answer of the ministry", "2023-03-03", ())


def test_deleted_words_and_comments_are_no_text_and_inserted_ones_are():
    word = docx.Document()
    paragraph = word.add_paragraph("There are ")
    for tag, inner in (("del", "delText"), ("ins", "t")):
        paragraph._p.append(parse_xml(f'<w:{tag} {W} w:id="1" w:author="x"><w:r><w:{inner}>{tag}eted</w:{inner}></w:r></w:{tag}>'))
    word.add_comment(paragraph.runs, text="a remark", author="x")
    assert read_docx(saved(word), document=DOCUMENT).text.content == "There are inseted"


def test_hidden_white_and_tiny_runs_are_marked():
    word = docx.Document()
    paragraph = word.add_paragraph("seen ")
    paragraph.add_run("HIDDEN").font.hidden = True
    paragraph.add_run(" and ")
    paragraph.add_run("WHITE").font.color.rgb = RGBColor(255, 255, 255)
    paragraph.add_run(" and ")
    paragraph.add_run("TINY").font.size = Pt(1)
    text = read_docx(saved(word), document=DOCUMENT).text
    assert [(text.content[r.start : r.end], r.why) for r in text.hidden] == [
        ("HIDDEN", "set as hidden text"),
        ("WHITE", "white letters"),
        ("TINY", "letters too small to be read"),
    ]


def workbook():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Stations"
    for row in (["City", "Stations", "Note"], ["Barcelona", 3, "two\tof\nthem"], ["Madrid", 2.5, None], ["Hidden", 1, "x"]):
        sheet.append(row)
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["C"].hidden = True
    secret = book.create_sheet("Names")
    secret["B2"] = "somebody"
    secret.sheet_state = "hidden"
    return book


def test_a_workbook_has_one_line_for_each_row_and_an_address_for_each_cell():
    text = read_workbook(saved(workbook()), document=DOCUMENT).text
    assert text.content == "City\tStations\tNote\nBarcelona\t3\ttwo of them\nMadrid\t2.5\nHidden\t1\tx\nsomebody"
    cells = {r.where: text.content[r.start : r.end] for r in text.regions}
    assert (cells["Stations!B2"], cells["Stations!C2"], cells["Names!B2"]) == ("3", "two of them", "somebody")
    assert [(p.name, text.content[p.start : p.end][:4]) for p in text.pages] == [("Stations", "City"), ("Names", "some")]


def test_hidden_sheets_rows_and_columns_are_marked():
    text = read_workbook(saved(workbook()), document=DOCUMENT).text
    assert {(text.content[r.start : r.end], r.why) for r in text.hidden} == {
        ("Note", "in a hidden column"),
        ("two of them", "in a hidden column"),
        ("Hidden", "in a hidden row"),
        ("1", "in a hidden row"),
        ("x", "in a hidden row"),
        ("somebody", "on a hidden sheet"),
    }


def test_a_formula_without_a_stored_result_is_said():
    book = workbook()
    book["Stations"]["B6"] = "=SUM(B2:B3)"
    made = read_workbook(saved(book), document=DOCUMENT)
    assert made.state is State.PARTIAL
    assert "Stations!B6" in made.reason


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_text_of_cells_is_a_sheet_whatever_parts_them(delimiter):
    rows = [["City", "Stations", "Note"], ["Barcelona", "3", f'"a{delimiter} b"'], ["València", "3", '"say ""so"""']]
    content = "\r\n".join(delimiter.join(row) for row in rows).encode("utf-8-sig")
    text = read_csv(content, document=DOCUMENT).text
    assert delimiter_of(content.decode("utf-8-sig")) == delimiter
    assert text.content == f'City\tStations\tNote\nBarcelona\t3\ta{delimiter.replace(chr(9), " ")} b\nValència\t3\tsay "so"'
    assert [text.content[r.start : r.end] for r in text.regions if r.where == "Sheet1!A3"] == ["València"]


def test_columns_are_named_as_programs_name_them():
    assert [column_name(n) for n in (0, 25, 26, 701, 702, 16383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]


@pytest.mark.parametrize(("read", "make"), [(read_docx, docx.Document), (read_workbook, workbook)])
def test_packages_that_would_do_harm_are_refused(read, make):
    content = saved(make())
    assert (
        read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600, document=DOCUMENT).state
        is State.ENCRYPTED
    )
    bomb = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        new.writestr("word/bomb.xml", b" " * 40_000_000)
    assert "beyond the limits" in read(bomb.getvalue(), document=DOCUMENT).reason


def test_entities_in_a_word_file_reach_nothing(tmp_path):
    canary = tmp_path / "canary"
    canary.write_text("CANARY")
    word = docx.Document()
    word.add_paragraph("ENTITY")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(word))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                head, _, rest = part.partition(b"?>")
                doctype = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{canary}"><!ENTITY a "aaaa">]>'.encode()
                part = head + b"?>" + doctype + rest.replace(b"ENTITY", b"&e;&a;")
            new.writestr(name, part)
    made = read_docx(out.getvalue(), document=DOCUMENT)
    assert made.text is None or "CANARY" not in made.text.content
