"""The player and what stands before and after it: keys, mouse, questions, and what goes wrong."""

import pytest
from textual.widgets import Button

from stretchplayer.session import Snapshot
from stretchplayer.sitting import Sitting
from stretchplayer.store import StoreFailed, Unremembered
from stretchplayer.store.records import Past
from stretchplayer.tui.opening import Library, Play, Resume
from stretchplayer.tui.playing import PlayerPage
from stretchplayer.tui.scale import Scale
from tui.routines import SHORT, WARM
from tui.stage import Stage, press, settled, until, words


@pytest.fixture
def short(stage: Stage) -> Stage:
    stage.write("short", SHORT)
    return stage


@pytest.fixture
def warm(stage: Stage) -> Stage:
    stage.write("warm", WARM)
    return stage


def past(stage: Stage) -> Past:
    """The one session of the history."""
    (session,) = stage.app().desk.history()
    return session


async def test_a_trimmed_routine_whose_reason_is_read(warm: Stage) -> None:
    async with warm.running(Play("warm")) as pilot:
        await until(pilot, lambda: "hold 90 s is trimmed to 60 s" in words(pilot.app))
        assert "At most 1 min for one static hold." in words(pilot.app)
        await press(pilot, "enter")
        await until(pilot, lambda: "READY?" in words(pilot.app))
        await press(pilot, "n", "N", "N")
        await until(pilot, lambda: "Front of the hip" in words(pilot.app))
        await warm.play_on(pilot, 10)
        assert "✂ hold 90 s is trimmed to 60 s: At most 1 min for one static hold." in words(pilot.app)


async def test_skip_back_more_less_and_big(short: Stage) -> None:
    async with short.running(Play("short", yes=True)) as pilot:
        await until(pilot, lambda: "GET READY" in words(pilot.app))
        await press(pilot, "n")
        assert "HOLD" in words(pilot.app)
        await press(pilot, "minus")
        page = pilot.app.screen
        assert isinstance(page, PlayerPage)
        assert page.player.view().total == 10
        await press(pilot, "plus")
        assert page.player.view().total == 20
        await press(pilot, "n")
        assert "CHANGE SIDES" in words(pilot.app)
        await press(pilot, "b")
        assert "LEFT SIDE" in words(pilot.app)
        await press(pilot, "f")
        assert "Session" not in words(pilot.app)
        assert "LEFT SIDE" in words(pilot.app)
        await press(pilot, "f")
        assert "Session" in words(pilot.app)


async def test_what_makes_no_sense_is_refused_with_a_reason(short: Stage) -> None:
    async with short.running(Play("short", yes=True)) as pilot:
        await until(pilot, lambda: "GET READY" in words(pilot.app))
        await press(pilot, "y")
        assert "Not now: there is nothing to confirm." in words(pilot.app)
        await short.play_on(pilot, 6)
        assert "Not now" not in words(pilot.app)


async def test_heat_is_confirmed_looked_at_and_taken_off(warm: Stage) -> None:
    async with warm.running(Play("warm", yes=True)) as pilot:
        await until(pilot, lambda: "Press y when a cloth lies between" in words(pilot.app))
        await press(pilot, "y")
        assert "HEAT IS ON" in words(pilot.app)
        await warm.play_on(pilot, 301)
        assert "LOOK AT THE SKIN" in words(pilot.app)
        await pilot.click("#answers Button")
        await settled(pilot)
        assert "HEAT IS ON" in words(pilot.app)
        await press(pilot, "q")
        assert "TAKE IT OFF" in words(pilot.app)
        assert "Take it off first and press y" in words(pilot.app)
        await press(pilot, "y", "q", "y")
        await until(pilot, lambda: pilot.app.return_code is not None)
    assert past(warm).state == "unfinished"


@pytest.mark.parametrize("keys", ["n", "N", "x"])
async def test_whoever_goes_on_is_told_to_take_the_heat_off(warm: Stage, keys: str) -> None:
    async with warm.running(Play("warm", yes=True)) as pilot:
        await until(pilot, lambda: "READY?" in words(pilot.app))
        await press(pilot, "y")
        await warm.play_on(pilot, 100)
        await press(pilot, *keys)
        assert "Take the heat off." in words(pilot.app)


async def test_at_the_end_of_heat_it_is_taken_off(warm: Stage) -> None:
    warm.write("brief", WARM.replace('"10m"', '"2m"'))
    async with warm.running(Play("brief", yes=True)) as pilot:
        await until(pilot, lambda: "READY?" in words(pilot.app))
        await press(pilot, "y")
        await warm.play_on(pilot, 122)
        assert "BREATHE" in words(pilot.app) or "GET READY" in words(pilot.app)
        assert "Take the heat off." in words(pilot.app)


async def test_whoever_leaves_at_once_is_told_to_take_the_heat_off(warm: Stage) -> None:
    async with warm.running(Play("warm", yes=True)) as pilot:
        await until(pilot, lambda: "READY?" in words(pilot.app))
        await press(pilot, "y")
        await warm.play_on(pilot, 100)
        await press(pilot, "ctrl+c", "ctrl+c")
        await until(pilot, lambda: pilot.app.return_code is not None)
        assert "Take the heat off now." in pilot.app.last_words  # type: ignore[attr-defined]
    async with warm.running(Resume()) as pilot:
        await until(pilot, lambda: "PAUSED" in words(pilot.app))
        assert "If the heat is still on, take it off first." in words(pilot.app)


async def test_the_word_for_too_much_is_not_lost_by_a_slip(short: Stage) -> None:
    async with short.running(Play("short", yes=True)) as pilot:
        await until(pilot, lambda: "GET READY" in words(pilot.app))
        await short.play_on(pilot, 10)
        await press(pilot, "x")
        assert "Back of the thigh" not in words(pilot.app), "what comes next is not what hurt"
        await press(pilot, "y", "space")
        assert "What was it?" in words(pilot.app)
        await press(pilot, "d")
        await until(pilot, lambda: "Call the emergency services now" in words(pilot.app))


async def test_help_pauses_and_ctrl_c_there_asks(short: Stage) -> None:
    async with short.running(Play("short", yes=True)) as pilot:
        await until(pilot, lambda: "GET READY" in words(pilot.app))
        await short.play_on(pilot, 10)
        await press(pilot, "question_mark")
        assert "Pause, or go on." in words(pilot.app)
        await press(pilot, "escape")
        assert "PAUSED" in words(pilot.app)
        await press(pilot, "question_mark", "ctrl+c")
        assert "Leave now?" in words(pilot.app)


async def test_each_command_stands_once_in_the_palette(short: Stage) -> None:
    async with short.running(Play("short", yes=True)) as pilot:
        await until(pilot, lambda: "GET READY" in words(pilot.app))
        commands = [command.title for command in pilot.app.get_system_commands(pilot.app.screen)]
        assert len(commands) == len(set(commands)) > 10


async def test_a_number_on_the_ready_page_is_the_stiffness(short: Stage) -> None:
    async with short.running(Play("short")) as pilot:
        await until(pilot, lambda: "How stiff" in words(pilot.app))
        await press(pilot, "1", "0")
        assert pilot.app.screen.query_one(Scale).value == 10
        await press(pilot, "enter")
        await until(pilot, lambda: "GET READY" in words(pilot.app))


async def test_nobody_answers_the_alarm(warm: Stage) -> None:
    async with warm.running(Play("warm", yes=True)) as pilot:
        await until(pilot, lambda: "READY?" in words(pilot.app))
        await press(pilot, "y")
        await warm.play_on(pilot, 300 + 75)
        assert "Nobody answered: this is over. Take it off." in words(pilot.app)


async def test_too_much_and_its_word(warm: Stage) -> None:
    async with warm.running(Play("warm", yes=True)) as pilot:
        await until(pilot, lambda: "READY?" in words(pilot.app))
        await press(pilot, "n", "N")
        await warm.play_on(pilot, 20)
        assert "back of the thigh" in words(pilot.app)
        await press(pilot, "s")
        assert "STOPPED" not in words(pilot.app), "a word means nothing before it is asked for"
        await press(pilot, "x")
        assert "What was it?" in words(pilot.app)
        await press(pilot, "c")
        assert "PAUSED" in words(pilot.app)
        await press(pilot, "space")
        assert "Front of the hip" in words(pilot.app)


async def test_tingling_ends_it_and_says_when_to_get_help(short: Stage) -> None:
    async with short.running(Play("short", yes=True)) as pilot:
        await until(pilot, lambda: "GET READY" in words(pilot.app))
        await short.play_on(pilot, 10)
        await press(pilot, "x", "t")
        await until(pilot, lambda: "Call the emergency services now" in words(pilot.app))
        await press(pilot, "enter")
        await until(pilot, lambda: pilot.app.return_code is not None)
        assert pilot.app.return_code == 1
    assert past(short).state == "ended"


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
    assert (past(short).before, past(short).after) == (7, 3)


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


async def test_by_mouse_alone(short: Stage) -> None:
    async with short.running(Play("short")) as pilot:
        await until(pilot, lambda: "Nothing new" in words(pilot.app))
        await pilot.click(".answers Button")
        await until(pilot, lambda: "GET READY" in words(pilot.app))
        await pilot.click("FooterKey")
        await settled(pilot)
        assert "PAUSED" in words(pilot.app)
        go_on, leave = pilot.app.screen.query("#answers Button").results(Button)
        await pilot.click(go_on)
        await settled(pilot)
        assert "GET READY" in words(pilot.app)
        await press(pilot, "space")
        go_on, leave = pilot.app.screen.query("#answers Button").results(Button)
        await pilot.click(leave)
        await settled(pilot)
        await pilot.click("#answers Button")
        await until(pilot, lambda: pilot.app.return_code is not None)
    assert past(short).state == "unfinished"


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
    assert past(short).state == "ended"


async def test_a_lid_closed_for_an_hour(short: Stage) -> None:
    async with short.running(Play("short", yes=True)) as pilot:
        await until(pilot, lambda: "GET READY" in words(pilot.app))
        await short.play_on(pilot, 15)
        short.clock.shift += 3600
        await short.play_on(pilot, 0.5)
        assert "Time was lost: the machine slept or was stopped." in words(pilot.app)
        assert "PAUSED" in words(pilot.app)
        page = pilot.app.screen
        assert isinstance(page, PlayerPage)
        assert page.player.view().elapsed == pytest.approx(10.0)


class Failing(Unremembered):
    """A store whose disk is full from the first heartbeat on."""

    def beat(self, session_id: str, snapshot: Snapshot, wall: float, monotonic: float) -> None:
        reason = "The history cannot be written: the disk is full."
        raise StoreFailed(reason)


async def test_a_store_that_fails_in_the_middle(short: Stage) -> None:
    app = short.app(Play("short", yes=True))
    app.desk._store = Failing()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "GET READY" in words(app))
        await short.play_on(pilot, 3)
        assert "the disk is full" in words(app)
        await short.play_on(pilot, 100)
        await until(pilot, lambda: "Done. Well done." in words(app))
        assert "Not remembered" in words(app)


async def test_only_one_copy_plays(short: Stage) -> None:
    here = short.app()
    with Sitting(here.desk.store, short.clock):
        async with short.running(Play("short", yes=True)) as pilot:
            await until(pilot, lambda: pilot.app.return_code is not None)
            assert pilot.app.return_code == 1
            assert "A session is being played already" in pilot.app.last_words[0]  # type: ignore[attr-defined]


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


async def test_other_keys_from_the_configuration(short: Stage) -> None:
    short.folders.config.mkdir(parents=True, exist_ok=True)
    (short.folders.config / "config.toml").write_text('[keys]\npause = "p"\nleave = "l"\n', encoding="utf-8")
    async with short.running(Play("short", yes=True)) as pilot:
        await until(pilot, lambda: "GET READY" in words(pilot.app))
        assert "p Pause" in words(pilot.app)
        await press(pilot, "p")
        assert "PAUSED" in words(pilot.app)
        assert "Go on (p)" in words(pilot.app)
        await press(pilot, "space")
        assert "PAUSED" in words(pilot.app)
        await press(pilot, "l", "y")
        await until(pilot, lambda: pilot.app.return_code is not None)


async def test_nothing_is_drawn_between_two_seconds(short: Stage) -> None:
    async with short.running(Play("short", yes=True)) as pilot:
        await until(pilot, lambda: "GET READY" in words(pilot.app))
        await short.play_on(pilot, 7.25, beat=0.25)
        page = pilot.app.screen
        assert isinstance(page, PlayerPage)
        for _ in range(3):
            short.clock.passed += 0.2
            page.turn()
            assert to_be_drawn(page) == []
        short.clock.passed += 0.2
        page.turn()
        assert "countdown" in to_be_drawn(page)


def to_be_drawn(page: PlayerPage) -> list[str | None]:
    """What has changed since the screen was drawn last."""
    return [widget.id for widget in page.query("*") if widget._repaint_required]
