"""Inflects verbs and makes nouns singular by the rules of lexicon/<language>/forms.yaml, and writes out the alternatives of a phrase."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple, cast

from witnessmark.extract.lexicon import languages, lexicon

Rule = tuple[re.Pattern[str], tuple[str, ...]]
_CHOICE = re.compile(r"\{([^{}]*)\}")
_LIST = re.compile(r"<(\w+)>")
PARTED, APART = "|", "apart:"
"""What shows in a verb of a lexicon where its prefix parts ("fest|nehmen"), and the tag of the forms that have left it."""
JOINED = frozenset({"base", "en", "ing"})
"""Tags of forms that never leave their prefix."""
MOST = 4096
"""Phrases that one line with alternatives may stand for."""


class _Verbs(NamedTuple):
    rules: tuple[tuple[str, tuple[Rule, ...]], ...]
    irregular: Mapping[str, Mapping[str, tuple[str, ...]]]


class _Nouns(NamedTuple):
    singular: tuple[tuple[re.Pattern[str], str], ...]
    plural: re.Pattern[str] | None
    irregular: Mapping[str, str]


@functools.cache
def _part(name: str, language: str) -> Mapping[str, object]:
    found = lexicon("forms", language)["entries"].get(name, {}) if language in languages("forms") else {}
    return cast("Mapping[str, object]", found)


@functools.cache
def _verbs(language: str) -> _Verbs:
    part = _part("verbs", language)
    lists = cast("Mapping[str, Sequence[str]]", part.get("lists", {}))

    def compiled(regex: str) -> re.Pattern[str]:
        return re.compile(_LIST.sub(lambda m: f"(?:{'|'.join(map(re.escape, lists[m.group(1)]))})", regex))

    rules = cast("Mapping[str, Sequence[tuple[str, Sequence[str]]]]", part.get("forms", {}))
    irregular = cast("Mapping[str, Mapping[str, Sequence[str]]]", part.get("irregular", {}))
    return _Verbs(
        rules=tuple((tag, tuple((compiled(regex), tuple(made)) for regex, made in found)) for tag, found in rules.items()),
        irregular={lemma: {tag: tuple(made) for tag, made in tags.items()} for lemma, tags in irregular.items()},
    )


@functools.cache
def forms(lemma: str, language: str = "en") -> tuple[tuple[str, str], ...]:
    """Return (tag, surface) pairs of a verb after the tags of its language; only its first word is inflected."""
    verb, _, rest = lemma.partition(" ")
    tail = f" {rest}" if rest else ""
    prefix, parted, stem = verb.partition(PARTED)
    if parted:
        return _parted(prefix, stem, tail, language)
    known = _verbs(language)
    irregular = known.irregular.get(verb, {})
    out: list[tuple[str, str]] = []
    for tag, rules in known.rules:
        made = irregular.get(tag)
        if made is None:
            made = _regular(verb, rules)
        out += [(tag, surface + tail) for surface in made]
    out += [(tag, surface + tail) for tag, made in irregular.items() if not any(tag == t for t, _ in known.rules) for surface in made]
    return tuple(dict.fromkeys(out)) or (("base", lemma),)


def _parted(prefix: str, stem: str, tail: str, language: str) -> tuple[tuple[str, str], ...]:
    """Return the forms of a verb whose prefix stands apart in some of them: "festgenommen", "festzunehmen", "nahm ... fest"."""
    marks = group_words("infinitive_markers", language)
    out: list[tuple[str, str]] = []
    for tag, surface in forms(stem, language):
        out.append((tag, f"{prefix}{surface}{tail}"))
        if tag == "base":
            out += [(tag, f"{prefix}{mark}{surface}{tail}") for mark in marks]
        elif tag not in JOINED:
            out.append((f"{tag},{APART}{prefix}", f"{surface}{tail}"))
    return tuple(dict.fromkeys(out))


def group_words(name: str, language: str) -> tuple[str, ...]:
    """Return the words of a list of the grammar of a language."""
    entries = lexicon("grammar", language)["entries"] if language in languages("grammar") else {}
    return tuple(cast("Mapping[str, Mapping[str, Sequence[str]]]", entries).get(name, {}).get("words", ()))


def _regular(verb: str, rules: Sequence[Rule]) -> tuple[str, ...]:
    for regex, replacements in rules:
        if regex.search(verb):
            return tuple(regex.sub(replacement, verb, count=1) for replacement in replacements)
    return ()


@functools.cache
def _nouns(language: str) -> _Nouns:
    part = _part("nouns", language)
    plural_form = cast("str | None", part.get("plural"))
    rules = cast("Sequence[tuple[str, str]]", part.get("singular", ()))
    return _Nouns(
        singular=tuple((re.compile(regex), replacement) for regex, replacement in rules),
        plural=re.compile(plural_form) if plural_form is not None else None,
        irregular=cast("Mapping[str, str]", part.get("irregular", {})),
    )


@functools.lru_cache(maxsize=4096)
def singular(noun: str, language: str = "en") -> str:
    """Return the singular of a plural noun; a word that is none comes back as it is."""
    known = _nouns(language)
    if noun in known.irregular:
        return known.irregular[noun]
    for regex, replacement in known.singular:
        if regex.search(noun):
            return regex.sub(replacement, noun, count=1)
    return noun


def plural(noun: str, language: str = "en") -> bool:
    """Whether a noun looks like a plural."""
    return noun in _nouns(language).irregular or plural_ending(noun, language)


def plural_ending(noun: str, language: str = "en") -> bool:
    """Whether a noun ends like a plural."""
    pattern = _nouns(language).plural
    return pattern is not None and pattern.search(noun) is not None


def expanded(phrase: str) -> list[str]:
    """Return the phrases that a line stands for: `{a|b}` is one or the other, `{a|}` may be left out, groups lie inside no group.

    Raises:
        ValueError: The line stands for more phrases than anybody meant.
    """
    if "{" not in phrase:
        return [phrase]
    out = [""]
    done = 0
    for m in _CHOICE.finditer(phrase):
        between = phrase[done : m.start()]
        out = [made + between + choice for made in out for choice in m.group(1).split("|")]
        done = m.end()
        if len(out) > MOST:
            raise ValueError(f"lexicon: {phrase!r} stands for more than {MOST} phrases")
    return list(dict.fromkeys(" ".join((made + phrase[done:]).split()) for made in out))
