"""What a user may rely on: bodies are found with their whole name, their sort and the place that they are of, in every language that has a list."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from witnessmark.extract.bodies import find_bodies
from witnessmark.extract.gazetteer import gazetteer
from witnessmark.extract.lexicon import languages, lexicon
from witnessmark.extract.places import find_places

SORTS = {
    "public_security",
    "police",
    "intelligence",
    "embassy",
    "ministry",
    "prosecutor",
    "court",
    "parliament",
    "government",
    "party",
    "association",
    "ngo",
    "media",
    "company",
}


def bodies(language, text):
    found = find_bodies(text, find_places(text, gazetteer(), language=language), language=language)
    return [(body.name, body.sort, body.place.name if body.place else None) for body in found]


SENTENCES = [
    ("en", "The Fuzhou Public Security Bureau denied it.", [("Fuzhou Public Security Bureau", "public_security", "Fuzhou")]),
    ("en", "the Fujian Association of Dublin", [("Fujian Association of Dublin", "association", "Dublin")]),
    ("en", "the Embassy of China in Ireland", [("Embassy of China in Ireland", "embassy", "Ireland")]),
    ("en", "China's embassy agreed", [("China's embassy", "embassy", "China")]),
    ("en", "the Dutch foreign ministry", [("Dutch foreign ministry", "ministry", "Dutch")]),
    ("en", "the Ministry of Foreign Affairs of Spain", [("Ministry of Foreign Affairs of Spain", "ministry", "Spain")]),
    ("en", "the Madrid prosecutor's office", [("Madrid prosecutor's office", "prosecutor", "Madrid")]),
    ("en", "a court in Madrid", [("court in Madrid", "court", "Madrid")]),
    ("en", "the Changle United Front Work Department", [("Changle United Front Work Department", "party", "Changle")]),
    ("en", "the police said the government knew", []),
    ("es", "la Jefatura de Policía de Fuzhou", [("Jefatura de Policía de Fuzhou", "police", "Fuzhou")]),
    (
        "es",
        "El Ministerio del Interior de España y la embajada china en Madrid",
        [("Ministerio del Interior de España", "ministry", "España"), ("embajada china en Madrid", "embassy", "Madrid")],
    ),
    ("es", "la policía española", [("policía española", "police", "española")]),
    ("es", "la Asociación de Fujian en Irlanda", [("Asociación de Fujian en Irlanda", "association", "Irlanda")]),
    ("es", "el ministerio y la policía", []),
    (
        "fr",
        "le Bureau de la sécurité publique de Fuzhou et le parquet de Paris",
        [("Bureau de la sécurité publique de Fuzhou", "public_security", "Fuzhou"), ("parquet de Paris", "prosecutor", "Paris")],
    ),
    ("fr", "le ministère de l'Intérieur", [("ministère de l'Intérieur", "ministry", None)]),
    (
        "it",
        "la questura di Prato e l'ambasciata cinese a Roma",
        [("questura di Prato", "police", "Prato"), ("ambasciata cinese a Roma", "embassy", "Roma")],
    ),
    ("it", "l'Ufficio di pubblica sicurezza di Wenzhou", [("Ufficio di pubblica sicurezza di Wenzhou", "public_security", "Wenzhou")]),
    (
        "pt",
        "A Embaixada da China em Lisboa e a Polícia Judiciária",
        [("Embaixada da China em Lisboa", "embassy", "Lisboa"), ("Polícia Judiciária", "police", None)],
    ),
    (
        "de",
        "Die chinesische Botschaft in Berlin und die Staatsanwaltschaft München; die Polizei kam.",
        [("chinesische Botschaft in Berlin", "embassy", "Berlin"), ("Staatsanwaltschaft München", "prosecutor", "München")],
    ),
    ("de", "das Amt für Öffentliche Sicherheit von Fuzhou", [("Amt für Öffentliche Sicherheit von Fuzhou", "public_security", "Fuzhou")]),
    ("zh", "福州市公安局否认", [("福州市公安局", "public_security", "福州市")]),
    ("zh", "福州市公安局长乐分局", [("福州市公安局长乐分局", "public_security", "长乐")]),
    ("zh", "中国驻爱尔兰大使馆", [("中国驻爱尔兰大使馆", "embassy", "爱尔兰")]),
    ("zh", "浙江省丽水市中级人民法院", [("浙江省丽水市中级人民法院", "court", "丽水市")]),
    ("zh", "旅西青田同乡总会", [("旅西青田同乡总会", "association", "青田")]),
    ("zh", "青田县委统战部", [("青田县委统战部", "party", "青田")]),
    ("zh-Hant", "荷蘭外交部與國際刑警組織", [("荷蘭外交部", "ministry", "荷蘭"), ("國際刑警組織", "police", None)]),
    ("zh", "他没有去银行", []),
    ("nl", "de politie van Rotterdam", []),
]


@pytest.mark.parametrize(("language", "text", "found"), SENTENCES)
def test_a_body_is_found_with_its_sort_and_its_place(language, text, found):
    assert bodies(language, text) == found


@pytest.mark.parametrize("language", sorted(languages("bodies")))
def test_lists_have_the_same_sorts_in_every_language(language):
    lists = lexicon("bodies", language)
    assert set(lists["heads"]["entries"]) == SORTS
    assert set(lists["proper"]["entries"]) <= SORTS
    assert all(part["checked_by"] is None for part in lists.values())


def test_the_languages_of_the_reports_have_lists():
    assert languages("bodies") >= {"en", "es", "fr", "de", "it", "pt", "zh"}


PARTS = st.sampled_from(
    ["Public Security Bureau ", "Fuzhou ", "embassy ", "of ", "China's ", "policía ", "Ministerio ", "de ", "l'", "ß", "İ", "公安局", "福州市",
     "驻", "长乐", "分局", " ", "\n", "the ", "Botschaft ", "in "]
)


@given(st.sampled_from(["en", "es", "fr", "de", "zh"]), st.lists(PARTS, max_size=30).map("".join))
@settings(max_examples=150, deadline=None)
def test_spans_are_verbatim_and_never_overlap(language, text):
    free = 0
    for body in find_bodies(text, find_places(text, gazetteer(), language=language), language=language):
        assert text[body.start : body.end] == body.name
        assert body.start >= free
        assert body.place is None or body.start <= body.place.start < body.place.end <= body.end
        free = body.end


@pytest.mark.parametrize(
    ("language", "unit"),
    [("en", "Police of Spain "), ("en", "Bureau Police Of "), ("es", "policía de la "), ("fr", "l'ambassade de l'"), ("zh", "公安局"), ("zh", "驻")],
)
def test_time_grows_with_length(language, unit):
    def seconds(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size]
        mentions = find_places(text, gazetteer(), language=language)
        begun = time.process_time()
        find_bodies(text, mentions, language=language)
        return time.process_time() - begun

    seconds(1_000)
    small = min(seconds(5_000) for _ in range(2))
    assert min(seconds(40_000) for _ in range(4)) < 0.1 + small * 8 * 3
