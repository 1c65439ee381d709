"""A home with a routine that can be told by ear, a sound server, and the program that plays to it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cli.house import Home
from cli.process import Process
from sound.live.ear import tones
from sound.server import SoundServer

ROUTINE = """\
format = 1
title = "Live"
[defaults]
prepare = 2
[[step]]
kind = "stretch"
name = "Calf"
target = "gastrocnemius"
sides = "left"
hold = {seconds}
"""
NEWCOMER = (
    "Your profile is not answered: careful limits hold. `stretchplayer profile` asks a few questions.\n"
    "step 1: Warm up first: 3 min of movement, such as walking, or heat, in the 20 min before stretching.\n"
)
"""All that stands on standard error where nothing goes wrong."""
Begin = Callable[..., Process]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An empty home."""
    return Home(tmp_path)


@pytest.fixture
def server() -> Iterator[SoundServer]:
    """A running server."""
    with SoundServer() as server:
        yield server


def reaching(server: SoundServer) -> dict[str, str | None]:
    """The variables under which the program finds this server, and no card beside it."""
    nothing = server.folder / "no-alsa.conf"
    nothing.touch()
    names = ("PULSE_COOKIE", "PULSE_RUNTIME_PATH", "PULSE_SERVER", "PULSE_STATE_PATH", "XDG_RUNTIME_DIR")
    return {
        **{name: server.environment[name] for name in names},
        "ALSA_CONFIG_PATH": str(nothing),
        "STRETCHPLAYER_SOUND": None,
    }


def written(home: Home, seconds: int, voice: str) -> None:
    """Write the routine, and its tones."""
    table = tones(home.folder) + f'voice = "{voice}"\n'
    home.write("live.toml", ROUTINE.format(seconds=seconds) + table)


@pytest.fixture
def begin(home: Home, server: SoundServer) -> Begin:
    """Play a routine of so many seconds of work, after two to get ready; a context manager."""

    def begun(seconds: int, *arguments: str, voice: str = "off", terminal: bool = True) -> Process:
        written(home, seconds, voice)
        return Process(
            home,
            *("play", "--plain", "./live.toml", "--yes", *arguments),
            terminal=terminal,
            env=reaching(server),
        )

    return begun
