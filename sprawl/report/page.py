"""HTML pages from templates (the door to jinja2 and markupsafe): every value is escaped unless it is ``Markup``."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sprawl.report.document import CITATIONS, Document, clean

_FOR_SCRIPT = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def as_script(value: object) -> Markup:
    """JSON that can stand inside ``<script>``: no character of it can close the element."""
    return Markup(json.dumps(value, ensure_ascii=False).translate(_FOR_SCRIPT))


def as_link(url: object) -> str:
    """The URL when a browser may follow it (http or https with a host), else the empty string."""
    try:
        parts = urlsplit(str(url).strip())
    except ValueError:
        return ""
    return str(url).strip() if parts.scheme.lower() in ("http", "https") and parts.netloc else ""


def css_text(text: str) -> str:
    """A string for CSS ``content``: every character but ASCII letters and digits is written as its code."""
    codes = (sign if sign.isascii() and sign.isalnum() else f"\\{ord(sign):x} " for sign in text)
    return f'"{"".join(codes)}"'


ENVIRONMENT = Environment(
    loader=PackageLoader("sprawl.report", "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
ENVIRONMENT.filters |= {"script": as_script, "link": as_link}


def fill(template: str, **values: object) -> str:
    """The named file of ``templates/`` filled with values. A name that is not given is an error."""
    return ENVIRONMENT.get_template(template).render(**values)


def render(document: Document) -> str:
    """The document as one HTML page with its style inside, no script, nothing fetched: for screen and paper."""
    return fill(
        "memo.html",
        document=document,
        clean=clean,
        numbers_of=document.numbers_of,
        css_text=css_text,
        most=CITATIONS,
        link=lambda url: as_link(clean(url)),
    )
