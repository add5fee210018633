"""Saved pages of many organizations, as estates: whole, or bare as a rendering from Markdown leaves them.

``load(FOLDER)`` reads ``index.json`` (file → {"url": …}) and the files beside it.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import html

from sprawl import platforms
from sprawl.brand import Brand
from sprawl.brand.estate import Estate
from sprawl.brand.site_units import draft_from_pages
from sprawl.departments.lexicon import Lexicon
from sprawl.model import Account, Evidence, Page, Response, Verdict
from sprawl.observe import read_page
from sprawl.relation.case import Case
from sprawl.relation.relate import relate
from sprawl.text.words import compact
from sprawl.urls import host, registrable_domain

KEPT = {"a": "href"}  # all that Markdown keeps of attributes
DROPPED = "//script|//style|//head/*[not(self::title)]|//comment()|//iframe|//form//input|//template|//svg|//noscript"
BOXES = ("header", "footer", "nav", "aside", "main", "section", "article")
PARTS = re.compile(r"\s*[|·–—:»«•]\s*|\s+-\s+")


@dataclass(frozen=True)
class Organization:
    """One registrable domain's pages and what names whom there."""

    domain: str
    brand: Brand
    pages: tuple[Page, ...]

    def evidence(self) -> dict[str, list[Evidence]]:
        found: dict[str, list[Evidence]] = defaultdict(list)
        for page in self.pages:
            for e in page.evidence:
                found[e.object].append(e)
        return dict(found)


def load(folder: Path, *, bare: bool = False) -> list[Organization]:
    """All organizations of a folder, in order of their domains."""
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    by_domain: dict[str, dict[str, Page]] = defaultdict(dict)
    for name, row in sorted(index.items()):
        domain = registrable_domain(row["url"])
        body = (folder / name).read_bytes()
        page = read_page(Response(row["url"], row["url"], 200, "text/html", body=stripped(body) if bare else body))
        if domain:
            by_domain[domain][page.url] = page
    return [organization(domain, list(pages.values())) for domain, pages in sorted(by_domain.items())]


def stripped(body: bytes) -> bytes:
    """A page without regions, metadata and classes."""
    try:
        text = body.decode("utf-8", "replace").encode()
        tree = html.document_fromstring(text, parser=html.HTMLParser(encoding="utf-8"))
    except (ValueError, AssertionError, html.etree.ParserError):
        return b""
    for node in tree.xpath(DROPPED):
        node.drop_tree() if node.getparent() is not None else None
    for node in tree.iter():
        if not isinstance(node.tag, str):
            continue
        kept = {key: node.get(key) for key in (KEPT.get(node.tag, ""),) if key and node.get(key)}
        if node.tag == "img" and node.get("alt"):
            node.tail = f"{node.get('alt')} {node.tail or ''}"
        node.attrib.clear()
        node.attrib.update(kept)
        if node.tag in BOXES:
            node.tag = "div"
    return html.tostring(tree, encoding="utf-8")


def organization(domain: str, pages: Sequence[Page]) -> Organization:
    """A brand as a person in a hurry would write it: a name from the site's own words, its domain, nothing more."""
    name = site_name(domain, pages)
    return Organization(domain, Brand(name, sites=(f"https://www.{domain}/",)), tuple(pages))


def site_name(domain: str, pages: Iterable[Page]) -> str:
    """The name that the site gives itself, where it resembles the domain; else the domain's first label."""
    label = domain.partition(".")[0]
    said = Counter(
        part.strip() for page in pages for text in (page.site_name, page.title) for part in PARTS.split(text) if part
    )
    akin = [name for name in said if 1 < len(compact(name)) < 40 and _akin(compact(name), label.replace("-", ""))]
    return max(sorted(akin), key=lambda name: (said[name], -len(name)), default=label)


def _akin(name: str, label: str) -> bool:
    return bool(name) and (name in label or label in name or name[:4] == label[:4])


def accounts_of(evidence: Mapping[str, Sequence[Evidence]]) -> dict[str, Account]:
    """Ref → account of all that evidence names."""
    return {ref: account for ref in sorted(evidence) if (account := platforms.from_ref(ref))}


def cases(org: Organization) -> dict[str, Case]:
    """Every account that the organization's pages name, with the estate it is seen from."""
    evidence = org.evidence()
    accounts = accounts_of(evidence)
    estate = Estate.of(
        org.brand,
        tuple(draft_from_pages(list(org.pages))),
        known=(),
        accounts=accounts,
        evidence=[e for found in evidence.values() for e in found],
        pages=org.pages,
        hosts={host(link) for page in org.pages for link in page.links},
        lexicon=Lexicon,
    )
    return {ref: Case.of(a, evidence[ref], None, estate, len(org.pages)) for ref, a in accounts.items()}


def judged(org: Organization) -> dict[str, Verdict]:
    """Ref → verdict."""
    found = cases(org)
    if not found:
        return {}
    estate = next(iter(found.values())).estate
    evidence = {ref: case.evidence for ref, case in found.items()}
    return relate([c.account for c in found.values()], evidence, {}, estate, own_pages=len(org.pages))
