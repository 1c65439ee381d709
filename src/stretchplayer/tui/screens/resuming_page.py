"""What the library offers of the sessions that were left: to go on with the last one, or with another."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from stretchplayer.app.drafts import Draft, open_draft, without_file
from stretchplayer.app.unfinished import OFFERED_FOR
from stretchplayer.problems import UserError
from stretchplayer.text import plain
from stretchplayer.translation import gettext
from stretchplayer.tui.screens.starting_page import StartingPage
from stretchplayer.tui.widgets.basics import Words
from stretchplayer.tui.widgets.library_widgets import Banner

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from stretchplayer.store import Unfinished


class ResumingPage(StartingPage):
    """A page of routines with a banner. `moved` says whether a routine was gone to; `away`, that a session is run."""

    def __init__(self, pages: Mapping[str, tuple[str, str]]) -> None:
        super().__init__(pages)
        self.moved = self.away = False
        self.left: tuple[Unfinished, ...] = ()
        self.unsaved: list[Draft] = []

    def refresh_all(self) -> None:
        """Show what may have changed while another page was open."""
        raise NotImplementedError

    def look_again(self) -> None:
        super().look_again()
        self.offer_unsaved()

    def remember(self) -> None:
        """Offer the session that was left, and mark the routines of those of the last week."""
        store, now, changed = self.context.store, self.context.clock.wall(), False
        try:
            changed = self.learn_habits()
            last = store.unfinished()
            self.left = () if last is None else (last, *(each for each in store.all_unfinished(now - OFFERED_FOR)))
        except UserError as error:
            self.left = ()
            self.tell(str(error), bad=True)
        if changed:
            self.show_again()
        self.routines.mark_left(self.lately_left)
        self.offer()
        self.offer_unsaved()
        self.refresh_bindings()

    @property
    def lately_left(self) -> frozenset[str]:
        """The files of the routines of which a session was left in the last week."""
        return frozenset(each.file for each in self.left if self._is_recent(each))

    def _is_recent(self, left: "Unfinished") -> bool:
        return left.wall > self.context.clock.wall() - OFFERED_FOR

    @property
    def offered(self) -> "Unfinished | None":
        """What is resumed: the session of the routine that was gone to, or else the last that was left."""
        marked = self.routines.marked if self.moved else None
        mine = next((each for each in self.left if marked is not None and each.file == marked.file), None)
        return mine or (self.left[0] if self.left else None)

    def offer(self) -> None:
        """Say in the banner what can be gone on with; after a week no more, though the key still does it."""
        others = self.key_of("resume-which") if len({each.id for each in self.left}) > 1 else ""
        offered = self.offered if self.offered is not None and self._is_recent(self.offered) else None
        self.query_one(Banner).tell(offered, self.context.clock.wall(), others)

    def offer_unsaved(self) -> None:
        """Say which new routines were typed and never saved: no row of the list stands for them."""
        self.unsaved = without_file(self.context.folders)
        line = self.query_one("#unsaved")
        line.display = bool(self.unsaved)
        if self.unsaved and isinstance(line, Words):
            text = gettext("{file} ({when}) is not saved: {key} goes on.")
            first = self.unsaved[0]
            line.say(text.format(file=plain(Path(first.path).name), when=first.when, key=self.key_of("new")))

    def action_new(self) -> None:
        """Go on with a routine that was never saved, where there is one; else make a new one."""
        if not self.unsaved:
            super().action_new()
            return
        from stretchplayer.tui.screens.answer_screen import AnswerPage

        def chosen(place: str | None) -> None:
            if place == "new":
                super(ResumingPage, self).action_new()
            elif place is not None:
                with self.telling_errors():
                    self.open_file(open_draft(self.unsaved[int(place)], self.context.folders))

        drafts = [(str(place), each.called) for place, each in enumerate(self.unsaved)]
        answers = [*drafts, ("new", gettext("Make another one"))]
        self.app.push_screen(AnswerPage(gettext("Go on with one of these?"), (), answers), chosen)

    def action_resume(self) -> None:
        """Go on with the session that is offered."""
        from stretchplayer.app.session_flow import Resume

        offered = self.offered
        of_marked = offered is not None and offered is not self.left[0]
        name = offered.file if offered is not None and of_marked else ""
        self.run_session(self.host.go_through(Resume(name=name)))

    def action_resume_which(self) -> None:
        """Go on with one of the sessions that were left in the last week."""
        from stretchplayer.app.session_flow import Resume
        from stretchplayer.app.unfinished import listed
        from stretchplayer.tui.screens.answer_screen import AnswerPage

        def go_on(session_id: str | None) -> None:
            if session_id is not None:
                self.run_session(self.host.go_through(Resume(session=session_id)))

        with self.telling_errors():
            if sessions := [(each.id, text) for each, text in listed(self.context)]:
                self.app.push_screen(AnswerPage(gettext("Go on with which session?"), (), sessions), go_on)

    def run_session(self, session: "Coroutine[object, object, int]") -> None:
        """Run a session from its first page to its last; then look at what has changed."""

        async def through() -> None:
            self.away = True
            try:
                await session
            finally:
                self.away = False
            self.refresh_all()

        self.app.run_worker(through(), group="session", exclusive=True)
