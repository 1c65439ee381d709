"""Sound files of the user's own: found only where they may lie, and read within bounds."""

import os
from pathlib import Path
from typing import Final

from stretchplayer.files import read_file, reason
from stretchplayer.sound.own.decoding import NotASound, decoded
from stretchplayer.sound.pcm import Clip

MOST_BYTES: Final = 10 * 1024 * 1024


def find(name: str, routine_folder: Path, sound_folder: Path) -> Path:
    """The file that a routine calls `name`: beside the routine, or else in the user's sound folder.

    NotASound where there is none, or where it lies outside of them after all.
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
            raise NotASound(_unread(error)) from error
    message = "no such file beside the routine or in the sound folder"
    raise NotASound(message)


def load(path: Path) -> Clip:
    """The sound in one file. NotASound says what is wrong with it; NoDecoder that no sound can be decoded here."""
    try:
        data = _bytes(_inside(path, path.parent))
    except (OSError, RuntimeError, ValueError) as error:
        raise NotASound(_unread(error)) from error
    return decoded(data)


def _strays(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or not parts[0] or ":" in parts[0] or Path(name).is_absolute()


def _inside(path: Path, folder: Path) -> Path:
    """Where `path` really is; NotASound if a link leads out of its folder."""
    real = path.resolve(strict=True)
    if not real.is_relative_to(folder.resolve(strict=True)):
        message = "it is a link that leads out of its folder"
        raise NotASound(message)
    return real


def _bytes(path: Path) -> bytes:
    return read_file(path, MOST_BYTES, links=False)


def _unread(error: OSError | RuntimeError | ValueError) -> str:
    # Python says it as a RuntimeError up to 3.12, as an OSError later.
    return "a link that leads back to itself" if isinstance(error, RuntimeError) else reason(error)
