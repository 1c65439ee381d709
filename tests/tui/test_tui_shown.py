"""What the player reads is right at every instant of any session, and stands still between two seconds."""

from math import ceil

from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec import structs

from core.build import NOBODY, SEASONED, Play, heat, plan, stretch
from core.world import Move, World, moves
from strategies.routines import routines
from stretchplayer.model.routine import Routine
from stretchplayer.session import Advance, Confirm, Pause, TooMuch
from stretchplayer.tui.widgets.player_view import changes_in, player_text


@given(routines(), moves(most=20))
def test_at_every_instant_it_says_what_is_so(routine: Routine, actions: list[Move]) -> None:
    world = World(routine, NOBODY, SEASONED)
    for action in actions:
        world.move(action)
        view = world.session.view(world.mono)
        now = player_text(view)
        assert now.name == view.name
        assert 0 <= now.done <= 1
        assert 0 <= now.behind <= 1
        says_so_itself = view.state in ("paused", "finished", "ended", "asking")
        assert bool(now.phase) == (view.phase is not None or says_so_itself)
        if view.side in ("left", "right") and view.state not in ("finished", "ended"):
            assert view.side.upper() in now.side
        if view.beats and now.digits:
            assert now.digits == str(view.beat or view.beats)
        elif now.digits:
            minutes, _, seconds = now.digits.rpartition(":")
            assert int(minutes or 0) * 60 + int(seconds) == ceil(view.remaining)
        assert changes_in(view) > 0


@given(st.floats(0.1, 30), st.floats(0.001, 0.999))
def test_it_changes_when_it_says_it_will(after: float, share: float) -> None:
    """Nothing but the progress moves before that, and the digits do then."""
    play = Play(plan(stretch(hold=30)))
    play.say(Advance(), after=after)
    view = play.session.view(play.now)
    wait = changes_in(view)
    before = player_text(view).digits
    within, then = play.now + wait * share, play.now + wait + 0.001
    deadline = play.session.next_deadline(play.now)
    assume(deadline is None or deadline >= then)
    assume(within < play.now + wait)  # Otherwise no clock can tell the two instants apart.
    assert player_text(play.session.view(within)).digits == before
    assert player_text(play.session.view(then)).digits != before


def test_a_pause_says_how_long_and_what_comes() -> None:
    play = Play(plan(stretch(hold=30)))
    play.until("work")
    play.say(Pause(), after=8)
    play.say(Advance(), after=65)
    now = player_text(play.session.view(play.now))
    assert now.phase == "PAUSED"
    assert now.prompt == "Let go."
    assert now.stopped == "Paused for 1 min 5 s; after a moment to get ready, 22 s are left."


def test_leaving_is_asked_in_the_same_place() -> None:
    play = Play(plan(stretch(hold=30)))
    play.until("work")
    play.say(Pause(), after=8)
    now = player_text(play.session.view(play.now), leaving=True)
    assert (now.state, now.prompt, now.stopped) == ("leaving", "Leave now? The place is kept.", "")


def test_heat_says_what_to_do() -> None:
    play = Play(plan(heat()))
    assert player_text(play.session.view(play.now)).phase == "READY?"
    play.say(Confirm())
    assert player_text(play.session.view(play.now)).phase == "HEAT IS ON"
    play.say(Pause(), after=10)
    now = player_text(play.session.view(play.now))
    assert now.phase == "TAKE IT OFF"
    assert "take it off" in now.prompt


def test_too_much_asks_for_a_word() -> None:
    play = Play(plan(stretch(hold=30, name="What hurts"), stretch("adductors")))
    play.until("work")
    play.say(Advance(), after=3)
    before = player_text(play.session.view(play.now))
    play.say(TooMuch())
    now = player_text(play.session.view(play.now))
    assert (now.phase, now.tone, now.name) == ("STOPPED", "stop", "What hurts")
    assert (now.side, now.done, now.behind, now.step) == (before.side, before.done, before.behind, before.step)
    assert (now.digits, now.following) == ("", "")


def test_what_comes_next_is_what_is_played_next() -> None:
    """From each segment to its end: what was shown as next is what is worked on next."""
    play = Play(plan(stretch(hold=30, reps=2, sides="each", rest=5, name="Calf"), stretch("adductors", name="Thigh")))
    lines: list[str] = []
    for _ in range(20):
        view = play.session.view(play.now)
        if view.state != "playing":
            break
        now = player_text(view)
        lines.append(f"{now.phase} {now.side.strip('◀▶ ')} [{now.count}] {now.following}")
        play.say(Advance(), after=view.remaining)
    assert lines == [
        "GET READY LEFT SIDE [30 s × 2] Next: Calf, left side, 2 of 2",
        "HOLD LEFT SIDE [1 of 2] Next: Calf, left side, 2 of 2",
        "REST  [then 2 of 2] Next: Calf, left side, 2 of 2",
        "HOLD LEFT SIDE [2 of 2] Next: Calf, right side",
        "CHANGE SIDES RIGHT SIDE [] Next: Calf, right side, 2 of 2",
        "GET READY RIGHT SIDE [30 s × 2] Next: Calf, right side, 2 of 2",
        "HOLD RIGHT SIDE [1 of 2] Next: Calf, right side, 2 of 2",
        "REST  [then 2 of 2] Next: Calf, right side, 2 of 2",
        "HOLD RIGHT SIDE [2 of 2] Next: Thigh, left side",
        "GET READY LEFT SIDE [30 s] Next: the end",
        "HOLD LEFT SIDE [] Next: the end",
    ]


def test_a_trim_is_told_with_its_reason() -> None:
    play = Play(plan(stretch(hold=300)))
    play.until("work")
    now = player_text(play.session.view(play.now))
    assert now.trim.startswith("✂ hold = 5 min: 60 s are played")
    assert "At most" in now.trim


def test_what_does_not_change_is_equal() -> None:
    play = Play(plan(stretch(hold=30)))
    view = play.session.view(play.now)
    assert player_text(view) == player_text(structs.replace(view))
