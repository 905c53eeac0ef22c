"""A protected word is found in every form of it that a search for strings can find (promises, table 3.5)."""

import base64
import codecs
import gzip
import hashlib
import html
import json
import quopri
import unicodedata
import uuid
from urllib.parse import quote

import pytest

from tests.protect.planting import HAN, MAIL, NAME, PHONE, SHORT, refused, search

PLAIN = "".join(c for c in unicodedata.normalize("NFKD", NAME) if not unicodedata.combining(c))
FIRST, LAST = NAME.split()
ONE, TWO, THREE = "Zebulon", "Quorfax", "Ñandú"


def spelled(letters: str, *, with_: str) -> str:
    return with_.join(letters)


FORMS = {
    "as written": NAME,
    "last name first": f"{LAST} {FIRST}",
    "last name, comma": f"{LAST}, {FIRST}",
    "other order": f"{THREE} {ONE} {TWO}",
    "joined": NAME.replace(" ", "").replace("-", ""),
    "joined, other order": f"{TWO}{THREE}{ONE}",
    "joined, backwards": f"{THREE}{TWO}{ONE}",
    "underscores": NAME.lower().replace(" ", "_").replace("-", "_"),
    "dots": f"{ONE}.{TWO}.{THREE}".lower(),
    "slug": "zebulon-quorfax-nandu",
    "camel case in a longer word": "idZebulonQuorfaxNanduPage",
    "upper case": NAME.upper(),
    "lower case": NAME.lower(),
    "decomposed": unicodedata.normalize("NFD", NAME),
    "compatibility letters": "Ｚｅｂｕｌｏｎ Ｑｕｏｒｆａｘ Ñandú",
    "mathematical letters": "".join(chr(0x1D41A + ord(c) - 97) if "a" <= c <= "z" else c for c in PLAIN.lower()),
    "without accents": PLAIN,
    "possessive": f"{NAME}'s house",
    "with an ending": f"{NAME}em",
    "zero-width marks": spelled(NAME, with_="\u200b"),
    "soft hyphens": "Ze\u00adbulon Quor\u00adfax-Ñan\u00addú",
    "bidirectional marks": f"\u202e{ONE}\u202c {LAST}",
    "combining graphemes": spelled(PLAIN, with_="\u034f"),
    "Hangul fillers": spelled(PLAIN, with_="\u3164"),
    "spaced out": spelled(NAME, with_=" "),
    "broken over lines": "Zebu-\nlon Quor-\nfax-Ñandú",
    "Cyrillic look-alikes": "Zеbulоn Quоrfах-Nаndu",
    "Greek look-alikes": "Ζebulon Quοrfαχ-Ναndυ",
    "small capitals": "Zᴇʙᴜʟᴏɴ Qᴜᴏʀꜰᴀx Nᴀɴᴅᴜ",
    "digits for letters": "Z3bul0n Qu0rf4x N4ndu",
    "backwards": NAME[::-1],
    "rot13": codecs.encode(PLAIN, "rot13"),
    "invisible tag letters": "".join(chr(0xE0000 + ord(c)) for c in PLAIN),
    "entities": html.escape(NAME).replace("Ñ", "&Ntilde;").replace("ú", "&uacute;"),
    "decimal entities": "".join(f"&#{ord(c)};" for c in NAME),
    "hexadecimal entities": "".join(f"&#x{ord(c):x};" for c in NAME),
    "entities twice": html.escape("".join(f"&#{ord(c)};" for c in NAME)),
    "tags between letters": "Z<b>ebu</b>lon <i class='x'>Quor</i>fax-<span title=\"a>b\">Ñ</span>andú",
    "tags between words": f"<td>{ONE}</td><td>{TWO}</td><td>{THREE}</td>",
    "comments between letters": "Zebu<!-- > -->lon Quorfax<!-- - -->Ñandú",
    "percent signs": quote(NAME),
    "percent signs for all": "".join(f"%{b:02x}" for b in NAME.encode()),
    "percent signs twice": quote(quote(NAME)),
    "plus signs": NAME.replace(" ", "+"),
    "JSON escapes": json.dumps(NAME),
    "JSON escapes for all": "".join(f"\\u{ord(c):04x}" for c in NAME),
    "JSON, over lines": json.dumps({"quote": f"{ONE}\n{LAST}"}),
    "script escapes": "".join(f"\\x{ord(c):02x}" for c in NAME),
    "script escapes in braces": "".join(f"\\u{{{ord(c):x}}}" for c in NAME),
    "octal escapes": "".join(f"\\{b:03o}" for b in NAME.encode()),
    "style sheet escapes": "".join(f"\\{ord(c):x} " for c in NAME),
    "JSON of HTML": json.dumps({"html": "<p>Zebulon&nbsp;<b>Quorfax</b>&#45;&Ntilde;andú</p>"}),
    "quoted-printable": quopri.encodestring(NAME.encode()).decode(),
    "encoded word": "=?utf-8?Q?Zebulon_Quorfax-=C3=91and=C3=BA?=",
    "punycode": "xn--" + NAME.replace(" ", "").lower().encode("punycode").decode() + ".example",
    "base64": base64.b64encode(NAME.encode()).decode(),
    "base64 within words": base64.b64encode(f"The shop of {NAME} in the town".encode()).decode(),
    "base64, one on": base64.b64encode(f"x{NAME}".encode()).decode(),
    "base64, two on": base64.b64encode(f"xy{NAME}".encode()).decode(),
    "base64 for addresses": base64.urlsafe_b64encode(("???>>>" + NAME.lower()).encode()).decode(),
    "base64 behind letters": "token" + base64.b64encode(NAME.encode()).decode(),
    "base64 of UTF-16": base64.b64encode(PLAIN.encode("utf-16-le")).decode(),
    "base64 over lines": base64.encodebytes((b"." * 50) + NAME.encode() + b"." * 90).decode(),
    "base64 twice": base64.b64encode(base64.b64encode(f"to {NAME}, the baker".encode())).decode(),
    "base64 of gzip": base64.b64encode(gzip.compress(f"to {NAME}, the baker".encode() * 3)).decode(),
    "data address": "data:text/plain;base64," + base64.b64encode(NAME.upper().encode()).decode(),
    "hexadecimal": NAME.encode().hex(),
    "hexadecimal, large": PLAIN.encode().hex().upper(),
    "hexadecimal with gaps": PLAIN.encode().hex(" "),
    "hexadecimal with colons": PLAIN.encode().hex(":"),
    "hexadecimal behind a digit": "a" + NAME.encode().hex(),
    "CSV": f'"1","{LAST}","{FIRST}","ES"',
    "GeoJSON": json.dumps({"type": "Feature", "properties": {"who": [ONE, TWO, THREE]}}),
    "address": f"https://example.org/{FIRST.lower()}/{quote(LAST.lower())}?a=1",
    "alt text": f'<img alt="{ONE}&#32;{LAST}" src="x.png">',
    "data attribute": f"<p data-who='{PLAIN}'>",
    "style content": "p::after { content: 'Zebulon\\20 Quorfax-\\d1 andú' }",
    "invented id": "person:zebulon.quorfax.nandu",
}


@pytest.mark.parametrize("form", FORMS)
def test_a_name_is_refused_in_every_form(tmp_path, form):
    assert refused(tmp_path, f"before {FORMS[form]} after\n".encode()), form


@pytest.mark.parametrize(
    "spelling", [NAME, NAME.lower(), NAME.upper(), PLAIN, PLAIN.lower(), PLAIN.lower().replace(" ", "-"), f"{LAST}, {FIRST}"]
)
@pytest.mark.parametrize("algorithm", ["md5", "sha1", "sha256", "sha512"])
def test_a_digest_of_a_name_is_refused(tmp_path, spelling, algorithm):
    made = hashlib.new(algorithm, spelling.encode())
    line = hashlib.new(algorithm, spelling.encode() + b"\n")
    for number, said in enumerate(
        [
            made.hexdigest(),
            made.hexdigest().upper(),
            made.hexdigest()[:16],
            line.hexdigest(),
            base64.b64encode(made.digest()).decode(),
            "id-" + base64.urlsafe_b64encode(made.digest()[:12]).decode(),
        ]
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        assert any(form.endswith("of it") for form in refused(folder, f"person {said}\n".encode())), said


def test_a_uuid_of_a_name_is_refused(tmp_path):
    assert refused(tmp_path, f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, PLAIN.lower())}\n".encode())


@pytest.mark.parametrize(
    "said",
    [
        "34612987405",
        "+34612987405",
        "0034 612 98 74 05",
        "612-987-405",
        "612 987 405",
        "(612) 987.405",
        "0612987405",
        "tel:+34-612-987-405",
        "６１２９８７４０５",
        "٦١٢٩٨٧٤٠٥",
    ],
)
def test_a_telephone_number_is_refused_however_it_is_grouped(tmp_path, said):
    assert refused(tmp_path, f"call {said} today".encode()), PHONE


@pytest.mark.parametrize(
    "said",
    [
        "1984-03-09",
        "09.03.1984",
        "3/9/1984",
        "9/3/1984",
        "19840309",
        "9 March 1984",
        "March 9, 1984",
        "9 de marzo de 1984",
        "9 mars 1984",
        "9. März 1984",
        "1984年3月9日",
    ],
)
def test_a_date_of_birth_is_refused_in_every_order(tmp_path, said):
    assert refused(tmp_path, f"born on {said}.".encode())


@pytest.mark.parametrize(
    "said",
    [
        MAIL,
        MAIL.upper(),
        "zquorfax",
        "zquorfax at nowhere dot example",
        "mailto:zquorfax%40nowhere.example",
    ],
)
def test_an_address_and_its_first_part_are_refused(tmp_path, said):
    assert refused(tmp_path, f"write to {said}.".encode())


@pytest.mark.parametrize(
    "said",
    [
        HAN,
        "欧阳·箐墨",
        "欧 阳 箐 墨",
        "据欧阳箐墨说",
        "Ouyang Qingmo",
        "QINGMO OUYANG",
        "ouyang-qing-mo",
        "OuyangQingmo",
        "Ōuyáng Qìngmò",
        "墨箐阳欧",
        "&#27431;&#38451;&#31632;&#22696;",
        "\\u6b27\\u9633\\u7b90\\u58a8",
        "%E6%AC%A7%E9%98%B3%E7%AE%90%E5%A2%A8",
        base64.b64encode(HAN.encode()).decode(),
        HAN.encode().hex(),
    ],
)
def test_a_han_name_is_refused_in_signs_and_in_latin_letters(tmp_path, said):
    assert refused(tmp_path, f"before {said} after".encode())


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-8"])
def test_a_han_name_is_refused_in_other_encodings(tmp_path, encoding):
    assert refused(tmp_path, "他是歐陽青墨先生".encode(encoding), words="歐陽青墨\n")


@pytest.mark.parametrize(
    "said",
    [
        "Нурлан Жумабек",
        "НУРЛАН ЖУМАБЕК",
        "Жумабек, Нурлан",
        "Nurlan Zhumabek",
        "zhumabek_nurlan",
        "نۇرلان جۇمابەك",
        "نۇرلانجۇمابەك",
        "نۇرلان  جۇمابەك",
        "نۇـرلان جۇمابەك",
        "Joerg Bruehlmann",
        "JORG BRUHLMANN",
        "Jörg Brühlmann",
        "Brühlmann, Jörg",
    ],
)
def test_names_in_other_scripts_and_spellings_are_refused(tmp_path, said):
    assert refused(tmp_path, f"by {said} in".encode())


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "cp1251", "koi8-r"])
def test_a_text_that_is_no_utf_8_is_read_in_its_encoding(tmp_path, encoding):
    said = "Нурлан Жумабек" if encoding in ("cp1251", "koi8-r") else NAME
    assert refused(tmp_path, f"<p>{said}</p>".encode(encoding))


@pytest.mark.parametrize(
    "said", ["Li Na", "LI NA", "Na Li", "li_na", "Li-Na", "Li, Na", "Li&nbsp;Na", "<b>Li</b> <b>Na</b>", "由Li Na说", "L\u200bi Na"]
)
def test_a_short_name_is_refused_as_words_of_its_own(tmp_path, said):
    assert refused(tmp_path, f"before {said} after".encode(), words=SHORT)


@pytest.mark.parametrize(
    "said",
    [
        "police nation",
        "Poli Nation",
        "Carolina",
        "Ali Nasser",
        "li nation",
        "a chef called Lina",
        "Berli Nacht",
        "religion, nation",
        "LINA-2022",
        "Salina",
        "<td>Mali</td><td>Nauru</td>",
        "bGkgbmE-",
        "Berli\nNamibia",
    ],
)
def test_a_short_name_is_not_met_within_other_words(tmp_path, said):
    assert refused(tmp_path, f"before {said} after".encode(), words=SHORT) == set()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Ana Stone", "He peeled banana stones and an anastomosis"),
        ("Serena", "el plan puede ser en agosto"),
        ("Islam", "this is lamentable"),
        ("Richard Li", "Richard Lightfoot wrote"),
        ("Amanda", "a man danced"),
        ("555-1234", "sha256 5551234afe, 955512340000"),
    ],
)
def test_a_name_is_not_met_across_words_that_do_not_hold_it(tmp_path, name, said):
    assert refused(tmp_path, said.encode(), words=name) == set()


def test_a_search_never_says_what_it_looks_for():
    assert "ebulon" not in repr(search())
    assert not any("ebulon" in repr(hit) for hit in search().in_text(f"here is {NAME}"))
