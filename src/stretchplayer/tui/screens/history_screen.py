"""The history as charts: days, weeks, what each muscle has had, stiffness, the last sessions."""

from collections.abc import Iterable
from datetime import UTC, datetime, tzinfo
from functools import partial

from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget

from stretchplayer.app.past_session import UNREADABLE
from stretchplayer.app.self_tests import due, lines
from stretchplayer.caps.budgets import Budget
from stretchplayer.phrases.screen_words import NOTHING_LATELY
from stretchplayer.problems import Unreadable
from stretchplayer.store import Past, StoreFailed
from stretchplayer.translation import gettext, ngettext, to_translate
from stretchplayer.tui.charts.history_charts import bars, felt, grid, last_week, past_words, played, trend
from stretchplayer.tui.charts.ledger_chart import ledger_bars, legend, shares
from stretchplayer.tui.page_keys import HISTORY
from stretchplayer.tui.screens.base import Page
from stretchplayer.tui.screens.past_session_screen import PastSessionPage
from stretchplayer.tui.widgets.basics import Words
from stretchplayer.tui.widgets.body_map_view import BodyMap
from stretchplayer.tui.widgets.drawn import Picture
from stretchplayer.tui.widgets.row_list import ListRow, RowList

EMPTY = to_translate(
    "Nothing here yet, and there is no hurry.\n\nAfter your first session this page draws your "
    "days and weeks, what each muscle has had, and how stiff you felt."
)
UNSAID = to_translate("Say how stiff you are before and after a session, and this draws how it goes.")


class Panel(Vertical, can_focus=True):
    """A chart in a frame with a title; tab goes from one to the next."""

    def __init__(self, title: str, *pictures: Widget, id: str, can_focus: bool = True) -> None:  # noqa: A002 - Textual's name
        super().__init__(*pictures, id=id, classes="panel")
        self.can_focus = can_focus
        self.border_title = Content(title)


class HistoryPage(Page[None], commands=HISTORY):
    """Charts one below the other, or in columns; days begin in `zone`, by default the time zone of the machine."""

    HEADING = to_translate("History")

    def __init__(self, zone: tzinfo | None = None) -> None:
        super().__init__()
        self._zone = zone
        self._newest_first: tuple[Past, ...] = ()
        self._rows: list[ListRow] = []

    def content(self) -> Iterable[Widget]:
        try:
            history, budgets = list(self.context.store.history()), self.context.budgets()
        except (StoreFailed, Unreadable) as error:
            yield Words(str(error), id="lost", classes="text")
            return
        with VerticalScroll(id="pictures", can_focus=False):
            yield from (
                self._pictures(history, budgets) if history else (Words(gettext(EMPTY), id="empty", classes="text"),)
            )

    def on_mount(self) -> None:
        for sessions in self.query(RowList):
            sessions.show(self._rows)

    def _self_tests(self) -> Iterable[Widget]:
        """What was measured, and whether it is time to measure again; nothing until the user asked for it."""
        try:
            measured = self.context.store.measurements()
        except StoreFailed as error:
            return [Panel(gettext("Self-tests"), Words(str(error)), id="tests")]
        offered = self.context.settings.self_tests
        found = list(lines(measured))
        if offered and due(measured, self.context.clock.wall()):
            found.append(gettext("Two weeks have passed: {key} measures again.").format(key=self.key_of("measure")))
        return [Panel(gettext("Self-tests"), Words("\n".join(found)), id="tests")] if found else []

    def action_measure(self) -> None:
        """Open the self-tests."""
        from stretchplayer.tui.screens.measure_screen import MeasurePage

        self.app.push_screen(MeasurePage(), self._looked_at)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        del parameters
        return action != "open_session" or bool(self._newest_first)

    def action_open_session(self) -> None:
        """Open the marked session; from another picture, go to the list first."""
        sessions = self.query_one(RowList)
        if not sessions.has_focus:
            sessions.focus()
            return
        past = self._newest_first[sessions.place]
        with self.telling_errors():
            session = self.context.store.session(past.id)
            if session is None:
                self.tell(gettext(UNREADABLE), bad=True)
            else:
                self.app.push_screen(PastSessionPage(session, self._zone), self._looked_at)

    async def _looked_at(self, changed: bool | None) -> None:  # noqa: FBT001 - what the page was dismissed with
        """Draw everything anew where the history has changed."""
        if not changed:
            return
        place = next((each.place for each in self.query(RowList)), 0)
        await self.recompose()
        for sessions in self.query(RowList):
            sessions.show(self._rows, place)
            sessions.focus()

    def _pictures(self, history: list[Past], budgets: tuple[Budget, ...]) -> Iterable[Widget]:
        zone = self._zone
        today = datetime.fromtimestamp(self.context.clock.wall(), UTC).astimezone(zone).date()
        done, stiffness = played(history, today, zone), felt(history, zone)
        yield Panel(gettext("Days"), Words(last_week(done)), Picture(lambda width: grid(done, width)), id="days")
        weeks = Panel(gettext("Minutes a week"), Picture(lambda width: bars(done, width)), id="weeks")
        tests = self._self_tests()
        had = Picture(lambda width: ledger_bars(budgets, width)) if budgets else Words(gettext(NOTHING_LATELY))
        body_map = BodyMap(shares(budgets))
        explained = Picture(partial(legend, dots=body_map.way() == "dots"))
        body = Panel(gettext("Where on the body"), body_map, explained, id="body")
        muscles = Panel(gettext("What each muscle has had"), had, id="muscles")
        said = Picture(lambda width: trend(stiffness, today, width)) if stiffness else Words(gettext(UNSAID))
        self._newest_first = tuple(reversed(history))
        self._rows = [ListRow(*past_words(each, today, zone)) for each in self._newest_first]
        last: list[Widget] = [RowList("sessions", "open_session", lambda: None)]
        if done.elsewhere:
            wrong = ngettext(
                "{count} session has a day that is still to come or that no calendar has: a clock was wrong.",
                "{count} sessions have a day that is still to come or that no calendar has: a clock was wrong.",
                done.elsewhere,
            )
            last.append(Words(wrong.format(count=done.elsewhere)))
        with Horizontal(id="columns"):
            yield Vertical(weeks, *tests, muscles, classes="column")
            yield Vertical(
                *((body,) if budgets else ()),
                Panel(gettext("Stiffness"), said, id="stiffness"),
                # The list in it has the focus.
                Panel(gettext("Sessions"), *last, id="last", can_focus=False),
                classes="column",
            )
