"""What was clean before is not searched again: for the same list, by the same gate, and by nobody's word but the key's."""

import re
import stat
from pathlib import Path

import witnessmark.protect as room
from witnessmark.protect import manner
from witnessmark.protect.cleaned import SIZE, Cleaned
from witnessmark.protect.layers import layers_of

KEY, ONE, TWO = b"k" * 32, "1" * 64, "2" * 64


def test_a_mark_is_of_one_file_one_list_and_one_key(tmp_path):
    file = tmp_path / "work" / "inspected"
    first = Cleaned(file, key=KEY, terms=ONE)
    first.add_content(b"nothing")
    first.keep()
    assert Cleaned(file, key=KEY, terms=ONE).has_content(b"nothing")
    assert not Cleaned(file, key=KEY, terms=ONE).has_content(b"something")
    assert not Cleaned(file, key=KEY, terms=TWO).has_content(b"nothing")
    assert not Cleaned(file, key=b"other", terms=ONE).has_content(b"nothing")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_better_gate_looks_at_everything_anew(tmp_path, monkeypatch):
    first = Cleaned(tmp_path / "inspected", key=KEY, terms=ONE)
    first.add_content(b"nothing")
    first.keep()
    monkeypatch.setattr("witnessmark.protect.cleaned.MANNER", "another")
    assert not Cleaned(tmp_path / "inspected", key=KEY, terms=ONE).has_content(b"nothing")


def test_marks_of_several_lists_are_kept_beside_each_other(tmp_path):
    for terms in (ONE, TWO):
        clean = Cleaned(tmp_path / "inspected", key=KEY, terms=terms)
        clean.add_content(b"nothing")
        clean.keep()
    assert all(Cleaned(tmp_path / "inspected", key=KEY, terms=terms).has_content(b"nothing") for terms in (ONE, TWO))
    assert (tmp_path / "inspected").stat().st_size == 2 * SIZE


def test_what_is_damaged_or_gone_is_an_empty_list(tmp_path):
    file = tmp_path / "inspected"
    for content in (b"x", b"x" * SIZE, b""):
        file.write_bytes(content)
        assert not Cleaned(file, key=KEY, terms=ONE).has_content(b"nothing")
    assert not Cleaned(None, key=KEY, terms=ONE).has_content(b"nothing")
    Cleaned(None, key=KEY, terms=ONE).keep()


def test_a_member_that_was_looked_at_is_not_opened_again():
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as pack:
        pack.writestr("a.txt", "some words of a member")
    clean = Cleaned(None, key=KEY, terms=ONE)
    before = sum("some words" in layer.text for layer in layers_of(out.getvalue(), carrier="file", known=clean))
    clean.add_content(b"some words of a member")
    after = sum("(member)" in layer.carrier for layer in layers_of(out.getvalue(), carrier="file", known=clean))
    assert before > 0
    assert after == 0


def test_every_file_that_looks_is_of_the_manner():
    """Whatever the search and the opening import from this room is in the list; the list names no file that is not there."""
    folder = Path(room.__file__).parent
    reached, left = set(), ["forms", "search", "layers"]
    while left:
        name = left.pop()
        if name in reached:
            continue
        reached.add(name)
        source = (folder / f"{name}.py").read_text("utf-8")
        left += re.findall(r"from witnessmark\.protect\.(\w+) import", source)
        left += [m.strip() for line in re.findall(r"from witnessmark\.protect import ([\w, ]+)", source) for m in line.split(",")]
    assert reached == set(manner.LOOKING)
