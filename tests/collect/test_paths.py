"""Files and folders: everything comes out in order or is named with why and what to do, and nothing stops the run."""

import os
import socket
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from tests.collect.makers import SMALL, mail, packed
from witnessmark.collect import Limits, collect_path, members
from witnessmark.records.canonical import sha256
from witnessmark.records.documents import Capture, How, LeftOut


def _all(path, limits=SMALL):
    found = list(collect_path(path, limits=limits))
    return [one for one in found if isinstance(one, Capture)], [one for one in found if isinstance(one, LeftOut)]


def test_a_file_comes_with_its_name_and_path(tmp_path):
    (tmp_path / "informe ñ.txt").write_bytes(b"nueve")
    (one,), left = _all(tmp_path / "informe ñ.txt")
    assert left == []
    assert (one.content, one.name, one.how, one.came_from) == (b"nueve", "informe ñ.txt", How.FILE, str(tmp_path / "informe ñ.txt"))
    assert (one.parent, one.member, one.url) == (None, None, None)


def test_a_folder_comes_sorted_with_everything_below(tmp_path):
    for name in ("b/2.txt", "b/1.txt", "a.txt", "c/d/e/f.txt", ".hidden", "B.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    found, left = _all(tmp_path)
    assert left == []
    assert [c.content.decode() for c in found] == [".hidden", "B.txt", "a.txt", "b/1.txt", "b/2.txt", "c/d/e/f.txt"]


def test_an_empty_file_is_kept(tmp_path):
    (tmp_path / "empty").touch()
    (one,), left = _all(tmp_path)
    assert (one.content, left) == (b"", [])


def test_a_container_comes_before_its_members(tmp_path):
    archive = packed(("a.eml", mail(("b.txt", b"x"))))
    (tmp_path / "in.zip").write_bytes(archive)
    found, _ = _all(tmp_path)
    assert [c.name for c in found] == ["in.zip", "a.eml", "b.txt"]
    assert [c.parent for c in found] == [None, sha256(archive), sha256(found[1].content)]
    assert found[2].came_from == f"{tmp_path / 'in.zip'} > a.eml > b.txt"


def test_what_a_page_brought_can_be_opened_too():
    one = Capture(content=packed(("a", b"x")), name="a.zip", how=How.PAGE, came_from="https://example.org/a.zip")
    assert [c.member for c in members(one, limits=SMALL)] == ["a"]


def test_links_are_not_followed_but_the_one_that_was_named_is(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.txt").write_bytes(b"x")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "file").symlink_to(tmp_path / "real" / "a.txt")
    (tmp_path / "in" / "folder").symlink_to(tmp_path / "real")
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "nowhere").symlink_to(tmp_path / "gone")
    found, left = _all(tmp_path / "in")
    assert found == []
    assert len(left) == 4
    assert all("links are not followed" in one.why for one in left)
    (tmp_path / "named").symlink_to(tmp_path / "real")
    found, left = _all(tmp_path / "named")
    assert [c.content for c in found] == [b"x"]
    assert left == []


def test_a_link_that_takes_the_place_of_a_file_in_between_is_not_followed(tmp_path, monkeypatch):
    (tmp_path / "secret").write_bytes(b"not for the case")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_bytes(b"x")
    real = Path.lstat

    def lstat(path):
        status = real(path)
        if path.name == "a.txt":
            path.unlink()
            path.symlink_to(tmp_path / "secret")
        return status

    monkeypatch.setattr(Path, "lstat", lstat)
    found, left = _all(tmp_path / "in")
    assert found == []
    assert "cannot be read" in left[0].why


def test_pipes_sockets_and_devices_are_named_and_do_not_stop_the_run(tmp_path):
    folder = Path(tempfile.mkdtemp(dir="/tmp"))  # a socket's path may have 100 characters
    os.mkfifo(folder / "pipe")
    with socket.socket(socket.AF_UNIX) as end:
        end.bind(str(folder / "socket"))
        (folder / "z.txt").write_bytes(b"x")
        found, left = _all(folder)
        assert [c.name for c in found] == ["z.txt"]
        assert sorted(one.why for one in left) == ["a pipe, not a file.", "a socket, not a file."]
    assert "device" in _all(Path("/dev/null"))[1][0].why


def test_what_is_not_there_is_named(tmp_path):
    found, left = _all(tmp_path / "gone.txt")
    assert found == []
    assert "spelling" in left[0].why


def test_a_file_or_folder_that_fails_is_named_and_the_run_goes_on(tmp_path, monkeypatch):
    for name in ("a.txt", "b/c.txt", "d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(name.encode())
    real_open, real_list = os.open, os.listdir

    def refuse(real, name):
        def call(path, *args, **kwargs):
            if Path(path).name == name:
                raise PermissionError(13, "Permission denied", str(path))
            return real(path, *args, **kwargs)

        return call

    monkeypatch.setattr(os, "open", refuse(real_open, "a.txt"))
    monkeypatch.setattr(os, "listdir", refuse(real_list, "b"))
    found, left = _all(tmp_path)
    assert [c.name for c in found] == ["d.txt"]
    assert [Path(one.name).name for one in left] == ["a.txt", "b"]
    assert all("Permission denied" in one.why and "Make it readable" in one.why for one in left)


def test_a_file_beyond_the_limit_is_left_out_unread(tmp_path):
    with (tmp_path / "big").open("wb") as file:
        file.truncate(1 << 40)
    found, left = _all(tmp_path, limits=Limits())
    assert found == []
    assert left[0].why.startswith("larger than 256 MiB")


def test_a_file_at_the_limit_is_taken(tmp_path):
    (tmp_path / "at").write_bytes(b"x" * 100)
    (tmp_path / "over").write_bytes(b"x" * 101)
    found, left = _all(tmp_path, limits=replace(SMALL, item_bytes=100))
    assert [c.name for c in found] == ["at"]
    assert [Path(one.name).name for one in left] == ["over"]


def test_a_name_that_is_no_utf_8_is_shown_escaped(tmp_path):
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_bytes(b"x")
    (one,), _ = _all(tmp_path)
    assert one.name == "caf\\xe9.txt"
    assert one.came_from.endswith("caf\\xe9.txt")


@pytest.mark.parametrize("name", ["a.tar", "a.7z", "a.rar", "a.gz"])
def test_archives_of_other_kinds_are_kept_as_they_are(tmp_path, name):
    magic = {"a.tar": b"\0" * 257 + b"ustar", "a.7z": b"7z\xbc\xaf\x27\x1c", "a.rar": b"Rar!\x1a\x07\0", "a.gz": b"\x1f\x8b\x08\0" * 9}
    (tmp_path / name).write_bytes(magic[name])
    found, left = _all(tmp_path)
    assert [c.content for c in found] == [magic[name]]
    assert left == []
