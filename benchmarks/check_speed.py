"""Times `stretchplayer check` on thousands of sound routine files beside tomli alone on the same files.

python benchmarks/check_speed.py [--files N] [--rounds N] [--seed S] [--bundled]

Exits 1 if `check` found anything, or took more than three times as long as tomli.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final, NamedTuple

MOST: Final = 3.0
"""So many times as long as tomli alone may `check` take."""
BUNDLED: Final = Path(__file__).parents[1] / "routines"
WRITER: Final = Path(__file__).parent / "files" / "random_routines.py"
TOMLI: Final = """
import os, sys, tomli
for folder, below, names in os.walk(sys.argv[1]):
    below.sort()
    for name in sorted(names):
        with open(os.path.join(folder, name), "rb") as file:
            tomli.load(file)
"""
# A process counts the memory of the one that started it as its own, so it is started by one that is smaller than it.
LAUNCHER: Final = """
import os, sys, time
began = time.perf_counter()
process = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, 2, 1)])
_, status, used = os.wait4(process, 0)
took = time.perf_counter() - began
print(took, used.ru_utime + used.ru_stime, used.ru_maxrss, os.waitstatus_to_exitcode(status))
"""


class Run(NamedTuple):
    """What one process took: seconds by the clock, seconds of processor, mebibytes of memory at its peak."""

    clock: float
    processor: float
    memory: float


class Series(NamedTuple):
    """One row of the table: a command and all of its runs."""

    name: str
    command: list[str]
    runs: list[Run]

    @property
    def clock(self) -> float:
        """The best time by the clock, the one that other programs disturbed least."""
        return min(run.clock for run in self.runs)

    @property
    def processor(self) -> float:
        """The best time of the processor."""
        return min(run.processor for run in self.runs)

    @property
    def memory(self) -> float:
        """The highest peak."""
        return max(run.memory for run in self.runs)


def run(command: list[str], home: Path) -> Run:
    """Run a command that must say nothing, in a fresh process with empty folders of its own."""
    names = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")
    environment = {**os.environ, **{name: str(home / name) for name in names}}
    # An installed program has its bytecode beside it.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    launch = [sys.executable, "-I", "-S", "-c", LAUNCHER, *command]
    ran = subprocess.run(launch, env=environment, capture_output=True, text=True, check=True)  # noqa: S603 - our own
    clock, processor, memory, code = map(float, ran.stdout.split())
    if code or ran.stderr:
        message = f"{' '.join(command[-2:])} ended with {code:g} and said:\n{ran.stderr[:600]}"
        raise SystemExit(message)
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    return Run(clock, processor, memory / unit)


def copy(folder: Path, count: int) -> None:
    """Write that many copies of the bundled routines."""
    folder.mkdir()
    bundled = [file.read_bytes() for file in sorted(BUNDLED.glob("*.toml"))]
    for number in range(count):
        (folder / f"routine-{number:05}.toml").write_bytes(bundled[number % len(bundled)])


def measure(files: int, rounds: int, seed: int | None) -> bool:
    """Print the table; whether `check` was fast enough. Without a `seed`, the files are copies of the bundled ones."""
    with tempfile.TemporaryDirectory() as place:
        home, all_, tenth = Path(place), Path(place, "all"), Path(place, "tenth")
        for folder, count in ((all_, files), (tenth, files // 10)):
            if seed is None:
                copy(folder, count)
                continue
            writing = [sys.executable, str(WRITER), str(folder), "--files", str(count), "--seed", str(seed)]
            subprocess.run(writing, check=True)  # noqa: S603 - our own script
        check = [sys.executable, "-m", "stretchplayer", "check"]
        alone = Series("tomli alone", [sys.executable, "-c", TOMLI, str(all_)], [])
        whole = Series("stretchplayer check", [*check, str(all_)], [])
        part = Series("check, a tenth", [*check, str(tenth)], [])
        for series in (alone, whole, part):
            run(series.command, home)
        for _ in range(rounds):
            for series in (alone, whole, part):
                series.runs.append(run(series.command, home))
        size = sum(file.stat().st_size for file in all_.rglob("*.toml"))
    ratio = statistics.median(ours.clock / theirs.clock for ours, theirs in zip(whole.runs, alone.runs, strict=True))
    print(f"{files} files, {size / files:.0f} bytes each; {rounds} rounds, turn by turn; the best of each:\n")
    print("| | seconds | of the processor | ms a file | peak memory |")
    print("|---|---|---|---|---|")
    for series, count in ((alone, files), (whole, files), (part, files // 10)):
        each = 1000 * series.clock / count
        print(f"| {series.name} | {series.clock:.2f} | {series.processor:.2f} | {each:.3f} | {series.memory:.1f} MiB |")
    print(f"\ncheck takes {ratio:.2f} times as long as tomli alone (median of {rounds}; at most {MOST:g})")
    print(f"by the best of each: {whole.clock / alone.clock:.2f}; processor: {whole.processor / alone.processor:.2f}")
    print(f"memory with all files, of that with a tenth: {whole.memory / part.memory:.2f}")
    return ratio <= MOST


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Time `stretchplayer check` beside tomli alone.")
    parser.add_argument("--files", type=int, default=10_000, help="how many routine files (default 10000)")
    parser.add_argument("--rounds", type=int, default=7, help="how often each is run (default 7)")
    parser.add_argument("--seed", type=int, default=1, help="another number, other files (default 1)")
    parser.add_argument("--bundled", action="store_true", help="copies of the bundled routines instead of random ones")
    chosen = parser.parse_args()
    raise SystemExit(0 if measure(chosen.files, chosen.rounds, None if chosen.bundled else chosen.seed) else 1)
