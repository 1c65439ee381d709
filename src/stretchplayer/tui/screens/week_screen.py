"""The plan of the week: seven days, judged; what is planned for today is started from here, and the plan is changed."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from textual import work
from textual.containers import VerticalScroll
from textual.events import Key
from textual.widget import Widget

from stretchplayer.app.week import week_words as words
from stretchplayer.app.week.reminder_timers import follow, install, remove
from stretchplayer.app.week.week_plan import (
    PlanProblems,
    Week,
    bad_day,
    ensure_plan,
    load_week,
    remove_entry,
    start_of,
)
from stretchplayer.catalog.translated import title
from stretchplayer.problems import UserError
from stretchplayer.translation import gettext, to_translate
from stretchplayer.tui.edit_actions import in_editor
from stretchplayer.tui.keymap import written
from stretchplayer.tui.page_keys import WEEK
from stretchplayer.tui.screens.base import Page
from stretchplayer.tui.widgets.basics import Words
from stretchplayer.tui.widgets.row_list import ListRow, RowList
from stretchplayer.weekplan.ahead import Day, Session

if TYPE_CHECKING:
    from stretchplayer.app.session_flow import Play, PlayText

_DAY_WIDTH: Final = 15
_NOTHING: Final = to_translate("Nothing is planned for this day.")


class WeekPage(Page[None], commands=WEEK):
    """Seven days in rows, and below them what is to be said of the one that is marked and of the week."""

    HEADING = to_translate("Week")

    def __init__(self) -> None:
        super().__init__()
        self._week: Week | None = None
        self._rows: list[tuple[Day, Session | None]] = []

    def content(self) -> Iterable[Widget]:
        yield RowList("days", "start", self._say)
        with VerticalScroll(id="said", can_focus=False):
            yield Words(id="lines", classes="text")

    def on_mount(self) -> None:
        self.query_one(RowList).focus()
        self._load()

    def _load(self) -> None:
        """Read the plan, and show it as it stands."""
        wrong, before = "", bool(self._rows)
        try:
            self._week = load_week(self.context)
        except UserError as error:
            self._week = None
            lines = [str(each) for each in error.problems] if isinstance(error, PlanProblems) else [str(error)]
            fix = gettext("{key} opens the plan, to put that right.").format(key=self.key_of("edit-plan"))
            wrong = "\n\n".join((*lines, fix))
        week = self._week
        self._rows = [(day, each) for day in (() if week is None else week.days) for each in (day.sessions or (None,))]
        table = self.query_one(RowList)
        table.display = bool(self._rows)
        left = [number for number, (day, each) in enumerate(self._rows) if self._is_left(day, each)]
        place = None if before else next(iter(left), 0)
        table.show([self._row(number) for number in range(len(self._rows))], place)
        self._say(wrong)
        self.refresh_bindings()

    def _row(self, number: int) -> ListRow:
        day, session = self._rows[number]
        first = not number or self._rows[number - 1][0] is not day
        name = words.day_name(day, self._week.days) if first and self._week is not None else ""
        if session is None:
            return ListRow(name, whole="dim")
        entry = session.due.entry
        at = f"{entry.at:%H:%M}" if entry.at is not None else ""
        called = session.due.routine if session.plan is None else title(session.plan.routine.title)
        if session.due.done and self._week is not None:
            routine = self._week.routines.get(session.due.routine)
            called = called if routine is None else title(routine.title)
        length = words.length_of(session, words.in_minutes)
        return ListRow(f"{name:<{_DAY_WIDTH}}{at:<7}{called}", (f"{entry.cue} · {length}", length))

    def _say(self, wrong: str = "") -> None:
        """Tell of the marked row, and of the week; or what is `wrong` with its file, or that there is none yet."""
        if wrong or not self._rows or self._week is None:
            none = gettext(
                "There is no plan yet. {key} makes one: choose a routine, the days, and what you do it after, such as "
                "your first coffee.\n\nWhat you leave out never adds up, and for a bad day you can choose two easy "
                "moves there."
            )
            self.query_one("#lines", Words).say(wrong or none.format(key=self.key_of("add-entry")), layout=True)
            return
        day, session = self._rows[min(self.query_one(RowList).place, len(self._rows) - 1)]
        lines = [gettext(_NOTHING)]
        if session is not None:
            cue, at = session.due.entry.cue, session.due.entry.at
            parts = [words.day_name(day, self._week.days), "" if at is None else f"{at:%H:%M}", cue]
            lines = [", ".join(filter(None, parts)), *words.dose_lines(session), words.fallback_line(session.due.entry)]
        known = {*lines}
        lines += ["", *(line for line in words.week_lines(self._week.days) if line not in known)]
        lines += [str(each) for each in self._week.problems]
        self.query_one("#lines", Words).say("\n".join(lines).strip(), layout=True)

    def _is_left(self, day: Day, session: Session | None) -> bool:
        """Whether something is planned for today, and not done."""
        today = self._week is not None and day is self._week.days[0]
        return today and session is not None and session.plan is not None and not session.due.done

    def _left(self) -> list[Session]:
        """What is left for today, that of the marked row first."""
        marked = self._rows[self.query_one(RowList).place] if self._rows else None
        rows = [*([marked] if marked is not None else []), *self._rows]
        return [each for day, each in rows if each is not None and self._is_left(day, each)]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        del parameters
        if action == "bad_day" and self.is_mounted:
            return any(each.due.entry.fallback for each in self._left())
        if action in ("start", "remove", "remind") and self.is_mounted:
            return bool(self._rows)
        return True

    def typed(self, event: Key) -> bool:
        """Say why there is no bad day now, and where the moves for one are chosen."""
        if self._week is None or not self._rows or self.key_of("bad-day") != written(event.key):
            return False
        if not self._left():
            self.tell(gettext(words.ALL_DONE if self._week.days[0].sessions else words.NOTHING_PLANNED))
            return True
        text = gettext(
            "What is left for today has no moves for a bad day. Take it out ({remove}) and put it in again ({add}): "
            "{choose} chooses them there."
        )
        keys = {"remove": "remove-entry", "add": "add-entry", "choose": "choose-fallback"}
        self.tell(text.format(**{place: self.key_of(key) for place, key in keys.items()}))
        return True

    def action_start(self) -> None:
        """Start what is planned for today."""
        week = self._week
        if week is None:
            return
        day, session = self._rows[self.query_one(RowList).place]
        left = self._left()
        if session is not None and self._is_left(day, session):
            self._go_through(start_of(session))
        elif session is not None and day is not week.days[0]:
            text = gettext("This is planned for {day}. In the library you can start any routine at any time.")
            self.tell(text.format(day=words.day_name(day, week.days)))
        elif session is not None and words.is_unplayable(session):
            self.tell(words.dose_lines(session)[0])
        elif left:
            self._go_through(start_of(left[0]))
        else:
            self.tell(gettext(words.ALL_DONE if week.days[0].sessions else words.NOTHING_PLANNED))

    def action_bad_day(self) -> None:
        """Start the moves for a bad day in place of what is planned."""
        week = self._week
        ways = [] if week is None else [bad_day(each, week, self.context.folders) for each in self._left()]
        how = next((each for each in ways if each is not None), None)
        if how is not None:
            self._go_through(how)

    def _go_through(self, how: "Play | PlayText") -> None:
        async def through() -> None:
            await self.host.go_through(how)
            self._load()

        self.app.run_worker(through(), group="session", exclusive=True)

    def action_add(self) -> None:
        """Plan a routine, on a page of its own."""
        from stretchplayer.tui.screens.plan_entry_screen import PlanEntryPage

        self.app.push_screen(PlanEntryPage(), self._added)

    def _added(self, text: str | None) -> None:
        if text:
            self._changed(text)

    def action_edit(self) -> None:
        """Change the plan as text, in the editor that is set."""
        with self.telling_errors():
            ensure_plan(self.context.folders)
            failed = in_editor(self.app, self.context.folders.plan, "stretchplayer week --edit")
            if failed is not None:
                self.tell(failed, bad=True)
            self._changed()

    def action_remove(self) -> None:
        """Take the entry of the marked row out of the plan, once it is sure that this is meant."""
        _, session = self._rows[self.query_one(RowList).place]
        if session is None:
            self.tell(gettext(_NOTHING))
        else:
            self._remove(session)

    @work(group="edit", exclusive=True)
    async def _remove(self, session: Session) -> None:
        from stretchplayer.tui.screens.question_screen import REMOVED, QuestionPage

        entry, routines = session.due.entry, {} if self._week is None else self._week.routines
        found = ((name, routines.get(name)) for name in entry.routine)
        names = ", ".join(name if routine is None else title(routine.title) for name, routine in found)
        at = "" if entry.at is None else f"{entry.at:%H:%M}"
        what = ", ".join(filter(None, (names, words.days_line(entry), at, entry.cue)))
        question = gettext("Take this out of the plan, on all of its days? {entry}").format(entry=what)
        if await self.app.push_screen_wait(QuestionPage(REMOVED, [question])) is None:
            return
        with self.telling_errors():
            remove_entry(self.context.folders, str(session.due.number))
            self._changed(gettext(words.TAKEN_OUT).format(routine=names))

    def _changed(self, text: str = "") -> None:
        """Show the plan after it was changed; reminders follow it."""
        self._load()
        if text:
            self.tell(text)
        with self.telling_errors():
            if self._week is not None and follow(self._week.plan, self.context):
                self.tell(gettext(words.NO_MORE_REMINDERS))

    def action_remind(self) -> None:
        """Let the system remind of the plan, or no longer."""
        folders, week = self.context.folders, self._week
        with self.telling_errors():
            if remove(folders):
                self.tell(gettext(words.NO_MORE_REMINDERS))
            elif week is not None:
                way = install(week.plan, folders, week.now)
                self.tell(gettext("Reminders come at the times of the plan ({way}).").format(way=way))
