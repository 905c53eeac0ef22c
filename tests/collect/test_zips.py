"""Archives: what is in them comes out with its parent and its name as written, what cannot is named, and no bomb goes off."""

import io
import os
import random
import struct
import time
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.collect.makers import SMALL, mail, opened, packed, raw_zip
from witnessmark.records.canonical import canonical, sha256
from witnessmark.records.documents import How


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_members_come_out_with_their_parent(method):
    archive = packed(("a.txt", b"three in Madrid"), ("sub/b.txt", b"two " * 500), ("empty.txt", b""), ("sub/", b""), method=method)
    found, left = opened(archive)
    assert left == []
    assert [(c.member, c.name, c.content) for c in found] == [
        ("a.txt", "a.txt", b"three in Madrid"), ("sub/b.txt", "b.txt", b"two " * 500), ("empty.txt", "empty.txt", b""),
    ]  # fmt: skip
    assert {c.parent for c in found} == {sha256(archive)}
    assert {c.how for c in found} == {How.ARCHIVE}


def test_streamed_archives_with_lengths_behind_the_data_are_read():
    out = io.BytesIO()

    class Stream(io.RawIOBase):
        def writable(self):
            return True

        def write(self, data):
            return out.write(data)

    with zipfile.ZipFile(Stream(), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"nine")
        archive.writestr("b.txt", b"stations")
    found, left = opened(out.getvalue())
    assert [c.content for c in found] == [b"nine", b"stations"]
    assert left == []


def test_large_file_records_are_read():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, archive.open("a.txt", "w", force_zip64=True) as file:
        file.write(b"nine")
    found, left = opened(out.getvalue())
    assert [c.content for c in found] == [b"nine"]
    assert left == []


def test_an_archive_behind_a_comment_and_before_one_is_read():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", b"nine")
        archive.comment = b"PK\x05\x06 a comment that looks like an end"
    found, _ = opened(out.getvalue())
    assert [c.content for c in found] == [b"nine"]


def test_archives_in_archives_come_out_to_the_limit():
    inner = packed(("deep.txt", b"x"))
    archive = inner
    for level in range(4):
        archive = packed((f"{level}.zip", archive))
    found, left = opened(archive)
    assert [c.member for c in found] == ["3.zip", "2.zip", "1.zip"]
    assert [c.parent for c in found[1:]] == [sha256(c.content) for c in found[:-1]]
    assert len(left) == 1
    assert "kept, but not opened" in left[0].why
    assert left[0].parent == sha256(found[-1].content)


def test_documents_that_are_built_as_archives_are_not_opened():
    docx = packed(("[Content_Types].xml", b"x"), ("word/document.xml", b"<w/>"))
    odt = packed(("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"x"), method=zipfile.ZIP_STORED)
    for document in (docx, odt):
        assert opened(document) == ([], [])
    found, left = opened(packed(("a.docx", docx), ("b.odt", odt)))
    assert [c.name for c in found] == ["a.docx", "b.odt"]
    assert left == []


HOSTILE = [
    "../../evil.txt", "/etc/passwd", "C:\\x\\y.txt", "\\\\server\\share\\a", "a:b", "a\0b.txt", "con", "nul.txt", "a. ",
    "~/.ssh/authorized_keys",
    "\N{RIGHT-TO-LEFT OVERRIDE}fdp.exe", "caf\u00e9", "cafe\u0301", "a/./b/../c", "-rf", "$(x)", "a\nb", "n" * 4096, "=cmd|' /C calc'!A0",
]  # fmt: skip


def test_hostile_names_are_data_and_make_no_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    archive = raw_zip(*((name.encode(), b"%d" % n) for n, name in enumerate(HOSTILE)))
    found, left = opened(archive)
    assert left == []
    assert [c.content for c in found] == [b"%d" % n for n in range(len(HOSTILE))]
    for capture, name in zip(found, HOSTILE, strict=True):
        if len(name) <= 1000:
            assert capture.member == name
        else:
            assert capture.member.startswith(name[:1000])
            assert len(capture.member) == 1001
            assert sha256(name.encode()) in capture.remark
    assert os.listdir(tmp_path) == []


@settings(max_examples=150, deadline=None)
@given(names=st.lists(st.binary(min_size=1, max_size=60).filter(lambda n: not n.endswith((b"/", b"\\"))), min_size=1, max_size=5))
def test_any_name_can_be_kept_in_the_record(names):
    found, left = opened(raw_zip(*((name, b"x%d" % n) for n, name in enumerate(names)), flags=0))
    assert left == []
    assert [c.content for c in found] == [b"x%d" % n for n in range(len(names))]
    for one in found:
        assert canonical([one.member, one.name, one.came_from, one.remark])


def test_an_entry_of_another_name_inside_is_remarked():
    archive = bytearray(raw_zip((b"invoice.pdf", b"x")))
    at = archive.find(b"invoice.pdf")
    archive[at : at + 11] = b"payload.exe"
    (one,), _ = opened(bytes(archive))
    assert one.member == "invoice.pdf"
    assert "payload.exe" in one.remark


def test_encrypted_members_are_left_out_and_the_rest_comes_out():
    archive = bytearray(raw_zip((b"secret.txt", b"x"), (b"open.txt", b"y")))
    for at in (archive.find(b"PK\x03\x04") + 6, archive.find(b"PK\x01\x02") + 8):
        archive[at] |= 1
    found, left = opened(bytes(archive))
    assert [c.member for c in found] == ["open.txt"]
    assert left[0].name == "secret.txt"
    assert left[0].why.startswith("encrypted")


def test_symbolic_links_in_archives_are_not_followed():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("link")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    found, left = opened(out.getvalue())
    assert found == []
    assert "link" in left[0].why


def test_unknown_methods_are_named():
    archive = bytearray(raw_zip((b"a", b"x")))
    for at in (archive.find(b"PK\x03\x04") + 8, archive.find(b"PK\x01\x02") + 10):
        archive[at] = 9
    _, left = opened(bytes(archive))
    assert "deflate64" in left[0].why


def test_a_changed_byte_costs_one_member():
    archive = bytearray(packed(("a", b"1111"), ("b", b"2222"), ("c", b"3333"), method=zipfile.ZIP_STORED))
    archive[archive.find(b"2222")] ^= 1
    found, left = opened(bytes(archive))
    assert [c.member for c in found] == ["a", "c"]
    assert [one.name for one in left] == ["b"]
    assert "checksum" in left[0].why


def test_a_cut_off_archive_gives_what_can_be_read():
    texts = [random.Random(n).randbytes(3000) for n in range(5)]
    archive = packed(*((f"{n}.bin", text) for n, text in enumerate(texts)))
    found, left = opened(archive[: len(archive) // 2])
    assert [c.content for c in found] == texts[:2]
    assert any("cut off" in one.why for one in left)
    assert any("no directory" in one.why for one in left)


def test_entries_that_overlap_are_refused():
    """Two lines of the directory for one and the same part, as in the zip bombs that unpack to petabytes."""
    archive = raw_zip((b"a", b"x" * 1000))
    at = archive.find(b"PK\x01\x02")
    line = archive[at : at + 47]
    bomb = archive[:at] + line * 40 + b"PK\x05\x06" + struct.pack("<4H2LH", 0, 0, 40, 40, len(line) * 40, at, 0)
    found, left = opened(bomb)
    assert found == []
    assert "overlap" in left[0].why


def test_quoted_overlap_is_refused():
    """The first part holds the header of the second as its own data."""
    second = raw_zip((b"b", b"y" * 500))
    body = second[: second.find(b"PK\x01\x02")]
    fixed = struct.pack("<5H3L2H", 20, 0, 0, 0, 33, 0, len(body), len(body), 1, 0)
    first = b"PK\x03\x04" + fixed + b"a"
    lines = b"PK\x01\x02" + struct.pack("<H", 20) + fixed + struct.pack("<3H2L", 0, 0, 0, 0, 0) + b"a"
    other = bytearray(second[second.find(b"PK\x01\x02") : second.find(b"PK\x05\x06")])
    struct.pack_into("<L", other, 42, len(first))
    lines += bytes(other)
    bomb = first + body + lines + b"PK\x05\x06" + struct.pack("<4H2LH", 0, 0, 2, 2, len(lines), len(first + body), 0)
    found, left = opened(bomb)
    assert found == []
    assert "overlap" in left[0].why


def test_a_bomb_is_stopped_and_named_and_its_neighbours_come_out():
    archive = packed(("bomb.bin", b"\0" * (900 << 10)), ("real.txt", random.Random(1).randbytes(4000)))
    found, left = opened(archive)
    assert [c.member for c in found] == ["real.txt"]
    assert left[0].name == "bomb.bin"
    assert "200 times" in left[0].why


def test_many_small_bombs_are_stopped_by_the_ratio_of_the_whole():
    limits = replace(SMALL, total_bytes=1 << 30)
    archive = packed(*((f"{n}.bin", b"\0" * (60 << 10)) for n in range(40)))
    found, left = opened(archive, limits=limits)
    assert sum(len(c.content) for c in found) <= max(200 * len(archive), 64 << 10)
    assert "the rest stays inside" in left[-1].why


def test_small_bombs_in_archives_in_an_archive_are_stopped_by_the_ratio_of_the_whole():
    limits = replace(SMALL, total_bytes=1 << 30)
    archive = packed(*((f"{n}.zip", packed((f"{n}.bin", b"%d" % n + b"\0" * (60 << 10)))) for n in range(40)), method=zipfile.ZIP_STORED)
    found, left = opened(archive, limits=limits)
    assert sum(len(c.content) for c in found) <= 200 * len(archive)
    assert len(found) + len(left) == 80 or "the rest stays inside" in left[-1].why
    tiny = packed(*((f"{n}.zip", packed(("x", b"\0" * (60 << 10)))) for n in range(40)))
    found, left = opened(tiny, limits=limits)
    assert sum(len(c.content) for c in found) <= 200 * len(tiny)
    assert "the rest stays inside" in left[-1].why


def test_a_lie_about_the_size_does_not_help_a_bomb():
    archive = bytearray(packed(("bomb.bin", b"\0" * (900 << 10))))
    for at in (archive.find(b"PK\x03\x04") + 22, archive.find(b"PK\x01\x02") + 24):
        struct.pack_into("<L", archive, at, 10)
    found, left = opened(bytes(archive))
    assert found == []
    assert "200 times" in left[0].why


def test_an_item_beyond_the_limit_is_left_out():
    found, left = opened(packed(("big", random.Random(1).randbytes((1 << 20) + 1)), method=zipfile.ZIP_STORED))
    assert found == []
    assert "larger than 1 MiB" in left[0].why


def test_the_total_is_limited_over_all_layers():
    inner = packed(*((f"{n}", random.Random(n).randbytes(300 << 10)) for n in range(3)))
    found, left = opened(packed(*((f"{n}.zip", inner) for n in range(9)), method=zipfile.ZIP_STORED))
    assert sum(len(c.content) for c in found) <= 4 << 20
    assert len(left) == 1
    assert "more than 4 MiB unpacked" in left[0].why


def test_the_number_of_members_is_limited_over_all_layers():
    inner = packed(*((f"{n}", b"%d" % n) for n in range(30)))
    found, left = opened(packed(("a.zip", inner), ("b.zip", inner)))
    assert len(found) == 50
    assert "more than 50 members" in left[-1].why
    assert len(left) == 1


def test_a_million_declared_members_cost_nothing():
    archive = packed(*((f"{n}", b"") for n in range(60)))
    found, left = opened(archive)
    assert len(found) == 50
    assert "60 members are declared, more than 50" in left[-1].why


def test_a_real_bomb_with_the_limits_as_they_are_is_stopped_soon():
    from witnessmark.collect.limits import Limits

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a.bin", "w") as file:
        for _ in range(200):
            file.write(b"\0" * (1 << 20))
    began = time.monotonic()
    found, left = opened(out.getvalue(), limits=Limits())
    assert found == []
    assert "times its packed size" in left[0].why
    assert time.monotonic() - began < 10


def test_mail_in_archives_is_opened_too():
    found, left = opened(packed(("a.eml", mail(("list.csv", b"a,b\n1,2\n")))))
    assert [c.name for c in found] == ["a.eml", "list.csv"]
    assert found[1].parent == sha256(found[0].content)
    assert left == []


@settings(max_examples=120, deadline=None)
@given(data=st.data())
def test_damage_never_raises(data):
    content = bytearray(packed(("a.txt", b"three " * 40), ("b.zip", packed(("c", b"x"))), ("d.eml", mail(("e", b"y")))))
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(len(content) // 2, len(content)))
    found, left = opened(bytes(content[:cut]))
    for one in found:
        assert canonical([one.member, one.name, one.remark])
    for one in left:
        assert one.why
