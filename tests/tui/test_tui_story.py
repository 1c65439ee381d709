"""The three stories, walked from end to end: start a routine; pause, quit, resume; read why something is trimmed."""

from stretchplayer.tui.opening import Play, Resume
from tui.routines import SHORT
from tui.stage import Stage, left, press, see, words


async def test_start_a_routine(stage: Stage) -> None:
    stage.write("short", SHORT)
    async with stage.running(Play("short")) as pilot:
        await see(pilot, "Short [bold]one[/bold]")
        await press(pilot, "enter")
        await see(pilot, "GET READY")
        assert "Back of the thigh" in words(pilot.app)
        await stage.play_on(pilot, 6)
        assert "HOLD" in words(pilot.app)
        assert "LEFT SIDE" in words(pilot.app)
        await stage.play_on(pilot, 60)
        await see(pilot, "Done. Well done.")
        assert "20 of" in words(pilot.app)
        await press(pilot, "enter")
        assert await left(pilot) == 0
    (past,) = stage.app().desk.history()
    assert past.state == "finished"


async def test_pause_quit_resume(stage: Stage) -> None:
    stage.write("short", SHORT)
    async with stage.playing("short") as pilot:
        await stage.play_on(pilot, 12)
        await press(pilot, "space")
        assert "PAUSED" in words(pilot.app)
        await press(pilot, "q")
        assert "Leave now?" in words(pilot.app)
        await press(pilot, "y")
        assert await left(pilot) == 1
    stage.clock.passed += 600
    async with stage.running(Resume()) as pilot:
        await see(pilot, "PAUSED")
        assert "LEFT SIDE" in words(pilot.app)
        await press(pilot, "space")
        await stage.play_on(pilot, 90)
        await see(pilot, "Done. Well done.")
    (past,) = stage.app().desk.history()
    assert past.state == "finished"
