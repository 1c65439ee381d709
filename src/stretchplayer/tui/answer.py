"""One question of a form: what is asked, what an answer changes, and the widget that it is answered with."""

from typing import Any, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widget import Widget

from stretchplayer.caps.questions import Question
from stretchplayer.catalog import target_name
from stretchplayer.model.muscles import GROUPS
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

    def __init__(self, question: Question, standing: Any, effect: str = "") -> None:  # noqa: ANN401 - as many types as questions
        super().__init__(classes=f"asked -{question.kind}")
        self._question, self._standing, self._effect = question, standing, effect

    def compose(self) -> ComposeResult:
        """The question, its answer, and what that changes."""
        yield Words(self._question.text.replace(" (w shows them)", ""), classes="question")
        yield self._widget()
        if self._effect:
            yield Words(self._effect, classes="effect")

    def _widget(self) -> Widget:
        question, name = self._question, f"answer-{self._question.key}"
        match question.kind:
            case "yes":
                return Pick(YES_OR_NO, bool(self._standing), id=name)
            case "choice":
                answers = [(choice, _CHOICES.get(choice, choice.replace("-", " "))) for choice in question.choices]
                return Pick([*answers, (None, "not said")], self._standing, id=name)
            case "scale":
                return Scale(self._standing, id=name)
            case _:
                return Several([(group, target_name(group)) for group in GROUPS], self._standing or (), id=name)


def answer_of(screen: Screen[Any], question: Question) -> Any:  # noqa: ANN401 - as many types as questions
    """What was answered."""
    widget = screen.query_one(f"#answer-{question.key}")
    if isinstance(widget, Several):
        return widget.values
    assert isinstance(widget, Pick | Scale)  # noqa: S101 - there are no other widgets
    return widget.value
