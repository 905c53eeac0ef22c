"""`init`, `person`: start a case, and say who works in it."""

from __future__ import annotations

from typing import Annotated

import typer

from witnessmark.cli.options import CasePath, Person
from witnessmark.cli.say import say


def init(  # noqa: PLR0913, PLR0917  # each is an option with a name on the command line
    case: CasePath,
    title: Annotated[str, typer.Option(help="What the investigation is called; it stands on every page.")],
    person: Annotated[str, typer.Option(metavar="NAME", help="The first person, who gets every role.")],
    mode: Annotated[str, typer.Option(help="two-people or solo: who may release. Cannot become laxer later.")] = "two-people",
    contact: Annotated[str, typer.Option(help="Where readers send corrections.")] = "",
    language: Annotated[list[str] | None, typer.Option(help="Languages of the material (BCP 47); give it once for each.")] = None,
    exercise: Annotated[bool, typer.Option("--exercise", help="For ever an exercise: everything it makes says so.")] = False,
    keys: Annotated[str, typer.Option(metavar="DIR", help="Where the checkpoint key lies: never inside the case.")] = "",
) -> int:
    """Start an empty case. Testimony is refused until a vault exists."""
    from witnessmark.records.decisions import Mode
    from witnessmark.records.faults import Misused
    from witnessmark.walk.begin import start
    from witnessmark.walk.case import Settings, key_folder

    if mode not in {m.value for m in Mode}:
        raise Misused(f'--mode {mode}: choose "two-people" or "solo"')
    settings = Settings(title=title, languages=tuple(language or ["en"]), contact=contact, keys=keys)
    made = start(case, settings=settings, mode=Mode(mode), exercise=exercise, person=person)
    say(f"{case}: a case of {'two people' if mode == 'two-people' else 'one person'}, opened by {person}")
    say(f"The checkpoint key lies in {key_folder(case, made.settings)}: keep a copy elsewhere, and never in the case's folder.")
    if exercise:
        say("EXERCISE, NOT EVIDENCE: this case says so on everything that it makes, and no switch removes it.")
    if mode == "two-people":
        say("A release needs a second person: `witnessmark person add`.")
    if not exercise:
        say("Testimony is refused until custodians have keys (docs/sealing.md): `witnessmark key make`, then `key add`.")
    return 0


person_app = typer.Typer(help="People and roles of a case.", no_args_is_help=True, rich_markup_mode=None)


@person_app.command("add")
def person_add(
    case: CasePath,
    name: Annotated[str, typer.Argument(help="The person's name within the case; it never leaves.")],
    role: Annotated[list[str], typer.Option(help="investigator, reviewer, publisher, custodian, admin; give it once for each.")],
    as_: Person = None,
) -> int:
    """Add somebody, or give somebody other roles."""
    from witnessmark.walk.begin import add_person
    from witnessmark.walk.case import open_case

    roles = add_person(open_case(case), name=name, roles=role, by=as_)
    say(f"{name}: {', '.join(roles)}")
    return 0


@person_app.command("revoke")
def person_revoke(
    case: CasePath,
    name: Annotated[str, typer.Argument(help="Somebody of the case.")],
    reason: Annotated[str, typer.Option(help="Why; it stays inside the case.")],
    as_: Person = None,
) -> int:
    """Take every role away; what the person did stands."""
    from witnessmark.walk.begin import revoke_person
    from witnessmark.walk.case import open_case

    revoke_person(open_case(case), name=name, reason=reason, by=as_)
    say(f"{name} has no role any more")
    return 0


@person_app.command("me")
def person_me(case: CasePath, name: Annotated[str, typer.Argument(help="Somebody of the case.")]) -> int:
    """Let this machine act as somebody where no --as names another."""
    from witnessmark.walk.begin import belong
    from witnessmark.walk.case import open_case

    belong(open_case(case), name=name)
    say(f"{name} acts on this machine where no --as names another")
    return 0


@person_app.command("list")
def person_list(case: CasePath) -> int:
    """Show who works in the case."""
    from witnessmark.walk.begin import people_of
    from witnessmark.walk.case import open_case

    for name, roles in people_of(open_case(case, read_only=True)):
        say(f"{name}: {', '.join(roles) or 'revoked'}")
    return 0


