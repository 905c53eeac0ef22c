"""Names of one alphabet in the letters of another: Uyghur in its three scripts, Cyrillic and Arabic in Latin letters by several customs."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator, Mapping

Custom = Mapping[str, str]

# --- Uyghur: Arabic letters, Latin (ULY), Cyrillic (UKY), a column each ------------------------------------------------------------------

_UYGHUR = tuple(row.split() for row in (
    "ا a а", "ە e ә", "ب b б", "پ p п", "ت t т", "ج j җ", "چ ch ч", "خ x х", "د d д", "ر r р", "ز z з", "ژ zh ж", "س s с", "ش sh ш",
    "غ gh ғ",
    "ف f ф", "ق q қ", "ك k к", "گ g г", "ڭ ng ң", "ل l л", "م m м", "ن n н", "ھ h һ", "و o о", "ۇ u у", "ۆ ö ө", "ۈ ü ү", "ۋ w в", "ې ë е",
    "ى i и", "ي y й",
))
_OWN_LETTERS = frozenset("ەۇۆۈۋېڭھئ")
"""Letters that Uyghur has and Arabic does not."""
_OWN_CYRILLIC = frozenset("әғқңөүһҗ")
_ULY = {latin: arabic for arabic, latin, _ in _UYGHUR} | {"é": "ې", "v": "ۋ"}
_LATIN_OF_ARABIC = {arabic: latin for arabic, latin, _ in _UYGHUR} | {"ئ": "", "ه": "h", "ک": "k"}
_LATIN_OF_CYRILLIC = {cyrillic: latin for _, latin, cyrillic in _UYGHUR} | {"ю": "yu", "я": "ya", "э": "e", "ж": "zh", "ь": "", "ы": "i"}
_CYRILLIC_OF_LATIN = {latin: cyrillic for _, latin, cyrillic in _UYGHUR} | {"é": "е", "v": "в"}
_VOWELS = frozenset("aeouöüëéi")
_CUSTOMS_OF_UYGHUR: tuple[Custom, ...] = (
    {}, {"x": "kh"}, {"x": "h"}, {"q": "k"}, {"q": "k", "x": "kh"}, {"j": "zh", "q": "k"}, {"ch": "q", "x": "h", "sh": "x"}, {"e": "a"},
    {"w": "v"}, {"gh": "g", "q": "k", "x": "h"}, {"e": "a", "x": "kh", "q": "k"}, {"e": "a", "x": "h"},
)
"""How the Latin letters are written by others, the yengi yeziq of the eighties among them."""


def uyghur(name: str) -> Iterator[str]:
    """Yield a Uyghur name in the other two scripts, and its Latin letters by several customs."""
    low = unicodedata.normalize("NFC", name).casefold()
    if _OWN_LETTERS & set(low):
        latin = _mapped(low, _LATIN_OF_ARABIC)
    elif _OWN_CYRILLIC & set(low):
        latin = _mapped(low, _LATIN_OF_CYRILLIC)
    else:
        latin = low if _letters(low, _ULY) is not None else ""
    if not latin:
        return
    yield latin
    if all(len(part) > 1 for part in latin.split()):
        yield " ".join(_in_arabic(part) for part in latin.split())
        yield _mapped_by_letters(latin, _CYRILLIC_OF_LATIN)
    if latin != low:
        yield from (_mapped_by_letters(latin, custom) for custom in _CUSTOMS_OF_UYGHUR)


def _letters(latin: str, known: Mapping[str, str]) -> list[str] | None:
    """Cut Latin words into letters of Uyghur, two signs before one; null where one is not known."""
    found, at = [], 0
    while at < len(latin):
        for size in (2, 1):
            letter = latin[at : at + size]
            if len(letter) == size and (letter in known or letter in " -'"):
                break
        else:
            return None
        found.append(letter)
        at += len(letter)
    return found


def _in_arabic(word: str) -> str:
    said, before = [], ""
    for letter in _letters(word, _ULY) or ():
        lone = letter in _VOWELS and (not before or before in _VOWELS)
        said.append(("ئ" if lone else "") + _ULY.get(letter, ""))
        before = letter
    return "".join(said)


def _mapped_by_letters(latin: str, custom: Mapping[str, str]) -> str:
    return "".join(custom.get(letter, letter) for letter in _letters(latin, _ULY) or latin)


def _mapped(text: str, custom: Mapping[str, str]) -> str:
    return "".join(custom.get(c, c if not c.isalpha() else "") for c in text)


# --- Cyrillic ----------------------------------------------------------------------------------------------------------------------------

_CYRILLIC = dict(zip(
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһіїєґљњћђџјҗ",
    re.split(" ", "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya a gh q ng o u u h i i e g lj nj c dj dz j j"),
    strict=True,
))
_CUSTOMS_OF_CYRILLIC: tuple[Custom, ...] = (
    {},
    {"й": "i", "ю": "iu", "я": "ia", "ъ": "ie", "ё": "e"},
    {"ё": "yo"}, {"ё": "io"}, {"е": "ye", "э": "e"},
    {"ж": "z", "х": "h", "ц": "c", "ч": "c", "ш": "s", "щ": "s", "ю": "u", "я": "a", "й": "j", "ғ": "g", "ң": "n"},
    {"ж": "z", "х": "x", "ц": "c", "ч": "c", "ш": "s", "щ": "sc", "ю": "ju", "я": "ja", "й": "j"},
    {"ж": "sch", "з": "s", "х": "ch", "ц": "z", "ч": "tsch", "ш": "sch", "щ": "schtsch", "ю": "ju", "я": "ja", "в": "w", "й": "i"},
    {"ж": "sh", "з": "s", "х": "ch", "ц": "z", "ч": "tsch", "ш": "sch", "щ": "schtsch", "ю": "ju", "я": "ja", "в": "w", "й": "j"},
    {"у": "ou", "ч": "tch", "ш": "ch", "щ": "chtch", "ю": "iou", "я": "ia", "ж": "j", "й": "i"},
    {"ж": "j", "х": "h", "қ": "k", "ғ": "g", "ң": "n", "й": "y"},
    {"ж": "zh", "х": "h", "қ": "k", "ғ": "g", "ң": "n"},
    {"ж": "j", "х": "h", "ғ": "g", "ң": "n", "ш": "s", "й": "i", "у": "u"},
    {"г": "h", "и": "y", "й": "i", "ю": "iu", "я": "ia"}, {"г": "h", "и": "y", "й": "y"},
)
"""ICAO passports, BGN/PCGN, ISO 9, scholars, German, French, Kazakh and Kyrgyz in the press and the law of 2021, Ukrainian."""


def cyrillic(name: str) -> Iterator[str]:
    """Yield a name in Cyrillic letters as Latin letters write it by each custom."""
    low = unicodedata.normalize("NFC", name).casefold()
    if not any("\u0400" <= c <= "\u052f" for c in low):
        return
    # Between vowels and where a word begins, an "е" is said and often written with a y.
    softened = re.sub("(?<![бвгджзклмнпрстфхцчшщғқңһј])е", "йе", low)
    for custom, spelled in itertools.product(_CUSTOMS_OF_CYRILLIC, (low, softened)):
        said = "".join(custom.get(c, _CYRILLIC.get(c, c)) for c in spelled)
        yield said
        yield " ".join(part[:-2] + "y" if part.endswith(("iy", "yy", "ij", "yj", "ii")) else part for part in said.split())


# --- Arabic ------------------------------------------------------------------------------------------------------------------------------

_CONSONANTS = dict(zip(
    "ءأإآابتثجحخدذرزسشصضطظعغفقكلمنهويىةؤئپچژگ",
    re.split(" ", " a i a a b t th j h kh d dh r z s sh s d t z  gh f q k l m n h w y a h w y p ch zh g"), strict=True,
))
_STRICT = {"ث": "t", "ج": "g", "خ": "h", "ذ": "d", "ش": "s", "غ": "g", "ا": "a", "ة": "t"}
"""ISO 233 has one sign for each letter, which without its dots is a plain one."""
_DOUBLED = "\u0651"
_MARKS = {"\u064e": "a", "\u064f": "u", "\u0650": "i", "\u064b": "an", "\u064c": "un", "\u064d": "in", "\u0652": ""}
_LONG = {("\u064e", "ا"): "a", ("\u064f", "و"): "u", ("\u0650", "ي"): "i", ("\u064e", "ى"): "a"}


def arabic(name: str) -> Iterator[str]:
    """Yield a name in Arabic letters in Latin ones, with the vowels that are written: BGN/PCGN, ISO 233, and bare consonants."""
    # Marks above a letter that belong to it stay; the vowel marks are read apart.
    text = unicodedata.normalize("NFC", name)
    if not any("\u0620" <= c <= "\u064a" for c in text) or _OWN_LETTERS & set(text):
        return
    for custom in (_CONSONANTS, _CONSONANTS | _STRICT, _CONSONANTS | {"ج": "g", "ق": "k"}, _CONSONANTS | {"ة": ""}):
        said = " ".join(_arabic_word(word, custom) for word in text.split())
        yield said
        yield said.replace("aa", "a")
    bare = {letter: sign for letter, sign in _CONSONANTS.items() if letter != "ا"}
    yield " ".join(_arabic_word(word, bare) for word in text.split())


def _arabic_word(word: str, custom: Custom) -> str:
    article = word.startswith(("ال", "\u0671ل")) and len(word) > 4
    letters = word[2:] if article else word
    if article:
        # The article takes on the sound of the first letter, which is then marked as doubled and said once.
        letters = letters[0] + letters[1:3].replace(_DOUBLED, "") + letters[3:]
    # Of an adjective's ending the doubled letter is not written.
    letters = re.sub("\u0650\u064a\u0651?[\u064b-\u0650]*$|\u0650\u064a\u0651(?=$)", "\u0650ي", letters)
    said: list[str] = []
    for at, c in enumerate(letters):
        before = letters[at - 1] if at else ""
        if c == _DOUBLED:  # the vowel's mark stands before it, as Unicode orders them
            vowel = said.pop() if before in _MARKS and said else ""
            said += [said[-1] if said else "", vowel]
        elif (before, c) not in _LONG:
            said.append(_MARKS.get(c, custom.get(c, "" if "\u0610" <= c <= "\u0670" else c)))
    return ("al " if article else "") + "".join(said)


_SPELLED_OTHERWISE = (
    ("muhammad", ("mohammed", "mohamed", "mohammad", "muhammed", "mohamad", "mehmet", "muhemmet", "memet", "mamat")),
    ("abdul ", ("abd al ", "abd el ", "abdel ", "abdal ", "abdu l", "abdou l", "abdi ")),
    ("abdur rahman", ("abdul rahman", "abd al rahman", "abdel rahman", "abdurrahman", "abdurehman", "abdul rehman", "abderrahmane")),
    ("ahmad", ("ahmed", "ehmet", "akhmat", "akhmad")), ("yusuf", ("yousef", "youssef", "yusef", "yusup", "jusuf", "joseph")),
    ("hussein", ("hussain", "husayn", "hossein", "husein", "hosseini")), ("umar", ("omar", "oumar", "ömer", "omer")),
    ("karim", ("kareem", "kerim")), ("rahim", ("raheem", "rehim")), ("ibrahim", ("ebrahim", "ibrahem", "ibraheem")),
    ("said", ("saeed", "sayed", "saiid")), ("ali", ("aly", "eli")), ("hasan", ("hassan", "hesen")), ("khalid", ("khaled", "halid")),
    ("aysha", ("aisha", "aicha", "ayesha", "ayshe")), ("fatima", ("fatma", "fatimah", "patime", "patima")),
)
MOST_SPELLINGS = 24


_ARTICLE = re.compile(r" (al|el) ([a-z]{3})")
_SUN = re.compile(r" (a(?:sh|th|dh|[tdrzsn])) ((?:sh|th|dh|[tdrzsn])[a-z]{2})")


def _articles(begins: str) -> tuple[str, ...]:
    sound = begins[:2] if begins[:2] in ("sh", "th", "dh") else begins[0]
    return ("al ", "el ", "", "al", "el", *((f"a{sound} ", f"e{sound} ", f"a{sound}") if sound[0] in "tdrzsn" else ()))


def otherwise(name: str) -> Iterator[str]:
    """Yield a name of Arabic origin in Latin letters as it is often written elsewhere; `name` is folded."""
    options = [f" {name} "]
    for group in ((plain, *others) for plain, others in _SPELLED_OTHERWISE):
        for option in tuple(options):
            here = next((one for one in group if f" {one.strip()} " in option or (one.endswith(" ") and f" {one}" in option)), None)
            if here is not None:
                options += [option.replace(f" {here}", f" {other}", 1) for other in group if other != here]
        options = options[:MOST_SPELLINGS]
    for option in tuple(options):
        for article in (_ARTICLE.search(option), _SUN.search(option)):
            if article:
                options += [option.replace(article[0], f" {said}{article[2]}", 1) for said in _articles(article[2])]
    yield from dict.fromkeys(option.strip() for option in options[1:])


def transliterations(name: str) -> Iterator[tuple[str, str]]:
    """Yield (custom, name) of a name in other letters, each once."""
    said = itertools.chain(
        (("Uyghur scripts", one) for one in uyghur(name)), (("Cyrillic in Latin letters", one) for one in cyrillic(name)),
        (("Arabic in Latin letters", one) for one in arabic(name)),
    )
    done = {name.casefold()}
    for custom, one in said:
        if one.strip() and one not in done:
            done.add(one)
            yield custom, one
