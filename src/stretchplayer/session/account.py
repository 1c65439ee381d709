"""What a session has done: the account, which charges every run, and the snapshot from which it is resumed."""

from collections import defaultdict
from collections.abc import Mapping
from copy import copy
from typing import Self

from msgspec import Struct, structs

from stretchplayer.caps.ledger import Strain
from stretchplayer.caps.meter import Run, new_run
from stretchplayer.caps.plan import Plan, Progress
from stretchplayer.model.muscles import MuscleSide
from stretchplayer.session.commands import Resting
from stretchplayer.timeline import THERMAL, Load, Segment


class Account:
    """Runs begun, extended and settled; instants are wall-clock seconds."""

    def __init__(self, plan: Plan, progress: Progress, strains: tuple[Strain, ...]) -> None:
        self.meter = progress.charged_to(plan.meter())
        self.struck: tuple[MuscleSide, ...] = progress.struck
        self.strains = strains
        self.skin = progress.skin

    def copy(self) -> Self:
        """The same account, to try things out in."""
        other = copy(self)
        other.meter = self.meter.copy()
        return other

    @property
    def runs(self) -> tuple[Run, ...]:
        """Every run so far, as charged."""
        return tuple(self.meter.runs.values())

    def exposure(self, done: Mapping[int, float]) -> dict[tuple[str, str, Load], float]:
        """Seconds per (muscle, side, kind) so far; `done` are the seconds of runs still going on, by number."""
        sums: defaultdict[tuple[str, str, Load], float] = defaultdict(float)
        for run in self.meter.runs.values():
            for muscle, side in run.loads:
                sums[muscle, side, run.load] += done.get(run.number, run.seconds)
        return dict(sums)

    def begin(self, segment: Segment, at: float, seconds: float) -> Run:
        """Charge a new run in full, before it is played."""
        number = 1 + max(self.meter.runs, default=0)
        return self.meter.charge(new_run(segment, number, at, seconds))

    def recharge(self, number: int, at: float, seconds: float, left: float) -> Run:
        """Charge a run for `seconds` in all, of which `left` are still to come at the instant `at`."""
        return self.meter.charge(structs.replace(self.meter.runs[number], seconds=seconds, end=at + left))

    def settle(self, number: int, at: float, done: float) -> Run:
        """Charge a run only for what was done until `at`."""
        return self.recharge(number, at, done, 0.0)

    def strain(self, strains: tuple[Strain, ...]) -> None:
        """Let these muscle-sides rest for the rest of the session."""
        where = dict.fromkeys([*self.struck, *((each.muscle, each.side) for each in strains)])
        self.struck = tuple(where)
        self.strains += strains
        self.meter.strike(self.struck)

    def word(self, word: str, at: float) -> tuple[Strain, ...]:
        """Give the strains of the instant `at` their word; returns them."""
        named = tuple(structs.replace(each, word=word) for each in self.strains if each.at == at)
        self.strains = tuple(each for each in self.strains if each.at != at) + named
        return named

    def rest_skin(self, at: float) -> None:
        """No more heat and cold for a day from the instant `at`."""
        self.skin = at
        self.meter.rest_skin(at)

    def let_go(self, at: float, within: float, but: int | None) -> Run | None:
        """The run that ended last, at most `within` seconds before the instant `at`; not the one numbered `but`."""
        ended = [run for run in self.meter.runs.values() if run.number != but and at - run.end <= within + 1e-6]
        return max(ended, key=lambda run: (run.end, run.number), default=None)

    def last_thermal(self) -> Run | None:
        """The latest heat or cold."""
        return next((run for run in reversed(self.meter.runs.values()) if run.load in THERMAL), None)

    def last_on(self, path: str) -> Run | None:
        """The latest run of a step."""
        return next((run for run in reversed(self.meter.runs.values()) if run.path == path), None)


class Snapshot(Struct, frozen=True, kw_only=True):
    """A session at rest; a running one is stored as paused, as which it would be restored.

    No instant in it is monotonic, so it can be restored after a restart; `seconds` were played so far,
    `worked` of them in work. `moves` are what was done so far, each by what it is known as.
    """

    digest: str
    state: Resting
    progress: Progress
    seconds: float
    worked: float
    strains: tuple[Strain, ...] = ()
    moves: tuple[str, ...] = ()

    def dated(self, now: float) -> Self:
        """The same snapshot with nothing in it later than the wall-clock second `now`."""
        strains = tuple(structs.replace(each, at=min(each.at, now)) for each in self.strains)
        return structs.replace(self, progress=self.progress.dated(now), strains=strains)

    @property
    def blistered(self) -> bool:
        """Whether a blister or numb skin was reported."""
        return self.progress.skin is not None
