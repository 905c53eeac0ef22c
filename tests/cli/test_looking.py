"""Looking at a case: lists that a person can work from, a case that cannot be written, progress, and what was not read."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys

import pytest

from tests.walk.made import PERSON
from witnessmark.walk import waiting as waits
from witnessmark.walk.case import open_case
from witnessmark.walk.judge import check

STATIONS = "There are nine stations in Spain. There are four stations in Portugal. There are two stations in Ireland."


@pytest.fixture
def case(run, tmp_path):
    """A case with one text in English, one in Spanish, and a file that no reader reads."""
    made, found = tmp_path / "case", tmp_path / "in"
    assert run("init", made, "--title", "A case", "--person", PERSON, "--mode", "solo", "--keys", "../keys", "--exercise")[0] == 0
    found.mkdir()
    (found / "04-digest.txt").write_text(STATIONS)
    (found / "nl.html").write_text(
        '<html lang="nl"><body><p>Er zijn negen politieposten in Spanje, volgens het rapport dat de organisatie gisteren heeft gepubliceerd.</p></body></html>'
    )
    (found / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing follows")
    assert run("collect", made, found)[0] == 0
    return made


def listed(run, case):
    out = run("review", case, "--list")[1].splitlines()
    return [json.loads(line) for line in out if not line.startswith("#")], [line for line in out if line.startswith("#")]


def reject(line):
    claim = line["claim"]
    said = {"person": PERSON, "decision": "reject", "document": line["document"], "reason": "no count of ours"}
    return said | {name: claim[name] for name in ("kind", "value", "quote", "start") if name in claim}


def test_drafts_that_were_decided_take_no_place_of_those_that_wait(run, case, tmp_path, monkeypatch):
    assert run("read", case)[0] == 0
    lines, remarks = listed(run, case)
    assert len(lines) > 2
    assert remarks == [f"# 04-digest.txt {lines[0]['document'][:12]}"]
    file = tmp_path / "lines.jsonl"
    file.write_text("".join(json.dumps(reject(line)) + "\n" for line in lines[:-1]))
    assert run("review", case, "--from", file)[0] == 0
    monkeypatch.setattr(waits, "SHOWN", 1)
    left, remarks = listed(run, case)
    assert left == lines[-1:], "those that were rejected before fill no list"
    assert remarks[-1] == f"# left out: {len(lines) - 1} drafts that were rejected before"
    file.write_text(json.dumps({**left[0], "person": PERSON, "decision": "accept"}))
    assert run("review", case, "--from", file)[0] == 0
    assert listed(run, case) == ([], remarks[-1:])


def test_a_long_list_ends_with_a_word_and_no_heading_without_its_drafts(run, case, monkeypatch):
    run("read", case)
    monkeypatch.setattr(waits, "SHOWN", 1)
    out = run("review", case, "--list")[1].splitlines()
    assert [line[:5] for line in out] == ["# 04-", '{"per', "# and"]


def test_reading_says_which_languages_have_no_finders_and_what_was_not_read(run, case):
    out = run("read", case, "--list")[1].splitlines()
    assert len(out) == 3
    assert all(line.startswith("waiting ") for line in out)
    out = run("read", case)[1]
    assert "1 text in nl: no finders for these languages yet\n" in out
    (line,) = run("read", case, "--list")[1].splitlines()
    assert not line.startswith("waiting")
    assert "broken.pdf: " in line
    assert "1 text in nl: " in run("read", case)[1], "it is said each time"


def test_other_addresses_are_refused_before_anything_is_kept(run, case, tmp_path):
    for address in ("ftp://example.org/a.pdf", "file:///etc/hosts", "FTP://example.org/"):
        status, out, err = run("collect", case, tmp_path / "in", address)
        assert (status, out) == (2, "")
        assert f"{address}: only http and https addresses are collected" in err


@pytest.fixture
def copy(example, tmp_path):
    """The example case, to be changed."""
    shutil.copytree(example.folder, tmp_path / "demo", ignore=shutil.ignore_patterns("proposals", "documents"))
    return tmp_path / "demo" / "case"


LOOKING = (["verify", "{case}"], ["trace", "{case}", "stations"], ["review", "{case}", "--list"], ["person", "list", "{case}"],
           ["read", "{case}", "--list"], ["grade", "{case}", "--list"], ["explain", "N002"])


def test_a_case_that_cannot_be_written_is_looked_at_all_the_same(run, copy, tmp_path):
    """A link stands where SQLite would make its shared memory: as rights do, but for every user."""
    open_case(copy).ledger.close()  # puts what lies in the log into the file
    closed = tmp_path / "closed" / "case"
    shutil.copytree(copy.parent, closed.parent, ignore=shutil.ignore_patterns("*-wal", "*-shm"))
    (closed / "ledger.sqlite-shm").symlink_to("nowhere/at all")
    before = {path: path.lstat().st_mtime_ns for path in closed.rglob("*")}
    for words in LOOKING:
        status, out, err = run(*(word.format(case=copy) for word in words))
        assert run(*(word.format(case=closed) for word in words)) == (status, out.replace(str(copy), str(closed)), err), words
        assert (status, err) == (0, ""), words
    now = {path: path.lstat().st_mtime_ns for path in closed.rglob("*") if path.name != "ledger.sqlite-wal"}
    assert now == before
    status, _, err = run("check", closed, "--as", "Reviewer One")
    assert status == 2
    assert "look at the rights" in err


def test_a_case_on_a_read_only_disk_is_verified(copy, needs):
    needs("bwrap")
    open_case(copy).ledger.close()  # puts what lies in the log into the file
    closed = ["bwrap", "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"]
    for words in (["verify", copy], ["person", "list", copy], ["review", copy, "--list"]):
        ended = subprocess.run([*closed, sys.executable, "-m", "witnessmark", *words], capture_output=True, text=True, check=False)
        assert (ended.returncode, ended.stderr) == (0, ""), ended.stdout


def test_the_store_and_its_rule_count_the_same_objects(run, copy):
    out = run("verify", copy)[1]
    counted = [line.split(": ")[1].split(" stored objects")[0] for line in out.splitlines() if " stored objects have" in line]
    assert len(counted) == 2
    assert len(set(counted)) == 1, out


def test_a_check_tells_how_far_it_is(copy, run, monkeypatch):
    case, told = open_case(copy), []
    by = next(row.id for row in case.ledger.rows("person") if "Reviewer One" in str(row.body))
    runs = check(case, by=by, tell=lambda number, of: told.append((number, of)))
    assert told == [(number, len(runs)) for number in range(1, len(runs) + 1)]

    class Terminal(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.setattr("sys.stderr", terminal := Terminal())
    monkeypatch.setenv("TERM", "xterm")
    assert run("rebuild", copy)[0] == 0
    assert "rebuilding" in terminal.getvalue()


def test_sarif_says_in_what_its_offsets_count(run, copy):
    log = json.loads(run("check", copy, "--as", "Reviewer One", "--format", "sarif")[1])
    (ran,) = log["runs"]
    assert ran["columnKind"] == "unicodeCodePoints"
    places = [place for result in ran["results"] for place in (*result["locations"], *result["relatedLocations"])]
    assert places
    for place in places:
        artifact = place["physicalLocation"]["artifactLocation"]
        assert artifact["uri"].startswith("urn:sha256:")
        assert artifact["description"] == {"text": "offsets count code points in the frozen text of this document"}
