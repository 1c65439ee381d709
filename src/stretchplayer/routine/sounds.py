"""Faults of a routine's own sound files: they lie beside it, never elsewhere on the machine or the network."""

import re
from typing import Final, get_args

from stretchplayer.model.routine import CueName
from stretchplayer.routine import shown
from stretchplayer.routine.fault import Faults

CUES: Final[tuple[str, ...]] = get_args(CueName)
_ADDRESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://|(?:file|data|https?):", re.IGNORECASE).match
_ROOTED: Final = re.compile(r"[/\\~]|[A-Za-z]:").match


def sound_file_faults(table: object, faults: Faults) -> None:
    """Note every cue whose file would be looked for outside the sound folders."""
    if not isinstance(table, dict):
        return
    for cue in CUES:
        name = table.get(cue)
        if isinstance(name, str) and (fault := _fault(name)) is not None:
            faults.value(("sound", cue), f"{cue}: {fault}: {shown.value(name)} (put the file beside the routine)")


def _fault(name: str) -> str | None:
    if _ADDRESS(name):
        return "a web address cannot be a sound file"
    if _ROOTED(name):
        return "a sound file is named from the routine's own folder"
    if ".." in re.split(r"[/\\]", name):
        return 'a sound file cannot be outside the routine\'s own folder, so no ".."'
    return None
