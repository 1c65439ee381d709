"""Plans a routine: which one, or which in turn, on which days, upon what, and which moves on a bad day."""

import asyncio
import re
from collections.abc import Iterable
from itertools import chain
from typing import Final

from textual import on, work
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.events import Key
from textual.widget import Widget
from textual.widgets import Button

from stretchplayer.app.answers import SHORT_DAYS
from stretchplayer.app.listing import Listed, listed
from stretchplayer.app.week.week_plan import add_entry
from stretchplayer.app.week.week_words import PUT_IN, days_line
from stretchplayer.catalog import moves
from stretchplayer.catalog.step_names import listed as in_words
from stretchplayer.catalog.translated import name
from stretchplayer.problems import UserError
from stretchplayer.routine.moves import catalogue, muscles_of
from stretchplayer.text import capitalised
from stretchplayer.translation import gettext, to_translate
from stretchplayer.tui.keymap import BY_NAME, shown
from stretchplayer.tui.page_keys import PLAN_ENTRY
from stretchplayer.tui.screens.base import Page
from stretchplayer.tui.screens.new_routine_screen import Line, MakeButton
from stretchplayer.tui.widgets.basics import Words, press
from stretchplayer.tui.widgets.choice import Choice, ChoiceList
from stretchplayer.weekplan.plan_file import MOST_FALLBACKS, WEEKDAYS
from stretchplayer.weekplan.typed_times import time_meant

CUE_LENGTH: Final = 120
_MOST_EASY: Final = 8
"""Moves that are suggested for a bad day, before all the others."""
_SOME: Final = "some"
_DAYS: Final = (
    ("every day", to_translate("every day")),
    ("weekdays", to_translate("Monday to Friday")),
    ("every second day", to_translate("every second day")),
    (_SOME, to_translate("these days")),
)


class PlanEntryPage(Page[str | None], commands=PLAN_ENTRY):
    """Puts an entry into the plan; dismissed with what to say of it, or with None where nothing was put in."""

    HEADING = to_translate("Into the plan")

    def __init__(self) -> None:
        super().__init__()
        self._routines: list[str] = []
        self._fallback: list[str] = []
        self._titles: dict[str, str] = {}
        self._listed: dict[str, Listed] = {}
        self._typed, self._found = "", -1

    def content(self) -> Iterable[Widget]:
        keymap = self.context.settings.keys
        with Horizontal(id="both"):
            with Vertical(id="left"):
                yield Words(gettext("Which routine? Several are done in turn."), classes="question")
            with VerticalScroll(id="right", can_focus=False):
                yield Words(gettext("On which days?"), classes="question")
                yield Choice([(each, gettext(label)) for each, label in _DAYS], ["every day"], by_rows=True, id="days")
                week = [(key[:3], gettext(short)) for key, short in zip(WEEKDAYS, SHORT_DAYS, strict=True)]
                yield Choice(week, (), several=True, by_rows=True, id="week")
                yield Words(gettext("After what, and where?"), classes="question")
                example = gettext("after the first coffee, at the desk")
                yield Line(placeholder=example, id="cue", compact=True, max_length=CUE_LENGTH)
                yield Words(gettext("At what time? Only if you want to be reminded."), classes="question")
                yield Line(placeholder="10:30", id="at", compact=True, max_length=12)
                yield Words(classes="question", id="bad-day")
                with Horizontal(classes="form-keys"):
                    put, back = (BY_NAME[each] for each in ("put-in-plan", "leave-plan-entry"))
                    label = gettext("Put it in ({key})").format(key=shown(put, keymap))
                    yield MakeButton(label, name=put.action, id="make", compact=True)
                    yield press(f"{back.title} ({shown(back, keymap)})", back.action)
                yield Words(id="wrong")

    def on_mount(self) -> None:
        for field in self.query(Line):
            field.cursor_blink = False
        self._show()
        self._list()

    @work(group="list", exclusive=True)
    async def _list(self) -> None:
        """Fill the list of routines; to read all of them for the first time takes a while."""
        found = [each for each in await asyncio.to_thread(listed, self.context.folders) if each.title]
        found.sort(key=lambda each: (not each.yours, each.title.casefold()))
        self._listed = {each.name: each for each in found}
        self._titles = {each.name: each.title for each in found}
        routines: ChoiceList[str] = ChoiceList(self._titles.items(), (), id="routines")
        await self.query_one("#left").mount(routines)
        routines.highlighted = 0
        routines.focus()

    def _show(self) -> None:
        self.query_one("#week").display = self.query_one("#days", Choice).value == _SOME
        key = self.key_of("choose-fallback")
        names = in_words([name(str(moves()[each].step["name"])) for each in self._fallback])
        text = (
            gettext("On a bad day: {moves}. {key} chooses others.")
            if names
            else gettext("On a bad day: the whole routine. {key} chooses two easy moves instead.")
        )
        self.query_one("#bad-day", Words).say(text.format(moves=names, key=key), layout=True)

    def on_choice_changed(self) -> None:
        self._show()

    def on_choice_list_changed(self) -> None:
        """Keep the order in which routines were chosen: it is that of their turns."""
        chosen = self.query_one("#routines", ChoiceList).chosen
        self._routines = [each for each in self._routines if each in chosen] + sorted(chosen - {*self._routines})

    def unkept(self) -> bool:
        typed = any(each.value.strip() for each in self.query(Line))
        return typed or bool(self._routines or self._fallback)

    def action_choose(self) -> None:
        if isinstance(self.focused, ChoiceList):
            self.focused.choose()

    def typed(self, event: Key) -> bool:
        """In the list every letter finds: it goes to a title with a word that begins with what was typed.

        A letter that goes on with no title begins anew, with the next one.
        """
        routines = self.focused
        letter = (event.character or "").casefold()
        if not isinstance(routines, ChoiceList) or not letter.isalnum():
            return False
        at = routines.highlighted or 0
        tries = [(self._typed + letter, at)] if self._typed and self._found == at else []
        for words, first in (*tries, (letter, at + 1)):
            found = self._next(words, first)
            if found is not None:
                self._typed, self._found = words, found
                routines.highlighted = found
                return True
        return False

    def _next(self, words: str, first: int) -> int | None:
        """The row from `first` on, and round, of which the title begins with these letters, or else a word of it."""
        titles = [each.casefold() for each in self._titles.values()]
        order = [*range(first, len(titles)), *range(min(first, len(titles)))]
        starts = (each for each in order if titles[each].startswith(words))
        inside = (each for each in order if re.search(rf"\b{re.escape(words)}", titles[each]))
        return next(chain(starts, inside), None)

    def on_input_changed(self) -> None:
        self.query_one("#wrong", Words).say("", layout=True)

    def on_input_submitted(self) -> None:
        self.focus_next()

    @work(group="fallback", exclusive=True)
    async def action_fallback(self) -> None:
        """Choose the moves for a bad day."""
        from stretchplayer.tui.screens.move_browser import MoveBrowser

        found: list[str] = []
        for heading in (to_translate("An easy move for a bad day"), to_translate("And another one")):
            first = [each for each in self._easy() if each not in found]
            move = await self.app.push_screen_wait(MoveBrowser(title=heading, first=first))
            if move is None:
                break
            found += [move] if move not in found else []
        self._fallback = found[:MOST_FALLBACKS] or self._fallback
        self._show()

    def _easy(self) -> list[str]:
        """Moves without a hold and without a thing, for the muscles of what is chosen: its own moves first."""
        chosen = [self._listed[each] for each in self._routines if each in self._listed]
        own = {move for each in chosen for move in each.moves}
        worked = {muscle for each in chosen for muscle, _, _ in each.worked}
        known = catalogue()
        found = [
            name
            for name, move in known.items()
            if move["kind"] == "dynamic" and not move.get("needs") and worked & {*muscles_of(move)}
        ]
        found.sort(key=lambda name: (name not in own, -len(worked & {*muscles_of(known[name])})))
        return found[:_MOST_EASY]

    @on(Button.Pressed, "#make")
    def _make(self, event: Button.Pressed) -> None:
        event.stop()
        self.action_put_in()

    def action_put_in(self) -> None:
        """Write the entry, or say what is missing."""
        days = self.query_one("#days", Choice).value
        week = self.query_one("#week", Choice).value
        some = list(week) if isinstance(week, tuple) else []
        cue, at = (" ".join(self.query_one(f"#{each}", Line).value.split()) for each in ("cue", "at"))
        if not self._routines or (days == _SOME and not some):
            wrong = gettext("Choose a day first.") if self._routines else gettext("Choose a routine first.")
            self.query_one("#wrong", Words).say(wrong, layout=True)
            return
        values = {
            "routine": self._routines if self._routines[1:] else self._routines[0],
            "on": some if days == _SOME else days,
            "cue": cue,
            "at": at,
            "fallback": self._fallback,
        }
        try:
            values["at"] = f"{time_meant(at):%H:%M}" if at else ""
            entry = add_entry(self.context.folders, values, self.context.clock.wall())
        except (UserError, ValueError) as error:
            self.query_one("#wrong", Words).say(capitalised(str(error)), layout=True)
            return
        said = ", ".join((*(self._titles[each] for each in self._routines), days_line(entry), *filter(None, [cue])))
        self.dismiss(gettext(PUT_IN).format(entry=said))
