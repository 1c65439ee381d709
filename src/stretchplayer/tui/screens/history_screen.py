"""Looking back, in pictures: days, weeks, what each muscle has had, stiffness, the last sessions."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, tzinfo
from typing import ClassVar, Final

from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget

from stretchplayer.caps.meter import Budget
from stretchplayer.phrases.screen_words import NOTHING_LATELY
from stretchplayer.problems import Unreadable
from stretchplayer.store import Past, StoreFailed
from stretchplayer.tui.charts.calendar import bars, day_of, grid, last_week, minutes, named, played
from stretchplayer.tui.charts.ledger_chart import ledger_bars, legend, shares
from stretchplayer.tui.charts.text_layout import Ink, Rows, fitted
from stretchplayer.tui.charts.trend import felt, trend
from stretchplayer.tui.keymap import PAGE, Command, bindings
from stretchplayer.tui.screens.base import Page
from stretchplayer.tui.widgets.basics import Words
from stretchplayer.tui.widgets.body_map_view import BodyMap
from stretchplayer.tui.widgets.drawn import Picture

MOST: Final = 12
_TITLE: Final = 20
"""Cells that a title needs at least."""
_BRIEF: Final = 60.0
"""Seconds of work below which a session that came to its end is not ticked off: most of it was skipped."""
_STATES: Final = {
    "finished": ("✓ finished", "after"),
    "brief": ("– very short", "muted"),
    "ended": ("– ended early", "muted"),
    "unfinished": ("… unfinished", "nearly"),
}


def past_rows(history: Sequence[Past], today: date, zone: tzinfo | None, width: int, most: int = MOST) -> Rows:
    """The newest first; the title stands below the rest where there is no room beside."""
    return tuple(row for past in reversed(history[-most:]) for row in _rows(past, today, zone, width))


def _rows(past: Past, today: date, zone: tzinfo | None, width: int) -> Rows:
    brief = past.state == "finished" and past.worked_seconds < _BRIEF
    word, tone = _STATES["brief" if brief else past.state]
    day = named(day_of(past.started, zone), today).rjust(11)
    facts = (Ink(f"{day}  ", "muted"), Ink(f"{word:<13}", tone), Ink(f"{minutes(past.seconds):>7}"))
    room = width - sum(len(ink.text) for ink in facts) - 2
    if room < _TITLE:
        return (facts, (Ink("  "), Ink(fitted(past.routine, max(1, width - 2)), "strong")))
    return ((*facts, Ink("  "), Ink(fitted(past.routine, room))),)


EMPTY = (
    "Nothing here yet, and there is no hurry.\n\n"
    "After your first session this page draws your days and weeks, what each muscle has had, and how stiff you felt."
)
UNSAID = "Say how stiff you are before and after a session, and this draws how it goes."


class Panel(Vertical, can_focus=True):
    """One picture in a frame with its title; tab goes from one to the next."""

    def __init__(self, title: str, *pictures: Widget, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(*pictures, id=id, classes="panel")
        self.border_title = Content(title)


class HistoryPage(Page[None]):
    """What was done so far; `zone` is where days begin, the machine's own where it is None."""

    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = PAGE
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(PAGE)]
    HEADING = "History"

    def __init__(self, zone: tzinfo | None = None) -> None:
        super().__init__()
        self._zone = zone

    def content(self) -> Iterable[Widget]:
        """The pictures, one below the other, or side by side where there is room."""
        try:
            history, budgets = self.context.history(), self.context.budgets()
        except (StoreFailed, Unreadable) as error:
            yield Words(f"The history cannot be read: {error}", id="lost", classes="text")
            return
        with VerticalScroll(id="pictures", can_focus=False):
            yield from self._pictures(history, budgets) if history else (Words(EMPTY, id="empty", classes="text"),)

    def on_mount(self) -> None:
        """Begin with the first picture."""
        for panel in self.query(Panel).results(Panel):
            panel.focus(scroll_visible=False)
            return

    def _pictures(self, history: list[Past], budgets: tuple[Budget, ...]) -> Iterable[Widget]:
        zone = self._zone
        today = self._today()
        done, stiffness = played(history, today, zone), felt(history, zone)

        def picture(draw: Callable[[int], Rows]) -> Picture:
            return Picture(draw)

        yield Panel("Days", Words(last_week(done)), picture(lambda width: grid(done, width)), id="days")
        weeks = Panel("Minutes a week", picture(lambda width: bars(done, width)), id="weeks")
        had = picture(lambda width: ledger_bars(budgets, width)) if budgets else Words(NOTHING_LATELY)
        body = Panel("Where on the body", BodyMap(shares(budgets)), picture(legend), id="body")
        muscles = Panel("What each muscle has had", had, id="muscles")
        said = picture(lambda width: trend(stiffness, today, width)) if stiffness else Words(UNSAID)
        last: list[Widget] = [picture(lambda width: past_rows(history, today, zone, width))]
        if done.elsewhere:
            what = "1 session has" if done.elsewhere == 1 else f"{done.elsewhere} sessions have"
            last.append(Words(f"{what} a day that is still to come or that no calendar has: a clock was wrong."))
        with Horizontal(id="columns"):
            yield Vertical(weeks, muscles, classes="column")
            yield Vertical(
                *((body,) if budgets else ()),
                Panel("Stiffness", said, id="stiffness"),
                Panel("The last sessions", *last, id="last"),
                classes="column",
            )

    def _today(self) -> date:
        return datetime.fromtimestamp(self.context.clock.wall(), UTC).astimezone(self._zone).date()
