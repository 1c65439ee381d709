"""Makes routine files that belong to the user, copies, removes and restores them, opens them in the user's editor."""

import os
import re
import shlex
import shutil
import signal
import stat
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from stretchplayer.app.file_lock import writing
from stretchplayer.app.library import command_line
from stretchplayer.config import Folders
from stretchplayer.file_access import move_new, read_file, reason, system_words, write_new, write_whole
from stretchplayer.model.duration import encode
from stretchplayer.model.number_ranges import TITLE_LENGTH
from stretchplayer.model.routine import MAX_BYTES
from stretchplayer.problems import UserError
from stretchplayer.routine import quoting
from stretchplayer.routine.json_schema import schema
from stretchplayer.translation import gettext, to_translate

if sys.platform != "win32":
    import termios


_NAME: Final = re.compile(r"[\w][\w .-]{0,79}", re.UNICODE)
_PROGRAM: Final = re.compile(r"[\w./+-]+")
"""The name or path of a program, where a shell has nothing to expand in it."""
_NOT_RUN: Final = 126
_NOT_FOUND: Final = 127
_SIGNALLED: Final = 128
REMOVED: Final = "removed"
"""The folder beside one's own routines that has those which were removed, each with the time in its name."""
_MOMENT: Final = "%Y-%m-%dT%H-%M-%S"
_REMOVED_FILE: Final = re.compile(
    r"(?P<name>.+)\.toml\.(?P<moment>\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d)(?:-(?P<more>\d+))?", re.DOTALL
)
_LONGEST_STEM: Final = 60
_MY_COPY: Final = "-my-copy"
_COPY_NAME: Final = re.compile(r"-my-copy(-\d+)?$")
_COPY_TITLE: Final = re.compile(r" \(my copy( \d+)?\)$")
_EDITORS: Final = ("notepad",) if sys.platform == "win32" else ("nano", "vi")
_LEFT_BY: Final = {
    "nano": to_translate("ctrl+x leaves it."),
    "vi": to_translate("esc, then :q! and enter leave it without a change, :wq and enter with it."),
}
"""How to leave an editor that somebody may not know."""


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
        message = gettext("not a name for a routine: {name} (letters, digits, spaces, dots, - and _)").format(name=name)
        raise NotMade(message)
    return folders.routines / f"{stem}.toml"


def create(path: Path, content: bytes, folders: Folders) -> None:
    """Write a new file, and beside it the schema that its first line points to."""
    there = gettext("{path} is there already; `{command}` opens it").format(
        path=path, command=command_line("edit", path.stem)
    )
    if os.path.lexists(path):
        raise NotMade(there)
    try:
        write_new(path, content)
        write_whole(folders.schemas / "routine.schema.json", msgspec.json.format(encode(schema())))
    except FileExistsError as error:
        # Another process has made one meanwhile.
        raise NotMade(there) from error
    except OSError as error:
        message = gettext("cannot write {path}: {reason}").format(path=path, reason=system_words(error))
        raise NotMade(message) from error


def customize(name: str, folders: Folders, *, new_name: str | None = None) -> Path:
    """Copy a bundled routine into the user's folder, where it takes the bundled one's place; returns the copy."""
    stem = name.removesuffix(".toml")
    source = folders.bundled / f"{stem}.toml"
    if os.sep in stem or not os.path.isfile(source):  # noqa: PTH113 - Path.is_file raises for a name that is too long
        names = ", ".join(sorted(path.stem for path in folders.bundled.glob("*.toml")))
        message = gettext("no bundled routine is called {name}: {names}").format(name=stem, names=names)
        raise NotMade(message)
    path = own_path(new_name or stem, folders)
    create(path, source.read_bytes(), folders)
    return path


def name_for(wanted: str) -> str:
    """`wanted` as the name of a file, in small letters."""
    words = re.sub(r"[^\w]+", "-", wanted.casefold(), flags=re.UNICODE).strip("-")
    return words[:_LONGEST_STEM].strip("-") or "routine"


def free_name(wanted: str, folders: Folders) -> str:
    """`wanted` as the name of a file, or with a number after it: no routine is called that yet."""
    number, name = 1, (stem := name_for(wanted))
    while any(os.path.lexists(folder / f"{name}.toml") for folder in (folders.routines, folders.bundled)):
        number += 1
        name = f"{stem}-{number}"
    return name


def copy(source: Path, folders: Folders) -> Path:
    """Copy a routine, one's own or a bundled one, under a name and a title of its own; returns the copy."""
    try:
        content = read_file(source, MAX_BYTES)
    except (OSError, ValueError) as error:
        message = gettext("cannot read {file}: {reason}").format(file=quoting.plain(source.name), reason=reason(error))
        raise NotMade(message) from error
    bare = _COPY_NAME.sub("", source.stem)[: _LONGEST_STEM - len(_MY_COPY)]
    path = own_path(free_name(f"{bare}{_MY_COPY}", folders), folders)
    number = path.stem.rpartition(_MY_COPY)[2].strip("-")
    create(path, _entitled(content, f" (my copy{f' {number}' if number else ''})"), folders)
    return path


def _entitled(content: bytes, ending: str) -> bytes:
    """A file whose title ends with `ending`; one in which no title can be read stays as it is."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    with suppress(UnicodeDecodeError, TOMLKitError):
        document = tomlkit.parse(content.decode("utf-8-sig"))
        title = document.get("title")
        if isinstance(title, str) and title.strip():
            bare = _COPY_TITLE.sub("", title)[: TITLE_LENGTH - len(ending)].rstrip()
            document["title"] = f"{bare}{ending}"
            return tomlkit.dumps(document).encode()
    return content


class RemovedRoutine(NamedTuple):
    """A routine that was removed: what it was called, and the file that it is now."""

    name: str
    path: Path


def remove(path: Path, folders: Folders, wall: float) -> RemovedRoutine:
    """Move a routine of one's own into the folder of removed ones, with the wall-clock second in its name."""
    if path.parent != folders.routines:
        message = gettext("{name} came with the program and stays; only your own routines can be removed").format(
            name=quoting.plain(path.stem)
        )
        raise NotMade(message)
    folder = folders.routines / REMOVED
    moment = time.strftime(_MOMENT, time.localtime(wall))
    try:
        # Another process that is saving it at this moment is waited for: what it saves goes along.
        with writing(path, folders):
            if not stat.S_ISDIR(os.lstat(path).st_mode):
                folder.mkdir(exist_ok=True)
                number, moved = 1, folder / f"{path.name}.{moment}"
                while True:
                    try:
                        move_new(path, moved)
                    except FileExistsError:
                        number += 1
                        moved = folder / f"{path.name}.{moment}-{number}"
                    else:
                        return RemovedRoutine(path.stem, moved)
    except OSError as error:
        message = gettext("cannot remove {file}: {reason}").format(file=quoting.plain(path.name), reason=reason(error))
        raise NotMade(message) from error
    message = gettext("{file} is a folder, not a file").format(file=quoting.plain(path.name))
    raise NotMade(message)


def removed(folders: Folders) -> list[RemovedRoutine]:
    """The routines that were removed, the last one first."""
    try:
        there = list((folders.routines / REMOVED).iterdir())
    except OSError:
        return []
    found = [(match, path) for path in there if (match := _REMOVED_FILE.fullmatch(path.name))]
    found.sort(key=lambda pair: (pair[0]["moment"], int(pair[0]["more"] or 1)), reverse=True)
    return [RemovedRoutine(match["name"], path) for match, path in found]


def restore(former: RemovedRoutine, folders: Folders) -> Path:
    """Put a removed routine back where it was; NotMade where another one has its name by now."""
    path = folders.routines / f"{former.name}.toml"
    try:
        with writing(path, folders):
            move_new(former.path, path)
    except FileExistsError as error:
        message = gettext("{file} is there again: rename or remove it, then put the former one back").format(
            file=quoting.plain(path.name)
        )
        raise NotMade(message) from error
    except OSError as error:
        message = gettext("cannot put {name} back: {reason}").format(
            name=quoting.plain(former.name), reason=reason(error)
        )
        raise NotMade(message) from error
    return path


def chosen_editor() -> str:
    """Which of `VISUAL` and `EDITOR` names an editor; "" where none does."""
    return next((name for name in ("VISUAL", "EDITOR") if os.environ.get(name, "").strip()), "")


def announced_editor() -> str:
    """What to say before an editor opens that nobody chose, and how it is left; "" where one was chosen."""
    there = "" if chosen_editor() else next(filter(shutil.which, _EDITORS), "")
    if not there:
        return ""
    said = gettext("Neither $VISUAL nor $EDITOR is set: {editor} opens.").format(editor=there)
    return " ".join((said, gettext(_LEFT_BY[there]))) if there in _LEFT_BY else said


def edit(path: Path) -> None:
    """Let the user edit the file in `$VISUAL`, `$EDITOR` or what is there; returns when the editor does."""
    named = chosen_editor()
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
        message = gettext("the editor could not be started: {reason}").format(reason=error)
        raise EditorFailed(message) from error
    if chosen and code in (_NOT_RUN, _NOT_FOUND):
        said = (
            gettext("the editor in ${variable} was not found: {editor}; set it to one that is installed")
            if code == _NOT_FOUND
            else gettext("the editor in ${variable} cannot be run: {editor}; set it to one that is installed")
        )
        raise EditorFailed(said.format(variable=named, editor=quoting.plain(chosen)))
    if code:
        raise EditorFailed(_ended(code, quoting.plain(str(path))), ran=True)


def _is_there(command: str) -> bool:
    """Whether the shell knows the program of a command; asked first, so that it does not complain on the screen."""
    program = command.split(maxsplit=1)[0]
    if not _PROGRAM.fullmatch(program):
        return True
    ask = ("/bin/sh", "-c", 'command -v -- "$0"', program)
    return subprocess.run(ask, capture_output=True, check=False).returncode == 0  # noqa: S603 - a shell, and our own question


def _ended(code: int, path: str) -> str:
    """How an editor ended: a signal is negative for a process of ours, and more than 128 for one of the shell's."""
    number = -code if code < 0 else code - _SIGNALLED
    names = {each.value: each.name for each in signal.Signals}
    said = (
        gettext("the editor was ended by {how}; your file stands as the editor left it: {path}")
        if number in names
        else gettext("the editor ended with code {how}; your file stands as the editor left it: {path}")
    )
    return said.format(how=names.get(number, code), path=path)


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
    message = gettext("no editor was found (looked for {names}); set $VISUAL or $EDITOR to the one you use")
    raise EditorFailed(message.format(names=", ".join(_EDITORS)))
