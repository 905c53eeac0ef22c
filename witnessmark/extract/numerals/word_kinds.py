"""Says what a number in a language of words is by the words around it, and what bounds it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from witnessmark.extract.number_kinds import REACH, Around
from witnessmark.extract.numerals.amounts import Amount
from witnessmark.extract.numerals.fixed import marks_section
from witnessmark.extract.numerals.word_lists import WordLists

_SIGNS = frozenset("$€£¥₹₺₩₽")
_BREAKS = ".,;:!?)]}»”"
_OPENING = "\"'“”‘’«»‹›„([{—–¿¡"


def money_of(text: str, start: int, end: int, near: Around, known: WordLists) -> str | None:
    """Return the currency of an amount, or null where it is none."""
    sign = text[start - 1 : start] if text[start - 1 : start] in _SIGNS else ""
    behind = text[end : end + 1]
    if sign in known.money_before:
        return known.money_before[sign]
    if behind in _SIGNS and behind in known.money_after:
        return known.money_after[behind]
    if near.before and near.before[-1] in known.money_before:
        return known.money_before[near.before[-1]]
    for word in near.after[:4]:
        for told in (word, word.rpartition("'")[2], word.rpartition("’")[2]):
            if told in known.money_after:
                return known.money_after[told]
        if word not in known.sets["money_words"]:
            return None
    return None


def is_share(text: str, end: int, near: Around, known: WordLists) -> bool:
    """Return whether a number is a percentage."""
    percent, first = known.sets["percent"], near.next()
    if text[end : end + 1] in {"%", "％", "‰"} or text[end + 1 : end + 2] == "%":
        return True
    return first in percent or f"{first} {near.next(1)}" in percent


def reasons(text: str, first: Amount, end: int, near: Around, known: WordLists) -> Iterator[str]:
    """Yield why a number counts nothing, the surest reason first."""
    start, value, digits = first.start, first.value, first.digits
    if _is_age(text, first, end, near, known):
        yield "age"
    if (clock := _clock(near, value, known)) is not None:
        yield clock
    if (quantity := _quantity(near, known)) is not None:
        yield quantity
    if _dated(near, known, value):
        yield "date"
    if near.last() in known.sets["ranks"] or near.next() in known.sets["ranks_after"]:
        yield "rank"
    if digits and end - start <= 5 and _is_phone(text, start, end, near, known):
        yield "phone"
    if _is_label(text, start, end, near, known, digits=digits):
        yield "label"
    if digits and _is_decade(near, value, known):
        yield "year"
    if digits and end - start in (4, 5) and text[end - 3] == "." and _at_hour(near, known):
        yield "clock"
    if digits and first.end - start == 4 and text[start : first.end].isdigit() and 1500 <= value <= 2099 and _is_year(near, known):
        yield "year"
    if near.hyphen and digits and near.next() in known.sets["compound_tails"]:
        yield "label"


def _at_hour(near: Around, known: WordLists) -> bool:
    """Return whether words that lead to an hour stand before: "a las 17.40"."""
    before = known.sets["clock_before"]
    return near.last() in before or f"{near.last(2)} {near.last()}" in before


def _is_decade(near: Around, value: Decimal, known: WordLists) -> bool:
    """Return whether two digits are a decade: "los años 90", not the "20" of "en tres años 20 casos"."""
    back = 1 if near.last() else 2
    if value >= 100 or value % 10 or near.last(back) not in known.sets["decade_words"]:
        return False
    before = near.last(back + 1)
    return before not in known.words and not before.isdigit()


def _is_age(text: str, first: Amount, end: int, near: Around, known: WordLists) -> bool:
    """Return whether a number is somebody's age."""
    last, unit = near.last(), near.next()
    if last in known.sets["ages_before"] or f"{near.last(2)} {last}" in known.sets["ages_before"]:
        return True
    phrase = " ".join(near.after[:3])
    if unit in known.sets["age_units"]:
        if any(phrase.startswith(f"{unit} {told}") for told in known.sets["ages_after"]):
            return True
        lead = last in known.sets["age_leads"]
        return lead and 5 <= first.value <= 110 and near.last(2).strip(_BREAKS) not in known.sets["age_not_after"]
    if near.hyphen and unit in known.sets["ages_after"]:
        return True
    start = first.start
    return (
        first.digits
        and text[start - 2 : start] == ", "
        and text[end : end + 1] in {",", ")", ";"}
        and 5 <= first.value <= 110
        and not text[end + 1 : end + 3].strip().isdigit()
        and bool(near.before)
        and near.before[-1][:-1].isalpha()
    )


def _clock(near: Around, value: Decimal, known: WordLists) -> str | None:
    if near.last() in known.sets["clock_words"] and near.last(2).isdigit() and value < 60:
        return "clock"
    if near.next() not in known.sets["clock_words"] or value > 24:
        return None
    return "clock" if not known.sets["clock_before"] or _at_hour(near, known) else None


def _quantity(near: Around, known: WordLists) -> str | None:
    """Return `duration`, `measure` or `times` for what is measured rather than counted."""
    first = near.next(1) if near.next() in known.sets["of"] else near.next()
    first = first.replace("’", "'").rpartition("'")[2]
    made = known.quantities.get(first.split("-")[0] if near.hyphen else first)
    if made is not None:
        return made
    for ahead in (1, 2, 3):
        if near.next(ahead - 1) not in known.sets["duration_words"]:
            return None
        made = known.quantities.get(near.next(ahead))
        if made == "duration":
            return made
    return None


def _dated(near: Around, known: WordLists, value: Decimal) -> bool:
    """Return whether a number is the day of a month."""
    if value > 31:
        return False
    months, links = known.sets["months"], known.sets["date_words"]
    last, first = near.last(), near.next()
    if first in months or f"{first}." in months:
        return True
    if last in months and (not first or first in links or first[0].isdigit()):
        return True  # a month and its day ("mayo 5 de 2022"), and no month before a number that counts ("en agosto dos oficinas")
    return first in links and near.next(1) in months


_QUOTED, _UNQUOTED = frozenset("\"'“‘«„"), frozenset("\"'”’»“")


def _is_phone(text: str, start: int, end: int, near: Around, known: WordLists) -> bool:
    words = known.sets["phone_words"]
    if not words.isdisjoint(word.strip(_BREAKS) for word in near.lower[-4:]):
        return True
    if text[start - 1 : start] in _QUOTED and text[end : end + 1] in _UNQUOTED and start and end < len(text):
        return True
    return not known.sets["phone_after"].isdisjoint(near.after[:5])


def _is_label(text: str, start: int, end: int, near: Around, known: WordLists, *, digits: bool) -> bool:
    """Return whether a number names an article, page, bill, address or line of a list."""
    last, raw = near.last(), near.before[-1] if near.before else ""
    if last in known.sets["labels"] or (digits and last in known.sets["labels_digits"]):
        return True
    if digits and text[start - 1 : start] in {"#", "§", "№", "°", "º"} and start:
        return True
    weak = last in known.sets["labels_weak"]
    if weak and (raw[:1].isupper() or not near.after):
        return True
    return digits and _marked(text, start, end, near, known)


def _marked(text: str, start: int, end: int, near: Around, known: WordLists) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    line = text.rfind("\n", max(0, start - 12), start) + 1
    begins = (line > 0 or start <= 12) and not text[line:start].strip(" \t([")
    if before in ("(", "[") and after in (")", "]") and before:
        name = near.before[-2].replace("’", "'").rpartition("'")[2] if len(near.before) > 1 else ""
        named = name[:1].isupper() and name[-1:].isalpha()
        return begins or before == "[" or not named  # "Cuba (15)" counts
    if begins and (marks_section(text, start, end) or (after in {".", ")", "º", "ª"} and text[end + 1 : end + 2].isspace())):
        return True
    streets = known.sets["streets_before"]
    if streets and end - start <= 4 and not near.after[:1] and not streets.isdisjoint(near.lower[-5:]):
        return True
    following = near.next()
    if not following and text[end : end + 2] == ", ":
        following = text[end + 2 : end + 20].partition(" ")[0].lower()
    return following in known.sets["streets"]


def _is_year(near: Around, known: WordLists) -> bool:
    """Return whether four bare digits between 1500 and 2099 are a year."""
    first, last = near.next(), near.last()
    if last in known.sets["year_words"]:
        return True
    if first in known.sets["person_nouns"]:
        return False
    plural = any(first.endswith(ending) for ending in known.sets["plural_endings"]) and len(first) > 3
    if known.sets["capital_nouns"] and near.next_raw[:1].isupper():
        plural = True
    return not plural or first in known.sets["function_words"] or last in known.sets["year_words_weak"]


def is_article(text: str, first: Amount, near: Around, known: WordLists) -> bool:
    """Return whether the word for one is an article or a pronoun and counts nothing."""
    word = text[first.start : first.end].lower()
    if word not in known.sets["one"]:
        return False
    after, last, sets = near.next(), near.last(), known.sets
    counts = last in sets["one_counts_before"] or f"{near.last(2)} {last}" in sets["one_counts_before"] or after in sets["one_counts_after"]
    if counts or last in sets["one_article_before"] or after in sets["one_article_next"]:
        return not counts
    ends = text[first.end : first.end + 1] in {".", ",", ";", ")"} and bool(near.before) and near.before[-1][:1].isupper()
    return not (word in sets["one_alone"] or after in sets["one_places"] or ends)


def is_name(text: str, start: int, known: WordLists) -> bool:
    """Return whether a number belongs to a fixed name: "Cinco Ojos", "Grupo de los Siete"."""
    if known.names is None:
        return False
    match = known.names.search(text, max(0, start - 24), start + 32)
    while match is not None:
        if match.start() <= start < match.end() and any(letter.isupper() for letter in match.group()):
            return True
        match = known.names.search(text, match.end(), start + 32) if match.start() < start else None
    return False


def before_words(text: str, start: int, known: WordLists) -> list[str]:
    """Return the words before a place as written, nearest last; a mark of punctuation ends them, an elided word keeps its apostrophe."""
    line = text.rfind("\n", max(0, start - REACH), start) + 1
    chunk = text[max(line, start - REACH) : start]
    if "'" in chunk or "’" in chunk:
        chunk = chunk.replace("'", "' ").replace("’", "’ ")
    out: list[str] = []
    for word in chunk.split()[-8:]:
        bare = word if word[0] not in _OPENING else word.lstrip(_OPENING)
        if bare is not word:
            out = []
        if bare and bare[-1] in _BREAKS and bare.lower() not in known.bounds:
            out = []
        elif bare:
            out.append(bare)
    return out


def place_of(text: str, start: int, words: Sequence[str]) -> int:
    """Return where the words right before a place begin."""
    at = start
    for word in reversed(words):
        while text[at - 1].isspace():
            at -= 1
        at -= len(word)
    return at


def bound_before(text: str, start: int, value: Decimal, told: Sequence[str], known: WordLists) -> tuple[str, int] | None:
    """Return `min`, `max` or `about` with where the phrase that says so begins, the longest first; articles may stand between."""
    words = [word.lower() for word in told]
    for skipped in range(min(3, len(words))):
        if skipped and words[-skipped] not in known.sets["bound_fillers"]:
            return None
        until = len(words) - skipped
        if words[until - 1] not in known.bound_ends:
            continue
        for size in range(min(known.bound_words, until), 0, -1):
            phrase = " ".join(words[until - size : until])
            sort = known.bounds.get(phrase)
            if sort is not None:
                where = value < 10 and phrase in known.sets["where"]
                return (sort, place_of(text, start, told[until - size :])) if sort != "none" and not where else None
    return None


def bound_after(text: str, end: int, known: WordLists) -> tuple[str, int] | None:
    """Return the sort and the end of what bounds a number from behind: "12 o más", "100+"."""
    if text[end : end + 1] == "+" and not text[end + 1 : end + 2].isalnum():
        return "min", end + 1
    match = known.behind.match(text, end) if known.behind else None
    return (known.bounds_after[match[1].lower()], match.end()) if match else None


def changes(told: Sequence[str], known: WordLists) -> bool:
    """Return whether "from N to M" tells of a change, not a range: "pasó de 54 a 102"."""
    words = [word.lower() for word in told]
    if not words or words[-1] not in known.sets["change_leads"]:
        return False
    return any(word in known.sets["change_verbs"] for word in words[-7:-1])
