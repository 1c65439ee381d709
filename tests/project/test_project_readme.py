"""What the README and the change log say is true."""

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from stretchplayer import __version__
from stretchplayer.catalog import figures
from stretchplayer.cli.parser import parser
from stretchplayer.file_access import bundled_routines

ROOT: Final = Path(__file__).parents[2]
README: Final = (ROOT / "README.md").read_text(encoding="utf-8")
CHANGELOG: Final = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
SHELL: Final = re.findall(r"^```sh\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
DISCLAIMER: Final = "General information, not medical advice; not reviewed by a clinician."


def commands() -> set[str]:
    """Every command that the program knows."""
    (group,) = (action for action in parser()._actions if isinstance(action, argparse._SubParsersAction))
    return set(group.choices)


def test_the_first_command_plays_and_the_second_tests() -> None:
    first, second = SHELL
    assert len(first.splitlines()) == len(second.splitlines()) == 1
    assert ".venv/bin/stretchplayer play desk-neck" in first
    assert ".venv/bin/pytest" in second
    assert (bundled_routines() / "desk-neck.toml").is_file()


def test_every_command_line_in_the_readme_is_understood() -> None:
    lines = re.findall(r"(?:`|^\$ |/bin/)stretchplayer ([a-z][^`#\n]*)", README, re.MULTILINE)
    assert len(lines) >= 8
    for line in lines:
        assert parser().parse_args(line.split()).run, line


def test_the_session_in_the_readme_is_what_is_played(tmp_path: Path) -> None:
    (session,) = re.findall(r"^```text\n(Neck and.*?)^```$", README, re.MULTILINE | re.DOTALL)
    ran = subprocess.run(
        [sys.executable, "-m", "stretchplayer", "rehearse", "desk-neck", "--speed", "10000"],
        env={**os.environ, "HOME": str(tmp_path), **{f"XDG_{name}_HOME": str(tmp_path) for name in ("CONFIG", "DATA")}},
        stdin=subprocess.DEVNULL,
        check=True,
        capture_output=True,
        text=True,
    )
    title, lines = session.split("\n", 1)
    assert lines in ran.stdout
    length = title.removeprefix("Neck and shoulders at the desk. ").partition(" (")[0]
    assert f"Done: {length}" in ran.stdout


def test_the_problem_in_the_readme_is_what_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (told,) = re.findall(r"^```text\n(my-neck.*?)^```$", README, re.MULTILINE | re.DOTALL)
    file = tmp_path / "my-neck.toml"
    file.write_text(
        'format = 1\ntitle = "My neck"\n\n[[step]]\nmove = "ear-to-shoulder"\nhodl = 15\n', encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    ran = subprocess.run(
        [sys.executable, "-m", "stretchplayer", "check", file.name], check=False, capture_output=True, text=True
    )
    assert told == ran.stdout


def test_the_changelog_names_every_command() -> None:
    named = set(re.findall(r"`([a-z]+)`", CHANGELOG))  # keys and words of the file stand in the same marks
    assert commands() - named == set()


def test_every_link_between_the_pages_leads_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
    links = [(page, link) for page in pages for link in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8"))]
    assert len(links) >= 4
    assert not [link for page, link in links if not link.startswith("https:") and not (page.parent / link).exists()]


def test_the_changelog_knows_this_version() -> None:
    assert f"## [{__version__}]" in CHANGELOG


def test_the_readme_says_what_it_must() -> None:
    assert DISCLAIMER in README.splitlines()
    assert "GPL-3.0-or-later" in README
    assert f"{len(list(bundled_routines().glob('*.toml')))} come with it" in README
    assert f"all {len(figures())} of them" in README
