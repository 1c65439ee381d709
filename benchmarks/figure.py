"""The player with a moving figure beside the same without one, turn by turn in one run, in two sizes.

What is played are movements of half a minute each, or of `--step` seconds: with short ones, what it costs to draw each
figure for the first time weighs more.
Prints a table; exits with 1 where the figure makes playing more than twice as dear. Linux only.
"""

import argparse
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Final, NamedTuple

from files.terminal import Running

MOST: Final = 2.0
"""So many times the processor of playing without a figure may playing with one take."""
SIZES: Final = ((80, 24), (140, 45))
MOVES: Final = ("march", "cat-cow", "arm-circle", "heel-raise", "trunk-turn", "shoulder-roll")
STEP: Final = """
[[step]]
move = "{move}"
duration = {seconds}
"""


class Measured(NamedTuple):
    """Processor seconds a minute; MiB."""

    processor: float
    memory: float


def measure(routine: Path, home: Path, size: tuple[int, int], seconds: float) -> Measured:
    """One run."""
    command = [sys.executable, "-m", "stretchplayer", "play", str(routine), "--yes", "--mute"]
    with Running(command, home, size) as running:
        running.first_frame("Next:")
        # What is only done once at the start is not play.
        running.processor(3.0)
        return Measured(running.processor(seconds) * 60 / seconds, running.memory())


def main() -> int:
    """Measure both in each size, turn by turn; the medians are compared."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="rounds of play (default 3)")
    parser.add_argument("--seconds", type=float, default=60.0, metavar="S", help="of play in each (default 60)")
    parser.add_argument("--step", type=int, default=30, metavar="S", help="seconds of each movement (default 30)")
    chosen = parser.parse_args()
    found: dict[tuple[tuple[int, int], bool], list[Measured]] = {
        (size, figure): [] for size in SIZES for figure in (False, True)
    }
    for _ in range(chosen.rounds):
        for (size, figure), runs in found.items():
            with tempfile.TemporaryDirectory() as place:
                home = Path(place)
                routine = home / "moves.toml"
                steps = "".join(STEP.format(move=move, seconds=chosen.step) for move in MOVES)
                routine.write_text(f'format = 1\ntitle = "Movements"\n{steps}', encoding="utf-8")
                settings = home / "XDG_CONFIG_HOME" / "stretchplayer" / "config.toml"
                settings.parent.mkdir(parents=True)
                settings.write_text(f"figure = {'true' if figure else 'false'}\n", encoding="utf-8")
                runs.append(measure(routine, home, size, chosen.seconds))
    print(f"{chosen.rounds} rounds of {chosen.seconds:g} s, turn by turn; medians\n")
    print("| | processor, a minute | | | memory | | |")
    print("|---|---|---|---|---|---|---|")
    dearest = 0.0
    for size in SIZES:
        without, moving = (
            Measured(*(statistics.median(each) for each in zip(*found[size, figure], strict=True)))
            for figure in (False, True)
        )
        ratio = moving.processor / without.processor
        dearest = max(dearest, ratio)
        print(
            f"| {size[0]}×{size[1]} | {without.processor:.2f} s | {moving.processor:.2f} s | {ratio:.2f} "
            f"| {without.memory:.1f} MiB | {moving.memory:.1f} MiB | {moving.memory / without.memory:.2f} |"
        )
    return 0 if dearest <= MOST else 1


if __name__ == "__main__":
    raise SystemExit(main())
