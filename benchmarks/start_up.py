"""Times how long commands take to start, beside a Python that imports what they need, and what they load for nothing.

python benchmarks/start_up.py [--rounds N]
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Final

ROUTINE: Final = Path(__file__).parents[1] / "routines" / "desk-neck.toml"
BASE: Final = ("-c", "import argparse, tomli, sqlite3")
"""What `list` is compared with: what a command line needs that reads TOML and looks into a database."""
COMMANDS: Final = MappingProxyType(
    {
        "--version": ("--version",),
        "list": ("list",),
        "plan desk-neck": ("plan", "desk-neck"),
        "check one file": ("check", str(ROUTINE)),
    }
)
HEAVY: Final = frozenset(
    {"asyncio", "miniaudio", "multiprocessing", "pydub", "rich", "shtab", "ssl", "subprocess", "textual", "tree_sitter"}
)
"""What no command loads that only reads."""
MEMORY: Final = frozenset({"sqlite3", "stretchplayer.session", "stretchplayer.store"})
"""What only commands need that look at the history or play."""
NEEDLESS: Final = MappingProxyType(
    {
        "--version": HEAVY | MEMORY | {"msgspec", "stretchplayer.caps", "stretchplayer.routine", "tomli"},
        "list": HEAVY | MEMORY,
        "plan desk-neck": HEAVY,
        "check one file": HEAVY | MEMORY,
    }
)
LOADED: Final = """
import sys
before = set(sys.modules)
from stretchplayer.cli.main import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
sys.stderr.write(" ".join(sorted(set(sys.modules) - before)))
"""


def milliseconds(command: Sequence[str], environment: Mapping[str, str]) -> float:
    """How long a process takes, from its start until it is gone."""
    began = time.perf_counter()
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)  # noqa: S603 - our own program
    return 1000 * (time.perf_counter() - began)


def loaded(arguments: Sequence[str], environment: Mapping[str, str]) -> frozenset[str]:
    """The modules that a command brings in, beyond those of a Python that does nothing."""
    command = [sys.executable, "-c", LOADED, *arguments]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)  # noqa: S603 - the same
    return frozenset(ran.stderr.rpartition("\n")[2].split())


def measure(rounds: int) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as home:
        names = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
        environment = {**os.environ, **{name: str(Path(home, name)) for name in names}}
        # An installed program has its bytecode beside it.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        base = [sys.executable, *BASE]
        commands = {name: [sys.executable, "-m", "stretchplayer", *rest] for name, rest in COMMANDS.items()}
        times: dict[str, list[float]] = {name: [] for name in ("", *commands)}
        for _ in range(rounds + 1):
            for name, command in (("", base), *commands.items()):
                times[name].append(milliseconds(command, environment))
        # The first round filled the caches.
        times = {name: each[1:] for name, each in times.items()}
        print(f"{rounds} rounds, turn by turn, each in a process of its own:\n")
        print("| command | best | median | times the first | modules | loaded for nothing |")
        print("|---|---|---|---|---|---|")
        for name, each in times.items():
            ratio = statistics.median(one / bare for one, bare in zip(each, times[""], strict=True))
            shown = name or "argparse, tomli, sqlite3"
            row = f"| {shown} | {min(each):.0f} ms | {statistics.median(each):.0f} ms | {ratio:.1f} |"
            if not name:
                print(f"{row} | |")
                continue
            found = loaded(COMMANDS[name], environment)
            print(f"{row} {len(found)} | {', '.join(sorted(found & NEEDLESS[name])) or 'nothing'} |")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Time how long commands take to start.")
    parser.add_argument("--rounds", type=int, default=20, help="how often each is run (default 20)")
    measure(parser.parse_args().rounds)
