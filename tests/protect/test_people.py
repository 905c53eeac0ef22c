"""A protected person is found by what tells of them together, and not by what is everybody's; nothing prints a word of theirs."""

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.protect.planting import nothing_whole
from tests.simulators.canary_people import people
from witnessmark.protect.forms import patterns_of
from witnessmark.protect.gate import inspect
from witnessmark.protect.search import Search
from witnessmark.protect.terms import digest_of_terms, term_of_person
from witnessmark.records.protected import Protected

PERSON = Protected(
    id="p1", names=("Xanthippe Quolbrandt",), born="1984-03-19", places=("Vilafresca", "Làng Cẩm Sơn"), addresses=("Calle de la Invención 14, 28904 Vilafresca",),
    coordinates=("40.416775,-3.703790",), posts=(("Zephyr Textiles", "night dispatcher"),), relatives=("Orfelia Tandberg",),
    quotes=("they put my mother's voice on the line and told me to come home before the harvest",), phones=("+47 412 88 703",),
)


@pytest.fixture(scope="module")
def search():
    return Search(patterns_of([term_of_person(PERSON)]))


@pytest.mark.parametrize(
    ("said", "form"),
    [
        ("X.Q. came from Vilafresca", "initials and place"),
        ("in Lang Cam Son, X. Q. was asked", "initials and place"),
        ("“XQ” (Vilafresca)", "initials and place"),
        ("X.Q., 19 March", "initials and date"),
        ("Q.X., born in March 1984", "initials and date"),
        ("a forty-one-year-old baker of Vilafresca", "age and town"),
        ("Vilafresca: una mujer de 40 años", "age and town"),
        ("the night dispatchers of Zephyr Textiles", "employer and function"),
        ("at Zephyr Textiles she was, for years, the night dispatcher", "employer and function"),
        ("Xanthippe, who keeps bees with the old Quolbrandt", "two parts of a name apart"),
        ("X. Quolbrandt", "initials and family name"),
        ("house 14, 28904", "post code and house number"),
        ("lat 40.4167, lon -3.7037", "coordinates"),
        ("40° 25' 00\" N, 3° 42' 13\" W", "degrees and minutes"),
        ("bbox=-3.71,40.41,-3.70,40.42".replace("41,", "410,").replace("71,", "710,").replace("3.70,", "3.700,").replace("42", "420"), "coordinates"),
        ("41288703", "digits, national"),
        ("told me to come home before the harvest", "words of a sentence"),
    ],
)
def test_what_tells_only_together_is_found(search, said, form):
    assert form in {hit.form for hit in search.in_text(f"before {said} after")}


@pytest.mark.parametrize(
    "said",
    [
        "the road to Vilafresca", "a 41-year-old man in Barcelona", "41 boxes in Vilafresca", "the night dispatcher of the port", "Zephyr Textiles closed",
        "for x, q in pairs of Vilafresca", "X.Q. came from Barcelona", "40.4167 tons", "3.7037 and 4.1118", "version 40.416.775", "house 14",
        "X.Q. " + "and then nothing happened for a long while " * 3 + " Vilafresca", "Zephyr Textiles " + "on and on it went " * 14 + " night dispatcher",
        "they put the box on a shelf and told him to come home", "Orfelia", "28904 boxes in 1400 lorries",
        "bbox=-10.000,30.000,10.000,50.000",
    ],
)
def test_what_is_everybodys_is_not(search, said):
    assert search.in_text(f"before {said} after") == set()


def test_two_people_of_one_town_are_both_found():
    other = dataclasses.replace(PERSON, id="p2", names=("Yolanda Ribs",))
    found = Search(patterns_of([term_of_person(PERSON), term_of_person(other)])).in_text("Y.R. and X.Q. of Vilafresca")
    assert {hit.term for hit in found} == {"person p1", "person p2"}


def test_a_long_text_of_first_words_is_searched_in_no_more_time_than_its_length():
    search = Search(patterns_of([term_of_person(PERSON)]))
    assert search.in_text("they put my " * 20_000) == set()
    assert search.in_text("41 years old X Q " * 20_000) == set()


# --- silence -------------------------------------------------------------------------------------------------------------------------------

WORDS = st.text(st.characters(codec="utf-8", categories=("Lu", "Ll", "Lo")), min_size=5, max_size=14)


@settings(max_examples=25, deadline=None)
@given(first=WORDS, last=WORDS, where=st.sampled_from(["text", "name", "zip", "page"]))
def test_no_refusal_prints_a_word_of_whom_it_protects(tmp_path_factory, first, last, where):
    import io
    import zipfile

    folder = tmp_path_factory.mktemp("out")
    term = term_of_person(Protected(id="p7", names=(f"{first} {last}",), relatives=(last,)))
    if where == "zip":
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as pack:
            pack.writestr(f"{first} {last}.txt", f"{first} {last}")
        (folder / "a.zip").write_bytes(packed.getvalue())
    else:
        name = f"{first} {last}.txt" if where == "name" else "site/a.html" if where == "page" else "a.txt"
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(f"<p>{first} {last}</p>", "utf-8")
    refusal = inspect(folder, release=nothing_whole(), terms=[term])
    assert refusal is not None
    said = repr(refusal).casefold()
    for word in (first, last):
        assert word.casefold() not in said or word.casefold() in _OWN_WORDS


_OWN_WORDS = repr([
    "a file name holds person p7 as written other order in file whose name is not printed text bytes archive member site/a.html words between tags page reasons",
]).casefold()


@pytest.mark.parametrize("person", people()[:4], ids=lambda person: person.id)
def test_nothing_that_is_made_of_a_person_shows_them(person):
    term = term_of_person(person)
    patterns = patterns_of([term])
    search = Search(patterns)
    shown = f"{person!r} {term!r} {patterns[:400]!r} {search!r} {search._together!r} {search.in_text(person.names[0])!r}".casefold()
    for word in (*person.names, *person.handles, *person.places, *person.numbers, person.quotes[0][:12], person.born, *person.posts[0]):
        assert word.casefold() not in shown


def test_the_digest_of_what_is_looked_for_hangs_on_every_field_and_on_the_key():
    def digest(person, key=b"k"):
        return digest_of_terms([term_of_person(person)], key=key)

    told = {digest(PERSON), digest(PERSON, b"other")}
    for field, value in (
        ("places", ("Elsewhere",)), ("quotes", ()), ("born", ""), ("posts", ()), ("coordinates", ()), ("addresses", ()), ("names", ("A B",)), ("phones", ()),
    ):
        told.add(digest(dataclasses.replace(PERSON, **{field: value})))
    assert len(told) == 10
    one, two = term_of_person(PERSON), term_of_person(people()[0])
    assert digest_of_terms([one, two], key=b"k") == digest_of_terms([two, one], key=b"k")
