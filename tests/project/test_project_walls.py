"""The walls hold, and would show if they did not."""

import ast
import os
import shutil
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
import tomli

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "stretchplayer"
SETTINGS = tomli.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS = {contract["id"]: contract for contract in SETTINGS["tool"]["importlinter"]["contracts"]}
PURE = [name.rpartition(".")[2] for name in CONTRACTS["pure"]["source_modules"]]
FORBIDDEN = CONTRACTS["pure"]["forbidden_modules"]
MOST_LINES = 400
MOST_FILES = 40


def lint(source: Path) -> subprocess.CompletedProcess[str]:
    """Check the package below `source` against the contracts of this project."""
    lint_imports = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", lint_imports, "--no-cache", "--config", str(ROOT / "pyproject.toml")],
        cwd=source,
        env={**os.environ, "PYTHONPATH": str(source), "NO_COLOR": "1", "COLUMNS": "200"},
        check=False,
        capture_output=True,
        text=True,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the package that may be spoilt; its folder."""
    shutil.copytree(SOURCE, tmp_path / "stretchplayer", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def spoil(folder: Path, room: str, *lines: str) -> None:
    path = folder / "stretchplayer" / room
    path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    with path.open("a", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines)


def test_the_walls_hold() -> None:
    ran = lint(ROOT / "src")
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_a_screen_below_the_app_shows(copy: Path) -> None:
    rooms = ("player", "app", "settings", "plain")
    for room in rooms:
        spoil(copy, room, "import textual")
    ran = lint(copy)
    assert ran.returncode == 1, ran.stdout + ran.stderr
    missing = [room for room in rooms if f"stretchplayer.{room} -> textual (" not in ran.stdout]
    assert not missing, ran.stdout


def test_a_clock_or_a_file_in_the_core_shows(copy: Path) -> None:
    for room in PURE:
        spoil(copy, room, *(f"import {module}" for module in FORBIDDEN))
    ran = lint(copy)
    assert ran.returncode == 1, ran.stdout + ran.stderr
    lines = [f"stretchplayer.{room} -> {module} (" for room in PURE for module in FORBIDDEN]
    assert [line for line in lines if line not in ran.stdout] == [], ran.stdout


def test_an_import_upwards_shows(copy: Path) -> None:
    spoil(copy, "model", "import stretchplayer.session")
    ran = lint(copy)
    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert "stretchplayer.model -> stretchplayer.session (" in ran.stdout


UPWARDS = (
    ("screens", "app"),
    ("screens", "session_face"),
    ("widgets", "screens"),
    ("widgets", "routine_index"),
    ("charts", "widgets"),
    ("keymap", "charts"),
)


def test_an_import_upwards_in_the_app_shows(copy: Path) -> None:
    for below, above in UPWARDS:
        spoil(copy, f"tui/{below}", f"import stretchplayer.tui.{above}")
    ran = lint(copy)
    assert ran.returncode == 1, ran.stdout + ran.stderr
    lines = [f"stretchplayer.tui.{below} -> stretchplayer.tui.{above} (" for below, above in UPWARDS]
    assert [line for line in lines if line not in ran.stdout] == [], ran.stdout


@pytest.mark.parametrize("room", ["", "tui/"])
def test_a_room_without_a_place_shows(room: str, copy: Path) -> None:
    (copy / "stretchplayer" / f"{room}attic.py").write_text("", encoding="utf-8")
    ran = lint(copy)
    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert "attic" in ran.stdout


def test_no_source_file_is_too_long() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in SOURCE.rglob("*.py")}
    assert not {path.name: lines for path, lines in lengths.items() if lines > MOST_LINES}


def test_no_folder_is_too_full() -> None:
    folders = {path.parent for path in SOURCE.rglob("*.py")}
    counted = {str(folder.relative_to(SOURCE)): len(list(folder.glob("*.py"))) for folder in folders}
    assert not {folder: files for folder, files in counted.items() if files > MOST_FILES}


def in_order(source: Path) -> list[str]:
    """The modules below `source`, each after those that it imports when it is loaded.

    Raises:
        CycleError: some modules import each other.
    """
    names = {".".join(path.relative_to(source).with_suffix("").parts): path for path in source.rglob("*.py")}
    modules = {name.removesuffix(".__init__"): path for name, path in names.items()}
    order = TopologicalSorter[str]()
    for module, path in modules.items():
        for statement in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(statement, ast.ImportFrom) and statement.module:
                within = {f"{statement.module}.{alias.name}" for alias in statement.names}
                order.add(module, *({each if each in modules else statement.module for each in within} - {module}))
    return list(order.static_order())


def test_no_modules_import_each_other() -> None:
    assert "stretchplayer.caps.meter" in in_order(SOURCE.parent)


def test_an_import_circle_shows(copy: Path) -> None:
    spoil(copy, "caps/ledger", "from stretchplayer.caps.meter import Meter")
    with pytest.raises(CycleError):
        in_order(copy)


def test_every_ruff_ignore_has_a_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    lint_part = text.partition("[tool.ruff.lint]")[2].partition("[tool.mypy]")[0]
    codes = [line for line in lint_part.splitlines() if line.startswith('  "')]
    assert codes
    assert all(" # " in line for line in codes)
