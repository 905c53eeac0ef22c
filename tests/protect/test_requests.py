"""D004: no page, drawing or style sheet of the site calls anybody, whatever trick it would take."""

import pytest

from tests.protect.planting import inspected
from witnessmark.protect.requests import POLICY, requests_in

HEAD = (
    f"<!doctype html><html><head><meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}; img-src 'self' data:; style-src 'self'\">"
)
CLEAN = HEAD + "<title>x</title></head><body>%s</body></html>"

FAULTS = {
    "picture": '<img src="https://example.org/x.png">',
    "no scheme": '<img src="//example.org/x.png">',
    "backslashes": r'<img src="\\example.org/x">',
    "mixed slashes": r'<img src="/\example.org/x">',
    "capitals": '<IMG SRC="HTTPS://EXAMPLE.ORG/x">',
    "blank before": '<img src=" \thttps://example.org/x">',
    "control characters": '<img src="\x01https://example.org/x">',
    "newline within": '<img src="ht\ntps://example.org/x">',
    "entities": '<img src="&#104;ttps://example.org/x">',
    "srcset": '<img srcset="a.png 1x, https://example.org/b.png 2x" src="a.png">',
    "poster": '<p poster="https://example.org/x">',
    "ping": '<a href="a.html" ping="https://example.org/">x</a>',
    "background": '<table background="https://example.org/x">',
    "style attribute": "<p style=\"background:url('https://example.org/x')\">",
    "style attribute, escaped": r'<p style="background:u\72l(https://example.org/x)">',
    "style element": "<style>@import 'https://example.org/x.css';</style>",
    "image set": "<style>p{background:image-set('https://example.org/x' 1x)}</style>",
    "comment in a style": "<style>p{background:url(/**/https://example.org/x)}</style>",
    "link": '<link rel="stylesheet" href="https://example.org/x.css">',
    "connect": '<link rel="preconnect" href="x">',
    "prefetch": '<link rel="prefetch" href="a.html">',
    "resolve": '<link rel="dns-prefetch" href="//example.org">',
    "script": "<script>1</script>",
    "script elsewhere": '<script src="a.js"></script>',
    "handler": '<p onclick="x()">',
    "handler, capitals": '<p ONLOAD="x()">',
    "frame": '<iframe src="a.html"></iframe>',
    "object": '<object data="a.svg"></object>',
    "form": '<form action="a.html"></form>',
    "base": '<base href="https://example.org/">',
    "video": '<video src="a.mp4"></video>',
    "turn": '<meta http-equiv="Refresh" content="0;url=a.html">',
    "cookie": '<meta http-equiv="set-cookie" content="a=b">',
    "script address": '<a href="javascript:x()">x</a>',
    "script address, hidden": '<a href="java\nscript:x()">x</a>',
    "data address": '<a href="data:text/html,x">x</a>',
    "drawing": '<svg><image xlink:href="https://example.org/x.png"/></svg>',
    "drawing, use": '<svg><use href="https://example.org/x.svg#a"/></svg>',
    "drawing, script": "<svg><script>1</script></svg>",
    "drawing, foreign": "<svg><foreignObject><p>x</p></foreignObject></svg>",
    "drawing, fill": '<svg><path style="fill:url(https://example.org/x#a)"/></svg>',
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_page_that_would_call_somebody_is_refused(tmp_path, fault):
    assert list(requests_in((CLEAN % FAULTS[fault]).encode(), name="site/a.html")), fault
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "a.html").write_text(CLEAN % FAULTS[fault], "utf-8")
    codes = {reason.code for reason in inspected(tmp_path).reasons}
    assert "D004" in codes or fault == "control characters", "a file with control characters is not opened at all"
    assert codes


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("site/a.css", "@import url(//example.org/x.css);"),
        ("site/a.css", "p{background:url( 'HTTPS://example.org/x' )}"),
        ("site/a.css", r"@\69mport 'https://example.org/x'"),
        ("site/a.css", "@font-face{src:url(https://example.org/x.woff2)}"),
        ("site/a.svg", '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
        ("site/a.svg", '<?xml-stylesheet href="https://example.org/x"?><svg/>'),
        ("site/a.svg", '<!DOCTYPE svg SYSTEM "https://example.org/x.dtd"><svg/>'),
        ("site/a.js", "1"),
        ("site/A.HTM", "<p>x</p>"),
        ("site/a.html", ""),
        ("site/a.html", "<p>no policy</p>"),
        ("site/a.html", HEAD.replace("'none'", "'self'")),
        ("site/a.html", HEAD.replace("style-src 'self'", "style-src https:")),
        ("site/a.html", HEAD.replace("data:;", "example.org;")),
        ("site/a.html", "<body><p>" + HEAD[HEAD.index("<meta") :]),
    ],
)
def test_style_sheets_drawings_and_pages_without_a_policy_are_refused(name, content):
    assert list(requests_in(content.encode(), name=name))


@pytest.mark.parametrize(
    "body",
    [
        '<p><a href="https://example.org/">a link is a link</a> <a href="b.html#c">b</a> <a href="mailto:x@example.org">write</a></p>',
        '<img src="x.png" alt="https://example.org/"><img src="data:image/png;base64,AA==" alt="">',
        "<style>p{background:url(x.png)} q{content:'https:'}</style>",
        '<svg viewBox="0 0 1 1"><path d="M0 0"/><use href="#a"/><style>path{fill:url(#b)}</style></svg>',
        "<p>url of https://example.org/ and @import</p>",
        '<link rel="icon" href="data:,"><link rel="stylesheet" href="../style.css">',
        '<q cite="https://example.org/">x</q>'.replace("https://example.org/", "a.html"),
    ],
)
def test_links_by_hand_and_what_lies_within_the_site_are_not(body):
    assert list(requests_in((CLEAN % body).encode(), name="site/a.html")) == []


def test_data_files_are_no_pages():
    assert list(requests_in(b'{"url": "https://example.org/"}', name="site/downloads/a.json")) == []
    assert list(requests_in(b"see @import https://example.org/", name="site/downloads/LOSS.md")) == []


def test_nothing_of_the_example_calls_anybody(example):
    for file in (example.released / "site").rglob("*"):
        if file.is_file():
            assert list(requests_in(file.read_bytes(), name=file.relative_to(example.released).as_posix())) == [], file
