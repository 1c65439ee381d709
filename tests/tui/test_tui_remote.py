"""What other terminals ask of a session on the screen: the same as its keys, and never an answer to a question."""

import asyncio
from typing import Any

from textual.pilot import Pilot

from stretchplayer.app.remote_control import Answer, Requests, Status, bar_text
from stretchplayer.tui.screens.help_screen import HelpPage
from stretchplayer.tui.screens.player_screen import PlayerPage
from tui.stage import Stage, ours, press, reach, see, settled


async def asked(pilot: Pilot[Any], word: str) -> Answer:
    """The answer of the session, which is asked from another thread."""
    page = next(each for each in pilot.app.screen_stack if isinstance(each, PlayerPage))
    answer = await asyncio.to_thread(page._requests.ask, word)
    assert answer is not None
    await settled(pilot)
    return answer


async def test_a_hold_is_paused_resumed_and_told_of(short: Stage) -> None:
    async with short.playing("short") as pilot:
        await short.play_on(pilot, 10)
        told = await asked(pilot, "status")
        assert (told.status.state, told.status.phase, told.status.side) == ("playing", "work", "left")
        assert told.status.line == f"Hold 0:{told.status.remaining:02.0f} · Back of the thigh left side · 1/1"
        paused = await asked(pilot, "pause")
        assert paused.ok
        assert paused.said == "Paused. Let go."
        await see(pilot, "PAUSED")
        await short.play_on(pilot, 5)
        again = await asked(pilot, "pause")
        assert (again.ok, again.said) == (True, "It is paused already.")
        assert again.status.paused == 5.0
        # The key asks whether to leave: nothing from outside is taken for the answer.
        await press(pilot, "q")
        assert not (await asked(pilot, "resume")).ok
        assert not (await asked(pilot, "play-pause")).ok
        await see(pilot, "y Leave")
        await press(pilot, "space")
        await press(pilot, "question_mark")
        await reach(pilot, HelpPage)
        assert "A question is open" in (await asked(pilot, "next")).said
        await press(pilot, "escape")
        assert (await asked(pilot, "resume")).ok
        assert (await asked(pilot, "resume")).said == "It is running already."
        await short.play_on(pilot, 7)
        await press(pilot, "x")
        refused = await asked(pilot, "pause")
        assert (refused.ok, refused.said) == (False, "Not now: say first what was too much.")
        assert not (await asked(pilot, "next")).ok
        assert ours(pilot).playing is not None


async def test_heat_goes_on_in_a_pause_and_nothing_from_outside_confirms_it(warm: Stage) -> None:
    async with warm.playing("warm") as pilot:
        await see(pilot, "Press y when a cloth lies")
        assert not (await asked(pilot, "resume")).ok
        await press(pilot, "y")
        await warm.play_on(pilot, 301)
        await see(pilot, "LOOK AT THE SKIN")
        assert not (await asked(pilot, "resume")).ok
        await see(pilot, "LOOK AT THE SKIN")
        paused = await asked(pilot, "pause")
        assert paused.ok
        assert "goes on working" in paused.said
        assert "goes on working" in (await asked(pilot, "pause")).said
        before = (await asked(pilot, "status")).status
        await warm.play_on(pilot, 4)
        after = (await asked(pilot, "status")).status
        assert before.state == after.state == "exposed"
        assert not (await asked(pilot, "next")).ok


def test_a_flood_is_turned_away_and_what_came_too_late_is_not_done() -> None:
    requests, done = Requests(), list[str]()

    def reply(word: str) -> Answer:
        done.append(word)
        return Answer(ok=True, said="", status=Status(state="paused", routine="Legs"))

    assert [requests.ask("pause", 0.0) for _ in range(1000)] == [None] * 1000
    assert requests.ask("rm -rf", 0.0) is None
    requests.answer(reply)
    assert done == []
    requests.wake = lambda: requests.answer(reply)
    assert requests.ask("pause") is not None
    assert done == ["pause"]


def test_no_name_is_an_order_to_a_status_bar() -> None:
    said = bar_text("a %{A1:reboot:} #[fg=red] #(reboot)\nb")
    assert said == "a % {A1:reboot:} # [fg=red] # (reboot) b"
