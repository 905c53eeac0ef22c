"""How many documents of 450 words a second the finders read on one core, and the peak of memory.

    python bench/find.py [--documents 400] [--telling 0.2] [--seed 7] [--profile]

Documents are generated: invented outlets and figures; a share of the sentences (`--telling`) holds numbers, speakers and deeds, the others
are plain prose. A fifth is what a crawl on the subject has, a half is an article that is about nothing else. Each bulk is read by a process
of its own, which remembers no sentence when it begins:

- `alike`: the same few plain sentences in every document, as in texts with much boilerplate; no two documents are the same.
- `apart`: no two sentences are the same, the hardest case: nothing that was read once is of use again.
- `copies`: as `apart`, but one document in six is a wire story under another headline and day, one in six has half of its sentences from
  an earlier one, and each ends with the same lines of its outlet, as pages of a crawl do.

`--profile` prints the share of the time by stage as well; timing the stages slows the reading itself by a few hundredths.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import resource
import time
from collections.abc import Callable
from typing import Any

from witnessmark.extract.find import find
from witnessmark.records.texts import Text

WORDS = 450
CITIES = "Madrid Barcelona Valencia Lisbon Porto Rome Milan Paris London Glasgow Dublin Prague Budapest Athens Toronto Lagos Maseru".split()
LANDS = "Spain Italy France Portugal Ireland Canada Nigeria Hungary Greece Austria Serbia Sweden".split()
BODIES = ["Harbour Watch", "Lantern Rights", "Open Doors Monitor", "Northern Ledger", "the Coastal Institute"]
TELLING = [
    "{body} counts {n} stations in {m} countries, {k} of them in {land}.",
    "According to {body}, three were opened in {city}, another two in {city2} and one in {city3}.",
    "The ministry said on Tuesday that it had opened an investigation into the office in {city}.",
    "The embassy denied that the offices in {land} were police stations.",
    "Between April 2021 and July 2022 more than {n},000 people were persuaded to return, the government says.",
    "The stations would be linked to {k} associations in {land}, the group suspects.",
    "Relatives of {k} exiles were threatened by officers in {month} {year}, {body} reports.",
]
PLAIN = [
    "The street is quiet in the morning and the shop on the corner sells bread and newspapers to people on their way to work.",
    "Rain fell over the harbour and the ferries were late, as they often are at the end of autumn.",
    "Inside there is a counter, a row of plastic chairs and a calendar with a picture of a bridge on the wall.",
    "A neighbour waters the plants and waves at the children who walk home from school past the old mill.",
    "Much of the discussion turns on words, and on what a reader makes of them when the context is gone.",
    "The building was put up before the war by a merchant whose name is still carved above the door.",
    "Nothing in the window tells a visitor what happens behind the blinds or who pays the rent.",
    "The river bends here, and from the hill one sees the roofs of the lower town and the light on the water.",
]
VARIED = [
    "The {a} {n} is {b} in the {m} and the {n2} on the corner sells {x} and {y} to people on their way to work.",
    "Rain fell over the {n} and the {n2}s were late, as the {a} {m} often is at the end of {s}.",
    "Inside the {n} there is a {a} counter, a row of {b} chairs and a picture of a {n2} with {x} on the wall.",
    "A {a} neighbour waters the {x} and waves at the children who walk home past the {b} {n} and the {n2}.",
    "Much of the {m} talk about the {n} turns on {x}, and on what a {a} reader makes of the {b} {n2}.",
    "The {n} was put up before the {a} {n2} by a merchant whose {b} name is still carved above the {x}.",
    "Nothing in the {a} window of the {n} tells a visitor what happens in the {m} behind the {b} {n2}.",
    "The river bends at the {n}, and from the {a} hill one sees the roofs of the {b} {n2} and the light on the {x}.",
]
SLOTS = {
    "a": "old new grey narrow broad quiet bright dusty plain wooden painted distant empty famous humble windy shady steep curved solid".split(),
    "b": "green yellow brown rusty polished broken modest tidy crooked faded heavy gentle smooth rough round square tiny silent warm cool".split(),
    "n": "street bridge mill tower market garden cellar chapel library museum station-house theatre school orchard pier quay fountain".split(),
    "n2": "ferry cart wagon tram bakery laundry barn stable workshop kiosk lighthouse windmill courtyard staircase balcony gate well".split(),
    "m": "morning evening afternoon night summer winter spring autumn weekend holiday".split(),
    "s": "autumn winter spring summer harvest term".split(),
    "x": "bread flowers paper apples lamps water stone glass wool honey cheese paint rope timber copper salt linen pottery".split(),
    "y": "newspapers candles soap buttons pears baskets brushes clocks boots gloves kettles maps matches needles ribbons spoons".split(),
}
MONTHS = "January March May August October".split()
NAMES = ["Harbour", "Lantern", "Beacon", "Meridian", "Estuary", "Summit", "Orchard", "Granite", "Willow", "Compass", "Anchor", "Prairie"]
SORTS = ["Watch", "Rights", "Monitor", "Ledger", "Institute", "Network", "Archive", "Foundation"]
OUTLET = ["Subscribe to our newsletter and never miss a story.", "All rights reserved.", "Share this article with your friends."]
STAGES = {
    "sentences": ("reading", "stretches"),
    "cues": ("alone", "find_hits"),
    "numbers": ("alone", "find_numbers"),
    "places": ("alone", "find_places"),
    "times": ("alone", "times_after"),
    "words": ("alone", "cut_one"),
    "claims": ("reading", "read_sentence"),
}
"""The module of claims that calls what does a stage, and its name there."""


def _said(chance: random.Random, telling: float, body: Callable[[], str], plain: Callable[[], str]) -> str:
    if chance.random() >= telling:
        return plain()
    return chance.choice(TELLING).format(
        body=body(),
        n=chance.randint(20, 120),
        m=chance.randint(11, 60),
        k=chance.randint(2, 19),
        land=chance.choice(LANDS),
        city=chance.choice(CITIES),
        city2=chance.choice(CITIES),
        city3=chance.choice(CITIES),
        month=chance.choice(MONTHS),
        year=chance.randint(2018, 2023),
    )


def _text(number: int, chance: random.Random, sentences: list[str], *, day: int = 1, end: str = "") -> Text:
    body = "".join(s + ("\n\n" if chance.random() < 0.25 else " ") for s in sentences)
    return Text(
        document=f"{number:064x}",
        reader="bench",
        reader_version="1",
        content=f"Report {number}\n\n{body}{end}",
        published=f"2023-06-{day:02d}",
        language="en",
    )


def _filled(said: Callable[[], str], words: int = WORDS) -> list[str]:
    out: list[str] = []
    while words > 0:
        out.append(said())
        words -= len(out[-1].split())
    return out


def document(chance: random.Random, number: int, telling: float) -> Text:
    """Return a document of about 450 words of the bulk `alike`."""
    return _text(number, chance, _filled(lambda: _said(chance, telling, lambda: chance.choice(BODIES), lambda: chance.choice(PLAIN))))


def alike(chance: random.Random, count: int, telling: float) -> list[Text]:
    """Return documents whose plain sentences are always the same few."""
    return [document(chance, n, telling) for n in range(count)]


def _unlike(chance: random.Random, telling: float) -> Callable[[], str]:
    """Return what gives a sentence that it never gave before."""
    given: set[str] = set()

    def said() -> str:
        while True:
            one = _said(
                chance,
                telling,
                lambda: f"{chance.choice(NAMES)} {chance.choice(NAMES)} {chance.choice(SORTS)}",
                lambda: chance.choice(VARIED).format(**{slot: chance.choice(words) for slot, words in SLOTS.items()}),
            )
            if one in given:  # a pattern with few slots is soon used up: the name of somebody tells it apart
                one = f"{one[:-1]}, {chance.choice(NAMES)} {chance.choice(NAMES)} {chance.choice(SORTS)} {chance.randint(100, 999)} writes."
            if one not in given:
                given.add(one)
                return one

    return said


def apart(chance: random.Random, count: int, telling: float) -> list[Text]:
    """Return documents no two sentences of which are the same."""
    said = _unlike(chance, telling)
    return [_text(n, chance, _filled(said)) for n in range(count)]


def copies(chance: random.Random, count: int, telling: float) -> list[Text]:
    """Return documents a third of which are whole or partial copies of earlier ones."""
    said, stories, out = _unlike(chance, telling), list[list[str]](), list[Text]()
    for n in range(count):
        kind = chance.randrange(6) if stories else 2
        if kind == 0:
            story = chance.choice(stories)
        elif kind == 1:
            half = chance.choice(stories)
            half = half[: len(half) // 2]
            story = half + _filled(said, WORDS - sum(len(s.split()) for s in half))
        else:
            story = _filled(said)
            stories.append(story)
        out.append(_text(n, chance, story, day=chance.randint(1, 9), end="\n" + "\n".join(OUTLET)))
    return out


def _timed(spent: dict[str, float], stage: str, work: Callable[..., Any]) -> Callable[..., Any]:
    def run(*args: object, **kwargs: object) -> Any:
        start = time.perf_counter()
        try:
            return work(*args, **kwargs)
        finally:
            spent[stage] += time.perf_counter() - start

    return run


def _watched() -> dict[str, float]:
    """Time every stage from here on, and return where the seconds are added up."""
    from importlib import import_module

    spent = dict.fromkeys(STAGES, 0.0)
    for stage, (module, name) in STAGES.items():
        held = import_module(f"witnessmark.extract.claims.{module}")
        setattr(held, name, _timed(spent, stage, getattr(held, name)))
    return spent


def measure(bulk: str, documents: int, telling: float, seed: int, *, profile: bool) -> str:
    """Return what reading a bulk took."""
    makers = {"alike": alike, "apart": apart, "copies": copies}
    texts = makers[bulk](random.Random(seed), documents, telling)
    for text in alike(random.Random(seed + 1), 20, 1.0):  # the word lists are read, and the gazetteer is open
        find(text)
    spent = _watched() if profile else {}
    words = sum(len(t.content.split()) for t in texts)
    start, begun = time.process_time(), time.perf_counter()
    drafts = sum(len(find(text)) for text in texts)
    used, whole = time.process_time() - start, time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    said = (
        f"{bulk}: {len(texts)} documents, {words / len(texts):.0f} words each, {drafts} drafts: {used:.2f} s of one core, "
        f"{words / WORDS / used:.0f} documents of {WORDS} words a second, peak {peak:.0f} MB"
    )
    if spent:
        shares = [*spent.items(), ("rest", whole - sum(spent.values()))]
        said += "\n    " + ", ".join(f"{stage} {100 * seconds / whole:.0f} %" for stage, seconds in shares)
    return said


def main(arguments: list[str] | None = None) -> None:
    """Print documents a second and peak memory of each bulk."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=400)
    parser.add_argument("--telling", type=float, default=0.2)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--profile", action="store_true", help="print the share of the time by stage as well")
    args = parser.parse_args(arguments)
    for bulk in ("apart", "alike", "copies"):
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            print(pool.apply(measure, (bulk, args.documents, args.telling, args.seed), {"profile": args.profile}), flush=True)


if __name__ == "__main__":
    main()
