"""D006: names in English, Spanish, French, German and Chinese sentences; deny by default, and few false alarms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from witnessmark.protect.names import fold_name, undecided, vocabulary
from witnessmark.walk.release import is_place

HERE = {"madrid", "barcelona", "valencia", "spain", "ecuador", "guayaquil", "qingtian", "fuzhou", "berlin", "españa", "lyon"}
DECIDED = {"fuzhou public security bureau", "safeguard defenders", "harbour courier", "xi jinping"}
COMMON = vocabulary(
    ["a grace and the police in a field of stations; stories, a book, officials, critics, rose; die Polizei, der Bericht und eine Reihe"]
)


def found(text: str, parts: frozenset[str] = frozenset()) -> set[str]:
    return set(
        undecided(
            text,
            decided=lambda name: fold_name(name) in DECIDED,
            here=lambda name: fold_name(name) in HERE,
            place=is_place,
            parts=parts,
            common=COMMON | vocabulary([text]),
        )
    )


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The shop belongs to Amina Nkemelu, a baker.", {"Amina Nkemelu"}),
        ("Maria Lopez was followed home.", {"Maria Lopez"}),
        ("Yesterday Angela Merkel, no relation, opened the door.", {"Angela Merkel"}),
        ("He met Jordan Smith in Madrid.", {"Jordan Smith"}),
        ("They asked for Valencia Lopez.", {"Valencia Lopez"}),
        ("Mr Lincoln refused.", {"Lincoln"}),
        ("Mrs. Garcia refused.", {"Garcia"}),
        ("Officers asked about his wife Nkemelu.", {"Nkemelu"}),
        ("The officers left. Nkemelu told us more.", {"Nkemelu"}),
        ("When Grace Chen came home, the police waited.", {"Grace Chen"}),
        ("Rose Field said no.", {"Rose Field"}),
        ("Abdul al-Rahman fled.", {"Abdul al-Rahman"}),
        ("a man from Lyon, J. K. Obaseki, was called", {"J K Obaseki"}),
        ("a message to Li Na's mother", {"Li Na"}),
        ("ZHANG Wei returned", {"ZHANG Wei"}),
        ("the report names a long list of very many persons, among them Amina\nNkemelu of Lyon", {"Amina Nkemelu"}),
        ("the Safeguard Defenders researcher Amina Nkemelu", {"Amina Nkemelu"}),
        ("El activista Wang huyó de España.", {"Wang"}),
        ("Según María José de la Cruz, nadie llamó.", {"María José de la Cruz"}),
        ("La portavoz Mao Ning lo negó.", {"Mao Ning"}),
        ("Selon Amélie Dubois, personne n'est venu d'Espagne.", {"Amélie Dubois"}),
        ("Son frère Karim est à Paris.", {"Karim"}),
        ("Herr Schmidt sagte nichts. In Berlin wartete die Polizei.", {"Schmidt"}),
        ("Gestern kam Anneliese Vogt nach Berlin.", {"Anneliese Vogt"}),
        ("发言人毛宁表示，没有此事。", {"毛宁"}),
        ("王小明说，他在马德里。", {"王小明"}),
        ("陈女士被要求回国。", {"陈"}),
        ("他的妻子李娜在青田。", {"李娜"}),
        ("欧阳建国先生拒绝了。", {"欧阳建国"}),
        ("Айгуль Сапарова уехала.", {"Айгуль Сапарова"}),
    ],
)
def test_a_name_that_nobody_decided_on_is_asked_for(text, names):
    assert found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Officials said that nobody came. Critics say so too.",
        "Beijing said that nobody came. Spain denied it.",
        "In October Madrid closed nine stations. On Monday Barcelona did.",
        "Stations in Valencia, Barcelona and Madrid were named.",
        "Ecuador Guayaquil 1\nSpain Madrid 3",
        "The Fuzhou Public Security Bureau runs them; the Madrid Fuzhou Public Security Bureau too.",
        "The Harbour Courier's report; Safeguard Defenders' report.",
        "The police station. Police Station Stories, a book.",
        "Two of Fuzhou, one of Qingtian\nValencia\tSpain\tValencia\t2",
        "Ayer España cerró dos oficinas en Valencia. Según Madrid, no.",
        "L'Espagne a fermé deux bureaux. Selon Madrid, non.",
        "Die Polizei schwieg. Viele Chinesen kamen nach Berlin, eine Reihe von Berichten folgte.",
        "白宫表示关注。中方表示反对。西班牙方面表示调查。于是说到高度称赞，许多人认为如此。",
        "President Xi Jinping said so.",
    ],
)
def test_places_decided_names_and_the_beginnings_of_sentences_are_not(text):
    assert found(text) == set()


def test_a_part_of_a_private_name_is_asked_for_alone():
    parts = frozenset({"nkemelu"})
    assert found("the shop of Nkemelu in Lyon", parts) == {"Nkemelu"}
    assert found("the Nkemelu's shop", parts) == {"Nkemelu"}


def test_a_possessive_another_case_and_other_blanks_make_no_other_name():
    assert fold_name("Amina Nkemelu's") == fold_name("AMINA  NKEMELU") == fold_name("Amina\u00a0Nkemelu’s") == "amina nkemelu"


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=300))
def test_any_text_is_looked_at_without_a_fault(text):
    for name in found(text):
        assert name


@given(
    st.sampled_from(["Obiageli", "Yusupjan", "Thandeka", "Nkemelu"]),
    st.sampled_from(["Quorfax", "Mbeki", "Tursun"]),
    st.sampled_from(["of {}", "saw {}.", "«{}»", "({})", "{}, a baker", "by {} in Madrid", "{}'s shop", "\t{}\t"]),
)
def test_a_name_of_two_unknown_words_is_found_wherever_it_stands(first, last, around):
    assert found(around.format(f"{first} {last}")) == {f"{first} {last}"}
