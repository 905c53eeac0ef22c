"""The pages of the rules that the gate runs over what would leave: D001, D003, D004, D006. The gate is where they are carried out."""

from __future__ import annotations

from collections.abc import Iterable

from witnessmark.records.findings import Finding
from witnessmark.records.view import View


def check_protected_name(view: View) -> Iterable[Finding]:
    """D001 protected-name.

    Checks: no protected word, in any of its forms, stands in a value that would leave or in any byte that was written.
    Why it matters: at the exit one name in a file's properties undoes every precaution before it.
    Holds: every file was opened in all its layers and no form of a protected word was met.
    Fails: a form was met; the refusal names carrier, form and place and never the word, and the staging folder is gone.
    Cannot tell: a file that cannot be opened counts as a failure: what is not opened does not leave.
    Known limits: spellings that the list does not give (other romanisations, nicknames, half of a name) and declined forms of short names
    are not found; nor are initials with a place, employer with function and other chains that identify without naming, digests with a
    key, words in pixels, or coordinates in other notations than the list's.
    What to do: replace the name by a neutral word (classify it as private), choose passages or hash-only for the document, or leave it out;
    give every spelling of a name in the list, with `|` between them.
    """
    return _by_the_gate(view)


def check_metadata(view: View) -> Iterable[Finding]:
    """D003 metadata-left.

    Checks: no document leaves whole, and no written file leaves at all, with anything beside what is seen: EXIF with coordinates and
    makers' notes, XMP, IPTC, profiles, thumbnails, comments, bytes behind the end; a PDF's properties, identifiers, bookmarks, attached
    files, forms, earlier versions, fonts cut to the letters used; an office file's properties, comments, tracked changes, hidden sheets,
    rows and columns, defined names, pivot caches; an archive's owners, times, comments and extra fields. No quotation leaves with cells
    beside it that its workbook hides.
    Why it matters: the properties of a file tell who wrote it, on which machine, and what was struck out.
    Holds: documents that leave whole are plain text, tables, pages on which nothing happens, or pictures and PDFs that were made here
    from pixels; making those anew gives the same bytes.
    Fails: any other PDF or picture, an office file, an archive, a mail with its headers, a page with an author, comments, embedded
    pictures, or scripts, forms, frames and addresses that a browser would follow by itself.
    Cannot tell: a format that is not known to be clean counts as a failure.
    Known limits: words inside the text that act as metadata ("typed by ..."), and what the pixels themselves show: faces, reflections,
    a watermark that is seen, the noise of one camera (made smaller, not removed).
    What to do: choose passages or hash-only for the document; have the pages of a PDF painted with boxes, or the picture made anew.
    """
    return _by_the_gate(view)


def check_third_party(view: View) -> Iterable[Finding]:
    """D004 third-party-request.

    Checks: no page, drawing or style sheet would make a browser call anybody, and each page's own policy forbids it.
    Why it matters: whoever is called learns who reads the case, from where, and when.
    Holds: every reference that a browser follows by itself stays within the site, and there is no script.
    Fails: an image, font, style, frame or form from elsewhere; a script; a page without Content-Security-Policy.
    Cannot tell: never.
    Known limits: a link that a reader follows by hand is a link.
    What to do: this is a fault of ours; report it.
    """
    return _by_the_gate(view)


def check_persons(view: View) -> Iterable[Finding]:
    """D006 person-unclassified.

    Checks: every name in a quotation, its surroundings, a claim, title, conclusion, reply, answer, grade, origin, finding or site is
    decided by a person: a public role (with role, reason and two people), a body, a place, a work, or private, and then replaced by a
    neutral word.
    Why it matters: naming a private person exposes them to those whom the record is about.
    Holds: every run of capitalised words, word after a title or before a verb of speech, and Han name beside a title, a form of address or
    a verb of speech is a decided name, a place of the case, or one other place.
    Fails: a name that nobody decided on, or a word of a private name alone; it does not leave.
    Cannot tell: never: undecided means that it does not leave.
    Known limits: names are found by their capitals, titles and surnames; a single capitalised word beside no title and no verb of speech is
    not found, nor is a name that is a town's too, nor one in Arabic or another script without capitals. Protected words (D001) do not
    depend on this.
    What to do: `witnessmark review` with a line `{"decision": "classify", "name": ..., "as": ...}`.
    """
    return _by_the_gate(view)


def _by_the_gate(view: View) -> Iterable[Finding]:  # noqa: ARG001  # the signature of every rule
    """Nothing leaves in a check of the case, so there is nothing to look at: the gate carries these rules out."""
    return ()
