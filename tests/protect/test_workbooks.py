"""G9: from workbooks with hidden sheets, rows, columns, filters, comments and pivot caches no byte of what they hide leaves."""

import io
import os
import random
import zipfile
from types import SimpleNamespace

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

from witnessmark.extract.read import extract
from witnessmark.protect.gate import inspect
from witnessmark.protect.hidden import hidden_shown
from witnessmark.protect.metadata import metadata_left
from witnessmark.publish.bundle import blocks_around
from witnessmark.records.canonical import sha256
from witnessmark.records.documents import Disclosure
from witnessmark.records.merkle import BLOCK

BOOKS = 100 if os.environ.get("WITNESSMARK_LARGE") == "1" else 20
MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WAYS = ("sheet", "very hidden sheet", "row", "column", "filter", "comment", "name", "properties", "pivot cache", "footer", "validation")
SAID = {
    "sheet": "hidden sheets", "very hidden sheet": "hidden sheets", "row": "hidden rows", "column": "hidden columns", "filter": "a filter",
    "comment": "comments and who wrote them", "name": "defined names", "properties": "authors and programs (docProps)",
    "pivot cache": "a pivot table's copy of its data",
}


def secret(chance):
    return "".join(chance.choice("QXZJVK") + chance.choice("aeiou") for _ in range(6))


def hide(book, sheet, way, word, chance):
    row = chance.randint(2, sheet.max_row)
    if way in ("sheet", "very hidden sheet"):
        other = book.create_sheet(chance.choice(("Data", "Notes")))
        other.sheet_state = "hidden" if way == "sheet" else "veryHidden"
        for n in range(1, 30):
            other.cell(n, 1, word)
    elif way in ("row", "filter"):
        sheet.cell(row, 2, word)
        sheet.row_dimensions[row].hidden = True
        if way == "filter":
            sheet.auto_filter.ref = sheet.dimensions
            sheet.auto_filter.add_filter_column(0, ["Madrid"])
    elif way == "column":
        sheet.cell(row, 4, word)
        sheet.column_dimensions["D"].hidden = True
    elif way == "comment":
        sheet["A1"].comment = Comment(word, word)
    elif way == "name":
        book.defined_names[word] = DefinedName(word, attr_text=f'"{word}"')
    elif way == "properties":
        book.properties.creator = book.properties.lastModifiedBy = word
    elif way == "footer":
        sheet.oddFooter.left.text = word
    elif way == "validation":
        from openpyxl.worksheet.datavalidation import DataValidation

        sheet.add_data_validation(DataValidation(type="list", formula1=f'"{word}"'))


def workbook(seed):
    """A workbook with some rows that are seen, and words that it hides in some of the ways."""
    chance = random.Random(seed)
    book, words = Workbook(), {}
    sheet = book.active
    sheet.append(["city", "stations", "said by"])
    for n in range(chance.randint(5, 60)):
        sheet.append([f"Town {n}", n, "a newspaper of the region, which names nobody"])
    ways = chance.sample(WAYS, chance.randint(1, 4))
    for way in ways:
        words[way] = secret(chance)
        hide(book, sheet, way, words[way], chance)
    out = io.BytesIO()
    book.save(out)
    if "pivot cache" in ways:
        with zipfile.ZipFile(out, "a") as pack:
            pack.writestr("xl/pivotCache/pivotCacheRecords1.xml", f"<pivotCacheRecords><r><s v='{words['pivot cache']}'/></r></pivotCacheRecords>")
    return out.getvalue(), words, chance


def claims_of(text, chance):
    """Claims that quote cells which are seen."""
    seen = [r for r in text.regions if r.where.startswith("Sheet!") and not any(h.start < r.end and r.start < h.end for h in text.hidden)]
    for n, region in enumerate(chance.sample(seen, min(6, len(seen)))):
        anchor = text.anchor(region.start, region.end)
        yield SimpleNamespace(id=f"claim-{n}", content=SimpleNamespace(anchor=anchor))


def leaves(text, claim, how):
    """What of a text leaves with a claim: the quotation with its surroundings, and, in passages, the blocks around."""
    anchor = claim.content.anchor
    shown = [anchor.quote, anchor.prefix, anchor.suffix]
    if how is Disclosure.PASSAGES:
        shown += [text.content[n * BLOCK : (n + 1) * BLOCK] for n in blocks_around(anchor.start, anchor.end, length=len(text.content))]
    return " ".join(shown)


def assembly_of(text, claims, how):
    documents = (SimpleNamespace(sha256=text.document, disclosure=how),)
    return SimpleNamespace(texts=(text,), documents=documents, claims=tuple(claims))


@pytest.mark.parametrize("how", [Disclosure.PASSAGES, Disclosure.HASH_ONLY])
def test_nothing_that_a_workbook_hides_leaves_beside_a_quotation(how):
    left = lost = kept = 0
    for seed in range(BOOKS):
        content, words, chance = workbook(seed)
        text = extract(content, document=sha256(content), media=MEDIA).text
        claims = list(claims_of(text, chance))
        shut = {reason.where for reason in hidden_shown(assembly_of(text, claims, how))}
        for claim in claims:
            said = leaves(text, claim, how)
            hits = [word for word in words.values() if word in said]
            if claim.id in shut:
                lost += bool(hits)
            else:
                kept += 1
                left += len(hits)
    assert left == 0
    assert kept > 0
    assert lost > 0, "switched off, the gate would have let hidden cells out: the drill sees that"
    print(f"G9 {how}: {BOOKS} workbooks, {kept} claims leave with 0 hidden words; {lost} held back would have shown some")


def test_a_workbook_never_leaves_whole_and_the_refusal_says_how_it_hides_and_never_what(tmp_path, document_of_release):
    ways = set()
    for seed in range(BOOKS):
        content, words, _ = workbook(seed)
        digest = sha256(content)
        file = tmp_path / str(seed) / "bundle" / "data" / "sha256" / digest[:2] / digest
        file.parent.mkdir(parents=True)
        file.write_bytes(content)
        refusal = inspect(tmp_path / str(seed), release=document_of_release(digest, Disclosure.WHOLE), terms=())
        forms = {reason.form for reason in refusal.reasons}
        assert "the properties of an office file, which is never published whole" in forms
        for way, word in words.items():
            assert word not in repr(refusal)
            if way in SAID:
                assert SAID[way] in forms, way
                ways.add(way)
    assert ways == set(SAID)


def test_a_claim_that_quotes_a_hidden_cell_is_held_back():
    content, _, _ = workbook(0)
    text = extract(content, document=sha256(content), media=MEDIA).text
    for seed in range(1, 40):
        content, words, _ = workbook(seed)
        if "row" in words:
            text = extract(content, document=sha256(content), media=MEDIA).text
            at = text.content.index(words["row"])
            claim = SimpleNamespace(id="c", content=SimpleNamespace(anchor=text.anchor(at, at + 5)))
            assert [reason.code for reason in hidden_shown(assembly_of(text, [claim], Disclosure.HASH_ONLY))] == ["D003"]
            return
    pytest.fail("no workbook hides a row")


def test_the_example_hides_nothing_beside_its_quotations(example):
    from witnessmark.walk.case import open_case
    from witnessmark.walk.judge import view_of

    case = open_case(example.case)
    view = view_of(case)
    claims = tuple(view.claims())
    texts = tuple(view.text(digest) for digest in sorted({claim.content.anchor.text for claim in claims}))
    made = SimpleNamespace(texts=texts, documents=tuple(view.documents()), claims=claims)
    assert list(hidden_shown(made)) == []


def test_office_files_in_other_forms_are_never_whole():
    for content in (b"\xd0\xcf\x11\xe0" + bytes(600), b"{\\rtf1 x}"):
        assert list(metadata_left(content))
