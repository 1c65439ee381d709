"""Plays a real routine into a sound server of its own, records what comes out, and compares it with the plan.

Prints a table, and exits with 1 if a cue is more than 15 ms from its place. With `--busy` every core is kept busy
meanwhile; `--short` takes half a minute instead of three. Exits with 0 and a word where there is no PulseAudio to be
started.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from array import array
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from shutil import which
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from sound.server import TOOLS, SoundServer  # noqa: E402 - the tests' folder has to be known first
from stretchplayer.sound.cues.cue_set import CueSet  # noqa: E402 - the same
from stretchplayer.sound.pcm import CHANNELS, RATE  # noqa: E402 - the same

ALLOWED: Final = 0.015
"""Seconds that a cue may be away from its place, counted from the first cue."""
ROUTINE: Final = """\
format = 1
title = "To be listened to"

[[step]]
move = "shoulder-roll"
duration = 40

[[step]]
name = "Chest"
kind = "stretch"
target = "pectorals"
sides = "each"
hold = 20
reps = 2
"""
SHORT: Final = """\
format = 1
title = "To be listened to, briefly"

[[step]]
move = "shoulder-roll"
duration = 25
"""
SETTINGS: Final = '[sound]\nvoice = "off"\nvolume = 100\n'
_LOUD: Final = 300
"""Of 32,767: well above silence, and well below the softest cue."""
_APART: Final = round(0.47 * RATE)
"""Frames after the beginning of a cue in which no other begins; the last one may be longer than this."""


class Compared(NamedTuple):
    """One cue: what it is, when it should be heard and when it was, in seconds from the first."""

    cue: str
    planned: float
    heard: float

    @property
    def off(self) -> float:
        """Seconds too late."""
        return self.heard - self.planned


def main() -> int:
    """Play, listen, compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--busy", action="store_true", help="keep every core busy meanwhile")
    parser.add_argument("--short", action="store_true", help="only half a minute")
    arguments = parser.parse_args()
    missing = [tool for tool in TOOLS if which(tool) is None]
    if missing:
        sys.stdout.write(f"not listened: {', '.join(missing)} missing\n")
        return 0
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        server = stack.enter_context(SoundServer())
        environment = _home(Path(folder), server)
        routine = Path(folder) / "routine.toml"
        routine.write_text(SHORT if arguments.short else ROUTINE)
        plan = json.loads(_run(environment, "plan", str(routine), "--json"))
        recording = Path(folder) / "recording.raw"
        with server.recorded(recording), _busy(os.cpu_count() or 1 if arguments.busy else 0):
            _run(environment, "play", str(routine), "--plain", "--yes")
        compared = compare([(cue["at"], cue["cue"]) for cue in plan["cues"]], onsets(recording.read_bytes()))
    return _told(compared, len(plan["cues"]))


def onsets(raw: bytes) -> list[int]:
    """The frames at which something begins to be heard."""
    left = array("h", raw)[::CHANNELS]
    found: list[int] = []
    for frame, level in enumerate(left):
        if abs(level) > _LOUD and (not found or frame - found[-1] > _APART):
            found.append(frame)
    return found


def compare(cues: list[tuple[float, str]], heard: list[int]) -> list[Compared]:
    """Each cue beside what was heard, both counted from the first; a cue's own soft attack is taken into account."""
    soft = CueSet("soft")
    attack = {name: onsets(soft.clip(name).data)[0] for name in {name for _, name in cues}}  # type: ignore[arg-type]
    begins = [(at, name, (frame - attack[name]) / RATE) for (at, name), frame in zip(cues, heard, strict=False)]
    if not begins:
        return []
    first_at, _, first = begins[0]
    return [Compared(name, at - first_at, frame - first) for at, name, frame in begins]


def _told(compared: list[Compared], wanted: int) -> int:
    for each in compared:
        sys.stdout.write(f"{each.planned:8.3f} s  {each.cue:<10} {1000 * each.off:+7.2f} ms\n")
    worst = max((abs(each.off) for each in compared), default=0.0)
    drift = (compared[-1].off / compared[-1].planned) * 1e6 if len(compared) > 1 else 0.0
    sys.stdout.write(
        f"{len(compared)} of {wanted} cues, worst {1000 * worst:.2f} ms, over all {drift:+.1f} millionths\n"
    )
    return 0 if len(compared) == wanted and worst <= ALLOWED else 1


def _home(folder: Path, server: SoundServer) -> dict[str, str]:
    """A home of its own, with the settings this needs."""
    names = {"XDG_CONFIG_HOME": "config", "XDG_DATA_HOME": "data", "XDG_STATE_HOME": "state", "XDG_CACHE_HOME": "cache"}
    environment = {**server.environment, **{name: str(folder / where) for name, where in names.items()}}
    settings = folder / "config" / "stretchplayer" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(SETTINGS)
    return environment


def _run(environment: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, "-m", "stretchplayer", *arguments]
    done = subprocess.run(  # noqa: S603 - our own program
        command, check=True, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    sys.stderr.write(done.stderr)
    return done.stdout


@contextmanager
def _busy(cores: int) -> Iterator[None]:
    """So many processes that do nothing but reckon."""
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(cores)]
    try:
        yield
    finally:
        for each in busy:
            each.kill()
            each.wait()


if __name__ == "__main__":
    sys.exit(main())
