"""How long a key takes until it is drawn, while a routine of a thousand lines is edited.

The app runs in a terminal of its own. Measured is the time from a key until the first thing that it changes has been
drawn, and until all that is said about it has been: completions, help, problems. Keys of each kind are pressed one
after another, each once nothing more is drawn. Prints a table; exits with 1 where a key took longer than it may.
Linux only.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import pyte
from files.terminal import SOON, Running

LINES: Final = 1000
MOVES: Final = ("calf-wall", "hamstring-strap", "ear-to-shoulder", "figure-four-lying")
MAY: Final = 0.050
"""Seconds that a key may take until it is drawn."""
QUIET: Final = 0.15
"""Seconds without anything drawn after which nothing more will be."""
SIZE: Final = (140, 45)


class Kind(NamedTuple):
    """A kind of key: what is sent before the first one to get to a place for it, and the key."""

    name: str
    before: bytes
    key: bytes


UP: Final = b"\x1b[1;5H"
DOWN: Final = b"\x1b[B"
PASTE: Final = b"\x1b[200~" + b'[[step]]\nmove = "march"\nduration = 40\n\n' * 5 + b"\x1b[201~"
TEXT: Final = (
    Kind("a letter in a remark", b"t" + UP + 3 * DOWN + b"\x1b[F", b"a"),
    Kind("a letter of a key", UP + 500 * DOWN + b"\x1b[F\r", b"r"),
    Kind("backspace", b"", b"\x7f"),
    Kind("enter", b"", b"\r"),
    Kind("arrow down", UP, DOWN),
    Kind("page down", UP, b"\x1b[6~"),
    Kind("undo", b"", b"\x1a"),
    Kind("twenty lines pasted", UP + 100 * DOWN, PASTE),
)
"""The keys of the text view, which `t` opens."""
STEPS: Final = (
    Kind("arrow down", b"", DOWN),
    Kind("a hold, 5 s more or less", b"", b"+-"),
    Kind("side", b"", b"s"),
    Kind("off and on", b"", b" "),
    Kind("a step moved", b"", b"\x1b[1;3B"),
    Kind("copy", b"", b"c"),
    Kind("undo", b"", b"u"),
)
"""The keys of the steps view, each in the middle of the list."""


class Took(NamedTuple):
    """Seconds from a key until something was drawn, and until nothing more was."""

    first: float
    last: float


def long_file() -> str:
    """A routine of about a thousand lines."""
    lines = ["format = 1", 'title = "Long"', ""]
    while len(lines) < LINES:
        number = len(lines) // 7
        move = MOVES[number % len(MOVES)]
        lines += ["# a remark on this step", "[[step]]", f'move = "{move}"', "hold = 20", "reps = 1"]
        lines += [f'how = "Words number {number}"', ""]
    return "\n".join(lines) + "\n"


def quiet(running: Running, screen: pyte.ByteStream) -> None:
    """Read until nothing more is drawn."""
    while drawn(running, screen, QUIET):
        pass


def drawn(running: Running, screen: pyte.ByteStream, seconds: float) -> bool:
    """Whether something was drawn within some seconds; reads it."""
    running.seen = b""
    running.listen(time.perf_counter() + seconds)
    screen.feed(running.seen)
    return bool(running.seen)


def press(running: Running, screen: pyte.ByteStream, key: bytes) -> Took:
    """Press one key, and wait until nothing more is drawn."""
    began = time.perf_counter()
    os.write(running.terminal, key)
    if not drawn(running, screen, SOON):
        message = f"nothing was drawn after {key!r}"
        raise AssertionError(message)
    first = last = time.perf_counter()
    while drawn(running, screen, QUIET):
        last = time.perf_counter()
    return Took(first - began, last - began)


def key_of(kind: Kind, number: int) -> bytes:
    """The key of this kind that is pressed as the one of this number."""
    if kind.key.startswith(b"\x1b"):
        return kind.key
    return kind.key[number % len(kind.key) :][:1]


def keys(command: list[str], home: Path, kinds: tuple[Kind, ...], count: int) -> Iterator[tuple[str, list[Took]]]:
    """Press `count` keys of each kind in one run of a program."""
    with Running(command, home, SIZE) as running:
        shown = pyte.Screen(*SIZE)
        screen = pyte.ByteStream(shown)
        running.first_frame("Calf stretch")
        quiet(running, screen)
        os.write(running.terminal, 70 * DOWN)
        quiet(running, screen)
        for kind in kinds:
            for part in (kind.before[at : at + 3000] for at in range(0, len(kind.before), 3000)):
                os.write(running.terminal, part)
                quiet(running, screen)
            # A key that goes to and fro is given as both, in turn.
            yield kind.name, [press(running, screen, key_of(kind, number)) for number in range(count)]


def main() -> int:
    """Measure each view in turn."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=1, metavar="N", help="runs of each program (default 1)")
    parser.add_argument("--keys", type=int, default=25, metavar="N", help="keys of each kind (default 25)")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        routine = home / "long.toml"
        routine.write_text(long_file(), encoding="utf-8")
        command = [sys.executable, "-m", "stretchplayer", "edit", str(routine), "--app"]
        views = {"steps": (command, STEPS), "text": (command, TEXT)}
        found: dict[tuple[str, str], list[Took]] = {}
        for number in range(chosen.rounds):
            for view, (command, kinds) in views.items():
                # Each in a home of its own: in another one it would be offered what was typed there.
                for name, took in keys(command, home / f"{view}-{number}", kinds, chosen.keys):
                    found.setdefault((view, name), []).extend(took)
    print("| | | drawn, median | worst | all said, median | worst |\n|---|---|---|---|---|---|")
    for (view, name), took in found.items():
        times = ([each.first for each in took], [each.last for each in took])
        cells = [f"{form(part) * 1000:.0f} ms" for part in times for form in (statistics.median, max)]
        print(f"| {view} | {name} | {' | '.join(cells)} |")
    worst = max(each.first for took in found.values() for each in took)
    print(f"\n{sum(map(len, found.values()))} keys, the slowest drawn after {worst * 1000:.0f} ms.")
    return int(worst > MAY)


if __name__ == "__main__":
    raise SystemExit(main())
