"""Help: every command of the screen it was opened from, with its keys as they are now; choosing one does it."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any, ClassVar, Final

from rich.cells import cell_len
from textual.binding import BindingType
from textual.content import Content
from textual.events import Resize
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from stretchplayer.tui.charts.text_layout import clipped, wrapped
from stretchplayer.tui.keymap import ANYWHERE, COMMANDS, PAGE, Command, bindings, shown
from stretchplayer.tui.screens.base import Page
from stretchplayer.tui.widgets.basics import Words, plain

_GAP: Final = 2
_LEAST: Final = 30
"""Cells that the sentences need at least to stand beside the names."""
MANUAL: Final = (
    "In the shell, `stretchplayer --help` lists all commands, and `stretchplayer play --help` tells all about one of "
    "them. The manual is the folder docs of the project; it begins with docs/index.md."
)


def page_name(commands: Sequence[Command]) -> str:
    """What the page with these commands is called; "This page" where the table does not say."""
    if tuple(commands) == PAGE:
        return "This page"
    return next((name for name, listed in COMMANDS.items() if listed == tuple(commands)), "This page")


def sections(here: Sequence[Command]) -> list[tuple[str, tuple[Command, ...]]]:
    """The commands of the page, and those that hold everywhere."""
    found = [(page_name(here), tuple(here))] if here else []
    return [*found, ("Everywhere", ANYWHERE)]


def widths(commands: Iterable[Command], keymap: Mapping[str, str]) -> tuple[int, int]:
    """Cells of the columns of keys and of names."""
    listed = list(commands)
    return (
        max((cell_len(shown(each, keymap)) for each in listed), default=0),
        max((cell_len(each.label) for each in listed), default=0),
    )


def help_row(command: Command, keymap: Mapping[str, str], columns: tuple[int, int], width: int) -> str:
    """One command in `width` cells; its sentence stands below where there is no room beside."""
    left = columns[0] + columns[1] + 2 * _GAP
    gap = " " * _GAP
    head = f"{_padded(shown(command, keymap), columns[0])}{gap}{_padded(command.label, columns[1])}"
    if width - left >= _LEAST:
        first, *more = wrapped(command.help, width - left) or [""]
        return "\n".join((f"{head}{gap}{first}", *(" " * left + line for line in more)))
    return "\n".join((clipped(head.rstrip(), width), *(gap + line for line in wrapped(command.help, width - _GAP))))


def _padded(text: str, width: int) -> str:
    return text + " " * (width - cell_len(text))


_PADDING = 5
"""Cells that the list needs for itself: its frame and its scroll bar."""


class HelpPage(Page[None]):
    """The commands of the page below, then those that hold everywhere."""

    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = PAGE
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(PAGE)]
    HEADING = "Help"

    def __init__(self, about: Screen[Any]) -> None:
        super().__init__()
        self._about = about
        self._here: tuple[Command, ...] = getattr(about, "COMMANDS_HERE", ())

    def content(self) -> Iterable[Widget]:
        """The list, and below it where the manual is."""
        yield OptionList(id="commands", compact=True, markup=False)
        yield Words(MANUAL, id="manual")

    def on_mount(self) -> None:
        """The arrows go through the list at once."""
        self.query_one(OptionList).focus()

    def on_resize(self, event: Resize) -> None:
        """Fill the columns anew, for the width there is."""
        listed = self.query_one(OptionList)
        marked = listed.highlighted
        listed.clear_options()
        listed.add_options(self._options(event.size.width - _PADDING))
        listed.highlighted = 1 if marked is None else marked

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go back, and do it there."""
        command = next((each for each in (*self._here, *ANYWHERE) if each.name == event.option_id), None)
        self.dismiss(None)
        if command is not None and command.action != "help":
            where = self.app if command in ANYWHERE else self._about
            self.app.call_later(partial(where.run_action, command.action))

    def _options(self, width: int) -> Iterable[Option]:
        keymap = self.context.settings.keys
        parts = sections(self._here)
        columns = widths((each for _, commands in parts for each in commands), keymap)
        for number, (name, commands) in enumerate(parts):
            yield Option(_heading(name, width, gap=bool(number)), disabled=True)
            for command in commands:
                yield Option(plain(help_row(command, keymap, columns, width)), id=command.name)


def _heading(text: str, width: int, *, gap: bool) -> Content:
    return plain("\n" * gap + "\n".join(wrapped(text, width))).stylize("bold")
