"""The segment that runs now, against the clock: how far it is, and what is due next."""

from math import inf

from stretchplayer.model.routine import CueName
from stretchplayer.timeline import CuePoint, Segment

_EPS = 1e-9


class RunningSegment:
    """A running segment; `done` of its `seconds` were behind at the monotonic instant `since`.

    An interlude is a segment that the plan does not know: a get-ready after a pause, a release that is owed.
    """

    __slots__ = ("_heard", "_next", "cues", "done", "interlude", "run", "seconds", "segment", "since")

    def __init__(
        self,
        segment: Segment,
        seconds: float,
        since: float,
        cues: tuple[CuePoint, ...],
        *,
        done: float = 0.0,
        run: int | None = None,
        interlude: bool = False,
    ) -> None:
        self.segment, self.seconds, self.since, self.done, self.run = segment, seconds, since, done, run
        self.cues, self.interlude = cues, interlude
        self._next = 0
        self._heard: set[CueName] = set()

    def elapsed(self, now: float) -> float:
        """Seconds of the segment that lie behind at `now`, never more than it lasts."""
        if now >= self.instant(self.seconds):
            return self.seconds
        return min(self.seconds, self.done + max(0.0, now - self.since))

    def instant(self, elapsed: float) -> float:
        """The monotonic instant at which `elapsed` seconds lie behind."""
        return self.since + (elapsed - self.done)

    @property
    def ends(self) -> float:
        """When it is over; a segment that waits for a key never is by itself."""
        return inf if self.segment.waits else self.instant(self.seconds)

    @property
    def next_cue(self) -> CuePoint | None:
        """The cue that is due next."""
        return self.cues[self._next] if self._next < len(self.cues) else None

    def pop_cue(self) -> CuePoint:
        """Take the next cue as fired."""
        self._next += 1
        return self.cues[self._next - 1]

    def stretch_to(self, seconds: float, now: float, cues: tuple[CuePoint, ...]) -> None:
        """Let it last `seconds` in all; of `cues`, only what lies ahead and has not been heard is kept."""
        behind = self.elapsed(now)
        self._heard |= {cue.cue for cue in self.cues[: self._next]} - {"tick", "check-skin"}
        self.done, self.since, self.seconds = behind, now, seconds
        self.cues = tuple(cue for cue in cues if cue.at > behind + _EPS and cue.cue not in self._heard)
        if seconds <= behind + _EPS:
            self.cues = tuple(cue for cue in cues if cue.at >= seconds and cue.cue in ("release", "done"))
        self._next = 0
