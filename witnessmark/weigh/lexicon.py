"""Reads the word lists that the checks use. Each list says who checked it; null until a named person has looked."""

from __future__ import annotations

import functools
import re
from importlib import resources

HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
"""A Han character."""


@functools.cache
def words(name: str) -> frozenset[str]:
    """Return one list of words.yaml, every language together. Raises KeyError for a list that is not there."""
    lists = _read("words.yaml")
    listed = lists[name]["words"]
    return frozenset(word for by_language in listed.values() for word in by_language)


@functools.cache
def lexicon(language: str) -> dict[str, re.Pattern[str]] | None:
    """Return the patterns of hedges.yaml for a language (BCP 47; its first part counts), or null where it has no list."""
    lists = _read("hedges.yaml")
    entry = lists.get(language.lower().partition("-")[0])
    if entry is None:
        return None
    return {name: _pattern(listed) for name, listed in entry["words"].items()}


@functools.cache
def beside(name: str) -> re.Pattern[str]:
    """Return one pattern that finds any word of a list of words.yaml in running text."""
    return _pattern(sorted(words(name)))


def _pattern(listed: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(_form(word) for word in sorted(listed, key=len, reverse=True)) or r"(?!)", re.IGNORECASE)


def _form(word: str) -> str:
    """Return the pattern of one word: whole words only, but for Han; `=` before it keeps its case."""
    form = re.escape(word.removeprefix("=")).replace(r"\ ", r"\s+")
    form = form if HAN.match(form) else rf"(?<!\w){form}(?!\w)"
    return f"(?-i:{form})" if word.startswith("=") else form


@functools.cache
def _read(name: str) -> dict[str, dict[str, dict[str, list[str]]]]:
    import yaml

    text = resources.files("witnessmark.weigh").joinpath(name).read_text("utf-8")
    read: dict[str, dict[str, dict[str, list[str]]]] = yaml.safe_load(text)
    return read
