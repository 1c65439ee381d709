"""What is printed on a terminal is wrapped between words, at every width; a list says what did not fit."""

import os
import subprocess
import sys

from cli.house import Home
from cli.process import Process

COMMANDS = (
    "moves calf --all",
    "edit --help",
    "new --help",
    "--help",
    "list",
    "list stiff neck",
    "show desk-neck",
    "plan desk-neck",
    "caps",
    "advice posture",
    "doctor",
    "check mine",
    "edit mine --steps",
    "edit mine --plain",
    "play desk-neck --swap 3=calf",
    "play nothing-of-the-kind-is-there",
    "edit mine --bogus option",
)
RUN = f"""
import os
from stretchplayer.cli.main import main
for columns in (60, 80, 100, 1000):
    os.environ["COLUMNS"] = str(columns)
    for command in {COMMANDS!r}:
        print(f"<{{columns}} {{command}}>", flush=True)
        main(command.split())
"""
WRONG = """format = 1
title = "Mine with a title that takes some room in a line of the terminal"

[[step]]
move = "calf-wall"
hold = 90
weight = 3

[[step]]
move = "doorway-chest"
name = "A name that is as long as a name may well be where somebody likes to write"
holds = 3
"""


def on_a_terminal(home: Home) -> dict[str, dict[int, list[str]]]:
    """The lines of each command, by the columns of the terminal."""
    ours, theirs = os.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", RUN],
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
        cwd=home.folder,
        env=home.environment({"PYTHONPATH": os.environ.get("PYTHONPATH")}),
    )
    os.close(theirs)
    data = b""
    while True:
        try:
            chunk = os.read(ours, 65536)
        except OSError:
            break
        if not chunk:
            break
        data += chunk
    os.close(ours)
    process.wait()
    found: dict[str, dict[int, list[str]]] = {}
    for part in data.decode().replace("\r\n", "\n").split("\n<")[0:]:
        heading, _, text = part.lstrip("<").partition(">\n")
        columns, _, command = heading.partition(" ")
        found.setdefault(command, {})[int(columns)] = text.split("\n")
    return found


def test_no_word_is_broken_and_no_line_is_longer_than_the_terminal(home: Home) -> None:
    home.own("mine", WRONG)
    shown = on_a_terminal(home)
    assert set(shown) == set(COMMANDS)
    wrong: list[tuple[str, int, str]] = []
    for command, widths in shown.items():
        every = sorted(" ".join(widths[1000]).split())
        assert every, command
        for columns in (60, 80, 100):
            wrong += [
                (command, columns, line) for line in widths[columns] if len(line) > columns and " " in line.strip()
            ]
            # The usage abbreviates in its own way, and a figure is drawn where it has room.
            if not any(each in command for each in ("--help", "bogus", "show", "plan", "advice", "doctor")):
                assert sorted(" ".join(widths[columns]).split()) == every, (command, columns)
    assert not wrong, wrong


def test_a_list_that_is_longer_than_the_terminal_says_how_much_is_left_out(home: Home) -> None:
    with Process(home, "moves", "calf", terminal=True, size=(24, 80)) as process:
        more = process.wait_for("more: --all shows them.").text
        process.end()
        lines = [line.text for line in process.lines]
    assert len(lines) < 24
    assert any(line.startswith("calf-wall  ") and "Calf stretch at the wall" in line for line in lines)
    every = {line.split()[0] for line in home.good("moves", "calf").lines}
    shown = {line.split()[0] for line in lines if line.split()} & every
    assert len(shown) + int(more.split()[0]) == len(every)
