"""The file that names finders: every mistake is said with file, finder and key; a key of a service never stands in it."""

import pytest

from witnessmark.consult.settings import finders_of
from witnessmark.records.faults import Misused, Refused

GOOD = '[[finder]]\nsort = "endpoint"\nurl = "http://127.0.0.1:9/v1"\nmodel = "small"\n'


def test_finders_in_order(tmp_path):
    file = tmp_path / "finders.toml"
    file.write_text(GOOD + GOOD.replace("small", "large"))
    assert [finder.name for finder in finders_of(file)] == ["endpoint:small", "endpoint:large"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "list of"), ("finder = 1", "list of"), ("[[finder]]\nsort = 'magic'", "finder 1: sort"), (GOOD + "temprature = 1", "temprature"),
        (GOOD + "seconds = 0", "seconds"), (GOOD + "seconds = true", "seconds"), (GOOD + "hosts = 'x'", "hosts"),
        (GOOD.replace('model = "small"', ""), "model"), (GOOD + "key = 'WITNESSMARK_TEST_NO_SUCH_KEY'", "not set"), ("[[finder", "cannot be read"),
        ("[[finder]]\nsort = 'spacy'\npath = 'gone'", "meta.json"),
    ],
)
def test_a_mistake_is_said(tmp_path, words, said):
    file = tmp_path / "finders.toml"
    file.write_text(words)
    with pytest.raises(Misused, match=said) as fault:
        finders_of(file)
    assert str(tmp_path) in str(fault.value)


def test_a_far_host_is_refused(tmp_path):
    file = tmp_path / "finders.toml"
    file.write_text(GOOD.replace("http://127.0.0.1:9", "https://models.example.org"))
    with pytest.raises(Refused):
        finders_of(file)
