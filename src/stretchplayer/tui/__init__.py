"""The Textual app; nothing here is imported until it is to be seen."""

from stretchplayer.clock import Clock
from stretchplayer.config import Folders
from stretchplayer.tui.opening import Opening


def run(folders: Folders, clock: Clock, opening: Opening, *, mute: bool = False) -> int:
    """Show the app in this terminal until it is left; returns the exit code. The session is always saved.

    `mute` keeps it silent this once.
    """
    from stretchplayer.tui.app import StretchApp
    from stretchplayer.tui.desk import Desk

    desk = Desk(folders, clock, mute=mute)
    app = StretchApp(desk, opening)
    try:
        app.run()
    finally:
        if app.playing is not None:
            app.playing.close()
        desk.close()
    return app.return_code or 0
