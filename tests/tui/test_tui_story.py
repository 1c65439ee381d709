"""The three stories, walked from end to end: start a routine; pause, quit, resume; read why something is trimmed."""

import asyncio
from collections.abc import Callable

import pytest
from textual.pilot import Pilot
from textual.worker import WorkerFailed

from stretchplayer.app.session_flow import Play, Resume
from stretchplayer.tui.app import StretchApp
from tui.routines import SHORT
from tui.stage import Stage, left, ours, press, see, until


async def test_start_a_routine(stage: Stage) -> None:
    stage.write("short", SHORT)
    async with stage.running(Play("short")) as pilot:
        await see(pilot, "Short [bold]one[/bold]")
        await press(pilot, "enter")
        await see(pilot, "GET READY", "Back of the thigh")
        await stage.play_on(pilot, 6)
        await see(pilot, "HOLD", "LEFT SIDE")
        await stage.play_on(pilot, 60)
        await see(pilot, "Done. Well done.", "20 of")
        await press(pilot, "enter")
        assert await left(pilot) == 0
    (past,) = stage.app().context.store.history()
    assert past.state == "finished"


async def test_pause_quit_resume(stage: Stage) -> None:
    stage.write("short", SHORT)
    async with stage.playing("short") as pilot:
        await stage.play_on(pilot, 12)
        await press(pilot, "space")
        await see(pilot, "PAUSED")
        await press(pilot, "q")
        await see(pilot, "Leave now?")
        await press(pilot, "y")
        assert await left(pilot) == 1
    stage.clock.passed += 600
    async with stage.running(Resume()) as pilot:
        await see(pilot, "PAUSED", "LEFT SIDE")
        await press(pilot, "space")
        await stage.play_on(pilot, 90)
        await see(pilot, "Done. Well done.")
    (past,) = stage.app().context.store.history()
    assert past.state == "finished"


def _break() -> None:
    message = "out of nowhere"
    raise LookupError(message)


async def _break_later() -> None:
    _break()


WAYS: dict[str, Callable[[Pilot[int]], object]] = {
    "message": lambda pilot: pilot.app.call_later(_break),
    "after the next frame": lambda pilot: pilot.app.screen.call_after_refresh(_break),
    "timer": lambda pilot: pilot.app.screen.set_timer(0.001, _break),
    "worker": lambda pilot: pilot.app.run_worker(_break_later()),
    "thread": lambda pilot: pilot.app.run_worker(_break, thread=True),
    "callback of the loop": lambda _: asyncio.get_running_loop().call_soon(_break),
}


@pytest.mark.parametrize("way", WAYS)
async def test_a_fault_anywhere_in_textual_saves_the_session(short: Stage, way: str) -> None:
    apps: list[StretchApp] = []

    async def played() -> None:
        async with short.playing("short") as pilot:
            apps.append(ours(pilot))
            await short.play_on(pilot, 12)
            WAYS[way](pilot)
            await until(pilot, lambda: pilot.app._exception is not None)

    # A test's app raises it again at its end.
    with pytest.raises((LookupError, WorkerFailed)):
        await played()
    (app,) = apps
    assert isinstance(app.fault, LookupError)
    assert app.rescued is not None
    assert "is saved" in app.rescued.saved
    assert app.context.store.unfinished() is not None
