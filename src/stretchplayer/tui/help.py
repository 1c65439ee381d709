"""Help: every key of the page it was opened from, and what it does."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widget import Widget

from stretchplayer.tui.commands import ANYWHERE, PAGE, Command, bindings
from stretchplayer.tui.page import Page, Words


class HelpPage(Page[None]):
    """The commands of the page below, then those that hold everywhere."""

    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = PAGE
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(PAGE)]

    def __init__(self, about: Screen[object]) -> None:
        super().__init__()
        self._about = about

    def content(self) -> Iterable[Widget]:
        """A line for each command."""
        here: tuple[Command, ...] = getattr(self._about, "COMMANDS_HERE", ())
        yield Words("Keys", classes="title")
        with VerticalScroll():
            for command in (*here, *ANYWHERE):
                yield Words(f"{self._keys(command)}  {command.help}", classes="text")

    def _keys(self, command: Command) -> str:
        keys = self.app.desk.settings.keys.get(command.name, command.keys)  # type: ignore[attr-defined]
        return " ".join(
            self.app.get_key_display(binding) for binding in bindings((command._replace(keys=keys),))
        ).ljust(14)
