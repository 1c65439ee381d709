"""Turns a routine into a plan that may be played, for one person, ledger and instant."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from math import floor, inf
from typing import Final, NamedTuple

from msgspec import structs

from stretchplayer.caps.bounds import Allowance, Bounds, Lowered, explain, lower_doses, untargeted
from stretchplayer.caps.judgement import Judgement, Verdict
from stretchplayer.caps.ledger import Ledger
from stretchplayer.caps.meter import Meter, Run, new_run
from stretchplayer.caps.order import Order, holding
from stretchplayer.caps.plan import SEAL, Plan, PlanBuilder, Progress, alone, as_played, recounted
from stretchplayer.caps.profile import Profile
from stretchplayer.caps.refusals import Refusal, names_you, needs_help, refuse
from stretchplayer.caps.rounds import Rounds
from stretchplayer.model.getting_ready import known_as
from stretchplayer.model.routine import Routine
from stretchplayer.model.steps import Movement, Step, beat, set_seconds
from stretchplayer.timeline import MOVED, Segment, unroll

_EPS: Final = 1e-6


class Unit(NamedTuple):
    """Segments that are played or left out together; `main` is the work, or whatever else there is to do."""

    leads: list[Segment]
    contract: Segment | None
    main: Segment

    @property
    def first(self) -> Segment:
        """The segment that begins to load the muscles."""
        return self.contract or self.main


def units(segments: Iterable[Segment]) -> Iterator[Unit]:
    """The segments of a routine, grouped into units."""
    leads: list[Segment] = []
    contract = None
    for segment in segments:
        if segment.phase == "contract":
            contract = segment
        elif segment.leads:
            leads.append(segment)
        else:
            yield Unit(leads, contract, segment)
            leads, contract = [], None


class _Judged(NamedTuple):
    """A step with its doses lowered, what was lowered, and why this person may not do it, if so."""

    what: Step
    lowered: tuple[Lowered, ...]
    refusal: Refusal | None


class Admission:
    """Takes unit after unit; `builder` has the resulting segments, `judgement` and `order` the findings.

    What was done before `progress` keeps its place and is not judged again.
    """

    def __init__(
        self,
        bounds: Bounds,
        profile: Profile,
        meter: Meter,
        order: Order,
        rounds: Rounds,
        progress: Progress,
        known: tuple[str, ...] = (),
        *,
        stop: Refusal | None = None,
    ) -> None:
        self.builder = PlanBuilder()
        self.judgement = Judgement(bounds, rounds.visits)
        self.order = order
        self._bounds, self._profile, self._meter, self._progress = bounds, profile, meter, progress
        self._rounds = rounds
        self._done: defaultdict[int, float] = defaultdict(float)
        for run in progress.runs:
            self._done[run.origin] += run.seconds
        self._open = next((run for run in progress.runs if run.number == progress.run), None)
        self._run = 1 + max((run.number for run in progress.runs), default=0)
        self._wall = meter.now
        self._played: str | None = None
        self._known = set(known)
        self._stop = stop
        # A rest waits until something is played after it; has anything been left out since the last that was played?
        self._waiting: list[tuple[Unit, Step]] = []
        self._left_out = self._any = False
        self._steps: dict[tuple[str, str | None], _Judged] = {}

    def take(self, unit: Unit) -> None:
        """Judge one unit, in the order of the routine."""
        main = unit.main
        judged = self._judged(main)
        # Waiting for a key goes with what was played before it, on whichever side that was.
        if judged.refusal is not None and main.phase != "confirm":
            if not self._behind(main):
                self.judgement.refused(main, judged.refusal)
                self._left_out = True
        elif self._behind(main):
            self._pass(unit, judged.what)
        elif main.load is not None:
            self.judgement.lowered(main, judged.lowered)
            self._work(unit._replace(main=_with_shorter_hold(main, judged.what)), judged.what)
        elif main.phase == "confirm":
            if main.path == self._played:
                self._rest_or_pass(unit, judged.what)
        else:
            self.judgement.lowered(main, judged.lowered)
            self._rest_or_pass(unit._replace(main=_with_shorter_hold(main, judged.what)), judged.what)

    def _rest_or_pass(self, unit: Unit, what: Step) -> None:
        """Play what loads nothing. A rest waits for what it leads to: where that is left out, it goes as well."""
        main = unit.main
        if main.kind == "rest" and main.origin > self._progress.origin:
            waiting, self._played = self._waiting, main.path
            if not self._left_out or (waiting and main.phase == "confirm"):
                waiting.append((unit, what))
            elif self._any and self._ahead(unit) > sum(self._ahead(each) for each, _ in waiting):
                waiting[:] = [(unit, what)]
            else:
                self._played = None
            return
        self._rested()
        self._pass(unit, what)
        self._wall += self._ahead(unit)

    def _rested(self) -> None:
        """Play the rest that was waiting for what comes now."""
        for unit, what in self._waiting:
            self._pass(unit, what)
            self._wall += self._ahead(unit)
        self._waiting.clear()
        self._left_out = False

    def end(self) -> None:
        """Judge the end of the routine: a rest stands there only if it was written so."""
        if not self._left_out:
            self._rested()

    def _work(self, unit: Unit, what: Step) -> None:
        main = unit.main
        continued = self._open is not None and self._open.origin in (unit.first.origin, main.origin)
        leads = self._leads(unit)
        begins = self._wall + sum(self._ahead(each) for each, _ in self._waiting) + self._seconds(leads)
        # A resumed session gets ready first, which is the release.
        owed = 0.0 if continued else self._meter.owed(unit.first, begins)
        push, pull = self._granted(unit, begins + owed)
        if not pull.seconds:
            self._left_out = True
            return
        self._rested()
        if owed:
            self.judgement.gap(unit.first, self._bounds["static.gap"] - owed)
        what = as_played(what, push.seconds, pull.seconds)
        for segment in leads:
            self.builder.add(segment, what)
        if owed:
            self.builder.release(unit.first, owed, what)
        self._wall = begins + owed
        if unit.contract is not None:
            self.builder.add(unit.contract, what, push.seconds or None)
            self._charge(unit.contract, push.seconds)
        # Movement for as long as the warning asks is a warm-up, even where a cap makes it shorter.
        self.order.see(main, self._wall, main.seconds if main.load in MOVED else pull.seconds)
        self.builder.add(main, what, pull.seconds)
        self._charge(main, pull.seconds)
        self._has_played(main)

    def _granted(self, unit: Unit, begins: float) -> tuple[Allowance, Allowance]:
        """What the contraction and the work of a unit may have; without the contraction there is no work."""
        push = Allowance(0.0)
        if unit.contract is not None and not self._behind(unit.contract):
            push = self._allow(unit.contract, begins)
            self.judgement.work(unit.contract, push, self._asked(unit.contract), begins)
            if not push.seconds:
                self.judgement.work(unit.main, push, unit.main.seconds, begins)
                return push, push
        pull = self._allow(unit.main, begins + push.seconds)
        self.judgement.work(unit.main, pull, self._asked(unit.main), begins + push.seconds)
        return push, pull

    def _asked(self, segment: Segment) -> float:
        """Seconds a segment is to last: as written, or as it was extended before the session was left."""
        length = self._progress.length
        return segment.seconds if length is None or self._continues(segment) is None else length

    def _allow(self, segment: Segment, at: float) -> Allowance:
        run = self._continues(segment)
        if run is None:
            return self._whole(segment, self._shared(segment, self._meter.allow(segment, at, segment.seconds)))
        granted = self._meter.allow(segment, at, self._asked(segment), run.number)
        # What was done stays done, even where today's answers would allow less.
        done = self._progress.elapsed
        if segment.own_pace:
            # It is planned with its usual length, however long it has taken so far.
            done = min(done, segment.seconds)
        return granted if granted.seconds >= done else structs.replace(granted, seconds=done)

    def _shared(self, segment: Segment, granted: Allowance) -> Allowance:
        """What is left of `granted` when the rounds of a group share evenly, in whole seconds."""
        least = min(self._bounds["work.least"], segment.seconds)
        share = self._rounds.share(segment, self._meter.session_budgets(segment), least)
        if share is None or share[0] >= granted.seconds - _EPS:
            return granted
        room, limit = share
        seconds = max(least, floor(room + _EPS)) if room >= least - _EPS else 0.0
        return Allowance(min(seconds, granted.seconds), limit, explain(limit, room, self._bounds))

    def _whole(self, segment: Segment, granted: Allowance) -> Allowance:
        """What is left of `granted` in whole repetitions, where they are counted."""
        if not segment.beat or granted.seconds >= segment.seconds:
            return granted
        return structs.replace(granted, seconds=floor(granted.seconds / segment.beat + _EPS) * segment.beat)

    def _charge(self, segment: Segment, seconds: float) -> None:
        if self._behind(segment):
            return
        run, done = self._continues(segment), 0.0
        if run is None:
            run = new_run(segment, self._run, self._wall, seconds)
            self._run += 1
        else:
            done = self._progress.elapsed
            left = max(0.0, seconds - done)
            run = structs.replace(run, seconds=done + left, end=self._wall + left)
        self._rounds.use(segment, self._meter.session_budgets(segment), seconds)
        self._meter.charge(run)
        self._wall += max(0.0, seconds - done)

    def _continues(self, segment: Segment) -> Run | None:
        return self._open if self._open is not None and self._open.origin == segment.origin else None

    def _behind(self, segment: Segment) -> bool:
        # Before the first number there is only what the file gives no time for.
        return segment.origin < self._progress.origin and self._progress.origin > 0

    def _seconds(self, leads: list[Segment]) -> float:
        return sum(each.seconds for each in leads if not self._behind(each))

    def _ahead(self, unit: Unit) -> float:
        return self._seconds(unit.leads) + unit.main.seconds

    def _pass(self, unit: Unit, what: Step) -> None:
        for segment in (*unit.leads, *([unit.contract] if unit.contract else []), unit.main):
            self.builder.add(segment, what)
            if segment.load is not None:
                self._rounds.use(segment, self._meter.session_budgets(segment), self._done[segment.origin])
        if unit.main.phase != "confirm":
            self._has_played(unit.main)

    def _has_played(self, main: Segment) -> None:
        self._played = main.path
        self._any = True
        self._known.add(known_as(main.what))

    def _leads(self, unit: Unit) -> list[Segment]:
        """What leads in, which may be another matter where nothing was done on the other side."""
        if self._played == unit.main.path:
            return unit.leads
        return alone(unit.leads, known=known_as(unit.main.what) in self._known)

    def _judged(self, segment: Segment) -> _Judged:
        known = self._steps.get((segment.path, segment.side))
        if known is None:
            what, lowered = lower_doses(segment.what, self._bounds)
            refusal = self._stop or refuse(segment.what, segment.targets, self._profile, segment.side)
            known = self._steps[segment.path, segment.side] = _Judged(what, lowered, refusal)
        return known


def _with_shorter_hold(segment: Segment, what: Step) -> Segment:
    """A set whose repetitions take less time, where the hold in each of them, or its length, was lowered in `what`."""
    if 0 < (less := untargeted(what)) < untargeted(segment.what) == segment.seconds:
        return structs.replace(segment, what=what, seconds=float(less))
    if not isinstance(what, Movement) or not segment.beats:
        return segment
    if beat(what) == (beat(segment.what) if isinstance(segment.what, Movement) else segment.beat):
        return segment
    one = segment.beat * beat(what) / beat(segment.what) if isinstance(segment.what, Movement) else segment.beat
    return structs.replace(segment, what=what, seconds=set_seconds(what), beat=one)


def _replacements(routine: Routine) -> list[Verdict]:
    """What is said of the steps in whose place other moves are done."""
    return [
        Verdict(
            step=int(each.path.partition(".")[0]),
            path=each.path,
            action="replaced",
            limit=each.limit,
            asked=None,
            allowed=None,
            reason=each.reason,
            written=(("name", each.name),),
            played=each.instead,
        )
        for each in routine.replaced
    ]


def _whom_not(named: Refusal | None) -> list[Verdict]:
    """What is said before a routine that is not for this person by its own words."""
    if named is None:
        return []
    return [
        Verdict(
            step=None,
            path=None,
            action="warn",
            limit=named.limit,
            asked=None,
            allowed=None,
            reason=named.reason,
        )
    ]


_NOTHING_DONE: Final = Progress()


def admit(
    routine: Routine, profile: Profile, ledger: Ledger, now: float, *, progress: Progress = _NOTHING_DONE
) -> Plan:
    """Make the plan that may be played at `now` (wall-clock seconds).

    Every step comes out as written, trimmed or withheld, with a verdict for each thing taken away. With
    `progress`, what is already done is kept as it stands and only the rest is judged.
    """
    written, progress = progress, progress.dated(now)
    bounds = Bounds(routine, profile, new_user=ledger.new_user(now))
    meter = progress.charged_to(Meter(bounds, profile, ledger, now))
    written_out = unroll(routine)
    rounds = Rounds(routine, written_out)
    # A routine that is made to fit, or is short, has its warm-up made to fit as well.
    held = holding(written_out, bounds) if routine.fitted or routine.shortened else inf
    order = Order(bounds, ledger, now, held, progress.runs, urgent=routine.during == "cramp")
    named = names_you(routine, profile)
    # What was answered today ends the matter; of what the profile says, somebody may have judged already.
    today = named is not None and named.limit.startswith("today.")
    stop = named if today and not needs_help(profile.today) else None
    named = None if today else named
    admission = Admission(bounds, profile, meter, order, rounds, progress, routine.known + routine.brief, stop=stop)
    for unit in units(written_out):
        admission.take(unit)
    admission.end()
    segments, judgement = admission.builder.segments, admission.judgement
    others = [*_whom_not(named), *_replacements(routine)]
    return Plan(
        routine=routine,
        profile=profile,
        ledger=ledger,
        now=now,
        begins=progress.origin,
        ahead=None if progress is written else written,
        bounds=bounds,
        segments=recounted(segments, rounds.visits) if judgement.shortened else tuple(segments),
        named="" if named is None else named.reason,
        verdicts=judgement.verdicts(profile, admission.order, ledger.sore(now), meter, others),
        seal=SEAL,
    )
