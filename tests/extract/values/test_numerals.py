"""What a user may rely on: numbers of seven languages are read with bounds, ranges, measure words and kinds.

`python -m tests.extract.values.test_numerals [LANGUAGE...]` lists every generated expression that is read wrongly.
"""

import os
import random
import sys
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from tests.extract.values import spelled
from witnessmark.extract.numbers import Number, find_numbers

TABLES = yaml.safe_load(Path(__file__).with_name("expressions.yaml").read_text(encoding="utf-8"))
LANGUAGES = sorted(TABLES)
COUNT = 5000 if os.environ.get("WITNESSMARK_LARGE") == "1" else 400


class Case(NamedTuple):
    text: str
    value: str
    min: str | None = None
    max: str | None = None
    kind: str = "cardinal"
    unit: str | None = None
    measure: str | None = None


def plain(value) -> str:
    told = Decimal(str(value))
    return str(int(told)) if told == int(told) else format(told.normalize(), "f")


# Writing numbers


def words(language: str, n: int, r: random.Random) -> str:
    chance = r.random()
    write = {
        "de": lambda: spelled.german(n, joint=chance < 0.2),
        "en": lambda: spelled.english(n, joint=chance < 0.6),
        "es": lambda: spelled.spanish(n, feminine=True),
        "fr": lambda: spelled.french(n, belgian=chance < 0.2, new=0.1 < chance < 0.3),
        "it": lambda: spelled.italian(n),
        "pt": lambda: spelled.portuguese(n, feminine=True, brazil=chance < 0.5),
        "zh-Hans": lambda: spelled.chinese(n, "formal" if chance < 0.1 else language),
        "zh-Hant": lambda: spelled.chinese(n, language),
    }
    return write[language]()


GROUPS = {
    "es": (".", " ", "\u00a0", "\u202f", ""), "pt": (".", " ", "\u00a0", ""), "fr": (" ", "\u00a0", "\u202f", ""), "de": (".", "\u00a0", "", "’"),
    "en": (",", ",", "\u00a0", ""), "it": (".", "\u00a0", "", "’"), "zh-Hans": (",", "", ""), "zh-Hant": (",", "", ""),
}  # fmt: skip


def digits(language: str, n: int, r: random.Random) -> str:
    group = r.choice(GROUPS[language])
    told = f"{n:,}".replace(",", group) if group or not 1500 <= n <= 2099 else f"{n:,}".replace(",", GROUPS[language][0])
    if language.startswith("zh") and r.random() < 0.1:
        return told.translate(str.maketrans("0123456789,", "０１２３４５６７８９，"))
    return told


def fraction(language: str, tenths: int) -> str:
    return f"{tenths // 10}{'.' if language[:2] in {'zh', 'en'} else ','}{tenths % 10}"


def size(r: random.Random) -> int:
    n = int(10 ** r.uniform(0.31, 7.2))
    return n if r.random() < 0.6 else max(2, round(n, -max(0, len(str(n)) - 2)))


def number(language: str, r: random.Random, n: int) -> str:
    return digits(language, n, r) if r.random() < 0.5 else words(language, n, r)


# Generating expressions


class Makers:
    """One way to make an expression each; `table` is that of the language."""

    def __init__(self, language: str, r: random.Random) -> None:
        self.language, self.r, self.table = language, r, TABLES[language]
        self.classifier = r.choice(self.table.get("classifiers", [None]))
        self.noun = r.choice(self.table["nouns"])

    def case(self, expression: str, value, low=None, high=None, kind="cardinal", unit=None) -> Case:
        text = expression.replace("{noun}", self.noun).replace("{c}", self.classifier or "").replace("{noun2}", self.noun)
        framed = self.r.choice(self.table["frames"]).replace("{e}", text)
        measured = self.classifier if kind == "cardinal" and "{c}" in expression else None
        return Case(framed[:1].upper() + framed[1:] if self.r.random() < 0.5 else framed, plain(value),
                    None if low is None else plain(low), None if high is None else plain(high), kind, unit, measured)  # fmt: skip

    def told(self, n: int) -> str:
        return number(self.language, self.r, n)

    @property
    def tail(self) -> str:
        return "{c}{noun}" if self.classifier else " {noun}"

    @property
    def gap(self) -> str:
        return "" if self.classifier else " "

    def counted(self) -> Case:
        n = size(self.r)
        return self.case(self.told(n) + self.tail, n)

    def before(self) -> Case:
        sort, n = self.r.choice(("min", "max", "about")), size(self.r)
        n = n + 9 if n < 10 else n
        bound = self.r.choice(self.table[sort])
        return self.case(f"{bound}{self.gap}{self.told(n)}{self.tail}", n, n if sort == "min" else None, n if sort == "max" else None)

    def after(self) -> Case:
        sort, n = self.r.choice([sort for sort, told in self.table["after"].items() if told]), size(self.r)
        bound = self.r.choice(self.table["after"][sort])
        where = "{c}" if self.classifier and self.r.random() < 0.7 else ""
        text = f"{self.told(n)}{where}{self.gap}{bound}{'' if self.classifier else self.tail}"
        return self.case(text, n, n if sort == "min" else None, n if sort == "max" else None)

    def plus(self) -> Case:
        if "plus" not in self.table:
            return self.before()
        n = self.r.choice((10, 20, 30, 100, 200, 1000, 50, 400, 3000, 20000))
        return self.case(f"{self.told(n)}{self.r.choice(self.table['plus'])}{self.tail}", n, n)

    def ranged(self) -> Case:
        low = size(self.r)
        high = low + max(1, int(low * self.r.uniform(0.2, 2)))
        template = self.r.choice(self.table["ranges"])
        spell = (lambda n: digits(self.language, n, self.r)) if "{d}" in template or self.r.random() < 0.5 else lambda n: words(self.language, n, self.r)
        text = template.replace("{n}", spell(low)).replace("{m}", spell(high)).replace("{d}", spell(low)).replace("{e}", spell(high))
        return self.case(text, low, low, high)

    def dashed(self) -> Case:
        low = self.r.randint(2, 900)
        high = low + self.r.randint(1, 90)
        return self.case(self.r.choice(self.table["dashed"]).replace("{d}", str(low)).replace("{e}", str(high)), low, low, high)

    def pair(self) -> Case:
        low = self.r.randint(2, 8)
        text = self.r.choice([t for t in self.table["pairs"] if "、" not in t]).replace("{k}", words(self.language, low, self.r))
        return self.case(text.replace("{l}", words(self.language, low + 1, self.r)), low, low, low + 1)

    def filled(self, template: str) -> tuple[str, Decimal]:
        """Fill the one number that a template has; return its value (of text without one, zero)."""
        r = self.r
        slots = {"{x}": r.randint(11, 99), "{d}": r.randint(2, 999), "{k}": r.randint(2, 12), "{n}": size(r) % 9000 + 2, "{p}": r.randint(2, 99),
                 "{a}": r.randint(16, 90), "{day}": r.randint(2, 28), "{mon}": r.randint(1, 12), "{y}": r.randint(1950, 2030)}  # fmt: skip
        slot = next((s for s in slots if s in template), None)
        if slot is None:
            return template, Decimal(0)
        n = slots[slot]
        if slot == "{x}":
            return template.replace(slot, fraction(self.language, n)), Decimal(n) / 10
        spoken = {"{n}": self.told, "{k}": self.told, "{p}": self.told if self.language.startswith("zh") and "百" in template else str}
        said = spoken.get(slot, str)(n)
        near = template[template.index(slot) + len(slot) :][:1] if slot == "{k}" else ""
        if (near and near in ".º°et") or "§" in template:
            said = str(n)
        return template.replace(slot, said), Decimal(n)

    def scaled(self) -> Case:
        template, scale = self.r.choice(self.table["scaled"])
        text, value = self.filled(template)
        return self.case(text, value * scale)

    def scaled_range(self) -> Case:
        if "scaled_range" not in self.table:
            return self.scaled()
        template, scale = self.r.choice(self.table["scaled_range"])
        low, more = self.r.randint(2, 12), self.r.randint(1, 30)
        text = template.replace("{k}", str(low)).replace("{d}", str(low + more))
        return self.case(text, low * scale, low * scale, (low + more) * scale)

    def fixed(self) -> Case:
        template, value, *high = self.r.choice(self.table["fixed"])
        return self.case(template, value, value if high else None, high[0] if high else None)

    def vague(self) -> Case:
        template, least = self.r.choice(self.table["vague"])
        return self.case(template, least, least)

    def money(self) -> Case:
        template, unit, *scale = self.r.choice([*self.table["money"], *self.table["money_scaled"]])
        text, value = self.filled(template)
        return self.case(text, value * (scale[0] if scale else 1), kind="money", unit=unit)

    def shared(self) -> Case:
        if self.r.random() < 0.5:
            text, value = self.filled(self.r.choice(self.table["percent"]))
            return self.case(text, value, kind="share", unit="percent")
        if "tens" in self.table and self.r.random() < 0.3:
            template, value = self.r.choice(self.table["tens"])
            return self.case(template, value, kind="share", unit="percent")
        template, part, whole = self.r.choice([f for f in self.table["fractions"] if "{noun2}" not in f[0]])
        return self.case(template, round(Decimal(part) / whole, 4), kind="share", unit="fraction")

    def uncounted(self) -> Case:
        kind = self.r.choice([*self.table["kinds"], "pronoun"])
        template = self.r.choice(self.table["pronoun"] if kind == "pronoun" else self.table["kinds"][kind])
        return self.case(self.filled(template)[0], -1, kind=kind)


MAKERS = (
    "counted", "counted", "counted", "counted", "before", "before", "before", "after", "plus", "ranged", "ranged", "dashed", "pair", "scaled",
    "scaled_range", "fixed", "vague", "money", "shared", "uncounted", "uncounted", "uncounted",
)  # fmt: skip


def cases(language: str, count: int) -> Iterator[Case]:
    """Yield expressions with known values; the same each time."""
    for at in range(count):
        r = random.Random(f"{language} {at}")
        yield getattr(Makers(language, r), r.choice(MAKERS))()


def wrong(language: str, case: Case) -> list[Number] | None:
    """Return what was found where it is not what the expression says, else null."""
    found = find_numbers(case.text, language=language)
    counted = [n for n in found if n.kind != "pronoun"]
    if case.value == "-1":  # counts nothing: only the kind matters
        right = not [n for n in counted if n.kind == "cardinal"] and (case.kind == "pronoun" or case.kind in {n.kind for n in counted})
        return None if right else found
    if len(counted) != 1:
        return found
    n = counted[0]
    if Decimal(n.value) != Decimal(case.value) or (n.min, n.max, n.kind) != (case.min, case.max, case.kind):
        return found
    if case.unit is not None and n.unit != case.unit:
        return found
    return found if n.measure != case.measure and not case.text.startswith("俩") and "俩" not in case.text else None


@cache
def failures(language: str, count: int) -> tuple[tuple[Case, list[Number]], ...]:
    return tuple((case, found) for case in cases(language, count) if (found := wrong(language, case)) is not None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_generated_expressions_are_read_right(language):
    missed = failures(language, COUNT)
    shown = "\n".join(case.text for case, _ in missed[:20])
    assert len(missed) <= COUNT // 100, f"{len(missed)} of {COUNT} wrong:\n{shown}"


def report(languages: list[str]) -> None:
    """Print the share of expressions that are read right, and each failure with what was found."""
    for language in languages:
        missed = failures(language, COUNT)
        print(f"{language}: {COUNT - len(missed)} of {COUNT} right ({100 - 100 * len(missed) / COUNT:.2f} %)")
        for case, found in missed:
            print("  ", case, "->", [(n.words, n.value, n.min, n.max, n.kind, n.unit, n.measure) for n in found])


if __name__ == "__main__":
    report(sys.argv[1:] or LANGUAGES)
