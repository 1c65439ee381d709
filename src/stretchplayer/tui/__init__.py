"""The Textual app; nothing of it is imported before it is shown."""

import gc
import sys
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from stretchplayer.app.context import Remote
    from stretchplayer.app.drafts import Edit
    from stretchplayer.app.session_flow import Play, PlayText, Resume
    from stretchplayer.clock import Clock
    from stretchplayer.config import Folders
    from stretchplayer.settings import Settings
    from stretchplayer.sound.audio_system import AudioSystem
    from stretchplayer.tui.app import StretchApp

_TURN: Final = 0.001
"""Seconds for which a thread may keep a key waiting."""


class AppExit(NamedTuple):
    """How the app was left: the exit code, and what to say once the screen is gone."""

    code: int
    words: tuple[str, ...]


def run(
    folders: "Folders",
    clock: "Clock",
    opening: "Play | PlayText | Resume | Edit | None",
    *,
    mute: bool = False,
    audio: "Callable[[Settings], AudioSystem] | None" = None,
    show: "Callable[[StretchApp], object] | None" = None,
    remote: "Remote | None" = None,
) -> AppExit:
    """Show the app in this terminal until it is left. The session is always saved; `Crashed` after a fault.

    `mute` keeps it silent this once; `audio` is where its sound comes from; `show` runs it somewhere else than here.
    `remote` lets others ask while a session plays.
    """
    # Until the first frame is drawn; see `StretchApp.collect_garbage`.
    gc.disable()
    interval = sys.getswitchinterval()
    sys.setswitchinterval(_TURN)
    from stretchplayer.app.context import AppContext
    from stretchplayer.crash import Crashed
    from stretchplayer.tui.app import StretchApp

    reader = None
    if opening is None:
        # Only the library lists what may be in a file.
        from stretchplayer.app.child_reader import ChildReader

        reader = ChildReader()
    context = AppContext(folders, clock, mute=mute, audio=audio, reader=reader, remote=remote)
    app = StretchApp(context, opening)
    try:
        app.run() if show is None else show(app)
    except Exception as error:  # noqa: BLE001 - raised below, when everything is closed
        app.fail(error)
    finally:
        if app.playing is not None:
            app.playing.close()
        context.close()
        gc.unfreeze()
        gc.enable()
        sys.setswitchinterval(interval)
    if app.fault is not None:
        raise (app.rescued or Crashed()) from app.fault
    return AppExit(app.return_code or 0, tuple(app.last_words))
