"""The terminal as Textual drives it, and the colours that are drawn on it."""

import os
import sys
from typing import TYPE_CHECKING, Final

from rich.control import Control
from textual._compositor import ChopsUpdate, Compositor
from textual.theme import Theme

from stretchplayer import crash
from stretchplayer.figures.dots import CONSOLE, plainer

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console
    from textual.driver import Driver


def driver(closed: "Callable[[], None]") -> "type[Driver] | None":
    """The driver to use; None leaves the choice to Textual. `closed` is called when the terminal has gone."""
    if sys.platform == "win32" or os.environ.get("TEXTUAL_DRIVER"):
        return None
    from textual._xterm_parser import XTermParser
    from textual.drivers.linux_driver import LinuxDriver

    class Terminal(LinuxDriver):
        _plainer = plainer(os.environ.get("TERM"))

        def write(self, data: str) -> None:
            super().write(data.translate(CONSOLE) if self._plainer else data)

        def _run_input_thread(self) -> None:
            going_on = True
            while going_on:
                going_on = False
                try:
                    self.run_input_thread()
                except UnicodeDecodeError as error:
                    # A key of another encoding, or a paste of bytes: the keys that came after it still count.
                    going_on = True
                    crash.note("a key that is no UTF-8")
                    for message in XTermParser().feed(error.object[error.end :].decode(errors="replace")):
                        self.process_message(message)
                except OSError:
                    self._app.call_later(closed)
                except Exception as error:  # noqa: BLE001 - handed on to where all errors go
                    self._app.call_later(self._app._handle_exception, error)  # noqa: SLF001 - what Textual itself calls

    return Terminal


class CroppedUpdate(ChopsUpdate):
    """Writes the cells that changed; Textual's own begins at the left edge of the widget in which they lie."""

    def render_segments(self, console: "Console") -> str:
        written = []
        for y, left, right in self.spans:
            for end, (x, strip) in zip(self.chop_ends[y], self.chops[y].items(), strict=False):
                if strip is not None and x < right and end > left:
                    start = max(x, left)
                    written.append(Control.move_to(start, y).segment.text)
                    written.append(strip.crop(start - x, min(end, right) - x).render(console))
        return "".join(written)


class CroppingCompositor(Compositor):
    """Composes as Textual does, and writes less."""

    def render_partial_update(self) -> ChopsUpdate | None:
        update = super().render_partial_update()
        return None if update is None else CroppedUpdate(update.chops, update.spans, update.chop_ends)


PHASES: Final = {
    "phase-prepare": "accent",
    "phase-work": "success",
    "phase-contract": "warning",
    "phase-rest": "primary",
    "phase-stop": "error",
}
"""Which of a theme's colours each phase has, unless the theme gives its own; a word always stands beside it."""

DARK: Final = Theme(
    name="stretch-dark",
    primary="#7fb4d6",
    secondary="#8fa3ad",
    accent="#e0b56c",
    success="#8fcf9f",
    warning="#e8a065",
    error="#ef8a8a",
    foreground="#dfe6e9",
    background="#11181c",
    surface="#182127",
    panel="#202c33",
    dark=True,
)
LIGHT: Final = Theme(
    name="stretch-light",
    primary="#1f5f86",
    secondary="#566871",
    accent="#855600",
    success="#1d6b36",
    warning="#99470a",
    error="#a32626",
    foreground="#1c2529",
    background="#f6f4ef",
    surface="#ece9e2",
    panel="#e0dcd3",
    dark=False,
)
CONTRAST: Final = Theme(
    name="stretch-contrast",
    primary="#7fdfff",
    secondary="#ffffff",
    accent="#ffff55",
    success="#66ff66",
    warning="#ffb347",
    error="#ff8080",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1a1a1a",
    dark=True,
    variables={"border": "#ffffff", "block-cursor-background": "#ffff55", "block-cursor-foreground": "#000000"},
)
OURS: Final = (DARK, LIGHT, CONTRAST)
