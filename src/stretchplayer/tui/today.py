"""Today's questions, one by one."""

from collections.abc import Iterable
from typing import ClassVar

from msgspec import structs
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget
from textual.widgets import Button

from stretchplayer.caps.effects import TODAY_EFFECTS
from stretchplayer.caps.profile import Today
from stretchplayer.caps.questions import TODAY
from stretchplayer.catalog import disclaimer
from stretchplayer.tui.answer import Asked, answer_of
from stretchplayer.tui.commands import FORM, Command, bindings
from stretchplayer.tui.key_names import with_keys
from stretchplayer.tui.notice import signs
from stretchplayer.tui.page import Page, Words
from stretchplayer.tui.question import press


class TodayPage(Page[Today | None]):
    """Dismissed with the answers, or None where they are to stay as they were."""

    CSS_PATH = "styles/forms.tcss"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = FORM
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(FORM)]
    HEADING = "What is new today?"

    def __init__(self, today: Today) -> None:
        super().__init__()
        self._today = today

    def content(self) -> Iterable[Widget]:
        """A row for each question."""
        with VerticalScroll(id="questions", can_focus=False):
            for question in TODAY:
                yield Asked(question, getattr(self._today, question.key), TODAY_EFFECTS[question.key])
        yield Words(disclaimer(), classes="disclaimer")
        with Horizontal(classes="form-keys"):
            keys = self.desk.settings.keys
            yield press(with_keys("Done", "keep", keys), "keep")
            yield press(with_keys("Warning signs", "form-signs", keys), "signs")
            yield press(with_keys("Back", "discard", keys), "close")

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
