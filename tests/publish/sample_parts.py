"""Registry, roll-ups, rules, runs, conclusions and replies of the sample release."""

from __future__ import annotations

from sample_material import AT, COUNTS, TOWNS, sha

from witnessmark.records import decisions as d
from witnessmark.records.assembly import RollUp, Tally
from witnessmark.records.claims import Claim, Modality, When
from witnessmark.records.findings import Finding, Grain, Quoted, Rule, Run, Verdict
from witnessmark.records.view import Conclusion, Reply, Site


def sites() -> tuple[Site, ...]:
    said = {
        "Madrid": ("c-mad",),
        "Barcelona": ("c-bcn", "c-link"),
        "Valencia": ("c-val",),
        "Santiago de Compostela": ("c-scq",),
        "Dublin": ("c-dub",),
    }
    out = []
    for (ident, town, _, country, *_), stations in zip(TOWNS, COUNTS, strict=True):
        spain, barcelona = country == "Spain", town == "Barcelona"
        opened = d.SiteOpened(
            site=f"s-{ident[3:]}",
            title=f"{town} {'desks' if stations > 1 else 'desk'}",
            city=town,
            country=country,
            place_id=ident,
            ordinal=1,
            stations=stations,
            counted="yes",
            overlaps="",
            claims=said.get(town, ("c-world-3",)),
            controlled_by=(
                d.Controlled(body="Fuzhou public security bureau", claims=("c-fuz",), since="2022-01"),
                d.Controlled(body="Qingtian public security bureau", claims=("c-qin",)),
            )
            if barcelona
            else (),
            finding_of_host="The interior ministry checks the reports; it knows of no agreement on joint stations." if spain else "",
            finding_date="2023-01-16" if spain else None,
            finding_claims=("c-host", "c-es-deny") if spain else (),
            status="tnr.S5" if town in ("Dublin", "Prague") else "tnr.S3" if spain else "tnr.S8",
            status_date="2022-10-26" if town == "Dublin" else None,
        )
        out.append(opened)
    out.append(
        d.SiteOpened(
            site="s-manresa",
            title="Manresa desk",
            city="Manresa",
            country="Spain",
            place_id=None,
            ordinal=1,
            stations=1,
            counted="no",
            overlaps="Two sources split Barcelona's three as two and one in Manresa.",
            claims=("c-bcn",),
        )
    )
    out.append(
        d.SiteOpened(
            site="s-sicily",
            title="Sicily, town not given",
            city=None,
            country="Italy",
            place_id=None,
            ordinal=1,
            stations=1,
            counted="unknown",
            overlaps="No town is given, so it may be one of the others in Italy.",
            claims=("c-world-3",),
        )
    )
    return tuple(Site(entry=sha("site" + o.site)[:32], at=AT, by="person-a", opened=o) for o in out)


def rollups(all_sites: tuple[Site, ...]) -> tuple[RollUp, ...]:
    def roll(by: str, line: dict[str, list[d.SiteOpened]]) -> RollUp:
        tallies = tuple(
            Tally(
                name=name,
                place=None,
                stations=sum(o.stations for o in group if o.counted == "yes"),
                not_added=sum(o.stations for o in group if o.counted != "yes"),
                sites=tuple(o.site for o in group),
                claims=tuple(dict.fromkeys(c for o in group for c in o.claims)),
            )
            for name, group in sorted(line.items(), key=lambda pair: (pair[0] == "unassigned", -sum(o.stations for o in pair[1]), pair[0]))
        )
        return RollUp(
            by=by,
            lines=tallies,
            stations=sum(t.stations for t in tallies),
            not_added=sum(t.not_added for t in tallies),
            standard="Countries after ISO 3166-1. A place that has no line stands under “unassigned”; no row is dropped.",
        )

    continents = {t[3]: t[4] for t in TOWNS}
    out: dict[str, dict[str, list[d.SiteOpened]]] = {"country": {}, "city": {}, "continent": {}, "body": {}}
    for site in all_sites:
        o = site.opened
        out["country"].setdefault(o.country, []).append(o)
        out["city"].setdefault(f"{o.city}, {o.country}" if o.city else "unassigned", []).append(o)
        out["continent"].setdefault(continents.get(o.country, "unassigned"), []).append(o)
        out["body"].setdefault(
            " / ".join(t.body for t in o.controlled_by) + " (not divided)" if o.controlled_by else "unassigned", []
        ).append(o)
    return tuple(roll(by, line) for by, line in out.items())


def rule(code: str, name: str, *, house: bool = False, grain: Grain = Grain.CASE) -> Rule:
    page = (
        f"{code} {name}.\n\nChecks: one total against the parts that the same text gives.\nWhy it matters: a wrong sum is noticed by\n"
        "the other side first.\nHolds: 3 + 3 + 2 + 1 = 9.\nFails: nine, eight listed.\nCannot tell: the list is open (“such as”).\n"
        "Known limits: ranges are compared by their bounds.\nWhat to do: look at both quotations; mend a claim or answer the finding."
    )
    return Rule(code=code, name=name, house=house, grain=grain, since="0.1", page=page)


RULES = (
    rule("P001", "bytes-changed", house=True),
    rule("L001", "chain-broken", house=True),
    rule("Q001", "quote-not-found", house=True),
    rule("A003", "hedge-lost"),
    rule("N001", "sum-mismatch"),
    rule("N002", "named-fewer-than-counted"),
    rule("N003", "total-differs"),
    rule("N005", "scope-differs"),
    rule("S001", "single-origin"),
    rule("S003", "source-ungraded"),
    rule("S004", "origin-not-held"),
    rule("C002", "denial-on-record"),
    rule("G002", "registry-differs-from-claim"),
    rule("P002", "no-outside-time"),
    rule("W001", "conclusion-without-claim", house=True),
    rule("D001", "protected-name", house=True, grain=Grain.OUTPUT),
    rule("D004", "third-party-request", house=True, grain=Grain.OUTPUT),
    rule("X001", "rule-stopped", house=True, grain=Grain.TOOL),
)


def quoted(one: Claim) -> Quoted:
    a = one.content.anchor
    return Quoted(document=a.document, quote=a.quote, start=a.start, end=a.end)


def runs(by_id: dict[str, Claim]) -> tuple[Run, ...]:
    def f(code: str, verdict: Verdict, about: tuple[str, ...], message: str, *quotes: str, **facts: str) -> Finding:
        return Finding(
            code=code,
            verdict=verdict,
            about=about,
            message=message,
            facts=tuple(sorted(facts.items())),
            quotes=tuple(quoted(by_id[q]) for q in quotes),
        )

    holds, fails, unknown = Verdict.HOLDS, Verdict.FAILS, Verdict.CANNOT_TELL
    found = {
        "Q001": tuple(f("Q001", holds, (c,), "The quotation stands at its anchor.", c) for c in by_id),
        "N001": (
            f(
                "N001",
                holds,
                ("q-es", "c-es-9", "c-mad", "c-bcn", "c-val", "c-scq"),
                "3 + 3 + 2 + 1 = 9, as stated.",
                "c-es-9",
                "c-mad",
                "c-bcn",
                "c-val",
                "c-scq",
                total="9",
            ),
        ),
        "N003": (
            f(
                "N003",
                fails,
                ("q-world", "c-world-2", "c-world-3"),
                "Two counts of one speaker differ: 54 in September and 102 in December 2022.",
                "c-world-2",
                "c-world-3",
                totals="54, 102",
            ),
        ),
        "N005": (
            f(
                "N005",
                fails,
                ("q-world", "c-world-1", "c-world-2"),
                "54 belongs to 30 countries and 30 to 21; cited together as 54 in 21.",
                "c-world-1",
                "c-world-2",
                a="54/30",
                b="54/21",
            ),
        ),
        "A003": (
            f(
                "A003",
                fails,
                ("c-es-9b", "c-es-9"),
                "The later page states plainly what the earlier one only supposed.",
                "c-es-9",
                "c-es-9b",
            ),
        ),
        "S001": (f("S001", fails, ("q-world",), "The question rests on one origin, however many repeat it.", origins="1"),),
        "S003": (f("S003", fails, (), "Three sources have no grade.", n="3"),),
        "S004": (f("S004", fails, ("c-deny",), "The first utterance is not among the documents.", "c-deny"),),
        "C002": (
            f("C002", fails, ("q-world", "c-deny"), "The foreign ministry's spokesperson denies that such stations exist.", "c-deny"),
        ),
        "G002": (
            f(
                "G002",
                fails,
                ("q-world",),
                "The registry adds up to 24 stations; 54 and 102 are claimed.",
                "c-world-2",
                "c-world-3",
                registry="24",
            ),
        ),
        "P002": (f("P002", unknown, (), "No token of a time authority is held.", n="0"),),
    }
    codes = [r.code for r in RULES if r.grain is Grain.CASE]
    return tuple(Run(code=code, completed=True, findings=found.get(code, ())) for code in codes)


def conclusions(by_id: dict[str, Claim]) -> tuple[Conclusion, ...]:
    def cite(*idents: str) -> tuple[d.Cited, ...]:
        return tuple(d.Cited(claim=i, version=by_id[i].version) for i in idents)

    drawn = (
        d.ConclusionDrawn(
            conclusion="k-1",
            question="q-es",
            modality=Modality.HEDGED,
            value="9",
            unit="station",
            place="Spain",
            speakers=("Safeguard Defenders",),
            sentences=(
                d.Sentence(
                    language="en", text="Safeguard Defenders reports nine such offices in Spain; by its account three may be in Barcelona."
                ),
                d.Sentence(
                    language="es",
                    text="Safeguard Defenders cuenta nueve oficinas de este tipo en España; según su relato, tres estarían en Barcelona.",
                ),
            ),
            claims=cite("c-es-9", "c-mad", "c-bcn", "c-val", "c-scq"),
            accuses=("Cultural Association of Vell", "Foreign ministry"),
        ),
        d.ConclusionDrawn(
            conclusion="k-2",
            question="q-people",
            modality=Modality.ASSERTED,
            value="230000",
            unit="person",
            speakers=("the government",),
            sentences=(
                d.Sentence(
                    language="en",
                    text="By its own figure the government persuaded 230,000 people to return between April 2021 and July 2022.",
                ),
            ),
            claims=cite("c-230k"),
            time=When(edtf="2021-04/2022-07", earliest="2021-04-01", latest="2022-07-31"),
        ),
    )
    return tuple(Conclusion(entry=sha(k.conclusion)[:32], at=AT, by="person-b", drawn=k) for k in drawn)


def replies() -> tuple[Reply, ...]:
    rows = (
        d.ReplyRecorded(
            reply="r-1",
            who="Cultural Association of Vell",
            sort=d.Accused.ASSOCIATION,
            asked_at="2024-01-10",
            how="letter and mail",
            deadline="2024-01-31",
            outcome=d.Outcome.ANSWERED,
            conclusions=("k-1",),
            words="We rent out a room for help with forms. We have no tie to any police, and asked nobody to travel.",
        ),
        d.ReplyRecorded(
            reply="r-2",
            who="Foreign ministry",
            sort=d.Accused.STATE,
            asked_at="2024-01-10",
            how="mail",
            deadline="2024-01-31",
            outcome=d.Outcome.SILENT,
            words="",
            conclusions=("k-1",),
        ),
    )
    return tuple(Reply(entry=sha(r.reply)[:32], at=AT, by="person-a", recorded=r) for r in rows)
