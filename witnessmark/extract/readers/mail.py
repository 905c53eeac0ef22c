"""Reads one message: its head lines and its body. Attachments are documents of their own, kept beside it."""

from __future__ import annotations

import email
import email.policy
import itertools
from dataclasses import replace
from email.message import EmailMessage, MIMEPart
from email.utils import parsedate_to_datetime

from witnessmark.extract.readers.charset import decode
from witnessmark.extract.readers.html import read_html
from witnessmark.extract.readers.scribe import About, Made, Scribe
from witnessmark.records.documents import State

READER, VERSION = "mail", "1"
_SHOWN = ("From", "To", "Cc", "Date", "Subject")
_OPEN_END = {"CloseBoundaryNotFoundDefect", "StartBoundaryNotFoundDefect"}


def read_mail(content: bytes, *, document: str, declared: str | None = None) -> Made:
    """Return head lines and body of a message; the plain body is preferred, else its page."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    if not isinstance(message, EmailMessage) or not message.keys():
        return Made(state=State.UNREADABLE, reason="it has no head lines: it is no message")
    scribe = Scribe()
    start = 0
    for name in _SHOWN:
        if value := _header(message, name):
            at = scribe.length
            scribe.write(f"{name}: {value}\n")
            scribe.region(at, f"header {name}")
    scribe.page(1, start, "head")
    faults = _body(message, scribe, document, declared)
    about = About(title=_header(message, "Subject"), authors=tuple(filter(None, [_header(message, "From")])), published=_day(message))
    made = scribe.made(document, READER, VERSION, about, faults=faults)
    return made if made.text is None else replace(made, text=replace(made.text, language=_language(made.text.content, made.text.language)))


def _body(message: EmailMessage, scribe: Scribe, document: str, declared: str | None) -> tuple[str, ...]:
    """Writes the body; returns what is not whole about it."""
    faults = []
    if any(type(defect).__name__ in _OPEN_END for part in message.walk() for defect in part.defects):
        faults.append("the message ends before its last part is closed: it was cut off")
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None or body.is_multipart():
        return (*faults, "it has no body of text")
    raw = _bytes(body)
    scribe.write("\n")
    start = scribe.length
    if body.get_content_type() == "text/html":
        page = read_html(raw, document=document, declared=body.get_content_charset() or declared)
        if page.text is None:
            return (*faults, page.reason)
        _copy(page, scribe)
        faults += [page.reason] if page.reason else []
    else:
        decoded = decode(raw, body.get_content_charset() or declared)
        scribe.write(decoded.text)
        scribe.region(start, "body")
        faults += decoded.faults
    scribe.page(2, start, "body")
    return tuple(faults)


def _copy(page: Made, scribe: Scribe) -> None:
    """Takes over the text of an inner page with its addresses and hidden runs."""
    if page.text is None:
        return
    at, content = scribe.length, page.text.content
    cuts = sorted({0, len(content), *(edge for region in page.text.regions for edge in (region.start, region.end)),
                   *(edge for run in page.text.hidden for edge in (run.start, run.end))})
    for start, end in itertools.pairwise(cuts):
        why = next((run.why for run in page.text.hidden if run.start <= start < run.end), "")
        scribe.write(content[start:end], hidden=why)
    for region in page.text.regions:
        if at + region.end <= scribe.length:
            scribe.regions.append(replace(region, start=at + region.start, end=at + region.end, where=f"body {region.where}"))


def _bytes(part: MIMEPart) -> bytes:
    raw = part.get_payload(decode=True)
    return raw if isinstance(raw, bytes) else b""


def _header(message: EmailMessage, name: str) -> str:
    try:
        value = message[name]
    except (ValueError, IndexError, AttributeError, TypeError, LookupError):
        # The library's header parser stumbles over some malformed lines: the raw line is what the message says.
        value = next((raw for key, raw in message.raw_items() if key.lower() == name.lower()), None)
    return " ".join(str(value).split())[:2000] if value is not None else ""


def _day(message: EmailMessage) -> str | None:
    try:
        return parsedate_to_datetime(_header(message, "Date")).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _language(content: str, whole: str) -> str:
    """The language of the body: head lines are half English in every message."""
    from witnessmark.extract.readers.languages import language_of

    _, _, body = content.partition("\n\n")
    found = language_of(body)
    return found if found != "und" else whole
