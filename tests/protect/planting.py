"""Invented people of the tests, and what the gate says of bytes that hold their names."""

from __future__ import annotations

from types import SimpleNamespace

from witnessmark.protect.forms import patterns_of
from witnessmark.protect.gate import inspect
from witnessmark.protect.search import Search
from witnessmark.protect.terms import terms_of

NAME = "Zebulon Quorfax-Ñandú"
HAN = "欧阳箐墨"
SHORT = "Li Na"
PHONE = "+34 612 987 405"
MAIL = "zquorfax@nowhere.example"
LIST = f"{NAME}\n{HAN}\n{SHORT}\n{PHONE}\n{MAIL}\nНурлан Жумабек\nنۇرلان جۇمابەك\n1984-03-09\nJörg Brühlmann\n"


def terms(words: str = LIST):
    return tuple(terms_of(words.encode("utf-8"), name="list"))


def search(words: str = LIST) -> Search:
    return Search(patterns_of(terms(words)))


def nothing_whole():
    """A release in which no document leaves whole: inspection looks at the written bytes alone."""
    return SimpleNamespace(assembly=SimpleNamespace(documents=()))


def inspected(folder, words: str = LIST):
    return inspect(folder, release=nothing_whole(), terms=terms(words))


def refused(folder, content: bytes, *, words: str = LIST, name: str = "data.txt") -> set[str]:
    """Write one file and return the forms for which the gate refuses it as holding a protected word, or as unopened."""
    (folder / name).write_bytes(content)
    refusal = inspected(folder, words)
    if refusal is None:
        return set()
    for reason in refusal.reasons:
        said = repr(reason).casefold()
        assert not any(part in said for part in ("zebulon", "quorfax", "ñandú", "nandu", HAN, "612987405"))
    return {reason.form for reason in refusal.reasons if reason.code == "D001"}
