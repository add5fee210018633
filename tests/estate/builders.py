"""Shows a written page as its site's builder would: header, navigation, regions, footer, configuration in scripts."""

from __future__ import annotations

import json
from functools import cache
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from .accounts import HERE, address
from .blocks import icon, label
from .markup import html, inline
from .pages import Sheet, Site, sites
from .series import notices

SPELLED = {  # as the careless write addresses of accounts into templates
    "corporate": {
        "x:ostelmar": "https://twitter.com/ostelmar",
        "linkedin:company/ostelmar": "https://www.linkedin.com/company/ostelmar/",
    },
    "france": {"youtube:@ostelmarfrance": "https://www.youtube.com/@OstelmarFrance/featured"},
    "careers": {"instagram:lifeatostelmar": "https://instagram.com/lifeatostelmar?igshid=abc123"},
}
SECTIONS = {"Investors": "Investor Relations", "Science": "Research & Development", "Patients": "Patient Advocacy"}


@cache
def environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def render(sheet: Sheet, paths: frozenset[str]) -> bytes:
    """One page's bytes, in its site's character set. ``paths``: the pages of its site."""
    site = sites()[sheet.site]
    url = site.home + sheet.path
    text = (
        environment()
        .get_template(site.template)
        .render(
            site=site,
            page=sheet,
            url=url,
            body=Markup(html(sheet.body)),
            trail=_trail(sheet, paths),
            words=Markup(inline(site.words)),
            footer=Markup(_icons(site)),
            same_as=[address(ref) for ref in site.same_as],
            header=[(ref, Markup(icon(ref, _spelled(site, ref)))) for ref in site.header],
            ld=_script(_linked_data(site, sheet, url)),
            data=_script(_data(site, sheet)),
            stories=_stories(site),
        )
    )
    return text.encode(site.charset, "xmlcharrefreplace")


def _stories(site: Site) -> list[Sheet]:
    return [sheet for sheet in notices() if sheet.site == site.key]


def _icons(site: Site) -> str:
    return "".join(icon(ref, _spelled(site, ref)) for ref in site.footer) if site.template != "handmade.html" else ""


def _spelled(site: Site, ref: str) -> str:
    return SPELLED.get(site.key, {}).get(ref, "")


def _trail(sheet: Sheet, paths: frozenset[str]) -> list[tuple[str, str]]:
    """The breadcrumb with the address of each step, where there is such a page."""
    steps = sheet.path.strip("/").split("/")
    slash = "/" if sheet.path.endswith("/") else ""
    ways = ["/" + "/".join(steps[: n + 1]) + slash for n in range(len(steps))]
    return [(name, ways[n] if n < len(ways) and ways[n] in paths else "") for n, name in enumerate(sheet.crumbs)]


def _script(value: object) -> Markup:
    return Markup(json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("</", "<\\/"))


def _linked_data(site: Site, sheet: Sheet, url: str) -> dict[str, object]:
    if sheet.kind == "job":
        employer = {"@type": "Organization", "name": "Ostelmar", "sameAs": "https://www.ostelmar.example/"}
        place = {"@type": "Place", "address": {"@type": "PostalAddress", "addressLocality": sheet.more["place"]}}
        return {
            "@context": "https://schema.org",
            "@type": "JobPosting",
            "title": sheet.title,
            "datePosted": sheet.date,
            "hiringOrganization": employer,
            "jobLocation": place,
        }
    publisher: dict[str, object] = {
        "@type": "Organization",
        "@id": f"{site.home}/#organization",
        "name": site.name,
        "url": f"{site.home}/",
        "sameAs": [address(ref) for ref in site.same_as],
    }
    if sheet.kind == "home" and site.key == "corporate":
        publisher |= _parts()
    page: dict[str, object] = {
        "@type": "NewsArticle" if sheet.date else "WebPage",
        "@id": url,
        "name": sheet.title,
        "publisher": {"@id": publisher["@id"]},
        "inLanguage": site.language,
    }
    return {
        "@context": "https://schema.org",
        "@graph": [publisher, page] if sheet.kind == "home" or site.key == "france" else [page],
    }


def _parts() -> dict[str, object]:
    """What the home page tells search engines about departments and companies of the group."""
    department = [
        {"@type": "Organization", "name": "Investor Relations", "sameAs": [address("x:ostelmar_ir")]},
        {
            "@type": "Organization",
            "name": "Research & Development",
            "url": "https://www.ostelmar.example/science",
            "sameAs": [address("x:ostelmarscience"), address("linkedin:showcase/ostelmar-science")],
        },
    ]
    company = [
        {
            "@type": "Corporation",
            "name": "Ostelmar Deutschland GmbH",
            "url": "https://www.ostelmar-deutschland.example/",
            "sameAs": [address("linkedin:company/ostelmar-deutschland"), address("xing:pages/ostelmardeutschland")],
        },
        {
            "@type": "Corporation",
            "name": "Harrowquay Biologics",
            "sameAs": [address("linkedin:company/harrowquay-biologics")],
        },
    ]
    return {"department": department, "subOrganization": company, "tickerSymbol": "OSTM"}


def _data(site: Site, sheet: Sheet) -> dict[str, object]:
    """The configuration object that the builder leaves in the page."""
    return DATA.get(site.template, lambda s, p: {})(site, sheet)


def _next(site: Site, sheet: Sheet) -> dict[str, object]:
    social = [{"network": label(ref), "url": address(ref)} for ref in (*site.footer, "linktree:ostelmar")]
    footer = {"social": social, "credit": {"name": "Cobblemoth", "url": "https://www.cobblemoth.example/"}}
    props = {"page": {"title": sheet.title, "section": sheet.crumbs[0] if sheet.crumbs else "Home"}, "footer": footer}
    slug = sheet.path.strip("/").split("/")
    return {
        "props": {"pageProps": props, "__N_SSG": True},
        "page": "/[[...slug]]",
        "query": {"slug": slug},
        "buildId": "kQ2v8-ostelmar",
        "isFallback": False,
        "locale": "en",
        "locales": ["en"],
        "scriptLoader": [],
    }


def _drupal(site: Site, sheet: Sheet) -> dict[str, object]:
    path = {"baseUrl": "/", "pathPrefix": "", "currentPath": f"node/{len(sheet.body)}", "currentLanguage": "de"}
    return {"path": path, "pluralDelimiter": "\u0003", "suppressDeprecationErrors": True, "user": {"uid": 0}}


def _squarespace(site: Site, sheet: Sheet) -> dict[str, object]:
    accounts = [
        {
            "serviceId": 60 + n,
            "screenname": label(ref),
            "addedOn": 1640000000000 + n,
            "profileUrl": address(ref),
            "iconEnabled": True,
            "serviceName": f"{ref.partition(':')[0]}-unauth",
        }
        for n, ref in enumerate(site.footer)
    ]
    website = {
        "identifier": "ombrexla",
        "siteTitle": "Ombrexla",
        "baseUrl": site.home,
        "socialAccounts": accounts,
        "socialLogoImageUrl": "",
        "shareButtonOptions": {"1": True, "2": True},
    }
    return {
        "betaFeatureFlags": [],
        "website": website,
        "collection": {"title": sheet.title, "urlId": quote(sheet.path.strip("/"))},
    }


def _jobs(site: Site, sheet: Sheet) -> dict[str, object]:
    return {ref.partition(":")[0]: address(ref) for ref in site.footer}


DATA = {"next.html": _next, "drupal.html": _drupal, "squarespace.html": _squarespace, "jobs.html": _jobs}
