"""ZIP archives and WACZ: every member by itself, with limits before and while unpacking, and what a damaged one still gives.

Read by hand: `zipfile` cuts names at a NUL, makes objects of a directory of millions before anybody can count it, does not see
entries that overlap, and gives nothing at all where the directory is cut off.
"""

from __future__ import annotations

import posixpath
import stat
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from witnessmark.collect.limits import Account, OverLimit, in_bytes
from witnessmark.collect.names import inside, remarks, written
from witnessmark.collect.unpack import BROKEN, Unpacked, inflate, unbzip2, unlzma
from witnessmark.collect.warcs import in_warc
from witnessmark.records.containers import is_wacz_archive, zip_directory
from witnessmark.records.documents import Capture, How, LeftOut

_LOCAL = b"PK\x03\x04"
_ENCRYPTED, _LENGTHS_AFTER, _UTF8 = 0x1, 0x8, 0x800
_METHODS = {1: "shrink", 6: "implode", 9: "deflate64", 93: "Zstandard", 95: "XZ", 96: "JPEG", 97: "WavPack", 98: "PPMd", 99: "AES"}
_UNKNOWN = -1


@dataclass(frozen=True, slots=True)
class _Entry:
    """One line of the directory, or one part where the directory is gone."""

    raw_name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    at: int
    mode: int


class _Torn(Exception):
    """An entry that cannot be read; the text says why."""


def in_zip(container: Capture, digest: str, account: Account) -> Iterator[Capture | LeftOut]:
    """Yield the members of a ZIP archive."""
    for entry, content in _contents(container, digest, account):
        if isinstance(content, LeftOut):
            yield content
            continue
        name, cut = _name(entry)
        yield Capture(
            content=content,
            name=written(posixpath.basename(name.replace("\\", "/")) or name)[0],
            how=How.ARCHIVE,
            came_from=inside(container.came_from, name),
            parent=digest,
            member=name,
            remark=remarks(cut, _other_name(container.content, entry)),
        )


def in_wacz(container: Capture, digest: str, account: Account) -> Iterator[Capture | LeftOut]:
    """Yield the answers in the web archives of a WACZ; its indexes and lists of pages stay inside the kept container."""
    for entry, content in _contents(container, digest, account, only_archives=True):
        if isinstance(content, LeftOut):
            yield content
            continue
        name, _ = _name(entry)
        warc = Capture(content=content, name=name, how=How.ARCHIVE, came_from=inside(container.came_from, name), member=name)
        yield from in_warc(warc, digest, account)


def _contents(
    container: Capture, digest: str, account: Account, *, only_archives: bool = False
) -> Iterator[tuple[_Entry, bytes | LeftOut]]:
    """Yield every entry that is a file, with its bytes or with why there are none."""
    data = container.content
    directory = zip_directory(data)
    entries = list(_directory(data, directory, account.limits.members)) if directory else None
    whole = entries[0] if entries else _NOTHING
    if entries and (why := _overlap(data, entries)):
        yield whole, LeftOut(name=container.name, why=why, parent=digest)
        return
    for entry in entries if entries is not None else _parts(data):
        if entry.raw_name.endswith((b"/", b"\\")) and entry.size <= 0:
            continue
        if only_archives and not is_wacz_archive(entry.raw_name):
            continue
        account.member()
        name, _ = _name(entry)
        try:
            content = _read(data, entry, account)
        except _Torn as why_not:
            yield entry, LeftOut(name=name, why=str(why_not), parent=digest)
        except OverLimit as limit:
            if limit.whole:
                raise
            yield entry, LeftOut(name=name, why=str(limit), parent=digest)
        else:
            yield entry, content
    if directory is None:
        why = "the archive is cut off or damaged: it has no directory. What could be read came out; get a whole copy for the rest."
        yield whole, LeftOut(name=container.name, why=why, parent=digest)
    elif directory[1] > len(entries or ()):
        yield whole, LeftOut(name=container.name, why=_missing(directory[1], len(entries or ()), account), parent=digest)


_NOTHING = _Entry(b"", 0, 0, 0, 0, 0, 0, 0)


def _missing(declared: int, read: int, account: Account) -> str:
    if read >= account.limits.members:
        return f"{declared:,} members are declared, more than {account.limits.members:,}: the rest stays inside the kept archive."
    return f"{declared:,} members are declared, the directory is readable for {read:,}: damaged; get a whole copy for the rest."


def _directory(data: bytes, directory: tuple[int, int, int], most: int) -> Iterator[_Entry]:
    at, count, shift = directory
    for _ in range(min(count, most)):
        if data[at : at + 4] != b"PK\x01\x02" or at + 46 > len(data):
            return
        made_by, _, flags, method, _, _, crc, packed, size = struct.unpack_from("<6H3L", data, at + 4)
        length, extra, comment, _, _, outside, start = struct.unpack_from("<5H2L", data, at + 28)
        name = data[at + 46 : at + 46 + length]
        packed, size, start = _large(data[at + 46 + length : at + 46 + length + extra], packed, size, start)
        mode = outside >> 16 if made_by >> 8 == 3 else 0
        yield _Entry(name, flags, method, crc, packed, size, start + shift, mode)
        at += 46 + length + extra + comment


def _large(extra: bytes, packed: int, size: int, start: int) -> tuple[int, int, int]:
    """Return the three numbers of an entry with those of ZIP64 where the short ones say so."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        if kind == 1:
            numbers = iter(struct.unpack_from(f"<{min(length, len(extra) - at - 4, 24) // 8}Q", extra, at + 4))
            size = next(numbers, size) if size == 0xFFFFFFFF else size
            packed = next(numbers, packed) if packed == 0xFFFFFFFF else packed
            start = next(numbers, start) if start == 0xFFFFFFFF else start
        at += 4 + length
    return packed, size, start


def _overlap(data: bytes, entries: list[_Entry]) -> str | None:
    """Return why an archive is refused whose entries share bytes: each byte would be unpacked again and again."""
    end = 0
    for entry in sorted(entries, key=lambda one: one.at):
        if entry.at < end:
            return "entries of the archive overlap, as bombs and damaged archives do: it is kept whole, nothing was unpacked."
        end = max(end, _data_at(data, entry) + entry.packed)
    return None


def _data_at(data: bytes, entry: _Entry) -> int:
    if entry.at < 0 or entry.at + 30 > len(data):
        return entry.at + 30
    length, extra = struct.unpack_from("<2H", data, entry.at + 26)
    return int(entry.at + 30 + length + extra)


def _read(data: bytes, entry: _Entry, account: Account) -> bytes:
    if entry.flags & _ENCRYPTED:
        raise _Torn("encrypted: the archive is kept. Unpack it with its password and collect the result.")
    if stat.S_ISLNK(entry.mode):
        raise _Torn("a symbolic link: links are not followed.")
    if entry.at < 0 or data[entry.at : entry.at + 4] != _LOCAL:
        raise _Torn("damaged: nothing stands where the directory says. Get a whole copy of the archive.")
    begin = _data_at(data, entry)
    if entry.packed != _UNKNOWN and begin + entry.packed > len(data):
        raise _Torn(f"cut off: {in_bytes(entry.packed)} are declared, {in_bytes(max(0, len(data) - begin))} are left. Get a whole copy.")
    account.item(max(entry.size, 0))
    packed = memoryview(data)[begin : len(data) if entry.packed == _UNKNOWN else begin + entry.packed]
    try:
        unpacked = _unpack(packed, entry, account)
    except BROKEN as fault:
        raise _Torn(f"damaged: it does not unpack ({fault}). Get a whole copy of the archive.") from fault
    if entry.packed != _UNKNOWN and zlib.crc32(unpacked.content) != entry.crc:
        raise _Torn("damaged: its checksum does not match. Get a whole copy of the archive.")
    return unpacked.content


def _unpack(packed: memoryview, entry: _Entry, account: Account) -> Unpacked:
    if entry.method == 0:
        account.unpacked(len(packed))
        account.item(len(packed))
        return Unpacked(bytes(packed), len(packed), ended=True)
    if entry.method == 8:
        unpacked = inflate(packed, -15, account)
    elif entry.method == 12:
        unpacked = unbzip2(packed, account)
    elif entry.method == 14:
        return unlzma(packed, account)  # its end is marked only where a flag says so; the checksum decides
    else:
        name = _METHODS.get(entry.method, f"number {entry.method}")
        raise _Torn(f"packed by a method that is not read here ({name}). Unpack the archive yourself and collect the result.")
    if not unpacked.ended:
        raise _Torn("cut off: the packed bytes end too early. Get a whole copy of the archive.")
    return unpacked


def _parts(data: bytes) -> Iterator[_Entry]:
    """Yield the parts of an archive without a directory, one behind the other."""
    at = data.find(_LOCAL)
    while at >= 0 and at + 30 <= len(data):
        _, flags, method, _, _, crc, packed, size, length, extra = struct.unpack_from("<5H3L2H", data, at + 4)
        name = data[at + 30 : at + 30 + length]
        packed, size, _ = _large(data[at + 30 + length : at + 30 + length + extra], packed, size, 0)
        begin = at + 30 + length + extra
        if flags & _LENGTHS_AFTER and not packed:
            following = data.find(_LOCAL, begin)
            # A packed run ends by itself; what is stored ends where the next part's header says so, at the best.
            packed = _UNKNOWN if method == 8 else max(0, (following if following >= 0 else len(data)) - begin - 16)
            crc = int.from_bytes(data[begin + packed + 4 : begin + packed + 8], "little") if method != 8 else 0
        if name:
            yield _Entry(name, flags, method, crc, packed, size, at, 0)
        at = data.find(_LOCAL, begin + max(packed, 0))


def _name(entry: _Entry) -> tuple[str, str]:
    """Return a member's name: UTF-8 where it is, else the alphabet that ZIP was born with."""
    raw = entry.raw_name
    if not entry.flags & _UTF8:
        try:
            raw.decode("utf-8")
        except UnicodeDecodeError:
            return written(raw.decode("cp437"))
    return written(raw)


def _other_name(data: bytes, entry: _Entry) -> str:
    (length,) = struct.unpack_from("<H", data, entry.at + 26)
    other = data[entry.at + 30 : entry.at + 30 + length]
    return "" if other == entry.raw_name else f"the member calls itself otherwise than the directory does: {written(other)[0]!r}"
