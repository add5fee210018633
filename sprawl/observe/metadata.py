"""What a page says of itself: title, language, canonical address, its trail of breadcrumbs, where its links lead."""

from __future__ import annotations

import re
from itertools import islice

from sprawl.model import Page
from sprawl.observe.context import PageContext
from sprawl.observe.dom.tree import Element
from sprawl.observe.json_data import JsonObject
from sprawl.observe.text import clean

__all__ = ["described_page"]

_FOLLOWED_RELS = frozenset(("next", "prev", "alternate", "canonical"))
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")
_NO_INDEX = re.compile(r"noindex|none", re.I)
_WEB = ("https://", "http://")
_MOST_LINKS = 5_000
_MOST_CRUMBS = 12
_ARROWS = " \u203a\u00bb>/|\u2192\u00ab\u2039\u00b7:\\-\u2013"


def described_page(context: PageContext) -> Page:
    """The page without evidence and profile."""
    metas = context.metas
    names = (item.text("name") for item in context.json_objects if item.type == "WebSite")
    site_name = metas.get("og:site_name") or metas.get("application-name") or next(filter(None, names), "")
    return Page(
        url=context.url,
        title=_title(context),
        site_name=clean(site_name)[:200],
        language=_language(context),
        canonical=_canonical(context),
        description=clean(metas.get("description") or metas.get("og:description") or "")[:1000],
        trail=_trail(context),
        links=_links(context),
        index=not _NO_INDEX.search(metas.get("robots", "")),
    )


def _links(context: PageContext) -> tuple[str, ...]:
    """Every http(s) address the page leads to, without fragment, in order, no repeats, at most 5,000."""
    relations = (e for e in context.tree.by_tag["link"] if _FOLLOWED_RELS.intersection(e.get("rel").lower().split()))
    absolute = [*(context.addresses[e.get("href")] for e in relations), *context.links.urls.values()]
    web = [url.partition("#")[0] if "#" in url else url for url in absolute if url.startswith(_WEB)]
    return tuple(islice(dict.fromkeys(web), _MOST_LINKS))


def _title(context: PageContext) -> str:
    """The title as its author wrote it: <title>, else og:title, else the first <h1>."""
    by_tag = context.tree.by_tag
    title = next((text for element in by_tag["title"] if (text := clean(element.raw))), "")
    title = title or clean(context.metas.get("og:title", ""))
    return (title or next((heading.label() for heading in by_tag["h1"]), ""))[:500]


def _language(context: PageContext) -> str:
    """``en``, ``pt-BR`` … as <html lang>, og:locale or content-language states it."""
    metas = context.metas
    stated = [element.get("lang") or element.get("xml:lang") for element in context.tree.by_tag["html"]]
    stated += [metas.get("og:locale", ""), metas.get("content-language", ""), metas.get("language", "")]
    codes = (match[0] for text in stated if (match := _LANGUAGE.fullmatch(text.strip())))
    return next(codes, "").replace("_", "-")


def _canonical(context: PageContext) -> str:
    """The address the page calls its own: link rel=canonical, else og:url."""
    hrefs = [e.get("href") for e in context.tree.by_tag["link"] if "canonical" in e.get("rel").lower().split()]
    absolute = (context.addresses[href] for href in (*hrefs, context.metas.get("og:url", "")) if href)
    return next((url.partition("#")[0] for url in absolute if url.startswith("http")), "")


def _trail(context: PageContext) -> tuple[str, ...]:
    """Breadcrumb names, first to last: from JSON-LD, microdata, or a list that calls itself breadcrumbs."""
    names = _trail_of_json_ld(context) or _trail_of_microdata(context) or _trail_of_markup(context)
    return tuple(names[:_MOST_CRUMBS])


def _trail_of_json_ld(context: PageContext) -> list[str]:
    for item in context.json_objects:
        if item.type == "BreadcrumbList" and (rows := item.value.get("itemListElement")):
            crumbs = [row for row in (rows if isinstance(rows, list) else [rows]) if isinstance(row, dict)]
            names = [_crumb_name(JsonObject(crumb)) for crumb in sorted(crumbs, key=_position)]
            if any(names):
                return [name for name in names if name]
    return []


def _position(crumb: dict[str, object]) -> float:
    try:
        return float(str(crumb.get("position", 0)))
    except ValueError:
        return 0.0


def _crumb_name(crumb: JsonObject) -> str:
    item = crumb.value.get("item")
    return clean(crumb.text("name") or (JsonObject(item).text("name") if isinstance(item, dict) else ""))[:120]


def _trail_of_microdata(context: PageContext) -> list[str]:
    for element in context.tree.unusual:
        if "BreadcrumbList" in (element.attrs.get("itemtype") or ""):
            names = [_name(inner) for inner in element.descendants(200) if "name" in inner.get("itemprop").split()]
            return [name for name in names if name]
    return []


def _name(element: Element) -> str:
    return clean(element.get("content") or element.label()).strip(_ARROWS)[:120]


def _trail_of_markup(context: PageContext) -> list[str]:
    """The items of the first list or navigation named after breadcrumbs; or its links and the words after them."""
    if b"readcrumb" not in context.source:
        return []
    for holder in context.tree.breadcrumbs():
        inner = list(holder.descendants(200))
        if names := [name for element in inner if element.tag == "li" and (name := _name(element))]:
            return list(dict.fromkeys(names))
        if names := [name for element in inner if element.tag == "a" and (name := _name(element))]:
            texts = [text for piece in holder.texts(200) if (text := clean(piece).strip(_ARROWS))]
            return list(dict.fromkeys((*names, *(text[:120] for text in texts[-1:]))))
    return []
