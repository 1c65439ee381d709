"""The commands of the week, the history and the page after a session, and of what opens there: part of the keymap."""

from typing import Final

from stretchplayer.translation import to_translate
from stretchplayer.tui.command import Command

GO_BACK: Final = to_translate("Go back to where you came from.")
SELECT: Final = to_translate("Select what is marked, or take it back.")
DONE: Final = (
    Command("read-more", "a", "read_advice", "Read on", "Read the whole page of the advice."),
    Command(
        "take-back-after", "u", "take_back", "Take it back", "Too much was a mistake: within a minute.", footer=False
    ),
    Command("done", "enter,escape,q", "close", "Back", GO_BACK),
)
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
WEEK: Final = (
    Command("start-planned", "enter", "start", "Start", "Start what is planned for today."),
    Command("bad-day", "b", "bad_day", "Bad day", "Do two easy moves instead of what is planned."),
    Command("add-entry", "a", "add", "Add", "Plan a routine: on which days, and after what."),
    Command("edit-plan", "e", "edit", "Edit", "Change the plan as text, in $VISUAL or $EDITOR."),
    Command("remove-entry", "delete,d", "remove", "Take out", "Take what is marked out of the plan."),
    Command("remind", "r", "remind", "Remind", "Let the system remind you at the times of the plan, or no longer."),
    Command("back-from-week", "escape,q", "close", "Back", GO_BACK),
)
PLAN_ENTRY: Final = (
    Command("put-in-plan", "ctrl+s", "put_in", "Put it in", "Put this into the plan.", urgent=True),
    Command("choose-routine", "space,enter", "choose", "Choose", SELECT),
    Command("choose-fallback", "f2", "fallback", "Bad day", "Choose two easy moves for a bad day.", urgent=True),
    Command("leave-plan-entry", "escape", "close", "Back", "Go back; nothing is put into the plan."),
)
