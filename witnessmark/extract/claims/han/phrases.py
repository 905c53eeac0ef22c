"""Noun phrases of a Chinese sentence: who stands before a verb, whom it is done to, what a clause is about."""

from __future__ import annotations

from collections.abc import Sequence

from witnessmark.extract.claims.han.clauses import INSIDE, JOINERS, LONGEST_PHRASE, LOOSE, OF, Clause, Span, is_loose, is_noun
from witnessmark.extract.claims.han.tokens import CLOSING, OPENING, PARTS
from witnessmark.extract.claims.han.vocabulary import words_in
from witnessmark.extract.numbers import Number


def noun_phrase(c: Clause, first: int, last: int) -> Span | None:
    """Return the noun phrase that begins at a token: nouns, 的 and words that join nouns; a relative clause counts where 的 ends it."""
    n = end = first
    while n < last:
        if is_noun(c, n):
            n += 1
            end = n
        elif ((c.has(n, OF) or c.has(n, JOINERS) or c.text(n) in ("、", "·")) and n > first and n + 1 < last and is_noun(c, n + 1)) or (
            c.sort(n) == "sign" and c.text(n) in OPENING + CLOSING + "（(" and n + 1 < last and is_noun(c, n + 1)
        ):
            n += 1
        elif c.sort(n) == "sign" and c.text(n) in CLOSING + "）)":
            n += 1
            end = n
        elif n > first and is_age(c, n) and n + 1 < last and is_noun(c, n + 1):
            n += 1  # "一名54岁男子"
        else:
            break
    return (first, end) if end > first else None


def is_age(c: Clause, n: int) -> bool:
    """Whether a token is how old somebody is."""
    mark = c.tokens[n].mark
    return c.sort(n) == "span" and isinstance(mark, Number) and mark.kind == "age"


def head_phrase(c: Clause, span: Span) -> Span:
    """Return a noun phrase without what stands before its last 的, without numbers and words that point."""
    first, last = span
    for n in range(last - 1, first, -1):
        if c.has(n, OF):
            first = n + 1
            break
    while first < last - 1 and (
        c.sort(first) == "number"
        or c.has(first, "measure")
        or (c.has(first, "grammar.demonstratives") and not c.has(first, "grammar.sounds"))
        or (c.sort(first) == "sign" and c.text(first) in "（）、")
    ):
        first += 1
    return first, last


def before(c: Clause, n: int, wall: int) -> Span | None:
    """Return the noun phrase that ends right before a token, over loose words and phrases of place, not before the token `wall`."""
    k = n
    while k > wall:
        if is_loose(c, k - 1) or (c.sort(k - 1) == "sign" and c.text(k - 1) in OPENING + CLOSING and not is_noun(c, k - 1)):
            k -= 1
            continue
        lead = _led(c, k, wall) if not c.has(k - 1, "grammar.by_reason") else _reasoned(c, k, wall)
        if lead is None:
            break
        k = lead
    end = k
    while k > wall and end - k < LONGEST_PHRASE:
        if (
            is_noun(c, k - 1)
            or (k < end and k - 1 > wall and is_noun(c, k - 2) and (c.has(k - 1, OF, JOINERS) or c.text(k - 1) in ("、", "·")))
            or (c.sort(k - 1) == "sign" and c.text(k - 1) in "（）()" + OPENING + CLOSING and k - 1 > wall and is_noun(c, k - 2))
        ):
            k -= 1
        else:
            break
    while k < end and (c.sort(k) == "sign" or c.sort(k) == "time"):
        k += 1
    if end - k == 1 and c.has(k, "grammar.demonstratives") and not c.has(k, "grammar.pronouns", "grammar.site_pronouns", "measure"):
        return None  # "各懸紅二十萬元"
    return (k, end) if k < end else None


LEADS = ("grammar.locatives", "grammar.towards", "grammar.prepositions", "link.with.markers")


def _led(c: Clause, k: int, wall: int) -> int | None:
    """Return where a phrase of a preposition begins that ends right before a token ("在国会", "对传媒", "与使馆"), or null."""
    n = k
    while n > wall and k - n < LONGEST_PHRASE:
        n -= 1
        if n in c.verbs and not c.has(n, *LEADS):
            return None
        if c.has(n, "grammar.locatives", "grammar.prepositions", "grammar.towards") and not c.has(n, JOINERS) and n < k - 1:
            return n
        if c.has(n, JOINERS) and c.text(n) in words_in("link.with.markers") and n < k - 1 and not is_noun(c, n - 1):
            return n
        if not (is_noun(c, n) or c.has(n, OF, INSIDE, JOINERS) or c.sort(n) == "time" or c.text(n) in ("、", "·")):
            return None
    return None


def _reasoned(c: Clause, k: int, wall: int) -> int | None:
    """Return the 以 of "以……为由", "以……的罪名" that ends right before a token."""
    for n in range(k - 2, max(wall, k - LONGEST_PHRASE) - 1, -1):
        if c.has(n, "grammar.reasoning"):
            return n
        if c.sort(n) == "sign" and c.text(n) not in OPENING + CLOSING + "、":
            return None
    return None


def start_of(c: Clause, n: int) -> int:
    """Return where the clause of a token begins, past words that open it."""
    first = c.part(n)[0]
    while first < n and (c.sort(first) in ("sign", "time") or (c.has(first, *LOOSE) and first not in c.verbs)):
        first += 1
    return first


def led_by_verb(c: Clause, first: int, last: int) -> bool:
    """Whether a clause begins with a verb: what it is about stands before it."""
    n = first
    while n < last and (c.sort(n) in ("sign", "time", "span") or (is_loose(c, n) and n not in c.verbs)):
        n += 1
    if c.has(n, "presence.based") and any(c.has(k, OF) and is_noun(c, k + 1) for k in range(n + 1, min(last, n + 6))):
        return False  # "总部设在某地的组织发表报告"
    return n in c.verbs and not c.has(n, "act.suffering")


def topic(c: Clause, n: int) -> Span | None:
    """Return the first noun phrase of the clause before that of a token, back to a semicolon: what a clause without a subject is about."""
    for which in range(c.which[n] - 1, -1, -1):
        first, last = c.parts[which]
        opened = start_of(c, last - 1) if first < last else first
        if c.has(opened, "link.with.markers", "grammar.towards", "grammar.disposal") and opened not in c.verbs and not is_noun(c, opened):
            continue  # "与公司高层接触": nobody new
        told = opened in c.verbs and c.has(opened, "speech.says", "speech.accuses", "speech.states") and is_noun(c, opened + 1)
        found = leading(c, opened + 1, last) if told else None if led_by_verb(c, first, last) else leading(c, first, last)
        if found is not None:
            return found
        if last < len(c.tokens) and first > 0 and c.text(first - 1) in PARTS:
            break
    return None


def leading(c: Clause, first: int, last: int) -> Span | None:
    """Return the noun phrase that a clause begins with, past times, loose words and phrases of place."""
    n = first
    while n < last:
        if c.sort(n) in ("sign", "time") or (is_loose(c, n) and n not in c.verbs):
            n += 1
            continue
        if c.has(n, "grammar.locatives", "grammar.prepositions", "grammar.towards") and n not in c.verbs:
            past = past_place(c, n, last)
            if past is None:
                return None
            n = past
            continue
        break
    if n >= last or n in c.verbs:
        found = relative(c, n, last)
        return found if found is not None and found[1] < last else None
    found = noun_phrase(c, n, last)
    if found is None:
        return None
    if all(c.sort(k) == "number" or c.has(k, "measure", "grammar.demonstratives") for k in range(*found)):
        return relative(c, found[0], last) or found  # "一名研究侨团的学者"
    based = c.has(found[1], "presence.based") and c.sort(found[1] + 1) in ("place", "other")
    if based and (of := next((k for k in range(found[1] + 2, min(last, found[1] + 8)) if c.has(k, OF)), None)) is not None:
        return noun_phrase(c, of + 1, last) or found  # "总部设在某地的组织"
    if c.has(found[1], "grammar.locatives") and found[1] not in c.verbs and found[1] < last:
        return _relative_on(c, found, last) or found  # "他在老家的父母"
    return found


def relative(c: Clause, first: int, last: int) -> Span | None:
    """Return the head of a relative clause ("被关闭的站点", "研究侨团的学者"): what follows the 的 before a verb or the end."""
    for n in range(first + 1, min(last - 1, first + LONGEST_PHRASE)):
        if c.has(n, OF) and is_noun(c, n + 1):
            found = noun_phrase(c, n + 1, last)
            if found is not None and (found[1] >= last or is_loose(c, found[1]) or found[1] in c.verbs or not c.has(found[1], OF)):
                return found
    return None


def past_place(c: Clause, n: int, last: int) -> int | None:
    """Return the token past a phrase of a preposition: past a word as 上, 中, 时, past 为由, or past its nouns."""
    if c.has(n, "grammar.reasoning"):
        ends = [k for k in c.find(n + 2, min(last, n + LONGEST_PHRASE), "grammar.by_reason") if not c.has(k + 1, OF)]
        if ends:
            return ends[-1] + 1
    k = n + 1
    while k < last and k - n < LONGEST_PHRASE:
        if c.has(k, INSIDE):
            return k + 1
        if is_noun(c, k) or c.has(k, OF, JOINERS) or c.sort(k) == "time" or c.text(k) == "、":
            k += 1
            continue
        break
    for far in range(k, min(last, k + 8)):
        if c.has(far, INSIDE) and c.has(far, "grammar.closing"):
            return far + 1
    return k if k > n + 1 and k < last else None


def after(c: Clause, n: int, last: int) -> Span | None:
    """Return the noun phrase that follows a verb, past aspect, numbers and words that point."""
    k = n + 1
    while k < last and c.has(k, "grammar.aspect", "grammar.coverbs"):
        k += 1
    found = noun_phrase(c, k, last)
    if k >= last:
        return found
    if found is None:
        return relative(c, k, last)
    counted = all(c.sort(j) == "number" or c.has(j, "measure", "grammar.demonstratives") for j in range(*found))
    verbal = counted and (found[1] in c.verbs or c.has(found[1], *LOOSE))
    if verbal or c.has(found[1], "grammar.locatives"):
        return _relative_on(c, found, last) or found  # "两名开设站点的人", "他在老家的父母"
    return found


def _relative_on(c: Clause, found: Span, last: int) -> Span | None:
    """Return a noun phrase that goes on as a relative clause, up to the noun behind its 的."""
    of = next((k for k in range(found[1], min(last, found[1] + LONGEST_PHRASE)) if c.has(k, OF)), None)
    if of is None or any(c.sort(k) == "sign" and c.text(k) != "、" for k in range(found[1], of)):
        return None
    if sum(k in c.verbs for k in range(found[1], of)) > 1:
        return None
    head = noun_phrase(c, of + 1, last)
    return (found[0], head[1]) if head is not None else None


def name(c: Clause, span: Span | None) -> str | None:
    """Return a noun phrase as the text has it, its head alone, without quotation marks around it."""
    if span is None:
        return None
    first, last = head_phrase(c, span)
    if last - first == 1 and c.has(first, "measure"):
        first = span[0]  # "四十九人"
    return bare(c.sentence.said(first, last)) or None


def bare(said: str) -> str:
    """Return words without signs around them; marks stay where they are part of a name: "“某某”行动"."""
    said = said.strip("，、。：；（）() 　*#【】[]")
    said = said.partition("（")[0] if "（" in said and "）" not in said else said
    opened, closed = max(said.rfind(sign) for sign in OPENING), max(said.rfind(sign) for sign in CLOSING)
    if opened > 0 and opened > closed:
        said = said[:opened]  # "报告“充满"
    elif said[:1] in OPENING and closed in (-1, len(said) - 1):
        said = said.strip(OPENING + CLOSING)
    elif closed == len(said) - 1 and opened < 0:
        said = said.strip(CLOSING)
    said = said.strip("，、。：；（）() 　*#【】[]")
    return said[1:-1] if said[:1] in "《〈" and said[-1:] in "》〉" and said.find("》") == len(said) - 1 else said


def final(c: Clause, first: int, last: int) -> Span | None:
    """Return the last noun of a span, past signs and aspect, as a span of one token; null where it ends in no noun."""
    n = last - 1
    while n >= first and (c.sort(n) == "sign" or c.has(n, "grammar.aspect")):
        n -= 1
    return (n, n + 1) if n >= first and is_noun(c, n) else None


def spans(sequence: Sequence[Span], n: int) -> bool:
    """Whether a token stands in one of some spans."""
    return any(first <= n < last for first, last in sequence)
