"""An audio system without a device: a stream that is pulled by true time, cues and speech of known length."""

from collections.abc import Iterable

from stretchplayer.phrases import load
from stretchplayer.session import Session
from stretchplayer.session import events as happened
from stretchplayer.settings import Talk
from stretchplayer.sound.conductor import Conductor
from stretchplayer.sound.cues.cue_set import CueSet, Sounded
from stretchplayer.sound.pcm import RATE, Clip, frames, silence
from stretchplayer.sound.stream.mixer import Mixer
from stretchplayer.sound.stream.timebase import Timebase
from stretchplayer.sound.voice.engine import Off
from stretchplayer.sound.voice.speaker import Speaker

BLOCK = 2400
LATENCY = 0.15
CUE = 0.25


class SilentCues(CueSet):
    """Cues that last a quarter of a second each."""

    def __init__(self) -> None:
        super().__init__("soft")

    def clip(self, name: Sounded) -> Clip:
        """The same for each name."""
        return Clip(silence(frames(0.06 if name == "tick" else CUE)))


def spoken_length(text: str, speed: float = 1.0) -> float:
    """Seconds that a text takes: fifteen characters a second."""
    return (0.25 + len(text) / 15) / speed


class SlowSpeaker(Speaker):
    """Has what was asked for ready when it is asked for again."""

    def __init__(self) -> None:
        super().__init__(Off())
        self._asked: set[tuple[str, float]] = set()
        self._fresh = False

    def clip(self, text: str, language: str, speed: float = 1.0) -> Clip | None:
        """Nothing at first."""
        if (text, speed) not in self._asked:
            self._asked.add((text, speed))
            self._fresh = True
            return None
        return Clip(silence(frames(spoken_length(text, speed))))

    def news(self) -> bool:
        """Whether something was asked for."""
        fresh, self._fresh = self._fresh, False
        return fresh


class Band:
    """A conductor with all it needs; `play_until` lets the stream come up to an instant."""

    def __init__(self, now: float, talk: Talk = "full") -> None:
        self.mixer, self.timebase = Mixer(), Timebase(LATENCY)
        self.conductor = Conductor(
            self.mixer, self.timebase, SilentCues(), SlowSpeaker(), load("en"), language="en", talk=talk
        )
        self._begins = now
        self.play_until(now)

    def follow(self, events: Iterable[happened.Event], session: Session, now: float) -> None:
        """Something happened at `now`."""
        self.play_until(now)
        self.conductor.follow(tuple(events), session, now, 0.0)

    def play_until(self, now: float) -> None:
        """Pull what a device would have pulled by now."""
        while (due := self._begins + self.mixer.head / RATE) <= now:
            self.timebase.pulled(self.mixer.head, due)
            self.mixer.mix(BLOCK)

    @property
    def heard(self) -> dict[tuple[float, str], float]:
        """Every note that has begun, by its key, with the instant at which it is heard."""
        return {
            (key[0], key[1]): self._begins + LATENCY + frame / RATE
            for key, frame in self.mixer._begun.items()
            if isinstance(key, tuple)
        }
