"""Cuts a long text into parts that a model bears, at paragraphs where it can; every part knows where it begins."""

from __future__ import annotations

from collections.abc import Iterator


def parts(content: str, size: int) -> Iterator[tuple[int, str]]:
    """Yield (offset, part) with at most `size` code points each; together they are the text."""
    at = 0
    while at < len(content):
        end = min(at + size, len(content))
        if end < len(content):
            feed = content.rfind("\n", at + 1, end)
            blank = content.rfind(" ", at + 1, end)
            end = next((cut + 1 for cut in (feed, blank) if cut > at + size // 2), end)
        yield at, content[at:end]
        at = end
