"""What a document that would leave whole says beside its text (rule D003): authors, programs, comments, places, earlier versions.

What is known to be clean is a short list: plain text and tables, plain pages that nothing happens on, and pictures and PDFs that were
made here from pixels. Of everything else the carriers are named as far as they are known, and it does not leave.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from witnessmark.protect.metadata_packages import PACKED, members_of_plain, of_package
from witnessmark.protect.metadata_pdf import of_pdf
from witnessmark.protect.metadata_pictures import PICTURES, of_picture
from witnessmark.protect.requests import requests_in

_FIELD = re.compile(rb"(?im)^(received|message-id|from|to|return-path|x-mailer|user-agent|x-originating-ip|dkim-signature)[ \t]*:")
_HEADERS = re.compile(rb"(?:\xef\xbb\xbf)?(?:From [^\n]*\r?\n)?(?:[A-Za-z][\w\-]*:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){2,}\r?\n?")
_META = re.compile(
    rb"<meta\b[^>]{0,500}?\b(?:name|property|itemprop)\s*=\s*[\"']?\s*"
    rb"(author|generator|creator|publisher|owner|application-name|progid|originator|last-?modified-?by|geo\.|icbm|[a-z]*:?author|dc\.creator|dcterms\.creator)",
    re.IGNORECASE,
)
_COMMENT = re.compile(rb"<!--(.*?)-->", re.DOTALL)
_SAVED = re.compile(rb"saved from url|mirrored from|ProgId|<o:|<w:|office:office|urn:schemas-microsoft-com", re.IGNORECASE)
_SCRIPT = re.compile(rb"<script\b|\bdata-(?:user|author|account|session)|application/ld\+json", re.IGNORECASE)
_EMBEDDED = re.compile(rb"data:(?:image|application|audio|video|font)/(?!svg)", re.IGNORECASE)
_TRACKED = re.compile(rb"<(?:ins|del)\b[^>]*\b(?:cite|datetime)\s*=", re.IGNORECASE)
_MARKUP = re.compile(rb"<(?:!doctype|html|head|body|svg|\?xml|[a-z][a-z0-9:]*[\s/>])", re.IGNORECASE)
UNKNOWN = "bytes of a format that is not known to be clean"
ACTIVE = "a page that runs, calls or sends something when it is opened"


def metadata_left(content: bytes) -> Iterator[str]:
    """Yield, in words, what of a document's metadata could tell of a person or a machine; a format not known to be clean is said so."""
    if content.startswith(b"%PDF-"):
        yield from of_pdf(content)
    elif content.startswith(PICTURES) or content[4:8] == b"ftyp":
        yield from of_picture(content)
    elif content.startswith(PACKED) or content[257:262] == b"ustar":
        yield from of_package(content)
    elif content.startswith(b"{\\rtf"):
        yield "the properties of a rich text file, which is never published whole"
    elif _is_mail(content):
        yield "the headers of a mail: addresses, servers, times"
    elif b"%PDF-" in content[:1024] or not _textual(content):
        yield UNKNOWN
    elif _MARKUP.search(content):
        yield from _markup(content)


def written_left(content: bytes) -> Iterator[str]:
    """Yield what a file that we wrote carries beside its words: an original among them, a picture or an archive that is not of our form.

    Texts of ours may quote markup; what a browser does with our pages is the matter of D004.
    """
    if (members := members_of_plain(content)) is not None:
        for member in members:
            yield from written_left(member)
    elif not _textual(content) or content.startswith(_BOUND) or _is_mail(content):
        yield from metadata_left(content)


_BOUND = (b"%PDF-", b"{\\rtf", *PICTURES, *PACKED)


def _is_mail(content: bytes) -> bool:
    match = _HEADERS.match(content)
    return bool(match and _FIELD.search(match[0]))


def _textual(content: bytes) -> bool:
    return re.search(rb"[\x00-\x08\x0e-\x1f]", content) is None


def _markup(content: bytes) -> Iterator[str]:
    if _META.search(content):
        yield "its author or the program that made it (<meta>)"
    if any(comment.strip() for comment in _COMMENT.findall(content)):
        yield "comments that a reader does not see"
    if _SAVED.search(content):
        yield "traces of the program that saved it"
    if _SCRIPT.search(content):
        yield "scripts or data beside its text"
    if _EMBEDDED.search(content):
        yield "embedded files with properties of their own"
    if _TRACKED.search(content):
        yield "tracked changes"
    # A bundle may lie on a server: a captured page in it would be a page of ours, to a browser that guesses what the bytes are.
    if any("Content-Security-Policy" not in form for form in requests_in(content, name="captured.html")):
        yield ACTIVE
