"""Filters: body area, tag, minutes, and the things at hand."""

from collections.abc import Iterable, Sequence

from msgspec import structs
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from stretchplayer.app.listing import Listed
from stretchplayer.app.what_now import ORDERS, Order
from stretchplayer.catalog import group_name, translated
from stretchplayer.translation import gettext
from stretchplayer.tui.keymap import FILTER
from stretchplayer.tui.routine_index import ANYTHING, MINUTES, NOTHING, Wanted, choices, counted, found, order_words
from stretchplayer.tui.screens.base import STYLES, Page
from stretchplayer.tui.widgets.basics import Words
from stretchplayer.tui.widgets.choice import ChoiceList

_List = ChoiceList[str] | ChoiceList[int] | ChoiceList[Order]


class Column(Vertical):
    """Lists of choices, one below the other, each with its heading above it."""

    def __init__(self, *lists: tuple[str, _List]) -> None:
        super().__init__(classes=f"column -{lists[0][1].id}")
        self._lists = lists

    def compose(self) -> ComposeResult:
        for heading, choice in self._lists:
            yield Words(heading, classes="question")
            yield choice


class FilterPage(Page[Wanted], commands=FILTER):
    """Filters routines, each choice at once; dismissed with the filters, which keep the words that are searched for."""

    CSS_PATH = STYLES / "library.tcss"

    def __init__(self, listed: Sequence[Listed], wanted: Wanted) -> None:
        super().__init__()
        self._listed, self._wanted = tuple(listed), wanted

    def content(self) -> Iterable[Widget]:
        there, now = choices(self._listed), self._wanted
        # What was chosen stays to be seen, even where its last routine has gone meanwhile.
        areas = [(area, group_name(area)) for area in dict.fromkeys((*there.areas, *sorted(now.areas)))]
        tags = [(tag, translated.tag(tag)) for tag in dict.fromkeys((*there.tags, *sorted(now.tags)))]
        things = [
            (need, translated.thing(need)) for need in dict.fromkeys((NOTHING, *there.needs, *sorted(now.at_hand)))
        ]
        minutes = [(most, gettext("{most} min").format(most=most)) for most in MINUTES]
        orders = [(order, order_words(order)) for order in ORDERS]
        yield Words(classes="title", id="fitting")
        with Horizontal(id="columns"):
            yield Column((gettext("Body area"), ChoiceList(areas, now.areas, id="areas")))
            yield Column((gettext("Tag"), ChoiceList(tags, now.tags, id="tags")))
            chosen = () if now.minutes is None else (now.minutes,)
            yield Column(
                (gettext("At most"), ChoiceList(minutes, chosen, single=True, id="minutes")),
                (gettext("Sorted"), ChoiceList(orders, (now.order,), single=True, id="order")),
            )
            yield Column((gettext("At hand"), ChoiceList(things, now.at_hand, id="at-hand")))

    def on_mount(self) -> None:
        self._count()

    def on_choice_list_changed(self) -> None:
        (most,) = self.query_one("#minutes", ChoiceList).chosen or (None,)
        (order,) = self.query_one("#order", ChoiceList).chosen or (ANYTHING.order,)
        self._wanted = structs.replace(
            self._wanted,
            order=order,
            areas=self.query_one("#areas", ChoiceList).chosen,
            tags=self.query_one("#tags", ChoiceList).chosen,
            at_hand=self.query_one("#at-hand", ChoiceList).chosen,
            minutes=most,
        )
        self._count()

    def action_choose(self) -> None:
        if isinstance(self.focused, ChoiceList):
            self.focused.choose()

    def action_clear(self) -> None:
        for column in self.query(ChoiceList):
            column.choose_only(frozenset())

    def action_close(self) -> None:
        self.dismiss(self._wanted)

    def _count(self) -> None:
        fitting = counted(len(found(self._listed, self._wanted).routines), len(self._listed))
        words = self._wanted.words.strip()
        text = (
            gettext('Filter: {fitting}, searched for "{words}"').format(fitting=fitting, words=words)
            if words
            else gettext("Filter: {fitting}").format(fitting=fitting)
        )
        self.query_one("#fitting", Words).say(text)
