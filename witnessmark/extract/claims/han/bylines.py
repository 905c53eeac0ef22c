"""Finds where a Chinese paragraph begins behind its line of press, place and date: "（某社5日专电）", "本報訊（記者甲）"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from witnessmark.extract.claims.han.tokens import Token
from witnessmark.extract.claims.han.vocabulary import endings, words_in

_LISTED = re.compile(
    r"[\s\u3000]*(?:[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2}|[a-z])[）)]"
    r"|(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:、(?![一二三四五六七八九十\d])|．|[.)）](?!\d)))"
)
"""The number of an item: "（一）", "二、", "3."."""
OPENS, CLOSES = "（(［[【〔", "）)］]】〕"
LONGEST = 16
"""Tokens of such a line."""


def past_byline(tokens: Sequence[Token], content: str, *, opens: bool) -> int:
    """Return the first token behind the line of press, place and date, or the number, that opens a paragraph; 0 where there is none."""
    if not opens or not tokens:
        return 0
    listed = _LISTED.match(content, tokens[0].start)
    if listed is not None:
        return next((n for n, token in enumerate(tokens) if token.start >= listed.end()), 0)
    end = _bracketed(tokens, 0) or _plain(tokens)
    while end and (more := _bracketed(tokens, end)):
        end = more
    while end and end < len(tokens) and tokens[end].sort == "sign" and tokens[end].text in "，,：:／/　|｜ ":
        end += 1
    return end if end < len(tokens) else 0


def _bracketed(tokens: Sequence[Token], first: int) -> int:
    """Return the token behind a bracket that holds a line of press: it names the press, or ends in a word of dispatches."""
    if first >= len(tokens) or tokens[first].sort != "sign" or tokens[first].text not in OPENS:
        return 0
    for n in range(first + 1, min(len(tokens), first + LONGEST)):
        if tokens[n].sort == "sign" and tokens[n].text in CLOSES:
            inner = tokens[first + 1 : n]
            return (
                n + 1 if any(_of_press(token) or "grammar.datelines" in token.tags for token in inner) or tokens[first].text == "【" else 0
            )
    return 0


def _of_press(token: Token) -> bool:
    return token.text.startswith(endings("speech.press")) or token.text.endswith(endings("grammar.press_endings"))


def _plain(tokens: Sequence[Token]) -> int:
    """Return the token behind "本報訊", "某社北京10月9日电", "本報記者甲／臺北報導"; 0 for a sentence that tells of a report."""
    pressed = _of_press(tokens[0]) or (len(tokens) > 1 and tokens[0].end == tokens[1].start and _of_press(tokens[1]))
    by_name = any("speech.asked" in token.tags for token in tokens[:4])
    for n, token in enumerate(tokens[1:12], 1):
        if token.sort == "sign" and token.text in "，。；：“「":
            return 0
        if "grammar.datelines" not in token.tags:
            continue
        dated = tokens[n - 1].sort in ("time", "number") or tokens[n - 1].text in words_in("grammar.day")
        parted = n + 1 >= len(tokens) or tokens[n + 1].sort == "sign" or tokens[n + 1].start > token.end
        wires = token.text in words_in("grammar.wires")
        if (dated and wires and n > 1) or (wires and pressed) or (pressed and by_name and parted):
            return n + 1
    return 0
