"""Repetitions, rounds and one's own pace, as a session shows, says and charges them."""

from typing import Any, Final

import pytest
from msgspec import structs

from core.build import NOBODY, SEASONED, Play, at_once, dynamic, only, plan, stretch
from strategies import NOW
from stretchplayer.caps import Plan, Profile, admit
from stretchplayer.model.duration import Breath, BreathHold, Count, Held, Seconds, SpanRange, Tempo
from stretchplayer.model.steps import AnyStep, Breathe, Exercise, Group
from stretchplayer.phrases.screen_words import cue_text, dose
from stretchplayer.plain.narrator import Narrator
from stretchplayer.session import Confirm, Extend, Pause, Resume, Session, Skip, TooMuch
from stretchplayer.session import events as happened
from stretchplayer.tui.widgets.player_view import player_text


def squats(reps: int = 10, **more: Any) -> Exercise:
    return Exercise(name="Squats", prepare=Seconds(0), reps=Count(reps), **{"tempo": Tempo(3), **more})


def begun(*steps: AnyStep) -> Play:
    return Play(plan(*steps))


def own_pace(reps: int = 10, **more: Any) -> Exercise:
    return squats(reps, tempo=None, **more)


@pytest.mark.parametrize(("at", "number"), [(0.0, 1), (2.9, 1), (3.0, 2), (26.9, 9), (27.0, 10), (29.9, 10)])
def test_the_repetition_is_shown_as_large_as_the_seconds(at: float, number: int) -> None:
    play = begun(squats(), stretch())
    play.wait(at)
    view = play.session.view(play.now)
    assert (view.beat, view.beats) == (number, 10)
    text = player_text(view)
    assert text.digits == str(number)
    assert text.count == f"repetition {number} of 10"


def test_a_hold_in_a_repetition_stands_in_its_middle() -> None:
    step = dynamic(duration=None, reps=2, tempo=4.0, hold=3.0, prepare=0.0)
    play = begun(step)
    seen = []
    for _ in range(7):
        view = play.session.view(play.now)
        seen.append((view.motion, view.motion_left))
        play.wait(1.0)
    assert seen == [("out", 2), ("out", 1), ("hold", 3), ("hold", 2), ("hold", 1), ("back", 2), ("back", 1)]


def test_the_phases_of_a_tempo_follow_each_other() -> None:
    play = begun(squats(2, tempo=Tempo(7, (2.0, 0.0, 4.0, 1.0))))
    seen = []
    for _ in range(7):
        seen.append(play.session.view(play.now).motion)
        play.wait(1.0)
    assert seen == ["out", "out", "back", "back", "back", "back", "wait"]


def test_turns_show_their_side() -> None:
    play = begun(squats(2, sides="alternate", first="right"))
    seen = []
    for _ in range(4):
        view = play.session.view(play.now)
        seen.append((view.beat, view.beat_side, player_text(view).side))
        play.wait(3.0)
    assert [each[:2] for each in seen] == [(1, "right"), (1, "left"), (2, "right"), (2, "left")]
    assert "RIGHT" in seen[0][2]


ROUNDS: Final = Group(name="Legs", repeat=2, rest=Seconds(20), step=(squats(2), squats(3)))


def test_the_round_is_seen_and_said_once_as_it_begins() -> None:
    play = begun(ROUNDS, stretch())
    assert play.session.view(play.now).round == "Legs, round 1 of 2"
    play.until("rest")
    assert play.session.view(play.now).round == "Legs, round 2 of 2"
    play.until_over()
    lines = Narrator().lines(play.told)
    assert [line for line in lines if "round" in line] == ["Legs, round 1 of 2.", "Legs, round 2 of 2."]


def test_rounds_within_rounds_are_all_named() -> None:
    play = begun(Group(name="Outer", repeat=2, step=(Group(name="Inner", repeat=2, step=(squats(2),)),)), stretch())
    play.until_over()
    lines = [line for line in Narrator().lines(play.told) if "round" in line]
    assert lines[1:3] == [
        "Outer, round 1 of 2; Inner, round 2 of 2.",
        "Outer, round 2 of 2; Inner, round 1 of 2.",
    ]


def test_what_is_left_of_the_session_knows_what_was_added() -> None:
    play = begun(squats(5, tempo=Tempo(4)), stretch())
    before = play.session.view(play.now).session_remaining
    play.say(Extend(10.0), after=1.0)
    view = play.session.view(play.now)
    assert view.session_remaining == before - 1.0 + 8.0


def test_at_ones_own_pace_nothing_ends_but_by_a_key() -> None:
    play = begun(own_pace(), stretch())
    play.wait(100.0)
    view = play.session.view(play.now)
    assert (view.own_pace, view.beat, player_text(view).digits) == (True, 0, "10")
    assert "Your own time" in player_text(view).breath
    said = play.say(Confirm())
    assert [each.cue for each in only(happened.Cued, said)] == ["release"]
    assert play.done("exercise") == 0.0
    assert play.session.view(play.now).name != "Squats"


def test_the_time_that_was_taken_is_what_is_charged() -> None:
    play = begun(dynamic(duration=None, reps=10, prepare=0.0), stretch())
    play.wait(47.0)
    play.say(Confirm())
    assert play.done("dynamic") == 47.0


def test_without_any_key_it_ends_at_the_cap() -> None:
    play = begun(dynamic(duration=None, reps=5, prepare=0.0), stretch())
    play.wait(119.0)
    assert play.phase == "work"
    play.wait(2.0)
    assert play.done("dynamic") == 120.0
    assert play.phase != "work"


def test_a_pause_at_ones_own_pace_comes_back_to_it() -> None:
    play = begun(own_pace(), stretch())
    play.wait(10.0)
    play.say(Pause())
    play.say(Resume(), after=60.0)
    assert play.phase == "prepare"
    play.wait(5.0)
    view = play.session.view(play.now)
    assert (view.own_pace, view.elapsed) == (True, 10.0)
    play.say(Confirm(), after=3.0)
    assert play.session.view(play.now).name != "Squats"


def test_it_cannot_be_made_longer_and_can_be_too_much() -> None:
    play = begun(dynamic(duration=None, reps=10, prepare=0.0), stretch())
    assert only(happened.Refused, play.say(Extend(), after=5.0))
    play.say(TooMuch("sharp"))
    assert play.done("dynamic") == 5.0


def test_what_is_counted_becomes_longer_by_whole_repetitions() -> None:
    play = begun(squats(5, tempo=Tempo(4)), stretch())
    play.say(Extend(10.0), after=1.0)
    view = play.session.view(play.now)
    assert (view.beats, view.total) == (7, 28.0)
    play.say(Extend(-10.0), after=4.0)
    view = play.session.view(play.now)
    assert (view.beat, view.beats, view.total) == (2, 5, 20.0)


def test_by_hand_it_goes_no_further_than_the_author_lets_it() -> None:
    play = begun(structs.replace(squats(tempo=Tempo(4)), reps=Count(4, 6)), stretch())
    play.say(Extend(10.0), after=1.0)
    assert play.session.view(play.now).beats == 6
    (refused,) = only(happened.Refused, play.say(Extend(10.0), after=1.0))
    assert "no more than that" in refused.reason


def test_a_set_at_ones_own_pace_is_the_same_after_it_was_left() -> None:
    made = plan(own_pace(5), stretch())
    play = Play(made)
    play.wait(100.0)
    play.say(Pause())
    snapshot = play.session.snapshot(play.now)
    again = admit(made.routine, NOBODY, SEASONED, NOW, progress=snapshot.progress)
    back = Session.restore(snapshot, again, 0.0)
    view = back.view(0.0)
    assert (view.beats, view.own_pace) == (5, True)
    assert view.session_remaining <= made.seconds


@pytest.mark.parametrize(("heart", "longest"), [(False, 60.0), (True, 15.0)])
def test_what_stands_still_in_a_tempo_is_a_hold(heart: bool, longest: float) -> None:  # noqa: FBT001 - a parameter
    step = squats(2, tempo=Tempo(297, (1.0, 290.0, 1.0, 5.0)))
    made = admit(at_once(step), Profile(heart=heart), SEASONED, NOW)
    (work,) = [each for each in made.segments if each.phase == "work"]
    assert work.seconds == 2 * (1 + longest + 1 + 5)
    assert [each.limit for each in made.verdicts if each.action == "trimmed"] == ["exercise.hold"]


def test_a_hold_of_the_neck_in_a_movement_is_short_too() -> None:
    step = dynamic("neck_lateral", duration=None, reps=1, tempo=4.0, hold=40.0)
    made = admit(at_once(step), NOBODY, SEASONED, NOW)
    assert [each.seconds for each in made.segments if each.phase == "work"] == [24.0]


def test_a_cap_leaves_whole_repetitions() -> None:
    play = begun(dynamic(duration=None, reps=16, tempo=7.0, prepare=0.0), stretch())
    play.say(Extend(10.0), after=1.0)
    assert play.session.view(play.now).total == 119.0


def test_yes_means_nothing_where_no_pace_is_ones_own() -> None:
    play = begun(squats(), stretch())
    (refused,) = only(happened.Refused, play.say(Confirm(), after=1.0))
    assert refused.reason == "there is nothing to confirm"
    assert play.session.view(play.now).name == "Squats"


def test_a_session_comes_back_in_the_middle_of_repetitions() -> None:
    made = plan(squats(), stretch())
    play = Play(made)
    play.wait(13.0)
    play.say(Pause())
    back = Session.restore(play.session.snapshot(play.now), made, 0.0)
    assert back.view(0.0).beat == 5


def box(hold: float, hold_out: float) -> Breathe:
    four = Breath(4)
    return Breathe(
        duration=SpanRange(60),
        inhale=four,
        exhale=four,
        hold=BreathHold(hold),
        hold_out=BreathHold(hold_out),
        prepare=Seconds(5),
    )


def spoken_dose(step: AnyStep) -> str:
    made: Plan = admit(at_once(step), NOBODY, SEASONED, NOW)
    segment, cue = made.cues[0]
    return cue_text(cue, segment, segment.seconds)


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (squats(), "10 repetitions."),
        (squats(sets=3), "3 sets of 10 repetitions."),
        (squats(hold=SpanRange(5)), "10 repetitions, each held for 5 s."),
        (squats(tempo=Tempo(7, (2.0, 0.0, 5.0, 0.0))), "10 repetitions. 2 s out, 5 s back."),
        (own_pace(), "10 repetitions. In your own time. Press space when you are done."),
        (stretch(hold=Held(10, ramp=(10.0, 20.0)), reps=2), "10 s, 20 s."),
        (stretch(hold=Held(45, right=30.0), sides="right"), "30 s."),
        (squats(1, sets=8, hold=SpanRange(6)), "8 repetitions, each held for 6 s."),
        (squats(1, hold=SpanRange(20)), "23 s."),
        (box(4, 0), "1 min. In for 4, hold for 4, out for 4."),
        (box(0, 4), "1 min. In for 4, out for 4, hold for 4."),
        (box(4, 4), "1 min. In for 4, hold for 4, out for 4, hold for 4."),
    ],
)
def test_the_dose_is_said_as_the_slip_says_it(step: AnyStep, words: str) -> None:
    assert words in spoken_dose(step)


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (squats(hold=SpanRange(5), sets=2), "10 reps × 2, each held 5 s"),
        (squats(sides="alternate"), "10 reps, left and right in turn"),
        (squats(sides="each", hold=SpanRange(5)), "10 reps, each held 5 s, each side"),
    ],
)
def test_lists_of_steps_say_the_hold_and_the_turns(step: AnyStep, words: str) -> None:
    assert dose("1", plan(step).segments) == words


def test_skipping_keeps_what_was_done_of_a_set() -> None:
    play = begun(dynamic(duration=None, reps=10, tempo=3.0, prepare=0.0), stretch())
    play.say(Skip(), after=7.0)
    assert play.done("dynamic") == 7.0
