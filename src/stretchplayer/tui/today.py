"""Today's questions, one by one."""

from collections.abc import Iterable
from typing import ClassVar

from msgspec import structs
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget
from textual.widgets import Button

from stretchplayer.caps.profile import Today
from stretchplayer.caps.questions import TODAY
from stretchplayer.tui.answer import answer_of, asking
from stretchplayer.tui.commands import FORM, Command, bindings
from stretchplayer.tui.notice import signs
from stretchplayer.tui.page import Page, Words
from stretchplayer.tui.question import press


class TodayPage(Page[Today | None]):
    """Dismissed with the answers, or None where they are to stay as they were."""

    CSS_PATH = "styles/forms.tcss"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = FORM
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(FORM)]

    def __init__(self, today: Today) -> None:
        super().__init__()
        self._today = today

    def content(self) -> Iterable[Widget]:
        """A row for each question."""
        yield Words("What is new today?", classes="title")
        with VerticalScroll(id="questions"):
            for question in TODAY:
                yield asking(question, getattr(self._today, question.key))
        with Horizontal(classes="answers"):
            yield press("Done (ctrl+s)", "keep")
            yield press("Warning signs (f6)", "signs")

    def action_keep(self) -> None:
        """These are the answers."""
        changes = {question.key: answer_of(self, question) for question in TODAY}
        self.dismiss(structs.replace(self._today, **changes))

    def action_signs(self) -> None:
        """Show all warning signs."""
        self.app.push_screen(signs())

    async def on_button_pressed(self, event: Button.Pressed) -> None:
        """A click does what the key beside it does."""
        await self.run_action(event.button.name or "close")
