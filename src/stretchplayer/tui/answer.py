"""One question of a form: what is asked, what an answer changes, and the widget that it is answered with."""

from typing import Any, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widget import Widget

from stretchplayer.caps.questions import Question
from stretchplayer.catalog import target_name
from stretchplayer.model.muscles import GROUP_OF, GROUPS
from stretchplayer.tui.page import Words
from stretchplayer.tui.pick import Pick
from stretchplayer.tui.scale import Scale
from stretchplayer.tui.several import Several

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
        yield Words(self._question.text.replace(" (w shows them)", ""), classes="question")
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
                return Pick(YES_OR_NO, bool(self._standing), id=name)
            case "choice":
                answers = [(choice, _CHOICES.get(choice, choice.replace("-", " "))) for choice in question.choices]
                return Pick([*answers, (None, question.unsaid)], self._standing, id=name)
            case "scale":
                return Scale(self._standing if isinstance(self._standing, int) else None, id=name)
            case _:
                areas = self._standing if isinstance(self._standing, tuple) else ()
                places = [(group, target_name(group)) for group in GROUPS]
                # A single muscle can be named in lines; here it stands beside the areas, so that it is not lost.
                places += [(area, target_name(area)) for area in areas if area in GROUP_OF and area not in GROUPS]
                return Several([*places, *((place, place) for place in question.choices)], areas, id=name)


def answer_of(screen: Screen[Any], question: Question) -> object:
    """What was answered."""
    name = f"#answer-{question.key}"
    match question.kind:
        case "areas":
            return screen.query_one(name, Several).values
        case "scale":
            return screen.query_one(name, Scale).value
        case _:
            return screen.query_one(name, Pick).value
