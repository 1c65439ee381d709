"""A session that begins: what it writes first, and what its first seconds are counted from."""

from pathlib import Path
from typing import Final

import pytest

from core.build import SEASONED, plan, routine, stretch
from stretchplayer.app.active_session import ActiveSession, rescued
from stretchplayer.caps import Profile
from stretchplayer.phrases import screen_words
from stretchplayer.player import PATIENCE, Player
from stretchplayer.session import Command, Pause, Session, Skip
from stretchplayer.session.events import Event
from stretchplayer.store import Beginning, NullStore, StoreFailed, open_store

SLOW: Final = 1.5
"""Seconds that a disk takes which has to wake up first."""


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        """Seconds."""
        return self.now

    def wall(self) -> float:
        """Seconds."""
        return 1_700_000_000 + self.now


class SlowStore(NullStore):
    """Takes its time to write down that a session begins."""

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self.begun: list[Beginning] = []
        self._clock = clock

    def begin(self, beginning: Beginning) -> str:
        """Write, slowly."""
        self.begun.append(beginning)
        self._clock.now += SLOW
        return super().begin(beginning)


def test_a_slow_disk_takes_nothing_from_the_first_seconds() -> None:
    clock = Clock()
    store = SlowStore(clock)
    admitted = plan(stretch(prepare=5.0))
    with ActiveSession(store, clock) as active:
        player = active.begin(admitted, b"")
    first = player.view()
    player.tick()
    assert player.view().remaining == first.remaining == 5.0
    (begun,) = store.begun
    assert begun.monotonic == 100.0


class FullStore(NullStore):
    """The first ledger is that of somebody who has used the program for long; whatever begins or is written fails."""

    def __init__(self, *, begins: bool) -> None:
        super().__init__(None, SEASONED)
        self._begins = begins

    def begin(self, beginning: Beginning) -> str:
        """There is no room."""
        if not self._begins:
            message = "The disk is full."
            raise StoreFailed(message)
        return super().begin(beginning)

    def record(self, *_: object, **__: object) -> None:
        """There is none either."""
        message = "The disk is full."
        raise StoreFailed(message)


@pytest.mark.parametrize("begins", [False, True])
def test_sessions_of_one_process_share_a_budget_where_nothing_can_be_written(*, begins: bool) -> None:
    clock, store = Clock(), FullStore(begins=begins)
    asked = routine(stretch(hold=60, reps=4, sides="left"))
    held = []
    for _ in range(6):
        with ActiveSession(store, clock) as active:
            player = active.begin(active.admit(asked, Profile()), b"")
            while player.session.state == "playing":
                clock.now += 1.0
                player.tick()
            runs = player.session.snapshot(clock.now).progress.runs
            held.append(sum(run.seconds for run in runs))
            assert begins or "counts only until" in (active.notice or "")
    # Where it is known from the start that nothing can be counted, each session has the budget of a new user.
    first = 240.0 if begins else 120.0
    assert held == [first, *[120.0] * int((480 - first) / 120), *[0.0] * (5 - int((480 - first) / 120))]


class SlowSound:
    """Needs a moment before its first cue is heard."""

    lead = 0.25

    def __init__(self) -> None:
        self.ready = False
        self.followed = 0
        self.introduction = 0.0
        self.asked: list[tuple[float, bool]] = []

    def introduce(self, session: Session, now: float, *, late: bool) -> float | None:
        """As long as the test says, from the second time it is asked."""
        self.asked.append((now, late))
        return self.introduction if late or len(self.asked) > 1 else None

    def follow(self, events: tuple[Event, ...], session: Session, now: float, slept: float) -> None:
        """Count what is heard."""
        self.followed += 1

    def tell(self) -> None:
        """Nothing."""


def starting(clock: Clock) -> tuple[Player, SlowSound]:
    """A new session that waits for its sound."""
    sound, begun = SlowSound(), Session.start(plan(stretch(prepare=5.0)), clock.now)
    return Player(begun, "x", NullStore(), clock, listener=sound, new=True), sound


def test_a_new_session_stands_at_its_first_instant_until_its_sound_is_ready() -> None:
    clock = Clock()
    player, sound = starting(clock)
    clock.now += 1.4
    assert (player.tick(), player.view().remaining, sound.followed) == ((), 5.0, 0)
    assert 0 < player.wait() < 0.1
    sound.ready = True
    player.tick()
    assert player.waiting, "the voice is not ready with what comes first"
    player.tick()
    assert (player.waiting, sound.followed) == (False, 1)
    clock.now += sound.lead + 1.0
    player.tick()
    assert player.view().remaining == 4.0


@pytest.mark.parametrize("command", [None, Skip(), Pause()])
def test_a_new_session_is_introduced_before_its_time_runs_and_a_key_ends_that(command: Command | None) -> None:
    clock = Clock()
    player, sound = starting(clock)
    sound.ready, sound.introduction = True, 20.0
    player.tick()
    player.tick()
    assert player.notice == screen_words.INTRODUCED
    clock.now += 12.0
    assert (player.tick(), player.waiting, player.view().remaining, sound.followed) == ((), True, 5.0, 0)
    if command is None:
        clock.now += 8.0
        player.tick()
    else:
        player.do(command)
    assert not player.waiting
    assert player.view().phase == "prepare", "what is skipped is the introduction, not the first step"
    assert player.session.state == ("paused" if isinstance(command, Pause) else "playing")
    assert sound.asked[-1][1] is False
    assert len(sound.asked) == 2


@pytest.mark.parametrize("wait", [0.0, PATIENCE])
def test_a_key_or_two_seconds_start_it_without_its_sound(wait: float) -> None:
    clock = Clock()
    player, sound = starting(clock)
    clock.now += wait
    events = player.tick() if wait else player.do(Pause())
    assert (player.waiting, sound.followed > 0, bool(events)) == (False, True, True)


def test_a_fault_puts_the_session_away_to_the_second(tmp_path: Path) -> None:
    """Otherwise it would be found as after a kill: a little earlier, and charged for what nobody saw."""
    clock, store = Clock(), open_store(tmp_path)
    with ActiveSession(store, clock) as active:
        player = active.begin(plan(stretch(prepare=5.0)), b"")
        for _ in range(3):
            clock.now += 0.4
            player.tick()
        crashed = rescued(player)
    assert "the session is saved" in crashed.saved
    left = store.unfinished()
    assert left is not None
    assert (left.crashed, left.allowance) == (False, 0.0)
    assert left.snapshot == player.session.snapshot(clock.now)
    store.close()
