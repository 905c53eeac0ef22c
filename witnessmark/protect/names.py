"""Names in what would leave that nobody has decided on (rule D006): deny by default, and say which words to decide."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

_WORD = re.compile(r"[^\W\d_]+(?:[’'\-·][^\W\d_]+)*")
_JOINS = frozenset("de del de la la las los da do dos das di du des van von der den zu bin ibn al el y e af av i".split())
"""Small words inside a name."""
_TITLES = frozenset(
    "mr mrs ms miss dr prof professor president premier chairman chairwoman minister ambassador senator governor mayor judge inspector officer "
    "captain colonel general spokesman spokeswoman spokesperson lawyer activist dissident señor señora sr sra don doña doctor doctora presidente "
    "presidenta ministro ministra embajador embajadora portavoz abogado abogada alcalde monsieur madame herr frau signor signora".split()
)
"""Words after which one capitalised word is a person's name."""
_FUNCTION = frozenset(
    "a an the and or but if in on at by for from of to with as is are was were be been it its he she they we you i this that these those there "
    "when where who what which how why not no yes two three four five six seven eight nine ten thirty one each every all some any most "
    "according after before since until while during between under over about also only both such other another more less "
    "el la los las un una unos unas y o pero si en por para de del con como es son fue era que se su sus lo al no sí este esta estos estas "
    "le les des du et ou mais dans sur par pour avec est sont qui que ce cette ces "
    "der die das den dem ein eine und oder aber in im am an auf von zu mit für ist sind war".split()
)
_HAN_SURNAMES = (
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何高林罗羅郑鄭梁谢謝宋唐许許韩韓冯馮邓鄧曹彭曾肖田董袁潘于蒋蔣蔡余杜叶葉程苏蘇魏吕呂丁任沈姚卢盧姜崔钟鍾"
    "谭譚陆陸汪范范石廖贾賈夏韦韋付方白邹鄒孟熊秦邱江尹薛闫閻段雷侯龙龍史陶黎贺賀顾顧毛郝龚龔邵万萬钱錢严嚴覃武戴莫孔向汤湯习習"
)
_HAN_NAME = re.compile(
    rf"(?:(?:发言人|發言人|部长|部長|外长|外長|总统|總統|总理|總理|主席|大使|议员|議員|局长|局長|律师|律師|记者|記者|市长|市長)"
    rf"([{_HAN_SURNAMES}][\u4e00-\u9fff]{{1,2}}?)(?=说|說|表示|称|稱|指出|强调|強調|认为|認為|在|于|於|，|。|、|的|$))"
    rf"|([{_HAN_SURNAMES}][\u4e00-\u9fff]{{1,2}})(?=先生|女士|律师|律師|同学|同學|教授|博士)"
)
LONGEST = 6
"""Words of one name."""


def fold_name(name: str) -> str:
    """Return a name as names are compared: casefolded, blanks folded, without an English possessive."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().replace("’", "'").removesuffix("'s").split())


def vocabulary(texts: Iterable[str]) -> frozenset[str]:
    """Return the words that the texts write with a small letter: a capital at a sentence's start makes no name of them."""
    return frozenset(word for text in texts for word in _WORD.findall(text) if word[:1].islower())


def undecided(text: str, *, decided: Callable[[str], bool], common: frozenset[str]) -> Iterator[str]:
    """Yield names in a text that nobody decided on.

    They are runs of capitalised words, single words after a title, and Han names beside a title or a form of address.
    """
    for run in _runs(text):
        words = _trim(run, common)
        if not words or decided(" ".join(words)) or _covered(words, decided):
            continue
        after_title = len(words) == 1 and len(run) > 1 and run[run.index(words[0]) - 1].casefold() in _TITLES
        if after_title or (len(words) > 1 and any(_own(word, common) for word in words)):
            yield " ".join(words)
    for match in _HAN_NAME.finditer(text):
        name = match[1] or match[2]
        if not decided(name):
            yield name


def _runs(text: str) -> Iterator[list[str]]:
    """Yield runs of capitalised words with nothing but blanks and small joining words between them."""
    run: list[str] = []
    held: list[str] = []
    end = 0
    for match in _WORD.finditer(text):
        word, near = match[0], text[end : match.start()]
        together = not run or (near.strip(" \u00a0") == "" and "\n" not in near) or (near == ". " and len(run[-1]) <= 3)  # an initial or "St."
        end = match.end()
        if word[:1].isupper() and together and len(run) < LONGEST:
            run += [*held, word]
            held = []
        elif run and together and word in _JOINS and len(held) < 2:
            held.append(word)
        else:
            if run:
                yield run
            run, held = ([word], []) if word[:1].isupper() else ([], [])
    if run:
        yield run


def _trim(run: list[str], common: frozenset[str]) -> list[str]:
    """Drop titles, function words and common words from the beginning of a run."""
    words = list(run)
    while words and (words[0].casefold() in _FUNCTION | _TITLES or words[0].casefold() in common or words[0] in _JOINS):
        words.pop(0)
    return words


def _own(word: str, common: frozenset[str]) -> bool:
    return word[:1].isupper() and word.casefold() not in common and word.casefold() not in _FUNCTION


def _covered(words: list[str], decided: Callable[[str], bool]) -> bool:
    """Whether a run is a chain of decided names: "Madrid Fuzhou Public Security Bureau"."""
    if not words:
        return True
    for length in range(len(words), 0, -1):
        part = " ".join(words[:length])
        if (decided(part) or (length == 1 and part in _JOINS)) and _covered(words[length:], decided):
            return True
    return False
