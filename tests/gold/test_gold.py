"""How well claims are found in our own marked texts: floors that a change may raise and never lower."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

from witnessmark.extract.claims_report import gold_text
from witnessmark.extract.find import find
from witnessmark.records.claims import gold_form

HERE = Path(__file__).parent
ENGLISH = [f"own-{n:02d}" for n in range(1, 13)]
FLOORS = {
    "all": {"f1": 0.88, "root": 0.87, "chain": 0.88, "modality": 0.94, "place": 0.76, "time": 0.89, "unit": 0.95},
    "count": {"f1": 0.94, "root": 0.85, "modality": 0.94},
    "presence": {"f1": 0.75},
    "control": {"f1": 0.79},
    "link": {"f1": 0.66},
    "act": {"f1": 0.82},
    "measure": {"f1": 0.76},
    "denial": {"f1": 0.85},
}
"""Least values by kind; accuracies are over claims that were found."""


@pytest.fixture(scope="module")
def score() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gold_score", HERE / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["gold_score"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def got() -> dict[str, list[dict[str, object]]]:
    return {ident: [gold_form(draft.content) for draft in find(gold_text(HERE / "texts" / f"{ident}.json"))] for ident in ENGLISH}


@pytest.fixture(scope="module")
def result(score: ModuleType, got: dict[str, list[dict[str, object]]]) -> dict[str, dict[str, dict[str, object]]]:
    gold = {ident: json.loads((HERE / "claims" / f"{ident}.json").read_text("utf-8"))["claims"] for ident in ENGLISH}
    return score.score(gold, got, dict.fromkeys(ENGLISH, "en"))


def test_every_quote_is_verbatim(score: ModuleType, got: dict[str, list[dict[str, object]]]) -> None:
    assert score.bad_quotes(got, score.texts_for(HERE)) == []


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, floors in FLOORS.items() for name in floors])
def test_quality_does_not_drop(result: dict[str, dict[str, dict[str, object]]], score: ModuleType, kind: str, name: str) -> None:
    row = result["all"]["all"] if kind == "all" else result["kind"][kind]
    value = row["f1"] if name == "f1" else row["accuracy"][name]
    assert value >= FLOORS[kind][name], f"{kind}: {name} is {value:.3f}\n{score.table(result)}"


def test_precision_is_not_bought_with_silence(result: dict[str, dict[str, dict[str, object]]]) -> None:
    row = result["all"]["all"]
    assert row["recall"] >= 0.82
    assert row["precision"] >= 0.90
