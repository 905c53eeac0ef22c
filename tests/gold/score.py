#!/usr/bin/env python3
# ruff: noqa: RUF021, TRY301 -- the same program that scores the whole gold set
"""Scores extracted claims against the gold claims of GUIDELINES.md.

    score.py --gold DIR --got DIR [--json]          a table (or JSON) per language and per kind
    score.py --gold DIR --got DIR --quotes-only     exits 1 if a got quote is not verbatim at its offsets

DIR is a folder with claims/ID.json, or of ID.json files: {"id", "claims": [...]}. The texts, for the language of a
document and for its quotes, are looked for in texts/ within the gold DIR or beside it. Only documents of the gold count.

A got claim may match a gold claim of the same kind when their spans share at least half of the shorter one and, for a
count, the value is equal (or min and max are). Matching is one to one and greedy: the pair with the largest overlap
(shared over joint length) first, of equal ones the pair that agrees in more fields. Accuracies are over matched claims:
root   the last speaker of said_by (both may be none)    chain  the length of said_by
place, subject, object and root compare casefolded, one holding the other; time, modality and unit must be equal.
"""
from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeGuard

Claim = dict[str, Any]
FIELDS = ("root", "chain", "modality", "place", "time", "unit", "subject", "object")


@dataclass
class Tally:
    gold: int = 0
    got: int = 0
    hit: int = 0
    asked: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)

    def report(self) -> dict[str, Any]:
        both = self.gold + self.got
        return {
            "gold": self.gold, "got": self.got, "hit": self.hit,
            "precision": ratio(self.hit, self.got), "recall": ratio(self.hit, self.gold), "f1": ratio(2 * self.hit, both),
            "accuracy": {f: ratio(self.right[f], self.asked[f]) for f in FIELDS},
        }


def ratio(a: int, b: int) -> float | None:
    return a / b if b else None


def is_int(x: Any) -> TypeGuard[int]:
    return isinstance(x, int) and not isinstance(x, bool)


def claims_in(folder: Path) -> dict[str, list[Claim]]:
    """ID -> claims, of every JSON file in folder/claims or folder."""
    if not folder.is_dir():
        sys.exit(f"{folder}: no such folder")
    inner = folder / "claims"
    out = {}
    for path in sorted((inner if inner.is_dir() else folder).glob("*.json")):
        try:
            claims = json.loads(path.read_text("utf-8"))["claims"]
            if not all(isinstance(c, dict) for c in claims):
                raise TypeError("a claim is no object")
        except (ValueError, KeyError, TypeError) as e:
            sys.exit(f"{path}: not a claims file: {e!r}")
        out[path.stem] = claims
    return out


def texts_for(gold: Path) -> dict[str, dict[str, Any]]:
    for folder in (gold / "texts", gold.parent / "texts"):
        if folder.is_dir():
            return {p.stem: json.loads(p.read_text("utf-8")) for p in sorted(folder.glob("*.json"))}
    sys.exit(f"{gold}: no texts/ in it or beside it")


def same_name(a: Any, b: Any) -> bool:
    x, y = (" ".join(str(v or "").casefold().split()) for v in (a, b))
    return x == y or bool(x and y) and (x in y or y in x)


def judge(gold: Claim, got: Claim) -> dict[str, bool]:
    """Which fields of got are right; unit only where the gold claim is a count."""
    a, b = gold.get("said_by") or [], got.get("said_by") or []
    right = {
        "root": same_name(a[-1] if a else None, b[-1] if b else None),
        "chain": len(a) == len(b),
        "modality": gold.get("modality") == got.get("modality"),
        "time": gold.get("time") == got.get("time"),
    }
    right |= {f: same_name(gold.get(f), got.get(f)) for f in ("place", "subject", "object")}
    if gold.get("kind") == "count":
        right["unit"] = str(gold.get("unit")).casefold() == str(got.get("unit")).casefold()
    return right


def same_count(gold: Claim, got: Claim) -> bool:
    if gold["value"] == got.get("value"):
        return True
    bounds = [(c.get("min"), c.get("max")) for c in (gold, got)]
    return bounds[0] == bounds[1] != (None, None)


def overlap(gold: Claim, got: Claim) -> float:
    """Shared over joint length, or 0 where the two may not match."""
    a: int = gold["start"]
    b: int = gold["end"]
    c, d = got.get("start"), got.get("end")
    if not (is_int(c) and is_int(d)) or gold["kind"] != got.get("kind"):
        return 0.0
    shared = min(b, d) - max(a, c)
    if shared <= 0 or 2 * shared < min(b - a, d - c):
        return 0.0
    if gold["kind"] == "count" and not same_count(gold, got):
        return 0.0
    return shared / (max(b, d) - min(a, c))


def match(gold: list[Claim], got: list[Claim]) -> list[tuple[int, int]]:
    pairs = [(o, sum(judge(a, b).values()), i, j)
             for i, a in enumerate(gold) for j, b in enumerate(got) if (o := overlap(a, b))]
    out: list[tuple[int, int]] = []
    used_gold: set[int] = set()
    used_got: set[int] = set()
    for _, _, i, j in sorted(pairs, key=lambda p: (-p[0], -p[1], p[2], p[3])):
        if i not in used_gold and j not in used_got:
            out.append((i, j))
            used_gold.add(i)
            used_got.add(j)
    return out


def groups(language: str, kind: str) -> Iterable[tuple[str, str]]:
    return ("all", "all"), ("language", language), ("kind", kind), ("language/kind", f"{language}/{kind}")


def score(gold: dict[str, list[Claim]], got: dict[str, list[Claim]], language: dict[str, str]) -> dict[str, dict[str, Any]]:
    tallies: dict[str, dict[str, Tally]] = {g: defaultdict(Tally) for g, _ in groups("", "")}
    for ident, want in gold.items():
        have = got.get(ident, [])
        for claims, name in ((want, "gold"), (have, "got")):
            for c in claims:
                for g, key in groups(language[ident], str(c.get("kind"))):
                    t = tallies[g][key]
                    setattr(t, name, getattr(t, name) + 1)
        for i, j in match(want, have):
            right = judge(want[i], have[j])
            for g, key in groups(language[ident], want[i]["kind"]):
                t = tallies[g][key]
                t.hit += 1
                t.asked.update(right.keys())
                t.right.update(f for f, ok in right.items() if ok)
    return {g: {key: t.report() for key, t in sorted(ts.items())} for g, ts in tallies.items()}


def table(result: dict[str, dict[str, Any]]) -> str:
    def num(x: float | None, width: int = 7) -> str:
        return ("-" if x is None else f"{x:.2f}").rjust(width)

    lines = []
    for g, rows in result.items():
        lines.append(f"{g:18}{'gold':>6}{'got':>6}{'hit':>6}{'prec':>7}{'recall':>7}{'f1':>7} |"
                     + "".join(f"{f:>9}" for f in FIELDS))
        for key, r in rows.items():
            lines.append(f"  {key:16}{r['gold']:6}{r['got']:6}{r['hit']:6}{num(r['precision'])}{num(r['recall'])}{num(r['f1'])} |"
                         + "".join(num(r["accuracy"][f], 9) for f in FIELDS))
    return "\n".join(lines)


def bad_quotes(got: dict[str, list[Claim]], texts: dict[str, dict[str, Any]]) -> list[str]:
    bad = []
    for ident, claims in got.items():
        if ident not in texts:
            bad.append(f"{ident}: no such text")
            continue
        text = texts[ident]["text"]
        for n, c in enumerate(claims):
            start, end, quote = c.get("start"), c.get("end"), c.get("quote")
            if not (is_int(start) and is_int(end) and 0 <= start < end <= len(text)) or text[start:end] != quote:
                bad.append(f"{ident}: claim {n}: {str(quote)[:70]!r} is not at {start}:{end}")
    return bad


def main() -> int:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--gold", type=Path, required=True)
    p.add_argument("--got", type=Path, required=True)
    p.add_argument("--json", action="store_true", help="print the figures as JSON")
    p.add_argument("--quotes-only", action="store_true", help="only check that every got quote is verbatim")
    args = p.parse_args()
    texts, got = texts_for(args.gold), claims_in(args.got)
    if args.quotes_only:
        bad = bad_quotes(got, texts)
        print(*bad, f"{sum(map(len, got.values()))} quotes, {len(bad)} not verbatim", sep="\n")
        return 1 if bad else 0
    gold = claims_in(args.gold)
    if not gold or not gold.keys() <= texts.keys():
        sys.exit(f"{args.gold}: no claims files, or claims without their text")
    for ident in sorted(gold.keys() ^ got.keys()):
        print(f"{ident}: " + ("not in got, counts as no claims" if ident in gold else "not in the gold, left out"), file=sys.stderr)
    result = score(gold, got, {i: texts[i]["language"] for i in gold})
    print(json.dumps(result, ensure_ascii=False, indent=1) if args.json else table(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
