"""What one collection may take, as numbers with their reasons, and the account of what it took."""

from __future__ import annotations

from dataclasses import dataclass

ITEM_BYTES = 256 * 1024 * 1024
"""Bytes of one file, member or page. A document is held in memory once; nobody reads a longer one as one document."""
MEMBERS = 100_000
"""Members out of one outermost container. A mailbox of twenty years has fewer; an archive of a million empty files has more."""
TOTAL_BYTES = 2 * 1024 * 1024 * 1024
"""Bytes unpacked out of one outermost container, its nested containers included: what a laptop's disk bears unasked."""
DEPTH = 3
"""Containers inside one another that are opened: a mail in an archive in an archive is real, a fourth layer is a trap."""
RATIO = 200
"""Bytes unpacked for one packed byte. Text packs to a tenth, tables to a fiftieth; a bomb to a thousandth and less."""
RATIO_FROM = 10 * 1024 * 1024
"""Bytes from which the ratio counts: a small file of one repeated line is harmless."""
CONNECT_SECONDS = 15.0
"""Seconds until a server must have taken the connection."""
READ_SECONDS = 30.0
"""Seconds that a server may stay silent."""
PAGE_SECONDS = 120.0
"""Seconds for one page, all redirects included, so that a server that drips cannot hold a run."""
HOPS = 10
"""Redirects that are followed: browsers follow 20, no honest page needs 10."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The limits of one collection."""

    item_bytes: int = ITEM_BYTES
    members: int = MEMBERS
    total_bytes: int = TOTAL_BYTES
    depth: int = DEPTH
    ratio: int = RATIO
    ratio_from: int = RATIO_FROM
    connect_seconds: float = CONNECT_SECONDS
    read_seconds: float = READ_SECONDS
    page_seconds: float = PAGE_SECONDS
    hops: int = HOPS


class OverLimit(Exception):
    """A limit was met. `whole`: nothing more may come out of the outermost container."""

    def __init__(self, why: str, *, whole: bool = False) -> None:
        super().__init__(why)
        self.whole = whole


class Account:
    """What came out of one outermost container, of so many bytes, so far."""

    def __init__(self, limits: Limits, size: int) -> None:
        self.limits = limits
        self.size = size
        self.members = 0
        self.bytes = 0
        self.kept = 0

    def member(self) -> None:
        """Count one member. Raises OverLimit for the one that is too many."""
        if self.members >= self.limits.members:
            raise OverLimit(
                f"more than {self.limits.members:,} members: the rest stays inside the kept container. "
                "Unpack it yourself and collect the part that you need.",
                whole=True,
            )
        self.members += 1

    def unpacked(self, size: int) -> None:
        """Count unpacked bytes. Raises OverLimit where the total is too large."""
        self.bytes += size
        if self.bytes > self.limits.total_bytes:
            raise OverLimit(
                f"more than {in_bytes(self.limits.total_bytes)} unpacked: the rest stays inside the kept container. "
                "Unpack it yourself and collect the part that you need.",
                whole=True,
            )

    def came_out(self, size: int) -> None:
        """Count bytes that become a capture. Raises OverLimit where all together swelled as only bombs do."""
        self.kept += size
        if self.kept > self.limits.ratio_from and self.kept > self.limits.ratio * max(self.size, 1):
            raise OverLimit(
                f"what it holds is more than {self.limits.ratio} times its own size ({in_bytes(self.size)} gave "
                f"{in_bytes(self.kept)} and more), as bombs do: the rest stays inside the kept container.",
                whole=True,
            )

    def item(self, size: int) -> None:
        """Look at the size of one item. Raises OverLimit where it is too large."""
        if size > self.limits.item_bytes:
            raise OverLimit(f"larger than {in_bytes(self.limits.item_bytes)}: take it out by itself, split it, and collect the parts.")

    def ratio(self, unpacked: int, packed: int) -> None:
        """Look at how far something swelled. Raises OverLimit where only a bomb swells so far."""
        if unpacked > self.limits.ratio_from and unpacked > self.limits.ratio * max(packed, 1):
            raise OverLimit(
                f"swells to more than {self.limits.ratio} times its packed size ({in_bytes(packed)} gave {in_bytes(unpacked)} "
                "and more), as bombs do: not unpacked."
            )


def in_bytes(size: int) -> str:
    """Return a number of bytes as people read it."""
    for unit, name in ((1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")):
        if size >= unit:
            return f"{size / unit:.4g} {name}"
    return f"{size} bytes"
