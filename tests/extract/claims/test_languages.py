"""What a language needs is YAML alone: how its verbs are inflected, its words cut, and its speakers found where it puts them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from witnessmark.extract.claims.cues import find_cues, find_hits
from witnessmark.extract.claims.forms import expanded, forms, plural, singular
from witnessmark.extract.claims.grammar import grammar, words_of
from witnessmark.extract.claims.memory import brought_in
from witnessmark.extract.claims.units import unit_for, unit_of
from witnessmark.extract.claims.words import cut, lowered
from witnessmark.extract.find import find
from witnessmark.extract.lexicon import languages
from witnessmark.records.claims import Content, Kind, Modality
from witnessmark.records.texts import Text


def claims(content: str, language: str) -> list[Content]:
    text = Text(document="0" * 64, reader="plain", reader_version="1", content=content, published="2023-06-14", language=language)
    return [d.content for d in find(text)]


def count(content: str, language: str) -> Content:
    return next(c for c in claims(content, language) if c.kind is Kind.COUNT)


@pytest.mark.parametrize(("lemma", "tag", "surfaces"), [
    ("ban", "ed", {"banned"}), ("tell", "en", {"told"}), ("carry out", "s", {"carries out"}), ("have", "s", {"has"}), ("tie", "ing", {"tying"}),
    ("see", "ing", {"seeing"}), ("run", "ed", {"ran"}), ("pay for", "ing", {"paying for"}),
])
def test_english_verbs_have_their_forms(lemma: str, tag: str, surfaces: set[str]) -> None:
    assert {surface for name, surface in forms(lemma) if name == tag} == surfaces


@pytest.mark.parametrize(("language", "lemma", "tag", "surface"), [
    ("es", "detener", "fin", "detuvo"), ("es", "detener", "en", "detenidas"), ("es", "abrir", "en", "abiertas"), ("es", "negar", "cond", "negarían"),
    ("es", "decir", "fut", "dirá"), ("es", "poner en marcha", "fin", "pusieron en marcha"),
    ("fr", "détenir", "s", "détient"), ("fr", "prendre", "fin", "prirent"), ("fr", "écrire", "en", "écrites"), ("fr", "servir", "cond", "serviraient"),
    ("fr", "dire", "ing", "disant"), ("fr", "juger", "fin", "jugeait"),
])
def test_other_verbs_have_theirs(language: str, lemma: str, tag: str, surface: str) -> None:
    assert (tag, surface) in forms(lemma, language)


def test_a_language_without_rules_leaves_words_as_they_are() -> None:
    assert forms("fazer", "xx") == (("base", "fazer"),)
    assert (singular("postos", "xx"), plural("postos", "xx"), unit_for("postos", "xx")) == ("postos", False, None)
    assert grammar("xx").prepositions == frozenset()
    assert words_of("speech", "nothing of the sort") == frozenset()


def test_nouns_count_one_english_thing_in_every_language() -> None:
    assert (unit_of("stations"), unit_of("comisarías", "es"), unit_of("commissariats", "fr")) == ("station", "station", "station")
    assert unit_for("volunteers") == "person"
    assert singular("bureaux", "fr") == "bureau"
    assert plural("sheep") is False


@pytest.mark.parametrize(("line", "phrases"), [
    ("plain words", ["plain words"]),
    ("fue {obligado|obligada} a", ["fue obligado a", "fue obligada a"]),
    ("{the|} police", ["the police", "police"]),
    ("{a|b} {c|d}", ["a c", "a d", "b c", "b d"]),
])
def test_alternatives_are_written_out(line: str, phrases: list[str]) -> None:
    assert expanded(line) == phrases


def test_a_line_that_stands_for_too_many_phrases_is_refused() -> None:
    with pytest.raises(ValueError, match="more than"):
        expanded("{a|b|c|d}" * 12)


@pytest.mark.parametrize(("language", "text", "words"), [
    ("fr", "L’association dit-elle qu'il n'a rien ?", ["l'", "association", "dit", "-elle", "qu'", "il", "n'", "a", "rien", "?"]),
    ("fr", "Aujourd'hui, le porte-parole", ["aujourd'hui", ",", "le", "porte-parole"]),
    ("en", "The body's co-chair", ["the", "body's", "co-chair"]),
])
def test_elided_and_enclitic_words_are_words_of_their_own(language: str, text: str, words: list[str]) -> None:
    assert cut(text, language).lows == words


@given(st.sampled_from(sorted(languages("speech") - {"zh"})), st.text(alphabet="adlqu'’-éí .,il1«»", max_size=60))
def test_words_cover_the_text_in_every_language(language: str, text: str) -> None:
    words = cut(text, language)
    assert "".join(text[a:b] for a, b in zip(words.starts, words.ends, strict=True)) == "".join(text.split())


def test_cues_are_found_behind_an_elision() -> None:
    text = "Selon l'ONG, qu’affirme-t-elle ?"
    found = find_cues(cut(text, "fr"), find_hits(lowered(text), "fr"))
    assert {entry.lemma for cue in found for entry in cue.entries} >= {"selon", "affirmer"}


@pytest.mark.parametrize(("language", "sentence", "speaker"), [
    ("es", "Según la ONG Faro Civil, 54 comisarías operan en 30 países.", "Faro Civil"),
    ("es", "De acuerdo con el informe de Faro Civil, 3 oficinas operan en Lisboa.", "Faro Civil"),
    ("es", "Hay 12 comisarías en la ciudad, aseguró ayer el ministro.", "ministro"),
    ("es", "«Hemos contado 54 comisarías», afirmó la portavoz de la asociación.", "portavoz de la asociación"),
    ("es", "—Hay 3 comisarías en la capital —dijo el alcalde—.", "alcalde"),
    ("es", "Dijo el portavoz que en la capital hay 3 comisarías.", "portavoz"),
    ("es", "El fiscal dijo a la prensa que hay 5 comisarías.", "fiscal"),
    ("es", "En el Ministerio de Justicia aseguran que hay 3 oficinas.", "Ministerio de Justicia"),
    ("es", "La asociación, que dice tener más de 2.000 socios, es antigua.", "asociación"),
    ("fr", "Selon l'ONG Veille Portuaire, 54 commissariats existent dans 30 pays.", "Veille Portuaire"),
    ("fr", "« Nous avons recensé 54 commissariats », a affirmé hier la porte-parole de l'association.", "porte-parole de l'association"),
    ("fr", "Il y a 12 commissariats dans la ville, a déclaré le ministre.", "ministre"),
    ("fr", "Le procureur a dit à la presse que 14 agents travaillaient dans la ville.", "procureur"),
])
def test_speakers_are_found_where_a_language_puts_them(language: str, sentence: str, speaker: str) -> None:
    assert count(sentence, language).said_by == (speaker,)


def test_a_dropped_subject_is_who_spoke_last() -> None:
    found = [c for c in claims("La fiscalía contó 12 oficinas. Añadió que 3 oficinas estaban vacías.", "es") if c.kind is Kind.COUNT]
    assert [(c.value, c.said_by) for c in found] == [("12", ("fiscalía",)), ("3", ("fiscalía",))]


def test_a_subject_behind_a_verb_of_saying_is_no_object() -> None:
    assert count("La ministra anunció la creación de 3 oficinas.", "es").said_by == ()


@pytest.mark.parametrize(("language", "sentence", "modality"), [
    ("es", "Habría 12 comisarías en la ciudad.", Modality.HEDGED),
    ("es", "Hay 12 comisarías en la ciudad.", Modality.ASSERTED),
    ("fr", "Il y aurait 12 commissariats dans la ville.", Modality.HEDGED),
    ("fr", "Il y a 12 commissariats dans la ville.", Modality.ASSERTED),
])
def test_the_conditional_is_hearsay(language: str, sentence: str, modality: Modality) -> None:
    assert count(sentence, language).modality is modality


def test_a_cue_in_the_conditional_or_future_says_so_itself() -> None:
    for sentence, modality in (("La policía detendría a 9 disidentes.", Modality.HEDGED), ("La policía detendrá a 9 disidentes.", Modality.PLANNED)):
        assert {c.modality for c in claims(sentence, "es") if c.kind is not Kind.COUNT} == {modality}


@pytest.mark.parametrize("sentence", ["La oficina fue instalada por la policía local.", "Las oficinas dependen de la policía local."])
def test_who_runs_what_is_read_in_spanish(sentence: str) -> None:
    (control,) = [c for c in claims(sentence, "es") if c.kind is Kind.CONTROL]
    assert control.subject == "policía local"


def test_bodies_are_brought_in_with_their_sort_before_or_behind_them() -> None:
    text = "Faro Civil, una organización de derechos humanos, informó. La fundación catalana Puerto Libre calló."
    assert [name for _, name, _ in brought_in(text, "es")[0]] == ["Faro Civil", "Puerto Libre"]
    assert [name for _, name, _ in brought_in("Harbour Watch, a rights group, and the charity Open Quay.")[0]] == ["Harbour Watch", "Open Quay"]


@settings(deadline=None)  # the first text of a language loads its lists
@given(st.sampled_from(sorted(languages("speech") - {"zh"})), st.text(max_size=200))
def test_any_text_is_read_in_any_language(language: str, content: str) -> None:
    for c in claims(content, language):
        assert c.anchor.quote


def test_who_speaks_of_us_is_the_doer() -> None:
    (measure,) = [c for c in claims("“We have opened inquiries into four associations,” the minister said.", "en") if c.kind is Kind.MEASURE]
    assert (measure.subject, measure.said_by) == ("minister", ("minister",))
