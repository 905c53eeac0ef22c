"""Finds what digits are by their form alone, in any language: dates, clocks, telephone numbers, spans of years, codes."""

from __future__ import annotations

import re

_YEAR = r"(?:1[5-9]|20)[0-9]{2}"
_NO_WORD = r"(?![0-9A-Za-z_/])"
_FORMS = re.compile(
    rf"""(?P<date>(?:{_YEAR}-[01][0-9](?:-[0-3][0-9])?|{_YEAR}/[01]?[0-9]/[0-3]?[0-9]|[0-3]?[0-9]/[0-3]?[0-9]/(?:[0-9]{{4}}|[0-9]{{2}})
        |[0-3]?[0-9]\.[ ]?[01]?[0-9]\.[ ]?(?:[0-9]{{4}}|[0-9]{{2}})){_NO_WORD})
    |(?P<clock>(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-5][0-9])?(?![0-9:]))
    |(?P<phone>(?:00|0)[0-9]{{1,4}}(?:[ -][0-9]{{2,8}}){{1,4}}(?![0-9A-Za-z-])|[0-9]{{3}}-[0-9]{{3,4}}-[0-9]{{4}}(?![0-9A-Za-z-])
        |[0-9]{{9,15}}(?![0-9A-Za-z.,]))
    |(?P<year>{_YEAR}[ ]?[-–—/][ ]?(?:{_YEAR}|[0-9]{{2}})(?![0-9A-Za-z-]))
    |(?P<share>[0-9]{{1,2}}/[0-9]{{1,2}}{_NO_WORD})
    |(?P<label>[0-9]+(?:\.[0-9]+){{2,}}|[0-9]+(?:-[0-9]+){{2,}}|[0-9]+[/_=@][0-9A-Za-z][0-9A-Za-z/_=.-]*)""",
    re.VERBOSE,
)
_ABROAD = re.compile(r"[0-9]{1,3}(?:[ ().-]{1,2}[0-9]{1,5}){2,6}(?![0-9A-Za-z])")
_RUN = re.compile(r"[0-9]+")


def form_of(text: str, start: int) -> tuple[str, int] | None:
    """Return the kind and the end of digits whose form alone says what they are, or null."""
    if start and text[start - 1] == "+" and (phone := _ABROAD.match(text, start)) is not None:
        return "phone", phone.end()
    match = _FORMS.match(text, start)
    if match is None or match.lastgroup is None:
        return None
    kind = match.lastgroup
    if kind == "share":
        low, _, high = match.group().partition("/")
        kind = "share" if 0 < int(low) < int(high) else "label"
    return kind, match.end()


_SECTION = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2})+")


def marks_section(text: str, start: int, end: int) -> bool:
    """Return whether digits that begin a line are the mark of a section: "4.1 Findings"."""
    return text[end : end + 1] in (" ", "\t") and _SECTION.fullmatch(text, start, end) is not None


def run_end(text: str, start: int) -> int:
    """Return the end of the digits 0 to 9 that begin at a place."""
    match = _RUN.match(text, start)
    return match.end() if match else start


def hangs_on(text: str, start: int) -> bool:
    """Return whether digits hang on letters, an address or a decimal point: "G20", "COVID-19", "v2.1", "example.org/54"."""
    if start == 0:
        return False
    before = text[start - 1]
    if before.isalpha():
        return ord(before) < 0x2E80  # Han and kana stand beside digits without a space
    if before in "-–" and start > 1 and text[start - 2].isalpha():
        return ord(text[start - 2]) < 0x2E80
    if before == "%" and start + 1 < len(text) and (start < 2 or not text[start - 2].isdigit() or text[start + 1] in "0123456789ABCDEF"):
        return True  # a letter in the form of an address: "%E6%96"
    if before in "_/=@&?" and start > 1 and not text[start - 2].isspace():
        return ord(text[start - 2]) < 0x2E80
    return before in ".,'’" and start > 1 and text[start - 2].isdigit()
