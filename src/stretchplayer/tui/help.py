"""Help: every command of the page it was opened from with its keys as they are now; choosing one does it."""

from collections.abc import Iterable
from functools import partial
from typing import Any, ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.events import Resize
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from stretchplayer.tui.cells import wrapped
from stretchplayer.tui.commands import ANYWHERE, PAGE, Command, bindings
from stretchplayer.tui.help_rows import MANUAL, help_row, sections, widths
from stretchplayer.tui.page import Page, Words, plain

_PADDING = 5
"""Cells that the list needs for itself: its frame and its scroll bar."""


class HelpPage(Page[None]):
    """The commands of the page below, then those that hold everywhere."""

    CSS_PATH = "styles/help.tcss"
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
        keymap = self.desk.settings.keys
        parts = sections(self._here)
        columns = widths((each for _, commands in parts for each in commands), keymap)
        for number, (name, commands) in enumerate(parts):
            yield Option(_heading(name, width, gap=bool(number)), disabled=True)
            for command in commands:
                yield Option(plain(help_row(command, keymap, columns, width)), id=command.name)


def _heading(text: str, width: int, *, gap: bool) -> Content:
    return plain("\n" * gap + "\n".join(wrapped(text, width))).stylize("bold")
