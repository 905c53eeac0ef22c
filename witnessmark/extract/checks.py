"""Rules on reading: quotations stand where they are said to stand (Q001), readers agree (Q003), the words are visible (Q004)."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Callable, Iterator

from witnessmark.extract.readers.pdf_page import OVER_PICTURE
from witnessmark.records.claims import Claim
from witnessmark.records.faults import Damaged
from witnessmark.records.findings import Finding, Quoted, Verdict
from witnessmark.records.texts import CONTEXT, Text
from witnessmark.records.view import View


def check_quotes(view: View) -> Iterator[Finding]:
    """Q001 quote-not-found.

    Checks
        The text that a claim is anchored in is kept and has its digest; the claim's words stand in it from `start` to `end`, code point by
        code point; the words before and after them are those that the claim names; the text is one of the document that the claim names.

    Why it matters
        A quotation is the only bridge from a sentence that is published back to the evidence. If it is not there word for word, nothing
        above it holds.

    Holds
        All of it is so. One finding for each text says for how many claims.

    Fails
        The text is gone or changed, other words stand at the place, the words around are others, or the text is of another document: one
        finding for each claim. The gate is shut.

    Cannot tell
        Never: a quotation that cannot be looked up is not found.

    Known limits
        Says that the words stand in what the reader made of the document, not that the reader made the right of it: Q003 and Q004 look at
        that. Says nothing of whether the claim says what the words say: a person did that.

    What to do
        Run `witnessmark trace CASE ID` to see the place. Put a lost text back from a backup, or read the document again and anchor the
        claim anew (`review` with `replaces`).
    """
    yield from _over_texts(view, "Q001", _quote_fault, "{n} quotations stand at their place, word for word")


def _quote_fault(claim: Claim, text: Text | None) -> tuple[Verdict, str, str] | None:
    anchor = claim.content.anchor
    if text is None:
        return Verdict.FAILS, "text-gone", "its text is gone or changed: put it back from a backup, or read the document again"
    if text.document != anchor.document:
        return Verdict.FAILS, "other-document", f"its text is one of document {text.document}, not of {anchor.document}: anchor it anew"
    found = text.content[anchor.start : anchor.end]
    if not anchor.quote or found != anchor.quote:
        return Verdict.FAILS, "other-words", f"at {anchor.start}-{anchor.end} stands {_short(found)}: anchor it where its words stand"
    before, after = text.content[max(0, anchor.start - CONTEXT) : anchor.start], text.content[anchor.end : anchor.end + CONTEXT]
    if (before, after) != (anchor.prefix, anchor.suffix):
        return Verdict.FAILS, "other-surroundings", "the words before or after it are others than the claim names: anchor it anew"
    return None


def check_reader_changed(view: View) -> Iterator[Finding]:
    """Q003 reader-changed.

    Checks
        For every document with claims: the reader of this program reads it again, and the claim's words, with those around them, are looked
        for in what it makes.

    Why it matters
        Readers get better. Where an older one misread a page, a claim may rest on words that a newer one does not see; where a newer one
        misreads it, somebody should know before the old text is replaced.

    Holds
        The reader is of the same version as the one that made the text, or its new text has the claim's words with the same surroundings.

    Fails
        The new text does not have the claim's words (`gone`), or has them only in other surroundings (`moved`): one finding for each claim.
        The gate stays open; the finding is published.

    Cannot tell
        The document's bytes or its text are not at hand, or today's reader makes no text of it.

    Known limits
        Compares with today's reader only. The frozen text stays the evidence: this rule never replaces it.

    What to do
        Open the original at the place and see which reader is right. If the new one is, anchor the claim anew (`review` with `replaces`);
        if not, leave it and write an answer.
    """
    news: dict[str, Text | None] = {}
    unread: set[str] = set()

    def fault(claim: Claim, text: Text | None) -> tuple[Verdict, str, str] | None:
        document = claim.content.anchor.document
        if text is None:
            return Verdict.CANNOT_TELL, "text-gone", "its text is gone, so there is nothing to compare with"
        if document not in news:
            news.clear()  # one document in hand: claims come text by text
            news[document] = _reread(view, document, unread)
        if document in unread:
            return Verdict.CANNOT_TELL, "not-read-again", "the document cannot be read again here"
        return _reader_fault(claim, news[document])

    yield from _over_texts(view, "Q003", fault, "{n} quotations stand in what today's reader makes of the document")


def _reread(view: View, digest: str, unread: set[str]) -> Text | None:
    document = view.document(digest)
    if document is not None:
        with contextlib.suppress(Damaged):
            return view.reread(document)
    unread.add(digest)
    return None


def _reader_fault(claim: Claim, new: Text | None) -> tuple[Verdict, str, str] | None:
    anchor = claim.content.anchor
    if new is None:
        return None
    if anchor.prefix + anchor.quote + anchor.suffix in new.content:
        return None
    now = f"{new.reader} {new.reader_version}"
    if anchor.quote in new.content:
        return Verdict.FAILS, "moved", f"the reader {now} has these words in other surroundings: compare both with the original"
    return Verdict.FAILS, "gone", f"the reader {now} does not have these words: compare both with the original"


def check_hidden(view: View) -> Iterator[Finding]:
    """Q004 hidden-text.

    Checks
        Whether any word of a claim stands where somebody who looks at the document does not see it: hidden by its format, in the colour
        of its ground, too small, outside the page, turned round by a direction control, with characters that have no width, or spelt with
        letters of another alphabet that look alike.

    Why it matters
        Words that people do not see and programs do are the cheapest way to poison an archive; a claim that rests on them falls apart the
        moment somebody opens the original.

    Holds
        No word of the claim is so. One finding for each text says for how many claims.

    Fails
        At least one is: one finding for each claim, with why. The gate is shut.

    Cannot tell
        The text is gone; or the page is a picture with a text layer, as a scanner's program makes it, and a program cannot say whether the
        layer has what the picture shows.

    Known limits
        Pages: attributes and inline styles are looked at, style sheets and scripts are not. PDF: white letters are compared with the
        painted page; words that lie under a picture, in a layer that is switched off, or drawn by a font whose shapes are not its
        letters, are not found. A word spelt wholly in another alphabet is not found.

    What to do
        Open the original at the place. If the words are not to be seen, withdraw the claim. If they are, anchor the claim at a place where
        nothing is in doubt, or quote a copy of the document that is clean.
    """
    yield from _over_texts(view, "Q004", _hidden_fault, "{n} quotations are visible where they stand")


def _hidden_fault(claim: Claim, text: Text | None) -> tuple[Verdict, str, str] | None:
    if text is None:
        return Verdict.CANNOT_TELL, "text-gone", "its text is gone: put it back from a backup"
    anchor = claim.content.anchor
    whys = list(dict.fromkeys(run.why for run in text.hidden if run.start < anchor.end and anchor.start < run.end))
    if not whys:
        return None
    hidden = [why for why in whys if why != OVER_PICTURE]
    if not hidden:
        return Verdict.CANNOT_TELL, "text-layer", "it stands in a text layer over a picture of the page: compare it with the picture"
    return Verdict.FAILS, "; ".join(hidden)[:200], f"words of it are not seen in the document: {'; '.join(hidden)[:200]}"


_Fault = Callable[[Claim, "Text | None"], "tuple[Verdict, str, str] | None"]


def _over_texts(view: View, code: str, fault_of: _Fault, holds: str) -> Iterator[Finding]:
    """Yield a finding for each claim that something is wrong with, then one for each document whose claims hold."""
    good: Counter[str] = Counter()
    in_hand: tuple[str, Text | None] = ("", None)
    for claim in _by_document(view):
        anchor = claim.content.anchor
        if in_hand[0] != anchor.text:
            in_hand = (anchor.text, _text(view, anchor.text))
        fault = fault_of(claim, in_hand[1])
        if fault is None:
            good[anchor.document] += 1
            continue
        verdict, why, said = fault
        yield Finding(
            code=code, verdict=verdict, about=(claim.id,), message=f"{_short(anchor.quote)}: {said}",
            facts=(
                ("document", anchor.document), ("text", anchor.text), ("start", str(anchor.start)), ("end", str(anchor.end)), ("why", why)
            ),
            quotes=(Quoted(document=anchor.document, quote=anchor.quote, start=anchor.start, end=anchor.end),),
        )
    for document, count in good.items():
        yield Finding(
            code=code, verdict=Verdict.HOLDS, about=(document,), message=holds.format(n=count),
            facts=(("document", document), ("claims", str(count))),
        )


def _by_document(view: View) -> Iterator[Claim]:
    """Claims text by text, so that each text is opened once: those in a document's newest text first, then the others."""
    newest = set()
    for document in view.documents():
        if document.reading is not None and document.reading.text is not None and document.reading.text not in newest:
            newest.add(document.reading.text)
            yield from view.claims_in(document.reading.text)
    for claim in view.claims():
        if claim.content.anchor.text not in newest:
            yield claim


def _text(view: View, digest: str) -> Text | None:
    try:
        return view.text(digest)
    except Damaged:
        return None


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return f'"{flat[:90]}..."' if len(flat) > 90 else f'"{flat}"'
