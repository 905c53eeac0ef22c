"""A twentieth of the canary matrix: invented people in every form, in every input and every output. Nothing leaves, everything is found."""

import pytest

from tests.simulators import canary
from tests.simulators.canary_carriers import CARRIERS, SHUT
from tests.simulators.canary_forms import FORMS
from tests.simulators.canary_people import people
from witnessmark.protect.forms import patterns_of
from witnessmark.protect.pattern import Way
from witnessmark.protect.search import Search
from witnessmark.protect.terms import term_of_person
from witnessmark.walk.begin import who
from witnessmark.walk.case import open_case
from witnessmark.walk.judge import check
from witnessmark.walk.release import assembly_of


@pytest.fixture(scope="module")
def terms():
    return [term_of_person(person) for person in canary.protected()]


@pytest.fixture(scope="module")
def patterns(terms):
    return patterns_of(terms)


@pytest.fixture(scope="module")
def search(patterns):
    return Search(patterns)


def test_every_plant_that_is_written_is_found_and_nothing_leaves(example, tmp_path):
    case = open_case(example.case)
    tally = canary.matrix(case, assembly_of(case, check(case, by=who(case, "Reviewer One"))), tmp_path)
    assert tally.left == []
    assert tally.missed == []
    assert tally.planted > 1000
    assert all(tally.met[kind] for kind in ("site HTML", "CSV", "JSONL", "FtM", "bundle", "zip"))
    assert all(tally.met[carrier] for carrier in CARRIERS)


@pytest.mark.parametrize("carrier", SHUT)
def test_what_the_gate_does_not_open_does_not_leave(search, carrier):
    assert canary.found_in(SHUT[carrier][1], search) == {"unopened"}


def test_every_form_of_the_table_is_planted_for_somebody():
    planted = {form for form, make in FORMS.items() for person in people() if list(make(person))}
    assert planted == set(FORMS)
    assert len(people()) == 20


# --- one protection switched off: the matrix tells -------------------------------------------------------------------------------------------

OFF = {
    "words": (Way.WORDS, None), "joined letters": (Way.SQUEEZED, None), "look-alikes": (Way.SKELETON, None), "numbers": (Way.NUMBER, None),
    "bytes": (Way.RAW, None), "pairs": (Way.PART, None), "points": (Way.POINT, None), "words of a sentence": (Way.WORDS, "words of a sentence"),
    "geohashes": (Way.WORDS, "geohash"), "plus codes": (Way.WORDS, "plus code"), "toned": (Way.WORDS, "pinyin with tones"),
    "n-grams": (Way.WORDS, "n-grams"), "birth date": (Way.WORDS, "date in other words"), "initials and place": (Way.PART, "initials and place"),
    "age and town": (Way.PART, "age and town"), "employer": (Way.PART, "employer and function"), "degrees": (Way.PART, "degrees and minutes"),
}


@pytest.mark.parametrize("protection", OFF)
def test_a_protection_that_is_switched_off_is_missed(patterns, protection):
    way, form = OFF[protection]
    left = [p for p in patterns if not (p.way is way and form in (None, p.form))]
    assert len(left) < len(patterns)
    weaker, missed = Search(left), 0
    for person in canary.protected():
        for make in FORMS.values():
            missed += sum(person.id[:12] not in canary.found_in(f"before {said} after".encode(), weaker) for said in make(person))
    assert missed, protection


def _nothing(*_args, **_named):
    return iter(())


def _none(*_args):
    return None


def _silent(*_args):
    return ""


OPENED = {
    "percent signs": ("wrappings._percent", lambda text: text), "entities": ("wrappings._entities", lambda text: text),
    "escapes": ("wrappings._escapes", lambda text: text), "base64 and hexadecimal": ("layers.coded", _nothing),
    "PNG chunks": ("layers.png_pieces", _nothing), "JPEG segments": ("layers.jpeg_pieces", _nothing),
    "GIF blocks": ("layers.gif_pieces", _nothing), "WebP chunks": ("layers.webp_pieces", _nothing),
    "tar headers": ("layers.tar_pieces", _nothing), "positions": ("pictures.positions", _nothing),
    "extra fields": ("layers._part", _nothing), "git objects": ("layers.git_object", _none),
    "PDF strings": ("pdf.strings_of_pdf", _silent), "gzip": ("layers._gzip", _nothing),
}


@pytest.mark.parametrize("opening", OPENED)
def test_an_opening_that_is_switched_off_is_missed(monkeypatch, search, opening):
    path, off = OPENED[opening]
    target = f"witnessmark.protect.{path}"
    monkeypatch.setattr(target, off)
    if path.startswith("layers.") and path.endswith("_pieces"):
        from witnessmark.protect import layers

        name = path.partition(".")[2]
        monkeypatch.setattr(layers, "_PARSERS", tuple((s, off if p.__name__ == name else p) for s, p in layers._PARSERS))
    if path.startswith("wrappings."):
        from witnessmark.protect import wrappings

        name = path.partition(".")[2]
        monkeypatch.setattr(wrappings, "_WRAPPINGS", tuple((n, off if t.__name__ == name else t) for n, t in wrappings._WRAPPINGS))
    tally = canary.Tally()
    canary.carried(canary.share(canary.protected())[::4], search, tally)
    assert tally.missed, opening


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("a sentence, slightly changed", "they put mother's voice on the wire and told me to be home before our harvest"),
        ("other signs", "歐陽箐墨"),
    ],
)
def test_what_one_protection_alone_finds_is_missed_without_it(patterns, search, form, said):
    assert search.in_text(said)
    assert all(hit.form.startswith(form) for hit in search.in_text(said))
    assert not Search([p for p in patterns if not p.form.startswith(form)]).in_text(said)
