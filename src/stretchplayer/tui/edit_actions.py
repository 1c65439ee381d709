"""What is done with the files of routines: copying, removing, putting back, changing one in the user's editor."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from textual.app import SuspendNotSupported

from stretchplayer.app import routine_files
from stretchplayer.app.library import command_line
from stretchplayer.app.listing import Listed
from stretchplayer.problems import UserError
from stretchplayer.routine.quoting import plain
from stretchplayer.routine.reader import load
from stretchplayer.translation import gettext, ngettext

if TYPE_CHECKING:
    from textual.app import App

    from stretchplayer.config import Folders


class Changed(NamedTuple):
    """What came of an action on a file: what to say, whether that is bad news, and the file that there is now."""

    text: str
    bad: bool = False
    path: Path | None = None


def copied(folders: "Folders", listed: Listed) -> Changed:
    """Copy any routine, with a name and a title of its own."""
    try:
        path = routine_files.copy(Path(listed.file), folders)
    except UserError as error:
        return Changed(plain(str(error)), bad=True)
    return Changed(gettext("The copy is yours: {stem}.").format(stem=plain(path.stem)), path=path)


def name_of(listed: Listed) -> str:
    """What a routine is called in a sentence: its title, or the name of a file that cannot be read."""
    return plain(listed.title or f"{listed.name}.toml")


def removed(
    folders: "Folders", listed: Listed, wall: float, undo: str
) -> tuple[Changed, routine_files.RemovedRoutine | None]:
    """Remove a routine of the user's own at a wall-clock second; `undo` is the key that puts it back."""
    name = name_of(listed)
    if not listed.yours:
        return Changed(
            gettext("{name} came with the program and stays. Your own routines can be removed.").format(name=name)
        ), None
    try:
        former = routine_files.remove(Path(listed.file), folders, wall)
    except UserError as error:
        return Changed(plain(str(error)), bad=True), None
    bundled = folders.bundled / f"{listed.name}.toml"
    if bundled.exists():
        return Changed(
            gettext("{name} is removed. The bundled one is back. {undo} undoes that.").format(name=name, undo=undo),
            path=bundled,
        ), former
    return Changed(gettext("{name} is removed. {undo} undoes that.").format(name=name, undo=undo)), former


def put_back(folders: "Folders", former: routine_files.RemovedRoutine) -> Changed:
    """Put a removed routine back."""
    try:
        path = routine_files.restore(former, folders)
    except UserError as error:
        return Changed(plain(str(error)), bad=True)
    return Changed(gettext("{name} is back.").format(name=plain(former.name)), path=path)


def edited(app: "App[Any]", listed: Listed) -> Changed:
    """Give the terminal to the user's editor until it ends; what came of the routine."""
    failed = in_editor(app, Path(listed.file), command_line("edit", listed.name))
    return _after(listed) if failed is None else Changed(failed, bad=True)


def in_editor(app: "App[Any]", path: Path, shell: str) -> str | None:
    """Give the terminal to the user's editor until it ends; returns why that failed. `shell` is a command instead."""
    failure: UserError | None = None
    if not routine_files.chosen_editor():
        said = gettext("Neither $VISUAL nor $EDITOR names an editor. In a shell: {shell}")
        return said.format(shell=plain(shell))
    try:
        with app.suspend():
            # An error must not pass through here: Textual would not take the terminal back.
            try:
                routine_files.edit(path)
            except UserError as error:
                failure = error
    except SuspendNotSupported:
        return gettext("The editor cannot have this terminal. In a shell: {shell}").format(shell=plain(shell))
    return None if failure is None else plain(str(failure))


def _after(listed: Listed) -> Changed:
    """What to say after editing."""
    try:
        reading = load(listed.file)
    except UserError as error:
        return Changed(plain(str(error)), bad=True)
    if reading.routine is not None:
        return Changed(gettext("No errors."))
    count = sum(problem.severity == "error" for problem in reading.problems)
    text = ngettext("{count} problem: open it to see it.", "{count} problems: open it to see them.", count)
    return Changed(text.format(count=count), bad=True)
