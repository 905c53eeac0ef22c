"""Word lists of the finders: a folder for each language, each list with `checked_by`: null until a named person has looked.

What no language owns (countries, curated places) lies beside the folders.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from importlib.resources import files
from typing import Any, cast


@functools.cache
def lexicon(name: str, language: str | None = None) -> Mapping[str, Any]:
    """Return the word lists of a file, read once per process; `language` (as "es") names the folder, null the lists of no language.

    Raises:
        FileNotFoundError: The language has no such file.
        TypeError: The file is no mapping; the message names it.
    """
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    path = f"{name}.yaml" if language is None else f"{language}/{name}.yaml"
    source = files(__name__).joinpath(path).read_text(encoding="utf-8")
    read = yaml.load(source, Loader=loader)  # noqa: S506 -- both loaders are safe: plain values, never objects
    if not isinstance(read, dict):
        raise TypeError(f"lexicon/{path}: a mapping is wanted")
    return cast(Mapping[str, Any], read)


def entries(name: str, language: str, kind: str) -> Any:  # noqa: ANN401 -- a list of words, or a mapping of words to what they mean
    """Return the entries of one list in the lists of one language.

    Raises:
        FileNotFoundError: The language has no such file.
        KeyError: There is no such list.
    """
    return lexicon(name, language)[kind]["entries"]


@functools.cache
def languages(name: str) -> frozenset[str]:
    """Return the languages that have a file of this name."""
    return frozenset(folder.name for folder in files(__name__).iterdir() if folder.joinpath(f"{name}.yaml").is_file())
