"""Finds what is counted in a Chinese sentence: a number, its measure word and the noun that follows or went before."""

from __future__ import annotations

from typing import NamedTuple, cast

from witnessmark.extract.claims.found import Found
from witnessmark.extract.claims.han.clauses import JOINERS, OF, Clause, is_loose, is_noun
from witnessmark.extract.claims.han.memory import Memory
from witnessmark.extract.claims.han.phrases import bare
from witnessmark.extract.claims.han.tokens import CLOSING, OPENING
from witnessmark.extract.claims.han.units import asked, bare_before_noun, like_those, measured_by_noun, unit_at
from witnessmark.extract.claims.han.vocabulary import known, reason, words_in
from witnessmark.extract.claims.numbered import Passed
from witnessmark.extract.numbers import Number
from witnessmark.records.claims import Kind
from witnessmark.records.claims import Span as Stretch

COUNTING = frozenset({"cardinal", "money"})
LISTED = "grammar.list_joiners"
REACH = 14
"""Tokens after a measure word in which its noun is looked for."""


class _Noun(NamedTuple):
    """What a number counts: its unit, the token past it, its words and whether they stand in the sentence after the number."""

    unit: str
    last: int
    words: str
    why: str
    own: bool = True
    posed: bool = False
    """Whether it stands right before the number."""


def counts(c: Clause, memory: Memory) -> tuple[list[Found], list[Passed]]:
    """Return the counts of a sentence and its numbers that count nothing."""
    out: list[Found] = []
    passed: list[Passed] = []
    whole: Found | None = None
    for n, token in enumerate(c.tokens):
        if token.sort != "number":
            continue
        number = cast("Number", token.mark)
        if number.kind not in COUNTING and not (number.kind == "label" and bare_before_noun(c, n)):
            passed.append(Passed(number.start, number.end, number.words, number.kind))
            continue
        noun = _noun(c, n, number, memory)
        if noun is None:
            passed.append(Passed(number.start, number.end, number.words, "nothing that may be counted stands by it"))
            continue
        if number.value == "1" and number.words in words_in("grammar.one") and not _meant(c, n, noun):
            passed.append(Passed(number.start, number.end, number.words, "an article"))
            continue
        if noun.unit == "place" and memory.unit is not None and like_those(c, n):
            noun = noun._replace(unit=memory.unit, why=f"{noun.why}, of the sort spoken of before: {memory.noun}")
        found = _count(c, n, number, noun)
        if _is_part(c, n) and whole is not None:
            found = found._replace(part_of=Stretch(start=c.tokens[whole.first].start, end=c.tokens[whole.last - 1].end))
        else:
            whole = found
        out.append(found)
        _keep(memory, noun)
        if c.has(n + 1, "measure"):
            memory.beside[c.text(n + 1)] = (c.sentence.start, noun.unit, noun.words)
    return out, passed


def _keep(memory: Memory, noun: _Noun) -> None:
    if noun.unit not in ("person", "country", "yuan", "dollar"):
        memory.counted.append((noun.unit, noun.words))
        if noun.words in words_in("units.stations") or any(noun.words.endswith(word) for word in words_in("units.seats")):
            memory.noun, memory.unit = noun.words, noun.unit
    elif noun.unit == "person":
        memory.counted.append((noun.unit, noun.words))
    if len(memory.counted) > 12:
        del memory.counted[:6]


def _count(c: Clause, n: int, number: Number, noun: _Noun) -> Found:
    first = _with_place(c, n, noun)
    return Found(
        kind=Kind.COUNT,
        first=first,
        last=max(noun.last, n + 1),
        core=(n, max(noun.last, n + 1)),
        object=noun.words,
        value=number.value,
        min=number.min,
        max=number.max,
        unit=noun.unit,
        because=(("count", noun.why),),
    )


def _with_place(c: Clause, n: int, noun: _Noun) -> int:
    """Return where the quotation begins: with a word that sums up, or with the place that says where ("巴黎两处")."""
    k = n - 1 if noun.posed else n
    while k > c.part(n)[0] and k > n - 3 and (c.has(k - 1, "grammar.only", "units.whole", "presence.sites", "grammar.again")):
        if c.has(k - 1, "grammar.towards") and any(j in c.verbs for j in range(noun.last, c.part(n)[1])):
            break  # "就三个地点展开调查"
        k -= 1
    if c.has(k - 1, OF) and c.sort(k - 2) == "place" and k - 2 >= c.part(n)[0]:
        return k - 2
    return k - 1 if k - 1 >= c.part(n)[0] and c.sort(k - 1) == "place" else k


def _meant(c: Clause, n: int, noun: _Noun) -> bool:
    """Whether 一 counts: after 只 or 仅, or beside another number of a list."""
    first, last = c.part(n)
    if c.among(max(first, n - 3), n, "grammar.only"):
        return True
    others = [
        k
        for k in range(max(0, n - 16), min(len(c.tokens), n + 16))
        if k != n and c.sort(k) == "number" and c.text(k) not in words_in("grammar.one")
    ]
    if c.has(n + 1, "measure") and c.has(n + 2, "grammar.locatives", "presence.based"):
        ends = c.sort(n + 3) == "place" and (n + 4 >= last or c.sort(n + 4) == "sign")
        return (ends and any(c.text(k + 1) == c.text(n + 1) for k in others)) or any(
            k != n and c.text(k) == c.text(n) and c.text(k + 1) == c.text(n + 1) for k in range(len(c.tokens))
        )  # "一处在首都，一处在北岛"
    if c.has(n + 1, "measure") and noun.own and c.sort(n - 1) != "place":
        return False
    alike = [k for k in others if c.text(k + 1) == c.text(n + 1) and c.sort(k - 1) in ("place", "word")]
    return bool(alike) and (c.sort(n - 1) == "place" or c.has(n - 1, "presence.based", "grammar.being") or n == first) and n + 2 >= last - 1


def _is_part(c: Clause, n: int) -> bool:
    """Whether a number is of a part: "其中三个在马德里"."""
    first = c.part(n)[0]
    return c.among(first, n, "grammar.within")


def _noun(c: Clause, n: int, number: Number, memory: Memory) -> _Noun | None:  # noqa: C901, PLR0912 -- rules in order, the first that fits answers
    known_units, last = known().units, c.part(n)[1]
    if number.kind == "money":
        end = n + 1
        while end < last and (c.text(end) in known_units or c.has(end, "units.measure_words")) and end < n + 2:
            end += 1
        unit = number.unit or "yuan"
        if memory.traditional and unit == "yuan" and "yuan" not in known_units.get(c.text(n - 1), ""):
            unit = "dollar"
        return _Noun(unit, end, bare(c.sentence.said(n, end)), f"money: {number.words}")
    k = n + 1
    measured = c.has(k, "measure")
    measure = c.text(k) if measured else ""
    if measured:
        k += 1
    if (not measured and c.has(k, "units.not_counted")) or (
        measure in words_in("units.not_counted") and measure not in words_in("units.alone") and measure not in known_units
    ):
        return None
    if c.has(k, "units.steps") or (c.has(k + 1, "units.steps") and is_noun(c, k)):
        return None  # "三项条件"
    if c.has(n - 1, "units.labels") and not c.has(n - 1, "grammar.only"):
        return None
    if c.sentence.opens and n == 0 and not measured and len(number.value) < 3:
        return None  # the number of a section
    posed = _posed(c, n, k, last, measure)
    if posed is not None:
        return posed
    lent = memory.beside.get(measure)
    if lent is not None and lent[0] == c.sentence.start and _is_part(c, n) and unit_at(c, k) is None:
        return _Noun(lent[1], k, lent[2], "counted before", own=False)  # "资料两百笔，当中四十笔附有……"
    sure = measure in known_units and (measure not in words_in("units.unsure") or k in c.verbs or not is_noun(c, k))
    own = None if sure else _own(c, k, last, measure)
    if own is not None:
        return own
    if sure:
        return _Noun(known_units[measure], k, bare(c.sentence.said(n + 1, k)), reason(measure, "units"))
    if not measured and not _adds_up(c, n):
        return None
    if measured and measure not in words_in("units.of_persons") and _unknown(c, k, last):
        return _Noun(said := bare(c.sentence.said(k, k + 1)), k + 1, said, "a noun that the lexicon does not know")
    return _earlier(c, n, k, measure, number, memory)


def _unknown(c: Clause, k: int, last: int) -> bool:
    """Whether a short unknown word stands between a measure word and the end of its clause: a noun, whatever it means."""
    token = c.tokens[k] if k < last else None
    ends = k + 1 >= last or c.sort(k + 1) == "sign" or c.has(k + 1, JOINERS, LISTED)
    return token is not None and token.sort == "other" and k not in c.verbs and 2 <= token.end - token.start <= 4 and ends


def _posed(c: Clause, n: int, k: int, last: int, measure: str) -> _Noun | None:
    """Return the noun that stands before its number: "电脑两台", "外交官两名"."""
    ends = k >= last or c.sort(k) == "sign" or c.has(k, JOINERS, LISTED, OF) or k in c.verbs or is_loose(c, k)
    m = n - 1
    if (
        not measure
        or not ends
        or m < c.part(n)[0]
        or c.sort(m) not in ("word", "other", "term")
        or m in c.verbs
        or measure in words_in("units.not_counted")
    ):
        return None
    unit = unit_at(c, m)
    if unit is None or c.has(m, "grammar.pronouns", "speech.bodies") or (measure in words_in("units.of_persons") and unit != "person"):
        return None
    if measure in words_in("units.of_cases"):
        unit = known().alone.get(measure, unit)
    return _Noun(unit, k, bare(c.sentence.said(m, m + 1)), reason(c.text(m), "units"), posed=True)


def _adds_up(c: Clause, n: int) -> bool:
    """Whether a bare number stands where a count may: at the end of its clause, after a word of counting or its noun."""
    first, last = c.part(n)
    if n + 1 < last and not (c.sort(n + 1) == "sign" or c.has(n + 1, "grammar.inside", "grammar.adverbs")):
        return False
    if c.has(n - 1, "speech.says", "speech.states"):
        return True  # "老挝方面说三十"
    return c.among(first, n, "units.whole", "grammar.only", "units.person", "units.station", "presence.being")


def _own(c: Clause, k: int, last: int, measure: str) -> _Noun | None:  # noqa: C901, PLR0912 -- rules in order, the first that fits answers
    """Return the noun that follows a number: the last of its phrase that may be counted; of "14名港人的身份" it is 港人."""
    best = None
    persons = measure in words_in("units.of_persons")
    if not measure and len(c.text(k)) == 1 and c.sort(k) == "word" and (unit := unit_at(c, k)) is not None:
        return _Noun(unit, k + 1, bare(c.sentence.said(k, k + 1)), reason(c.text(k), "units"))  # "三男一女", "两国"
    of = next(
        (m for m in range(k, min(last, k + REACH)) if c.has(m, OF) or (c.sort(m) == "sign" and c.text(m) not in OPENING + CLOSING)), None
    )
    if (
        of is not None
        and c.has(of, OF)
        and not (unit_at(c, k) is not None and not persons and k + 1 in c.verbs)
        and any(m in c.verbs or (c.has(m, "grammar.prepositions", "grammar.locatives", JOINERS) and m == k) for m in range(k, of))
    ):
        if persons and c.has(k, "grammar.passive") and not _persons_behind(c, of + 1, last):
            return None  # "一家三口被送上飞往某地的班机"
        k = of + 1  # a relative clause stands before the noun
    if measure and c.has(k, "grammar.agentive") and k not in c.verbs and not _of_follows(c, k, last):
        return None  # "28个由同乡会开办"
    if c.has(k, LISTED):
        return None  # "电脑两台、硬盘四块": the next noun has a number of its own
    led = c.has(k, "grammar.prepositions", "grammar.locatives", "grammar.agentive")  # "三个在首都": what follows says where
    m = last if led else k
    while m < last and m - k < REACH:
        unit = unit_at(c, m)
        if c.sort(m) == "number":
            break
        if c.sort(m) == "sign":
            if not (c.text(m) in OPENING + CLOSING and m < last):
                break
        elif unit is not None and (not persons or unit == "person"):
            best = (m, unit)
            if c.has(m + 1, OF):
                break
        elif c.has(m, OF):
            if best is not None:
                break
        elif m > k and (m in c.verbs or is_loose(c, m) or not is_noun(c, m)) and (best is not None or not _of_follows(c, m, last)):
            break
        m += 1
    if best is not None:
        at, unit = best
        first = _head_from(c, k, at)
        return _Noun(unit, at + 1, bare(c.sentence.said(first, at + 1)), reason(c.text(at), "units"))
    if persons:
        end = k
        while end < last and end - k < 6 and (is_noun(c, end) or (c.has(end, OF) and end > k and is_noun(c, end + 1))):
            end += 1
        return _Noun("person", max(end, k), bare(c.sentence.said(k, end)) or measure, reason(measure, "units"))
    return None


def _persons_behind(c: Clause, k: int, last: int) -> bool:
    """Whether a noun of people ends the phrase behind 的."""
    while k < last and is_noun(c, k):
        if unit_at(c, k) == "person" or c.sort(k) in ("other", "term"):
            return True
        k += 1
    return False


def _of_follows(c: Clause, m: int, last: int) -> bool:
    """Whether a 的 comes before the clause ends: what stands here is a relative clause."""
    for k in range(m + 1, min(last, m + REACH)):
        if c.has(k, OF):
            return True
        if c.sort(k) == "sign" and c.text(k) not in OPENING + CLOSING:
            return False
    return False


def _head_from(c: Clause, k: int, at: int) -> int:
    first = k
    for m in range(at - 1, k - 1, -1):
        if c.has(m, OF):
            return m + 1
        if not (is_noun(c, m) or c.sort(m) == "sign"):
            return m + 1
    return first


def _earlier(c: Clause, n: int, k: int, measure: str, number: Number, memory: Memory) -> _Noun | None:  # noqa: C901, PLR0912 -- rules in order, the first that fits answers
    """Return what was counted before: the nearest noun of the sentence that this measure word may count, else the last of the text."""
    alone = known().alone
    if measure in words_in("units.of_persons"):
        return _Noun("person", k, _person_noun(c, n, memory), reason(measure, "units"), own=False)
    wanted = None if measured_by_noun(measure) else asked(c, n)
    if wanted is not None:
        return _Noun(wanted[0], k, wanted[1], "counts what was asked after", own=False)
    if measure in words_in("units.of_sites") and c.has(n - 1, "units.searched"):
        return _Noun("place", k, measure, reason(c.text(n - 1), "units"), own=False)
    head = _told(c, n)
    if head is not None and measure in words_in("units.of_sites") and unit_at(c, head) not in words_in("units.sites_of"):
        head = None
    beside = memory.beside.get(measure)
    if beside is not None and beside[0] == c.sentence.start and head is None:
        return _Noun(beside[1], k, beside[2], "counted before", own=False)
    if number.words and memory.noun is not None and measure in words_in("units.of_sites") and head is None:
        near = next((m for m in range(n - 1, -1, -1) if c.has(m, "units.stations", "units.station") and unit_at(c, m)), None)
        if near is None:
            return _Noun(memory.unit or "station", k, memory.noun, "counted before", own=False)
    if (
        head is not None
        and (unit := unit_at(c, head)) is not None
        and (unit != "person" or measure in words_in("units.of_persons") | words_in("units.of_places"))
    ):
        return _Noun(unit, k, bare(c.sentence.said(head, head + 1)), reason(c.text(head), "units"), own=False)
    if measure in words_in("units.of_sites") and memory.noun is None and not any(c.has(m, "units.stations") for m in range(n)):
        return _Noun("station", k, measure, reason(measure, "units"), own=False)
    for m in range(n - 1, -1, -1):
        unit = unit_at(c, m)
        if c.has(m, "speech.reports") or c.has(m, "grammar.abstract"):
            continue
        if measure in words_in("units.of_sites") and unit not in words_in("units.sites_of"):
            continue
        fits = measure in words_in("units.of_places") or not measure or measure not in alone
        named = unit is not None and unit not in ("person", "country", "city", "state") and not c.has(m, "measure", "speech.bodies")
        if unit is not None and named and fits:
            return _Noun(unit, k, bare(c.sentence.said(m, m + 1)), reason(c.text(m), "units"), own=False)
    if memory.noun is not None and memory.unit is not None and (measure in words_in("units.of_places") or not measure):
        return _Noun(memory.unit, k, memory.noun, "counted before", own=False)
    if measure in alone:
        return _Noun(alone[measure], k, measure, reason(measure, "units"), own=False)
    if measure in words_in("units.of_places") and memory.counted:
        unit, words = memory.counted[-1]
        if unit != "person":
            return _Noun(unit, k, words, "counted before", own=False)
    return _Noun("station", k, measure, reason(measure, "units"), own=False) if measure in words_in("units.of_sites") else None


def _told(c: Clause, n: int) -> int | None:
    """Return the noun that a number is told of: "站点有54个", "施害国达25个"."""
    m = n - 1
    first = c.part(n)[0]
    while m >= first and (
        c.has(m, "presence.sites", "presence.being", "grammar.only", "grammar.adverbs", "units.whole")
        or c.sort(m) == "place"
        or c.has(m, "grammar.locatives")
    ):
        m -= 1
    if c.has(m, OF):
        return None
    return m if m >= first and m < n - 1 and c.sort(m) in ("word", "other", "term") and m not in c.verbs else None


def _person_noun(c: Clause, n: int, memory: Memory) -> str:
    for m in range(n - 1, -1, -1):
        if unit_at(c, m) == "person":
            return c.sentence.said(m, m + 1)
    return next((words for unit, words in reversed(memory.counted) if unit == "person"), min(words_in("units.people")))
