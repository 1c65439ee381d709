"""A sound output pulls blocks of frames from a source in real time, whatever becomes of its device."""

import atexit
import threading
from collections.abc import Callable
from threading import Event, ExceptHookArgs, Lock, Thread, current_thread
from typing import Final

from stretchplayer.clock import Clock
from stretchplayer.problems import UserError
from stretchplayer.sound.pcm import FRAME, RATE, silence
from stretchplayer.translation import gettext, keeping_language

Source = Callable[[int], bytes]
"""Gives exactly as many frames as are asked for, at once. It never raises: that would silence a stream for good."""
BLOCK: Final = RATE // 4
"""The most frames that are pulled at once into nothing."""
FORGOTTEN: Final = 60.0
"""Seconds after which frames that were due are dropped unheard: the machine slept."""
THROTTLE_RATE: Final = 1.01
"""How much faster than the clock a device may take frames: no sound card is as fast, so none is ever throttled."""
STALLED: Final = 1.0
"""Seconds without a pull that show that nothing plays any more; no block is as long."""
FRESH: Final = 3.0
"""The same for a stream that has just begun: a device may have to wake up first, by radio."""
PREFILL: Final = 4
"""Pulls with which a device may fill its buffer: PulseAudio takes one, ALSA three."""
FIRST_PAUSE: Final = 0.5
LAST_PAUSE: Final = 5.0
_CLOSING: Final = 1.0
"""Seconds after which an output that is being closed is left behind."""


class NoSound(UserError):
    """There is nothing that sound could go to; the message says why."""


class BellWanted(NoSound):
    """Nothing is wrong: only the terminal's bell is wanted."""


class Guarded:
    """A source that cannot fail: exactly as many frames as are wanted, for one caller at a time, or silence.

    Its first failure is reported as an error that ends a thread is, although sound goes on.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._failed = False
        self._lock = Lock()

    def __call__(self, count: int) -> bytes:
        """The next `count` frames. Never raises: in a device's thread that would end all sound."""
        with self._lock:
            try:
                block = self._source(count)
                if len(block) != count * FRAME:
                    message = f"{count} frames were wanted, and {len(block) / FRAME:g} came"
                    raise ValueError(message)  # noqa: TRY301 - treated as any other failure of the source
            except Exception as error:  # noqa: BLE001 - reported, not lost
                if not self._failed:
                    self._failed = True
                    threading.excepthook(ExceptHookArgs((type(error), error, error.__traceback__, current_thread())))
                return silence(count)
            return block


class Pace:
    """Counts frames against a clock, from an instant at which both agreed; in monotonic seconds."""

    def __init__(self, now: float) -> None:
        self._since = now
        self._taken = 0

    def agree(self, now: float) -> None:
        """Count from `now`: what was taken so far is just what is due then."""
        self._since, self._taken = now, 0

    def take(self, count: int) -> None:
        """`count` frames were taken."""
        self._taken += count

    def due(self, now: float) -> int:
        """How many frames should have been taken by `now`, and were not; below 0 where more were."""
        count = int((now - self._since) * RATE) - self._taken
        if count > FORGOTTEN * RATE:
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


class Throttle:
    """Holds back a device that takes frames without a clock of its own, at `lead` seconds ahead of the given one."""

    def __init__(self, now: float, lead: float) -> None:
        self._pace = Pace(now * THROTTLE_RATE)
        self._lead = lead

    def take(self, count: int) -> None:
        """`count` frames were taken."""
        self._pace.take(count)

    def ahead(self, now: float) -> bool:
        """Whether too many were taken already; what was slow does not catch up."""
        due = self._pace.due(now * THROTTLE_RATE)
        if due > 0:
            self._pace.agree(now * THROTTLE_RATE)
        return -due > self._lead * RATE


class Watchdog:
    """Notices from the pulls of a stream when it stalls, and when to open another one; in monotonic seconds.

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


class SoundOutput:
    """A back-end: one thread pulls frames from its source in real time, from `open` to `close`.

    `begin`, `turn` and `end` are each output's own. While its device is lost, what is due is pulled and thrown away,
    and the output keeps trying to get one back.
    """

    latency: float
    """Seconds from pulling a block to hearing it, as far as is known."""
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
    def name(self) -> str:
        """Its name for a person: "PulseAudio", "pw-play"."""
        raise NotImplementedError

    @property
    def lost(self) -> bool:
        """Whether the device is gone just now."""
        return self._watchdog.lost

    def open(self, source: Source) -> None:
        """Begin to pull. Raises NoSound where that is impossible."""
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
        self._thread = Thread(target=keeping_language(self._run), args=(self._ended,), name="sound-output", daemon=True)
        self._thread.start()
        # A stream that outlives the interpreter would keep the program from ending.
        atexit.register(self.close)

    def close(self) -> None:
        """Stop pulling, within a second, even if a sound server hangs; closing twice is fine."""
        thread, self._thread = self._thread, None
        if thread is not None:
            self._ended.set()
            thread.join(_CLOSING)
            atexit.unregister(self.close)

    def begin(self) -> None:
        """Open what plays. Raises NoSound."""

    def turn(self) -> None:
        """Called again and again, with `step` seconds in between."""

    def end(self) -> None:
        """Close what plays."""

    def _prepare(self, source: Source) -> None:
        self._source, self._ended = Guarded(source), Event()
        self._start_clocks(self._clock.monotonic())

    def _start_clocks(self, now: float) -> None:
        self._pace, self._throttle = Pace(now), Throttle(now, self.lead)
        self._watchdog = Watchdog(now, prefill=self.prefill)

    def _run(self, ended: Event) -> None:
        while not ended.wait(self.step):
            self.turn()
        self.end()

    def _pull(self, count: int, now: float) -> bytes:
        """The next frames for what plays."""
        if self._watchdog.plays:
            self._pace.agree(now)
        self._pace.take(count)
        self._throttle.take(count)
        return self._source(count)

    def _drop(self, now: float) -> None:
        """Throw away what is due."""
        self._pace.drop(self._source, now)


class NullOutput(SoundOutput):
    """Plays nowhere, in real time, so that everything else goes on as if it were heard."""

    latency = 0.0
    step = 0.1

    @property
    def name(self) -> str:
        """That nothing is heard."""
        return gettext("no sound")

    def turn(self) -> None:
        """Pull what the clock says is due."""
        self._drop(self._clock.monotonic())
