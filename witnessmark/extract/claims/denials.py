"""Finds denials, and plain statements that a body or a station is, or was, at a named place."""

from __future__ import annotations

from collections.abc import Sequence

from witnessmark.extract.claims.clauses import Clause, Span
from witnessmark.extract.claims.cues import Cue, Used
from witnessmark.extract.claims.doing import doing
from witnessmark.extract.claims.existing import hyphened, one_more, told_to_exist
from witnessmark.extract.claims.found import Found
from witnessmark.extract.claims.grammar import words_of
from witnessmark.extract.claims.memory import Memory
from witnessmark.extract.claims.naming import named
from witnessmark.extract.claims.objects import described
from witnessmark.extract.claims.phrases import clause_end, phrase_after, phrase_before, subject
from witnessmark.extract.claims.placing import placing
from witnessmark.extract.claims.scope import Spot, located, station_noun
from witnessmark.extract.claims.speakers import Frame, chain_over
from witnessmark.extract.claims.trades import accused, of_nobody, of_people, past_verb
from witnessmark.extract.claims.voices import group_start
from witnessmark.records.claims import Kind, Modality

EXISTING = frozenset({"stands", "there", "holds", "houses"})
"""Lists of words that say of a site that it is somewhere, without a preposition of their own."""
FARTHEST_SEAT = 8
"""Words from "located in" to the place: "located in the south of P"."""
LONGEST_DESCRIPTION = 6
"""Words that describe a noun behind it."""


def denials(c: Clause, phrases: Sequence[Used], frames: Sequence[Frame], memory: Memory, carried: tuple[str, ...]) -> list[Found]:
    """Return the denials of a sentence: by a verb of denying, by calling a thing false, or by a negation in an accused speaker's mouth."""
    out = [_denied(c, f) for f in frames if f.sort == "denies"]
    bare = _none_such(c, frames) if frames else None
    if bare is not None and not any(bare.first < f.last and f.first < bare.last for f in out):
        out.append(bare)
    for cue, entry in phrases:
        if any(f.first <= cue.first < f.last for f in out):
            continue
        instead = _said_instead(c, cue) if entry.list == "benign" else None
        if (entry.list == "benign" and instead is None) or (entry.list == "never" and not _own(c, cue)):
            continue
        if (entry.list == "ever" and not of_nobody(c, cue)) or of_people(c, cue):
            continue
        found = _negated(c, cue, frames, carried, strong=entry.list == "none_strong", memory=memory)
        if found is not None and instead is not None:
            found = found._replace(first=instead[0], last=cue.last, object=c.said(instead))  # who runs it is told besides
        if found is not None and not any(found.first < other.last and other.first < found.last for other in out):
            out.append(found._replace(because=(("denial", entry.why),)))
    return out


def _own(c: Clause, cue: Cue) -> bool:
    """Whether a clause is about a speaker's own doing: "it had never", "its staff have never", "the offices have never"."""
    who = subject(c, group_start(c, cue.first))
    if who is None:
        return False
    g = c.grammar
    owned = {c.low(who[0]), c.low(who[0] - 1)} & (g.possessives | g.body_possessives)
    return bool(owned) or c.low(who[0]) in g.speaking | doing(c.language).it or _about_stations(c, who)


def _said_instead(c: Clause, cue: Cue) -> Span | None:
    """Return the site that is said to be a harmless thing: "it was only a tea house", "there was only a help desk"; null for others."""
    n = cue.first - 1
    while n > c.sentence.first and cue.first - n < LONGEST_DESCRIPTION and not (c.sign(n) or c.low(n) in c.grammar.being):
        n -= 1
    if c.low(n) not in c.grammar.being:
        return None
    who = subject(c, group_start(c, n))
    it = who is not None and who[1] - who[0] == 1 and c.low(who[0]) in c.grammar.body_pronouns
    if who is not None and (it or _about_stations(c, who)):
        return who
    return (n - 1, n) if c.low(n - 1) in c.grammar.existentials else None


def _denied(c: Clause, f: Frame) -> Found:
    at = f.content[0]
    thing = None
    if c.low(at) in c.grammar.complementizers:
        thing = _of_clause(c, at)
    thing = thing or phrase_after(c, at)
    end = clause_end(c, at)
    return Found(
        kind=Kind.DENIAL,
        first=f.span[0],
        last=max(end, at),
        core=(f.span[1] - 1, f.span[1]),
        subject=f.speaker,
        said_by=(f.speaker,),
        object=c.said(thing),
        modality=Modality.DENIED,
        because=(("denial", f.why),),
    )


def _of_clause(c: Clause, at: int) -> Span | None:
    """Return what the clause is about that begins with a complementizer: its subject, or what follows a verb that has none before it."""
    g = c.grammar
    for n in range(at, min(at + 20, c.sentence.last)):
        low = c.low(n)
        if low not in g.auxiliaries and (g.base_is_finite or not (low in g.verbs or n in c.verbs)):
            continue
        found = subject(c, group_start(c, n))
        if g.base_is_finite or (found is not None and found[0] < found[1]):
            return found
        return phrase_after(c, n + 1)
    return None


def _none_such(c: Clause, frames: Sequence[Frame]) -> Found | None:
    """As in "Embassy: No police station in B": a bare `no` before a station, said by one of the accused."""
    deniers, no = words_of("denial", "deniers", "words", c.language), words_of("denial", "none_before", "words", c.language)
    for f in frames:
        at = f.content[0] + (c.low(f.content[0]) in c.grammar.complementizers)
        thing = phrase_after(c, at + 1) if c.low(at) in no and f.sort in ("colon", "says") else None
        if thing is not None and station_noun(c.words.said(*thing), c.language) and not deniers.isdisjoint(f.speaker.casefold().split()):
            return Found(
                kind=Kind.DENIAL,
                first=at,
                last=clause_end(c, at),
                core=(at, at + 1),
                subject=f.speaker,
                object=c.words.said(*thing),
                said_by=(f.speaker,),
                modality=Modality.DENIED,
                because=(("denial", "no STATION"),),
            )
    return None


def _negated(c: Clause, cue: Cue, frames: Sequence[Frame], carried: tuple[str, ...], *, strong: bool, memory: Memory) -> Found | None:
    chain = chain_over(list(frames), cue.first, cue.last)
    going = carried or memory.floor
    speaker = chain[-1].speaker if chain else (going[-1] if going else "")
    deniers = words_of("denial", "deniers", "words", c.language)
    denying = (memory.denies and not chain) or accused(c, speaker, deniers)
    who = subject(c, group_start(c, cue.first))
    if strong and who is not None:
        name = named(c, who, memory)
        return Found(
            kind=Kind.DENIAL,
            first=who[0],
            last=clause_end(c, cue.last),
            core=(cue.first, cue.last),
            subject=name,
            said_by=(name,),
            modality=Modality.DENIED,
        )
    if strong or not speaker or not denying:
        return None
    if not c.grammar.base_is_finite and c.low(cue.last - 1) in c.grammar.having and (cue.last in c.verbs or cue.last in c.heads):
        return None  # "no había nombrado a su responsable": a step not taken
    first = who[0] if who else cue.first
    after = phrase_after(c, cue.last)
    after = past_verb(c, after)
    nobody = bool(of_nobody(c, cue)) and c.grammar.base_is_finite
    thing = after if who is None or who[0] == who[1] or c.low(who[0]) in c.grammar.impersonal or nobody else who
    whole = words_of("denial", "whole", "words", c.language)
    if c.low(cue.last - 1) in words_of("denial", "bare", "words", c.language) and not _about_stations(c, who):
        mission = not placing(c.language).missions.isdisjoint(speaker.casefold().split())
        if not mission or whole.isdisjoint(c.lows(cue.last, clause_end(c, cue.last) + 1)):
            return None  # a step that the state itself did not take is no denial
        first, thing = cue.first, phrase_after(c, clause_end(c, cue.first) if c.low(cue.last) in c.grammar.leading else cue.last) or thing
    last = max(clause_end(c, cue.last), cue.last)
    if thing is not None and not words_of("denial", "steps", "words", c.language).isdisjoint(c.lows(*thing)):
        return Found(kind=Kind.MEASURE, first=first, last=last, core=(cue.first, cue.last), object=c.said(thing), modality=Modality.DENIED)
    before = chain[-1].span[0] if chain else first
    return Found(
        kind=Kind.DENIAL,
        first=first,
        last=last,
        core=(cue.first, cue.last),
        reach=(before, last) if before < first and not c.grammar.base_is_finite else None,
        subject=speaker,
        object=c.said(thing),
        modality=Modality.DENIED,
    )


def _about_stations(c: Clause, who: Span | None) -> bool:
    if who is None:
        return False
    return station_noun(c.said(who), c.language) or c.low(who[0]) in words_of("denial", "pointing", "words", c.language)


def told_instead(c: Clause, f: Found) -> bool:
    """Whether a denial says who runs the stations instead: "se trata de puntos de atención gestionados por voluntarios"."""
    passive = (("subject", "passive") in f.because or ("subject", "after") in f.because) and f.subject is not None
    return not c.grammar.base_is_finite and f.kind is Kind.CONTROL and passive and f.core[0] > c.sentence.first + 2


def of_speakers(found: Found, frames: Sequence[Frame]) -> Found:
    """Return a presence; where a speaker of the sentence sits is what the text itself says: "según la ONG F, con sede en M, ..."."""
    name = found.subject or ""
    if not any(f.speaker and (f.speaker in name or name in f.speaker) and f.span[0] - 2 <= found.first <= f.span[1] + 2 for f in frames):
        return found
    return found._replace(said_by=(), modality=Modality.ASSERTED)


def presences(c: Clause, cues: Sequence[Used], spots: Sequence[Spot], taken: Sequence[Found], memory: Memory) -> list[Found]:
    """Return who sits where, and stations named at a place without a number."""
    out: list[Found] = []
    for cue, entry in cues:
        if entry.list == "shut":
            found = _shut(c, cue, memory)
        elif entry.list == "exists":
            found = _exists(c, cue)
        elif entry.list in EXISTING:
            found = told_to_exist(c, cue, entry.list, spots, memory)
        else:
            found = _admitted(c, cue) if entry.list == "admits" else _seated(c, cue, spots, memory)
        again = any(f.first < found.last and found.first < f.last and _same(c, f, found) for f in out) if found is not None else True
        if found is not None and not again:
            out.append(found._replace(because=(("presence", entry.why),)))
    if c.grammar.base_is_finite:
        more = (*one_more(c, spots, memory), *hyphened(c, spots))
        out += [f for f in more if not any(f.first < o.last and o.first < f.last for o in out)]
    out += [f for f in _sited(c, spots) if not any(f.first < o.last and o.first < f.last for o in (*out, *(t for t in taken if _holds(t))))]
    over = [t for t in taken if t.kind in (Kind.DENIAL, Kind.COUNT)]
    return [f for f in out if not any(f.first >= t.first and f.last <= t.last and not _before_core(c, f, t) for t in over)]


def _before_core(c: Clause, f: Found, taken: Found) -> bool:
    """Whether who denies something is said to sit somewhere: "la embajada, con sede en B, lo negó"."""
    return not c.grammar.base_is_finite and taken.kind is Kind.DENIAL and f.last <= taken.core[0] and "," in c.lows(f.first, f.core[0] + 1)


def _same(c: Clause, a: Found, b: Found) -> bool:
    """Whether two say the same of the same words."""
    return a.subject == b.subject or (c.grammar.base_is_finite and a.core[0] < b.core[1] and b.core[0] < a.core[1])


def _holds(taken: Found) -> bool:
    return taken.kind in (Kind.COUNT, Kind.DENIAL, Kind.CONTROL)


def _admitted(c: Clause, cue: Cue) -> Found | None:
    """As in "admitted the existence of stations": that they are, wherever that is."""
    thing = phrase_after(c, cue.last)
    if thing is None or not station_noun(c.words.said(*thing), c.language):
        return None
    return Found(kind=Kind.PRESENCE, first=cue.first, last=thing[1], core=(cue.first, cue.last), subject=c.words.said(*thing))


def _exists(c: Clause, cue: Cue) -> Found | None:
    """As in "ahí funcionaba los jueves un puesto de la policía": one station that nobody spoke of before."""
    g, n = c.grammar, cue.last
    if not g.negators.isdisjoint(c.lows(cue.first - 2, cue.first)):
        return None
    while n < cue.last + LONGEST_DESCRIPTION and c.low(n) not in g.indefinites:
        loose = n in c.times or c.sign(n) or c.low(n) in g.adverbs or c.low(n) in g.before_times or n in c.tellers or c.low(n) in g.articles
        loose = loose or c.low(n - 1) in g.articles  # "los jueves"
        if not (loose or c.low(n) in g.prepositions or c.words.capital(n)):
            return None
        n += 1
    thing = phrase_after(c, n + 1) if c.low(n) in g.indefinites else None
    like = words_of("units", "station_like", "words", c.language)
    if thing is None and c.low(n) in g.indefinites and c.low(n + 1) in like:  # "un puesto de": elsewhere it begins a clause
        rest = phrase_after(c, n + 2) if c.low(n + 2) in g.genitives else None
        thing = n + 1, rest[1] if rest is not None else n + 2
    if thing is None or like.isdisjoint(c.lows(thing[0], thing[0] + 2)):
        return None
    first = cue.first - (c.low(cue.first - 1) in words_of("presence", "where", "words", c.language))
    return Found(kind=Kind.PRESENCE, first=first, last=max(thing[1], cue.last), core=(cue.first, cue.last), subject=c.words.said(*thing))


def _shut(c: Clause, cue: Cue, memory: Memory) -> Found | None:
    who = subject(c, group_start(c, cue.first))
    if who is None or (not c.grammar.base_is_finite and c.low(cue.last) in c.grammar.determiners):
        return None
    them = words_of("presence", "them", "words", c.language)
    plural = them - c.grammar.body_pronouns
    if who[0] == who[1] and memory.stations is None:
        return None  # "Cierran en V un local": whoever closes it
    spoken_of = who[0] == who[1] or c.low(cue.last - 2) in them or not plural.isdisjoint(c.lows(*who))
    if not (spoken_of or station_noun(c.said(who), c.language)):
        return None
    return Found(
        kind=Kind.PRESENCE,
        first=who[0],
        last=cue.last,
        core=(cue.first, cue.last),
        subject=memory.stations or c.said(who),
        modality=Modality.DENIED,
    )


def _seated(c: Clause, cue: Cue, spots: Sequence[Spot], memory: Memory) -> Found | None:
    at = cue.last + (c.low(cue.last) in words_of("presence", "before_places", "words", c.language))
    spot = next((x for x in spots if x.first == at and not x.mention.adjective), None)
    far = spot is None and c.grammar.base_is_finite
    if far and (found := located(c, spots, cue.last - 1, min(clause_end(c, cue.last), cue.last + FARTHEST_SEAT))) is not None:
        spot = found[0] if not any(n in c.verbs or c.sign(n) for n in range(cue.last, found[0].first)) else None
    if spot is None:
        return None
    start = group_start(c, cue.first)
    aside = not c.grammar.base_is_finite and c.low(cue.first) in c.grammar.prepositions and c.low(cue.first - 1) == ","
    who = phrase_before(c, cue.first - 2, led=True) if aside else subject(c, start)  # "NAME, con sede en M"
    if who is None and c.low(cue.first - 1) != ",":
        who = phrase_before(c, cue.first - 1) if cue.first > c.sentence.first else None
    who = who or described(c, cue.first)
    if who is None:
        return None
    lead = c.low(who[0] - 1)
    if lead in c.grammar.indefinites and c.low(who[0] - 2) == ",":
        owner = phrase_before(c, who[0] - 3)  # "Safeguard Defenders, a rights group based in Madrid"
        who = (owner[0], who[1]) if owner else who
        name = c.words.said(*owner) if owner else c.words.said(*who)
    else:
        name = named(c, who, memory)
        who = (next((k for k in range(*who) if aside and c.words.said(k, who[1]) == name), who[0]), who[1])
    spoken_of = who[0] == who[1] or c.low(who[0]) in words_of("presence", "others", "words", c.language)
    sites = words_of("presence", "sites", "words", c.language)
    body = station_noun(c.said(who), c.language) or not sites.isdisjoint(c.lows(*who))
    bare = c.grammar.base_is_finite and cue.last - cue.first == 2 and c.low(cue.first) in c.grammar.being  # "was in": people are as well
    named_body = any(c.words.capital(n) for n in range(*who)) and not (bare and not _bodies(c).intersection(c.lows(*who)))
    body = body or (not far and (spoken_of or named_body))
    if not body or not name:
        return None
    last, between = spot.last, words_of("presence", "between_places", "words", c.language)
    for more in spots:
        follows = more.first == last + 1 or (more.first == last + 2 and c.low(last + 1) in between)
        if follows and (c.low(last) == "," or c.low(last) in c.grammar.coordinators):
            last = more.last
    return Found(
        kind=Kind.PRESENCE,
        first=who[0],
        last=last,
        core=(cue.first, cue.last),
        subject=name,
        place=c.words.said(spot.first, last) if last != spot.last else None,
    )


def _bodies(c: Clause) -> frozenset[str]:
    """Return the nouns for bodies."""
    return words_of("speech", "bodies", "words", c.language) | words_of("control", "bodies", "words", c.language)


def _sited(c: Clause, spots: Sequence[Spot]) -> list[Found]:
    led, determiners = words_of("presence", "sited_in", "words", c.language), words_of("presence", "sited_determiners", "words", c.language)
    wondering = words_of("presence", "wondering", "words", c.language)
    other = words_of("presence", "other_stations", "words", c.language)
    out = []
    for spot in spots:
        at = spot.first - 1
        while c.grammar.base_is_finite and c.low(at) in placing(c.language).beside and c.low(at) not in led:
            at -= 1  # "a point in the town of H"
        if spot.mention.adjective or c.low(at) not in led or (n := _site_before(c, at - 1)) is None:
            continue
        k = n
        while k > c.sentence.first and n - k < 6 and not c.sign(k - 1) and c.low(k - 1) not in c.grammar.linking:
            k -= 1
        if c.low(k - 1) not in determiners or any(j in c.numbers for j in range(k - 1, n)) or c.low(n - 1) in other:
            continue
        if any(c.low(j) in wondering for j in range(max(c.sentence.first, k - 8), k)):
            continue
        out.append(
            Found(
                kind=Kind.PRESENCE,
                first=k - 1,
                last=spot.last,
                core=(n, spot.last),
                subject=c.words.said(k, at),
                because=(("presence", f"units.yaml: {c.low(n)}"), ("place", "in PLACE")),
            )
        )
    return out


def _site_before(c: Clause, n: int) -> int | None:
    """Return the noun for a station that ends at a word, or that words behind it describe ("una comisaría ilegal de la policía")."""
    like, g = words_of("units", "station_like", "words", c.language), c.grammar
    if not g.adjectives_follow:
        if c.low(n) in like or not g.base_is_finite:
            return n if c.low(n) in like else None
        for k in range(n - 1, max(c.sentence.first, n - LONGEST_DESCRIPTION) - 1, -1):
            if c.low(k) in like and c.low(k + 1) in g.genitives:
                return k  # "an office of the provincial police in R"
            if c.sign(k) or k in c.verbs or k in c.times or c.low(k) in g.auxiliaries or c.low(k) in g.relatives:
                return None
        return None
    for k in range(n, max(c.sentence.first, n - LONGEST_DESCRIPTION) - 1, -1):
        low = c.low(k)
        if low in like:
            return k
        if c.sign(k) or k in c.verbs or k in c.times or (low in g.loose and low not in g.genitives and low not in g.articles):
            return None
    return None
