"""What a person knows of a routine: by the history, and by the setting."""

from pathlib import Path
from typing import Any, Final

from msgspec import structs

from core.build import routine, stretch
from stretchplayer.app.active_session import ActiveSession, begun_with
from stretchplayer.app.instructions import LATELY, everything, informed, lengths
from stretchplayer.caps import SEASONED, Profile, admit
from stretchplayer.clock import Clock
from stretchplayer.model.duration import Seconds
from stretchplayer.model.getting_ready import known_as
from stretchplayer.model.routine import Routine, flat
from stretchplayer.model.steps import Defaults
from stretchplayer.phrases import screen_words
from stretchplayer.player import Player
from stretchplayer.routine.reader import read
from stretchplayer.store import NullStore, open_store

START: Final = 1_700_000_000.0
TEXT: Final = b"""\
format = 1
title = "Two"
[defaults]
prepare = 20
[[step]]
move = "march"
duration = 10
[[step]]
move = "calf-wall"
hold = 10
reps = 1
"""


class MovedClock(Clock):
    """Stands where it is put; both of its readings are the same instant."""

    def __init__(self) -> None:
        self.at = 0.0

    def monotonic(self) -> float:
        return self.at

    def wall(self) -> float:
        return START + self.at


class Remembering(NullStore):
    """A history in which some moves were done often."""

    def __init__(self, *known: str) -> None:
        super().__init__()
        self.known_moves, self.asked = known, (0.0, 0)

    def known(self, *asked: Any) -> tuple[str, ...]:
        self.asked = asked[0], asked[1]
        return self.known_moves


def two() -> Routine:
    made = read(TEXT, "two.toml").routine
    assert made is not None
    return made


def test_the_setting_decides_what_is_known() -> None:
    march, calf = map(known_as, flat(two().step))
    store = Remembering(march)
    assert informed(two(), "first", store, START).known == (march,)
    assert store.asked == (START - LATELY, 3)
    assert informed(two(), "always", store, START).known == ()
    assert set(informed(two(), "names", store, START).known) == {march, calf}


def test_it_takes_three_sessions_until_it_is_known_and_sixty_days_until_it_is_not(tmp_path: Path) -> None:
    clock, store = MovedClock(), open_store(tmp_path, boot="first")
    plans = []
    for day in range(4):
        clock.at = day * 86_400.0
        plan = admit(informed(two(), "first", store, clock.wall()), Profile(), SEASONED, clock.wall())
        plans.append(plan.seconds)
        with ActiveSession(store, clock) as active:
            played(active.begin(plan, TEXT), clock, plan.seconds)
    first, later = lengths(plan)
    assert plans == [first, first, first, later]
    assert later < first
    assert informed(two(), "first", store, clock.wall() + 60 * 86_400).known == ()


def played(player: Player, clock: MovedClock, seconds: float) -> None:
    """Let a session run to its end."""
    until = clock.at + seconds + 1.0
    while clock.at < until:
        clock.at += 1.0
        player.tick()
    player.close()


def test_a_session_that_is_left_goes_on_with_the_plan_it_began_with(tmp_path: Path) -> None:
    clock, store = MovedClock(), open_store(tmp_path, boot="first")
    it = structs.replace(two(), known=everything(two()))
    plan = admit(it, Profile(), SEASONED, clock.wall())
    with ActiveSession(store, clock) as active:
        player = active.begin(plan, TEXT)
        clock.at += 2.0
        player.tick()
        player.close()
    left = store.unfinished()
    assert left is not None
    again = begun_with(left)
    assert again is not None
    assert again.known == it.known
    with ActiveSession(store, clock, left) as active:
        rest = active.admit(again, Profile())
    assert [(each.origin, each.seconds) for each in rest.segments] == [
        (each.origin, each.seconds) for each in plan.segments
    ]


def test_both_lengths_are_said_where_they_differ() -> None:
    say = screen_words.lengths
    assert say(900.0, 900.0, 720.0) == "15 min (12 min when you know it)"
    assert say(720.0, 900.0, 720.0) == "12 min (15 min the first times)"
    assert say(800.0, 900.0, 720.0) == "13 min 20 s (15 min the first times, 12 min when you know it)"
    assert say(95.0, 95.0, 64.0) == "1 min 35 s (1 min 4 s when you know it)"
    assert say(900.0, 900.0, 890.0) == "15 min"


def test_a_plan_says_how_long_it_takes_the_first_times_and_later() -> None:
    made = structs.replace(routine(stretch(sides="each", hold=20)), defaults=Defaults(prepare=Seconds(20)))
    plan = admit(made, Profile(), SEASONED, START)
    first, known = lengths(plan)
    assert (plan.seconds, first, known) == (68.0, 68.0, 55.0)
    assert lengths(plan, "always") == (68.0, 68.0)
