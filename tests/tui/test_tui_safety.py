"""Heat and too much: what is confirmed and looked at, what is asked, and what is said to everybody who leaves."""

from typing import Any

import pytest
from textual.pilot import Pilot

from core.build import heat, only, plan
from stretchplayer.app.session_flow import Resume
from stretchplayer.player import Player
from stretchplayer.session import Confirm, Pause, Session
from stretchplayer.session import events as happened
from stretchplayer.store import NullStore
from stretchplayer.tui.widgets.basics import Words
from tui.routines import WARM
from tui.stage import FakeClock, Stage, left, ours, press, rows, see, settled, words


def footer(pilot: Pilot[Any]) -> str:
    """The last row: the keys and what they do now."""
    return rows(pilot.app)[-1].strip()


async def test_heat_is_confirmed_looked_at_and_taken_off(warm: Stage) -> None:
    async with warm.playing("warm") as pilot:
        await see(pilot, "Press y when a cloth lies")
        assert "y Yes n Leave it out space Pause" in footer(pilot)
        await press(pilot, "q")
        assert footer(pilot).split("?")[0] == "y Leave e End for good space Stay "
        await press(pilot, "space")
        assert "y Yes n Leave it out" in footer(pilot)
        await press(pilot, "space")
        assert "space Go on n Next" in footer(pilot)
        await press(pilot, "space")
        await see(pilot, "Press y when a cloth lies")
        await press(pilot, "y")
        await see(pilot, "HEAT IS ON")
        assert "space Pause n Next" in footer(pilot)
        await warm.play_on(pilot, 301)
        await see(pilot, "LOOK AT THE SKIN")
        assert "y It looks normal x It does not" in footer(pilot)
        await pilot.click("#answers Button")
        await settled(pilot)
        await see(pilot, "HEAT IS ON")
        await press(pilot, "q")
        await see(pilot, "TAKE IT OFF", "Take it off first and press y")
        assert "y It is off" in footer(pilot)
        await press(pilot, "y", "q", "y")
        await left(pilot)
    assert warm.past.state == "unfinished"


@pytest.mark.parametrize("keys", ["n", "]", "x"])
async def test_whoever_goes_on_is_told_to_take_the_heat_off(warm: Stage, keys: str) -> None:
    async with warm.playing("warm") as pilot:
        await press(pilot, "y")
        await warm.play_on(pilot, 100)
        await press(pilot, *keys)
        await see(pilot, "Take the heat off.")


async def test_at_the_end_of_heat_it_is_taken_off(warm: Stage) -> None:
    warm.write("brief", WARM.replace('"10m"', '"2m"'))
    async with warm.playing("brief") as pilot:
        await press(pilot, "y")
        await warm.play_on(pilot, 122)
        assert "BREATHE" in words(pilot.app) or "GET READY" in words(pilot.app)
        await see(pilot, "Take the heat off.")


async def test_whoever_leaves_at_once_is_told_to_take_the_heat_off(warm: Stage) -> None:
    async with warm.playing("warm") as pilot:
        await press(pilot, "y")
        await warm.play_on(pilot, 100)
        await press(pilot, "ctrl+c", "ctrl+c")
        await left(pilot)
        assert "Take the heat off now." in ours(pilot).last_words
    async with warm.running(Resume()) as pilot:
        await see(pilot, "PAUSED")
        assert "If the heat is still on, take it off first." in pilot.app.screen.query_one("#said", Words).text


async def test_nobody_answers_the_alarm(warm: Stage) -> None:
    async with warm.playing("warm") as pilot:
        await press(pilot, "y")
        await warm.play_on(pilot, 300 + 75)
        assert "Take the heat off. Nobody answered" in " ".join(words(pilot.app).split())


async def test_whoever_did_not_answer_has_to_say_that_it_is_off(warm: Stage) -> None:
    async with warm.playing("warm") as pilot:
        await press(pilot, "y")
        await warm.play_on(pilot, 300 + 75)
        await see(pilot, "TAKE IT OFF NOW")
        await press(pilot, "space", "n")
        await see(pilot, "TAKE IT OFF NOW")
        await warm.play_on(pilot, 60)
        await press(pilot, "q")
        await see(pilot, "Take it off first and press y")
        assert "y It is off" in footer(pilot)
        await press(pilot, "y")
        await see(pilot, "PAUSED")


def test_what_rang_while_the_machine_slept_is_told_once() -> None:
    clock = FakeClock()
    player = Player(Session.start(plan(heat(duration=600)), clock.monotonic()), "x", NullStore(), clock)
    player.do(Confirm())
    player.do(Pause())
    clock.passed += 8 * 3600.0
    events = player.tick()
    assert len(only(happened.Alarmed, events)) == 1
    assert player.session.state == "overdue"
    assert player.session.exposure["hamstrings", "left", "heat"] == 4 * 3600.0


async def test_a_blister_shows_what_to_do_and_ends_heat_and_cold(warm: Stage) -> None:
    async with warm.playing("warm") as pilot:
        await press(pilot, "y")
        await warm.play_on(pilot, 301)
        await press(pilot, "space", "space")
        assert "LOOK AT THE SKIN" in words(pilot.app), "the space bar is no answer"
        await press(pilot, "x", "k")
        assert "See a doctor today: A blister, or white, blue or numb skin" in " ".join(words(pilot.app).split())
        await see(pilot, "PAUSED")


async def test_the_word_for_too_much_is_not_lost_by_a_slip(short: Stage) -> None:
    async with short.playing("short") as pilot:
        await short.play_on(pilot, 10)
        await press(pilot, "x")
        assert "LEFT SIDE" in words(pilot.app), "what hurt stays to be seen"
        assert "Next:" not in words(pilot.app)
        await press(pilot, "y", "space")
        await see(pilot, "What was it?")
        await press(pilot, "d")
        await see(pilot, "Call the emergency services now")


async def test_too_much_and_its_word(warm: Stage) -> None:
    async with warm.playing("warm") as pilot:
        await press(pilot, "n", "]")
        await warm.play_on(pilot, 20)
        await see(pilot, "back of the thigh")
        await press(pilot, "s")
        assert "STOPPED" not in words(pilot.app), "a word means nothing before it is asked for"
        await press(pilot, "x")
        await see(pilot, "What was it?")
        await press(pilot, "c")
        assert footer(pilot).endswith("? Help")
        await see(pilot, "PAUSED")
        await press(pilot, "space")
        await see(pilot, "Front of the hip")


async def test_tingling_ends_it_and_says_when_to_get_help(short: Stage) -> None:
    async with short.playing("short") as pilot:
        await short.play_on(pilot, 10)
        await press(pilot, "x", "t")
        await see(pilot, "Call the emergency services now")
        await press(pilot, "enter")
        assert await left(pilot) == 1
    assert short.past.state == "ended"


ONLY = """
format = 1
title = "Only"
[[step]]
kind = "stretch"
name = "Thigh"
target = "hamstrings"
sides = "left"
hold = 30
"""


async def test_too_much_that_ended_it_can_be_taken_back_for_a_minute_on_the_last_page(stage: Stage) -> None:
    stage.write("only", ONLY)
    async with stage.playing("only") as pilot:
        await stage.play_on(pilot, 25)
        await press(pilot, "x", "o")
        await see(pilot, "Pressed by mistake? u takes it back")
        store = ours(pilot).context.store
        assert [each.word for each in store.ledger(stage.clock.wall()).strains] == ["other"]
        held = [each.seconds for each in store.ledger(stage.clock.wall()).exposures]
        await press(pilot, "u")
        await see(pilot, "Taken back")
        assert "Pressed by mistake" not in words(pilot.app)
        assert store.ledger(stage.clock.wall()).strains == ()
        assert [each.seconds for each in store.ledger(stage.clock.wall()).exposures] == held, "what was done counts"
        await press(pilot, "enter")
        assert await left(pilot) == 0
    assert stage.past.state == "finished"


async def test_after_a_minute_the_last_page_takes_nothing_back(stage: Stage) -> None:
    stage.write("only", ONLY)
    async with stage.playing("only") as pilot:
        await stage.play_on(pilot, 25)
        await press(pilot, "x", "o")
        await see(pilot, "Pressed by mistake? u takes it back")
        stage.clock.passed += 61
        await press(pilot, "u")
        assert "Pressed by mistake" not in words(pilot.app)
        assert ours(pilot).context.store.ledger(stage.clock.wall()).strains
