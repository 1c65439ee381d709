"""The library: every routine, found as you type, and a look into the one that is marked."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from msgspec import structs
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import Key
from textual.widgets import Input

from stretchplayer.app.now import offered
from stretchplayer.problems import Unreadable
from stretchplayer.translation import gettext
from stretchplayer.tui.keymap import LIBRARY, LIST_KEYS
from stretchplayer.tui.routine_index import (
    ANYTHING,
    RoutineIndex,
    answer_to,
    counted,
    filter_words,
    found,
    nothing_found,
    order_words,
)
from stretchplayer.tui.screens.base import STYLES, KeysFooter
from stretchplayer.tui.screens.own_files import PAGES
from stretchplayer.tui.screens.resuming_page import ResumingPage
from stretchplayer.tui.widgets.basics import Link, Words
from stretchplayer.tui.widgets.body_map_view import BodyMap
from stretchplayer.tui.widgets.figure_view import FigureView, first_scene
from stretchplayer.tui.widgets.library_widgets import Banner, NavBar, RoutineList, SearchBar
from stretchplayer.tui.widgets.routine_preview import BLANK, PreviewPane
from stretchplayer.tui.widgets.routine_rows import titled_twice

if TYPE_CHECKING:
    from stretchplayer.app.library import Shelved
    from stretchplayer.app.listing import Listed


LOOKS_EVERY: Final = 2.0
"""Seconds between looks at the folders."""
_FIRST_SHOWN: Final = 0.25
"""Seconds after which what has been read so far is shown for the first time."""
_LONGEST_WAIT: Final = 0.5
"""Seconds after which the files are read even if nothing was laid out."""
_READ_BY_THEN: Final = 1.5
"""Seconds for which a routine that is opened by words waits for the files that are still being read."""
_ROOMY: Final = 26
"""Rows from which the body has its room beside the preview."""
_IN_LIST: Final = MappingProxyType({each.key: each.action for each in LIST_KEYS})


class LibraryFooter(KeysFooter):
    """On a narrow screen only what cannot be found without it: help shows the other keys."""

    def has_room_for(self, action: str) -> bool:
        return action not in ("copy", "remove") or not self.screen.has_class("-narrow")


class LibraryPage(ResumingPage, commands=LIBRARY):
    """Choose a routine; dismissed when the program is to be left."""

    UNDOES = True
    SEARCHES = True

    CSS_PATH = STYLES / "library.tcss"

    def __init__(self, pages: Mapping[str, tuple[str, str]] = PAGES) -> None:
        """`pages` are those that open from here, by their names."""
        super().__init__(pages)
        self._chosen = False
        self._due = False
        self._reading = False
        self._first = True
        self._begun = False

    def compose(self) -> ComposeResult:
        """Where to go, what was left, what to look for, what there is."""
        self.set_class(self.app.size.height >= _ROOMY, "-roomy", update=False)
        keymap = self.context.settings.keys
        yield NavBar(keymap)
        yield Banner(keymap)
        unsaved = Link("", "screen.new", id="unsaved")
        unsaved.display = False
        yield unsaved
        yield SearchBar(keymap)
        with Horizontal(id="filters"):
            yield Words(id="only")
            yield Link(gettext("Show all ({key})").format(key=self.key_of("show-all")), "screen.show_all")
        with Horizontal(id="both"):
            with Vertical(id="all"):
                yield Link("", "screen.show_all", id="none")
                yield RoutineList()
            yield PreviewPane()
            with Vertical(id="aside"):
                yield BodyMap(id="targets")
                yield FigureView(lambda: 0.0, id="first")
        yield LibraryFooter()

    def on_mount(self) -> None:
        """What is known of the routines at once; what has to be read, and the rest, after the first frame."""
        self._index = RoutineIndex(self.context.folders, self.context.reader)
        self._index.look()
        self.query_one("#filters").display = False
        self.query_one("#none").display = False
        self.search.focus()
        self._reading = bool(self._index.stale())
        self._list()
        # Where there is no room for the list at all, nothing is waited for.
        self.set_timer(_LONGEST_WAIT, self._begin)

    def on_routine_list_filled(self) -> None:
        """The rows are as wide as their room now, so that the first frame is drawn next; all else comes after it."""
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        if self._begun:
            return
        self._begun = True
        self._read_stale()
        self.remember()
        if self.context.store.notice:
            self.tell(self.context.store.notice, bad=True)
        self.set_interval(LOOKS_EVERY, self.look)

    @property
    def _typing(self) -> bool:
        """Whether words are being typed that are looked for, and no routine was chosen among what they found."""
        return bool(self._wanted.words.strip()) and not self._chosen

    def look(self) -> None:
        """See what has changed on disk, while this page is on top."""
        if self.is_current and self._index.look():
            self._read_stale()
            # A routine that is there again is planned again.
            self.remember()
        self.offer()

    def _read_stale(self) -> None:
        """Read what has changed, a file at a time, so that keys are heard meanwhile."""

        async def read() -> None:
            try:
                await self._read(self._index.stale())
                await self._read(self._index.late())
            finally:
                self._index.close()
                self.all_read.set()
            self._reading = False
            self._list()
            self._first = False
            self._peek()
            await self._index.get_ready()
            await self._index.save()

        self._reading = True
        self.all_read.clear()
        self.run_worker(read(), group="read", exclusive=True)

    async def _read(self, files: "list[Shelved]") -> None:
        """Read these, and show what there is so far, more and more seldom: each time costs more."""
        pause = _FIRST_SHOWN
        due = self.context.clock.monotonic() + pause
        for shelved in files:
            await self._index.read(shelved)
            if self.context.clock.monotonic() >= due:
                self._list()
                pause *= 2
                due = self.context.clock.monotonic() + pause

    def _list(self) -> None:
        """Show those that are wanted. While words are typed, the best match is marked."""
        listed = self.in_order()
        fitting = found(listed, self._wanted)
        untouched = self._first and not self.routines.highlighted
        best = self._typing or untouched
        self.routines.show(
            fitting.routines,
            best=best,
            has=fitting.has,
            twice=titled_twice(listed),
            liked=self.liked,
            remarks=self.remarks(fitting.routines, self.lately_left),
            first=offered(listed, self._wanted.words, fitting) if self._wanted.words else "",
        )
        if self.to_mark and self.routines.mark(self.to_mark):
            self.to_mark = ""
        none = self.query_one("#none", Words)
        answer = answer_to(self._wanted.words, fitting, self.key_of("quit"))
        none.display = bool(answer) or not fitting.routines
        nothing = nothing_found(self._wanted, len(listed), self.key_of("show-all"))
        none.say(answer or nothing, layout=True)
        filters = filter_words(self._wanted)
        self.query_one("#filters").display = bool(filters)
        self.query_one("#only", Words).say(gettext("Only {filters}").format(filters=filters) if filters else "")
        count = counted(len(fitting.routines), len(listed))
        if self._wanted.order != ANYTHING.order:
            count = f"{count} {order_words(self._wanted.order)}"
        self.query_one("#count", Words).say(
            gettext("{found}, reading on").format(found=count) if self._reading else count, layout=True
        )
        if not fitting.routines:
            self._peek()
        self.refresh_bindings()

    def read_so_far(self) -> "list[Listed]":
        """Every routine that was read so far."""
        return self._index.listed()

    def show_again(self) -> None:
        """The same routines, in the order that holds now."""
        self._list()

    def on_option_list_option_highlighted(self) -> None:
        """Tell of the routine that is marked now, once for all the keys that came at once."""
        self.refresh_bindings()
        if not self._due:
            self._due = True
            self.call_later(self._peek)

    def on_resize(self) -> None:
        """There may be room for the preview now, and for the body beside it."""
        self.set_class(self.size.height >= _ROOMY, "-roomy")
        self.call_after_refresh(self.refresh_bindings)
        self.call_after_refresh(self._peek)

    def _peek(self) -> None:
        """Read the marked routine and tell of it, where there is room for that."""
        self._due = False
        self.offer()
        if not self._begun:
            # What it takes to tell of a routine is imported after the first frame.
            return
        pane, marked = self.query_one(PreviewPane), self.routines.marked
        if pane.display:
            from stretchplayer.tui.preview_text import preview_of

            first = self.preview_of_now() if self.routines.on_first else BLANK
            preview = preview_of(self.context, marked, planned=self.is_planned(marked)) if marked else first
            pane.show(preview)
            body = self.query_one(BodyMap)
            body.marks = dict(preview.marks)
            body.visible = bool(preview.marks)
            self.query_one("#first", FigureView).pose(first_scene(preview.shows))

    def on_input_changed(self) -> None:
        self.take_up_words()

    def take_up_words(self) -> None:
        if self.search.value != self._wanted.words:
            self._wanted = structs.replace(self._wanted, words=self.search.value)
            self._chosen = False
            self._list()

    def on_input_submitted(self) -> None:
        """What was looked for is found: open what is marked."""
        self.action_open()

    def takes(self, event: Key) -> bool:
        return event.is_printable and self.search.takes(event.character)

    def typed(self, event: Key) -> bool:
        """Every letter finds routines, whatever has the focus."""
        if event.key in self.active_bindings:
            return False
        if event.is_printable and event.character is not None and self.search.takes(event.character):
            self.search.add(event.character)
        elif event.key == "backspace" and self.search.value:
            self.search.focus()
            self.search.action_delete_left()
        elif event.key in _IN_LIST:
            self.action_in_list(_IN_LIST[event.key])
        else:
            return event.is_printable and event.character == " "
        return True

    def on_screen_resume(self) -> None:
        """Show what is new after another page, where answers and history may have changed."""
        if self.is_mounted and not self.away:
            self.call_after_refresh(self.refresh_all)

    def refresh_all(self) -> None:
        """Show what may have changed while another page was open."""
        self.look()
        self.remember()
        self._peek()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        del parameters
        if not self.is_mounted:
            return True
        marked = self.routines.marked
        match action:
            case "open":
                return marked is not None or self.routines.on_first
            case "edit" | "copy" | "remove" | "favourite":
                return marked is not None
            case "short":
                return marked is not None and bool(marked.short)
            case "edit_outside":
                return marked is not None and marked.yours
            case "put_back":
                return bool(self.removed)
            case "resume" | "resume_which":
                return bool(self.left)
            case "show_all":
                return not self._wanted.anything
        return True

    def action_open(self, *, swapping: bool = False, short: bool = False) -> None:
        """Get ready for the highlighted routine, or show what is wrong with its file.

        What is not read yet may be what the words mean, so they wait for it.
        """
        if self._typing and not self.all_read.is_set():
            self.run_worker(self._open_once_read(swapping=swapping, short=short), group="open", exclusive=True)
        else:
            self._open_marked(swapping=swapping, short=short)

    async def _open_once_read(self, *, swapping: bool, short: bool) -> None:
        # A file that takes long to read holds nothing up.
        with suppress(TimeoutError):
            await asyncio.wait_for(self.all_read.wait(), _READ_BY_THEN)
        if self.is_current:
            self._list()
            self._open_marked(swapping=swapping, short=short)

    def _open_marked(self, *, swapping: bool, short: bool) -> None:
        marked = self.routines.marked
        if marked is None:
            if self.routines.on_first:
                self.run_session(self.started())
            return
        from stretchplayer.routine.reader import load

        try:
            reading = None if marked.left_alone else load(marked.file)
        except Unreadable:
            reading = None
        if reading is None or reading.routine is None:
            from stretchplayer.tui.preview_text import faults
            from stretchplayer.tui.screens.question_screen import NoticePage

            self.app.push_screen(NoticePage(*faults(marked)))
            return
        from stretchplayer.app.session_flow import Play

        how = Play(marked.file, swapping=swapping, short=short, by_plan=True)
        self.run_session(self.host.go_through(how))

    def action_search(self) -> None:
        # At once: the next key is the first letter of what is looked for.
        self.set_focus(self.search)
        self.search.select_all()

    def action_in_list(self, name: str) -> None:
        """Move through the list, which never has the focus itself; in words, to their first and last letter."""
        if self.search.has_focus and self.search.value and name in ("first", "last"):
            self.search.cursor_position = 0 if name == "first" else len(self.search.value)
            return
        self._chosen = self.moved = True
        self.routines.run_here(name)

    def action_show_all(self) -> None:
        """Take back the words; then, or where there are none, the filters."""
        nothing = structs.replace(ANYTHING, order=self._wanted.order)
        self._wanted = structs.replace(self._wanted, words="") if self._wanted.words else nothing
        with self.prevent(Input.Changed):
            self.search.clear()
        self._list()
