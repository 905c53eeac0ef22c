"""A PDF's text is read character by character, joined to paragraphs, with a box for each line; what nobody sees is marked."""

import time

import pytest

from tests.extract.readers.made import CHINESE, DOCUMENT, pdf, stream
from witnessmark.extract.readers import pdf as reader
from witnessmark.extract.readers.pdf import read_pdf
from witnessmark.records.documents import State

LINES = [
    "Nine stations in Spain, three of them in Barcelona, were run with the help of tele-",
    "communications companies and of others who had worked with them for a year and",
    "more before it was found.",
]


def read(*pages, **more):
    made = read_pdf(pdf(list(pages), **more), document=DOCUMENT)
    assert made.text is not None, made.reason
    return made.text


def test_soft_line_ends_become_blanks_and_a_hyphen_stays():
    text = read(
        stream([*LINES, "A second paragraph begins here and has more than one line, so that it is seen to be a", "paragraph of its own."])
    )
    first, second = text.content.split("\n")
    assert (
        first == "Nine stations in Spain, three of them in Barcelona, were run with the help of tele-communications companies and of "
        "others who had worked with them for a year and more before it was found."
    )
    assert second.endswith("a paragraph of its own.")


def test_pages_are_joined_so_that_a_quotation_may_cross_them():
    text = read(stream(["It counted fifty-four"]), stream(["stations in thirty countries."]))
    assert text.content == "It counted fifty-four\nstations in thirty countries."
    assert [(p.number, text.content[p.start : p.end]) for p in text.pages] == [
        (1, "It counted fifty-four"),
        (2, "stations in thirty countries."),
    ]
    assert text.anchor(3, 40).page == 1
    assert text.anchor(30, 40).page == 2


def test_every_line_has_a_box_in_points():
    text = read(stream(["One line", "and another"], x=100, y=700, size=10, lead=20))
    assert [text.content[r.start : r.end] for r in text.regions] == ["One line", "and another"]
    for region, baseline in zip(text.regions, (700, 680), strict=True):
        left, bottom, right, top = map(float, region.box)
        assert 99 < left < 102
        assert bottom < baseline < top < baseline + 12
        assert left < right
        assert region.where == "page 1"


def test_headings_gaps_and_bullets_begin_anew():
    text = read(
        stream(["A heading"], size=20)
        + stream(["A text under it that goes on for a while and then stops."], y=740)
        + stream(["A gap."], y=650)
        + stream(["- first", "- second"], y=600)
    )
    assert text.content.split("\n") == [
        "A heading",
        "A text under it that goes on for a while and then stops.",
        "A gap.",
        "- first",
        "- second",
    ]


def test_chinese_is_read_through_its_table_and_joined_without_blanks():
    line = "BT /F1 12 Tf 72 {} Td <{}> Tj ET\n"
    text = read((line.format(700, "01020304") + line.format(684, "050607")).encode(), font=CHINESE)
    assert text.content == "五十四个服务站"


def test_columns_are_read_one_after_the_other():
    left = stream(["The left column says that", "nine stations were found in", "Spain and that three of"], x=60)
    right = stream(["them stood in Barcelona, as", "the police of two cities", "had planned it."], x=320)
    assert "three of them stood in Barcelona, as the police" in read(left + right).content


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"before": "3 Tr"}, "invisible"),
        ({"before": "1 1 1 rg"}, "colour of the paper"),
        ({"before": "0.95 0.95 0.95 rg"}, "colour of the paper"),
        ({"size": 1}, "too small"),
        ({"x": 640}, "outside"),
        ({"y": 900}, "outside"),
        ({"x": -300}, "outside"),
    ],
)
def test_words_that_nobody_sees_are_marked(more, why):
    text = read(stream(["Seen words."]) + stream(["SECRET"], **({"y": 500} | more)))
    assert [(text.content[r.start : r.end], why in r.why) for r in text.hidden] == [("SECRET", True)]


def test_white_letters_on_a_dark_ground_are_seen():
    text = read(b"0.1 0.1 0.3 rg 50 690 400 30 re f\n" + stream(["A white title"], y=700, before="1 1 1 rg"))
    assert text.content == "A white title"
    assert text.hidden == ()


def test_a_letter_hidden_inside_a_number_is_marked():
    text = read(b"BT /F1 12 Tf 72 700 Td (5) Tj 3 Tr (4) Tj 0 Tr ( stations) Tj ET")
    assert text.content == "54 stations"
    assert [text.content[r.start : r.end] for r in text.hidden] == ["4"]


def test_title_and_author_come_from_the_file_and_its_making_is_no_day_of_publication():
    text = read(stream(["Some words of a report."]), info="/Title (A report) /Author (An Office) /CreationDate (D:20190101000000Z)")
    assert (text.title, text.authors, text.published) == ("A report", ("An Office",), None)
    assert read(stream(["A report"], size=20) + stream(["26 October 2022"], y=700)).published == "2022-10-26"


def test_a_protected_file_and_one_of_pictures_say_so():
    assert read_pdf(pdf([stream(["x"])], encrypt="secret"), document=DOCUMENT).state is State.ENCRYPTED
    made = read_pdf(pdf([b"0 0 200 200 re f"]), document=DOCUMENT)
    assert (made.state, made.reason) == (State.EMPTY, "no text layer: pages are images")
    made = read_pdf(pdf([stream(["Words."]), b"0 0 200 200 re f", b"0 0 200 200 re f"]), document=DOCUMENT)
    assert (made.state, made.reason) == (State.PARTIAL, "no text layer on pages 2-3: images")


def test_a_slow_page_is_given_up_and_can_be_left_out(monkeypatch):
    real, book = reader.read_page, pdf([stream([f"This is page {n}."]) for n in range(1, 5)])
    monkeypatch.setattr(
        reader, "read_page", lambda raw, page: time.sleep(1.2) if (done := real(raw, page)).lines[0].words[-2] == "3" else done
    )
    made = read_pdf(book, document=DOCUMENT, page_seconds=0.2)
    assert (made.state, made.slow) == (State.PARTIAL, (3,))
    assert made.reason == "page 3 took too long and pages 3-4 not read"
    made = read_pdf(book, document=DOCUMENT, skip=(3,))
    assert made.text.content == "This is page 1.\nThis is page 2.\nThis is page 4."
    assert (made.state, made.reason) == (State.PARTIAL, "page 3 skipped: too slow")


def test_a_long_book_is_never_lost_for_being_long():
    book = pdf([stream([f"Line {n} of a page with words in it." for n in range(40)]) for _ in range(60)])
    assert read_pdf(book, document=DOCUMENT).state is State.READ
    made = read_pdf(book, document=DOCUMENT, seconds=0.15)
    assert made.state in {State.PARTIAL, State.READ, State.STOPPED, State.EMPTY}
    assert made.state is State.READ or made.reason
