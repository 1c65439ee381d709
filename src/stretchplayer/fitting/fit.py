"""Chooses, of all lengths that a routine can be fitted to, the one that is nearest to what somebody asked for."""

from typing import Final

from msgspec import Struct

from stretchplayer.caps import Ledger, Plan, Profile, admit
from stretchplayer.caps.bounds import Bounds
from stretchplayer.caps.verdict import Verdict
from stretchplayer.fitting.changes import Fitting, applied
from stretchplayer.fitting.draft import Draft, Score
from stretchplayer.fitting.ladder import ladder
from stretchplayer.fitting.ranges import Person
from stretchplayer.fitting.rules import Rules
from stretchplayer.model.muscles import MuscleSide
from stretchplayer.model.routine import Routine
from stretchplayer.timeline import unroll

NEAR: Final = 20.0
"""About one hold, in seconds: what is no further away than this counts as reached."""
_PIECES: Final = frozenset(
    {"static.hold", "neck.hold", "pnf.contract", "massage.set", "massage.spot", "heat.time", "cold.time"}
    | {"cold.time.lean", "static.discomfort", "pnf.effort", "massage.pressure", "heat.temperature", "breath.hold"}
)
"""Limits of one piece or of a number that is no time: they take the same from a step however much else there is."""
_OF_ALL: Final = frozenset({"static.total", "static.sessions"})
_EXACT: Final = 0.01


class Fitted(Struct, frozen=True, kw_only=True):
    """A routine as it is to be played: about `fitting.asked` seconds long, if it can be.

    `written` is the routine as its file says it, `seconds` how long the fitted one lasts as the caps let it be
    played now; it can be anything from `least` to `most` seconds.
    """

    written: Routine
    routine: Routine
    fitting: Fitting
    seconds: float
    least: float
    most: float

    @property
    def reached(self) -> bool:
        """Whether it lasts about as long as was asked for."""
        return abs(self.seconds - self.fitting.asked) <= NEAR


class Fitter:
    """Fits one routine for one person at the wall-clock second `now`, as often as somebody changes their mind."""

    def __init__(self, routine: Routine, profile: Profile, ledger: Ledger, now: float) -> None:
        plan = admit(routine, profile, ledger, now)
        person = Person(Bounds(routine, profile, new_user=ledger.new_user(now)), profile)
        written = Draft.written(Score(routine, person))
        fixed = _fixed(routine, plan)
        self._routine = routine
        self._door = _Door(plan, profile, ledger, now, fixed)
        self._drafts, self._place = ladder(written, Rules(written, person, plan.meter()), fixed)
        self._lengths = [self._door.expected(draft) for draft in self._drafts]
        self._let: dict[int, bool] = {self._place: True}

    def to(self, asked: float) -> Fitted:
        """The routine that lasts about `asked` seconds; where two are as near, the one that changes less."""
        places = range(len(self._drafts))
        nearest = sorted(places, key=lambda each: (abs(self._lengths[each] - asked), abs(each - self._place), each))
        chosen, least, most = (next(filter(self._lets, each)) for each in (nearest, places, reversed(places)))
        fitting = self._drafts[chosen].fitting(asked)
        return Fitted(
            written=self._routine,
            routine=applied(self._routine, fitting),
            fitting=fitting,
            seconds=self._lengths[chosen],
            least=self._lengths[least],
            most=self._lengths[most],
        )

    def _lets(self, place: int) -> bool:
        if place not in self._let:
            self._let[place] = self._door.lets(self._drafts[place])
        return self._let[place]


def fit(routine: Routine, profile: Profile, ledger: Ledger, now: float, asked: float) -> Fitted:
    """Make `routine` last about `asked` seconds at the wall-clock second `now`, by what `caps.admit` lets through.

    The same arguments give the same routine, and more seconds never a shorter one.
    """
    return Fitter(routine, profile, ledger, now).to(asked)


class _Door:
    """Asks the caps of a draft, whether they take no more from it than from the routine as written."""

    def __init__(self, plan: Plan, profile: Profile, ledger: Ledger, now: float, fixed: frozenset[str]) -> None:
        self._plan, self._profile, self._ledger, self._now = plan, profile, ledger, now
        self._verdicts = {_same(verdict) for verdict in plan.verdicts}
        self._fixed = dict.fromkeys(fixed, 0.0)
        for segment in plan.segments:
            if segment.path in self._fixed:
                self._fixed[segment.path] += segment.seconds

    def expected(self, draft: Draft) -> float:
        """How long a draft lasts if the caps take nothing new from it."""
        steps, part = draft.steps, draft.score.part
        return sum(
            self._fixed[path] if path in self._fixed else draft.times(path) * part(steps[path]).seconds
            for path in draft.kept
        )

    def lets(self, draft: Draft) -> bool:
        """Whether a draft is played as long as expected, with nothing to be said of it that was not said before."""
        routine = applied(self._plan.routine, draft.fitting(0.0))
        plan = admit(routine, self._profile, self._ledger, self._now)
        return abs(plan.seconds - self.expected(draft)) < _EXACT and self._verdicts.issuperset(
            map(_same, plan.verdicts)
        )


def _same(verdict: Verdict) -> tuple[str | None, str, str]:
    return verdict.path, verdict.action, verdict.limit


def _fixed(routine: Routine, plan: Plan) -> frozenset[str]:
    """The steps of which a used-up budget, a question or an answer takes something, and those that share with them.

    They are played as the caps let them be; turning them would only move what is missing from one to another.
    """
    cut = [
        each
        for each in plan.verdicts
        if each.action == "withheld" or (each.action == "trimmed" and each.limit not in _PIECES)
    ]
    hard = {each.path for each in cut if each.path is not None}
    if not hard:
        return frozenset()
    whole = any(each.limit in _OF_ALL for each in cut)
    segments = unroll(routine)
    shared: set[tuple[MuscleSide, str]] = {
        (where, _budget(segment.load)) for segment in segments if segment.path in hard for where in segment.loads
    }
    for segment in segments:
        if segment.load is None:
            continue
        budget = _budget(segment.load)
        if (whole and budget == "static") or any((where, budget) in shared for where in segment.loads):
            hard.add(segment.path)
    return frozenset(hard)


def _budget(load: str | None) -> str:
    """Loads that are counted together."""
    return {"contract": "static", "gun": "massage"}.get(load or "", load or "")
