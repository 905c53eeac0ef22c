"""`consent`: what protected people allowed, recorded, shown and withdrawn."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from witnessmark.cli.options import CasePath, Person
from witnessmark.cli.say import amount, say

if TYPE_CHECKING:
    from witnessmark.walk.case import Case


def consent(
    case: CasePath,
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help="A record of consent (docs/formats/consent.md).")] = None,
    person: Annotated[str | None, typer.Option(metavar="ID", help="The protected person, by the id that `seal` printed.")] = None,
    withdraw: Annotated[list[str] | None, typer.Option(metavar="USE|all", help="What the person withdraws; once for each use.")] = None,
    seconded_by: Annotated[str | None, typer.Option(metavar="NAME", help="Who else read it, for a ward or where there are doubts.")] = None,
    as_: Person = None,
) -> int:
    """Record a consent, withdraw one, or show what is allowed today. What is not written down as yes is no."""
    from witnessmark.records.faults import Misused
    from witnessmark.walk.begin import who
    from witnessmark.walk.case import open_case

    opened = open_case(case, read_only=file is None and not withdraw)
    if file is None and not withdraw:
        return _show(opened)
    if person is None or (file is not None and withdraw):
        raise Misused("give --person with the id that `seal` printed, and either a FILE or --withdraw")
    by = who(opened, as_)
    return _withdraw(opened, person, withdraw or [], by=by) if file is None else _record(opened, file, person, seconded_by, by=by)


def _show(case: Case) -> int:
    from witnessmark.walk.consent import standing_of
    from witnessmark.walk.sealing import consents_of

    day = case.now()[:10]
    for record in consents_of(case):
        say(f"protected person {record.person[:12]}: {record.standing}")
        for use, whom, what in standing_of(record, day=day):
            say(f"  {use}{f' ({whom})' if whom else ''}: {what}")
    say("What is not named is no.")
    return 0


def _record(case: Case, file: Path, person: str, seconded_by: str | None, *, by: str) -> int:
    from witnessmark.walk.consent import earlier_statements, record_consent
    from witnessmark.walk.sealing import person_named

    ident = person_named(case, person)
    recorded, promising = record_consent(case, file, person=ident, seconded_by=seconded_by, by=by)
    allowed = sorted({grant.use.value for grant in recorded.grants if grant.said == "yes"})
    say(f"recorded: {', '.join(allowed) or 'nothing is allowed'}")
    if promising:
        say("Its words seem to promise something: a consent rests on no hope that was raised. Look at it again.")
    elsewhere, here = earlier_statements(case, ident)
    if elsewhere or here > 1:
        say(f"This person gave {amount(elsewhere, 'statement')} elsewhere and {here} here: ask for no further one without need.")
    say(f"{file} lies where it was, in the clear: destroy it.")
    return 0


def _withdraw(case: Case, person: str, uses: list[str], *, by: str) -> int:
    from witnessmark.records.faults import Misused
    from witnessmark.records.sealing import Use
    from witnessmark.walk.consent import withdraw
    from witnessmark.walk.sealing import person_named

    known = {use.value: use for use in Use}
    if wrong := [use for use in uses if use not in known and use != "all"]:
        raise Misused(f'"{wrong[0]}" is no use; the uses are {", ".join(known)}, or all')
    taken = [known[use] for use in uses if use != "all"]
    touched = withdraw(case, person_named(case, person), uses=[] if "all" in uses else taken, by=by)
    say(f"withdrawn: {', '.join(uses)}; on it rested:")
    for line in touched:
        say(f"  {line}")
    if not touched:
        say("  nothing")
    say("The next proposal is without it. `witnessmark erase` destroys what is sealed, if that is asked for too.")
    return 0
