"""The floors of the house: who may import whom, and what no file may hold.

Each rule is a function from source text to findings. One test runs it over the house, another plants a fault and
sees it found, so that a rule that has gone blind is noticed.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
HOUSE = TOP / "bonejournal"
LINES = 450

# What each room may import of the house. Rooms of one floor do not know each other.
FLOORS: dict[str, set[str]] = {
    "domain": set(),
    "journal": {"domain"},
    "exchange": {"domain"},
    "charts": {"domain"},
    "report": {"domain", "charts"},
    "ui": {"domain", "journal", "exchange", "charts", "report"},
    "app": {"domain", "journal", "exchange", "charts", "report", "ui"},
    "cli": {"domain", "journal", "exchange", "charts", "report", "app"},
    "__main__": {"domain", "journal", "exchange", "charts", "report", "app", "cli"},
}

# Libraries that only some places name: the library, and the modules (with all below them) that may.
KEPT_TO: dict[str, tuple[str, ...]] = {
    "PySide6": ("bonejournal.ui", "bonejournal.app"),
    "shiboken6": ("bonejournal.ui", "bonejournal.app"),
    "sqlalchemy": ("bonejournal.journal",),
    "sqlcipher3": ("bonejournal.journal",),
    "sqlite3": (),  # its version is the machine's; there is one driver
    "matplotlib": ("bonejournal.charts", "bonejournal.ui.widgets"),
    "typst": ("bonejournal.report",),
}

# The journal never leaves her machine, and nothing read from a file is ever run.
FORBIDDEN_MODULES = (
    "socket", "socketserver", "ssl", "http", "urllib.request", "urllib3", "requests", "ftplib", "smtplib", "xmlrpc",
    "webbrowser", "PySide6.QtNetwork", "PySide6.QtPrintSupport", "pickle", "marshal", "shelve",
)  # fmt: skip
FORBIDDEN_NAMES = {"eval", "exec"}

# Words that no sentence of the program says to her.
FORBIDDEN_WORDS = re.compile(
    r"\b(danger(ous)?|risk scores?|bad|poor|worse(n|ns|ning)?|fail(s|ed|ing|ure|ures)?|severe|abnormal|alarming"
    r"|warnings?|you (should|must)|need treatment|normal for your age|diseases?|patients?|missed|streaks?"
    r"|goals? reached|congratulations|great job|oops|invalid|error codes?|smart)\b",
    re.IGNORECASE,
)
# Sentences that hold such a word all the same, each with the reason.
SPOKEN_ALL_THE_SAME: dict[str, str] = {
    "A patient’s own record, not a report by a clinician": "foot of the printed pages, read by a clinician",
}

# Packages that load parts of themselves all the same, each with the reason.
LOADED_ALONE: dict[str, str] = {
    "bonejournal.cli": "the program begins with it, in one thread",
    "bonejournal.journal.migrations": "nobody else asks for a part of it",
}

COLOUR = re.compile(r"#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6})\b")
TEMPLATE_IMPORT = re.compile(r"\b(?:import|include)\s*\(?\s*\"@")
MACHINE = re.compile(r"(?<![\w.~-])/(?:work/|root/|opt/(?:wheels|pypi))")
REGISTRY = re.compile(r"\b(?:(?:test\.)?pypi\.org|files\.pythonhosted\.org|registry\.npmjs\.org|deb\.debian\.org)\b")
BESIDE = re.compile(r"\.\./shared\b")


def within(name: str, module: str) -> bool:
    """Whether `name` is `module` or lies in it."""
    return name == module or name.startswith(module + ".")


def module_of(path: Path) -> str:
    parts = path.relative_to(TOP).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(source: str, module: str, *, package: bool = False) -> Iterator[tuple[int, str]]:
    """Every module that `source` imports, with its line; `from a import b` counts as `a.b`."""
    here = module.split(".") if package else module.split(".")[:-1]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                base = ".".join([*here[: len(here) - node.level + 1], *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in {"import_module", "__import__"}:
                yield node.lineno, str(node.args[0].value)


def crossed_floors(source: str, module: str) -> list[str]:
    """Imports of rooms above or beside; for the domain, of anything that is not the standard library."""
    parts = module.split(".")
    room = parts[1] if len(parts) > 1 else "domain"
    allowed = FLOORS[room] | {room}
    found = []
    for line, name in imports(source, module, package=(HOUSE / "/".join(parts[1:])).is_dir()):
        first, *rest = name.split(".")
        if first == "bonejournal":
            if rest and rest[0] in FLOORS and rest[0] not in allowed:
                found.append(f"{line}: {room} imports {name}")
        elif room == "domain" and first not in sys.stdlib_module_names:
            found.append(f"{line}: domain imports {name}, which is not of the standard library")
    return found


def strayed_libraries(source: str, module: str) -> list[str]:
    """Libraries named outside the rooms they are kept to."""
    return [
        f"{line}: {name} is named outside {', '.join(homes) or 'anything'}"
        for line, name in imports(source, module)
        for library, homes in KEPT_TO.items()
        if within(name, library) and not any(within(module, home) for home in homes)
    ]


def forbidden_names(source: str, module: str) -> list[str]:
    """Networks, printers, formats that run what they read, `eval`, `exec`, star imports."""
    found = [
        f"{line}: {name}"
        for line, name in imports(source, module)
        if name.endswith(".*") or any(within(name, one) for one in FORBIDDEN_MODULES)
    ]
    names = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name))
    return found + [f"{name.lineno}: {name.id}" for name in names if name.id in FORBIDDEN_NAMES]


def colours(source: str, module: str) -> list[str]:
    """Colours written out in the window's code, which takes them from the theme."""
    if not within(module, "bonejournal.ui") or module == "bonejournal.ui.theme":
        return []
    return [
        f"{node.lineno}: {node.value!r}"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and COLOUR.search(node.value)
    ]


def entangled_packages(source: str, module: str) -> list[str]:
    """Parts that a package imports itself.

    A thread that imports the package and another that imports a part of it then wait for each other, which Python ends
    with an error in one of the two: a page stayed empty.
    """
    if module in LOADED_ALONE or not (TOP / module.replace(".", "/")).is_dir():
        return []
    return [f"{line}: {name}" for line, name in imports(source, module, package=True) if within(name, module)]


def too_long(source: str, module: str) -> list[str]:
    count = len(source.splitlines())
    return [f"{module} has {count} lines, at most {LINES}"] if count > LINES else []


def unsaid_words(source: str, module: str) -> list[str]:
    """Sentences for her that hold a word we do not use."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        sentences = node.args[: {"tr": 1, "mark": 1, "trn": 2}.get(called, 0)]
        for part in (inner for sentence in sentences for inner in ast.walk(sentence)):
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                word = FORBIDDEN_WORDS.search(part.value)
                if word and part.value not in SPOKEN_ALL_THE_SAME:
                    found.append(f"{part.lineno}: “{word.group()}” in {part.value!r}")
    return found


def template_imports(source: str) -> list[str]:
    """Packages that a template would fetch from a network."""
    return [line for line in source.splitlines() if TEMPLATE_IMPORT.search(line)]


def places(source: str, path: str) -> list[str]:
    """Paths of one machine, hosts of package registries, and the folder that only some tests may look for."""
    patterns = [MACHINE, REGISTRY] if path.startswith("tests/") else [MACHINE, REGISTRY, BESIDE]
    return [
        f"{number}: {line.strip()[:120]}"
        for number, line in enumerate(source.splitlines(), 1)
        if any(pattern.search(line) for pattern in patterns)
    ]


CODE_RULES: list[Callable[[str, str], list[str]]] = [
    crossed_floors,
    strayed_libraries,
    forbidden_names,
    colours,
    entangled_packages,
    too_long,
    unsaid_words,
]


def tracked() -> list[Path]:
    """The files under version control; in an unpacked source archive, all of them."""
    listing = subprocess.run(
        ["git", "-c", "safe.directory=*", "-C", str(TOP), "ls-files", "-z"], capture_output=True, check=False
    )
    if listing.returncode:
        hidden = {".git", ".venv", "build", "dist", "__pycache__"}
        return [path for path in TOP.rglob("*") if path.is_file() and not hidden & {*path.relative_to(TOP).parts}]
    return [TOP / name for name in listing.stdout.decode().split("\0") if name and (TOP / name).is_file()]


@pytest.mark.parametrize("rule", CODE_RULES)
def test_the_house_keeps(rule: Callable[[str, str], list[str]]) -> None:
    found = [
        f"{path.relative_to(TOP)}:{finding}"
        for path in sorted(HOUSE.rglob("*.py"))
        for finding in rule(path.read_text("utf-8"), module_of(path))
    ]
    assert not found, "\n" + "\n".join(found)


def test_every_room_is_known() -> None:
    rooms = {path.stem for path in HOUSE.iterdir() if path.suffix == ".py" or any(path.glob("*.py"))}
    assert rooms - {"__init__"} <= FLOORS.keys()


def test_templates_fetch_nothing() -> None:
    found = [
        f"{path.relative_to(TOP)}: {line}"
        for path in sorted((TOP / "resources" / "report").rglob("*"))
        if path.is_file()
        for line in template_imports(path.read_text("utf-8", "replace"))
    ]
    assert not found, "\n" + "\n".join(found)


def test_files_name_no_machine_and_no_registry() -> None:
    found = []
    for path in tracked():
        content = path.read_bytes()
        if b"\0" in content or path == Path(__file__):
            continue
        name = path.relative_to(TOP).as_posix()
        found += [f"{name}:{finding}" for finding in places(content.decode("utf-8", "replace"), name)]
    assert not found, "\n" + "\n".join(found)


def test_locks_hold_hashes_and_no_address() -> None:
    for name in ("requirements.lock", "dev.lock"):
        text = (TOP / "packaging" / name).read_text("utf-8")
        assert "://" not in text
        assert not re.search(r"^\s*--(?!hash=)", text, re.MULTILINE)
        pins = re.split(r"\n(?=\S)", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).strip())
        assert all("--hash=sha256:" in pin for pin in pins)


@pytest.mark.parametrize(
    "rule, module, source",
    [
        (crossed_floors, "bonejournal.domain.units", "import numpy"),
        (crossed_floors, "bonejournal.domain.units", "from bonejournal.journal import store"),
        (crossed_floors, "bonejournal.domain.units", "from bonejournal import journal"),
        (crossed_floors, "bonejournal.domain.units", "from .. import journal"),
        (crossed_floors, "bonejournal.domain.units", "import importlib\nimportlib.import_module('bonejournal.ui')"),
        (crossed_floors, "bonejournal.journal.file", "import bonejournal.exchange.bundle"),
        (crossed_floors, "bonejournal.exchange.bundle", "from bonejournal.journal.store import apply"),
        (crossed_floors, "bonejournal.charts.density", "def f():\n    from ..journal import store"),
        (crossed_floors, "bonejournal.charts.density", "from bonejournal.report import content"),
        (crossed_floors, "bonejournal.report.content", "import bonejournal.journal.snapshot"),
        (crossed_floors, "bonejournal.ui.theme", "import bonejournal.app"),
        (crossed_floors, "bonejournal.cli", "from bonejournal.ui import theme"),
        (crossed_floors, "bonejournal.__main__", "from bonejournal import ui"),
        (strayed_libraries, "bonejournal.domain.units", "from PySide6 import QtCore"),
        (strayed_libraries, "bonejournal.cli", "import PySide6.QtGui"),
        (strayed_libraries, "bonejournal.exchange.bundle", "import sqlalchemy as sa"),
        (strayed_libraries, "bonejournal.ui.desk", "from sqlcipher3 import dbapi2"),
        (strayed_libraries, "bonejournal.journal.file", "import sqlite3"),
        (strayed_libraries, "bonejournal.report.content", "import matplotlib.figure"),
        (strayed_libraries, "bonejournal.ui.desk", "def f():\n    import matplotlib"),
        (forbidden_names, "bonejournal.app", "import socket"),
        (forbidden_names, "bonejournal.app", "from http.client import HTTPConnection"),
        (forbidden_names, "bonejournal.app", "from urllib import request"),
        (forbidden_names, "bonejournal.app", "from PySide6.QtNetwork import QLocalServer"),
        (forbidden_names, "bonejournal.app", "from PySide6 import QtPrintSupport"),
        (forbidden_names, "bonejournal.domain.units", "import pickle"),
        (forbidden_names, "bonejournal.domain.units", "__import__('marshal')"),
        (forbidden_names, "bonejournal.domain.units", "x = eval('1')"),
        (forbidden_names, "bonejournal.domain.units", "run = exec"),
        (forbidden_names, "bonejournal.domain.units", "from math import *"),
        (colours, "bonejournal.ui.pages.today", "x = '#0B6464'"),
        (colours, "bonejournal.ui.pages.today", "x = f'color: #0b646480; {y}'"),
        (entangled_packages, "bonejournal.domain.quick", "from bonejournal.domain.quick.known import Known"),
        (entangled_packages, "bonejournal.domain.quick", "from . import known"),
        (too_long, "bonejournal.ui.pages.today", "x = 1\n" * 451),
        (unsaid_words, "bonejournal.ui.pages.today", "tr('Your spine is worse')"),
        (unsaid_words, "bonejournal.ui.pages.today", "words.tr('You\\u0020should rest')"),
        (unsaid_words, "bonejournal.ui.pages.today", "trn('One day', '{count} missed days', n)"),
        (unsaid_words, "bonejournal.domain.units", "x = mark('Invalid number')"),
        (unsaid_words, "bonejournal.domain.units", "x = tr('Good' if y else 'Poor')"),
    ],
)
def test_a_planted_fault_is_found(rule: Callable[[str, str], list[str]], module: str, source: str) -> None:
    assert rule(source, module)


@pytest.mark.parametrize(
    "rule, module, source",
    [
        (crossed_floors, "bonejournal.domain.units", "import json\nfrom bonejournal.domain import words"),
        (crossed_floors, "bonejournal.ui.theme", "from bonejournal.journal import store\nimport PySide6"),
        (crossed_floors, "bonejournal.cli", "from bonejournal import __version__\nimport bonejournal.app"),
        (strayed_libraries, "bonejournal.ui.widgets.chart", "import matplotlib.backends.backend_agg"),
        (forbidden_names, "bonejournal.ui.dialogs", "from urllib.parse import quote\ndialog.exec()"),
        (colours, "bonejournal.ui.theme", "x = '#0B6464'"),
        (colours, "bonejournal.charts.style", "x = '#0B6464'"),
        (entangled_packages, "bonejournal.domain.quick.food_line", "from bonejournal.domain.quick import eating"),
        (entangled_packages, "bonejournal.ui", "import PySide6.QtCore"),
        (too_long, "bonejournal.ui.theme", "x = 1\n" * 450),
        (unsaid_words, "bonejournal.ui.pages.today", "tr('Your smartly badged spine gained')\nlog('failed')"),
    ],
)
def test_what_is_allowed_is_left_alone(rule: Callable[[str, str], list[str]], module: str, source: str) -> None:
    assert not rule(source, module)


@pytest.mark.parametrize("line", ['#import "@preview/x:1.0.0"', '#import"@local/x"', 'include "@a/b"'])
def test_a_template_that_fetches_is_found(line: str) -> None:
    assert template_imports(f"= Title\n{line}\n")
    assert not template_imports('#import "parts.typ": head\nmail "a@b"')


def test_a_place_written_down_is_found() -> None:
    planted = ("/work/" + "main/x", "(/root/" + "x)", "https://" + "pypi." + "org/simple", "../" + "shared/x")
    for line in planted:
        assert places(line, "README.md"), line
    assert places("/work/" + "main", "tests/test_x.py")
    assert not places("../" + "shared/samples", "tests/test_x.py")
    assert not places("network/main, ui/work/main.py", "README.md")


def test_the_kinds_are_complete_wherever_they_are_gone_through() -> None:
    """Each place that goes through all kinds, imported alone, knows as many as the journal's file does."""
    said = "print(sorted(m.KINDS))"
    places = ("domain.kinds", "journal.tables", "ui.pages.records", "ui.pages.records_asked", "exchange.sheet")
    told = {
        place: subprocess.run(
            [sys.executable, "-c", f"import bonejournal.{place} as m; {said}"],
            cwd=TOP,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for place in places
    }
    assert len(set(told.values())) == 1, told
