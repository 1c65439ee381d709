"""The short form as a pure function: which steps belong to it, how it is fitted, and that it can be had again."""

from msgspec import json, structs

from core.build import NOBODY, SEASONED, dynamic, stretch
from stretchplayer.fitting.adjustments import Fitting, applied
from stretchplayer.fitting.fit import Fitter, fit_summary, in_short
from stretchplayer.model.duration import Span
from stretchplayer.model.routine import Routine, flat, walk
from stretchplayer.model.short_form import has_short_form, short_form
from stretchplayer.model.steps import AnyStep, Group, Stretch

NOW = 1_000_000.0


def paths(routine: Routine) -> list[str]:
    found = walk(routine.step, without=routine.without)
    return [path for path, step in found if not isinstance(step, Group)]


def routine(*steps: AnyStep, short: float | None = None) -> Routine:
    return Routine(title="Legs", step=steps, short=None if short is None else Span(short))


def test_what_belongs_to_it() -> None:
    one, marked = stretch(), stretch(short=True)
    assert not has_short_form(routine(one, one))
    assert short_form(routine(one, one)) == routine(one, one), "without any mark there is only the whole"
    made = routine(one, marked, Group(step=(one, marked)), Group(step=(one, one), short=True), Group(step=(one,)))
    assert paths(short_form(made)) == ["2", "3.2", "4.1", "4.2"]
    assert short_form(short_form(made)) == short_form(made)
    whole_and_part = routine(Group(step=(one, Group(step=(marked, one))), short=True))
    assert paths(short_form(whole_and_part)) == ["1.2.1"], "what is marked inside a marked group is all of it"
    off = routine(one, structs.replace(marked, enabled=False))
    assert not has_short_form(off)


def test_it_is_made_shorter_by_repetitions_before_anything_is_left_out() -> None:
    steps = (
        dynamic("hamstrings", sides="both", duration=40, short=True),
        stretch("hamstrings", 20, sides="each", reps=2, prepare=20, short=True),
        stretch("soleus", 20, sides="each", reps=2, prepare=20, short=True),
        stretch("quadriceps", 20, sides="each", reps=2),
    )
    made = routine(*steps, short=180)
    fitted = in_short(Fitter(short_form(made), NOBODY, SEASONED, NOW), None)
    assert fitted.reached
    assert fitted.fitting.left_out == fitted.fitting.brief == ()
    kept = flat(fitted.routine.step, fitted.routine.without)
    holds = [step for step in kept if isinstance(step, Stretch)]
    assert sum(step.reps for step in holds) < 4
    assert all(step.hold >= 10 for step in holds)
    assert fit_summary(fitted).startswith("The short form: ")
    assert "repetitions 2 → 1" in fit_summary(fitted)
    # What is stored is enough to have it again.
    stored = json.decode(json.encode(fitted.fitting), type=Fitting)
    assert stored.asked == 0.0
    assert applied(made, stored) == fitted.routine
    asked = in_short(Fitter(short_form(made), NOBODY, SEASONED, NOW), 240.0)
    assert abs(asked.seconds - 240) <= 20
    assert asked.fitting.asked == 240


def test_it_is_never_made_longer_than_it_is_written() -> None:
    made = routine(
        dynamic("hamstrings", sides="both", duration=40, short=True),
        stretch("hamstrings", 20, sides="each", short=True),
        stretch("soleus", 20, sides="each"),
        short=600,
    )
    for each in (made, structs.replace(made, short=None)):
        fitted = in_short(Fitter(short_form(each), NOBODY, SEASONED, NOW), None)
        assert fitted.fitting.changes == ()
        assert fit_summary(fitted).startswith("The short form: as written.")
        assert applied(each, fitted.fitting) == fitted.routine
