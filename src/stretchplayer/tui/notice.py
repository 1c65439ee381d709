"""A page that says something and waits to be left."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from stretchplayer.tui.commands import PAGE, Command, bindings
from stretchplayer.tui.page import Page, Words


class NoticePage(Page[None]):
    """A title and some lines of text."""

    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = PAGE
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(PAGE)]

    def __init__(self, title: str, lines: Iterable[str]) -> None:
        super().__init__()
        self._title, self._lines = title, tuple(lines)

    def content(self) -> Iterable[Widget]:
        """The lines, one below the other."""
        yield Words(self._title, classes="title")
        with_gaps = "\n\n".join(self._lines)
        yield VerticalScroll(Words(with_gaps, classes="text"))


def signs() -> NoticePage:
    """All warning signs."""
    from stretchplayer.caps.questions import RED_FLAGS, WHEN

    groups = ("\n".join((f"{WHEN[group]}:", *(f"  • {sign}" for sign in told))) for group, told in RED_FLAGS.items())
    return NoticePage("Signs that need help rather than stretching", groups)
