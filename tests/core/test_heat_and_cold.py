"""Heat and cold ask before they begin and while they last, and never go on unanswered."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from core.build import NOBODY, SEASONED, Play, cold, heat, massage, only, plan, routine, stretch
from core.instant import twin
from core.world import GoOn, Move, World, commands, moves
from strategies import DAY, NOW
from strategies.routines import routines
from strategies.steps import thermal
from stretchplayer.caps import Exposure, Ledger, Plan, Profile, admit
from stretchplayer.model.duration import SpanRange
from stretchplayer.model.muscles import Side
from stretchplayer.model.routine import Routine
from stretchplayer.model.steps import AnyStep, Rest
from stretchplayer.session import Advance, Back, Command, Confirm, Extend, Pause, Resume, Session, Skip, TooMuch
from stretchplayer.session import events as happened
from stretchplayer.session.view import maybe_worn
from stretchplayer.timeline import Load

ACTS = st.one_of(st.just(GoOn()), commands())
UNANSWERED = 60.0
ALARM = 10.0


def applied(kind: Load, ago: float, muscle: str = "hamstrings", side: Side = "left", run: int = 1) -> Ledger:
    """Ten minutes of heat or cold that ended so long ago."""
    exposure = Exposure(
        session="a",
        run=run,
        muscle=muscle,
        side=side,
        kind=kind,
        start=NOW - ago - 600,
        end=NOW - ago,
        seconds=600,
    )
    return Ledger(exposures=(exposure,), first_use=float("-inf"))


def withheld(admitted: Plan) -> list[str]:
    """The limits by which steps of a plan are withheld."""
    return [each.limit for each in admitted.verdicts if each.action == "withheld"]


def test_nothing_warm_begins_before_the_answer() -> None:
    play = Play(plan(heat()))
    assert play.state == "waiting"
    play.wait(3600)
    assert play.state == "waiting"
    assert play.done("heat") == 0
    play.say(Confirm())
    play.wait(30)
    assert play.done("heat") == 30


def test_no_is_an_answer() -> None:
    play = Play(plan(heat(), stretch("adductors")))
    play.say(Skip())
    assert play.session.view(play.now).step == 2
    assert play.done("heat") == 0


def test_every_five_minutes_there_is_a_look_at_the_skin() -> None:
    play = Play(plan(heat(duration=1200)))
    play.say(Confirm())
    for look in (300, 600, 900):
        play.wait(look - play.now)
        assert play.state == "checking"
        play.say(Confirm(), after=5)
        assert play.state == "playing"
    play.wait(300)
    assert play.state == "finished"
    assert play.done("heat") == 1200


def test_without_an_answer_the_alarm_sounds_and_the_step_ends() -> None:
    play = Play(plan(heat(duration=1200), stretch("adductors")))
    play.say(Confirm())
    play.wait(300 + UNANSWERED)
    assert play.state == "alarming"
    told = play.wait(ALARM)
    assert [each.ended for each in only(happened.Alarmed, told)] == [True]
    assert [each.done for each in only(happened.Left, told)] == [300 + UNANSWERED + ALARM]
    assert play.state == "overdue"


def test_whoever_did_not_answer_has_it_on_until_somebody_says_that_it_is_off() -> None:
    play = Play(plan(heat(duration=1200), stretch("adductors")))
    play.say(Confirm())
    play.wait(300 + UNANSWERED + ALARM)
    play.wait(1000)
    assert play.done("heat") == 1370
    for command in (Resume(), Pause(), Skip(), Back(), Extend()):
        assert only(happened.Refused, play.say(command)), command
    play.say(Confirm())
    assert play.state == "paused"
    assert play.session.view(play.now).step == 2
    assert play.done("heat") == 1370
    (run,) = play.session.snapshot(play.now).progress.runs
    assert (run.seconds, run.end) == (1370, NOW + 1370)


@pytest.mark.parametrize(
    ("length", "commands", "begins"),
    [
        (1200, (), 360),  # nobody answers a look at the skin
        (1200, ((310, Pause()),), 360),  # or space is all that is pressed
        (1200, ((310, Pause()), (0, Resume())), 360),
        (1200, ((100, Pause()),), 160),  # it is on in a pause
        (1200, ((290, Pause()), (20, Resume())), 350),  # the look fell due meanwhile
        (320, (), 360),  # its time is up before the minute is
        (365, (), 360),
    ],
)
def test_alarms_go_on_until_somebody_answers(
    length: float, commands: tuple[tuple[float, Command], ...], begins: float
) -> None:
    play = Play(plan(heat(duration=length), stretch("adductors")))
    play.say(Confirm())
    for after, command in commands:
        play.say(command, after=after)
    play.wait(3 * 3600)
    alarms = [each.at for each in only(happened.Alarmed, play.told)]
    apart = [two - one for one, two in pairwise([*alarms, play.now])]
    assert alarms[0] == begins
    assert max(apart) <= 60
    assert max(gap for gap, at in zip(apart, alarms, strict=True) if at < begins + 300) <= 15
    assert play.state == "overdue"
    play.say(Confirm())
    assert only(happened.Alarmed, play.wait(3600)) == []


@pytest.mark.parametrize("before", [0, 30, 65])
def test_the_space_bar_answers_no_look_at_the_skin(before: float) -> None:
    play = Play(plan(heat(duration=1200)))
    play.say(Confirm())
    play.wait(300 + before)
    play.say(Pause())
    told = play.say(Resume())
    assert play.state in ("checking", "alarming")
    assert "check-skin" in [each.cue for each in only(happened.Cued, told)]
    play.say(Confirm())
    assert play.state == "playing"


@pytest.mark.parametrize("command", [Skip(), Skip(step=True), Back(), Extend()])
def test_in_a_pause_with_it_on_nothing_but_its_own_answers_counts(command: Command) -> None:
    play = Play(plan(stretch("adductors"), heat(duration=600), stretch("adductors")))
    play.until("confirm")
    play.say(Confirm())
    play.say(Pause(), after=100)
    assert only(happened.Refused, play.say(command))[0].reason == "take the pack off first, then press y"
    assert play.state == "exposed"


@pytest.mark.parametrize("wait", [100, 700])
def test_after_a_kill_it_is_known_what_was_on(wait: float) -> None:
    play = Play(plan(heat(duration=600), stretch("adductors")))
    play.say(Confirm())
    play.say(Pause(), after=50)
    play.wait(wait)
    snapshot = play.session.snapshot(play.now)
    back = Session.restore(snapshot, admit(play.plan.routine, NOBODY, SEASONED, NOW, progress=snapshot.progress), 0.0)
    assert maybe_worn(back.view(0.0)) == "heat"
    assert back.exposure["hamstrings", "left", "heat"] == 50 + wait
    back.apply(Resume(), 0.0)
    assert (back.state, back.view(0.0).step) == (("waiting", 1) if wait == 100 else ("playing", 2))


def test_a_blister_ends_heat_and_cold_for_the_day() -> None:
    whole = plan(heat(), stretch("adductors"), cold("soleus"), heat("biceps"))
    play = Play(whole)
    play.say(Confirm())
    told = play.say(TooMuch("skin"), after=90)
    assert [each.word for each in only(happened.RedFlagged, told)] == ["skin"]
    assert play.state == "paused"
    play.say(Resume())
    play.until_over()
    assert [each.limit for each in only(happened.Withheld, play.told)] == ["skin", "skin"]
    snapshot = play.session.snapshot(play.now)
    for ago, limits in ((3600, ["skin"] * 2), (DAY - 700, ["skin"] * 2), (DAY + 1, [])):
        later = Ledger(strains=snapshot.strains, first_use=float("-inf"))
        assert withheld(admit(routine(cold("soleus"), heat("biceps")), NOBODY, later, NOW + 90 + ago)) == limits
        again = admit(
            whole.routine, NOBODY, SEASONED, NOW + 90 + ago, progress=structs.replace(snapshot.progress, origin=0)
        )
        assert [each for each in withheld(again) if each == "skin"] == limits[:2]


def test_a_blister_seen_later_comes_from_what_was_on_last() -> None:
    play = Play(plan(heat(duration=60), Rest(duration=SpanRange(600))))
    play.say(Confirm())
    play.wait(60)
    play.say(TooMuch(), after=300)
    play.say(TooMuch("skin"), after=3)
    (strain,) = play.session.snapshot(play.now).strains
    assert (strain.muscle, strain.side, strain.word) == ("hamstrings", "left", "skin")


def test_an_answer_to_the_alarm_goes_on() -> None:
    play = Play(plan(heat(duration=1200)))
    play.say(Confirm())
    play.wait(300 + UNANSWERED + 5)
    play.say(Confirm())
    assert play.state == "playing"


def test_a_pause_does_not_stop_the_heat() -> None:
    play = Play(plan(heat(duration=600)))
    play.say(Confirm())
    paused = only(happened.Paused, play.say(Pause(), after=100))
    assert paused[0].exposed
    play.wait(50)
    assert play.done("heat") == 150
    play.say(Confirm())
    play.wait(500)
    assert play.state == "paused"
    assert play.done("heat") == 150


def test_taken_off_it_asks_before_it_goes_back_on() -> None:
    play = Play(plan(heat(duration=600)))
    play.say(Confirm())
    play.say(Pause(), after=100)
    play.say(Confirm())
    play.say(Resume(), after=20)
    assert play.state == "waiting"
    play.say(Confirm(), after=7)
    play.until_over()
    assert play.done("heat") == 600


def test_heat_is_extended_up_to_twenty_minutes() -> None:
    play = Play(plan(heat(duration=1100)))
    play.say(Confirm())
    play.say(Extend(600))
    play.until_over()
    assert play.done("heat") == 1200


@pytest.mark.parametrize(
    ("step", "seconds"),
    [
        (heat(duration=3600), 1200),
        (cold("quadriceps", duration=3600), 1200),
        (cold("hamstrings", duration=3600), 600),
        (cold("forearm_flexors", duration=3600), 600),
        (cold("leg", duration=3600), 600),
        (cold("quadriceps", duration=3600, using="ice cube"), 600),
    ],
)
def test_applications_are_trimmed(step: AnyStep, seconds: float) -> None:
    admitted = plan(step)
    assert [each.seconds for each in admitted.segments if each.thermal] == [seconds]


def test_in_pregnancy_a_bath_lasts_ten_minutes() -> None:
    admitted = plan(heat(duration=1200, using="warm bath"), profile=Profile(pregnant=True))
    assert [each.seconds for each in admitted.segments if each.thermal] == [600]


@pytest.mark.parametrize(("ago", "limits"), [(7199, ["heat.gap"]), (7200, []), (100_000, [])])
def test_two_hours_lie_between_two_applications(ago: float, limits: list[str]) -> None:
    assert withheld(plan(heat(), ledger=applied("heat", ago))) == limits


@pytest.mark.parametrize("kind", ["heat", "cold"])
def test_a_longer_gap_of_the_file_binds_too(kind: Load) -> None:
    asked = routine(heat() if kind == "heat" else cold(), limits={f"{kind}.gap": 172_800.0})
    assert withheld(admit(asked, NOBODY, applied(kind, 108_000), NOW)) == [f"{kind}.gap"]
    assert not withheld(admit(asked, NOBODY, applied(kind, 172_800), NOW))


def test_the_region_is_the_group_on_one_side() -> None:
    ledger = applied("heat", 600)
    assert withheld(plan(heat("quadriceps"), ledger=ledger)) == ["heat.gap"]
    assert not withheld(plan(heat("quadriceps", sides="right"), ledger=ledger))
    assert not withheld(plan(heat("soleus"), ledger=ledger))


def test_the_middle_touches_both_sides() -> None:
    ledger = applied("heat", 600, "lumbar_extensors", "mid")
    assert withheld(plan(heat("quadratus_lumborum", sides="left"), ledger=ledger)) == ["heat.gap"]
    assert withheld(plan(heat("quadratus_lumborum", sides="right"), ledger=ledger)) == ["heat.gap"]


def test_heat_and_cold_keep_half_an_hour_apart() -> None:
    assert withheld(plan(heat(), ledger=applied("cold", 1799))) == ["order.contrast"]
    assert withheld(plan(cold(), ledger=applied("heat", 1799))) == ["order.contrast"]
    assert not withheld(plan(cold(), ledger=applied("heat", 1800)))


def test_after_cold_a_region_is_left_alone() -> None:
    ledger = applied("cold", 1000)
    admitted = plan(stretch(), massage("quadriceps"), stretch("soleus"), ledger=ledger)
    assert withheld(admitted) == ["order.cold", "order.cold"]
    assert {each.path for each in admitted.segments} == {"3"}


def test_going_back_to_heat_is_refused() -> None:
    play = Play(plan(heat(duration=100), stretch("adductors")))
    play.say(Confirm())
    play.wait(100)
    play.until("work")
    assert play.session.view(play.now).step == 2
    assert only(happened.Refused, play.say(Back()))


def test_what_is_left_of_heat_waits_for_an_answer_after_a_restart() -> None:
    play = Play(plan(heat(duration=600)))
    play.say(Confirm())
    play.wait(100)
    back = Session.restore(play.session.snapshot(play.now), play.plan, 0.0)
    back.apply(Resume(), 0.0)
    assert back.state == "waiting"
    back.apply(Advance(), 10_000.0)
    assert back.exposure["hamstrings", "left", "heat"] == 100


@given(routines(thermal), moves(ACTS))
def test_no_heat_and_no_cold_is_left_unanswered(whole: Routine, actions: list[Move]) -> None:
    """Whoever falls asleep now is woken: at most 70 s after a question it is over, and the alarm goes on."""
    world = World(whole, NOBODY, SEASONED)
    for action in actions:
        world.move(action)
        asleep, now = twin(world.session), world.mono
        on = world.tape.now_on if world.state in ("playing", "checking", "alarming") else None
        if on is None or not on.segment.thermal:
            continue
        told = asleep.apply(Advance(), now + 3600.0)
        left = only(happened.Left, told)[0]
        assert left.segment == on.segment
        assert left.at - now <= 300.0 + UNANSWERED + ALARM + 1e-3
        asked = world.state != "playing" or any(each.cue == "check-skin" for each in only(happened.Cued, told))
        if asked and only(happened.Overran, told)[:1]:
            due = asleep.next_deadline(now + 3600.0)
            assert asleep.state == "overdue"
            assert due is not None
            assert due <= now + 3660.0
        assert asleep.state not in ("checking", "alarming")


@given(routines(thermal), moves(st.one_of(st.just(GoOn()), commands().filter(lambda each: each != Confirm()))))
def test_without_a_yes_nothing_is_ever_put_on(whole: Routine, actions: list[Move]) -> None:
    world = World(whole, NOBODY, SEASONED)
    for action in actions:
        confirms = isinstance(action.act, GoOn) and world.state == "waiting"
        world.move(Move(action.wait, Skip() if confirms or isinstance(action.act, GoOn) else action.act))
    assert not [each for each in world.tape.pieces if each.load in ("heat", "cold")]
