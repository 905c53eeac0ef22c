"""How many documents of 450 words a second the finders read on one core, and the peak of memory.

    python bench/find.py [--documents 400] [--telling 0.2] [--seed 7]

Documents are generated: invented outlets and figures; a share of the sentences (`--telling`) holds numbers, speakers and deeds, the others
are plain prose. A fifth is what a crawl on the subject has, a half is an article that is about nothing else. No two documents are the same.
"""

from __future__ import annotations

import argparse
import random
import resource
import time

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
MONTHS = "January March May August October".split()


def document(chance: random.Random, number: int, telling: float) -> Text:
    """Return a document of about 450 words."""
    sentences: list[str] = []
    words = 0
    while words < WORDS:
        pattern = chance.choice(TELLING) if chance.random() < telling else chance.choice(PLAIN)
        said = pattern.format(
            body=chance.choice(BODIES),
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
        sentences.append(said)
        words += len(said.split())
    body = "".join(s + ("\n\n" if chance.random() < 0.25 else " ") for s in sentences)
    return Text(
        document=f"{number:064x}",
        reader="bench",
        reader_version="1",
        content=f"Report {number}\n\n{body}",
        published="2023-06-01",
        language="en",
    )


def main(arguments: list[str] | None = None) -> None:
    """Print documents a second and peak memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=400)
    parser.add_argument("--telling", type=float, default=0.2)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args(arguments)
    chance = random.Random(args.seed)
    texts = [document(chance, n, args.telling) for n in range(args.documents)]
    find(texts[0])
    words = sum(len(t.content.split()) for t in texts)
    start = time.process_time()
    drafts = sum(len(find(text)) for text in texts)
    spent = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rate = words / WORDS / spent
    print(
        f"{len(texts)} documents, {words / len(texts):.0f} words each, {drafts} drafts: {spent:.2f} s of one core, "
        f"{rate:.0f} documents of {WORDS} words a second, peak {peak:.0f} MB"
    )


if __name__ == "__main__":
    main()
