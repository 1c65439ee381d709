"""The history as charts: days, weeks, what each muscle has had, stiffness, the last sessions."""

from collections.abc import Iterable
from datetime import UTC, datetime, tzinfo
from functools import partial

from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget

from stretchplayer.caps.budgets import Budget
from stretchplayer.phrases.screen_words import NOTHING_LATELY
from stretchplayer.problems import Unreadable
from stretchplayer.store import Past, StoreFailed
from stretchplayer.translation import gettext, ngettext, to_translate
from stretchplayer.tui.charts.history_charts import bars, felt, grid, last_week, past_rows, played, trend
from stretchplayer.tui.charts.ledger_chart import ledger_bars, legend, shares
from stretchplayer.tui.keymap import PAGE
from stretchplayer.tui.screens.base import Page
from stretchplayer.tui.widgets.basics import Words
from stretchplayer.tui.widgets.body_map_view import BodyMap
from stretchplayer.tui.widgets.drawn import Picture

EMPTY = to_translate(
    "Nothing here yet, and there is no hurry.\n\nAfter your first session this page draws your "
    "days and weeks, what each muscle has had, and how stiff you felt."
)
UNSAID = to_translate("Say how stiff you are before and after a session, and this draws how it goes.")


class Panel(Vertical, can_focus=True):
    """A chart in a frame with a title; tab goes from one to the next."""

    def __init__(self, title: str, *pictures: Widget, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(*pictures, id=id, classes="panel")
        self.border_title = Content(title)


class HistoryPage(Page[None], commands=PAGE):
    """Charts one below the other, or in columns; days begin in `zone`, by default the time zone of the machine."""

    HEADING = to_translate("History")

    def __init__(self, zone: tzinfo | None = None) -> None:
        super().__init__()
        self._zone = zone

    def content(self) -> Iterable[Widget]:
        try:
            history, budgets = list(self.context.store.history()), self.context.budgets()
        except (StoreFailed, Unreadable) as error:
            yield Words(gettext("The history cannot be read: {error}").format(error=error), id="lost", classes="text")
            return
        with VerticalScroll(id="pictures", can_focus=False):
            yield from (
                self._pictures(history, budgets) if history else (Words(gettext(EMPTY), id="empty", classes="text"),)
            )

    def on_mount(self) -> None:
        for panel in self.query(Panel).results(Panel):
            panel.focus(scroll_visible=False)
            return

    def _pictures(self, history: list[Past], budgets: tuple[Budget, ...]) -> Iterable[Widget]:
        zone = self._zone
        today = datetime.fromtimestamp(self.context.clock.wall(), UTC).astimezone(zone).date()
        done, stiffness = played(history, today, zone), felt(history, zone)
        yield Panel(gettext("Days"), Words(last_week(done)), Picture(lambda width: grid(done, width)), id="days")
        weeks = Panel(gettext("Minutes a week"), Picture(lambda width: bars(done, width)), id="weeks")
        had = Picture(lambda width: ledger_bars(budgets, width)) if budgets else Words(gettext(NOTHING_LATELY))
        body_map = BodyMap(shares(budgets))
        explained = Picture(partial(legend, dots=body_map.way() == "dots"))
        body = Panel(gettext("Where on the body"), body_map, explained, id="body")
        muscles = Panel(gettext("What each muscle has had"), had, id="muscles")
        said = Picture(lambda width: trend(stiffness, today, width)) if stiffness else Words(gettext(UNSAID))
        last: list[Widget] = [Picture(lambda width: past_rows(history, today, zone, width))]
        if done.elsewhere:
            wrong = ngettext(
                "{count} session has a day that is still to come or that no calendar has: a clock was wrong.",
                "{count} sessions have a day that is still to come or that no calendar has: a clock was wrong.",
                done.elsewhere,
            )
            last.append(Words(wrong.format(count=done.elsewhere)))
        with Horizontal(id="columns"):
            yield Vertical(weeks, muscles, classes="column")
            yield Vertical(
                *((body,) if budgets else ()),
                Panel(gettext("Stiffness"), said, id="stiffness"),
                Panel(gettext("The last sessions"), *last, id="last"),
                classes="column",
            )
