"""After a session: how long it was, what each muscle has had, how stiff you are now, and some advice."""

from collections.abc import Iterable
from typing import Final

from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.events import Key
from textual.widget import Widget

from stretchplayer import DISCLAIMER
from stretchplayer.app.active_session import ActiveSession
from stretchplayer.app.afterwards import sentence, week_so_far, worked_on
from stretchplayer.caps.budgets import Budget
from stretchplayer.caps.plan import Plan
from stretchplayer.catalog import advice, side_name
from stretchplayer.model.duration import spoken
from stretchplayer.model.steps import Topic
from stretchplayer.phrases import screen_words
from stretchplayer.phrases.screen_words import english
from stretchplayer.phrases.warning_signs import warning_signs
from stretchplayer.player import Player
from stretchplayer.problems import Unreadable
from stretchplayer.session import Snapshot, TakeBack
from stretchplayer.session.events import TookBack
from stretchplayer.store import StoreFailed
from stretchplayer.translation import gettext
from stretchplayer.tui.page_keys import DONE
from stretchplayer.tui.screens.base import Page
from stretchplayer.tui.widgets.basics import Link, Words
from stretchplayer.tui.widgets.body_map_view import BodyMap
from stretchplayer.tui.widgets.scale import Scale

_MOST: Final = 8
"""Muscles that are shown; the rest stands in the history."""
_CELLS: Final = 20
_NEARLY_ALL: Final = 0.8
"""The share of the planned work that makes a session done."""
_OFFERED: Final = 3
"""Pages of advice that can be offered at once."""


class DonePage(Page[None], commands=DONE):
    """What was done in the session of `player`; after a warning sign, when to get help comes first."""

    def __init__(self, active: ActiveSession, player: Player) -> None:
        super().__init__()
        self._active, self._player = active, player
        self._topics: tuple[Topic, ...] = ()
        self._saved: int | None = None
        self._late = 0.0

    def content(self) -> Iterable[Widget]:
        snapshot = self._player.session.snapshot(self._player.now)
        with VerticalScroll(id="facts"):
            yield Words(_title(snapshot, self._player.session.plan), classes="title")
            yield Words(id="mistake", classes="text")
            if self._player.flagged:
                action, signs = warning_signs()["emergency"]
                listed = "\n".join(
                    (gettext("{action} for any of these:").format(action=action), *(f"• {sign}" for sign in signs))
                )
                yield Words(listed, id="signs", classes="text")
            if snapshot.blistered:
                yield Words(english().skin_signs, id="skin", classes="text")
            played = gettext("{length} played, {worked} of it work.").format(
                length=spoken(round(snapshot.seconds)), worked=spoken(round(snapshot.worked))
            )
            yield Words(played, id="played", classes="text")
            yield Words(id="sentence", classes="text")
            if not self._player.remembered:
                yield Words(gettext("Not remembered: the history could not be written."), id="lost", classes="text")
            yield Words("\n".join(self._muscles()), id="muscles", classes="text")
            yield Words(id="advice", classes="text")
            with Vertical(id="more"):
                yield from (Link("", f"screen.read_advice({number})") for number in range(_OFFERED))
            yield Words(gettext(DISCLAIMER), id="disclaimer", classes="text")
            yield BodyMap(worked_on(snapshot), id="did")
            yield Words(self._week(), id="week", classes="text")
        with Horizontal(id="stiffness"):
            yield Words(f"{gettext(screen_words.HOW_STIFF)} ", id="stiff")
            yield Scale(id="after")

    def on_mount(self) -> None:
        self._late = self.context.clock.monotonic() + self._player.view().take_back
        self._offer_to_take_back()
        self.set_interval(1.0, self._offer_to_take_back)
        asked = self._player.remembered and self.context.settings.stiffness and not self._player.flagged
        self.query_one("#stiffness").display = asked
        self.query_one("#muscles").display = bool(self.query_one("#muscles", Words).text)
        self.query_one("#did").display = bool(self.query_one("#did", BodyMap).marks) and not self._player.flagged
        self.query_one("#week").display = bool(self.query_one("#week", Words).text)
        self._advise(None)

    def _offer_to_take_back(self) -> None:
        """Say as long as it holds that "too much", which ended the session, can still be taken back."""
        left = max(0.0, self._late - self.context.clock.monotonic()) if self._player.view().take_back else 0.0
        text = screen_words.take_back(self.key_of("take-back-after"), left) if left else ""
        self.query_one("#mistake", Words).say(text, layout=True)
        self.query_one("#mistake").display = bool(text)

    def action_take_back(self) -> None:
        # Nothing is heard on this page.
        self._player.listener = None
        if self.query_one("#mistake").display and any(map(_is_back, self._player.do(TakeBack()))):
            self.tell(gettext(screen_words.TAKEN_BACK))
            snapshot = self._player.session.snapshot(self._player.now)
            self.query_one(".title", Words).say(_title(snapshot, self._player.session.plan), layout=True)
            self._advise(self._saved)
        self._offer_to_take_back()

    def _week(self) -> str:
        try:
            return week_so_far(self.context.store.history(), self.context.clock.wall())
        except StoreFailed as error:
            return str(error)

    def typed(self, event: Key) -> bool:
        return self.query_one("#stiffness").display and self.query_one("#after", Scale).typed(event)

    def on_scale_changed(self, event: Scale.Changed) -> None:
        self._advise(event.value)
        self._save(event.value)

    def action_close(self) -> None:
        """Go back; a number that was typed just before is saved as well."""
        self._save(self.query_one("#after", Scale).value)
        super().action_close()

    def _save(self, stiffness: int | None) -> None:
        if stiffness is None or stiffness == self._saved:
            return
        try:
            self._active.rate(stiffness)
            self._saved = stiffness
        except StoreFailed as error:
            self.app.notify(str(error), severity="warning")

    def _muscles(self) -> Iterable[str]:
        """The stretching of the last 24 hours against its cap, for the muscles that were worked on."""
        try:
            found = [
                each
                for each in self.context.budgets()
                if each.kind == "static" and each.day_seconds and self._worked(each)
            ]
        except (StoreFailed, Unreadable) as error:
            return [str(error)]
        width = max((len(side_name(each.muscle, each.side)) for each in found[:_MOST]), default=0)
        lines = [_line(each, width) for each in found[:_MOST]]
        return [gettext("Stretching alone, last 24 hours:"), *lines] if lines else []

    def _worked(self, budget: Budget) -> bool:
        loads = {where for run in self._player.session.snapshot(self._player.now).progress.runs for where in run.loads}
        return (budget.muscle, budget.side) in loads

    def _advise(self, after: int | None) -> None:
        """Show the advice that fits best, with links to its page and to others that fit."""
        snapshot = self._player.session.snapshot(self._player.now)
        told = "" if self._player.flagged else sentence(snapshot, self._active.before, after)
        self.query_one("#sentence", Words).say(told, layout=True)
        self.query_one("#sentence").display = bool(told)
        self.query_one("#played").set_class(bool(told), "-followed")
        self._topics = self._active.advised(self._player, after=after)
        best = advice(self._topics[0])
        self.query_one("#advice", Words).say(f"{best.title}: {' '.join(best.text.split())}", layout=True)
        for number, link in enumerate(self.query(Link)):
            topic = self._topics[number] if number < len(self._topics) else None
            link.display = topic is not None
            if topic is not None:
                key = f" ({self.key_of('read-more')})" if number == 0 else ""
                link.say(gettext("Read on: {title}{key}").format(title=advice(topic).title, key=key), layout=True)

    def action_read_advice(self, number: int = 0) -> None:
        self.host.action_advice(self._topics[number])


def _title(snapshot: Snapshot, plan: Plan) -> str:
    """How it ended; praise only for a session of which nearly all was done, and none of it too much."""
    if snapshot.state != "finished":
        return f"{gettext(screen_words.ENDED)} {english().kept}"
    planned = sum(each.seconds for each in plan.segments if each.phase in ("work", "contract"))
    if snapshot.worked >= _NEARLY_ALL * planned:
        return gettext(screen_words.DONE_AND_RESTING if snapshot.strains else screen_words.WELL_DONE)
    return gettext("At the end: {worked} of {planned} of work was done.").format(
        worked=spoken(round(snapshot.worked)), planned=spoken(round(planned))
    )


def _is_back(event: object) -> bool:
    return isinstance(event, TookBack)


def _line(budget: Budget, width: int) -> str:
    cap = budget.day_cap or 1.0
    full = min(_CELLS, round(budget.day_seconds / cap * _CELLS))
    bar = "█" * full + "░" * (_CELLS - full)
    name = side_name(budget.muscle, budget.side)
    return gettext("{ljust}  {bar} {day_seconds:.0f} of {cap:.0f} s").format(
        ljust=name.ljust(width), bar=bar, day_seconds=budget.day_seconds, cap=cap
    )
