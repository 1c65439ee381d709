"""Help: every command of the screen it was opened from, with its keys as they are now; choosing one runs it."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Final

from rich.cells import cell_len
from textual.content import Content
from textual.events import Resize
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from stretchplayer.translation import gettext, to_translate
from stretchplayer.tui.charts.text_layout import clipped, fitted, wrapped
from stretchplayer.tui.command import Command
from stretchplayer.tui.keymap import ANYWHERE, COMMANDS, PAGE, shown
from stretchplayer.tui.screens.base import Page
from stretchplayer.tui.widgets.basics import Words

_GAP: Final = "  "
_LEAST: Final = 30
"""Cells that the sentences need to stand beside the names."""
_PADDING: Final = 5
"""Cells that the list takes for its frame and its scroll bar."""
MANUAL: Final = to_translate(
    "In the shell, `stretchplayer --help` lists all commands, and `stretchplayer play --help` tells all about one of "
    "them. The manual is the folder docs of the project; it begins with docs/index.md."
)


def sections(here: Sequence[Command]) -> list[tuple[str, tuple[Command, ...]]]:
    """The commands of a page under its name, then those that hold everywhere."""
    names = {commands: name for name, commands in COMMANDS.items() if commands != PAGE}
    found = [(names.get(tuple(here), to_translate("This page")), tuple(here))] if here else []
    return [*found, (to_translate("Everywhere"), ANYWHERE)]


def help_rows(commands: Sequence[Command], keymap: Mapping[str, str], width: int) -> list[str]:
    """A text of lines of `width` cells for each command; its sentence stands below where there is no room beside."""
    keys = [shown(each, keymap) for each in commands]
    first, second = max(map(cell_len, keys)), max(cell_len(each.title) for each in commands)
    rows = []
    for command, its_keys in zip(commands, keys, strict=True):
        head = f"{fitted(its_keys, first)}{_GAP}{fitted(command.title, second)}{_GAP}"
        left = cell_len(head)
        if width - left >= _LEAST:
            lines = wrapped(command.explained, width - left)
            rows.append(head + f"\n{' ' * left}".join(lines))
        else:
            lines = wrapped(command.explained, width - len(_GAP))
            rows.append("\n".join((clipped(head.rstrip(), width), *(_GAP + line for line in lines))))
    return rows


class HelpPage(Page[None], commands=PAGE):
    """The commands of the page below, then those that hold everywhere."""

    HEADING = to_translate("Help")

    def __init__(self, about: Screen[Any]) -> None:
        super().__init__()
        self._about = about
        self._here: tuple[Command, ...] = getattr(about, "COMMANDS_HERE", ())

    def content(self) -> Iterable[Widget]:
        yield OptionList(id="commands", compact=True, markup=False)
        yield Words(gettext(MANUAL), id="manual")

    def on_resize(self, event: Resize) -> None:
        listed = self.query_one(OptionList)
        marked = listed.highlighted
        listed.clear_options()
        listed.add_options(self._options(event.size.width - _PADDING))
        listed.highlighted = 1 if marked is None else marked

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go back, and run the command there."""
        command = next((each for each in (*self._here, *ANYWHERE) if each.name == event.option_id), None)
        self.dismiss(None)
        if command is not None and command.action != "help":
            where = self.app if command in ANYWHERE else self._about
            self.app.call_later(partial(where.run_action, command.action))

    def _options(self, width: int) -> Iterable[Option]:
        parts = sections(self._here)
        rows = iter(help_rows([each for _, commands in parts for each in commands], self.context.settings.keys, width))
        for number, (name, commands) in enumerate(parts):
            yield Option(Content("\n" * bool(number) + gettext(name)).stylize("bold"), disabled=True)
            yield from (Option(Content(next(rows)), id=each.name) for each in commands)
