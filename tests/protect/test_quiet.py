"""Ordinary text raises no false alarm: everything of the example, and the files of the standard library, against invented names."""

import sysconfig
import time
from pathlib import Path

from tests.protect.planting import nothing_whole, terms
from witnessmark.protect.gate import inspect
from witnessmark.protect.layers import layers_of
from witnessmark.protect.search import Search

NAMES = """
Zebulon Quorfax-Ñandú
Ana Stone
Li Na
Maria Lopez
Jordan Smith
Wang Wei
王小明
李娜
Abdul Rahman Karimi
Нурлан Жумабек
Jörg Brühlmann
Serena Martel
Ivan Petrov
Omar Haddad
Chen Xiaoming | 陈小明
Grace Field
+34 612 987 405
1984-03-09
Thi Mai Nguyen
Ilham Tursun | ئىلھام تۇرسۇن
zquorfax@nowhere.example
"""
ENOUGH = 2_500_000
"""Bytes of the standard library."""


def test_nothing_in_the_standard_library_is_taken_for_one_of_twenty_names():
    from witnessmark.protect.forms import patterns_of

    search, size = Search(patterns_of(terms(NAMES))), 0
    for file in sorted(Path(sysconfig.get_paths()["stdlib"]).glob("*.[pt][yx]*")):
        content = file.read_bytes()
        size += len(content)
        if size > ENOUGH:
            break
        for layer in layers_of(content, carrier="file"):
            assert not search.in_text(layer.text), (file.name, layer.carrier)
            assert not search.in_bytes(layer.raw), (file.name, layer.carrier)


def test_seven_megabytes_with_seventy_names_are_inspected_in_seconds_and_none_is_met(example):
    """The example's own release: about 4 seconds of one core."""
    others = "".join(f"Zorvath{chr(97 + n % 26)} Quemblin{chr(97 + n // 26)} | Xavrel{chr(97 + n % 26)}b Pontruskaya\n" for n in range(50))
    begun = time.process_time()
    assert inspect(example.released, release=nothing_whole(), terms=terms(NAMES + others)) is None
    assert time.process_time() - begun < 30
