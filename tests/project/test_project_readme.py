"""What the README and the change log say is true."""

import argparse
import re
from pathlib import Path
from typing import Final

from stretchplayer import __version__
from stretchplayer.bundled import bundled_routines
from stretchplayer.cli.parser import parser

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
    assert first.rstrip().endswith(".venv/bin/stretchplayer play desk-neck")
    assert ".venv/bin/pytest" in second
    assert (bundled_routines() / "desk-neck.toml").is_file()


def test_every_command_line_in_the_readme_is_understood() -> None:
    lines = re.findall(r"(?:`|^\$ |/bin/)stretchplayer ([^`#\n]+)", README, re.MULTILINE)
    assert len(lines) >= 8
    for line in lines:
        assert parser().parse_args(line.split()).run, line


def test_the_changelog_names_every_command_and_no_other() -> None:
    added = CHANGELOG.partition("### Added")[2]
    named = set(re.findall(r"`([a-z]+)`", added))
    assert named == commands()


def test_the_changelog_knows_this_version() -> None:
    assert f"## [{__version__}]" in CHANGELOG


def test_the_readme_says_what_it_must() -> None:
    assert DISCLAIMER in README.splitlines()
    assert "GPL-3.0-or-later" in README
    eight = "eight"
    assert eight in README
    assert len(list(bundled_routines().glob("*.toml"))) == 8
