"""Every command of the app, declared once: footer, palette, help and keymap are made from this table."""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final, NamedTuple

from textual.binding import Binding


class Command(NamedTuple):
    """One thing that a key does on a page.

    `name` is what the configuration calls it; `keys` are parted by commas; `action` is Textual's; `label` stands in
    the footer if `footer`, `help` is a sentence. One that is `urgent` holds before the next key is even looked at.
    """

    name: str
    keys: str
    action: str
    label: str
    help: str
    footer: bool = True
    urgent: bool = False


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
_ADVICE: Final = "Short pages: drinking, posture, rest and more, and when to see someone."
LIBRARY: Final = (
    Command("open", "enter", "open", "Open", "Get ready for this routine, or see what is wrong with its file."),
    Command("resume", "r", "resume", "Resume", "Go on with the session that was left.", footer=False),
    Command(
        "search", "slash", "search", "Search", "Find routines by their words, as you type.", footer=False, urgent=True
    ),
    Command(
        "filter", "f", "filter", "Filter", "Choose body area, tag, minutes and what you have at hand.", footer=False
    ),
    Command(
        "show-all", "escape", "show_all", "Show all", "Show every routine again: no words, no filters.", footer=False
    ),
    Command("edit", "e", "edit", "Edit", "Change this routine of yours in your editor."),
    Command("customize", "c", "customize", "Customize", "Make a copy of this routine that is yours to change."),
    Command("history", "h", "go('history')", "History", "Look back: days, weeks, muscles, stiffness.", footer=False),
    Command("profile", "p", "go('profile')", "Profile", "Answer the questions that the limits go by.", footer=False),
    Command("limits", "l", "go('limits')", "Limits", "Every limit with its value, grade and source.", footer=False),
    Command("settings", "s", "go('settings')", "Settings", "Theme, sound and keys.", footer=False),
    Command("advice", "a", "go('advice')", "Advice", _ADVICE, footer=False),
    Command("quit", "q", "quit", "Quit", "Leave the program."),
)
FILTER: Final = (
    Command("choose", "space,enter", "choose", "Choose", "Choose what is marked, or no longer."),
    Command("choose-nothing", "c", "clear", "Clear all", "Choose nothing: every routine fits."),
    Command("show-found", "escape,f,q", "close", "Show", "Go back to the routines that fit."),
)
READY: Final = (
    Command("begin", "enter", "begin", "Begin", "Nothing is new since last time: begin."),
    Command("something", "s", "something", "Something new", "Answer today's questions one by one."),
    Command("signs", "w", "signs", "Warning signs", "Show the signs that need help rather than stretching."),
    Command("fewer-minutes", "minus", "minutes(-1)", "-1 min", "Fit the routine to a minute less.", footer=False),
    Command("more-minutes", "plus,equals_sign", "minutes(1)", "+1 min", "Fit it to a minute more.", footer=False),
    Command("as-written", "a", "as_written", "As written", "As long as its author wrote it.", footer=False),
    Command("ready-profile", "p", "profile", "Profile", "Answer the questions that the limits go by."),
    Command("back-to-library", "escape,q", "close", "Back", "Go back without beginning."),
)
PLAYER: Final = (
    Command("pause", "space", "pause", "Pause", "Pause, or go on."),
    Command("next", "n,right", "say('next')", "Next", "Go to the next hold, side or rest."),
    Command(
        "next-step",
        "right_square_bracket,shift+right,pagedown",
        "say('next-step')",
        "Next step",
        "Go past the whole step.",
        footer=False,
    ),
    Command("back", "b,left", "say('back')", "Back", "Start this again, or go to the one before."),
    Command(
        "more", "plus,equals_sign,up", "say('more')", "+10 s", "Ten seconds more, if the limits allow it.", footer=False
    ),
    Command("less", "minus,down", "say('less')", "-10 s", "Ten seconds less.", footer=False),
    Command(
        "too-much", "x,exclamation_mark", "say('too-much')", "Too much", "End this at once; it rests for the session."
    ),
    Command("yes", "y", "say('yes')", "Yes", "Yes: it is on, it looks well, it is off, I have read it.", footer=False),
    Command("read-advice", "a", "read_advice", "Read on", "Read the whole page of the advice; pauses.", footer=False),
    Command("sharp", "s", "say('sharp')", "Sharp", "After too much: it was a sharp pain.", footer=False),
    Command("tingling", "t", "say('tingling')", "Tingling", "After too much: it tingled or was numb.", footer=False),
    Command("cramp", "c", "say('cramp')", "Cramp", "After too much: it was a cramp.", footer=False),
    Command("dizzy", "d", "say('dizzy')", "Dizzy", "After too much: you were dizzy.", footer=False),
    Command("skin", "k", "say('skin')", "Skin", "After too much: a blister, or numb skin.", footer=False),
    Command("other", "o", "say('other')", "Other", "After too much: it was something else.", footer=False),
    Command("end", "e", "end", "End for good", "When asked whether to leave: end the session for good.", footer=False),
    Command("mute", "m", "mute", "Mute", "Sound off but for alarms, or on again.", footer=False),
    Command("louder", "greater_than_sign,0", "volume(10)", "Louder", "Ten per cent louder.", footer=False),
    Command("quieter", "less_than_sign,9", "volume(-10)", "Quieter", "Ten per cent quieter.", footer=False),
    Command("voice", "v", "voice", "Voice", "Voice off, names only, or in full.", footer=False),
    Command("figure", "g", "figure", "Figure", "Show how it is done, or do not.", footer=False),
    Command("big", "f", "big", "Big", "Let the countdown fill the screen.", footer=False),
    Command("leave", "q,escape", "leave", "Leave", "Leave: asks, and always saves."),
)
FORM: Final = (
    Command("keep", "ctrl+s", "keep", "Keep", "Keep these answers."),
    Command("form-signs", "f6", "signs", "Warning signs", "Show the signs that need help rather than stretching."),
    Command("discard", "escape", "close", "Back", "Go back; the answers stay as they were."),
)
DONE: Final = (
    Command("read-more", "a", "read_advice", "Read on", "Read the whole page of the advice."),
    Command("done", "enter,escape,q", "close", "Back", "Go back to where you came from."),
)
ADVICE: Final = (
    Command("read-on", "space", "read_on", "Further", "A screenful further; from the end of a page to the next topic."),
    Command("back-from-advice", "escape,a,q", "close", "Back", "Go back to where you came from."),
)
LIMITS: Final = (
    Command("find-limit", "slash", "find", "Find", "Find limits by their words, as you type."),
    Command("back-from-limits", "escape,q", "close", "Back", "Go back to where you came from."),
)
SETTINGS: Final = (
    Command("reread-settings", "r", "reread", "Read again", "Read the settings file again, after it was changed."),
    Command("back-from-settings", "escape,q", "close", "Back", "Go back to where you came from."),
)
PAGE: Final = (Command("close", "escape,q", "close", "Back", "Go back to where you came from."),)

COMMANDS: Final = MappingProxyType(
    {
        "Anywhere": ANYWHERE,
        "Library": LIBRARY,
        "Filter": FILTER,
        "Ready": READY,
        "Player": PLAYER,
        "Done": DONE,
        "Advice": ADVICE,
        "Forms": FORM,
        "Limits": LIMITS,
        "Settings": SETTINGS,
        "Other pages": PAGE,
    }
)
"""Every command, by the page it is understood on."""


def bindings(commands: tuple[Command, ...]) -> list[Binding]:
    """What Textual needs to know of them."""
    return [
        Binding(
            each.keys, each.action, each.label, show=each.footer, priority=each.urgent, tooltip=each.help, id=each.name
        )
        for each in commands
    ]


def names() -> Iterator[str]:
    """What the configuration can give other keys to."""
    return (each.name for commands in COMMANDS.values() for each in commands)
