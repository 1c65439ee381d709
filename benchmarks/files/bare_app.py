"""A bare Textual app with the header, footer, digits and progress bar of a player, redrawn once a second."""

import time
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Digits, Footer, Header, ProgressBar

SECONDS = 3600


class Bare(App[None]):
    """Counts down."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "bell", "Pause"),
        Binding("n", "bell", "Next"),
        Binding("b", "bell", "Back"),
        Binding("x", "bell", "Too much"),
        Binding("q", "quit", "Leave"),
        Binding("question_mark", "bell", "Help"),
    ]

    def compose(self) -> ComposeResult:
        """What a player cannot do without."""
        yield Header()
        yield Digits("60:00")
        yield ProgressBar(total=SECONDS, show_eta=False)
        yield Footer()

    def on_mount(self) -> None:
        """Begin."""
        self._began = time.monotonic()
        self.set_interval(1.0, self._draw)

    def _draw(self) -> None:
        passed = time.monotonic() - self._began
        left = SECONDS - int(passed)
        self.query_one(Digits).update(f"{left // 60}:{left % 60:02d}")
        self.query_one(ProgressBar).update(progress=passed)


if __name__ == "__main__":
    Bare().run()
