"""A plan never goes past a cap unsaid, and a day on which nothing was done leaves nothing behind."""

import re
from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from core.build import NOBODY, SEASONED, stretch
from phrases.test_phrases_once import literals
from strategies import DAY, NOW, Draw
from strategies.people import profiles, stories
from stretchplayer.app.week import week_words
from stretchplayer.app.week.week_words import dose_lines, note_lines, week_lines
from stretchplayer.caps import LIMITS, Exposure, Ledger, Profile
from stretchplayer.fitting.adjustments import applied
from stretchplayer.model.duration import Held
from stretchplayer.model.muscles import MuscleSide
from stretchplayer.model.routine import Routine
from stretchplayer.model.steps import Stretch
from stretchplayer.timeline import unroll
from stretchplayer.weekplan.ahead import Day, ahead
from stretchplayer.weekplan.doses import COMING_BACK, as_fitting, doses, week_of
from stretchplayer.weekplan.plan import (
    Days,
    Done,
    Entry,
    History,
    Progression,
    Stage,
    TooMuch,
    WeekPlan,
    due,
)

THURSDAY = datetime.fromtimestamp(NOW, UTC)
TODAY = THURSDAY.date()
NAMES = ("a", "b")
EPS = 1e-3


def entries() -> Draw[Entry]:
    days = st.one_of(
        st.just(Days()),
        st.integers(2, 3).map(lambda every: Days(every=every)),
        st.lists(st.integers(0, 6), min_size=1, unique=True).map(lambda week: Days(week=tuple(sorted(week)))),
    )
    return st.builds(
        Entry,
        routine=st.sampled_from((("a",), ("b",), NAMES)),
        on=days,
        at=st.sampled_from((None, time(6), time(12, 30), time(23, 55))),
        since=st.one_of(st.none(), st.integers(-3, 3).map(lambda days: TODAY + timedelta(days=days))),
    )


def plans() -> Draw[WeekPlan]:
    grown = st.builds(
        Progression,
        routine=st.sampled_from(NAMES),
        since=st.integers(0, 40).map(lambda days: TODAY - timedelta(days=days)),
        weeks=st.sampled_from(((Stage(week=1, doses=(("hold", 200.0),)),), (Stage(week=2, doses=(("hold", 40.0),)),))),
    )
    return st.builds(
        WeekPlan,
        entries=st.lists(entries(), min_size=1, max_size=3).map(tuple),
        progressions=st.lists(grown, max_size=1).map(tuple),
    )


def histories() -> Draw[History]:
    at = st.integers(0, 60 * 24).map(lambda hours: THURSDAY - timedelta(hours=hours))
    done = st.builds(Done, routine=st.sampled_from(NAMES), at=at, fallback=st.booleans())
    return st.builds(
        History, done=st.lists(done, max_size=20).map(lambda found: tuple(sorted(found, key=lambda each: each.at)))
    )


@given(plans(), stories(), profiles())
@settings(max_examples=40)
def test_no_plan_goes_past_a_cap_unsaid(plan: WeekPlan, story: tuple[Routine, Ledger], profile: Profile) -> None:
    routine, ledger = story
    routines = dict.fromkeys(NAMES, routine)
    charged = [each for each in ledger.exposures if each.kind == "static"]
    for day in ahead(plan, routines, History(), ledger, THURSDAY, lambda _: profile):
        for session in day.sessions:
            made = session.plan
            assert made is not None
            asked, got = defaultdict[str, float](float), defaultdict[str, float](float)
            for segment in unroll(applied(routine, as_fitting(session.doses))):
                asked[segment.path] += segment.seconds if segment.works else 0.0
            for segment in made.segments:
                got[segment.path] += segment.seconds if segment.works else 0.0
            noted = {note.verdict.path for note in session.notes}
            unsaid = [path for path, seconds in asked.items() if got[path] < seconds - EPS and path not in noted]
            assert not unsaid
            assert bool(session.notes) == bool(note_lines([Day(date=day.date, sessions=(session,))]))
            held = defaultdict[MuscleSide, float](float)
            for segment in made.segments:
                for where in segment.loads if segment.load == "static" else ():
                    held[where] += segment.seconds
            for where, seconds in held.items():
                for limit, span in (("static.day", DAY), ("static.week", 7 * DAY)):
                    before = sum(
                        each.seconds
                        for each in charged
                        if each.where == where and min(each.end, made.now) > made.now - span
                    )
                    assert before + seconds <= LIMITS[limit].cap + EPS
            charged += [
                Exposure(session="", run=0, muscle=muscle, side=side, kind="static", start=0.0, end=end, seconds=each)
                for segment in made.segments
                if segment.load == "static"
                for muscle, side in segment.loads
                for end, each in ((made.now + segment.end, segment.seconds),)
            ]


def test_the_week_s_cap_is_said_with_its_day_and_its_muscle() -> None:
    routine = Routine(title="Calf", step=(stretch("gastrocnemius", 60, reps=4, name="At the wall"),))
    plan = WeekPlan(entries=(Entry(routine=("a",), at=time(8)),))
    monday = THURSDAY.replace(hour=7) - timedelta(days=THURSDAY.weekday())
    before = tuple(
        Exposure(
            session=str(days), run=1, muscle="gastrocnemius", side="left", kind="static", start=at, end=at, seconds=480
        )
        for days in (1, 2)
        for at in (monday.timestamp() - days * DAY - 7200,)
    )
    found = ahead(
        plan, {"a": routine}, History(), structs.replace(SEASONED, exposures=before), monday, lambda _: NOBODY
    )
    # 960 s at the weekend, and 240 s on each of three days, are the 1680 s of a week.
    assert note_lines(found[:4]) == ["Thursday reaches the week's cap for the left calf. Left out: At the wall."]
    assert note_lines(found)[0].startswith("Thursday and Friday reach the week's cap for the left calf.")
    always = note_lines(found[3:5])
    assert always[0].startswith("Calf reaches the week's cap for the left calf.")  # on each of these days


@given(plans(), histories(), st.data())
def test_what_was_not_done_never_adds_up(plan: WeekPlan, history: History, data: st.DataObject) -> None:
    day = TODAY + timedelta(days=data.draw(st.integers(0, 9)))
    kept = data.draw(st.lists(st.sampled_from(history.done), unique=True) if history.done else st.just([]))
    less = History(done=tuple(each for each in history.done if each in kept))
    falling = [number for number, entry in enumerate(plan.entries, 1) if entry.falls_on(day)]
    for each in (history, less, History()):
        assert [found.number for found in due(plan, each, day)] == falling
    routine = Routine(title="Calf", step=(stretch("gastrocnemius", 20),))
    for name in NAMES:
        more, fewer = (
            [dose.value for dose in doses(plan, name, routine, each, day, NOBODY, new_user=False)] or [20.0]
            for each in (history, less)
        )
        # Weeks without a session carry nothing forward: a dose is never larger for having been left out.
        assert fewer <= more
    assert [week_of(each, (), History(), day) for each in plan.progressions] == [1] * len(plan.progressions)


def test_too_much_steps_down_and_comes_back_in_three_steps() -> None:
    routine = Routine(title="Calf", step=(stretch("gastrocnemius", 24), stretch("pectorals", 24)))
    plan = WeekPlan(entries=(Entry(routine=("a",), on=Days(every=2)),))
    hurt = History(too_much=(TooMuch(muscle="gastrocnemius", at=THURSDAY),))

    def values(history: History, day: date) -> list[float]:
        return [each.value for each in doses(plan, "a", routine, history, day, NOBODY, new_user=False)]

    assert (Fraction(1, 2), Fraction(2, 3), Fraction(5, 6)) == COMING_BACK
    for days in (0, 1, 9, 30):
        assert values(hurt, TODAY + timedelta(days=days)) == [12.0]  # days alone change nothing, and the chest stays
    history, found = hurt, []
    for number in range(1, 5):
        at = THURSDAY + timedelta(days=2 * number)
        # Twice on one day is one step.
        twice = (Done(routine="a", at=at), Done(routine="a", at=at + timedelta(hours=3)))
        history = structs.replace(history, done=(*history.done, *twice))
        found.append(values(history, at.date() + timedelta(days=1)))
    assert found == [[16.0], [20.0], [], []]
    easy = structs.replace(hurt, done=(Done(routine="a", at=THURSDAY + timedelta(days=1), fallback=True),))
    assert values(easy, TODAY + timedelta(days=2)) == [12.0]
    again = structs.replace(history, too_much=(*history.too_much, TooMuch(muscle="gastrocnemius", at=at)))
    assert values(again, at.date()) == [12.0]
    ranged = structs.replace(routine, step=(stretch("gastrocnemius", Held(24, 48)),))
    (lowered,) = applied(ranged, as_fitting(doses(plan, "a", ranged, hurt, TODAY, NOBODY, new_user=False))).step
    assert isinstance(lowered, Stretch)
    assert (lowered.hold, lowered.hold.most) == (12.0, 12.0)  # the author's upper end is not for now
    fitted = WeekPlan(entries=(Entry(routine=("a",), minutes=30),))
    (day,) = ahead(fitted, {"a": routine}, hurt, SEASONED, THURSDAY, lambda _: NOBODY, 1)
    made = day.sessions[0].plan
    assert made is not None
    assert made.segments[1].seconds == 12.0  # fitting it to half an hour gives nothing back
    assert dose_lines(day.sessions[0]) == [
        'After "too much" (calf): 1/2 of the usual; after 3 more days with it, it is as before.'
    ]
    chest = structs.replace(routine, step=(*routine.step, stretch("hamstrings", 24)))
    both = structs.replace(hurt, too_much=(*hurt.too_much, TooMuch(muscle="hamstrings", at=THURSDAY)))
    soon = ahead(plan, {"a": chest}, both, SEASONED, THURSDAY, lambda _: NOBODY, 3)
    lowered_for = [line for line in week_lines(soon) if 'After "too much"' in line]
    assert lowered_for == [
        'After "too much" (calf and back of the thigh): 1/2 of the usual; after 3 more days with it, it is as before.'
    ]


def test_routines_take_turns_by_what_was_done() -> None:
    plan = WeekPlan(entries=(Entry(routine=("a", "b"), on=Days(week=(0, 2, 4))), Entry(routine=("a",))))
    monday = TODAY - timedelta(days=TODAY.weekday())
    at = datetime.combine(monday, time(8), UTC)
    assert [each.routine for each in due(plan, History(), monday)] == ["a", "a"]
    one = History(done=(Done(routine="a", at=at),))
    assert [(each.routine, each.done) for each in due(plan, one, monday)] == [("a", True), ("a", False)]
    for days in (2, 4, 9):  # whatever was not done in between
        assert due(plan, one, monday + timedelta(days=days))[0].routine == "b"


def test_nothing_scolds() -> None:
    said = " ".join(literals(Path(week_words.__file__).read_text(encoding="utf-8")))
    found = re.findall(
        r"\b(missed|streak\w*|behind|fail(?!ed: )\w*|skipp\w*|lazy|should|forgot\w*|only \d)\b", said, re.IGNORECASE
    )
    assert found == []
