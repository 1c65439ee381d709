"""What sound costs: a session played with a device open beside the same one muted, and a session rendered to a file.

Plays into a PulseAudio of its own. Prints the share of one core that sound adds, how many times faster than real time
a session is rendered, and by how much memory grows with its length. Linux only.
"""

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from sound.server import SoundServer  # noqa: E402 - the tests' folder has to be known first

HOLDS: Final = """\
format = 1
title = "Holds"

[[step]]
kind = "stretch"
name = "Chest"
target = "pectorals"
sides = "each"
hold = 30
reps = 2

[[step]]
kind = "dynamic"
name = "Shoulders"
target = "shoulder"
duration = 60
"""
SETTLED: Final = 6.0
"""Seconds after the start in which a program still imports and opens things."""
MINUTES: Final = (2, 20)


def main() -> int:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=60.0, help="of play, in each round")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, SoundServer() as server:
        home = Path(folder)
        environment = {
            **server.environment,
            **{f"XDG_{name}_HOME": folder for name in ("CONFIG", "DATA", "STATE", "CACHE")},
        }
        routine = home / "holds.toml"
        routine.write_text(HOLDS)
        loud, quiet = [], []
        for _ in range(arguments.rounds):
            quiet.append(_share(environment, routine, arguments.seconds, "--mute"))
            loud.append(_share(environment, routine, arguments.seconds))
        print(f"muted  {100 * statistics.median(quiet):.2f} % of a core")
        print(f"sound  {100 * statistics.median(loud):.2f} %")
        print(f"more   {100 * (statistics.median(loud) - statistics.median(quiet)):.2f} %")
        for minutes in MINUTES:
            _render(environment, home, minutes)
    return 0


def _share(environment: dict[str, str], routine: Path, seconds: float, *options: str) -> float:
    """The share of a core that a session takes once it runs."""
    command = [sys.executable, "-m", "stretchplayer", "play", str(routine), "--plain", "--yes", *options]
    playing = subprocess.Popen(  # noqa: S603 - our own program
        command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _play_on(playing, SETTLED)
        before, began = _processor(playing.pid), time.perf_counter()
        _play_on(playing, seconds)
        return (_processor(playing.pid) - before) / (time.perf_counter() - began)
    finally:
        playing.kill()
        playing.wait()


def _play_on(playing: "subprocess.Popen[bytes]", seconds: float) -> None:
    with suppress(subprocess.TimeoutExpired):
        code = playing.wait(seconds)
        message = f"the session ended by itself with {code}"
        raise RuntimeError(message)


def _processor(process: int) -> float:
    """Seconds of processor time so far."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _render(environment: dict[str, str], home: Path, minutes: int) -> None:
    step = (
        '[[step]]\nkind = "dynamic"\nname = "Turn {0}"\ntarget = "{1}"\nduration = 50\nhow = "Turn slowly {0} times."\n'
    )
    targets = (
        "glutes",
        "hamstrings",
        "quadriceps",
        "adductors",
        "gastrocnemius",
        "biceps",
        "triceps",
        "lats",
        "rhomboids",
    )
    steps = [step.format(number, targets[number % len(targets)]) for number in range(minutes)]
    routine = home / f"{minutes}.toml"
    routine.write_text('format = 1\ntitle = "Minutes"\n' + "\n".join(steps))
    environment = {**environment, "XDG_CACHE_HOME": str(home / f"cache-{minutes}")}
    command = [sys.executable, "-m", "stretchplayer", "render", str(routine), "-o", str(home / f"{minutes}.wav")]
    began = time.perf_counter()
    done = subprocess.run(  # noqa: S603 - our own program
        ["/usr/bin/time", "-f", "%M", *command], check=True, env=environment, capture_output=True, text=True
    )
    took = time.perf_counter() - began
    seconds = (home / f"{minutes}.wav").stat().st_size / 192_000
    memory = int(re.findall(r"^\d+$", done.stderr, re.MULTILINE)[-1]) / 1024
    print(f"{seconds / 60:.1f} min rendered in {took:.2f} s: {seconds / took:.0f} times real time, {memory:.1f} MiB")


if __name__ == "__main__":
    sys.exit(main())
