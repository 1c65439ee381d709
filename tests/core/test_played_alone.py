"""A session that nobody touches plays its plan, to the second and to the cue."""

from hypothesis import assume, given
from hypothesis import strategies as st

from core.build import Play, only, plan, stretch
from core.oracle import judge, known
from core.world import Again, World
from strategies import NOW
from strategies.people import ledgers, profiles
from strategies.routines import SMALL, routines
from strategies.steps import holding, rubbing
from stretchplayer.caps import Exposure, Ledger, Plan, Profile, admit
from stretchplayer.caps.profile import Today
from stretchplayer.model.duration import Seconds, SetCount, SpanRange
from stretchplayer.model.routine import Routine
from stretchplayer.model.steps import Defaults, Dynamic, Targets
from stretchplayer.phrases.screen_words import cue_text
from stretchplayer.session import Advance, Session
from stretchplayer.session import events as happened
from stretchplayer.timeline import Segment

CLOSE = 1e-6


def _shape(segments: tuple[Segment, ...] | list[Segment]) -> list[tuple[int, float]]:
    return [(segment.origin, round(segment.seconds, 3)) for segment in segments]


def _taken(plan: Plan) -> set[tuple[str | None, str]]:
    return {(each.path, each.limit) for each in plan.verdicts if each.action != "warn"}


def written(plan: Plan) -> list[tuple[str, str]]:
    """Every cue of a plan with its words."""
    return [(cue.cue, cue_text(cue, segment, segment.seconds)) for segment, cue in plan.cues]


@given(st.one_of(routines(holding), routines(rubbing)), profiles(), ledgers())
def test_without_a_question_it_plays_the_plan_at_exactly_its_times(
    routine: Routine, profile: Profile, ledger: Ledger
) -> None:
    plan = admit(routine, profile, ledger, NOW)
    segments = tuple(each for each in plan.segments if not (each.waits or each.own_pace))
    assume(segments == plan.segments and segments)
    events = Session.start(plan, 0.0).apply(Advance(), plan.seconds + 1.0)
    entered = only(happened.Entered, events)
    assert [each.segment for each in entered] == list(plan.segments)
    assert [each.seconds for each in entered] == [each.seconds for each in plan.segments]
    assert all(abs(each.at - each.segment.start) < CLOSE for each in entered)
    cued, cues = only(happened.Cued, events), [cue for _, cue in plan.cues]
    assert [(each.cue, each.text) for each in cued] == written(plan)
    assert all(abs(one.at - two.at) < CLOSE for one, two in zip(cued, cues, strict=True))
    assert abs(only(happened.Finished, events)[0].at - plan.seconds) < CLOSE


@given(routines(), profiles(), ledgers())
def test_with_every_question_answered_it_plays_the_whole_plan(
    routine: Routine, profile: Profile, ledger: Ledger
) -> None:
    world = World(routine, profile, ledger)
    world.finish()
    assert world.state == "finished"
    assert world.tape.played == list(world.plan.segments)
    assert not judge(world, known(ledger))


@given(routines(), profiles(), ledgers())
def test_with_every_question_answered_every_cue_is_heard_in_order(
    routine: Routine, profile: Profile, ledger: Ledger
) -> None:
    plan = admit(routine, profile, ledger, NOW)
    assume(plan.segments)
    play = Play(plan)
    play.until_over()
    heard = [(each.cue, each.text) for each in only(happened.Cued, play.told)]
    assert heard == written(plan)


@given(routines(), profiles(), ledgers())
def test_nothing_is_taken_away_later_than_the_plan_says(routine: Routine, profile: Profile, ledger: Ledger) -> None:
    world = World(routine, profile, ledger)
    told = list(world.last)
    for _ in range(20 * SMALL):
        if world.over:
            break
        world.go_on()
        told += world.last
    assert not only(happened.Trimmed, told)
    assert not only(happened.Withheld, told)


@given(routines(), profiles(), ledgers(), st.floats(0.0, 1.0))
def test_a_plan_made_in_the_middle_is_the_rest_of_the_first(
    routine: Routine, profile: Profile, ledger: Ledger, part: float
) -> None:
    """Seen at once and with the same answers, nothing changes but what a window that moved on gives back."""
    world = World(routine, profile, Ledger(first_use=ledger.first_use))
    until = world.now + part * world.plan.seconds
    for _ in range(20 * SMALL):
        if world.over or world.now >= until:
            break
        world.go_on()
    place = world.session.snapshot(world.mono).progress.origin
    before = [each for each in _shape(world.plan.segments) if each[0] > place]
    verdicts = _taken(world.plan)
    assume(not world.over)
    world.again(Again("new"))
    assert [each for each in _shape(world.plan.segments) if each[0] > place] == before
    # Of two limits that bind alike, the other one may be named.
    assert {path for path, _ in _taken(world.plan)} <= {path for path, _ in verdicts}


@given(routines(), profiles(), ledgers(), st.floats(0.0, 1.0), st.sampled_from((0.0, 5.0, 3600.0)))
def test_nothing_is_taken_away_later_than_the_plan_for_the_rest_says(
    routine: Routine, profile: Profile, ledger: Ledger, part: float, after: float
) -> None:
    world = World(routine, profile, ledger)
    until = world.now + part * world.plan.seconds
    for _ in range(20 * SMALL):
        if world.over or world.now >= until:
            break
        world.go_on()
    assume(not world.over)
    world.again(Again("new", after))
    told: list[happened.Event] = []
    for _ in range(20 * SMALL):
        if world.over:
            break
        world.go_on()
        told += world.last
    assert not only(happened.Trimmed, told)
    assert not only(happened.Withheld, told)


def _chilled(muscle: str, *, ago: float) -> Ledger:
    """Somebody of old who had cold on the left of one muscle until so many seconds ago."""
    cold = Exposure(
        session="before",
        run=1,
        muscle=muscle,
        side="left",
        kind="cold",
        start=NOW - ago - 60,
        end=NOW - ago,
        seconds=60,
    )
    return Ledger(exposures=(cold,), first_use=float("-inf"))


def test_what_is_forbidden_now_is_played_if_it_is_allowed_when_it_begins() -> None:
    """Five seconds of getting ready take the stretch past the 30 minutes after cold."""
    made = plan(stretch("hamstrings"), ledger=_chilled("hamstrings", ago=1797.0))
    play = Play(made)
    play.until_over()
    assert [each.segment for each in only(happened.Entered, play.told)] == list(made.segments)


def test_a_change_of_sides_that_falls_away_is_no_release() -> None:
    both = stretch("hamstrings", hold=10, sides="each", rest=0, prepare=0)
    short = Defaults(prepare=Seconds(0), switch=Seconds(0.1), rest=Seconds(0))
    made = admit(
        Routine(title="Twice", step=(both, both), defaults=short),
        Profile(),
        _chilled("hamstrings", ago=600.0),
        NOW,
    )
    play = Play(made)
    play.until_over()
    assert [each.segment for each in only(happened.Entered, play.told)] == list(made.segments)
    assert [each.seconds for each in made.segments if each.phase == "rest"] == [5.0]


def test_the_rest_between_sets_is_whole_though_the_other_side_is_withheld() -> None:
    swing = Dynamic(target=Targets(("hamstrings",)), sides="each", duration=SpanRange(20), sets=SetCount(2))
    made = admit(Routine(title="Swing", step=(swing,)), Profile(today=Today(clot="left")), Ledger(first_use=0.0), NOW)
    play = Play(made)
    play.until_over()
    entered = [(each.segment.phase, each.segment.side, each.seconds) for each in only(happened.Entered, play.told)]
    assert entered == [("prepare", "right", 5), ("work", "right", 20), ("rest", None, 10), ("work", "right", 20)]
