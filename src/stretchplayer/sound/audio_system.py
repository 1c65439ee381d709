"""Everything that sound needs while the program runs: opened beside everything else, and allowed to fail alone.

A session that is muted needs next to nothing of it, so cues, voice and device are imported where they are made.
"""

from collections.abc import Callable
from functools import cached_property
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Final

from stretchplayer.clock import Clock
from stretchplayer.config import Folders
from stretchplayer.file_access import write_whole
from stretchplayer.settings import Cues, Settings, Voice
from stretchplayer.sound.stream.mixer import Mixer
from stretchplayer.sound.stream.sound_output import BellWanted, NoSound, SoundOutput
from stretchplayer.sound.stream.timebase import Timebase
from stretchplayer.translation import gettext, keeping_language

if TYPE_CHECKING:
    from stretchplayer.sound.cues.cue_set import CueSet
    from stretchplayer.sound.voice.speaker import Speaker

PREROLL: Final = 0.3
"""Seconds of silence before the first cue: a device that was asleep swallows what comes first."""
IN_DEVICE: Final = 0.15
"""Seconds for which a device plays what it has pulled, on top of its latency: a little over a block."""
AGAIN: Final = 5.0
SELDOM: Final = 60.0
"""Seconds between two searches for a device, at first and at most: each takes a tenth of a second of one core."""
_PATIENCE: Final = 0.05


class AudioSystem:
    """Output, mixer, cues and voice. Everything slow happens in a thread of its own; nothing here raises.

    `choose` gives the output to use. Once `opened` is set, `failure` says why there is no sound; "" if none is wanted.
    `news` is whether that has changed since the last time.
    """

    def __init__(
        self,
        folders: Folders,
        settings: Settings,
        clock: Clock,
        choose: Callable[[], SoundOutput],
        *,
        again: float = AGAIN,
    ) -> None:
        """Where there is no device, one is searched for after `again` seconds, and then less and less often."""
        self.folders, self.settings = folders, settings
        self.mixer = Mixer(awake=settings.sound.awake)
        self.timebase = Timebase(settings.sound.latency / 1000)
        self.output: SoundOutput | None = None
        self.failure: str | None = None
        self.news = False
        self.opened = Event()
        self.clock, self._choose = clock, choose
        self._cues: dict[Cues, CueSet] = {}
        self._thread: Thread | None = None
        self._lock, self._closing, self._again = Lock(), Event(), again

    def open(self) -> None:
        """Begin to open the output, in a thread of its own; what is open already stays open."""
        if self._thread is None:
            self._thread = Thread(target=keeping_language(self._open), name="sound", daemon=True)
            self._thread.start()

    @property
    def audible(self) -> bool:
        """Whether there is sound just now; otherwise the bell rings instead."""
        return self.output is not None and not self.output.lost

    @property
    def lead(self) -> float:
        """Seconds by which to delay a session, so that its first cue is heard."""
        return PREROLL if self._thread is not None and self.failure is None else 0.0

    @cached_property
    def speaker(self) -> "Speaker":
        """What speaks; made while the output is opened, because loading a voice takes some milliseconds."""
        return speaker(self.settings.voice, self.folders)

    def cues(self, name: Cues) -> "CueSet":
        """A set of cues; the same object each time."""
        from stretchplayer.sound.cues.cue_set import CueSet

        return self._cues.setdefault(name, CueSet(name))

    def turn(self, volume: int, *, mute: bool) -> None:
        """Set the volume, in percent; a muted stream goes on in silence, except for alarms."""
        self.mixer.volume = 0.0 if mute else volume / 100

    def close(self, sound_out: float = 0.0) -> None:
        """Close the output, after at most `sound_out` seconds in which what is placed may still be heard.

        An output that is still being opened is not waited for: it closes as soon as it is open.
        """
        # Beside the device, not before it: a voice may take its time.
        silencing = Thread(target=self._silence, name="voice-closing", daemon=True)
        silencing.start()
        with self._lock:
            self._closing.set()
            output = self.output
        if output is not None:
            self._sound_out(output, sound_out)
            output.close()
        silencing.join()

    def _silence(self) -> None:
        if "speaker" in vars(self):
            self.speaker.close()

    def _sound_out(self, output: SoundOutput, seconds: float) -> None:
        # An event that is never set: neither the mixer nor a device signals when it is done.
        tick, left = Event(), seconds
        while left > 0 and self.mixer.busy and not output.lost:
            tick.wait(_PATIENCE)
            left -= _PATIENCE
        if seconds > 0 and not output.lost:
            tick.wait(min(output.latency + IN_DEVICE, max(left, 0.0)))

    def _open(self) -> None:
        pause = self._again
        while self._try() and not self._closing.wait(pause):
            pause = min(2 * pause, SELDOM)

    def _try(self) -> bool:
        """Open the output. Returns whether to try again later."""
        failure = gettext("the sound device failed")
        try:
            failure = self._opened()
        finally:
            # Also after an error of our own: nothing may wait for a thread that has ended.
            if self.output is None:
                self.failure = failure
            self.news = self.news or _is_new(self.folders, failure)
            self.opened.set()
        return bool(failure)

    def _opened(self) -> str:
        """Open the output. Returns why it could not be opened, or ""."""
        try:
            output = self._choose()
            output.open(self._source)
        except BellWanted:
            return ""
        except (NoSound, OSError) as error:
            return str(error)
        # Made before the output can be seen, so that nothing finds the one without the other.
        _ = self.speaker
        with self._lock:
            if not self._closing.is_set():
                self.timebase.latency += output.latency
                self.output = output
                return ""
        output.close()
        return ""

    def _source(self, count: int) -> bytes:
        self.timebase.pulled(self.mixer.head, self.clock.monotonic())
        return self.mixer.mix(count)


def _is_new(folders: Folders, failure: str) -> bool:
    """Whether the reason why there is no sound ("" if there is) has changed since the last time; remembers it."""
    path = folders.state / "no-sound"
    try:
        before = path.read_text(encoding="utf-8") if path.is_file() else ""
        if before != failure:
            write_whole(path, failure.encode())
    except (OSError, UnicodeError):
        # What cannot be remembered is reported again.
        return True
    return before != failure


def speaker(wanted: Voice, folders: Folders) -> "Speaker":
    """The speaker for these settings; where its voice fails, another one, with the reason as its `trouble`."""
    from stretchplayer.sound.voice import engine
    from stretchplayer.sound.voice.engine import Off, VoiceFailed
    from stretchplayer.sound.voice.speaker import Speaker

    pace = wanted.speed / 100
    try:
        voice = engine.choose(wanted.engine, model=engine.model_file(wanted.model), command=wanted.command)
    except VoiceFailed as error:
        other = engine.spare(None)
        instead = Speaker(other or Off(), folders.spoken, pace=pace)
        said = gettext("{voice} speaks instead.").format(voice=other.name) if other else gettext("Nobody speaks.")
        instead.trouble = f"{error} {said}"
        return instead
    return Speaker(voice, folders.spoken, spare=engine.spare(voice), pace=pace)


def audio_system(folders: Folders, settings: Settings, clock: Clock) -> AudioSystem:
    """The audio system for these settings; its output is chosen when it is opened."""

    def chosen() -> SoundOutput:
        # Imported here: trying out outputs is only needed where something is to be heard.
        from stretchplayer.sound.stream.choose_output import choose

        wanted = settings.sound.output
        return choose(clock, None if wanted == "auto" else wanted)

    return AudioSystem(folders, settings, clock, chosen)
