"""The app beside a bare Textual app with the same header, footer, digits and progress bar, turn by turn in one run.

Each runs in a terminal of its own. Measured are the time from the start of the process until the last thing of the
first frame has appeared (a routine's row in the library; countdown, figure and keys in the player), the processor time
of a minute of play, what is written to the terminal in a second of it, and the memory it stands on then.
Prints a table. Linux only.
"""

import argparse
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Final, NamedTuple

from files.terminal import Running

BARE: Final = Path(__file__).parent / "files" / "bare_app.py"
ROUTINE: Final = """\
format = 1
title = "A long rest"

[[step]]
move = "lying-rest"
duration = "30m"
"""
WIDE: Final = (120, 40)
"""Where digits are large, what is written weighs most."""
SETTLED: Final = 3.0
"""Seconds after the first frame; what is only done once at the start is not play."""
STARTS: Final = 4
"""Starts for each round of play."""


class Case(NamedTuple):
    """A program, and what stands on its screen when the first frame is complete; patterns."""

    name: str
    command: list[str]
    signs: tuple[str, ...]


class Frame(NamedTuple):
    """Seconds to the first frame: by the clock, and of the processor."""

    clock: float
    processor: float


class Play(NamedTuple):
    """Processor seconds a minute; bytes a second; MiB."""

    processor: float
    written: float
    memory: float


def start(case: Case, home: Path) -> Frame:
    """One start."""
    with Running(case.command, home) as running:
        clock = running.first_frame(*case.signs)
        return Frame(clock, running.used)


def play(case: Case, home: Path, seconds: float, size: tuple[int, int]) -> Play:
    """Some seconds of play."""
    with Running(case.command, home, size) as running:
        running.first_frame(*case.signs)
        running.processor(SETTLED)
        before = running.written
        processor = running.processor(seconds) * 60 / seconds
        return Play(processor, (running.written - before) / seconds, running.memory())


def main() -> int:
    """Measure all, turn by turn; medians are compared."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="rounds of play (default 3)")
    parser.add_argument("--seconds", type=float, default=30.0, metavar="S", help="of play in each (default 30)")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        routine = home / "long.toml"
        routine.write_text(ROUTINE, encoding="utf-8")
        program = [sys.executable, "-m", "stretchplayer"]
        playing = ("[█▀▄]{3}", "[⠁-⣿]{2}", "Pause")
        cases = (
            Case("bare app", [sys.executable, str(BARE)], ("╰─", "Pause")),
            Case("player", [*program, "play", str(routine), "--yes", "--mute"], playing),
            Case("player, with sound", [*program, "play", str(routine), "--yes"], playing),
            Case("library", program, ("After cycling", "Calves and feet", "Open")),
        )
        frames: dict[str, list[Frame]] = {case.name: [] for case in cases}
        plays: dict[str, list[Play]] = {case.name: [] for case in cases}
        wide: dict[str, list[Play]] = {case.name: [] for case in cases[:2]}
        for case in cases:
            # The first start of all writes bytecode and caches.
            start(case, home)
        for _ in range(chosen.rounds):
            for case in cases:
                plays[case.name].append(play(case, home, chosen.seconds, (80, 24)))
            for case in cases[:2]:
                wide[case.name].append(play(case, home, chosen.seconds, WIDE))
            for _ in range(STARTS):
                for case in cases:
                    frames[case.name].append(start(case, home))
    _print_table(frames, plays, wide, f"{chosen.rounds} rounds of {chosen.seconds:g} s")
    return 0


def _print_table(
    frames: dict[str, list[Frame]], plays: dict[str, list[Play]], wide: dict[str, list[Play]], rounds: str
) -> None:
    starts = len(next(iter(frames.values())))
    print(f"{rounds}, {starts} starts; medians, and times the bare app\n")
    print("| | first frame | | of it processor | | processor, a minute | | memory | |")
    print("|---|---|---|---|---|---|---|---|---|")
    base = ""
    for name, runs in frames.items():
        base = base or name
        cells = [
            _cell([run.clock * 1000 for run in runs], [run.clock * 1000 for run in frames[base]], "{:.0f} ms"),
            _cell([run.processor * 1000 for run in runs], [run.processor * 1000 for run in frames[base]], "{:.0f} ms"),
            _cell([run.processor for run in plays[name]], [run.processor for run in plays[base]], "{:.2f} s"),
            _cell([run.memory for run in plays[name]], [run.memory for run in plays[base]], "{:.1f} MiB"),
        ]
        print(f"| {name} | {' | '.join(cells)} |")
    print(f"\nIn {WIDE[0]}×{WIDE[1]}:\n\n| | processor, a minute | | written, a second | |\n|---|---|---|---|---|")
    for name, found in wide.items():
        cells = [
            _cell([run.processor for run in found], [run.processor for run in wide[base]], "{:.2f} s"),
            _cell([run.written / 1000 for run in found], [run.written / 1000 for run in wide[base]], "{:.1f} kB"),
        ]
        print(f"| {name} | {' | '.join(cells)} |")


def _cell(ours: list[float], theirs: list[float], form: str) -> str:
    """The median, and the median of the ratios of what was measured in the same turn."""
    ratio = statistics.median(one / other for one, other in zip(ours, theirs, strict=True))
    return f"{form.format(statistics.median(ours))} | {ratio:.2f}"


if __name__ == "__main__":
    raise SystemExit(main())
