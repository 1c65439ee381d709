"""A routine's own sound files in place of built-in cues: where they may lie, and what is wrong with the others.

Files are read within bounds, and never outside of the routine's folder and the user's sound folder.
"""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from math import ceil
from pathlib import Path
from typing import Final, get_args

from msgspec import Struct

from stretchplayer.file_access import read_file, reason
from stretchplayer.model.routine import CueName, Routine
from stretchplayer.problems import Problem
from stretchplayer.routine import quoting
from stretchplayer.routine.toml_source import Places
from stretchplayer.sound.cues.cue_set import CueSet, Sounded
from stretchplayer.sound.cues.decoding import NoDecoder, NotASound, decoded
from stretchplayer.sound.pcm import CHANNELS, RATE, WIDTH, Clip, audio_segment
from stretchplayer.sound.stream.mixer import ALONE
from stretchplayer.translation import SOURCE

MOST_BYTES: Final = 10_000_000
_MB: Final = 1_000_000
_ALARM: Final = 2.4
"""Seconds that an alarm sounds before it is repeated."""
_FADE: Final = 200
"""Milliseconds."""
SoundFolders = tuple[Path, Path]
"""Where sound files are looked for: the routine's own folder, then the user's sound folder."""
_CUES: Final[tuple[CueName, ...]] = get_args(CueName)
_AT_ONCE: Final = 4
"""Files that are decoded at the same time, each by a process of its own."""
_Found = Clip | NotASound | NoDecoder


class Covered(Struct, frozen=True, kw_only=True):
    """The cues of a routine, and the problems of files that could not be among them, in order of place."""

    cues: CueSet
    problems: tuple[Problem, ...]


def cues_for(cues: CueSet, routine: Routine, places: Places, folders: SoundFolders) -> Covered:
    """The set with the routine's own files over it; a file that cannot be played leaves the built-in cue."""
    own: dict[Sounded, Clip] = {}
    problems = []
    for cue, name, found in _files(routine, folders):
        if isinstance(found, Clip):
            own[cue] = _repeated(found) if cue == "alarm" else found
        else:
            problems.append(_problem(routine.file, places, cue, name, found))
    return Covered(cues=CueSet(cues.name, own) if own else cues, problems=_in_order(problems))


def _repeated(clip: Clip) -> Clip:
    """A sound for the alarm, which begins anew before a long one would have ended."""
    whole = audio_segment()(data=clip.data, sample_width=WIDTH, frame_rate=RATE, channels=CHANNELS)
    return clip if clip.seconds <= _ALARM else Clip(whole[: round(1000 * _ALARM)].fade_out(_FADE).raw_data)


def with_own_cues(cues: CueSet, routine: Routine, text: bytes, sounds: Path) -> Covered:
    """The set as `routine` wants it, which was read from `text`; `sounds` is the user's own folder."""
    return cues_for(cues, routine, Places(text.decode()), (Path(routine.file).absolute().parent, sounds))


def sound_problems(routine: Routine, places: Places, file: str, folders: SoundFolders) -> tuple[Problem, ...]:
    """What is wrong with the sound files of a routine that is called `file`, and which of them are rather long.

    Where nothing can be decoded, that is the machine's fault, and a file that was found counts as fine.
    """
    return _in_order(
        [
            _problem(file, places, cue, name, found)
            for cue, name, found in _files(routine, folders)
            if isinstance(found, NotASound) or (isinstance(found, Clip) and found.seconds > ALONE)
        ]
    )


def find(name: str, routine_folder: Path, sound_folder: Path) -> Path:
    """The file that a routine calls `name`: beside the routine, or else in the user's sound folder.

    Raises NotASound where there is none, or where it lies outside of them after all.
    """
    if _strays(name):
        message = "a sound file is named from the routine's own folder, and stays in it"
        raise NotASound(message)
    for folder in (routine_folder, sound_folder):
        path = folder / name
        try:
            if os.path.lexists(path):
                return _inside(path, folder)
        except (OSError, RuntimeError, ValueError) as error:
            raise NotASound(reason(error, SOURCE)) from error
    message = "no such file beside the routine or in the sound folder"
    raise NotASound(message)


def load(path: Path) -> Clip:
    """The sound in one file. Raises NotASound for what is wrong with it, NoDecoder where nothing can be decoded."""
    try:
        found = _inside(path, path.parent)
        if (size := found.stat().st_size) > MOST_BYTES:
            message = f"it has {ceil(10 * size / _MB) / 10} MB, and a sound may have {MOST_BYTES // _MB}"
            raise NotASound(message)
        data = read_file(found, MOST_BYTES, links=False)
    except (OSError, RuntimeError, ValueError) as error:
        raise NotASound(reason(error, SOURCE)) from error
    return decoded(data)


def _files(routine: Routine, folders: SoundFolders) -> Iterator[tuple[CueName, str, _Found]]:
    """Every cue that has a file, its name, and what came of it; a file that several cues name is read once."""
    named = {cue: name for cue in _CUES if (name := getattr(routine.sound, cue.replace("-", "_"))) is not None}
    names = [*dict.fromkeys(named.values())]
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        read = dict(zip(names, pool.map(lambda name: _read(name, folders), names), strict=True))
    for cue, name in named.items():
        yield cue, name, read[name]


def _read(name: str, folders: SoundFolders) -> _Found:
    try:
        return load(find(name, *folders))
    except (NotASound, NoDecoder) as error:
        return error


def _strays(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or not parts[0] or ":" in parts[0] or Path(name).is_absolute()


def _inside(path: Path, folder: Path) -> Path:
    """Where `path` really is. Raises NotASound if a link leads out of its folder."""
    real = path.resolve(strict=True)
    if not real.is_relative_to(folder.resolve(strict=True)):
        message = "it is a link that leads out of its folder"
        raise NotASound(message)
    return real


def _problem(file: str, places: Places, cue: str, name: str, found: _Found) -> Problem:
    """What is wrong with a file, or that it is long."""
    line, column = places.value(("sound", cue))
    if isinstance(found, Clip):
        fault = f"{found.seconds:.0f} s long, so what is said waits for {ALONE:g} s and then ends it"
    else:
        fault = str(found)
    instead = "" if isinstance(found, Clip) else " (the built-in cue plays instead)"
    return Problem(
        file=file,
        line=line,
        column=column,
        severity="warning",
        message=quoting.message(f"{cue}: {fault}: {quoting.value(name)}{instead}"),
        key=f"sound.{cue}",
    )


def _in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: problem.sort_key))
