"""Where sound goes: whatever pulls blocks of frames from a source, at its own pace."""

from collections.abc import Callable
from typing import Protocol

from stretchplayer.problems import UserError

Source = Callable[[int], bytes]
"""Gives exactly so many frames, at once. It never raises: an exception would silence a stream for good."""


class NoSound(UserError):
    """There is nothing that sound could go to; the message says why."""


class BellWanted(NoSound):
    """Nothing is wrong: somebody wants the terminal's bell and nothing else."""


class SoundOutput(Protocol):
    """A back-end: it pulls from its source from `open` to `close`, and mends itself when its device is lost."""

    @property
    def name(self) -> str:
        """What it is, in a few words: "PulseAudio", "pw-play"."""
        ...

    @property
    def latency(self) -> float:
        """Seconds from pulling a block to hearing it, as far as is known."""
        ...

    @property
    def lost(self) -> bool:
        """Whether its device is gone just now; it keeps trying to get one back."""
        ...

    def open(self, source: Source) -> None:
        """Begin to pull. Raises NoSound where that cannot be."""
        ...

    def close(self) -> None:
        """Stop pulling, within a second; closing twice is fine."""
        ...
