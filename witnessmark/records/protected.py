"""Who a protected person is: unsealed in memory on a custodian's machine for the gate to look for; never written, printed or logged."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Protected:
    """One protected person. Only the id may be printed."""

    id: str
    """Random; what a refusal names."""
    names: tuple[str, ...] = ()
    """Every spelling in every script that is known."""
    handles: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    """Passport, identity card, number plate, account."""
    born: str = ""
    """ISO date."""
    places: tuple[str, ...] = ()
    """Towns and villages that the person is tied to: with initials or an age they point to one."""
    addresses: tuple[str, ...] = ()
    coordinates: tuple[str, ...] = ()
    """`latitude,longitude`, decimal degrees."""
    posts: tuple[tuple[str, str], ...] = ()
    """(employer, function): one alone is common, both together are one person."""
    relatives: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    """Sentences of seven words or more that would tell who said them."""
    pseudonyms: tuple[str, ...] = ()
    """Other names and ids of the case for the same person."""

    def __repr__(self) -> str:
        """Show the id alone: what a person is called stands in no log and no traceback."""
        return f"Protected({self.id!r})"
