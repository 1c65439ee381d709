"""The session's own book: what every run has been charged, and the meter that is asked before the next."""

from collections import defaultdict
from typing import Self

from msgspec import structs

from stretchplayer.caps.ledger import Strain
from stretchplayer.caps.meter import Run, begun
from stretchplayer.caps.plan import Plan, Progress
from stretchplayer.caps.verdict import Allowance
from stretchplayer.model.muscles import MuscleSide
from stretchplayer.model.twin import twin
from stretchplayer.timeline import Load, Segment


class Account:
    """Runs begun, extended and settled; instants are wall-clock seconds."""

    def __init__(self, plan: Plan, progress: Progress, strains: tuple[Strain, ...]) -> None:
        self._meter = plan.meter()
        self._runs: dict[int, Run] = {}
        for run in progress.runs:
            self._put(run)
        self._meter.strike(progress.struck)
        self.struck: tuple[MuscleSide, ...] = progress.struck
        self.strains = strains

    def twin(self) -> Self:
        """The same book, to try things out in."""
        return twin(self, _meter=twin(self._meter))

    @property
    def runs(self) -> tuple[Run, ...]:
        """Every run so far, as charged."""
        return tuple(self._runs.values())

    def exposure(self, number: int | None, done: float) -> dict[tuple[str, str, Load], float]:
        """Seconds per (muscle, side, kind) done so far; the open run `number` counts with `done`."""
        sums: defaultdict[tuple[str, str, Load], float] = defaultdict(float)
        for run in self._runs.values():
            for muscle, side in run.loads:
                sums[muscle, side, run.load] += done if run.number == number else run.seconds
        return dict(sums)

    def allow(self, segment: Segment, at: float, asked: float, number: int | None = None) -> Allowance:
        """What the meter grants."""
        return self._meter.allow(segment, at, asked, number)

    def again(self, segment: Segment, at: float, asked: float) -> float | None:
        """When a new session may have some of it."""
        return self._meter.again(segment, at, asked)

    def owed(self, segment: Segment, at: float) -> float:
        """Seconds of release still missing before `segment`."""
        return self._meter.owed(segment, at)

    def begin(self, segment: Segment, at: float, seconds: float) -> Run:
        """Charge a new run in full, before it is played."""
        number = 1 + max(self._runs, default=0)
        return self._put(begun(segment, number, at, seconds))

    def recharge(self, number: int, at: float, seconds: float, left: float) -> Run:
        """Charge a run for `seconds` in all, of which `left` lie ahead of the instant `at`."""
        return self._put(structs.replace(self._runs[number], seconds=seconds, end=at + left))

    def settle(self, number: int, at: float, done: float) -> Run:
        """Bring a run down to what was done until `at`."""
        return self.recharge(number, at, done, 0.0)

    def strain(self, strains: tuple[Strain, ...]) -> None:
        """Let these muscle-sides rest for the remainder of the session."""
        where = dict.fromkeys([*self.struck, *((each.muscle, each.side) for each in strains)])
        self.struck = tuple(where)
        self.strains += strains
        self._meter.strike(self.struck)

    def word(self, word: str, at: float) -> tuple[Strain, ...]:
        """Put a word to the strains of the instant `at`; returns them anew."""
        named = tuple(structs.replace(each, word=word) for each in self.strains if each.at == at)
        self.strains = tuple(each for each in self.strains if each.at != at) + named
        return named

    def last_on(self, path: str) -> Run | None:
        """The latest run of a step."""
        return next((run for run in reversed(self._runs.values()) if run.path == path), None)

    def _put(self, run: Run) -> Run:
        self._runs[run.number] = run
        self._meter.put(run)
        return run
