"""The forms of `review`: accept, mend, reject, withdraw, disclose, classify, permit-host, forbid-host, tie, site."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from witnessmark.records import decisions as d
from witnessmark.records.canonical import Json
from witnessmark.records.claims import Claim, Content, Kind, Listing, Modality, Scope, Span, When
from witnessmark.records.codec import decode
from witnessmark.records.documents import Disclosure
from witnessmark.records.edtf import when
from witnessmark.records.faults import Misused
from witnessmark.records.finders import HostPermitted
from witnessmark.records.texts import Text
from witnessmark.review.lines import Line
from witnessmark.review.refs import (
    Desk,
    anchor_of,
    claim_of,
    document_of,
    person_of,
    said_before,
    same_claim,
    text_of,
    withdrawn_before,
)

Payload = tuple[str, object]
"""The type of an entry and the record that is its payload."""

_ANCHOR = frozenset({"quote", "start", "end", "prefix", "suffix"})
_CLAIM = _ANCHOR | {
    "kind", "modality", "said_by", "value", "min", "max", "unit", "subject", "object", "place", "place_id", "time", "part_of",
    "names", "list", "scope", "method", "service",
}
_FRAME = frozenset({"person", "decision"})
_NUMBER = re.compile(r"[0-9]{1,30}(?:\.[0-9]{1,10})?", re.ASCII)
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?", re.ASCII)
LONGEST_NAME = 200
"""Code points of a name that is decided on."""


def decide(desk: Desk, line: Line) -> list[Payload]:
    """Return the records of one line of a `review` file. Raises Misused that names file, line and words."""
    word = line.text("decision")
    if word not in _FORMS:
        raise line.fault(f'"decision": {word!r} is none of ' + ", ".join(sorted(_FORMS)))
    fields, form = _FORMS[word]
    line.only(_FRAME | fields)
    return form(desk, line)


def moment(line: Line, field: str) -> When | None:
    """Return the EDTF time of a field with its bounds. Raises Misused."""
    edtf = line.maybe(field)
    if edtf is None:
        return None
    try:
        return when(edtf)
    except ValueError as fault:
        raise line.fault(f'"{field}": {fault}') from None


def decimal(line: Line, field: str) -> str | None:
    """Return a field that must be a number written as a string, in its shortest form. Raises Misused."""
    word = line.maybe(field)
    if word is None:
        return None
    if not _NUMBER.fullmatch(word):
        raise line.fault(f'"{field}": {word!r} is no number; write it as "230000" or "74.5"')
    plain = format(Decimal(word), "f")
    return (plain.rstrip("0").rstrip(".") or "0") if "." in plain else plain


def content_of(line: Line, text: Text) -> Content:
    """Return the content that a claim's object states about a text. Raises Misused."""
    line.only(_CLAIM)
    kind = line.one_of("kind", Kind)
    value, low, high, unit = decimal(line, "value"), decimal(line, "min"), decimal(line, "max"), line.maybe("unit")
    if kind is Kind.COUNT and (value is None or unit is None):
        raise line.fault("a count has a value and a unit: " + line.text("quote")[:80])
    if kind is not Kind.COUNT and (value, low, high, unit) != (None, None, None, None):
        raise line.fault(f"only a count has a value, bounds and a unit, not a {kind}: " + line.text("quote")[:80])
    if any(a is not None and b is not None and Decimal(a) > Decimal(b) for a, b in ((low, value), (value, high), (low, high))):
        raise line.fault(f'"min", "value" and "max" must rise: {low}, {value}, {high}')
    return Content(
        kind=kind, anchor=anchor_of(line, text), modality=line.one_of("modality", Modality), said_by=line.texts("said_by"),
        value=value, min=low, max=high, unit=unit,
        subject=line.maybe("subject"), object=line.maybe("object"), place=line.maybe("place"), place_id=line.maybe("place_id"),
        time=moment(line, "time"), part_of=_whole(line, text), names=line.texts("names"),
        list=line.one_of("list", Listing) if line.maybe("list") else None, scope=scope_of(line),
        method=line.maybe("method"), service=line.maybe("service"), language=text.language,
    )


def _whole(line: Line, text: Text) -> Span | None:
    if line.said.get("part_of") is None:
        return None
    anchor = anchor_of(line.inner("part_of"), text)
    return Span(start=anchor.start, end=anchor.end)


def scope_of(line: Line) -> Scope | None:
    """Return the scope that a line states. Raises Misused."""
    said: Json = line.said.get("scope")
    if said is None:
        return None
    try:
        return decode(Scope, said, where='"scope"')
    except ValueError as fault:
        raise line.fault(str(fault)) from None


def known_place(desk: Desk, line: Line) -> None:
    """Raise Misused where a line's `place_id` is no place of the gazetteer."""
    ident = line.maybe("place_id")
    if ident is not None and desk.view.place(ident) is None:
        raise line.fault(f'"place_id": {ident!r} is no place of the gazetteer')


def accepted(desk: Desk, content: Content, *, ident: str) -> Claim:
    """Note a claim for the lines that follow, and return it."""
    before = desk.ahead.claims.get(ident) or desk.view.claim(ident)
    claim = Claim(id=ident, version=content.version, content=content, question=before.question if before else None)
    desk.ahead.claims[ident] = claim
    return claim


def _accept(desk: Desk, line: Line) -> list[Payload]:
    document = document_of(desk, line)
    inner = line.inner("claim")
    content = content_of(inner, text_of(desk, line, document))
    known_place(desk, inner)
    known = same_claim(desk, content)
    if known is not None:
        return []
    replaced = claim_of(desk, line, line.said["replaces"]) if line.said.get("replaces") is not None else None
    claim = accepted(desk, content, ident=replaced.id if replaced else desk.new_id())
    mended = line.text("decision") == "mend" or replaced is not None
    payload = d.ClaimAccepted(
        claim=claim.id, version=claim.version, content=content, drafted_by=line.text("drafted_by", "person"), mended=mended,
        note=line.text("note", ""),
    )
    return [("claim-accepted", payload)]


def _reject(desk: Desk, line: Line) -> list[Payload]:
    document = document_of(desk, line)
    anchor = anchor_of(line, text_of(desk, line, document))
    rejected = d.DraftRejected(
        document=document.sha256, text=anchor.text, kind=line.one_of("kind", Kind), value=decimal(line, "value"),
        start=anchor.start, end=anchor.end, reason=line.text("reason"),
    )
    return [] if said_before(desk, "draft-rejected", rejected) else [("draft-rejected", rejected)]


def _withdraw(desk: Desk, line: Line) -> list[Payload]:
    reason = line.text("reason")
    try:
        claim = claim_of(desk, line, line.said.get("claim"))
    except Misused:
        if withdrawn_before(desk, line, line.said.get("claim")):
            return []
        raise
    desk.ahead.withdrawn.add(claim.id)
    return [("claim-withdrawn", d.ClaimWithdrawn(claim=claim.id, reason=reason))]


def _disclose(desk: Desk, line: Line) -> list[Payload]:
    document = document_of(desk, line)
    chosen = line.one_of("as", Disclosure)
    if desk.ahead.chosen.get(document.sha256, document.disclosure) is chosen:
        return []
    desk.ahead.chosen[document.sha256] = chosen
    return [("disclosure-chosen", d.DisclosureChosen(document=document.sha256, disclosure=chosen))]


def _classify(desk: Desk, line: Line) -> list[Payload]:
    second = line.maybe("seconded_by")
    named = d.NameClassified(
        name=line.text("name"), as_=line.one_of("as", d.NameClass), role=line.text("role", ""), reason=line.text("reason", ""),
        neutral=line.text("neutral", ""), seconded_by=person_of(desk, line, second) if second else None,
    )
    if len(re.findall(r"[^\W_]", named.name)) < 2 or len(named.name) > LONGEST_NAME:
        raise line.fault(f'"name": {named.name!r} is no name of 2 letters at least and {LONGEST_NAME} at most')
    if named.as_ is d.NameClass.PRIVATE and not named.neutral.strip():
        raise line.fault(f'"{named.name}" is private: give the neutral word that replaces it ("neutral")')
    if named.as_ is d.NameClass.PRIVATE and named.name.casefold() in named.neutral.casefold():
        raise line.fault(f'"neutral": {named.neutral!r} would say the name {named.name!r} again')
    if named.as_ is d.NameClass.PUBLIC_ROLE and not (named.role and named.reason and named.seconded_by):
        raise line.fault(f'a public role needs "role", "reason" and a second person ("seconded_by"): {named.name!r}')
    if named.seconded_by and named.seconded_by == person_of(desk, line):
        raise line.fault(f'"{second}" cannot second their own decision on {named.name!r}')
    if any(name.classified == named for name in desk.view.names()):
        return []
    return [("name-classified", named)]


def _permit_host(desk: Desk, line: Line) -> list[Payload]:
    """Two people let texts of a case be sent to a host; one is enough to take it back, and where the case has one person."""
    host, second = line.text("host").lower(), line.maybe("seconded_by")
    permitted = HostPermitted(
        host=host, reason=line.text("reason"), seconded_by=person_of(desk, line, second) if second else None,
        permitted=line.text("decision") == "permit-host",
    )
    if not _HOST.fullmatch(host):
        raise line.fault(f'"host": {host!r} is no name of a host, as models.example.org')
    if permitted.permitted and not second and not desk.solo:
        raise line.fault(f'texts go to {host!r} when two people agree: name the second in "seconded_by"')
    if permitted.seconded_by and permitted.seconded_by == person_of(desk, line):
        raise line.fault(f'"{second}" cannot second their own decision on {host!r}')
    return [("host-permitted", permitted)]


def _tie(desk: Desk, line: Line) -> list[Payload]:
    sort = line.text("as")
    if sort not in ("demands", "follows", "part-of-campaign", "service-at"):
        raise line.fault(f'"as": {sort!r} is no tie between claims')
    one, other = claim_of(desk, line, line.said.get("from")), claim_of(desk, line, line.said.get("to"))
    if one.id == other.id:
        raise line.fault("a claim is not tied to itself")
    tied = d.Tied(tie=desk.new_id(), from_=one.id, to=other.id, sort=sort)
    return [] if said_before(desk, "tied", tied, but="tie") else [("tied", tied)]


def _site(desk: Desk, line: Line) -> list[Payload]:
    counted = line.text("counted", "yes")
    if counted not in ("yes", "no", "unknown"):
        raise line.fault(f'"counted": {counted!r} is none of yes, no, unknown')
    known_place(desk, line)
    opened = d.SiteOpened(
        site=line.text("site", "") or desk.new_id(), title=line.text("title"), city=line.maybe("city"), country=line.text("country"),
        place_id=line.maybe("place_id"), ordinal=line.number_of("ordinal", 1), stations=line.number_of("stations", 1),
        counted=counted, overlaps=line.text("overlaps", ""), claims=_ids(desk, line, "claims"),
        controlled_by=tuple(_controlled(desk, line, said) for said in line.list("controlled_by")),
        finding_of_host=line.text("finding_of_host", ""), finding_date=edtf(line, "finding_date"),
        finding_claims=_ids(desk, line, "finding_claims"), status=line.text("status", "tnr.S8"), status_date=edtf(line, "status_date"),
    )
    if opened.counted == "no" and not opened.overlaps:
        raise line.fault('"counted" is no: say in "overlaps" why it may not be added')
    but, standing = "" if line.said.get("site") else "site", [site.opened for site in desk.view.sites()]
    return [] if said_before(desk, "site-opened", opened, but=but, standing=standing) else [("site-opened", opened)]


def edtf(line: Line, field: str) -> str | None:
    """Return a field that must be a time in EDTF, as written. Raises Misused."""
    time = moment(line, field)
    return time.edtf if time else None


def _ids(desk: Desk, line: Line, field: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(claim_of(desk, line, said).id for said in line.list(field)))


def _controlled(desk: Desk, line: Line, said: Json) -> d.Controlled:
    if not isinstance(said, dict):
        raise line.fault('"controlled_by" is a list of objects with body, claims, since, until')
    inner = line.within(said)
    inner.only(frozenset({"body", "claims", "since", "until"}))
    claims = [claim_of(desk, inner, ref) for ref in inner.list("claims")]
    if not claims or any(claim.content.kind is not Kind.CONTROL for claim in claims):
        raise line.fault("a controlling body rests on `control` claims, one at least: a link is weaker and never stands here")
    since, until = relation(inner)
    return d.Controlled(body=inner.text("body"), claims=tuple(claim.id for claim in claims), since=since, until=until)


def relation(line: Line) -> tuple[str | None, str | None]:
    """Return from when on and until when a body runs a place: one time each, no intervals. Raises Misused."""
    since, until = edtf(line, "since"), edtf(line, "until")
    for field, time in (("since", since), ("until", until)):
        if time is not None and "/" in time:
            raise line.fault(f'"{field}": {time!r} is an interval: give one time')
    if since is not None and until is not None:
        try:
            when(f"{since}/{until}")
        except ValueError as fault:
            raise line.fault(f'"since", "until": {fault}') from None
    return since, until


_FORMS: dict[str, tuple[frozenset[str], Callable[[Desk, Line], list[Payload]]]] = {
    "accept": (frozenset({"document", "claim", "drafted_by", "note"}), _accept),
    "mend": (frozenset({"document", "claim", "drafted_by", "note", "replaces"}), _accept),
    "reject": (_ANCHOR | {"document", "kind", "value", "reason"}, _reject),
    "withdraw": (frozenset({"claim", "reason"}), _withdraw),
    "disclose": (frozenset({"document", "as"}), _disclose),
    "classify": (frozenset({"name", "as", "role", "reason", "neutral", "seconded_by"}), _classify),
    "permit-host": (frozenset({"host", "reason", "seconded_by"}), _permit_host),
    "forbid-host": (frozenset({"host", "reason"}), _permit_host),
    "tie": (frozenset({"from", "to", "as"}), _tie),
    "site": (
        frozenset({
            "site", "title", "city", "country", "place_id", "ordinal", "stations", "counted", "overlaps", "claims", "controlled_by",
            "finding_of_host", "finding_date", "finding_claims", "status", "status_date",
        }),
        _site,
    ),
}
"""Each form: which fields it knows, and what it makes."""
