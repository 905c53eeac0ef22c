"""`key`: make a pair of keys, give a case the public one, retire it, and put the private one on paper in shares."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from witnessmark.cli.options import CasePath, Person
from witnessmark.cli.say import say

key_app = typer.Typer(help="Keys of named people: what a case seals is sealed to them.", no_args_is_help=True, rich_markup_mode=None)

KeyFile = Annotated[Path, typer.Argument(metavar="FILE", help="A private key's file, outside every case.")]
Passphrase = Annotated[bool, typer.Option("--passphrase", help="The key's file is sealed with a passphrase, which is asked for.")]


def asked_passphrase(*, new: bool = False) -> str:
    """Return a passphrase that a person types, unseen; without a terminal, the first line of standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    return str(typer.prompt("passphrase", hide_input=True, confirmation_prompt=new, err=True))


@key_app.command("make")
def key_make(
    file: KeyFile,
    hybrid: Annotated[bool, typer.Option("--hybrid", help="Safe against quantum computers too (age1pq...).")] = False,
    passphrase: Passphrase = False,
) -> int:
    """Make a pair of keys on this device. The printed line is public: give it to the case; the file stays with its owner."""
    from witnessmark.vault.keyfiles import write_identity
    from witnessmark.vault.keys import HYBRID, X25519, new_identity
    from witnessmark.walk.keys import card_of, no_case_around

    no_case_around(file)
    identity = new_identity(sort=HYBRID if hybrid else X25519)
    write_identity(file, identity, passphrase=asked_passphrase(new=True) if passphrase else None)
    say(card_of(identity))
    say(f"The private key lies in {file}: only you read it. Keep a copy on another device or on paper (`witnessmark key split {file}`).")
    return 0


@key_app.command("show")
def key_show(file: KeyFile, passphrase: Passphrase = False) -> int:
    """Print the public line of a key's file, also of one that `age-keygen` made."""
    from witnessmark.vault.keyfiles import read_identities
    from witnessmark.walk.keys import card_of, no_case_around

    no_case_around(file)
    for identity in read_identities(file, passphrase=asked_passphrase() if passphrase else None):
        say(card_of(identity))
    return 0


@key_app.command("add")
def key_add(
    case: CasePath,
    name: Annotated[str, typer.Argument(help="Somebody of the case.")],
    card: Annotated[str, typer.Argument(metavar="LINE", help='What `key make` printed, in quotes: "age1... signs:...".')],
    as_: Person = None,
) -> int:
    """Register a person's public key. What custodians seal from now on opens with it; `reseal` does so for what is sealed."""
    from witnessmark.walk.begin import who
    from witnessmark.walk.case import open_case
    from witnessmark.walk.keys import register_key

    opened = open_case(case)
    registered = register_key(opened, name=name, card=card, by=who(opened, as_))
    say(f"{name}: {registered.recipient[:24]}...")
    return 0


@key_app.command("list")
def key_list(case: CasePath) -> int:
    """Show whose keys stand, and which of them open what is sealed now."""
    from witnessmark.walk.case import open_case
    from witnessmark.walk.keys import holders

    for holder in holders(open_case(case, read_only=True)):
        does = "custodian: opens what is sealed" if holder.custodian else "no custodian: nothing is sealed to it"
        say(f"{holder.name}: {holder.registered.recipient[:40]}{'...' if len(holder.registered.recipient) > 40 else ''}  {does}")
    return 0


@key_app.command("retire")
def key_retire(
    case: CasePath,
    words: Annotated[str, typer.Argument(metavar="KEY", help="The first letters of a public key, 8 at least.")],
    reason: Annotated[str, typer.Option(help="Why; it stays inside the case.")],
    as_: Person = None,
) -> int:
    """Use a key no more: lost, stolen, or its owner left. Then `reseal`."""
    from witnessmark.walk.begin import who
    from witnessmark.walk.case import open_case
    from witnessmark.walk.keys import retire_key

    opened = open_case(case)
    say(f"retired: {retire_key(opened, words=words, reason=reason, by=who(opened, as_))[:40]}")
    say(f"What is sealed still opens with it: run `witnessmark reseal {case} --key FILE` with a key that stands.")
    return 0


@key_app.command("split")
def key_split(file: KeyFile, passphrase: Passphrase = False) -> int:
    """Print a key as three lines of words; any two give it back, one tells nothing. Write them by hand, and keep them apart."""
    from witnessmark.records.faults import Misused
    from witnessmark.vault.keyfiles import read_identities
    from witnessmark.vault.shares import split
    from witnessmark.walk.keys import no_case_around

    no_case_around(file)
    identities = read_identities(file, passphrase=asked_passphrase() if passphrase else None)
    if len(identities) != 1:
        raise Misused(f"{file}: {len(identities)} keys are in it; put each into a file of its own")
    for number, words in enumerate(split(identities[0]), start=1):
        say(f"share {number} of 3, any 2 open:")
        say(words)
    return 0


@key_app.command("join")
def key_join(
    file: KeyFile, passphrase: Annotated[bool, typer.Option("--passphrase", help="Seal the new file with a passphrase.")] = False,
) -> int:
    """Make a key's file again from two or three shares, which are read from standard input, one a line."""
    from witnessmark.vault.keyfiles import write_identity
    from witnessmark.vault.shares import joined
    from witnessmark.walk.keys import card_of, no_case_around

    no_case_around(file)
    lines = [line.strip() for line in sys.stdin if line.strip() and not line.lower().startswith("share ")]
    secret = lines.pop(0) if passphrase and lines else None  # without a terminal, the passphrase stands in the first line
    identity = joined(lines)
    write_identity(file, identity, passphrase=secret)
    say(card_of(identity))
    return 0
