"""A content-addressed store: one write-once file for each SHA-256, durable before its digest is returned.

The order of a put is: write a file in `incoming/`, fsync it, rename it to its digest, fsync the folder that got the name, and
the folders above where this process made or met them first. A crash leaves the object whole, or a file in `incoming/` that
`sweep` removes (docs/decisions/0003-store.md).
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from witnessmark.records.canonical import DIGEST, sha256
from witnessmark.records.faults import Damaged, Misused, WitnessmarkError

BATCH_FILES = 128
"""Files that `put_many` holds open at once: well under the 256 that systems allow a process at the least."""
BATCH_BYTES = 64 * 1024 * 1024
"""Bytes after which `put_many` makes durable what it wrote."""

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FLAGS = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


class Store:
    """Objects under `root/sha256/ab/<digest>`. Several processes may put at the same time."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._opened = time.time()
        self._settled: set[Path] = set()

    def put(self, content: bytes) -> str:
        """Keep bytes and return their SHA-256 once they are durable; bytes that are kept already stay as they are.

        Raises Misused where the disk is full or forbids it, Damaged where an object of that digest is not what it was.
        """
        return self.put_many((content,))[0]

    def put_many(self, contents: Iterable[bytes]) -> tuple[str, ...]:
        """Keep each of the contents, in order; the digests are returned once all are durable.

        Files are written first and made durable together, which spares most of the waiting on disks with a slow fsync.
        Raises as `put` does; what was made durable before stays.
        """
        digests: list[str] = []
        batch: list[_Incoming] = []
        written = 0
        try:
            for content in contents:
                digest = sha256(content)
                digests.append(digest)
                if self._holds(digest, content) or any(one.digest == digest for one in batch):
                    continue
                batch.append(self._write(digest, content))
                written += len(content)
                if len(batch) >= BATCH_FILES or written >= BATCH_BYTES:
                    self._settle(batch)
                    batch, written = [], 0
            self._settle(batch)
            batch = []
        finally:
            for one in batch:
                _drop(one)
        return tuple(digests)

    def get(self, digest: str) -> bytes:
        """Return an object, hashed anew. Raises Damaged where it is gone or not what it was."""
        content = self.raw(digest)
        if (now := sha256(content)) != digest:
            raise Damaged(
                f"object {digest} in {self.root} is not what it was: its bytes have the SHA-256 {now}. "
                "Put back the file from a backup; the ledger and everything else are untouched."
            )
        return content

    def raw(self, digest: str) -> bytes:
        """Return the bytes that stand under a digest, unchecked. Raises Damaged where there are none."""
        path = self.path(digest)
        try:
            # Without O_NONBLOCK a pipe that somebody put at this name would stop the reader for ever.
            fd = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _FLAGS)
            with os.fdopen(fd, "rb") as file:
                if not stat.S_ISREG(os.fstat(fd).st_mode):
                    raise Damaged(f"object {digest}: {path} is no plain file. Put back the file from a backup.")
                return file.read()
        except OSError as fault:
            why = "is gone" if isinstance(fault, FileNotFoundError) else f"cannot be read ({fault.strerror})"
            raise Damaged(f"object {digest} {why}: {path}. Put back the file from a backup.") from fault

    def has(self, digest: str) -> bool:
        """Return whether an object stands under a digest; it is not hashed."""
        return self.path(digest).is_file()

    def path(self, digest: str) -> Path:
        """Return where an object of that digest stands or would stand. Raises Misused for what is no SHA-256."""
        if not DIGEST.fullmatch(digest):
            raise Misused(f"{digest[:80]!r} is no SHA-256: 64 digits of 0-9 and a-f are wanted")
        return self.root / "sha256" / digest[:2] / digest

    def digests(self) -> Iterator[str]:
        """Yield the digest of every object, in order, one folder in memory at a time."""
        try:
            shards = sorted(name for name in os.listdir(self.root / "sha256") if len(name) == 2)
        except FileNotFoundError:
            return
        for shard in shards:
            folder = self.root / "sha256" / shard
            if folder.is_dir():
                yield from sorted(name for name in os.listdir(folder) if name[:2] == shard and DIGEST.fullmatch(name))

    def sweep(self) -> int:
        """Remove what puts that never ended left behind, and return how many files that were.

        A file that is younger than this store's opening, or that a living process holds, is left alone.
        """
        removed = 0
        try:
            left = sorted(os.scandir(self._incoming), key=lambda entry: entry.name)
        except FileNotFoundError:
            return 0
        for entry in left:
            try:
                if entry.stat(follow_symlinks=False).st_mtime < self._opened and not _held(entry.path):
                    os.unlink(entry.path)
                    removed += 1
            except FileNotFoundError:
                continue  # another process swept it, or its put ended just now
        return removed

    @property
    def _incoming(self) -> Path:
        return self.root / "incoming"

    def _holds(self, digest: str, content: bytes) -> bool:
        path = self.path(digest)
        if not os.path.lexists(path):
            return False
        if self.raw(digest) != content:
            raise Damaged(
                f"object {digest} is kept already, but the bytes under it are not what they were: {path}. "
                "Move that file away and run the same command again."
            )
        # Whoever put it may have died before its name was durable.
        self._secure(path.parent)
        return True

    def _write(self, digest: str, content: bytes) -> _Incoming:
        self._make(self._incoming)
        path = self._incoming / f"{os.getpid()}-{secrets.token_hex(8)}"
        try:
            fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _FLAGS, 0o444)
        except OSError as fault:
            raise self._fault(fault, len(content)) from fault
        one = _Incoming(path, fd, digest)
        try:
            _hold(fd)
            view = memoryview(content)
            while view:
                view = view[os.write(fd, view) :]
        except OSError as fault:
            _drop(one)
            raise self._fault(fault, len(content)) from fault
        except BaseException:
            _drop(one)
            raise
        return one

    def _settle(self, batch: Sequence[_Incoming]) -> None:
        """Make a batch durable: every file, then every name, then every folder that got one."""
        try:
            for one in batch:
                os.fsync(one.fd)
            for one in batch:
                path = self.path(one.digest)
                self._make(path.parent)
                # The name is the content's digest: a put that was faster elsewhere wrote the same bytes.
                os.replace(one.path, path) if os.name == "nt" else os.rename(one.path, path)
                one.close()
            for folder in sorted({self.path(one.digest).parent for one in batch}):
                _sync_folder(folder)
        except OSError as fault:
            for one in batch:
                _drop(one)
            raise self._fault(fault, 0) from fault

    def _make(self, folder: Path) -> None:
        """Make a folder inside the store, with its name durable in the folder above, once in a process."""
        if folder in self._settled:
            return
        try:
            if folder != self.root:
                self._make(folder.parent)
            else:
                folder.parent.mkdir(parents=True, exist_ok=True)
            folder.mkdir(exist_ok=True)
            _sync_folder(folder.parent)
        except OSError as fault:
            raise self._fault(fault, 0) from fault
        self._settled.add(folder)

    def _secure(self, folder: Path) -> None:
        self._make(folder)
        try:
            _sync_folder(folder)
        except OSError as fault:
            raise self._fault(fault, 0) from fault

    def _fault(self, fault: OSError, size: int) -> WitnessmarkError:
        what = f"{size:,} bytes" if size else "what came in"
        if fault.errno in _FULL:
            return Misused(
                f"the disk that holds {self.root} is full: {what} could not be kept, and nothing half-written was left. "
                "Make room and run the same command again; what was kept stays kept."
            )
        if fault.errno == errno.EIO:
            return Damaged(
                f"the disk that holds {self.root} reports an error: {what} could not be kept. "
                "Copy the case to another disk before you go on."
            )
        return Misused(
            f"the store {self.root} cannot be written ({fault.strerror or fault}): {what} could not be kept. "
            "Make the folder writable and run the same command again."
        )


class _Incoming:
    """A file of `incoming/` on its way to its name, held open and locked so that no sweep takes it."""

    __slots__ = ("digest", "fd", "path")

    def __init__(self, path: Path, fd: int, digest: str) -> None:
        self.path = path
        self.fd = fd
        self.digest = digest

    def close(self) -> None:
        if self.fd >= 0:
            os.close(self.fd)
            self.fd = -1


def _drop(one: _Incoming) -> None:
    one.close()
    with contextlib.suppress(OSError):  # it has its name already, or `sweep` takes it
        os.unlink(one.path)


def _hold(fd: int) -> None:
    try:
        import fcntl
    except ImportError:  # Windows: an open file cannot be removed there, which serves as well
        return
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return  # a file system without locks: age alone decides in `sweep`


def _held(path: str) -> bool:
    try:
        import fcntl
    except ImportError:
        return False
    fd = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _FLAGS)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        os.close(fd)
    return False


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # a folder cannot be opened there; the file system journals names by itself
        return
    fd = os.open(folder, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
