"""What narrows the choice of a move down: the things at hand, and a part of the body."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from msgspec import Struct
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from stretchplayer.app.move_facts import NOTHING
from stretchplayer.catalog import group_name, muscle_name
from stretchplayer.catalog.translated import thing
from stretchplayer.model.muscles import GROUP_OF, GROUPS, muscle_sides
from stretchplayer.translation import gettext, to_translate
from stretchplayer.tui.charts.text_layout import apart
from stretchplayer.tui.keymap import BODY, THINGS
from stretchplayer.tui.screens.base import STYLES, Page
from stretchplayer.tui.widgets.basics import Words
from stretchplayer.tui.widgets.body_map_view import BodyMap
from stretchplayer.tui.widgets.choice import ChoiceList


class ThingsPage(Page[frozenset[str]], commands=THINGS):
    """Things to choose from; dismissed with those that are at hand, or with none where it does not matter."""

    CSS_PATH = STYLES / "moves.tcss"
    HEADING = to_translate("What do you have at hand?")

    def __init__(self, things: Sequence[str], chosen: Collection[str]) -> None:
        super().__init__()
        self._things, self._chosen = tuple(things), frozenset(chosen)

    def content(self) -> Iterable[Widget]:
        yield Words(
            gettext("Moves that need anything else are left out. With nothing chosen, all are shown."), classes="text"
        )
        yield ChoiceList([(each, thing(each)) for each in (NOTHING, *self._things)], self._chosen, id="at-hand")

    @property
    def _list(self) -> ChoiceList[str]:
        return self.query_one("#at-hand", ChoiceList)

    def action_choose(self) -> None:
        self._list.choose()

    def action_clear(self) -> None:
        self._list.choose_only(frozenset())

    def action_close(self) -> None:
        self.dismiss(self._list.chosen)


class BodyPart(Struct, frozen=True):
    """A part of the body in everyday words, and its muscles; none is the whole body."""

    name: str
    muscles: tuple[str, ...]


ANYWHERE: BodyPart = BodyPart("", ())


def muscle_part(key: str) -> BodyPart:
    """One muscle as a part of the body."""
    return BodyPart(muscle_name(key), (key,))


class BodyPage(Page[BodyPart | None], commands=BODY):
    """Groups and muscles from the neck down, and a map of the body; dismissed with one of them, or None."""

    CSS_PATH = STYLES / "moves.tcss"
    HEADING = to_translate("Which part of the body?")

    def __init__(self, counts: Mapping[str, int], all_of_them: int, now: BodyPart = ANYWHERE) -> None:
        """`counts` says how many moves there are for each muscle key and each group, `all_of_them` how many in all."""
        super().__init__()
        self._counts, self._all, self._now = counts, all_of_them, now
        self._parts: list[BodyPart] = [ANYWHERE]
        for group, muscles in GROUPS.items():
            self._parts.append(BodyPart(group_name(group), muscles))
            if len(muscles) > 1:
                self._parts += [muscle_part(key) for key in muscles]

    def content(self) -> Iterable[Widget]:
        with Horizontal(id="both"):
            yield OptionList(id="parts", compact=True, markup=False)
            yield BodyMap(id="map")

    def on_mount(self) -> None:
        parts = self.query_one(OptionList)
        parts.add_options(Option(self._row(part)) for part in self._parts)
        parts.highlighted = self._parts.index(self._now) if self._now in self._parts else 0

    def _row(self, part: BodyPart) -> Content:
        if not part.muscles:
            return Content(apart(gettext("the whole body"), str(self._all), _ROW))
        group = GROUP_OF[part.muscles[0]]
        single = len(part.muscles) == 1 and len(GROUPS[group]) > 1
        count = self._counts.get(part.muscles[0] if single else group, 0)
        row = Content(apart(f"{'  ' if single else ''}{part.name}", str(count), _ROW))
        return row if single else row.stylize("bold")

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        part = self._parts[event.option_index]
        self.query_one(BodyMap).marks = dict.fromkeys(muscle_sides(part.muscles, None), 1.0)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self._parts[event.option_index])

    def on_body_map_picked(self, event: BodyMap.Picked) -> None:
        """Mark the muscle that was clicked on the map; a second click takes it."""
        found = next(at for at, part in enumerate(self._parts) if part.muscles == (event.muscle,))
        parts = self.query_one(OptionList)
        if parts.highlighted == found:
            self.dismiss(self._parts[found])
        else:
            parts.highlighted = found

    def action_pick(self) -> None:
        self.query_one(OptionList).action_select()


_ROW = 32
"""Cells of one part in the list."""
