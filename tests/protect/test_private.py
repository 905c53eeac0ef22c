"""The name of a private person does not leave: replaced in every value, its documents named by hash, and the rest still verifies."""

import dataclasses
import json
import re
import shutil
import subprocess
import sys

import pytest

from witnessmark.protect.forms import patterns_of
from witnessmark.protect.gate import clear
from witnessmark.protect.private import private_terms, replaced
from witnessmark.protect.search import Search
from witnessmark.records.assembly import Refusal
from witnessmark.records.canonical import digest_of, sha256
from witnessmark.records.codec import encode
from witnessmark.records.decisions import NameClass, NameClassified
from witnessmark.rules import REQUIRED
from witnessmark.walk.begin import who
from witnessmark.walk.case import open_case
from witnessmark.walk.gather import read, take_in
from witnessmark.walk.judge import check, decide, view_of
from witnessmark.walk.release import assembly_of, confirm, is_place, propose

NAME = "Amina Nkemelu"
TEXT = """EXERCISE, NOT EVIDENCE. A text of the tests.

Amina Nkemelu of Lyon said that an officer from Qingtian called her in October 2022. The officer told Amina
Nkemelu that her father would lose his pension. Nobody else in Lyon was called, as far as amina nkemelu knows.
AMINA NKEMELU's shop was closed for nine days, she said.
"""
QUOTE = "Amina Nkemelu of Lyon said that an officer from Qingtian called her in October 2022"
OTHER = "Nobody else in Lyon was called"
SHA = sha256(TEXT.encode())
QUESTION = "Whom did officers call, according to Amina Nkemelu"


def line(**fields) -> str:
    return json.dumps({"person": "Reviewer One", **fields}, ensure_ascii=False) + "\n"


def decided(case, verb: str, *lines: str) -> None:
    file = case.path.parent / "lines.jsonl"
    file.write_text("".join(lines), "utf-8")
    decide(case, verb, file)


@pytest.fixture(scope="module")
def case(example, tmp_path_factory):
    """A copy of the example with one more document, that names an invented private person."""
    copy = example.copy(tmp_path_factory.mktemp("private") / "copy")
    case = open_case(copy.case)
    shutil.rmtree(case.path / "out")
    (case.path / "out").mkdir()
    note = copy.folder / "amina-nkemelu-note.txt"
    note.write_text(TEXT, "utf-8")
    me = who(case, "Reviewer One")
    take_in(case, [str(note)], by=me)
    read(case, by=me)
    said = {"modality": "asserted", "place": "Lyon"}
    decided(
        case,
        "review",
        line(
            decision="accept",
            document=SHA,
            claim={
                "quote": QUOTE,
                "kind": "act",
                "said_by": [NAME],
                "subject": "an officer",
                "object": NAME,
                "time": "2022-10",
                **said,
            },
        ),
        line(decision="accept", document=SHA, claim={"quote": OTHER, "kind": "denial", "said_by": [NAME], **said, "modality": "denied"}),
        line(decision="classify", name=NAME, neutral="a baker", **{"as": "private"}),
    )
    decided(
        case,
        "conclude",
        line(open={"title": QUESTION, "kind": "act"}, claims=[{"document": SHA, "quote": QUOTE}, {"document": SHA, "quote": OTHER}]),
        line(
            conclude={
                "question": QUESTION,
                "modality": "denied",
                "speakers": [NAME],
                "claims": [{"document": SHA, "quote": OTHER}],
                "sentences": [{"language": "en", "text": "Amina Nkemelu denied that anybody else in Lyon was called."}],
            }
        ),
    )
    decided(case, "grade", line(of="source", about=NAME, grade="B", reason="Amina Nkemelu was there"))
    check(case, by=me)
    return case


@pytest.fixture(scope="module")
def released(case):
    made = propose(case, by=who(case, "Reviewer One"))
    assert not isinstance(made, Refusal), [reason.said for reason in made.reasons]
    return confirm(case, made.digest, by=who(case, "Reviewer Two"))


def test_the_name_is_in_no_published_byte_and_the_neutral_word_is(released):
    for file in released.rglob("*"):
        assert "nkemelu" not in file.name.casefold()
        if file.is_file():
            content = file.read_bytes().lower()
            assert b"nkemelu" not in content, file
            assert b"amina" not in content, file
    index = (released / "site" / "index.html").read_text("utf-8")
    assert "a baker denied that anybody else" in index


def test_the_document_that_names_her_leaves_by_its_hash_alone(released):
    rows = [json.loads(row) for file in (released / "bundle" / "data").rglob("*") if file.is_file() for row in _rows(file)]
    (document,) = [row for row in rows if row.get("sha256") == SHA]
    assert document["disclosure"] == "hash-only"
    assert not [row for row in rows if row.get("document") == SHA and "blocks" in row]
    assert not (released / "bundle" / "data" / "sha256" / SHA[:2] / SHA).exists()


def _rows(file):
    content = file.read_bytes()
    return content.splitlines() if content.startswith(b"{") else []


def test_a_stranger_verifies_the_rest_and_is_told_what_could_not_be_checked(released):
    done = subprocess.run(
        [sys.executable, "-I", str(released / "bundle" / "verify_bundle.py"), str(released / "bundle")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stdout
    told = {row.split(":")[0].split()[1] for row in done.stdout.splitlines() if row.startswith("cannot-tell")}
    assert told == {"claims", "documents", "questions", "conclusions", "grades", "quotations"}
    assert not [row for row in done.stdout.splitlines() if row.startswith("fails")]


def test_whoever_guesses_the_name_right_finds_nothing_that_says_so(case, released):
    """The attacker has every published byte, knows every formula, and tries the true name: no hash over it may be among them."""
    hashes = set(re.findall(rb"[0-9a-f]{32,64}", b"\n".join(file.read_bytes() for file in released.rglob("*") if file.is_file())))
    view = view_of(case)
    hers = [claim for claim in view.claims() if NAME in (claim.content.anchor.quote, *claim.content.said_by, claim.content.object)]
    conclusions = [one for one in view.conclusions() if NAME in one.drawn.speakers]
    assert hers
    assert conclusions
    tried = {claim.version for claim in hers} | {claim.content.version for claim in hers}
    tried |= {digest_of(encode(one.drawn)) for one in conclusions}
    tried |= {finding.id for run in check(case, by=who(case, "Reviewer One")) for finding in run.findings if _says(finding, NAME)}
    tried |= {origin.id for origin in view.origins() if NAME.casefold() in origin.name.casefold()}
    for word in (NAME, NAME.casefold(), NAME.upper(), NAME.split(maxsplit=1)[0], NAME.split()[1]):
        tried |= {sha256(word.encode()), digest_of(word), digest_of([word]), digest_of({"name": word})}
    assert any(claim.version.encode() in hashes for claim in view.claims() if claim not in hers), "the search finds what is there"
    found = {guess for guess in tried if any(guess[:size].encode() in hashes for size in (32, 64))}
    assert found == set()


def test_where_her_words_stand_and_how_long_they_are_is_not_said(case):
    hers = {claim.id for claim in view_of(case).claims() if NAME in (*claim.content.said_by, claim.content.object)}
    cleared = clear(assembly_of(case, check(case, by=who(case, "Reviewer One"))), terms=(), required=REQUIRED, place=is_place)
    anchors = [claim.content.anchor for claim in cleared.assembly.claims if claim.id in hers]
    assert len(anchors) == len(hers) > 1
    assert {(anchor.start, anchor.end, anchor.prefix, anchor.suffix) for anchor in anchors} == {(0, 0, "", "")}


def _says(finding, name):
    return any(name in said for said in (finding.message, *(value for _, value in finding.facts), *(q.quote for q in finding.quotes)))


def test_clearing_twice_gives_one_digest_although_names_were_replaced(case, released):
    assembly = assembly_of(case, check(case, by=who(case, "Reviewer One")))
    one, two = (clear(assembly, terms=(), required=REQUIRED, place=is_place) for _ in range(2))
    assert one.cleared == two.cleared


def test_a_part_of_her_name_alone_shuts_the_gate(case):
    assembly = assembly_of(case, check(case, by=who(case, "Reviewer One")))
    first = assembly.answers[0]
    said = dataclasses.replace(first, given=dataclasses.replace(first.given, text="Nkemelu was asked again"))
    refusal = clear(dataclasses.replace(assembly, answers=(said, *assembly.answers[1:])), terms=(), required=REQUIRED, place=is_place)
    assert [(reason.code, reason.where) for reason in refusal.reasons] == [("D006", "Nkemelu")]


# --- replacing, on one value ------------------------------------------------------------------------------------------


def private(name: str, neutral: str = "a baker") -> NameClassified:
    return NameClassified(name=name, as_=NameClass.PRIVATE, neutral=neutral)


def said(words: str, *names: NameClassified, assembly) -> str:
    changed = dataclasses.replace(assembly, case=dataclasses.replace(assembly.case, title=words))
    return replaced(changed, list(names))[0].case.title


@pytest.fixture(scope="module")
def assembly(example):
    other = open_case(example.case)
    return assembly_of(other, check(other, by=who(other, "Reviewer One")))


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("Amina Nkemelu said", "a baker said"),
        ("AMINA NKEMELU said", "a baker said"),
        ("amina  nkemelu", "a baker"),
        ("Amina\nNkemelu", "a baker"),
        ("Amina\u00a0Nkemelu’s shop", "a baker’s shop"),
        ("amina-nkemelu.pdf", "a baker.pdf"),
        ("x_amina_nkemelu_1", "x_a baker_1"),
        ("of (Amina Nkemelu)", "of (a baker)"),
        ("Aminata Nkemelu", "Aminata Nkemelu"),
        ("Amina Nkemelus", "Amina Nkemelus"),
    ],
)
def test_a_private_name_is_replaced_in_any_case_with_any_blanks_and_never_within_another(assembly, words, left):
    assert said(words, private("Amina Nkemelu"), assembly=assembly) == left


def test_the_longer_of_two_private_names_goes_first(assembly):
    names = private("Amina Nkemelu"), private("Amina Nkemelu Okoye", "her sister")
    assert said("Amina Nkemelu Okoye met Amina Nkemelu", *names, assembly=assembly) == "her sister met a baker"


def test_a_private_name_in_han_signs_is_replaced_without_blanks(assembly):
    assert said("他见到王小明了", private("王小明", "一位店主"), assembly=assembly) == "他见到一位店主了"


def test_a_short_private_name_is_not_replaced_within_digests_and_words(assembly):
    shown, hidden = replaced(assembly, [private("Ada")])
    assert hidden == frozenset()
    assert shown.head == assembly.head
    assert [claim.version for claim in shown.claims] == [claim.version for claim in assembly.claims]
    assert said("Canada", private("Ada"), assembly=assembly) == "Canada"


def test_half_a_name_does_not_stand_at_the_edge_of_a_quotation(assembly):
    claim = assembly.claims[0]
    text = next(text for text in assembly.texts if text.digest == claim.content.anchor.text)
    words = "x" * 40 + " Amina Nkemelu of the town heard it: NINE STATIONS stand here, said by Amina Nkemelu then"
    text = dataclasses.replace(text, content=words)
    start = words.index("NINE")
    anchor = text.anchor(start, start + len("NINE STATIONS"))
    assert anchor.prefix.startswith("a Nkemelu") or anchor.prefix.startswith("kemelu") or "Nkemelu" in anchor.prefix
    cut = dataclasses.replace(claim, content=dataclasses.replace(claim.content, anchor=anchor))
    changed = dataclasses.replace(assembly, claims=(cut,), texts=(text,))
    shown, hidden = replaced(changed, [private(NAME)])
    assert hidden == {text.document}
    around = shown.claims[0].content.anchor
    assert "kemelu" not in around.prefix + around.suffix
    assert "Amin" not in around.prefix + around.suffix


def test_other_forms_of_a_private_name_are_searched_for_like_protected_words():
    search = Search(patterns_of(private_terms([private(NAME)])))
    assert search.in_text("Nkemelu, Amina")
    assert search.in_text("aminankemelu")
