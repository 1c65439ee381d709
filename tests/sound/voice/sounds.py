"""Voices and sounds for tests: a voice that a test controls, and what can be measured of a clip."""

import array
import io
import math
import threading
import wave

from stretchplayer.sound.pcm import Clip
from stretchplayer.sound.voice.engine import Voice, VoiceFailed


class FakeVoice(Voice):
    """A voice that notes what it was asked; it waits for `go` before each phrase, and fails where it is told to."""

    def __init__(self, name: str = "fake", *, failing: bool = False, length: int = 10) -> None:
        self.name, self.identity = name, name
        self.said: list[str] = []
        self.go, self.begun = threading.Event(), threading.Event()
        self.go.set()
        self.failing, self._length = failing, length

    def speak(self, text: str, language: str, speed: float = 1.0) -> Clip:
        return self.spoken(text, language, speed)

    def spoken(self, said: str, language: str, speed: float) -> Clip:
        self.said.append(said)
        self.begun.set()
        assert self.go.wait(30)
        if self.failing or said == "bad":
            message = f"{self.name} cannot speak."
            raise VoiceFailed(message)
        return clip_of(said, self._length)


def clip_of(text: str, length: int = 10) -> Clip:
    """`length` frames that differ from one text to another."""
    level = sum(text.encode(errors="replace")) % 200 + 1
    return Clip(array.array("h", [level] * (2 * length)).tobytes())


def left(clip: Clip) -> "array.array[int]":
    """The samples of the left channel."""
    return array.array("h", clip.data)[::2]


def right(clip: Clip) -> "array.array[int]":
    """The samples of the right channel."""
    return array.array("h", clip.data)[1::2]


def decibels(level: float) -> float:
    """How far below full scale a level is."""
    return 20 * math.log10(max(level, 1e-9) / 32768)


def peak(clip: Clip) -> float:
    """The highest sample, in dB."""
    samples = left(clip)
    return decibels(max(*samples, -min(samples)) if samples else 0)


def loudness(clip: Clip) -> float:
    """The mean of all that is not a pause, in dB."""
    samples = left(clip)
    energies = [sum(each * each for each in samples[at : at + 480]) / 480 for at in range(0, len(samples) - 480, 480)]
    spoken = [energy for energy in energies if energy > max(energies) / 100]
    return decibels(math.sqrt(sum(spoken) / len(spoken)))


def tone(seconds: float, rate: int, pitch: float = 440.0, level: float = 0.5) -> bytes:
    """A sine of one channel of 16 bits."""
    count = round(seconds * rate)
    return array.array(
        "h", [round(32767 * level * math.sin(math.tau * pitch * at / rate)) for at in range(count)]
    ).tobytes()


def wav(samples: bytes, rate: int = 22050, channels: int = 1, width: int = 2) -> bytes:
    """A WAV file."""
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setparams((channels, width, rate, 0, "NONE", "not compressed"))
        writer.writeframes(samples)
    return file.getvalue()
