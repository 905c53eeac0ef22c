"""Same head, same bytes; two people; and a refusal that names carrier, form and place, never the term, and leaves nothing behind."""

import json
import os
import shutil
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from witnessmark.protect.gate import inspect
from witnessmark.protect.terms import terms_of
from witnessmark.records.assembly import Refusal
from witnessmark.records.faults import Damaged, Refused
from witnessmark.walk.begin import who
from witnessmark.walk.case import open_case
from witnessmark.walk.release import assembly_of, confirm, manifest_of, propose, terms_from

ONE, TWO = "Reviewer One", "Reviewer Two"
NAME = "Zebulon Quorfax-Ñandú"


def test_two_publications_are_identical_to_the_byte(example, tmp_path):
    case = open_case(example.copy(tmp_path / "again").case)
    before = manifest_of(case.path / "out" / example.released.name)
    made = propose(case, by=who(case, ONE))
    assert not isinstance(made, Refusal), made
    assert made.digest == example.released.name
    assert manifest_of(made.folder) == before
    assert made.changed == ("nothing: the same bytes as the last release",)


def test_who_proposed_does_not_confirm(example, tmp_path):
    case = open_case(example.copy(tmp_path / "c").case)
    shutil.rmtree(case.path / "out")
    made = propose(case, by=who(case, ONE))
    assert not isinstance(made, Refusal)
    with pytest.raises(Refused, match="second person"):
        confirm(case, made.digest, by=who(case, ONE))
    assert confirm(case, made.digest, by=who(case, TWO)).name == made.digest


def test_a_proposal_whose_bytes_changed_is_not_released(example, tmp_path):
    case = open_case(example.copy(tmp_path / "c").case)
    shutil.rmtree(case.path / "out")
    made = propose(case, by=who(case, ONE))
    assert not isinstance(made, Refusal)
    page = made.folder / "site" / "index.html"
    page.write_bytes(page.read_bytes() + b" ")
    with pytest.raises(Damaged, match="not what was proposed"):
        confirm(case, made.digest, by=who(case, TWO))


def _html_text(folder: Path) -> None:
    page = folder / "site" / "method.html"
    page.write_text(page.read_text("utf-8").replace("</main>", "<p>Zebulon <b>Quorfax</b>-&Ntilde;andú</p></main>"), "utf-8")


def _html_title(folder: Path) -> None:
    page = folder / "site" / "method.html"
    page.write_text(page.read_text("utf-8").replace("<title>", f"<title>{NAME.upper()} "), "utf-8")


def _file_name(folder: Path) -> None:
    (folder / "site" / "zebulon_quorfax-nandu.txt").write_text("nothing", "utf-8")


def _pdf_metadata(folder: Path) -> None:
    info = NAME.encode("utf-16-be").hex()
    (folder / "site" / "paper.pdf").write_bytes(
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n4 0 obj<</Author <FEFF" + info.encode() + b">>>endobj\n"
        b"trailer<</Root 1 0 R/Info 4 0 R/Size 5>>\n%%EOF\n"
    )


def _docx_comment(folder: Path) -> None:
    pack = BytesIO()
    with zipfile.ZipFile(pack, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("[Content_Types].xml", "<Types/>")
        out.writestr("word/comments.xml", "<w:comment><w:r>Quorfax-Ñandú,</w:r> <w:r>Zebulon</w:r></w:comment>")
    (folder / "site" / "paper.docx").write_bytes(pack.getvalue())


def _alt_text(folder: Path) -> None:
    page = folder / "site" / "method.html"
    page.write_text(page.read_text("utf-8").replace("</main>", '<img alt="zebulon&#32;quorfax ñandu" src="x.png"></main>'), "utf-8")


def _csv_cell(folder: Path) -> None:
    file = folder / "site" / "downloads" / "claims.csv"
    file.write_text(file.read_text("utf-8") + "\nQuorfaxÑandúZebulon,1\n", "utf-8")


def _geojson(folder: Path) -> None:
    said = json.dumps({"type": "Feature", "properties": {"who": NAME}})
    (folder / "site" / "downloads" / "more.geojson").write_text(said, "utf-8")


CARRIERS = [_html_text, _html_title, _file_name, _pdf_metadata, _docx_comment, _alt_text, _csv_cell, _geojson]


@pytest.fixture(scope="module")
def cleared(example):
    from witnessmark.protect.gate import clear
    from witnessmark.rules import REQUIRED
    from witnessmark.walk.judge import check
    from witnessmark.walk.release import is_place

    case = open_case(example.case)
    return clear(assembly_of(case, check(case, by=who(case, ONE))), terms=(), required=REQUIRED, place=is_place)


@pytest.mark.parametrize("plant", CARRIERS)
def test_a_planted_protected_name_is_refused_in_every_carrier(example, cleared, tmp_path, plant):
    folder = tmp_path / "staging"
    shutil.copytree(example.released, folder)
    terms = tuple(terms_of(NAME.encode(), name="list"))
    assert inspect(folder, release=cleared, terms=terms) is None
    plant(folder)
    refusal = inspect(folder, release=cleared, terms=terms)
    assert isinstance(refusal, Refusal)
    hits = [reason for reason in refusal.reasons if reason.code == "D001"]
    assert hits
    assert all(reason.carrier and reason.form and reason.where for reason in hits)
    for reason in refusal.reasons:
        for part in ("zebulon", "quorfax", "andú", "nandu"):
            assert part not in repr(reason).casefold()


def test_a_shut_gate_leaves_nothing_behind(example, tmp_path):
    """The list names a town of the example: everything that names it is refused, in values before a byte is written."""
    case = open_case(example.copy(tmp_path / "c").case)
    shutil.rmtree(case.path / "out")
    (case.path / "out").mkdir()
    listed = tmp_path / "words.txt"
    listed.write_text("# towns\nRotterdam\n", "utf-8")
    refusal = propose(case, by=who(case, ONE), terms=terms_from(listed, case=case.path))
    assert isinstance(refusal, Refusal)
    assert {reason.code for reason in refusal.reasons} == {"D001"}
    assert "otterdam" not in repr(refusal)
    assert list((case.path / "out").iterdir()) == []


def test_the_list_of_protected_words_never_lies_in_the_case(example, tmp_path):
    inside = example.copy(tmp_path / "c").case / "words.txt"
    inside.write_text("Somebody Protected", "utf-8")
    with pytest.raises(Refused, match="never lie inside"):
        terms_from(inside, case=inside.parent)


def test_every_file_of_a_release_is_the_same_for_everybody(example):
    assert all(os.access(file, os.R_OK) for file in example.released.rglob("*"))
    assert not [name for name in manifest_of(example.released) if "Reviewer" in name]


def test_no_name_of_the_case_s_people_is_in_any_published_byte(example):
    for file in example.released.rglob("*"):
        if file.is_file():
            assert b"Reviewer One" not in file.read_bytes(), file
