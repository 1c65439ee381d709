"""Chooses which of the sessions that were left in the last week to go on with."""

from collections.abc import Callable
from typing import Any

from stretchplayer.app.session_flow import Resume
from stretchplayer.app.unfinished import listed
from stretchplayer.problems import UserError
from stretchplayer.translation import gettext
from stretchplayer.tui.screens.answer_screen import AnswerPage
from stretchplayer.tui.screens.base import Page


def choose_unfinished(page: Page[Any], resume: Callable[[Resume], None]) -> None:
    """Ask over `page` which one; `resume` goes on with it."""

    def go_on(session_id: str | None) -> None:
        if session_id is not None:
            resume(Resume(session=session_id))

    try:
        offered = [(each.id, text) for each, text in listed(page.context)]
    except UserError as error:
        page.tell(str(error), bad=True)
        return
    if offered:
        page.app.push_screen(AnswerPage(gettext("Go on with which session?"), (), offered), go_on)
