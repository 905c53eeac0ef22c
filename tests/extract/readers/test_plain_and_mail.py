"""Plain texts stay as they are; a message gives its head lines and body; languages and look-alike letters are told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extract.readers.made import DOCUMENT, message
from witnessmark.extract.readers.charset import decode
from witnessmark.extract.readers.dates import day_in
from witnessmark.extract.readers.languages import language_of
from witnessmark.extract.readers.mail import read_mail
from witnessmark.extract.readers.plain import read_plain
from witnessmark.extract.readers.unseen import unseen
from witnessmark.records.documents import State
from witnessmark.records.texts import freezable


def read(words, **more):
    return read_plain(words if isinstance(words, bytes) else words.encode(), document=DOCUMENT, **more).text


@pytest.mark.parametrize(
    "words",
    [
        "54 stations \U0001f600\U0001f468\u200d\U0001f469\u200d\U0001f467 in Spain",
        "cafe\u0301 and caf\u00e9",
        "ئۇيغۇر تىلى 54 ئورۇن",
        "\U00020bb7野家 五十四个",
        "བོད་ཡིག",
    ],
)
def test_offsets_are_code_points_and_nothing_is_normalised(words):
    text = read(f"a\r\n{words}\r\nb")
    assert text.content == f"a\n{words}\nb"
    anchor = text.anchor(2, 2 + len(words))
    assert anchor.quote == words
    assert (anchor.prefix, anchor.suffix) == ("a\n", "\nb")
    assert text.hidden == ()


@given(st.text(min_size=1, max_size=200))
def test_any_text_is_read_as_it_is_frozen(words):
    made = read_plain(words.encode("utf-8", "surrogatepass"), document=DOCUMENT)
    if made.text is not None and made.state is State.READ and not words.startswith("\ufeff"):
        assert made.text.content == freezable(words)
        assert [made.text.content[r.start : r.end] for r in made.text.regions] == [line for line in made.text.content.split("\n") if line]


def test_head_lines_name_title_publisher_and_day():
    text = read(
        "# Nine stations\n\nPublisher: The Example\nPublished: 26 October 2022\nBy: A. Writer and B. Writer\n\nThe report says so.\n"
    )
    assert (text.title, text.publisher, text.published, text.authors) == (
        "Nine stations",
        "The Example",
        "2022-10-26",
        ("A. Writer", "B. Writer"),
    )
    text = read("标题：九个服务站\n来源：示例日报\n发布时间：2022年10月26日\n\n报告说在西班牙有九个服务站。\n")
    assert (text.title, text.publisher, text.published, text.language) == ("九个服务站", "示例日报", "2022-10-26", "zh-Hans")
    text = read("Nueve comisarías\nFecha: 26 de octubre de 2022\nMedio: El Ejemplo\n\nEl informe dice que hay nueve oficinas en España.")
    assert (text.title, text.publisher, text.published, text.language) == ("Nueve comisarías", "El Ejemplo", "2022-10-26", "es")


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2022-10-26T10:00", "2022-10-26"),
        ("Oct. 26, 2022", "2022-10-26"),
        ("26th of October 2022", "2022-10-26"),
        ("3/4/2022", None),
        ("31 February 2022", None),
        ("septiembre de 2022", "2022-09"),
        ("2022年9月", "2022-09"),
        ("20221026", "2022-10-26"),
        ("no day", None),
        ("2022-13-01", None),
        ("room 2022", None),
    ],
)
def test_days_have_the_precision_that_they_have(words, day):
    assert day_in(words) == day


@pytest.mark.parametrize(
    ("content", "declared", "words"),
    [
        ("\ufeffaño".encode(), None, "año"),
        ("año".encode("utf-16"), None, "año"),
        ("año".encode("cp1252"), None, "año"),
        ("三个在巴塞罗那。".encode("gb18030"), None, "三个在巴塞罗那。"),
        ("三個在".encode("big5"), "big5", "三個在"),
        (b"plain", "zip", "plain"),
    ],
)
def test_charsets_are_told_by_mark_declaration_or_a_named_guess(content, declared, words):
    found = decode(content, declared)
    assert (found.text, found.broken) == (words, False)
    assert bool(found.notes) == (declared is None and b"\xff" not in content and b"\xef" not in content and not content.isascii())


def test_bytes_that_are_no_characters_make_the_state_partial():
    made = read_plain(("Tres en València y más " * 12).encode() + b"\xff\xfe\xff", document=DOCUMENT)
    assert (made.state, "replaced" in made.reason) == (State.PARTIAL, True)


@pytest.mark.parametrize(
    ("words", "tag"),
    [
        ("The report counts nine stations in Spain.", "en"),
        ("El informe describe nueve oficinas en España y otras.", "es"),
        ("这是一个关于海外警务服务站的报告", "zh-Hans"),
        ("這是一個關於海外警務服務站的報告", "zh-Hant"),
        ("ئۇيغۇر تىلى تۈركىي تىللار ئائىلىسىگە تەۋە", "ug"),
        ("བོད་ཡིག་གི་སྐད་ཡིག", "bo"),
        ("警察がスペインで九つの事務所を", "ja"),
        ("9", "und"),
        ("hi", "und"),
        ("", "und"),
    ],
)
def test_languages(words, tag):
    assert language_of(words) == tag


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("a \u202e54\u202c b", ["\u202e", "\u202c"]),
        ("5\u200b4 stations", ["\u200b"]),
        ("B\u0430rcelona has three", ["B\u0430rcelona"]),
        ("the \u0391thens office", ["\u0391thens"]),
        ("a\ufeffb", ["\ufeff"]),
        ("x\U000e0041\U000e0042y", ["\U000e0041\U000e0042"]),
        ("a\u200eb", ["\u200e"]),
    ],
)
def test_what_changes_or_hides_what_is_seen_is_marked(words, marked):
    assert [words[r.start : r.end] for r in unseen(words)] == marked


@pytest.mark.parametrize(
    "words",
    [
        "5 \u03bcm and 3 \u03a9",
        "\u043f\u043e\u043b\u0438\u0446\u0438\u044f in Russian",
        "\u0645\u06cc\u200c\u06af\u0648\u06cc\u062f",
        "\u05d0\u200f1",
        "hy\u00adphen",
        "\u2764\ufe0f \U0001f3f3\ufe0f\u200d\U0001f308",
        "\u0e44\u0e17\u0e22\u200b\u0e44\u0e17\u0e22",
        "naïve café",
        "β-carotene",
    ],
)
def test_what_a_script_needs_is_not_marked(words):
    assert list(unseen(words)) == []


def test_a_message_gives_its_head_lines_and_its_plain_body():
    text = read_mail(message(), document=DOCUMENT).text
    assert text.content == (
        "From: Una Reportera <una@example.org>\nTo: mesa@example.org\nDate: Wed, 26 Oct 2022 23:30:00 +0200\n"
        "Subject: 关于西班牙九个服务站的说明\n\n三个在巴塞罗那。\n三个在瓦伦西亚。\n"
    )
    assert (text.title, text.published, text.language, text.publisher) == ("关于西班牙九个服务站的说明", "2022-10-26", "zh-Hans", "")
    assert "añadido" not in text.content


def test_a_message_with_a_page_alone_is_read_as_a_page():
    raw = (
        b"From: a@example.org\nSubject: =?utf-8?q?se=C3=B1or?=\nContent-Type: text/html; charset=utf-8\n\n"
        b"<p>Three in Barcelona. <span style='display:none'>SECRET</span></p>"
    )
    text = read_mail(raw, document=DOCUMENT).text
    assert text.content.endswith("Three in Barcelona. SECRET")
    assert text.title == "señor"
    assert [text.content[r.start : r.end].strip() for r in text.hidden] == ["SECRET"]
    assert [text.content[r.start : r.end] for r in text.regions if r.where.startswith("body /")] == ["Three in Barcelona. SECRET"]


def test_a_message_that_was_cut_off_says_so():
    made = read_mail(message()[:-120], document=DOCUMENT)
    assert (made.state, "cut off" in made.reason) == (State.PARTIAL, True)
    assert read_mail(b"no head line at all", document=DOCUMENT).state in {State.UNREADABLE, State.EMPTY}
