"""Which back-end it is: the device, else a player of the system, or the one that somebody names."""

import os
from collections.abc import Mapping, Sequence
from typing import Final, Literal, get_args

from msgspec import Struct

from stretchplayer.clock import Clock
from stretchplayer.sound.output import BellWanted, NoSound, SoundOutput
from stretchplayer.sound.outputs.attempt import Attempt
from stretchplayer.sound.outputs.command import CommandOutput, first
from stretchplayer.sound.outputs.device import DeviceOutput
from stretchplayer.sound.outputs.null import NullOutput
from stretchplayer.sound.outputs.players import Player, installed
from stretchplayer.sound.outputs.stream import PERIOD, Opener, open_stream
from stretchplayer.sound.pcm import silence

Kind = Literal["device", "command", "null", "bell"]
KINDS: Final[tuple[str, ...]] = get_args(Kind)
VARIABLE: Final = "STRETCHPLAYER_SOUND"
"""The environment variable that names a back-end: one of KINDS."""


class Way(Struct, frozen=True, kw_only=True):
    """A way that sound could go, whether it works, and what a person is told of it."""

    kind: Kind
    works: bool
    told: str


def choose(
    clock: Clock,
    wanted: str | None = None,
    *,
    environ: Mapping[str, str] = os.environ,
    opener: Opener = open_stream,
    players: Sequence[Player] | None = None,
) -> SoundOutput:
    """The output to use, tried out just now; `wanted` is one of KINDS and goes before the environment variable.

    It takes some 20 ms where there is a device, a second for a player, 3 s where a sound server hangs. Raises NoSound
    where nothing works, or the name is none; BellWanted for "bell".
    """
    named = wanted or environ.get(VARIABLE) or None
    if named == "null":
        return NullOutput(clock)
    if named == "bell":
        message = "the terminal's bell is all that is wanted"
        raise BellWanted(message)
    if named is not None and named not in KINDS:
        message = f"{VARIABLE if wanted is None else 'the sound output'} has to be one of {', '.join(KINDS)}"
        raise NoSound(message)
    available = installed() if players is None else tuple(players)
    faults = []
    if named in {None, "device"}:
        found = _device(opener)
        if found.works:
            return DeviceOutput(clock, opener)
        faults.append(found.told)
    if named in {None, "command"}:
        found = _command(available)
        if found.works:
            return CommandOutput(clock, available)
        faults.append(found.told)
    raise NoSound("; ".join(faults))


def describe(opener: Opener = open_stream, players: Sequence[Player] | None = None) -> tuple[Way, ...]:
    """Every way there could be, tried out: a player too, even where there is a device. Raises nothing."""
    return (_device(opener), _command(installed() if players is None else players))


def _device(opener: Opener) -> Way:
    attempt = Attempt(opener, silence)
    try:
        name = attempt.result().name
    except NoSound as error:
        return Way(kind="device", works=False, told=str(error))
    attempt.give_up()
    return Way(kind="device", works=True, told=f"{name}, heard after {PERIOD:g} s")


def _command(players: Sequence[Player]) -> Way:
    try:
        player, child = first(players)
    except NoSound as error:
        return Way(kind="command", works=False, told=str(error))
    child.end()
    return Way(kind="command", works=True, told=player.name)
