"""Today's questions, one by one."""

from collections.abc import Iterable

from msgspec import structs
from textual.widget import Widget

from stretchplayer.caps.effects import TODAY_EFFECTS
from stretchplayer.caps.profile import Today
from stretchplayer.caps.questions import TODAY
from stretchplayer.tui.form import FormPage


class TodayPage(FormPage[Today | None]):
    """Dismissed with the answers, or None where they are to stay as they were."""

    HEADING = "What is new today?"
    QUESTIONS = TODAY
    EFFECTS = TODAY_EFFECTS
    KEEP = "Done"

    def __init__(self, today: Today) -> None:
        super().__init__()
        self._today = today

    def content(self) -> Iterable[Widget]:
        """A row for each question."""
        return self.form(self._today)

    def action_keep(self) -> None:
        """These are the answers."""
        self.dismiss(structs.replace(self._today, **self.answers()))
