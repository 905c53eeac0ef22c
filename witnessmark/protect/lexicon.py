"""The lists of words by which names are found, out of names.yaml."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, fields
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Lists of words; names.yaml says what each is for."""

    joins: frozenset[str]
    abbreviations: frozenset[str]
    titles: frozenset[str]
    speech: frozenset[str]
    no_persons: frozenset[str]
    calendar: frozenset[str]
    function: frozenset[str]
    han_surnames: frozenset[str]
    han_double: frozenset[str]
    han_titles: frozenset[str]
    han_address: frozenset[str]
    han_speech: frozenset[str]
    han_no_names: frozenset[str]


@functools.cache
def lexicon() -> Lexicon:
    """Return the lists, read once."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    said = yaml.load(files(__package__ or "witnessmark.protect").joinpath("names.yaml").read_text("utf-8"), Loader=loader)  # noqa: S506
    lists = {field.name: frozenset(str(said[field.name]).split()) for field in fields(Lexicon)}
    return Lexicon(**{**lists, "han_surnames": frozenset("".join(lists["han_surnames"]))})


@functools.cache
def han_name() -> re.Pattern[str]:
    """Return the expression that finds a Han name beside a title, a form of address or, where a clause begins, a verb of speech."""
    lex = lexicon()
    titles, address, speech = (_any(words) for words in (lex.han_titles, lex.han_address, lex.han_speech))
    family = rf"(?:{_any(lex.han_double)}|[{''.join(sorted(lex.han_surnames))}])"
    sign = "[\u4e00-\u9fff]"
    return re.compile(
        rf"{titles}({family}{sign}{{1,2}}?)(?={speech}|在|于|於|被|和|与|與|[，。、；：的\s]|$)"
        rf"|({family}{sign}{{0,2}}?)(?={address})"
        rf"|(?<!{sign})({family}{sign}{{1,2}}?)(?={speech})",
    )


def _any(words: frozenset[str]) -> str:
    return f"(?:{'|'.join(sorted(words, key=lambda word: (-len(word), word)))})"
