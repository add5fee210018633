"""The one place that fills templates (the door to jinja2): every value is escaped for HTML unless it is ``Markup``."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

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


def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("sprawl.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["script"] = as_script
    made.filters["link"] = as_link
    return made


ENVIRONMENT = _environment()


def render(template: str, **values: object) -> str:
    """The named file of ``templates/`` filled with values. A name it asks for and is not given is an error."""
    return ENVIRONMENT.get_template(template).render(**values)
