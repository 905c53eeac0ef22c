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
    assert (found.subject, found.modality) == ("Senado de la República", Modality.PLANNED)


INTERVIEW = (
    "«Aquí hay miedo»\n\nLa directora de Casa Abierta, Inés Roldán Peña, nos recibe en su despacho.\n\n"
    "—¿De dónde vienen?\n\n—Atendemos a treinta personas de seis países.\n\n"
    "—¿Y la embajada?\n\n—Dice que no hay comisarías."
)


def test_who_answers_in_an_interview_speaks_throughout() -> None:
    assert {c.said_by for c in claims(INTERVIEW) if c.kind is Kind.COUNT} == {("Inés Roldán Peña",)}


@pytest.mark.parametrize("marks", [("P. ", "R. "), ("Pregunta: ", "Respuesta: "), ("P.- ", "R.- ")])
def test_an_interview_of_questions_and_answers(marks: tuple[str, str]) -> None:
    ask, answer = marks
    lines = (f"{ask}¿Cuántos son?", f"{answer}Hay nueve comisarías.", f"{ask}¿Y ahora?", f"{answer}Cerraron dos comisarías.")
    found = claims("Entrevista con Inés Roldán Peña, abogada.\n\n" + "\n\n".join(lines))
    assert {c.said_by for c in found if c.kind is Kind.COUNT} == {("Inés Roldán Peña",)}


def test_a_press_release_is_its_own_voice() -> None:
    said = "COMUNICADO DE PRENSA\n\nLa Red Puente presenta sus datos: 40 personas perdieron el pasaporte. Pedimos una respuesta."
    assert only(Kind.COUNT, said).said_by == ()


RESOLUTION = (
    "PROYECTO DE RESOLUCIÓN\n\nPresentado el 3 de mayo de 2024 por las diputadas Ana Ríos Paz y Eva Luna Sol.\n\n"
    "La Cámara de Diputadas y Diputados, teniendo presente:\n\n1. Que tres agentes secuestraron en enero a un refugiado.\n\n"
    "La Cámara de Diputadas y Diputados resuelve:\n\n1. Condenar el secuestro.\n\n2. Solicitar al Ministerio del Interior que:\n\n"
    "a) cree una unidad de protección, y\n\nb) informe de las pesquisas."
)


def test_what_a_house_keeps_in_mind_it_says_and_what_it_resolves_is_planned() -> None:
    found = claims(RESOLUTION)
    house = "Cámara de Diputadas y Diputados"
    assert [(c.said_by, c.modality) for c in found if c.kind is Kind.ACT] == [((house,), Modality.ASSERTED)]
    steps = [(c.subject, c.object) for c in found if c.kind is Kind.MEASURE and c.modality is Modality.PLANNED]
    assert steps == [(house, "secuestro"), (house, "Ministerio del Interior"), (house, "Ministerio del Interior")]
    assert [c.subject for c in found if c.anchor.quote.startswith("Presentado")] == ["diputadas Ana Ríos Paz y Eva Luna Sol"]


def test_what_a_mission_says_is_so_instead_is_a_denial() -> None:
    found = only(Kind.DENIAL, "La embajada sostuvo en mayo que las llamadas eran de estafadores.")
    assert (found.subject, found.object) == ("embajada", "llamadas")


def test_a_list_behind_a_colon_is_of_what_its_sentence_counts() -> None:
    said = "Llegó con dos primos.\n\nLa ONG ubica cuatro oficinas dedicadas a vigilar exiliados: dos en Brasil y dos en Piura."
    assert [c.unit for c in claims(said) if c.kind is Kind.COUNT] == ["person", "office", "office", "office"]


def test_who_runs_what_a_relative_clause_tells_of() -> None:
    found = only(Kind.CONTROL, "Llamaban de una oficina que maneja el Ministerio de Seguridad.")
    assert (found.subject, found.object) == ("Ministerio de Seguridad", "oficina")


def test_inquiries_into_what_is_alleged_are_certain() -> None:
    said = "La policía abrió once investigaciones por presuntas amenazas."
    assert only(Kind.COUNT, said).modality is Modality.ASSERTED


def test_a_paragraph_of_nested_words_reads_in_linear_time() -> None:
    assert claims("«no hay un puesto, dijo, en el barrio de " * 2000) is not None
