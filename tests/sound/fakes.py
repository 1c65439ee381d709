"""Outputs and voices that a test has in hand, and what else an audio system needs."""

import threading
from pathlib import Path

from stretchplayer.clock import Clock
from stretchplayer.config import Folders
from stretchplayer.file_access import bundled_routines
from stretchplayer.settings import Settings
from stretchplayer.sound.audio_system import AudioSystem
from stretchplayer.sound.pcm import RATE, Clip, audio_segment, silence
from stretchplayer.sound.stream.sound_output import SoundOutput, Source
from stretchplayer.sound.voice.engine import Voice, VoiceFailed
from stretchplayer.sound.voice.speaker import Speaker

# Imported before a thread does it, perhaps beyond the end of a test: the filters of warnings are the same for all
# threads, and pytest sets them anew for each test.
audio_segment()

BLOCK = RATE // 20


class FakeOutput(SoundOutput):
    """An output that pulls when the test says so; `is_lost` is as the test sets it."""

    name = "fake"
    latency = 0.1

    def __init__(self) -> None:
        self.is_lost = False
        self.source: Source | None = None
        self.opened = self.closed = 0
        self.head = 0

    @property
    def lost(self) -> bool:
        """As the test sets it."""
        return self.is_lost

    @property
    def open_now(self) -> bool:
        """Whether it has been opened and not been closed."""
        return self.opened > self.closed

    def open(self, source: Source) -> None:
        """As a device."""
        self.source = source
        self.opened += 1

    def close(self) -> None:
        """As a device."""
        self.closed += 1

    def pull(self, count: int = BLOCK) -> bytes:
        """What is heard next."""
        assert self.source is not None
        self.head += count
        return self.source(count)


class OddVoice(Voice):
    """Speaks when `may` is set; fails where the test wants it to."""

    name = identity = "odd"

    def __init__(self, *, fails: bool = False) -> None:
        self.may = threading.Event()
        self.asked = threading.Event()
        self._fails = fails

    def spoken(self, said: str, language: str, speed: float) -> Clip:
        """Half a second of nothing, or a failure."""
        self.asked.set()
        self.may.wait(20)
        if self._fails:
            message = f"The odd voice cannot say it in {language} at {speed:g}: {len(said)} letters."
            raise VoiceFailed(message)
        return Clip(silence(RATE // 2))


def folders(folder: Path) -> Folders:
    """An empty home."""
    return Folders(
        config=folder / "config",
        data=folder / "data",
        state=folder / "state",
        cache=folder / "cache",
        bundled=bundled_routines(),
    )


def audio_system(folder: Path, clock: Clock, output: SoundOutput, settings: Settings | None = None) -> AudioSystem:
    """An audio system with this output."""
    return AudioSystem(folders(folder), settings or Settings(), clock, lambda: output)


def speaking(audio: AudioSystem, voice: OddVoice) -> AudioSystem:
    """The same audio system with another voice."""
    audio.speaker = Speaker(voice)
    return audio
