"""Making routines one's own: copying a bundled one, and changing one in the user's editor."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.app import SuspendNotSupported

from stretchplayer.app import routine_files
from stretchplayer.app.library import command_line
from stretchplayer.app.listing import Listed
from stretchplayer.problems import UserError
from stretchplayer.routine.quoting import plain
from stretchplayer.routine.reader import load

if TYPE_CHECKING:
    from textual.app import App

    from stretchplayer.config import Folders


def customized(folders: "Folders", listed: Listed) -> tuple[str, bool]:
    """Copy a bundled routine; returns what to say, and whether that is bad news."""
    try:
        routine_files.customize(listed.name, folders)
    except UserError as error:
        return plain(str(error)), True
    return f"{listed.title} is yours now: a copy that you can edit.", False


def edited(app: "App[Any]", listed: Listed) -> tuple[str, bool]:
    """Give the terminal to the user's editor until it ends; returns what to say, and whether that is bad news."""
    failure: UserError | None = None
    try:
        with app.suspend():
            # An error must not pass through here: Textual would not take the terminal back.
            try:
                routine_files.edit(Path(listed.file))
            except UserError as error:
                failure = error
    except SuspendNotSupported:
        return f"The editor cannot have this terminal. In a shell: {plain(command_line('edit', listed.name))}", True
    if failure is not None:
        return plain(str(failure)), True
    return _after(listed)


def _after(listed: Listed) -> tuple[str, bool]:
    """What to say after editing, and whether that is bad news."""
    try:
        reading = load(listed.file)
    except UserError as error:
        return plain(str(error)), True
    if reading.routine is not None:
        return "No errors.", False
    count = sum(problem.severity == "error" for problem in reading.problems)
    return f"{count} problem{'' if count == 1 else 's'}: open it to see {'it' if count == 1 else 'them'}.", True
