"""A page's article is read with its addresses; what stands around it is not; what nobody sees is marked."""

import pytest

from tests.extract.readers.made import DOCUMENT, PARAGRAPH, page
from witnessmark.extract.readers.html import parse, read_html
from witnessmark.records.documents import State


def read(content, **more):
    made = read_html(content, document=DOCUMENT, **more)
    assert made.text is not None, made.reason
    return made.text


def test_the_article_is_read_and_what_stands_around_it_is_not():
    text = read(page())
    assert text.content.startswith("Nine stations\nParagraph 0. The report counts nine stations")
    assert text.content.endswith("before this edition went to print.")
    for around in ("Front page", "cookies", "Read also", "Advertisement", "Copyright"):
        assert around not in text.content
    assert (text.title, text.language) == ("Nine stations", "en")


def test_every_region_leads_back_to_the_element_that_it_names():
    content = page("<h2>By city</h2><table><tr><th>City</th><th>Stations</th></tr><tr><td><p>Barcelona</p></td><td>3</td></tr></table>")
    text, root = read(content), parse(content.decode())[0]
    assert "By city\nCity\tStations\nBarcelona\t3\n" in text.content
    for region in text.regions:
        (element,) = root.getroottree().xpath(region.where)
        words = "".join(element.itertext())
        assert "".join(text.content[region.start : region.end].split()) in "".join(words.split())


def test_blanks_fold_as_on_a_screen_and_a_hard_blank_stays():
    text = read(b"<p>one\n   two <b> three</b>\xc2\xa0four<br>five</p><pre>a  b\n c</pre>")
    assert text.content == "one two three\u00a0four\nfive\na  b\n c"


@pytest.mark.parametrize(
    ("markup", "why"),
    [
        ('<span style="display:none">SECRET</span>', "not shown"),
        ('<span style="visibility: hidden">SECRET</span>', "not shown"),
        ("<span hidden>SECRET</span>", "hidden"),
        ('<span aria-hidden="true">SECRET</span>', "screen readers"),
        ('<span style="font-size:0">SECRET</span>', "too small"),
        ('<span style="font-size:1px">SECRET</span>', "too small"),
        ('<span style="color:#fff">SECRET</span>', "colour"),
        ('<span style="color: rgb(255, 255, 255)">SECRET</span>', "colour"),
        ('<font color="white">SECRET</font>', "colour"),
        ('<span style="background:#123456;color:#123456">SECRET</span>', "colour"),
        ('<span style="opacity:0">SECRET</span>', "transparent"),
        ('<span style="position:absolute;left:-9999px">SECRET</span>', "outside"),
        ('<span style="text-indent:-9999px">SECRET</span>', "outside"),
        ('<span style="position:absolute;clip:rect(0 0 0 0)">SECRET</span>', "cut away"),
        ('<b style="display:none"><i><u>SECRET</u></i></b>', "not shown"),
    ],
)
def test_words_that_nobody_sees_are_marked(markup, why):
    text = read(page(f"<p>{PARAGRAPH}{markup} and then it goes on.</p>"))
    (run,) = text.hidden
    assert text.content[run.start : run.end].strip() == "SECRET"
    assert why in run.why


@pytest.mark.parametrize(
    "markup",
    [
        '<div style="background:#222"><span style="color:#fff">seen</span></div>',
        '<span style="color:#333">seen</span>',
        '<span style="opacity:0.9">seen</span>',
        '<div style="background:url(x.png)"><b style="color:white">seen</b></div>',
        '<span style="font-size:0.8em">seen</span>',
        '<table bgcolor="#000000"><tr><td><font color="#ffffff">seen</font></td></tr></table>',
    ],
)
def test_words_that_are_seen_are_not_marked(markup):
    assert read(page(f"<p>{PARAGRAPH}</p>{markup}<p>{PARAGRAPH}</p>")).hidden == ()


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta property="article:published_time" content="2022-10-26T10:00:00Z">', "2022-10-26"),
        ('<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "datePublished": "2022-09-12"}]}</script>', "2022-09-12"),
        ('<meta name="date" content="September 2022">', "2022-09"),
        ("", None),
    ],
)
def test_the_day_comes_from_what_the_page_says_of_itself(head, published):
    assert read(page(head=head)).published == published


def test_authors_publisher_and_a_chinese_day():
    head = (
        '<meta property="og:site_name" content="The Example Daily"><meta property="og:title" content="Nine &amp; more">'
        '<script type="application/ld+json">{"@type": "Article", "author": [{"name": "A. Writer"}, {"name": "B. Writer"}]}</script>'
    )
    text = read(page(head=head))
    assert (text.title, text.publisher, text.authors) == ("Nine & more", "The Example Daily", ("A. Writer", "B. Writer"))
    words = "报告说在西班牙有九个服务站，三个在巴塞罗那，三个在瓦伦西亚，两个在马德里，一个在圣地亚哥。" * 4
    chinese = read(
        f"<html><body><h1>服务站</h1><p>发布时间：2022年10月26日</p><p>{words}</p><p>{words}</p></body></html>".encode("gb18030"),
        declared="gb2312",
    )
    assert (chinese.published, chinese.language, chinese.title) == ("2022-10-26", "zh-Hans", "服务站")
    assert words in chinese.content


@pytest.mark.parametrize("declared", ["gb2312", "windows-1252", "utf-16", "no-such-set", "unicode_escape"])
def test_whatever_a_page_declares_it_is_read(declared):
    assert read(f'<html><head><meta charset="{declared}"></head><body><p>Tres en Valencia: año, señor, 三个.</p></body></html>'.encode())


def test_a_page_without_words_is_empty_and_a_cut_one_is_partial():
    assert read_html(b"<html><body><script>draw()</script><div id=app></div></body></html>", document=DOCUMENT).state is State.EMPTY
    made = read_html(page()[:900], document=DOCUMENT)
    assert made.state is State.PARTIAL
    assert "cut off" in made.reason


def test_no_entity_no_address_and_no_depth_does_harm():
    bomb = b'<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY x SYSTEM "file:///etc/passwd">]><p>&a;&x; words</p>'
    assert "root:" not in read(bomb).content
    deep = read_html(b"<div>" * 20_000 + b"words" + b"</div>" * 20_000, document=DOCUMENT)
    assert (deep.state, "too deeply" in deep.reason) == (State.EMPTY, True)
    assert read(b"<div><font>" * 300 + b"words").content == "words"
