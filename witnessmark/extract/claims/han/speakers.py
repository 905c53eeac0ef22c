"""Finds who says what in a Chinese sentence: frames of reporting, nested ones, and reports that go on."""

from __future__ import annotations

from witnessmark.extract.claims.han.clauses import OF, Clause, Span, is_loose, is_noun
from witnessmark.extract.claims.han.frame import Frame
from witnessmark.extract.claims.han.memory import Memory
from witnessmark.extract.claims.han.owners import owner, speaker
from witnessmark.extract.claims.han.phrases import bare, before, leading, noun_phrase, start_of
from witnessmark.extract.claims.han.roles import official
from witnessmark.extract.claims.han.sources import in_report, learned, listing, quoting, source
from witnessmark.extract.claims.han.tokens import CLOSING, OPENING, PARTS, STOPS
from witnessmark.extract.claims.han.vocabulary import endings, fold, reason, words_in

SAYS = ("speech.says", "speech.states", "speech.shows", "speech.suspects", "speech.accuses", "denial.denies", "speech.tallies")
CLAUSAL = (
    "grammar.being",
    "grammar.auxiliaries",
    "grammar.negations",
    "presence.sites",
    "presence.being",
    "presence.listed",
    "grammar.passive",
    "denial.law_abiding",
)
"""Words by which one sees that a clause follows, besides its verbs."""
SHORTEST_HEADLINE = 24
"""Tokens of a headline whose part before a colon may be its speaker."""


CUES = frozenset({*SAYS, "speech.by_report", "speech.prefixes", "speech.reports", "speech.quoting", "presence.listed", "speech.learned"})


def frames(c: Clause, memory: Memory) -> list[Frame]:
    """Return the frames of a sentence, outermost first."""
    out: list[Frame] = []
    colon = _colon(c, memory)
    if colon is not None:
        out.append(colon)
    for n in c.cues(CUES):
        frame = source(c, n, memory) or in_report(c, n, memory) or listing(c, n, memory) or learned(c, n, memory)
        quoted = quoting(c, n, memory, out) if c.has(n, "speech.quoting") else None
        if quoted is not None:
            for outer in quoted[:-1]:
                out.append(outer)
                _remember(c, outer, memory)
            frame = quoted[-1]
        if frame is None and n in c.verbs and c.has(n, *SAYS) and not any(f.span[0] <= n < f.span[1] for f in out):
            frame = _saying(c, n, memory, out)
            heard = _heard(c, n, frame, memory)
            if frame is not None and heard is not None:
                out = [*(_bounded(c, f, frame) for f in out), frame]
                frame = heard
        if frame is not None:
            out = [_bounded(c, f, frame) for f in out]
            out.append(frame)
            _remember(c, frame, memory)
    out.sort(key=lambda f: (f.content[0] - f.content[1], f.span))
    return out


def _heard(c: Clause, n: int, frame: Frame | None, memory: Memory) -> Frame | None:
    """Return the frame of whom a speaker has it from: "有会员听旅行社的人讲，……"."""
    if frame is None:
        return None
    k = next((k for k in c.find(frame.span[0], n, "speech.hearing") if k > frame.span[0]), None)
    who = before(c, n, k + 1) if k is not None else None
    whose = owner(c, who, memory) if who is not None and k is not None and who[0] == k + 1 else None
    return frame._replace(speaker=whose, span=(n, frame.span[1]), inner=True) if whose is not None else None


def _bounded(c: Clause, f: Frame, new: Frame) -> Frame:
    """End the words of a speaker where another takes over: after a semicolon, after 则 or 但, or after a clause of the first."""
    first, last = f.content
    head = new.span[0]
    if new.content[1] <= head or not first < head < last or f.content[1] <= f.span[0]:
        return f
    begin = c.part(head)[0]
    if begin <= first or (new.inner and not any(c.text(k) in PARTS for k in range(first, head))):
        return f
    opening = [c.text(k) for k in range(begin, new.span[1])]
    turned = any(word[:1] in words_in("grammar.adjoined") or word in words_in("grammar.adjoined") for word in opening)
    between = [k for k in range(first, begin) if k in c.verbs or c.has(k, "grammar.being", "grammar.negations") or c.sort(k) == "number"]
    parted = any(c.text(k) in PARTS for k in range(first, begin))
    quoted = any(c.text(k) in OPENING for k in range(first, begin)) and not any(c.text(k) in CLOSING for k in range(first, begin))
    if quoted or not (parted or turned or between):
        return f
    return f._replace(content=(first, begin))


def _remember(c: Clause, frame: Frame, memory: Memory) -> None:
    persons = [n for n in range(*frame.span) if c.has(n, "speech.speakers", "grammar.person_nouns")]
    if frame.sort == "colon" or frame.speaker in words_in("grammar.pronouns"):
        return
    memory.by_report = fold(frame.speaker) in words_in("speech.reports")
    if memory.by_report:
        return  # a report is nobody whom 该组织 could mean
    of = next((k for k in range(frame.span[1] - 1, frame.span[0], -1) if c.has(k, OF)), None)
    if persons and of is not None and c.among(frame.span[0], of, "speech.bodies"):
        memory.body = bare(c.sentence.said(frame.span[0], of))  # "司法部的官员"
    ends = frame.speaker.endswith(endings("speech.speakers"))
    if ends or (persons and not any(c.has(n, "speech.bodies") for n in range(*frame.span))):
        memory.person = frame.speaker
    else:
        memory.body = frame.speaker


def _colon(c: Clause, memory: Memory) -> Frame | None:
    """Return the frame of "X：..." at the head of a paragraph: a label of questions and answers, or a headline's speaker."""
    if not c.sentence.opens:
        return None
    for n in range(min(len(c.tokens), SHORTEST_HEADLINE)):
        if c.text(n) not in ("：", ":"):
            continue
        first = 0
        while first < n - 1 and (c.sort(first) == "sign" or c.has(first, "grammar.noun_tails")):
            first += 1
        found = leading(c, first, n)
        if found is None and n - first <= 2:
            found = (first, n) if first < n else None
        if found is None:
            return None
        reports = c.has(found[1] - 1, "speech.reports") and c.among(*found, "term")
        said = (owner(c, found, memory) if reports else None) or bare(c.sentence.said(*found))
        label = found[1] == n and n - first <= 4
        if label and c.has(first, "speech.asked", "speech.answered") and n - first == 1:
            return None
        headed = c.sentence.paragraph == 0 and label and c.has(found[1] - 1, "speech.headed_by")
        speaks = headed or (c.among(*found, "speech.bodies", "speech.speakers", "title") and not c.has(found[1] - 1, "speech.reports"))
        if c.sentence.paragraph > 0 and label:
            return None  # a label sets who has the floor
        verbal = c.among(found[1], n, *SAYS, "speech.answering", "denial.denies")
        if not speaks or not (label or verbal) or c.among(n - 1, n, "speech.says"):
            return None
        denies = c.among(found[1], n, "denial.hard")
        return Frame(said, (first, found[1]), (n + 1, len(c.tokens)), "denies" if denies else "colon", "zh/grammar.yaml: ：")
    return None


def _rebuts(c: Clause, n: int, after: int | None) -> bool:
    """Whether another story follows a word of denial: "大使馆反驳，那些只是服务点"."""
    last = c.part(n)[1]
    return c.has(n, "denial.rebuts") and after == last and bool(c.text(last)) and c.text(last) in "，,：:"


def _saying(c: Clause, n: int, memory: Memory, out: list[Frame]) -> Frame | None:
    part = c.part(n)
    after = _past_verb(c, n, part)
    sort = "says" if _rebuts(c, n, after) else _sort_of(c, n)
    if after is None or _no_saying(c, n, part):
        return None
    wall = max([part[0], *(f.content[0] for f in out if f.content[0] > f.span[0] and f.span[1] <= n and f.content[0] >= part[0])])
    who, indefinite, start = speaker(c, n, wall, memory, sort)
    if who is None and out and sort in ("denies", "says") and start_of(c, n) == n:
        who = out[-1].speaker  # "会长强调，「我们只做好事」，否认……"
    if who is None or _requested(c, start, n) or _announces(c, n, after, (start, part[1])):
        return None
    inner = start_of(c, n) == n and bool(out) and who not in [f.speaker for f in out]
    found = Frame(who, (start, n + 1), (n, n + 1), sort, _why(c, n), hedges=c.has(n, "speech.suspects"), indefinite=indefinite, inner=inner)
    alone = after >= part[1]
    if alone and _said_before(c, n, part) and (sort != "denies" or c.text(part[0] - 2) in CLOSING):
        first = c.parts[c.which[n] - 1] if c.which[n] else part
        begin = _begin_before(c, first[0])
        quoted = part[1] < len(c.tokens) - 1 and c.text(part[1]) not in STOPS
        return found._replace(content=(begin, len(c.tokens) if quoted else start))
    if alone and sort == "denies" and c.text(part[1]) not in ("：", ":"):
        return found
    if alone:
        after = min(part[1] + 1, len(c.tokens))
        if after >= len(c.tokens) or (sort != "denies" and _saying_follows(c, part)):
            return found if sort == "denies" else None
    elif c.has(n, "speech.telling") and not any(k in c.verbs for k in range(after, part[1])) and part[1] < len(c.tokens) - 1:
        after = part[1] + 1
    elif not _introduces(c, n, after, sort) or _other_word(c, n, after):
        return None
    if not _may_speak(c, n, found, out):
        return None
    if sort == "denies" and not alone:
        return found._replace(content=(n + 1, part[1]))
    return _over_rest(c, n, after, found)


def _announces(c: Clause, n: int, after: int, reach: Span) -> bool:
    """Whether a body of the state announces a step of its own: a deed, not a report ("警方宣布，已将他拘留")."""
    if not c.has(n, "speech.announces") or c.has(n, "speech.says"):
        return False
    start, end = reach
    first = after if after < end else end + 1
    last = c.part(first)[1]
    begins = first
    while begins < last and (is_loose(c, begins) or c.sort(begins) in ("time", "sign")):
        begins += 1
    own = begins in c.verbs or c.has(begins, "grammar.disposal", "grammar.towards", "grammar.prepositions")
    step = any(k in c.verbs and c.has(k, "measure.steps", "act.deeds") for k in range(begins, len(c.tokens)))
    return own and step and official(c, leading(c, start, n))


def _requested(c: Clause, start: int, n: int) -> bool:
    """Whether who stands before a word of saying is asked to do so: "并请外交部查明"."""
    first = c.part(n)[0]
    asked = words_in("speech.requesting")
    return first <= start < n and any(c.sort(k) != "place" and c.text(k) in asked for k in (start - 1, start))


def _past_verb(c: Clause, n: int, part: Span) -> int | None:
    """Return where what is said begins after a verb of saying; null where 的 makes it part of a noun phrase ("所说的数字")."""
    if c.has(n + 1, OF):
        if c.has(n + 2, "grammar.being"):
            return n + 3
        told = c.has(n + 2, "speech.reports", "speech.source_ends", "grammar.abstract") and c.has(n + 3, "grammar.being")
        return n + 4 if told else None
    after = n + 1
    while after < part[1] and c.has(after, "grammar.aspect", "grammar.being"):
        after += 1
    return after


def _no_saying(c: Clause, n: int, part: Span) -> bool:
    """Whether a word of saying reports nothing here: passive, asked, in a byline, or what the words of somebody are."""
    if c.has(n - 1, "grammar.passive", OF, "hedges.passive", "speech.words_of") or c.has(n, "hedges.passive"):
        return True
    if c.has(n, "grammar.datelines") and c.text(n + 1) in ("：", ":", "") and c.has(n - 1, "speech.asked"):
        return True
    if c.has(n, "hedges.estimating") and c.sort(n + 1) == "number":
        return True  # "会员估计逾三千人"
    if _counts_who_says(c, n, part):
        return True  # "两个自称警官的人"
    asked = c.among(part[0], n, "grammar.questions")
    return asked or (c.has(n - 1, "grammar.so") and not c.has(n + 1, OF))


def _counts_who_says(c: Clause, n: int, part: Span) -> bool:
    """Whether a word of saying stands between a number and its noun, in a relative clause."""
    posed = n > part[0] and (c.has(n - 1, "measure") or c.sort(n - 1) == "number")
    return posed and any(c.has(k, OF) and is_noun(c, k + 1) for k in range(n + 1, part[1] - 1))


def _other_word(c: Clause, n: int, after: int) -> bool:
    """Whether another word says what follows: "回复记者查询时说"."""
    return c.has(n, "speech.replies") and not c.has(n, "speech.says") and c.sort(after) != "sign"


def _may_speak(c: Clause, n: int, found: Frame, out: list[Frame]) -> bool:
    """Whether what stands before a word of saying can be who says it: no place that was counted in, no site, no mere figure."""
    start, sort = found.span[0], found.sort
    if fold(found.speaker) in words_in("units.station"):
        return False
    if c.has(n, "speech.finds") and sort == "tallies" and c.among(start, n, "speech.searchers"):
        return False  # "警方找到五间": found at a search, not counted in a report
    if sort == "tallies" and _counts_places(c, start, n):
        return False
    shows = c.has(n, "speech.shows") and not c.has(n, "speech.says", "speech.states")
    if shows and c.among(start, n, "speech.reports") and any(f.content[0] <= n < f.content[1] for f in out):
        return False
    if c.has(n, "speech.sorts") and not c.among(start, n, "speech.reports"):
        return False  # only a report sorts what it tells of
    sites = c.among(start, n, "units.stations")
    bodies = c.among(start, n, "speech.bodies", "speech.speakers", "speech.reports")
    return bodies or not sites or sort not in ("tallies", "says")


def _over_rest(c: Clause, n: int, after: int, found: Frame) -> Frame:
    """Return a frame with what its speaker answers for: the rest of the sentence, less for a suspicion or for "四十九人说"."""
    start = found.span[0]
    charged = c.among(start, n, "speech.charges") or (found.sort == "accuses" and c.among(0, n, "speech.prosecutors"))
    hedged = c.has(n, "speech.suspects", "hedges.hedged")
    counted = any(c.sort(k) == "number" and c.has(k + 1, "units.people") for k in range(start, n))
    more = any(c.sort(k) == "number" for k in range(c.part(after)[1], len(c.tokens)))
    last = c.part(after)[1] if counted and more else _until(c, after) if hedged else len(c.tokens)
    return found._replace(span=(start, after), content=(after, last), hedges=hedged or (charged and not counted))


def _counts_places(c: Clause, first: int, n: int) -> bool:
    subject = before(c, n, first)
    return subject is not None and (
        c.sort(subject[1] - 1) == "place" or c.has(subject[1] - 1, "measure", "units.country", "units.city", "grammar.inside")
    )


def _until(c: Clause, n: int) -> int:
    """Return where a suspicion ends: at a semicolon."""
    return next((k for k in range(n, len(c.tokens)) if c.text(k) in PARTS), len(c.tokens))


def _why(c: Clause, n: int) -> str:
    return reason(c.text(n), "denial" if c.has(n, "denial.denies") and not c.has(n, "speech.says", "speech.states") else "speech")


def _sort_of(c: Clause, n: int) -> str:
    if c.has(n, "denial.denies") and (c.has(n, "denial.hard") or not c.has(n, "speech.says", "speech.states")):
        return "denies"
    if c.has(n, "speech.accuses"):
        return "accuses"
    if c.has(n, "speech.says", "speech.states", "speech.suspects"):
        return "says"
    if c.has(n, "speech.shows") and c.sort(n + 1) == "sign":
        return "says"
    return "tallies" if c.has(n, "speech.tallies") else "says"


def _saying_follows(c: Clause, part: Span) -> bool:
    return c.has(part[1] + 1, "speech.says") and c.text(part[1]) in "，,"


def _said_before(c: Clause, n: int, part: Span) -> bool:
    """Whether what is said stands before its speaker: "……，王毅说。"."""
    if c.which[n] == 0 or any(k in c.verbs and not is_loose(c, k) and not c.has(k, *SAYS, "speech.asked") for k in range(part[0], n)):
        return False  # "……，四名受害者出席作证"
    sign = c.text(part[0] - 1)
    last = part[1] >= len(c.tokens) - 1 or c.text(part[1]) in STOPS
    quoted = part[0] > 1 and (c.text(part[0] - 2) in CLOSING or c.text(part[0]) in CLOSING)
    first = c.parts[c.which[n] - 1]
    substance = any(k in c.verbs or c.has(k, "grammar.being", "grammar.negations") or c.sort(k) == "number" for k in range(*first))
    return sign in "，," and ((last and substance) or quoted)


def _begin_before(c: Clause, first: int) -> int:
    """Return where a saying that ends before its speaker begins: at the sentence's head or past a semicolon."""
    n = first
    while n > 0 and c.text(n - 1) not in PARTS:
        n -= 1
    return n


def _introduces(c: Clause, n: int, after: int, sort: str) -> bool:
    """Whether a clause follows a word of saying."""
    end = c.part(n)[1]
    if c.sort(after) == "sign" or (c.has(n, "speech.telling") and end < len(c.tokens) - 1 and c.text(end) in "，,：:"):
        return True
    if all(is_loose(c, k) for k in range(after, end)) and end < len(c.tokens) - 1 and c.text(end) in "，,":
        end = c.part(end + 1)[1]  # "指出2020年以来，……"
    rest = range(after, end)
    verbs = [k for k in rest if k in c.verbs or c.has(k, *CLAUSAL)]
    numbers = any(c.sort(k) == "number" for k in rest)
    if sort == "tallies":
        return numbers or bool(verbs and not c.has(n, "speech.states"))
    if sort == "accuses":
        named = noun_phrase(c, after + c.has(after, "grammar.demonstratives"), end)
        return named is None or named[1] < end  # "谴责有关通缉令": a deed of speech alone
    if sort == "denies":
        return True
    if c.has(n, "hedges.planned") and noun_phrase(c, after, end) is None:
        return False  # "检方预计下月侦结": its own plan
    if c.has(n, "speech.says", "speech.suspects"):
        return bool(verbs) or numbers
    named = noun_phrase(c, after, end)
    if named is None and not c.has(n, "speech.replies"):
        return bool(verbs)
    return named is not None and any(k >= named[1] for k in verbs) and not c.has(n, "measure.steps")
