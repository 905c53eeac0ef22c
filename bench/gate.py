"""Searches ordinary text for twenty invented people: megabytes a second, false alarms, and what a second look at clean files costs.

    python -m bench gate [--megabytes 50]
"""

from __future__ import annotations

import json
import random
import re
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OURS = (".md", ".txt", ".csv", ".yaml", ".html", ".json", ".jsonl", ".toml", ".py", ".css", "LICENSE", "NOTICE")
LANGUAGES = ("en", "es", "zh")
SHUFFLED = 3
"""Megabytes of sentences of our own texts in each language, in another order, with numbers among them."""


def ordinary(megabytes: float, *, seed: int = 20221026) -> Iterator[tuple[str, bytes]]:
    """Yield (name, content) of ordinary files, so many megabytes of them."""
    left = megabytes * 10**6
    for name, content in _files(seed, SHUFFLED * min(1.0, megabytes / 50)):
        if left <= 0:
            return
        left -= len(content)
        yield name, content


def _files(seed: int, shuffled: float) -> Iterator[tuple[str, bytes]]:
    for language in LANGUAGES:
        yield from _sentences(language, seed, int(shuffled * 10**6))
    for path in sorted(ROOT.rglob("*")):
        short = path.relative_to(ROOT).as_posix()
        # The canaries' own files hold the canaries.
        if path.is_file() and short.endswith(OURS) and not short.startswith((".", "tests/simulators/canary", "tests/protect")):
            yield short, path.read_bytes()
    paths = sysconfig.get_paths()
    for folder in (paths["stdlib"], paths["purelib"]):
        for path in sorted(Path(folder).rglob("*")):
            if path.is_file() and path.suffix in (".py", ".txt", ".md", ".rst", ".pyi") and "site-packages" not in path.relative_to(folder).parts:
                yield path.relative_to(folder).as_posix(), path.read_bytes()


def _sentences(language: str, seed: int, size: int) -> Iterator[tuple[str, bytes]]:
    """Yield files of the sentences of our gold texts in a language, in another order, with numbers among them."""
    chance = random.Random(f"{seed} {language}")
    said: list[str] = []
    for file in sorted((ROOT / "tests" / "gold" / "texts").glob("own-*.json")):
        text = json.loads(file.read_text("utf-8"))
        if str(text.get("language", "")).startswith(language):
            said += [one.strip() for one in re.split(r"(?<=[.!?。！？])\s*", str(text.get("text", ""))) if one.strip()]
    number = 0
    while said and size > 0:
        lines = (" ".join((chance.choice(said), str(chance.randrange(10 ** chance.randrange(1, 11))))) for _ in range(1200))
        content = "\n".join(lines).encode()
        size, number = size - len(content), number + 1
        yield f"{language}-{number}.txt", content


def main(*, megabytes: float = 50) -> None:
    from tests.simulators.canary_people import people
    from witnessmark.protect.cleaned import Cleaned
    from witnessmark.protect.forms import patterns_of
    from witnessmark.protect.layers import layers_of
    from witnessmark.protect.search import Search
    from witnessmark.protect.terms import digest_of_terms, term_of_person

    begun = time.perf_counter()
    terms = [term_of_person(person) for person in people()]
    patterns = patterns_of(terms)
    search = Search(patterns)
    print(f"{len(patterns)} patterns of {len(terms)} people, made in {time.perf_counter() - begun:.1f} s")
    files, size, alarms, refused = list(ordinary(megabytes)), 0, [], []
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        key = b"k" * 32
        clean = Cleaned(Path(folder) / "inspected", key=key, terms=digest_of_terms(terms, key=key))
        for name, content in files:
            size += len(content)
            try:
                found = {(hit, layer.carrier) for layer in layers_of(content, carrier="file") for hit in search.of(layer)}
            except Exception as fault:  # noqa: BLE001  # told, file by file
                refused.append((name, str(fault)))
                continue
            alarms += [(name, hit.form, hit.term, carrier) for hit, carrier in found]
            if not found:
                clean.add_content(content)
        took = time.perf_counter() - begun
        print(f"{len(files)} files, {size / 1e6:.1f} MB in {took:.1f} s: {size / 1e6 / took:.2f} MB/s; {len(refused)} not opened, {len(alarms)} false alarms")
        clean.keep()
        begun = time.perf_counter()
        again = Cleaned(Path(folder) / "inspected", key=key, terms=digest_of_terms(terms, key=key))
        known = sum(again.has_content(content) for _, content in files)
        took = time.perf_counter() - begun
        print(f"a second look: {known} of {len(files)} files known to be clean, in {took:.2f} s: {size / 1e6 / took:.0f} MB/s")
    for line in (*refused, *alarms):
        print("  ", *line)
