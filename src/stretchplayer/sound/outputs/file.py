"""Sound into a file, as fast as the disk takes it; for trials."""

import threading
import wave
from pathlib import Path
from typing import Final

from stretchplayer.problems import Told
from stretchplayer.sound.output import NoSound, Source
from stretchplayer.sound.outputs.guarded import Guarded
from stretchplayer.sound.outputs.pace import BLOCK
from stretchplayer.sound.pcm import CHANNELS, RATE, WIDTH, frames

_GONE: Final = 0.8


class NotWritten(Told):
    """The file did not become whole; the message says why."""


class FileOutput:
    """Writes so many seconds of its source into a WAV file, less if it is closed before."""

    latency: Final = 0.0

    def __init__(self, path: Path, seconds: float) -> None:
        self._path, self._frames = path, frames(seconds)
        self._source: Guarded | None = None
        self._problem: OSError | None = None
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def name(self) -> str:
        """The file's name."""
        return self._path.name

    @property
    def lost(self) -> bool:
        """Whether the disk takes no more."""
        return self._problem is not None

    @property
    def fault(self) -> Exception | None:
        """The first failure of the source, if there was one."""
        return self._source.fault if self._source else None

    def open(self, source: Source) -> None:
        """Begin to write. Raises NoSound where the file cannot be made."""
        if self._thread is not None:
            message = "this output is open already"
            raise ValueError(message)
        try:
            self._path.open("wb").close()
        except OSError as error:
            message = f"{self._path} cannot be written: {error.strerror or error}"
            raise NoSound(message) from error
        self._source, self._ended, self._problem = Guarded(source), threading.Event(), None
        self._thread = threading.Thread(
            target=self._write, args=(self._source, self._ended), name="sound-file", daemon=True
        )
        self._thread.start()

    def wait(self, seconds: float | None = None) -> bool:
        """Whether the file is whole, which is waited for at most so long. Raises NotWritten where it never will be."""
        if self._thread is not None:
            self._thread.join(seconds)
            if self._thread.is_alive():
                return False
        if self._problem is not None:
            message = f"{self._path} is not whole: {self._problem.strerror or self._problem}"
            raise NotWritten(message) from self._problem
        return True

    def close(self) -> None:
        """Stop writing; what was written can be played. Closing twice is fine."""
        thread, self._thread = self._thread, None
        if thread is not None:
            self._ended.set()
            thread.join(_GONE)

    def _write(self, source: Guarded, ended: threading.Event) -> None:
        left = self._frames
        try:
            with wave.open(str(self._path), "wb") as file:
                file.setnchannels(CHANNELS)
                file.setsampwidth(WIDTH)
                file.setframerate(RATE)
                while left and not ended.is_set():
                    count = min(left, BLOCK)
                    file.writeframesraw(source(count))
                    left -= count
        except OSError as error:
            self._problem = error
