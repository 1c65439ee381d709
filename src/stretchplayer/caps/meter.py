"""How much more each muscle-side may have: asked before every segment of a session."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from copy import copy
from math import ceil, inf
from operator import itemgetter
from typing import Final, NamedTuple, Self, cast

from msgspec import Struct, structs

from stretchplayer.caps.bounds import Allowance, Bounds, Room, explain
from stretchplayer.caps.ledger import APPLIED_LEAST, SET_LEAST, Application, Exposure, Ledger, Past, begun, longest
from stretchplayer.caps.limits import DAY, HOUR, WEEK
from stretchplayer.caps.profile import Profile
from stretchplayer.caps.refusals import refuse
from stretchplayer.model.muscles import GROUP_OF, MuscleSide
from stretchplayer.model.steps import Cold, Heat, Massage
from stretchplayer.timeline import HELD, MOVED, Load, Segment

SAME_DAY: Final = 12 * HOUR
"""Contractions of one session belong to one day for this long after the first of them, in seconds."""
_EPS: Final = 1e-6
_CHARGED: Final = (
    "runs",
    "_own",
    "_counts",
    "_held",
    "_contracted",
    "_contracted_since",
    "_applied",
    "_rubbed",
    "_struck",
    "_exercised",
)
"""What changes while a session goes on, and must not be shared by two accounts."""
_WAITS: Final = ("heat.gap", "cold.gap", "order.cold", "order.contrast", "order.pnf")


class SessionBudget(NamedTuple):
    """What is left of a budget that adds up over a session: seconds, or where it is `counted`, a number of times.

    `common` is what both sides of the body draw on.
    """

    key: Hashable
    left: float
    limit: str
    common: bool = True
    counted: bool = False


class Run(Struct, frozen=True, kw_only=True):
    """One hold, contraction, set or application that was begun.

    `start` and `end` are wall-clock seconds, `seconds` what is charged; `origin` and `path` say what was played.
    """

    number: int
    origin: int
    path: str
    side: str | None
    load: Load
    loads: tuple[MuscleSide, ...]
    start: float
    end: float
    seconds: float


class Meter:
    """Keeps the account of a session and answers what a segment may still have; times are wall-clock seconds."""

    def __init__(self, bounds: Bounds, profile: Profile, ledger: Ledger, now: float) -> None:
        self.now = now
        self._bounds = bounds
        self._profile = profile
        self._ledger = ledger
        self.past = Past(ledger, bounds, now)
        self.runs: dict[int, Run] = {}
        self._own: defaultdict[tuple[MuscleSide, Load], float] = defaultdict(float)
        self._counts: defaultdict[object, int] = defaultdict(int)
        self._held: dict[MuscleSide, int] = {}
        self._contracted: dict[MuscleSide, int] = {}
        self._contracted_since: dict[MuscleSide, float] = {}
        self._applied: list[int] = []
        self._rubbed: defaultdict[MuscleSide, tuple[int, ...]] = defaultdict(tuple)
        self._budgets: dict[MuscleSide, Room] = {}
        self._total = 0.0
        self._exercised: defaultdict[str, float] = defaultdict(float)
        self._struck: set[MuscleSide] = set()
        skin = [(min(each.at, now), (each.muscle, each.side)) for each in ledger.strains if each.word == "skin"]
        self._skin = max((at for at, _ in skin), default=-inf)
        self._skin_on = {where for at, where in skin if now - at < DAY - _EPS}

    def copy(self) -> Self:
        """The same account, to try things out in."""
        other = copy(self)
        for name in _CHARGED:
            setattr(other, name, copy(getattr(self, name)))
        return other

    def charge(self, run: Run) -> Run:
        """Charge `run` and return it, replacing what was charged for the same number before."""
        former = self.runs.get(run.number)
        if former is None:
            self._begin(run)
        else:
            self._add(former, -former.seconds)
        self.runs[run.number] = run
        self._add(run, run.seconds)
        return run

    def strike(self, where: tuple[MuscleSide, ...]) -> None:
        """Withhold these muscle-sides for the rest of the session, after "too much"."""
        self._struck.update(where)

    def rest_skin(self, since: float) -> None:
        """Withhold heat and cold for a day from `since`, when a blister or numb skin was reported."""
        self._skin = max(self._skin, since)

    def owed(self, segment: Segment, at: float) -> float:
        """Seconds of release still missing at `at` before this hold or contraction may begin."""
        if segment.load not in HELD:
            return 0.0
        # The stretch of a contract-relax cycle follows its own contraction without a release.
        follows = segment.load == "static" and segment.kind == "contract-relax"
        last = -inf
        for where in segment.loads:
            last = max(last, self.past.released.get(where, last))
            if where in self._held:
                last = max(last, self.runs[self._held[where]].end)
            if where in self._contracted and not follows:
                last = max(last, self.runs[self._contracted[where]].end)
        missing = last + self._bounds["static.gap"] - at
        # In whole milliseconds: seconds since 1970 are hardly finer than that in a float.
        return ceil(missing * 1000 - _EPS * 1000) / 1000 if missing > _EPS else 0.0

    def allow(self, segment: Segment, at: float, asked: float, number: int | None = None) -> Allowance:
        """How much of `asked` seconds of `segment` may be played from `at`, in all.

        With `number`, the segment continues that run, whose charge does not count against it.
        Less than `work.least` becomes 0: the segment is withheld.
        """
        if segment.load is None:
            # A rest between two sets belongs to no side: what is refused on the other one does not shorten it.
            return Allowance(asked)
        refusal = refuse(segment.what, segment.targets, self._profile, segment.side)
        if refusal is not None:
            return Allowance(0.0, *refusal)
        if self._struck and not self._struck.isdisjoint(segment.loads):
            return Allowance(0.0, "struck", explain("struck", 0.0, self._bounds))
        former = None if number is None else self.runs.get(number)
        if former is not None:
            self._add(former, -former.seconds)
        room, limit = self._room(segment, at, former)
        if former is not None:
            self._add(former, former.seconds)
        if room >= asked - _EPS:
            return Allowance(asked)
        seconds = room if room >= min(self._bounds["work.least"], asked) - _EPS else 0.0
        return Allowance(seconds, limit, explain(limit, room, self._bounds))

    def again(self, segment: Segment, at: float, asked: float) -> float | None:
        """The wall-clock second from which a new session may have some of `segment`, which is withheld at `at`.

        None where waiting changes nothing, or where a new session could begin with it at once.
        """
        own = tuple(
            Exposure(
                session="",
                run=run.number,
                muscle=muscle,
                side=side,
                kind=run.load,
                start=run.start,
                end=run.end,
                seconds=run.seconds,
            )
            for run in self.runs.values()
            for muscle, side in run.loads
        )
        ledger = structs.replace(self._ledger, exposures=self._ledger.exposures + own)
        waits = (DAY, WEEK, *(self._bounds[name] for name in _WAITS))
        instants = [each.end for each in ledger.exposures] + [each.at for each in ledger.strains]
        instants.append(self._skin)
        moments = sorted({at, *(instant + wait for instant in instants for wait in waits if instant + wait > at)})

        def withheld(moment: float) -> bool:
            fresh = Meter(self._bounds, self._profile, ledger, moment)
            fresh.rest_skin(self._skin)
            return not fresh.allow(segment, moment, asked).seconds

        # What was done only ever counts for less as time passes, so the first moment can be found by bisection.
        found = bisect_left(moments, x=True, key=lambda moment: not withheld(moment))
        return moments[found] if 0 < found < len(moments) else None

    def _room(self, segment: Segment, at: float, former: Run | None) -> Room:
        if segment.thermal:
            return self._thermal(segment, at, former)
        if segment.load in MOVED:
            return self._least(segment, former, (inf, ""))
        if (self.past.applications or self._applied) and self._chilled(segment, at):
            return 0.0, "order.cold"
        if segment.load == "static":
            return self._static(segment, former)
        if segment.load == "contract":
            return self._contract(segment, at, former)
        return self._massage(segment, former)

    def session_budgets(self, segment: Segment) -> Iterator[SessionBudget]:
        """Everything that work of this kind uses up in the course of a session."""
        bounds, load, path = self._bounds, segment.load, segment.path
        if load == "static":
            left = bounds["static.reps"] - self._counts[path, segment.side, load]
            yield SessionBudget((path, segment.side), left, "static.reps", common=False, counted=True)
            yield SessionBudget(load, bounds["static.total"] - self._total, "static.total")
        elif load == "exercise":
            for about, limit in ((path, "exercise.time"), ("", "exercise.session")):
                yield SessionBudget((about, load), bounds[limit] - self._exercised[about], limit)
        if load is not None:
            for where in segment.loads:
                for left, limit in self._left(where, load):
                    counted = limit in ("pnf.cycles", "massage.sets")
                    yield SessionBudget((where, limit), left, limit, common=where[1] == "mid", counted=counted)

    def _left(self, where: MuscleSide, load: Load) -> Iterator[Room]:
        """What a muscle-side may still have of one load: seconds, sets or cycles."""
        bounds, past, used = self._bounds, self.past, self._own[where, load]
        half = 2 if where in past.strained else 1
        match load:
            case "static":
                budget, name = self.budget(where)
                yield budget - used, name
            case "contract":
                yield bounds["pnf.cycles"] - self._counts[where, load], "pnf.cycles"
            case "dynamic":
                yield bounds["dynamic.session"] / half - used, "dynamic.session"
            case "massage" | "gun":
                own = [self.runs[number].seconds for number in self._rubbed[where]]
                most = bounds["massage.sets"]
                halved = (most - past.sets(where)) // half - begun(own, SET_LEAST)
                yield min(most - past.sets(where, own), halved), "massage.sets"
                if load == "gun":
                    yield (bounds["massage.gun"] - past.day[where, "gun"]) / half - used, "massage.gun"

    def _least(self, segment: Segment, former: Run | None, room: Room) -> Room:
        """The least of `room` and of everything that this kind of work uses up."""
        for budget in self.session_budgets(segment):
            if not budget.counted:
                if budget.left < room[0] - _EPS:
                    room = budget.left, budget.limit
            elif former is None and budget.left < 1:
                return 0.0, budget.limit
        return room

    def _static(self, segment: Segment, former: Run | None) -> Room:
        bounds = self._bounds
        if self.past.sessions + 1 > bounds["static.sessions"]:
            return 0.0, "static.sessions"
        longest = min((bounds.hold(muscle) for muscle, _ in segment.loads), key=itemgetter(0))
        return self._least(segment, former, longest)

    def budget(self, where: MuscleSide) -> Room:
        """The static seconds one muscle-side may have in this session, before any of them is used."""
        known = self._budgets.get(where)
        if known is not None:
            return known
        bounds, past = self._bounds, self.past
        strained = past.strained.get(where)
        session = bounds.session(where[0])
        rooms = [
            session,
            (bounds["static.day"] - past.day[where, "static"], "static.day"),
            (bounds["static.week"] - past.week[where, "static"], "static.week"),
        ]
        if bounds.before_sport:
            rooms.append((bounds["presport"], "presport"))
        if strained is not None:
            rooms.append((min(strained, session[0] / 2), "too-much"))
        self._budgets[where] = tightest = min(rooms, key=lambda room: room[0])
        return tightest

    def _contract(self, segment: Segment, at: float, former: Run | None) -> Room:
        for where in segment.loads:
            apart = self._bounds["order.pnf"] - _EPS
            if at - self.past.contracted.get(where, -inf) < apart:
                return 0.0, "order.pnf"
            last = self._contracted.get(where)
            if last is not None and at - self.runs[last].end < apart and at - self._contracted_since[where] > SAME_DAY:
                return 0.0, "order.pnf"
        return self._least(segment, former, (self._bounds["pnf.contract"], "pnf.contract"))

    def _massage(self, segment: Segment, former: Run | None) -> Room:
        if not self._skin_on.isdisjoint(segment.loads):
            return 0.0, "skin.massage"
        return self._least(segment, former, self._bounds.massage_set(cast("Massage", segment.what)))

    def _thermal(self, segment: Segment, at: float, former: Run | None) -> Room:
        if at - self._skin < DAY - _EPS:
            return 0.0, "skin"
        load = "heat" if segment.load == "heat" else "cold"
        mine = None if former is None else ("", former.number)
        near = [each for each in self._applications(segment, Application.reaches) if each.run != mine]
        for other, limit in ((False, f"{load}.gap"), (True, "order.contrast")):
            apart = self._bounds[limit] - _EPS
            if _lay_on(each for each in near if (each.load != load) == other and at - each.end < apart):
                return 0.0, limit
        today = (
            each
            for each in near
            if each.load == load and each.end > at - DAY and _on(each, segment, Application.touches)
        )
        if begun(longest(today), APPLIED_LEAST) + 1 > self._bounds[f"{load}.day"]:
            return 0.0, f"{load}.day"
        return self._bounds.application(cast("Heat | Cold", segment.what), segment.targets)

    def _chilled(self, segment: Segment, at: float) -> bool:
        apart = self._bounds["order.cold"] - _EPS
        found = self._applications(segment, Application.touches)
        return _lay_on(each for each in found if each.load == "cold" and at - each.end < apart)

    def _applications(self, segment: Segment, near: Callable[[Application, str, str], bool]) -> list[Application]:
        """Heat and cold that lay `near` the muscles of the segment, in this session or before."""
        if not self._applied and not self.past.applications:
            return []
        own = [
            Application(run.load, GROUP_OF[muscle], side, ("", run.number), run.end, run.seconds)
            for run in map(self.runs.__getitem__, self._applied)
            for muscle, side in run.loads
        ]
        return [each for each in self.past.applications + own if _on(each, segment, near)]

    def _begin(self, run: Run) -> None:
        match run.load:
            case "static":
                self._counts[run.path, run.side, "static"] += 1
                self._held.update(dict.fromkeys(run.loads, run.number))
            case "contract":
                for where in run.loads:
                    self._counts[where, "contract"] += 1
                    last = self._contracted.get(where)
                    if last is None or run.start - self.runs[last].end >= self._bounds["order.pnf"] - _EPS:
                        self._contracted_since[where] = run.start
                    self._contracted[where] = run.number
            case "massage" | "gun":
                for where in run.loads:
                    self._rubbed[where] = (*self._rubbed[where], run.number)
            case "heat" | "cold":
                self._applied.append(run.number)
            case "dynamic" | "exercise":
                pass

    def _add(self, run: Run, seconds: float) -> None:
        for where in run.loads:
            self._own[where, run.load] += seconds
        if run.load == "static":
            self._total += seconds
        if run.load == "exercise":
            self._exercised[run.path] += seconds
            self._exercised[""] += seconds


def _lay_on(applications: Iterable[Application]) -> bool:
    """Whether heat or cold lay there long enough to count, taken together: not where it was left at once."""
    return begun(longest(applications), APPLIED_LEAST) > 0


def _on(application: Application, segment: Segment, near: Callable[[Application, str, str], bool]) -> bool:
    return any(near(application, muscle, side) for muscle, side in segment.loads)


def new_run(segment: Segment, number: int, at: float, seconds: float) -> Run:
    """The run of a segment that begins at the wall-clock second `at` and is to last `seconds`."""
    if segment.load is None:
        message = f"a {segment.phase} segment loads nothing"
        raise ValueError(message)
    return Run(
        number=number,
        origin=segment.origin,
        path=segment.path,
        side=segment.side,
        load=segment.load,
        loads=segment.loads,
        start=at,
        end=at + seconds,
        seconds=seconds,
    )
