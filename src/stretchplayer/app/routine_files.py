"""Makes routine files that belong to the user, and opens them in the user's own editor."""

import os
import re
import shlex
import signal
import subprocess
import sys
from pathlib import Path
from typing import Final

import msgspec

from stretchplayer.app.library import command_line
from stretchplayer.config import Folders
from stretchplayer.file_access import write_whole
from stretchplayer.model.duration import encode
from stretchplayer.problems import UserError
from stretchplayer.routine import quoting
from stretchplayer.routine.json_schema import schema

if sys.platform != "win32":
    import termios


_NAME: Final = re.compile(r"[\w][\w .-]{0,79}", re.UNICODE)
_PROGRAM: Final = re.compile(r"[\w./+-]+")
"""The name or path of a program, where a shell has nothing to expand in it."""
_NOT_RUN: Final = 126
_NOT_FOUND: Final = 127
_SIGNALLED: Final = 128
_EDITORS: Final = ("notepad",) if sys.platform == "win32" else ("nano", "vi")


class NotMade(UserError):
    """A file of this name cannot be made; the text says why."""


class EditorFailed(UserError):
    """The editor could not be started or, where it `ran`, ended badly; the text says which."""

    def __init__(self, text: str, *, ran: bool = False) -> None:
        super().__init__(text)
        self.ran = ran


def own_path(name: str, folders: Folders) -> Path:
    """The path of the user's own routine of this name, whether it exists or not."""
    stem = name.removesuffix(".toml")
    if not _NAME.fullmatch(stem):
        message = f"not a name for a routine: {name} (letters, digits, spaces, dots, - and _)"
        raise NotMade(message)
    return folders.routines / f"{stem}.toml"


def create(path: Path, content: bytes, folders: Folders) -> None:
    """Write a new file, and beside it the schema that its first line points to."""
    if os.path.lexists(path):
        message = f"{path} is there already; `{command_line('edit', path.stem)}` opens it"
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
    path = own_path(new_name or stem, folders)
    create(path, source.read_bytes(), folders)
    return path


def edit(path: Path) -> None:
    """Let the user edit the file in `$VISUAL`, `$EDITOR` or what is there; returns when the editor does."""
    named = next((name for name in ("VISUAL", "EDITOR") if os.environ.get(name, "").strip()), "")
    chosen = os.environ.get(named, "").strip()
    try:
        if not chosen:
            code = _first_there(path)
        elif sys.platform == "win32":
            code = _run(*shlex.split(chosen), str(path))
        else:
            # As git does it: the variable is a shell command, so `code --wait` works; the file is its last argument.
            code = _run("/bin/sh", "-c", f'{chosen} "$@"', chosen, str(path)) if _is_there(chosen) else _NOT_FOUND
    except (OSError, ValueError) as error:
        message = f"the editor could not be started: {error}"
        raise EditorFailed(message) from error
    if chosen and code in (_NOT_RUN, _NOT_FOUND):
        why = "was not found" if code == _NOT_FOUND else "cannot be run"
        message = f"the editor in ${named} {why}: {quoting.plain(chosen)}; set it to one that is installed"
        raise EditorFailed(message)
    if code:
        left = f"your file stands as the editor left it: {quoting.plain(str(path))}"
        message = f"the editor {_ending(code)}; {left}"
        raise EditorFailed(message, ran=True)


def _is_there(command: str) -> bool:
    """Whether the shell knows the program of a command; asked first, so that it does not complain on the screen."""
    program = command.split(maxsplit=1)[0]
    if not _PROGRAM.fullmatch(program):
        return True
    ask = ("/bin/sh", "-c", 'command -v -- "$0"', program)
    return subprocess.run(ask, capture_output=True, check=False).returncode == 0  # noqa: S603 - a shell, and our own question


def _ending(code: int) -> str:
    """How an editor ended: a signal is negative for a process of ours, and more than 128 for one of the shell's."""
    number = -code if code < 0 else code - _SIGNALLED
    names = {each.value: each.name for each in signal.Signals}
    return f"was ended by {names[number]}" if number in names else f"ended with code {code}"


def _run(*command: str) -> int:
    """Run an editor in this terminal; returns its exit code. Ctrl+c is for the editor alone, as with git."""
    terminal = termios.tcgetattr(0) if sys.platform != "win32" and os.isatty(0) else None
    # Another handler than "ignore", which the editor would inherit.
    before = signal.signal(signal.SIGINT, lambda _number, _frame: None)
    try:
        return subprocess.run(command, check=False).returncode  # noqa: S603 - what the user chose, or one of ours
    finally:
        signal.signal(signal.SIGINT, before)
        if sys.platform != "win32" and terminal is not None:
            # An editor that was killed leaves the terminal as it had it.
            termios.tcsetattr(0, termios.TCSADRAIN, terminal)


def _first_there(path: Path) -> int:
    for name in _EDITORS:
        try:
            return _run(name, str(path))
        except FileNotFoundError:
            continue
    message = f"no editor was found (looked for {', '.join(_EDITORS)}); set $VISUAL or $EDITOR to the one you use"
    raise EditorFailed(message)
