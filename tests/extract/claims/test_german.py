"""German sentences in our own words: what is found in them, who says it, when and where. Every body in them is invented or has no name."""

from __future__ import annotations

import pytest

from witnessmark.extract.claims.forms import forms
from witnessmark.extract.claims.units import unit_of
from witnessmark.extract.find import find
from witnessmark.records.claims import Content, Kind, Modality
from witnessmark.records.texts import Text


def found(content: str, kind: Kind | None = None) -> list[Content]:
    """Return what is claimed in a text, of one kind where one is given."""
    text = Text(document="0" * 64, reader="plain", reader_version="1", content=content, published="2024-05-14", language="de")
    return [d.content for d in find(text) if kind is None or d.content.kind is kind]


def only(content: str, kind: Kind) -> Content:
    """Return the one claim of a kind in a text."""
    claims = found(content, kind)
    assert len(claims) == 1, [c.anchor.quote for c in claims]
    return claims[0]


@pytest.mark.parametrize(
    ("sentence", "value", "unit", "speaker"),
    [
        ("Laut der Organisation Hafenwacht gibt es 54 Stationen.", "54", "station", "Hafenwacht"),
        ("Es gebe zwölf Außenstellen, sagte der Minister.", "12", "station", "Minister"),
        ("Der Polizei zufolge wurden drei Männer befragt.", "3", "person", "Polizei"),
        ("Nach Angaben des Vereins Uferlicht gab es 37 Fälle.", "37", "case", "Uferlicht"),
        ("Wie die Staatsanwaltschaft mitteilte, seien vier Verdächtige flüchtig.", "4", "person", "Staatsanwaltschaft"),
        ("Am Montag teilte eine Sprecherin mit, dass 80 Studierende aussagten.", "80", "person", "Sprecherin"),
        ("„Wir kennen neun Fälle“, erklärte der Anwalt.", "9", "case", "Anwalt"),
        ("»Es sind elf Dissidenten betroffen«, so die Sprecherin.", "11", "person", "Sprecherin"),
        ("Die Gruppe Hafenwacht hat 102 Übersee-Polizeistationen gezählt.", "102", "station", "Hafenwacht"),
    ],
)
def test_a_number_has_its_noun_and_whose_word_it_is(sentence: str, value: str, unit: str, speaker: str) -> None:
    count = only(sentence, Kind.COUNT)
    assert (str(count.value), count.unit) == (value, unit)
    assert count.said_by
    assert speaker in count.said_by[-1]


def test_the_sentence_after_may_say_whose_word_it_was() -> None:
    count = only("Die Ermittler haben drei Männer festgenommen. Das teilte eine Sprecherin am Montag mit.", Kind.COUNT)
    assert count.said_by == ("Sprecherin",)


@pytest.mark.parametrize(
    ("sentence", "kind", "subject", "done"),
    [
        ("Die Polizei nahm gestern drei Männer fest.", Kind.MEASURE, "Polizei", "drei Männer"),
        ("Im März hat das Gericht den Verein verboten.", Kind.MEASURE, "Gericht", "Verein"),
        ("Daraufhin wies die Regierung zwei Diplomaten aus.", Kind.MEASURE, "Regierung", "zwei Diplomaten"),
        ("Agenten haben in Wien mehrere Dissidenten bespitzelt.", Kind.ACT, "Agenten", "Dissidenten"),
        ("Ein Verein betrieb in Graz eine Servicestation.", Kind.CONTROL, "Verein", "Servicestation"),
        ("Die Station wird von einer Stiftung finanziert.", Kind.CONTROL, "Stiftung", "Station"),
    ],
)
def test_a_verb_that_stands_second_or_last_has_its_subject_and_object(sentence: str, kind: Kind, subject: str, done: str) -> None:
    claim = only(sentence, kind)
    assert subject in (claim.subject or "")
    assert done in (claim.object or "")


@pytest.mark.parametrize(
    "sentence",
    [
        "Die Botschaft wies die Vorwürfe zurück.",
        "Die Botschaft bestreitet dies.",
        "Am Freitag hat die Botschaft die Berichte dementiert.",
    ],
)
def test_who_rejects_it_is_its_speaker(sentence: str) -> None:
    denial = only(sentence, Kind.DENIAL)
    assert denial.modality is Modality.DENIED
    assert denial.said_by == ("Botschaft",)


@pytest.mark.parametrize(
    ("sentence", "modality"),
    [
        ("In Berlin soll es zwölf Stationen geben.", Modality.HEDGED),
        ("In Berlin gibt es angeblich zwölf Stationen.", Modality.HEDGED),
        ("In Berlin gibt es zwölf Stationen.", Modality.ASSERTED),
        ("Der Minister sagte, es gebe zwölf Stationen.", Modality.ASSERTED),
    ],
)
def test_hearsay_is_told_by_its_verb_and_reported_speech_by_its_speaker(sentence: str, modality: Modality) -> None:
    assert only(sentence, Kind.COUNT).modality is modality


def test_a_plan_is_no_fact() -> None:
    assert only("Die Regierung will das Gesetz im Herbst verschärfen.", Kind.MEASURE).modality is Modality.PLANNED


def test_place_and_time_stand_anywhere_in_the_clause() -> None:
    count = only("Die Polizei hat im Mai 2023 in Hamburg vier Wohnungen durchsucht.", Kind.COUNT)
    assert count.place == "Hamburg"
    assert count.time is not None
    assert count.time.edtf == "2023-05"


def test_a_prefix_stands_before_its_verb_inside_it_or_apart() -> None:
    made = {surface: tag for tag, surface in forms("fest|nehmen", "de")}
    assert {"festnehmen", "festzunehmen", "festgenommen", "festnahm", "nahm"} <= set(made)
    assert made["nahm"] == "fin,apart:fest"
    assert found("Die Polizei nahm drei Männer mit.", Kind.MEASURE) == []


def test_a_compound_counts_what_its_last_part_counts() -> None:
    assert unit_of("geheimpolizeistationen", "de") == "station"
    assert unit_of("jahre", "de") is None


def test_a_capital_noun_is_no_mood() -> None:
    count = only("Die Polizei erhielt 43 Hinweise.", Kind.COUNT)
    assert count.modality is Modality.ASSERTED
