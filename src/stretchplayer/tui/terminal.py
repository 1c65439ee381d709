"""The terminal as Textual drives it, made proof against bytes that are no letters, and fit for a console's font."""

import os
import sys
from typing import TYPE_CHECKING

from stretchplayer import crash
from stretchplayer.figures.dots import CONSOLE, plainer

if TYPE_CHECKING:
    from collections.abc import Callable

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
