"""A page of questions: one row for each, and below them what can be done with the answers."""

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

import msgspec
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget
from textual.widgets import Button

from stretchplayer.caps.questions import Question
from stretchplayer.catalog import disclaimer
from stretchplayer.tui.answer import Asked, answer_of
from stretchplayer.tui.commands import FORM, Command, bindings
from stretchplayer.tui.key_names import with_keys
from stretchplayer.tui.notice import signs
from stretchplayer.tui.page import Page, Result, Words
from stretchplayer.tui.question import press


class FormPage(Page[Result]):
    """Asks `QUESTIONS`; the page itself says what becomes of the answers, in `action_keep`.

    `EFFECTS` are what the answers to each question change, and `KEEP` is how keeping is called here.
    """

    CSS_PATH = "styles/forms.tcss"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = FORM
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(FORM)]
    QUESTIONS: ClassVar[Sequence[Question]] = ()
    EFFECTS: ClassVar[Mapping[str, str]] = {}
    KEEP: ClassVar[str] = "Keep"

    def form(self, standing: msgspec.Struct, *above: Widget) -> Iterable[Widget]:
        """The questions with their answers as they are `standing`; what is `above` scrolls with them."""
        with VerticalScroll(id="questions", can_focus=False):
            yield from above
            for question in self.QUESTIONS:
                yield Asked(question, getattr(standing, question.key), self.EFFECTS[question.key])
        yield Words(disclaimer(), classes="disclaimer")
        with Horizontal(classes="form-keys"):
            keys = self.desk.settings.keys
            yield press(with_keys(self.KEEP, "keep", keys), "keep")
            yield press(with_keys("Warning signs", "form-signs", keys), "signs")
            yield press(with_keys("Back", "discard", keys), "close")

    def answers(self) -> dict[str, object]:
        """What is answered now, by the key of its question."""
        return {question.key: answer_of(self, question) for question in self.QUESTIONS}

    def set_focus(self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False) -> None:  # noqa: FBT001, FBT002 - Textual's
        """Show a question whole when the keys go there; a click moves nothing from under the mouse."""
        asked = widget.parent if scroll_visible and widget is not None else None
        reveals = isinstance(asked, Asked)
        super().set_focus(widget, scroll_visible=scroll_visible and not reveals, from_app_focus=from_app_focus)
        if isinstance(asked, Asked):
            self.call_after_refresh(asked.reveal, self.query_one("#questions").size.height)

    def action_signs(self) -> None:
        """Show all warning signs."""
        self.app.push_screen(signs())

    async def on_button_pressed(self, event: Button.Pressed) -> None:
        """A click does what the key beside it does."""
        await self.run_action(event.button.name or "close")
