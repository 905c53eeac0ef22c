"""Word lists of the finders: YAML files in this folder, every list with `checked_by` (null until a named person has looked)."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from importlib.resources import files
from typing import Any, cast


@functools.cache
def lexicon(name: str) -> Mapping[str, Any]:
    """Return the word lists of a file, read once per process.

    Raises:
        TypeError: The file is no mapping; the message names it.
    """
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    source = files(__name__).joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    read = yaml.load(source, Loader=loader)  # noqa: S506 -- both loaders are safe: plain values, never objects
    if not isinstance(read, dict):
        raise TypeError(f"lexicon/{name}.yaml: a mapping is wanted")
    return cast(Mapping[str, Any], read)


def entries(name: str, language: str, kind: str) -> Any:  # noqa: ANN401 -- a list of words, or a mapping of words to what they mean
    """Return the entries of one list in the lists of one language.

    Raises:
        KeyError: There is no such list.
    """
    return lexicon(name)[language][kind]["entries"]


def languages(name: str) -> frozenset[str]:
    """Return the languages that a file has lists for."""
    return frozenset(key for key, value in lexicon(name).items() if isinstance(value, dict))
