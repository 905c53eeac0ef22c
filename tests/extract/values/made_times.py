"""Makes expressions of time with known meanings, from tables of phrases that are no part of the package, and counts how many are read right.

    python tests/extract/values/made_times.py es 5000      lists what is read wrongly, by phrase
"""

from __future__ import annotations

import random
import sys
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import yaml
from babel.dates import format_date, get_day_names, get_month_names

TABLES = Path(__file__).parent / "times"
LANGUAGES = ("en", "es", "zh", "fr", "de", "it", "pt")
HAN = "〇一二三四五六七八九"


class Made(NamedTuple):
    """A sentence with one time in it."""

    text: str
    start: int
    end: int
    published: str
    edtf: str
    phrase: str


class Sample(NamedTuple):
    """Days from which the phrases of a table are filled."""

    a: date
    b: date
    """Later than a, in another month."""
    c: date
    """Later than a in its month, or a itself."""
    p: date
    """Of publication."""
    n: int
    q: int


def table(language: str) -> dict[str, object]:
    """Return the phrases of a language by what they mean."""
    return yaml.safe_load((TABLES / f"{language}.yaml").read_text(encoding="utf-8"))


def month(d: date, by: int = 0) -> str:
    k = d.year * 12 + d.month - 1 + by
    return f"{k // 12:04d}-{k % 12 + 1:02d}"


def year(d: date, by: int = 0) -> str:
    return f"{d.year + by:04d}"


def days(d: date, by: int) -> str:
    return (d + timedelta(days=by)).isoformat()


def months(y: int, first: int, count: int) -> str:
    return f"{y:04d}-{first:02d}/{month(date(y, first, 1), count - 1)}"


def week(d: date, by: int) -> str:
    monday = d - timedelta(days=d.weekday()) + timedelta(days=7 * by)
    return f"{monday}/{monday + timedelta(days=6)}"


def weekday(p: date, wanted: int, way: str) -> str:
    steps = {"last": range(0, -7, -1), "before": range(-1, -8, -1), "next": range(1, 8)}[way]
    return next(days(p, k) for k in steps if (p + timedelta(days=k)).weekday() == wanted)


def nearest(p: date, m: int, d: int | None, *, ahead: bool) -> str:
    """The last or next such month or day, counted from publication."""
    if d is None:
        return next(x for k in range(12) if (x := month(p, k if ahead else -k)).endswith(f"-{m:02d}"))
    return next(x for k in range(1500) if (x := days(p, k if ahead else -k)).endswith(f"-{m:02d}-{d:02d}"))


SEASONS = (3, 6, 9, 12)
MEANINGS = {
    "day": lambda s: s.a.isoformat(),
    "month": lambda s: month(s.a),
    "year": lambda s: year(s.a),
    "december": lambda s: f"{year(s.a)}-12",
    "since_december": lambda s: f"{year(s.a)}-12/..",
    "until_december": lambda s: f"../{year(s.a)}-12",
    "last_december": lambda s: f"{year(s.p, -1)}-12",
    "this_december": lambda s: f"{year(s.p)}-12",
    "about_year": lambda s: f"{year(s.a)}~",
    "about_month": lambda s: f"{month(s.a)}~",
    "days": lambda s: f"{s.a.replace(day=1 + s.a.day % 14)}/{s.a.replace(day=15 + s.a.day % 14)}",
    "day_span": lambda s: f"{s.a}/{s.b}",
    "month_span": lambda s: f"{month(s.a)}/{month(s.b)}",
    "month_span_in_year": lambda s: f"{year(s.a)}-{1 + s.a.month // 3:02d}/{year(s.a)}-{7 + s.a.month // 3:02d}",
    "year_span": lambda s: f"{year(s.a)}/{year(s.a, s.n)}",
    "school_year": lambda s: f"{year(s.a)}/{year(s.a, 1)}",
    "since_day": lambda s: f"{s.a}/..",
    "since_month": lambda s: f"{month(s.a)}/..",
    "since_year": lambda s: f"{year(s.a)}/..",
    "until_day": lambda s: f"../{s.a}",
    "until_month": lambda s: f"../{month(s.a)}",
    "until_year": lambda s: f"../{year(s.a)}",
    "before_day": lambda s: f"../{days(s.a, -1)}",
    "before_month": lambda s: f"../{month(s.a, -1)}",
    "before_year": lambda s: f"../{year(s.a, -1)}",
    "after_day": lambda s: f"{days(s.a, 1)}/..",
    "after_month": lambda s: f"{month(s.a, 1)}/..",
    "after_year": lambda s: f"{year(s.a, 1)}/..",
    "season": lambda s: months(s.a.year, SEASONS[s.q - 1], 3),
    "season_winter_span": lambda s: months(s.a.year, 12, 3),
    "quarter": lambda s: months(s.a.year, 3 * s.q - 2, 3),
    "first_half": lambda s: months(s.a.year, 1, 6),
    "second_half": lambda s: months(s.a.year, 7, 6),
    "decade": lambda s: f"{year(s.a)[:3]}X",
    "nineties": lambda s: f"19{5 + s.n % 5}X",
    "century": lambda s: "20XX" if s.n % 2 else "19XX",
    "today": lambda s: days(s.p, 0),
    "yesterday": lambda s: days(s.p, -1),
    "two_days_ago": lambda s: days(s.p, -2),
    "tomorrow": lambda s: days(s.p, 1),
    "in_two_days": lambda s: days(s.p, 2),
    "now": lambda s: days(s.p, 0),
    "weekday": lambda s: weekday(s.p, s.a.weekday(), "last"),
    "last_weekday": lambda s: weekday(s.p, s.a.weekday(), "before"),
    "next_weekday": lambda s: weekday(s.p, s.a.weekday(), "next"),
    "weekday_last_week": lambda s: days(s.p, -7 - s.p.weekday() + s.a.weekday()),
    "weekday_this_week": lambda s: days(s.p, -s.p.weekday() + s.a.weekday()),
    "weekday_next_week": lambda s: days(s.p, 7 - s.p.weekday() + s.a.weekday()),
    "last_week": lambda s: week(s.p, -1),
    "this_week": lambda s: week(s.p, 0),
    "next_week": lambda s: week(s.p, 1),
    "last_month": lambda s: month(s.p, -1),
    "this_month": lambda s: month(s.p),
    "next_month": lambda s: month(s.p, 1),
    "last_year": lambda s: year(s.p, -1),
    "year_before_last": lambda s: year(s.p, -2),
    "this_year": lambda s: year(s.p),
    "next_year": lambda s: year(s.p, 1),
    "years_ago": lambda s: year(s.p, -s.n),
    "months_ago": lambda s: month(s.p, -s.n),
    "weeks_ago": lambda s: days(s.p, -7 * s.n),
    "days_ago": lambda s: days(s.p, -s.n),
    "year_and_half_ago": lambda s: month(s.p, -18),
    "half_year_ago": lambda s: month(s.p, -6),
    "since_years_ago": lambda s: f"{year(s.p, -s.n)}/..",
    "about_years_ago": lambda s: f"{year(s.p, -s.n)}~",
    "in_months": lambda s: month(s.p, s.n),
    "past_years": lambda s: f"{year(s.p, -s.n)}/{year(s.p)}",
    "past_months": lambda s: f"{month(s.p, -s.n)}/{month(s.p)}",
    "month_last_year": lambda s: f"{year(s.p, -1)}-{s.a.month:02d}",
    "month_this_year": lambda s: f"{year(s.p)}-{s.a.month:02d}",
    "month_before": lambda s: nearest(s.p, s.a.month, None, ahead=False),
    "day_before": lambda s: nearest(s.p, s.a.month, s.a.day, ahead=False),
    "month_ahead": lambda s: nearest(s.p, s.a.month, None, ahead=True),
    "day_ahead": lambda s: nearest(s.p, s.a.month, s.a.day, ahead=True),
    "day_alone": lambda s: (s.p.replace(day=s.n)).isoformat() if s.n <= s.p.day else f"{month(s.p, -1)}-{s.n:02d}",
    "since_last_year": lambda s: f"{year(s.p, -1)}/..",
    "since_this_year": lambda s: f"{year(s.p)}/..",
    "until_this_year": lambda s: f"../{year(s.p)}",
    "none": lambda _: "-",
}
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


def han(number: int) -> str:
    """Write a number below 100 in Chinese."""
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else HAN[tens] + "十") + (HAN[ones] if ones or not tens else "")


def filled(phrase: str, s: Sample, language: str, lists: dict[str, list[str]]) -> str:
    """Put the days of a sample into a phrase."""
    locale = {"zh": "zh_Hans"}.get(language, language)
    wide, short, weekdays = get_month_names("wide", locale=locale), get_month_names("abbreviated", locale=locale), get_day_names("wide", locale=locale)
    a, b = s.a, s.b
    low, high = 1 + a.day % 14, 15 + a.day % 14
    values = {
        "D": a.day, "DD": f"{a.day:02d}", "M": a.month, "MM": f"{a.month:02d}", "Y": a.year, "YY": f"{a.year % 100:02d}", "month": wide[a.month], "mon": short[a.month],
        "Month": wide[a.month].capitalize(), "wd": weekdays[a.weekday()], "D1": low, "D2": high, "roman": ROMAN[a.month - 1],
        "bD": b.day, "bM": b.month, "bmonth": wide[b.month], "bY": b.year, "Yn": a.year + s.n, "Yn2": f"{(a.year + s.n) % 100:02d}", "Y1": a.year + 1, "Y12": f"{(a.year + 1) % 100:02d}",
        "m1": wide[1 + a.month // 3], "m2": wide[7 + a.month // 3], "M1": 1 + a.month // 3, "M2": 7 + a.month // 3,
        "n": s.n, "N": lists["numbers"][s.n], "q": s.q, "Q": lists["nth"][s.q - 1], "season": lists["seasons"][s.q - 1], "X0": f"{year(a)[:3]}0",
        "x0": f"{5 + s.n % 5}0", "tens": lists["tens"][s.n % 5], "cent": "XXI" if s.n % 2 else "XX", "century": "21" if s.n % 2 else "20", "Century": "二十一" if s.n % 2 else "二十",
        "cY": "".join(HAN[int(c)] for c in str(a.year)), "cM": han(a.month), "cD": han(a.day), "roc": a.year - 1911, "croc": han(a.year - 1911) if 0 < a.year - 1911 < 100 else "",
        "iso": a.isoformat(), "wd1": "一二三四五六日"[a.weekday()],
    }  # fmt: skip
    for name in ("short", "medium", "long", "full"):
        values[name] = format_date(a, name, locale=locale)
    return phrase.format_map(values)


def sample(rng: random.Random, language: str) -> Sample:
    """Draw days: what is told lies in living memory, publication in this century."""
    a = date(1991, 1, 1) + timedelta(days=rng.randrange(14_000))
    b = date(a.year, a.month, 1) + timedelta(days=32 + rng.randrange(900))
    p = date(2005, 1, 1) + timedelta(days=rng.randrange(8_000))
    return Sample(a, b, a.replace(day=rng.randint(a.day, monthrange(a.year, a.month)[1])), p, rng.randint(2, 12), rng.randint(1, 4))


YEARLESS = frozenset(("day_before", "day_ahead"))


def made(language: str, count: int, seed: int = 2022) -> Iterator[Made]:
    """Yield so many expressions, each phrase of the table about as often as any other."""
    rng = random.Random(f"{language} {seed}")
    lists = table(language)
    phrases = [(meaning, phrase) for meaning, entries in lists["phrases"].items() for phrase in entries]
    carriers = {"past": lists["carriers"], "future": lists["future_carriers"]}
    order: list[tuple[str, str]] = []
    while count > 0:
        if not order:
            order = phrases[:]
            rng.shuffle(order)
        meaning, phrase = order.pop()
        s = sample(rng, language)
        if meaning in YEARLESS and (s.a.month, s.a.day) == (2, 29):
            continue  # the day is not in every year
        try:
            edtf = MEANINGS[meaning](s)
        except (ValueError, StopIteration):
            continue
        said = filled(phrase, s, language, lists)
        carrier = rng.choice(carriers["future" if meaning.endswith("_ahead") else "past"])
        before, _, after = carrier.partition("@")
        yield Made(before + said + after, len(before), len(before) + len(said), s.p.isoformat(), edtf, f"{meaning}: {phrase}")
        count -= 1


def wrong(language: str, count: int) -> list[tuple[Made, str]]:
    """Return the expressions that are read wrongly, with what was read: another time, none, more than one, or words beyond the expression."""
    from witnessmark.extract.times import find_times

    out = []
    for case in made(language, count):
        found = find_times(case.text, published=case.published, language=language)
        got = " ".join(t.when.edtf for t in found) or "-"
        if got != case.edtf or any(t.start < case.start or t.end > case.end for t in found):
            out.append((case, got))
    return out


def main() -> None:
    """List what is read wrongly, by phrase, with a first example of each."""
    language, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 5_000
    failed = wrong(language, count)
    by: dict[str, list[tuple[Made, str]]] = {}
    for case, got in failed:
        by.setdefault(case.phrase, []).append((case, got))
    for phrase, cases in sorted(by.items(), key=lambda item: -len(item[1])):
        case, got = cases[0]
        print(f"{len(cases):4d}  {phrase}\n      {case.text!r} published {case.published}: wanted {case.edtf}, got {got}")
    print(f"{language}: {count - len(failed)} of {count} right, {100 * (count - len(failed)) / count:.2f} %")


if __name__ == "__main__":
    main()
