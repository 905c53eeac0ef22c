"""The forms of table 3.5 in which an invented person is planted, written apart from the gate's own: what the one forgets, the other tells."""

from __future__ import annotations

import base64
import calendar
import hashlib
import hmac
import html
import math
import quopri
import unicodedata
import uuid
from collections.abc import Callable, Iterator
from urllib.parse import quote as percent

from witnessmark.records.protected import Protected

Plants = Iterator[str]


def _name(p: Protected) -> str:
    return p.names[0]


def _latin(p: Protected) -> str:
    """A spelling in Latin letters, where there is one."""
    return next((name for name in p.names if name[0] < "\u0250"), "")


def plain(text: str) -> str:
    low = text.replace("ł", "l").replace("Ł", "L").replace("ø", "o")
    return "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c))


def _is(p: Protected, low: int, high: int) -> bool:
    return any(low <= ord(c) <= high for c in _name(p))


def is_han(p: Protected) -> bool:
    return _is(p, 0x4E00, 0x9FFF)


def joins(p: Protected) -> Plants:
    parts = _name(p).replace("-", " ").split()
    if len(parts) == 1:
        yield " ".join(parts[0]) if is_han(p) else parts[0]
    yield from (joint.join(parts) for joint in ("", "_", "-", ".", "+"))


def orders(p: Protected) -> Plants:
    parts = _name(p).split()
    yield " ".join(reversed(parts))
    yield f"{parts[-1]}, {' '.join(parts[:-1])}"


def cases(p: Protected) -> Plants:
    yield from (_name(p).upper(), _name(p).lower(), _name(p).title())


def normal_forms(p: Protected) -> Plants:
    yield from (unicodedata.normalize(form, _name(p)) for form in ("NFC", "NFD", "NFKC", "NFKD"))


def stripped(p: Protected) -> Plants:
    yield plain(_name(p))


_READ = {
    "欧阳箐墨": ("Ōuyáng Qìngmò", "Ouyang Qingmo", "Ou1yang2 Qing4mo4", "Ou-yang Ch'ing-mo", "歐陽箐墨"),
    "司徒凌霜": ("Sītú Língshuāng", "Situ Lingshuang", "Si1tu2 Ling2shuang1", "Ssu-t'u Ling-shuang", "司徒凌霜"),
    "蔺冬岳": ("Lìn Dōngyuè", "Lin Dongyue", "Lin4 Dong1yue4", "Lin Tung-yüeh", "藺冬岳"),
    "瞿鸿溟": ("Qú Hóngmíng", "Qu Hongming", "Qu2 Hong2ming2", "Ch'ü Hung-ming", "瞿鴻溟"),
}


def han_signs(p: Protected) -> Plants:
    if is_han(p):
        name = _name(p)
        cut = 2 if len(name) == 4 else 1
        yield from (name, f"{name[:cut]}·{name[cut:]}", f"{name[:cut]} {name[cut:]}", _READ[name][4])


def han_read(p: Protected) -> Plants:
    if is_han(p):
        yield from _READ[_name(p)][:4]
        yield " ".join(reversed(_READ[_name(p)][1].split()))


_UYGHUR = {
    "canary-it": ("ئىلزات تۇرغۇنجان", "Ilzat Turghunjan", "Илзат Турғунҗан"),
    "canary-mm": ("مەردان مۇسايېف", "Merdan Musayëf", "Мәрдан Мусайеф"),
    "canary-rh": ("راھىلە ھېزىمجان", "Rahile Hëzimjan", "Раһилә Һезимҗан"),
    "canary-dq": ("دىلنۇر قەھرىمان", "Dilnur Qehriman", "Дилнур Қәһриман"),
    "canary-ay": ("ئابدۇخالىق يولۋاس", "Abduxaliq Yolwas", "Абдухалиқ Йолвас"),
}


def uyghur(p: Protected) -> Plants:
    yield from _UYGHUR.get(p.id, ())


_ROMAN = {
    "canary-fs": ("فريد الشهابي", "فَرِيد الشِّهَابِيّ", "Farīd ash-Shihābī", "Farid al-Shihabi", "Farīd al-Šihābī"),
    "canary-kh": ("خالد حمدون", "خَالِد حَمْدُون", "Khālid Ḥamdūn", "Ḫālid Ḥamdūn", "Khaled Hamdun"),
    "canary-nz": ("Nurdaulet Zhantoreev", "Nurdaulet Zhantöreyev", "Nurdaulet Jantoreev"),
    "canary-vs": ("Vyacheslav Shchukarev", "Viacheslav Shchukarev", "Vjačeslav Ščukarev", "Wjatscheslaw Schtschukarew", "Vyacheslav Shchukaryov"),
    "canary-tk": ("Tynchtykbek Kozhobaev", "Tynchtykbek Kojobaev", "Tynčtykbek Kožobaev"),
}


def romanised(p: Protected) -> Plants:
    yield from _ROMAN.get(p.id, ())


def _initials(p: Protected) -> tuple[str, str]:
    name = _READ[_name(p)][1] if is_han(p) else _latin(p)
    parts = plain(name).replace("-", " ").split()
    return "".join(f"{part[0].upper()}." for part in parts), "".join(part[0].upper() for part in parts)


def initials(p: Protected) -> Plants:
    if not (_latin(p) or is_han(p)):
        return
    dotted, bare = _initials(p)
    year, month, day = p.born.split("-")
    names = calendar.month_name[1:]
    yield f"a witness, {dotted} from {p.places[0]}, said so"
    yield f"{p.places[0]} ({bare})"
    yield f"{dotted}, {int(day)} {names[int(month) - 1]}"
    yield f"{bare}, born in {names[int(month) - 1]} {year}"


def handles(p: Protected) -> Plants:
    yield from (p.handles[0], f"@{p.handles[0]}", p.emails[0], p.pseudonyms[0], f"mailto:{p.emails[0]}", f"https://social.example/{p.handles[0]}")


_CODES = {"34": 2, "86": 2, "88": 3, "90": 2, "70": 1, "77": 1, "79": 1, "49": 2, "47": 2, "31": 2, "96": 3, "97": 3, "33": 2, "99": 3, "41": 2, "48": 2, "59": 3, "84": 2}


def phones(p: Protected) -> Plants:
    digits = "".join(c for c in p.phones[0] if c.isdigit())
    national = digits[_CODES[digits[:2]] :]
    spaced = " ".join(national[at : at + 3] for at in range(0, len(national), 3))
    yield from (f"+{digits}", digits, f"00{digits}", national, f"0{national}", spaced, spaced.replace(" ", "-"), spaced.replace(" ", "."), p.phones[0])


def numbers(p: Protected) -> Plants:
    number = p.numbers[0]
    yield from (number, number.lower(), f"{number[:2]} {number[2:5]} {number[5:]}", f"{number[:3]}-{number[3:]}")


def birth(p: Protected) -> Plants:
    year, month, day = p.born.split("-")
    yield from (p.born, f"{day}.{month}.{year}", f"{int(month)}/{int(day)}/{year}", f"{year}{month}{day}", f"{int(day)}/{int(month)}/{year}", f"{year}年{int(month)}月{int(day)}日")


def age(p: Protected) -> Plants:
    years = 2026 - int(p.born[:4])
    yield f"a {years - 2}-year-old from {p.places[0]}"
    yield f"in {p.places[0]} a man aged {years} was visited"


def _sexagesimal(value: float, ends: str) -> str:
    seconds = abs(value) * 3600
    return f"{int(seconds // 3600)}°{int(seconds // 60 % 60):02}'{seconds % 60:04.1f}\"{ends[value < 0]}"


_ALPHABET = "0123456789bcdefghjkmnpqrstuvwxyz"


def _geohash(latitude: float, longitude: float, length: int) -> str:
    """By halving whole numbers, another way than the gate's."""
    x, y = int((longitude + 180) / 360 * 2**25), int((latitude + 90) / 180 * 2**25)
    bits = "".join(f"{a}{b}" for a, b in zip(f"{x:025b}", f"{y:025b}", strict=True))
    return "".join(_ALPHABET[int(bits[at : at + 5], 2)] for at in range(0, length * 5, 5))


def _plus(latitude: float, longitude: float) -> str:
    """By whole numbers of 1/8000 of a degree, another way than the gate's."""
    digits, y, x, said = "23456789CFGHJMPQRVWX", int((latitude + 90) * 8000), int((longitude + 180) * 8000), ""
    for _ in range(5):
        said = digits[y % 20] + digits[x % 20] + said
        y, x = y // 20, x // 20
    return f"{said[:8]}+{said[8:]}"


def coordinates(p: Protected) -> Plants:
    latitude, longitude = map(float, p.coordinates[0].split(","))
    for places in (3, 4, 5, 6):
        yield f"{latitude:.{places}f}, {longitude:.{places}f}"
        yield f"[{longitude:.{places}f},{latitude:.{places}f}]"
    yield f'{{"lat": {latitude:.4f}, "lon": {longitude:.4f}}}'
    yield f"{_sexagesimal(latitude, 'NS')} {_sexagesimal(longitude, 'EW')}"
    yield from (_geohash(latitude, longitude, length) for length in (7, 8, 9))
    yield _plus(latitude, longitude)


def tiles(p: Protected) -> Plants:
    latitude, longitude = map(float, p.coordinates[0].split(","))
    for zoom in (14, 16, 18):
        n, rad = 2**zoom, math.radians(latitude)
        x, y = int((longitude + 180) / 360 * n), int((1 - math.log(math.tan(rad) + 1 / math.cos(rad)) / math.pi) / 2 * n)
        yield f"/tiles/{zoom}/{x}/{y}.png"
        yield f"z={zoom}&x={x}&y={y}"
    yield f"bbox={longitude - 0.01:.5f},{latitude - 0.008:.5f},{longitude + 0.01:.5f},{latitude + 0.008:.5f}"


def addresses(p: Protected) -> Plants:
    yield from (p.addresses[0], p.addresses[0].upper(), p.addresses[0].replace(",", "\n"))


def employers(p: Protected) -> Plants:
    employer, function = p.posts[0]
    yield f"worked as a {function} and, until the strike, for {employer} on the river"
    yield f"{employer}; {function}"


def relatives(p: Protected) -> Plants:
    yield from (p.relatives[0], p.relatives[0].upper(), " ".join(reversed(p.relatives[0].split())))


def sentences(p: Protected) -> Plants:
    said = p.quotes[0]
    yield f"One of them said: “{said}.”"
    words = said.split()
    if len(words) >= 9:
        yield " ".join(words[1:9])
        changed = [*words[:4], "instead", *words[5:]]
        yield " ".join(changed).replace(",", " -")
        yield " ".join(words[:3] + words[4:])
    else:
        yield said[:5] + "再" + said[5:]
        yield said[2:14]


def mappings(p: Protected) -> Plants:
    yield from (f"{p.pseudonyms[1]} = {_name(p)}", p.pseudonyms[1], p.pseudonyms[1].replace("-", "_").lower(), p.pseudonyms[0])


def sixty_four(p: Protected) -> Plants:
    data = _name(p).encode()
    yield from (base64.b64encode(b"xy"[:skip] + data + b" of").decode() for skip in range(3))
    yield base64.urlsafe_b64encode(data).decode()


def escapes(p: Protected) -> Plants:
    name = _name(p)
    yield from (name.encode().hex(), percent(name), "".join(f"%{b:02X}" for b in name.encode()))
    yield "".join(f"&#{ord(c)};" for c in name)
    yield "".join(f"&#x{ord(c):x};" for c in name)
    yield "".join(f"\\u{ord(c):04x}" for c in name)
    yield html.escape(name, quote=True).replace(" ", "&nbsp;")


def encodings(p: Protected) -> Plants:
    yield base64.b64encode(_name(p).encode("utf-16-le")).decode()
    yield _name(p).encode("utf-16-be").hex()
    yield _name(p).encode("gb18030").hex()
    yield quopri.encodestring(_name(p).encode()).decode().replace("=\n", "")


def digests(p: Protected) -> Plants:
    for name in (_name(p), _name(p).lower()):
        for algorithm in ("md5", "sha1", "sha256"):
            made = hashlib.new(algorithm, name.encode())
            yield from (made.hexdigest(), base64.b64encode(made.digest()).decode()[:16], made.hexdigest().upper()[:16])


def keyed(p: Protected) -> Plants:
    yield str(uuid.uuid5(uuid.NAMESPACE_URL, _name(p)))
    yield uuid.uuid5(uuid.NAMESPACE_DNS, _name(p).lower()).hex
    yield hmac.digest(b"secret", _name(p).encode(), "sha256").hex()


def backwards(p: Protected) -> Plants:
    yield _name(p)[::-1]


_LEET = str.maketrans("oieastOIEAST", "013457013457")


def leet(p: Protected) -> Plants:
    if _latin(p):
        yield plain(_latin(p)).translate(_LEET)
    elif is_han(p):
        yield _READ[_name(p)][1].translate(_LEET)
    yield p.handles[0].translate(_LEET)


_TWINS = str.maketrans("aeopcxyiAEOPCXKMTHB", "аеорсхуіАЕОРСХКМТНВ")
_GREEK = str.maketrans("aovnAEZIKMNOT", "αονηΑΕΖΙΚΜΝΟΤ")


def homoglyphs(p: Protected) -> Plants:
    name = _latin(p) or (_READ[_name(p)][1] if is_han(p) else "")
    if name:
        yield from (plain(name).translate(_TWINS), plain(name).translate(_GREEK))
    yield from (mark.join(_name(p)) for mark in ("\u200b", "\u200d", "\u00ad", "\ufeff"))


def in_markup(p: Protected) -> Plants:
    name = html.escape(_name(p))
    yield f"<!-- {name} -->"
    yield f'<img alt="{name}" src="x.png">'
    yield f'<p title="{name}" aria-label="x" data-who="x">x</p>'
    yield f"<style>p::after{{content:'{_name(p)}'}}</style>"
    yield f"<i>{name[:2]}</i>{name[2:]}"


def in_addresses(p: Protected) -> Plants:
    slug = _name(p).lower().replace(" ", "-")
    yield from (f"#{slug}", f"https://site.example/people/{percent(slug)}.html", f"<guid>urn:x:{slug}</guid>", f'id="{slug.replace("-", "_")}"', f"{plain(slug)}-2024")


def index(p: Protected) -> Plants:
    parts = [part for part in plain(_latin(p) or (_READ[_name(p)][1] if is_han(p) else "")).lower().replace("-", " ").split() if len(part) > 5]
    for part in parts[:1]:
        yield " ".join(f'"{part[at : at + 3]}"' for at in range(len(part) - 2))
    if len(parts) > 1:
        yield f'{{"{parts[0]}":[3],"{parts[1]}":[3]}}'


FORMS: dict[str, Callable[[Protected], Plants]] = {
    "1 full name": lambda p: iter(p.names), "2 reversed order": lambda p: iter([next(orders(p))]), "3 last, first": lambda p: iter(list(orders(p))[1:]),
    "4 joins": joins, "5 cases": cases, "6 normal forms": normal_forms, "7 without diacritics": stripped, "8 Han signs": han_signs, "9 pinyin": han_read,
    "10 Uyghur": uyghur, "11 Arabic, Cyrillic": romanised, "12 initials with place or date": initials, "13 handles": handles, "14 telephone": phones,
    "15 numbers": numbers, "16 birth date": birth, "16b age and town": age, "17 coordinates": coordinates, "18 address": addresses,
    "19 employer and function": employers, "20 relatives": relatives, "21 sentence": sentences, "22 pseudonym": mappings, "23 base64": sixty_four,
    "24 escapes": escapes, "25 encodings": encodings, "26 digests": digests, "27 HMAC, UUID": keyed, "28 backwards": backwards, "29 leet": leet,
    "30 homoglyphs": homoglyphs, "31 markup": in_markup, "32 slugs": in_addresses, "38 tiles and frames": tiles, "39 search index": index,
}
"""The forms that are strings; 33 to 37 and 40 are carriers (canary_carriers), 41 and 42 are cells."""
