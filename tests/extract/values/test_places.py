"""What a user may rely on: places are found by their longest name, adjectives are told apart, and common words are no villages."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from witnessmark.extract.gazetteer import gazetteer
from witnessmark.extract.places import certain, find_places, settled


def said(text, **options):
    return [mention.name for mention in find_places(text, gazetteer(), **options)]


FOUND = [
    (
        "three in Barcelona, another three in Madrid, two in Valencia and one in Santiago de Compostela",
        ["Barcelona", "Madrid", "Valencia", "Santiago de Compostela"],
    ),
    ("a police station in Lower Manhattan", ["Lower Manhattan"]),
    ("offices in New York City and New York", ["New York City", "New York"]),
    ("in Dar es Salaam, Rio de Janeiro and Viña del Mar", ["Dar es Salaam", "Rio de Janeiro", "Viña del Mar"]),
    ("the office in Frankfurt am Main", ["Frankfurt am Main"]),
    ("a station in Benin City, the capital of Edo State", ["Benin City", "Edo State"]),
    (
        "Turkey, Burma, United Arab Emirates, Thailand, Malaysia, Indonesia and the Philippines",
        ["Turkey", "Burma", "United Arab Emirates", "Thailand", "Malaysia", "Indonesia", "Philippines"],
    ),
    ("in the Netherlands", ["Netherlands"]),
    ("The Netherlands and Ireland ordered closures", ["Netherlands", "Ireland"]),
    ("THE HAGUE, Nov 2 - The ministry", ["THE HAGUE"]),
    ("At the ministry in The Hague", ["The Hague"]),
    ("studios in west London", ["west London"]),
    ("the county of Qingtian and the city of Fuzhou", ["Qingtian", "Fuzhou"]),
    ("Lisbon, Porto, Madeira", ["Lisbon", "Porto", "Madeira"]),
    ("in Milan, Prato, Rome and Florence", ["Milan", "Prato", "Rome", "Florence"]),
    ("at Croydon and Hendon", ["Croydon", "Hendon"]),
    ("in Papua New Guinea and Guinea", ["Papua New Guinea", "Guinea"]),
    ("the U.S. and the UK", ["U.S.", "UK"]),
    ("in Washington, D.C., on Monday", ["Washington, D.C."]),
    ("China's embassy in Serbia", ["China", "Serbia"]),
    ("the People's Republic of China", ["People's Republic of China"]),
    ("relatives in Hong Kong and Macau", ["Hong Kong", "Macau"]),
    ("in Bosnia and Herzegovina", ["Bosnia and Herzegovina"]),
    ("in Côte d’Ivoire", ["Côte d’Ivoire"]),
    ("in St. Petersburg", ["St. Petersburg"]),
    ("in Xi’an", ["Xi’an"]),
    ("from Tibet and Xinjiang", ["Tibet", "Xinjiang"]),
    ("across Latin America and Southeast Asia", ["Latin America", "Southeast Asia"]),
    ("London's Met Police", ["London"]),
    ("Budapest\nPrague", ["Budapest", "Prague"]),
]


@pytest.mark.parametrize(("text", "names"), FOUND)
def test_places_are_found_by_their_longest_name(text, names):
    assert said(text) == names


NONE = [
    "The Police said that the Union of Students was Mobile.",
    "Most of them were Nice people.",
    "Reading it was hard.",
    "Mr Lincoln and Ms London met Senator Houston.",
    "Chad Smith met Jordan Miller.",
    "They told us. Us they told.",
    "the Safeguard Defenders report",
    "The White House said no",
    "Wang Jing and Li Hui left",
    "Many others had been Same or Normal.",
    "In May and in March they came",
    "turkey and china in lower case",
]


@pytest.mark.parametrize("text", NONE)
def test_common_words_and_persons_are_no_places(text):
    assert said(text) == []


ADJECTIVES = [
    ("a Spanish court", ["cc:ES"]),
    ("Chinese citizens", ["cc:CN"]),
    ("the Dutch government", ["cc:NL"]),
    ("South Korean officers", ["cc:KR"]),
    ("European countries", ["m49:150"]),
    ("a Catalan website", ["wm:catalonia"]),
    ("ten Britons", ["cc:GB"]),
    ("a Tibetan exile", ["wm:tibet"]),
]


@pytest.mark.parametrize(("text", "idents"), ADJECTIVES)
def test_an_adjective_says_whose_not_where(text, idents):
    (mention,) = find_places(text, gazetteer())
    assert mention.adjective
    assert [place.id for place in mention.places] == idents


def test_a_place_inside_a_longer_name_is_marked():
    (mention,) = find_places("the Fuzhou Public Security Bureau", gazetteer())
    assert mention.name == "Fuzhou"
    assert mention.within
    assert not find_places("the police in Fuzhou", gazetteer())[0].within


def test_ambiguity_is_shown_and_never_settled_by_population():
    mentions = find_places("a station in Barcelona", gazetteer())
    assert len(mentions[0].places) > 1
    assert certain(mentions[0].places) is None
    assert settled(mentions) == [None]
    both = find_places("In Spain there are nine, three in Barcelona", gazetteer())
    assert [place.id for place in settled(both)] == ["cc:ES", "gn:3128760"]
    two = find_places("in China, the police of Fuzhou", gazetteer())
    assert settled(two)[1] is None


def test_a_country_is_certain_though_towns_share_its_name():
    (mention,) = find_places("in China", gazetteer())
    assert certain(mention.places).id == "cc:CN"
    (georgia,) = find_places("in Georgia", gazetteer())
    assert certain(georgia.places) is None


def test_chinese_names_are_found():
    assert said("福州和青田的公安局在西班牙設立了九個站，其中三個在巴塞罗那市", language="zh")[:3] == ["福州", "青田", "西班牙"]


ALPHABET = st.sampled_from(
    [
        "New York",
        " ",
        "in ",
        "de ",
        "La ",
        "St. ",
        "’s",
        "-",
        "The Hague",
        ", ",
        "Paris ",
        "of ",
        "é",
        "🙂",
        "\n",
        "U.S.",
        "福州",
        "A",
        "Mr ",
    ]
)


@given(st.lists(ALPHABET, max_size=40).map("".join))
@settings(max_examples=200, deadline=None)
def test_spans_are_verbatim_and_never_overlap(text):
    free = 0
    for mention in find_places(text, gazetteer()):
        assert text[mention.start : mention.end] == mention.name
        assert mention.start >= free
        assert mention.places
        free = mention.end


@pytest.mark.parametrize("unit", ["New York ", "A ", "Santiago de ", "in Rome, ", "U.S.", "de ", "The Hague, ", "A-", "福州"])
def test_time_grows_with_length(unit):
    """Twice the text takes about twice the time, up to 80 KB."""

    def seconds(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size]
        begun = time.process_time()
        find_places(text, gazetteer())
        return time.process_time() - begun

    seconds(2_000)
    small = min(seconds(10_000) for _ in range(2))
    large = min(seconds(80_000) for _ in range(2))
    assert large < 0.05 + small * 8 * 3
