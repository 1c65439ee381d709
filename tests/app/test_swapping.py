"""Another move in the place of one, before a session and in the middle of it; what is chosen is kept."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from app.test_active_session import Clock
from stretchplayer.app.active_session import ActiveSession, begun_with, has_swap, offers_for, swapped, was_edited
from stretchplayer.app.library import chained
from stretchplayer.app.substitutes import with_substitutes
from stretchplayer.caps import Profile
from stretchplayer.caps.profile import Today
from stretchplayer.config import Folders
from stretchplayer.file_access import bundled_routines
from stretchplayer.fitting.adjustments import Fitting
from stretchplayer.model.routine import Routine, walk
from stretchplayer.player import Player
from stretchplayer.routine.reader import load, read
from stretchplayer.session import Pause, Resume
from stretchplayer.store import SqliteStore, open_store

TEXT: Final = b"""format = 1
title = "Calves"
[[step]]
move = "calf-wall"
reps = 2
[[step]]
move = "hamstring-strap"
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    opened = open_store(tmp_path)
    assert isinstance(opened, SqliteStore)
    yield opened
    opened.close()


def routine() -> Routine:
    found = read(TEXT, "/nowhere/calves.toml").routine
    assert found is not None
    return found


def paused(active: ActiveSession, clock: Clock) -> Player:
    """A session that is paused in its first hold."""
    player = active.begin(active.admit(routine(), Profile()), TEXT)
    player.tick()
    while player.view().phase != "work":
        clock.now += 1.0
        player.tick()
    clock.now += 6.0
    player.tick()
    player.do(Pause())
    return player


def test_before_a_session_only_what_may_be_played_is_offered(store: SqliteStore) -> None:
    with ActiveSession(store, Clock()) as active:
        free = offers_for(active, TEXT, routine(), Profile(), {}, "1")
        hurt = Profile(today=Today(injury=("leg",)))
        assert "calf-towel" in {each.move for each in free}
        assert not offers_for(active, TEXT, routine(), hurt, {}, "1")
        assert not offers_for(active, TEXT, routine(), Profile(), {}, "9")


def test_a_session_goes_on_with_another_move_at_the_same_place(store: SqliteStore) -> None:
    clock = Clock()
    with ActiveSession(store, clock) as active:
        player = paused(active, clock)
        before = player.view()
        offers = active.offers(player)
        assert offers
        assert before.what is not None
        assert before.what.move not in {each.move for each in offers}
        active.swap(player, before.path, offers[0].move)
        now = player.view()
        assert now.name == offers[0].name != before.name
        assert (now.step, now.rep, now.side, now.state) == (before.step, before.rep, before.side, "paused")
        assert (now.remaining, now.session_remaining) == (before.remaining, before.session_remaining)
        player.do(Resume())
        heard = []
        for _ in range(80):
            clock.now += 0.5
            player.tick()
            heard.append((player.view().phase, player.view().name))
        assert ("work", offers[0].name) in heard
        assert heard.count(("prepare", offers[0].name)) > 20, "there is time to hear how the other one is done"
        player.close()


def test_what_was_chosen_is_there_again_after_a_crash(store: SqliteStore, tmp_path: Path) -> None:
    clock = Clock()
    active = ActiveSession(store, clock)
    player = paused(active, clock)
    offer = active.offers(player)[0]
    active.swap(player, "1", offer.move)
    # The process dies here: nothing is put away.
    active.close()
    left = store.unfinished()
    assert left is not None
    assert left.fitting is not None
    assert left.fitting.swaps == {"1": offer.move}
    again = begun_with(left)
    assert again is not None
    assert again.step[0] == swapped(TEXT, routine(), {"1": offer.move}).step[0]


def test_a_budget_that_is_used_up_is_not_got_round_by_another_move(store: SqliteStore) -> None:
    """A second move for the same muscle draws on the same seconds."""
    clock = Clock()
    with ActiveSession(store, clock) as active:
        player = paused(active, clock)
        done = sum(player.session.exposure.values())
        active.swap(player, "1", active.offers(player)[0].move)
        assert sum(player.session.exposure.values()) == done
        player.close()


INCLUDING: Final = b"""format = 1
title = "Two in one"
[[step]]
routine = "part"
[[step]]
move = "calf-wall"
"""


def part(folder: Path, hold: int) -> None:
    text = f"format = 1\ntitle = 'Part'\n[[step]]\nmove = 'hamstring-strap'\nhold = {hold}\n"
    (folder / "part.toml").write_text(text)


def begun_including(store: SqliteStore, folder: Path) -> Routine:
    """A session of a routine with another one in it, which was left after some seconds."""
    part(folder, 20)
    reading = read(INCLUDING, str(folder / "whole.toml"))
    assert reading.routine is not None
    clock = Clock()
    with ActiveSession(store, clock) as active:
        fitting = Fitting(asked=0.0, included=reading.included)
        player = active.begin(active.admit(reading.routine, Profile()), INCLUDING, fitting=fitting)
        player.tick()
        clock.now += 3.0
        player.tick()
        player.close()
    return reading.routine


@pytest.mark.parametrize("then", ["changed", "gone"])
def test_a_routine_that_is_part_of_another_is_kept_with_the_session(
    store: SqliteStore, tmp_path: Path, then: str
) -> None:
    routine = begun_including(store, tmp_path)
    left = store.unfinished()
    assert left is not None
    assert not was_edited(left)
    if then == "changed":
        part(tmp_path, 40)
    else:
        (tmp_path / "part.toml").unlink()
    assert was_edited(left) is (then == "changed")
    again = begun_with(left)
    assert again is not None
    assert (again.step, again.digest) == (routine.step, routine.digest)


def test_a_step_of_a_routine_that_is_part_of_another_is_swapped_too(store: SqliteStore, tmp_path: Path) -> None:
    part(tmp_path, 20)
    reading = read(INCLUDING, str(tmp_path / "whole.toml"))
    whole = reading.routine
    assert whole is not None
    with ActiveSession(store, Clock()) as active:
        offers = offers_for(active, INCLUDING, whole, Profile(), {}, "1.1")
        assert offers
        assert offers_for(active, INCLUDING, whole, Profile(), {}, "2")
    swaps = {"1.1": offers[0].move}
    (tmp_path / "part.toml").unlink()
    made = read(INCLUDING, whole.file, swaps=swaps, included=reading.included).routine
    assert made is not None
    assert has_swap(made, "1.1", offers[0].move)
    assert [path for path, _ in walk(made.step)] == [path for path, _ in walk(whole.step)]


@pytest.mark.parametrize("repeated", ["morning", "lower-back"])
def test_what_follows_another_routine_gets_substitutes_as_it_does_alone(repeated: str, tmp_path: Path) -> None:
    who = Profile(pregnant=True)
    folders = Folders(tmp_path, tmp_path, tmp_path, tmp_path, bundled_routines())
    both, alone = chained(["desk-reset-neck", repeated], folders), load(folders.bundled / f"{repeated}.toml")
    assert both.routine is not None
    assert alone.routine is not None
    made, swaps = with_substitutes(both.routine, both.data, who)
    one, wanted = with_substitutes(alone.routine, alone.data, who)
    assert swaps == {f"2.{path}": move for path, move in wanted.items()} != {}
    assert {each.path for each in made.replaced} == set(swaps)
    assert [each.instead for each in made.replaced] == [each.instead for each in one.replaced]
