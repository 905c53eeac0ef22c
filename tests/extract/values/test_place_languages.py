"""What a user may rely on: places are found in the languages of the reports, with their contractions, exonyms and small adjectives."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from witnessmark.extract.gazetteer import gazetteer
from witnessmark.extract.lexicon import languages, lexicon
from witnessmark.extract.place_words import demonyms, language_of, place_words
from witnessmark.extract.places import find_places, settled

LANGUAGES = ("es", "fr", "de", "it", "pt")


def told(language, text):
    """Names of the places, adjectives with a tilde."""
    return [mention.name + "~" * mention.adjective for mention in find_places(text, gazetteer(), language=language)]


def where(language, text):
    """Ids that are settled, by name."""
    mentions = find_places(text, gazetteer(), language=language)
    return {m.name: place.id for m, place in zip(mentions, settled(mentions), strict=True) if place is not None}


SENTENCES = [
    (
        "es",
        "En España serían nueve: tres en Barcelona, otras tres en Madrid, dos en Valencia y una en Santiago de Compostela.",
        ["España", "Barcelona", "Madrid", "Valencia", "Santiago de Compostela"],
    ),
    ("es", "La policía española vigila a los chinos, según las autoridades holandesas.", ["española~", "chinos~", "holandesas~"]),
    ("es", "El Gobierno de los Países Bajos cerró las oficinas de La Haya y Róterdam.", ["Países Bajos", "La Haya", "Róterdam"]),
    ("es", "Birmania, Camboya y Tailandia entregaron a los refugiados uigures.", ["Birmania", "Camboya", "Tailandia", "uigures~"]),
    ("es", "Vive en Suiza; la fiscalía suiza archivó el caso.", ["Suiza", "suiza~"]),
    ("es", "La embajada china en Múnich y la de El Cairo callan.", ["china~", "Múnich", "El Cairo"]),
    ("es", "La Unión Europea, el sudeste asiático y Oriente Medio", ["Unión Europea", "sudeste asiático", "Oriente Medio"]),
    ("es", "Nueva York y El Salvador; Norteamérica calla.", ["Nueva York", "El Salvador", "Norteamérica"]),
    ("es", "un puesto cerca de Fuenlabrada", ["Fuenlabrada"]),
    ("fr", "Quatre postes se trouvent en France, dont un à Aubervilliers.", ["France", "Aubervilliers"]),
    ("fr", "L’ambassade de Chine en Irlande, celle d’Espagne et celle de l'Allemagne", ["Chine", "Irlande", "Espagne", "Allemagne"]),
    ("fr", "L’Espagne et la police néerlandaise ; Pékin dément.", ["Espagne", "néerlandaise~", "Pékin"]),
    ("fr", "l'Arabie saoudite, la Corée du Sud et les Émirats arabes unis", ["Arabie saoudite", "Corée du Sud", "Émirats arabes unis"]),
    ("fr", "Un Ouïghour réfugié en Turquie et deux Français aux Pays-Bas", ["Ouïghour~", "Turquie", "Français~", "Pays-Bas"]),
    ("fr", "La Birmanie a renvoyé des familles chinoises.", ["Birmanie", "chinoises~"]),
    ("de", "Chinas Botschaft in Berlin und Spaniens Regierung widersprachen.", ["China", "Berlin", "Spanien"]),
    ("de", "Die niederländische Regierung schloss die Büros in Den Haag.", ["niederländische~", "Den Haag"]),
    ("de", "Die Madrider Polizei, ein Spanier und der Münchner Verein", ["Madrider~", "Spanier~", "Münchner~"]),
    ("de", "Er floh nach Schweden. Ein Schwede half dem chinesischen Exilanten.", ["Schweden", "Schwede~", "chinesischen~"]),
    ("de", "In Frankfurt am Main und in Essen gibt es je eine Station.", ["Frankfurt am Main", "Essen"]),
    ("de", "Die Türkei lieferte ihn an die Volksrepublik China aus, über Birma.", ["Türkei", "Volksrepublik China", "Birma"]),
    ("it", "Ci sono stazioni a Milano, Prato, Roma e Firenze.", ["Milano", "Prato", "Roma", "Firenze"]),
    ("it", "La polizia spagnola e i cinesi residenti nei Paesi Bassi", ["spagnola~", "cinesi~", "Paesi Bassi"]),
    ("it", "Dell'Italia e della Germania si sa poco; nell'Unione europea tutto tace.", ["Italia", "Germania", "Unione europea"]),
    ("it", "all'Aia, in Birmania e a Pechino", ["Aia", "Birmania", "Pechino"]),
    ("pt", "Em Portugal há três: em Lisboa, no Porto e na Madeira.", ["Portugal", "Lisboa", "Porto", "Madeira"]),
    ("pt", "A polícia espanhola e os chineses nos Países Baixos", ["espanhola~", "chineses~", "Países Baixos"]),
    ("pt", "Em Haia, Munique, Colónia, Varsóvia e Dublim", ["Haia", "Munique", "Colónia", "Varsóvia", "Dublim"]),
    ("pt", "O dissidente vive em Genebra, na Suíça; a polícia suíça investiga.", ["Genebra", "Suíça", "suíça~"]),
    ("pt", "Nova Iorque, Moscovo e a Birmânia", ["Nova Iorque", "Moscovo", "Birmânia"]),
]


@pytest.mark.parametrize(("language", "text", "names"), SENTENCES)
def test_places_are_found_as_the_language_writes_them(language, text, names):
    assert told(language, text) == names


NONE = [
    ("es", "Para los vecinos nada ha cambiado. Como siempre. Sobre todo. Durante años. Salta a la vista."),
    ("es", "La abogada Victoria Salas y el juez Santiago Pérez declararon."),
    ("es", "Fuentes policiales. Las autoridades. Moreno niega todo. Torres calla."),
    ("fr", "Lors de la réunion, tour à tour. Tours de garde. Reste à savoir. Sans réponse."),
    ("fr", "M. Nice et Mme Valence ont parlé."),
    ("de", "Das Essen in der Halle war gut, die Beamten siegen selten, Baden ist erlaubt."),
    ("de", "Die Kommission in Kraft, in Haft, in Zukunft, in Not. Wie viele Fälle?"),
    ("it", "Salta tutto. Para bene. Anche quando vanno via. Il signor Trento."),
    ("pt", "Foram feitas. Nova lei. Para muitos, nada. O deputado Porto falou."),
]


@pytest.mark.parametrize(("language", "text"), NONE)
def test_words_that_are_also_towns_and_persons_are_no_places(language, text):
    assert told(language, text) == []


SETTLED = [
    ("en", "in Fuzhou, Fujian Province", "Fuzhou", "gn:1810821"),
    ("en", "in Fuzhou, Jiangxi", "Fuzhou", "gn:1810820"),
    ("en", "in Manchester, England", "Manchester", "gn:2643123"),
    ("en", "the office in Valencia (Venezuela)", "Valencia", "gn:3625549"),
    ("en", "in Córdoba, Argentina", "Córdoba", "gn:3860259"),
    ("en", "in Georgetown, Guyana", "Georgetown", "gn:3378644"),
    ("es", "las autoridades de Fuzhou, provincia de Fujian, y otras", "Fuzhou", "gn:1810821"),
    ("es", "Vive en Santiago, en Chile", "Santiago", "gn:3871336"),
    ("fr", "à Fuzhou, dans la province du Fujian", "Fuzhou", "gn:1810821"),
    ("de", "aus Fuzhou in der Provinz Fujian", "Fuzhou", "gn:1810821"),
    ("it", "di Fuzhou, provincia del Fujian", "Fuzhou", "gn:1810821"),
    ("pt", "de Fuzhou, província de Fujian", "Fuzhou", "gn:1810821"),
    ("es", "Viajó a Pekín", "Pekín", "gn:1816670"),
    ("fr", "Bâle et Le Cap", "Bâle", "gn:2661604"),
    ("de", "Pekings Schweigen", "Peking", "gn:1816670"),
    ("pt", "em Pádua", "Pádua", "gn:3171728"),
]


@pytest.mark.parametrize(("language", "text", "name", "ident"), SETTLED)
def test_a_region_beside_a_town_or_the_spelling_of_the_language_settles_it(language, text, name, ident):
    assert where(language, text).get(name) == ident


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "in Fuzhou and in Springfield", "Fuzhou"),
        ("es", "en Valencia", "Valencia"),
        ("es", "en Santiago y en Córdoba", "Santiago"),
        ("es", "en Georgia", "Georgia"),
        ("en", "in San José, Costa Rica", "San José"),
        ("fr", "à Londres", "Londres"),
    ],
)
def test_what_nothing_settles_stays_open(language, text, name):
    assert name not in where(language, text)


FORMS = [
    ("es", "cc:ES", "español española españoles españolas"),
    ("es", "cc:CN", "chino china chinos chinas"),
    ("es", "cc:FR", "francés francesa franceses francesas"),
    ("es", "cc:MA", "marroquí marroquíes"),
    ("fr", "cc:CN", "chinois chinoise chinoises"),
    ("fr", "cc:DE", "allemand allemande allemands allemandes"),
    ("fr", "cc:GR", "grec grecque grecs grecques"),
    ("fr", "cc:LY", "libyen libyenne"),
    ("it", "cc:ES", "spagnolo spagnola spagnoli spagnole"),
    ("it", "cc:TR", "turco turca turchi turche"),
    ("it", "cc:CN", "cinese cinesi"),
    ("pt", "cc:ES", "espanhol espanhola espanhóis espanholas"),
    ("pt", "cc:DE", "alemão alemã alemães"),
    ("pt", "cc:CN", "chinês chinesa chineses chinesas"),
    ("de", "cc:CN", "chinesisch chinesische chinesischen Chinese Chinesen Chinesin Chinesinnen"),
    ("de", "cc:ES", "spanischer Spanier Spaniern Spanierinnen"),
    ("de", "cc:DE", "deutsch deutsche deutschem"),
]


@pytest.mark.parametrize(("language", "ident", "words"), FORMS)
def test_an_adjective_is_known_in_all_its_forms(language, ident, words):
    known = demonyms(language)
    assert all(ident in known[word] for word in words.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_adjective_is_of_a_place_of_the_gazetteer(language):
    assert {ident for idents in demonyms(language).values() for ident in idents if gazetteer().place(ident) is None} == set()
    assert len(lexicon("demonyms", language)["demonyms"]["entries"]) > 180


def test_a_language_without_lists_is_read_with_the_english_ones():
    assert language_of("es-MX") == "es"
    assert language_of("nl") == "en"
    assert language_of("zh-Hans") == "en"
    assert set(LANGUAGES) <= languages("places")
    assert told("nl", "in Amsterdam en in Spain") == ["Amsterdam", "Spain"]


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_no_list_names_who_checked_it_before_somebody_did(language):
    for name in ("places", "demonyms"):
        if language in languages(name):
            assert all(part["checked_by"] is None for part in lexicon(name, language).values())
    assert place_words(language).strong


PARTS = st.sampled_from(
    ["La ", "Los ", "L’", "d'", "Dell'", "Unión ", "Europea", "española ", "Madrider ", "Chinas ", "in ", "en ", "de ", "cerca de ", "à ",
     "Fuzhou, ", "provincia de ", "Fujian", "El Cairo ", "Arabie saoudite", "ß", "İ", "-", "(", ")", "\n", "西班牙", "Paris ", "𝐌"]
)


@given(st.sampled_from(LANGUAGES), st.lists(PARTS, max_size=40).map("".join))
@settings(max_examples=200, deadline=None)
def test_spans_are_verbatim_and_never_overlap(language, text):
    free = 0
    for mention in find_places(text, gazetteer(), language=language):
        assert text[mention.start : mention.end] == mention.name
        assert mention.start >= free
        assert mention.places
        free = mention.end
