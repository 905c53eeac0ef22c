"""What a user may rely on: sentences of six languages give the numbers that they say, and any text is read in time that grows with its length."""

import os
import re
import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from witnessmark.extract.numbers import Number, find_numbers

LANGUAGES = ["es", "zh-Hans", "zh-Hant", "fr", "de", "it", "pt"]


def counted(language: str, text: str) -> list[tuple[str, str, str | None, str | None]]:
    return [(n.words, n.value, n.min, n.max) for n in find_numbers(text, language=language) if n.kind == "cardinal"]


SAID = [
    ("es", "Hay tres en Toledo, otras dos en Burgos y una en Soria.", [("tres", "3"), ("dos", "2"), ("una", "1")]),
    ("es", "Más de 5.000 personas de 21 países firmaron en 2021.", [("5.000", "5000", "5000", None), ("21", "21")]),
    ("es", "Al menos a una veintena de vecinos se les negó el pasaporte.", [("una veintena", "20", "20", None)]),
    ("es", "El total pasó de 40 a 61 en ocho meses.", [("40", "40"), ("61", "61")]),
    ("es", "Según el artículo 12, un hombre de 38 años pagó 300 euros el 4 de junio.", []),
    ("es", "Treinta y dos mil familias, casi la mitad de ellas en dos provincias.", [("Treinta y dos mil", "32000"), ("dos", "2")]),
    ("es", "Uno de los agentes llamó cuatro veces; el segundo, ninguna.", []),
    ("es", "La cifra fue de 12,345.67 y luego de 1,250 casos.", [("12,345.67", "12345.67"), ("1,250", "1250")]),
    ("es", "Cerca de dos tercios de los entre 20 y 30 detenidos.", [("20 y 30", "20", "20", "30")]),
    ("es", "Sólo una oficina cerró; otra sigue abierta.", [("una", "1")]),
    ("zh-Hans", "该组织称，至少有14国的27个站点由3家侨团管理。", [("14", "14", "14", None), ("27", "27"), ("3", "3")]),
    ("zh-Hans", "近百名学生、上千名商人和十几位记者收到电话。", [("百", "100", None, "100"), ("千", "1000", "1000", None), ("十几", "10", "10", None)]),
    ("zh-Hans", "据统计，一年内有二十一万余人被劝返，占百分之三十。", [("二十一万", "210000", "210000", None)]),
    ("zh-Hans", "罗马两处，米兰一处，都灵三处。", [("两", "2"), ("一", "1"), ("三", "3")]),
    ("zh-Hans", "第三次会议于2022年9月5日下午3点召开，依据第14条。", []),
    ("zh-Hans", "一名男子在统一路的一家公司工作了十五个月，月薪5000元。", []),
    ("zh-Hans", "３５个城市共有1.2万户，３至5万人受影响。", [("３５", "35"), ("1.2万", "12000"), ("３至5万", "30000", "30000", "50000")]),
    ("zh-Hans", "多伦多三处，附近30人；最近5人离开。", [("三", "3"), ("30", "30"), ("5", "5")]),
    ("zh-Hant", "過百人和約３００名學生，當中廿三人被捕。", [("百", "100", "100", None), ("３００", "300"), ("廿三", "23")]),
    ("zh-Hant", "總數由41處增至78處，八成在歐洲。", [("41", "41"), ("78", "78")]),
    ("zh-Hant", "兩名男子年約19至30歲，其中一人逃脫。", [("兩", "2"), ("一", "1")]),
    ("fr", "Quelque 1 240 personnes, dont une trentaine d'enfants, ont fui.", [("1 240", "1240"), ("une trentaine", "30")]),
    ("fr", "Deux se trouvent à Lille, une à Nantes.", [("Deux", "2"), ("une", "1")]),
    ("fr", "Soixante-dix-sept plaintes, quatre-vingts lettres et septante-deux appels.", [("Soixante-dix-sept", "77"), ("quatre-vingts", "80"), ("septante-deux", "72")]),
    ("fr", "L'article 9 de la loi, page 14, date du 3 mars 1998.", []),
    ("fr", "Des dizaines de milliers d'exilés, soit plus d'un tiers.", [("dizaines de milliers", "10000", "10000", None)]),
    ("de", "Rund zweihundertdreißigtausend Menschen in 21 Ländern.", [("zweihundertdreißigtausend", "230000"), ("21", "21")]),
    ("de", "Es waren 54. Danach kamen hunderteins dazu.", [("54", "54"), ("hunderteins", "101")]),
    ("de", "Am 3. Mai trat § 7 in Kraft; der 2. Bericht folgte nach fünf Wochen.", []),
    ("de", "Dutzende Büros, mindestens vier in Köln.", [("Dutzende", "12", "12", None), ("vier", "4", "4", None)]),
    ("it", "Oltre duecentotrentamila persone e centotto uffici.", [("duecentotrentamila", "230000", "230000", None), ("centotto", "108")]),
    ("it", "Secondo lui tu sei qui da ventitré giorni.", []),
    ("it", "Sei persone su un centinaio di fermati.", [("Sei", "6"), ("un centinaio", "100")]),
    ("pt", "Segundo a polícia, cento e vinte e três pessoas, quase todas mulheres.", [("cento e vinte e três", "123")]),
    ("pt", "Entre dois e três mil euros por cada um dos 17 pedidos.", [("17", "17")]),
    ("pt", "Só uma esquadra fechou em 2019; há outras 12.", [("uma", "1"), ("12", "12")]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), SAID)
def test_a_sentence_gives_its_counts(language, text, expected):
    assert counted(language, text) == [(*told, None, None)[:4] if len(told) == 2 else told for told in expected]


def test_a_measure_word_stands_after_the_number():
    number = find_numbers("至少54名警察", language="zh-Hans")[0]
    assert (number.words, number.measure, number.unit, number.with_bound) == ("54", "名", "person", (0, 4))
    assert find_numbers("54座营地", language="zh")[0].unit is None


def test_digits_in_doubt_are_approximate():
    assert find_numbers("hubo 1,250 casos", language="es")[0].approximate
    assert not find_numbers("hubo 1.250 casos", language="es")[0].approximate


SCRIPTS = "".join(map(chr, range(0x660, 0x66A))) + "٠१२³½Ⅻ①㊀㈠〇一十百千万億兆两廿几數余多来至第之个名 \n\u00a0\u202f"
WORDS = ["un", "una", "mil", "dos", "millones", "y", "e", "et", "und", "vingt", "cent", "ein", "zwanzig", "tausend", "cento", "mila", "entre", "1.215", "1,215", "20-30", "%", "€", "三", "万", ".", ",", "'", "-", "–", "%E6", "12:30", "2º", "3.", "medio"]
ANY = st.one_of(
    st.text(max_size=80),
    st.text(alphabet=st.sampled_from(SCRIPTS + "0123456789.,-/:%'’ ndmileou"), max_size=60),
    st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=14).map("".join),
)


def sound(text: str, numbers: list[Number]) -> None:
    """Every number is verbatim, none overlaps, and its value lies between its bounds."""
    free = 0
    for n in numbers:
        assert text[n.start : n.end] == n.words
        assert free <= n.start < n.end
        assert 0 <= n.with_bound[0] <= n.start < n.end <= n.with_bound[1] <= len(text)
        assert re.fullmatch(r"\d+(\.\d+)?", n.value)
        assert n.min is None or Decimal(n.min) <= Decimal(n.value)
        assert n.max is None or Decimal(n.max) >= Decimal(n.value)
        assert n.measure is None or text[n.end :].find(n.measure) >= 0
        free = n.end


@pytest.mark.parametrize("language", LANGUAGES)
@given(text=ANY)
@settings(max_examples=150, deadline=None)
def test_any_text_of_any_script_is_read(language, text):
    sound(text, find_numbers(text, language=language))


HOSTILE = {
    "zh": ["万", "一万", "几", "三五", "1,000,", "9", "百分之", "20至", "一点", "多", "一起", "过百"],
    "es": ["mil ", "y dos ", "1,215 ", "1.215.", "1 215 ", "entre ", "más de ", "segundo ", "un ", "decenas de ", "9", "y medio "],
    "de": ["und", "einund", "zwanzigund", "einundzwanzigtausend ", "und ", "hundert", "3. "],
    "it": ["vent", "ventuno", "mila", "sei ", "l'"],
    "fr": ["et ", "quatre-vingt-", "cent ", "mille et un ", "plus d'", "1 215 "],
    "pt": ["e ", "entre mil e ", "um "],
}


@pytest.mark.parametrize(("language", "unit"), [(language, unit) for language, units in HOSTILE.items() for unit in units])
def test_time_grows_with_length(language, unit):
    """Four times the text takes about four times the time: up to 24 KB, or up to 1 MB under WITNESSMARK_LARGE=1."""
    most = 1_000_000 if os.environ.get("WITNESSMARK_LARGE") == "1" else 24_000

    def seconds(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size]
        begun = time.process_time()
        find_numbers(text, language=language)
        return time.process_time() - begun

    seconds(2000)
    assert seconds(most) < 0.05 + seconds(most // 4) * 4 * 2.5
