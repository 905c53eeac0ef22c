"""What a user may rely on in Italian: every kind of claim, who says it, how surely, where and when."""

from __future__ import annotations

import pytest

from tests.extract.claims.found_in import reader
from witnessmark.records.claims import Kind, Modality

claims, only = reader("it")


@pytest.mark.parametrize(
    ("said", "speakers"),
    [
        ("L'ONG Faro Civile afferma che esistono 30 stazioni a Torino.", ("Faro Civile",)),
        ("«Ci sono 30 stazioni a Torino», ha detto la portavoce.", ("portavoce",)),
        ("Stando all'Osservatorio delle Rive, ci sono 30 stazioni a Torino.", ("Osservatorio delle Rive",)),
        ("Esistono 30 stazioni a Torino, ha rivelato giovedì sera la procura.", ("procura",)),
        ("Secondo un rapporto dell'associazione Faro Civile, esistono 30 stazioni a Torino.", ("Faro Civile",)),
        ("Esistono 30 stazioni a Torino.", ()),
    ],
)
def test_a_count_has_its_speaker(said: str, speakers: tuple[str, ...]) -> None:
    found = only(Kind.COUNT, said)
    assert (found.value, found.unit, found.place, found.said_by) == ("30", "station", "Torino", speakers)


@pytest.mark.parametrize(
    ("said", "modality"),
    [
        ("La polizia dirige nove uffici.", Modality.ASSERTED),
        ("La polizia dirigerebbe nove uffici.", Modality.HEDGED),
        ("La polizia avrebbe diretto nove uffici.", Modality.HEDGED),
        ("La polizia dirigerà nove uffici.", Modality.PLANNED),
        ("La polizia non dirige nove uffici.", Modality.DENIED),
    ],
)
def test_the_conditional_is_hearsay_and_the_future_a_plan(said: str, modality: Modality) -> None:
    assert only(Kind.CONTROL, said).modality is modality


def test_the_items_of_a_list_borrow_their_noun() -> None:
    found = [c for c in claims("La polizia di Fuzhou gestirebbe nove stazioni in Spagna, di cui tre a Madrid.") if c.kind is Kind.COUNT]
    assert [(c.value, c.unit, c.place) for c in found] == [("9", "station", "Spagna"), ("3", "station", "Madrid")]


def test_a_number_with_a_reflexive_verb_is_a_count() -> None:
    found = [c for c in claims("L'ONG Faro Civile ha censito tre locali. Due si troverebbero a Roma.") if c.kind is Kind.COUNT]
    assert [(c.value, c.unit) for c in found] == [("3", "site"), ("2", "site")]


@pytest.mark.parametrize(
    ("said", "kind", "subject", "object_"),
    [
        ("Gli agenti hanno minacciato la famiglia dell'attivista a Roma.", Kind.ACT, "agenti", "famiglia dell'attivista"),
        ("Il tribunale ha condannato due uomini per spionaggio.", Kind.MEASURE, "tribunale", "due uomini"),
        ("La scuola è legata al Fronte unito.", Kind.LINK, "scuola", "Fronte unito"),
        ("L'ambasciata ha smentito le accuse.", Kind.DENIAL, "ambasciata", "accuse"),
    ],
)
def test_the_other_kinds_name_who_and_whom(said: str, kind: Kind, subject: str, object_: str) -> None:
    found = only(kind, said)
    assert (found.subject, found.object) == (subject, object_)


def test_an_association_with_its_seat_is_present_there() -> None:
    found = only(Kind.PRESENCE, "L'associazione Riva Libera, con sede a Trieste, raccoglie le denunce.")
    assert (found.subject, found.place) == ("Riva Libera", "Trieste")


@pytest.mark.parametrize("said", ["Il consolato non ha risposto alle domande.", "Il ministero non commenta.", "Ha 33 anni."])
def test_silence_and_ages_claim_nothing(said: str) -> None:
    assert claims(said) == []
