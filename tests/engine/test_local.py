"""What a caller may rely on: every job gets one outcome, and a job can harm nobody but itself."""

import os
import platform
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from witnessmark.engine.cage import _MACHINES
from witnessmark.engine.local import Limits, outcomes, sandbox_available
from witnessmark.records.faults import Misused

HERE = Path(__file__).parent
WALLS = [pytest.param(True, id="bubblewrap"), pytest.param(False, id="bare")]
filtered = pytest.mark.skipif(
    not (sys.platform.startswith("linux") and platform.machine() in _MACHINES), reason="the filter on system calls knows Linux only"
)


@pytest.fixture(autouse=True)
def planted(monkeypatch):
    monkeypatch.syspath_prepend(str(HERE))


@pytest.fixture
def walled(request, needs):
    if request.param:
        needs("bwrap")
        assert sandbox_available(), "bubblewrap is installed but may not build walls here"
    return request.param


def run(jobs, *, walled, seconds=20.0, memory=256 << 20, output=1 << 20, workers=2, readable=()):
    limits = Limits(memory=memory, seconds=seconds, output=output)
    return list(outcomes("planted:worst", jobs, workers=workers, limits=limits, sandbox=walled, readable=readable))


def alone(do, *, walled, **job):
    """One job among four innocent ones, which must come out whole."""
    innocent = [{"do": "nothing", "n": n} for n in (1, 2, 3, 4)]
    found = run([*innocent[:2], {"do": do, **job}, *innocent[2:]], walled=walled, seconds=1.5)
    assert sorted(o.job["n"] for o in found if o.job["do"] == "nothing" and o.result == b"fine") == [1, 2, 3, 4]
    (one,) = [o for o in found if o.job["do"] == do]
    return one


@pytest.mark.parametrize("walled", WALLS, indirect=True)
def test_every_one_of_500_jobs_comes_out_once(walled):
    began = time.monotonic()
    found = list(outcomes("planted:trivial", ({"n": n} for n in range(500)), workers=2, limits=Limits(), sandbox=walled))
    print(f"{500 / (time.monotonic() - began):.0f} jobs a second in two workers")
    assert sorted(int(o.result) for o in found) == list(range(500))
    assert all(int(o.result) == o.job["n"] and o.fault == "" for o in found)


def test_jobs_stream():
    """A bounded number of jobs is taken from the caller before the first outcome is given."""
    taken = []

    def jobs():
        for n in range(10_000):
            taken.append(n)
            yield {"n": n}

    found = outcomes("planted:trivial", jobs(), workers=2, limits=Limits(), sandbox=False)
    for _ in range(5):
        next(found)
    assert len(taken) < 40
    found.close()


@pytest.mark.parametrize("walled", WALLS, indirect=True)
@pytest.mark.parametrize(
    ("do", "fault"),
    [
        ("segfault", "died: signal 11"),
        ("loop", "time"),
        ("sleep", "time"),
        ("memory", "memory"),
        ("flood", "output"),
        ("quit", "died: status 3"),
        ("close", "time"),
        ("forge", "output"),
    ],
)
def test_a_job_that_goes_wrong_costs_itself_a_named_fault(walled, do, fault):
    one = alone(do, walled=walled)
    assert one.result is None
    assert one.fault == fault or (do == "close" and one.fault.startswith("died"))


@pytest.mark.parametrize("walled", WALLS, indirect=True)
def test_a_job_that_raises_is_named_by_type_and_line_never_by_its_words(walled):
    one = alone("raise", walled=walled)
    assert one.fault.startswith("raised: TypeError at ")
    assert "planted.py:" in one.fault
    assert "document" not in one.fault
    assert alone("wrong", walled=walled).fault.startswith("raised: TypeError")


@pytest.mark.parametrize("walled", WALLS, indirect=True)
def test_what_a_job_prints_goes_nowhere(walled, capfd):
    assert alone("chatter", walled=walled).result == b"fine"
    assert capfd.readouterr().out == ""


@filtered
@pytest.mark.parametrize("walled", WALLS, indirect=True)
def test_a_job_starts_no_process_and_no_program_but_may_start_threads(walled):
    assert alone("fork", walled=walled).result == b"0 PermissionError"
    assert alone("program", walled=walled).result == b"PermissionError"
    assert alone("thread", walled=walled).result == b"[1]"


@filtered
@pytest.mark.parametrize("walled", WALLS, indirect=True)
def test_a_job_reaches_no_socket(walled):
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        one = alone("connect", walled=walled, port=server.getsockname()[1])
        assert b"did it" not in one.result
        with pytest.raises(TimeoutError):
            server.accept()


@filtered
@pytest.mark.parametrize("walled", WALLS, indirect=True)
def test_a_job_writes_removes_and_signals_nothing(walled, tmp_path):
    kept = tmp_path / "kept"
    kept.write_bytes(b"as it was")
    jobs = [
        {"do": "write", "path": str(kept)},
        {"do": "write", "path": str(tmp_path / "new")},
        {"do": "remove", "path": str(kept)},
        {"do": "signal", "pid": os.getpid()},
        {"do": "write", "path": "/tmp/witnessmark-new"},
    ]
    found = run(jobs, walled=walled, readable=[tmp_path])
    assert not [o for o in found if b"did it" in (o.result or b"")]
    assert kept.read_bytes() == b"as it was"
    assert [p.name for p in tmp_path.iterdir()] == ["kept"]


@filtered
def test_a_job_cannot_stop_the_process_that_started_it():
    assert alone("stop", walled=False).result == b"PermissionError"


def test_inside_bubblewrap_a_job_reads_only_what_was_named(needs, tmp_path):
    needs("bwrap")
    (tmp_path / "open").mkdir()
    (tmp_path / "open" / "a").write_bytes(b"a")
    (tmp_path / "shut").write_bytes(b"s")
    jobs = [
        {"do": "read", "path": str(tmp_path / "open" / "a")},
        {"do": "read", "path": str(tmp_path / "shut")},
        {"do": "read", "path": "/etc/passwd"},
        {"do": "environment", "path": ""},
    ]
    found = {o.job["path"]: o.result for o in run(jobs, walled=True, readable=[tmp_path / "open"])}
    assert found[str(tmp_path / "open" / "a")] == b"did it: b'a'"
    assert found[str(tmp_path / "shut")] == found["/etc/passwd"] == b"FileNotFoundError"
    assert b"HOME" not in found[""]


def test_a_template_that_is_killed_costs_one_job(needs):
    needs("bwrap")
    jobs = ({"do": "sleep" if n == 3 else "nothing", "n": n} for n in range(12))
    found = []
    for one in outcomes("planted:worst", jobs, workers=1, limits=Limits(seconds=30), sandbox=True):
        found.append(one)
        if len(found) == 3:
            _kill_children(os.getpid())
    assert sorted(o.job["n"] for o in found) == list(range(12))
    assert [(o.job["n"], o.fault[:4]) for o in found if o.fault] == [(3, "died")]


@pytest.mark.parametrize("walled", WALLS, indirect=True)
def test_when_the_caller_is_killed_its_jobs_end(walled, tmp_path):
    mark = f"seconds-{os.getpid()}-{walled}"
    program = (
        f"import sys; sys.path[:0] = [{str(HERE)!r}]\n"
        "from witnessmark.engine.local import Limits, outcomes\n"
        f"list(outcomes('planted:worst', [{{'do': 'sleep', 'mark': {mark!r}}}], workers=1, limits=Limits(seconds=77), sandbox={walled}))"
    )
    caller = subprocess.Popen([sys.executable, "-c", program], cwd=HERE.parents[1])
    assert _until(lambda: len(_descendants(caller.pid)) >= 2, 20)
    family = _descendants(caller.pid)
    caller.send_signal(signal.SIGKILL)
    caller.wait()
    assert _until(lambda: not [pid for pid in family if _alive(pid)], 10)


def test_a_function_that_cannot_be_loaded_is_said_at_once():
    with pytest.raises(Misused, match="no module"):
        list(outcomes("planted_nowhere:f", [{}], workers=1, limits=Limits()))
    with pytest.raises(Misused, match="has no attribute"):
        list(outcomes("planted:nothing", [{}], workers=1, limits=Limits()))


def test_no_jobs_start_nothing():
    assert list(outcomes("planted:trivial", [], workers=2, limits=Limits())) == []


def _until(true, seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return False


def _alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _descendants(pid):
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    found = [child for child, parent in parents.items() if parent == pid]
    return found + [below for child in found for below in _descendants(child)]


def _kill_children(pid):
    for child in _descendants(pid):
        try:
            os.kill(child, signal.SIGKILL)
        except ProcessLookupError:
            continue
