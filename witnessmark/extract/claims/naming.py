"""Gives a speaker or subject the name that the text has for them: pronouns and "the group" resolved, a report as its body."""

from __future__ import annotations

import re

from witnessmark.extract.claims.clauses import Clause, Span
from witnessmark.extract.claims.forms import plural_ending
from witnessmark.extract.claims.grammar import words_of
from witnessmark.extract.claims.memory import Memory
from witnessmark.extract.claims.objects import agrees
from witnessmark.extract.claims.units import unit_of
from witnessmark.extract.claims.words import words_before

PERSON = re.compile(r"(?<!\w)[^\W\d_a-zà-ÿ][\w’'-]{1,20}(?: [^\W\d_a-zà-ÿ][\w’'-]{1,20}){1,3}(?!\w)")
LONGEST_STORY = 800
"""Code points of a paragraph in which somebody is named before a pronoun."""
LONGEST_LOOK = 40
"""Words in which the person named last is looked for."""


def named(c: Clause, who: Span, memory: Memory) -> str:
    """Return the name of a speaker or subject as the text has it, with pronouns and "the group" resolved, a report as its body.

    It is empty where a dropped subject means nobody whom the text spoke of.
    """
    first, last = who
    if first == last:
        name = _it(memory, c.sentence.paragraph) or _person_before(c) or memory.person or ""
        return name if agrees(c, first, name) else ""
    if (people := _counted_people(c, who, memory)) is not None:
        return people
    g, reports = c.grammar, words_of("speech", "reports", "words", c.language)
    pointing = words_of("grammar", "demonstratives", "words", c.language)
    heads = g.articles | g.possessives | pointing
    while first < last - 1 and c.low(first) in heads and c.low(first + 1) not in g.genitives:
        if c.low(first) in g.body_possessives and c.low(last - 1) in reports and memory.body:
            return memory.body
        first += 1
    lows = c.lows(first, last)
    if lows and lows[-1] in g.reflexives and len(lows) > 1:
        last, lows = last - 1, lows[:-1]
    if len(lows) == 1 and (g.base_is_finite or c.low(first - 1) not in g.indefinites):
        resolved = _resolved(c, lows[0], memory)
        if resolved is not None:
            return resolved
    said = _author(c, first, last, lows)
    return said[:-2] if said.endswith(("'s", "’s")) and g.possessive_endings else said


def _counted_people(c: Clause, who: Span, memory: Memory) -> str | None:
    """Return the people counted before of whom a number alone speaks: "Two said that", "three of them said"."""
    first = who[0]
    them = c.low(first) in words_of("grammar", "them", "words", c.language)
    part = c.low(first - 1) in c.grammar.genitives and first - 2 in c.numbers and them
    if not c.grammar.base_is_finite or who[1] - first > 1 or not (first in c.numbers or part):
        return None
    return next((x.noun for x in memory.counted if x.unit == "person" and x.noun), None)


def _author(c: Clause, first: int, last: int, lows: list[str]) -> str:
    """Return the text of a name; of a report, that of the body whose report it is."""
    g, reports = c.grammar, words_of("speech", "reports", "words", c.language)
    if g.adjectives_follow and last - first > 1 and c.words.capital(first + 1) and lows[0] in g.anaphors:
        first, lows = first + 1, lows[1:]  # "la ONG Faro Civil"
    said = c.words.said(first, last)
    if len(lows) > 1 and lows[-1] in reports and (lows[-2].endswith("'s") or all(c.words.capital(n) for n in range(first, last - 1))):
        said = c.words.said(first, last - 1)
    for n in range(first + 1, last - 1):
        if c.low(n - 1) not in reports:
            continue
        if c.low(n) in g.genitives and (body := _body_at(c, n + 1)) < last and c.words.capital(body):
            return c.words.said(body, last)
        if c.low(n) in g.authors:
            body = n + 1
            while body < last and c.low(body) in g.articles:
                body += 1
            return c.words.said(body, last) if body < last and c.words.capital(body) else said
    return said


def _body_at(c: Clause, n: int) -> int:
    """Return where the name of a body begins behind its sort ("de la organización Faro Civil"), where a language has names there."""
    g = c.grammar
    if not g.adjectives_follow:
        return n
    k = n
    while c.low(k) in g.articles:
        k += 1
    while c.low(k) in g.anaphors and (not c.words.capital(k) or c.words.capital(k + 1)):
        k += 1
    return k if k > n and c.words.capital(k) else n


def _it(memory: Memory, paragraph: int) -> str | None:
    """Return whom a pronoun for a body, or a dropped subject, means."""
    if memory.head is not None and memory.head_paragraph == paragraph and memory.speaker_paragraph != paragraph:
        look, memory.head = memory.head, None  # taken first: who that sentence is about may hang on a pronoun of its own
        head = look(memory)
        if head is not None:
            return head
    return memory.speaker or memory.body or memory.subject


def fits(language: str, pronoun: str, name: str) -> bool:
    """Whether a pronoun for one person may mean somebody: "she" is no man, and neither are two strangers."""
    words = name.casefold().split()
    if not words or name[:1].isupper():
        return True
    sorts = [words_of("grammar", sort, "words", language) for sort in ("she", "he")]
    nouns = [words_of("grammar", sort, "words", language) for sort in ("men", "women")]
    if any(pronoun in said and words[-1] in barred for said, barred in zip(sorts, nouns, strict=True)):
        return False
    return not (any(nouns) and plural_ending(words[-1], language) and unit_of(words[-1], language) == "person")


def _latter(c: Clause) -> str | None:
    """Return whom the sentence before named last: "trasladó el asunto al embajador. Según este, ..."."""
    page, known = c.page, words_of("speech", "speakers", "words", c.language)
    for start, end in words_before(page.low, c.base + c.sentence.start, LONGEST_LOOK):
        if page.low[start:end] in known:
            return page.content[start:end]
    return None


def _person_before(c: Clause) -> str | None:
    """Return the person whom the paragraph named last before a sentence: two or three words with a capital, and none of a body."""
    content, start = c.page.content, c.base + c.sentence.start
    near = max(0, start - LONGEST_STORY)
    near = max(near, content.rfind("\n", near, start) + 1)
    known = words_of("speech", "speakers", "words", c.language) | words_of("measure", "officials", "words", c.language)
    bodies = {word.casefold() for word in words_of("speech", "bodies", "words", c.language)} | known
    for found in reversed(PERSON.findall(content, near, start)):
        words = found.split()
        while words and ((low := words[0].casefold()) in known or low in c.grammar.loose or unit_of(low, c.language)):
            words.pop(0)
        if len(words) > 1 and bodies.isdisjoint(word.casefold() for word in words):
            return " ".join(words)
    return None


def _resolved(c: Clause, low: str, memory: Memory) -> str | None:
    g = c.grammar
    if low in g.body_pronouns:
        it = _it(memory, c.sentence.paragraph) or _person_before(c)
        paper = it is not None and g.pro_drop and it.casefold() in words_of("speech", "reports", "words", c.language)
        return memory.body if paper and memory.body else it  # "El informe lo firma F, una ONG ... Ésta sostiene que"
    if low in g.latter:
        return _latter(c) or memory.person or memory.speaker
    if low in words_of("speech", "own_texts", "words", c.language) and memory.speaker is not None:
        return memory.speaker  # "afirma el texto": that of who spoke before
    someone = g.person_pronouns | words_of("grammar", "she", "words", c.language) | words_of("grammar", "he", "words", c.language)
    if low in someone:  # "according to her"
        here = memory.speaker_paragraph == c.sentence.paragraph
        known = ((memory.person if here else None), _person_before(c), memory.person, memory.speaker, *memory.chain)
        return next((name for name in known if name and fits(c.language, low, name)), None) or memory.person or memory.speaker
    if low in g.anaphors:
        return memory.body or memory.likely()
    if low in words_of("speech", "own_words", "words", c.language):
        return memory.owners.get(low) or next((name for name in (memory.body, memory.likely()) if name and low in name.casefold()), None)
    return None
