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
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from stretchplayer.tui.charts.text_layout import placed, under
from stretchplayer.tui.widgets.routine_list import LIST_KEYS


class Options(Widget, can_focus=True):
    """What one or several are picked from; `cursor` is the one that the keys speak of."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", "Before", show=False),
        Binding("right", "step(1)", "After", show=False),
        Binding("space,enter", "press", "Choose", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"options--option", "options--chosen", "options--cursor"}
    DEFAULT_CSS = """
    Options { height: auto; width: 1fr; }
    Options > .options--option { color: $text-muted; }
    Options > .options--chosen { color: $primary; text-style: bold; }
    Options > .options--cursor { color: $background; background: $primary; text-style: bold; }
    """

    def __init__(self, labels: Sequence[str], *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self.labels = tuple(labels)
        self.cursor = 0

    def chosen(self, number: int) -> bool:
        """Whether one of them is chosen."""
        raise NotImplementedError

    def take(self, number: int) -> None:
        """Choose one of them, or no longer."""
        raise NotImplementedError

    def sign(self, number: int) -> str:
        """What stands before its label."""
        raise NotImplementedError

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """All of them in one row."""
        places = placed(self._words(), container.width or viewport.width)
        return max((place.left + place.width for place in places), default=0)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's
        """As many rows as they need."""
        return 1 + max((place.row for place in placed(self._words(), width)), default=0)

    def render_line(self, y: int) -> Strip:
        """One row of them."""
        strip, words = Strip([]), self._words()
        for number, place in enumerate(placed(words, self.size.width)):
            if place.row != y:
                continue
            gap = Segment(" " * (place.left - strip.cell_length), self.rich_style)
            strip = Strip([*strip, gap, Segment(words[number], self.get_component_rich_style(self._look(number)))])
        return strip.adjust_cell_length(self.size.width, self.rich_style)

    def action_step(self, by: int) -> None:
        """To the one before or after."""
        self.cursor = min(len(self.labels) - 1, max(0, self.cursor + by))
        self.refresh()

    def action_press(self) -> None:
        """Choose the one at the cursor."""
        self.take(self.cursor)

    def on_key(self, event: Key) -> None:
        """The first letter of just one of them means that one."""
        letter = (event.character or "").casefold()
        found = [number for number, label in enumerate(self.labels) if letter and label[:1].casefold() == letter]
        if len(found) == 1 and letter.isalnum():
            event.stop()
            event.prevent_default()
            self.cursor = found[0]
            self.take(found[0])

    def on_click(self, event: Click) -> None:
        """The one that was clicked."""
        at = event.get_content_offset(self)
        number = None if at is None else under(placed(self._words(), self.size.width), at.x, at.y)
        if number is not None:
            self.cursor = number
            self.take(number)

    def on_focus(self) -> None:
        """The cursor is seen only where the keys go."""
        self.refresh()

    def on_blur(self) -> None:
        """Gone again."""
        self.refresh()

    def _words(self) -> list[str]:
        return [f"{self.sign(number)} {label} " for number, label in enumerate(self.labels)]

    def _look(self, number: int) -> str:
        if self.has_focus and number == self.cursor:
            return "options--cursor"
        return "options--chosen" if self.chosen(number) else "options--option"


class Pick(Options):
    """Holds one `value`, chosen by the arrows, a first letter or a click. Posts `Changed`."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space,enter", "turn", "Next", show=False)]

    class Changed(Message):
        """Another answer was chosen."""

        def __init__(self, pick: "Pick", value: object) -> None:
            super().__init__()
            self.pick, self.value = pick, value

        @property
        def control(self) -> "Pick":
            """The widget."""
            return self.pick

    def __init__(self, answers: Sequence[tuple[object, str]], value: object, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__([label for _, label in answers], id=id)
        self._values = [each for each, _ in answers]
        self.cursor = self._values.index(value) if value in self._values else 0

    @property
    def value(self) -> object:
        """What is chosen."""
        return self._values[self.cursor]

    def chosen(self, number: int) -> bool:
        """Whether it is this one."""
        return number == self.cursor

    def sign(self, number: int) -> str:
        """A full circle or an empty one."""
        return "●" if number == self.cursor else "○"

    def take(self, number: int) -> None:
        """Let it be this one."""
        self.cursor = number
        self.refresh()
        self.post_message(self.Changed(self, self.value))

    def action_step(self, by: int) -> None:
        """The answer before or after."""
        number = min(len(self.labels) - 1, max(0, self.cursor + by))
        if number != self.cursor:
            self.take(number)

    def action_turn(self) -> None:
        """The next answer, and after the last one the first."""
        self.take((self.cursor + 1) % len(self.labels))


class Several(Options):
    """Holds the `values` that are chosen, in the order in which they stand."""

    def __init__(self, answers: Sequence[tuple[str, str]], values: Iterable[str], *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__([label for _, label in answers], id=id)
        self._all = [each for each, _ in answers]
        self._values = set(values)

    @property
    def values(self) -> tuple[str, ...]:
        """What is chosen."""
        return tuple(each for each in self._all if each in self._values)

    def chosen(self, number: int) -> bool:
        """Whether it is one of them."""
        return self._all[number] in self._values

    def sign(self, number: int) -> str:
        """A box with a cross or without."""
        return "[x]" if self.chosen(number) else "[ ]"

    def take(self, number: int) -> None:
        """Choose it, or no longer."""
        self._values ^= {self._all[number]}
        self.refresh()


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
