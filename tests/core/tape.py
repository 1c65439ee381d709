"""What a session was seen to do, written down from its events alone: who was loaded, from when to when."""

from dataclasses import dataclass, field, replace
from typing import Final

from stretchplayer.model.muscles import MuscleSide
from stretchplayer.model.steps import Step
from stretchplayer.session import events as happened
from stretchplayer.timeline import Load, Segment

CLOSE: Final = 1e-5
"""Two instants nearer than this are one: wall-clock seconds since 1970 are no finer in a float, in seconds."""

LONGEST_WORN: Final = 4 * 3600.0
"""No application is charged for longer than this, in seconds."""

_MANY: Final = ("tick", "check-skin", "alarm")


@dataclass
class Stint:
    """One uninterrupted time of one load; `seconds` of it were done, `began` of the piece lay behind before."""

    segment: Segment
    start: float
    began: float
    due: float
    end: float = 0.0
    seconds: float = 0.0
    open: bool = True
    overtime: bool = False
    """Whether its time was up: it was still on because nobody said that it was off."""

    @property
    def load(self) -> Load:
        assert self.segment.load is not None
        return self.segment.load


@dataclass
class RunningSegment:
    """One hold, contraction, set or application: its stints, with pauses between them."""

    number: int
    origin: int
    path: str
    side: str | None
    load: Load
    loads: tuple[MuscleSide, ...]
    what: Step
    targets: tuple[str, ...]
    most: float
    stints: list[Stint] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        return sum(stint.seconds for stint in self.stints if not stint.overtime)

    @property
    def worn(self) -> float:
        """Overtime included."""
        return sum(stint.seconds for stint in self.stints)

    @property
    def start(self) -> float:
        return self.stints[0].start

    @property
    def end(self) -> float:
        return self.stints[-1].end


@dataclass(frozen=True)
class Record:
    """Seconds of one load on one muscle-side in true time; `run` tells pieces of work apart.

    A `told` one stands in a ledger, and may lie in the future; any other was seen to happen.
    """

    session: str
    run: int
    where: MuscleSide
    load: Load
    start: float
    end: float
    seconds: float
    told: bool = False

    def within(self, start: float, end: float) -> float:
        """How many of the seconds lie in a window, if they are spread evenly."""
        if self.end <= self.start:
            return self.seconds if start < self.end <= end else 0.0
        return self.seconds * max(0.0, min(end, self.end) - max(start, self.start)) / (self.end - self.start)

    def no_later(self, now: float) -> "Record":
        """The record as it counts at `now`: one from the future counts as now."""
        late = max(0.0, self.end - now)
        return replace(self, start=self.start - late, end=self.end - late)


class Tape:
    """Turns events into pieces, and notes in `faults` whatever does not fit together."""

    def __init__(self) -> None:
        self.pieces: list[RunningSegment] = []
        self.played: list[Segment] = []
        self.faults: list[str] = []
        self.charged: dict[int, tuple[float, Load, tuple[MuscleSide, ...]]] = {}
        self.struck: set[MuscleSide] = set()
        self.strains: list[tuple[MuscleSide, float]] = []
        self.confirmed = False
        self.seconds = 0.0
        self.worked = 0.0
        self.lost = 0.0
        self.unheard = 0.0
        self._entry: tuple[Segment, float, float] | None = None
        self._stint: Stint | None = None
        self.worn: Stint | None = None
        self._left: float | None = None
        self._asked = False
        self._pressed: tuple[float, int, set[MuscleSide]] | None = None
        self._heard: dict[str, int] = {}
        self._extended = 0

    @property
    def now_on(self) -> Stint | None:
        """The load that is on just now."""
        return self._stint

    @property
    def working(self) -> bool:
        """Whether what runs is work."""
        return self._entry is not None and self._entry[0].phase in ("work", "contract")

    def running(self, now: float) -> float:
        """For how long what runs has been running; waiting for a key counts as nothing."""
        return 0.0 if self._entry is None or self._entry[0].waits else now - self._entry[1]

    def take(self, events: tuple[happened.Event, ...], offset: float) -> None:
        """Write down `events`; `offset` is what their clock is ahead of true time."""
        for event in events:
            at = event.at - offset
            match event:
                case happened.Entered():
                    self._entered(event, at)
                case happened.Left():
                    self._went(event, at)
                case happened.Charged(run=run):
                    assert run.load is not None
                    self.charged[run.number] = (run.seconds, run.load, run.loads)
                case happened.TookBack(strains=strains):
                    assert self._pressed is not None
                    assert at - self._pressed[0] <= 60.0 + CLOSE, f"{strains} taken back too late"
                    _, count, self.struck = self._pressed
                    self.strains, self._asked = self.strains[:count], False
                case happened.Overran():
                    piece = self.pieces[-1]
                    self.worn = Stint(event.segment, at, piece.seconds, piece.seconds, overtime=True)
                    piece.stints.append(self.worn)
                case happened.Extended(seconds=seconds):
                    self._extended += 1
                    if self._stint is not None:
                        self._stint.due = seconds
                        self.pieces[-1].most = max(self.pieces[-1].most, seconds)
                    elif self.pieces and event.segment.origin == self.pieces[-1].origin:
                        self.pieces[-1].most = max(self.pieces[-1].most, seconds)
                case happened.Cued():
                    self._cued(event)
                case happened.Strained():
                    self._off(at)
                    hurt: list[MuscleSide] = [(each.muscle, each.side) for each in event.strains]
                    if self._pressed is None or self._pressed[0] != at:
                        self._pressed = (at, len(self.strains), set(self.struck))
                    self.struck.update(hurt)
                    self.strains += [(where, at) for where in hurt if not self._asked]
                    self._asked = False
                case happened.Ended():
                    self._off(at)
                case happened.Confirmed():
                    self.confirmed = self.worn is None
                    self._off(at)
                case happened.Paused() | happened.Resumed():
                    self._left = None
                case happened.WordAsked():
                    self._left, self._asked = None, True
                case happened.Trimmed() | happened.Withheld() | happened.Refused():
                    if not event.reason.strip():
                        self.faults.append(f"no reason: {event}")
                case _:
                    pass

    def until(self, now: float) -> None:
        """Let the load that is on count up to `now`."""
        if self._stint is not None:
            self._stint.end = now
            self._stint.seconds = now - self._stint.start
        if self.worn is not None:
            self.worn.end = now
            self.worn.seconds = max(0.0, min(now - self.worn.start, LONGEST_WORN - self.worn.began))

    def _off(self, at: float) -> None:
        self.until(at)
        if self.worn is not None:
            self.worn.open = False
        self.worn = None

    def cut(self, now: float) -> None:
        """The program went away at `now`, and whatever was on was let go."""
        if self._entry is not None:
            segment, began, _ = self._entry
            if not segment.waits:
                self._count(segment, now - began)
        self._off(now)
        if self._stint is not None:
            self._stint.open = False
        self._entry = self._stint = self._left = None
        self._asked = False
        # The program that comes back may say again what the one before had said.
        self._heard = {}

    def _count(self, segment: Segment, seconds: float) -> None:
        self.seconds += seconds
        if segment.phase in ("work", "contract"):
            self.worked += seconds

    def _entered(self, event: happened.Entered, at: float) -> None:
        segment = event.segment
        if self._entry is not None:
            self.faults.append(f"{segment.path} entered while {self._entry[0].path} ran")
        if self._left is not None and abs(at - self._left) > CLOSE:
            self.faults.append(f"{segment.path} entered at {at}, the one before was left at {self._left}")
        if self.struck and not self.struck.isdisjoint(segment.loads):
            self.faults.append(f"{segment.path} loads what was struck: {self.struck}")
        if segment.thermal and not self.confirmed:
            self.faults.append(f"{segment.path}: {segment.load} began without a confirmation")
        self.confirmed = False
        self._heard, self._extended = {}, 0
        self._entry = (segment, at, event.done)
        self.played.append(segment)
        if segment.load is not None:
            self._stint = Stint(segment, at, event.done, event.seconds)
            self._piece(segment, event).stints.append(self._stint)

    def _piece(self, segment: Segment, event: happened.Entered) -> RunningSegment:
        last = self.pieces[-1] if self.pieces else None
        if event.done and last is not None and last.origin == segment.origin:
            low, high = last.seconds - CLOSE, last.seconds + self.lost + CLOSE
            if not low <= event.done <= high:
                self.faults.append(f"{segment.path} goes on at {event.done} after {last.seconds}")
            return last
        if event.done:
            self.faults.append(f"{segment.path} goes on at {event.done}, but never began")
        assert segment.load is not None
        piece = RunningSegment(
            number=len(self.pieces),
            origin=segment.origin,
            path=segment.path,
            side=segment.side,
            load=segment.load,
            loads=segment.loads,
            what=segment.what,
            targets=segment.targets,
            most=event.seconds,
        )
        self.pieces.append(piece)
        return piece

    def _went(self, event: happened.Left, at: float) -> None:
        if self._entry is None:
            self.faults.append(f"{event.segment.path} left, but not entered")
            return
        segment, began, done = self._entry
        if segment != event.segment:
            self.faults.append(f"{event.segment.path} left while {segment.path} ran")
        passed = at - began
        if not segment.waits and abs((event.done - done) - passed) > CLOSE:
            self.faults.append(f"{segment.path} says {event.done - done} s, but {passed} s went by")
        if not segment.waits:
            self._count(segment, passed)
        if self._stint is not None:
            self.until(at)
            self._stint.open = False
        self._entry, self._stint, self._left = None, None, at

    def _cued(self, event: happened.Cued) -> None:
        self._heard[event.cue] = heard = self._heard.get(event.cue, 0) + 1
        if event.cue == "tick" and heard > 3 * (1 + self._extended):
            self.faults.append(f"tick for the {heard}th time")
        # What still lies on the skin is to be taken off, however often that has been said.
        again = event.cue == "release" and self.worn is not None
        if event.cue not in _MANY and heard > 1 and not again:
            self.faults.append(f"{event.cue} twice in {self._entry and self._entry[0].path}")
