"""Which output is used: the device, else a player of the system, or the one that is named."""

import os
from collections.abc import Mapping, Sequence
from typing import Final, Literal, get_args

from msgspec import Struct

from stretchplayer.clock import Clock
from stretchplayer.sound.pcm import silence
from stretchplayer.sound.stream.device import Attempt, DeviceOutput
from stretchplayer.sound.stream.miniaudio_stream import PERIOD, Opener, open_stream
from stretchplayer.sound.stream.sound_output import BellWanted, NoSound, NullOutput, SoundOutput
from stretchplayer.sound.stream.system_player import CommandOutput, Player, first, installed
from stretchplayer.translation import gettext

Kind = Literal["device", "command", "null", "bell"]
KINDS: Final[tuple[str, ...]] = get_args(Kind)
VARIABLE: Final = "STRETCHPLAYER_SOUND"
"""The environment variable that names an output: one of KINDS."""


class Way(Struct, frozen=True, kw_only=True):
    """A way that sound could go, whether it works, and a few words about it."""

    kind: Kind
    works: bool
    text: str


def choose(
    clock: Clock,
    wanted: str | None = None,
    *,
    environ: Mapping[str, str] = os.environ,
    opener: Opener = open_stream,
    players: Sequence[Player] | None = None,
) -> SoundOutput:
    """The output to use, just tried out; `wanted` is one of KINDS and overrides the environment variable.

    It takes some 20 ms where there is a device, a second for a player, 3 s where a sound server hangs. Raises NoSound
    where nothing works, or the name is none; BellWanted for "bell".
    """
    named = wanted or environ.get(VARIABLE) or None
    if named == "null":
        return NullOutput(clock)
    if named == "bell":
        message = gettext("the terminal's bell is all that is wanted")
        raise BellWanted(message)
    if named is not None and named not in KINDS:
        what = VARIABLE if wanted is None else gettext("the sound output")
        message = gettext("{what} has to be one of {kinds}").format(what=what, kinds=", ".join(KINDS))
        raise NoSound(message)
    available = installed() if players is None else players
    faults = []
    for kind in ("device", "command"):
        if named in {None, kind}:
            way = _device(opener) if kind == "device" else _command(available)
            if way.works:
                return DeviceOutput(clock, opener) if kind == "device" else CommandOutput(clock, available)
            faults.append(way.text)
    raise NoSound("; ".join(faults))


def describe(opener: Opener = open_stream, players: Sequence[Player] | None = None) -> tuple[Way, ...]:
    """Every way there could be, tried out: a player too, even where there is a device. Never raises."""
    return (_device(opener), _command(installed() if players is None else players))


def _device(opener: Opener) -> Way:
    attempt = Attempt(opener, silence)
    try:
        name = attempt.result().name
    except NoSound as error:
        return Way(kind="device", works=False, text=str(error))
    attempt.give_up()
    return Way(
        kind="device", works=True, text=gettext("{output}, heard after {period:g} s").format(output=name, period=PERIOD)
    )


def _command(players: Sequence[Player]) -> Way:
    try:
        player, child = first(players)
    except NoSound as error:
        return Way(kind="command", works=False, text=str(error))
    child.end()
    return Way(kind="command", works=True, text=player.name)
