"""Which steps are left out for few minutes, what stays of the others, and what is never torn apart."""

from typing import Any, Final, cast

import msgspec
import pytest
from msgspec import structs

from core.askings import SIDES, steps_of, sums, warming
from strategies import NOW
from stretchplayer.caps import SEASONED, Exposure, Ledger, Profile, admit
from stretchplayer.fitting.adjustments import Fitting
from stretchplayer.fitting.fit import Fitter, fit, fit_summary
from stretchplayer.model.duration import Count, Held, Seconds, Span, SpanRange, Tempo
from stretchplayer.model.routine import Routine
from stretchplayer.model.steps import Advice, AnyStep, Breathe, Dynamic, Exercise, Group, NotWith, Stretch, Targets
from stretchplayer.timeline import size, unroll


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
    assert size(routine)[1] == unroll(routine)[-1].end + 2, "changing sides takes less than the file gives"
    fitted = fit(routine, Profile(), SEASONED, NOW, 120.0)
    assert "6" not in fitted.fitting.left_out


def test_one_that_was_stored_before_still_loads() -> None:
    old = b'{"asked":600.0,"changes":[{"path":"2.1","key":"hold","value":12.5}],"left_out":["1"]}'
    assert msgspec.json.decode(old, type=Fitting).left_out == ("1",)


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
