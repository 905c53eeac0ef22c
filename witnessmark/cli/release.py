"""`publish`, `verify`, `checkpoint`: propose, release, and check as a stranger does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from witnessmark.cli.keys import Passphrase
from witnessmark.cli.options import CasePath, Person
from witnessmark.cli.say import amount, say, telling
from witnessmark.cli.seal import Keys, keys_of, with_keys

if TYPE_CHECKING:
    from witnessmark.records.assembly import Refusal

SHOWN = 40
"""Lines of a difference that are printed; the rest is counted."""


def publish(
    case: CasePath,
    confirm: Annotated[str | None, typer.Option(metavar="DIGEST", help="Release this proposal; you have looked at it.")] = None,
    protected: Annotated[Path | None, typer.Option(metavar="FILE", help="Words that must not leave: one a line, outside the case.")] = None,
    key: Annotated[list[Path] | None, typer.Option(metavar="FILE", help="A custodian's key: names are unsealed, and it is signed.")] = None,
    passphrase: Passphrase = False,
    as_: Person = None,
) -> int:
    """Make a proposal of what would leave, or release one. 3: the gate is shut."""
    from witnessmark.records.assembly import Refusal
    from witnessmark.walk.begin import who
    from witnessmark.walk.case import open_case
    from witnessmark.walk.inspecting import protects_somebody, unsealed
    from witnessmark.walk.release import confirm as release
    from witnessmark.walk.release import propose, terms_from

    opened = open_case(case)
    by = who(opened, as_)
    if confirm is not None:
        with telling("releasing"):
            released = release(opened, confirm, by=by)
        say(f"released: {released}")
        return 0
    who_is = unsealed(opened, keys_of(opened, key, passphrase=passphrase), by=by) if key else None
    with telling("publishing"):
        made = propose(opened, by=by, terms=terms_from(protected, case=case), who=who_is)
    if isinstance(made, Refusal):
        return _say_shut(made)
    say(f"proposal {made.digest}")
    say(f"  {amount(made.files, 'file')}, {made.size:,} bytes in {made.folder}")
    say(f"  look at it: {made.folder / 'site' / 'index.html'}")
    for line in made.changed[:SHOWN]:
        say(f"  {line}")
    if len(made.changed) > SHOWN:
        say(f"  and {len(made.changed) - SHOWN} more files changed")
    if protects_somebody(opened) and who_is is None:
        say(f"This case protects people: a custodian inspects it first: witnessmark inspect {case} {made.digest[:16]} --key FILE")
    say(f"release it: witnessmark publish {case} --confirm {made.digest[:16]}")
    return 0


def _say_shut(refusal: Refusal) -> int:
    say(f"gate shut: {amount(len(refusal.reasons), 'reason')}; nothing was left behind")
    for reason in refusal.reasons[:SHOWN]:
        say(f"  {reason.code}  {reason.said}")
    if len(refusal.reasons) > SHOWN:
        say(f"  and {len(refusal.reasons) - SHOWN} more")
    return 3


def inspect(
    case: CasePath,
    digest: Annotated[str, typer.Argument(metavar="DIGEST", help="A proposal, by the first digits that `publish` printed.")],
    key: Keys,
    passphrase: Passphrase = False,
    as_: Person = None,
) -> int:
    """Look at every byte of a proposal with the protected names unsealed in memory, and sign it. 3: one is found; it is deleted."""
    from witnessmark.records.assembly import Refusal
    from witnessmark.walk.inspecting import inspect_proposal

    opened, keys, by = with_keys(case, key, passphrase=passphrase, name=as_)
    with telling("inspecting"):
        found = inspect_proposal(opened, digest, keys, by=by)
    if isinstance(found, Refusal):
        return _say_shut(found)
    say(f"inspected and signed: {found.tree[:16]}, {amount(found.patterns, 'form')} looked for, none found")
    return 0


def verify(bundle: Annotated[Path, typer.Argument(metavar="BUNDLE|CASE", help="A bundle's folder or ZIP; or a case's folder.")]) -> int:
    """Check a bundle offline, as `python verify_bundle.py` does; of a case, its store and ledger. 1: not all could be checked; 3: fails."""
    from witnessmark.walk.look import verify_bundle, verify_case

    if not (bundle / "case.toml").is_file():
        return verify_bundle(bundle)
    verdicts = set()
    for verdict, what, why in verify_case(bundle):
        verdicts.add(verdict)
        say(f"{verdict:12}{what}: {why}")
    said = "something fails" if "fails" in verdicts else "nothing fails, but not everything could be checked"
    say(f"verdict: {said if verdicts - {'holds'} else 'everything that was looked at holds'}")
    return 3 if "fails" in verdicts else 1 if verdicts - {"holds"} else 0


def checkpoint(case: CasePath, as_: Person = None) -> int:
    """Print a signed head of the ledger; give it to somebody outside, so that a later rewrite shows."""
    from witnessmark.walk.begin import who
    from witnessmark.walk.case import open_case
    from witnessmark.walk.release import checkpoint as make

    opened = open_case(case)
    say(make(opened, by=who(opened, as_)).rstrip("\n"))
    return 0
