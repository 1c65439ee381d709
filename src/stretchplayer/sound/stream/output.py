"""What an output is: it pulls blocks of frames from a source, at its own pace; and what all outputs do alike."""

import atexit
from collections.abc import Callable
from threading import Event, Lock, Thread
from typing import Final, Protocol

from stretchplayer.clock import Clock
from stretchplayer.problems import UserError
from stretchplayer.sound.pcm import FRAME, RATE, silence

Source = Callable[[int], bytes]
"""Gives exactly as many frames as are asked for, at once. It never raises: that would silence a stream for good."""
BLOCK: Final = RATE // 4
"""The most frames that are pulled at once into nothing."""
SLEPT: Final = 60.0
"""Seconds. What has been due for longer is forgotten: the machine slept."""
HASTE: Final = 1.01
"""How much faster a brake's clock runs: no sound card is as fast, so that a real one never feels the brake."""
STALLED: Final = 1.0
"""Seconds without a pull that show that nothing plays any more; no block is as long."""
FRESH: Final = 3.0
"""The same for a stream that has just begun: a device may have to wake up first, by radio."""
PREFILL: Final = 4
"""Pulls with which a device may fill its buffer: PulseAudio takes one, ALSA three."""
FIRST_PAUSE: Final = 0.5
LAST_PAUSE: Final = 5.0
_FAREWELL: Final = 1.0
"""Seconds that closing an output may take."""


class NoSound(UserError):
    """There is nothing that sound could go to; the message says why."""


class BellWanted(NoSound):
    """Nothing is wrong: only the terminal's bell is wanted."""


class SoundOutput(Protocol):
    """A back-end: it pulls from its source from `open` to `close`, and recovers when its device is lost."""

    @property
    def name(self) -> str:
        """Its name for a person: "PulseAudio", "pw-play"."""
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
        """Begin to pull. Raises NoSound where that is impossible."""
        ...

    def close(self) -> None:
        """Stop pulling, within a second; closing twice is fine."""
        ...


class Guarded:
    """A source that cannot fail: exactly as many frames as are wanted, for one caller at a time, or silence.

    `fault` is the first failure of the source behind it.
    """

    def __init__(self, source: Source) -> None:
        self.fault: Exception | None = None
        self._source = source
        self._lock = Lock()

    def __call__(self, count: int) -> bytes:
        """The next `count` frames. Never raises."""
        with self._lock:
            try:
                return _whole(self._source(count), count)
            except Exception as error:  # noqa: BLE001 - kept, not lost; in a device's thread it would end all sound
                self.fault = self.fault or error
        return silence(count)


def _whole(block: bytes, count: int) -> bytes:
    if len(block) != count * FRAME:
        message = f"{count} frames were wanted, and {len(block) / FRAME:g} came"
        raise ValueError(message)
    return block


class Pace:
    """Counts frames against a clock, from an instant at which both agreed; in monotonic seconds."""

    def __init__(self, now: float) -> None:
        self._since = now
        self._taken = 0

    def agree(self, now: float) -> None:
        """What was taken so far is just what is due at `now`."""
        self._since, self._taken = now, 0

    def take(self, count: int) -> None:
        """`count` frames were taken."""
        self._taken += count

    def due(self, now: float) -> int:
        """How many frames should have been taken by `now`, and were not; below 0 where more were."""
        count = int((now - self._since) * RATE) - self._taken
        if count > SLEPT * RATE:
            self.agree(now)
            return 0
        return count

    def drop(self, pull: Callable[[int], object], now: float) -> None:
        """Pull all that is due, and throw it away."""
        due = self.due(now)
        while due > 0:
            count = min(due, BLOCK)
            pull(count)
            self.take(count)
            due -= count


class Brake:
    """Holds back what takes frames without a clock of its own, at `lead` seconds ahead of the given one."""

    def __init__(self, now: float, lead: float) -> None:
        self._pace = Pace(now * HASTE)
        self._lead = lead

    def take(self, count: int) -> None:
        """`count` frames were taken."""
        self._pace.take(count)

    def ahead(self, now: float) -> bool:
        """Whether too many were taken already; what was slow does not catch up."""
        due = self._pace.due(now * HASTE)
        if due > 0:
            self._pace.agree(now * HASTE)
        return -due > self._lead * RATE


class Watch:
    """Is notified of every pull, and says now and then whether to begin anew; in monotonic seconds.

    `lost` is whether nothing plays just now. Pauses between two attempts grow until a stream plays again. A device
    fills its buffer with `prefill` pulls; only those that follow show that it plays.
    """

    def __init__(self, now: float, *, prefill: int = PREFILL) -> None:
        self.lost = False
        self._prefill = prefill
        self._looked = now
        self._pause = FIRST_PAUSE
        self._again: float | None = None
        self.opened(now)

    def opened(self, now: float) -> None:
        """A stream began."""
        self._pulled, self._pulls, self._again = now, 0, None

    def failed(self, now: float) -> None:
        """There is no stream, and none could be opened."""
        self.lost = True
        self._again = now + self._pause
        self._pause = min(2 * self._pause, LAST_PAUSE)

    def pulled(self, now: float) -> None:
        """The stream asked for a block."""
        self._pulled = now
        self._pulls += 1
        if self.plays:
            self.lost, self._pause, self._again = False, FIRST_PAUSE, None

    @property
    def plays(self) -> bool:
        """Whether the stream has been seen to play."""
        return self._pulls > self._prefill

    def look(self, now: float) -> bool:
        """Whether to begin anew, now; the caller then says whether it `opened` or `failed`."""
        late, self._looked = now - self._looked > STALLED, now
        if late:
            # A look this late means that the program did not run for a while, nor did the stream: it gets more time.
            self._pulled = max(self._pulled, now)
        if self._again is not None:
            return now >= self._again
        if now - self._pulled <= (STALLED if self.plays else FRESH):
            return False
        if self.plays:
            self.lost = True
            return True
        self.failed(now)
        return False


class PullingOutput:
    """What all outputs do alike: one thread from `open` to `close`, and frames that are pulled in real time.

    `begin`, `turn` and `end` are each output's own. While its device is lost, what is due is pulled and thrown away.
    """

    step = 0.0
    """Seconds between two turns."""
    lead = 0.0
    """Seconds by which a device may be ahead of the clock."""
    prefill = PREFILL

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._thread: Thread | None = None
        self._prepare(silence)

    @property
    def lost(self) -> bool:
        """Whether the device is gone just now."""
        return self._watch.lost

    @property
    def fault(self) -> Exception | None:
        """The first failure of the source, if there was one; silence was heard instead."""
        return self._source.fault

    def open(self, source: Source) -> None:
        """Begin to pull. Raises NoSound."""
        if self._thread is not None:
            message = "this output is open already"
            raise ValueError(message)
        self._prepare(source)
        try:
            self.begin()
        except BaseException:
            # An interrupt, too: what is being opened must not begin to play.
            self._ended.set()
            self.end()
            raise
        self._thread = Thread(target=self._run, args=(self._ended,), name="sound-output", daemon=True)
        self._thread.start()
        # A stream that outlives the interpreter would keep the program from ending.
        atexit.register(self.close)

    def close(self) -> None:
        """Stop pulling, within a second, even if a sound server hangs; closing twice is fine."""
        thread, self._thread = self._thread, None
        if thread is not None:
            self._ended.set()
            thread.join(_FAREWELL)
            atexit.unregister(self.close)

    def begin(self) -> None:
        """Open what plays. Raises NoSound."""

    def turn(self) -> None:
        """Do what is to be done now and then."""

    def end(self) -> None:
        """Let go of what plays."""

    def _prepare(self, source: Source) -> None:
        self._source, self._ended = Guarded(source), Event()
        self._start_clocks(self._clock.monotonic())

    def _start_clocks(self, now: float) -> None:
        self._pace, self._brake = Pace(now), Brake(now, self.lead)
        self._watch = Watch(now, prefill=self.prefill)

    def _run(self, ended: Event) -> None:
        while not ended.wait(self.step):
            self.turn()
        self.end()

    def _pull(self, count: int, now: float) -> bytes:
        """The next frames for what plays."""
        if self._watch.plays:
            self._pace.agree(now)
        self._pace.take(count)
        self._brake.take(count)
        return self._source(count)

    def _drop(self, now: float) -> None:
        """Throw away what is due."""
        self._pace.drop(self._source, now)


class NullOutput(PullingOutput):
    """Plays nowhere, in real time, so that everything else goes on as if it were heard."""

    name: Final = "no sound"
    latency: Final = 0.0
    step = 0.1

    def turn(self) -> None:
        """Pull what the clock says is due."""
        self._drop(self._clock.monotonic())
