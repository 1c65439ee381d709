"""A question over the page below, answered by one key or a click; and a notice that stays until it is closed."""

from collections.abc import Iterable
from typing import ClassVar, Final, NamedTuple, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.events import Key
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Button

from stretchplayer.translation import gettext, to_translate
from stretchplayer.tui.keymap import PAGE, written
from stretchplayer.tui.screens.base import DismissedOnce, Host, Page
from stretchplayer.tui.widgets.basics import Words, press


class Answer(NamedTuple):
    """One answer: its key, its label, and the value that the asker gets."""

    key: str
    label: str
    value: str


EDITED: Final = (
    Answer("o", to_translate("Go on with the old version"), "old"),
    Answer("r", to_translate("Start the new one"), "restart"),
)

BUNDLED: Final = (
    Answer("e", to_translate("Change it"), "own"),
    Answer("c", to_translate("Under another name"), "copy"),
)
"""What can be done with a bundled routine that the user wants to change."""
READ: Final = (Answer("g", to_translate("Go on"), "go-on"),)
"""What is said to a warning."""
ALLOWED: Final = (Answer("y", to_translate("Who treats me said that I may: begin"), "begin"),)
"""What is said to a routine that is not for somebody by its own words."""
REMOVED: Final = (Answer("y", to_translate("Remove it"), "remove"),)


class QuestionPage(DismissedOnce[str | None], ModalScreen[str | None]):
    """Asks; dismissed with the value of an answer, or with None after escape, which changes nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+c", "interrupt", show=False, priority=True)]

    def __init__(self, answers: tuple[Answer, ...], lines: Iterable[str], *, enter: str = "") -> None:
        """Enter gives the answer with the value `enter`, where there is one that loses nothing."""
        super().__init__()
        self._answers, self._lines, self._enter = answers, tuple(lines), enter

    def compose(self) -> ComposeResult:
        with Vertical(id="question"):
            for line in self._lines:
                yield Words(line)
            puzzled = Words(id="puzzled")
            puzzled.display = False
            yield puzzled
            with Horizontal(classes="answers"):
                for answer in self._answers:
                    keys = gettext("{key}, enter").format(key=answer.key) if answer.value == self._enter else answer.key
                    yield press(f"{gettext(answer.label)} ({keys})", answer.value)
                yield press(gettext("Neither (esc)") if len(self._answers) > 1 else gettext("No (esc)"), "")

    def on_key(self, event: Key) -> None:
        event.stop()
        if event.key in ("escape", "q"):
            self.dismiss(None)
            return
        value = next((answer.value for answer in self._answers if answer.key == event.key), None)
        if event.key == "enter" and self._enter:
            value = self._enter
        if value is not None:
            self.dismiss(value)
            return
        keys = ", ".join((*(answer.key for answer in self._answers), "esc"))
        self._puzzle(gettext("{key} does nothing here: {keys}.").format(key=written(event.key), keys=keys))

    def _puzzle(self, text: str) -> None:
        puzzled = self.query_one("#puzzled", Words)
        puzzled.display = True
        puzzled.say(text, layout=True)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.name or None)

    def action_interrupt(self) -> None:
        host = cast("Host", self.app)
        if asked := host.asks_first():
            self._puzzle(asked)
        else:
            host.save_and_leave(130)


class NoticePage(Page[None], commands=PAGE):
    """A title and some lines of text."""

    def __init__(self, title: str, lines: Iterable[str]) -> None:
        super().__init__()
        self._title, self._lines = title, tuple(lines)

    def content(self) -> Iterable[Widget]:
        yield Words(self._title, classes="title")
        with_gaps = "\n\n".join(self._lines)
        yield VerticalScroll(Words(with_gaps, classes="text"))


def signs(why: Iterable[str] = ()) -> NoticePage:
    """A page with all warning signs; first of all, `why` it is shown."""
    from stretchplayer.phrases.warning_signs import warning_signs

    groups = [
        "\n".join((f"{action}:", *(f"  • {sign}" for sign in signs))) for action, signs in warning_signs().values()
    ]
    return NoticePage(gettext("Signs that need help rather than stretching"), (*why, *groups))
