"""The profile: the questions that are asked once and kept, with what each answer changes."""

from collections.abc import Iterable
from typing import Final

from msgspec import structs
from textual.widget import Widget

from stretchplayer.caps.profile import Profile, Today
from stretchplayer.caps.questions import PROFILE, PROFILE_EFFECTS
from stretchplayer.problems import Unreadable
from stretchplayer.tui.form import FormPage
from stretchplayer.tui.page import Words

_INTRO: Final = "Nothing has to be answered, and nothing leaves this machine. Answers only ever make limits stricter."
_LEFT: Final = "The file is left as it is. Until it can be read, nothing is played."


class ProfilePage(FormPage[None]):
    """Keeps the answers, or leaves them all as they were; a profile that cannot be read is never written over."""

    HEADING = "Profile"
    QUESTIONS = PROFILE
    EFFECTS = PROFILE_EFFECTS

    def __init__(self) -> None:
        super().__init__()
        self._profile: Profile | None = None

    def content(self) -> Iterable[Widget]:
        """A row for each question, or why there is none."""
        try:
            self._profile = self.desk.profile()
        except Unreadable as error:
            reason = f"{str(error)[:1].upper()}{str(error)[1:]}."
            return (Words(f"{reason}\n\n{_LEFT}", id="unreadable"),)
        return self.form(self._profile, Words(_INTRO, classes="intro"))

    def action_keep(self) -> None:
        """Keep these answers, and go back."""
        if self._profile is None:
            self.tell("There is nothing that could be kept.", bad=True)
            return
        try:
            self.desk.keep_profile(structs.replace(self._profile, today=Today(), **self.answers()))
        except Unreadable as error:
            self.tell(str(error), bad=True)
            return
        self.app.notify("Kept.", markup=False)
        self.dismiss(None)
