"""What stands before and after the player: questions, leaving, going on, and the way to it from the library."""

from stretchplayer.sitting import Sitting
from stretchplayer.tui.opening import Library, Play, Resume
from stretchplayer.tui.scale import Scale
from tui.routines import SHORT
from tui.stage import Stage, press, until, words


async def test_a_number_on_the_ready_page_is_the_stiffness(short: Stage) -> None:
    async with short.running(Play("short")) as pilot:
        await until(pilot, lambda: "How stiff" in words(pilot.app))
        await press(pilot, "1", "0")
        assert pilot.app.screen.query_one(Scale).value == 10
        await press(pilot, "enter")
        await until(pilot, lambda: "GET READY" in words(pilot.app))


async def test_stiffness_before_and_after(short: Stage) -> None:
    async with short.running(Play("short"), size=(80, 30)) as pilot:
        await until(pilot, lambda: "How stiff" in words(pilot.app))
        await pilot.click("#number-7")
        await press(pilot, "enter")
        await until(pilot, lambda: "GET READY" in words(pilot.app))
        await short.play_on(pilot, 70)
        await until(pilot, lambda: "How stiff are you now" in words(pilot.app))
        pilot.app.screen.query_one(Scale).focus()
        await press(pilot, "1", "0", "backspace", "3", "enter")
        await until(pilot, lambda: pilot.app.return_code is not None)
    assert (short.past.before, short.past.after) == (7, 3)


async def test_something_new_today(short: Stage) -> None:
    async with short.running(Play("short"), size=(140, 45)) as pilot:
        await until(pilot, lambda: "Something new" in words(pilot.app))
        await press(pilot, "s")
        await until(pilot, lambda: "What is new today?" in words(pilot.app))
        pilot.app.screen.query_one("#answer-red_flag").focus()
        await press(pilot, "right", "ctrl+s")
        await until(pilot, lambda: "Call the emergency services now" in words(pilot.app))
        await press(pilot, "escape")
        assert "Nothing of this may be played now." in words(pilot.app)
        await press(pilot, "enter", "escape")
        await until(pilot, lambda: pilot.app.return_code is not None)
        assert pilot.app.return_code == 1
    assert short.app().desk.history() == []


async def test_only_one_copy_plays(short: Stage) -> None:
    here = short.app()
    with Sitting(here.desk.store, short.clock):
        async with short.running(Play("short", yes=True)) as pilot:
            await until(pilot, lambda: pilot.app.return_code is not None)
            assert pilot.app.return_code == 1
            assert "A session is being played already" in pilot.app.last_words[0]  # type: ignore[attr-defined]


async def test_leaving_can_be_thought_better_of(short: Stage) -> None:
    async with short.running(Play("short", yes=True)) as pilot:
        await until(pilot, lambda: "GET READY" in words(pilot.app))
        for stay in ("q", "space", "n", "escape"):
            await press(pilot, "q")
            assert "Leave now?" in words(pilot.app)
            await press(pilot, stay)
            assert "Leave now?" not in words(pilot.app)
            assert "PAUSED" in words(pilot.app)
        await press(pilot, "q", "e")
        await until(pilot, lambda: "Ended here." in words(pilot.app))
    assert short.past.state == "ended"


async def left_after(stage: Stage, seconds: float) -> None:
    """A session of the short routine that was left."""
    async with stage.running(Play("short", yes=True)) as pilot:
        await until(pilot, lambda: "GET READY" in words(pilot.app))
        await stage.play_on(pilot, seconds)
        await press(pilot, "q", "y")
        await until(pilot, lambda: pilot.app.return_code is not None)


async def test_a_file_edited_meanwhile_is_asked_about(short: Stage) -> None:
    await left_after(short, 12)
    short.write("short", SHORT.replace("Back of the thigh", "Another"))
    async with short.running(Resume()) as pilot:
        await until(pilot, lambda: "was edited" in words(pilot.app))
        await press(pilot, "z")
        await until(pilot, lambda: pilot.app.return_code is not None)
    async with short.running(Resume()) as pilot:
        await until(pilot, lambda: "was edited" in words(pilot.app))
        await press(pilot, "o")
        await until(pilot, lambda: "PAUSED" in words(pilot.app))
        assert "Back of the thigh" in words(pilot.app)
        await press(pilot, "q", "y")
        await until(pilot, lambda: pilot.app.return_code is not None)
    async with short.running(Resume()) as pilot:
        await until(pilot, lambda: "was edited" in words(pilot.app))
        await press(pilot, "r")
        await until(pilot, lambda: "Begin" in words(pilot.app))
        await press(pilot, "enter")
        await until(pilot, lambda: "Another" in words(pilot.app) and "GET READY" in words(pilot.app))


async def test_after_half_a_day_today_is_asked_again(short: Stage) -> None:
    await left_after(short, 12)
    short.clock.passed += 13 * 3600
    async with short.running(Resume()) as pilot:
        await until(pilot, lambda: "Since last time" in words(pilot.app))
        await press(pilot, "enter")
        await until(pilot, lambda: "PAUSED" in words(pilot.app))


async def test_from_the_library_and_back(short: Stage) -> None:
    async with short.running(Library()) as pilot:
        await until(pilot, lambda: "Short [bold]one[/bold]" in words(pilot.app))
        await press(pilot, "enter")
        await until(pilot, lambda: "Begin" in words(pilot.app))
        await press(pilot, "enter")
        await until(pilot, lambda: "GET READY" in words(pilot.app))
        await press(pilot, "q", "y")
        await until(pilot, lambda: "esume" in words(pilot.app))
        await press(pilot, "r")
        await until(pilot, lambda: "PAUSED" in words(pilot.app))
        await press(pilot, "q", "y")
        await until(pilot, lambda: "esume" in words(pilot.app))
        await press(pilot, "q")
        await until(pilot, lambda: pilot.app.return_code is not None)
        assert pilot.app.return_code == 0
