"""The player: keys, mouse, what is refused, what is drawn, and what goes wrong."""

from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Button

from stretchplayer.app.session_flow import Play
from stretchplayer.store import NullStore, StoreFailed
from stretchplayer.tui.screens.player_screen import PlayerPage
from stretchplayer.tui.widgets.basics import Words
from tui.stage import Stage, left, on_top, press, see, settled, until, words


async def test_a_trimmed_routine_whose_reason_is_read(warm: Stage) -> None:
    async with warm.running(Play("warm")) as pilot:
        await see(pilot, "hold = 90: 60 s are played", "At most 1 min for one static hold.")
        await press(pilot, "enter")
        await see(pilot, "READY?")
        await press(pilot, "n", "]", "]")
        await see(pilot, "Front of the hip")
        await warm.play_on(pilot, 10)
        await see(pilot, "✂ hold = 90: 60 s are played. At most 1 min for one static hold.")


async def test_skip_back_more_less_and_big(short: Stage) -> None:
    async with short.playing("short") as pilot:
        await press(pilot, "n")
        await see(pilot, "HOLD")
        await press(pilot, "minus")
        page = on_top(pilot, PlayerPage)
        assert page.player.view().total == 10
        await press(pilot, "plus")
        assert page.player.view().total == 20
        await press(pilot, "n")
        await see(pilot, "CHANGE SIDES")
        await press(pilot, "b")
        await see(pilot, "LEFT SIDE")
        await press(pilot, "f")
        assert "Session" not in words(pilot.app)
        await see(pilot, "LEFT SIDE")
        await press(pilot, "f")
        await see(pilot, "Session")


async def test_all_that_counts_repetitions_is_read(stage: Stage) -> None:
    stage.write("twelve", 'format = 1\ntitle = "T"\n[[step]]\nmove = "bridge"\nreps = 12\nsets = 2\ntempo = 1\n')
    async with stage.playing("twelve") as pilot:
        seen = []
        for _ in range(20):
            await stage.play_on(pilot, 2)
            if not isinstance(pilot.app.screen, PlayerPage):
                break
            count = pilot.app.screen.query_one("#count", Words)
            room = pilot.app.screen.query_one("#middle").region
            assert not count.text or room.contains_region(count.region), count.text
            assert count.size.width >= len(count.text)
            seen.append(count.text)
            if count.text.startswith("12 reps"):
                await press(pilot, "n")
        assert any("of 12, set 2 of 2" in each for each in seen), seen


async def test_what_makes_no_sense_is_refused_with_a_reason(short: Stage) -> None:
    async with short.playing("short") as pilot:
        await press(pilot, "y")
        await see(pilot, "Not now: there is nothing to confirm.")
        await short.play_on(pilot, 6)
        assert "Not now" not in words(pilot.app)


async def test_help_pauses_and_ctrl_c_there_asks(short: Stage) -> None:
    async with short.playing("short") as pilot:
        await short.play_on(pilot, 10)
        await press(pilot, "question_mark")
        await see(pilot, "Pause, or go on.")
        await press(pilot, "escape")
        await see(pilot, "PAUSED")
        await press(pilot, "question_mark", "ctrl+c")
        await see(pilot, "Leave now?")


async def test_each_command_stands_once_in_the_palette(short: Stage) -> None:
    async with short.playing("short") as pilot:
        commands = [command.title for command in pilot.app.get_system_commands(pilot.app.screen)]
        assert len(commands) == len(set(commands)) > 10


async def test_by_mouse_alone(short: Stage) -> None:
    async with short.running(Play("short")) as pilot:
        await see(pilot, "Nothing new")
        await pilot.click("#answers Button")
        await see(pilot, "GET READY")
        await pilot.click("FooterKey")
        await settled(pilot)
        await see(pilot, "PAUSED")
        go_on, _, leave = pilot.app.screen.query("#answers Button").results(Button)
        await pilot.click(go_on)
        await settled(pilot)
        await see(pilot, "GET READY")
        await press(pilot, "space")
        go_on, _, leave = pilot.app.screen.query("#answers Button").results(Button)
        await pilot.click(leave)
        await settled(pilot)
        await pilot.click("#answers Button")
        await left(pilot)
    assert short.past.state == "unfinished"


async def test_a_lid_closed_for_an_hour(short: Stage) -> None:
    async with short.playing("short") as pilot:
        await short.play_on(pilot, 15)
        short.clock.shift += 3600
        await short.play_on(pilot, 0.5)
        assert "Time was lost: the machine slept or was stopped." in said(pilot)
        await see(pilot, "PAUSED")
        page = on_top(pilot, PlayerPage)
        assert page.player.view().elapsed == pytest.approx(10.0)


class Failing(NullStore):
    """A store whose disk is full from the first heartbeat on."""

    def beat(self, *_: object) -> None:
        reason = "The history cannot be written: the disk is full."
        raise StoreFailed(reason)


async def test_a_store_that_fails_in_the_middle(short: Stage) -> None:
    app = short.app(Play("short", yes=True))
    app.context._store = Failing()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: "GET READY" in words(app))
        await short.play_on(pilot, 3)
        assert "the disk is full" in said(pilot)
        await short.play_on(pilot, 100)
        await until(pilot, lambda: "Done. Well done." in words(app))
        assert "Not remembered" in words(app)


async def test_other_keys_from_the_configuration(short: Stage) -> None:
    short.folders.config.mkdir(parents=True, exist_ok=True)
    (short.folders.config / "config.toml").write_text('[keys]\npause = "p"\nleave = "l"\n', encoding="utf-8")
    async with short.playing("short") as pilot:
        await see(pilot, "p Pause")
        await press(pilot, "p")
        await see(pilot, "PAUSED", "Go on (p)")
        await press(pilot, "space")
        await see(pilot, "PAUSED")
        await press(pilot, "l", "y")
        await left(pilot)


def said(pilot: Pilot[Any]) -> str:
    """What is said of the session; the figure beside it may break it into several rows."""
    line = pilot.app.screen.query_one("#said", Words)
    assert line.region
    return line.text


async def test_nothing_is_drawn_between_two_seconds(short: Stage) -> None:
    async with short.playing("short") as pilot:
        await short.play_on(pilot, 9.25, beat=0.25)
        page = on_top(pilot, PlayerPage)
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
