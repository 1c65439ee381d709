"""What is foretold is what happens, if nobody presses anything; and looking ahead changes nothing."""

from itertools import pairwise
from math import inf

from hypothesis import given
from hypothesis import strategies as st

from core.build import Play, heat, only, plan, stretch
from core.world import GoOn, Move, World, moves
from strategies import NOW
from strategies.people import profiles, stories
from strategies.steps import anything
from stretchplayer.caps import Ledger, Profile, Strain
from stretchplayer.model.routine import Routine
from stretchplayer.session import Advance, Extend, Pause, ScheduledSegment
from stretchplayer.session import events as happened

CLOSE = 1e-6


def _stays(world: World) -> bool:
    """Whether what comes next comes by itself."""
    return world.state in ("playing", "checking", "alarming")


@given(stories(anything), profiles(), moves(most=12))
def test_what_is_foretold_is_what_happens(story: tuple[Routine, Ledger], profile: Profile, actions: list[Move]) -> None:
    world = World(story[0], profile, story[1])
    for action in actions:
        world.move(action)
    foretold = world.session.ahead(4)
    now = world.mono
    last = foretold[-1].ends if foretold else inf
    if foretold and foretold[-1].segment.own_pace:
        # When that ends, nobody can foretell.
        last = foretold[-1].since + CLOSE
    heard: list[happened.Cued] = []
    entered: list[happened.Entered] = []
    while _stays(world) and world.mono < last:
        due = world.session.next_deadline(world.mono)
        assert due is not None
        world.mono = min(due, last)
        events = world.say(Advance())
        heard += only(happened.Cued, events)
        entered += only(happened.Entered, events)
    assert [each.segment for each in foretold[1:]] == [each.segment for each in entered][: len(foretold) - 1]
    due_cues = [(round(cue.at, 6), cue.cue) for each in foretold for cue in each.cues if now + CLOSE < cue.at < last]
    came = [(round(each.at, 6), each.cue) for each in heard if now + CLOSE < each.at < last and each.cue != "alarm"]
    assert sorted(due_cues) == sorted(came)


@given(stories(anything), profiles(), moves(most=12), st.integers(0, 6))
def test_looking_ahead_changes_nothing(
    story: tuple[Routine, Ledger], profile: Profile, actions: list[Move], pieces: int
) -> None:
    one, other = World(story[0], profile, story[1]), World(story[0], profile, story[1])
    for action in [*actions, *(Move(actions[0].wait, GoOn()) for _ in actions[:1])]:
        one.move(action)
        one.session.ahead(pieces)
        other.move(action)
        assert one.last == other.last
    assert one.session.snapshot(one.mono) == other.session.snapshot(other.mono)


@given(stories(anything), profiles(), moves(most=12))
def test_what_is_foretold_follows_without_a_gap(
    story: tuple[Routine, Ledger], profile: Profile, actions: list[Move]
) -> None:
    world = World(story[0], profile, story[1])
    for action in actions:
        world.move(action)
    foretold = world.session.ahead(5)
    assert all(abs(one.ends - two.since) < CLOSE for one, two in pairwise(foretold))
    assert all(each.begins <= each.since <= each.ends for each in foretold)
    assert not any(each.waits for each in foretold[:-1])


def _phases(foretold: tuple[ScheduledSegment, ...]) -> list[str]:
    return [each.segment.phase for each in foretold]


def test_the_running_piece_and_those_after_it() -> None:
    play = Play(plan(stretch(reps=2)))
    assert _phases(play.session.ahead(9)) == ["prepare", "work", "rest", "work"]
    assert _phases(play.session.ahead(2)) == ["prepare", "work"]
    play.wait(7.0)
    running = play.session.ahead(1)[0]
    assert (running.begins, running.ends) == (5.0, 35.0)
    assert [(cue.at, cue.cue) for cue in running.cues][:2] == [(5.0, "go"), (20.0, "half")]


def test_nothing_is_foretold_in_a_pause() -> None:
    play = Play(plan(stretch()))
    play.say(Pause(), after=10.0)
    assert play.session.ahead(3) == ()


def test_nothing_is_foretold_behind_a_question() -> None:
    foretold = Play(plan(heat(), stretch())).session.ahead(5)
    assert foretold[-1].segment.phase == "confirm"
    assert foretold[-1].ends == inf


def test_an_extension_moves_what_follows() -> None:
    play = Play(plan(stretch(hold=20, reps=2)))
    play.say(Extend(10.0), after=6.0)
    assert [each.ends for each in play.session.ahead(2)] == [35.0, 45.0]


def test_an_end_that_comes_early_is_foretold_with_its_cue() -> None:
    play = Play(plan(stretch(hold=30), stretch(hold=30)))
    while play.session.snapshot(play.now).progress.elapsed < 10 or play.phase != "work":
        play.wait(1.0)
    play.session._playback.account.strain((Strain(session="", muscle="hamstrings", side="left", at=NOW, word="sharp"),))
    foretold = play.session.ahead(9)
    assert [each.segment.phase for each in foretold] == ["work"]
    assert [cue.cue for cue in foretold[-1].cues][-2:] == ["release", "done"]
