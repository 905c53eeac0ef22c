"""What a reader of the site may rely on: well-formed pages, no script, no call, every quotation as it stands, the same bytes twice."""

from __future__ import annotations

import html
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import sample
from lxml import etree
from lxml import html as lxml_html

from witnessmark.publish.site import write_site
from witnessmark.publish.site.known import ROWS, file_name
from witnessmark.records.assembly import Release
from witnessmark.records.faults import Misused

POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"
DOWNLOADS = [("datasets/claims.csv", 10, "ab" * 32, "Claims."), ("../bundle/bag-info.txt", 5, "cd" * 32, "Bundle.")]


def tree_of(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.fixture(scope="module", params=["plain", "hostile"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Release]:
    release = sample.release() if request.param == "plain" else sample.hostile()
    out = tmp_path_factory.mktemp(request.param) / "site"
    write_site(release, out, downloads=DOWNLOADS)
    (out / "datasets").mkdir()
    (out / "datasets" / "claims.csv").write_text("x")
    (out.parent / "bundle").mkdir()
    (out.parent / "bundle" / "bag-info.txt").write_text("x")
    return out, release


def pages(out: Path) -> list[tuple[Path, str, lxml_html.HtmlElement]]:
    found = [(p, p.read_text(encoding="utf-8")) for p in sorted(out.rglob("*.html"))]
    return [(p, text, lxml_html.document_fromstring(text.encode(), parser=lxml_html.HTMLParser(encoding="utf-8"))) for p, text in found]


def test_every_page_type_is_there(site: tuple[Path, Release]) -> None:
    out, release = site
    a = release.assembly
    wanted = {"index.html", "method.html", "downloads.html", "style.css"}
    wanted |= {f"{s}/index.html" for s in ("questions", "places", "documents", "checks", "sources")}
    wanted |= {f"questions/{file_name(q.id)}.html" for q in a.questions}
    wanted |= {f"places/{file_name(s.opened.site)}.html" for s in a.sites}
    wanted |= {f"documents/{d.sha256}.html" for d in a.documents}
    missing = {path for path in wanted if not (out / path).is_file()}
    assert missing == set()
    assert len(list((out / "checks").glob("*.html"))) == 1 + len(a.rules)


def test_pages_are_well_formed_and_tags_are_closed(site: tuple[Path, Release]) -> None:
    void = {"meta", "link", "br", "img", "hr"}
    for path, text, _ in pages(site[0]):
        as_xml = re.sub(r"<((?:" + "|".join(void) + r")\b[^>]*?)/?>", r"<\1/>", text.removeprefix("<!doctype html>"))
        etree.fromstring(as_xml.encode(), parser=etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)), path


def test_each_page_carries_the_policy_and_no_script_style_or_handler(site: tuple[Path, Release]) -> None:
    for path, _, page in pages(site[0]):
        policies = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert policies == [POLICY], path
        assert page.xpath("//meta[@name='referrer']/@content") == ["no-referrer"]
        assert page.xpath("/html/@lang") == ["en"]
        assert page.xpath("//script | //style | //iframe | //object | //embed | //img | //form | //base | //template") == []
        attributes = {name for element in page.iter(etree.Element) for name in element.attrib}
        forbidden = {"style", "src", "srcset", "action", "ping", "formaction"}
        assert {a for a in attributes if a.startswith("on") or a in forbidden} == set(), path


def test_no_attribute_and_no_style_leads_off_the_site(site: tuple[Path, Release]) -> None:
    for path, _, page in pages(site[0]):
        for value in page.xpath("//@href | //@*[local-name()='href']"):
            parts = urlsplit(value)
            assert (parts.scheme, parts.netloc) in {("", ""), ("data", "")}, (path, value)
            assert parts.scheme == "" or value == "data:,"
    css = (site[0] / "style.css").read_text(encoding="utf-8")
    assert "url(" not in css
    assert "@import" not in css


def test_every_internal_link_and_reference_resolves(site: tuple[Path, Release]) -> None:
    out = site[0]
    made = pages(out)
    ids = {path.resolve(): set(page.xpath("//@id")) for path, _, page in made}
    for path, _, page in made:
        for value in page.xpath("//@href"):
            if value == "data:,":
                continue
            parts = urlsplit(value)
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path.resolve()
            assert target.is_file(), (path, value)
            assert not parts.fragment or parts.fragment in ids[target], (path, value)
        for value in page.xpath("//@aria-labelledby"):
            assert set(value.split()) <= ids[path.resolve()], (path, value)


def test_ids_are_unique_in_each_page(site: tuple[Path, Release]) -> None:
    for path, _, page in pages(site[0]):
        found = page.xpath("//@id")
        assert len(found) == len(set(found)), (path, sorted(i for i in found if found.count(i) > 1))


def test_every_quotation_stands_as_it_was_with_its_language(site: tuple[Path, Release]) -> None:
    out, release = site
    for claim in release.assembly.claims:
        anchor = claim.content.anchor
        text = (out / f"documents/{anchor.document}.html").read_text(encoding="utf-8")
        # What no HTML reader takes as a character is shown as U+FFFD; everything else is verbatim.
        readable = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", "\ufffd", anchor.quote)
        words = html.escape(readable).replace("&quot;", "&#34;").replace("&#x27;", "&#39;")
        # A mark of direction that the words leave open is closed behind them, so that it does not turn what follows.
        assert re.search(f"<mark>{re.escape(words)}[\u2069\u202c]*</mark>", text), claim.id
        page = lxml_html.document_fromstring(text.encode(), parser=lxml_html.HTMLParser(encoding="utf-8"))
        quotation = page.xpath(f"//article[@id='claim-{file_name(claim.id)}']//blockquote")[0]
        assert quotation.get("lang") == claim.content.language
        assert quotation.get("dir") == ("rtl" if claim.content.language == "ug" else "ltr")


def test_no_text_turns_round_what_follows_it(site: tuple[Path, Release]) -> None:
    for path, text, _ in pages(site[0]):
        for run in re.findall(r">([^<>]*)<", text):
            depth = 0
            for character in run:
                depth += (character in "\u2066\u2067\u2068") - (character == "\u2069" and depth > 0)
            assert depth == 0, (path, run)


def test_the_notice_stands_on_every_page_and_drawing_of_an_exercise_and_on_no_other(site: tuple[Path, Release], tmp_path: Path) -> None:
    for path, _, page in pages(site[0]):
        assert page.xpath("//title/text()")[0].startswith(f"{sample.NOTICE} · "), path
        assert page.xpath("//aside[@class='notice']/text()") == [sample.NOTICE], path
        drawings = page.xpath("//*[local-name()='svg' and @role='img']")
        assert all(sample.NOTICE in "".join(d.itertext()) for d in drawings), path
        assert all(d.xpath(".//*[local-name()='text' and @class='stamp']") for d in drawings), path
    write_site(sample.release(exercise=False), tmp_path / "real")
    assert [p for p in (tmp_path / "real").rglob("*.html") if sample.NOTICE in p.read_text(encoding="utf-8")] == []


def test_two_publications_are_the_same_to_the_byte(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_site(sample.hostile(), tmp_path / name, downloads=DOWNLOADS)
    assert tree_of(tmp_path / "a") == tree_of(tmp_path / "b")


def test_every_page_has_the_address_for_corrections_and_no_person_of_the_case(site: tuple[Path, Release]) -> None:
    for path, text, page in pages(site[0]):
        assert page.xpath("//footer//*[contains(@class, 'contact')]"), path
        assert "person-a" not in text, path
        assert "person-b" not in text, path


def test_copies_of_one_origin_stand_once_and_name_each_paper(tmp_path: Path) -> None:
    write_site(sample.release(), tmp_path)
    page = lxml_html.parse(str(tmp_path / "questions" / "q-world.html")).getroot()
    heads = [" ".join("".join(h.itertext()).split()) for h in page.xpath("//section[@class='origin']/h3")]
    assert heads == ["Safeguard Defenders", "No origin established"]
    copies = page.xpath("//div[@class='copies']")
    assert [len(c.xpath(".//li")) for c in copies] == [2]
    assert "Vell Evening News" in "".join(copies[0].itertext())
    assert page.xpath("//section[@aria-labelledby='denials']//mark/text()") == ["所谓“海外警察站”并不存在"]


def test_a_link_is_never_shown_as_reporting_or_control(tmp_path: Path) -> None:
    write_site(sample.release(), tmp_path)
    registry = lxml_html.parse(str(tmp_path / "places" / "index.html")).getroot()
    assert "cultural association" not in "".join(registry.itertext())
    page = lxml_html.parse(str(tmp_path / "places" / "s-3128760.html")).getroot()
    linked = page.xpath("//section[@aria-labelledby='linked']//mark/text()")
    assert linked == ["The offices in Barcelona are linked to a cultural association"]
    assert "cultural association" not in "".join(page.xpath("//section[@aria-labelledby='run-by']")[0].itertext())


def test_replies_stand_in_full_beside_the_conclusion_that_accuses(tmp_path: Path) -> None:
    write_site(sample.release(), tmp_path)
    page = lxml_html.parse(str(tmp_path / "index.html")).getroot()
    beside = "".join(page.xpath("//article[@id='conclusion-k-1']//div[@class='replies']")[0].itertext())
    assert sample.replies()[0].recorded.words in beside
    assert "Silence is neither denial nor admission" in beside


def test_findings_are_printed_with_verdict_answer_and_what_grew_old(tmp_path: Path) -> None:
    write_site(sample.release(), tmp_path)
    page = "".join(lxml_html.parse(str(tmp_path / "checks" / "N005.html")).getroot().itertext())
    assert "the sources disagree" in page
    assert "We print both scopes side by side" in page
    assert "Answers given before the evidence changed" in page
    output = "".join(lxml_html.parse(str(tmp_path / "checks" / "D001.html")).getroot().itertext())
    assert "ran over every written byte; a failure would have stopped this release" in output


def test_long_lists_are_split_and_every_claim_is_still_reached(tmp_path: Path) -> None:
    release = sample.many(ROWS * 2 + 5)
    write_site(release, tmp_path)
    document = release.assembly.claims[0].content.anchor.document
    parts = [tmp_path / f"documents/{document}{suffix}.html" for suffix in ("", "-2", "-3")]
    assert all(p.is_file() for p in parts)
    counts = [len(lxml_html.parse(str(p)).getroot().xpath("//article")) for p in parts]
    assert max(counts) <= ROWS
    question = [lxml_html.parse(str(tmp_path / f"questions/q-many{s}.html")).getroot() for s in ("", "-2", "-3")]
    shown = {i for page in question for i in page.xpath("//*[starts-with(@id, 'claim-')]/@id")}
    assert len(shown) == ROWS * 2 + 5
    for path in tmp_path.rglob("*.html"):
        page = lxml_html.parse(str(path)).getroot()
        for value in page.xpath("//a/@href[contains(., '#claim-')]"):
            parts_ = urlsplit(value)
            target = (path.parent / parts_.path).resolve() if parts_.path else path
            assert target.is_file(), (path, value)


def test_an_empty_release_is_a_site_all_the_same(tmp_path: Path) -> None:
    write_site(sample.empty(), tmp_path)
    assert "No conclusion has been drawn" in (tmp_path / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["/etc/passwd", "https://evil.example/x", "javascript:alert(1)", "a\\b"])
def test_a_download_is_reached_from_the_site_or_not_at_all(tmp_path: Path, name: str) -> None:
    with pytest.raises(Misused, match="relative"):
        write_site(sample.release(), tmp_path, downloads=[(name, 1, "ab" * 32, "x")])
