"""A server, and processes that play to it."""

import json
import select
import subprocess
import sys
from array import array
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest

from sound.server import SoundServer

_BEEPER: Final = Path(__file__).with_name("beeper.py")
_LONG: Final = 60.0
_LOUD: Final = 3_000


class BeeperProcess:
    """The beeper in a process of its own; what it wrote on standard error is in `errors` at the end."""

    def __init__(self, environment: Mapping[str, str], folder: Path) -> None:
        self._errors = folder / "stderr"
        with self._errors.open("wb") as errors:
            self.process = subprocess.Popen(
                [sys.executable, "-X", "faulthandler", "-W", "error", str(_BEEPER)],
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                bufsize=0,
            )

    def tell(self, word: str) -> dict[str, Any]:
        """Its answer."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(word.encode() + b"\n")
        assert select.select([self.process.stdout], [], [], _LONG)[0], f"no answer to {word}"
        line = self.process.stdout.readline()
        assert line, f"it ended at {word}: {self.errors}"
        answer: dict[str, Any] = json.loads(line)
        return answer

    @property
    def errors(self) -> str:
        """What stands on its standard error."""
        return self._errors.read_text()

    @property
    def files(self) -> int:
        """How many file descriptors it has open."""
        return len([*Path(f"/proc/{self.process.pid}/fd").iterdir()])

    @property
    def threads(self) -> int:
        """How many threads it has, those of libraries too."""
        return len([*Path(f"/proc/{self.process.pid}/task").iterdir()])

    def left(self) -> int:
        """End its input, and see it end by itself; its exit code."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        return self.process.wait(_LONG)

    def end(self) -> None:
        """Leave nothing behind."""
        self.process.kill()
        self.process.wait(_LONG)
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            pipe.close()


@pytest.fixture
def server() -> Iterator[SoundServer]:
    with SoundServer() as server:
        yield server


@pytest.fixture
def beeper(tmp_path: Path) -> Iterator[Callable[[Mapping[str, str]], BeeperProcess]]:
    begun: list[BeeperProcess] = []

    def begin(environment: Mapping[str, str]) -> BeeperProcess:
        begun.append(BeeperProcess(environment, tmp_path))
        return begun[-1]

    yield begin
    for each in begun:
        each.end()


def onsets(recording: Path) -> list[int]:
    """The frames at which a beep begins, after at least 0.2 s of quiet."""
    samples = array("h", recording.read_bytes())[::2]
    found, last = [], -48_000
    for at, value in enumerate(samples):
        if abs(value) > _LOUD:
            if at - last > 9_600:
                found.append(at)
            last = at
    return found
