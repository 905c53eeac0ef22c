"""From the door to drafts: whatever comes in is kept, whatever is kept gets a state with a reason, and the run goes on."""

import shutil
import threading
from collections import Counter
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.collect.makers import mail, packed
from tests.walk.made import EVERY_KIND, PERSON, WHOLE_PDF, WORDS, ada, case_in, every_kind
from witnessmark.preserve.sniff import media_of
from witnessmark.records.canonical import sha256
from witnessmark.records.codec import decode, encode
from witnessmark.records.documents import How, State
from witnessmark.records.faults import Damaged, Misused
from witnessmark.walk.case import open_case
from witnessmark.walk.drafts import drafts_of, file_of
from witnessmark.walk.gather import read, take_in
from witnessmark.walk.judge import view_of

STATES = {
    "page.html": State.READ, "answer.pdf": State.READ, "answer.docx": State.READ, "places.xlsx": State.READ, "places.ods": State.READ,
    "table.csv": State.READ, "plain.txt": State.READ, "notes.md": State.READ, "letter.eml": State.READ, "box.mbox": State.CONTAINER,
    "outer.zip": State.CONTAINER, "web.warc.gz": State.CONTAINER, "web.wacz": State.CONTAINER, "empty.txt": State.EMPTY,
    "truncated.pdf": State.TRUNCATED, "truncated.docx": State.TRUNCATED, "locked.pdf": State.ENCRYPTED, "locked.zip": State.ENCRYPTED,
    "unknown.bin": State.UNKNOWN, "twice.txt": State.READ,
}


@pytest.fixture(scope="module")
def gathered(tmp_path_factory):
    """A folder of every kind, collected and read once; nobody changes this case."""
    folder = tmp_path_factory.mktemp("gathered")
    case = case_in(folder)
    taken = take_in(case, [str(every_kind(folder / "in"))], by=ada(case))
    return case, taken, read(case, by=ada(case))


def documents(case):
    return {document.sha256: document for document in view_of(case).documents()}


def test_every_file_is_kept_byte_for_byte(gathered):
    case, taken, _ = gathered
    kept = documents(case)
    for name, content in EVERY_KIND.items():
        assert case.store.get(sha256(content)) == content, name
        assert any(r.receipt.came_from.endswith(f"/{name}") for r in kept[sha256(content)].receipts), name
    assert taken.new == len(kept) == len(set(case.store.digests()) & set(kept))
    assert [left.name for left in taken.left_out] == ["secret.txt"]
    assert "encrypted" in taken.left_out[0].why


def test_every_document_has_a_named_state_and_a_reason_where_it_is_not_read(gathered):
    case, _, done = gathered
    kept = documents(case)
    for name, state in STATES.items():
        reading = kept[sha256(EVERY_KIND[name])].reading
        assert reading.state is state, (name, reading)
        assert bool(reading.reason) == (state is not State.READ), (name, reading)
    assert kept[sha256(EVERY_KIND["broken.pdf"])].reading.state in (State.UNREADABLE, State.TRUNCATED)
    assert all(document.reading is not None for document in kept.values())
    assert sum(done.states.values()) == len(kept)
    told = {document for document, _, _ in done.faults}
    assert told == {d.sha256 for d in kept.values() if d.reading.state not in (State.READ, State.CONTAINER)}
    assert all(reason for _, _, reason in done.faults)


def test_members_name_the_container_that_they_came_out_of_at_every_depth(gathered):
    case, _, _ = gathered
    kept = documents(case)
    by_member = {r.receipt.member: (d, r.receipt) for d in kept.values() for r in d.receipts if r.receipt.parent}
    inner, said = by_member["inner.zip"]
    assert said.parent == sha256(EVERY_KIND["outer.zip"])
    assert by_member["deep.txt"][1].parent == inner.sha256
    assert by_member["../up.txt"][1].parent == sha256(EVERY_KIND["outer.zip"]), "a member's name is data, never a path"
    assert not (case.path.parent / "up.txt").exists()
    assert by_member["note.txt"][1].parent == sha256(EVERY_KIND["letter.eml"])
    hows = {name: by_member[name][1].how for name in ("inner.zip", "note.txt")}
    assert hows == {"inner.zip": How.ARCHIVE, "note.txt": How.MAIL}
    assert {r.receipt.parent for d in kept.values() for r in d.receipts if r.receipt.how is How.WARC} == {
        sha256(EVERY_KIND["web.warc.gz"]), sha256(EVERY_KIND["web.wacz"]),
    }
    for document in kept.values():
        for received in document.receipts:
            assert received.receipt.parent is None or received.receipt.parent in kept


def test_the_same_bytes_twice_are_one_document_with_two_receipts(gathered):
    case, _, _ = gathered
    assert EVERY_KIND["twice.txt"] == EVERY_KIND["plain.txt"]
    kept = documents(case)[sha256(EVERY_KIND["plain.txt"])]
    assert sorted(r.receipt.name for r in kept.receipts) == ["plain.txt", "twice.txt"]
    assert len({r.entry for r in kept.receipts}) == 2
    pdf = documents(case)[sha256(WHOLE_PDF)]
    assert [r.receipt.parent is None for r in pdf.receipts] == [True, False], "as a file, and as a member deep in an archive"


def test_a_receipt_says_who_when_how_from_where_and_with_what(gathered):
    case, _, _ = gathered
    for document in documents(case).values():
        for received in document.receipts:
            assert received.by == ada(case)
            assert received.at == "2026-03-01T09:00:00Z"
            assert received.receipt.tool.startswith("witnessmark ")
            assert received.receipt.came_from.startswith("/")
            assert received.receipt.size == document.size == len(case.store.get(document.sha256))
            assert received.receipt.media == document.media == media_of(case.store.get(document.sha256), received.receipt.name)


def test_every_text_is_frozen_in_the_store_and_every_draft_stands_on_its_words(gathered):
    case, _, done = gathered
    view, found = view_of(case), 0
    for document in documents(case).values():
        if document.reading.text is not None:
            text = view.text(document.reading.text)
            assert case.store.get(document.reading.text).decode() == text.content
    for digest, drafts in drafts_of(case):
        for draft in drafts:
            anchor = draft["content"]["anchor"]
            assert case.store.get(digest).decode()[anchor["start"] : anchor["end"]] == anchor["quote"]
            found += 1
    assert done.drafts >= found > 20, "two documents with one text share its drafts"


def test_the_same_folder_again_receives_and_reads_nothing_again(gathered, tmp_path):
    case = copied(gathered[0], tmp_path)
    before = case.ledger.size()
    taken = take_in(case, [str(gathered[0].path.parent / "in")], by=ada(case))
    assert (taken.received, taken.new) == (0, 0)
    assert taken.known == gathered[1].received
    done = read(case, by=ada(case))
    assert (sum(done.states.values()), done.drafts, done.found_again) == (0, 0, 0)
    assert done.unchanged == len(documents(case))
    assert case.ledger.size() == before, "what changed nothing wrote nothing"


def copied(case, folder):
    shutil.copytree(case.path.parent, folder / "copy", ignore=shutil.ignore_patterns("in"))
    return open_case(folder / "copy" / "case", clock=case.clock)


def test_one_place_named_twice_in_one_run_is_received_once(tmp_path):
    (tmp_path / "a.txt").write_text(WORDS)
    case = case_in(tmp_path)
    taken = take_in(case, [str(tmp_path / "a.txt")] * 3, by=ada(case))
    assert (taken.received, taken.new, taken.known) == (1, 1, 2)


def test_a_changed_file_at_the_same_place_is_another_document(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text(WORDS)
    case = case_in(tmp_path)
    take_in(case, [str(file)], by=ada(case))
    file.write_text(WORDS + " Changed.")
    assert take_in(case, [str(file)], by=ada(case)).new == 1
    assert len(documents(case)) == 2


def test_where_a_document_came_from_does_not_depend_on_where_the_command_is_given(tmp_path, monkeypatch):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(WORDS)
    case = case_in(tmp_path)
    monkeypatch.chdir(tmp_path)
    take_in(case, ["in"], by=ada(case))
    monkeypatch.chdir(tmp_path / "in")
    assert take_in(case, ["a.txt"], by=ada(case)).received == 0


def test_a_path_that_is_not_there_is_told_before_anything_is_kept(tmp_path):
    (tmp_path / "a.txt").write_text(WORDS)
    case = case_in(tmp_path)
    with pytest.raises(Misused, match=r"nosuch\.pdf: nothing is there"):
        take_in(case, [str(tmp_path / "a.txt"), str(tmp_path / "nosuch.pdf")], by=ada(case))
    assert list(case.store.digests()) == []


@pytest.mark.parametrize("what", ["case", "case/store", "."])
def test_a_case_never_collects_itself(tmp_path, what):
    case = case_in(tmp_path)
    with pytest.raises(Misused, match="the case itself"):
        take_in(case, [str(tmp_path / what)], by=ada(case))


def test_an_address_that_does_not_answer_is_told_and_the_other_sources_are_kept(tmp_path):
    (tmp_path / "a.txt").write_text(WORDS)
    case = case_in(tmp_path)
    sources = ["http://127.0.0.1:9/gone", "ftp://example.org/x.html", str(tmp_path / "a.txt")]
    with pytest.raises(Misused, match="nothing is there"):
        take_in(case, sources, by=ada(case), allow_private=True)
    taken = take_in(case, [sources[0], sources[2]], by=ada(case), allow_private=True)
    assert (taken.new, taken.status) == (1, 5)
    assert taken.left_out[0].name == sources[0]
    refused = take_in(case, ["http://127.0.0.1/"], by=ada(case))
    assert (refused.new, refused.status) == (0, 3)
    assert "no public address" in refused.left_out[0].why


@contextmanager
def served(body):
    """The address of a server on this machine that gives the same body each time."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "application/zip")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments):
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/all.zip"
        server.shutdown()


def test_a_fetched_archive_is_opened_and_a_page_is_received_each_time(tmp_path):
    case = case_in(tmp_path)
    archive = packed(("a.txt", WORDS.encode()), ("m.eml", mail(("x.txt", b"Two in Madrid."))))
    with served(archive) as address:
        first = take_in(case, [address], by=ada(case), allow_private=True)
        assert (first.received, first.new) == (4, 4)
        again = take_in(case, [address], by=ada(case), allow_private=True)
    assert (again.received, again.new, again.known) == (1, 0, 3), "the page still stood: one more receipt; its members are known"
    members = [r.receipt for d in documents(case).values() for r in d.receipts if r.receipt.parent]
    assert {m.member for m in members} == {"a.txt", "m.eml", "x.txt"}
    assert all(m.came_from.startswith(address) for m in members)


def test_drafts_that_are_gone_are_found_again_and_the_same(gathered, tmp_path):
    case = copied(gathered[0], tmp_path)
    before = dict(drafts_of(case))
    shutil.rmtree(case.path / "work")
    done = read(case, by=ada(case))
    assert done.found_again == len({d.reading.text for d in documents(case).values() if d.reading.text})
    assert done.drafts == sum(map(len, before.values()))
    assert dict(drafts_of(case)) == before
    assert sum(done.states.values()) == 0, "nothing is read again: the texts stand in the store"


def test_half_a_file_of_drafts_is_never_left(gathered, tmp_path, monkeypatch):
    from pathlib import Path

    case = copied(gathered[0], tmp_path)
    text = next(text for text, _ in drafts_of(case))
    file_of(case, text).unlink()

    def stopped(self, to):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", stopped)
        with pytest.raises(KeyboardInterrupt):
            read(case, by=ada(case))
    assert not file_of(case, text).exists()
    assert read(case, by=ada(case)).found_again == 1


def test_a_text_that_is_damaged_gives_no_drafts(gathered, tmp_path):
    case = copied(gathered[0], tmp_path)
    text = next(text for text, _ in drafts_of(case))
    flip(case.store.path(text), 3)
    file_of(case, text).unlink()
    done = read(case, by=ada(case))
    assert [reason for _, _, reason in done.faults if "raised: Damaged" in reason]
    assert not file_of(case, text).exists()


def flip(path, at):
    content = bytearray(path.read_bytes())
    content[at] ^= 0x10
    path.chmod(0o644)
    path.write_bytes(bytes(content))


def test_bytes_that_changed_are_not_read_and_what_was_read_before_them_is_kept(tmp_path):
    for n in range(6):
        tmp_path.joinpath("in").mkdir(exist_ok=True)
        (tmp_path / "in" / f"{n}.txt").write_text(f"{WORDS} Number {n}.")
    case = case_in(tmp_path, workers=1)
    take_in(case, [str(tmp_path / "in")], by=ada(case))
    last = max(documents(case))
    flip(case.store.path(last), 5)
    with pytest.raises(Damaged, match=last):
        read(case, by=ada(case))
    assert {d.sha256 for d in documents(case).values() if d.reading is None} == {last}
    flip(case.store.path(last), 5)
    done = read(case, by=ada(case))
    assert (done.states[State.READ], done.unchanged) == (1, 5)


def test_a_reader_that_dies_costs_one_document_a_state(tmp_path, monkeypatch):
    """The limits are the product's own, made small: a table that needs more memory than it may have."""
    from witnessmark.walk import gather

    tmp_path.joinpath("in").mkdir()
    (tmp_path / "in" / "huge.csv").write_bytes(b"city,count\n" + b"x,1\n" * 1_500_000)
    for n in range(3):
        (tmp_path / "in" / f"{n}.txt").write_text(f"{WORDS} Number {n}.")
    case = case_in(tmp_path)
    take_in(case, [str(tmp_path / "in")], by=ada(case))
    monkeypatch.setattr(gather, "READER_MEMORY", 48 * 2**20)
    done = read(case, by=ada(case))
    assert done.states == Counter({State.READ: 3, State.STOPPED: 1})
    (fault,) = done.faults
    assert fault[1] is State.STOPPED
    assert fault[2] == "the reader was stopped: memory"
    assert read(case, by=ada(case)).unchanged == 4, "it is not tried again and again"


def test_a_finder_that_dies_costs_no_text(tmp_path, monkeypatch):
    from witnessmark.engine import local

    (tmp_path / "a.txt").write_text(WORDS)
    case = case_in(tmp_path)
    take_in(case, [str(tmp_path / "a.txt")], by=ada(case))
    real = local.outcomes

    def stopped(function, jobs, **more):
        for outcome in real(function, jobs, **more):
            yield local.Outcome(job=outcome.job, result=None, fault="time") if outcome.job["find"] else outcome

    monkeypatch.setattr(local, "outcomes", stopped)
    done = read(case, by=ada(case))
    assert (done.states[State.READ], done.drafts) == (1, 0)
    assert "finders were stopped" in done.faults[0][2]
    assert read(case, by=ada(case)).found_again == 0, "it is not tried again and again"


@pytest.mark.parametrize(("said", "used"), [(1, 1), (3, 3)])
def test_as_many_processes_read_as_the_settings_say(tmp_path, monkeypatch, said, used):
    from witnessmark.engine import local

    seen = []
    case = case_in(tmp_path, workers=said)

    def nothing(*_, workers, **__):
        seen.append(workers)
        return iter(())

    monkeypatch.setattr(local, "outcomes", nothing)
    read(case, by=ada(case))
    assert set(seen) == {used}


def test_left_to_itself_it_reads_with_one_process_a_core(tmp_path, monkeypatch):
    import os

    from witnessmark.walk.case import workers_of

    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2, 3, 4}, raising=False)
    assert workers_of(case_in(tmp_path, workers=0)) == 5


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("workers = -1", "workers = -1"), ("wrokers = 2", "wrokers"), ('workers = "two"', "workers"), ("title =", "case.toml"),
        ('database = "postgresql://x"', "postgresql"), ("languages = 3", "languages"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named_with_its_file(tmp_path, line, said):
    case = case_in(tmp_path)
    file = case.path / "case.toml"
    file.write_text(file.read_text().replace("workers = 2\n", "") + line + "\n")
    with pytest.raises(Misused, match=said):
        open_case(case.path)


def test_settings_are_written_as_they_are_read(tmp_path):
    from witnessmark.walk.case import Settings, read_settings, write_settings

    for settings in (
        Settings(title='A "quoted" title\nwith é 中'), Settings(title="x", languages=("en", "zh"), contact="a@b", keys="/k", workers=7),
    ):
        write_settings(tmp_path, settings)
        assert read_settings(tmp_path) == settings
        assert decode(Settings, encode(settings)) == settings


def test_the_person_of_the_tests_is_of_the_case(gathered):
    assert [person.name for person in view_of(gathered[0]).persons()] == [PERSON]
