"""The numbers of a step that fitting may change, how far for one person, and what was changed."""

from collections.abc import Callable, Mapping
from math import ceil, floor
from typing import Final, NamedTuple, cast

from msgspec import Struct, structs

from stretchplayer.caps.bounds import Bounds, lower_doses, set_limits
from stretchplayer.caps.limits import LEAN, LIMITS, USUAL_65
from stretchplayer.caps.plan import as_played
from stretchplayer.caps.profile import Profile
from stretchplayer.model.duration import Count, Held, Seconds, SetCount, SpanRange
from stretchplayer.model.muscles import expand
from stretchplayer.model.routine import Routine
from stretchplayer.model.short_form import short_form
from stretchplayer.model.step_size import rest_between
from stretchplayer.model.steps import (
    Advice,
    AnyStep,
    Breathe,
    Cold,
    ContractRelax,
    Defaults,
    Exercise,
    Group,
    Heat,
    Massage,
    Movement,
    Rest,
    Step,
    Stretch,
    set_seconds,
)


class Change(Struct, frozen=True, kw_only=True):
    """One number of the step or group at `path`: `key` becomes `value`, in the key's own unit.

    With `exact`, the upper end of an author's range is gone as well.
    """

    path: str
    key: str
    value: float
    exact: bool = False


class Fitting(Struct, frozen=True, kw_only=True):
    """A routine made to last about `asked` seconds: numbers that changed, and the places of what is left out.

    `asked` is 0 where no length was asked for, as where a short form is played as its author meant it; `swaps` are the
    moves that took the place of others, by place. The moves and names that are `brief` are announced as if they were
    known. `included` are the other routines that are part of it, as they were read. With `short`, it is the short form
    that was fitted, or is played as written.

    Together with the file as it was read, this is all that is needed to have the same routine again.
    """

    asked: float
    brief: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    left_out: tuple[str, ...] = ()
    swaps: dict[str, str] = {}
    included: dict[str, tuple[str, str]] = {}
    short: bool = False


def joined(
    planned: Fitting | None,
    fitted: Fitting | None,
    swaps: Mapping[str, str],
    included: dict[str, tuple[str, str]],
) -> Fitting | None:
    """How a routine that is played differs from its file; None where it does not.

    `planned` are the numbers of the plan of the week, `fitted` those of the length that was asked for, which win;
    `swaps` and `included` as in `Fitting`.
    """
    if not (swaps or included or planned):
        return fitted
    planned, fitted = planned or Fitting(asked=0.0), fitted or Fitting(asked=0.0)
    numbers = {(each.path, each.key): each for each in (*planned.changes, *fitted.changes)}
    return structs.replace(fitted, swaps=dict(swaps), included=included, changes=tuple(numbers.values()))


def applied(routine: Routine, fitting: Fitting | None) -> Routine:
    """`routine` with `fitting` applied; as it is written without one."""
    if fitting is not None and fitting.short:
        routine = short_form(routine)
    if fitting is None or not (fitting.changes or fitting.left_out or fitting.brief):
        return routine
    numbers: dict[str, dict[str, Change]] = {}
    for change in fitting.changes:
        numbers.setdefault(change.path, {})[change.key] = change
    steps, brief = _steps(routine.step, "", numbers), tuple(dict.fromkeys((*routine.brief, *fitting.brief)))
    return structs.replace(routine, step=steps, without=(*routine.without, *fitting.left_out), brief=brief, fitted=True)


_KINDS: Final[Mapping[str, Callable[[float, float], object]]] = {
    "reps": lambda value, most: Count(int(value), int(most)),
    "sets": lambda value, _: SetCount(int(value)),
    "rest": lambda value, _: Seconds(value),
    "hold": Held,
}


def turned(step: Step, key: str, value: float, *, exact: bool = False) -> Step:
    """`step` with another number, in the type that its key has; the upper end of a range stays if it is not `exact`."""
    most = value if exact else max(value, getattr(getattr(step, key), "most", value))
    return structs.replace(step, **{key: _KINDS.get(key, SpanRange)(value, most)})


def has_number(step: Step, key: str) -> bool:
    """Whether a step has this number: a move of another kind may have taken the place of the one that was fitted."""
    if key == "hold":
        return isinstance(step, Stretch | ContractRelax) and not step.hold.varies
    return hasattr(step, key) and (key == "rest" or getattr(step, key) is not None)


def _steps(steps: tuple[AnyStep, ...], before: str, numbers: dict[str, dict[str, Change]]) -> tuple[AnyStep, ...]:
    made: list[AnyStep] = []
    for number, step in enumerate(steps, 1):
        path = f"{before}{number}"
        new: AnyStep = step
        for key, change in numbers.get(path, {}).items():
            if isinstance(new, Group):
                new = structs.replace(new, repeat=int(change.value))
            elif has_number(new, key):
                new = turned(new, key, change.value, exact=change.exact)
        if isinstance(new, Group):
            new = structs.replace(new, step=_steps(new.step, f"{path}.", numbers))
        made.append(new)
    return cast("tuple[AnyStep, ...]", tuple(made))


LEAST_QUIET: Final = 30.0
"""Breathing and rest are not made shorter than this, in seconds; no study names a number."""
MOST_QUIET: Final = 600.0
"""Nor longer than this, nor more than twice as long as written."""
LEAST_REST: Final = 5.0
"""The shortest rest between repetitions, in seconds: enough to let go and hear that the next one comes."""
_WORDS_A_SECOND: Final = 2.0
"""Words a second that are easy to follow by ear."""
_A_BREATH: Final = 2.0
_ROUGHLY: Final = 1e-6


class Range(NamedTuple):
    """One number of a step: its value `now`, and from `least` to `most` what it may become.

    `spare` marks time between the work, which is shortened last and never made longer.
    """

    key: str
    now: float
    least: float
    most: float
    spare: bool = False


class PersonalRanges:
    """The usual ranges and the caps for one person and one routine."""

    __slots__ = ("_older", "bounds")

    def __init__(self, bounds: Bounds, profile: Profile) -> None:
        self.bounds = bounds
        self._older = profile.age == "65-over"

    def usual(self, limit: str) -> tuple[float, float]:
        """The usual range of a limit."""
        if self._older and limit in USUAL_65:
            return USUAL_65[limit]
        return LIMITS[limit].usual or (0.0, LIMITS[limit].cap)

    def hold(self, muscles: tuple[str, ...]) -> tuple[float, float, float]:
        """Least, most and cap of one static hold on these muscles."""
        least, most = self.usual("static.hold")
        cap, limit = min(map(self.bounds.hold, muscles))
        if limit == "neck.hold":
            most = min(most, self.usual(limit)[1])
        return min(least, most), most, cap

    def massage(self, step: Massage) -> tuple[float, float, float]:
        """Least, most and cap of one set of massage."""
        limits = set_limits(step)
        least, most, cap = (
            self.usual(limits[-1])[0],
            min(self.usual(each)[1] for each in limits),
            self.bounds.massage_set(step)[0],
        )
        if step.using == "massage gun":
            most, cap = min(most, self.usual("massage.gun")[1]), min(cap, self.bounds["massage.gun"])
        return min(least, most), most, cap

    def application(self, step: Heat | Cold) -> tuple[float, float, float]:
        """Least, most and cap of one application of heat or cold."""
        muscles = expand(step.target)
        least, most = self.usual(f"{step.kind}.time")
        if isinstance(step, Cold) and not LEAN.isdisjoint(muscles):
            most = self.usual("cold.time.lean")[1]
            least = most / 2
        cap = self.bounds.application(step, muscles)[0]
        most = min(most, cap)
        return min(least, most), most, cap


def ranges(step: Step, person: PersonalRanges, defaults: Defaults) -> tuple[Range, ...]:
    """The lengths in a step that fitting may change; repetitions, sets and rounds are not among them."""
    rests = _between(step, person, defaults)
    match step:
        case Stretch() | ContractRelax() if step.hold.varies:
            # One number for all would take away what the author meant by several.
            return rests
        case Stretch() | ContractRelax():
            return (_range("hold", step.hold, *person.hold(expand(step.target))), *rests)
        case Movement():
            return (_movement(step, person), *rests)
        case Massage():
            return (_range("duration", step.duration, *person.massage(step)), *rests)
        case Heat() | Cold():
            return (_range("duration", step.duration, *person.application(step)),)
        case Breathe() | Rest():
            length = step.duration
            most = min(MOST_QUIET, 2 * length)
            return (_range("duration", length, max(LEAST_QUIET, length / 2), most, most),)
        case Advice() if step.duration is not None:
            heard = 5.0 * ceil((len(step.how.split()) / _WORDS_A_SECOND + _A_BREATH) / 5)
            return (Range("duration", step.duration, min(step.duration, heard), step.duration, spare=True),)
        case _:
            return ()


def capped(step: Step, person: PersonalRanges) -> Step:
    """`step` with each dose, hold, set or application cut to its cap; what was done before is counted elsewhere."""
    step = lower_doses(step, person.bounds)[0]
    match step:
        case Stretch():
            return structs.replace(step, hold=_cut(step.hold, person.hold(expand(step.target))[2]))
        case ContractRelax():
            push = SpanRange(min(step.contract, person.bounds["pnf.contract"]))
            return structs.replace(step, contract=push, hold=_cut(step.hold, person.hold(expand(step.target))[2]))
        case Massage():
            return as_played(step, 0.0, min(step.duration, person.massage(step)[2]))
        case Heat() | Cold():
            return as_played(step, 0.0, min(step.duration, person.application(step)[2]))
        case _:
            return step


def _cut(hold: Held, cap: float) -> Held:
    """`hold` with no length above `cap`."""
    if hold <= cap:
        return hold
    right = None if hold.right is None else min(hold.right, cap)
    return Held(min(hold.left, cap), ramp=tuple(min(each, cap) for each in hold.ramp), right=right)


def _movement(step: Movement, person: PersonalRanges) -> Range:
    least, most = person.usual("dynamic.session")
    cap = person.bounds["dynamic.session"]
    if isinstance(step, Exercise):
        # Several of them make a warm-up together, and so may be as short as other movement; five minutes of what
        # was meant for half a minute would be another routine.
        most = min(person.usual("exercise.time")[1], max(most, 2 * set_seconds(step)))
        cap = person.bounds["exercise.time"]
    if step.duration is not None:
        return _range("duration", step.duration, least, most, cap)
    one = set_seconds(structs.replace(step, reps=Count(1)))
    count = [max(1, number) for number in (ceil(least / one), floor(most / one), floor(cap / one))]
    return _range("reps", step.reps or Count(1), *count)


def _between(step: Step, person: PersonalRanges, defaults: Defaults) -> tuple[Range, ...]:
    """The rest between repetitions or sets, where it is longer than necessary."""
    if not isinstance(step, Stretch | ContractRelax | Movement | Massage):
        return ()
    rest = rest_between(step, defaults)
    least = LEAST_REST
    if isinstance(step, Stretch | ContractRelax):
        least = max(least, person.usual("static.gap")[0], person.bounds["static.gap"])
    return (Range("rest", rest, min(rest, least), rest, spare=True),) if rest > least + _ROUGHLY else ()


def author_range(written: float) -> float | None:
    """The upper end of the range that an author gave, "30-60s" or "8-10"; None for a single number."""
    most: float = getattr(written, "most", written)
    return most if most > written else None


def _range(key: str, written: float, least: float, most: float, cap: float) -> Range:
    """The author's own range, or the usual one, widened to what is written; never beyond the cap."""
    now, own = float(min(written, cap)), author_range(written)
    if own is not None:
        return Range(key, now, now, max(now, min(own, cap)))
    return Range(key, now, min(now, least), max(now, min(most, cap)))
