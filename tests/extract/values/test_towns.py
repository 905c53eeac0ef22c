"""What a user may rely on: every curated town is the one of the gazetteer that bears its name in its country, under all its names."""

import pytest

from witnessmark.extract.gazetteer import gazetteer
from witnessmark.extract.lexicon import lexicon

TOWNS = lexicon("towns")["towns"]["entries"]
LANGUAGES = ("zh", "es", "fr", "de", "it", "pt", "en")


def test_every_town_is_in_the_gazetteer_under_its_name_and_country():
    wrong = {}
    for number, row in TOWNS.items():
        place = gazetteer().place(f"gn:{number}")
        if place is None or (place.name, place.country, place.kind) != (row["name"], row["country"], "city"):
            wrong[number] = row
    assert wrong == {}
    assert len(TOWNS) > 900


def test_every_town_is_found_by_every_name():
    missing = [
        (number, name)
        for number, row in TOWNS.items()
        for language in LANGUAGES
        for name in (row["name"], *row.get(language, ()))
        if f"gn:{number}" not in {place.id for place in gazetteer().named(name)}
    ]
    assert missing == []


def test_many_towns_of_the_world_have_names_in_other_languages():
    abroad = [row for row in TOWNS.values() if row["country"] != "CN"]
    assert len(abroad) > 450
    assert len({row["country"] for row in abroad}) > 150
    assert all(row.keys() <= {"name", "country", *LANGUAGES} for row in TOWNS.values())
    assert all(any(name for name in row.get("zh", ())) for row in abroad)


def test_curated_regions_have_ids_of_their_own():
    lists = lexicon("places_curated")
    rows = [row for country in lists["regions"]["entries"].values() for row in country] + lists["larger"]["entries"]
    idents = [row["id"] for row in rows]
    assert len(set(idents)) == len(idents)
    for row in rows:
        place = gazetteer().place(f"wm:{row['id']}")
        assert place is not None
        assert place.kind == "region"
        for names in row["names"].values():
            assert all(place.id in {found.id for found in gazetteer().named(name)} for name in names)


SAME = [
    ("cc:MM", "Burma Birmania Birmanie 缅甸 緬甸 Myanmar Birma Birmânia"),
    ("cc:NL", "Netherlands Niederlande Pays-Bas 荷兰 荷蘭 Holanda Olanda"),
    ("gn:2643743", "London Londres Londra 伦敦 倫敦"),
    ("gn:1816670", "Beijing Pekín Pékin Peking Pechino Pequim 北京 Peiping"),
    ("gn:2886242", "Köln Colonia Cologne Colónia 科隆"),
    ("gn:2964574", "Dublin Dublín Dublino Dublim 都柏林"),
    ("gn:2267057", "Lisbon Lisboa Lisbonne Lissabon Lisbona 里斯本"),
    ("gn:3169070", "Rome Roma Rom 罗马 羅馬"),
    ("gn:3173435", "Milan Milano Milán Mailand 米兰 米蘭"),
    ("gn:3128760", "Barcelona Barcelone Barcellona 巴塞罗那 巴塞羅那 巴塞隆納"),
    ("gn:3117735", "Madrid 马德里 馬德里"),
    ("gn:2509954", "Valencia Valence 瓦伦西亚 華倫西亞"),
    ("gn:6167865", "Toronto 多伦多 多倫多"),
    ("gn:2147714", "Sydney 悉尼 雪梨 Sídney"),
    ("gn:1275339", "Mumbai Bombay Bombaim 孟买"),
    ("gn:1566083", "Saigon 西贡 胡志明市"),
    ("gn:498817", "Leningrad 圣彼得堡 聖彼得堡"),
    ("gn:1810821", "Fuzhou Foochow Fozhou 福州"),
    ("wm:qingtian", "Qingtian Tsingtien 青田"),
    ("gn:2747373", "La-Haya Den-Haag 海牙 Haia"),
    ("wm:us-ca", "California Californie Kalifornien 加州 加利福尼亚"),
    ("cc:CN", "大陆 大陸 内地 RPC"),
]


@pytest.mark.parametrize(("ident", "names"), SAME)
def test_one_place_has_many_names(ident, names):
    for name in names.split():
        assert ident in {place.id for place in gazetteer().named(name)}, name


def test_a_key_with_a_region_tells_towns_of_one_country_apart():
    assert [place.id for place in gazetteer().named("Fuzhou@wm:fujian")] == ["gn:1810821"]
    assert [place.id for place in gazetteer().named("Fuzhou@wm:jiangxi")] == ["gn:1810820"]
    assert {place.country for place in gazetteer().named("Springfield@wm:us-il")} == {"US"}
