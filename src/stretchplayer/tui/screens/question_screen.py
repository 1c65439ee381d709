"""A question over the screen below it, answered by one key or a click; and a notice that waits to be left."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.events import Key
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Button

from stretchplayer.tui.keymap import PAGE, Command, bindings, written
from stretchplayer.tui.screens.base import Page, Words

if TYPE_CHECKING:
    from stretchplayer.tui.app import StretchApp


class Answer(NamedTuple):
    """One answer: its key, what it says, and what the asker gets."""

    key: str
    label: str
    value: str


_AROUND: Final = 6
"""Cells around the words of a button: its line, its padding and its margin."""
EDITED: Final = (Answer("o", "Go on with the old version", "old"), Answer("r", "Start the new one", "restart"))


class QuestionPage(ModalScreen[str | None]):
    """Asks; escape means none of the answers, which changes nothing."""

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
            puzzled = Words(id="puzzled")
            puzzled.display = False
            yield puzzled
            with Horizontal(classes="answers"):
                for answer in self._answers:
                    yield press(f"{answer.label} ({answer.key})", answer.value)
                yield press("Neither (esc)", "")

    def on_key(self, event: Key) -> None:
        """The answer with this key; any other is answered with those that there are."""
        event.stop()
        if event.key in ("escape", "q"):
            self.dismiss(None)
            return
        value = next((answer.value for answer in self._answers if answer.key == event.key), None)
        if value is not None:
            self.dismiss(value)
            return
        keys = ", ".join((*(answer.key for answer in self._answers), "esc"))
        puzzled = self.query_one("#puzzled", Words)
        puzzled.display = True
        puzzled.say(f"{written(event.key)} does nothing here: {keys}.", layout=True)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """The answer that was clicked."""
        self.dismiss(event.button.name or None)

    def action_interrupt(self) -> None:
        """Whoever presses ctrl+c at a question means it."""
        self.app.put_away(130)


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
    from textual.content import Content

    button = Button(Content(label), name=name, compact=True)
    button.can_focus = False
    return button


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
    from stretchplayer.phrases.warning_signs import warning_signs

    groups = (
        "\n".join((f"{action}:", *(f"  • {sign}" for sign in signs))) for action, signs in warning_signs().values()
    )
    return NoticePage("Signs that need help rather than stretching", groups)
