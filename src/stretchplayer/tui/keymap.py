"""Every command of the app, declared once, with its keys."""

from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from types import MappingProxyType
from typing import Final

from textual.binding import Binding
from textual.keys import format_key

from stretchplayer.app.player_commands import KEYS
from stretchplayer.catalog.step_names import listed
from stretchplayer.text import latin
from stretchplayer.translation import gettext, to_translate
from stretchplayer.tui.command import Command, named
from stretchplayer.tui.page_keys import DONE, GO_BACK, HISTORY, MEASURE, PAST_SESSION, PLAN_ENTRY, SELECT, WEEK

ANYWHERE: Final = (
    Command("help", "question_mark,f1", "help", "Help", "Show the keys of this page, and what they do."),
    Command("commands", "ctrl+p", "command_palette", "Commands", "Find any command by its name.", footer=False),
    Command(
        "suspend", "ctrl+z", "suspend", "To the shell", "Pause, and go back to the shell; `fg` returns.", footer=False
    ),
    Command(
        "interrupt",
        "ctrl+c",
        "interrupt",
        "Leave",
        "Leave: asks, and always saves; twice leaves at once.",
        footer=False,
    ),
)
_ADVICE: Final = to_translate("Short pages: drinking, posture, rest and more, and when to see someone.")
LIBRARY: Final = (
    Command(
        "open", "enter", "open", "Open", "Get ready for this routine, or see what is wrong with its file.", urgent=True
    ),
    Command("new", "ctrl+n", "new", "New", "Make one: empty, for what troubles you, or from a list.", urgent=True),
    Command("edit", "ctrl+e", "edit", "Edit", "Change this routine; of a bundled one, a copy of yours.", urgent=True),
    Command("copy", "ctrl+d", "copy", "Copy", "Copy this routine, with a name and a title of its own.", urgent=True),
    Command("remove", "delete", "remove", "Remove", "Remove this routine of yours; it can be put back.", urgent=True),
    Command("put-back", "ctrl+z", "put_back", "Undo", "Put back what was removed last.", footer=False),
    Command("edit-outside", "f4", "edit_outside", "Other editor", "Change it in $VISUAL or $EDITOR.", footer=False),
    Command("resume", "ctrl+r", "resume", "Resume", "Go on with the session that was left.", footer=False),
    Command(
        "resume-which", "f12", "resume_which", "Which one", "Choose among the sessions that were left.", footer=False
    ),
    Command("search", "slash", "search", "Find", "Every letter finds routines; this goes to the words.", footer=False),
    Command(
        "find", "ctrl+f", "search", "Find", "Go to the words that routines are found by.", footer=False, urgent=True
    ),
    Command(
        "filter",
        "ctrl+g",
        "filter",
        "Filter",
        "Choose body area, tag, minutes and what you have at hand.",
        footer=False,
        urgent=True,
    ),
    Command(
        "show-all", "escape", "show_all", "Show all", "Show every routine again: no words, no filters.", footer=False
    ),
    Command(
        "swap-in-library",
        "ctrl+o",
        "swap",
        "Another move",
        "Start it with another move in the place of one.",
        footer=False,
    ),
    Command(
        "short-form", "ctrl+t", "short", "Short form", "Get ready for the short form of this routine.", footer=False
    ),
    Command("favourite", "asterisk", "favourite", "Favourite", "Make it a favourite, or no longer.", footer=False),
    Command(
        "sort", "ctrl+s", "sort", "Sort", "For now, by last played, by title, or by minutes.", footer=False, urgent=True
    ),
    Command("week", "f9", "go('week')", "Week", "What you plan for the next seven days.", footer=False),
    Command("history", "f2", "go('history')", "History", "Look back: days, weeks, muscles, stiffness.", footer=False),
    Command("profile", "f3", "go('profile')", "Profile", "Answer the questions that the limits go by.", footer=False),
    Command("limits", "f5", "go('limits')", "Limits", "Every limit with its value, grade and source.", footer=False),
    Command("settings", "f6", "go('settings')", "Settings", "Theme, sound and keys.", footer=False),
    Command("moves", "f7", "go('moves')", "Moves", "Every move: how it is done, for what, with what.", footer=False),
    Command("advice", "f8", "go('advice')", "Advice", _ADVICE, footer=False),
    Command("quit", "ctrl+q", "quit", "Quit", "Leave the program.", urgent=True),
)
NEW: Final = (
    Command("make", "ctrl+s", "make", "Make it", "Make the routine, and open it to be changed."),
    Command("new-for", "f2", "way('for')", "For a complaint", "Make it for what troubles you.", urgent=True),
    Command("new-list", "f3", "way('list')", "From a list", "Make it of a list that you paste or type.", urgent=True),
    Command("new-empty", "f4", "way('empty')", "Empty", "Make an empty one, and add steps to it.", urgent=True),
    Command("make-nothing", "escape", "close", "Back", "Go back; nothing is made, and what was typed is kept."),
)
FILTER: Final = (
    Command("choose", "space,enter", "choose", "Choose", SELECT),
    Command("choose-nothing", "c", "clear", "Clear all", "Choose nothing: every routine fits."),
    Command("show-found", "escape,f,q", "close", "Show", "Go back to the routines that fit."),
)
READY: Final = (
    Command("begin", "enter", "begin", "Begin", "Nothing is new since last time: begin."),
    Command("something", "s", "something", "Something new", "Answer today's questions one by one."),
    Command("signs", "w", "signs", "Warning signs", "Show the signs that need help rather than stretching."),
    Command("fewer-minutes", "minus", "minutes(-1)", "-1 min", "Fit the routine to a minute less.", footer=False),
    Command("more-minutes", "plus,equals_sign", "minutes(1)", "+1 min", "Fit it to a minute more.", footer=False),
    Command("swap", "o", "swap", "Another move", "Let another move take the place of a step.", footer=False),
    Command("in-short", "t", "short", "Short form", "Only its short form; again, all of it.", footer=False),
    Command("as-written", "a", "as_written", "As written", "As long as its author wrote it.", footer=False),
    Command("ready-profile", "p", "profile", "Profile", "Answer the questions that the limits go by."),
    Command("back-to-library", "escape,q", "close", "Back", "Go back without beginning."),
)


def _said(name: str, label: str, does: str, *more: str, action: str = "", footer: bool = False) -> Command:
    """A command of the player, with its keys in both faces, and `more` keys that only a screen has."""
    keys = ",".join((*("space" if each == " " else each for each in KEYS[name]), *more))
    return Command(name, keys, action or f"say('{name}')", label, does, footer)


PLAYER: Final = (
    _said("pause", "Pause", "Pause, or go on.", footer=True),
    _said("next", "Next", "Go to the next hold, side or rest.", "right", footer=True),
    _said("next-step", "Next step", "Go past the whole step.", "shift+right", "pagedown"),
    _said("back", "Back", "Start this again, or go to the one before.", "left", footer=True),
    _said("more", "+10 s", "Ten seconds more, if the limits allow it.", "up"),
    _said("less", "-10 s", "Ten seconds less.", "down"),
    _said("too-much", "Too much", "End this at once; it rests for the session.", footer=True),
    _said("yes", "Yes", "Yes: it is on, it looks well, it is off, I have read it."),
    Command("read-advice", "a", "read_advice", "Read on", "Read the whole page of the advice; pauses.", footer=False),
    _said("sharp", "Sharp", "After too much: it was a sharp pain."),
    _said("tingling", "Tingling", "After too much: it tingled or was numb."),
    _said("cramp", "Cramp", "After too much: it was a cramp."),
    _said("dizzy", "Dizzy", "After too much: you were dizzy."),
    _said("skin", "Skin", "After too much: a blister, or numb skin."),
    _said("other", "Other", "After too much: it was something else; while paused: another move for these muscles."),
    _said("take-back", "Take it back", "Too much was a mistake: go on where it was, within a minute."),
    _said("end", "End for good", "When asked whether to leave: end the session for good."),
    _said("mute", "Mute", "Sound off but for alarms, or on again.", action="mute"),
    _said("louder", "Louder", "Ten per cent louder.", action="volume(10)"),
    _said("quieter", "Quieter", "Ten per cent quieter.", action="volume(-10)"),
    _said("voice", "Voice", "Voice off, names only, or in full.", action="voice"),
    _said("time-left", "Time left", "Say how long it takes until the end.", action="time_left"),
    Command("figure", "g", "figure", "Figure", "Show how it is done, or do not.", footer=False),
    Command("big", "f", "big", "Big", "Let the countdown fill the screen.", footer=False),
    _said("leave", "Leave", "Leave: asks, and always saves.", "escape", footer=True),
)
FORM: Final = (
    Command("keep", "ctrl+s", "keep", "Keep", "Keep these answers."),
    Command("form-signs", "f6", "signs", "Warning signs", "Show the signs that need help rather than stretching."),
    Command("discard", "escape", "close", "Back", "Go back; the answers stay as they were."),
)
SWAP: Final = (
    Command("pick", "enter,space", "pick", "Take it", "Let what is marked take the place."),
    Command("keep-as-it-is", "escape,o,q", "close", "Back", "Leave it as it is."),
)
ANSWER: Final = (
    Command("give-answer", "enter", "pick", "Take it", "Take the answer that is marked, or what was typed."),
    Command("give-no-answer", "escape", "close", "Back", "Go back; the question stays."),
)
EDITOR: Final = (
    Command("add", "a", "add", "Add", "Choose a move, and put it behind the marked step."),
    Command("fields", "enter", "fields", "Edit", "Change what the marked step says; enter again changes one field."),
    Command("save", "ctrl+s", "save", "Save", "Save the file; the former version stays beside it, as .bak."),
    Command("undo", "ctrl+z,u", "undo", "Undo", "Take the last change back, in whichever view it was made."),
    Command("play-here", "p", "play", "Play", "Play it, from the start or from the marked step on."),
    Command("text", "t", "text", "Text", "See and change the text of the file, at the same step."),
    Command("other-move", "i", "instead", "Other", "Let another move for the same muscles take its place."),
    Command("remove-step", "delete,d", "remove", "Remove", "Take the marked steps out; undo brings them back."),
    Command("step-up", "alt+up,ctrl+up", "move(-1)", "Move", "Move the step up, into rounds and out of them."),
    Command("step-down", "alt+down,ctrl+down", "move(1)", "Down", "Move it down.", footer=False),
    Command("dose-more", "plus,equals_sign", "more(1)", "More", "Five seconds or one repetition more.", footer=False),
    Command("dose-less", "minus", "more(-1)", "Less", "Five seconds or one repetition less.", footer=False),
    Command("side", "s", "side", "Side", "The next of both, each, left, right and alternate.", footer=False),
    Command(
        "switch-step", "space", "switch", "Off/on", "Leave the step out for now, or take it in again.", footer=False
    ),
    Command("group", "g", "group", "Rounds", "Put steps into rounds; on rounds, take them apart.", footer=False),
    Command("mark-up", "shift+up", "extend(-1)", "Mark up", "Mark the step above as well.", footer=False),
    Command("mark-down", "shift+down", "extend(1)", "Mark down", "Mark the step below as well.", footer=False),
    Command("copy-step", "c", "copy", "Copy", "Put a copy of the step behind it.", footer=False),
    Command("own-step", "o", "own_step", "Own step", "Write a step that is no move of the catalogue.", footer=False),
    Command("rehearse-here", "r", "rehearse", "Rehearse", "Run through it fast, with nothing charged.", footer=False),
    Command("redo", "ctrl+y,ctrl+shift+z", "redo", "Redo", "Make it again.", footer=False),
    Command("leave-editor", "escape,q", "close", "Back", "Go back; what is not saved is asked about."),
)
_ONE_PLACE: Final = to_translate(
    "Only moves for one place, the next at each press: bed, chair, floor, standing, anywhere."
)
MOVES: Final = (
    Command("take-move", "enter", "take", "Take it", "Take the move that is marked.", urgent=True),
    Command("leave-moves", "escape", "close", "Back", "Clear what was looked for; then go back.", urgent=True),
    Command("read-move", "f4", "read", "Read", "Let the words have all the room, or show the list again.", urgent=True),
    Command("move-place", "f2", "place", "Place", _ONE_PLACE, urgent=True),
    Command("move-things", "f3", "things", "At hand", "Only moves for which you have everything.", urgent=True),
    Command("move-body", "tab,f6", "body", "Body", "Only moves for one part of the body, on a map.", urgent=True),
    Command("words-on", "pagedown", "words(1)", "Further", "Scroll the words of the move.", footer=False, urgent=True),
    Command("words-back", "pageup", "words(-1)", "Back up", "Scroll them back.", footer=False, urgent=True),
    Command("moves-on", "ctrl+down", "far(1)", "Far down", "Go down the list by a page.", footer=False, urgent=True),
    Command("moves-back", "ctrl+up", "far(-1)", "Far up", "Go up the list by a page.", footer=False, urgent=True),
)
THINGS: Final = (
    Command("choose-thing", "space,enter", "choose", "Choose", SELECT),
    Command("no-things", "c", "clear", "Clear all", "Choose nothing: moves with any things are shown."),
    Command("show-moves", "escape,f3,q", "close", "Show", "Go back to the moves that fit."),
)
BODY: Final = (
    Command("pick-part", "enter,space", "pick", "Take it", "Show the moves for what is marked.", urgent=True),
    Command("keep-part", "escape,f6,q", "close", "Back", "Go back; what is shown stays as it is."),
)
ADVICE: Final = (
    Command("read-on", "space", "read_on", "Further", "A screenful further; from the end of a page to the next topic."),
    Command("back-from-advice", "escape,a,q", "close", "Back", GO_BACK),
)
LIMITS: Final = (
    Command("find-limit", "slash", "find", "Find", "Find limits by their words, as you type."),
    Command("back-from-limits", "escape,q", "close", "Back", GO_BACK),
)
SETTINGS: Final = (
    Command("reread-settings", "r", "reread", "Read again", "Read the settings file again, after it was changed."),
    Command("back-from-settings", "escape,q", "close", "Back", GO_BACK),
)
TEXT: Final = (
    Command("fix", "f9,ctrl+full_stop", "fix", "Mend", "Mend what is wrong in this line, where that is known."),
    Command("undo-typing", "ctrl+z", "undo", "Undo", "Take the last change back, made here or in the steps."),
    Command("next-problem", "f8", "problem(1)", "Next problem", "Go to the next problem."),
    Command(
        "previous-problem", "shift+f8,f20", "problem(-1)", "Previous problem", "Go to the one before.", footer=False
    ),
    Command("complete", "ctrl+space,ctrl+@", "complete", "Complete", "List what can be written here."),
    Command(
        "text-help",
        "f2",
        "show_help",
        "Explain",
        "Show or hide what is said about the key at the cursor.",
        footer=False,
    ),
    Command(
        "remark",
        "ctrl+slash,ctrl+underscore",
        "remark",
        "Remark",
        "Make a remark of the line, or a line of it.",
        footer=False,
    ),
    Command("leave-text", "escape", "leave", "Back", "Close the list, or leave the text."),
)
PAGE: Final = (Command("close", "escape,q", "close", "Back", GO_BACK),)

COMMANDS: Final = MappingProxyType(
    {
        to_translate("Anywhere"): ANYWHERE,
        to_translate("Library"): LIBRARY,
        to_translate("Week"): WEEK,
        to_translate("Into the plan"): PLAN_ENTRY,
        to_translate("New"): NEW,
        to_translate("Filter"): FILTER,
        to_translate("Ready"): READY,
        to_translate("Player"): PLAYER,
        to_translate("Another move"): SWAP,
        to_translate("Answers"): ANSWER,
        to_translate("Moves"): MOVES,
        to_translate("Things at hand"): THINGS,
        to_translate("Part of the body"): BODY,
        to_translate("Done"): DONE,
        to_translate("Editor"): EDITOR,
        to_translate("Advice"): ADVICE,
        to_translate("Forms"): FORM,
        to_translate("Limits"): LIMITS,
        to_translate("Settings"): SETTINGS,
        to_translate("Text"): TEXT,
        to_translate("History"): HISTORY,
        to_translate("Self-tests"): MEASURE,
        to_translate("A session"): PAST_SESSION,
        to_translate("Other pages"): PAGE,
    }
)
"""Every command, by the page it is understood on."""
BY_NAME: Final = MappingProxyType({each.name: each for commands in COMMANDS.values() for each in commands})


def bindings(commands: tuple[Command, ...]) -> list[Binding]:
    """The commands as Textual's bindings."""
    return [
        Binding(
            each.keys, each.action, each.label, show=each.footer, priority=each.urgent, tooltip=each.help, id=each.name
        )
        for each in commands
    ]


LIST_KEYS: Final = (
    Binding("down", "cursor_down", "Down", show=False),
    Binding("up", "cursor_up", "Up", show=False),
    Binding("home", "first", "First", show=False),
    Binding("end", "last", "Last", show=False),
    Binding("pagedown", "page_down", "Page down", show=False),
    Binding("pageup", "page_up", "Page up", show=False),
)
"""What moves through a list."""

_PLAINLY: Final = {"escape": "esc", "enter": "enter", "backspace": "backspace", "delete": "del"}
_EVERYWHERE: Final = "Anywhere"
_GIVES_WAY: Final = frozenset({"suspend"})
"""Commands of every page whose keys a page may use for something else: where something is undone, ctrl+z undoes."""
_LIBRARY: Final = "Library"
_TAKEN_BY_SEARCH: Final = to_translate(
    "{page}: {key} finds routines there, so it cannot be the key of {command}; take one with ctrl+, or a function key"
)
_TYPED: Final = ("slash",)
"""Keys with a letter or a sign that are no text in the search field."""
_ARROWS: Final = "↑↓←→⏎"
_NAMES: Final = {"]": "right_square_bracket", ";": "semicolon"}
"""What Textual calls those that are no letters among the keys of other layouts."""


def keys_of(command: Command, keymap: Mapping[str, str]) -> tuple[str, ...]:
    """The keys of a command by Textual's names, as the settings have them."""
    keys = keymap.get(command.name, command.keys)
    return tuple(each.key for each in Binding.make_bindings([Binding(keys, command.action)]))


def meant(key: str, known: Collection[str]) -> str:
    """Which of the `known` keys `key` stands for: itself, the other case, or the same place on a keyboard.

    Where none of them is known, the key at its place on a Latin keyboard.
    """
    *modifiers, last = key.split("+")
    last = ";" if last == "semicolon" else last
    if key in known or len(last) != 1:
        return key
    here = latin(last)
    ways = ["+".join((*modifiers, _NAMES.get(way, way))) for way in (here, last.lower(), last.upper(), here.upper())]
    return next((way for way in ways if way in known), ways[0])


def written(key: str) -> str:
    """A key as people write it: "space", "ctrl+s", "?", "→"."""
    *modifiers, last = key.split("+")
    return "+".join((*modifiers, _PLAINLY.get(last) or format_key(last)))


def shown(command: Command, keymap: Mapping[str, str]) -> str:
    """All keys of a command, side by side."""
    return " ".join(map(written, keys_of(command, keymap)))


def first_key(name: str, keymap: Mapping[str, str]) -> str:
    """The first key of the command `name`, as people write it."""
    return written(keys_of(BY_NAME[name], keymap)[0])


def faults(keymap: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Every command of the settings whose key cannot work, with what is wrong."""
    for name in sorted(set(keymap) - set(BY_NAME)):
        near = get_close_matches(name.replace("_", "-"), sorted(BY_NAME), 1)
        hint = gettext("; did you mean {name}?").format(name=f"`{near[0]}`") if near else ""
        yield name, gettext("no command is called `{name}`, so it has no key{hint}").format(name=name, hint=hint)
    yield from _typed(keymap)
    yield from clashes(keymap)


def _typed(keymap: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """A command of the library and a sentence for each key given to it that is text in its search field."""
    for command in LIBRARY:
        for key in keys_of(command, keymap) if command.name in keymap else ():
            if key not in _TYPED and (key == "space" or len(written(key)) == 1) and written(key) not in _ARROWS:
                said = gettext(_TAKEN_BY_SEARCH)
                yield command.name, said.format(page=gettext(_LIBRARY), key=written(key), command=named(command))


def clashes(keymap: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """A command and a sentence for each key given to it that another command on the same page has as well."""
    for page, commands in COMMANDS.items():
        owners: dict[str, list[Command]] = {}
        everywhere = () if page == _EVERYWHERE else ANYWHERE
        for command in (*commands, *everywhere):
            for key in keys_of(command, keymap):
                owners.setdefault(key, []).append(command)
        for key, owning in owners.items():
            here = [each for each in owning if page == _EVERYWHERE or each not in ANYWHERE]
            found = [each for each in owning if each in here or each.name not in _GIVES_WAY]
            given = [each.name for each in found if each.name in keymap]
            if len(found) > 1 and here and given:
                said = gettext("{page}: {key} is the key of {names}; only one of them can have it")
                yield given[0], said.format(page=gettext(page), key=written(key), names=listed([*map(named, found)]))


def key_lines(keymap: Mapping[str, str]) -> Iterator[str]:
    """Every command by its name for the settings, with its keys beside it; a heading above each page."""
    wide = max(map(len, BY_NAME))
    for page, commands in COMMANDS.items():
        yield gettext(page)
        for command in commands:
            yield f"  {command.name:<{wide}}  {shown(command, keymap)}"
        yield ""
