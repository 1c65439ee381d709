"""The row that is searched in: the field, how many were found, and the way to the filters."""

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Input

from stretchplayer.tui.commands import LIBRARY
from stretchplayer.tui.key_names import keys_of, written
from stretchplayer.tui.link import Link
from stretchplayer.tui.page import Words


class Search(Input):
    """One row. Up and down go to the list, ctrl+c leaves, as everywhere else."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,up", "screen.to_list", "To the list", show=False),
        Binding("ctrl+c", "app.interrupt", "Leave", show=False),
    ]

    def __init__(self) -> None:
        super().__init__(placeholder="words of title, tag, body area, things", id="search", compact=True)
        # Nothing moves while nobody does anything.
        self.cursor_blink = False


class Looking(Horizontal):
    """With `keymap`, the keys that the user gave to commands."""

    def __init__(self, keymap: Mapping[str, str]) -> None:
        super().__init__(id="looking")
        self._keymap = keymap

    def compose(self) -> ComposeResult:
        """From left to right."""
        yield Link(key_of("search", self._keymap), "screen.search", id="slash")
        yield Search()
        yield Words(id="count")
        yield Link(f"Filter ({key_of('filter', self._keymap)})", "screen.filter", id="to-filter")


def key_of(name: str, keymap: Mapping[str, str]) -> str:
    """The first key of a command of the library, as people write it."""
    command = next(command for command in LIBRARY if command.name == name)
    return written(keys_of(command, keymap)[0])
