"""Says whether a sentence without a speaker of its own goes on with the last report, and keeps who spoke."""

from __future__ import annotations

from witnessmark.extract.claims.clauses import QUOTES, Clause
from witnessmark.extract.claims.memory import Memory
from witnessmark.extract.claims.speakers import Frame
from witnessmark.extract.claims.voices import finite

LONGEST_PARAGRAPH = 4096
"""Code points of a paragraph whose beginning is looked for."""
LONGEST_LABEL = 40
"""Code points of the words before the colon of a line."""
MOST_LABEL = 3

def goes_on(c: Clause, memory: Memory, *, conditional: bool, hearsay: bool) -> bool:
    """Whether a sentence without a speaker of its own continues the last report; hearsay without a name ("is said to") does not."""
    if hearsay:
        return False
    if conditional and memory.last_chain:
        return True
    s, g = c.sentence, c.grammar
    first = c.low(s.first)
    if memory.chain and g.pro_drop and first in g.onward and first in g.adverbs and not _tells(c):
        return True  # "También tratos crueles en contra de ...": the list of the paragraph before goes on
    if not memory.chain or memory.paragraph != c.sentence.paragraph:
        return False
    if g.subject_may_follow and first in QUOTES:
        return True  # another quotation in the paragraph of the last
    if first in g.onward or (g.pro_drop and finite(c, s.first)):
        return True
    if s.first in c.numbers and not (memory.denies and not g.base_is_finite):
        return True  # who denies something is not whom a number after it goes on with
    if g.pro_drop and first in g.object_markers and s.first + 1 in c.numbers:
        return True  # "A catorce de ellos ..."
    topic = s.first + 1 < s.last and (c.words.capital(s.first + 1) or s.first + 1 in c.numbers)
    if first in g.before_topics and topic and s.first + 1 not in c.times:
        return True  # "In Madrid ...", "In 13 of them ..."
    if first in g.definites and (c.low(s.first + 1) in g.continuers or s.first + 1 in c.numbers):
        return True
    if s.first in c.times or first in g.at_times:
        return False
    head = _first_noun(c)
    return bool(head) and head in memory.topic


def _tells(c: Clause) -> bool:
    """Whether a sentence has a finite verb."""
    return any(c.low(n) in c.grammar.telling or (n in c.verbs and finite(c, n)) for n in range(c.sentence.first, c.sentence.last))


def _labelled(c: Clause) -> bool:
    """Whether the paragraph of a sentence begins with one to three words and a colon: "Argentina: ninguna medida. La policía ..."."""
    content, start = c.page.content, c.base + c.sentence.start
    near = max(0, start - LONGEST_PARAGRAPH)
    begin = content.rfind("\n", near, start) + 1
    if near and not begin:
        return False
    head, colon, _ = content[begin : begin + LONGEST_LABEL].partition(": ")
    return bool(colon) and head[:1].isupper() and len(head.split()) <= MOST_LABEL


def _first_noun(c: Clause) -> str:
    for n in range(c.sentence.first, min(c.sentence.first + 8, c.sentence.last)):
        if c.low(n) in c.grammar.telling or n in c.verbs:
            return c.low(n - 1) if n > c.sentence.first else ""
        if c.sign(n):
            return ""
    return ""


def note_report(c: Clause, found: list[Frame], memory: Memory) -> None:
    """Keep in mind who spoke in a sentence, so that the next may go on with it."""
    if found:
        outer = found[0]
        memory.chain, memory.chain_why, memory.hedges = (outer.speaker,), outer.why, outer.hedges
        memory.denies = any(f.sort == "denies" for f in found)
        memory.paragraph = c.sentence.paragraph
        if memory.scene.header_paragraph != c.sentence.paragraph and not _labelled(c):  # a line of a list speaks for itself
            memory.last_chain, memory.last_hedges = memory.chain, outer.hedges
        memory.topic = {low for f in found for low in c.lows(*f.content) if len(low) > 3}
