"""What a user may rely on: every word list says who has checked it, and nobody is named who has not."""

from importlib.resources import files
from pathlib import Path

import pytest

from witnessmark.extract.lexicon import languages, lexicon


def lists_of(value, path=""):
    """Yield every list of a file with its path: a mapping that holds `entries`."""
    if isinstance(value, dict) and "entries" in value:
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from lists_of(inner, f"{path}/{key}")


FILES = sorted(Path(str(files("witnessmark.extract.lexicon"))).rglob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_list_says_who_checked_it(path):
    read = lexicon(path.stem) if path.parent.name == "lexicon" else lexicon(path.stem, path.parent.name)
    found = dict(lists_of(read))
    assert found
    for path, content in found.items():
        assert "checked_by" in content, path
        assert content["checked_by"] is None, f"{path}: a name stands here only after that person has looked"


def test_a_file_is_read_once():
    assert lexicon("numbers", "en") is lexicon("numbers", "en")
    assert "en" in languages("numbers")
