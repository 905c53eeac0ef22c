"""What a user may rely on in French: every kind of claim, who says it, how surely, where and when."""

from __future__ import annotations

import pytest

from tests.extract.claims.found_in import reader
from witnessmark.records.claims import Kind, Modality

claims, only = reader("fr")


@pytest.mark.parametrize(
    ("said", "speakers"),
    [
        ("L'ONG Phare Civil affirme qu'il existe 30 commissariats à Lyon.", ("Phare Civil",)),
        ("« Il y a 30 commissariats à Lyon », a déclaré la porte-parole.", ("porte-parole",)),
        ("Selon l'Observatoire des Rives, il y a 30 commissariats à Lyon.", ("Observatoire des Rives",)),
        ("Il existe 30 commissariats à Lyon, a révélé jeudi soir une chaîne de télévision.", ("chaîne de télévision",)),
        ("D'après un rapport de l'association Phare Civil, il existe 30 commissariats à Lyon.", ("Phare Civil",)),
        ("Il existe 30 commissariats à Lyon.", ()),
    ],
)
def test_a_count_has_its_speaker(said: str, speakers: tuple[str, ...]) -> None:
    found = only(Kind.COUNT, said)
    assert (found.value, found.unit, found.place, found.said_by) == ("30", "station", "Lyon", speakers)


@pytest.mark.parametrize(
    ("said", "modality"),
    [
        ("La police dirige neuf bureaux.", Modality.ASSERTED),
        ("La police dirigerait neuf bureaux.", Modality.HEDGED),
        ("La police aurait dirigé neuf bureaux.", Modality.HEDGED),
        ("La police dirigera neuf bureaux.", Modality.PLANNED),
        ("La police ne dirige pas neuf bureaux.", Modality.DENIED),
    ],
)
def test_the_conditional_is_hearsay_and_the_future_a_plan(said: str, modality: Modality) -> None:
    assert only(Kind.CONTROL, said).modality is modality


def test_the_items_of_a_list_borrow_their_noun() -> None:
    found = [c for c in claims("La police de Fuzhou gérerait neuf postes en Espagne, dont trois à Madrid.") if c.kind is Kind.COUNT]
    assert [(c.value, c.unit, c.place) for c in found] == [("9", "station", "Espagne"), ("3", "station", "Madrid")]


def test_a_number_with_a_reflexive_verb_is_a_count() -> None:
    found = [c for c in claims("L'ONG Phare Civil a recensé trois locaux. Deux se trouveraient à Paris.") if c.kind is Kind.COUNT]
    assert [(c.value, c.unit) for c in found] == [("3", "site"), ("2", "site")]


@pytest.mark.parametrize(
    ("said", "kind", "subject", "object_"),
    [
        ("Les agents ont menacé la famille du militant à Paris.", Kind.ACT, "agents", "famille du militant"),
        ("Le tribunal a condamné deux hommes pour espionnage.", Kind.MEASURE, "tribunal", "deux hommes"),
        ("L'école est liée au Front uni.", Kind.LINK, "école", "Front uni"),
        ("L'ambassade a démenti ces accusations.", Kind.DENIAL, "ambassade", "ces accusations"),
    ],
)
def test_the_other_kinds_name_who_and_whom(said: str, kind: Kind, subject: str, object_: str) -> None:
    found = only(kind, said)
    assert (found.subject, found.object) == (subject, object_)


def test_an_association_with_its_seat_is_present_there() -> None:
    found = only(Kind.PRESENCE, "L'association Rive Libre, dont le siège est à Colmar, recense les plaintes.")
    assert (found.subject, found.place) == ("Rive Libre", "Colmar")


@pytest.mark.parametrize("said", ["Le consulat n'a pas répondu aux questions.", "Le ministère ne commente pas.", "Il a 33 ans."])
def test_silence_and_ages_claim_nothing(said: str) -> None:
    assert claims(said) == []
