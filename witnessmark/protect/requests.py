"""What on a page would call somebody (rule D004): every reference that a browser follows by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ATTRIBUTES = frozenset({
    "src", "srcset", "poster", "data", "action", "formaction", "background", "ping", "manifest", "cite", "longdesc", "xlink:href",
})
_ELSEWHERE = re.compile(r"\s*(?:[a-z][a-z0-9+.\-]*:|//|\\\\)", re.IGNORECASE)
_OWN = re.compile(r"\s*(?:data:(?:image/|,)|#)", re.IGNORECASE)
_NO_PAGE = re.compile(r"\s*(?:javascript|data|vbscript|file):", re.IGNORECASE)
_CSS = re.compile(r"(?:url\(\s*['\"]?|@import\s+['\"]?)([^'\")\s]*)", re.IGNORECASE)
POLICY = "default-src 'none'"
"""With what every page's own policy begins: what is not named is not fetched."""


def requests_in(content: bytes, *, page: bool) -> Iterator[str]:
    """Yield what of a page, drawing or style sheet would call somebody, in words."""
    text = content.decode("utf-8", "replace")
    for match in _CSS.finditer(text):
        if _ELSEWHERE.match(match[1]) and not _OWN.match(match[1]):
            yield "a style sheet fetches from elsewhere"
    if text.lstrip().startswith("<"):
        yield from _in_markup(content, page=page)


def _in_markup(content: bytes, *, page: bool) -> Iterator[str]:
    from lxml import html

    tree = html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8", no_network=True))
    metas = [m for m in tree.iter("meta") if str(m.get("http-equiv", "")).casefold() == "content-security-policy"]
    if page and not any(str(meta.get("content", "")).startswith(POLICY) for meta in metas):
        yield "the page has no Content-Security-Policy that forbids what it does not name"
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag in ("script", "iframe", "object", "embed", "base", "form", "portal", "frame"):
            yield f"a <{element.tag}> element"
        if element.tag == "meta" and str(element.get("http-equiv", "")).casefold() == "refresh":
            yield "a page that turns to another by itself"
        for key, value in element.attrib.items():
            name = str(key)
            follows = name in _ATTRIBUTES or (name == "href" and element.tag not in ("a", "area"))
            if follows and _ELSEWHERE.match(str(value)) and not _OWN.match(str(value)):
                yield f"<{element.tag} {name}> fetches from elsewhere"
            if name.startswith("on"):
                yield f"<{element.tag} {name}> runs a script"
            if name == "href" and element.tag in ("a", "area") and _NO_PAGE.match(str(value)):
                yield f"<{element.tag} href> runs or opens something that is no page"
