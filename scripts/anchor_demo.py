"""Fills digests and offsets into the decisions of the example case: run it after a document, a reader or a decision file changed.

In witnessmark/demo/decisions/*.jsonl a line may name a document by its file name and a quotation by its words alone, with `"nth": 2`
where the words stand more than once. This program puts the digest, start, end, prefix and suffix there, in place. Lines that have them
already are anchored again: a stale digest is led to its file by documents.json, a quotation by the words around it. Blanks in a
quotation match line breaks of the text. It ends with status 1, file and line where words or a reference are not found, or found twice.

    .venv/bin/python scripts/anchor_demo.py [--check]
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from witnessmark import demo
from witnessmark.extract.read import Extraction, read_job
from witnessmark.preserve.sniff import media_of
from witnessmark.records.canonical import sha256
from witnessmark.records.codec import decode
from witnessmark.records.texts import CONTEXT

Line = dict[str, object]
MANIFEST = demo.DECISIONS / "documents.json"


class Unanchored(Exception):
    """A line that cannot be anchored."""


def texts() -> dict[str, tuple[str, str]]:
    """Return digest and text of each document by its file name."""
    out = {}
    for path in demo.documents():
        content = path.read_bytes()
        media = media_of(content, path.name)
        job = {"document": sha256(content), "path": str(path), "media": media, "name": path.name, "find": False, "language": None}
        extraction = decode(Extraction, json.loads(read_job(job)))
        if extraction.text is None:
            raise SystemExit(f"{path.name} has no text: {extraction.state.value}, {extraction.reason}")
        out[path.name] = (sha256(content), extraction.text.content)
    return out


def name_of(said: str, held: dict[str, tuple[str, str]], before: dict[str, str]) -> str:
    if said in held:
        return said
    for name, digest in [*((n, d) for n, (d, _) in held.items()), *before.items()]:
        if digest.startswith(said) and len(said) >= 12:
            return name
    raise Unanchored(f"no document is named {said!r}")


def spots(text: str, quote: str) -> list[tuple[int, int]]:
    pattern = r"\s+".join(re.escape(word) for word in quote.split())
    return [match.span() for match in re.finditer(pattern, text)]


def place(text: str, quote: str, line: Line) -> tuple[int, int]:
    """Return where a quotation stands: the nth, or the one with the words around it, or the only one."""
    found = spots(text, quote)
    if not found:
        raise Unanchored(f"the words are not in the text: {quote!r}")
    if nth := line.pop("nth", None):
        return found[int(str(nth)) - 1]
    if len(found) == 1:
        return found[0]
    prefix, suffix = str(line.get("prefix", "")), str(line.get("suffix", ""))

    def alike(span: tuple[int, int]) -> int:
        before, behind = text[max(0, span[0] - CONTEXT) : span[0]], text[span[1] : span[1] + CONTEXT]
        pairs = [*zip(before[::-1], prefix[::-1], strict=False), *zip(behind, suffix, strict=False)]
        return sum(a == b for a, b in pairs)

    if not prefix and not suffix:
        if "start" in line and (exact := [span for span in found if span[0] == line["start"]]):
            return exact[0]
        raise Unanchored(f"the words stand {len(found)} times, say which by nth: {quote!r}")
    return max(found, key=alike)


def anchor(line: Line, text: str, *, around: bool) -> None:
    start, end = place(text, str(line["quote"]), line)
    line["quote"], line["start"], line["end"] = text[start:end], start, end
    if around:
        line["prefix"], line["suffix"] = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]


def review_line(line: Line, held: dict[str, tuple[str, str]], before: dict[str, str]) -> None:
    if "document" not in line:
        return
    digest, text = held[name_of(str(line["document"]), held, before)]
    line["document"] = digest
    claim = line.get("claim")
    if isinstance(claim, dict):
        anchor(claim, text, around=True)
        if isinstance(whole := claim.get("part_of"), dict):
            start, end = near(text, whole, claim)
            whole["quote"], whole["start"] = text[start:end], start
    elif "quote" in line:
        anchor(line, text, around=False)


def near(text: str, whole: Line, claim: Line) -> tuple[int, int]:
    """Return where the whole of a part stands: the only one, the nth, or the nearest to the part."""
    found = spots(text, str(whole["quote"]))
    if not found:
        raise Unanchored(f"the whole is not in the text: {whole['quote']!r}")
    if nth := whole.pop("nth", None):
        return found[int(str(nth)) - 1]
    return min(found, key=lambda span: abs(span[0] - int(str(claim["start"]))))


def references(line: Line) -> Iterator[Line]:
    """Yield every reference to a claim inside a line: an object with `document` and `quote` that is no decision itself."""
    for value in line.values():
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict):
                if "document" in item and "quote" in item:
                    yield item
                else:
                    yield from references(item)


def refer(ref: Line, claims: list[Line], held: dict[str, tuple[str, str]], before: dict[str, str]) -> None:
    digest, text = held[name_of(str(ref["document"]), held, before)]
    ref["document"] = digest
    if digest == held[demo.PLACES][0]:
        if not spots(text, str(ref["quote"])):
            raise Unanchored(f"the row is not in the sheet: {ref['quote']!r}")
        return
    words = str(ref["quote"]).split()
    fits = [c for c in claims if c["document"] == digest and str(c["quote"]).split() == words]
    fits = [c for c in fits if all(ref[key] == c[key] for key in ("kind", "value") if key in ref)]
    starts = {(c["start"], c["kind"], c.get("value")) for c in fits}
    if len(starts) > 1 and "start" in ref:
        fits = [c for c in fits if c["start"] == ref["start"]]
    if nth := ref.pop("nth", None):
        fits = [c for c in fits if c["start"] == spots(text, str(ref["quote"]))[int(str(nth)) - 1][0]]
    starts = {(c["start"], c["kind"], c.get("value")) for c in fits}
    if len(starts) != 1:
        raise Unanchored(f"{len(starts)} claims have these words: {ref['quote']!r} {sorted(starts, key=str)}")
    ref["quote"] = fits[0]["quote"]
    if sum(c["document"] == digest and c["quote"] == ref["quote"] and c["start"] != fits[0]["start"] for c in claims):
        ref["start"] = fits[0]["start"]


def main() -> int:
    held = texts()
    before = json.loads(MANIFEST.read_text(encoding="utf-8")) if MANIFEST.exists() else {}
    written: dict[Path, str] = {MANIFEST: json.dumps({name: digest for name, (digest, _) in held.items()}, indent=1) + "\n"}
    claims: list[Line] = []
    for path in sorted(demo.DECISIONS.glob("*.jsonl"), key=lambda p: (p.name != "review.jsonl", p.name != "second-look.jsonl")):
        out = []
        for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            line = json.loads(raw)
            try:
                if "decision" in line:
                    review_line(line, held, before)
                    if isinstance(line.get("claim"), dict):
                        claims.append(line["claim"] | {"document": line["document"]})
                for ref in references(line):
                    refer(ref, claims, held, before)
            except Unanchored as fault:
                print(f"{path.name}:{number}: {fault}", file=sys.stderr)
                return 1
            out.append(json.dumps(line, ensure_ascii=False))
        written[path] = "\n".join(out) + "\n"
    stale = [path for path, content in written.items() if not path.exists() or path.read_text(encoding="utf-8") != content]
    if "--check" in sys.argv:
        print("\n".join(f"{path.name} is stale" for path in stale))
        return 1 if stale else 0
    for path in stale:
        path.write_text(written[path], encoding="utf-8")
    print(f"{len(claims)} claims anchored; written: {', '.join(p.name for p in stale) or 'nothing'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
