"""Sound files of the user's own: found only where they may lie, and read within bounds."""

import errno
import os
import stat
from pathlib import Path
from typing import Final

from stretchplayer.routine import shown
from stretchplayer.sound.own.decoding import NotASound, decoded
from stretchplayer.sound.pcm import Clip

MOST_BYTES: Final = 10 * 1024 * 1024
_FLAGS: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_LINKS: Final = getattr(os, "O_NOFOLLOW", 0)


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
    # Looked at before it is opened, because opening alone can do something to a device.
    _only_a_file(path.stat().st_mode)
    descriptor = os.open(path, _FLAGS | _LINKS)
    with os.fdopen(descriptor, "rb") as file:
        _only_a_file(os.fstat(descriptor).st_mode)
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        message = f"larger than {MOST_BYTES // 1024**2} MB"
        raise NotASound(message)
    return data


def _only_a_file(mode: int) -> None:
    if not stat.S_ISREG(mode):
        message = f"{'a folder' if stat.S_ISDIR(mode) else 'a device or a pipe'}, not a file"
        raise NotASound(message)


def _unread(error: Exception) -> str:
    match error:
        case FileNotFoundError():
            return "no such file"
        case PermissionError():
            return "you have no permission to read it"
        case RuntimeError() | OSError(errno=errno.ELOOP):
            # Python says it the one way up to 3.12, the other way later.
            return "it is a link that leads back to itself"
        case _:
            return f"cannot be read: {shown.plain(str(getattr(error, 'strerror', None) or error))}"
