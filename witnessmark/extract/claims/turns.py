"""Finds who has the floor in a text: the turns of a hearing ("El viceministro: ..."), and whether a text retells a report."""

from __future__ import annotations

import functools
import re
from collections import Counter
from typing import TYPE_CHECKING

from witnessmark.extract.claims.dialogues import dialogue
from witnessmark.extract.claims.grammar import grammar, words_of

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

MOST_WORDS = 9
"""Words of who speaks, before the colon."""
LONGEST_NAME = 80
LEAST_TURNS = 2
LEAST_LABELS = 4
"""Colons of a dialogue at least."""
LABEL = re.compile(r"(?:^|\n)([A-Z][\w’'\-]{1,30}(?: [A-Z][\w’'\-]{1,30}){0,3}): ")
"""A name at the head of a line, before a colon."""
LONGEST_HEAD = 300
"""Code points at the beginning of a text in which it says what it is."""
MARK = re.compile(r"([A-Z]|[A-Z][a-z]{5,7})[.:] ")
"""What a line of an interview begins with: "Q. ", "A: ", "Question: "."""
PERSON = re.compile(r"([^\W\d_a-zà-ÿ][\w’'\-]{1,30}(?: [^\W\d_a-zà-ÿ][\w’'\-]{1,30}){1,3})(?=[ ,])")
"""A name of two words at least with which a line begins."""
NUMBERED = re.compile(r"^(?:[A-Z]{1,2}\.? ?)?[0-9]{1,4}[.)]? (?=\w)")
"""The number of a question, before who asks it: "Q14 Chair"."""
NAME_ENDS = re.compile(r"[\n,.:;(|—–]| - ")
Turn = tuple[int, str]
"""Where somebody takes the floor, and who; nobody where it is empty."""


def turns(content: str, language: str) -> list[Turn]:
    """Return the turns of a text in which at least two paragraphs begin with who speaks and a colon; none for any other text."""
    if answered := dialogue(content, language):
        return answered
    known, articles = words_of("speech", "speakers", "words", language), grammar(language).articles
    marks = dict.fromkeys(words_of("speech", "question_marks", "words", language), "")
    answers = words_of("speech", "answer_marks", "words", language)
    out: list[Turn] = []
    names: list[str] = []
    titles = words_of("speech", "titles", "words", language)
    often = _named_often(content) if grammar(language).base_is_finite else frozenset[str]()
    start = 0
    while start < len(content):
        end = content.find("\n", start)
        end = len(content) if end < 0 else end
        name = _speaker(content[start : min(end, start + LONGEST_NAME)], known, articles, often, titles)
        mark = MARK.match(content, start, end) if marks else None
        asked = mark.group(1) if mark is not None else ""
        if asked and (asked.casefold() in marks or (asked.casefold() in answers and out)):
            name = asked if asked.casefold() in marks else _interviewed(content, language) or asked
        if name:
            full = next((other for other in reversed(names) if other.startswith(f"{name} ")), name)
            names.append(full)
            out.append((start, full))
        elif out and content[start : start + 1] == "(":
            out.append((start, ""))
        start = end + 1
    return out if len(set(names)) >= LEAST_TURNS else []


def _interviewed(content: str, language: str) -> str:
    """Return whom an interview is with, where its head says so: "a talk with the head of N"."""
    head, articles = content[:LONGEST_HEAD].partition("\n\n")[0], grammar(language).articles
    low = head.casefold()
    for phrase in sorted(words_of("speech", "interviews", "words", language), key=len, reverse=True):
        at = low.find(f"{phrase} ")
        if at >= 0 and len(low) == len(head):
            words = NAME_ENDS.split(head[at + len(phrase) + 1 :], maxsplit=1)[0].split()[:MOST_WORDS]
            while words and words[0].casefold() in articles:
                words = words[1:]
            return " ".join(words)
    return _brought_in(content, language)


def _brought_in(content: str, language: str) -> str:
    """Return whom the first paragraph behind the headline is about: the name that it begins with, before the first question."""
    if not grammar(language).base_is_finite:
        return ""
    first = next((line for line in content[:LONGEST_HEAD * 3].split("\n")[1:] if line.strip()), "")
    m = PERSON.match(first)
    return m.group(1) if m is not None else ""


def _named_often(content: str) -> frozenset[str]:
    """Return the names with which several lines of a text begin, before a colon: who takes the floor twice speaks in a dialogue."""
    seen = Counter(LABEL.findall(content)) if content.count(":") >= LEAST_LABELS else Counter[str]()
    often = {name for name, count in seen.items() if count > 1}
    return frozenset(often) if len(often) >= LEAST_TURNS else frozenset()


def _speaker(line: str, known: frozenset[str], articles: frozenset[str], often: frozenset[str], titles: frozenset[str]) -> str:
    """Return who takes the floor in a line: somebody with an office or a title, or a name with which other lines begin too."""
    head, colon, rest = line.partition(": ")
    head = NUMBERED.sub("", head, count=1)
    words = head.split()
    titled = next((word for word in words[:2] if word.removesuffix(".").casefold() in titles and word[:1].isupper()), "")
    if not colon or not rest.strip() or len(words) > MOST_WORDS or not head[:1].isupper():
        return ""
    if any(sign in head.replace(titled, "", 1) for sign in '.;"«“'):
        return ""
    if known.isdisjoint(word.casefold().strip(",().") for word in words) and not titled and head not in often:
        return ""
    while words and words[0].casefold() in articles:
        words = words[1:]
    return " ".join(words)


@functools.cache
def _retellings(language: str) -> AhoCorasick | None:
    from ahocorasick_rs import AhoCorasick

    phrases = words_of("speech", "retellings", "words", language)
    return AhoCorasick(sorted(phrases)) if phrases else None


def retells(content: str, language: str) -> bool:
    """Whether a text says of itself that it sums up a report of somebody else: who reports "our count" speaks for themselves."""
    told = _retellings(language)
    if told is None or not told.find_matches_as_indexes(content[:LONGEST_HEAD].casefold()):
        return False
    low = content.casefold()
    return not any(phrase in low for phrase in words_of("speech", "own_reports", "words", language))


def stated_by(content: str, language: str) -> str:
    """Return who makes the statement that a text is, after its headline ("Declaración del ministro ante el Pleno"), or nothing.

    The text itself must speak in the first person: a report on a statement has the same headline.
    """
    known, marks = words_of("speech", "statements", "words", language), words_of("speech", "statement_marks", "words", language)
    title, _, rest = content.partition("\n")
    words = title[:LONGEST_HEAD].split()
    g = grammar(language)
    if len(words) < LEAST_TURNS + 1 or words[0].casefold() not in known or words[1].casefold() not in g.genitives:
        return ""
    if words[2].casefold().strip(",.:;()") in words_of("speech", "statement_sorts", "words", language):
        return ""  # "Comunicado de prensa": the text's own voice
    low = f" {rest.casefold()} "
    if not any(f" {mark}{sign}" in low or f"\n{mark}{sign}" in low for mark in marks for sign in " ,:."):
        return ""
    name: list[str] = []
    for word in words[2:]:
        bare = word.casefold().strip(',.:;()«»"“”')
        if bare in g.prepositions - g.genitives or bare in g.subordinators or (not name and bare in g.articles):
            if name:
                break
            continue
        name.append(word.strip(",.:;()"))
        if word[-1] in ",.:;":
            break
    return " ".join(name)


def reports_itself(content: str, language: str) -> bool:
    """Whether a text is itself a report ("This report documents ..."): what it tells is its own voice."""
    head = content[:LONGEST_HEAD].casefold()
    return any(phrase in head for phrase in words_of("speech", "own_reports", "words", language))
