"""Makes routine files that belong to the user, and opens them in the editor that is the user's own."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Final

import msgspec

from stretchplayer.config import Folders, write_whole
from stretchplayer.model.encoding import encode
from stretchplayer.problems import Told
from stretchplayer.routine import schema

_NAME: Final = re.compile(r"[\w][\w .-]{0,79}", re.UNICODE)
_EDITORS: Final = ("notepad",) if sys.platform == "win32" else ("nano", "vi")


class NotMade(Told):
    """A file of this name cannot be made; the text says why."""


class EditorFailed(Told):
    """The editor could not be started or, where it `ran`, ended badly; the text says which."""

    def __init__(self, text: str, *, ran: bool = False) -> None:
        super().__init__(text)
        self.ran = ran


def own(name: str, folders: Folders) -> Path:
    """Where the user's own routine of this name stands or would stand."""
    stem = name.removesuffix(".toml")
    if not _NAME.fullmatch(stem):
        message = f"not a name for a routine: {name} (letters, digits, spaces, dots, - and _)"
        raise NotMade(message)
    return folders.routines / f"{stem}.toml"


def create(path: Path, content: bytes, folders: Folders) -> None:
    """Write a new file, and beside it the schema that its first line points to."""
    if os.path.lexists(path):
        message = f"{path} is there already; `stretchplayer edit {path.stem}` opens it"
        raise NotMade(message)
    try:
        write_whole(path, content)
        write_whole(folders.schemas / "routine.schema.json", msgspec.json.format(encode(schema())))
    except OSError as error:
        message = f"cannot write {path}: {error.strerror or error}"
        raise NotMade(message) from error


def customize(name: str, folders: Folders, *, new_name: str | None = None) -> Path:
    """Copy a bundled routine into the user's folder, where it takes the bundled one's place; returns the copy."""
    stem = name.removesuffix(".toml")
    source = folders.bundled / f"{stem}.toml"
    if os.sep in stem or not os.path.isfile(source):  # noqa: PTH113 - Path.is_file raises for a name that is too long
        names = ", ".join(sorted(path.stem for path in folders.bundled.glob("*.toml")))
        message = f"no bundled routine is called {stem}: {names}"
        raise NotMade(message)
    path = own(new_name or stem, folders)
    create(path, source.read_bytes(), folders)
    return path


def edit(path: Path) -> None:
    """Let the user edit the file in `$VISUAL`, `$EDITOR` or what is there; returns when the editor does."""
    chosen = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    try:
        if chosen and sys.platform != "win32":
            # As git does it: the variable is a shell command, so `code --wait` works; the file is its last argument.
            done = _run("/bin/sh", "-c", f'{chosen} "$@"', chosen, str(path))
        else:
            done = _run(*shlex.split(chosen), str(path)) if chosen else _first_there(path)
    except OSError as error:
        message = f"the editor could not be started: {error}"
        raise EditorFailed(message) from error
    if done.returncode:
        message = f"the editor ended with code {done.returncode}; your file stands as the editor left it: {path}"
        raise EditorFailed(message, ran=True)


def _run(*command: str) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(command, check=False)  # noqa: S603 - what the user chose, or an editor of the list above


def _first_there(path: Path) -> "subprocess.CompletedProcess[bytes]":
    for name in _EDITORS:
        try:
            return _run(name, str(path))
        except FileNotFoundError:
            continue
    message = "no editor was found; set $VISUAL or $EDITOR"
    raise EditorFailed(message)
