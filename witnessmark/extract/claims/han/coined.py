"""Knows places that no gazetteer has by how a Chinese text introduces them: "岛国某某", "首都某某", "某某警方", "某某两间、某某一间"."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from witnessmark.extract.claims.han.tokens import Token
from witnessmark.extract.claims.han.vocabulary import NO_TAGS, known, words_in
from witnessmark.extract.mentions import Mention

SHORTEST, LONGEST = 2, 6
"""Letters of such a name."""
FIELD = "grammar.coined_"


def with_coined(tokens: tuple[Token, ...], content: str, coined: set[str]) -> tuple[Token, ...]:
    """Return the tokens of a sentence, those that name a place which the text introduced as places; keep what it introduces."""
    others = [n for n, token in enumerate(tokens) if token.sort == "other" and len(token.text) >= SHORTEST]
    if not others:
        return tokens
    coined.update(tokens[n].text for n in others if len(tokens[n].text) <= LONGEST and _introduced(tokens, n))
    if not coined:
        return tokens
    out: list[Token] = []
    for token in tokens:
        out += _split(token, content, coined) if token.sort == "other" else (token,)
    return tuple(out)


def _split(token: Token, content: str, coined: set[str]) -> Sequence[Token]:
    """Return a token as a place, or as a place and what is written in one with it."""
    if token.text in coined:
        return (_place(token, content, token.start, token.end),)
    for size in range(min(LONGEST, len(token.text) - 1), SHORTEST - 1, -1):
        if token.text[:size] in coined:
            cut = token.start + size
            return _place(token, content, token.start, cut), token._replace(start=cut, text=token.text[size:])
        if token.text[-size:] in coined:
            cut = token.end - size
            return token._replace(end=cut, text=token.text[:-size]), _place(token, content, cut, token.end)
    return (token,)


def _place(token: Token, content: str, start: int, end: int) -> Token:
    mention = Mention(start=start, end=end, name=content[start:end], places=(), adjective=False)
    return Token(start, end, token.text[start - token.start : end - token.start], "place", NO_TAGS, mention)


def _introduced(tokens: Sequence[Token], n: int) -> bool:
    """Whether what stands around a word says that it is a place."""
    token = tokens[n]
    before = tokens[n - 1] if n else None
    after = tokens[n + 1] if n + 1 < len(tokens) else None
    if before is not None and FIELD + "before" in before.tags and before.end == token.start:
        return True
    foreign = all(letter in words_in(FIELD + "letters") for letter in token.text)
    if foreign and after is not None and FIELD + "after" in after.tags and after.start == token.end:
        return True
    around = after is not None and after.text in words_in(FIELD + "around") and after.start == token.end
    led = before is not None and FIELD + "at" in before.tags and before.end == token.start
    if led and (around or foreign or token.text.endswith(_endings())):
        return True
    return _listed(tokens, n)


@functools.cache
def _endings() -> tuple[str, ...]:
    return tuple(ending for ending in words_in("grammar.place_endings") if len(ending) == 1)


def _listed(tokens: Sequence[Token], n: int) -> bool:
    """Whether sites are counted in it in a list: "东滩两间、石角一间"."""
    if not _counted(tokens, n):
        return False
    return any(k != n and _counted(tokens, k) for k in range(max(0, n - 8), min(len(tokens), n + 9)))


def _counted(tokens: Sequence[Token], n: int) -> bool:
    token = tokens[n]
    if n + 2 >= len(tokens) or tokens[n + 1].sort != "number" or tokens[n + 2].text not in words_in(FIELD + "measures"):
        return False
    if token.sort == "place":
        return True
    opens = n == 0 or tokens[n - 1].sort == "sign" or tokens[n - 1].text in words_in("grammar.list_joiners")
    units = known().units
    return opens and token.sort == "other" and not any(token.text[k:] in units for k in range(len(token.text) - 1))
