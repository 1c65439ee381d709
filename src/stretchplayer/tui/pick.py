"""One of several answers: yes or no, an age, a voice."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from stretchplayer.tui.options import Options


class Pick(Options):
    """Holds one `value`, chosen by the arrows, a first letter or a click. Posts `Changed`."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space,enter", "turn", "Next", show=False)]

    class Changed(Message):
        """Another answer was chosen."""

        def __init__(self, pick: "Pick", value: object) -> None:
            super().__init__()
            self.pick, self.value = pick, value

        @property
        def control(self) -> "Pick":
            """The widget."""
            return self.pick

    def __init__(self, answers: Sequence[tuple[object, str]], value: object, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__([label for _, label in answers], id=id)
        self._values = [each for each, _ in answers]
        self.cursor = self._values.index(value) if value in self._values else 0

    @property
    def value(self) -> object:
        """What is chosen."""
        return self._values[self.cursor]

    def chosen(self, number: int) -> bool:
        """Whether it is this one."""
        return number == self.cursor

    def sign(self, number: int) -> str:
        """A full circle or an empty one."""
        return "●" if number == self.cursor else "○"

    def take(self, number: int) -> None:
        """Let it be this one."""
        self.cursor = number
        self.refresh()
        self.post_message(self.Changed(self, self.value))

    def action_step(self, by: int) -> None:
        """The answer before or after."""
        number = min(len(self.labels) - 1, max(0, self.cursor + by))
        if number != self.cursor:
            self.take(number)

    def action_turn(self) -> None:
        """The next answer, and after the last one the first."""
        self.take((self.cursor + 1) % len(self.labels))
