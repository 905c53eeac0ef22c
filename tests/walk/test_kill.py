"""`collect` and `read` killed with SIGKILL on their way and given again: nothing is lost, nothing is received or read twice."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.conftest import FULL
from tests.walk.made import WORDS, ada, case_in
from witnessmark.records.canonical import sha256
from witnessmark.walk.case import Case, open_case
from witnessmark.walk.drafts import drafts_of, file_of
from witnessmark.walk.judge import check, view_of

DOCUMENTS = 3000 if FULL else 260
KILLS = 12 if FULL else 2
"""Of each of the two commands."""


def command(*words: object, wait: bool = True) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "witnessmark", *map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
        # Whoever started the tests in the background let them ignore interrupts, and a child would inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    if wait:
        process.said = process.communicate(timeout=600)
    return process


def killed(chance: random.Random, case: Case, *words: object, upto: int) -> bool:
    """Kill a command at a random moment after it began to write; returns whether it was still at work."""
    before = case.ledger.size()
    wanted = before + chance.randrange(max(1, (upto - before) * 2 // 3))
    process = command(*words, wait=False)
    until = time.monotonic() + 120
    while process.poll() is None and case.ledger.size() < wanted and time.monotonic() < until:
        time.sleep(0.005)
    time.sleep(chance.random() * 0.05)
    alive = process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=60)
    return alive


def left_running(case: Path) -> list[str]:
    """Processes that still name the case in their command line."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
        except OSError:
            continue
        if str(case) in words and folder.name != str(os.getpid()):
            found.append(words[:200])
    return found


def counts(case: Case) -> tuple[Counter[str], Counter[str]]:
    received, read = Counter(), Counter()
    for written in case.ledger.entries():
        if written.entry.type in ("document-received", "document-read"):
            (received if written.entry.type == "document-received" else read)[str(written.payload["document"])] += 1
    return received, read


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks for processes in /proc")
def test_nothing_is_lost_and_nothing_is_done_twice(tmp_path):
    chance = random.Random(20261101)
    folder = tmp_path / "in"
    contents = {}
    for number in range(DOCUMENTS):
        place = folder / f"{number % 20:02d}"
        place.mkdir(parents=True, exist_ok=True)
        contents[place / f"{number}.txt"] = f"{WORDS} This is note {number} of {DOCUMENTS}.".encode()
    for file, content in contents.items():
        file.write_bytes(content)
    case = open_case(case_in(tmp_path).path)
    wanted = {sha256(content) for content in contents.values()}

    struck = 0
    for _ in range(KILLS):
        struck += killed(chance, case, "collect", case.path, folder, upto=2 + DOCUMENTS)
        received, _ = counts(case)
        assert all(case.store.get(digest) for digest in received), "bytes are durable before they are entered"
        assert max(received.values(), default=1) == 1
    done = command("collect", case.path, folder)
    assert done.returncode == 0, done.said
    received, _ = counts(case)
    assert set(received) == wanted
    assert set(received.values()) == {1}
    assert sorted(case.store.digests()) == sorted(wanted)
    assert list((case.path / "store" / "incoming").iterdir()) == [], "what a killed run left half-written is swept"

    for _ in range(KILLS):
        struck += killed(chance, case, "read", case.path, upto=2 + 2 * DOCUMENTS)
        _, read = counts(case)
        assert max(read.values(), default=1) == 1
    done = command("read", case.path)
    assert done.returncode == 0, done.said
    _, read = counts(case)
    assert set(read) == wanted
    assert set(read.values()) == {1}
    assert struck >= KILLS, "the kills came while the commands were at work"

    view, found = view_of(case), dict(drafts_of(case))
    for document in view.documents():
        assert document.reading.state.value == "read"
        assert document.reading.text in found
        assert file_of(case, document.reading.text).is_file()
    runs = {run.code: run for run in check(case, by=ada(case))}
    assert all(finding.verdict.value == "holds" for code in ("P001", "L001", "L002", "Q001") for finding in runs[code].findings)
    until = time.monotonic() + 20
    while left_running(case.path) and time.monotonic() < until:
        time.sleep(0.1)
    assert left_running(case.path) == [], "nothing goes on running for a command that is gone"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks for processes in /proc")
def test_an_interrupt_ends_with_130_says_how_to_go_on_and_keeps_what_was_read(tmp_path):
    (tmp_path / "in").mkdir()
    for number in range(160):
        (tmp_path / "in" / f"{number}.txt").write_text(f"{WORDS * 8} This is note {number}.")
    case = open_case(case_in(tmp_path, workers=1).path)
    assert command("collect", case.path, tmp_path / "in").returncode == 0
    before = case.ledger.size()
    process = command("read", case.path, wait=False)
    until = time.monotonic() + 120
    while process.poll() is None and case.ledger.size() == before and time.monotonic() < until:
        time.sleep(0.005)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to everybody of the group
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, (process.returncode, out, err)
    assert err == "witnessmark: interrupted; give the same command again to go on\n"
    first = sum(counts(case)[1].values())
    assert 0 < first < 160
    done = command("read", case.path)
    assert done.returncode == 0
    assert f"{first} unchanged" in done.said[0]
    assert set(counts(case)[1].values()) == {1}
    assert len(counts(case)[1]) == 160
