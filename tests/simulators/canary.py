"""The canary matrix (promises, G1): invented people in every form and every input, published in every output; nothing leaves, everything is found.

    WITNESSMARK_LARGE=1 python -m tests.simulators.canary      twenty people, every form; without it a twentieth
"""

from __future__ import annotations

import dataclasses
import io
import os
import re
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote as percent

from tests.simulators.canary_carriers import CARRIERS, SHUT, jpeg, segment, with_position
from tests.simulators.canary_forms import FORMS
from tests.simulators.canary_people import people
from witnessmark.protect.forms import patterns_of
from witnessmark.protect.layers import layers_of
from witnessmark.protect.opening import Unopened
from witnessmark.protect.search import Search
from witnessmark.protect.terms import term_of_person
from witnessmark.records.assembly import Assembly, Refusal, Release
from witnessmark.records.protected import Protected

if TYPE_CHECKING:
    from witnessmark.walk.case import Case

LARGE = os.environ.get("WITNESSMARK_LARGE") == "1"
LEAVING = ("claim text", "quote context", "source title", "URL path", "query", "file name")
STAYING = ("custody note", "analyst's draft")


@dataclass(frozen=True, kw_only=True)
class Plant:
    """One form of one person, in one input."""

    number: int
    person: str
    form: str
    input: str
    said: str

    @property
    def marked(self) -> str:
        """Between marks that survive every way of writing, so that it is known where a plant lies."""
        return f"zq{self.number:06d}b {self.said} e{self.number:06d}qz"


@dataclass(kw_only=True)
class Tally:
    """What came of a run."""

    planted: int = 0
    met: Counter[str] = field(default_factory=Counter)
    """Instances that stood in written bytes, by output; each was looked for."""
    missed: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    """What the gate let out."""


FEW = ("canary-xq", "canary-oq", "canary-it")
"""One of each script, of whom a twentieth of the matrix is made."""


def protected() -> tuple[Protected, ...]:
    return people() if LARGE else tuple(person for person in people() if person.id in FEW)


def share(some: Sequence[Protected]) -> list[tuple[Protected, str, str]]:
    """Return (person, form, what is said): all, or of three people every third, which is a twentieth of the matrix."""
    every = [(person, form, said) for person in some for form, make in FORMS.items() for said in dict.fromkeys(make(person))]
    return every if LARGE else every[::3]


def plants_of(cells: Sequence[tuple[Protected, str, str]], inputs: Sequence[str]) -> list[Plant]:
    return [
        Plant(number=number, person=person.id, form=form, input=one, said=said)
        for number, (person, form, said, one) in enumerate((p, f, s, one) for p, f, s in cells for one in inputs)
    ]


def planted(assembly: Assembly, plants: Sequence[Plant]) -> Assembly:
    """Return the assembly with every plant in its input, spread over the records."""
    of = {one: [plant for plant in plants if plant.input == one] for one in (*LEAVING, *STAYING)}

    def some(what: str, index: int, count: int) -> list[Plant]:
        return of[what][index::count]

    claims = []
    for index, claim in enumerate(assembly.claims):
        anchor, count = claim.content.anchor, len(assembly.claims)
        around = some("quote context", index, count)
        anchor = dataclasses.replace(
            anchor, quote=_with(anchor.quote, some("claim text", index, count)),
            prefix=_with(anchor.prefix, around[::2]), suffix=_with(anchor.suffix, around[1::2]),
        )
        claims.append(dataclasses.replace(claim, content=dataclasses.replace(claim.content, anchor=anchor)))
    documents = []
    for index, document in enumerate(assembly.documents):
        count, received = len(assembly.documents), document.receipts[0]
        path, query = (some(one, index, count) for one in ("URL path", "query"))
        url = "https://news.example/" + "/".join(percent(p.marked) for p in path) + "?" + "&".join(f"q={percent(p.marked)}" for p in query)
        receipt = dataclasses.replace(
            received.receipt, name=_with(received.receipt.name, some("file name", index, count)), url=url,
            remark=_with(received.receipt.remark, some("custody note", index, count)), came_from=_with("", some("custody note", index, count)),
        )
        reading = document.reading and dataclasses.replace(document.reading, title=_with(document.reading.title, some("source title", index, count)))
        documents.append(dataclasses.replace(document, reading=reading, receipts=(dataclasses.replace(received, receipt=receipt),)))
    names = tuple(
        dataclasses.replace(name, classified=dataclasses.replace(name.classified, reason=_with("", some("analyst's draft", index, len(assembly.names)))))
        for index, name in enumerate(assembly.names)
    )
    return dataclasses.replace(assembly, claims=tuple(claims), documents=tuple(documents), names=names)


def _with(said: str, plants: Sequence[Plant]) -> str:
    return " ".join([said, *(plant.marked for plant in plants)])


# --- what was written --------------------------------------------------------------------------------------------------------------------


def outputs(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield (output, bytes) of every written file, and of the members of archives."""
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        content, kind = file.read_bytes(), _kind(file.relative_to(folder).as_posix())
        if content[:4] == b"PK\x03\x04":
            with zipfile.ZipFile(io.BytesIO(content)) as pack:
                yield from ((kind, pack.read(member)) for member in pack.infolist())
        else:
            yield kind, content


def _kind(name: str) -> str:
    if name.endswith("verify_bundle.py"):
        return "verifier"
    if name.startswith("bundle/"):
        return "bundle"
    for ending, kind in ((".zip", "zip"), (".ftm.json", "FtM"), (".geojson", "GeoJSON"), (".jsonl", "JSONL"), (".csv", "CSV"), (".html", "site HTML")):
        if name.endswith(ending):
            return kind
    return "other"


_BEGINS = re.compile(rb"zq(\d{6})b")
_MARKED = re.compile(rb"zq(\d{6})b(?:(?!zq\d{6}b|e\d{6}qz).){0,4000}?e\1qz", re.DOTALL)


def found_in(content: bytes, search: Search) -> set[str]:
    """Return the ids of the people whom the gate finds in some bytes; `unopened` where it does not open them."""
    try:
        return {hit.term.removeprefix("person ") for layer in layers_of(content, carrier="file") for hit in search.of(layer)}
    except Unopened:
        return {"unopened"}


def look(folder: Path, plants: Sequence[Plant], search: Search, tally: Tally) -> None:
    """Hold every plant that stands in a written byte against what the gate finds there."""
    by_number = {plant.number: plant for plant in plants}
    done: dict[bytes, bool] = {}
    for kind, content in outputs(folder):
        for match in _MARKED.finditer(content):
            plant = by_number[int(match[1])]
            tally.met[kind] += 1
            # What is said once in so many bytes is looked at once; the marks belong to the test.
            inside = match[0][9:-8]
            if inside not in done:
                done[inside] = plant.person[:12] in found_in(inside, search)
            if not done[inside]:
                tally.missed.append(f"{plant.person} {plant.form} in {kind} from {plant.input}")


def matrix(case: Case, assembly: Assembly, folder: Path) -> Tally:
    """Plant, publish without the gate, and look; then with it: nothing may leave."""
    from witnessmark.protect.gate import clear, inspect
    from witnessmark.rules import REQUIRED
    from witnessmark.walk.release import is_place, write

    everybody = protected()
    terms = [term_of_person(person) for person in everybody]
    search, tally = Search(patterns_of(terms)), Tally()
    cells = share(everybody)
    for number, some in enumerate(_batches(cells, 400)):
        plants = plants_of(some, (*LEAVING, *STAYING))
        tally.planted += len(plants)
        shown = planted(assembly, plants)
        if not isinstance(clear(shown, terms=terms, required=REQUIRED, place=is_place), Refusal):
            tally.left.append(f"batch {number}: cleared")
        # What would have left: the same writers, without the gate, and without what the table of fields holds back.
        out = folder / str(number)
        write(case, Release(assembly=_internal_out(shown), cleared="0" * 64), out)
        look(out, plants, search, tally)
        if inspect(out, release=None, terms=terms) is None:
            tally.left.append(f"batch {number}: inspected")
        stands = {int(number) for _, content in outputs(out) for number in _BEGINS.findall(content)}
        tally.left += [f"{plant.input} of {plant.person}" for plant in plants if plant.input in STAYING and plant.number in stands]
        print(f"batch {number}: {len(plants)} planted, {len(tally.missed)} missed, {len(tally.left)} left", file=sys.stderr, flush=True)
    carried(cells, search, tally)
    return tally


def _batches(cells: Sequence[tuple[Protected, str, str]], size: int) -> Iterator[Sequence[tuple[Protected, str, str]]]:
    yield from (cells[at : at + size] for at in range(0, len(cells), size))


def _internal_out(assembly: Assembly) -> Assembly:
    from witnessmark.protect.private import emptied

    return emptied(assembly)


def carried(cells: Sequence[tuple[Protected, str, str]], search: Search, tally: Tally) -> None:
    """Plant every form in every carrier of a file, and hold that the gate finds it there."""
    for number, (person, form, said) in enumerate(cells):
        for index, (carrier, make) in enumerate(CARRIERS.items()):
            # All of the seven inputs; of the other carriers, in turn, a few for each plant.
            if index >= 7 and (number + index) % 6:
                continue
            tally.planted += 1
            tally.met[carrier] += 1
            if person.id[:12] not in found_in(make(said)[1], search):
                tally.missed.append(f"{person.id} {form} in {carrier}: {said!r}")
    for person in {cell[0].id: cell[0] for cell in cells}.values():
        latitude, longitude = map(float, person.coordinates[0].split(","))
        content = jpeg(segment(0xE1, b"Exif\0\0" + with_position(latitude, longitude)))
        tally.planted, tally.met["EXIF GPS"] = tally.planted + 1, tally.met["EXIF GPS"] + 1
        if person.id[:12] not in found_in(content, search):
            tally.missed.append(f"{person.id} 33 EXIF GPS")
    for carrier, (_, content) in SHUT.items():
        if found_in(content, search) != {"unopened"}:
            tally.left.append(carrier)


def main() -> int:
    from witnessmark.demo.play import play
    from witnessmark.walk.begin import who
    from witnessmark.walk.case import open_case
    from witnessmark.walk.judge import check
    from witnessmark.walk.release import assembly_of

    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as room:
        tuple(play(Path(room) / "demo"))
        case = open_case(Path(room) / "demo" / "case")
        assembly = assembly_of(case, check(case, by=who(case, "Reviewer One")))
        tally = matrix(case, assembly, Path(room) / "out")
    print(f"{tally.planted} planted; {sum(tally.met.values())} stood in written bytes: {dict(tally.met)}")
    print(f"{len(tally.missed)} missed, {len(tally.left)} left; {time.perf_counter() - begun:.0f} s")
    print("\n".join([*tally.missed[:60], *tally.left[:20]]))
    return 1 if tally.missed or tally.left else 0


if __name__ == "__main__":
    sys.exit(main())
