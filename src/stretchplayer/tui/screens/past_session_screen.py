"""One session of the history in full: its steps, what was trimmed and why, what was noted; it can be deleted."""

from collections.abc import Iterable
from datetime import tzinfo

from textual.containers import VerticalScroll
from textual.widget import Widget

from stretchplayer.app.past_session import KEPT_CHARGES, heading, moment, sections
from stretchplayer.store import LONGEST_NOTE, PastSession
from stretchplayer.translation import gettext, to_translate
from stretchplayer.tui.page_keys import PAST_SESSION
from stretchplayer.tui.screens.answer_screen import AnswerPage
from stretchplayer.tui.screens.base import Page
from stretchplayer.tui.screens.question_screen import Answer, QuestionPage
from stretchplayer.tui.widgets.basics import Words

_DELETED = (Answer("y", to_translate("Delete it"), "delete"),)


class PastSessionPage(Page[bool], commands=PAST_SESSION):
    """Shows a session; dismissed with whether the history has changed."""

    HEADING = to_translate("A session")

    def __init__(self, session: PastSession, zone: tzinfo | None = None) -> None:
        super().__init__()
        self._session, self._zone, self._changed = session, zone, False

    def content(self) -> Iterable[Widget]:
        yield VerticalScroll(Words(self._text(), id="session", classes="text"), id="all")

    def _title(self) -> str:
        return heading(self._session, moment(self._session.past.started, self._zone))

    def _text(self) -> str:
        parts = [self._title()]
        for section in sections(self._session):
            lines = (f"  {line}" if section.heading else line for line in section.lines)
            parts.append("\n".join((*filter(None, (section.heading,)), *lines)))
        return "\n\n".join(parts)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(self._changed)

    def action_note(self) -> None:
        """Write a note in place of the one that there is."""
        lines = [gettext("Now: {note}").format(note=self._session.note)] if self._session.note else []
        self.app.push_screen(AnswerPage(gettext("What do you want to note of this session?"), lines), self._noted)

    def _noted(self, text: str | None) -> None:
        if text is None:
            return
        store, session_id = self.context.store, self._session.past.id
        with self.telling_errors():
            store.annotate(session_id, text.strip()[:LONGEST_NOTE])
            found = store.session(session_id)
            if found is not None:
                self._session, self._changed = found, True
                self.query_one("#session", Words).say(self._text(), layout=True)

    def action_delete(self) -> None:
        """Ask whether to delete it."""
        self.app.push_screen(QuestionPage(_DELETED, (self._title(), gettext(KEPT_CHARGES))), self._deleted)

    def _deleted(self, answer: str | None) -> None:
        if answer == "delete":
            with self.telling_errors():
                self.context.store.delete(self._session.past.id, self.context.clock.wall())
                self.dismiss(result=True)
