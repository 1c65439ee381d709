"""A scale from 0 to 10 and a level from 0 to 100 percent, set by keys or a click."""

from typing import ClassVar, Final

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click, Key
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from stretchplayer.tui.charts.text_layout import bar

_WORST: Final = 10
_MIDDLE: Final = 5
_LABEL: Final = 3
"""Cells of a number; only the last one has more."""


class Scale(Widget, can_focus=True):
    """Asks for a number from 0 to 10; `value` is None while it is not answered. Posts `Changed`.

    The number that is chosen stands in brackets.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", "Less", show=False),
        Binding("right", "step(1)", "More", show=False),
        Binding("home", "choose(0)", "Not at all", show=False),
        Binding("end", "choose(10)", "Most", show=False),
        Binding("backspace,delete", "choose(None)", "Clear", show=False),
    ]
    value: reactive[int | None] = reactive(None)

    class Changed(Message):
        """Another number was chosen, or None."""

        def __init__(self, value: int | None) -> None:
            super().__init__()
            self.value = value

    def __init__(self, value: int | None = None, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.set_reactive(Scale.value, value)
        self._one_before = False

    def render(self) -> Content:
        numbers = range(_WORST + 1)
        return Content.assemble(
            *((f"[{n}]", "bold $background on $primary") if n == self.value else f" {n} " for n in numbers)
        )

    def action_choose(self, value: int | None) -> None:
        self._one_before = False
        if value != self.value:
            self.value = value
            self.post_message(self.Changed(value))

    def action_step(self, by: int) -> None:
        """Choose the number before or after, or the middle where none is chosen."""
        self.action_choose(_MIDDLE if self.value is None else min(_WORST, max(0, self.value + by)))

    def on_key(self, event: Key) -> None:
        if self.typed(event):
            event.stop()

    def typed(self, event: Key) -> bool:
        """Take a digit, wherever the focus was; 1 and right after it 0 is 10. Returns whether it was one."""
        if event.character is None or event.character not in "0123456789":
            self._one_before = False
            return False
        if not self.has_focus:
            self.focus()
        number = int(event.character)
        self.action_choose(_WORST if number == 0 and self._one_before else number)
        self._one_before = number == 1
        return True

    def on_blur(self) -> None:
        # A digit that is typed later is another number.
        self._one_before = False

    def on_click(self, event: Click) -> None:
        at = event.get_content_offset(self)
        if at is not None:
            self.action_choose(min(_WORST, at.x // _LABEL))


_FULL: Final = 100
_STEP: Final = 5
_CELLS: Final = 20


class Level(Widget, can_focus=True):
    """A bar for a `value` in percent. Posts `Changed`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", "Less", show=False),
        Binding("right", "step(1)", "More", show=False),
        Binding("home", "put(0)", "Nothing", show=False),
        Binding("end", "put(100)", "All", show=False),
    ]
    value: reactive[int] = reactive(0)

    class Changed(Message):
        """It is more or less now."""

        def __init__(self, value: int) -> None:
            super().__init__()
            self.value = value

    def __init__(self, value: int, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.set_reactive(Level.value, value)

    def render(self) -> Content:
        full, rest = bar(self.value / _FULL, _CELLS)
        return Content.assemble((full + rest, "$primary on $panel"), f" {self.value:>3} %")

    def action_put(self, value: int) -> None:
        """Change to `value`, or as far as the level goes."""
        value = min(_FULL, max(0, value))
        if value != self.value:
            self.value = value
            self.post_message(self.Changed(value))

    def action_step(self, by: int) -> None:
        """Change to the next whole step, up or down."""
        steps = self.value // _STEP if by > 0 else -(-self.value // _STEP)
        self.action_put((steps + by) * _STEP)

    def on_click(self, event: Click) -> None:
        at = event.get_content_offset(self)
        if at is not None and at.x < _CELLS:
            self.action_put((at.x + 1) * _FULL // _CELLS)
