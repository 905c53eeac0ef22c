"""Finds who or what is at a place in a Chinese sentence, and what was shut or never found there."""

from __future__ import annotations

from witnessmark.extract.claims.found import Found
from witnessmark.extract.claims.han.clauses import OF, Clause, Span
from witnessmark.extract.claims.han.frame import Frame
from witnessmark.extract.claims.han.memory import Memory
from witnessmark.extract.claims.han.phrases import after, before, final, name, noun_phrase, relative, topic
from witnessmark.extract.claims.han.roles import mentions, roles
from witnessmark.extract.claims.han.vocabulary import reason, words_in
from witnessmark.records.claims import Kind, Modality

SEATS = ("units.seats", "units.station", "units.camp", "units.prison")


CUES = frozenset(
    {
        *("presence.unseen", "presence.based", "presence.listed", "presence.admits", "presence.shut", "presence.opened", "presence.seated"),
        *("grammar.locatives", "units.station", "presence.sites", "presence.being"),
    }
)


def sites(c: Clause, frames: list[Frame], memory: Memory, found: list[Found]) -> list[Found]:
    """Return the presences of a sentence; what is counted at a place is a count alone."""
    out: list[Found] = []
    for n in c.cues(CUES):
        if c.sort(n) not in ("word", "term"):
            continue
        spoken = any(f.span[0] <= n < f.span[1] for f in frames)
        if spoken and not (c.has(n, "presence.based") and n in c.verbs):
            continue
        made = _site(c, n, memory)
        if made is not None and spoken:
            made = made._replace(said_by=())  # who a speaker is, is said by the text itself
        if made is None or any(f.core[0] == n and f.kind not in (Kind.CONTROL, Kind.LINK) for f in found):
            continue
        clash = [
            f
            for f in found
            if f.kind in (Kind.MEASURE, Kind.CONTROL, Kind.ACT) and c.which[f.core[0]] == c.which[n] and f.first <= n < f.last
        ]
        both = c.has(n, "presence.sites") and all(f.kind is Kind.CONTROL for f in clash)
        if clash and made.modality is None and not c.has(n, "presence.listed") and not both:
            continue
        if not any(c.which[f.core[0]] == c.which[n] and f.first < made.last and made.first < f.last for f in out):
            out.append(made)
    return out


def _site(c: Clause, n: int, memory: Memory) -> Found | None:
    if c.has(n, "presence.unseen"):
        return _unseen(c, n, memory)
    if c.has(n, "presence.based") and n in c.verbs:
        return _based(c, n)
    if c.has(n, "presence.listed"):
        return _listed(c, n)
    if c.has(n, "presence.admits"):
        return _admits(c, n)
    if c.has(n, "presence.shut", "presence.opened") and n in c.verbs and (made := _shut(c, n, memory)) is not None:
        return made
    if c.has(n, "presence.seated"):
        return _seated(c, n)
    if c.has(n, "grammar.locatives") and c.sort(n + 1) == "place" and n not in c.verbs:
        return _at(c, n) or _office(c, n)
    if c.has(n, "units.station") and not c.has(n, "measure"):
        return _that(c, n)
    if c.has(n, "presence.sites"):
        return _has(c, n)
    if c.has(n, "presence.being"):
        return _being(c, n)
    return None


def _made(c: Clause, n: int, span: Span, who: Span | None, *, denied: bool = False, place: str | None = None) -> Found:
    return Found(
        kind=Kind.PRESENCE,
        first=span[0],
        last=span[1],
        core=(n, n + 1),
        subject=name(c, who),
        place=place,
        modality=Modality.DENIED if denied else None,
        because=(("presence", reason(c.text(n), "presence")),),
    )


def _places(c: Clause, first: int, last: int) -> list[int]:
    return [k for k in range(first, last) if c.sort(k) == "place"]


def _based(c: Clause, n: int) -> Found | None:
    first, last = c.part(n)
    r = roles(c, n)
    where = noun_phrase(c, n + 1, last)
    if where is None or (c.sort(n + 1) == "number" and not _is_article(c, n + 1)):
        return None
    unknown = not _places(c, *where)
    if r.relative:
        own = r.own and r.doer is not None and not all(c.sort(k) == "number" or c.has(k, "measure") for k in range(*r.doer))
        if own and not mentions(c, r.doer, *SEATS):
            return None  # "X设在L的站点": X runs them
        return None if unknown else _made(c, n, (n, r.last), r.done_to)
    who = before(c, n - c.has(n - 1, OF), first) or topic(c, n)
    if who is None or mentions(c, who, "units.person", "speech.speakers"):
        return None
    ranked = c.text(who[0])[:1] in words_in("grammar.ordinal")
    if c.has(who[1] - 1, "measure") and _counted_there(c, *who) and first <= who[0] and not ranked:
        return None  # "两个设在高雄": a count alone
    if unknown:
        if not (mentions(c, who, *SEATS, "units.stations") or c.has(who[1] - 1, "measure")):
            return None
        return _made(c, n, (max(who[0], first), last), who, place=c.sentence.said(*where))
    return _made(c, n, (max(who[0], first), last), who)


def _counted_there(c: Clause, first: int, last: int) -> bool:
    """Whether a number other than an article counts in a span."""
    return any(c.sort(k) == "number" and not _is_article(c, k) for k in range(first, last))


def _is_article(c: Clause, k: int) -> bool:
    return c.text(k) in words_in("grammar.one") or c.text(k) == "1"


def _has(c: Clause, n: int) -> Found | None:
    first, last = c.part(n)
    thing = noun_phrase(c, n + 1 + (c.has(n + 1, "grammar.aspect")), last)
    if thing is None or _counted_there(c, *thing) or c.has(n, "grammar.being"):
        return None
    places = _places(c, first, n)
    if not places and mentions(c, thing, "presence.signs") and c.has(n, "presence.hanging"):
        who = before(c, n, first)
        return _made(c, n, (who[0] if who else first, last), thing)
    if not places or c.among(places[-1] + 1, n, "grammar.being", "speech.bodies"):
        return None
    if c.has(places[-1] + 1, "grammar.locatives") and c.has(n, "control.runs"):
        return None  # "某国在该国设有站点": it runs them, and is not where they are
    alone = c.has(thing[1] - 1, "measure") and not c.has(n, "presence.finding")
    if not (mentions(c, thing, *SEATS) or alone):
        return None
    return _made(c, n, (places[0], last if last - thing[1] < 3 else thing[1]), thing)


def _seated(c: Clause, n: int) -> Found | None:
    """As in "驻安卡拉的文化处"."""
    last = c.part(n)[1]
    if c.sort(n + 1) != "place" or not c.has(n + 2, OF):
        return None
    thing = noun_phrase(c, n + 3, last)
    return _made(c, n, (n, thing[1]), thing) if thing is not None and mentions(c, thing, *SEATS, "speech.bodies") else None


def _at(c: Clause, n: int) -> Found | None:
    """As in "第四处在开普敦": a site, and nothing but where it is."""
    first, last = c.part(n)
    k = n + 1
    while k < last and (c.sort(k) in ("place", "sign") or c.has(k, "grammar.joiners", "grammar.inside")):
        k += 1
    who = before(c, n, first)
    if who is not None and c.text(who[1] - 1) in words_in("units.of_persons"):
        return None
    if k < last or who is None or not (c.has(who[1] - 1, "measure", "grammar.site_pronouns") or mentions(c, who, *SEATS)):
        return None
    counted = c.has(who[1] - 1, "measure") and _counted_there(c, *who) and c.tokens[who[0]].text[:1] not in words_in("grammar.ordinal")
    return None if counted else _made(c, n, (who[0], last), who)


def _office(c: Clause, n: int) -> Found | None:
    """As in "某署在曼谷的办事处": a body's office, named by where it is."""
    first, last = c.part(n)
    k = n + 2
    while k < last and (c.sort(k) == "place" or c.has(k, "grammar.inside") or c.text(k) == "、" or c.has(k, "grammar.joiners")):
        k += 1
    thing = noun_phrase(c, k + 1, last) if c.has(k, OF) else None
    who = before(c, n, first)
    if thing is None or who is None or not mentions(c, thing, *SEATS) or not mentions(c, who, "speech.bodies"):
        return None
    if any(j in c.verbs for j in range(first, who[0])) or _counted_there(c, *thing):
        return None
    return _made(c, n, (who[0], thing[1]), thing)


def _that(c: Clause, n: int) -> Found | None:
    """As in "布达佩斯的那个站点": a site that is spoken of as known."""
    first = c.part(n)[0]
    k = n - 1
    while k >= first and (c.has(k, "grammar.demonstratives", "measure") or (c.sort(k) == "number" and _is_article(c, k))):
        k -= 1
    if k == n - 1 or not any(
        c.has(j, "grammar.back") or c.sort(j) == "number" or c.has(j, "grammar.demonstratives") for j in range(k + 1, n)
    ):
        return None
    k -= c.has(k, OF)
    return _made(c, n, (k, n + 1), (n, n + 1)) if k >= first and c.sort(k) == "place" else None


def _being(c: Clause, n: int) -> Found | None:
    first, last = c.part(n)
    thing = final(c, n + 1, last)
    if thing is None or c.has(n - 1, "grammar.negations") or _counted_there(c, n + 1, last) or not mentions(c, thing, *SEATS):
        return None
    if any(k in c.verbs and not c.has(k, OF) for k in range(n + 1, thing[0])):
        return None
    by = next(c.find(first, n, "grammar.passive"), None)
    who = (before(c, by, first) or topic(c, n)) if by is not None else before(c, n, first)
    if by is not None and who is not None:
        return _made(c, n, (max(who[0], first), last), who)  # "大楼曾被公安局用作据点"
    if who is None and len(c.text(n)) > 1:
        who = topic(c, n)
        return _made(c, n, (first, last), thing) if who is not None else None
    if who is None or mentions(c, who, "units.person"):
        return None
    points = all(c.has(k, "grammar.site_pronouns") or c.has(k, "grammar.demonstratives", "grammar.pronouns") for k in range(*who))
    if not points and not _places(c, first, thing[1]):
        return None
    return _made(c, n, (who[0], last), thing)


def _listed(c: Clause, n: int) -> Found | None:
    first, last = c.part(n)
    thing = final(c, n + 1, last)
    if thing is None or not mentions(c, thing, *SEATS, "units.stations"):
        return None
    who = before(c, n, first)
    return _made(c, n, (who[0] if who else first, last), who or thing)


def _admits(c: Clause, n: int) -> Found | None:
    first, last = c.part(n)
    thing = noun_phrase(c, n + 1, last)
    if thing is None or not mentions(c, thing, "units.stations") or _counted_there(c, *thing):
        return None
    return _made(c, n, (first, last), thing)


def _shut(c: Clause, n: int, memory: Memory) -> Found | None:
    """As in "站点已经关闭", "据点于五月挂牌": the site itself is the subject."""
    r = roles(c, n)
    first, last = c.part(n)
    who = r.done_to if r.passive else r.doer
    if r.relative and not r.passive:
        return None
    thing = None if r.passive else r.done_to
    sited = mentions(c, thing, *SEATS) or (thing is not None and c.has(n, "measure.steps") and not c.has(n + 1, "grammar.aspect"))
    if sited and not mentions(c, thing, "denial.things"):
        return None  # somebody else shuts it
    site = mentions(c, who, *SEATS, "units.stations") or _points_back(c, who, memory)
    if not site or who is None:
        return None
    if c.has(n, "presence.opened") and c.has(n, "presence.bare") and not _places(c, first, last):
        return None
    return _made(c, n, (who[0] if first <= who[0] < n else first, last), who, denied=c.has(n, "presence.shut"))


def _points_back(c: Clause, who: Span | None, memory: Memory) -> bool:
    if who is None or memory.noun is None:
        return False
    return c.among(*who, "grammar.site_pronouns") or c.has(who[1] - 1, "measure")


def _unseen(c: Clause, n: int, memory: Memory) -> Found | None:
    first, last = c.part(n)
    end = last
    thing = next((k for k in range(n + 1, end) if c.has(k, "units.stations", "units.seats")), None)
    who = before(c, n, first)
    if thing is None and memory.noun is not None and c.among(n + 1, last, "presence.opened"):
        return _made(c, n, (first, last), None, denied=True)._replace(subject=memory.noun)
    if thing is None and not (
        who is not None and n + 1 >= last and mentions(c, who, "units.city", "units.country", "units.place", "units.region")
    ):
        return None
    span = after(c, thing - 1, last) if thing is not None else None
    return _made(c, n, (n if thing is not None else first, last), span, denied=True)


def absent(c: Clause, n: int) -> Found | None:
    """Return the presence that a sentence denies in its own voice: "瑞典没有这类站点"."""
    first, last = c.part(n)
    thing = noun_phrase(c, n + 1, last) or relative(c, n + 1, last)
    if thing is None or not mentions(c, thing, *SEATS, "units.stations"):
        return None
    places = _places(c, first, last)
    return _made(c, n, (places[0] if places and places[0] < n else n, last), thing, denied=True) if places else None
