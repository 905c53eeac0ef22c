"""Every document ends in a named state, whatever its bytes are; a text survives being kept as two objects."""

import hashlib
import io
import random
import zipfile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extract.readers.made import message, page, pdf, saved, stream
from tests.extract.readers.test_office import workbook
from witnessmark.engine.local import Limits, outcomes
from witnessmark.extract.layout import layout_bytes, text_from
from witnessmark.extract.read import READERS, again, extract, extraction_from, read_job
from witnessmark.records.documents import State
from witnessmark.records.faults import Damaged

OFFICE = "application/vnd.openxmlformats-officedocument."


def word():
    document = docx.Document()
    for n in range(30):
        document.add_paragraph(f"Paragraph {n}: three in Barcelona, and another three in Valencia.")
    return document


FILES = {
    "text/html": page(),
    "application/pdf": pdf([stream(["Three in Barcelona."]), stream(["And three in Valencia."])]),
    f"{OFFICE}wordprocessingml.document": saved(word()),
    f"{OFFICE}spreadsheetml.sheet": saved(workbook()),
    "text/csv": 'City,Stations\nValència,3\n"Madrid",2\n'.encode(),
    "text/plain": "Three in València, 三个在巴塞罗那.\r\n".encode(),
    "message/rfc822": message(),
}


def read(content, media, **more):
    return extract(content, document=hashlib.sha256(content).hexdigest(), media=media, **more)


@pytest.mark.parametrize("media", FILES)
def test_a_whole_file_is_read(media):
    found = read(FILES[media], media)
    assert (found.state, found.reason) == (State.READ, "")
    assert found.reader == READERS[media].name


@pytest.mark.parametrize("media", FILES)
def test_a_file_cut_off_anywhere_ends_in_a_named_state(media):
    content = FILES[media]
    cuts = {0, 1, 2, 5, len(content) - 1, len(content) - 3, *(len(content) * n // 24 for n in range(1, 24))}
    for cut in sorted(cuts):
        found = read(content[:cut], media)
        assert found.state in State
        assert found.state is State.READ or found.reason
        assert (found.text is not None) == (found.state in {State.READ, State.PARTIAL})
    if media.startswith((OFFICE, "application/pdf")):
        assert read(content[: len(content) // 2], media).state in {State.TRUNCATED, State.PARTIAL}


@pytest.mark.parametrize("media", FILES)
def test_a_file_with_changed_bytes_ends_in_a_named_state(media):
    chance = random.Random(f"changed {media}")
    for _ in range(60):
        content = bytearray(FILES[media])
        for _ in range(chance.choice((1, 4, 32))):
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        found = read(bytes(content), media)
        assert found.state is State.READ or found.reason


@pytest.mark.parametrize("media", READERS)
@settings(max_examples=15, deadline=None)
@given(content=st.binary(min_size=1, max_size=300))
def test_any_bytes_under_any_type_end_in_a_named_state(media, content):
    found = read(content, media)
    assert found.state is State.READ or found.reason


@pytest.mark.parametrize(
    ("content", "media", "state"),
    [
        (b"", "text/html", State.EMPTY),
        (b"  \n ", "text/plain", State.EMPTY),
        (b"PK", "application/zip", State.TRUNCATED),
        (b"WARC/1.0", "application/warc", State.CONTAINER),
        (b"x", "application/vnd.ms-powerpoint", State.UNKNOWN),
        (b"\x89PNG", "image/png", State.UNKNOWN),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "application/x-ole-storage", State.UNKNOWN),
    ],
)
def test_what_is_not_read_says_why(content, media, state):
    found = read(content, media)
    assert (found.state, found.text) == (state, None)
    assert found.reason


def test_a_name_decides_only_between_kinds_of_plain_text():
    assert read(b"a;b\n1;2\n", "text/plain", name="x.CSV").text.content == "a\tb\n1\t2"
    assert read(b"a;b\n1;2\n", "text/plain", name="x.html").text.content == "a;b\n1;2\n"


@pytest.mark.parametrize("media", FILES)
def test_a_text_is_the_same_after_it_was_kept(media):
    text = read(FILES[media], media).text
    assert text_from(text.content.encode(), layout_bytes(text)) == text
    assert read(FILES[media], media).text == text


def test_a_layout_belongs_to_one_text():
    text = read(FILES["text/plain"], "text/plain").text
    layout = layout_bytes(text)
    for content, other in (
        (text.content.encode() + b"x", layout),
        (text.content.encode(), layout[:-1]),
        (text.content.encode(), b"{}"),
        (b"\xff", layout),
        (text.content.encode(), layout.replace(b'"title"', b'"tytle"')),
    ):
        with pytest.raises(Damaged):
            text_from(content, other)


def test_a_slow_page_is_left_out_of_the_next_try():
    job = {"document": "d", "skip": [2]}
    assert again(job, extraction_from(b'{"state":"partial","reason":"","text":null,"drafts":[],"slow":[7]}')) == {
        "document": "d",
        "skip": [2, 7],
    }
    assert again(job, extraction_from(b'{"state":"read","reason":"","text":null,"drafts":[]}')) is None


@pytest.mark.parametrize("walled", [pytest.param(True, id="bubblewrap"), pytest.param(False, id="bare")])
def test_documents_are_read_in_processes_of_their_own(walled, tmp_path, needs):
    if walled:
        needs("bwrap")
    sparse = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(workbook()))) as old, zipfile.ZipFile(sparse, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():  # a cell in the last corner of a sheet: a grid of it would take 17 thousand million cells
            part = old.read(name)
            new.writestr(name, part.replace(b'r="B2"', b'r="XFD1048576"') if name.endswith("sheet1.xml") else part)
    files = {**FILES, f"{OFFICE}spreadsheetml.sheet;sparse": sparse.getvalue(), "application/x-nothing": b"x"}
    jobs = []
    for media, content in files.items():
        digest = hashlib.sha256(content).hexdigest()
        (tmp_path / digest).write_bytes(content)
        jobs.append({"document": digest, "path": str(tmp_path / digest), "media": media, "name": "x", "find": False, "language": None})
    limits = Limits(memory=700 << 20, seconds=20)
    found = {
        outcome.job["media"]: outcome
        for outcome in outcomes("witnessmark.extract.read:read_job", jobs, workers=2, limits=limits, sandbox=walled, readable=[tmp_path])
    }
    for media in FILES:
        assert found[media].fault == "", media
        assert found[media].result == read_job(next(job for job in jobs if job["media"] == media))
    assert extraction_from(found["application/x-nothing"].result).state is State.UNKNOWN
    corner = found[f"{OFFICE}spreadsheetml.sheet;sparse"]
    assert corner.fault or extraction_from(corner.result).state in State
