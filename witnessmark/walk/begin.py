"""A case and its people: start one, add somebody, take a role away; and who may write what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from witnessmark import __version__
from witnessmark.records import decisions as d
from witnessmark.records.entries import MAY_WRITE
from witnessmark.records.faults import Misused, Refused
from witnessmark.walk.case import Case, Clock, Settings, key_folder, new_id, open_case, wall_clock, write_settings

TOOL = f"witnessmark {__version__}"
Tell = Callable[[int, "int | None"], None]
"""Called with how many are done and, where it is known, of how many."""


def quiet(done: int, of: int | None) -> None:
    """Tell nobody."""


def start(path: Path, *, settings: Settings, mode: d.Mode, exercise: bool, person: str, clock: Clock = wall_clock) -> Case:
    """Make an empty case with its first person, who has every role. Raises Misused where a case stands there already."""
    from witnessmark.ledger.checkpoint import public_key
    from witnessmark.ledger.key import make_seed
    from witnessmark.ledger.sqlite import SqliteLedger

    if (path / "case.toml").exists() or (path / "ledger.sqlite").exists():
        raise Misused(f"{path}: there is a case here already; choose another folder")
    if not person.strip():
        raise Misused("a case begins with a person who has a name")
    if not settings.title.strip():
        raise Misused("an investigation has a title: it stands on every page")
    ident, keys = new_id(), key_folder(path, settings)
    path.mkdir(parents=True, exist_ok=True)
    seed = make_seed(keys / f"{ident}.key", case=path)
    for folder in ("store", "work", "vault", "out"):
        (path / folder).mkdir(exist_ok=True)
    write_settings(path, settings)
    SqliteLedger(path / "ledger.sqlite", create=True).close()
    case = open_case(path, clock=clock)
    opened = d.CaseOpened(
        case=ident, title=settings.title, mode=mode, exercise=exercise, languages=settings.languages, contact=settings.contact,
        key=public_key(seed).hex(),
    )
    who = new_id()
    added = d.PersonAdded(person=who, name=person, roles=tuple(d.Role))
    case.ledger.append([("case-opened", opened), ("person-added", added)], by=who, at=case.now())
    belong(case, name=person)
    return case


def who(case: Case, name: str | None) -> str:
    """Return the id of the acting person: the one named, the only one there is, or the one whom this machine belongs to. Raises Misused."""
    people = {str(row.body["name"]): row.id for row in case.ledger.rows("person") if row.body["active"]}
    if name is None and len(people) == 1:
        return next(iter(people.values()))
    if name is None and (mine := _mine(case)) in people.values():
        return mine
    if name is None or name not in people:
        raise Misused(f"who acts? give --as with one of: {', '.join(sorted(people)) or 'nobody is left in this case'}")
    return people[name]


def _own_file(case: Case) -> Path:
    """Where this machine keeps whose it is: beside the key, outside the case, so that it travels to no colleague."""
    return key_folder(case.path, case.settings) / f"{case.opened.case}.person"


def _mine(case: Case) -> str:
    file = _own_file(case)
    return file.read_text("utf-8").strip() if file.is_file() else ""


def belong(case: Case, *, name: str) -> None:
    """Let this machine act as a person where no other is named. Raises Misused."""
    file = _own_file(case)
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    file.write_text(who(case, name) + "\n", "utf-8")


def permit(case: Case, by: str, *sorts: str) -> None:
    """Ask whether a person may write these types of entries: before anything is written. Raises Refused."""
    row = case.ledger.row("person", by)
    roles = set(_roles(row.body["roles"])) if row else set()
    for sort in sorted(set(sorts)):
        if not roles & MAY_WRITE[sort]:
            name = row.body["name"] if row else by
            raise Refused(
                f'"{name}" may not write "{sort}": that needs one of {", ".join(sorted(MAY_WRITE[sort]))}. Nothing was written; '
                "`witnessmark person list` shows who has the role, an admin gives it with `witnessmark person add`."
            )


def append(case: Case, payloads: Sequence[tuple[str, object]], *, by: str) -> None:
    """Append what a person did, in one transaction. Raises Refused where they lack the role."""
    permit(case, by, *(sort for sort, _ in payloads))
    if payloads:
        case.ledger.append(payloads, by=by, at=case.now())


def add_person(case: Case, *, name: str, roles: Sequence[str], by: str | None) -> tuple[str, ...]:
    """Add somebody, or give somebody other roles; returns the roles. Raises Misused, Refused."""
    known = {role.value: role for role in d.Role}
    if wrong := [role for role in roles if role not in known]:
        raise Misused(f'"{wrong[0]}" is no role; the roles are {", ".join(known)}')
    if not name.strip():
        raise Misused("a person has a name")
    person = next((row.id for row in case.ledger.rows("person") if row.body["name"] == name), None) or new_id()
    if "admin" not in roles and _admins(case) == [person]:
        raise Refused(f"{name} is the last admin: a case that nobody can change is lost; give somebody else the role first")
    added = d.PersonAdded(person=person, name=name, roles=tuple(known[role] for role in sorted(set(roles))))
    append(case, [("person-added", added)], by=who(case, by))
    return tuple(role.value for role in added.roles)


def revoke_person(case: Case, *, name: str, reason: str, by: str | None) -> None:
    """Take every role of somebody away. Raises Misused, Refused: the last admin stays."""
    person = who(case, name)
    if _admins(case) == [person]:
        raise Refused(f"{name} is the last admin: a case that nobody can change is lost; add another first")
    append(case, [("person-revoked", d.PersonRevoked(person=person, reason=reason))], by=who(case, by))


def people_of(case: Case) -> list[tuple[str, tuple[str, ...]]]:
    """Return name and roles of everybody, revoked people with none."""
    rows = case.ledger.rows("person")
    return sorted((str(row.body["name"]), _roles(row.body["roles"]) if row.body["active"] else ()) for row in rows)


def _admins(case: Case) -> list[str]:
    return [row.id for row in case.ledger.rows("person") if row.body["active"] and "admin" in _roles(row.body["roles"])]


def _roles(said: object) -> tuple[str, ...]:
    return tuple(str(role) for role in said) if isinstance(said, list) else ()
