"""Documents, texts and claims of the sample release; hostile words to put behind every text."""

from __future__ import annotations

import dataclasses
import hashlib

from witnessmark.records.claims import Claim, Content, Kind, Listing, Modality, Scope, When
from witnessmark.records.documents import Disclosure, Document, How, Reading, Receipt, Received, State
from witnessmark.records.texts import Text

AT = "2024-03-05T10:00:00Z"
NOTICE = "EXERCISE, NOT EVIDENCE"

HOSTILE = (
    "</script><script>alert(1)</script>",
    '"><img src=https://evil.example/x.png onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "\u202eevil\u2066 \u05d0\u05d1\u05d2 \u0627\u0644\u0634\u0631\u0637\u0629",
    "W" * 300,
    '=HYPERLINK("https://evil.example";"x")',
    "+1+1",
    "@SUM(A1)",
    "\uff1dcmd",
    "-2+3",
    "\t=1",
    "{{ 7*7 }} {% raw %} {# no #}",
    "<!-- --> ]]> &amp; &#0; <style>*{}</style>",
    "javascript:alert(1)",
    "a\nb\u2028c\u0007d",
    "\U0001f469\u200d\U0001f469\u200d\U0001f467 e\u0301 \ufb01",
    "'=quoted",
    "../../etc/passwd",
    "|cmd|' /C calc'!A0",
)


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


DOCS = {
    name: (sha(name), title, publisher, published, language, text)
    for name, title, publisher, published, language, text in (
        (
            "ledger",
            "Nine offices that nobody announced",
            "The Harbour Ledger",
            "2022-10-26",
            "en",
            (
                "The group counts 54 stations in 21 countries on five continents. In Spain there would be nine: three in Madrid, "
                "three in Barcelona, two in Valencia and one in Santiago de Compostela, apparently run from two cities. According to"
                " the group, the government says that 230,000 people were persuaded to return between April 2021 and July 2022. The "
                "offices in Barcelona are linked to a cultural association."
            ),
        ),
        (
            "report",
            "Overseas desks: a summary (our paraphrase)",
            "Safeguard Defenders",
            "2022-09-12",
            "en",
            (
                "This paper finds 54 stations in 30 countries. Thirty of them, in 21 countries, belong to one bureau. The Fuzhou "
                "bureau runs two of the Barcelona desks; the Qingtian bureau runs the third."
            ),
        ),
        (
            "second",
            "Patrol and persuade: a summary (our paraphrase)",
            "Safeguard Defenders",
            "2022-12-05",
            "en",
            "A further 48 were found, which makes 102 stations in 53 countries.",
        ),
        (
            "diario",
            "Las comisarías que nadie anunció",
            "El Faro del Sur",
            "2022-11-29",
            "es",
            (
                "La organización cuenta nueve comisarías en España: tres en Madrid, tres en Barcelona, dos en Valencia y una en "
                "Santiago. El Ministerio del Interior dice que comprueba las informaciones y niega que exista acuerdo alguno."
            ),
        ),
        (
            "agency1",
            "Group counts 54 secret desks",
            "Morning Post of Vell",
            "2022-10-27",
            "en",
            "Campaigners count 54 stations in 21 countries, the agency reported.",
        ),
        (
            "agency2",
            "Fifty-four desks, says group",
            "Vell Evening News",
            "2022-10-27",
            "en",
            "There are 54 stations in 21 countries, campaigners say.",
        ),
        (
            "agency3",
            "Secret desks on five continents",
            "Tide Weekly",
            "2022-10-28",
            "en",
            "Campaigners count 54 stations in 21 countries around the globe.",
        ),
        (
            "zh",
            "外交部发言人就所谓海外警务站答记者问",
            "外交部（我方转述，原件未存）",
            "2022-11-02",
            "zh-Hans",
            "发言人表示，所谓“海外警察站”并不存在，有关场所是由志愿者运营的服务站，为当地华侨办理驾照换领等手续。",
        ),
        ("ug", "خەۋەر", "ساھىل خەۋىرى", "2022-11-10", "ug", "خەۋەرلەرگە ئاساسلانغاندا، چەت ئەلدە 54 ساقچى پونكىتى بار."),
        (
            "sheet",
            "Places (spreadsheet of the team)",
            "",
            "2023-01",
            "en",
            "Ireland\tDublin\t1\tclosed\nNetherlands\tAmsterdam\t1\tordered closed\nNetherlands\tRotterdam\t1\tordered closed",
        ),
        (
            "hostanswer",
            "Answer of a host country (our paraphrase)",
            "Interior ministry",
            "2023-01-16",
            "en",
            "The ministry checks the reports and knows of no agreement on joint stations.",
        ),
    )
}

TOWNS = (
    ("gn:3117735", "Madrid", "ES", "Spain", "Europe", "40.4165", "-3.70256"),
    ("gn:3128760", "Barcelona", "ES", "Spain", "Europe", "41.38879", "2.15899"),
    ("gn:2509954", "Valencia", "ES", "Spain", "Europe", "39.46975", "-0.37739"),
    ("gn:3109642", "Santiago de Compostela", "ES", "Spain", "Europe", "42.88052", "-8.54569"),
    ("gn:2964574", "Dublin", "IE", "Ireland", "Europe", "53.33306", "-6.24889"),
    ("gn:2759794", "Amsterdam", "NL", "Netherlands", "Europe", "52.37403", "4.88969"),
    ("gn:2747891", "Rotterdam", "NL", "Netherlands", "Europe", "51.9225", "4.47917"),
    ("gn:2988507", "Paris", "FR", "France", "Europe", "48.85341", "2.3488"),
    ("gn:3067696", "Prague", "CZ", "Czechia", "Europe", "50.08804", "14.42076"),
    ("gn:5128581", "New York City", "US", "United States", "Americas", "40.71427", "-74.00597"),
    ("gn:6167865", "Toronto", "CA", "Canada", "Americas", "43.70643", "-79.39864"),
    ("gn:3435910", "Buenos Aires", "AR", "Argentina", "Americas", "-34.61315", "-58.37723"),
    ("gn:2332459", "Lagos", "NG", "Nigeria", "Africa", "6.45407", "3.39467"),
    ("gn:1850147", "Tokyo", "JP", "Japan", "Asia", "35.6895", "139.69171"),
    ("gn:2147714", "Sydney", "AU", "Australia", "Oceania", "-33.86785", "151.20732"),
)
COUNTS = (3, 3, 2, 1, 1, 1, 1, 2, 2, 1, 3, 1, 1, 1, 1)


def document(name: str) -> Document:
    sha256, title, publisher, published, language, text = DOCS[name]
    receipt = Receipt(
        document=sha256,
        size=len(text) * 7,
        media="text/html" if name != "sheet" else "text/csv",
        name=f"{name}.html",
        came_from="",
        how=How.FILE,
        tool="witnessmark 0.1.0",
        url=f"https://outlet.example/{name}" if name.startswith("agency") else None,
    )
    reading = Reading(
        document=sha256,
        state=State.READ,
        reason="",
        reader="html",
        reader_version="1",
        text=sha(text),
        layout=None,
        tree=sha("tree" + name),
        title=title,
        publisher=publisher,
        published=published,
        language=language,
    )
    receipts = [Received(entry=sha("entry" + name)[:32], at="2024-02-01T09:00:00Z", by="person-a", receipt=receipt)]
    if name == "ledger":
        again = dataclasses.replace(receipt, how=How.MAIL, name="fwd: nine offices.eml", remark="attachment 2 of a mail")
        receipts.append(Received(entry=sha("again")[:32], at="2024-02-03T16:20:11Z", by="person-b", receipt=again))
    disclosure = {"report": Disclosure.HASH_ONLY, "sheet": Disclosure.WHOLE}.get(name, Disclosure.PASSAGES)
    return Document(sha256=sha256, size=receipt.size, media=receipt.media, receipts=tuple(receipts), reading=reading, disclosure=disclosure)


def text(name: str) -> Text:
    sha256, title, publisher, published, language, content = DOCS[name]
    return Text(
        document=sha256,
        reader="html",
        reader_version="1",
        content=content,
        title=title,
        publisher=publisher,
        published=published,
        language=language,
    )


def claim(
    ident: str, name: str, quote: str, kind: Kind, *, question: str | None = None, modality: Modality = Modality.ASSERTED, **fields: object
) -> Claim:
    one = text(name)
    start = one.content.index(quote)
    content = Content(
        kind=kind,
        anchor=one.anchor(start, start + len(quote)),
        modality=modality,
        language=DOCS[name][4],
        **fields,  # type: ignore[arg-type]
    )
    return Claim(id=ident, version=content.version, content=content, question=question, at=AT, entry=sha("accepted" + ident)[:32])


def count(ident: str, name: str, quote: str, value: str, unit: str = "station", **fields: object) -> Claim:
    return claim(ident, name, quote, Kind.COUNT, value=value, unit=unit, **fields)


def claims() -> tuple[Claim, ...]:
    sd = ("Safeguard Defenders",)
    spain = {"place": "Spain", "place_id": "cc:ES"}
    span = When(edtf="2021-04/2022-07", earliest="2021-04-01", latest="2022-07-31")
    world = [
        count(
            "c-world-1",
            "ledger",
            "54 stations in 21 countries",
            "54",
            question="q-world",
            said_by=sd,
            scope=Scope(whose="Safeguard Defenders", places="21 countries"),
        ),
        count("c-world-2", "report", "54 stations in 30 countries", "54", question="q-world", scope=Scope(places="30 countries")),
        count("c-world-3", "second", "102 stations in 53 countries", "102", question="q-world"),
        count("c-world-4", "agency1", "54 stations in 21 countries", "54", question="q-world", said_by=sd),
        count("c-world-5", "agency2", "54 stations in 21 countries", "54", question="q-world", said_by=sd),
        count("c-world-6", "agency3", "54 stations in 21 countries", "54", question="q-world", said_by=sd),
        count("c-world-7", "ug", "54 ساقچى پونكىتى", "54", question="q-world", modality=Modality.HEDGED),
        claim("c-deny", "zh", "所谓“海外警察站”并不存在", Kind.DENIAL, question="q-world", said_by=("外交部发言人",)),
    ]
    nine = [
        count("c-es-9", "ledger", "nine", "9", question="q-es", said_by=sd, modality=Modality.HEDGED, list=Listing.CLOSED, **spain),
        count("c-es-9b", "diario", "nueve comisarías en España", "9", question="q-es", said_by=sd, **spain),
        count("c-mad", "ledger", "three in Madrid", "3", question="q-es", said_by=sd, place="Madrid", place_id="gn:3117735"),
        count("c-bcn", "ledger", "three in Barcelona", "3", question="q-es", said_by=sd, place="Barcelona", place_id="gn:3128760"),
        count("c-val", "ledger", "two in Valencia", "2", question="q-es", said_by=sd, place="Valencia", place_id="gn:2509954"),
        count(
            "c-scq",
            "ledger",
            "one in Santiago de Compostela",
            "1",
            question="q-es",
            said_by=sd,
            place="Santiago de Compostela",
            place_id="gn:3109642",
        ),
        claim(
            "c-es-deny",
            "diario",
            "niega que exista acuerdo alguno",
            Kind.DENIAL,
            question="q-es",
            said_by=("Ministerio del Interior",),
            **spain,
        ),
    ]
    rest = [
        count(
            "c-230k",
            "ledger",
            "230,000 people",
            "230000",
            "person",
            question="q-people",
            said_by=("Safeguard Defenders", "the government"),
            time=span,
        ),
        claim(
            "c-link",
            "ledger",
            "The offices in Barcelona are linked to a cultural association",
            Kind.LINK,
            subject="offices in Barcelona",
            object="a cultural association",
        ),
        claim(
            "c-fuz",
            "report",
            "The Fuzhou bureau runs two of the Barcelona desks",
            Kind.CONTROL,
            subject="Fuzhou bureau",
            object="two desks",
            place="Barcelona",
        ),
        claim(
            "c-qin",
            "report",
            "the Qingtian bureau runs the third",
            Kind.CONTROL,
            subject="Qingtian bureau",
            object="one desk",
            place="Barcelona",
        ),
        claim("c-host", "hostanswer", "knows of no agreement on joint stations", Kind.MEASURE, said_by=("the ministry",), **spain),
        claim("c-dub", "sheet", "Ireland\tDublin\t1\tclosed", Kind.PRESENCE, place="Dublin", place_id="gn:2964574"),
    ]
    return (*world, *nine, *rest)
