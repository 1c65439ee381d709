"""A scale from 0 to 10 and a level from 0 to 100 percent, set by keys or a click."""

from typing import ClassVar, Final

from rich.segment import Segment
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.events import Click, Key
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from stretchplayer.tui.charts.text_layout import bar

WORST: Final = 10
_MIDDLE: Final = 5


class Scale(Horizontal, can_focus=True):
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

    class Changed(Message):
        """Another number was chosen, or None."""

        def __init__(self, value: int | None) -> None:
            super().__init__()
            self.value = value

    def __init__(self, value: int | None = None, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.value = value
        self._one_before = False

    def compose(self) -> ComposeResult:
        for number in range(WORST + 1):
            classes = "-chosen" if number == self.value else ""
            yield Static(self._label(number), id=f"number-{number}", classes=classes, markup=False)

    def action_choose(self, value: int | None) -> None:
        self._one_before = False
        if value == self.value:
            return
        before, self.value = self.value, value
        for number in {before, value} - {None}:
            label = self.query_one(f"#number-{number}", Static)
            label.set_class(number == value, "-chosen")
            label.update(self._label(int(number or 0)), layout=False)
        self.post_message(self.Changed(value))

    def action_step(self, by: int) -> None:
        """Choose the number before or after, or the middle where none is chosen."""
        self.action_choose(_MIDDLE if self.value is None else min(WORST, max(0, self.value + by)))

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
        self.action_choose(WORST if number == 0 and self._one_before else number)
        self._one_before = number == 1
        return True

    def on_blur(self) -> None:
        # A digit that is typed later is another number.
        self._one_before = False

    def on_click(self, event: Click) -> None:
        name = (event.widget.id if event.widget else None) or ""
        if name.startswith("number-"):
            self.action_choose(int(name.removeprefix("number-")))

    def _label(self, number: int) -> str:
        return f"[{number}]" if number == self.value else f" {number} "


FULL: Final = 100
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
    COMPONENT_CLASSES: ClassVar[set[str]] = {"level--full", "level--rest"}

    class Changed(Message):
        """It is more or less now."""

        def __init__(self, value: int) -> None:
            super().__init__()
            self.value = value

    def __init__(self, value: int, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.value = value

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 - it has but one
        full, rest = bar(self.value / FULL, _CELLS)
        filled = Segment(full + rest, self.get_component_rich_style("level--full"))
        return Strip([filled, Segment(f" {self.value:>3} %", self.rich_style)]).adjust_cell_length(
            self.size.width, self.rich_style
        )

    def action_put(self, value: int) -> None:
        """Change to `value`, or as far as the level goes."""
        value = min(FULL, max(0, value))
        if value != self.value:
            self.value = value
            self.refresh()
            self.post_message(self.Changed(value))

    def action_step(self, by: int) -> None:
        """Change to the next whole step, up or down."""
        steps = self.value // _STEP if by > 0 else -(-self.value // _STEP)
        self.action_put((steps + by) * _STEP)

    def on_click(self, event: Click) -> None:
        at = event.get_content_offset(self)
        if at is not None and at.x < _CELLS:
            self.action_put((at.x + 1) * FULL // _CELLS)
