"""A screen of questions: one row for each, and below them what can be done with the answers."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar, Final

import msgspec
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Button

from stretchplayer import DISCLAIMER
from stretchplayer.caps.questions import Question
from stretchplayer.catalog import target_name
from stretchplayer.model.muscles import GROUP_OF, GROUPS
from stretchplayer.tui.keymap import FORM, Command, bindings, with_keys
from stretchplayer.tui.screens.base import Page, Result
from stretchplayer.tui.screens.question_screen import signs
from stretchplayer.tui.widgets.basics import Words, press
from stretchplayer.tui.widgets.choice import Choice
from stretchplayer.tui.widgets.scale import Scale

YES_OR_NO: Final = ((False, "no"), (True, "yes"))
_CHOICES: Final = {"under-16": "under 16", "16-64": "16 to 64", "65-over": "65 and over"}


class Asked(Vertical):
    """One question with what answers it; up and down go to the questions around it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "app.focus_previous", "Question before", show=False),
        Binding("down", "app.focus_next", "Next question", show=False),
    ]

    def __init__(self, question: Question, standing: object, effect: str = "") -> None:
        super().__init__(classes=f"asked -{question.kind}")
        self._question, self._standing, self._effect = question, standing, effect

    def compose(self) -> ComposeResult:
        """The question, its answer, and what that changes."""
        yield Words(self._question.text, classes="question")
        yield self._widget()
        if self._effect:
            yield Words(self._effect, classes="effect")

    def reveal(self, room: int) -> None:
        """Let it be seen in `room` rows, from its question on: what an answer changes comes last."""
        self.scroll_visible(animate=False, top=self.outer_size.height > room)

    def _widget(self) -> Widget:
        question, name = self._question, f"answer-{self._question.key}"
        match question.kind:
            case "yes":
                return Choice(YES_OR_NO, [bool(self._standing)], id=name)
            case "choice":
                answers = [(choice, _CHOICES.get(choice, choice.replace("-", " "))) for choice in question.choices]
                return Choice([*answers, (None, question.unsaid)], [self._standing], id=name)
            case "scale":
                return Scale(self._standing if isinstance(self._standing, int) else None, id=name)
            case _:
                areas = self._standing if isinstance(self._standing, tuple) else ()
                places = [(group, target_name(group)) for group in GROUPS]
                # A single muscle can be named in lines; here it stands beside the areas, so that it is not lost.
                places += [(area, target_name(area)) for area in areas if area in GROUP_OF and area not in GROUPS]
                places += [(place, place) for place in question.choices]
                return Choice(places, areas, several=True, id=name)


def answer_of(screen: Screen[Any], question: Question) -> object:
    """What was answered."""
    name = f"#answer-{question.key}"
    match question.kind:
        case "areas":
            return screen.query_one(name, Choice).values
        case "scale":
            return screen.query_one(name, Scale).value
        case _:
            return screen.query_one(name, Choice).value


class FormPage(Page[Result]):
    """Asks `QUESTIONS`; the page itself says what becomes of the answers, in `action_keep`.

    `EFFECTS` are what the answers to each question change, and `KEEP` is how keeping is called here.
    """

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
        yield Words(DISCLAIMER, classes="disclaimer")
        with Horizontal(classes="form-keys"):
            keys = self.context.settings.keys
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
