"""The top row of the library: the program's name, and the other pages."""

from collections.abc import Mapping

from textual.app import ComposeResult
from textual.containers import Horizontal

from stretchplayer.tui.commands import LIBRARY
from stretchplayer.tui.link import Link
from stretchplayer.tui.page import Words
from stretchplayer.tui.search import key_of


class NavBar(Horizontal):
    """With `keymap`, the keys that the user gave to commands."""

    def __init__(self, keymap: Mapping[str, str]) -> None:
        super().__init__(id="top")
        self._keymap = keymap

    def compose(self) -> ComposeResult:
        """From left to right."""
        yield Words("stretchplayer", id="heading")
        for command in LIBRARY:
            if command.action.startswith("go("):
                action = f"screen.{command.action}"
                yield Link(command.label, action, classes="page")
                yield Link(f"({key_of(command.name, self._keymap)})", action, classes="key")
