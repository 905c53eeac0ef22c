"""What on a page would call somebody (rule D004): every reference that a browser follows by itself."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ATTRIBUTES = frozenset({
    "src", "srcset", "imagesrcset", "poster", "data", "action", "formaction", "background", "ping", "manifest", "cite", "longdesc",
    "xlink:href", "codebase", "classid", "archive", "profile", "dynsrc", "lowsrc", "usemap", "icon", "attributionsrc",
})
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.\-]*:|[/\\]{2}", re.IGNORECASE)
_OWN = re.compile(r"data:(?:image/(?:png|gif|jpeg|webp|svg\+xml)[;,]|,)|#", re.IGNORECASE)
_NO_PAGE = re.compile(r"(?:javascript|data|vbscript|file|blob):", re.IGNORECASE)
_CSS = re.compile(r"(?:url\(\s*['\"]?|@import\s+(?:url\(\s*)?['\"]?|image-set\(\s*['\"]|\bsrc\(\s*['\"])([^'\")]*)", re.IGNORECASE)
_CSS_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})[ \t\r\n\f]?|\\(.)", re.DOTALL)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SILENT = re.compile(r"[\x00-\x20]+")
_ELEMENTS = frozenset({
    "script", "iframe", "object", "embed", "base", "form", "portal", "frame", "frameset", "applet", "audio", "video", "source", "track",
    "foreignobject", "handler", "listener", "fencedframe",
})
_RELATIONS = frozenset({
    "preconnect", "dns-prefetch", "prefetch", "prerender", "preload", "modulepreload", "manifest", "pingback", "attachment", "import",
})
POLICY = "default-src 'none'"
"""With what every page's own policy begins: what is not named is not fetched."""
_ALLOWED = frozenset({"'none'", "'self'", "'unsafe-inline'", "data:"})
"""What a page's policy may allow beside."""


def requests_in(content: bytes, *, name: str) -> Iterator[str]:
    """Yield what of a file of the site would call somebody, in words; `name` tells what it is."""
    ending = name.rpartition(".")[2].casefold()
    if ending in ("js", "mjs", "htc", "wasm", "swf"):
        yield "a program lies among the pages"
    text = content.decode("utf-8", "replace")
    if ending == "css" or ending in _MARKUP:
        yield from _in_style(text)
    if ending in _MARKUP:
        yield from _in_markup(content, page=ending not in ("svg", "xml"))


_MARKUP = frozenset({"html", "htm", "xhtml", "xht", "svg", "xml"})


def _in_style(text: str) -> Iterator[str]:
    plain = _CSS_ESCAPE.sub(lambda m: chr(int(m[1], 16)) if m[1] and 0 < int(m[1], 16) < 0x110000 else m[2] or "", _COMMENT.sub("", text))
    for said in (plain, html.unescape(plain)):
        if any(_elsewhere(match[1]) for match in _CSS.finditer(said)):
            yield "a style sheet fetches from elsewhere"
            return


def _elsewhere(address: str) -> bool:
    """Whether a browser would leave the site for an address: it strips blanks and control characters first."""
    bare = _SILENT.sub("", address)
    return bool(_ELSEWHERE.match(bare)) and not _OWN.match(bare)


def _in_markup(content: bytes, *, page: bool) -> Iterator[str]:
    from lxml import etree
    from lxml import html as markup

    if re.search(rb"<\?xml-stylesheet|<!ENTITY|<!DOCTYPE[^>]+(?:SYSTEM|PUBLIC)\s", content, re.IGNORECASE):
        yield "a document type or style sheet from elsewhere"
    try:
        tree = markup.document_fromstring(content, parser=markup.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        yield "markup that cannot be read"
        return
    if page:
        yield from _policy(tree)
    for element in tree.iter():
        if isinstance(element.tag, str):
            yield from _in_element(element)


def _policy(tree: HtmlElement) -> Iterator[str]:
    metas = [m for m in tree.iter("meta") if str(m.get("http-equiv", "")).casefold().strip() == "content-security-policy"]
    said = [str(meta.get("content", "")) for meta in metas if meta.getparent() is not None and meta.getparent().tag == "head"]
    if not any(policy.startswith(POLICY) for policy in said):
        yield "the page has no Content-Security-Policy that forbids what it does not name"
    for policy in said:
        for rule in policy.split(";"):
            if wrong := [word for word in rule.split()[1:] if word not in _ALLOWED and not word.startswith("'sha256-")]:
                yield f"its Content-Security-Policy allows more than the site itself ({len(wrong)})"


def _in_element(element: HtmlElement) -> Iterator[str]:
    tag = str(element.tag).rpartition(":")[2].casefold()
    if tag in _ELEMENTS:
        yield f"a <{tag}> element"
    if tag == "meta" and str(element.get("http-equiv", "")).casefold().strip() in ("refresh", "set-cookie"):
        yield "a page that turns to another by itself, or sets a cookie"
    if tag == "link" and _RELATIONS & set(str(element.get("rel", "")).casefold().split()):
        yield "a <link> that fetches or connects beforehand"
    for key, value in element.attrib.items():
        name, said = str(key).casefold(), str(value)
        follows = name in _ATTRIBUTES or (name == "href" and tag not in ("a", "area"))
        # A set of pictures names several addresses, each after a comma.
        addresses = re.split(r"[\s,]+", said) if name.endswith("srcset") else [said]
        if follows and any(_elsewhere(address) for address in addresses):
            yield f"<{tag} {name}> fetches from elsewhere"
        if name.startswith("on"):
            yield f"<{tag}> runs a script"
        if (name == "xlink:href" or (name == "href" and tag in ("a", "area"))) and _NO_PAGE.match(_SILENT.sub("", said)):
            yield f"<{tag} {name}> runs or opens something that is no page"
        if name == "style":
            yield from _in_style(said)
