"""What anybody may rely on: what the store said it kept is there, whole, or the damage is named."""

import errno
import os
import random
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from witnessmark.preserve.store import Store
from witnessmark.records.canonical import sha256
from witnessmark.records.faults import Damaged, Misused

FULL = os.environ.get("WITNESSMARK_LARGE") == "1"


def test_bytes_come_back_under_their_sha256(tmp_path):
    store = Store(tmp_path / "store")
    digest = store.put(b"a report")
    assert digest == sha256(b"a report")
    assert store.get(digest) == b"a report" == store.raw(digest)
    assert store.has(digest)
    assert store.path(digest) == tmp_path / "store" / "sha256" / digest[:2] / digest
    assert list(store.digests()) == [digest]


def test_the_same_bytes_twice_are_one_object(tmp_path):
    store = Store(tmp_path)
    assert store.put(b"x") == store.put(b"x")
    assert store.put_many([b"x", b"y", b"x"]) == (sha256(b"x"), sha256(b"y"), sha256(b"x"))
    assert sorted(store.digests()) == sorted([sha256(b"x"), sha256(b"y")])
    assert list((tmp_path / "incoming").iterdir()) == []


def test_an_object_is_read_only(tmp_path):
    before = os.umask(0o022)
    try:
        store = Store(tmp_path)
        path = store.path(store.put(b"x"))
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o444


def test_opening_a_store_makes_nothing(tmp_path):
    store = Store(tmp_path / "store")
    assert list(store.digests()) == []
    assert store.sweep() == 0
    assert not store.has("0" * 64)
    assert not (tmp_path / "store").exists()


@pytest.mark.parametrize("bad", ["", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "\n", "0" * 63 + "/"])
def test_what_is_no_digest_names_no_path(tmp_path, bad):
    store = Store(tmp_path)
    for call in (store.get, store.raw, store.has, store.path):
        with pytest.raises(Misused, match="no SHA-256"):
            call(bad)


def test_what_is_gone_is_named(tmp_path):
    store = Store(tmp_path)
    digest = store.put(b"x")
    store.path(digest).unlink()
    with pytest.raises(Damaged, match=digest):
        store.get(digest)
    with pytest.raises(Damaged, match=f"{digest} is gone"):
        store.raw(digest)


def test_a_pipe_or_link_in_the_place_of_an_object_does_not_stop_the_reader(tmp_path):
    store = Store(tmp_path / "store")
    first, second = store.put(b"x"), store.put(b"y")
    for digest in (first, second):
        store.path(digest).unlink()
    os.mkfifo(store.path(first))
    (tmp_path / "elsewhere").write_bytes(b"y")
    store.path(second).symlink_to(tmp_path / "elsewhere")
    for digest in (first, second):
        with pytest.raises(Damaged, match=digest):
            store.get(digest)


def test_one_flipped_bit_anywhere_is_found(tmp_path):
    store = Store(tmp_path)
    rng = random.Random(54)
    contents = [rng.randbytes(rng.randrange(1, 3000)) for _ in range(20)]
    digests = store.put_many(contents)
    for _ in range(1000 if FULL else 200):
        digest, content = rng.choice(list(zip(digests, contents, strict=True)))
        at = rng.randrange(len(content))
        changed = bytearray(content)
        changed[at] ^= 1 << rng.randrange(8)
        _overwrite(store.path(digest), bytes(changed))
        with pytest.raises(Damaged, match=digest):
            store.get(digest)
        assert store.raw(digest) == bytes(changed)
        _overwrite(store.path(digest), content)
        assert store.get(digest) == content


@pytest.mark.parametrize("change", [lambda b: b[:-1], lambda b: b + b"\0", lambda b: b"\0" + b, lambda _: b""])
def test_a_shorter_or_longer_object_is_found(tmp_path, change):
    store = Store(tmp_path)
    digest = store.put(b"some bytes")
    _overwrite(store.path(digest), change(b"some bytes"))
    with pytest.raises(Damaged, match=digest):
        store.get(digest)


def test_putting_again_what_is_kept_damaged_says_so_and_never_overwrites(tmp_path):
    store = Store(tmp_path)
    digest = store.put(b"some bytes")
    _overwrite(store.path(digest), b"some bytez")
    with pytest.raises(Damaged, match="Move that file away"):
        store.put(b"some bytes")
    assert store.raw(digest) == b"some bytez"
    store.path(digest).unlink()
    assert store.get(store.put(b"some bytes")) == b"some bytes"


def test_a_name_is_given_only_after_the_bytes_are_durable_and_told_only_after_the_name_is(tmp_path, monkeypatch):
    calls = _recorded(monkeypatch)
    store = Store(tmp_path / "store")
    store.put(b"first")
    names = [call for call, _ in calls]
    blob, rename = names.index("fsync file"), names.index("rename")
    assert blob < rename
    target = Path(calls[rename][1])
    synced = [path for call, path in calls[rename + 1 :] if call == "fsync folder"]
    assert str(target.parent) in synced
    above = [path for call, path in calls if call == "fsync folder"]
    for folder in (target.parent.parent, tmp_path / "store", tmp_path):
        assert str(folder) in above, f"{folder} got a new name and was not made durable"


def test_a_batch_is_durable_file_by_file_before_any_name(tmp_path, monkeypatch):
    store = Store(tmp_path)
    store.put(b"the folders are made")
    calls = _recorded(monkeypatch)
    digests = store.put_many([b"%d" % n for n in range(30)])
    names = [call for call, _ in calls]
    last_file = max(n for n, call in enumerate(names) if call == "fsync file")
    first_name = names.index("rename")
    last_name = max(n for n, call in enumerate(names) if call == "rename")
    assert names.count("fsync file") == names.count("rename") == 30
    assert last_file < first_name
    synced = {path for call, path in calls[last_name:] if call == "fsync folder"}
    assert {str(store.path(d).parent) for d in digests} <= synced


def test_what_was_found_in_place_is_made_durable_too(tmp_path, monkeypatch):
    """Whoever put it may have died between the name and the folder's fsync."""
    Store(tmp_path).put(b"x")
    calls = _recorded(monkeypatch)
    digest = Store(tmp_path).put(b"x")
    assert ("fsync folder", str(tmp_path / "sha256" / digest[:2])) in calls
    assert ("fsync folder", str(tmp_path / "sha256")) in calls


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
@pytest.mark.parametrize("where", ["write", "fsync", "open", "mkdir"])
def test_a_full_disk_is_said_and_leaves_no_half_file(tmp_path, monkeypatch, code, where):
    store = Store(tmp_path / "store")
    kept = store.put(b"kept before")

    def full(*args, **kwargs):
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as patch:
        if where == "mkdir":
            patch.setattr(Path, "mkdir", full)
        elif where == "open":
            real = os.open
            patch.setattr(os, "open", lambda p, flags, *a, **k: full() if flags & os.O_CREAT else real(p, flags, *a, **k))
        else:
            patch.setattr(os, where, full)
        with pytest.raises(Misused, match=r"full.*Make room"):
            store.put_many([b"does not fit", b"nor this"])
    assert list((tmp_path / "store" / "incoming").iterdir()) == []
    assert list(store.digests()) == [kept]
    assert store.get(store.put(b"does not fit")) == b"does not fit"


def test_a_store_that_cannot_be_written_says_so(tmp_path):
    (tmp_path / "store").write_bytes(b"a file where the store should be")
    with pytest.raises(Misused, match="cannot be written"):
        Store(tmp_path / "store").put(b"x")


def test_a_disk_error_is_named_as_damage(tmp_path, monkeypatch):
    def broken(fd):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(Damaged, match="reports an error"):
        Store(tmp_path).put(b"x")
    assert list(Store(tmp_path).digests()) == []


def test_an_interruption_leaves_nothing_behind(tmp_path, monkeypatch):
    def stop(fd, data):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "write", stop)
    with pytest.raises(KeyboardInterrupt):
        Store(tmp_path).put(b"x")
    assert list((tmp_path / "incoming").iterdir()) == []


def test_sweep_takes_what_died_and_leaves_what_lives(tmp_path):
    store = Store(tmp_path)
    store.put(b"x")
    incoming = tmp_path / "incoming"
    old = incoming / "99999999-0000"
    old.write_bytes(b"half of a docum")
    os.utime(old, (time.time() - 3600, time.time() - 3600))
    (incoming / "young").write_bytes(b"of a process that began after this one")
    os.utime(incoming / "young", (time.time() + 60, time.time() + 60))
    holder = Store(tmp_path)._write("0" * 64, b"on its way")
    os.utime(holder.path, (time.time() - 3600, time.time() - 3600))
    assert Store(tmp_path).sweep() == 1
    assert sorted(path.name for path in incoming.iterdir()) == sorted(["young", holder.path.name])
    holder.close()
    assert Store(tmp_path).sweep() == 1


def test_the_batch_does_not_hold_more_files_than_a_process_may_open(tmp_path):
    store = Store(tmp_path)
    contents = [b"%d" % n for n in range(300)]
    assert store.put_many(contents) == tuple(sha256(content) for content in contents)
    assert sum(1 for _ in store.digests()) == 300


@settings(max_examples=30, deadline=None)
@given(contents=st.lists(st.binary(max_size=300), max_size=12))
def test_any_contents_come_back(tmp_path_factory, contents):
    store = Store(tmp_path_factory.mktemp("store"))
    digests = store.put_many(iter(contents))
    assert [store.get(digest) for digest in digests] == contents
    assert list(store.digests()) == sorted(set(digests))


CHILD = """
import sys
from pathlib import Path
from witnessmark.preserve.store import Store
store = Store(Path(sys.argv[1]))
store.sweep()
n = int(sys.argv[2])
while True:
    digests = store.put_many([b"%d-%d " % (n, k) * 2000 for k in range(3)])
    sys.stdout.write(" ".join(digests) + "\\n")
    sys.stdout.flush()
    n += 1
"""


def test_kill_9_at_any_moment_loses_nothing_that_was_acknowledged(tmp_path):
    rng = random.Random(9)
    acknowledged = set()
    for kill in range(500 if FULL else 20):
        child = subprocess.Popen([sys.executable, "-c", CHILD, str(tmp_path), str(kill * 100_000)], stdout=subprocess.PIPE)
        first = child.stdout.readline()
        time.sleep(rng.random() * 0.03)
        child.send_signal(signal.SIGKILL)
        said, _ = child.communicate()
        lines = (first + said).split(b"\n")[:-1]
        acknowledged.update(digest.decode() for line in lines for digest in line.split())
        store = Store(tmp_path)
        for digest in store.digests():
            store.get(digest)
    store = Store(tmp_path)
    assert acknowledged <= set(store.digests())
    assert len(acknowledged) >= 60
    store.sweep()
    assert list((tmp_path / "incoming").iterdir()) == []


def test_several_processes_may_put_the_same_bytes_at_once(tmp_path):
    script = (
        "import sys;from pathlib import Path;from witnessmark.preserve.store import Store;"
        "s=Store(Path(sys.argv[1]));[s.put(b'%d'%(n%40)*500) for n in range(200)]"
    )
    children = [subprocess.Popen([sys.executable, "-c", script, str(tmp_path)]) for _ in range(3)]
    assert [child.wait(60) for child in children] == [0, 0, 0]
    store = Store(tmp_path)
    assert sorted(store.get(d) for d in store.digests()) == sorted(b"%d" % n * 500 for n in range(40))
    assert list((tmp_path / "incoming").iterdir()) == []


def _overwrite(path, content):
    path.chmod(0o644)
    path.write_bytes(content)
    path.chmod(0o444)


def _recorded(monkeypatch):
    calls = []
    paths = {}
    real_open, real_fsync, real_rename = os.open, os.fsync, os.rename

    def opened(path, *args, **kwargs):
        fd = real_open(path, *args, **kwargs)
        paths[fd] = str(path)
        return fd

    def fsync(fd):
        kind = "folder" if stat.S_ISDIR(os.fstat(fd).st_mode) else "file"
        calls.append((f"fsync {kind}", paths.get(fd, "?")))
        real_fsync(fd)

    def rename(source, target):
        calls.append(("rename", str(target)))
        real_rename(source, target)

    for name, call in (("open", opened), ("fsync", fsync), ("rename", rename)):
        monkeypatch.setattr(os, name, call)
    return calls
