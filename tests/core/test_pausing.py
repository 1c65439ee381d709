"""Pausing, skipping, going back and extending, by example."""

import pytest

from core.build import NOBODY, SEASONED, Play, at_once, contract_relax, only, plan, routine, stretch
from strategies import NOW
from stretchplayer.caps import Exposure, Ledger, admit
from stretchplayer.model.duration import SpanRange
from stretchplayer.model.steps import Breathe, Rest
from stretchplayer.session import Back, Extend, Pause, Resume, Session, Skip, Stop
from stretchplayer.session import events as happened


def test_a_pause_lets_go_and_the_remainder_follows_a_get_ready() -> None:
    play = Play(plan(stretch(hold=30)))
    play.until("work")
    play.wait(12)
    play.say(Pause())
    play.wait(600)
    assert play.done() == 12
    play.say(Resume())
    assert play.phase == "prepare"
    play.until("work")
    assert play.session.view(play.now).remaining == 18
    play.wait(18)
    assert play.done() == 30
    assert play.state == "finished"


@pytest.mark.parametrize(("after", "hold"), [(2.0, 1), (3.5, 2)])
def test_going_back_starts_the_hold_again_and_right_after_its_start_the_one_before(after: float, hold: int) -> None:
    play = Play(plan(stretch(hold=30, reps=2)))
    play.until("work")
    play.wait(31)
    play.until("work")
    play.wait(after)
    play.say(Back())
    play.until("work")
    assert play.session.view(play.now).rep == hold


@pytest.mark.parametrize("pauses", [1, 5, 40])
def test_pausing_again_and_again_adds_nothing(pauses: int) -> None:
    play = Play(plan(stretch(hold=45)))
    play.until("work")
    for _ in range(pauses):
        play.wait(1)
        play.say(Pause())
        play.say(Resume(), after=0.25)
        play.until("work")
    play.until_over()
    assert play.done() == pytest.approx(45)
    charged = {run.number: run.seconds for run in (each.run for each in only(happened.Charged, play.told))}
    assert sum(charged.values()) == pytest.approx(45)


def test_who_skips_the_get_ready_still_gets_the_release() -> None:
    play = Play(plan(stretch(hold=60)))
    play.until("work")
    play.wait(30)
    play.say(Pause())
    play.say(Resume())
    play.say(Skip(), after=1)
    assert play.phase == "rest"
    play.say(Skip())
    assert play.phase == "rest"
    play.wait(3.999)
    assert play.phase == "rest"
    play.wait(0.001)
    assert play.phase == "work"


def test_skipping_banks_what_was_done() -> None:
    play = Play(plan(stretch(hold=30, reps=2)))
    play.until("work")
    play.say(Skip(), after=7)
    assert play.done() == 7
    assert only(happened.Charged, play.told)[-1].run.seconds == 7


def test_going_back_charges_again() -> None:
    play = Play(plan(stretch(hold=30)))
    play.until("work")
    play.say(Back(), after=20)
    assert play.phase == "prepare"
    play.until_over()
    assert play.done() == 50


def test_going_back_just_after_the_beginning_means_the_piece_before() -> None:
    play = Play(plan(stretch(hold=30), stretch("adductors", hold=30)))
    play.until("work")
    play.wait(30)
    play.until("work")
    play.say(Back(), after=2)
    assert play.session.view(play.now).step == 1
    play.say(Back(), after=20)
    assert play.session.view(play.now).step == 1


def test_going_back_is_refused_where_the_cap_is_reached() -> None:
    play = Play(plan(stretch(hold=60, reps=4)))
    play.until("work")
    for _ in range(3):
        play.wait(60)
        play.until("work")
    play.wait(59)
    refused = only(happened.Refused, play.say(Back()))
    assert [each.reason for each in refused] == ["At most 4 min for holding one muscle on one side, in one session."]
    play.until_over()
    assert play.done() == 240


def test_extending_is_refused_at_the_cap_and_says_why() -> None:
    play = Play(plan(stretch(hold=55)))
    play.until("work")
    extended = only(happened.Extended, play.say(Extend(10)))
    assert [each.seconds for each in extended] == [60]
    refused = only(happened.Refused, play.say(Extend(10)))
    assert [each.reason for each in refused] == ["At most 1 min for one static hold."]
    play.until_over()
    assert play.done() == 60


def test_extended_paused_and_resumed_it_lasts_what_was_granted() -> None:
    play = Play(plan(stretch(hold=30)))
    play.until("work")
    play.say(Extend(20), after=10)
    play.say(Pause(), after=10)
    snapshot = play.session.snapshot(play.now)
    assert (snapshot.progress.elapsed, snapshot.progress.length) == (20, 50)
    back = Session.restore(snapshot, play.plan, 0.0)
    assert back.view(0.0).remaining == 30


def test_shortening_ends_a_hold_at_once() -> None:
    play = Play(plan(stretch(hold=30)))
    play.until("work")
    play.say(Extend(-100), after=10)
    assert play.done() == 10
    assert play.state == "finished"


def test_a_rest_can_be_extended_but_not_for_ever() -> None:
    play = Play(plan(Rest(duration=SpanRange(60))))
    assert only(happened.Extended, play.say(Extend(600)))
    refused = only(happened.Refused, play.say(Extend(3600)))
    assert [each.reason for each in refused] == ["no rest is made longer than an hour"]


def test_zero_rest_becomes_five_seconds_with_a_verdict() -> None:
    admitted = plan(stretch(hold=60, reps=2, rest=0))
    assert [(each.phase, each.seconds) for each in admitted.segments] == [
        ("prepare", 5),
        ("work", 60),
        ("rest", 5),
        ("work", 60),
    ]
    cut = [(each.limit, each.asked, each.allowed) for each in admitted.verdicts if each.action == "trimmed"]
    assert cut == [("static.gap", 0, 5)]


def test_the_gap_binds_across_steps() -> None:
    admitted = admit(at_once(stretch(hold=60), stretch(hold=60)), NOBODY, SEASONED, NOW)
    assert [(each.phase, each.seconds) for each in admitted.segments] == [("work", 60), ("rest", 5), ("work", 60)]
    other = admit(at_once(stretch(hold=60), stretch("adductors", hold=60)), NOBODY, SEASONED, NOW)
    assert [each.phase for each in other.segments] == ["work", "work"]


def test_breathing_between_two_holds_is_a_release() -> None:
    admitted = admit(at_once(stretch(hold=60), Breathe(duration=SpanRange(6)), stretch(hold=60)), NOBODY, SEASONED, NOW)
    assert not [each for each in admitted.verdicts if each.action != "warn"]


def test_the_gap_binds_across_sessions() -> None:
    just_now = Exposure(
        session="a", run=1, muscle="hamstrings", side="left", kind="static", start=NOW - 61, end=NOW - 1, seconds=60
    )
    ledger = Ledger(exposures=(just_now,), first_use=float("-inf"))
    admitted = admit(at_once(stretch(hold=60)), NOBODY, ledger, NOW)
    assert [(each.phase, each.seconds) for each in admitted.segments] == [("rest", 4), ("work", 60)]


def test_a_hold_of_ninety_seconds_is_trimmed_to_sixty() -> None:
    admitted = plan(stretch(hold=90))
    assert [each.seconds for each in admitted.segments if each.load] == [60]
    cut = [each for each in admitted.verdicts if each.action == "trimmed"]
    assert [(each.limit, each.asked, each.allowed, each.key) for each in cut] == [("static.hold", 90, 60, "hold")]
    assert cut[0].reason == "At most 1 min for one static hold."


def test_in_the_first_days_of_use_a_session_has_half() -> None:
    admitted = plan(stretch(hold=60, reps=4), ledger=Ledger())
    assert sum(each.seconds for each in admitted.segments if each.load) == 120


def test_contract_relax_debits_the_static_budget() -> None:
    admitted = plan(contract_relax(hold=60, reps=2), stretch(hold=60, reps=4))
    static = [each.seconds for each in admitted.segments if each.load == "static"]
    assert static == [60, 60, 60, 60]


def test_contract_relax_is_not_repeated_within_two_days() -> None:
    yesterday = Exposure(
        session="a",
        run=1,
        muscle="hamstrings",
        side="left",
        kind="contract",
        start=NOW - 100_005,
        end=NOW - 100_000,
        seconds=5,
    )
    ledger = Ledger(exposures=(yesterday,), first_use=float("-inf"))
    admitted = plan(contract_relax(), contract_relax("adductors"), ledger=ledger)
    assert {each.path for each in admitted.segments} == {"2"}
    assert [(each.path, each.limit) for each in admitted.verdicts if each.action == "withheld"] == [("1", "order.pnf")]


def test_a_skipped_contraction_leaves_the_stretch() -> None:
    play = Play(plan(contract_relax(contract=5, hold=20)))
    play.until("contract")
    play.say(Skip(), after=1)
    assert play.phase == "work"
    play.say(Back(), after=10)
    assert play.phase == "prepare"
    play.until("contract")
    play.until_over()
    assert play.done("contract") == 6
    assert play.done("static") == 30


def test_stopping_keeps_what_was_done() -> None:
    play = Play(plan(stretch(hold=30)))
    play.until("work")
    play.say(Stop(), after=11)
    assert play.state == "ended"
    assert play.done() == 11
    assert play.session.snapshot(play.now).state == "ended"


def test_a_pause_of_days_adds_no_seconds_and_gives_none_back() -> None:
    play = Play(plan(stretch(hold=60, reps=4)))
    play.until("work")
    play.say(Pause(), after=30)
    play.say(Resume(), after=3 * 86_400)
    play.until_over()
    assert play.done() == 240


def test_a_session_far_into_its_uptime_is_the_same() -> None:
    admitted = plan(stretch(hold=30, reps=3))
    session = Session.start(admitted, 40_000_000.0)
    session.apply(Pause(), 40_000_010.5)
    assert session.exposure == {("hamstrings", "left", "static"): 5.5}


def test_nothing_to_play_is_over_at_once() -> None:
    nothing = admit(routine(stretch(), limits={"static.hold": 1.0}), NOBODY, SEASONED, NOW)
    assert nothing.segments == ()
    play = Play(nothing)
    assert play.state == "finished"
    assert only(happened.Finished, play.told)


def test_what_follows_a_pause_is_told_at_once() -> None:
    play = Play(plan(stretch(hold=30)))
    play.say(Pause(), after=10.0)
    play.say(Resume(), after=5.0)
    assert [(cue.at - play.now, cue.cue) for cue in only(happened.Cued, play.told)][-1] == (0.0, "prepare")
