"""What a user may rely on in Spanish: every kind of claim, who says it, how surely, where and when."""

from __future__ import annotations

import time

import pytest

from witnessmark.extract.find import find
from witnessmark.records.claims import Content, Kind, Modality
from witnessmark.records.texts import Text


def claims(content: str) -> list[Content]:
    text = Text(document="0" * 64, reader="plain", reader_version="1", content=content, published="2024-03-14", language="es")
    return [draft.content for draft in find(text)]


def of(kind: Kind, content: str) -> list[Content]:
    return [c for c in claims(content) if c.kind is kind]


def only(kind: Kind, content: str) -> Content:
    found = of(kind, content)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("said", "speakers"),
    [
        ("La ONG Faro Civil asegura que hay 30 oficinas en Lima.", ("Faro Civil",)),
        ("«Hay 30 oficinas en Lima», dijo la portavoz.", ("portavoz",)),
        ("Según el Observatorio Andino, hay 30 oficinas en Lima.", ("Observatorio Andino",)),
        ("Hay 30 oficinas en Lima, según explicó la fiscal.", ("fiscal",)),
        ("Hay 30 oficinas en Lima, de acuerdo con un informe de la organización Faro Civil.", ("Faro Civil",)),
        ("La ministra afirmó ayer que, según la policía, hay 30 oficinas en Lima.", ("ministra", "policía")),
        (
            "El diario publica que la red Faro Civil sostiene que, según la fiscalía, hay 30 oficinas en Lima.",
            ("diario", "red Faro Civil", "fiscalía"),
        ),
        ("El alcalde denunció ante la Guardia Civil que hay 30 oficinas en Lima.", ("alcalde",)),
        ("Hay 30 oficinas en Lima.", ()),
    ],
)
def test_a_count_has_the_chain_of_its_speakers(said: str, speakers: tuple[str, ...]) -> None:
    found = only(Kind.COUNT, said)
    assert (found.value, found.unit, found.place, found.said_by) == ("30", "office", "Lima", speakers)


@pytest.mark.parametrize(
    ("said", "modality"),
    [
        ("La policía dirige nueve oficinas.", Modality.ASSERTED),
        ("La policía dirigiría nueve oficinas.", Modality.HEDGED),
        ("La policía habría dirigido nueve oficinas.", Modality.HEDGED),
        ("La policía dirige presuntamente nueve oficinas.", Modality.HEDGED),
        ("La policía dirigirá nueve oficinas.", Modality.PLANNED),
        ("La policía no dirige nueve oficinas.", Modality.DENIED),
    ],
)
def test_mood_and_hedges_say_how_surely_it_is_said(said: str, modality: Modality) -> None:
    assert only(Kind.CONTROL, said).modality is modality


@pytest.mark.parametrize(
    ("said", "subject", "done"),
    [
        ("La policía detuvo en Praga a tres hombres.", "policía", "hombres"),
        ("El juez condenó a seis años de prisión a un comerciante.", "juez", "comerciante"),
        ("El Congreso aprobó por unanimidad una ley de asilo.", "Congreso", "ley de asilo"),
        ("El ministerio ordenó en noviembre el cierre de las oficinas.", "ministerio", "cierre de las oficinas"),
        ("La pregunta fue presentada en marzo por once diputados.", "diputados", "pregunta"),
    ],
)
def test_a_step_has_who_takes_it_and_what_it_is_about(said: str, subject: str, done: str) -> None:
    found = only(Kind.MEASURE, said)
    assert subject in (found.subject or "")
    assert done in (found.object or "")


def test_who_is_detained_for_a_crime_is_detained_by_nobody_named() -> None:
    found = only(Kind.MEASURE, "Dos personas fueron detenidas por un delito de coacciones.")
    assert (found.subject, found.object) == (None, "Dos personas")


@pytest.mark.parametrize(
    ("said", "done"),
    [
        ("Unos agentes amenazaron a tres exiliados.", "exiliados"),
        ("Un periodista fue obligado a volver en 2019.", "periodista"),
        ("La policía secreta intentó secuestrar a un disidente.", "disidente"),
        ("Las oficinas sirvieron para obligar a regresar a los fugitivos.", "fugitivos"),
        ("El régimen despojó de su nacionalidad a 94 opositores.", "opositores"),
        ("Denunciaron el acoso a los familiares.", "familiares"),
    ],
)
def test_a_deed_has_whom_it_is_done_to(said: str, done: str) -> None:
    assert done in (only(Kind.ACT, said).object or "")


@pytest.mark.parametrize(
    ("said", "subject", "done"),
    [
        ("Las oficinas dependen de la policía de Ríoclaro.", "policía de Ríoclaro", "oficinas"),
        ("Los centros son gestionados por voluntarios.", "voluntarios", "centros"),
        ("Los centros los atienden voluntarios.", "voluntarios", "centros"),
        ("La red fue creada en 2015 por el ministerio.", "ministerio", "red"),
    ],
)
def test_control_has_who_runs_what(said: str, subject: str, done: str) -> None:
    found = only(Kind.CONTROL, said)
    assert (found.subject, found.object) == (subject, done)


def test_a_tie_is_no_control() -> None:
    found = claims("La asociación colabora con la policía de Ríoclaro.")
    assert [(c.kind, c.subject, c.object) for c in found] == [(Kind.LINK, "asociación", "policía de Ríoclaro")]


@pytest.mark.parametrize(
    "said",
    [
        "La embajada negó que existieran tales comisarías.",
        "La embajada desmintió las acusaciones.",
        "La embajada calificó la información de «completamente falsa».",
        "La embajada tachó las acusaciones de «invenciones».",
        "La embajada respondió que no hay comisarías en Perú.",
        "La embajada, que dice tener 20 empleados, lo niega.",
        "La embajada afirmó ayer: «No existen comisarías en Perú».",
    ],
)
def test_a_denial_is_that_of_who_denies(said: str) -> None:
    found = only(Kind.DENIAL, said)
    assert (found.subject, found.said_by, found.modality) == ("embajada", ("embajada",), Modality.DENIED)


@pytest.mark.parametrize(
    "said",
    [
        "La embajada no respondió a las preguntas de este diario.",
        "El consulado declinó hacer comentarios.",
        "La fiscalía no descarta que haya más víctimas.",
        "Una portavoz no quiso pronunciarse.",
    ],
)
def test_silence_is_no_denial(said: str) -> None:
    assert of(Kind.DENIAL, said) == []


def test_a_body_sits_where_the_text_says_in_its_own_voice() -> None:
    found = only(Kind.PRESENCE, "Según la ONG Faro Civil, con sede en Madrid, hay 30 oficinas.")
    assert (found.subject, found.place, found.said_by, found.modality) == ("Faro Civil", "Madrid", (), Modality.ASSERTED)


def test_a_station_that_stopped_is_denied() -> None:
    found = only(Kind.PRESENCE, "El ministro dijo que los centros dejaron de funcionar.")
    assert (found.modality, found.said_by) == (Modality.DENIED, ("ministro",))


def test_each_item_of_a_list_has_its_own_place() -> None:
    said = "El informe ubica nueve oficinas en España: tres en Barcelona, otras tres en Madrid, dos en Valencia y una en Bilbao."
    found = of(Kind.COUNT, said)
    assert [(c.value, c.place) for c in found] == [
        ("9", "España"),
        ("3", "Barcelona"),
        ("3", "Madrid"),
        ("2", "Valencia"),
        ("1", "Bilbao"),
    ]
    assert {c.unit for c in found} == {"office"}
    assert len({c.said_by for c in found}) == 1


def test_the_place_may_stand_before_what_is_counted() -> None:
    assert only(Kind.COUNT, "La policía mantiene en Francia cuatro oficinas.").place == "Francia"


def test_the_group_and_a_dropped_subject_mean_who_spoke() -> None:
    said = "La organización Faro Civil publicó ayer su informe. La ONG sostiene que hay 30 oficinas. Añade que otras 12 cerraron."
    assert [c.said_by for c in of(Kind.COUNT, said)] == [("Faro Civil",), ("Faro Civil",)]


def test_hearsay_in_the_conditional_goes_on_with_the_last_report() -> None:
    said = "Según la red Faro Civil, hay 30 oficinas en Lima.\n\nLas oficinas dependerían de la policía de Ríoclaro."
    found = only(Kind.CONTROL, said)
    assert (found.said_by, found.modality) == (("red Faro Civil",), Modality.HEDGED)


def test_a_headline_claims_more_than_the_body() -> None:
    said = "China dirige 54 comisarías\n\nLa ONG Faro Civil sostiene que habría 54 comisarías."
    first, second = of(Kind.COUNT, said)
    assert (first.said_by, first.modality) == ((), Modality.ASSERTED)
    assert (second.said_by, second.modality) == (("Faro Civil",), Modality.HEDGED)


def test_who_takes_the_floor_keeps_it() -> None:
    said = "Respuesta. El Gobierno responde lo que sigue.\n\nLa policía detuvo en 2023 a tres hombres."
    assert only(Kind.MEASURE, said).said_by == ("Gobierno",)


def test_the_turns_of_a_hearing_have_their_speakers() -> None:
    said = (
        "La diputada de Alba: ¿Cuántos son?\n\nEl viceministro de Seguridad: La policía vigila a 30 opositores.\n\n"
        "La diputada: La embajada amenazó a dos refugiados.\n\nEl viceministro: La fiscalía detuvo a cuatro hombres."
    )
    speakers = {c.value: c.said_by for c in of(Kind.COUNT, said)}
    assert speakers == {
        "30": ("viceministro de Seguridad",),
        "2": ("diputada de Alba",),
        "4": ("viceministro de Seguridad",),
    }


def test_a_summary_retells_its_report_to_the_end() -> None:
    said = "Resumen del informe «Sin puerto»\n\nLa Red Faro Sur documentó 88 casos.\n\nOnce personas fueron deportadas."
    assert {c.said_by for c in of(Kind.COUNT, said)} == {("Red Faro Sur",)}


def test_a_line_of_a_list_holds_at_the_place_before_its_colon() -> None:
    said = "Medidas por país\n\nItalia: la fiscalía abrió una investigación.\nPortugal: la policía detuvo a dos hombres."
    assert [c.place for c in of(Kind.MEASURE, said)] == ["Italia", "Portugal"]


@pytest.mark.parametrize(
    "said",
    [
        "Llame al teléfono 600 22 33 44.",
        "Duró tres semanas.",
        "El informe tiene 140 páginas.",
        "El artículo 12 lo dice.",
        "El 40 % de los casos no se resolvió.",
    ],
)
def test_what_counts_nothing_is_no_count(said: str) -> None:
    assert of(Kind.COUNT, said) == []


def test_every_quotation_is_verbatim() -> None:
    said = "La ONG Faro Civil cuenta “más de 300” oficinas; de ellas, 64 dependen de Ríoclaro. El total mundial, 102, no ha cambiado."
    for content in claims(said):
        assert said[content.anchor.start : content.anchor.end] == content.anchor.quote


@pytest.mark.parametrize(
    ("said", "speaker"),
    [
        ("Un sastre que prefiere no dar su apellido cuenta que hay 30 oficinas en Lima.", "sastre"),
        ("Una vecina que vive en Cusco asegura que hay 30 oficinas en Lima.", "vecina"),
        ("El caso nace de una nota del Instituto Marea, una ONG con sede en Ginebra, que cuenta en Lima 30 oficinas.", "Instituto Marea"),
        ("El Instituto Marea, una plataforma de Quito, visitó la ciudad.\n\nLa plataforma sostiene que hay 30 oficinas en Lima.", "Instituto Marea"),
        ("El Observatorio Brújula ya lo había dicho.\n\nLa ONG afirma que hay 30 oficinas en Lima.", "Observatorio Brújula"),
        ("Declaración de la ministra de Gracia ante el Senado\n\nSeñorías: comparezco ante ustedes.\n\nHay 30 oficinas en Lima.", "ministra de Gracia"),
        ("Responde la ministra de Gracia. Ayer cerró la sesión.\n\nHay 30 oficinas en Lima.", "ministra de Gracia"),
    ],
)
def test_the_speaker_is_whom_a_reader_would_name(said: str, speaker: str) -> None:
    assert [c.said_by for c in of(Kind.COUNT, said) if c.value == "30"] == [(speaker,)]


@pytest.mark.parametrize(
    "said",
    [
        "La policía registró la nave y se llevó 30 ordenadores.",
        "La guardia niega las acusaciones, y lo hizo de nuevo cuando 30 países firmaron una carta.",
        "Bolivia: nada nuevo. La policía federal sostiene que no hay oficinas.\nUruguay: 30 oficinas.",
    ],
)
def test_what_a_speaker_did_not_say_is_the_texts_own_voice(said: str) -> None:
    assert [c.said_by for c in of(Kind.COUNT, said) if c.value == "30"] == [()]


def test_who_sums_up_their_own_report_speaks_for_themselves() -> None:
    head, body = "Cartas sin sello: resumen del informe", "Según los testimonios, hubo amenazas. Hemos comprobado que hay {0} oficinas."
    own = of(Kind.COUNT, f"{head}\n\n{body.format(30)}")
    assert [c.said_by for c in own if c.value == "30"] == [()]


@pytest.mark.parametrize(
    ("said", "doer"),
    [
        ("Hay nueve oficinas en Lima. Las atienden comerciantes jubilados.", "comerciantes jubilados"),
        ("Hay nueve oficinas en Lima. Las dirige la policía de una provincia.", "policía de una provincia"),
    ],
)
def test_a_subject_stands_behind_a_verb_whose_object_is_a_pronoun(said: str, doer: str) -> None:
    assert only(Kind.CONTROL, said).subject == doer


def test_a_closure_without_a_doer_says_that_the_station_is_no_more() -> None:
    gone = only(Kind.PRESENCE, "Cinco oficinas estarían ya cerradas.")
    assert (gone.modality, of(Kind.MEASURE, "Cinco oficinas estarían ya cerradas.")) == (Modality.DENIED, [])
    assert of(Kind.MEASURE, "El juez ordenó el lunes cerrar la oficina.")


def test_a_step_of_an_office_holds_where_the_office_is() -> None:
    assert only(Kind.MEASURE, "Un juzgado de Murcia investiga desde el lunes a tres empresarios.").place == "Murcia"


def test_a_place_that_no_gazetteer_lists_is_one_in_the_whole_text() -> None:
    found = of(Kind.MEASURE, "Hay dos oficinas en Villa Ceniza.\n\nEl ministerio ordenó el cierre de la oficina de Villa Ceniza.")
    assert [c.place for c in found] == ["Villa Ceniza"]


def test_a_continent_is_the_place_of_no_single_deed() -> None:
    found = of(Kind.ACT, "Informe sobre casos en América Latina\n\nLa policía amenazó a dos padres.")
    assert found
    assert all(c.place is None for c in found)


@pytest.mark.parametrize("said", ["«según, ", "según la nota, ", "«según "])
def test_sources_that_pile_up_are_read_in_linear_time(said: str) -> None:
    def took(times: int) -> float:
        begin = time.process_time()
        claims(said * times)
        return time.process_time() - begin

    took(10)
    assert took(8_000) < 12 * max(took(2_000), 0.02)


@pytest.mark.parametrize("number", ["dos", "12"])
def test_a_month_before_a_number_is_no_day(number: str) -> None:
    text = Text(document="0" * 64, reader="t", reader_version="1", content=f"La policía allanó en agosto {number} oficinas en Lisboa.", published="2024-05-10", language="es")
    (count,) = [draft.content for draft in find(text) if draft.content.kind is Kind.COUNT]
    assert count.time is not None
    assert (count.value, count.time.edtf) == ({"dos": "2"}.get(number, number), "2023-08")
