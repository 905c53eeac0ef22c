"""Makes containers for the tests, honest and hostile."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from email.message import EmailMessage

from witnessmark.collect import members
from witnessmark.collect.limits import Limits
from witnessmark.records.documents import Capture, How, LeftOut

SMALL = Limits(item_bytes=1 << 20, members=50, total_bytes=4 << 20, depth=3, ratio=200, ratio_from=64 << 10)
"""Limits that a test meets in milliseconds."""


def packed(*entries: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in entries:
            archive.writestr(zipfile.ZipInfo(name), content, compress_type=method)
    return out.getvalue()


def raw_zip(*entries: tuple[bytes, bytes], flags: int = 0x800) -> bytes:
    """A ZIP with names as given, byte for byte: Python's writer would mend them."""
    body, directory = b"", b""
    for name, content in entries:
        data = zlib.compress(content, wbits=-15)
        fixed = struct.pack("<5H3L2H", 20, flags, 8, 0, 33, zlib.crc32(content), len(data), len(content), len(name), 0)
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + fixed + struct.pack("<3H2L", 0, 0, 0, 0, len(body)) + name
        body += b"PK\x03\x04" + fixed + name + data
    end = struct.pack("<4H2LH", 0, 0, len(entries), len(entries), len(directory), len(body), 0)
    return body + directory + b"PK\x05\x06" + end


def capture(content: bytes, name: str = "container") -> Capture:
    return Capture(content=content, name=name, how=How.FILE, came_from=f"/in/{name}")


def opened(content: bytes, name: str = "container", limits: Limits = SMALL) -> tuple[list[Capture], list[LeftOut]]:
    found = list(members(capture(content, name), limits=limits))
    return [one for one in found if isinstance(one, Capture)], [one for one in found if isinstance(one, LeftOut)]


def mail(*attachments: tuple[str, bytes], subject: str = "Stations", text: str = "Nine.") -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", subject
    message["Date"], message["Message-ID"] = "Mon, 02 May 2022 10:00:00 +0000", "<1@example.org>"
    message.set_content(text)
    for name, content in attachments:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    if attachments:
        message.set_boundary("=" * 30)
    return message.as_bytes()
