"""What reading left behind: documents that are not wholly read, and texts in languages without finders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import cast

from witnessmark.records.canonical import Json
from witnessmark.records.codec import decode
from witnessmark.records.documents import Received, State
from witnessmark.walk.case import Case


def not_read(case: Case) -> Iterator[tuple[str, str, str, str]]:
    """Yield (document, name, state, reason) of every document that is not wholly read; one that waits for `read` is `waiting`."""
    for row in case.ledger.rows("document"):
        received = cast("list[Json]", row.body["receipts"])
        name = decode(Received, received[0]).receipt.name if received else "a document"
        reading = cast("dict[str, str] | None", row.body["reading"])
        if reading is None:
            if received:
                yield row.id, name, "waiting", "not read yet: `witnessmark read` reads it"
        elif reading["state"] != State.READ.value:
            yield row.id, name, reading["state"], reading["reason"]


def without_finders(case: Case) -> Counter[str]:
    """Return how many texts are in each language (BCP 47, `und` where it is not known) that has no finders yet."""
    from witnessmark.extract.claims.reading import has_finders

    languages: Counter[str] = Counter()
    for row in case.ledger.rows("document"):
        reading = cast("dict[str, str] | None", row.body["reading"])
        if reading and reading["text"] and not has_finders(reading["language"]):
            languages[reading["language"] or "und"] += 1
    return languages
