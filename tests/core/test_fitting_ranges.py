"""Numbers of a fitted routine: none leaves what is usual further than its author did."""

from collections import Counter
from typing import Final, cast

from hypothesis import given
from msgspec import structs

from core.askings import EPS, askings, in_neck, kept, steps_of, sums
from strategies import NOW
from stretchplayer.caps import LIMITS, Ledger, Profile
from stretchplayer.caps.bounds import Bounds
from stretchplayer.fitting.fit import fit
from stretchplayer.model.duration import Held
from stretchplayer.model.muscles import GROUP_OF, expand
from stretchplayer.model.routine import Routine
from stretchplayer.model.steps import (
    AnyStep,
    Breathe,
    Cold,
    ContractRelax,
    Group,
    Heat,
    Massage,
    Movement,
    Rest,
    Step,
    Stretch,
    beat,
    set_seconds,
)
from stretchplayer.timeline import Segment, unroll

NUMBERS: Final = ("hold", "reps", "sets", "duration", "rest")
"""What fitting may turn in a step; everything else is how it is followed."""


def _movement(step: Movement) -> tuple[float, float]:
    least, most = LIMITS["dynamic.session"].usual or (0.0, 0.0)
    if step.kind == "exercise":
        most = min((LIMITS["exercise.time"].usual or (0.0, 0.0))[1], max(most, 2 * set_seconds(step)))
    return least, most


def usual(step: Step, key: str, profile: Profile) -> tuple[float, float]:
    """The author's range of one number, or the usual one; what the author wrote beyond it is let by elsewhere."""
    older = profile.age == "65-over"
    written = getattr(step, key)
    most = getattr(written, "most", written)
    if isinstance(written, float | int) and most > written:
        return float(written), most
    hold = getattr(step, "hold", None)
    assert not isinstance(hold, Held) or not (hold.varies if key == "hold" else hold.ramp and key == "reps")
    match step, key:
        case (Stretch() | ContractRelax(), "hold"):
            least, most = (30.0, 60.0) if older else LIMITS["static.hold"].usual or (0.0, 0.0)
            return (min(least, 15.0), 15.0) if in_neck(step) else (least, most)
        case (Stretch() | ContractRelax(), "reps"):
            return 1.0, 4.0
        case (Movement() | Massage(), "sets"):
            return 1.0, 3.0
        case (_, "rest"):
            return 5.0, 0.0
        case (Movement(), "reps"):
            one = beat(step) * (2 if step.sides == "alternate" else 1)
            least, most = _movement(step)
            return max(1.0, least / one), most / one
        case (Movement(), "duration"):
            return _movement(step)
        case (Massage(spot=spot, using=using), "duration"):
            return (20.0 if spot else 30.0), 60.0 if spot or using == "massage gun" else 120.0
        case (Heat(), "duration"):
            return 600.0, 600.0 if older else 1200.0
        case (Cold(using=using), "duration"):
            if {"peroneals", "hamstrings", "forearm_flexors"}.intersection(expand(step.target)):
                return 240.0, 480.0
            return 600.0, 600.0 if using == "ice cube" else 900.0
        case (Breathe() | Rest(), "duration"):
            return max(30.0, step.duration / 2), min(600.0, 2 * step.duration)
        case _:
            return 0.0, 0.0


@given(askings())
def test_no_number_leaves_its_usual_range_further_than_its_author_did(
    asking: tuple[Routine, Profile, Ledger, float],
) -> None:
    routine, profile, ledger, asked = asking
    fitted = fit(routine, profile, ledger, NOW, asked)
    bounds = Bounds(routine, profile, new_user=ledger.new_user(NOW))
    caps = [bounds["static.hold"], bounds["neck.hold"], bounds["heat.time"], bounds["cold.time"]]
    caps += [bounds["cold.time.lean"], bounds["massage.set"], bounds["massage.spot"], bounds["massage.gun"]]
    after = steps_of(fitted.routine)
    for path, before in steps_of(routine).items():
        now = after[path]
        if isinstance(before, Group) or isinstance(now, Group):
            continue
        turned = [key for key in NUMBERS if getattr(before, key, None) != getattr(now, key, None)]
        assert structs.replace(now, **{key: getattr(before, key) for key in turned}) == before
        for key in turned:
            old = getattr(before, key)
            written = float(routine.defaults.rest if old is None else old)
            least, most = usual(before, key, profile)
            # Somebody may have a lower cap than what is usual; then that is the least.
            assert getattr(now, key) >= min(written, least, *caps) - EPS, (path, key)
            assert getattr(now, key) <= max(written, most) + EPS, (path, key)


@given(askings())
def test_what_a_muscle_side_gets_stays_usual_or_as_written(asking: tuple[Routine, Profile, Ledger, float]) -> None:
    routine, profile, ledger, asked = asking
    fitted = fit(routine, profile, ledger, NOW, asked)
    bounds = Bounds(routine, profile, new_user=ledger.new_user(NOW))

    def held(segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
        """With no hold longer than any hold may be: what is cut off anyway is not there to be kept."""
        return tuple(
            structs.replace(
                each, seconds=min(each.seconds, bounds["neck.hold" if in_neck(each.what) else "static.hold"])
            )
            if each.load == "static"
            else each
            for each in segments
        )

    before, whole, after = (sums(held(unroll(each))) for each in (kept(fitted), longest(routine), fitted.routine))
    written = sums(held(unroll(routine)))
    for (muscle, side, kind), seconds in after.items():
        least, most = {"static": (30.0, 120.0), "dynamic": (20.0, 60.0), "gun": (0.0, 60.0)}.get(kind, (0.0, 1e9))
        if kind == "static":
            most = min(most, 60.0 if GROUP_OF[muscle] == "neck" else most, 45.0 if routine.before == "sport" else most)
        # Where a whole step was left out, what had been made less before it may stay less.
        if written[muscle, side, kind] <= before[muscle, side, kind] + EPS:
            assert seconds >= min(before[muscle, side, kind], least) - EPS
        assert seconds <= max(whole[muscle, side, kind], most) + EPS
    held_before, held_most, held_after = (holds(each) for each in (kept(fitted), longest(routine), fitted.routine))
    for place, number in held_after.items():
        assert min(2, held_before[place]) <= number <= max(4, held_most[place])


def longest(routine: Routine) -> Routine:
    """With the upper end of each range that the author gave."""

    def upper(steps: tuple[AnyStep, ...]) -> tuple[AnyStep, ...]:
        made: list[AnyStep] = []
        for step in steps:
            if isinstance(step, Group):
                made.append(structs.replace(step, step=upper(step.step)))
                continue
            numbers = {key: getattr(step, key, None) for key in ("hold", "duration", "reps")}
            ends = {
                key: type(each)(each.most)
                for key, each in numbers.items()
                if each is not None and getattr(each, "most", each) > each
            }
            made.append(structs.replace(step, **ends))
        return cast("tuple[AnyStep, ...]", tuple(made))

    return structs.replace(routine, step=upper(routine.step))


def holds(routine: Routine) -> Counter[tuple[str, str | None]]:
    """Holds of each step on each side."""
    return Counter((each.path, each.side) for each in unroll(routine) if each.load == "static")
