"""Every command of the app, declared once: footer, palette, help and keymap are made from this table."""

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final, NamedTuple

from textual.binding import Binding


class Command(NamedTuple):
    """One thing that a key does on a page.

    `name` is what the configuration calls it; `keys` are parted by commas; `action` is Textual's; `label` stands in
    the footer if `footer`, `help` is a sentence.
    """

    name: str
    keys: str
    action: str
    label: str
    help: str
    footer: bool = True


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
LIBRARY: Final = (
    Command("open", "enter", "open", "Open", "Get ready for this routine, or see what is wrong with its file."),
    Command("resume", "r", "resume", "Resume", "Go on with the session that was left."),
    Command("search", "slash", "search", "Search", "Find routines by their words, as you type."),
    Command("filter", "f", "filter", "Filter", "Choose tag, body area, minutes and what you have at hand."),
    Command("history", "h", "go('history')", "History", "Look back: days, weeks, muscles, stiffness."),
    Command("profile", "p", "go('profile')", "Profile", "Answer the questions that the limits go by."),
    Command("limits", "l", "go('limits')", "Limits", "Every limit with its value, grade and source."),
    Command("settings", "s", "go('settings')", "Settings", "Theme, sound and keys."),
    Command("quit", "q", "quit", "Quit", "Leave the program."),
)
READY: Final = (
    Command("begin", "enter", "begin", "Nothing new: begin", "Nothing is new since last time: begin."),
    Command("something", "s", "something", "Something new", "Answer today's questions one by one."),
    Command("signs", "w", "signs", "Warning signs", "Show the signs that need help rather than stretching."),
    Command("back-to-library", "escape,q", "close", "Back", "Go back without beginning."),
)
PLAYER: Final = (
    Command("pause", "space", "pause", "Pause", "Pause, or go on."),
    Command("next", "n,right", "say('next')", "Next", "Go to the next hold, side or rest."),
    Command("next-step", "N,shift+right", "say('next-step')", "Next step", "Go past the whole step.", footer=False),
    Command("back", "b,left", "say('back')", "Back", "Start this again, or go to the one before."),
    Command(
        "more", "plus,equals_sign,up", "say('more')", "+10 s", "Ten seconds more, if the limits allow it.", footer=False
    ),
    Command("less", "minus,down", "say('less')", "-10 s", "Ten seconds less.", footer=False),
    Command("too-much", "x", "say('too-much')", "Too much", "End this at once; it rests for the session."),
    Command("yes", "y", "say('yes')", "Yes", "Yes: it is on, it looks well, it is off, I have read it.", footer=False),
    Command("mute", "m", "mute", "Mute", "Sound off, or on again.", footer=False),
    Command("voice", "v", "voice", "Voice", "Voice off, names only, or in full.", footer=False),
    Command("big", "f", "big", "Big", "Let the countdown fill the screen.", footer=False),
    Command("leave", "q,escape", "leave", "Leave", "Leave: asks, and always saves."),
)
FORM: Final = (
    Command("keep", "ctrl+s", "keep", "Keep", "Keep these answers."),
    Command("form-signs", "f6", "signs", "Warning signs", "Show the signs that need help rather than stretching."),
    Command("discard", "escape", "close", "Back", "Go back; the answers stay as they were."),
)
DONE: Final = (Command("done", "enter,escape,q", "close", "Back", "Go back to where you came from."),)
PAGE: Final = (Command("close", "escape,q", "close", "Back", "Go back to where you came from."),)

COMMANDS: Final = MappingProxyType(
    {
        "Anywhere": ANYWHERE,
        "Library": LIBRARY,
        "Ready": READY,
        "Player": PLAYER,
        "Done": DONE,
        "Forms": FORM,
        "Other pages": PAGE,
    }
)
"""Every command, by the page it is understood on."""


def bindings(commands: tuple[Command, ...]) -> list[Binding]:
    """What Textual needs to know of them."""
    return [
        Binding(each.keys, each.action, each.label, show=each.footer, tooltip=each.help, id=each.name)
        for each in commands
    ]


def names() -> Iterator[str]:
    """What the configuration can give other keys to."""
    return (each.name for commands in COMMANDS.values() for each in commands)
