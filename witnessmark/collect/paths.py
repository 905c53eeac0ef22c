"""Files and folders: each file a capture, what cannot be taken a LeftOut, and the run goes on."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from witnessmark.collect.containers import members
from witnessmark.collect.limits import Limits, in_bytes
from witnessmark.collect.names import remarks, written
from witnessmark.records.documents import Capture, How, LeftOut

_KINDS = (
    (stat.S_ISLNK, "a symbolic link: links are not followed. Collect what it points to by its own path."),
    (stat.S_ISFIFO, "a pipe, not a file."),
    (stat.S_ISSOCK, "a socket, not a file."),
    (stat.S_ISBLK, "a device, not a file. Make an image of it and collect that."),
    (stat.S_ISCHR, "a device, not a file."),
)


def collect_path(path: Path, *, limits: Limits) -> Iterator[Capture | LeftOut]:
    """Yield a file, or every file under a folder in the order of names, each followed by what it holds where it is a container.

    A link that the caller names is followed; one inside a folder is not. Never raises for what it meets.
    """
    try:
        kind = path.stat().st_mode
    except (OSError, ValueError) as fault:
        yield LeftOut(name=_shown(path), why=f"cannot be found ({_said(fault)}): look at the spelling of the path.")
        return
    if not stat.S_ISDIR(kind):
        yield from _file(path, kind, limits, follow=True)
        return
    waiting = [path]
    while waiting:
        here = waiting.pop()
        try:
            kind = here.lstat().st_mode if here != path else stat.S_IFDIR
            if stat.S_ISDIR(kind):
                waiting += reversed(_entries(here))
            else:
                yield from _file(here, kind, limits, follow=False)
        except OSError as fault:
            yield LeftOut(name=_shown(here), why=_unreadable(fault))


def _entries(folder: Path) -> list[Path]:
    return [folder / name for name in sorted(os.listdir(folder), key=os.fsencode)]


def _file(path: Path, kind: int, limits: Limits, *, follow: bool) -> Iterator[Capture | LeftOut]:
    for is_it, why in _KINDS:
        if is_it(kind):
            yield LeftOut(name=_shown(path), why=why)
            return
    try:
        content = _content(path, limits, follow=follow)
    except OSError as fault:
        yield LeftOut(name=_shown(path), why=_unreadable(fault))
        return
    if content is None:
        why = f"larger than {in_bytes(limits.item_bytes)}: split it; of an archive, unpack it and collect what it holds."
        yield LeftOut(name=_shown(path), why=why)
        return
    name, cut = written(os.fsencode(path.name))
    capture = Capture(content=content, name=name, how=How.FILE, came_from=_shown(path), remark=remarks(cut))
    yield capture
    yield from members(capture, limits=limits)


def _content(path: Path, limits: Limits, *, follow: bool) -> bytes | None:
    """Return the bytes of a plain file, or null where they are too many. Raises OSError for anything else."""
    flags = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
    if not follow:
        # A link that took the file's place since it was listed is not followed either.
        flags |= getattr(os, "O_NOFOLLOW", 0)
    with os.fdopen(os.open(path, flags), "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise OSError("it is no plain file any more")
        if status.st_size > limits.item_bytes:
            return None
        content = file.read(limits.item_bytes + 1)
    return content if len(content) <= limits.item_bytes else None


def _unreadable(fault: OSError) -> str:
    return f"cannot be read ({_said(fault)}). Make it readable for you, or copy it to a place where it is, and collect it again."


def _said(fault: Exception) -> str:
    return str(getattr(fault, "strerror", None) or fault)


def _shown(path: Path) -> str:
    try:
        return written(os.fsencode(path))[0]
    except ValueError:
        return written(str(path))[0]
