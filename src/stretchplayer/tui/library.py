"""The library: every routine, found as you type."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from stretchplayer.listing import listed
from stretchplayer.problems import Unreadable
from stretchplayer.routine import load
from stretchplayer.tui.commands import LIBRARY, Command, bindings
from stretchplayer.tui.opening import Resume
from stretchplayer.tui.page import Page, plain


class LibraryPage(Page[None]):
    """Choose a routine; dismissed when the program is to be left."""

    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = LIBRARY
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(LIBRARY)]
    HEADING = "stretchplayer"

    def content(self) -> Iterable[Widget]:
        """The list."""
        yield OptionList(id="routines")

    def on_mount(self) -> None:
        """Read the files after the first frame."""
        self.call_after_refresh(self._fill)

    def _fill(self) -> None:
        self._listed = listed(self.desk.folders)
        names = self.query_one(OptionList)
        names.add_options(Option(plain(f"{each.minutes:3} min  {each.title or each.name}")) for each in self._listed)
        names.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Get ready for it."""
        self._play(self._listed[event.option_index].file)

    def _play(self, file: str) -> None:
        from stretchplayer.tui import story

        try:
            reading = load(file)
        except Unreadable as error:
            self.tell(str(error), bad=True)
            return
        self.app.run_worker(story.play(self.app, reading), group="session", exclusive=True)  # type: ignore[arg-type]

    def action_resume(self) -> None:
        """Go on with the session that was left."""
        from stretchplayer.tui import story

        self.app.run_worker(story.resume(self.app, Resume()), group="session", exclusive=True)  # type: ignore[arg-type]

    def action_quit(self) -> None:
        """Leave the program."""
        self.dismiss(None)
