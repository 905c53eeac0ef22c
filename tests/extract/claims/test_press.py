"""Everyday sentences in four languages: what is counted in them, whose word it is, where, when, and how surely it is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from witnessmark.extract.find import find
from witnessmark.records.claims import Content, Kind
from witnessmark.records.texts import Text

PRESS = Path(__file__).parent / "press"
SENTENCES = [(path.stem, one) for path in sorted(PRESS.glob("*.yaml")) for one in yaml.safe_load(path.read_text("utf-8"))]


def counts(content: str, language: str) -> list[Content]:
    """Return what is counted in a text that was published on a Thursday in June."""
    text = Text(document="0" * 64, reader="plain", reader_version="1", content=content, published="2024-06-20", language=language)
    return [d.content for d in find(text) if d.content.kind is Kind.COUNT]


@pytest.mark.parametrize(("language", "one"), SENTENCES, ids=[f"{language}-{k}" for k, (language, _) in enumerate(SENTENCES)])
def test_a_count_has_its_unit_speaker_place_and_time(language: str, one: dict[str, Any]) -> None:
    found = counts(one["text"], language)
    for told in one["counts"]:
        count = next((c for c in found if str(c.value) == str(told["value"])), None)
        assert count is not None, [c.anchor.quote for c in found]
        assert count.unit == told["unit"]
        root = count.said_by[-1] if count.said_by else ""
        assert (told["said_by"] in root or root in told["said_by"]) and root if "said_by" in told else not root
        assert count.place == told.get("place")
        assert (count.time.edtf if count.time else None) == told.get("time")
        assert count.modality.value == told.get("modality", "asserted")


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("it", "Almeno 36 oppositori sono stati arrestati. Lo riferisce l'agenzia.", "agenzia"),
        ("it", "Almeno 36 oppositori sono stati arrestati. È quanto emerge dal dossier dell'associazione.", "dossier dell'associazione"),
        ("fr", "Trente-six opposants ont été arrêtés. C'est ce que révèle une enquête du journal.", "enquête du journal"),
        ("pt", "Foram detidos 36 opositores. É o que revela o relatório da associação.", "relatório da associação"),
        ("de", "36 Oppositionelle wurden verhaftet. Das geht aus dem Bericht hervor.", "Bericht"),
    ],
)
def test_a_sentence_may_say_whose_word_the_one_before_is(language: str, text: str, speaker: str) -> None:
    assert counts(text, language)[0].said_by == (speaker,)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Der Ausschuss wird im Herbst acht Zeugen anhören."),
        ("fr", "La région accueillera en 2025 quarante familles."),
        ("it", "La commissione ascolterà in autunno otto esperti."),
        ("pt", "A comissão ouvirá em setembro oito peritos."),
    ],
)
def test_a_future_is_a_plan(language: str, text: str) -> None:
    assert counts(text, language)[0].modality.value == "planned"


def test_a_weekday_before_a_number_word_is_no_day_of_the_month() -> None:
    count = counts("La corte ha ascoltato martedì quattro testimoni.", "it")[0]
    assert (count.value, count.time and count.time.edtf) == ("4", "2024-06-18")
