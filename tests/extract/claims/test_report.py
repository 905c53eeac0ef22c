"""What `claims` prints: the gold set's form, or lines that lead from a claim back to a line of a word list."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from witnessmark.extract.claims_report import as_json, gold_text, report
from witnessmark.extract.find import find, reading
from witnessmark.records.faults import Misused


def written(folder: Path, value: object) -> Path:
    path = folder / "one.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def test_a_text_of_the_gold_set_keeps_language_and_day(tmp_path: Path) -> None:
    text = gold_text(
        written(tmp_path, {"id": "one", "text": "There are 12 stations.", "language": "en", "published": "2022-10-26", "publisher": None})
    )
    assert (text.content, text.language, text.published, text.publisher) == ("There are 12 stations.", "en", "2022-10-26", "")


@pytest.mark.parametrize("content", ["no JSON", "[1]", "{}", '{"text": 3}', "[" * 100_000])
def test_what_is_no_text_is_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "broken.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(Misused, match=r"broken\.json"):
        gold_text(path)


def test_json_has_the_form_of_the_gold_set(tmp_path: Path) -> None:
    text = gold_text(written(tmp_path, {"text": "Harbour Watch counts more than 12 stations in Spain."}))
    read = json.loads(as_json("one", find(text)))
    assert read["id"] == "one"
    claim = read["claims"][0]
    assert (claim["kind"], claim["value"], claim["min"], claim["max"], claim["unit"]) == ("count", 12, 12, None, "station")
    assert (claim["said_by"], claim["place"]) == (["Harbour Watch"], "Spain")
    assert text.content[claim["start"] : claim["end"]] == claim["quote"]


def test_a_report_leads_to_the_line_of_the_word_list_and_explains_silence(tmp_path: Path) -> None:
    text = gold_text(written(tmp_path, {"text": "Harbour Watch counts 12 stations. It rained for 37 days."}))
    plain, full = report(text, reading(text)), report(text, reading(text), explain=True)
    assert "said by Harbour Watch" in plain
    assert "<-" not in plain
    assert "said_by <- en/speech.yaml: count" in full
    assert "no claim in 34:56  “It rained for 37 days.”\n         “37”: counts nothing: duration\n" in full


def test_every_number_of_a_sentence_without_a_claim_has_its_reason(tmp_path: Path) -> None:
    words = "Were there 12 stations? Call 110 at 9 o'clock. Harbour Watch counts 12 stations on page 44.\n《报告》第14条写于2022年。"
    full = report(gold_text(written(tmp_path, {"text": words})), reading(gold_text(written(tmp_path, {"text": words}))), explain=True)
    for number in ("“12”", "“110”", "“9", "“44”", "“14"):
        assert f"         {number}" in full
    assert "other numbers of 47:92" in full


def test_a_text_without_claims_says_so(tmp_path: Path) -> None:
    text = gold_text(written(tmp_path, {"text": "Rain fell."}))
    assert report(text, reading(text)) == "no claims\n"
