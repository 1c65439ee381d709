"""A routine's own sounds in the place of built-in cues, and what is wrong with those that cannot be."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final, get_args

from msgspec import Struct

from stretchplayer.model.routine import CueName, Routine
from stretchplayer.problems import Problem
from stretchplayer.routine import quoting
from stretchplayer.routine.toml_source import Places
from stretchplayer.sound.cues.cue_set import CueSet, Sounded
from stretchplayer.sound.own.decoding import NoDecoder, NotASound
from stretchplayer.sound.own.files import find, load
from stretchplayer.sound.pcm import Clip

SoundFolders = tuple[Path, Path]
"""Where sound files are looked for: the routine's own folder, then the user's sound folder."""
_CUES: Final[tuple[CueName, ...]] = get_args(CueName)


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
            own[cue] = found
        else:
            problems.append(_problem(routine.file, places, cue, name, found))
    return Covered(cues=cues.covered(own) if own else cues, problems=_in_order(problems))


def dressed(cues: CueSet, routine: Routine, text: bytes, sounds: Path) -> Covered:
    """The set as `routine` wants it, which was read from `text`; `sounds` is the user's own folder."""
    return cues_for(cues, routine, Places(text.decode()), (Path(routine.file).absolute().parent, sounds))


def sound_problems(routine: Routine, places: Places, file: str, folders: SoundFolders) -> tuple[Problem, ...]:
    """What is wrong with the sound files of a routine that is called `file`.

    Where nothing can be decoded, that is the machine's fault, and a file that was found counts as fine.
    """
    return _in_order(
        [
            _problem(file, places, cue, name, found)
            for cue, name, found in _files(routine, folders)
            if isinstance(found, NotASound)
        ]
    )


def _files(routine: Routine, folders: SoundFolders) -> Iterator[tuple[CueName, str, Clip | NotASound | NoDecoder]]:
    """Every cue that has a file, its name, and what came of it; a file that several cues name is read once."""
    read: dict[str, Clip | NotASound | NoDecoder] = {}
    for cue in _CUES:
        name = getattr(routine.sound, cue.replace("-", "_"))
        if name is None:
            continue
        if name not in read:
            read[name] = _read(name, folders)
        yield cue, name, read[name]


def _read(name: str, folders: SoundFolders) -> Clip | NotASound | NoDecoder:
    try:
        return load(find(name, *folders))
    except (NotASound, NoDecoder) as error:
        return error


def _problem(file: str, places: Places, cue: str, name: str, fault: Exception) -> Problem:
    line, column = places.value(("sound", cue))
    return Problem(
        file=file,
        line=line,
        column=column,
        severity="warning",
        message=quoting.message(f"{cue}: {fault}: {quoting.value(name)} (the built-in cue plays instead)"),
        key=f"sound.{cue}",
    )


def _in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: problem.sort_key))
