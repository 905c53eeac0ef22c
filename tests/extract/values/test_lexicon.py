"""What a user may rely on: every word list says who has checked it, nobody is named who has not, and every word is one."""

from importlib.resources import files
from pathlib import Path

import pytest

from witnessmark.extract.lexicon import languages, lexicon

FILES = sorted(Path(str(files("witnessmark.extract.lexicon"))).rglob("*.yaml"))
NAMES = [f"{path.parent.name}/{path.stem}" for path in FILES]


def content(path):
    return lexicon(path.stem) if path.parent.name == "lexicon" else lexicon(path.stem, path.parent.name)


def lists_of(value, path=""):
    """Yield every list of a file with its path: a mapping that holds `entries`, and in files of cues each of these entries."""
    if isinstance(value, dict) and "entries" in value:
        yield path, value
        if "language" in value:
            yield from ((f"{path}/{name}", inner) for name, inner in value["entries"].items())
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from lists_of(inner, f"{path}/{key}")


def words_of(value, path=""):
    """Yield every word of lists, and every key, with its path; a truth value that is no word is a setting."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield path, key
            if not isinstance(inner, bool):
                yield from words_of(inner, f"{path}/{key}")
    elif isinstance(value, list):
        for inner in value:
            yield from words_of(inner, path)
    else:
        yield path, value


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_every_list_says_who_checked_it(path):
    found = dict(lists_of(content(path)))
    assert found
    for name, one in found.items():
        assert isinstance(one, dict), name
        assert "checked_by" in one, name
        assert one["checked_by"] is None, f"{name}: a name stands here only after that person has looked"


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_no_word_was_taken_for_a_truth_value_and_every_alternative_closes(path):
    for name, word in words_of(content(path)):
        assert not isinstance(word, bool), f"{name}: quote yes, no, on, off, y, n"
        if isinstance(word, str) and "forms" not in path.stem and "times" not in path.stem:
            assert word.count("{") == word.count("}"), f"{name}: {word!r}"


def test_a_language_with_speakers_has_all_that_a_count_needs():
    for language in languages("speech"):
        for name in ("grammar", "hedges", "units", "numbers", "times", "places"):
            assert language in languages(name), f"{language} has speech.yaml and no {name}.yaml"


def test_a_file_is_read_once():
    assert lexicon("numbers", "en") is lexicon("numbers", "en")
    assert "en" in languages("numbers")
