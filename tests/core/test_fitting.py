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
from stretchplayer.model.duration import Count, Held, Seconds, Span, SpanRange, Tempo
from stretchplayer.model.muscles import GROUP_OF, OPPOSITES, expand
from stretchplayer.model.routine import Routine, flat
from stretchplayer.model.steps import (
    Advice,
    AnyStep,
    Breathe,
    Cold,
    ContractRelax,
    Dynamic,
    Exercise,
    Group,
    Heat,
    Massage,
    Movement,
    NotWith,
    Rest,
    Step,
    Stretch,
    Targeted,
    Targets,
    beat,
    set_seconds,
)
from stretchplayer.routine.reader import load
from stretchplayer.timeline import Load, Segment, size, unroll

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
def test_something_is_left_and_heat_and_cold_stay_unless_they_are_optional(
    asking: tuple[Routine, Profile, Ledger, float],
) -> None:
    fitted = fit(*asking[:3], NOW, asking[3])
    steps = steps_of(fitted.written)
    played = {each.path for each in unroll(fitted.routine)}
    out = set(fitted.fitting.left_out)
    for path, step in steps.items():
        ways = {".".join(path.split(".")[:length]) for length in range(1, path.count(".") + 2)}
        assert isinstance(step, Group) or (path in played) == ways.isdisjoint(out)
        if isinstance(step, Heat | Cold) and not ways.isdisjoint(out):
            assert any(steps[each].optional for each in ways)
    before, after = (
        {each.load for each in unroll(one) if each.phase in ("work", "contract")}
        for one in (fitted.written, fitted.routine)
    )
    assert bool(before) == bool(after)
    for main in ({"static", "contract"}, {"massage", "gun"}):
        if before & main:
            assert after & main, "what it is about stays"
            break


@given(askings())
def test_opposite_muscles_both_get_something_where_they_must(
    asking: tuple[Routine, Profile, Ledger, float],
) -> None:
    fitted = fit(*asking[:3], NOW, asking[3])
    optional = tuple(path for path, step in steps_of(fitted.written).items() if step.optional)
    needed = structs.replace(fitted.written, without=optional)
    (held_before, before), (held_after, after) = (muscles(unroll(each)) for each in (needed, fitted.routine))
    for one, other in (*OPPOSITES, *(pair[::-1] for pair in OPPOSITES)):
        if held_before & one and before & other and held_after & one:
            assert after & other, f"{held_after & one} without any of {set(other)}"


def muscles(segments: tuple[Segment, ...]) -> tuple[set[str], set[str]]:
    """The muscles that are held or pushed with, and all that are worked on."""
    return (
        {muscle for each in segments if each.load in ("static", "contract") for muscle, _ in each.loads},
        {muscle for each in segments for muscle, _ in each.loads},
    )


NUMBERS: Final = ("hold", "reps", "sets", "duration", "rest")
"""What fitting may turn in a step; everything else is how it is followed."""


def in_neck(step: Step) -> bool:
    return isinstance(step, Targeted) and any(GROUP_OF[muscle] == "neck" for muscle in expand(step.target))


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


@given(askings())
def test_left_has_as_much_as_right_where_it_had_before(asking: tuple[Routine, Profile, Ledger, float]) -> None:
    fitted = fit(*asking[:3], NOW, asking[3])
    before, after = (sums(unroll(each)) for each in (fitted.written, fitted.routine))
    for muscle, side, kind in list(before):
        other = {"left": "right", "right": "left", "mid": "mid"}[side]
        if before[muscle, side, kind] == pytest.approx(before[muscle, other, kind]):
            assert after[muscle, side, kind] == pytest.approx(after[muscle, other, kind])


@given(askings())
def test_the_warm_up_before_stretching_stays_in_proportion(asking: tuple[Routine, Profile, Ledger, float]) -> None:
    routine, profile, ledger, asked = asking
    fitted = fit(routine, profile, ledger, NOW, asked)
    bounds = Bounds(routine, profile, new_user=ledger.new_user(NOW))
    segments = unroll(fitted.routine)
    held = [
        min(each.seconds, bounds["neck.hold" if in_neck(each.what) else "static.hold"])
        if each.load == "static"
        else min(each.seconds, bounds["pnf.contract"])
        for each in segments
        if each.load in ("static", "contract")
    ]
    if held:
        due = min(WARM_UP, max(30.0, sum(held) / 2))
        assert warming(fitted.routine) >= min(due, warming(fitted.written)) - EPS


def warming(routine: Routine) -> float:
    """Seconds of movement before the first hold or push."""
    total = 0.0
    for each in unroll(routine):
        if each.load in ("static", "contract"):
            return total
        total += each.seconds if each.load in ("dynamic", "exercise") else 0.0
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
    assert len({"5", "6"}.intersection(fitted.fitting.left_out)) in (0, 2)


@pytest.mark.parametrize("steps", [two_sides()[:1], (*two_sides()[:1], *two_sides(hold=Held(20))[1:])])
def test_a_step_without_its_other_side_is_never_made_unfair(steps: tuple[AnyStep, ...]) -> None:
    routine = Routine(title="Sides", step=(*MOVES, *steps, *two_sides(hold=Held(20), optional=True)))
    before = sums(unroll(routine))
    for minutes in range(1, 15):
        after = sums(unroll(fit(routine, Profile(), SEASONED, NOW, 60.0 * minutes).routine))
        for muscle, side, kind in list(before):
            if side == "left" and before[muscle, side, kind] == before[muscle, "right", kind]:
                assert after[muscle, side, kind] == after[muscle, "right", kind]


@pytest.mark.parametrize(("minutes", "least"), [(6.5, 90.0), (4.0, 60.0), (2.0, 30.0)])
def test_the_warm_up_shrinks_with_what_it_warms_up_for(minutes: float, least: float) -> None:
    routine = Routine(title="Warm", step=(*MOVES, *two_sides(), *two_sides(target=Targets(("quadriceps",)))))
    fitted = fit(routine, Profile(), SEASONED, NOW, 60.0 * minutes)
    assert least <= warming(fitted.routine) < warming(routine)
    assert not admit(fitted.routine, Profile(), SEASONED, NOW).verdicts


def stretch(*muscles: str, **changes: Any) -> Stretch:
    """A stretch of both sides."""
    made = Stretch(target=Targets(muscles), sides="each", hold=Held(20), reps=Count(2), name=" ".join(muscles))
    return structs.replace(made, **changes)


def gone(routine: Routine, minutes: float) -> set[str]:
    """The places of what is left out for some minutes."""
    return set(fit(routine, Profile(), SEASONED, NOW, 60.0 * minutes).fitting.left_out)


def test_what_adds_least_goes_first_and_advice_before_all() -> None:
    advice = Advice(how="Drink a glass of water.", topic="hydration", duration=Span(20))
    breathing = Breathe(duration=SpanRange(60))
    holds: tuple[AnyStep, ...] = (stretch("biceps"), stretch("soleus", "biceps"), stretch("soleus"))
    routine = Routine(title="Arms and legs", step=(*MOVES, *holds, breathing, advice))
    seen: list[str] = []
    for seconds in range(900, 60, -5):
        seen += sorted(gone(routine, seconds / 60) - set(seen))
    assert seen[:2] == ["9", "8"], "advice, then what reaches no muscle"
    out = [each for each in seen if each in ("5", "6", "7")]
    assert out[0] in ("5", "7"), "what it reaches is reached by another"
    assert len(out) == 2, "and one stays"


def test_when_to_see_somebody_is_said_longer_than_other_advice() -> None:
    water, doctor = (
        Advice(how="See somebody about it. " * 10, topic=topic, duration=Span(30))
        for topic in ("hydration", "professional")
    )
    steps: tuple[AnyStep, ...] = (*MOVES, stretch("biceps"), stretch("soleus", optional=True), water, doctor)
    routine = Routine(title="Advice", step=steps)
    own = admit(routine, Profile(), SEASONED, NOW).seconds
    order: list[str] = []
    for seconds in range(int(own), 60, -5):
        order += sorted(gone(routine, seconds / 60) - set(order))
    assert order[:3] == ["7", "6", "8"]


def test_ranges_of_the_author_are_kept_to() -> None:
    step = stretch("soleus", hold=Held(30, 60), reps=Count(2, 3))
    squats = Exercise(target=Targets(("quadriceps",)), reps=Count(8, 10), tempo=Tempo(4))
    routine = Routine(title="As the slip says", step=(squats, *MOVES, step))
    fitter = Fitter(routine, Profile(), SEASONED, NOW)
    least, most = fitter.to(0.0), fitter.to(3600.0)
    found = {name: steps_of(each.routine) for name, each in (("least", least), ("most", most))}
    held = found["most"]["6"]
    assert isinstance(held, Stretch)
    assert [float(held.hold), int(held.reps), held.hold.most] == [60, 3, 60]
    assert cast("Exercise", found["most"]["1"]).reps == 10
    assert cast("Stretch", found["least"]["6"]).hold == 30


@pytest.mark.parametrize("hold", [Held(15, ramp=(15.0, 20.0, 30.0)), Held(45, right=30.0)])
def test_holds_that_differ_keep_their_shape(hold: Held) -> None:
    routine = Routine(title="Shape", step=(*MOVES, stretch("soleus", hold=hold, reps=Count(3))))
    for minutes in range(2, 20):
        found = steps_of(fit(routine, Profile(), SEASONED, NOW, 60.0 * minutes).routine)["5"]
        assert cast("Stretch", found).hold == hold
        assert cast("Stretch", found).reps == 3 or not hold.ramp


def test_a_group_whose_steps_are_left_out_leaves_no_rests() -> None:
    inner = tuple(stretch(muscle, optional=True) for muscle in ("biceps", "soleus"))
    group = Group(repeat=2, rest=Seconds(30), step=inner, name="Circuit")
    routine = Routine(title="Rounds", step=(*MOVES, stretch("quadriceps"), group))
    fitted = fit(routine, Profile(), SEASONED, NOW, 180.0)
    assert fitted.fitting.left_out[-3:] == ("6", "6.1", "6.2")
    assert not [each for each in unroll(fitted.routine) if each.path.startswith("6")]
    assert "left out: biceps" not in fit_summary(fitted)
    assert "Circuit" in fit_summary(fitted)


@pytest.mark.parametrize("place", [4, 5])
def test_what_is_withheld_is_not_what_stays(place: int) -> None:
    steps: list[AnyStep] = [*MOVES, stretch("biceps", "triceps"), stretch("soleus")]
    steps[place] = structs.replace(steps[place], not_with=NotWith(("pregnant",)))
    routine, profile = Routine(title="Two", step=tuple(steps)), Profile(pregnant=True)
    for minutes in range(1, 8):
        plan = admit(fit(routine, profile, SEASONED, NOW, 60.0 * minutes).routine, profile, SEASONED, NOW)
        assert any(each.load == "static" for each in plan.segments), minutes


def test_a_group_with_nothing_to_play_takes_no_time() -> None:
    off = Group(repeat=3, rest=Seconds(30), step=(stretch("biceps", enabled=False),))
    routine = Routine(title="Switched off", step=(*MOVES, stretch("quadriceps"), off))
    assert {each.path for each in unroll(routine)} == {"1", "2", "3", "4", "5"}
    assert size(routine)[1] == unroll(routine)[-1].end + 5, "changing sides takes less than the file gives"
    fitted = fit(routine, Profile(), SEASONED, NOW, 120.0)
    assert "6" not in fitted.fitting.left_out


def test_one_that_was_stored_before_still_loads() -> None:
    old = b'{"asked":600.0,"changes":[{"path":"2.1","key":"hold","value":12.5}],"left_out":["1"]}'
    assert msgspec.json.decode(old, type=Fitting).left_out == ("1",)


@pytest.mark.parametrize("path", ROUTINES, ids=lambda path: path.stem)
@pytest.mark.parametrize(
    ("profile", "ledger"),
    [(Profile(), Ledger()), (Profile(), SEASONED), (Profile(age="65-over"), SEASONED)],
    ids=["new", "seasoned", "65-over"],
)
def test_a_bundled_routine_can_be_done_in_the_minutes_that_people_have(
    path: Path, profile: Profile, ledger: Ledger
) -> None:
    routine = load(path).routine
    assert routine is not None
    fitter = Fitter(routine, profile, ledger, NOW)
    thermal = any(isinstance(step, Heat | Cold) and not step.optional for step in flat(routine.step))
    if not thermal:
        assert fitter.to(300.0).reached, fit_summary(fitter.to(300.0))
    if "desk" in routine.tags:
        assert fitter.to(120.0).reached, fit_summary(fitter.to(120.0))


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
