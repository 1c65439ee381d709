"""Text that is shown as it is, buttons, and links: what all pages are made of."""

from collections.abc import Iterable
from typing import Final

from rich.cells import cell_len
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Click
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Button, Static

from stretchplayer.text import harmless

_AROUND: Final = 6
"""Cells around the label of a button: its line, its padding and its margin."""


class Words(Static):
    """Text without markup, in which nothing steers the terminal; drawn anew only when it changes."""

    def __init__(self, text: str = "", *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        text = harmless(text)
        super().__init__(Content(text), id=id, classes=classes, markup=False)
        self.text = text

    def say(self, text: str, *, layout: bool = False) -> None:
        """Show `text`; `layout` where it may need another number of rows."""
        text = harmless(text)
        if text != self.text:
            self.text = text
            self.update(Content(text), layout=layout)


class Link(Words):
    """Runs `action`, as the key table names it, when it is clicked; it never takes the focus."""

    def __init__(self, text: str, action: str, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(text, id=id, classes=classes)
        self._action = action

    async def on_click(self, event: Click) -> None:
        event.stop()
        await self.run_action(self._action)


def press(label: str, name: str) -> Button:
    """A button for the mouse; keys do the same, so it never takes the focus."""
    button = Button(Content(harmless(label)), name=name, compact=True)
    button.can_focus = False
    return button


class Answers(Horizontal):
    """The answers to a question as buttons: side by side, or in columns where there is no room for that."""

    _widths: tuple[int, ...] = ()

    def offer(self, answers: Iterable[tuple[str, str]]) -> None:
        """Replace the answers: each is its label and the name of its button."""
        offered = tuple(answers)
        self.display = bool(offered)
        self._widths = tuple(cell_len(label) + _AROUND for label, _ in offered)
        self.remove_children()
        self.mount(*(press(label, name) for label, name in offered))
        self.on_resize()

    def on_resize(self) -> None:
        room = self.size.width
        columns = bool(room) and sum(self._widths) > room
        self.set_class(columns, "-columns")
        if columns:
            self.styles.grid_size_columns = max(1, room // max(self._widths))


class Bare(Widget):
    """A container that keeps its own blank rows, which Textual would make anew whenever anything in it changes.

    To be mixed in after the container, so that the styles are the container's.
    """

    _made: tuple[Region, list[Strip]] | None = None

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._made = None

    def render_lines(self, crop: Region) -> list[Strip]:
        if self._made is None or self._made[0] != crop:
            self._made = (crop, super().render_lines(crop))
        return self._made[1]
