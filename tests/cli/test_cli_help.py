"""Help, wrong usage and exit codes: every command shows an example, every mistake is met with a sentence."""

import argparse
import re

import pytest

from cli.house import Home
from stretchplayer.cli.parser import GROUPS, parser

COMMANDS = tuple(
    name
    for action in parser()._actions
    if isinstance(action, argparse._SubParsersAction)
    for name in action._name_parser_map
)
PROMISED = (
    *("play", "resume", "rehearse", "list", "show", "check", "plan", "new", "customize", "edit", "schema"),
    *("history", "ledger", "export", "import", "profile", "caps", "doctor", "where"),
)


def test_every_promised_command_is_there() -> None:
    assert set(PROMISED) <= set(COMMANDS)


def test_each_command_can_be_built_without_the_others() -> None:
    for command in COMMANDS:
        assert command in parser(command).names
    assert not parser("").names
    assert set(parser("no-command").names) == set(COMMANDS)
    assert {name for names in GROUPS.values() for name in names} == set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_a_sentence_and_an_example_that_can_be_typed(home: Home, command: str) -> None:
    said = home.good(command, "--help").out
    assert re.search(r"\n[A-Z][^.]+\.\n", said), "a sentence, over as many lines as it needs"
    examples = re.findall(r"^  stretchplayer (.+)$", said[said.index("Example") :], re.MULTILINE)
    assert examples
    for example in examples:
        parser().parse_args(example.split(" > ")[0].split())


def test_the_first_page_says_where_to_start(home: Home) -> None:
    said = home.good("--help").out
    assert "stretchplayer play" in said
    assert "not medical advice" in said
    assert re.search(r"\d+\.\d+", home.good("--version").out)


def test_the_bare_command_shows_the_routines_and_what_to_type(home: Home) -> None:
    ran = home.good()
    assert "desk-neck" in ran.out
    assert "stretchplayer play" in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        "no-such-command",
        "play a --swap b",
        "list --extra",
        "plan",
        "history --json --csv",
        "rehearse x --speed 0",
        "completion",
    ],
)
def test_wrong_usage(home: Home, arguments: str) -> None:
    ran = home.run(*arguments.split())
    assert ran.code == 2
    assert ran.out == ""
    assert "usage:" in ran.err


@pytest.mark.parametrize("command", ["play", "plan", "show", "rehearse", "edit"])
def test_a_name_nearly_right(home: Home, command: str) -> None:
    ran = home.run(command, "desk-nek")
    assert ran.code == 2
    assert "did you mean desk-neck?" in ran.err
    assert "desk-neck" in home.run(command, "nekc").err, "a slip in one of its words"
    assert "stretchplayer list" in home.run(command, "qqqqqq").err


def test_play_without_a_name_says_how(home: Home) -> None:
    ran = home.run("play")
    assert ran.code == 2
    assert "stretchplayer list" in ran.err


@pytest.mark.parametrize("shell", ["bash", "zsh", "tcsh"])
def test_completion_knows_the_commands(home: Home, shell: str) -> None:
    script = home.good("completion", shell).out
    assert "stretchplayer" in script
    assert all(command in script for command in PROMISED)
