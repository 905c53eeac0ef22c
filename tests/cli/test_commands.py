"""The command line: each verb does its work, ends with the status of the table, and says what happened, where, and what to do."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.review.consents import written
from tests.walk.made import PERSON, WORDS
from witnessmark.ledger import checkpoint
from witnessmark.records.canonical import sha256
from witnessmark.rules import RULES
from witnessmark.walk.case import open_case
from witnessmark.walk.judge import view_of

ONE, TWO = "Reviewer One", "Reviewer Two"


@pytest.fixture
def case(run, tmp_path):
    """An empty case of one person."""
    made = tmp_path / "case"
    assert run("init", made, "--title", "A case", "--person", PERSON, "--mode", "solo", "--keys", "../keys", "--exercise")[0] == 0
    return made


@pytest.fixture
def real(run, tmp_path):
    """An empty case of one person that is no exercise."""
    made = tmp_path / "real"
    assert run("init", made, "--title", "A case", "--person", PERSON, "--mode", "solo", "--keys", "../keys")[0] == 0
    return made


@pytest.fixture
def copy(example, tmp_path):
    """The example case, to be changed."""
    shutil.copytree(example.folder, tmp_path / "demo", ignore=shutil.ignore_patterns("proposals", "documents"))
    return tmp_path / "demo" / "case"


def said_once(words, *parts):
    """A fault is one short paragraph that names the program, and no traceback."""
    assert words.startswith("witnessmark: "), words
    assert "Traceback" not in words
    for part in parts:
        assert part in words, (part, words)


# --- the way, verb by verb -----------------------------------------------------------------------------------------------------------


def test_a_small_case_walks_from_the_door_to_its_claims_verb_by_verb(run, case, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "note.txt").write_text("There are nine stations in Spain.")
    assert run("collect", case, tmp_path / "in") == (0, "1 receipt, 1 new document\n", "")
    assert run("collect", case, tmp_path / "in")[1] == "0 receipts, 0 new documents, 1 document held already from the same place\n"
    status, out, err = run("read", case)
    assert (status, err) == (0, "")
    assert re.fullmatch(r"1 read; 0 unchanged; \d+ new drafts?\n", out)
    assert run("read", case)[1] == "nothing new; 1 unchanged; 0 new drafts\n"

    status, out, _ = run("review", case, "--list")
    named, *shown = out.splitlines()
    lines = [json.loads(line) for line in shown]
    assert lines
    assert named == f"# note.txt {lines[0]['document'][:12]}", "a person is told which document it is"
    assert all(line["person"] == line["decision"] == "" for line in lines), "nothing is accepted by being pasted"
    nine = next(line for line in lines if line["claim"]["kind"] == "count")
    file = tmp_path / "review.jsonl"
    file.write_text(named + "\n" + json.dumps({**nine, "person": PERSON}) + "\n")
    status, _, err = run("review", case, "--from", file)
    assert status == 2
    said_once(err, 'line 2: the field "decision" is empty: fill it in')
    file.write_text(named + "\n" + json.dumps({**nine, "person": PERSON, "decision": "accept"}) + "\n")
    status, out, _ = run("review", case, "--from", file, "--list")
    assert status == 0
    assert out.startswith("review.jsonl: 1 claim accepted\n")
    left = [line for line in out.splitlines()[1:] if not line.startswith("#")]
    assert len(left) == len(lines) - 1, "what was decided waits no more"
    assert "nothing" in run("review", case, "--from", file)[1]

    question = json.loads(run("conclude", case, "--list")[1])
    file.write_text(json.dumps({**question, "person": PERSON}) + "\n")
    assert run("conclude", case, "--from", file)[0] == 0
    assert run("conclude", case, "--list")[1] == ""


@pytest.fixture
def asked(run, case, tmp_path):
    """The small case with one claim under one question."""
    (tmp_path / "note.txt").write_text("There are nine stations in Spain.")
    run("collect", case, tmp_path / "note.txt")
    run("read", case)
    lines = [json.loads(line) for line in run("review", case, "--list")[1].splitlines() if not line.startswith("#")]
    file = tmp_path / "lines.jsonl"
    file.write_text(json.dumps({**next(line for line in lines if line["claim"]["kind"] == "count"), "person": PERSON, "decision": "accept"}))
    run("review", case, "--from", file)
    file.write_text(json.dumps({**json.loads(run("conclude", case, "--list")[1]), "person": PERSON}))
    run("conclude", case, "--from", file)
    return case


def test_a_small_case_is_checked_answered_published_and_verified(run, asked, tmp_path):
    case, file = asked, tmp_path / "lines.jsonl"
    status, out, _ = run("check", case)
    assert status in (0, 1)
    assert "EXERCISE, NOT EVIDENCE" in out
    status, out, _ = run("answer", case, "--list")
    waiting = [line for line in out.splitlines() if not line.startswith("#")]
    assert len(waiting) == len(out.splitlines()) / 2, "each is told in words before it is given as a line"
    file.write_text(out.replace('"person": ""', f'"person": "{PERSON}"').replace('"text": ""', '"text": "We looked."'))
    status, out, _ = run("answer", case, "--from", file)
    assert (status, out) == (0, f"lines.jsonl: {len(waiting)} answers given\n"), out
    assert "answer: We looked." in run("check", case)[1]

    grades = [json.loads(line) for line in run("grade", case, "--list")[1].splitlines() if not line.startswith("#")]
    assert all(line["of"] == "source" for line in grades)

    status, out, _ = run("publish", case)
    assert status == 0, out
    digest = re.search(r"^proposal ([0-9a-f]{64})$", out, re.MULTILINE).group(1)
    assert Path(re.search(r"look at it: (.*)", out).group(1)).is_file()
    assert f"--confirm {digest[:16]}" in out
    status, out, _ = run("publish", case, "--confirm", digest[:16])
    assert (status, out) == (0, f"released: {case / 'out' / digest}\n")
    bundle = case / "out" / digest / "bundle"
    for what in (bundle, case / "out" / digest / "site" / "downloads" / "bundle.zip"):
        status, out, _ = run("verify", what)
        assert status == 0, out
        assert "EXERCISE, NOT EVIDENCE" in out
    status, out, _ = run("verify", case)
    assert (status, out.splitlines()[-1]) == (0, "verdict: everything that was looked at holds")
    assert run("rebuild", case)[1].endswith(": as they were\n")
    assert run("doctor", case)[0] in (0, 1)


def test_lists_of_sources_and_replies_are_given_back_filled_in(run, copy, tmp_path):
    file = tmp_path / "lines.jsonl"
    lines = [json.loads(line) for line in run("grade", copy, "--list")[1].splitlines() if not line.startswith("#")]
    assert lines
    file.write_text("".join(json.dumps({**line, "person": ONE, "grade": "C", "reason": "one outlet"}) + "\n" for line in lines))
    assert run("grade", copy, "--from", file)[1] == f"lines.jsonl: {len(lines)} grades given\n"
    assert run("grade", copy, "--list")[1] == ""
    lines = [json.loads(line) for line in run("reply", copy, "--list")[1].splitlines() if not line.startswith("#")]
    filled = {"person": ONE, "sort": "state", "asked_at": "2026-01-05", "how": "by mail", "deadline": "2026-02-05"}
    file.write_text("".join(json.dumps({**line, **filled}) + "\n" for line in lines))
    assert run("reply", copy, "--from", file)[0] == 0
    assert run("reply", copy, "--list")[1] == ""


def test_rows_of_a_spreadsheet_become_claims_anchored_in_their_cells(run, case, tmp_path):
    sheet, mapped = tmp_path / "places.csv", tmp_path / "map.toml"
    sheet.write_text("city,country,stations,who\nBarcelona,Spain,3,The Desk\nPorto,Portugal,1,The Desk\n")
    mapped.write_text(
        '[claim]\nkind = "count"\nunit = "station"\nmodality = "asserted"\nvalue = {column = "stations"}\nplace = {column = "city"}\n'
        'said_by = [{column = "who"}]\n[site]\ntitle = {column = "city"}\ncity = {column = "city"}\ncountry = {column = "country"}\n'
        'stations = {column = "stations"}\ncounted = "yes"\n'
    )
    run("collect", case, sheet)
    run("read", case)
    status, out, err = run("import", case, sheet, "--map", mapped)
    assert status == 0, err
    assert out.startswith("2 claims")
    view = view_of(open_case(case))
    claims = {claim.content.place: claim.content for claim in view.claims()}
    assert claims["Barcelona"].value == "3"
    assert claims["Porto"].said_by == ("The Desk",)
    for content in claims.values():
        assert content.place in content.anchor.quote
        assert view.text(content.anchor.text).content[content.anchor.start : content.anchor.end] == content.anchor.quote
    assert sorted(site.opened.title for site in view.sites()) == ["Barcelona", "Porto"]
    size = open_case(case).ledger.size()
    assert run("import", case, sheet, "--map", mapped)[0] == 0
    assert open_case(case).ledger.size() == size, "the same sheet again writes nothing again"


def test_init_says_what_to_know_and_refuses_what_cannot_be(run, tmp_path):
    status, out, _ = run("init", tmp_path / "c", "--title", "T", "--person", "A", "--keys", "../k")
    assert status == 0
    for words in ("a case of two people, opened by A", "keep a copy elsewhere", "A release needs a second person", "Testimony is refused"):
        assert words in out
    assert "EXERCISE" not in out
    status, _, err = run("init", tmp_path / "c", "--title", "T", "--person", "A", "--keys", "../k")
    assert status == 2
    said_once(err, str(tmp_path / "c"), "choose another folder")
    status, _, err = run("init", tmp_path / "d", "--title", "T", "--person", "A", "--keys", "inside")
    assert status == 3
    said_once(err, "never lies inside the case")
    assert not (tmp_path / "d").exists()
    for more in (["--mode", "three"], ["--title", " "]):
        assert run("init", tmp_path / "d", "--title", "T", "--person", "A", "--keys", "../k", *more)[0] == 2
    assert not (tmp_path / "d").exists()


def test_testimony_is_refused_without_keys_and_sealed_with_them(run, real, tmp_path):
    words = "What Maribel Quisperguanca said of the two men."
    (tmp_path / "t.txt").write_text(words)
    status, out, err = run("collect", real, tmp_path / "t.txt", "--testimony", "--person", "new")
    assert (status, out) == (3, "")
    said_once(err, "nobody to seal it for")
    card = run("key", "make", tmp_path / "mine.key")[1].splitlines()[0]
    assert run("key", "add", real, PERSON, card)[0] == 0
    assert run("collect", real, "https://example.org/t", "--testimony", "--person", "new")[0] == 2
    status, out, _ = run("collect", real, tmp_path / "t.txt", "--testimony", "--person", "new")
    assert status == 0
    item = out.split(" as ")[1][:12]
    assert list(open_case(real).store.digests()) == []
    assert words.encode() not in b"".join(path.read_bytes() for path in real.rglob("*") if path.is_file())
    assert run("drill", real, "--key", tmp_path / "mine.key")[0] == 0
    assert run("unseal", real, item, "--key", tmp_path / "mine.key")[0] == 0


def test_an_exercise_refuses_testimony(run, case, tmp_path):
    (tmp_path / "t.txt").write_text("What a witness said.")
    status, out, err = run("collect", case, tmp_path / "t.txt", "--testimony", "--person", "new")
    assert (status, out) == (3, "")
    said_once(err, "an exercise seals nothing")
    assert list(open_case(case).store.digests()) == []


def test_a_consent_is_recorded_shown_and_withdrawn(run, real, tmp_path):
    card = run("key", "make", tmp_path / "mine.key")[1].splitlines()[0]
    run("key", "add", real, PERSON, card)
    (tmp_path / "who.yaml").write_text("names: [Maribel Quisperguanca]\n", "utf-8")
    person = run("seal", real, tmp_path / "who.yaml", "--identity", "--person", "new")[1].split()[2]
    (tmp_path / "consent.yaml").write_bytes(written())
    status, out, _ = run("consent", real, tmp_path / "consent.yaml", "--person", person)
    assert status == 0
    assert "aggregate_statistics" in out
    assert "1 statement elsewhere" in out
    assert "aggregate_statistics: yes until 2028-03-01" in run("consent", real)[1]
    assert run("consent", real, "--person", person, "--withdraw", "everything")[0] == 2
    status, out, _ = run("consent", real, "--person", person, "--withdraw", "all")
    assert status == 0
    assert "sealed identity" in out
    assert "aggregate_statistics: no (withdrawn)" in run("consent", real)[1]
    assert run("erase", real, person, "--reason", "asked for it")[0] == 0
    assert run("consent", real)[1] == "What is not named is no.\n"


def test_people_come_and_go(run, case):
    assert run("person", "list", case)[1] == f"{PERSON}: investigator, reviewer, publisher, custodian, admin\n"
    assert run("person", "add", case, "Ben", "--role", "reviewer", "--role", "publisher")[1] == "Ben: publisher, reviewer\n"
    assert run("person", "revoke", case, "Ben", "--reason", "left")[0] == 0
    assert "Ben: revoked" in run("person", "list", case)[1]
    status, _, err = run("person", "add", case, "Ben", "--role", "boss")
    assert status == 2
    said_once(err, '"boss" is no role', "investigator")
    for words in (["revoke", case, PERSON, "--reason", "x"], ["add", case, PERSON, "--role", "reviewer"]):
        status, _, err = run("person", *words)
        assert status == 3
        said_once(err, "last admin")
    status, _, err = run("person", "revoke", case, "Nobody", "--reason", "x")
    assert status == 2
    said_once(err, PERSON)
    run("person", "add", case, "Cas", "--role", "investigator")
    status, _, err = run("check", case, "--as", "Ben")
    assert status == 2, "a revoked person acts no more"
    status, _, err = run("publish", case, "--as", "Cas")
    assert status == 3
    said_once(err, '"Cas" may not write', "publisher", "Nothing was written")


def test_in_a_case_of_two_the_proposer_alone_releases_nothing(run, copy):
    shutil.rmtree(copy / "out")
    status, out, _ = run("publish", copy, "--as", ONE)
    assert status == 0, out
    digest = re.search(r"proposal ([0-9a-f]{64})", out).group(1)
    status, _, err = run("publish", copy, "--as", ONE, "--confirm", digest)
    assert status == 3
    said_once(err, "a second person of this case")
    assert run("publish", copy, "--as", TWO, "--confirm", digest)[0] == 0
    assert (copy / "out" / digest / "site" / "index.html").is_file()


def test_a_shut_gate_ends_with_3_names_reasons_and_never_the_word(run, copy, tmp_path):
    listed = tmp_path / "words.txt"
    listed.write_text("Rotterdam\n")
    before = sorted(os.listdir(copy / "out"))
    status, out, err = run("publish", copy, "--as", ONE, "--protected", listed)
    assert (status, err) == (3, "")
    assert out.startswith("gate shut: ")
    assert "nothing was left behind" in out
    assert "D001" in out
    assert "otterdam" not in out
    assert sorted(os.listdir(copy / "out")) == before
    inside = copy / "words.txt"
    inside.write_text("x")
    assert run("publish", copy, "--as", ONE, "--protected", inside)[0] == 3


# --- check, explain, trace -----------------------------------------------------------------------------------------------------------


def test_check_says_code_verdict_quotation_and_file_as_text(run, copy):
    status, out, err = run("check", copy, "--as", ONE)
    assert (status, err) == (1, "")
    assert out.startswith("EXERCISE, NOT EVIDENCE\n")
    assert "x N002 named-fewer-than-counted  fails (falls short)" in out
    assert re.search(r"^= N001 sum-mismatch  holds", out, re.MULTILINE)
    assert re.search(r"^x N005 scope-differs  fails \(the sources disagree\)", out, re.MULTILINE)
    block = out[out.index("x N002") :].partition("\n\n")[0]
    assert re.search(r"“[^”]+”\n\s+\S+\.\w+  [0-9a-f]{12}  \d+:\d+", block), block
    assert "gate shut" not in re.sub(r"^.*\(gate shut\)$", "", out.splitlines()[-1])


def test_check_is_json_with_every_fact(run, copy):
    status, out, _ = run("check", copy, "--as", ONE, "--format", "json")
    said = json.loads(out)
    assert status == 1
    assert said["mark"] == "EXERCISE, NOT EVIDENCE"
    ran = {entry["code"]: entry for entry in said["runs"]}
    assert set(ran) == {rule.code for rule in RULES if rule.check is not None}
    assert all(entry["completed"] for entry in ran.values())
    failing = [finding for finding in ran["N002"]["findings"] if finding["verdict"] == "fails"]
    assert failing
    names = {d.sha256: d.receipts[0].receipt.name for d in view_of(open_case(copy)).documents()}
    for finding in failing:
        assert finding["quotes"]
        for quote in finding["quotes"]:
            assert quote["file"] == names[quote["document"]]
            assert len(quote["quote"]) == quote["end"] - quote["start"]
    verdicts = {finding["verdict"] for entry in ran.values() for finding in entry["findings"]}
    assert verdicts == {"holds", "fails", "cannot-tell"}


def test_check_is_sarif(run, copy):
    status, out, _ = run("check", copy, "--as", ONE, "--format", "sarif")
    log = json.loads(out)
    assert (status, log["version"]) == (1, "2.1.0")
    (ran,) = log["runs"]
    rules = [rule["id"] for rule in ran["tool"]["driver"]["rules"]]
    assert len(ran["results"]) > 100
    for result in ran["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["kind"] in ("pass", "fail", "open")
        assert (result["level"] == "none") == (result["kind"] != "fail")
        assert result["properties"]["verdict"] in ("holds", "fails", "cannot-tell")
    (n002, *_) = [r for r in ran["results"] if r["ruleId"] == "N002" and r["kind"] == "fail"]
    (place, *_) = n002["locations"]
    assert place["physicalLocation"]["region"]["snippet"]["text"]
    assert place["physicalLocation"]["artifactLocation"]["uri"].startswith("urn:sha256:")
    assert "." in place["message"]["text"], "the file's name"


def test_what_cannot_be_told_counts_only_where_it_is_asked_for(run, case):
    """A case with nothing in it: no rule fails, several cannot tell."""
    status, out, _ = run("check", case)
    assert " 0 fail, " in out
    if status == 0:
        assert run("check", case, "--strict-unknown")[0] == 1
    else:
        assert status == 3, "a house rule that cannot tell shuts the gate"
        assert "cannot tell (gate shut)" in out


def test_checking_twice_says_the_same_and_writes_once(run, copy):
    first = run("check", copy, "--as", ONE)
    size = open_case(copy).ledger.size()
    assert run("check", copy, "--as", ONE) == first
    assert open_case(copy).ledger.size() == size


@pytest.mark.parametrize("code", ["N002", "n002", "x002", "D006"])
def test_explain_shows_the_rule_s_own_page(run, code):
    status, out, _ = run("explain", code)
    assert status == 0
    assert out == next(rule.page for rule in RULES if rule.code == code.upper()) + "\n"


def test_explain_of_no_rule_names_those_there_are(run):
    status, _, err = run("explain", "N999")
    assert status == 2
    said_once(err, "N999: no such rule", "N002", "X002")


def test_trace_leads_from_words_of_a_conclusion_to_the_bytes(run, copy):
    opened = open_case(copy)
    view = view_of(opened)
    conclusion = next(c for c in view.conclusions() if c.drawn.claims)
    words = " ".join(conclusion.drawn.sentences[0].text.split()[:6])
    status, out, _ = run("trace", copy, words.upper())
    assert status == 0
    assert conclusion.drawn.sentences[0].text in out
    for cited in conclusion.drawn.claims:
        claim = view.claim(cited.claim)
        anchor = claim.content.anchor
        assert f"“{anchor.quote}”" in out.replace("\\u00a0", "\u00a0")
        assert f"{anchor.start}:{anchor.end} of text {anchor.text}" in out
        assert anchor.document in out
        document = opened.store.path(anchor.document)
        assert f"{document}: hashed again now" in out
        assert sha256(document.read_bytes()) == anchor.document
    for ident in (conclusion.drawn.conclusion, conclusion.drawn.conclusion[:12], conclusion.drawn.claims[0].claim):
        assert run("trace", copy, ident)[0] == 0
    question = next(q for q in view.questions() if view.claims_of(q.id))
    assert question.asked.title in run("trace", copy, question.asked.title)[1]
    site = next(iter(view.sites())).opened
    assert site.title in run("trace", copy, site.site)[1]


def test_trace_of_nothing_says_so(run, copy):
    status, out, _ = run("trace", copy, "no such sentence")
    assert status == 1
    assert "try fewer words" in out
    status, _, err = run("trace", copy, "abc")
    assert status == 2
    said_once(err, "at least 4 letters")


def test_a_checkpoint_is_a_note_that_the_case_s_key_signed(run, copy):
    status, out, _ = run("checkpoint", copy, "--as", ONE)
    assert status == 0
    opened = open_case(copy)
    key = bytes.fromhex(opened.opened.key)
    size, root = checkpoint.verify(out, key, origin=checkpoint.origin_of_case(opened.opened.case))
    assert opened.ledger.head(size) == (size, root)
    assert checkpoint.verify(run("checkpoint", copy, "--as", ONE)[1], key) == (size, root), "a checkpoint is no evidence and moves no head"


# --- claims --------------------------------------------------------------------------------------------------------------------------


def test_claims_of_a_text_in_the_form_of_the_gold_set(run, tmp_path):
    file = tmp_path / "t-1.json"
    file.write_text(json.dumps({"text": WORDS, "language": "en", "published": "2022-10-26"}))
    status, out, _ = run("claims", file, "--format", "json")
    said = json.loads(out)
    assert (status, said["id"]) == (0, "t-1")
    counts = [(claim["value"], claim["unit"], claim["place"]) for claim in said["claims"] if claim["kind"] == "count"]
    assert [value for value, _, _ in counts] == [9, 3, 3, 2, 1]
    assert {unit for _, unit, _ in counts} == {"station"}
    assert [place for _, _, place in counts[1:]] == ["Barcelona", "Valencia", "Madrid", "Santiago"]
    for claim in said["claims"]:
        assert WORDS[claim["start"] : claim["end"]] == claim["quote"]
    assert set(said["claims"][0]) >= {"quote", "start", "end", "kind", "subject", "object", "place", "time", "said_by", "modality"}


def test_claims_of_a_folder_are_one_file_for_each_text(run, tmp_path):
    from tests.walk.made import WHOLE_PDF, word

    files = tmp_path / "in"
    (files / "deep").mkdir(parents=True)
    (files / "a.pdf").write_bytes(WHOLE_PDF)
    (files / "a.docx").write_bytes(word())
    (files / "b.txt").write_text(WORDS)
    (files / "deep" / "b.txt").write_text(WORDS)
    (files / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    (files / "gold.json").write_text(json.dumps({"text": WORDS}))
    (files / "other.json").write_text("[1, 2]")
    status, out, err = run("claims", files, "--format", "json", "--out", tmp_path / "out")
    assert status == 1
    assert out.endswith("2 without a text\n")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a.json", "a.pdf.json", "b.json", "b.txt.json", "gold.json"]
    assert "broken.pdf: " in err
    assert "other.json: " in err
    for file in (tmp_path / "out").iterdir():
        said = json.loads(file.read_text())
        assert said["id"] == file.stem
        assert any(claim.get("value") == 9 for claim in said["claims"]), file


def test_claims_are_explained_and_dated_as_asked(run, tmp_path):
    file = tmp_path / "a.txt"
    file.write_text("Last month the ministry said that nine stations were in Spain. It will pass a law on 1 December.")
    status, out, _ = run("claims", file, "--explain", "--published", "2022-10-26")
    assert status == 0
    assert " <- " in out
    assert "2022-12-01" in out
    assert "nine stations" in run("claims", file)[1]
    assert run("claims", file, "--language", "xx")[1] == "no finder for xx: nothing was looked for\n"
    status, _, err = run("claims", file, "--published", "yesterday")
    assert status == 2
    said_once(err, "--published yesterday")
    status, _, err = run("claims", tmp_path / "none")
    assert status == 2
    said_once(err, "no file is there")


def test_what_evidence_prints_commands_no_terminal_and_stays_json(run, case, tmp_path):
    (tmp_path / "e.txt").write_text("There are nine stations\u202e in \U000e0041Spain\u00a0now, the minis\u200btry said.", "utf-8")
    run("collect", case, tmp_path / "e.txt")
    run("read", case)
    for words in (("review", case, "--list"), ("claims", tmp_path / "e.txt"), ("claims", tmp_path / "e.txt", "--format", "json")):
        out = run(*words)[1]
        assert "stations" in out, words
        assert not [c for c in out if not c.isprintable() and c != "\n"], words
        if "--list" in words:
            for line in out.splitlines()[1:]:
                quote = json.loads(line)["claim"]["quote"]
                assert quote in (tmp_path / "e.txt").read_text("utf-8")
        elif "json" in words:
            assert all(claim["quote"] in (tmp_path / "e.txt").read_text("utf-8") for claim in json.loads(out)["claims"])


# --- what goes wrong -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "status", "parts"),
    [
        (["frobnicate"], 2, ["frobnicate"]),
        (["check"], 2, ["CASE"]),
        (["check", "{nowhere}"], 2, ["no case here", "witnessmark init"]),
        (["check", "{case}", "--format", "xml"], 2, ["choose text, json or sarif"]),
        (["check", "{case}", "--fast"], 2, ["--fast"]),
        (["check", "{case}", "--as", "Nobody"], 2, ["who acts?", PERSON]),
        (["review", "{case}"], 2, ["give --from FILE.jsonl", "--list"]),
        (["review", "{case}", "--from", "{nowhere}"], 2, ["cannot be read"]),
        (["collect", "{case}", "{nowhere}"], 2, ["nothing is there", "Nothing was kept"]),
        (["collect", "{case}", "{case}"], 2, ["the case itself"]),
        (["import", "{case}", "{file}", "--map", "{file}"], 2, ["collect and read it first"]),
        (["import", "{case}", "{nowhere}", "--map", "{file}"], 2, ["cannot be read"]),
        (["publish", "{case}", "--confirm", "abc"], 2, ["at least 12 digits"]),
        (["publish", "{case}", "--protected", "{nowhere}"], 2, ["nowhere"]),
        (["answer", "{case}", "--list"], 2, ["witnessmark check"]),
        (["person", "frobnicate"], 2, ["frobnicate"]),
        (["demo", "{parent}"], 2, ["something is here already", "rm -r"]),
        (["init", "{file}", "--title", "x", "--person", "y", "--keys", "../k"], 2, ["{file}"]),
    ],
)
def test_what_cannot_be_done_is_told_with_its_place_and_what_to_do(run, case, tmp_path, words, status, parts):
    (tmp_path / "file.txt").write_text("x")
    places = {"nowhere": tmp_path / "nowhere", "case": case, "file": tmp_path / "file.txt", "parent": tmp_path}
    ended, _, err = run(*(word.format(**places) for word in words))
    assert ended == status, err
    said_once(err, *(part.format(**places) for part in parts))


def test_an_address_that_does_not_answer_ends_with_5_and_one_that_may_not_be_asked_with_3(run, case):
    status, out, _ = run("collect", case, "http://127.0.0.1:9/", "--allow-private")
    assert status == 5
    assert "left out  http://127.0.0.1:9/: " in out
    status, out, _ = run("collect", case, "http://127.0.0.1/")
    assert status == 3
    assert "no public address" in out


def test_damaged_bytes_end_with_4_where_they_are_needed_and_with_3_where_they_are_looked_for(run, case, tmp_path):
    (tmp_path / "a.txt").write_text(WORDS)
    run("collect", case, tmp_path / "a.txt")
    (digest,) = open_case(case).store.digests()
    path = open_case(case).store.path(digest)
    path.chmod(0o644)
    path.write_bytes(b"other")
    status, _, err = run("read", case)
    assert status == 4
    said_once(err, digest, "backup")
    status, out, _ = run("verify", case)
    assert status == 3
    assert out.count(digest) >= 2
    assert out.endswith("verdict: something fails\n")
    assert run("check", case)[0] == 3
    (case / "ledger.sqlite").write_bytes(b"nothing of a ledger" * 1000)
    for ending in ("-wal", "-shm"):
        (case / f"ledger.sqlite{ending}").unlink(missing_ok=True)
    status, _, err = run("verify", case)
    assert status == 4
    said_once(err, "ledger.sqlite", "backup")


def test_a_bundle_that_is_none_and_one_that_was_changed(run, example, tmp_path):
    assert run("verify", tmp_path / "none")[0] == 2
    (tmp_path / "empty").mkdir()
    assert run("verify", tmp_path / "empty")[0] == 3
    shutil.copytree(example.released / "bundle", tmp_path / "bundle")
    file = next(path for path in sorted((tmp_path / "bundle" / "data").rglob("*")) if path.is_file())
    file.write_bytes(file.read_bytes() + b" ")
    status, out, _ = run("verify", tmp_path / "bundle")
    assert status == 3
    assert "fails" in out
    assert file.name in out


def test_a_store_that_cannot_be_written_is_named(run, case, tmp_path):
    (tmp_path / "a.txt").write_text(WORDS)
    shutil.rmtree(case / "store")
    (case / "store").write_text("a file where a folder should be")
    size = open_case(case).ledger.size()
    status, _, err = run("collect", case, tmp_path / "a.txt")
    assert status == 2
    said_once(err, str(case / "store"))
    assert open_case(case).ledger.size() == size


def test_reading_asks_for_the_key_before_it_begins(run, case, tmp_path):
    (tmp_path / "a.txt").write_text(WORDS)
    run("collect", case, tmp_path / "a.txt")
    (key,) = (tmp_path / "keys").glob("*.key")
    key.rename(tmp_path / "away")
    status, _, err = run("read", case)
    assert status == 2
    said_once(err, str(key))
    (tmp_path / "away").rename(key)
    assert run("read", case)[0] == 0


def test_a_fault_of_the_disk_is_told_without_a_traceback(run, case, monkeypatch):
    def full(*arguments, **more):
        raise OSError(28, "No space left on device", str(case / "work"))

    monkeypatch.setattr("witnessmark.walk.judge.names_of", full)
    status, _, err = run("check", case)
    assert status == 2
    said_once(err, str(case / "work"), "No space left on device")


def test_a_reader_of_the_output_that_goes_away_is_no_fault(example):
    ours, theirs = os.pipe()
    os.close(ours)
    command = [sys.executable, "-m", "witnessmark", "explain", "N002"]
    with os.fdopen(theirs, "wb") as closed:
        ended = subprocess.run(command, stdout=closed, stderr=subprocess.PIPE, timeout=60, check=False)
    assert (ended.returncode, ended.stderr) == (0, b"")


def test_the_command_and_the_module_are_the_same_and_leave_no_file_where_they_run(case, tmp_path):
    """From another folder, as its own program, with the shell's exit status."""
    (tmp_path / "elsewhere").mkdir()
    for command in ([sys.executable, "-m", "witnessmark"], [Path(sys.executable).parent / "witnessmark"]):
        ended = subprocess.run([*command, "person", "list", case], cwd=tmp_path / "elsewhere", capture_output=True, text=True, check=False)
        assert (ended.returncode, ended.stderr) == (0, "")
        assert ended.stdout.startswith(f"{PERSON}: ")
    ended = subprocess.run([*command, "verify", "nothing"], cwd=tmp_path / "elsewhere", capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_no_command_at_all_shows_the_help(run):
    for words in ((), ("person",)):
        status, out, err = run(*words)
        assert (status, out) == (2, "")
        assert err.startswith("Usage: ")


def test_the_machine_s_own_person_acts_where_nobody_is_named(run, case):
    run("person", "add", case, "Ben", "--role", "investigator")
    assert run("check", case)[0] in (0, 1, 3)
    assert run("person", "me", case, "Ben")[0] == 0
    status, _, err = run("publish", case)
    assert status == 3
    said_once(err, '"Ben" may not write')


def test_doctor_says_what_is_missing_and_what_others_may_see(run, case, tmp_path):
    assert run("doctor")[1].startswith("ok ")
    case.chmod(0o755)
    (key,) = (tmp_path / "keys").glob("*.key")
    out = run("doctor", case)[1]
    assert "chmod 700" in out
    key.chmod(0o644)
    status, out, _ = run("doctor", case)
    assert status == 1
    assert f"chmod 600 {key}" in out
    key.unlink()
    status, out, _ = run("doctor", case)
    assert status == 1
    assert "the checkpoint key of this case is not on this machine" in out
    status, _, err = run("checkpoint", case)
    assert status == 2
    said_once(err, str(key))
