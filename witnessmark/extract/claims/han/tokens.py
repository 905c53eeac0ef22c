"""Cuts a Chinese text into sentences and tokens: known words, names, numbers, times, places, signs and what stands between them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from witnessmark.extract.claims.han.vocabulary import NO_TAGS, automaton, known, words_in
from witnessmark.extract.numbers import Number
from witnessmark.extract.places import Mention
from witnessmark.extract.times import Timed

OPENING, CLOSING = '“「『‘"', '”」』’"'
TITLES = "《〈"
STOPS = "。！？!?\n"
PARTS = "；;"
COMMAS = "，,：:—…－　】 "
HAN = 0x2E80
LONGEST_SENTENCE = 500
"""Code points of a sentence."""
LONGEST_TERM = 16
"""Code points within quotation marks that may be a name and no saying."""
_SIGN = re.compile(r"[^\w]|_")
_SENTENCE_END = re.compile(r"[。！？!?]+[”」』’\"）)】]*|\n+")


class Token(NamedTuple):
    """A piece of a sentence."""

    start: int
    end: int
    text: str
    """Folded."""
    sort: str
    """`word` of a lexicon, `other`, `sign`, `number`, `time`, `place`, `term` (a name in quotation marks), `span` (how often, how long)."""
    tags: frozenset[str]
    mark: Number | Timed | Mention | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """The tokens of a sentence."""

    tokens: tuple[Token, ...]
    paragraph: int
    opens: bool
    """Whether it is the first of its paragraph."""
    start: int
    end: int
    content: str
    """The whole text, as it stands."""

    def said(self, first: int, last: int) -> str:
        """Return the text from one token to another (exclusive) as it stands."""
        return self.content[self.tokens[first].start : self.tokens[last - 1].end] if first < last else ""


def stretches(content: str) -> Iterator[tuple[int, int, int, bool]]:
    """Yield each sentence: start, end, its paragraph and whether it opens that."""
    at = paragraph = 0
    opens = True
    for stop in _SENTENCE_END.finditer(content):
        broken = stop.group()[0] == "\n"
        end = stop.start() if broken else stop.end()
        if content[at:end].strip():
            for first, last in _cut_long(content, at, end):
                yield first, last, paragraph, opens
                opens = False
        if broken:
            paragraph, opens = paragraph + 1, True
        at = stop.end()
    if content[at:].strip():
        for first, last in _cut_long(content, at, len(content)):
            yield first, last, paragraph, opens
            opens = False


def _cut_long(content: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the pieces of a run that no sentence of a language is as long as: what is done for each stays bounded."""
    while end - start > LONGEST_SENTENCE:
        comma = content.rfind("，", start + LONGEST_SENTENCE // 2, start + LONGEST_SENTENCE)
        stop = comma + 1 if comma > 0 else start + LONGEST_SENTENCE
        yield start, stop
        start = stop
    if content[start:end].strip():
        yield start, end


class Marks(NamedTuple):
    """What was found in the whole text, in order."""

    numbers: Sequence[Number]
    times: Sequence[Timed]
    places: Sequence[Mention]


def marked_runs(marks: Marks) -> list[Token]:
    """Return the numbers, times and places of a text as tokens that do not overlap: times first, then numbers, then places."""
    out = [Token(t.start, t.end, "", "time", NO_TAGS, t) for t in marks.times if t.sort != "dateline"]
    for sort, found in (("number", marks.numbers), ("place", marks.places)):
        starts = sorted((token.start, token.end) for token in out)
        firsts = [start for start, _ in starts]
        for mark in found:
            start, end = mark.with_bound if isinstance(mark, Number) and mark.with_bound[1] else (mark.start, mark.end)
            k = bisect_left(firsts, end)
            if k == 0 or starts[k - 1][1] <= start:
                out.append(Token(start, end, "", sort, NO_TAGS, mark))
    out.sort(key=lambda token: token.start)
    return out


ADJUNCTS = frozenset({"times", "duration", "age", "clock", "measure", "share", "rank"})
"""Kinds of numbers that stand in a clause like adverbs."""


class Cutter:
    """Cuts sentences of one text; it walks once over the words and the marks."""

    def __init__(self, content: str, folded: str, runs: Sequence[Token]) -> None:
        """Take a text, the same folded, and its numbers, times and places."""
        machine, words = automaton()
        self._content, self._folded, self._words, self._machine = content, folded, words, machine
        self._runs, self._starts, self._blanks = runs, [run.start for run in runs], False

    def cut(self, start: int, end: int, *, headline: bool = False) -> tuple[Token, ...]:
        """Return the tokens from start to end; in a headline a blank parts its halves."""
        self._blanks = headline
        out: list[Token] = []
        at = start
        for run in self._runs[bisect_left(self._starts, start) : bisect_left(self._starts, end)]:
            short = run.end - run.start == 1 and run.sort in ("place", "number")
            if short and run.sort == "number" and _formal(run, self._folded):
                continue
            if run.start < at or run.end > end or (short and self._in_word(run.start, named=run.sort == "number")):
                continue
            whole = _without_verb(run, self._folded) if run.sort == "number" else run
            self._plain(at, whole.start, out)
            out.append(whole._replace(text=self._folded[whole.start : whole.end]))
            at = run.end
            if run.sort == "number":
                at = self._measure(at, end, out)
                self._settle(out)
        self._plain(at, end, out)
        return tuple(_terms(out, self._folded))

    def _in_word(self, at: int, *, named: bool) -> bool:
        """Whether one letter is part of a known word, of a body's name where `named`: "华" in "华人", "五" in "军情五处"."""
        tags = known().tags
        for first in range(max(0, at - 3), at + 1):
            for last in range(max(first + 2, at + 1), at + 5):
                found = tags.get(self._folded[first:last])
                if found is not None and (not named or "speech.bodies" in found):
                    return True
        return False

    def _settle(self, out: list[Token]) -> None:
        """Make one loose token of a number that says how often or how long, and of its measure word."""
        measured = len(out) > 1 and "measure" in out[-1].tags
        number = out[-2] if measured else out[-1]
        if isinstance(number.mark, Number) and number.mark.kind in ADJUNCTS:
            last = out.pop() if measured else number
            out[-1] = Token(number.start, last.end, self._folded[number.start : last.end], "span", NO_TAGS, number.mark)

    def _measure(self, at: int, end: int, out: list[Token]) -> int:
        """Take the measure word after a number; of "54个人" it is "个", though "个人" is a word."""
        tags = known().tags
        for size in (2, 1):
            word = self._folded[at : at + size]
            if at + size <= end and "units.measure_words" in tags.get(word, NO_TAGS) and not self._longer_noun(at, end, size):
                out.append(Token(at, at + size, word, "word", tags[word] | {"measure"}))
                return at + size
        return at

    def _longer_noun(self, at: int, end: int, size: int) -> bool:
        """Whether a longer noun that may be counted begins here: "两国政府" has none, "三站点" has."""
        units = known().units
        return any(self._folded[at : at + more] in units for more in range(size + 1, min(6, end - at + 1)))

    def _plain(self, start: int, end: int, out: list[Token]) -> None:
        tags = known().tags
        at = start
        for which, first, last in self._machine.find_matches_as_indexes(self._folded[start:end]) if start < end else ():
            self._rest(at, start + first, out)
            word = self._words[which]
            out.append(Token(start + first, start + last, word, "word", tags[word]))
            at = start + last
        self._rest(at, end, out)
        _recut(out, start)
        _glue(out, start)

    def _parts(self, at: int) -> bool:
        """Whether a blank stands between Chinese letters."""
        return at > 0 and ord(self._folded[at - 1]) > HAN and at + 1 < len(self._folded) and ord(self._folded[at + 1]) > HAN

    def _rest(self, start: int, end: int, out: list[Token]) -> None:
        at = start
        for sign in _SIGN.finditer(self._folded, start, end):
            if sign.group().isspace() and sign.group() != "\u3000" and not (self._blanks and self._parts(sign.start())):
                continue
            if sign.start() > at:
                out.append(Token(at, sign.start(), self._folded[at : sign.start()], "other", NO_TAGS))
            out.append(Token(sign.start(), sign.end(), sign.group(), "sign", NO_TAGS))
            at = sign.end()
        if end > at and self._folded[at:end].strip():
            out.append(Token(at, end, self._folded[at:end], "other", NO_TAGS))


def _without_verb(run: Token, folded: str) -> Token:
    """Return a number without the words of its bound where they hold a verb: "至少设有五个"."""
    start = run.mark.start if isinstance(run.mark, Number) else run.start
    verb = known().tags.get(folded[max(run.start, start - 2) : start], NO_TAGS) if start - run.start > 1 else NO_TAGS
    return run._replace(start=start) if verb & {"control.runs", "presence.sites", "act.deeds", "measure.steps"} else run


def _formal(run: Token, folded: str) -> bool:
    """Whether a number is one digit as banks write them: 陆 alone is a name or a word."""
    return folded[run.start : run.end] in words_in("grammar.formal_digits")


def _recut(out: list[Token], start: int) -> None:
    """Move the last letter of a word to the unknown letters behind it where both halves are words then: "被传|唤" is "被|传唤"."""
    tags = known().tags
    n = len(out) - 2
    while n >= 0 and out[n].start >= start:
        word, rest = out[n], out[n + 1]
        loose = rest.sort == "other" or (
            rest.sort == "word" and len(rest.text) == 1 and "grammar.passive" in tags.get(word.text[:1], NO_TAGS)
        )
        if word.sort == "word" and loose and rest.start == word.end and len(word.text) > 1:
            head = word.text[:-1]
            size = next((k for k in (3, 2, 1) if word.text[-1] + rest.text[:k] in tags and k <= len(rest.text)), 0)
            if size and head in tags:
                cut, end = word.end - 1, word.end + size
                text = word.text[-1] + rest.text[:size]
                fresh = [Token(word.start, cut, head, "word", tags[head]), Token(cut, end, text, "word", tags[text])]
                if size < len(rest.text):
                    fresh.append(rest._replace(start=end, text=rest.text[size:]))
                out[n : n + 2] = fresh
        n -= 1


def _glue(out: list[Token], start: int) -> None:
    """Join syllables of a name that happen to be measure words or the like with the unknown letters beside them."""
    first = len(out)
    while first and out[first - 1].start >= start:
        first -= 1
    joined: list[Token] = []
    fresh = out[first:]
    for k, each in enumerate(fresh):
        token = each._replace(sort="other", tags=NO_TAGS) if _is_bare_syllable(each) else each
        last = joined[-1] if joined else None
        if last is not None and last.end == token.start and last.sort == "other" and (_syllable(token) or _ends_name(fresh, k)):
            joined[-1] = Token(last.start, token.end, last.text + token.text, "other", NO_TAGS)
        else:
            joined.append(token)
    out[first:] = joined


def _syllable(token: Token) -> bool:
    return token.sort == "other" or (
        len(token.text) == 1 and token.sort == "word" and (token.tags <= SYLLABLES or "grammar.sounds" in token.tags)
    )


def _is_bare_syllable(token: Token) -> bool:
    """Whether a word of one letter stands where no number makes it a measure word: it is a part of some other word."""
    return token.sort == "word" and len(token.text) == 1 and token.tags <= SYLLABLES


def _ends_name(tokens: Sequence[Token], k: int) -> bool:
    """Whether 会 ends the name of a body: a word of speech or a sign follows."""
    after = tokens[k + 1] if k + 1 < len(tokens) else None
    if "hedges.will" not in tokens[k].tags:
        return False
    return after is None or after.sort == "sign" or any(tag.startswith("speech.") for tag in after.tags) or "grammar.adjoined" in after.tags


SYLLABLES = frozenset(
    {"units.measure_words", "units.not_counted", "grammar.noun_tails", "units.labels", "units.alone", "units.of_places", "grammar.sounds"}
)


def _terms(tokens: Sequence[Token], folded: str) -> Iterator[Token]:
    """Join what stands in quotation marks where it is a name: short, without a number, a comma or a verb of its own."""
    n = 0
    while n < len(tokens):
        token = tokens[n]
        closing = _closing(tokens, n) if token.sort == "sign" and (token.text in OPENING or token.text in TITLES) else None
        if closing is None:
            yield token
            n += 1
            continue
        inner = tokens[n + 1 : closing]
        tags = inner[-1].tags | {"term"}
        if token.text in TITLES:
            tags |= {"title"}
        text = folded[inner[0].start : inner[-1].end]
        yield Token(token.start, tokens[closing].end, text, "term", known().tags.get(text, tags) | tags)
        n = closing + 1


def _closing(tokens: Sequence[Token], n: int) -> int | None:
    title = tokens[n].text in TITLES
    closing = "》〉" if title else CLOSING
    for k in range(n + 1, len(tokens)):
        token = tokens[k]
        if token.sort == "sign" and token.text in closing:
            whole = tokens[k].start - tokens[n].start
            if title and any(tokens[j].sort == "number" for j in range(n + 1, k)):
                return None
            return k if k > n + 1 and (title or (whole <= LONGEST_TERM and _is_name(tokens, n, k))) else None
        if token.start - tokens[n].start > (80 if title else LONGEST_TERM):
            return None
        if not title and (token.sort in ("sign", "number", "time") or token.tags & SAYING):
            return None
    return None


SAYING = frozenset(
    {"grammar.being", "grammar.negations", "denial.none", "denial.calls_false", "grammar.pronouns", "grammar.aspect", "denial.counter"}
)


def _is_name(tokens: Sequence[Token], first: int, last: int) -> bool:
    before = tokens[first - 1] if first else None
    if before is not None and before.sort == "sign" and before.text in "：:":
        return False
    return before is None or last - first <= 4 or not any(tag.startswith("speech.says") for tag in before.tags)
