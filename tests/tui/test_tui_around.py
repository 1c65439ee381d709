"""What stands before and after the player: questions, leaving, going on, and the way to it from the library."""

from stretchplayer.app.active_session import ActiveSession
from stretchplayer.app.session_flow import Play, Resume
from stretchplayer.tui.widgets.scale import Scale
from tui.routines import SHORT
from tui.stage import Stage, left, ours, press, see, words


async def test_a_number_on_the_ready_page_is_the_stiffness(short: Stage) -> None:
    async with short.running(Play("short")) as pilot:
        await see(pilot, "How stiff")
        await press(pilot, "1", "0")
        assert pilot.app.screen.query_one(Scale).value == 10
        await press(pilot, "enter")
        await see(pilot, "GET READY")


async def test_stiffness_before_and_after(short: Stage) -> None:
    async with short.running(Play("short"), size=(80, 30)) as pilot:
        await see(pilot, "How stiff")
        await pilot.click(Scale, offset=(22, 0))
        await press(pilot, "enter")
        await see(pilot, "GET READY")
        await short.play_on(pilot, 70)
        await see(pilot, "How stiff are you now")
        pilot.app.screen.query_one(Scale).focus()
        await press(pilot, "1", "0", "backspace", "3", "enter")
        await left(pilot)
    assert (short.past.before, short.past.after) == (7, 3)


async def test_something_new_today(short: Stage) -> None:
    async with short.running(Play("short"), size=(140, 45)) as pilot:
        await see(pilot, "Something new")
        await press(pilot, "s")
        await see(pilot, "What is new today?")
        pilot.app.screen.query_one("#answer-red_flag").focus()
        await press(pilot, "right", "ctrl+s")
        await see(pilot, "Call the emergency services now")
        await press(pilot, "escape")
        await see(pilot, "Nothing of this may be played now.")
        await press(pilot, "enter")
        await see(pilot, "Call the emergency services now")
        await press(pilot, "escape", "escape")
        assert await left(pilot) == 1
    assert not list(short.app().context.store.history())


async def test_only_one_copy_plays(short: Stage) -> None:
    here = short.app()
    with ActiveSession(here.context.store, short.clock):
        async with short.running(Play("short", yes=True)) as pilot:
            assert await left(pilot) == 1
            assert "A session is being played already" in ours(pilot).last_words[0]


async def test_leaving_can_be_thought_better_of(short: Stage) -> None:
    async with short.playing("short") as pilot:
        for stay in ("q", "space", "n", "escape"):
            await press(pilot, "q")
            await see(pilot, "Leave now?")
            await press(pilot, stay)
            assert "Leave now?" not in words(pilot.app)
            await see(pilot, "PAUSED")
        await press(pilot, "q", "e")
        await see(pilot, "Ended here.")
    assert short.past.state == "ended"


async def left_after(stage: Stage, seconds: float) -> None:
    """A session of the short routine that was left."""
    async with stage.playing("short") as pilot:
        await stage.play_on(pilot, seconds)
        await press(pilot, "q", "y")
        await left(pilot)


async def test_a_file_edited_meanwhile_is_asked_about(short: Stage) -> None:
    await left_after(short, 12)
    short.write("short", SHORT.replace("Back of the thigh", "Another"))
    async with short.running(Resume()) as pilot:
        await see(pilot, "was edited")
        await press(pilot, "escape")
        await left(pilot)
    async with short.running(Resume()) as pilot:
        await see(pilot, "was edited")
        await press(pilot, "o")
        await see(pilot, "PAUSED", "Back of the thigh")
        await press(pilot, "q", "y")
        await left(pilot)
    async with short.running(Resume()) as pilot:
        await see(pilot, "was edited")
        await press(pilot, "r")
        await see(pilot, "Begin")
        await press(pilot, "enter")
        await see(pilot, "Another", "GET READY")


async def test_after_half_a_day_today_is_asked_again(short: Stage) -> None:
    await left_after(short, 12)
    short.clock.passed += 13 * 3600
    async with short.running(Resume()) as pilot:
        await see(pilot, "Since last time")
        await press(pilot, "enter")
        await see(pilot, "PAUSED")


async def test_from_the_library_and_back(short: Stage) -> None:
    async with short.running() as pilot:
        await see(pilot, "Short [bold]one[/bold]")
        await press(pilot, "enter")
        await see(pilot, "Begin")
        await press(pilot, "enter")
        await see(pilot, "GET READY")
        await press(pilot, "q", "y")
        await see(pilot, "esume")
        await press(pilot, "ctrl+r")
        await see(pilot, "PAUSED")
        await press(pilot, "q", "y")
        await see(pilot, "esume")
        await press(pilot, "ctrl+q")
        assert await left(pilot) == 0
