"""Names in what would leave that nobody has decided on (rule D006): deny by default, and say which words to decide."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from witnessmark.protect.lexicon import han_name, lexicon

_WORD = re.compile(r"[^\W\d_]+(?:[’'\-·][^\W\d_]+)*")
_ELIDED = re.compile(r"(?:[dDlLnNsScCjJmM]|[qQ]u)[’'](?=\w)")
_ARTICLE = re.compile(r"(?:al|el|ad|an|as|ash|ar|at|az)[-’'](?=\w)")
_POSSESSIVE = re.compile(r"[’'][sS]$")
_GERMAN_NOUN = re.compile(r"\b(?:das|dem|den|der|die|des|ein|eine|einem|einen|einer|eines|im|am|zum|zur|vom|beim|keine?) ([A-ZÄÖÜ][a-zäöüß]+)\b")
_ENDS = '.!?:;•|…\n\t—–>“"«('
LONGEST = 6
"""Words of one name."""
WRAPPED = 40
"""From so many letters on, a line ends because it is full, and a name goes on in the next."""

Decided = Callable[[str], bool]


def fold_name(name: str) -> str:
    """Return a name as names are compared: casefolded, blanks folded, without an English possessive."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().replace("’", "'").removesuffix("'s").split())


def vocabulary(texts: Iterable[str]) -> frozenset[str]:
    """Return the words that the texts write with a small letter, or in German with an article: a capital makes no name of them."""
    small: set[str] = set()
    for text in texts:
        small.update(word for word in _WORD.findall(text) if word[:1].islower())
        nouns = {match[1].casefold() for match in _GERMAN_NOUN.finditer(text)}
        small.update(noun + ending for noun in nouns for ending in ("", "e", "en", "n", "s", "es", "er"))
    return frozenset(small)


@dataclass(frozen=True, slots=True)
class _Run:
    """Capitalised words one after the other, with what stands before and behind them."""

    words: tuple[str, ...]
    before: str
    """The word before, small."""
    after: str
    """The word behind, small."""
    opens: bool
    """Whether it begins a sentence or a cell, where a capital means nothing."""


def undecided(
    text: str, *, decided: Decided, common: frozenset[str], place: Decided | None = None, here: Decided | None = None,
    parts: frozenset[str] = frozenset(),
) -> Iterator[str]:
    """Yield names in a text that nobody decided on.

    They are runs of capitalised words, single words after a title or beside a verb of speech, words of `parts`, and Han names beside a
    title, a form of address or a verb of speech. `here` tells places of the case, `place` any place: most family names are a town's too, so
    a name that is put together of two such towns is a person's.
    """
    known = _Known(decided, here or (lambda _: False), place or (lambda _: False))
    for run in _runs(text):
        if name := _name_of(run, known, common):
            yield name
        elif parts and not decided(" ".join(run.words)):
            yield from (word for word in run.words if fold_name(word) in parts)
    for name in _han(text):
        if not (decided(name) or known.here(name) or known.place(name)):
            yield name


@dataclass(frozen=True, slots=True)
class _Known:
    """What is no person's name, or was decided to be one that may stand."""

    decided: Decided
    here: Decided
    place: Decided

    def covers(self, words: list[str], *, towns: int = 0, places: int = 0) -> bool:
        """Whether a run is a chain of decided names: "Madrid Fuzhou Public Security Bureau"; of places of the case, or of one other place."""
        if not words:
            return True
        if words[0] in ("y", "e", "i"):
            return self.covers(words[1:])
        for length in range(len(words), 0, -1):
            part, rest = " ".join(words[:length]), words[length:]
            free = length == 1 and (part in lexicon().joins or part.casefold() in lexicon().no_persons)
            if (free or self.decided(part)) and self.covers(rest, towns=towns, places=places):
                return True
            if not towns and self.here(part) and self.covers(rest, places=places + 1):
                return True
            if not (towns or places) and self.place(part) and self.covers(rest, towns=1):
                return True
        return False


def _name_of(run: _Run, known: _Known, common: frozenset[str]) -> str:
    """Return the name that a run is and that is not decided, or nothing."""
    words = _trim(run, common)
    said = " ".join(words)
    if not words or known.decided(said):
        return ""
    before = run.words[len(run.words) - len(words) - 1].casefold() if len(words) < len(run.words) else run.before
    if before.rstrip(".") in lexicon().titles and len(words) == 1 and _own(words[0], common):
        return said
    if known.covers(words):
        return ""
    speaks = run.after in lexicon().speech and not any(word.casefold() in lexicon().no_persons for word in words)
    if len(words) > 1:
        return said if speaks or any(_own(word, common) for word in words) else ""
    unlike = (run.opens and said.endswith("s")) or said.casefold() in lexicon().calendar or (said.isupper() and len(said) > 1)
    return said if speaks and _own(said, common) and not unlike else ""


def _trim(run: _Run, common: frozenset[str]) -> list[str]:
    """Drop titles, days and function words from the beginning of a run; where a sentence begins, one common word too."""
    words = list(run.words)
    while words and _means_nobody(words[0]):
        words.pop(0)
    if run.opens and len(words) == len(run.words) and len(words) > 2 and words[0].casefold() in common:
        words.pop(0)
    while words and words[-1] in lexicon().joins:
        words.pop()
    return words


def _means_nobody(word: str) -> bool:
    lex, low = lexicon(), word.casefold()
    return low in lex.function or low in lex.titles or low in lex.calendar or word in lex.joins


def _own(word: str, common: frozenset[str]) -> bool:
    lex, low = lexicon(), word.casefold()
    return word[:1].isupper() and not (low in common or low in lex.function or low in lex.no_persons)


# --- runs of capitalised words -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Word:
    """A word with where it stands, without what is glued to it."""

    text: str
    start: int
    end: int
    owns: bool
    """Whether a possessive stood behind it."""


def _words(text: str) -> Iterator[_Word]:
    for match in _WORD.finditer(text):
        word, start = match[0], match.start()
        if elided := _ELIDED.match(word):
            word, start = word[elided.end() :], start + elided.end()
        bare = _POSSESSIVE.sub("", word)
        yield _Word(bare, start, match.end(), bare != word)


def _runs(text: str) -> Iterator[_Run]:
    """Yield runs of capitalised words with nothing but blanks and small joining words between them."""
    run: list[_Word] = []
    held: list[_Word] = []
    last: _Word | None = None
    before: _Word | None = None
    for word in _words(text):
        capital = word.text[:1].isupper() or (bool(run) and _capital_behind_article(word.text))
        together = bool(run) and last is not None and not last.owns and _together(text, last, word)
        if capital and together and len(run) < LONGEST:
            run += [*held, word]
            held = []
        elif together and not capital and word.text in lexicon().joins and len(held) < 2:
            held.append(word)
        else:
            if run:
                yield _run(text, run, before, held[0] if held else word)
            run, held = ([word], []) if capital else ([], [])
            before = last
        last = word
    if run:
        yield _run(text, run, before, None)


def _capital_behind_article(word: str) -> bool:
    article = _ARTICLE.match(word)
    return article is not None and word[article.end() : article.end() + 1].isupper()


def _together(text: str, one: _Word, other: _Word) -> bool:
    near = text[one.end : other.start]
    if near == ". ":
        return len(one.text) == 1 or one.text.casefold() in lexicon().abbreviations
    if near.count("\n") == 1 and not near.strip(" \u00a0\n"):
        line = text[text.rfind("\n", 0, one.end) + 1 : one.end]
        return len(line) >= WRAPPED and "\t" not in line and one.text.isupper() == other.text.isupper()
    return not near.strip(" \u00a0") and "\n" not in near


def _run(text: str, run: list[_Word], before: _Word | None, after: _Word | None) -> _Run:
    first, last = run[0], run[-1]
    gap = text[before.end if before else 0 : first.start]
    behind = text[last.end : after.start] if after else "\n"
    return _Run(
        tuple(word.text for word in run),
        before.text.casefold() if before and not gap.strip(" .\n") else "",
        after.text.casefold() if after and not behind.strip(" \n") else "",
        before is None or any(c in _ENDS for c in gap),
    )


# --- Han names ---------------------------------------------------------------------------------------------------------------------------

def _han(text: str) -> Iterator[str]:
    none = lexicon().han_no_names
    for match in han_name().finditer(text):
        name = match[1] or match[2] or match[3]
        if name not in none and name[:2] not in none:
            yield name
