"""The documents of the example case: in our own words, each marked as an exercise, none with a private person in it."""

import csv
import email
import email.policy
import json
from pathlib import Path

import pytest

from witnessmark import demo
from witnessmark.extract.read import Extraction, read_job
from witnessmark.preserve.sniff import media_of
from witnessmark.protect.names import fold_name, undecided, vocabulary
from witnessmark.records.canonical import sha256
from witnessmark.records.codec import decode
from witnessmark.records.documents import State

NAMES = [path.name for path in demo.documents()]
SOURCES = Path(__file__).resolve().parents[2] / "scripts" / "demo_sources"


def extraction(name: str) -> Extraction:
    path = demo.DOCUMENTS / name
    content = path.read_bytes()
    job = {
        "document": sha256(content), "path": str(path), "media": media_of(content, name), "name": name, "find": False, "language": None,
    }
    return decode(Extraction, json.loads(read_job(job)))


def test_there_are_at_least_sixteen_documents_of_every_sort_that_the_readers_know():
    assert len(NAMES) >= 16
    assert {name.rsplit(".", 1)[1] for name in NAMES} == {"html", "pdf", "docx", "xlsx", "md", "txt", "eml"}


@pytest.mark.parametrize("name", NAMES)
def test_each_document_reads_whole_and_says_that_it_is_an_exercise(name):
    read = extraction(name)
    assert (read.state, read.reason) == (State.READ, "")
    assert demo.EXERCISE in read.text.content
    assert "witnessmark" in read.text.content
    assert not read.text.hidden


@pytest.mark.parametrize("name", [n for n in NAMES if n.endswith((".pdf", ".docx", ".md", ".txt"))])
def test_what_stands_in_for_a_real_source_says_that_it_is_a_paraphrase_of_one_that_we_do_not_hold(name):
    content = extraction(name).text.content
    assert "our paraphrase of a source that we do not hold" in content or "our paraphrase of sources that we do not hold" in content


def test_pages_are_spanish_and_chinese_too():
    languages = [extraction(name).text.language for name in NAMES if name.endswith(".html")]
    assert languages.count("es") == 3
    assert languages.count("zh-Hans") == 2


def test_outlets_have_a_publisher_and_a_date_and_their_page_furniture_is_not_in_the_text():
    for name in NAMES:
        if name.endswith(".html"):
            text = extraction(name).text
            assert text.publisher, name
            assert len(text.published or "") == len("2022-11-02"), name
            assert not any(word in text.content for word in ("cookie", "Cookie", "Imprint", "Aviso legal", "版权声明")), name


def test_the_notes_have_several_pages_and_every_page_says_exercise():
    for name in NAMES:
        if name.endswith(".pdf"):
            text = extraction(name).text
            assert len(text.pages) > 1, name
            assert all(demo.EXERCISE in text.content[page.start : page.end] for page in text.pages), name


def test_no_name_in_the_documents_is_undecided():
    texts = {name: extraction(name).text.content for name in NAMES}
    lines = [json.loads(line) for line in (demo.DECISIONS / "review.jsonl").read_text("utf-8").splitlines()]
    known = {fold_name(line["name"]) for line in lines if line["decision"] == "classify"}
    rows = list(csv.DictReader((SOURCES / "places.csv").read_text("utf-8").splitlines()))
    known |= {fold_name(row[column]) for row in rows for column in ("city", "country")}
    known |= {"united arab emirates", "zhejiang", "fuzhou", "qingtian"}
    common = vocabulary(texts.values())
    found = {word for text in texts.values() for word in undecided(text, decided=lambda name: fold_name(name) in known, common=common)}
    assert found == set()


def test_nobody_is_classified_as_a_private_person():
    lines = [json.loads(line) for line in (demo.DECISIONS / "review.jsonl").read_text("utf-8").splitlines()]
    assert {line["as"] for line in lines if line["decision"] == "classify"} == {"body", "place", "work", "public-role"}


def test_the_mail_goes_from_one_invented_desk_to_another():
    mail = email.message_from_bytes((demo.DOCUMENTS / "20-desk-mail.eml").read_bytes(), policy=email.policy.default)
    assert [address.domain for field in ("from", "to") for address in mail[field].addresses] == ["quayside.example"] * 2


def test_the_sheet_has_every_place_with_who_said_so():
    rows = list(csv.DictReader((SOURCES / "places.csv").read_text("utf-8").splitlines()))
    assert len(rows) == 58
    assert len({row["country"] for row in rows}) == 31
    assert len({row["site"] for row in rows}) == 58
    assert sum(int(row["count"]) for row in rows if row["add"] == "yes") == 63
    assert {row["site"]: row["add"] for row in rows if row["add"] != "yes"} == {
        "Manresa": "no", "Germany, mobile": "no", "Israel, place not stated": "unknown",
    }
    assert [row["site"] for row in rows if not row["first_reported_by"]] == ["Belfast"]
    text = extraction(demo.PLACES).text
    sheet = next(page for page in text.pages if page.name == "Places")
    lines = text.content[sheet.start : sheet.end].splitlines()
    assert lines[0].split("\t") == list(rows[0])
    assert [line.split("\t")[0] for line in lines[1:]] == [row["site"] for row in rows]
