"""The settings a person chooses: theme, keys, sound; kept in `config.toml` in the configuration folder."""

from pathlib import Path
from typing import Annotated, Any, Final, Literal, get_args

import msgspec
import tomli
from msgspec import Meta, Struct

from stretchplayer.config import Folders, write_whole
from stretchplayer.problems import Problem, Unreadable
from stretchplayer.routine.places import Places

FILE: Final = "config.toml"
MOST: Final = 256 * 1024
"""Bytes; no settings are larger."""

Theme = Annotated[str, Meta(min_length=1, max_length=60, pattern=r"^[\w-]+$")]
Keys = Annotated[str, Meta(min_length=1, max_length=100, pattern=r"^[\w+,]+$")]
Cues = Literal["soft", "wood", "bright"]
Voice = Literal["full", "names", "off"]


class Sound(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How it sounds; `volume` in percent."""

    volume: Annotated[int, Meta(ge=0, le=100)] = 80
    mute: bool = False
    cues: Cues = "soft"
    voice: Voice = "full"


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All settings; whatever the file leaves out is as it stands here.

    `theme` is the name of a theme; `motion` is whether anything on the screen moves by itself; `keys` gives
    other keys to commands, by the command's name: several are parted by commas.
    """

    theme: Theme = "stretch-dark"
    motion: bool = True
    stiffness: bool = True
    sound: Sound = Sound()
    keys: dict[str, Keys] = {}


CHOICES: Final[dict[str, tuple[str, ...]]] = {"sound.cues": get_args(Cues), "sound.voice": get_args(Voice)}
"""What can be chosen, for the settings that are a choice of words."""


class Kept(Struct, frozen=True, kw_only=True):
    """What came of reading the file: the settings to go by, and what is wrong with the file, if anything.

    A bad file means the defaults, all of them: half of somebody's settings would be a third thing.
    """

    settings: Settings = Settings()
    problem: Problem | None = None


def file_of(folders: Folders) -> Path:
    """Where the settings stand."""
    return folders.config / FILE


def kept(folders: Folders) -> Kept:
    """The settings as they were kept. Raises nothing: a bad file is a problem, and the defaults hold."""
    path = file_of(folders)
    try:
        with path.open("rb") as file:
            data = file.read(MOST + 1)
    except (FileNotFoundError, NotADirectoryError):
        return Kept()
    except OSError as error:
        return _bad(path, 1, 1, f"cannot be read: {error.strerror or error}")
    if len(data) > MOST:
        return _bad(path, 1, 1, f"larger than {MOST} bytes")
    try:
        text = data.decode()
        document = tomli.loads(text)
    except UnicodeDecodeError:
        return _bad(path, 1, 1, "not UTF-8 text")
    except tomli.TOMLDecodeError as error:
        return _bad(path, error.lineno, error.colno, error.msg)
    try:
        return Kept(settings=msgspec.convert(document, Settings))
    except msgspec.ValidationError as error:
        message, _, where = str(error).partition(" - at `$")
        keys = _keys(where.rstrip("`"), message, document)
        line, column = Places(text).key(keys)
        return _bad(path, line, column, f"{message} ({'.'.join(map(str, keys))})" if keys else message)


def keep(folders: Folders, changes: dict[str, Any]) -> None:
    """Change settings by their dotted names ("sound.volume") in the file; remarks and order there stay.

    Raises Unreadable where the file is bad, which is then left as it is, or cannot be written.
    """
    # Imported here: it is slow, and needed only when somebody changes something.
    import tomlkit

    found = kept(folders)
    if found.problem is not None:
        message = f"nothing was kept, because the file has to be mended first: {found.problem}"
        raise Unreadable(message)
    path = file_of(folders)
    try:
        document = tomlkit.parse(path.read_text(encoding="utf-8") if path.exists() else "")
        for name, value in changes.items():
            *tables, key = name.split(".")
            table: Any = document
            for part in tables:
                if part not in table:
                    table[part] = tomlkit.table()
                table = table[part]
            table[key] = value
        write_whole(path, tomlkit.dumps(document).encode())
    except OSError as error:
        message = f"the settings cannot be kept: {error.strerror or error}"
        raise Unreadable(message) from error


def _keys(where: str, message: str, document: dict[str, Any]) -> tuple[str, ...]:
    """The key path of msgspec's `.sound.volume`; an unknown key is named in its message alone."""
    keys = tuple(part for part in where.replace("[...]", "").split(".") if part)
    if "unknown field" in message:
        keys += (message.split("`")[1],)
    elif where.endswith("[...]"):
        # In a table of free names, msgspec does not say which one.
        table = document[keys[0]] if keys and isinstance(document.get(keys[0]), dict) else {}
        bad = (name for name, value in table.items() if not _is(value, Keys))
        keys += tuple(bad)[:1]
    return keys


def _is(value: object, kind: Any) -> bool:  # noqa: ANN401 - an annotated type
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError:
        return False
    return True


def _bad(path: Path, line: int, column: int, message: str) -> Kept:
    return Kept(problem=Problem(file=str(path), line=line, column=column, severity="error", message=message))
