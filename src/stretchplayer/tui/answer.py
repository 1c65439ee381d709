"""The widget that a question is answered with, and the answer it holds."""

from typing import Any

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Select, SelectionList, Switch

from stretchplayer.caps.questions import Question
from stretchplayer.catalog import target_name
from stretchplayer.model.muscles import GROUPS
from stretchplayer.tui.page import Words
from stretchplayer.tui.scale import Scale


class Asked(Vertical):
    """One question with what answers it."""

    def __init__(self, question: Question, standing: Any) -> None:  # noqa: ANN401 - as many types as questions
        super().__init__(classes=f"asked -{question.kind}")
        self._question, self._standing = question, standing

    def compose(self) -> ComposeResult:
        """The question, and its answer."""
        yield Words(self._question.text.replace(" (w shows them)", ""), classes="question")
        yield self._widget()

    def on_mount(self) -> None:
        """A scale is set when its numbers are there."""
        if self._question.kind == "scale" and self._standing is not None:
            self.call_after_refresh(self.query_one(Scale).choose, self._standing)

    def _widget(self) -> Widget:
        question, name = self._question, f"answer-{self._question.key}"
        match question.kind:
            case "yes":
                return Switch(bool(self._standing), id=name, animate=False)
            case "choice":
                options = [(choice.replace("-", " "), choice) for choice in question.choices]
                value = self._standing if self._standing in question.choices else Select.NULL
                return Select(options, value=value, prompt="not answered", id=name, compact=True)
            case "scale":
                return Scale(id=name)
            case _:
                chosen = self._standing or ()
                areas = [(target_name(group), group, group in chosen) for group in GROUPS]
                return SelectionList(*areas, id=name, compact=True)


def asking(question: Question, standing: Any) -> Asked:  # noqa: ANN401 - as many types as there are questions
    """A question with the answer that stands."""
    return Asked(question, standing)


def answer_of(screen: Screen[Any], question: Question) -> Any:  # noqa: ANN401 - as many types as questions
    """What was answered."""
    widget = screen.query_one(f"#answer-{question.key}")
    if isinstance(widget, Switch | Scale):
        return widget.value
    if isinstance(widget, Select):
        return None if widget.is_blank() else widget.value
    assert isinstance(widget, SelectionList)  # noqa: S101 - there are no other widgets
    return tuple(widget.selected)
