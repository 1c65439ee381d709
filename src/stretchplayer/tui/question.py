"""A question over the page below it, answered by one key or a click."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Button

from stretchplayer.tui.page import Words

if TYPE_CHECKING:
    from stretchplayer.tui.app import StretchApp


class Answer(NamedTuple):
    """One answer: its key, what it says, and what the asker gets."""

    key: str
    label: str
    value: str


EDITED: Final = (Answer("o", "Go on with the old version", "old"), Answer("r", "Start the new one", "restart"))


class QuestionPage(ModalScreen[str | None]):
    """Asks; any key that is no answer means none of them, which changes nothing."""

    app: "StretchApp"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+c", "interrupt", show=False, priority=True)]

    def __init__(self, answers: tuple[Answer, ...], lines: Iterable[str]) -> None:
        super().__init__()
        self._answers, self._lines = answers, tuple(lines)

    def compose(self) -> ComposeResult:
        """The question and its answers as buttons."""
        with Vertical(id="question"):
            for line in self._lines:
                yield Words(line)
            with Horizontal(classes="answers"):
                for answer in self._answers:
                    yield press(f"{answer.label} ({answer.key})", answer.value)
                yield press("Neither (esc)", "")

    def on_key(self, event: Key) -> None:
        """The answer with this key."""
        event.stop()
        self.dismiss(next((answer.value for answer in self._answers if answer.key == event.key), None))

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """The answer that was clicked."""
        self.dismiss(event.button.name or None)

    def action_interrupt(self) -> None:
        """Whoever presses ctrl+c at a question means it."""
        self.app.put_away(130)


def press(label: str, name: str) -> Button:
    """A button for the mouse; keys do the same, so it never takes the focus."""
    from textual.content import Content

    button = Button(Content(label), name=name, compact=True)
    button.can_focus = False
    return button
