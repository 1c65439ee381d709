"""Answers to choose from: one or several, side by side or in a column, for the keys and for the mouse."""

from collections.abc import Hashable, Iterable, Sequence
from typing import ClassVar, Final, Generic, TypeVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click, Key
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets.option_list import Option

from stretchplayer.text import harmless
from stretchplayer.translation import to_translate
from stretchplayer.tui.charts.text_layout import placed, under
from stretchplayer.tui.keymap import LIST_KEYS
from stretchplayer.tui.widgets.paged_list import PagedList

YES_OR_NO: Final = ((False, to_translate("no")), (True, to_translate("yes")))
_CIRCLES: Final = ("●", "○")
_BOXES: Final = ("[x]", "[ ]")


class Choice(Widget, can_focus=True):
    """Answers side by side: one is chosen by moving to it, `several` are switched one by one. Posts `Changed`.

    `answers` are values with their labels. A first letter that only one label has, or a click, chooses that one. With
    `by_rows`, up and down go to the answers above and below; otherwise they are for the page.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", "Before", show=False),
        Binding("right", "step(1)", "After", show=False),
        Binding("up", "row(-1)", "Above", show=False),
        Binding("down", "row(1)", "Below", show=False),
        Binding("space,enter", "press", "Choose", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"choice--option", "choice--chosen", "choice--cursor"}

    class Changed(Message):
        """Another answer was chosen."""

        def __init__(self, choice: "Choice") -> None:
            super().__init__()
            self.choice = choice

    def __init__(
        self,
        answers: Sequence[tuple[object, str]],
        chosen: Iterable[object],
        *,
        several: bool = False,
        by_rows: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        super().__init__(id=id)
        self._by_rows = by_rows
        self._answers = tuple(answers)
        self._several = several
        wanted = set(chosen)
        self._chosen = {number for number, (value, _) in enumerate(answers) if value in wanted}
        if not several:
            self._chosen = self._chosen or {0}
        self._cursor = 0 if several else min(self._chosen)

    @property
    def value(self) -> object:
        """The value that is chosen; of `several` a tuple, in the order of the answers."""
        values = tuple(value for number, (value, _) in enumerate(self._answers) if number in self._chosen)
        return values if self._several else values[0]

    def take(self, value: object) -> None:
        """Choose the answer with this value, as a key or a click does."""
        number = next(number for number, (each, _) in enumerate(self._answers) if each == value)
        if self._several or number not in self._chosen:
            self._choose(number)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's
        return 1 + max((place.row for place in placed(self._words(), width)), default=0)

    def render_line(self, y: int) -> Strip:
        strip, words = Strip([]), self._words()
        for number, place in enumerate(placed(words, self.size.width)):
            if place.row != y:
                continue
            gap = Segment(" " * (place.left - strip.cell_length), self.rich_style)
            strip = Strip([*strip, gap, Segment(words[number], self.get_component_rich_style(self._look(number)))])
        return strip.adjust_cell_length(self.size.width, self.rich_style)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "row" or (self._by_rows and self._beside(int(str(parameters[0]))) is not None)

    def _beside(self, by: int) -> int | None:
        """The answer in the row above or below that stands nearest to the cursor; None in the first or last row."""
        places = placed(self._words(), self.size.width)
        here = places[self._cursor]
        found = [number for number, place in enumerate(places) if place.row == here.row + by]
        return min(found, key=lambda number: abs(places[number].left - here.left), default=None)

    def action_row(self, by: int) -> None:
        number = self._beside(by)
        if number is not None:
            self.action_step(number - self._cursor)

    def action_step(self, by: int) -> None:
        number = min(len(self._answers) - 1, max(0, self._cursor + by))
        if self._several:
            self._cursor = number
            self.refresh()
        elif number != self._cursor:
            self._choose(number)

    def action_press(self) -> None:
        """Switch the answer at the cursor, or take the other one of two; of more, the marked one is chosen already."""
        if self._several:
            self._choose(self._cursor)
        elif len(self._answers) == len(YES_OR_NO):
            self._choose(1 - self._cursor)

    def on_key(self, event: Key) -> None:
        """Take a letter that only one label begins with for that answer."""
        letter = (event.character or "").casefold()
        found = [number for number, (_, label) in enumerate(self._answers) if label[:1].casefold() == letter]
        if len(found) == 1 and letter.isalnum():
            event.stop()
            event.prevent_default()
            self._choose(found[0])

    def on_click(self, event: Click) -> None:
        at = event.get_content_offset(self)
        number = None if at is None else under(placed(self._words(), self.size.width), at.x, at.y)
        if number is not None:
            self._choose(number)

    def on_focus(self) -> None:
        # The cursor is drawn only where the keys go.
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()

    def _choose(self, number: int) -> None:
        self._cursor = number
        self._chosen = self._chosen ^ {number} if self._several else {number}
        self.refresh()
        self.post_message(self.Changed(self))

    def _words(self) -> list[str]:
        chosen, not_chosen = _BOXES if self._several else _CIRCLES
        return [
            f"{chosen if number in self._chosen else not_chosen} {label} "
            for number, (_, label) in enumerate(self._answers)
        ]

    def _look(self, number: int) -> str:
        if self.has_focus and number == self._cursor:
            return "choice--cursor"
        return "choice--chosen" if number in self._chosen else "choice--option"


def _with_text(strip: Strip, text: str) -> Strip:
    """Another text of one cell in the style of what stands there."""
    return Strip([Segment(text, part.style) for part in strip], 1)


Thing = TypeVar("Thing", bound=Hashable)
_MARKS: Final = {True: "✓", False: "·"}
_HERE: Final = "▸"
"""Stands before the name at which the keys are, so that it is not seen by its colour alone."""


class ChoiceList(PagedList, Generic[Thing], inherit_bindings=False):
    """Things in a column, of which any number are chosen, or one at most where `single`. Posts `Changed`.

    The page binds the key that calls `choose`; a click chooses as well.
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
        """Select the highlighted answer, or take it back."""
        if self.highlighted is None:
            return
        thing = self._things[self.highlighted][0]
        if thing in self.chosen:
            self.choose_only(self.chosen - {thing})
        else:
            self.choose_only(frozenset({thing}) if self._single else self.chosen | {thing})

    def choose_only(self, chosen: frozenset[Thing]) -> None:
        if chosen == self.chosen:
            return
        before, self.chosen = self.chosen, chosen
        for index, (thing, _) in enumerate(self._things):
            if (thing in before) != (thing in chosen):
                self.replace_option_prompt_at_index(index, self._prompt(index))
        self.post_message(self.Changed())

    def on_click(self, event: Click) -> None:
        event.prevent_default()
        index = event.style.meta.get("option")
        if index is not None:
            self.highlighted = index
            self.choose()

    def render_line(self, y: int) -> Strip:
        strip = super().render_line(y)
        at = len(strip.text) - len(strip.text.lstrip()) + 1
        # A long name takes several lines, of which only the first one has a mark.
        here = {part.style.meta.get("option") for part in strip if part.style is not None}
        if not self.has_focus or self.highlighted not in here or strip.text[at - 1 : at] not in _MARKS.values():
            return strip
        return Strip.join([strip.crop(0, at), _with_text(strip.crop(at, at + 1), _HERE), strip.crop(at + 1)])

    def _prompt(self, index: int) -> Content:
        thing, name = self._things[index]
        return Content(harmless(f"{_MARKS[thing in self.chosen]} {name}"))
