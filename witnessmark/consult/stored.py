"""Answers of finders as objects that are kept: what was asked, what came back, and what it was taken for."""

from __future__ import annotations

import json

from witnessmark.records.canonical import Json, canonical
from witnessmark.records.faults import Damaged
from witnessmark.records.finders import Answer, Finder


def answer_bytes(text: str, finder: Finder, answer: Answer) -> bytes:
    """Return the canonical JSON of an answer; `text` is the digest of what was read."""
    return canonical({
        "form": "witnessmark/answer/v1", "text": text, "finder": finder.name, "version": finder.version, "prompt": finder.prompt,
        "model": answer.model, "output": _sound(answer.output), "offers": [_offer(offer) for offer in answer.offers],
        "faults": list(answer.faults),
    })


def offers_of(content: bytes) -> tuple[Json, ...]:
    """Return the offers of a stored answer. Raises Damaged where it is none."""
    try:
        read = json.loads(content)
    except ValueError as fault:
        raise Damaged(f"a stored answer of a finder is no JSON ({fault})") from None
    if not isinstance(read, dict) or read.get("form") != "witnessmark/answer/v1" or not isinstance(read.get("offers"), list):
        raise Damaged("a stored answer of a finder is not of its form")
    return tuple(read["offers"])


def _offer(offer: Json) -> Json:
    """Return an offer as canonical JSON can hold it: what is no plain value is kept as its words."""
    if isinstance(offer, dict):
        return {_sound(str(name)): _offer(value) for name, value in offer.items()}
    if isinstance(offer, (list, tuple)):
        return [_offer(value) for value in offer]
    if isinstance(offer, str):
        return _sound(offer)
    if offer is None or isinstance(offer, bool) or (isinstance(offer, int) and abs(offer) < 2**53):
        return offer
    return str(offer)


def _sound(words: str) -> str:
    """Return words without lone surrogates, which no UTF-8 can hold."""
    return words.encode("utf-8", "replace").decode("utf-8")
