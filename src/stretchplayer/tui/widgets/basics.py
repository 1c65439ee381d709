"""Text as it is, and buttons: what all pages are made of."""

from collections.abc import Iterable
from typing import Final

from rich.cells import cell_len
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Button, Static

_AROUND: Final = 6
"""Cells around the words of a button: its line, its padding and its margin."""


def plain(text: str) -> Content:
    """Text as it is: nothing in it is markup."""
    return Content(text)


class Words(Static):
    """Some words; drawn anew only when they change."""

    def __init__(self, text: str = "", *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(plain(text), id=id, classes=classes, markup=False)
        self._text = text

    @property
    def text(self) -> str:
        """What stands there."""
        return self._text

    def say(self, text: str, *, layout: bool = False) -> None:
        """Let it read `text`; `layout` where it may need another number of rows."""
        if text != self._text:
            self._text = text
            self.update(plain(text), layout=layout)


class Answers(Horizontal):
    """The answers to a question as buttons: side by side, or in columns where there is no room for that."""

    _widths: tuple[int, ...] = ()

    def offer(self, answers: Iterable[tuple[str, str]]) -> None:
        """Let these be the answers: what each says, and the command that it is."""
        offered = tuple(answers)
        self.display = bool(offered)
        self._widths = tuple(cell_len(label) + _AROUND for label, _ in offered)
        self.remove_children()
        self.mount(*(press(label, name) for label, name in offered))
        self.on_resize()

    def on_resize(self) -> None:
        """The room may be another."""
        room = self.size.width
        columns = bool(room) and sum(self._widths) > room
        self.set_class(columns, "-columns")
        if columns:
            self.styles.grid_size_columns = max(1, room // max(self._widths))


def press(label: str, name: str) -> Button:
    """A button for the mouse; keys do the same, so it never takes the focus."""
    button = Button(Content(label), name=name, compact=True)
    button.can_focus = False
    return button
