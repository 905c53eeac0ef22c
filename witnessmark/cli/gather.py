"""`collect`, `read`, `import`: bring documents in and read them."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from witnessmark.cli.options import CasePath, Person
from witnessmark.cli.say import amount, say, telling
from witnessmark.cli.seal import Whom

if TYPE_CHECKING:
    from witnessmark.walk.consult import Asked

SHOWN = 20
"""How many of a list are printed; the rest is counted."""
_OTHER_ADDRESS = re.compile(r"(?!https?:)[a-z][a-z0-9+.-]*://", re.IGNORECASE)


def collect(
    case: CasePath,
    sources: Annotated[list[str], typer.Argument(metavar="PATH|URL...", help="Files, folders, ZIP, mail, WARC, WACZ, addresses.")],
    as_: Person = None,
    allow_private: Annotated[bool, typer.Option("--allow-private", help="Also addresses of private networks.")] = False,
    testimony: Annotated[bool, typer.Option("--testimony", help="What a witness gave: into the vault alone, sealed.")] = False,
    person: Whom = None,
) -> int:
    """Keep the bytes of files, folders, archives, mail and pages, each with a receipt. 5: an address did not answer; 3: one is refused."""
    from witnessmark.records.faults import Misused
    from witnessmark.walk.begin import who
    from witnessmark.walk.case import open_case
    from witnessmark.walk.gather import take_in

    if testimony:
        return _testimony(case, sources, person, as_)
    for source in sources:
        if _OTHER_ADDRESS.match(source) and not os.path.lexists(source):
            raise Misused(f"{source}: only http and https addresses are collected; get the file by other means and collect its path")
    opened = open_case(case)
    with telling("collecting") as tell:
        done = take_in(opened, sources, by=who(opened, as_), allow_private=allow_private, tell=tell)
    known = f", {amount(done.known, 'document')} held already from the same place" if done.known else ""
    say(f"{amount(done.received, 'receipt')}, {amount(done.new, 'new document')}{known}")
    for left in done.left_out[:SHOWN]:
        say(f"left out  {left.name}: {left.why}")
    if len(done.left_out) > SHOWN:
        say(f"left out  and {len(done.left_out) - SHOWN} more")
    return done.status


def _testimony(case: Path, sources: list[str], person: str | None, as_: str | None) -> int:
    """Seal what a witness gave: nothing of it comes into the store, no finder and no log sees it."""
    from witnessmark.cli.seal import seal
    from witnessmark.records.faults import Misused

    if wrong := [source for source in sources if not Path(source).is_file()]:
        raise Misused(f"{wrong[0]}: testimony is given as single files that lie on this machine; nothing was sealed")
    return seal(case, [Path(source) for source in sources], person=person, as_=as_)


def read(
    case: CasePath,
    as_: Person = None,
    list_: Annotated[bool, typer.Option("--list", help="Only show each document that is not wholly read, with its state and why.")] = False,
    consult: Annotated[Path | None, typer.Option(metavar="FILE", help="Ask your own finders too (docs/formats/finders.md).")] = None,
) -> int:
    """Read what was not read yet, and find drafts of claims. Interrupted, it goes on where it stopped. 5: no model answers."""
    from witnessmark.walk.begin import who
    from witnessmark.walk.case import open_case
    from witnessmark.walk.consult import ask, finders_in
    from witnessmark.walk.gather import read as read_documents
    from witnessmark.walk.states import not_read, without_finders

    if list_:
        for document, name, state_, reason in not_read(open_case(case, read_only=True)):
            say(f"{state_:10}{document[:16]}  {name}" + (f": {reason}" if reason else ""))
        return 0
    opened = open_case(case)
    finders = finders_in(consult) if consult else ()
    with telling("reading") as tell:
        done = read_documents(opened, by=who(opened, as_), tell=tell)
    states = ", ".join(f"{count} {state.value}" for state, count in sorted(done.states.items())) or "nothing new"
    again = f"; {amount(done.found_again, 'text')} looked through again" if done.found_again else ""
    say(f"{states}; {done.unchanged} unchanged; {amount(done.drafts, 'new draft')}{again}")
    if languages := without_finders(opened):
        say(f"{amount(languages.total(), 'text')} in {', '.join(sorted(languages))}: no finders for these languages yet")
    for document, state, reason in done.faults[:SHOWN]:
        say(f"{state.value:10}{document[:16]}  {reason}")
    if len(done.faults) > SHOWN:
        say(f"          and {len(done.faults) - SHOWN} more without a whole text: `witnessmark read {case} --list` shows them all")
    if finders:
        with telling("asking") as tell:
            _say_asked(ask(opened, finders, by=who(opened, as_), tell=tell))
    return 0


def _say_asked(asked: Asked) -> None:
    """Say what the finders of the user brought, what was dropped and why, and what was held back."""
    dropped = f", {amount(asked.dropped.total(), 'offer')} dropped" if asked.dropped else ""
    say(f"asked about {amount(asked.texts, 'text')}, {asked.unchanged} asked before; {amount(asked.drafts, 'new draft')}{dropped}")
    for why, count in asked.dropped.most_common():
        say(f"dropped   {count}: {why}")
    if asked.testimony:
        say(f"held back {amount(asked.testimony, 'text')}: testimony is shown to no finder")
    for document, why in asked.faults[:SHOWN]:
        say(f"no answer {document[:16]}  {why}")
    if len(asked.faults) > SHOWN:
        say(f"no answer and {len(asked.faults) - SHOWN} more")


def import_(
    case: CasePath,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A spreadsheet that was collected and read.")],
    map_: Annotated[Path, typer.Option("--map", metavar="MAP", help="TOML: which column is what (docs/formats/import-map.md).")],
    as_: Person = None,
) -> int:
    """Turn each row of a spreadsheet into a claim anchored in its cells, and into a site where the map says so."""
    from witnessmark.walk.begin import who
    from witnessmark.walk.case import open_case
    from witnessmark.walk.judge import import_sheet

    opened = open_case(case)
    written = import_sheet(opened, file, map_, by=who(opened, as_))
    say(f"{amount(written['claim-accepted'], 'claim')}, {amount(written['site-opened'], 'site')} from {file.name}")
    return 0
