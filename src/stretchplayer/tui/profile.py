"""The profile: the questions that are asked once and kept, with what each answer changes."""

from collections.abc import Iterable
from typing import ClassVar, Final

from msgspec import structs
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget
from textual.widgets import Button

from stretchplayer.caps.effects import PROFILE_EFFECTS
from stretchplayer.caps.profile import Profile, Today
from stretchplayer.caps.questions import PROFILE
from stretchplayer.catalog import disclaimer
from stretchplayer.problems import Unreadable
from stretchplayer.tui.answer import Asked, answer_of
from stretchplayer.tui.commands import FORM, Command, bindings
from stretchplayer.tui.key_names import with_keys
from stretchplayer.tui.notice import signs
from stretchplayer.tui.page import Page, Words
from stretchplayer.tui.question import press

_INTRO: Final = "Nothing has to be answered, and nothing leaves this machine. Answers only ever make limits stricter."
_LEFT: Final = "The file is left as it is. Until it can be read, nothing is played."


class ProfilePage(Page[None]):
    """Keeps the answers, or leaves them all as they were; a profile that cannot be read is never written over."""

    CSS_PATH = "styles/forms.tcss"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = FORM
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(FORM)]
    HEADING = "Profile"

    def __init__(self) -> None:
        super().__init__()
        self._profile: Profile | None = None

    def content(self) -> Iterable[Widget]:
        """A row for each question, or why there is none."""
        try:
            self._profile = self.desk.profile()
        except Unreadable as error:
            reason = f"{str(error)[:1].upper()}{str(error)[1:]}."
            yield Words(f"{reason}\n\n{_LEFT}", id="unreadable")
            return
        with VerticalScroll(id="questions", can_focus=False):
            yield Words(_INTRO, classes="intro")
            for question in PROFILE:
                yield Asked(question, getattr(self._profile, question.key), PROFILE_EFFECTS[question.key])
        yield Words(disclaimer(), classes="disclaimer")
        with Horizontal(classes="form-keys"):
            keys = self.desk.settings.keys
            yield press(with_keys("Keep", "keep", keys), "keep")
            yield press(with_keys("Warning signs", "form-signs", keys), "signs")
            yield press(with_keys("Back", "discard", keys), "close")

    def action_keep(self) -> None:
        """Keep these answers, and go back."""
        if self._profile is None:
            self.tell("There is nothing that could be kept.", bad=True)
            return
        answers = {question.key: answer_of(self, question) for question in PROFILE}
        try:
            self.desk.keep_profile(structs.replace(self._profile, today=Today(), **answers))
        except Unreadable as error:
            self.tell(str(error), bad=True)
            return
        self.app.notify("Kept.", markup=False)
        self.dismiss(None)

    def action_signs(self) -> None:
        """Show all warning signs."""
        self.app.push_screen(signs())

    async def on_button_pressed(self, event: Button.Pressed) -> None:
        """A click does what the key beside it does."""
        await self.run_action(event.button.name or "close")
