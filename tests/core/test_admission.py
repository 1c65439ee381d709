"""The door: nothing is taken away in silence, nothing can raise a cap, and knowing more never allows more."""

from collections import defaultdict
from itertools import pairwise
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import convert, structs

from core.build import NOBODY, SEASONED, exercise, massage, plan, routine, stretch
from core.rules import forbidden
from strategies import DAY, NOW, Draw
from strategies.people import ledgers, profiles
from strategies.routines import routines
from strategies.steps import lengths
from stretchplayer.caps import LIMITS, Exposure, Ledger, Plan, Profile, Progress, Strain, Today, admit
from stretchplayer.caps.limits import ALL_LIMITS
from stretchplayer.model.duration import Held
from stretchplayer.model.routine import Routine
from stretchplayer.model.steps import Defaults, Stretch, Targets
from stretchplayer.timeline import Segment, unroll

LEAST_USEFUL: Final = 5.0
"""A remainder shorter than this is not played, so a tighter limit can come out this much ahead, in seconds."""

HAMSTRINGS: Final = Targets(("hamstrings",))

one_muscle: Final[Draw[Routine]] = st.builds(
    Routine,
    title=st.just("One muscle-side"),
    step=st.lists(
        st.builds(
            Stretch,
            target=st.just(HAMSTRINGS),
            sides=st.just("left"),
            hold=st.sampled_from((5.0, 20.0, 45.0, 60.0, 90.0)).map(Held),
            reps=st.integers(1, 10),
            rest=lengths(),
        ),
        min_size=1,
        max_size=6,
    ).map(tuple),
    defaults=st.just(Defaults()),
)
"""Holds on one muscle-side and nothing else: only there is "more" and "less" one number."""

on_it: Final[Draw[Exposure]] = st.builds(
    Exposure,
    session=st.sampled_from(("a", "b", "c")),
    run=st.integers(1, 99),
    muscle=st.just("hamstrings"),
    side=st.just("left"),
    kind=st.just("static"),
    start=st.just(NOW - 10 * DAY),
    end=st.floats(-DAY, 8 * DAY).map(lambda age: NOW - age),
    seconds=st.sampled_from((1.0, 30.0, 60.0, 120.0)),
)

hurt_on_it: Final[Draw[tuple[Strain, ...]]] = st.lists(
    st.builds(
        Strain,
        session=st.just("a"),
        muscle=st.just("hamstrings"),
        side=st.just("left"),
        at=st.floats(0, 2 * DAY).map(lambda age: NOW - age),
        word=st.just("sharp"),
    ),
    max_size=2,
).map(tuple)


def total(admitted: Plan) -> float:
    """Static seconds of a plan."""
    return sum(each.seconds for each in admitted.segments if each.load == "static")


@given(routines(), profiles(), ledgers())
def test_segments_are_contiguous_numbered_and_in_the_order_of_the_routine(
    routine: Routine, profile: Profile, ledger: Ledger
) -> None:
    admitted = admit(routine, profile, ledger, NOW)
    segments = admitted.segments
    assert [each.index for each in segments] == list(range(len(segments)))
    assert all(one.origin < two.origin for one, two in pairwise(segments))
    assert all(one.end == pytest.approx(two.start, abs=1e-6) for one, two in pairwise(segments))
    assert not segments or segments[0].start == 0.0
    assert admitted.seconds == pytest.approx(sum(each.seconds for each in segments), abs=1e-6)
    assert all(each.seconds > 0 or each.waits for each in segments)


@given(routines(), profiles(), ledgers())
def test_whatever_is_taken_away_has_a_verdict(routine: Routine, profile: Profile, ledger: Ledger) -> None:
    admitted = admit(routine, profile, ledger, NOW)
    spoken_of = {each.path for each in admitted.verdicts if each.action in ("trimmed", "withheld")}
    written = {each.origin: each for each in unroll(routine)}
    played = {each.origin: each for each in admitted.segments}
    for origin, segment in written.items():
        there = played.get(origin)
        if segment.kind == "rest" and there is None:
            # A rest goes with what was left out around it.
            assert spoken_of
        elif there is None or there.seconds != segment.seconds or _doses(there) != _doses(segment):
            assert segment.path in spoken_of, f"{segment.path} {segment.phase}: {segment.seconds} → {there}"
    for origin, segment in played.items():
        assert origin in written or segment.path in spoken_of


def _doses(segment: Segment) -> list[Any]:
    names = ("discomfort", "effort", "pressure", "temperature")
    return [getattr(segment.what, name, None) for name in names]


@given(routines(), profiles(), ledgers())
def test_verdicts_say_why_in_one_sentence_and_agree_with_the_plan(
    routine: Routine, profile: Profile, ledger: Ledger
) -> None:
    admitted = admit(routine, profile, ledger, NOW)
    loaded: defaultdict[str, float] = defaultdict(float)
    for segment in admitted.segments:
        loaded[segment.path] += segment.seconds if segment.phase == "work" else 0.0
    for each in admitted.verdicts:
        assert each.reason[0].isupper()
        assert each.reason.endswith(".")
        assert "\n" not in each.reason
        assert ". " not in each.reason.removesuffix(".")
        assert (each.asked is None) == (each.allowed is None)
        if each.action == "withheld":
            assert each.path is not None
            assert loaded[each.path] == 0
            assert each.allowed == 0
        if each.action == "trimmed":
            assert each.asked is not None
            assert each.allowed is not None
            # A release is made longer; whatever another gap forbids is counted in the seconds that are lost.
            assert each.allowed > each.asked if each.limit == "static.gap" else each.allowed < each.asked


@given(routines(), profiles(), ledgers())
def test_the_same_question_has_the_same_answer(routine: Routine, profile: Profile, ledger: Ledger) -> None:
    one, two = admit(routine, profile, ledger, NOW), admit(routine, profile, ledger, NOW)
    assert (one.segments, one.verdicts, one.cues) == (two.segments, two.verdicts, two.cues)


@given(routines(), profiles(), ledgers())
def test_nothing_is_admitted_that_the_answers_forbid(routine: Routine, profile: Profile, ledger: Ledger) -> None:
    for segment in admit(routine, profile, ledger, NOW).segments:
        # A rest between two holds has no side of its own.
        if segment.phase != "rest" or not segment.targets:
            assert forbidden(segment.what, segment.targets, profile, segment.side) is None


@given(routines(), profiles(), ledgers(), st.lists(st.sampled_from(sorted(LIMITS)), max_size=5), st.floats(1.0, 50.0))
def test_no_file_can_raise_a_cap(
    routine: Routine, profile: Profile, ledger: Ledger, limits: list[str], factor: float
) -> None:
    raised = {
        limit: LIMITS[limit].cap / factor if LIMITS[limit].least else LIMITS[limit].cap * factor
        for limit in limits
        if limit not in routine.limits
    }
    asking = structs.replace(routine, limits={**routine.limits, **raised})
    one, two = admit(routine, profile, ledger, NOW), admit(asking, profile, ledger, NOW)
    assert (one.segments, one.verdicts) == (two.segments, two.verdicts)


@given(one_muscle, st.dictionaries(st.sampled_from(("static.hold", "static.session", "static.day")), st.floats(0, 200)))
def test_a_tighter_limit_never_gives_more(routine: Routine, limits: dict[str, float]) -> None:
    tighter = structs.replace(routine, limits=limits)
    one, two = admit(routine, NOBODY, SEASONED, NOW), admit(tighter, NOBODY, SEASONED, NOW)
    assert total(two) < total(one) + LEAST_USEFUL


@given(one_muscle, profiles(), st.lists(on_it, max_size=4).map(tuple))
def test_a_person_with_more_to_mind_never_gets_more(
    routine: Routine, profile: Profile, exposures: tuple[Exposure, ...]
) -> None:
    ledger = Ledger(exposures=exposures, first_use=float("-inf"))
    assert total(admit(routine, profile, ledger, NOW)) < total(admit(routine, NOBODY, ledger, NOW)) + LEAST_USEFUL


@given(one_muscle, st.lists(on_it, max_size=4), on_it)
def test_having_done_more_never_gives_more(routine: Routine, exposures: list[Exposure], more: Exposure) -> None:
    less = Ledger(exposures=tuple(exposures), first_use=float("-inf"))
    most = Ledger(exposures=(*exposures, more), first_use=float("-inf"))
    assert total(admit(routine, NOBODY, most, NOW)) < total(admit(routine, NOBODY, less, NOW)) + LEAST_USEFUL


@given(one_muscle, st.lists(on_it, max_size=4).map(tuple), hurt_on_it, st.floats(0, 30 * DAY))
def test_moving_the_clock_back_never_gives_more(
    routine: Routine, exposures: tuple[Exposure, ...], strains: tuple[Strain, ...], back: float
) -> None:
    ledger = Ledger(exposures=exposures, strains=strains, first_use=NOW - 20 * DAY)
    before, after = admit(routine, NOBODY, ledger, NOW), admit(routine, NOBODY, ledger, NOW - back)
    assert total(after) < total(before) + LEAST_USEFUL


def test_records_of_the_future_count_as_now() -> None:
    tomorrow = Exposure(
        session="a",
        run=1,
        muscle="hamstrings",
        side="left",
        kind="static",
        start=NOW + DAY,
        end=NOW + 2 * DAY,
        seconds=460,
    )
    ledger = Ledger(exposures=(tomorrow,), first_use=float("-inf"))
    assert total(plan(stretch(hold=60), ledger=ledger)) == 20


def test_only_the_door_makes_a_plan() -> None:
    admitted = plan(stretch())
    with pytest.raises(TypeError, match=r"only caps\.admit"):
        Plan(
            routine=admitted.routine,
            profile=NOBODY,
            ledger=SEASONED,
            now=NOW,
            bounds=admitted.bounds,
            segments=admitted.segments,
            verdicts=(),
            seal=object(),
        )


@pytest.mark.parametrize("today", [Today(pain=7), Today(pain=10), Today(red_flag=True)])
def test_with_strong_pain_or_a_red_flag_nothing_is_played(today: Today) -> None:
    admitted = plan(stretch(), stretch("adductors"), profile=Profile(today=today))
    assert admitted.segments == ()
    assert not admitted.playable
    assert [each.action for each in admitted.verdicts] == ["withheld", "withheld"]


def test_progress_without_anything_done_is_no_progress() -> None:
    routine = plan(stretch(sides="each", reps=3)).routine
    one = admit(routine, NOBODY, SEASONED, NOW)
    two = admit(routine, NOBODY, SEASONED, NOW, progress=Progress())
    assert one.segments == two.segments


def test_every_limit_is_read_with_the_types_it_should_have() -> None:
    for row in ALL_LIMITS.values():
        assert convert(structs.asdict(row), type(row)) == row


@pytest.mark.parametrize(
    ("moved", "holds", "warns"),
    [
        (179, 8, True),
        (180, 8, False),
        (59, 2, True),
        (60, 2, False),
        (29, 1, True),
        (30, 1, False),
    ],
)
def test_a_warm_up_is_due_in_proportion_to_what_is_held(moved: float, holds: int, *, warns: bool) -> None:
    """In a routine that is made to fit: half as long as the holds, at least 30 s, at most 3 min. Else 3 min."""
    warm = exercise("quadriceps", duration=moved)
    muscles = ("hamstrings", "soleus", "biceps", "triceps", "glutes", "lats", "adductors", "gastrocnemius")
    whole = routine(warm, *(stretch(muscle, hold=30, reps=2) for muscle in muscles[:holds]))
    made = admit(structs.replace(whole, fitted=True), NOBODY, SEASONED, NOW)
    written = admit(whole, NOBODY, SEASONED, NOW)
    held = sum(each.seconds for each in made.segments if each.load == "static")
    assert held == 60 * holds
    assert any(each.limit == "order.warmup" for each in made.verdicts) is warns
    assert any(each.limit == "order.warmup" for each in written.verdicts) is (moved < 180)


def test_a_cramp_is_stretched_at_once_and_inside_every_cap() -> None:
    """No warning about the order; what a hold may last, and a session, holds as everywhere."""
    steps = (stretch("gastrocnemius", hold=90), massage("gastrocnemius"), stretch("gastrocnemius", hold=60, reps=4))
    calm, urgent = (admit(routine(*steps, during=during), NOBODY, SEASONED, NOW) for during in (None, "cramp"))
    assert {each.limit for each in calm.verdicts if each.action == "warn"} == {"order.warmup", "order.usual"}
    assert [each for each in urgent.verdicts if each.action == "warn"] == []
    assert urgent.segments == calm.segments
    assert {each.limit for each in urgent.verdicts} >= {"static.hold"}
