"""Your own finders on the command line: named by a file, told what came of them, and a status when nobody answers."""

import json

import pytest

from tests.consult.rogue import serving
from tests.walk.made import PERSON, WORDS
from tests.walk.test_consult import OFFERS, says


@pytest.fixture
def finders(tmp_path):
    def write(port, **more):
        file = tmp_path / "finders.toml"
        lines = [f'url = "http://127.0.0.1:{port}/v1"', 'model = "small"', *(f"{key} = {json.dumps(value)}" for key, value in more.items())]
        file.write_text("\n".join(["[[finder]]", 'sort = "endpoint"', *lines]), "utf-8")
        return file

    return write


@pytest.fixture
def report(tmp_path):
    file = tmp_path / "report.txt"
    file.write_text(WORDS, "utf-8")
    return file


def test_claims_of_a_file_with_a_model_beside_our_own(run, finders, report):
    with serving(says(OFFERS)) as port:
        status, out, _ = run("claims", report, "--language", "en", "--consult", finders(port), "--explain")
    assert status == 0
    assert "kind <- endpoint:small" in out
    assert "dropped 1: not verbatim in the text" in out


def test_nothing_is_asked_without_the_file(run, report):
    assert "endpoint" not in run("claims", report, "--language", "en", "--explain")[1]


def test_reading_a_case_with_a_model(run, finders, report, tmp_path):
    case = tmp_path / "case"
    assert run("init", case, "--title", "A case", "--person", PERSON, "--mode", "solo", "--keys", "../keys", "--exercise")[0] == 0
    assert run("collect", case, report)[0] == 0
    with serving(says(OFFERS)) as port:
        status, out, _ = run("read", case, "--consult", finders(port))
    assert status == 0
    assert "asked about 1 text, 0 asked before; 2 new drafts, 1 offer dropped" in out
    assert "dropped   1: not verbatim in the text" in out
    assert run("read", case, "--consult", finders(port))[0] == 0, "the same finder is not asked again, so nobody need answer"
    status, _, err = run("read", case, "--consult", finders(port, weights="ab"))
    assert status == 5
    assert "nobody answers" in err


def test_a_mistake_in_the_file_is_told(run, finders, report):
    status, _, err = run("claims", report, "--consult", finders(9, temperature="0"))
    assert status == 2
    assert "temperature" in err
