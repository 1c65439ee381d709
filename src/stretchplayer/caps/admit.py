"""The one door: a routine, a person, a ledger and an instant in; a plan that can be played out."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from msgspec import structs

from stretchplayer.caps.bounds import Bounds
from stretchplayer.caps.doses import Lowered, soften
from stretchplayer.caps.judgement import Judgement
from stretchplayer.caps.ledger import Ledger
from stretchplayer.caps.meter import Meter, Run
from stretchplayer.caps.order import Order
from stretchplayer.caps.plan import SEAL, Plan, Progress
from stretchplayer.caps.played import as_played, recounted
from stretchplayer.caps.profile import Profile
from stretchplayer.caps.refusals import Refusal, refuse
from stretchplayer.caps.verdict import Allowance
from stretchplayer.model.routine import Routine
from stretchplayer.model.steps import Step
from stretchplayer.timeline import Segment, unroll

_NOTHING_DONE: Final = Progress()


def admit(
    routine: Routine, profile: Profile, ledger: Ledger, now: float, *, progress: Progress = _NOTHING_DONE
) -> Plan:
    """Make the plan that may be played at `now` (wall-clock seconds).

    Every step comes out as written, trimmed or withheld, with a verdict for each thing taken away. With
    `progress`, what is already done is kept as it stands and only the rest is judged.
    """
    bounds = Bounds(routine, profile, new_user=ledger.new_user(now))
    meter = Meter(bounds, ledger, now, pregnant=profile.pregnant)
    for run in progress.runs:
        meter.put(run)
    meter.strike(progress.struck)
    order, judgement = Order(ledger, now), Judgement(bounds)
    pass_ = _Pass(bounds, profile, meter, order, judgement, now, progress)
    for unit in _units(unroll(routine)):
        pass_.take(unit)
    return Plan(
        routine=routine,
        profile=profile,
        ledger=ledger,
        now=now,
        bounds=bounds,
        segments=recounted(pass_.segments) if judgement.shortened else tuple(pass_.segments),
        verdicts=judgement.verdicts(profile, order),
        seal=SEAL,
    )


class _Unit(NamedTuple):
    """What is played or left out as one: the way into a piece of work, a contraction before it, the work."""

    leads: list[Segment]
    contract: Segment | None
    main: Segment


def _units(segments: tuple[Segment, ...]) -> Iterator[_Unit]:
    leads: list[Segment] = []
    contract = None
    for segment in segments:
        if segment.phase in ("prepare", "switch") or (segment.targets and segment.phase in ("rest", "confirm")):
            leads.append(segment)
        elif segment.phase == "contract":
            contract = segment
        else:
            yield _Unit(leads, contract, segment)
            leads, contract = [], None


class _Pass:
    """One way through the unrolled routine, with the account it runs up and the segments it lets by."""

    def __init__(
        self,
        bounds: Bounds,
        profile: Profile,
        meter: Meter,
        order: Order,
        judgement: Judgement,
        now: float,
        progress: Progress,
    ) -> None:
        self.segments: list[Segment] = []
        self._bounds, self._profile, self._meter, self._order, self._judgement = (
            bounds,
            profile,
            meter,
            order,
            judgement,
        )
        self._wall, self._progress = now, progress
        self._at = 0.0
        self._run = 1 + max((run.number for run in progress.runs), default=0)
        self._played: str | None = None
        self._steps: dict[str, tuple[Step, tuple[Lowered, ...], Refusal | None]] = {}

    def take(self, unit: _Unit) -> None:
        main = unit.main
        if main.origin < self._progress.origin:
            self._keep(unit)
            return
        what, lowered, refusal = self._judged(main)
        if refusal is not None:
            self._judgement.refused(main, refusal)
        elif main.load is None:
            if main.phase != "confirm" or main.path == self._played:
                self._emit_all(unit.leads, what)
                self._emit(main, main.seconds, what)
                self._wall += main.seconds
        else:
            self._judgement.lowered(main, lowered)
            self._work(unit, what)

    def _work(self, unit: _Unit, what: Step) -> None:
        contract, main = unit.contract, unit.main
        first = contract or main
        lead = sum(each.seconds for each in unit.leads)
        begins = self._wall + lead
        owed = self._meter.owed(first, begins)
        begins += owed
        number = self._progress.run if main.origin == self._progress.origin else None
        done = self._progress.elapsed if number is not None else 0.0
        push = Allowance(0.0)
        if contract is not None and contract.origin >= self._progress.origin:
            push = self._meter.allow(contract, begins, contract.seconds, self._continued(contract))
            self._judgement.piece(contract, push)
        pull = self._meter.allow(main, begins + push.seconds, main.seconds, number)
        if push.limit and not push.seconds:
            pull = Allowance(0.0, push.limit, push.reason)
        self._judgement.piece(main, pull)
        if not pull.seconds:
            return
        if owed:
            self._judgement.gap(first, self._bounds["static.gap"] - owed)
        what = as_played(what, push.seconds, pull.seconds)
        leads = unit.leads if self._played == main.path else [each for each in unit.leads if each.phase != "switch"]
        self._emit_all(leads, what)
        if owed:
            self._release(first, owed, what)
        self._wall = begins
        if contract is not None:
            self._emit(contract, push.seconds or contract.seconds, what)
            self._charge(contract, push.seconds, self._continued(contract))
        self._order.see(main, self._wall, pull.seconds)
        self._emit(main, pull.seconds, what)
        self._charge(main, pull.seconds, number, done)
        self._played = main.path

    def _continued(self, segment: Segment) -> int | None:
        return self._progress.run if segment.origin == self._progress.origin else None

    def _keep(self, unit: _Unit) -> None:
        """What lies behind the resumed place stays as it was played; only its length matters."""
        what = self._judged(unit.main)[0]
        self._emit_all([*unit.leads, *([unit.contract] if unit.contract else []), unit.main], what)
        self._played = unit.main.path

    def _judged(self, segment: Segment) -> tuple[Step, tuple[Lowered, ...], Refusal | None]:
        found = self._steps.get(segment.path)
        if found is None:
            what, lowered = soften(segment.what, self._bounds)
            found = self._steps[segment.path] = what, lowered, refuse(segment.what, segment.targets, self._profile)
        return found

    def _emit_all(self, segments: list[Segment], what: Step) -> None:
        for segment in segments:
            self._emit(segment, segment.seconds, what)

    def _emit(self, segment: Segment, seconds: float, what: Step) -> None:
        index = len(self.segments)
        if (
            segment.index != index
            or segment.start != self._at
            or segment.seconds != seconds
            or segment.what is not what
        ):
            segment = structs.replace(segment, index=index, start=self._at, seconds=seconds, what=what)
        self.segments.append(segment)
        self._at += seconds

    def _release(self, first: Segment, owed: float, what: Step) -> None:
        """Make the way into `first` longer by what is owed, or put a rest before it where there is none."""
        last = self.segments[-1] if self.segments else None
        if last is not None and last.origin == first.origin - 2 and last.load is None and not last.waits:
            self.segments[-1] = structs.replace(last, seconds=last.seconds + owed)
            self._at += owed
            return
        self._emit(rest_before(first, owed), owed, what)

    def _charge(self, segment: Segment, seconds: float, number: int | None, done: float = 0.0) -> None:
        if number is None:
            number = self._run
            self._run += 1
        self._meter.put(begun(segment, number, self._wall, seconds))
        self._wall += seconds - done


def begun(segment: Segment, number: int, at: float, seconds: float) -> Run:
    """The account's entry for a segment that begins at wall-clock second `at` and is to last `seconds`."""
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


def rest_before(segment: Segment, seconds: float) -> Segment:
    """A release of `seconds` that is owed before `segment`; odd origins belong to such rests alone."""
    return structs.replace(
        segment,
        origin=segment.origin - 1,
        seconds=seconds,
        phase="rest",
        side=None,
        rep=None,
        reps=None,
        load=None,
        loads=(),
        waits=False,
    )
