"""`seal`, `unseal`, `reseal`, `drill`, `erase`: what identifies a person lies sealed for named people's keys, and can be destroyed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from witnessmark.cli.keys import Passphrase, asked_passphrase
from witnessmark.cli.options import CasePath, Person
from witnessmark.cli.say import amount, say, telling

if TYPE_CHECKING:
    from witnessmark.vault.keys import Identity
    from witnessmark.walk.case import Case

Keys = Annotated[list[Path], typer.Option("--key", metavar="FILE", help="Your private key's file; it lies outside the case.")]
Whom = Annotated[str | None, typer.Option("--person", metavar="ID|new", help="The protected person: `new`, or an id that `seal` printed.")]


def keys_of(case: Case, files: list[Path], *, passphrase: bool) -> tuple[Identity, ...]:
    """Return the private keys of some files, a passphrase asked for once."""
    from witnessmark.walk.keys import identities_from

    return identities_from(files, case=case.path, passphrase=asked_passphrase() if passphrase else None)


def with_keys(case: Path, files: list[Path], *, passphrase: bool, name: str | None) -> tuple[Case, tuple[Identity, ...], str]:
    """Open a case for somebody with private keys: the case, the keys, and the id of who acts."""
    from witnessmark.walk.begin import who
    from witnessmark.walk.case import open_case

    opened = open_case(case)
    return opened, keys_of(opened, files, passphrase=passphrase), who(opened, name)


def seal(
    case: CasePath,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Files outside the case: who somebody is, or what they gave.")],
    person: Whom = None,
    identity: Annotated[bool, typer.Option("--identity", help="The files say who the person is (docs/formats/identity.md).")] = False,
    as_: Person = None,
) -> int:
    """Seal files for the custodians' keys, into the vault alone. Without --identity they are testimony."""
    from witnessmark.records.sealing import Sort
    from witnessmark.walk.begin import who
    from witnessmark.walk.case import open_case
    from witnessmark.walk.consent import earlier_statements
    from witnessmark.walk.sealing import protected_person, seal_files

    opened = open_case(case)
    about = protected_person(opened, person)
    with telling("sealing") as tell:
        sort = Sort.IDENTITY if identity else Sort.TESTIMONY
        sealed = seal_files(opened, files, sort=sort, about=about, by=who(opened, as_), tell=tell)
    say(f"protected person {about}")
    elsewhere, here = earlier_statements(opened, about)
    if not identity and (elsewhere or here > len(files)):
        say(f"This person gave {amount(elsewhere, 'statement')} elsewhere and {here} here: ask for no further one without need.")
    for file, item in zip(files, sealed, strict=True):
        say(f"sealed  {file.name} as {item.item[:12]}, for {amount(len(item.recipients), 'key')}")
    say("The files themselves lie where they were, in the clear. Once `witnessmark drill` has shown that the keys open, destroy them.")
    return 0


def seal_claims(
    case: CasePath,
    file: Annotated[Path, typer.Argument(metavar="FILE.jsonl", help="Claims about sealed texts, one a line, outside the case.")],
    key: Keys,
    passphrase: Passphrase = False,
    as_: Person = None,
) -> int:
    """Seal claims that are anchored in sealed testimony (docs/sealing.md): all of the file, or none."""
    from witnessmark.walk.testimony import seal_claims as sealed

    opened, keys, by = with_keys(case, key, passphrase=passphrase, name=as_)
    done = sealed(opened, file, keys, by=by)
    say(f"{amount(done, 'claim')} sealed; {file.name} lies where it was, in the clear: destroy it")
    return 0


def unseal(
    case: CasePath,
    item: Annotated[str, typer.Argument(metavar="ID", help="A sealed thing, by the digits that `seal` printed.")],
    key: Keys,
    passphrase: Passphrase = False,
    as_: Person = None,
) -> int:
    """Write what is sealed to standard output, never to a file. It is noted that it was opened."""
    from witnessmark.walk.sealing import open_one

    opened, keys, by = with_keys(case, key, passphrase=passphrase, name=as_)
    parcel = open_one(opened, item, keys, by=by)
    sys.stdout.flush()
    sys.stdout.buffer.write(parcel.content)
    sys.stdout.buffer.flush()
    return 0


def reseal(case: CasePath, key: Keys, passphrase: Passphrase = False, as_: Person = None) -> int:
    """Seal everything anew for the keys that stand now. Interrupted, it goes on where it stopped."""
    from witnessmark.walk.sealing import reseal as again

    opened, keys, by = with_keys(case, key, passphrase=passphrase, name=as_)
    with telling("sealing anew") as tell:
        done, before = again(opened, keys, by=by, tell=tell)
    say(f"{amount(done, 'sealed thing')} sealed anew, {before} were for these keys already")
    return 0


def drill(case: CasePath, key: Keys, passphrase: Passphrase = False, as_: Person = None) -> int:
    """Try each key on each sealed thing: what a lost key would cost is known before it is lost. 3: a key opens nothing, or not all."""
    from witnessmark.walk.sealing import drill as tried

    opened, keys, by = with_keys(case, key, passphrase=passphrase, name=as_)
    by_key: dict[str, list[bool]] = {}
    for _, fingerprint, opens in tried(opened, keys, by=by):
        by_key.setdefault(fingerprint, []).append(opens)
    for fingerprint, tries in by_key.items():
        say(f"key {fingerprint[:16]}: opens {sum(tries)} of {amount(len(tries), 'sealed thing')}")
    if not by_key:
        say("nothing is sealed yet")
    return 3 if any(not all(tries) for tries in by_key.values()) else 0


def erase(
    case: CasePath,
    person: Annotated[str, typer.Argument(metavar="PERSON", help="The protected person's id.")],
    reason: Annotated[str, typer.Option(help="Why; it stays inside the case, and should name nobody.")],
    as_: Person = None,
) -> int:
    """Destroy everything of a protected person: sealed files, salts and payloads. The ledger still proves the rest."""
    from witnessmark.walk.begin import who
    from witnessmark.walk.case import open_case
    from witnessmark.walk.sealing import erase_person, person_named

    opened = open_case(case)
    files, entries = erase_person(opened, person_named(opened, person), reason=reason, by=who(opened, as_))
    say(f"destroyed: {amount(files, 'sealed file')}, the payloads of {amount(entries, 'entry').replace('entrys', 'entries')}")
    say("Copies elsewhere (backups, other people's machines) are yours to destroy: the next `reseal` or copy of the case is without them.")
    return 0
