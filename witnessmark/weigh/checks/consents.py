"""D005: no use of a testimony without a grant of the witness that is in force."""

from __future__ import annotations

from collections.abc import Iterator

from witnessmark.records.documents import Document
from witnessmark.records.findings import Finding, Verdict
from witnessmark.records.view import View


def check_consents(view: View) -> Iterator[Finding]:
    """D005 consent-missing.

    Checks
        No document that is kept in the clear is testimony, or came out of one. What is sealed does not leave: no rule, page or dataset of
        a release reads the vault.

    Why it matters
        Unknown is never consent. A testimony that lies among public documents is quoted, counted and published like one.

    Holds
        Every document that is kept is public material; testimony lies in the vault alone.

    Fails
        A document is marked as testimony, or is a member of one: one finding for each. The gate is shut.

    Cannot tell
        Never: what is not known to be allowed is not allowed.

    Known limits
        Sees the mark that was set when the document was received, and no statement that somebody collected as if it were a page. Consent
        to one use is none to another, and nobody consents for relatives: `witnessmark consent` shows what is allowed today.

    What to do
        Seal the file (`witnessmark seal`), then destroy what lies in the clear; start the case anew without it where it was cited.
    """
    marked: set[str] = set()
    kept = 0
    for document in view.documents():
        kept += 1
        if _is_testimony(document, marked):
            marked.add(document.sha256)
            yield Finding(
                code="D005", verdict=Verdict.FAILS, about=(document.sha256,), facts=(("document", document.sha256),),
                message=f"document {document.sha256[:12]} is testimony, or came out of one, and lies in the clear: "
                "seal it, and publish nothing of it",
            )
    if not marked:
        yield Finding(
            code="D005", verdict=Verdict.HOLDS, about=(view.case.case,), facts=(("documents", str(kept)),),
            message=f"none of the {kept} documents that the case keeps is testimony; what is sealed does not leave",
        )


def _is_testimony(document: Document, marked: set[str]) -> bool:
    return any(received.receipt.testimony or received.receipt.parent in marked for received in document.receipts)
