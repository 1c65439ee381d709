"""A home of its own for every test: runs the program in it as a user would, and looks at everything it says."""

import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from cli.forks import forks

PROGRAM = (sys.executable, "-m", "stretchplayer")
WARPED = (sys.executable, str(Path(__file__).with_name("warped.py")))
SOON = 100.0
"""Seconds after which a test gives up waiting: starting a program takes ten of them on a very busy machine."""
STEERING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""Characters that steer a terminal or turn text round; none may ever come out, but the bell in a terminal."""


class Ran(NamedTuple):
    """What one run of the program came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as JSON."""
        return msgspec.json.decode(self.out)

    @property
    def lines(self) -> list[str]:
        """Standard output, line by line."""
        return self.out.splitlines()


COLOURS = re.compile("\x1b\\[[0-9;]*m")
"""What says in which colours a figure is drawn."""


def sound(said: str) -> str:
    """`said` itself, after looking that no traceback and nothing that steers a terminal is in it."""
    assert "Traceback" not in said, said
    found = STEERING.search(COLOURS.sub("", said).replace("\a", "").replace("\r\n", "\n"))
    assert found is None, f"raw {found[0]!r} in {said!r}"
    return said


class Home:
    """An empty home in a folder of the test; everything the program keeps is in it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder
        self.config = folder / "config" / "stretchplayer"
        self.data = folder / "data" / "stretchplayer"
        self.routines = self.config / "routines"

    def environment(self, extra: Mapping[str, str | None] | None = None) -> dict[str, str]:
        """The environment of a process in this home; None takes a variable away."""
        kept = {name: value for name, value in os.environ.items() if name not in _PERSONAL}
        ours: dict[str, str | None] = {
            "HOME": str(self.folder),
            "XDG_CONFIG_HOME": str(self.folder / "config"),
            "XDG_DATA_HOME": str(self.folder / "data"),
            "XDG_STATE_HOME": str(self.folder / "state"),
            "XDG_CACHE_HOME": str(self.folder / "cache"),
            "STRETCHPLAYER_SOUND": "bell",
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "PYTHONUNBUFFERED": None,
            **(extra or {}),
        }
        return {name: value for name, value in {**kept, **ours}.items() if value is not None}

    def command(self, arguments: Sequence[str | bytes], warp: tuple[float, float] | None = None) -> list[str | bytes]:
        """The command line; `warp` are the speed of its clocks and the seconds its wall clock is ahead."""
        start = PROGRAM if warp is None else (*WARPED, str(warp[0]), str(warp[1]))
        return [*start, *arguments]

    def run(
        self,
        *arguments: str | bytes,
        stdin: str | bytes = b"",
        env: Mapping[str, str | None] | None = None,
        warp: tuple[float, float] | None = None,
        timeout: float = SOON,
        raw: bool = False,
    ) -> Ran:
        """Run one command to its end, in this home's folder; `raw` leaves its output unexamined."""
        data = stdin.encode() if isinstance(stdin, str) else stdin
        around = self.environment(env)
        if any(name.startswith(_OF_THE_INTERPRETER) for name in env or {}):
            command = self.command(arguments, warp)
            done = subprocess.run(
                command, input=data, capture_output=True, check=False, cwd=self.folder, env=around, timeout=timeout
            )
        else:
            done = forks().run(
                arguments, stdin=data, folder=self.folder, environment=around, warp=warp, timeout=timeout
            )
        errors = "replace" if raw else "strict"
        ran = Ran(done.returncode, done.stdout.decode(errors=errors), done.stderr.decode(errors=errors))
        if not raw:
            sound(ran.out)
            sound(ran.err)
        return ran

    def good(self, *arguments: str | bytes, **how: Any) -> Ran:
        """Run one command that has nothing to complain of."""
        ran = self.run(*arguments, **how)
        assert ran.code == 0, ran
        return ran

    def write(self, name: str, text: str | bytes) -> Path:
        """A file in this home's folder."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def own(self, name: str, text: str | bytes) -> Path:
        """A routine of the user's own."""
        return self.write(f"config/stretchplayer/routines/{name}.toml", text)

    def charged(self, **how: Any) -> dict[tuple[str, str, str], float]:
        """Seconds of the last day in the ledger, by muscle, side and kind."""
        found = self.good("ledger", "--json", **how).json
        return {(each["muscle"], each["side"], each["kind"]): each["day_seconds"] for each in found}

    def history(self) -> Any:
        """The history as JSON."""
        return self.good("history", "--json").json


_OF_THE_INTERPRETER = ("PYTHON", "LC_", "LANG")
"""Variables that Python reads once, when it starts, begin like this."""
_PERSONAL = frozenset(
    {"VISUAL", "EDITOR", "NO_COLOR", "COLUMNS", "LINES", "COLORTERM", "LC_ALL", "LC_CTYPE", "PYTHONIOENCODING"}
)
