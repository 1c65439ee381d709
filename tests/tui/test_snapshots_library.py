"""The library in pictures: with a past and files of the user's own, searched, filtered, with nothing found."""

from collections.abc import Callable
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from stretchplayer.app.active_session import ActiveSession
from stretchplayer.caps import Profile
from stretchplayer.routine.reader import load
from stretchplayer.tui.app import StretchApp
from stretchplayer.tui.widgets.library_widgets import RoutineList
from tui.stage import Act, Stage, at_every_size, press, settled, until

MINE = """\
format = 1
title = "My evening, [b]slowly[/b]"
summary = "Long holds for the back of the legs."
tags = ["evening"]

[[step]]
kind = "dynamic"
name = "Swing the legs, not far"
target = "hip"
sides = "each"
duration = 100

[[step]]
kind = "stretch"
name = "Back of the thigh"
target = "hamstrings"
sides = "each"
hold = 90
needs = ["chair"]

[[step]]
repeat = 2

[[step.step]]
kind = "stretch"
name = "Calf at the wall, heel down, knee straight"
target = "gastrocnemius"
sides = "each"
hold = 30
needs = ["wall"]
"""
Compare = Callable[..., bool]


@pytest.fixture
def lived_in(stage: Stage) -> Stage:
    """A home with a routine of the user's own, a bad file, and a session that was left two hours ago."""
    stage.write("mine", MINE)
    stage.write("broken", MINE.replace("hold = 90", "holds = 90"))
    context = stage.app().context
    reading = load(stage.folders.bundled / "desk-neck.toml")
    assert reading.routine is not None
    with ActiveSession(context.store, context.clock) as sitting:
        player = sitting.begin(sitting.admit(reading.routine, Profile()), reading.data)
        stage.clock.passed += 60
        player.tick()
        player.close()
    context.close()
    stage.clock.passed += 7200
    return stage


def doing(*keys: str, theme: str = "stretch-dark") -> Act:
    """Wait for the list, then press keys."""

    async def act(pilot: Pilot[Any]) -> None:
        pilot.app.theme = theme
        await until(pilot, lambda: bool(pilot.app.screen.query(RoutineList).filter("#routines")))
        await until(pilot, lambda: pilot.app.screen.query_one(RoutineList).option_count > 0)
        await settled(pilot, 8)
        await press(pilot, *keys)
        await settled(pilot, 8)

    return act


def app(stage: Stage) -> StretchApp:
    return stage.app()


FILTERED = ("ctrl+g", "down", "space", "right", "right", "down", "down", "space")


def test_picture(snap_compare: Compare, lived_in: Stage) -> None:
    assert snap_compare(app(lived_in), terminal_size=(80, 24), run_before=doing())


def test_picture_of_filters(snap_compare: Compare, lived_in: Stage) -> None:
    acting = doing(*FILTERED, theme="stretch-light")
    assert snap_compare(app(lived_in), terminal_size=(80, 24), run_before=acting)


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param((), id="as-it-opens"),
        pytest.param(FILTERED, id="choosing-filters"),
        pytest.param(("ctrl+g", "space", "right", "right", "down", "down", "down", "space", "escape"), id="filtered"),
        pytest.param((*"back",), id="searched"),
        pytest.param((*"xyz",), id="nothing-found"),
        pytest.param((*"sciatica",), id="warning-signs"),
        pytest.param(("down", "enter"), id="problems-of-a-bad-file"),
    ],
)
async def test_words(golden: SnapshotAssertion, lived_in: Stage, keys: tuple[str, ...]) -> None:
    async with lived_in.running() as pilot:
        await doing(*keys)(pilot)
        assert await at_every_size(pilot) == golden


async def test_new(golden: SnapshotAssertion, stage: Stage) -> None:
    async with stage.running() as pilot:
        await doing("down")(pilot)
        assert await at_every_size(pilot) == golden
