"""The house stands: imports flow one way, each dependency has one door, packages are listed, bodies stay short."""

from __future__ import annotations

import ast
import configparser
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import sprawl

ROOT = Path(__file__).parent.parent
NOUNS = {"model", "errors"}
INSIDE = {"sprawl", "sprawl_cli"}
CARRIED = {"urllib3"}  # requests is made of it and always brings it
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
COMMAND = NOUNS | {"files", "platforms", "report", "workflow"}  # what cli/ may import besides the front door
DOORS = {  # outside dependency → the module, or the folders (with a slash at the end), that import it
    "ada_url": "sprawl/urls.py",
    "brotli": "sprawl/web/decode.py",
    "click": "cli/",
    "distributed": "sprawl/linkage/engines/dask.py",
    "docx": "sprawl/report/word_file.py",
    "jinja2": "sprawl/report/page.py",
    "markupsafe": "sprawl/report/page.py",
    "networkx": "sprawl/graph/build.py",
    "numpy": "sprawl/departments/ sprawl/learning/ sprawl/linkage/",
    "openpyxl": "sprawl/sheets/workbook.py",
    "pandas": "sprawl/workflow/frames.py",
    "protego": "sprawl/web/robots.py",
    "pyarrow": "sprawl/workflow/tables.py",
    "rapidfuzz": "sprawl/text/distance.py",
    "requests": "sprawl/web/fetch.py",
    "rich": "cli/",
    "selectolax": "sprawl/observe/dom/tree.py",
    "tldextract": "sprawl/urls.py",
    "urllib3": "sprawl/web/connections.py",
    "warcio": "sprawl/web/archive.py",
    "xlsxwriter": "sprawl/report/workbook.py",
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


def test_commands_call_what_people_can_import() -> None:
    """A verb calls the front door or a joiner of workflow/, prints with report/, and imports nothing private."""
    wrong = {
        f"{path.name}: {name}"
        for path, tree in modules("cli")
        for name in imported(tree)
        if name.startswith("sprawl.") and name.split(".")[1] not in COMMAND | set(sprawl.__all__)
    }
    private = {
        f"{path.name}: {name.name}"
        for path, tree in modules("cli")
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sprawl")
        for name in node.names
        if name.name.startswith("_")
    }
    assert wrong | private == set()


def outside() -> dict[str, set[str]]:
    """Outside package → the modules that import it."""
    users: dict[str, set[str]] = {}
    for folder in ("sprawl", "cli"):
        for path, tree in modules(folder):
            for name in {name.split(".")[0] for name in imported(tree)} - sys.stdlib_module_names - INSIDE:
                users.setdefault(name, set()).add(str(path.relative_to(ROOT)))
    return users


def test_every_dependency_is_in_the_table() -> None:
    """Nothing from outside is imported that the table does not name, and the table names nothing else."""
    assert outside().keys() == DOORS.keys()


@pytest.mark.parametrize(("dependency", "doors"), DOORS.items(), ids=DOORS)
def test_each_dependency_has_one_door(dependency: str, doors: str) -> None:
    """One place imports it, so that one place changes when it does."""
    users = outside().get(dependency, set())
    inside = {door: {user for user in users if user.startswith(door)} for door in doors.split()}
    assert users - set().union(*inside.values()) == set()
    assert [door for door, there in inside.items() if not there] == []


def test_every_requirement_is_behind_a_door() -> None:
    """What pyproject.toml asks for is imported, and what is imported is asked for there."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    names = {re.split(r"[<>=\[]", line)[0].replace("-", "_") for lines in groups for line in lines}
    core = {re.split(r"[<>=\[]", line)[0].replace("-", "_") for line in project["dependencies"]}
    packages = {"distributed": "dask", "docx": "python_docx"}
    imports = {packages.get(name, name) for name in DOORS}
    assert (core - imports, imports - names - CARRIED) == (set(), set())


def test_packages_are_listed() -> None:
    """A package missing from setup.cfg works in a checkout and is absent from the wheel."""
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg")
    listed = set(setup["options"]["packages"].split()) - {"sprawl_cli"}
    there = {str(p.parent.relative_to(ROOT)).replace("/", ".") for p in (ROOT / "sprawl").rglob("__init__.py")}
    assert listed == there


def test_tables_and_templates_are_listed() -> None:
    """A data file that no pattern of setup.cfg names is absent from the wheel too."""
    setup = configparser.ConfigParser()
    setup.read(ROOT / "setup.cfg")
    patterns = [pattern.strip() for pattern in setup["options.package_data"]["*"].split(",")]
    there = [path for path in (ROOT / "sprawl").rglob("*.*") if path.suffix not in (".py", ".pyc")]
    packed = {path for init in (ROOT / "sprawl").rglob("__init__.py") for p in patterns for path in init.parent.glob(p)}
    assert [str(path.relative_to(ROOT)) for path in there if path not in packed] == []


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
    """``__all__`` is what is offered, in order, every name is there, and it stays short enough to be learned."""
    assert sprawl.__all__ == sorted(sprawl.__all__)
    assert len(sprawl.__all__) <= 16
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
