"""Reads a Chinese text sentence by sentence: what has neither number nor a word of the lexicons' claims is passed over."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import cast

from witnessmark.extract.claims.drafts import Source
from witnessmark.extract.claims.found import Found
from witnessmark.extract.claims.han.bylines import past_byline
from witnessmark.extract.claims.han.carrying import goes_on, note_report
from witnessmark.extract.claims.han.clauses import Clause, clause_of
from witnessmark.extract.claims.han.coined import with_coined
from witnessmark.extract.claims.han.counts import counts
from witnessmark.extract.claims.han.denials import as_denial, denials, is_denier
from witnessmark.extract.claims.han.drafts import Setting, draft
from witnessmark.extract.claims.han.events import events
from witnessmark.extract.claims.han.frame import Frame
from witnessmark.extract.claims.han.laws import enter, is_draft, is_law, rules, within_law
from witnessmark.extract.claims.han.meant import note_person
from witnessmark.extract.claims.han.memory import Memory
from witnessmark.extract.claims.han.names import with_names
from witnessmark.extract.claims.han.phrases import bare, leading, name
from witnessmark.extract.claims.han.ranges import with_ranges
from witnessmark.extract.claims.han.resolutions import house_of, recites, resolves
from witnessmark.extract.claims.han.retold import Heard, is_its_report, is_paper, retold
from witnessmark.extract.claims.han.scenes import holds, scene_of
from witnessmark.extract.claims.han.sites import sites
from witnessmark.extract.claims.han.speakers import frames
from witnessmark.extract.claims.han.ties import nominal, ties
from witnessmark.extract.claims.han.tokens import STOPS, Cutter, Marks, Sentence, marked_runs, stretches
from witnessmark.extract.claims.han.units import unit_at
from witnessmark.extract.claims.han.vocabulary import endings, fold, words_in
from witnessmark.extract.claims.numbered import Passed
from witnessmark.extract.claims.reading import Reading, seen_only
from witnessmark.extract.claims.scope import countries_of
from witnessmark.extract.numbers import find_numbers
from witnessmark.extract.places import find_places
from witnessmark.extract.times import Timed, find_times
from witnessmark.records.claims import Draft, Kind
from witnessmark.records.places import Gazetteer
from witnessmark.records.texts import Text

_LINK = re.compile(r"\]\([^()\n]{0,2000}\)|<[^<>\n]{1,2000}>|(?:https?://|www\.)[\w./%?=&#:~+-]{1,2000}")
"""Page furniture: addresses and tags."""
_TITLE_END = re.compile(r"[》〉（(\[【]")
_LABEL = re.compile(r"^[ \t　*]{0,8}([^\s：:，。、]{1,14})[：:]", re.MULTILINE)
OPENING_PARAGRAPHS = 3
"""The title and the two paragraphs below it: a story that is retold names its paper there."""


def read_han(text: Text, *, gazetteer: Gazetteer, finder: str, version: str) -> Reading:
    """Return the drafts of a Chinese text and the numbers that made none."""
    content = plain(text.content)
    places = find_places(content, gazetteer, language="zh")
    marks = Marks(
        with_ranges(find_numbers(content, language="zh"), content), find_times(content, published=text.published, language="zh"), places
    )
    folded = fold(content)
    cutter = Cutter(content, folded, marked_runs(marks))
    source = Source(text=text, digest=text.digest, finder=finder, version=version, countries=countries_of(places))
    memory = Memory(law=is_law(folded), draft=is_draft(folded), labels=_labels(content), traditional=_traditional(content, folded))
    memory.in_person = any(word in folded for word in words_in("speech.first_person_plural"))
    memory.house = house_of(content, folded) if not memory.law else None
    memory.year = _year(folded, marks.times)
    memory.today = next((t for word in words_in("grammar.today") for t in find_times(word, published=text.published, language="zh")), None)
    out: list[Draft] = []
    passed: list[Passed] = []
    for start, end, paragraph, opens in stretches(content):
        tokens = cutter.cut(start, end, headline=opens and content[end - 1] not in STOPS)
        if tokens:
            tokens = with_names(with_coined(tokens, content, memory.coined), memory.names)
            tokens = tokens[past_byline(tokens, content, opens=opens) :]
            sentence = Sentence(tokens=tokens, paragraph=paragraph, opens=opens, start=start, end=end, content=text.content)
            if opens and memory.opened < OPENING_PARAGRAPHS:
                memory.opened, memory.opening = memory.opened + 1, paragraph
            made, left = _read(sentence, folded, memory, source)
            out += made
            passed += left
    out = retold(out, memory.heard, memory.opening)
    out.sort(key=lambda d: (d.content.anchor.start, d.content.anchor.end, d.content.kind.value))
    return Reading(drafts=seen_only(text, out), passed=tuple(passed))


def _read(sentence: Sentence, folded: str, memory: Memory, source: Source) -> tuple[list[Draft], list[Passed]]:
    c = clause_of(sentence)
    memory.scene = scene_of(c) or (memory.scene if holds(memory.scene, sentence.paragraph) else None)
    _note_spokesmen(c, memory)
    enter(c, folded, memory)
    _floor(c, memory)
    if memory.house is not None and sentence.opens:
        memory.floor, memory.asks = ((memory.house,), False) if recites(c) else ((), False)
    found_frames = frames(c, memory)
    question = any(token.text in "？?" for token in sentence.tokens[-2:])
    carried: tuple[str, ...] = ()
    if (found_frames and found_frames[0].indefinite and memory.paragraph == sentence.paragraph) or _hearsay_first(c):
        carried = memory.chain[:1] if memory.paragraph == sentence.paragraph else ()
        if carried and found_frames and found_frames[0].speaker == carried[0]:
            carried = ()
    elif not found_frames and goes_on(c, memory):
        carried = memory.chain
    memory.heard += [
        Heard(sentence.paragraph, sentence.start, sentence.end, f.speaker, named=is_paper(f.speaker))
        for f in found_frames
        if is_paper(f.speaker) or is_its_report(f.speaker)
    ]
    found, passed = counts(c, memory)
    found = [f for f in found if not (question and c.has(f.core[1], "grammar.questions"))]
    deeds = [] if question and not _stated(c) else events(c, found_frames)
    deeds += [] if question else nominal(c, deeds)
    deeds += [] if question else [t for t in ties(c, found_frames) if not _beside(t, deeds)]
    rejected = [] if question else denials(c, found_frames, memory, carried)
    deeds = [f for f in deeds if _told_in_denial(f) or not any(r.kind is Kind.DENIAL and r.first <= f.core[0] < r.last for r in rejected)]
    there = sites(c, found_frames, memory, deeds)
    if question:
        there = [f for f in there if c.has(f.core[0], "units.station")]
    there = [f for f in there if not any(r.first <= f.core[0] < r.last for r in rejected)]
    found += deeds + rejected + there
    if memory.article:
        found = rules(c, memory) + [kept for f in found if (kept := within_law(f, memory)) is not None]
        found_frames = []
    if memory.house is not None:
        found = resolves(c, memory, found)
    found.sort(key=lambda f: f.core)
    found = [as_denial(c, f, found_frames, memory, carried) for f in found]
    setting = Setting(c, found_frames, carried, memory.chain_why, memory, _time_kept(c, memory, carried, found_frames))
    drafts = [draft(f, setting, source) for f in found]
    _note_sites(c, memory)
    note_person(c, memory)
    note_report(c, found_frames, memory, carried)
    return drafts, passed


def _told_in_denial(f: Found) -> bool:
    """Whether a counter-story says who runs the sites: "只是由志愿者打理的服务点"."""
    return f.kind is Kind.CONTROL and ("subject", "passive") in f.because and f.modality is None


def _time_kept(c: Clause, memory: Memory, carried: tuple[str, ...], found_frames: list[Frame]) -> Timed | None:
    """Return the time that an earlier sentence of the paragraph set, where this one has none of its own and goes on; then keep its own."""
    own = [
        cast(Timed, token.mark)
        for n, token in enumerate(c.tokens)
        if token.sort == "time" and not any(f.span[0] <= n < f.span[1] and f.sort != "list" for f in found_frames)
    ]
    kept = memory.when if memory.when_paragraph == c.sentence.paragraph and not own else None
    if own:
        memory.when, memory.when_paragraph = own[-1], c.sentence.paragraph
    if memory.scene is not None and not (carried and kept):
        if own:
            memory.scene = memory.scene._replace(when=own[-1])
        return memory.scene.when
    return kept if carried else None


def _note_sites(c: Clause, memory: Memory) -> None:
    """Keep in mind the sites that a sentence spoke of last."""
    for n in range(len(c.tokens) - 1, -1, -1):
        if not c.has(n, "measure") and (unit := unit_at(c, n)) in words_in("units.kept"):
            memory.noun, memory.unit = bare(c.sentence.said(n, n + 1)), unit
            return


def _hearsay_first(c: Clause) -> bool:
    return any(c.has(n, "speech.hearsay") for n in range(min(3, len(c.tokens))))


def _stated(c: Clause) -> bool:
    """Whether a question states a deed in passing: in a relative clause."""
    return any(c.has(n, "grammar.of") and c.sort(n + 1) != "sign" for n in range(len(c.tokens)))


def _beside(tie: Found, deeds: Sequence[Found]) -> bool:
    return any(f.kind is tie.kind and f.first < tie.last and tie.first < f.last for f in deeds)


def _floor(c: Clause, memory: Memory) -> None:
    """Set or end a speech of questions and answers: a label before a colon at the head of a paragraph."""
    if not c.sentence.opens:
        return
    n = 0
    while n < len(c.tokens) and c.sort(n) == "sign":
        n += 1
    if c.has(0, "speech.interviewees") and c.text(1) in "：:":
        until = next((k for k in range(2, len(c.tokens)) if c.sort(k) == "sign"), len(c.tokens))
        memory.answerer = c.sentence.said(2, until) if until > 2 else memory.answerer
    if c.sentence.paragraph == 0 and memory.answerer is None:
        memory.answerer = _answerer(c)
        memory.stated = _stated_by(c, memory)
        dated = c.where.get("time", [])
        memory.answered_on = cast(Timed, c.tokens[dated[-1]].mark) if dated and (memory.answerer or memory.stated) else None
    label = c.text(n + 1) in ("：", ":")
    colon = next((k for k in range(min(8, len(c.tokens))) if c.text(k) in ("：", ":")), 0)
    named = bare(c.sentence.said(n, colon)) if n < colon else ""
    if label and c.has(n, "speech.asked"):
        memory.floor, memory.asks = (c.tokens[n].text,), True
    elif label and c.has(n, "speech.answered"):
        memory.floor, memory.asks = (memory.answerer or c.tokens[n].text,), False
    elif named and c.sentence.paragraph > 0 and (named in memory.labels or (_speaks(c, n, colon) and colon + 1 < len(c.tokens))):
        memory.floor, memory.asks = (
            (named,),
            any(c.has(k, "speech.asked") or c.text(k).endswith(tuple(words_in("speech.asked"))) for k in range(n, colon)),
        )
    elif not memory.answers or c.sort(0) == "sign" or _of_answerer(c, memory):
        memory.floor = ()
    memory.answers = bool(memory.floor) and not memory.asks and (memory.answers or (label and c.has(n, "speech.answered")))
    if not memory.floor and memory.stated is not None and c.sentence.paragraph > 0:
        memory.floor, memory.asks = (memory.stated,), False
    if memory.floor:
        memory.chain = ()


def _of_answerer(c: Clause, memory: Memory) -> bool:
    """Whether a paragraph after an answer speaks of who answered, or of the press: the answer is over."""
    if memory.answerer is not None and memory.answerer in c.sentence.said(0, len(c.tokens)):
        return True
    return any(c.text(k).startswith(endings("speech.press")) for k in c.find(0, len(c.tokens), "speech.asked", "speech.civil"))


def _speaks(c: Clause, first: int, last: int) -> bool:
    """Whether the words before a colon name somebody who speaks, and nothing else."""
    if last - first == 1 and c.has(first, "speech.sections"):
        return False
    return last - first <= 4 and c.has(last - 1, "speech.speakers", "speech.bodies") and not any(k in c.verbs for k in range(first, last))


def _year(folded: str, times: Sequence[Timed]) -> Timed | None:
    """Return the year that a text is the report of, where its title says so: "2023年……年报"."""
    end = folded.find("\n")
    for time in times:
        if time.end > end:
            return None
        named = _TITLE_END.split(folded[time.end : end], maxsplit=1)[0]
        if len(time.when.edtf) == 4 and named.endswith(tuple(words_in("speech.annual"))):
            return time
    return None


def _traditional(content: str, folded: str) -> bool:
    """Whether a text stands in traditional characters: one in twenty that folding changed."""
    return sum(a != b for a, b in zip(content[:2000], folded[:2000], strict=True)) * 20 > min(len(content), 2000)


def _labels(content: str) -> frozenset[str]:
    """Return the names that open two paragraphs or more before a colon."""
    seen = Counter(m.group(1).strip() for m in _LABEL.finditer(content))
    return frozenset(name for name, times in seen.items() if times > 1)


def _note_spokesmen(c: Clause, memory: Memory) -> None:
    for n in c.find(0, len(c.tokens) - 1, "denial.deniers"):
        if c.text(n).endswith(endings("speech.speakers")) and c.sort(n + 1) == "other" and c.tokens[n + 1].end - c.tokens[n + 1].start <= 5:
            memory.spokesmen.add(c.sentence.said(n + 1, n + 2))


def _answerer(c: Clause) -> str | None:
    """Return whom a title lets answer: "外交部回应...", "发言人就...答记者问"."""
    first = leading(c, 0, c.parts[0][1])
    if first is None or not any(c.has(n, "speech.answering") for n in range(first[1], len(c.tokens))):
        return None
    body = first[1] - 1
    if c.sort(body - 1) == "place" and body > first[0]:
        first = (body, first[1])
    return name(c, first)


def _stated_by(c: Clause, memory: Memory) -> str | None:
    """Return whose statement the text is, where its title says so and it speaks in the first person: "某国大使馆发言人声明"."""
    last = len(c.tokens) - 1
    if not memory.in_person or last < 1 or not c.has(last, "speech.statements") or any(k in c.verbs for k in range(last)):
        return None
    found = leading(c, 0, last)
    said = name(c, found)
    return said if found is not None and found[1] == last and is_denier(said, memory) else None


def plain(content: str) -> str:
    """Return a text with its page furniture blanked, letter for letter."""
    return _LINK.sub(lambda m: " " * len(m.group()), content)
