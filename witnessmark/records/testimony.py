"""What is known of sealed people's experiences, and what was published of it: rows, and tables of counts. Facts and sources stay sealed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Counted(StrEnum):
    """What a table counts."""

    PERSONS = "persons"
    """Each person once, however often something was done to them."""
    EXPERIENCES = "experiences"
    """Each experience once."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Facts:
    """What is known of one experience of one sealed person, exact as told. Null is unknown, and two unknowns are never the same."""

    person: str
    """The protected person's random id."""
    experience: str
    """Random id: a person may have had several."""
    host_country: str | None = None
    host_place: str | None = None
    """Id of a place; what leaves of it is the unit that it lies in."""
    origin: str | None = None
    """Id of the place that the person comes from."""
    period: str | None = None
    """EDTF; what leaves of it is a month or a year."""
    method: str | None = None
    role: str | None = None

    def __repr__(self) -> str:
        """Show the random id alone."""
        return f"Facts({self.experience!r})"


QUASI = ("host_country", "host_place", "origin", "period", "method", "role")
"""The fields that together point to one person (standards, H-10)."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ToldRow:
    """What would be published of one testimony."""

    row: str
    """Random id, made for one release: no other row has it, in this release or another."""
    values: tuple[tuple[str, str], ...]
    """Pairs of a field of `Facts` and its generalised value."""

    def __repr__(self) -> str:
        """Show the random id alone: most rows are refused."""
        return f"ToldRow({self.row!r})"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class RowSource:
    """Whose experience a published row tells. Sealed beside the cells of the release."""

    row: str
    experience: str

    def __repr__(self) -> str:
        """Show the row's random id alone."""
        return f"RowSource({self.row!r})"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class KnownPublicly:
    """A custodian's word that what a row says of a person is public knowledge. It is bound to the row's values."""

    row: str
    values: tuple[tuple[str, str], ...]
    by: str
    """The custodian's random id."""
    reason: str

    def __repr__(self) -> str:
        """Show the row's random id alone."""
        return f"KnownPublicly({self.row!r})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a table is laid out. It is the same in every release of a case: categories are chosen once, before anybody counts."""

    counted: Counted
    dimensions: tuple[str, ...]
    """One or two fields of `Facts`."""
    categories: tuple[tuple[str, ...], ...]
    """The categories of each dimension, generalised; `other`, `several` and `unknown` are added to them."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Cell:
    """One cell of a table, a total among them."""

    at: tuple[str, ...]
    """A category for each dimension, or `total`."""
    count: int
    """The true number: sealed where `shown` is false."""
    shown: bool

    def __repr__(self) -> str:
        """Show the number where it may be seen."""
        return f"Cell({self.at!r}, {self.count if self.shown else 'withheld'})"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PublishedCells:
    """A table of one release with every cell, shown or withheld. Kept sealed, so that the next release gives nothing away beside it."""

    release: str
    layout: Layout
    cells: tuple[Cell, ...]
    persons: tuple[str, ...]
    """Random ids of everybody who is counted: once one of them no longer allows it, this version is not printed again."""

    def __repr__(self) -> str:
        """Show what was shown."""
        return f"PublishedCells({self.release!r}, {self.cells!r})"
