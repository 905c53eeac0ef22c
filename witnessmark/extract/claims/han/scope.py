"""Says where and when a claim of a Chinese sentence holds: by its own clause first, then by what its sentence set before it."""

from __future__ import annotations

from typing import cast

from witnessmark.extract.claims.found import Found
from witnessmark.extract.claims.han.clauses import INSIDE, JOINERS, OF, Clause, is_noun
from witnessmark.extract.claims.han.frame import Frame
from witnessmark.extract.claims.han.memory import Memory
from witnessmark.extract.claims.han.phrases import bare
from witnessmark.extract.claims.han.tokens import OPENING, PARTS, Token
from witnessmark.extract.claims.han.units import unit_at
from witnessmark.extract.claims.han.vocabulary import endings, fold, words_in
from witnessmark.extract.places import Mention
from witnessmark.extract.times import Timed
from witnessmark.records.claims import Kind
from witnessmark.records.edtf import when

DAY = "../2024-01-31"
LABELS = ("speech.asked", "speech.answered")
WHERE = ("grammar.locatives", "presence.based")


def timed(c: Clause, found: Found, chain: list[Frame], frames: list[Frame], carried: Timed | None = None) -> Timed | None:
    """Return the time of a claim: in its own words, before them in its clause, or earlier in its sentence; never that of the speaking."""
    core, part = found.core[0], c.part(found.core[0])
    usable = [n for n in c.where.get("time", ()) if not _of_speaking(n, found, frames)]
    if c.has(core, "measure.postponing"):
        usable = [n for n in usable if n < core]  # not the day that a case is put off to
    usable = [n for n in usable if not _dates_noun(c, n, core) or any(f.sort == "list" and f.span[0] <= n < f.span[1] for f in frames)]
    if found.kind is Kind.DENIAL:
        before = [n for n in usable if n < core]
        return cast(Timed, c.tokens[before[-1]].mark) if before else None
    if not usable:
        return carried if found.kind in (Kind.COUNT, Kind.ACT, Kind.MEASURE) else None
    inside = [n for n in usable if found.first <= n < found.last and part[0] <= n < part[1]] or [
        n for n in usable if found.first <= n < found.last
    ]
    near = [n for n in inside if n < core] or inside
    if not near:
        near = [n for n in usable if part[0] <= n < core]
    if not near and found.kind is Kind.COUNT:
        near = [n for n in usable if core < n < part[1]][:1]
    if not near:
        floor = _since_part(c, core)
        start = max([floor, *(f.content[0] for f in chain if f.content[0] <= core and f.content[0] > f.span[0])])
        near = [n for n in usable if start <= n < core and _carries(c, n, core)]
    if not near:
        near = [
            n
            for n in usable
            if n < core and any(f.sort == "list" and f.span[0] <= n < f.content[1] and f.content[0] <= core < f.content[1] for f in frames)
        ]
    return _as_of(cast(Timed, c.tokens[near[-1]].mark)) if near else None


def _as_of(time: Timed) -> Timed:
    """Return the day itself of a state of things that holds up to it: "截至昨日"."""
    edtf = time.when.edtf
    return time._replace(when=when(edtf[3:])) if time.sort == "by" and edtf.startswith("../") and len(edtf) == len(DAY) else time


def _since_part(c: Clause, core: int) -> int:
    for n in range(core, -1, -1):
        if c.text(n) in PARTS:
            return n + 1
    return 0


def _carries(c: Clause, n: int, core: int) -> bool:
    """Whether a time reaches on over commas: it is not that of a relative clause."""
    return not _dates_noun(c, n, core)


def _dates_noun(c: Clause, n: int, core: int) -> bool:
    """Whether a time stands in a clause that 的 ties to a noun ("2022年曝光的站点") and the claim does not."""
    last = c.part(n)[1]
    of = next((k for k in range(n + 1, min(last, n + 9)) if c.has(k, OF)), None)
    if of is None or n < core < of or (c.sort(of + 1) == "number" and of + 1 == core):
        return False
    if of < core and c.has(of + 1, "presence.sites", "presence.being", "grammar.only") and c.sort(core) == "number":
        return False  # "去年失联的有五十五件"
    verbs = [k for k in range(n + 1, of) if k in c.verbs]
    return not verbs or (len(verbs) == 1 and verbs[0] == of - 1)


def _of_speaking(n: int, found: Found, frames: list[Frame]) -> bool:
    if found.kind is Kind.DENIAL:
        return False
    return any(f.span[0] <= n < f.span[1] and f.sort != "list" for f in frames)


def placed(c: Clause, found: Found, frames: list[Frame], memory: Memory) -> Token | str | None:
    """Return the place of a claim as a token or as the words that join several; null where it has none."""
    if found.place is not None:
        return found.place
    if found.kind is Kind.DENIAL and found.because and found.said_by is None:
        begin, end = c.part(found.core[0])  # "某国境内没有……"
        return next((c.tokens[n] for n in range(begin, end) if c.sort(n) == "place" and c.has(n + 1, "grammar.home")), None)
    core, (first, last) = found.core[0], c.part(found.core[0])
    first = max([first, *(f.content[0] for f in frames if first <= f.content[0] <= core)])
    at = [n for n in range(first, last) if c.sort(n) == "place" and not _owns(c, n)]
    at = [n for n in at if not c.has(n - 1, "presence.based") or _of_seat(found)]
    if found.kind is Kind.COUNT:
        return _of_count(c, found, at, frames, memory)
    led = [n for n in at if _led(c, n) or (n > core and (c.sort(n + 1) == "number" or c.has(n + 1, "grammar.demonstratives", OF)))]
    if found.kind is Kind.PRESENCE:
        led = led or [n for n in at if not c.has(n - 1, "measure")] or at  # "布拉格两个中国警务站"
    if not led:
        return _back(c, found, frames, memory)
    n = min(led, key=lambda k: abs(k - core))
    return _several(c, n) or c.tokens[n]


def _back(c: Clause, found: Found, frames: list[Frame], memory: Memory) -> Token | str | None:
    """Return the place that an earlier clause of the sentence set, or else the paragraph for what points back at its sites."""
    core = found.core[0]
    if found.kind is Kind.DENIAL:
        first, last = c.part(core)
        while first < core and (c.sort(first) == "sign" or (c.has(first, *LABELS) and c.text(first + 1) in "：:")):
            first += 1  # "答："
        at_home = c.sort(first) == "place" and not c.has(first + 1, JOINERS) and c.among(core, last, "grammar.home")
        return c.tokens[first] if at_home else _label(c, core)
    unknown = _unlisted(c, core)
    if unknown is not None:
        return unknown
    if found.kind is Kind.ACT:
        return _taken_from(c, core) or _label(c, core) or _kept(c, found, memory)
    lawful = _of_law(c, found) if found.kind is Kind.MEASURE else None
    if lawful is not None:
        return lawful
    first = c.part(core)[0]
    for n in range(first - 1, -1, -1):
        if c.text(n) in PARTS:
            break
        told = c.among(n + 1, c.part(n)[1], "speech.states", "speech.says", "speech.received") and not c.among(n, c.part(n)[1], OF)
        spoken = told or any(f.span[0] <= n < f.span[1] and f.sort != "list" and not c.among(n, f.span[1], OF) for f in frames)
        if c.sort(n) == "place" and _led(c, n) and not spoken and not _owns(c, n) and not c.has(n - 1, "presence.based"):
            return _several(c, n) or c.tokens[n]
    named = _label(c, core) or _kept(c, found, memory)
    if named is not None:
        return named
    if memory.place is None or memory.place_paragraph != c.sentence.paragraph or found.kind is Kind.MEASURE:
        return None
    if found.kind is Kind.COUNT and (found.unit not in memory.sorts or found.unit in MONEY or c.among(*c.part(core), "grammar.worldwide")):
        return None
    return memory.place


def _of_law(c: Clause, found: Found) -> Token | None:
    """Return the country whose parliament or government makes a law: there it applies."""
    core = found.core[0]
    if not c.has(core, "measure.legislating") or not fold(found.object or "").endswith(endings("measure.lasting_texts")):
        return None
    first = c.part(core)[0]
    return next((c.tokens[n] for n in range(core - 1, first - 1, -1) if c.sort(n) == "place" and n + 1 < core), None)


def _unlisted(c: Clause, core: int) -> str | None:
    """Return a place that no gazetteer has: behind 在, and named as a town, a street or a port is."""
    first, last = c.part(core)
    for n in c.find(first, last, "grammar.locatives"):
        k = n + 1
        while k < last and k - n < 6 and is_noun(c, k) and c.sort(k) != "number" and not c.has(k, "units.stations", "speech.bodies"):
            k += 1
        if k > n + 1 and c.text(k - 1).endswith(tuple(words_in("grammar.place_endings"))):
            return bare(c.sentence.said(n + 1, k))
    return None


def _taken_from(c: Clause, core: int) -> Token | None:
    """Return the place that somebody is taken from, where none is named that they are brought to."""
    first = c.part(core)[0]
    return next((c.tokens[n + 1] for n in c.find(first, core, "grammar.out_of") if c.sort(n + 1) == "place"), None)


def _kept(c: Clause, found: Found, memory: Memory) -> str | None:
    """Return the place of the step or deed before in the same sentence."""
    if memory.step_place is None or memory.step_sentence != c.sentence.start or found.unit in PARTS_OF:
        return None
    parted = any(c.text(n) in PARTS for n in range(memory.step_at, found.core[0]))
    return memory.step_place if not parted and memory.step_at < found.core[0] else None


def _label(c: Clause, core: int) -> Token | None:
    """Return the place that a headline names before a colon: "伊斯坦布尔：一名女学生被迫登机"."""
    first, last = c.parts[0]
    lone = last - first == 1 and c.sort(first) == "place" and c.text(last) in ("：", ":") and core > last
    return c.tokens[first] if lone else None


def _of_count(c: Clause, found: Found, at: list[int], frames: list[Frame], memory: Memory) -> Token | str | None:
    core = found.core[0]
    if c.text(core - 1) in ("（", "("):
        return None  # "伊朗（14件）": whose, not where
    if found.unit in PARTS_OF and (c.sort(core - 1) == "place" or (c.has(core - 1, JOINERS) and c.sort(core - 2) == "place")):
        return _wide(c, core - 1)  # "捷克、葡萄牙两国", but "欧洲四国"
    before = [n for n in at if n < core and _where(c, n, core)]
    if before:
        return _several(c, before[-1]) or c.tokens[before[-1]]
    after = [n for n in at if n >= found.core[1] and _led(c, n) and not any(c.sort(k) == "number" for k in range(found.core[1], n))]
    if after:
        return _several(c, after[0]) or c.tokens[after[0]]
    inside = [n for n in at if found.core[0] < n < found.core[1] and _led(c, n)]
    if inside:
        return _several(c, inside[0]) or c.tokens[inside[0]]
    return _back(c, found, frames, memory)


def _wide(c: Clause, n: int) -> Token | None:
    """Return a place before countries or towns that are counted in it: a continent that no other place is joined to."""
    mention = c.tokens[n].mark
    wide = isinstance(mention, Mention) and any(place.kind == "continent" for place in mention.places[:1])
    return c.tokens[n] if wide and _several(c, n) is None else None


def _of_seat(found: Found) -> bool:
    """Whether a place after 设在 or 位于 is that of the claim: a presence, control of what sits there, or a count of it."""
    return found.kind in (Kind.PRESENCE, Kind.CONTROL, Kind.MEASURE) or found.unit in STATIONS


MONEY = frozenset({"yuan", "dollar", "euro", "pound", "yen", "won", "franc", "rouble"})
PARTS_OF = frozenset({"country", "province", "state", "city", "county", "place", "region"})
STATIONS = frozenset({"station", "office", "centre", "site", "camp", "prison", "contact point"})


def _heads(c: Clause, n: int, core: int) -> bool:
    """Whether a place opens the clause of a number and nobody does anything before it: "德国就占去38起"."""
    first = c.part(n)[0]
    opens = all(c.sort(k) in ("sign", "time") or c.has(k, "grammar.conjunctions", "grammar.adverbs") for k in range(first, n))
    actor = c.has(
        n + 1,
        JOINERS,
        "link.with.markers",
        "grammar.prepositions",
        "grammar.locatives",
        "grammar.passive",
        "grammar.disposal",
        "grammar.towards",
    )
    return opens and not actor and not c.among(n + 1, core, "act.deeds", "measure.steps", "control.runs", "speech.says", "speech.states")


def _where(c: Clause, n: int, core: int) -> bool:
    """Whether a place before a number says where: nothing but words of being or having, 的, or loose words stand between."""
    if _led(c, n):
        parts = n + 2 if c.sort(n + 1) == "number" and unit_at(c, n + 2) in PARTS_OF else n
        return not any(c.sort(k) == "number" for k in range(parts, core))
    if _heads(c, n, core):
        return True
    for k in range(n + 1, core):
        if not (
            c.has(
                k,
                OF,
                INSIDE,
                JOINERS,
                "presence.sites",
                "grammar.only",
                "grammar.being",
                "grammar.adverbs",
                "units.whole",
                "speech.tallies",
            )
            or c.sort(k) in ("place", "time")
            or c.text(k) in OPENING
            or c.text(k) in words_in("grammar.list_joiners")
        ):
            return False
    return True


def _led(c: Clause, n: int) -> bool:
    """Whether a place is led by 在, 于 or the like, or followed by 的 and a site, or by 境内."""
    k = n - 1
    while k >= 0 and (
        c.sort(k) == "place"
        or c.has(k, "grammar.coined_before")
        or c.text(k) in words_in("grammar.list_joiners")
        or (c.sort(k) == "other" and c.sort(k - 1) == "place")
    ):
        k -= 1
    if c.has(k, *WHERE):
        return True
    if c.has(n + 1, INSIDE):
        return True
    if c.has(n + 1, OF) and c.has(n + 2, "act.agents", "measure.courts") and n + 2 not in c.verbs:
        return True  # "某地的公安上门"
    return c.has(n + 1, OF) and (c.has(n + 2, "units.seats", "units.stations") or c.sort(n + 2) == "number")


def _owns(c: Clause, n: int) -> bool:
    """Whether a place is part of a body's name ("荷兰政府") or of people's ("德国籍")."""
    mention = cast(Mention, c.tokens[n].mark)
    if mention.adjective:
        return True
    k = n + 1
    while c.sort(k) == "place":
        k += 1
    return c.has(k, "speech.bodies", "speech.speakers", "measure.officials") and c.tokens[k].start == c.tokens[k - 1].end


def _several(c: Clause, n: int) -> str | None:
    """Return several places joined as the text has them, or null where one stands alone."""
    first = last = n
    while first >= 2 and c.text(first - 1) in words_in("grammar.list_joiners") and c.sort(first - 2) in ("place", "other"):
        first -= 2
    while c.text(last + 1) in words_in("grammar.list_joiners") and c.sort(last + 2) in ("place", "other"):
        last += 2
    return bare(c.sentence.said(first, last + 1)) if last > first else None
