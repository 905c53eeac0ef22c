"""Writes numbers out in words, by the rules of each language's orthography; it shares no code and no list with the reader."""

from functools import cache

ES_LOW = ["cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce", "trece", "catorce", "quince", "dieciséis", "diecisiete", "dieciocho", "diecinueve", "veinte", "veintiuno", "veintidós", "veintitrés", "veinticuatro", "veinticinco", "veintiséis", "veintisiete", "veintiocho", "veintinueve"]
ES_TENS = ["-", "-", "-", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"]
ES_HUNDREDS = ["-", "ciento", "doscientos", "trescientos", "cuatrocientos", "quinientos", "seiscientos", "setecientos", "ochocientos", "novecientos"]


def spanish(n: int, *, feminine: bool = False) -> str:
    """Write a number before a noun: "uno" is short before one ("veintiún hombres")."""
    said = _spanish(n, feminine)
    if feminine:
        return said
    return said[:-3] + "ún" if said.endswith("veintiuno") else said[:-1] if said.endswith("uno") else said


def _spanish(n: int, feminine: bool) -> str:
    if n >= 10**6:
        head, rest = divmod(n, 10**6)
        first = "un millón" if head == 1 else f"{spanish(head)} millones"
        return first + (f" {_spanish(rest, feminine)}" if rest else "")
    if n >= 1000:
        head, rest = divmod(n, 1000)
        first = "mil" if head == 1 else f"{spanish(head, feminine=feminine)} mil"
        return first + (f" {_spanish(rest, feminine)}" if rest else "")
    if n == 100:
        return "cien"
    if n > 100:
        head = ES_HUNDREDS[n // 100]
        head = head[:-2] + "as" if feminine and n >= 200 else head
        return head + (f" {_spanish(n % 100, feminine)}" if n % 100 else "")
    if n < 30:
        return ES_LOW[n][:-1] + "a" if feminine and n in (1, 21) else ES_LOW[n]
    return ES_TENS[n // 10] + (f" y {_spanish(n % 10, feminine)}" if n % 10 else "")


FR_LOW = ["zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf"]


def french(n: int, *, belgian: bool = False, new: bool = False) -> str:
    """Write a number; `belgian` has septante and nonante, `new` hyphens everywhere (the orthography of 1990)."""
    said = _french(n, belgian)
    return said.replace(" ", "-") if new and n < 10**6 else said


def _french(n: int, belgian: bool, *, last: bool = True) -> str:
    for scale, one, many in ((10**9, "un milliard", "milliards"), (10**6, "un million", "millions"), (1000, "mille", "mille")):
        if n >= scale:
            head, rest = divmod(n, scale)
            first = one if head == 1 else f"{_french(head, belgian, last=scale > 1000)} {many}"
            return first + (f" {_french(rest, belgian, last=last)}" if rest else "")
    if n >= 100:
        head, rest = divmod(n, 100)
        first = "cent" if head == 1 else f"{FR_LOW[head]} cent"
        return f"{first} {_french(rest, belgian, last=last)}" if rest else first + ("s" if head > 1 and last else "")
    return FR_LOW[n] if n < 20 else _french_tens(n, belgian, last=last)


def _french_tens(n: int, belgian: bool, *, last: bool) -> str:
    if belgian and n // 10 in (7, 9):
        stem = "septante" if n < 80 else "nonante"
        return stem if n % 10 == 0 else f"{stem} et un" if n % 10 == 1 else f"{stem}-{FR_LOW[n % 10]}"
    if n >= 80:
        return "quatre-vingt" + (("s" if last else "") if n == 80 else f"-{FR_LOW[n - 80]}")
    if n >= 60:
        return "soixante" if n == 60 else f"soixante et {FR_LOW[n - 60]}" if n in (61, 71) else f"soixante-{FR_LOW[n - 60]}"
    stem = ("vingt", "trente", "quarante", "cinquante")[n // 10 - 2]
    return stem if n % 10 == 0 else f"{stem} et un" if n % 10 == 1 else f"{stem}-{FR_LOW[n % 10]}"


DE_LOW = ["null", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf", "dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn"]
DE_TENS = ["-", "-", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"]


def german(n: int, *, joint: bool = False) -> str:
    """Write a number from 2 on; `joint` has an "und" after hundreds ("hundertundzwei")."""
    if n >= 10**6:
        head, rest = divmod(n, 10**6)
        first = "eine Million" if head == 1 else f"{german(head)} Millionen"
        return first + (f" {german(rest, joint=joint)}" if rest else "")
    said = _german(n, joint)
    return f"{said}s" if n % 100 == 1 else said


def _german(n: int, joint: bool) -> str:
    if n >= 1000:
        head, rest = divmod(n, 1000)
        return f"{_german(head, joint)}tausend" + (_german(rest, joint) if rest else "")
    if n >= 100:
        head, rest = divmod(n, 100)
        link = "und" if joint and 0 < rest < 13 else ""
        return f"{DE_LOW[head] if head > 1 or joint else ''}hundert" + (link + _german(rest, joint) if rest else "")
    if n < 20:
        return DE_LOW[n]
    return (f"{DE_LOW[n % 10]}und" if n % 10 else "") + DE_TENS[n // 10]


IT_LOW = ["zero", "uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove", "dieci", "undici", "dodici", "tredici", "quattordici", "quindici", "sedici", "diciassette", "diciotto", "diciannove"]
IT_TENS = ["-", "-", "venti", "trenta", "quaranta", "cinquanta", "sessanta", "settanta", "ottanta", "novanta"]


def italian(n: int) -> str:
    """Write a number."""
    if n >= 10**6:
        head, rest = divmod(n, 10**6)
        first = "un milione" if head == 1 else f"{italian(head)} milioni"
        return first + (f" {italian(rest)}" if rest else "")
    said = _italian(n)
    return said[:-1] + "é" if n > 20 and n % 10 == 3 and n % 100 != 13 else said


def _italian(n: int) -> str:
    if n >= 1000:
        head, rest = divmod(n, 1000)
        return ("mille" if head == 1 else f"{_italian(head)}mila") + (_italian(rest) if rest else "")
    if n >= 100:
        head, rest = divmod(n, 100)
        stem = ("" if head == 1 else IT_LOW[head]) + ("cent" if rest // 10 == 8 or rest == 8 else "cento")
        return stem + (_italian(rest) if rest else "")
    if n < 20:
        return IT_LOW[n]
    tens, unit = IT_TENS[n // 10], n % 10
    return (tens[:-1] if unit in (1, 8) else tens) + (IT_LOW[unit] if unit else "")


PT_LOW = ["zero", "um", "dois", "três", "quatro", "cinco", "seis", "sete", "oito", "nove", "dez", "onze", "doze", "treze", "catorze", "quinze", "dezasseis", "dezassete", "dezoito", "dezanove"]
PT_BRAZIL = {14: "quatorze", 16: "dezesseis", 17: "dezessete", 19: "dezenove"}
PT_TENS = ["-", "-", "vinte", "trinta", "quarenta", "cinquenta", "sessenta", "setenta", "oitenta", "noventa"]
PT_HUNDREDS = ["-", "cento", "duzentos", "trezentos", "quatrocentos", "quinhentos", "seiscentos", "setecentos", "oitocentos", "novecentos"]


def portuguese(n: int, *, feminine: bool = False, brazil: bool = False) -> str:
    """Write a number: "e" stands between hundreds, tens and units, and before the last group where that is round or below a hundred."""
    for scale in (10**6, 1000):
        if n >= scale:
            head, rest = divmod(n, scale)
            if scale == 1000:
                first = "mil" if head == 1 else f"{portuguese(head, feminine=feminine, brazil=brazil)} mil"
            else:
                first = "um milhão" if head == 1 else f"{portuguese(head, brazil=brazil)} milhões"
            link = " e " if rest < 100 or (rest < 1000 and rest % 100 == 0) else " "
            return first + (link + portuguese(rest, feminine=feminine, brazil=brazil) if rest else "")
    if n == 100:
        return "cem"
    if n > 100:
        head = PT_HUNDREDS[n // 100]
        head = head[:-2] + "as" if feminine and n >= 200 else head
        return head + (f" e {portuguese(n % 100, feminine=feminine, brazil=brazil)}" if n % 100 else "")
    if n >= 20:
        return PT_TENS[n // 10] + (f" e {portuguese(n % 10, feminine=feminine, brazil=brazil)}" if n % 10 else "")
    if feminine and n in (1, 2):
        return "uma" if n == 1 else "duas"
    return PT_BRAZIL.get(n, PT_LOW[n]) if brazil else PT_LOW[n]


ZH_STYLES = {
    "zh-Hans": ("零一二三四五六七八九", "十百千", "万亿", "两"),
    "zh-Hant": ("零一二三四五六七八九", "十百千", "萬億", "兩"),
    "formal": ("零壹贰叁肆伍陆柒捌玖", "拾佰仟", "万亿", "贰"),
}


@cache
def chinese(n: int, style: str = "zh-Hans") -> str:
    """Write a number; two is 两 where a measure word or a higher multiplier follows, a skipped place is 零."""
    digits, places, scales, pair = ZH_STYLES[style]
    if n == 2:
        return pair
    out, gap = "", False
    for scale in (2, 1, 0):
        part = n // 10 ** (4 * scale) % 10**4
        if not part:
            gap = bool(out)
            continue
        said = _section(part, digits, places, pair, first=not out)
        if out and (gap or part < 1000):
            said = digits[0] + said
        out, gap = out + said + (scales[scale - 1] if scale else ""), False
    return out


def _section(part: int, digits: str, places: str, pair: str, *, first: bool) -> str:
    out, gap = "", False
    for place in (3, 2, 1, 0):
        digit = part // 10**place % 10
        if not digit:
            gap = bool(out)
            continue
        sign = pair if digit == 2 and place >= 2 and not out and first else digits[digit]
        if place == 1 and digit == 1 and not out and first:
            sign = ""
        out += (digits[0] if gap else "") + sign + (places[place - 1] if place else "")
        gap = False
    return out


EN_LOW = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
EN_TENS = ["-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def english(n: int, *, joint: bool = True) -> str:
    """Write a number; `joint` has an "and" after hundreds, as in Britain."""
    for scale, name in ((10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if n >= scale:
            head, rest = divmod(n, scale)
            link = " and " if joint and 0 < rest < 100 else " "
            return f"{english(head, joint=joint)} {name}" + (link + english(rest, joint=joint) if rest else "")
    if n < 20:
        return EN_LOW[n]
    return EN_TENS[n // 10] + (f"-{EN_LOW[n % 10]}" if n % 10 else "")
