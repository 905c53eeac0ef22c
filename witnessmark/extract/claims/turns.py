"""Finds who has the floor in a text: the turns of a hearing ("El viceministro: ..."), and whether a text retells a report."""

from __future__ import annotations

from witnessmark.extract.claims.grammar import grammar, words_of

MOST_WORDS = 9
"""Words of who speaks, before the colon."""
LONGEST_NAME = 80
LEAST_TURNS = 2
LONGEST_HEAD = 300
"""Code points at the beginning of a text in which it says what it is."""
Turn = tuple[int, str]
"""Where somebody takes the floor, and who; nobody where it is empty."""


def turns(content: str, language: str) -> list[Turn]:
    """Return the turns of a text in which at least two paragraphs begin with who speaks and a colon; none for any other text."""
    known, articles = words_of("speech", "speakers", "words", language), grammar(language).articles
    out: list[Turn] = []
    names: list[str] = []
    start = 0
    while start < len(content):
        end = content.find("\n", start)
        end = len(content) if end < 0 else end
        name = _speaker(content[start : min(end, start + LONGEST_NAME)], known, articles)
        if name:
            full = next((other for other in reversed(names) if other.startswith(f"{name} ")), name)
            names.append(full)
            out.append((start, full))
        elif out and content[start : start + 1] == "(":
            out.append((start, ""))
        start = end + 1
    return out if len(set(names)) >= LEAST_TURNS else []


def _speaker(line: str, known: frozenset[str], articles: frozenset[str]) -> str:
    head, colon, rest = line.partition(": ")
    words = head.split()
    if not colon or not rest.strip() or len(words) > MOST_WORDS or not head[:1].isupper() or any(sign in head for sign in '.;"«“'):
        return ""
    if known.isdisjoint(word.casefold().strip(",()") for word in words):
        return ""
    while words and words[0].casefold() in articles:
        words = words[1:]
    return " ".join(words)


def retells(content: str, language: str) -> bool:
    """Whether a text says of itself that it sums up a report of somebody."""
    head = content[:LONGEST_HEAD].casefold()
    return any(phrase in head for phrase in words_of("speech", "retellings", "words", language))
