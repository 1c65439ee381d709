"""The three stories, walked from end to end: start a routine; pause, quit, resume; read why something is trimmed."""

from stretchplayer.tui.opening import Play, Resume
from tui.routines import SHORT
from tui.stage import Stage, press, until, words


async def test_start_a_routine(stage: Stage) -> None:
    stage.write("short", SHORT)
    async with stage.running(Play("short")) as pilot:
        await until(pilot, lambda: "Short [bold]one[/bold]" in words(pilot.app))
        await press(pilot, "enter")
        await until(pilot, lambda: "GET READY" in words(pilot.app))
        assert "Back of the thigh" in words(pilot.app)
        await stage.play_on(pilot, 6)
        assert "HOLD" in words(pilot.app)
        assert "LEFT SIDE" in words(pilot.app)
        await stage.play_on(pilot, 60)
        await until(pilot, lambda: "Done. Well done." in words(pilot.app))
        assert "20 of" in words(pilot.app)
        await press(pilot, "enter")
        await until(pilot, lambda: pilot.app.return_code is not None)
        assert pilot.app.return_code == 0
    (past,) = stage.app().desk.history()
    assert past.state == "finished"


async def test_pause_quit_resume(stage: Stage) -> None:
    stage.write("short", SHORT)
    async with stage.running(Play("short", yes=True)) as pilot:
        await until(pilot, lambda: "GET READY" in words(pilot.app))
        await stage.play_on(pilot, 12)
        await press(pilot, "space")
        assert "PAUSED" in words(pilot.app)
        await press(pilot, "q")
        assert "Leave now?" in words(pilot.app)
        await press(pilot, "y")
        await until(pilot, lambda: pilot.app.return_code is not None)
        assert pilot.app.return_code == 1
    stage.clock.passed += 600
    async with stage.running(Resume()) as pilot:
        await until(pilot, lambda: "PAUSED" in words(pilot.app))
        assert "LEFT SIDE" in words(pilot.app)
        await press(pilot, "space")
        await stage.play_on(pilot, 90)
        await until(pilot, lambda: "Done. Well done." in words(pilot.app))
    (past,) = stage.app().desk.history()
    assert past.state == "finished"
