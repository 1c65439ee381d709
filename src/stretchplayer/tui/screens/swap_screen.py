"""Another move in the place of one: a list of steps or of moves, of which one is chosen."""

from collections.abc import Iterable, Sequence

from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from stretchplayer.catalog import translated
from stretchplayer.model.routine import Routine, walk
from stretchplayer.model.steps import Group, Targeted
from stretchplayer.phrases import screen_words
from stretchplayer.text import harmless
from stretchplayer.translation import gettext, to_translate
from stretchplayer.tui.keymap import SWAP
from stretchplayer.tui.screens.base import Page
from stretchplayer.tui.widgets.basics import Words


class SwapPage(Page[str | None], commands=SWAP):
    """Names to choose from, each with its value; dismissed with the value of one, or with None."""

    HEADING = to_translate("Another move")

    def __init__(self, title: str, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._title, self._choices = title, tuple(choices)

    def content(self) -> Iterable[Widget]:
        yield Words(self._title, classes="title")
        yield Words(gettext(screen_words.FOR_THIS_SESSION), classes="text")
        yield OptionList(
            *(Option(harmless(name)) for _, name in self._choices), id="choices", compact=True, markup=False
        )

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self._choices[event.option_index][0])

    def action_pick(self) -> None:
        self.query_one(OptionList).action_select()


def steps_to_swap(routine: Routine, withheld: frozenset[str]) -> list[tuple[str, str]]:
    """The place and the name of each step that another move can be done for; those that are `withheld` come first."""
    found = [
        (path, _line(path, translated.step_name(step) or step.kind, withheld=path in withheld))
        for path, step in walk(routine.step, without=routine.without)
        if not isinstance(step, Group) and (isinstance(step, Targeted) or step.instead)
    ]
    return sorted(found, key=lambda each: each[0] not in withheld)


def _line(path: str, name: str, *, withheld: bool) -> str:
    if withheld:
        return gettext("Step {path}: {name} (left out today)").format(path=path, name=name)
    return gettext("Step {path}: {name}").format(path=path, name=name)
