"""What the people of the example case decided: each line stands on words of its document, and the accepted claims are held by a digest."""

import itertools
import json
import re
from types import SimpleNamespace

import pytest

from witnessmark import demo
from witnessmark.extract.read import Extraction, read_job
from witnessmark.preserve.sniff import media_of
from witnessmark.records import entries
from witnessmark.records.canonical import digest_of, sha256
from witnessmark.records.claims import Content, Kind
from witnessmark.records.codec import decode, encode
from witnessmark.records.decisions import Role
from witnessmark.records.documents import Disclosure
from witnessmark.review.accept import content_of
from witnessmark.review.lines import Line
from witnessmark.review.refs import Desk
from witnessmark.review.sheet import import_rows, read_map

HELD = "b4fdf32995631945bc8e9a4cfd0f5569d894f80350ada2f39d34de0d8b05af57"
"""Digest over the claims that were accepted, without what a newer reader may change. Whoever changes a claim on purpose changes it here."""


def lines_of(name):
    return [json.loads(line) for line in (demo.DECISIONS / name).read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def texts():
    """Text by digest of its document."""
    found = {}
    for path in demo.documents():
        content = path.read_bytes()
        job = {
            "document": sha256(content), "path": str(path), "media": media_of(content, path.name), "name": path.name, "find": False,
            "language": None,
        }
        found[sha256(content)] = decode(Extraction, json.loads(read_job(job))).text
    return found


@pytest.fixture(scope="module")
def accepted(texts):
    """Contents as they stand after both looks, by what replaced what."""
    contents: list[Content] = []
    for file in ("review.jsonl", "second-look.jsonl"):
        for number, said in enumerate(lines_of(file), 1):
            if said["decision"] not in ("accept", "mend"):
                continue
            content = content_of(Line(file=file, number=number, said=said["claim"]), texts[said["document"]])
            if "replaces" in said:
                (old,) = [one for one in contents if fits(said["replaces"], one)]
                contents.remove(old)
            contents.append(content)
    return contents


def fits(ref, content):
    has = {
        "document": content.anchor.document, "quote": content.anchor.quote, "start": content.anchor.start, "kind": content.kind.value,
        "value": content.value, "place": content.place,
    }
    return all(has[key] == value for key, value in ref.items())


def references(value):
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        if isinstance(item, dict) and "document" in item and "quote" in item:
            yield item
        else:
            yield from references(item)


@pytest.fixture(scope="module")
def rows(texts):
    """What the import map makes of the sheet, with no gazetteer to lean on."""
    view = SimpleNamespace(claims_in=lambda _: (), sites=lambda: (), places=lambda _: ())
    ids = itertools.count()
    desk = Desk(view=view, new_id=lambda: f"{next(ids):032x}", digests=(), people={})
    digest = sha256((demo.DOCUMENTS / demo.PLACES).read_bytes())
    return [record for _, record in import_rows(desk, texts[digest], read_map(demo.DECISIONS / "sites.toml"))]


def test_digests_are_those_of_the_documents():
    assert json.loads((demo.DECISIONS / "documents.json").read_text("utf-8")) == {p.name: sha256(p.read_bytes()) for p in demo.documents()}


def test_every_quotation_stands_at_its_place_with_the_words_around_it(texts):
    for said in [*lines_of("review.jsonl"), *lines_of("second-look.jsonl")]:
        if "document" not in said or said["decision"] == "disclose":
            continue
        anchor, content = said.get("claim", said), texts[said["document"]].content
        assert content[anchor["start"] : anchor["end"]] == anchor["quote"]
        assert "\n" not in anchor["quote"]
        if "claim" in said:
            assert content[: anchor["start"]].endswith(anchor["prefix"])
            assert content[anchor["end"] :].startswith(anchor["suffix"])
        if whole := anchor.get("part_of"):
            assert content[whole["start"] :].startswith(whole["quote"])


def test_every_reference_means_one_accepted_claim(accepted):
    for file in ("second-look.jsonl", "conclude.jsonl", "grade.jsonl", "answer.jsonl"):
        for said in lines_of(file):
            for ref in references({key: value for key, value in said.items() if key != "claim" or "quote" in str(value)}):
                assert sum(fits(ref, content) for content in accepted) == 1, (file, ref)


def test_every_claim_answers_a_question_or_carries_a_conclusion_apart_from_three(accepted):
    used = [ref for said in lines_of("conclude.jsonl") for ref in references(said)]
    spare = [content.anchor.quote for content in accepted if not any(fits(ref, content) for ref in used)]
    assert sorted(spare) == ['"110 stations", as one website had it', "54 stations", "The other 24"]


def test_all_seven_kinds_and_three_languages(accepted):
    assert {content.kind for content in accepted} == set(Kind)
    assert {content.language.split("-")[0] for content in accepted} == {"en", "es", "zh"}
    assert all(re.fullmatch("[a-z]+", content.unit) for content in accepted if content.unit)


def test_every_row_is_a_claim_and_a_site_and_bodies_rest_on_claims_of_control(rows):
    claims = {record.claim: record.content for record in rows if hasattr(record, "content")}
    sites = [record for record in rows if hasattr(record, "site")]
    assert len(sites) == 58
    assert sum(site.stations for site in sites if site.counted == "yes") == 63
    assert all(claims[ident].kind is Kind.COUNT for site in sites for ident in site.claims)
    assert all(claims[ident].kind is Kind.CONTROL for site in sites for tie in site.controlled_by for ident in tie.claims)
    assert {tie.body for site in sites for tie in site.controlled_by} == {
        f"{name} Public Security Bureau" for name in ("Fuzhou", "Qingtian County", "Wenzhou", "Nantong")
    }


def test_accepted_claims_are_those_that_people_accepted(accepted, rows):
    said = [*accepted, *(record.content for record in rows if hasattr(record, "content"))]
    versions = []
    for content in said:
        plain = encode(content)
        plain["anchor"] = {key: plain["anchor"][key] for key in ("document", "quote", "start", "end")}
        versions.append(digest_of(plain))
    assert digest_of(sorted(versions)) == HELD


def test_two_people_and_every_degree_of_disclosure():
    people = json.loads(demo.PEOPLE.read_text("utf-8"))
    assert [person["name"] for person in people] == ["Reviewer One", "Reviewer Two"]
    assert all(Role.REVIEWER in person["roles"] and Role.PUBLISHER in person["roles"] for person in people)
    chosen = [Disclosure(said["as"]) for said in lines_of("review.jsonl") if said["decision"] == "disclose"]
    assert chosen.count(Disclosure.WHOLE) == 2
    assert chosen.count(Disclosure.HASH_ONLY) == 1


def test_every_line_is_by_one_of_the_two_who_may_write_it():
    people = {person["name"]: {Role(role) for role in person["roles"]} for person in json.loads(demo.PEOPLE.read_text("utf-8"))}
    for file in demo.DECISIONS.glob("*.jsonl"):
        assert {said["person"] for said in lines_of(file.name)} <= set(people)
    assert all(roles & entries.MAY_WRITE["claim-accepted"] for roles in people.values())


def test_a_public_role_is_seconded_by_the_other_person():
    for said in lines_of("review.jsonl"):
        if said["decision"] == "classify" and said["as"] == "public-role":
            assert said["role"]
            assert said["reason"]
            assert {said["person"], said["seconded_by"]} == {"Reviewer One", "Reviewer Two"}


def test_whoever_is_accused_has_a_reply_about_that_conclusion():
    replies = {(said["who"], text) for said in lines_of("reply.jsonl") for text in said["conclusions"]}
    drawn = [said["conclude"] for said in lines_of("conclude.jsonl") if "conclude" in said]
    assert {(who, one["sentences"][0]["text"]) for one in drawn for who in one["accuses"]} == replies
    assert any(sentence["language"] == "es" for one in drawn for sentence in one["sentences"])


def test_the_scenario_names_files_that_are_here():
    for step in demo.SCENARIO:
        assert (demo.HERE / step.file).exists()
        assert not step.map or (demo.HERE / step.map).exists()
    used = {step.file for step in demo.SCENARIO} | {step.map for step in demo.SCENARIO}
    assert {f"decisions/{path.name}" for path in demo.DECISIONS.iterdir()} - used == {"decisions/documents.json", "decisions/people.json"}
