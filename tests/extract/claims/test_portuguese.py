"""What a user may rely on in Portuguese: every kind of claim, who says it, how surely, where and when."""

from __future__ import annotations

import pytest

from tests.extract.claims.found_in import reader
from witnessmark.records.claims import Kind, Modality

claims, only = reader("pt")


@pytest.mark.parametrize(
    ("said", "speakers"),
    [
        ("A ONG Farol Civil afirma que existem 30 esquadras em Lisboa.", ("Farol Civil",)),
        ("«Há 30 esquadras em Lisboa», disse a porta-voz.", ("porta-voz",)),
        ("Segundo o Observatório das Margens, há 30 delegacias em Lisboa.", ("Observatório das Margens",)),
        ("Existem 30 esquadras em Lisboa, revelou ontem a procuradora.", ("procuradora",)),
        ("De acordo com a associação Farol Civil, existem 30 esquadras em Lisboa.", ("Farol Civil",)),
        ("Existem 30 esquadras em Lisboa.", ()),
    ],
)
def test_a_count_has_its_speaker(said: str, speakers: tuple[str, ...]) -> None:
    found = only(Kind.COUNT, said)
    assert (found.value, found.unit, found.place, found.said_by) == ("30", "station", "Lisboa", speakers)


@pytest.mark.parametrize(
    ("said", "modality"),
    [
        ("A polícia dirige nove escritórios.", Modality.ASSERTED),
        ("A polícia dirigiria nove escritórios.", Modality.HEDGED),
        ("A polícia terá dirigido nove escritórios.", Modality.HEDGED),
        ("A polícia dirigirá nove escritórios.", Modality.PLANNED),
        ("A polícia não dirige nove escritórios.", Modality.DENIED),
    ],
)
def test_the_conditional_is_hearsay_and_the_future_a_plan(said: str, modality: Modality) -> None:
    assert only(Kind.CONTROL, said).modality is modality


def test_the_items_of_a_list_borrow_their_noun() -> None:
    found = [c for c in claims("A polícia de Fuzhou geriria nove esquadras em Espanha, das quais três em Madrid.") if c.kind is Kind.COUNT]
    assert [(c.value, c.unit, c.place) for c in found] == [("9", "station", "Espanha"), ("3", "station", "Madrid")]


def test_a_number_that_is_a_subject_is_a_count() -> None:
    found = [c for c in claims("A ONG Farol Civil identificou três locais. Só dois chegaram ao tribunal.") if c.kind is Kind.COUNT]
    assert [(c.value, c.unit) for c in found] == [("3", "site"), ("2", "site")]


@pytest.mark.parametrize(
    ("said", "kind", "subject", "object_"),
    [
        ("Os agentes ameaçaram a família do ativista em São Paulo.", Kind.ACT, "agentes", "família do ativista"),
        ("O tribunal condenou dois homens por espionagem.", Kind.MEASURE, "tribunal", "dois homens"),
        ("A escola é ligada ao Partido Azul.", Kind.LINK, "escola", "Partido Azul"),
        ("A embaixada desmentiu as acusações.", Kind.DENIAL, "embaixada", "acusações"),
    ],
)
def test_the_other_kinds_name_who_and_whom(said: str, kind: Kind, subject: str, object_: str) -> None:
    found = only(kind, said)
    assert (found.subject, found.object) == (subject, object_)


def test_an_association_with_its_seat_is_present_there() -> None:
    found = only(Kind.PRESENCE, "A associação Cais Aberto, sediada em Almada, recolhe as queixas.")
    assert (found.subject, found.place) == ("Cais Aberto", "Almada")


@pytest.mark.parametrize("said", ["O consulado não respondeu às perguntas.", "O ministério não comenta.", "Tem 33 anos."])
def test_silence_and_ages_claim_nothing(said: str) -> None:
    assert claims(said) == []
