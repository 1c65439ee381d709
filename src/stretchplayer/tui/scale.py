"""A scale from 0 to 10, answered by a number key, the arrows or a click."""

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.events import Click, Key
from textual.message import Message
from textual.widgets import Static

WORST: Final = 10


class Scale(Horizontal, can_focus=True):
    """Asks for a number from 0 to 10; `value` is None while it is not answered. Posts `Changed`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", "Less", show=False),
        Binding("right", "step(1)", "More", show=False),
        Binding("backspace,delete", "clear", "Clear", show=False),
    ]
    DEFAULT_CSS = """
    Scale { height: 1; width: auto; }
    Scale > Static { width: auto; padding: 0 1; color: $text-muted; }
    Scale > Static.-chosen { background: $primary; color: $background; text-style: bold reverse; }
    Scale:focus > Static { color: $text; }
    Scale:focus > Static.-chosen { text-style: bold reverse underline; }
    """

    class Changed(Message):
        """Another number was chosen, or None."""

        def __init__(self, scale: "Scale", value: int | None) -> None:
            super().__init__()
            self.scale, self.value = scale, value

        @property
        def control(self) -> "Scale":
            """The scale."""
            return self.scale

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.value: int | None = None

    def compose(self) -> ComposeResult:
        """The numbers."""
        for number in range(WORST + 1):
            yield Static(str(number), id=f"number-{number}", markup=False)

    def choose(self, value: int | None) -> None:
        """Let it be answered with `value`."""
        self.value = value
        for number in range(WORST + 1):
            self.query_one(f"#number-{number}").set_class(number == value, "-chosen")
        self.post_message(self.Changed(self, value))

    def action_step(self, by: int) -> None:
        """One more or less."""
        self.choose(min(WORST, max(0, (self.value if self.value is not None else 5 - by) + by)))

    def action_clear(self) -> None:
        """Not answered."""
        self.choose(None)

    def on_key(self, event: Key) -> None:
        """A number; 1 and then 0 is 10."""
        if event.character is None or not event.character.isdecimal():
            return
        event.stop()
        number = int(event.character)
        self.choose(WORST if number == 0 and self.value == 1 else number)

    def on_click(self, event: Click) -> None:
        """The number that was clicked."""
        name = (event.widget.id if event.widget else None) or ""
        if name.startswith("number-"):
            self.choose(int(name.removeprefix("number-")))
