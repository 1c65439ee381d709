"""How long a key takes until it is drawn, while a routine of a thousand lines is edited.

The app runs in a terminal of its own. Measured is the time from a key until its own change is on the screen (the
marked step with what it is called and how much of it is done, or the cursor with the text before it), and until all
that is said about it has been drawn: completions, help, problems. Keys of each kind are pressed at rest, each once
nothing more is drawn, and then in a row, each a tenth to half a second after the one before, whatever the app is doing
meanwhile. Prints a table; exits with 1 where a key took longer than it may. Linux only.
"""

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
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
FRAME: Final = 0.003
"""Seconds within which the parts of a frame follow each other."""
SETTLED: Final = 1.0
"""Seconds without anything drawn after which a page is there and nothing is being worked out."""
BETWEEN: Final = (0.1, 0.5)
"""Seconds between two keys that are pressed in a row, at least and at most."""
SIZE: Final = (140, 45)
MARK: Final = "▌"
TITLES: Final = slice(4, 55)
"""The columns of a step in the list, without its sign, which is found later."""
SIGNS: Final = str.maketrans("✗✂!", "   ")


class Kind(NamedTuple):
    """A kind of key: what is sent before the first one to get to a place for it, and the key."""

    name: str
    before: bytes
    key: bytes


UP: Final = b"\x1b[1;5H"
DOWN: Final = b"\x1b[B"
UPWARDS: Final = b"\x1b[A"
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
    Kind("a hold, 5 s less or more", b"", b"-+"),
    Kind("side", b"", b"s"),
    Kind("off and on", b"", b" "),
    Kind("a step moved", b"", b"\x1b[1;3B"),
    Kind("copy", b"", b"c"),
    Kind("undo", b"", b"u"),
)
"""The keys of the steps view, each in the middle of the list."""


Part = tuple[float, float, bytes]
"""When something was drawn, the processor seconds that the app had used by then, and what was drawn."""
Own = Callable[[pyte.Screen], object]
"""What of a screen is a key's own change."""


class Took(NamedTuple):
    """Seconds from a key until its change was drawn, of its processor, and until nothing more was drawn.

    `last` is None in a row of keys.
    """

    first: float
    processor: float
    last: float | None


def long_file() -> str:
    """A routine of about a thousand lines."""
    lines = ["format = 1", 'title = "Long"', ""]
    while len(lines) < LINES:
        number = len(lines) // 7
        move = MOVES[number % len(MOVES)]
        lines += ["# a remark on this step", "[[step]]", f'move = "{move}"', "hold = 20", "reps = 1"]
        lines += [f'how = "Words number {number}"', ""]
    return "\n".join(lines) + "\n"


def marked_step(screen: pyte.Screen) -> object:
    """The marked row of the steps, with its colours."""
    row = next((screen.buffer[y] for y in range(SIZE[1]) if screen.buffer[y][0].data == MARK), None)
    return row and [row[column] for column in range(SIZE[0])[TITLES]]


def before_cursor(screen: pyte.Screen) -> object:
    """Where the cursor is in the text, and what stands before it in its line."""
    x, y = screen.cursor.x, screen.cursor.y
    return x, y, screen.display[y][:x].translate(SIGNS)


def parts(running: Running, until: float, quiet: float = SOON) -> Iterator[Part]:
    """What is drawn until an instant, or until nothing more was for `quiet` seconds; drawn on our screen later."""
    while (now := time.perf_counter()) < until:
        running.seen = b""
        running.listen(min(until, now + quiet))
        if not running.seen:
            return
        read = 0
        while len(running.seen) > read:
            # A frame comes in several parts, and the cursor is in its place at the end of it only.
            at, used, read = time.perf_counter(), running.used, len(running.seen)
            running.listen(at + FRAME)
        yield at, used, running.seen


def rest(running: Running, screen: pyte.ByteStream) -> None:
    """Read until nothing more is drawn, but for a figure that may move on."""
    for *_, part in parts(running, time.perf_counter() + 3 * SETTLED, SETTLED):
        screen.feed(part)


def at_rest(running: Running, shown: pyte.Screen, key: bytes, own: Own) -> Took:
    """Press one key, and wait until nothing more is drawn."""
    screen, before, used = pyte.ByteStream(shown), own(shown), running.used
    began = time.perf_counter()
    os.write(running.terminal, key)
    first, last = None, began
    while first is None:
        if time.perf_counter() > began + SOON:
            message = f"{key!r} changed nothing on the screen"
            raise AssertionError(message)
        for last, by_then, part in [*parts(running, began + SOON, QUIET)]:
            screen.feed(part)
            if first is None and own(shown) not in (None, before):
                first = last - began, by_then - used
    return Took(*first, last - began)


def in_a_row(running: Running, shown: pyte.Screen, pressed: list[bytes], own: Own) -> Iterator[Took]:
    """Press keys one after another, whatever is being drawn."""
    screen, before, waiting = pyte.ByteStream(shown), own(shown), list[tuple[float, float]]()
    pause = random.Random(len(pressed))
    drawn: list[tuple[float, float, list[Part]]] = []
    for key in pressed:
        began, used = time.perf_counter(), running.used
        os.write(running.terminal, key)
        drawn.append((began, used, [*parts(running, began + pause.uniform(*BETWEEN))]))
    for began, used, some in drawn:
        waiting.append((began, used))
        for at, by_then, part in some:
            screen.feed(part)
            if own(shown) not in (None, before):
                before = own(shown)
                yield from (Took(at - since, by_then - former, None) for since, former in waiting)
                waiting.clear()
    rest(running, screen)


def key_of(kind: Kind, number: int) -> bytes:
    """The key of this kind that is pressed as the one of this number."""
    if kind.key.startswith(b"\x1b"):
        return kind.key
    return kind.key[number % len(kind.key) :][:1]


def keys(
    command: list[str], home: Path, kinds: tuple[Kind, ...], own: Own, count: int
) -> Iterator[tuple[str, list[Took]]]:
    """Press `count` keys of each kind at rest, and as many in a row, in one run of a program."""
    with Running(command, home, SIZE) as running:
        shown = pyte.Screen(*SIZE)
        screen = pyte.ByteStream(shown)
        running.first_frame("Calf stretch")
        screen.feed(running.seen)
        rest(running, screen)
        os.write(running.terminal, 70 * DOWN + 20 * UPWARDS)
        rest(running, screen)
        for kind in kinds:
            for part in (kind.before[at : at + 3000] for at in range(0, len(kind.before), 3000)):
                os.write(running.terminal, part)
                rest(running, screen)
            # A key that goes to and fro is given as both, in turn.
            pressed = [key_of(kind, number) for number in range(2 * count)]
            found = [at_rest(running, shown, key, own) for key in pressed[:count]]
            yield kind.name, [*found, *in_a_row(running, shown, pressed[count:], own)]


def row(took: list[float]) -> list[str]:
    """The cells of a table for some times: median, what 95 of 100 take at most, and the longest."""
    most = statistics.quantiles(took, n=20, method="inclusive")[-1]
    return [f"{each * 1000:.0f}" for each in (statistics.median(took), most, max(took))]


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
        views = {"steps": (STEPS, marked_step), "text": (TEXT, before_cursor)}
        found: dict[tuple[str, str], list[Took]] = {}
        for number in range(chosen.rounds):
            for view, (kinds, own) in views.items():
                # Each in a home of its own: in another one it would be offered what was typed there.
                for name, took in keys(command, home / f"{view}-{number}", kinds, own, chosen.keys):
                    found.setdefault((view, name), []).extend(took)
    print("| ms | | at rest | 95 % | worst | in a row | 95 % | worst | processor | 95 % | worst | all said |")
    print(f"|{'---|' * 12}")
    for (view, name), took in found.items():
        calm, rows = [each for each in took if each.last is not None], [each for each in took if each.last is None]
        times = ([each.first for each in calm], [each.first for each in rows], [each.processor for each in took])
        said = statistics.median(each.last or 0.0 for each in calm) * 1000
        print(f"| {view} | {name} | {' | '.join(cell for part in times for cell in row(part))} | {said:.0f} |")
    every = [each.first for took in found.values() for each in took]
    worst, late = max(every), sum(each > MAY for each in every)
    print(f"\n{len(every)} keys, {late} drawn after more than {MAY * 1000:.0f} ms, the slowest {worst * 1000:.0f} ms.")
    return int(worst > MAY)


if __name__ == "__main__":
    raise SystemExit(main())
