"""The commands of the history and of the pages that open from it, which the keymap has among all others."""

from typing import Final

from stretchplayer.tui.command import Command

MEASURE: Final = (
    Command("keep-values", "ctrl+s", "keep", "Keep", "Keep the values that were typed."),
    Command("back-from-measuring", "escape", "close", "Back", "Go back; nothing is kept."),
)
HISTORY: Final = (
    Command("measure", "m", "measure", "Measure", "Two self-tests: knee to wall, fingertips to floor."),
    Command("open-session", "enter", "open_session", "Open", "Open the session that is marked in the list."),
    Command("back-from-history", "escape,q", "close", "Back", "Leave the history."),
)
PAST_SESSION: Final = (
    Command("note-session", "n", "note", "Note", "Write a note of this session."),
    Command("delete-session", "delete,d", "delete", "Delete", "Delete this session; asks first."),
    Command("back-from-session", "escape,q", "close", "Back", "Go back to the history."),
)
