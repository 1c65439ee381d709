"""A routine fitted to some minutes: as near as can be, past no cap, under no usual least, fair to both sides."""

from collections import Counter, defaultdict
from math import ceil, floor
from pathlib import Path
from typing import Any, Final, Literal, cast

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from examples import TIMES
from strategies import NOW, Draw
from strategies.people import profiles, stories
from stretchplayer.caps import LIMITS, SEASONED, Exposure, Ledger, Profile, admit
from stretchplayer.caps.bounds import Bounds
from stretchplayer.caps.judgement import Verdict
from stretchplayer.file_access import bundled_routines
from stretchplayer.fitting.adjustments import Fitting, applied
from stretchplayer.fitting.fit import Fitted, Fitter, fit, fit_summary
from stretchplayer.model.duration import Count, Held, SpanRange
from stretchplayer.model.muscles import GROUP_OF, expand
from stretchplayer.model.routine import Routine
from stretchplayer.model.steps import (
    AnyStep,
    Breathe,
    Cold,
    ContractRelax,
    Dynamic,
    Group,
    Heat,
    Massage,
    Movement,
    Rest,
    Step,
    Stretch,
    Targeted,
    Targets,
    beat,
)
from stretchplayer.routine.reader import load
from stretchplayer.timeline import Load, Segment, unroll

EPS: Final = 1e-6
ONE_HOLD: Final = 20.0
WARM_UP: Final = 180.0
SIDES: Final[tuple[Literal["left", "right"], ...]] = ("left", "right")
ROUTINES: Final = sorted(bundled_routines().glob("*.toml"))


@st.composite
def marked(draw: st.DrawFn, steps: tuple[AnyStep, ...]) -> tuple[AnyStep, ...]:
    """The same steps, some of them optional."""
    made: list[AnyStep] = []
    for step in steps:
        new: AnyStep = structs.replace(step, optional=draw(st.sampled_from((False, False, True))))
        if isinstance(new, Group):
            new = structs.replace(new, step=draw(marked(new.step)))
        made.append(new)
    return cast("tuple[AnyStep, ...]", tuple(made))


@st.composite
def askings(draw: st.DrawFn) -> tuple[Routine, Profile, Ledger, float]:
    """A routine, a person, a past, and the seconds that there are."""
    routine, ledger = draw(stories())
    routine = structs.replace(routine, step=draw(marked(routine.step)))
    return routine, draw(profiles()), ledger, draw(lengths(admit(routine, Profile(), ledger, NOW).seconds))


def lengths(own: float) -> Draw[float]:
    """Seconds to ask for: any, and often about as many as there are."""
    return st.one_of(
        st.integers(1, 240).map(lambda minutes: 60.0 * minutes), st.floats(0.4, 1.6).map(lambda x: x * own + 1)
    )


def steps_of(routine: Routine) -> dict[str, AnyStep]:
    """Every step and group by its place, those that fitting leaves out too."""
    found: dict[str, AnyStep] = {}

    def walk(steps: tuple[AnyStep, ...], before: str) -> None:
        for number, step in enumerate(steps, 1):
            if not step.enabled:
                continue
            found[f"{before}{number}"] = step
            if isinstance(step, Group):
                walk(step.step, f"{before}{number}.")

    walk(routine.step, "")
    return found


def same(verdict: Verdict) -> tuple[str | None, str, str]:
    return verdict.path, verdict.action, verdict.limit


def kept(fitted: Fitted) -> Routine:
    """The routine as written, without what was left out."""
    return structs.replace(fitted.written, without=fitted.fitting.left_out)


def sums(segments: tuple[Segment, ...]) -> dict[tuple[str, str, Load], float]:
    """Seconds of each load on each muscle-side."""
    found: dict[tuple[str, str, Load], float] = defaultdict(float)
    for each in segments:
        if each.load is not None:
            for muscle, side in each.loads:
                found[muscle, side, each.load] += each.seconds
    return found


@given(askings())
def test_the_caps_take_no_more_than_before_and_it_lasts_as_long_as_said(
    asking: tuple[Routine, Profile, Ledger, float],
) -> None:
    routine, profile, ledger, asked = asking
    fitted = fit(routine, profile, ledger, NOW, asked)
    before, after = (admit(each, profile, ledger, NOW) for each in (routine, fitted.routine))
    assert {same(each) for each in after.verdicts} <= {same(each) for each in before.verdicts}
    assert after.seconds == pytest.approx(fitted.seconds, abs=0.01)
    assert fitted.least - EPS <= fitted.seconds <= fitted.most + EPS
    assert fitted.least - EPS <= before.seconds <= fitted.most + EPS
    assert abs(after.seconds - asked) <= abs(before.seconds - asked) + EPS, "no further away than as written"
    assert after.playable or not before.playable


@given(askings())
def test_only_what_is_optional_is_left_out_and_something_is_left(
    asking: tuple[Routine, Profile, Ledger, float],
) -> None:
    fitted = fit(*asking[:3], NOW, asking[3])
    steps = steps_of(fitted.written)
    assert all(steps[path].optional for path in fitted.fitting.left_out)
    played = {each.path for each in unroll(fitted.routine)}
    for path, step in steps.items():
        out = any(path == each or path.startswith(f"{each}.") for each in fitted.fitting.left_out)
        assert isinstance(step, Group) or (path in played) != out
    if any(each.phase in ("work", "contract") for each in unroll(fitted.written)):
        assert any(each.phase in ("work", "contract") for each in unroll(fitted.routine))


NUMBERS: Final = ("hold", "reps", "sets", "duration", "rest")
"""What fitting may turn in a step; everything else is how it is followed."""


def in_neck(step: Step) -> bool:
    return isinstance(step, Targeted) and any(GROUP_OF[muscle] == "neck" for muscle in expand(step.target))


def _movement(step: Movement) -> tuple[float, float]:
    return LIMITS["exercise.time" if step.kind == "exercise" else "dynamic.session"].usual or (0.0, 0.0)


def usual(step: Step, key: str, profile: Profile) -> tuple[float, float]:
    """The usual range of one number; as far as it matters, what the author wrote is let by elsewhere."""
    older = profile.age == "65-over"
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

    before, whole, after = (sums(held(unroll(each))) for each in (kept(fitted), routine, fitted.routine))
    for (muscle, side, kind), seconds in after.items():
        least, most = {"static": (30.0, 120.0), "dynamic": (20.0, 60.0), "gun": (0.0, 60.0)}.get(kind, (0.0, 1e9))
        if kind == "static":
            most = min(most, 60.0 if GROUP_OF[muscle] == "neck" else most, 45.0 if routine.before == "sport" else most)
        assert seconds >= min(before[muscle, side, kind], least) - EPS
        assert seconds <= max(whole[muscle, side, kind], most) + EPS
    held_before, held_after = holds(kept(fitted)), holds(fitted.routine)
    for place, number in held_after.items():
        assert min(2, held_before[place]) <= number <= max(4, held_before[place])


def holds(routine: Routine) -> Counter[tuple[str, str | None]]:
    """Holds of each step on each side."""
    return Counter((each.path, each.side) for each in unroll(routine) if each.load == "static")


@given(askings())
def test_left_has_as_much_as_right_where_it_had_before(asking: tuple[Routine, Profile, Ledger, float]) -> None:
    fitted = fit(*asking[:3], NOW, asking[3])
    before, after = (sums(unroll(each)) for each in (fitted.written, fitted.routine))
    for muscle, side, kind in list(before):
        other = {"left": "right", "right": "left", "mid": "mid"}[side]
        if before[muscle, side, kind] == pytest.approx(before[muscle, other, kind]):
            assert after[muscle, side, kind] == pytest.approx(after[muscle, other, kind])


@given(askings())
def test_the_warm_up_before_stretching_stays(asking: tuple[Routine, Profile, Ledger, float]) -> None:
    fitted = fit(*asking[:3], NOW, asking[3])
    if any(each.load == "static" for each in unroll(fitted.routine)):
        assert warming(fitted.routine) >= min(WARM_UP, warming(fitted.written)) - EPS


def warming(routine: Routine) -> float:
    """Seconds of movement before the first hold or push."""
    total = 0.0
    for each in unroll(routine):
        if each.load in ("static", "contract"):
            return total
        total += each.seconds if each.load == "dynamic" else 0.0
    return total


@given(askings(), st.data())
def test_more_minutes_never_give_a_shorter_routine(
    asking: tuple[Routine, Profile, Ledger, float], data: st.DataObject
) -> None:
    routine, profile, ledger, asked = asking
    fitter = Fitter(routine, profile, ledger, NOW)
    one, two = sorted((asked, data.draw(lengths(asked))))
    assert fitter.to(one).seconds <= fitter.to(two).seconds + EPS
    assert fitter.to(one) == fit(routine, profile, ledger, NOW, one), "asking before changes nothing"
    assert set(fitter.to(two).fitting.left_out) <= set(fitter.to(one).fitting.left_out)


@given(askings())
def test_its_own_length_is_a_routine_as_it_is(asking: tuple[Routine, Profile, Ledger, float]) -> None:
    routine, profile, ledger, asked = asking
    fitter = Fitter(routine, profile, ledger, NOW)
    own = admit(routine, profile, ledger, NOW).seconds
    assert fitter.to(own).routine == routine
    fitted = fitter.to(asked)
    assert fitter.to(fitted.seconds).routine == fitted.routine, "asked for once more, it stays"


@given(askings())
def test_what_is_written_down_makes_the_same_routine_again(asking: tuple[Routine, Profile, Ledger, float]) -> None:
    fitted = fit(*asking[:3], NOW, asking[3])
    again = msgspec.json.decode(msgspec.json.encode(fitted.fitting), type=Fitting)
    assert applied(asking[0], again) == fitted.routine
    assert unroll(applied(asking[0], again)) == unroll(fitted.routine)
    numbers = Counter((change.path, change.key) for change in again.changes)
    assert not numbers or max(numbers.values()) == 1


def two_sides(**changes: Any) -> tuple[AnyStep, ...]:
    """A stretch of each side as two steps, each with words of its own."""
    made = [
        Stretch(target=Targets(("hamstrings",)), sides=side, hold=Held(30), reps=Count(3), name=f"The {side} one")
        for side in SIDES
    ]
    return tuple(structs.replace(step, **changes) for step in made)


MOVES: Final = tuple(
    Dynamic(target=Targets((muscle,)), duration=SpanRange(50)) for muscle in ("glutes", "triceps", "soleus", "biceps")
)
"""200 s of movement."""


@pytest.mark.parametrize("minutes", range(1, 15))
@pytest.mark.parametrize("optional", [True, False])
def test_two_steps_that_are_each_others_side_go_together(minutes: int, *, optional: bool) -> None:
    routine = Routine(title="Sides", step=(*MOVES, *two_sides(optional=optional)))
    fitted = fit(routine, Profile(), SEASONED, NOW, 60.0 * minutes)
    found = sums(unroll(fitted.routine))
    assert found["hamstrings", "left", "static"] == found["hamstrings", "right", "static"]
    assert len(fitted.fitting.left_out) in (0, 2)


@pytest.mark.parametrize("steps", [two_sides()[:1], (*two_sides()[:1], *two_sides(hold=Held(20))[1:])])
def test_a_step_without_its_other_side_is_never_made_unfair(steps: tuple[AnyStep, ...]) -> None:
    routine = Routine(title="Sides", step=(*MOVES, *steps, *two_sides(hold=Held(20), optional=True)))
    before = sums(unroll(routine))
    for minutes in range(1, 15):
        after = sums(unroll(fit(routine, Profile(), SEASONED, NOW, 60.0 * minutes).routine))
        for muscle, side, kind in list(before):
            if side == "left" and before[muscle, side, kind] == before[muscle, "right", kind]:
                assert after[muscle, side, kind] == after[muscle, "right", kind]


def test_the_warm_up_is_what_is_left_of_the_movement() -> None:
    optional = tuple(structs.replace(step, optional=True) for step in MOVES)
    routine = Routine(title="Warm", step=(*optional, *two_sides()))
    fitted = fit(routine, Profile(), SEASONED, NOW, 60.0)
    assert WARM_UP <= warming(fitted.routine) < warming(routine)
    assert not any(each.limit == "order.warmup" for each in admit(fitted.routine, Profile(), SEASONED, NOW).verdicts)


@pytest.mark.parametrize("path", ROUTINES, ids=lambda path: path.stem)
@pytest.mark.parametrize("ledger", [Ledger(), SEASONED], ids=["new", "seasoned"])
def test_a_bundled_routine_comes_within_one_hold_of_the_minutes_in_its_reach(path: Path, ledger: Ledger) -> None:
    """Only where ten minutes of warmth or cold stand or fall as one, there is a hole."""
    routine = load(path).routine
    assert routine is not None
    fitter = Fitter(routine, Profile(), ledger, NOW)
    reach = fitter.to(0.0)
    assert reach.least < admit(routine, Profile(), ledger, NOW).seconds < reach.most
    before = {same(each) for each in admit(routine, Profile(), ledger, NOW).verdicts}
    for minutes in range(ceil(reach.least / 60), floor(reach.most / 60) + 1, 1 if TIMES > 1 else 2):
        asked = 60.0 * minutes
        fitted = fitter.to(asked)
        assert {same(each) for each in admit(fitted.routine, Profile(), ledger, NOW).verdicts} <= before
        if abs(fitted.seconds - asked) > ONE_HOLD:
            assert not fitted.reached
            other = fitter.to(2 * asked - fitted.seconds)
            short, full = sorted((fitted, other), key=lambda each: each.seconds)
            more = set(short.fitting.left_out) - set(full.fitting.left_out)
            assert any(isinstance(steps_of(routine)[each], Heat | Cold) for each in more), fit_summary(fitted)


@pytest.mark.parametrize(("had", "left"), [(0.0, 120.0), (400.0, 80.0), (470.0, 60.0)])
def test_it_is_made_longer_up_to_what_is_left_of_the_day_or_was_written(had: float, left: float) -> None:
    exposures = tuple(
        Exposure(
            session="before",
            run=1,
            muscle="hamstrings",
            side=side,
            kind="static",
            start=NOW - 3600.0 - had,
            end=NOW - 3600.0,
            seconds=had,
        )
        for side in SIDES
        if had
    )
    routine = Routine(title="Sides", step=(*MOVES, *two_sides(hold=Held(20))))
    fitted = fit(routine, Profile(), Ledger(exposures=exposures, first_use=SEASONED.first_use), NOW, 3600.0)
    found = sums(unroll(fitted.routine))
    assert [found["hamstrings", side, "static"] for side in SIDES] == [left, left]
