"""The app beside a bare Textual app with the same header, footer, digits and progress bar, turn by turn in one run.

Each runs in a terminal of its own of 80×24. Measured are the time from the start of the process to its first frame,
the processor time of a minute of play, and the memory it stands on then. Prints a table. Linux only.
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
kind = "rest"
duration = "30m"
"""


class Case(NamedTuple):
    """A program, and what stands on its screen when the first frame is there."""

    name: str
    command: list[str]
    sign: bytes


class Measured(NamedTuple):
    """Seconds to the first frame; processor seconds a minute; MiB."""

    frame: float
    processor: float
    memory: float


def measure(case: Case, home: Path, seconds: float) -> Measured:
    """One run of one program."""
    with Running(case.command, home) as running:
        frame = running.first_frame(case.sign)
        if not seconds:
            return Measured(frame, 0.0, running.memory())
        # What is only done once at the start is not play.
        running.processor(3.0)
        return Measured(frame, running.processor(seconds) * 60 / seconds, running.memory())


def main() -> int:
    """Measure both, turn by turn; the medians are compared."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="rounds of play (default 3)")
    parser.add_argument("--seconds", type=float, default=30.0, metavar="S", help="of play in each (default 30)")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        routine = home / "long.toml"
        routine.write_text(ROUTINE, encoding="utf-8")
        program = [sys.executable, "-m", "stretchplayer"]
        bare = Case("bare app", [sys.executable, str(BARE)], b"Bare")
        player = Case("player", [*program, "play", str(routine), "--yes"], b"stretchplayer")
        library = Case("library", program, b"stretchplayer")
        found: dict[str, list[Measured]] = {case.name: [] for case in (bare, player, library)}
        frames: dict[str, list[float]] = {case.name: [] for case in (bare, player, library)}
        for _ in range(chosen.rounds):
            for case in (bare, player, library):
                found[case.name].append(measure(case, home, chosen.seconds))
        for _ in range(4 * chosen.rounds):
            for case in (bare, player, library):
                frames[case.name].append(measure(case, home, 0.0).frame)
    print(
        f"{chosen.rounds} rounds of {chosen.seconds:g} s, {4 * chosen.rounds} starts; medians, and times the bare app\n"
    )
    print("| | first frame | | processor, a minute | | memory | |")
    print("|---|---|---|---|---|---|---|")
    base: Measured | None = None
    for case in (bare, player, library):
        runs = found[case.name]
        median = Measured(
            statistics.median(frames[case.name]),
            statistics.median(run.processor for run in runs),
            statistics.median(run.memory for run in runs),
        )
        base = base or median
        print(
            f"| {case.name} | {median.frame * 1000:.0f} ms | {median.frame / base.frame:.2f} "
            f"| {median.processor:.2f} s | {median.processor / base.processor:.2f} "
            f"| {median.memory:.1f} MiB | {median.memory / base.memory:.2f} |"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
