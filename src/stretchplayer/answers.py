"""Keeps the answers to the profile's questions in a file."""

from typing import Final

import msgspec

from stretchplayer.caps.profile import Profile
from stretchplayer.config import Folders, write_whole
from stretchplayer.files import Refused, read_file, reason
from stretchplayer.model.encoding import encode
from stretchplayer.problems import Unreadable

_MOST: Final = 1024 * 1024
"""Bytes; no answers are longer."""


def kept(folders: Folders) -> Profile:
    """The answers that were kept; the careful default of a new user where there are none.

    Unreadable where they cannot be read: guessing at answers about somebody's health would be worse than stopping.
    """
    path = folders.profile
    try:
        return msgspec.json.decode(read_file(path, _MOST), type=Profile)
    except (FileNotFoundError, NotADirectoryError):
        return Profile()
    except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
        why = reason(error) if isinstance(error, OSError) else error
        cure = "remove it" if isinstance(error, Refused) else "mend it, or `stretchplayer profile --reset`"
        message = f"the profile in {path} cannot be read ({why}); {cure}"
        raise Unreadable(message) from error


def keep(answers: Profile, folders: Folders) -> None:
    """Write the answers down. Unreadable where that cannot be done."""
    try:
        text = msgspec.json.format(encode(answers), indent=2) + b"\n"
        write_whole(folders.profile, text, private=True)
    except OSError as error:
        message = f"the profile cannot be kept in {folders.profile}: {error.strerror or error}"
        raise Unreadable(message) from error
