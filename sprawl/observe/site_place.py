"""A page's place in its site: where it leads, what it calls itself, and the trail of breadcrumbs to it."""

from __future__ import annotations

import re
from itertools import islice

from sprawl.observe.dom.texts import clean, label_of
from sprawl.observe.dom.tree import Element
from sprawl.observe.readers.jsonld import Thing
from sprawl.observe.scene import Scene

__all__ = ["canonical", "indexed", "language", "links", "title", "trail"]

_FOLLOWED_RELS = frozenset(("next", "prev", "alternate", "canonical"))
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")
_NO_INDEX = re.compile(r"noindex|none", re.I)
_WEB = ("https://", "http://")
_MOST_LINKS = 5_000
_ARROWS = " \u203a\u00bb>/|\u2192\u00ab\u2039\u00b7:\\-\u2013"


def links(scene: Scene) -> tuple[str, ...]:
    """Every http(s) address the page leads to, without fragment, in order, no repeats, at most 5,000."""
    relations = (e for e in scene.tree.tagged["link"] if _FOLLOWED_RELS.intersection(e.get("rel").lower().split()))
    rows = [*(scene.absolute(e.get("href")) for e in relations), *scene.followed.values()]
    web = [url.partition("#")[0] if "#" in url else url for url in rows if url.startswith(_WEB)]
    return tuple(islice(dict.fromkeys(web), _MOST_LINKS))


def title(scene: Scene, metas: dict[str, str]) -> str:
    """The title as its author wrote it: <title>, else og:title, else the first <h1>."""
    tagged = scene.tree.tagged
    said = next((said for element in tagged["title"] if (said := clean(element.raw))), "")
    return (said or clean(metas.get("og:title", "")) or next((label_of(h) for h in tagged["h1"]), ""))[:500]


def language(scene: Scene, metas: dict[str, str]) -> str:
    """``en``, ``pt-BR`` … as <html lang>, og:locale or content-language say."""
    said = [element.get("lang") or element.get("xml:lang") for element in scene.tree.tagged["html"]]
    said += [metas.get("og:locale", ""), metas.get("content-language", ""), metas.get("language", "")]
    found = next((match[0] for text in said if (match := _LANGUAGE.fullmatch(text.strip()))), "")
    return found.replace("_", "-")


def canonical(scene: Scene, metas: dict[str, str]) -> str:
    """The address the page calls its own: link rel=canonical, else og:url."""
    said = [e.get("href") for e in scene.tree.tagged["link"] if "canonical" in e.get("rel").lower().split()]
    found = (scene.absolute(href) for href in (*said, metas.get("og:url", "")) if href)
    return next((url.partition("#")[0] for url in found if url.startswith("http")), "")


def indexed(metas: dict[str, str]) -> bool:
    """False when the page asks not to be indexed."""
    return not _NO_INDEX.search(metas.get("robots", ""))


def trail(scene: Scene, things: list[Thing]) -> tuple[str, ...]:
    """Breadcrumb names, first to last: from JSON-LD, microdata, or a list that calls itself breadcrumbs."""
    return _listed(things) or _microdata(scene) or _marked(scene)


def _listed(things: list[Thing]) -> tuple[str, ...]:
    for thing in things:
        if thing.type == "BreadcrumbList" and (items := thing.value.get("itemListElement")):
            rows = [item for item in (items if isinstance(items, list) else [items]) if isinstance(item, dict)]
            names = [_crumb(Thing(row, ())) for row in sorted(rows, key=_position)]
            if any(names):
                return tuple(name for name in names if name)[:12]
    return ()


def _position(row: dict[str, object]) -> float:
    try:
        return float(str(row.get("position", 0)))
    except ValueError:
        return 0.0


def _crumb(row: Thing) -> str:
    inner = row.value.get("item")
    return clean(row.text("name") or (Thing(inner, ()).text("name") if isinstance(inner, dict) else ""))[:120]


def _microdata(scene: Scene) -> tuple[str, ...]:
    for element in scene.tree.odd:
        if "BreadcrumbList" in (element.attrs.get("itemtype") or ""):
            names = [_said(inner) for inner in _elements(element) if "name" in inner.get("itemprop").split()]
            return tuple(name for name in names if name)[:12]
    return ()


def _elements(element: Element) -> list[Element]:
    return [inner for kind, inner in element.steps(200) if inner is not None and kind == ""]


def _said(element: Element) -> str:
    return clean(element.get("content") or label_of(element)).strip(_ARROWS)[:120]


def _marked(scene: Scene) -> tuple[str, ...]:
    """The links of the first list or navigation named after breadcrumbs, and the words after the last link."""
    if b"readcrumb" not in scene.source:
        return ()
    for holder in scene.tree.crumbs():
        rows = [element for element in _elements(holder) if element.tag in ("li", "a", "span")]
        for tag in ("li", "a"):
            names = [name for row in rows if row.tag == tag and (name := _said(row))]
            if names:
                return (
                    tuple(dict.fromkeys((*names, *_last(holder))))[:12]
                    if tag == "a"
                    else tuple(dict.fromkeys(names))[:12]
                )
    return ()


def _last(holder: Element) -> tuple[str, ...]:
    texts = [said for text in holder.texts(200) if (said := clean(text).strip(_ARROWS))]
    return (texts[-1][:120],) if texts else ()
