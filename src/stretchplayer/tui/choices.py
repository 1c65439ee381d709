"""A column of things to choose from; what is chosen has a check mark before it."""

from collections.abc import Hashable, Iterable
from typing import ClassVar, Final, Generic, TypeVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from stretchplayer.tui.list_keys import LIST_KEYS

Thing = TypeVar("Thing", bound=Hashable)
_MARKS: Final = {True: "✓", False: "·"}


class Choice(OptionList, Generic[Thing], inherit_bindings=False):
    """Things by their names; of a `single` one, one at most is chosen. Posts `Changed`.

    The page's own key chooses, by `choose`; a click does as well.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *LIST_KEYS,
        Binding("left", "app.focus_previous", "Column before", show=False),
        Binding("right", "app.focus_next", "Next column", show=False),
    ]

    class Changed(Message):
        """Something else is chosen now."""

    def __init__(
        self,
        things: Iterable[tuple[Thing, str]],
        chosen: Iterable[Thing],
        *,
        single: bool = False,
        id: str,  # noqa: A002 - Textual's name
    ) -> None:
        self._things = tuple(things)
        self._single = single
        self.chosen = frozenset(chosen)
        super().__init__(*(Option(self._prompt(index)) for index in range(len(self._things))), id=id, markup=False)

    def choose(self) -> None:
        """Choose what is marked, or no longer."""
        if self.highlighted is None:
            return
        thing = self._things[self.highlighted][0]
        if thing in self.chosen:
            self.let(self.chosen - {thing})
        else:
            self.let(frozenset({thing}) if self._single else self.chosen | {thing})

    def let(self, chosen: frozenset[Thing]) -> None:
        """Let these be chosen, and no others."""
        if chosen == self.chosen:
            return
        before, self.chosen = self.chosen, chosen
        for index, (thing, _) in enumerate(self._things):
            if (thing in before) != (thing in chosen):
                self.replace_option_prompt_at_index(index, self._prompt(index))
        self.post_message(self.Changed())

    def on_click(self, event: Click) -> None:
        """Choose what was clicked."""
        event.prevent_default()
        index = event.style.meta.get("option")
        if index is not None:
            self.highlighted = index
            self.choose()

    def _prompt(self, index: int) -> Content:
        thing, name = self._things[index]
        return Content(f"{_MARKS[thing in self.chosen]} {name}")
