"""The ownership graph as one HTML page: brand, departments and accounts as a tree in SVG, without a script."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from importlib import resources
from itertools import islice
from string import Template
from typing import Any
from urllib.parse import urlsplit

_LINE, _GAP = 22, 14  # height of an account's line, space between departments
_COLUMNS = (16, 290, 620)  # where brand, departments and accounts begin
_WIDTH = 1200
_OURS = ("official", "affiliate", "person")
_UNKNOWN, _OTHERS = "department unknown", "not ours, or not sure"


@dataclass(slots=True)
class _Group:
    """One department (or unit) with the accounts it runs."""

    label: str
    depth: int = 0
    accounts: list[str] = field(default_factory=list)

    @property
    def height(self) -> int:
        return max(1, len(self.accounts)) * _LINE + _GAP


def page(graph: Any) -> str:
    """A self-contained HTML page. Every text of the graph is escaped; only http(s) addresses become links."""
    brand = next((node for node, attributes in graph.nodes(data=True) if attributes.get("kind") == "brand"), "brand:")
    groups = _groups(graph, brand)
    accounts = sum(len(group.accounts) for group in groups)
    template = Template(resources.files("sprawl.graph").joinpath("page.html").read_text("utf-8"))
    return template.substitute(
        title=_safe(graph.nodes[brand].get("label", "") if brand in graph else ""),
        count=f"{accounts} accounts, {sum(group.label in graph for group in groups)} departments and units",
        drawing=_drawing(graph, brand, groups),
    )


def _groups(graph: Any, brand: str) -> list[_Group]:
    """Departments in the order of the brand file, each followed by its units; last what has no department."""
    groups, placed = [], set()
    for unit, depth in _units(graph, brand):
        run = [ref for ref in _targets(graph, unit, "runs") if graph.nodes[ref].get("kind") == "account"]
        groups.append(_Group(unit, depth, sorted(run, key=lambda ref: _order(graph, ref))))
        placed.update(run)
    rest = [
        node
        for node, attributes in graph.nodes(data=True)
        if attributes.get("kind") == "account" and node not in placed
    ]
    for label, ours in ((_UNKNOWN, True), (_OTHERS, False)):
        refs = [ref for ref in rest if (graph.nodes[ref].get("relation") in _OURS) == ours]
        if refs:
            groups.append(_Group(label, 0, sorted(refs, key=lambda ref: _order(graph, ref))))
    return groups


def _units(graph: Any, brand: str) -> Iterator[tuple[str, int]]:
    """Units with their depth in the tree, depth first, each once."""
    stack = [(unit, 0) for unit in reversed(_children(graph, brand))]
    seen: set[str] = set()
    while stack:
        unit, depth = stack.pop()
        if unit not in seen:
            seen.add(unit)
            yield unit, depth
            stack += [(child, depth + 1) for child in reversed(_children(graph, unit))]


def _children(graph: Any, node: str) -> list[str]:
    return [child for child in _targets(graph, node, "has") if graph.nodes[child].get("kind") in ("department", "unit")]


def _targets(graph: Any, node: str, kind: str) -> list[str]:
    if node not in graph:
        return []
    return [target for _, target, attributes in graph.out_edges(node, data=True) if attributes.get("kind") == kind]


def _order(graph: Any, ref: str) -> tuple[str, str]:
    return str(graph.nodes[ref].get("platform", "")), ref


def _drawing(graph: Any, brand: str, groups: Sequence[_Group]) -> str:
    height = sum(group.height for group in groups) + 2 * _GAP
    middle = height // 2 if height < 900 else 200
    parts = [
        _text(_COLUMNS[0], middle, str(graph.nodes[brand].get("label", "")) if brand in graph else "", "brand", 22)
    ]
    top = _GAP
    for group in groups:
        parts += _group(graph, group, top, middle)
        top += group.height
    return f'<svg viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}" role="img">{"".join(parts)}</svg>'


def _group(graph: Any, group: _Group, top: int, middle: int) -> Iterator[str]:
    center = top + (group.height - _GAP) // 2
    left = _COLUMNS[1] + 14 * min(group.depth, 4)
    special = group.label in (_UNKNOWN, _OTHERS)
    label = group.label if special else str(graph.nodes[group.label].get("label", ""))
    if group.label != _OTHERS and not group.depth:
        yield _curve(_COLUMNS[0] + 190, middle, left - 8, center, "has")
    shown = f"\u2514 {label}" if group.depth else label
    yield _text(
        left, center, shown, "none" if special else "unit" if group.depth else "department", 38 - 2 * group.depth
    )
    for index, ref in enumerate(group.accounts):
        line = top + index * _LINE + _LINE // 2
        yield _curve(_COLUMNS[1] + 280, center, _COLUMNS[2] - 8, line, "runs")
        yield _account(graph, ref, line)


def _account(graph: Any, ref: str, line: int) -> str:
    attributes = graph.nodes[ref]
    relation, status = str(attributes.get("relation", "unknown")), str(attributes.get("status", "unknown"))
    kind = relation if relation in (*_OURS, "third-party", "fan", "impersonation") else "unknown"
    claims = [
        name
        for name in str(attributes.get("contested", "")).split("; ")
        if name and name != attributes.get("department")
    ]
    shown_relation = "not sure" if kind == "unknown" else relation
    notes = [
        f"{shown_relation} {float(attributes.get('probability', 0)):.2f}",
        *([status] if status != "unknown" else []),
    ]
    words = " · ".join([ref, *notes, *([f"also claimed by {' and '.join(claims)}"] if claims else [])])
    shown = f'<circle cx="{_COLUMNS[2]}" cy="{line}" r="5" class="{kind}"/>' + _text(
        _COLUMNS[2] + 12, line, words, status, 76
    )
    titled = f"<g><title>{_safe(_why(graph, ref))}</title>{shown}</g>"
    url = str(attributes.get("url", ""))
    return f'<a href="{_safe(url)}" rel="noopener noreferrer" target="_blank">{titled}</a>' if _web(url) else titled


def _why(graph: Any, ref: str) -> str:
    """The first statements about an account, for the tooltip."""
    sentences = (
        attributes.get("sentence") or attributes.get("quote") for _, _, attributes in graph.in_edges(ref, data=True)
    )
    statements = list(islice((str(sentence) for sentence in sentences if sentence), 3))
    return "\n".join([str(graph.nodes[ref].get("label", ref)), *statements])


def _web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def _curve(left: int, top: int, right: int, bottom: int, kind: str) -> str:
    bend = (left + right) // 2
    return f'<path class="{kind}" d="M{left} {top}C{bend} {top} {bend} {bottom} {right} {bottom}"/>'


def _text(left: int, line: int, words: str, kind: str, most: int) -> str:
    short = words if len(words) <= most else words[: most - 1] + "…"
    full = f"<title>{_safe(words)}</title>" if short != words else ""
    return f'<text x="{left}" y="{line + 4}" class="{_safe(kind)}">{_safe(short)}{full}</text>'


def _safe(text: object) -> str:
    """Text for HTML and quoted attributes: one line, without control or direction-changing characters."""
    return escape("".join(letter if letter.isprintable() else " " for letter in str(text)), quote=True)
