"""Answers side by side, each with a sign that says whether it is chosen; for the keys and for the mouse."""

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.events import Click, Key
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from stretchplayer.tui.placing import placed, under


class Options(Widget, can_focus=True):
    """What one or several are picked from; `cursor` is the one that the keys speak of."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", "Before", show=False),
        Binding("right", "step(1)", "After", show=False),
        Binding("space,enter", "press", "Choose", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"options--option", "options--chosen", "options--cursor"}
    DEFAULT_CSS = """
    Options { height: auto; width: 1fr; }
    Options > .options--option { color: $text-muted; }
    Options > .options--chosen { color: $primary; text-style: bold; }
    Options > .options--cursor { color: $background; background: $primary; text-style: bold; }
    """

    def __init__(self, labels: Sequence[str], *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.labels = tuple(labels)
        self.cursor = 0

    def chosen(self, number: int) -> bool:
        """Whether one of them is chosen."""
        raise NotImplementedError

    def take(self, number: int) -> None:
        """Choose one of them, or no longer."""
        raise NotImplementedError

    def sign(self, number: int) -> str:
        """What stands before its label."""
        raise NotImplementedError

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """All of them in one row."""
        places = placed(self._words(), container.width or viewport.width)
        return max((place.left + place.width for place in places), default=0)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's
        """As many rows as they need."""
        return 1 + max((place.row for place in placed(self._words(), width)), default=0)

    def render_line(self, y: int) -> Strip:
        """One row of them."""
        strip, words = Strip([]), self._words()
        for number, place in enumerate(placed(words, self.size.width)):
            if place.row != y:
                continue
            gap = Segment(" " * (place.left - strip.cell_length), self.rich_style)
            strip = Strip([*strip, gap, Segment(words[number], self.get_component_rich_style(self._look(number)))])
        return strip.adjust_cell_length(self.size.width, self.rich_style)

    def action_step(self, by: int) -> None:
        """To the one before or after."""
        self.cursor = min(len(self.labels) - 1, max(0, self.cursor + by))
        self.refresh()

    def action_press(self) -> None:
        """Choose the one at the cursor."""
        self.take(self.cursor)

    def on_key(self, event: Key) -> None:
        """The first letter of just one of them means that one."""
        letter = (event.character or "").casefold()
        found = [number for number, label in enumerate(self.labels) if letter and label[:1].casefold() == letter]
        if len(found) == 1 and letter.isalnum():
            event.stop()
            event.prevent_default()
            self.cursor = found[0]
            self.take(found[0])

    def on_click(self, event: Click) -> None:
        """The one that was clicked."""
        at = event.get_content_offset(self)
        number = None if at is None else under(placed(self._words(), self.size.width), at.x, at.y)
        if number is not None:
            self.cursor = number
            self.take(number)

    def on_focus(self) -> None:
        """The cursor is seen only where the keys go."""
        self.refresh()

    def on_blur(self) -> None:
        """Gone again."""
        self.refresh()

    def _words(self) -> list[str]:
        return [f"{self.sign(number)} {label} " for number, label in enumerate(self.labels)]

    def _look(self, number: int) -> str:
        if self.has_focus and number == self.cursor:
            return "options--cursor"
        return "options--chosen" if self.chosen(number) else "options--option"
