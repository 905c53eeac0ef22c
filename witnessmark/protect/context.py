"""What no single string tells: two things near each other in one layer, and a sentence with some of its words changed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from witnessmark.protect.pattern import Part, Pattern, Way
from witnessmark.protect.quotes import is_said

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

MOST_LOOKS = 400
"""Places of one layer at which a sentence is looked at closely, for each of its pieces: its first words may be everybody's."""
_NO_LETTER = "[a-z0-9]"
Trie = dict[str, "Trie"]


@dataclass(frozen=True, slots=True, repr=False)
class _Rule:
    """One pair: where the rarer side stands, the other is looked for around it."""

    pattern: Pattern
    part: Part
    anchors: tuple[str, ...]
    other: re.Pattern[str]
    longest: int
    seen: str

    def met(self, folded: str, start: int, end: int) -> bool:
        """Whether the other side stands near a place of the rarer one, before or behind it."""
        window = self.part.window
        first = max(0, start - window - self.longest)
        if any(start - match.end() <= window for match in self.other.finditer(folded, first, start)):
            return True
        behind = self.other.search(folded, end, min(len(folded), end + window + self.longest))
        return behind is not None and behind.start() - end <= window

    def shown(self, text: str) -> bool:
        """Whether the text as it was written holds what tells one side from other words: its capitals."""
        return not self.seen or all(re.search(seen, text) is not None for seen in self.seen.split("\0"))


class Together:
    """Finds the pairs and the changed sentences of all people in folded text. It never says what it looks for."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        from ahocorasick_rs import AhoCorasick

        found: dict[str, list[_Rule | Pattern]] = {}
        for rule in _rules([p for p in patterns if p.way is Way.PART]):
            for anchor in rule.anchors:
                found.setdefault(anchor, []).append(rule)
        for seed in (p for p in patterns if p.way is Way.QUOTE):
            found.setdefault(seed.text, []).append(seed)
        self._held = list(found.values())
        self._automaton: AhoCorasick | None = AhoCorasick(list(found), store_patterns=False) if found else None

    def __repr__(self) -> str:
        """Say how many; never which."""
        return f"<Together of {len(self._held)} parts>"

    def met(self, folded: str, text: str) -> Iterator[Pattern]:
        """Yield a pattern of each pair and each sentence that stands in a text; `text` is the same as it was written."""
        if self._automaton is None:
            return
        done: set[int] = set()
        looked: dict[tuple[str, ...], int] = {}
        for index, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            for held in self._held[index]:
                if isinstance(held, Pattern):
                    if _is_word(folded, start, end, 0) and _is_quoted(held, folded, start, looked):
                        yield held
                elif id(held) not in done and _is_word(folded, start, end, held.part.tail) and held.met(folded, start, end):
                    done.add(id(held))
                    if held.shown(text):
                        yield held.pattern


def _rules(parts: Sequence[Pattern]) -> Iterator[_Rule]:
    sides: dict[tuple[str, str], tuple[tuple[list[str], list[str]], list[Pattern]]] = {}
    for pattern in parts:
        if pattern.part is not None:
            held = sides.setdefault((pattern.term, pattern.part.rule), (([], []), []))
            held[0][pattern.part.side].append(pattern.text)
            held[1].append(pattern)
    for (zero, one), patterns in sides.values():
        part = patterns[0].part
        if not (zero and one and part):
            continue
        # What is longer is rarer, and is looked for first.
        anchors, others = (zero, one) if min(map(len, zero)) > min(map(len, one)) else (one, zero)
        seen = next((p.part.seen for p in patterns if p.part and p.part.seen), "")
        yield _Rule(patterns[0], part, tuple(anchors), _any_of(others, part.tail), max(map(len, others)), seen)


def _any_of(texts: Collection[str], tail: int) -> re.Pattern[str]:
    """Return the expression that finds any of some texts as words of their own; scripts without blanks have no such words."""
    plain, others = [t for t in texts if t.isascii()], [t for t in texts if not t.isascii()]
    said = [_branches(others)] if others else []
    if plain:
        said.append(rf"(?<!{_NO_LETTER}){_branches(plain)}{_NO_LETTER}{{0,{tail}}}(?!{_NO_LETTER})")
    return re.compile("|".join(said))


def _branches(texts: Collection[str]) -> str:
    """Return texts as one expression that shares their beginnings: hundreds of ages are looked for at once."""
    root: Trie = {}
    for text in texts:
        at = root
        for c in text:
            at = at.setdefault(c, {})
        at[""] = {}
    return _written(root)


def _written(node: Trie) -> str:
    said = [re.escape(c) + _written(below) for c, below in sorted(node.items()) if c]
    if not said:
        return ""
    inner = said[0] if len(said) == 1 and "" not in node else f"(?:{'|'.join(said)})"
    return f"(?:{inner})?" if "" in node else inner


def _is_quoted(seed: Pattern, folded: str, start: int, looked: dict[tuple[str, ...], int]) -> bool:
    times = looked.get(seed.quote, 0)
    # Once it was found, or too often in vain, it is not looked at again.
    if times > MOST_LOOKS:
        return False
    found = is_said(seed.quote, folded, start)
    looked[seed.quote] = MOST_LOOKS + 1 if found else times + 1
    return found


def _is_word(folded: str, start: int, end: int, tail: int) -> bool:
    """Whether a part is a word of its own, with some letters of an ending at most; scripts without blanks have no such words."""
    if not folded[start:end].isascii():
        return True
    if _letter(folded[start - 1 : start]):
        return False
    return not _letter(folded[end : end + 1]) or (tail > 0 and not all(map(_letter, folded[end : end + tail + 1].ljust(tail + 1, " "))))


def _letter(c: str) -> bool:
    return c.isascii() and c.isalnum()
