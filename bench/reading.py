"""Collects and reads generated documents, killed with SIGKILL on the way and resumed: nothing is lost, nothing is read twice.

Prints documents a second (wall, over all attempts) and the peak memory of the largest process, from the operating system's own account.
"""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

CITIES = ("Barcelona", "Madrid", "Valencia", "Paris", "Prague", "Dublin", "Toronto", "Glasgow", "Porto", "Vienna")
SAYS = ("said", "reported", "announced", "claimed", "told this paper")
WORDS = (
    "the council met again after the summer and heard what neighbours had noticed over the past months while the office kept its "
    "hours and its visitors came and went with papers under their arms and nobody in the street could say who paid the rent"
).split()


def article(chance: random.Random, number: int) -> str:
    """Return about 450 words of our own with a few countable claims."""
    out = []
    for _ in range(8):
        filler = " ".join(chance.choices(WORDS, k=38)).capitalize()
        city = chance.choice(CITIES)
        out.append(f"{filler}. The ministry {chance.choice(SAYS)} that {chance.randrange(2, 99)} stations were counted in {city} by March 2023.")
    return f"Report {number} from {chance.choice(CITIES)}\n\n" + "\n\n".join(out)


def make(folder: Path, documents: int, seed: int) -> None:
    """Write documents of four kinds into a folder tree."""
    chance = random.Random(seed)
    for number in range(documents):
        text, kind = article(chance, number), number % 4
        place = folder / f"{number % 50:02d}"
        place.mkdir(parents=True, exist_ok=True)
        title, _, body = text.partition("\n\n")
        if kind == 0:
            (place / f"{number}.txt").write_text(text, "utf-8")
        elif kind == 1:
            paragraphs = "".join(f"<p>{p}</p>" for p in body.split("\n\n"))
            head = f"<head><title>{title}</title><meta property='article:published_time' content='2023-04-01'></head>"
            page = f"<!doctype html><html lang=en>{head}<body><nav>Home</nav><article><h1>{title}</h1>{paragraphs}</article></body></html>"
            (place / f"{number}.html").write_text(page, "utf-8")
        elif kind == 2:
            mail = f"From: desk@example.org\nTo: pool@example.org\nDate: Sat, 01 Apr 2023 10:00:00 +0000\nSubject: {title}\n\n{body}\n"
            (place / f"{number}.eml").write_text(mail, "utf-8")
        else:
            rows = "".join(f"{city},{chance.randrange(9)},{number}\n" for city in CITIES)
            (place / f"{number}.csv").write_text("city,count,page\n" + rows, "utf-8")


def attempt(arguments: list[str], *, kill_after: float | None) -> tuple[bool, float]:
    """Run one command, killed after so many seconds; returns whether it ended by itself, and wall seconds."""
    began = time.monotonic()
    process = subprocess.Popen([sys.executable, "-m", "witnessmark", *arguments], start_new_session=True, stdout=subprocess.DEVNULL)
    if kill_after is not None:
        try:
            process.wait(kill_after)
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
    return process.wait() == 0, time.monotonic() - began


def main(*, documents: int, kills: int, seed: int) -> dict[str, float]:
    """Run the benchmark, print what was measured and return it. Exits with 1 where anything was lost or read twice."""
    folder = Path(tempfile.mkdtemp(prefix="witnessmark-bench-"))
    try:
        return _measured(folder, documents=documents, kills=kills, seed=seed)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _measured(folder: Path, *, documents: int, kills: int, seed: int) -> dict[str, float]:
    chance = random.Random(seed)
    make(folder / "in", documents, seed)
    case = folder / "case"
    start = ["init", str(case), "--title", "bench", "--person", "A", "--mode", "solo", "--keys", str(folder / "keys")]
    assert attempt(start, kill_after=None)[0]
    took: dict[str, float] = {}
    for verb, arguments in (("collect", ["collect", str(case), str(folder / "in")]), ("read", ["read", str(case)])):
        total, left = 0.0, kills
        while True:
            whole, wall = attempt(arguments, kill_after=chance.uniform(1.0, 2.0 + documents / 700) if left else None)
            total, left = total + wall, left - 1 if left else 0
            if whole:
                break
        took[verb] = total
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss  # of the largest process of all, readers included
    faults = _faults(case, documents)
    print(f"reading: {documents} documents, killed up to {kills} times in each step, seed {seed}")
    for verb, seconds in took.items():
        print(f"  {verb:8}{documents / seconds:8.1f} documents a second ({seconds:.1f} s wall, all attempts)")
    print(f"  peak     {peak / 1024:8.1f} MB in the largest process, readers included")
    print(f"  lost or doubled: {dict(faults) or 'nothing'}")
    if faults:
        raise SystemExit(1)
    return {**{f"{verb}_per_second": documents / seconds for verb, seconds in took.items()}, "peak_kb": peak}


def _faults(case: Path, documents: int) -> Counter[str]:
    from witnessmark.walk.case import open_case

    opened, seen, read = open_case(case), Counter(), Counter()
    for written in opened.ledger.entries():
        if written.entry.type == "document-received":
            seen[str((written.payload or {})["document"])] += 1
        if written.entry.type == "document-read":
            read[str((written.payload or {})["document"])] += 1
    faults: Counter[str] = Counter()
    faults["missing"] = documents - len(seen)
    faults["unread"] = len(set(seen) - set(read))
    faults["read twice"] = sum(count > 1 for count in read.values())
    faults["received twice"] = sum(count > 1 for count in seen.values())
    faults["bytes gone"] = sum(not opened.store.has(digest) for digest in seen)
    return +faults
