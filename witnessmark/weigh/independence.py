"""Tells whether origins are known to be several: two names in two languages may be one body, and unknown is never independent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from witnessmark.records.claims import Claim
from witnessmark.records.view import Origin, View


def told_apart(view: View, heard: Iterable[tuple[Origin, Claim]]) -> bool:
    """Whether two of the origins are certainly two: both are held, or texts of one language name both.

    "China's foreign ministry" and "中国外交部", each known from texts of its own language alone, are not told apart.
    """
    languages: dict[str, set[str]] = {}
    held: set[str] = set()
    of_document: dict[str, str] = {}
    for origin, claim in heard:
        if origin.held:
            held.add(origin.id)
        document = claim.content.anchor.document
        if document not in of_document:
            found = view.document(document)
            of_document[document] = found.reading.language.partition("-")[0] if found and found.reading else "und"
        languages.setdefault(origin.id, set()).add(of_document[document])
    shared = Counter(language for given in languages.values() for language in given)
    return len(held) > 1 or any(count > 1 for count in shared.values())
