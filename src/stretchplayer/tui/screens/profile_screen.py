"""The profile and today's questions, with what each answer changes."""

from collections.abc import Collection, Iterable
from typing import Final

from msgspec import structs
from textual.widget import Widget

from stretchplayer.app.answers import part_words
from stretchplayer.caps.profile import Part, Profile, Today, binds, parts
from stretchplayer.caps.questions import PROFILE, PROFILE_EFFECTS, TODAY, TODAY_EFFECTS
from stretchplayer.problems import Unreadable
from stretchplayer.tui.screens.form import FormPage
from stretchplayer.tui.screens.question_screen import Answer, QuestionPage
from stretchplayer.tui.widgets.basics import Words

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
            self._profile = self.context.profile()
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
            self.context.save_profile(structs.replace(self._profile, today=Today(), **self.answers()))
        except Unreadable as error:
            self.tell(str(error), bad=True)
            return
        self.app.notify("Kept.", markup=False)
        self.dismiss(None)


_OVER: Final = (Answer("y", "It is over", "over"), Answer("k", "It still holds", "holds"))
_CARE: Final = "Say so only when you are sure."


class TodayPage(FormPage[Today | None]):
    """Keeps what was answered, and is dismissed with it; with None where the answers are to stay as they were.

    What held before stays unless somebody says that it is over, and is sure of it.
    """

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
        now = structs.replace(self._today, **self.answers())
        before, after = frozenset(parts(self._today)), frozenset(parts(now))
        # Another number for the pain is an answer; whatever else is gone was taken back.
        gone = [part for part in parts(self._today) if part not in after and binds(part)]
        if now.pain is not None:
            gone = [part for part in gone if part[0] != "pain"]
        if not gone:
            self._done(now, after - before, before - after)
            return

        def sure(answer: str | None) -> None:
            if answer == "over":
                self._done(now, after - before, before - after)

        over = "; ".join(part_words(part) for part in gone)
        self.app.push_screen(QuestionPage(_OVER, [f"Is it over: {over}?", _CARE]), sure)

    def _done(self, now: Today, new: Collection[Part], over: Collection[Part]) -> None:
        try:
            self.context.record_today(new=new, over=over)
        except Unreadable as error:
            self.app.notify(str(error), severity="warning", markup=False)
        self.dismiss(now)
