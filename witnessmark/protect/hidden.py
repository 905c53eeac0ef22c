"""What a workbook hides (sheets, rows, columns, what a filter leaves out) is in its text and must not come out beside a quotation."""

from __future__ import annotations

from collections.abc import Iterator

from witnessmark.protect.reading import AROUND
from witnessmark.records.assembly import Assembly, Shut
from witnessmark.records.documents import Disclosure
from witnessmark.records.texts import CONTEXT, Text

_HIDDEN_CELLS = ("on a hidden sheet", "in a hidden row", "in a hidden column")
"""Why a reader of workbooks marks words as hidden."""


def hidden_shown(assembly: Assembly) -> Iterator[Shut]:
    """Yield a reason (D003) for each claim beside whose quotation a workbook's hidden cells would be shown, or that quotes them."""
    texts = {text.digest: text for text in assembly.texts}
    how = {document.sha256: document.disclosure for document in assembly.documents}
    for claim in assembly.claims:
        anchor = claim.content.anchor
        text = texts.get(anchor.text)
        reach = CONTEXT if how.get(anchor.document) is Disclosure.HASH_ONLY else AROUND
        if text is not None and _hides(text, anchor.start - reach, anchor.end + reach):
            said = (
                f"beside the quotation of claim {claim.id[:12]} lie cells that its workbook hides: collect a copy without them, or withdraw"
                " the claim"
            )
            yield Shut(code="D003", carrier="a passage", form="hidden cells", where=claim.id[:12], said=said)


def _hides(text: Text, start: int, end: int) -> bool:
    return any(run.start < end and start < run.end and run.why.startswith(_HIDDEN_CELLS) for run in text.hidden)
