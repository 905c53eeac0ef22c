"""What a number of a text is, for whoever looks at claims."""

from __future__ import annotations

from typing import NamedTuple


class Number(NamedTuple):
    """A number as the text has it."""

    start: int
    end: int
    """The number alone ("ten thousand", "a dozen"); of a range both ends ("20 and 30")."""
    value: str
    """Decimal string; of a range its low end."""
    min: str | None = None
    max: str | None = None
    words: str = ""
    """Verbatim from start to end."""
    kind: str = "cardinal"
    """`cardinal` counts something. Every other kind says why it does not: `pronoun` ("one of the", "the one"), `ordinal`, `share`, `money`,
    `year`, `date`, `clock`, `age`, `duration`, `measure`, `times` ("four times"), `rank`, `phone`, `label` (section, page, bill, address,
    name, mark of a list)."""
    with_bound: tuple[int, int] = (0, 0)
    """The same with the words that bound it: "more than ten thousand", "between 20 and 30", "some thirty", "12 or more"."""
    unit: str | None = None
    """Of `money` the currency ("dollar"); of `share` `percent` or `fraction`; of a cardinal what its measure word implies ("person")."""
    approximate: bool = False
    """"about", "some", "around", "or so"; or digits whose separator the text leaves in doubt."""
    measure: str | None = None
    """The measure word right after the number, in languages that have them; the number ends before it."""

    @property
    def bounded(self) -> bool:
        """Whether it has a least or a most."""
        return self.min is not None or self.max is not None
