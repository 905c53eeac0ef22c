"""Says who does what to whom around a Chinese verb: passive, 把 and 对, relative clauses, subjects of an earlier clause."""

from __future__ import annotations

import functools
from typing import NamedTuple

from witnessmark.extract.claims.han.clauses import OF, Clause, Span, is_loose, is_noun
from witnessmark.extract.claims.han.phrases import after, before, leading, noun_phrase, relative, topic
from witnessmark.extract.claims.han.tokens import CLOSING, OPENING
from witnessmark.extract.claims.han.vocabulary import endings, words_in

REACH = 16
"""Tokens between 被, 把, 对 or 由 and their verb."""


MARKERS = ("grammar.passive", "grammar.agentive", "grammar.disposal", "grammar.towards", OF)


class Roles(NamedTuple):
    """The parts of a verb."""

    doer: Span | None
    done_to: Span | None
    first: int
    """Where what it says begins, and where it ends."""
    last: int
    passive: bool
    relative: bool
    own: bool
    """Whether the doer (of a passive: whom it is done to) stands in the same clause."""


def roles(c: Clause, n: int, wall: int = 0) -> Roles:
    """Return the parts of the verb at a token; `wall` is the first token that belongs to the same speaker."""
    begin, last = c.part(n)
    first = max(begin, wall)
    ends = _relative_end(c, n, last)
    marker = _marker(c, n, first)
    if marker is None and c.which[n] > 0 and wall < first:
        carried = _disposed_before(c, n)
        if carried is not None:
            return carried
    if marker is not None:
        return _marked(c, n, marker, (first, last), ends)
    doer = before(c, n, first)
    if doer is not None and c.has(doer[0] - 1, "grammar.carrying_on") and doer[0] - 1 == first and c.sort(doer[0]) == "other":
        doer = None  # "并短暂拘留": no new doer behind 并
    if doer is not None and c.has(doer[1], "grammar.after_doing") and any(k in c.verbs for k in range(first, doer[0])):
        doer = leading(c, first, doer[0])  # "外出买咖啡后失去联络"
    if doer is not None and c.has(doer[0] - 1, "grammar.instruments") and first <= doer[0] - 1:
        doer = leading(c, first, doer[0] - 1)  # "使用假账号骚扰": a means, no doer
    own = doer is not None
    if ends is not None:
        head = noun_phrase(c, ends + 1, last) or relative(c, ends + 1, last)
        tail = head[1] if head else ends
        inner = after(c, n, ends) if own and not c.has(n, "presence.based") else None
        if inner is not None:
            return Roles(doer, inner, doer[0] if doer else n, tail, passive=False, relative=True, own=own)  # "X威胁Y的通报"
        return Roles(doer, head, doer[0] if doer else n, tail, passive=False, relative=True, own=own)
    done_to = after(c, n, last)
    if doer is None:
        doer = leading(c, first, n)  # "法院决定开始审理": verbs in a row have one subject
        own = doer is not None
        doer = doer or (topic(c, n) if wall <= begin else None)
    start = doer[0] if doer and own else first
    return Roles(doer, done_to, _opening(c, start, n), last, passive=False, relative=False, own=own)


def _disposed_before(c: Clause, n: int) -> Roles | None:
    """Return the parts of a verb whose object the clause before it holds: "将大批被拘者，通过火车转移到内地"."""
    first, last = c.parts[c.which[n] - 1]
    for k in c.find(first, last, "grammar.disposal"):
        found = noun_phrase(c, k + 1, last) or relative(c, k + 1, last)
        if found is not None and found[1] == last:
            doer = before(c, k, first) or topic(c, k)
            start = doer[0] if doer and first <= doer[0] else first
            return Roles(doer, found, start, c.part(n)[1], passive=False, relative=False, own=True)
    return None


def _opening(c: Clause, start: int, n: int) -> int:
    """Return where a clause begins, past signs and conjunctions."""
    while start < n and ((c.sort(start) == "sign" and not _pairs(c, start, n)) or c.has(start, "grammar.clausal")):
        start += 1
    return start


def _pairs(c: Clause, start: int, n: int) -> bool:
    """Whether a mark opens a quotation that closes before a token."""
    return c.text(start) in OPENING and any(c.text(k) in CLOSING for k in range(start + 1, n))


def _marker(c: Clause, n: int, first: int) -> tuple[int, str] | None:
    """Return the 被, 由, 把, 对 or 为 whose verb this is, and its sort."""
    for k in range(n - 1, max(first, n - REACH) - 1, -1):
        if k not in c.verbs and not c.has(k, *MARKERS):
            continue
        if c.has(k, "grammar.passive") and (k == n - 1 or _only_phrase(c, k + 1, n)):
            hard = c.has(k, "grammar.passive_hard") or c.text(k) in words_in("grammar.passive_hard")
            if hard or k == n - 1 or c.has(n, "act.nouns"):
                return k, "passive"
        if (
            c.has(k, "grammar.agentive")
            and (not c.has(k, "grammar.towards") or c.has(n - 1, "grammar.so"))
            and _only_phrase(c, k + 1, n)
            and k < n - 1
        ):
            return k, "passive"
        if c.has(k, "grammar.disposal") and k < n - 1 and _only_phrase(c, k + 1, n):
            return k, "disposal"
        if (
            c.has(k, "grammar.towards")
            and k < n - 1
            and not c.has(k, "grammar.behalf")
            and not c.has(k, "grammar.auxiliaries")
            and _only_phrase(c, k + 1, n)
        ):
            return k, "towards"
        if (c.has(k, OF) or (k in c.verbs and not c.has(k, "link.before", "presence.sites"))) and not _only_phrase(c, k + 1, n):
            return None
    return None


def _only_phrase(c: Clause, first: int, n: int) -> bool:
    """Whether only a noun phrase and loose words stand in a span; a relative clause in it may hold one verb before 的."""
    k = first
    while k < n:
        if (
            c.has(k, OF)
            or is_noun(c, k)
            or is_loose(c, k)
            or c.has(k, "grammar.joiners", "grammar.so", "grammar.inside")
            or c.text(k) == "、"
        ):
            k += 1
            continue
        if c.sort(k) == "sign":
            return False
        if c.has(k, "grammar.prepositions", "grammar.locatives") or k in c.verbs:
            of = next((j for j in range(k + 1, n) if c.has(j, OF)), None)
            if c.has(k, "grammar.prepositions", "grammar.locatives") and k not in c.verbs and k + 1 < n:
                k += 1
                continue
            if of is None:
                return False
            k = of + 1
            continue
        k += 1
    return True


def _marked(c: Clause, n: int, marker: tuple[int, str], part: Span, ends: int | None) -> Roles:
    k, sort = marker
    first, last = part
    between = noun_phrase(c, _past_loose(c, k + 1, n), n) or relative(c, k + 1, n)
    outer = before(c, k, first)
    if outer is not None and c.among(first, outer[0], "grammar.causal"):
        outer = leading(c, first, outer[0]) or outer  # "哥哥因为接到他的电话被拘留"
    own = outer is not None
    head = None
    if ends is not None:
        head = noun_phrase(c, ends + 1, last) or relative(c, ends + 1, last)
        last = head[1] if head else ends
    elif outer is None:
        outer = leading(c, first, k)
        own = outer is not None
        outer = outer or topic(c, k)
    if head is not None and sort == "passive" and c.has(head[1] - 1, "grammar.abstract"):
        head = outer  # "被强制关押的现状": not the state of things was jailed
    if sort == "passive":
        start = outer[0] if outer and own and head is None else k if head else first
        return Roles(between, head or outer, _opening(c, start, n), last, passive=True, relative=head is not None, own=own)
    start = outer[0] if outer and own else k if head else first
    if sort == "towards" and head is None:
        told = after(c, n, last)
        if told is not None and (c.sort(told[0]) == "number" or mentions(c, told, "units.person")):
            between = told  # "就此案拘捕260人"
    return Roles(outer, between, _opening(c, start, n), last, passive=False, relative=head is not None, own=own)


def _past_loose(c: Clause, k: int, n: int) -> int:
    while k < n and is_loose(c, k):
        k += 1
    return k


def _relative_end(c: Clause, n: int, last: int) -> int | None:
    """Return the 的 that ends the relative clause a verb stands in, or null where it is the verb of its clause."""
    k = n + 1
    while k < last and c.has(k, "grammar.aspect"):
        k += 1
    if c.has(k, OF):
        return k if is_noun(c, k + 1) and not _is_cleft(c, n) else None
    if c.has(n, "measure.governing", "act.demanding") and c.has(n + 1, "speech.pronouns_of_persons") and c.has(n + 2, OF):
        return None  # "要求他的父母停止受访"
    inner = noun_phrase(c, n + 1, last)
    of = next((j for j in range(n + 1, min(last, n + REACH)) if c.has(j, OF) and is_noun(c, j + 1)), None)
    if of is None or any(c.sort(j) == "sign" and c.text(j) != "、" for j in range(n + 1, of)):
        return None
    if c.has(n, "presence.based") and not any(j in c.verbs for j in range(n + 1, of)):
        return of
    end = inner[1] if inner else of
    if any(j in c.verbs and not c.has(j, OF) for j in range(max(end, of + 1), last)) and not any(j in c.verbs for j in range(n + 1, of)):
        return of  # another verb is that of the clause
    return None


def _is_cleft(c: Clause, n: int) -> bool:
    """Whether 是 ... 的 frames the verb: "房子是侨团借的"."""
    return any(c.has(k, "grammar.being") for k in range(max(c.part(n)[0], n - 6), n)) and not is_noun(c, n + 2)


def official(c: Clause, span: Span | None) -> bool:
    """Whether a phrase names a body of a state, a country, or a law."""
    if span is None:
        return False
    last = span[1] - 1
    if c.has(last, "speech.civil"):
        return False
    if c.sort(last) == "place" or c.has(last, "measure.officials", "measure.texts", "speech.bodies"):
        return True
    if c.has(last, "units.country", "title"):
        return True
    if c.sort(last) == "other" and c.text(last).endswith(endings("measure.officials")):
        return True
    return c.text(last).endswith(endings("measure.officials", 2)) or any(
        c.has(k, "speech.bodies", "measure.officials") for k in range(*span) if len(c.text(k)) > 1
    )


def mentions(c: Clause, span: Span | None, *tags: str) -> bool:
    """Whether a word of a phrase stands in one of some lists, or ends in a word of one."""
    if span is None:
        return False
    if c.among(*span, *tags):
        return True
    if c.sort(span[1] - 1) in ("other", "term"):
        return c.text(span[1] - 1).endswith(_ends(tags))
    return False


@functools.cache
def _ends(tags: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for tag in tags for word in words_in(tag) if len(word) > 1 or tag == "units.person")
