"""Puts the studio together that the settings ask for; imported when something is to be heard."""

from stretchplayer.clock import Clock
from stretchplayer.config import Folders
from stretchplayer.settings import Settings
from stretchplayer.sound.output import SoundOutput
from stretchplayer.sound.outputs.choose import choose
from stretchplayer.sound.studio import Studio


def studio(folders: Folders, settings: Settings, clock: Clock) -> Studio:
    """The studio; its output is chosen when it is opened."""

    def chosen() -> SoundOutput:
        wanted = settings.sound.output
        return choose(clock, None if wanted == "auto" else wanted)

    return Studio(folders, settings, clock, chosen)
