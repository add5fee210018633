"""The house stands: imports flow one way, each dependency has one door, packages are listed, bodies stay short."""

from __future__ import annotations

import ast
import configparser
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import sprawl

ROOT = Path(__file__).parent.parent
NOUNS = {"model", "errors"}
ROW = {  # room → rooms of ours that it may import; see docs/design/0001-house.md
    "model": set(),
    "errors": {"model"},
    "urls": {"errors"},
    "files": {"errors"},
    "text": set(),
    "learning": set(),
    "demo": set(),
    "platforms": NOUNS | {"urls"},
    "store": NOUNS | {"urls"},
    "brand": NOUNS | {"urls", "text", "platforms", "demo"},
    "web": NOUNS | {"urls"},
    "observe": NOUNS | {"urls", "files", "text", "platforms", "brand"},
    "sheets": NOUNS | {"urls", "files", "text", "platforms", "brand"},
    "sources": NOUNS | {"urls", "files", "text", "platforms", "brand"},
    "linkage": NOUNS | {"urls", "text", "platforms", "learning"},
    "relation": {"model", "urls", "text", "brand"},
    "departments": {"model", "urls", "text", "brand", "learning"},
    "graph": {"model", "text"},
    "consolidation": NOUNS | {"graph", "platforms", "text"},
    "report": NOUNS | {"files", "graph", "consolidation"},
}
ABOVE = {"__init__", "workflow"}  # they know the row and join its rooms; no room imports them
DOORS = {  # outside dependency → the one place that imports it
    "ada_url": "sprawl/urls.py",
    "networkx": "sprawl/graph/build.py",
    "rapidfuzz": "sprawl/text/distance.py",
    "selectolax": "sprawl/observe/dom/tree.py",
    "warcio": "sprawl/web/archive.py",
    "protego": "sprawl/web/robots.py",
    "jinja2": "sprawl/report/pages.py",
    "distributed": "sprawl/linkage/engines/dask.py",
    "openpyxl": "sprawl/sheets/workbook.py",
    "xlsxwriter": "sprawl/report/tables.py",
    "publicsuffixlist": "sprawl/urls.py",
    "docx": "sprawl/report/word.py",
    "rich": "cli/show.py",
}
LONGEST_BODY = 40


def modules(folder: str = "sprawl") -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted((ROOT / folder).rglob("*.py")):
        yield path, ast.parse(path.read_text("utf-8"))


def room(path: Path) -> str:
    """The first part below ``sprawl/``."""
    return path.relative_to(ROOT / "sprawl").with_suffix("").parts[0]


def imported(tree: ast.Module) -> Iterator[str]:
    """Every module that is imported, outside ``if TYPE_CHECKING`` too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield from ({f"sprawl.{n.name}" for n in node.names} if node.module == "sprawl" else {node.module or ""})


def ours(tree: ast.Module) -> set[str]:
    return {name.split(".")[1] for name in imported(tree) if name.startswith("sprawl.")}


@pytest.mark.parametrize(
    ("path", "tree"), [pytest.param(p, t, id=str(p.relative_to(ROOT))) for p, t in modules() if room(p) in ROW]
)
def test_rooms_import_only_what_they_may(path: Path, tree: ast.Module) -> None:
    """Imports flow one way, as the table says."""
    assert ours(tree) - {room(path)} - ROW[room(path)] == set()


def test_every_room_is_in_the_table() -> None:
    """Nothing stands in the house that the table does not know."""
    assert {room(path) for path, _ in modules()} - set(ROW) - ABOVE == set()


def test_commands_use_the_front_door_only() -> None:
    """What people type goes through what people import."""
    inside = {
        f"{path.name}: {name}" for path, tree in modules("cli") for name in imported(tree) if name.startswith("sprawl.")
    }
    public = {f"sprawl.{name}" for name in sprawl.__all__}
    assert {line for line in inside if line.split(": ")[1] not in public} == set()


@pytest.mark.parametrize(("dependency", "door"), DOORS.items(), ids=DOORS)
def test_each_dependency_has_one_door(dependency: str, door: str) -> None:
    """One place imports it, so that one place changes when it does."""
    users = {
        str(path.relative_to(ROOT))
        for folder in ("sprawl", "cli")
        for path, tree in modules(folder)
        for name in imported(tree)
        if name.split(".")[0] == dependency
    }
    if door.startswith("cli/"):
        users = {user.split("/")[0] for user in users}
        door = door.split("/")[0]
    assert users == {door}


def test_packages_are_listed() -> None:
    """A package missing from setup.cfg works in a checkout and is absent from the wheel."""
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg")
    listed = set(setup["options"]["packages"].split()) - {"sprawl_cli"}
    there = {str(p.parent.relative_to(ROOT)).replace("/", ".") for p in (ROOT / "sprawl").rglob("__init__.py")}
    assert listed == there


def test_function_bodies_stay_short() -> None:
    """A function that does not fit a screen has another one in it."""
    long = []
    for folder in ("sprawl", "cli"):
        for path, tree in modules(folder):
            for node in ast.walk(tree):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                    body = node.body[1:] if ast.get_docstring(node) else node.body
                    lines = body[-1].end_lineno - body[0].lineno + 1 if body else 0
                    if lines > LONGEST_BODY:
                        long.append(f"{path.relative_to(ROOT)}:{node.name} {lines}")
    assert long == []


def test_front_door_is_sorted_and_complete() -> None:
    """``__all__`` is what is offered, in order, and every name is there."""
    assert sprawl.__all__ == sorted(sprawl.__all__)
    assert [name for name in sprawl.__all__ if not hasattr(sprawl, name)] == []


def test_rooms_that_must_not_read_the_world_do_not() -> None:
    """Clocks, environments and the network are passed in."""
    pure = NOUNS | {"urls", "text", "learning", "brand", "platforms", "linkage", "relation", "departments", "graph"}
    pure |= {"consolidation", "sheets"}
    worldly = {"os", "socket", "requests", "time", "secrets"}
    found = {
        f"{path.relative_to(ROOT)}: {name}"
        for path, tree in modules()
        if room(path) in pure and path.parent.name != "engines"
        for name in imported(tree)
        if name.split(".")[0] in worldly
    }
    assert found == set()


def test_python_is_new_enough() -> None:
    """The package promises 3.11 and later."""
    assert sys.version_info >= (3, 11)
