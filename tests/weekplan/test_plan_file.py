"""A plan is read, or every mistake in it is explained with its place; and it is changed without losing a remark."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.build import stretch
from stretchplayer.app.week.week_plan import STARTER
from stretchplayer.model.routine import Routine
from stretchplayer.translation import gettext, languages
from stretchplayer.weekplan.plan import Days, Entry, Stage
from stretchplayer.weekplan.plan_file import read_plan

STEP = stretch("hamstrings", 30, move="hamstring-strap")
ROUTINES = {"morning": Routine(title="Morning", step=(STEP,)), "hips": Routine(title="Hips", step=(STEP,)), "bad": None}
GOOD = """\
format = 1

[[entry]]
routine = "morning"
on = ["mon", "Wednesday"]
cue = "after the first coffee, at the desk"
at = "7:30"
minutes = 8
fallback = ["chin-glide", "head-turn"]

[[progression]]
routine = "morning"
move = "hamstring-strap"
from = 2025-06-02
weeks = ["week 2: hold 25 s", "from week 3: hold 35s, 3 reps"]

# The other one.
[[entry]]
routine = ["hips", "morning"]
on = "every second day"
from = "2025-06-02"
at = 20:15:00
"""


def test_a_plan_as_people_write_it() -> None:
    reading = read_plan(GOOD.encode(), "plan.toml", ROUTINES)
    assert reading.problems == ()
    assert reading.plan is not None
    assert reading.plan.entries == (
        Entry(
            routine=("morning",),
            on=Days(week=(0, 2)),
            cue="after the first coffee, at the desk",
            at=time(7, 30),
            minutes=8.0,
            fallback=("chin-glide", "head-turn"),
        ),
        Entry(routine=("hips", "morning"), on=Days(every=2), since=date(2025, 6, 2), at=time(20, 15)),
    )
    (grown,) = reading.plan.progressions
    assert grown.weeks == (
        Stage(week=2, doses=(("hold", 25.0),)),
        Stage(week=3, doses=(("hold", 35.0), ("reps", 3.0))),
    )


@pytest.mark.parametrize(
    ("was", "now", "place", "said"),
    [
        ("minutes =", "minuts =", "8:1", "unknown key `minuts`: did you mean `minutes`?"),
        ('"morning"\non', '"mornin"\non', "4:11", '"mornin" is not the name of a routine: did you mean `morning`?'),
        ('"Wednesday"', '"Wednsday"', "5:14", "did you mean `wednesday`?"),
        ('"every second day"', '"every secnd day"', "20:6", "did you mean `every second day`?"),
        ('"7:30"', '"25:30"', "7:6", "no time of day (such as 10:30"),
        ('"every second day"', '["every second day", "mon"]', "20:6", "stands alone, without other days"),
        ("minutes = 8", 'minutes = "8"', "8:11", "minutes: not a number"),
        ('"head-turn"]', '"head-trun"]', "9:27", "did you mean `head-turn`?"),
        ("from = 2025-06-02\nweeks", "weeks", "11:1", "`from` is missing"),
        ("week 2: hold", "week 2: hodl", "15:10", "did you mean `hold`?"),
        ("week 2: hold 25 s", "wk 2: hold 25 s", "15:10", 'write "week 2: hold 25 s"'),
        ("hold 25 s", "hold 90 s", "15:10", "limit: weeks: hold 1 min 30 s is above the limit, so 1 min is played"),
        ("hold 25 s", "3 sets", "15:10", "has no sets of its own"),
        ('move = "hamstring-strap"', "step = 4", "13:8", "Morning has no step 4"),
        ('["hips", "morning"]', '["hips", "bad"]', "19:11", "bad has errors; `stretchplayer check bad`"),
        ("minutes = 8", "short = true", "8:9", "no step of morning has `short = true`"),
        ("format = 1", "format = 2", "1:10", "write format = 1"),
        ("[[entry]]\nroutine = [", "[entry]\nroutine = [", "18:7", "has two brackets"),
    ],
)
def test_a_mistake_is_explained_at_its_place(was: str, now: str, place: str, said: str) -> None:
    assert GOOD.count(was) == 1
    reading = read_plan(GOOD.replace(was, now).encode(), "plan.toml", ROUTINES)
    lines = [str(each) for each in reading.problems]
    assert lines
    assert lines[0].startswith(f"plan.toml:{place}: ")
    assert said in lines[0]
    assert (reading.plan is None) == any(each.severity == "error" for each in reading.problems)


_VALUES = st.recursive(
    st.one_of(
        st.booleans(), st.integers(), st.floats(), st.text(max_size=20).map(lambda text: text.replace("\x7f", ""))
    ),
    lambda inner: st.lists(inner, max_size=3),
    max_leaves=4,
)


@given(
    st.dictionaries(st.sampled_from(("routine", "on", "cue", "at", "short", "minutes", "from", "fallback")), _VALUES)
)
def test_whatever_stands_there_is_read_or_explained(values: dict[str, object]) -> None:
    import tomlkit

    reading = read_plan(tomlkit.dumps({"format": 1, "entry": [values]}).encode(), "plan.toml", ROUTINES)
    assert (reading.plan is None) == bool(reading.problems)


def test_the_starter_is_a_plan_and_its_examples_are_right() -> None:
    for code in languages():
        text = gettext(STARTER, code)
        assert read_plan(text.encode(), "plan.toml", ROUTINES).problems == ()
        shown = text.replace("# [[", "[[").replace("\n# ", "\n")
        example = read_plan(shown.encode(), "plan.toml", {"desk-neck": Routine(title="Desk", step=(STEP,))})
        assert [each.message for each in example.problems if "ear-to-shoulder" not in each.message] == []
