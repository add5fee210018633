"""Compiles the modules in which matching spends its time, where that can be done; else they are installed as they are.

What the project is stands in ``pyproject.toml``, where its files are in ``setup.cfg``. This file is about speed alone:
mypyc makes extensions of `MODULES`, from the same source and with the same results. They are one library, which lies
inside the package so that both kinds of install find it, and a small module each that hands out its part of it.

Nobody has to have a compiler. Whatever fails (no compiler, no headers of Python, a source that mypyc refuses), what was
made is thrown away as a whole and the install goes on without. ``SPRAWL_COMPILE=0`` builds none, which is what one
wants who edits these modules: Python imports an extension before the source it was made from.
"""

from __future__ import annotations

import os
import sys
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

MODULES = [  # those that go over every account, name or pair
    "sprawl/names.py",
    *(
        f"sprawl/match/{name}.py"
        for name in """
            bio block census cluster copies doubles features heard labels near owning parts pipeline reading rows
            shown sift signatures spoken stable sureness survey suspect tally traits weigh
        """.split()
    ),
]
GROUP = "sprawl.compiled"  # what the library is called, before what mypyc adds
CHECKS = [  # of types, as far as the compiler needs them: what the package depends on is not there where it is built
    "--config-file=",
    "--no-site-packages",
    "--ignore-missing-imports",
    "--follow-imports=silent",
]
SLOWER = "sprawl is built without compiled modules, which makes matching slower:"
ASKED = {"egg_info", "dist_info", "sdist"}.isdisjoint(sys.argv)  # to build, not only to tell what would be built
BESIDE = not {"editable_wheel", "build_ext"}.isdisjoint(sys.argv)  # extensions are put beside their sources


class Compile(build_ext):
    """All extensions or none."""

    def run(self) -> None:
        """Build; a failure is told and leaves nothing behind."""
        try:
            super().run()
        except Exception as why:
            self.warn(f"{SLOWER} {why}")
            for path in map(Path, self.get_outputs()):
                path.unlink(missing_ok=True)
            self.extensions.clear()

    def get_source_files(self) -> list[str]:
        """None of its own: the C is made from the Python."""
        return []


def extensions() -> list[Extension]:
    """What is to be compiled, as C; nothing where it is not wanted or cannot be made."""
    if os.environ.get("SPRAWL_COMPILE") == "0" or sys.implementation.name != "cpython":
        return []
    try:
        from mypyc.build import mypycify

        made = mypycify(CHECKS + MODULES, opt_level="2", debug_level="0", group_name=GROUP)
    except (Exception, SystemExit) as why:  # it exits where it refuses
        print(SLOWER, why, file=sys.stderr)
        return []
    for each in made:  # what a newer compiler warns of is no reason to do without
        each.extra_compile_args = [option for option in each.extra_compile_args if option != "-Werror"]
    return made


def sweep() -> None:
    """Remove what an earlier build put beside the sources."""
    for suffix in EXTENSION_SUFFIXES:
        for left in Path("sprawl").rglob(f"*{suffix}"):
            left.unlink()


if BESIDE:
    sweep()
setup(cmdclass={"build_ext": Compile}, ext_modules=extensions() if ASKED else [])
