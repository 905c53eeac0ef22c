"""The table of fields names every field of every record, and nothing that does not exist."""

import dataclasses
import importlib
import pkgutil

import pytest

from witnessmark import records
from witnessmark.records.fields import FIELDS, Level, may_leave


def every_field() -> set[str]:
    found = set()
    for module in pkgutil.iter_modules(records.__path__):
        for name, value in vars(importlib.import_module(f"witnessmark.records.{module.name}")).items():
            if isinstance(value, type) and dataclasses.is_dataclass(value):
                found |= {f"{name}.{field.name}" for field in dataclasses.fields(value)}
    return found


def test_every_field_of_every_record_has_a_level():
    assert sorted(every_field() - set(FIELDS)) == []


def test_the_table_names_no_field_that_does_not_exist():
    assert sorted(set(FIELDS) - every_field()) == []


def test_what_has_no_row_stays_inside():
    assert not may_leave("Claim", "a_field_of_tomorrow")


@pytest.mark.parametrize("field", ["PersonAdded.name", "Receipt.came_from", "ClaimAccepted.note", "Received.by", "NameClassified.name", "Person.name"])
def test_names_and_paths_of_the_case_stay_inside(field):
    assert FIELDS[field] is Level.INTERNAL
