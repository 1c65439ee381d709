"""How much of something, from 0 to 100 percent: a bar that the arrows or a click fill."""

from typing import ClassVar, Final

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.events import Click
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from stretchplayer.tui.drawing import bar

FULL: Final = 100
_STEP: Final = 5
_CELLS: Final = 20


class Level(Widget, can_focus=True):
    """Holds a `value` in percent. Posts `Changed`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", "Less", show=False),
        Binding("right", "step(1)", "More", show=False),
        Binding("home", "put(0)", "Nothing", show=False),
        Binding("end", "put(100)", "All", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"level--full", "level--rest"}
    DEFAULT_CSS = """
    Level { height: 1; width: 28; }
    Level > .level--full { color: $primary; background: $panel; }
    Level:focus { text-style: bold; background: $panel; }
    """

    class Changed(Message):
        """It is more or less now."""

        def __init__(self, level: "Level", value: int) -> None:
            super().__init__()
            self.level, self.value = level, value

        @property
        def control(self) -> "Level":
            """The widget."""
            return self.level

    def __init__(self, value: int, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.value = value

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 - it has but one
        """The bar and the number."""
        full, rest = bar(self.value / FULL, _CELLS)
        filled = Segment(full + rest, self.get_component_rich_style("level--full"))
        return Strip([filled, Segment(f" {self.value:>3} %", self.rich_style)]).adjust_cell_length(
            self.size.width, self.rich_style
        )

    def put(self, value: int) -> None:
        """Let it be so much."""
        value = min(FULL, max(0, value))
        if value != self.value:
            self.value = value
            self.refresh()
            self.post_message(self.Changed(self, value))

    def action_put(self, value: int) -> None:
        """So much."""
        self.put(value)

    def action_step(self, by: int) -> None:
        """Some more or less, in whole steps."""
        steps = self.value // _STEP if by > 0 else -(-self.value // _STEP)
        self.put((steps + by) * _STEP)

    def on_click(self, event: Click) -> None:
        """As far as the click."""
        at = event.get_content_offset(self)
        if at is not None and at.x < _CELLS:
            self.put((at.x + 1) * FULL // _CELLS)
