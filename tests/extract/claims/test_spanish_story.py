"""What a user may rely on in Spanish about the place, the time and the speakers of claims that do not name them themselves."""

from __future__ import annotations

import pytest

from tests.extract.claims.found_in import reader
from witnessmark.records.claims import Kind, Modality

claims, only = reader("es")


@pytest.mark.parametrize(
    ("said", "kind", "place"),
    [
        ("La embajada de China en Colombia negó los hechos. «No hay ninguna comisaría», dijo el embajador.", Kind.DENIAL, "Colombia"),
        ("El Foro Abierto, con sede en Bilbao, denunció amenazas a una vecina.", Kind.ACT, None),
        ("La oficina porteña fue abierta por la policía de Wenzhou.", Kind.CONTROL, "Buenos Aires"),
        ("Al menos 37 residentes en Chile fueron forzados a regresar a China.", Kind.ACT, "China"),
        ("Los agentes los siguieron y fotografiaron este año en Madrid, Berlín y París.", Kind.ACT, "Madrid, Berlín y París"),
    ],
)
def test_where_a_claim_holds(said: str, kind: Kind, place: str | None) -> None:
    assert [c.place for c in claims(said) if c.kind is kind][-1] == place


def test_a_claim_about_the_site_is_where_the_site_was_said_to_be() -> None:
    text = "Los vecinos señalan un local de la calle Urquiza.\n\nUna asociación de comerciantes dirigía el local."
    assert only(Kind.CONTROL, text).place == "Urquiza"


def test_a_part_is_where_and_when_the_whole_is() -> None:
    text = "La red documentó 40 casos en Perú en 2021. Doce de ellos afectan a periodistas."
    assert [(c.value, c.place, c.time and c.time.edtf) for c in claims(text) if c.kind is Kind.COUNT] == [
        ("40", "Perú", "2021"),
        ("12", "Perú", "2021"),
    ]


def test_bare_numbers_behind_their_places() -> None:
    text = "El Centro Ítaca registró 131 incidentes. En España se produjeron 12, en México siete y en Chile tres."
    found = [(c.value, c.unit, c.place) for c in claims(text) if c.kind is Kind.COUNT]
    assert found[1:] == [("12", "incident", "España"), ("7", "incident", "México"), ("3", "incident", "Chile")]


def test_a_country_of_a_continent_is_in_it() -> None:
    found = [c for c in claims("La red contó 16 oficinas en siete países latinoamericanos.") if c.kind is Kind.COUNT]
    assert [c.place for c in found] == ["latinoamericanos", "latinoamericanos"]


@pytest.mark.parametrize(
    ("said", "time"),
    [
        ("La embajada rechazó el martes las acusaciones. «No existe comisaría alguna», afirmó el texto.", "2024-03-12"),
        ("«No seguimos a nadie», dijo el lunes un portavoz de la embajada.", "2024-03-11"),
    ],
)
def test_a_denial_is_as_old_as_the_words(said: str, time: str) -> None:
    found = [c for c in claims(said) if c.kind is Kind.DENIAL][-1]
    assert found.time is not None
    assert found.time.edtf == time


def test_the_day_of_a_dateline_is_no_time() -> None:
    assert only(Kind.COUNT, "Madrid, 26 oct. - Hay nueve comisarías chinas en España.").time is None


def test_what_a_denier_tells_instead_is_a_denial() -> None:
    found = [c for c in claims("El abogado negó ayer los cargos. «Repartían folletos de una panadería», dijo.") if c.kind is Kind.DENIAL]
    assert [c.said_by for c in found] == [("abogado",), ("abogado",)]


def test_one_station_that_is_there_is_a_presence() -> None:
    found = only(Kind.PRESENCE, "En Iquique funcionaba los jueves un puesto de la policía de Fuqing.")
    assert (found.subject, found.place, found.modality) == ("puesto de la policía de Fuqing", "Iquique", Modality.ASSERTED)


def test_no_treaty_is_a_step_that_nobody_took() -> None:
    said = "La embajada dijo que no existe acuerdo alguno con la policía."
    assert [(c.kind, c.modality) for c in claims(said)] == [(Kind.MEASURE, Modality.DENIED)]


@pytest.mark.parametrize(
    ("said", "speaker"),
    [
        ("«Amenazaron a mi padre», contó a este medio una locataria.", "locataria"),
        ("Una ONG cuenta 30 oficinas.\n\nEl Observatorio Faro publicó su informe el martes.", "ONG"),
        ("El presidente de la cámara saca una carpeta y me explica que detuvieron a 40 socios.", "presidente de la cámara"),
    ],
)
def test_who_says_it(said: str, speaker: str) -> None:
    assert claims(said)[0].said_by == (speaker,)


def test_counting_on_is_no_saying() -> None:
    assert only(Kind.COUNT, "El plan contará con 30 agentes.").said_by == ()


def test_an_office_is_a_station_only_where_the_text_called_it_one_first() -> None:
    assert [c.unit for c in claims("Hay 30 comisarías. Dos oficinas cerraron.") if c.kind is Kind.COUNT] == ["station", "station"]
    assert claims("Hay 30 oficinas en Lima. «No hay ninguna comisaría», dijo la embajada.")[0].unit == "office"


def test_the_articles_of_a_resolution() -> None:
    text = "PROYECTO DE RESOLUCIÓN\n\nEl Senado de la República resuelve:\n\nArtículo 1. Exhortar a la Secretaría de Gobernación a que informe."
    found = only(Kind.MEASURE, text)
    assert (found.subject, found.modality) == ("Senado", Modality.PLANNED)


def test_a_paragraph_of_nested_words_reads_in_linear_time() -> None:
    assert claims("«no hay un puesto, dijo, en el barrio de " * 2000) is not None
