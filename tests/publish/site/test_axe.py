"""The site is usable by everybody: axe-core finds nothing, in both themes, wide and narrow; no page asks for anything or runs wide."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
import sample
from browser import Browser

from witnessmark.publish.site import write_site

AXE = """axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}).then(r => JSON.stringify(
  r.violations.map(v => [v.id, v.impact, v.nodes.slice(0, 3).map(
    n => n.target.join(' ') + ': ' + (n.any[0] || n.all[0] || n.none[0] || {}).message)])))"""

WIDER = """JSON.stringify([document.documentElement.scrollWidth - document.documentElement.clientWidth,
  [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1
    && !e.closest('.scroll, pre, svg, .skip, thead')).slice(0, 5).map(e => e.tagName + '.' + e.className)])"""


def page_types(site: Path) -> list[Path]:
    """One page of every type, and the longest document page."""
    documents = [p for p in (site / "documents").glob("*.html") if not p.name.startswith("index")]
    document = max(documents, key=lambda p: (p.stat().st_size, p.name))
    names = (
        "index.html", "questions/index.html", "questions/q-world.html", "questions/q-es.html", "questions/q-old.html", "places/index.html",
        "places/s-3128760.html", "documents/index.html", "checks/index.html", "checks/N005.html", "checks/D001.html", "sources/index.html",
        "method.html", "downloads.html",
    )  # fmt: skip
    return [*(site / name for name in names), document]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("axe") / "site"
    write_site(sample.release(), out, downloads=[("style.css", 1, "ab" * 32, "A file.")])
    return out


def test_axe_finds_no_violation_on_any_page_type(site: Path, needs) -> None:
    needs("chromium", "axe")
    axe = Path(os.environ["WITNESSMARK_AXE"]).read_text(encoding="utf-8")
    found = {}
    with Browser() as browser:
        for theme, width in (("light", 1280), ("dark", 360)):
            for page in page_types(site):
                browser.show(page.as_uri(), width=width, theme=theme)
                browser.run(axe + ";0")
                if violations := json.loads(str(browser.run(AXE))):
                    found[f"{page.relative_to(site)} {theme} {width}"] = violations
    assert found == {}


def test_no_page_is_wider_than_a_small_screen_and_none_asks_for_anything_else(site: Path, tmp_path: Path, needs) -> None:
    needs("chromium")
    hostile = tmp_path / "hostile"
    write_site(sample.hostile(), hostile)
    with Browser() as browser:
        for root in (site, hostile):
            for page in [p for p in page_types(site) if (root / p.relative_to(site)).exists()]:
                browser.show((root / page.relative_to(site)).as_uri(), width=320)
                asked = {e["params"]["request"]["url"] for e in browser.events if e.get("method") == "Network.requestWillBeSent"}
                assert {url for url in asked if not url.startswith((root.as_uri(), "data:,"))} == set()
                assert (root / "style.css").as_uri() in asked
                complaints = [e["params"]["entry"]["text"] for e in browser.events if e.get("method") == "Log.entryAdded"]
                assert complaints == []
                over, elements = json.loads(str(browser.run(WIDER)))
                assert (over, elements) == (0, []), page.name


def test_the_notice_stands_on_every_printed_sheet(site: Path, needs) -> None:
    needs("chromium")
    import pypdfium2

    with Browser() as browser:
        browser.show((site / "questions" / "q-es.html").as_uri())
        sheets = pypdfium2.PdfDocument(browser.paper())
    words = [sheets[number].get_textpage().get_text_bounded() for number in range(len(sheets))]
    assert len(words) > 2
    assert [number for number, text in enumerate(words) if sample.NOTICE not in text] == []
