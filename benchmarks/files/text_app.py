"""The text view of a routine alone in the app, with what is wrong looked for after each key: `text_app.py FILE`."""

import sys
from pathlib import Path

from textual import on
from textual.app import ComposeResult

from stretchplayer.app.checking import problems
from stretchplayer.app.context import AppContext
from stretchplayer.clock import RealClock
from stretchplayer.config import folders
from stretchplayer.routine.reader import read
from stretchplayer.tui.app import StretchApp
from stretchplayer.tui.screens.base import KeysFooter, Page
from stretchplayer.tui.widgets.toml_area import TomlView


class TextPage(Page[None]):
    """Hosts the text; keeps every text that there was, for undo."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.view, self.now, self.before = TomlView(), text, [text]
        self.due = False

    def compose(self) -> ComposeResult:
        """The text, and its keys."""
        yield self.view
        yield KeysFooter()

    def on_mount(self) -> None:
        """Show the text, and what is wrong with it."""
        self.view.load(self.now)
        self.view.focus()
        self.later()

    def later(self) -> None:
        """Look for problems once what was pressed has been shown."""
        if not self.due:
            self.due = True
            self.call_after_refresh(self.check)

    def check(self) -> None:
        """Look for problems."""
        self.due = False
        self.view.show_problems(problems(read(self.now.encode(), "x.toml"), "x.toml"))

    @on(TomlView.Edited)
    def edited(self, event: TomlView.Edited) -> None:
        """Keep the text."""
        self.before.append(self.now)
        self.now = event.text
        self.later()

    @on(TomlView.Undo)
    def undo(self) -> None:
        """Go back to the text before."""
        if self.before:
            self.now = self.before.pop()
            self.view.set_text(self.now)
            self.later()


class TextApp(StretchApp):
    """Opens with the text."""

    def __init__(self, text: str) -> None:
        super().__init__(AppContext(folders(), RealClock(), mute=True))
        self.text = text

    async def _open(self) -> None:
        await self.push_screen_wait(TextPage(self.text))


if __name__ == "__main__":
    app = TextApp(Path(sys.argv[1]).read_text(encoding="utf-8"))
    app.run()
    if app.fault is not None:
        raise app.fault
