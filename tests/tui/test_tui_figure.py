"""The figure beside the countdown: where it stands, that it moves in time, and that it costs and delays nothing."""

from itertools import pairwise
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.strip import Strip

from stretchplayer.figures.blocks import GLYPHS
from stretchplayer.figures.frame_timing import FRAMES_A_SECOND
from stretchplayer.settings import load_settings
from stretchplayer.tui.screens.player_screen import PlayerPage
from stretchplayer.tui.widgets.body_map_view import BodyMap
from stretchplayer.tui.widgets.figure_view import FigureView
from tui.routines import DRAWN, SHORT
from tui.stage import Stage, each_size, on_top, press, resize, rows, see, settled, until, words

BEAT = 1 / FRAMES_A_SECOND
TO_BREATH = ("n",)
TO_MOVE = ("n", "]", "n")
TO_PUSH = ("n", "]", "]", "n")
TO_HOLD = ("n", "]", "]", "]", "n")
TO_UNDRAWN = ("n", "]", "]", "]", "]", "n")
"""Keys that lead from the start of the routine to the work of a step."""


@pytest.fixture
def drawn(stage: Stage) -> Stage:
    """A home with a routine in which each step but the last has a figure."""
    stage.write("drawn", DRAWN)
    return stage


def figure(pilot: Pilot[Any]) -> FigureView:
    return pilot.app.screen.query_one(FigureView)


def picture(pilot: Pilot[Any]) -> list[str]:
    """What the screen reads where the figure is."""
    room = figure(pilot).region
    return [row.ljust(room.right)[room.x : room.right] for row in rows(pilot.app)[room.y : room.bottom]]


def blocks(pilot: Pilot[Any]) -> int:
    """How many cells of the picture have two colours."""
    return sum(letter in GLYPHS[1:] for row in picture(pilot) for letter in row)


async def go(pilot: Pilot[Any], keys: tuple[str, ...]) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, PlayerPage))
    await press(pilot, *keys)


async def filmed(stage: Stage, pilot: Pilot[Any], seconds: float) -> list[list[str]]:
    """The picture at each look that the figure itself would take, for so many seconds."""
    found = [picture(pilot)]
    end = stage.clock.passed + seconds
    while (due := figure(pilot).due) is not None and stage.clock.passed < end:
        stage.clock.passed += due
        on_top(pilot, PlayerPage).turn()
        figure(pilot).turn()
        await settled(pilot)
        found.append(picture(pilot))
    return found


async def test_it_stands_beside_the_countdown_where_there_is_room(drawn: Stage) -> None:
    async with drawn.playing("drawn") as pilot:
        await go(pilot, TO_HOLD)
        await drawn.play_on(pilot, 10)
        async for size in each_size(pilot):
            assert "Calf at the wall" in words(pilot.app), size
            room = figure(pilot).region
            countdown = pilot.app.screen.query_one("#countdown").region
            if size == (40, 12):
                assert not room
                assert countdown.width >= 38
            else:
                assert blocks(pilot) > 60, size
                assert countdown.right <= room.x, size
                assert room.width >= size[0] // 2 or size[0] < 80, size
                assert countdown.width >= 30, size
                assert bool(pilot.app.screen.query_one(BodyMap).region) == (size[0] >= 120), size


async def test_it_is_gone_where_it_could_not_be_told_apart_and_the_countdown_has_its_room(drawn: Stage) -> None:
    async with drawn.playing("drawn", (80, 18)) as pilot:
        await go(pilot, TO_HOLD)
        assert not figure(pilot).region
        assert pilot.app.screen.query_one("#countdown").region.width >= 76
        await resize(pilot, 80, 24)
        await until(pilot, lambda: bool(figure(pilot).region))
        assert blocks(pilot) > 60


async def test_the_right_side_is_the_left_one_in_a_mirror(drawn: Stage) -> None:
    async with drawn.playing("drawn") as pilot:
        await go(pilot, TO_HOLD)
        await drawn.play_on(pilot, 10)
        left, where = picture(pilot), figure(pilot).region
        await press(pilot, "n", "n", "n")
        await drawn.play_on(pilot, 10)
        await see(pilot, "RIGHT SIDE")
        assert figure(pilot).region == where
        right, mirror = picture(pilot), [row[::-1] for row in left]
        assert alike(right, mirror) > 0.9
        assert alike(right, left) < 0.7


def alike(one: list[str], other: list[str]) -> float:
    """The share of cells that are drawn in both, of those that are drawn in either."""
    cells = [
        {(x, y) for y, row in enumerate(each) for x, cell in enumerate(row) if cell != " "} for each in (one, other)
    ]
    return len(cells[0] & cells[1]) / len(cells[0] | cells[1])


async def test_it_moves_while_one_moves_in_time_with_the_tempo(drawn: Stage) -> None:
    async with drawn.playing("drawn") as pilot:
        await go(pilot, TO_MOVE)
        start = picture(pilot)
        await drawn.play_on(pilot, 2.5)
        await see(pilot, "MOVE")
        middle = picture(pilot)
        assert middle != start
        await drawn.play_on(pilot, 2.5)
        assert picture(pilot) == start, "the next repetition begins"
        await drawn.play_on(pilot, 2.5)
        assert picture(pilot) == middle


async def test_it_breathes_with_the_breath(drawn: Stage) -> None:
    async with drawn.playing("drawn") as pilot:
        await go(pilot, TO_BREATH)
        out = picture(pilot)
        await drawn.play_on(pilot, 4.0)
        assert picture(pilot) != out
        await drawn.play_on(pilot, 6.0)
        assert picture(pilot) == out


@pytest.mark.parametrize("keys", [TO_BREATH, TO_MOVE, ("n", "]")], ids=["breathing", "moving", "getting ready"])
async def test_it_is_looked_at_at_most_five_times_a_second(drawn: Stage, keys: tuple[str, ...]) -> None:
    async with drawn.playing("drawn") as pilot:
        await go(pilot, keys)
        seconds = 4
        film = await filmed(drawn, pilot, seconds)
        changes = sum(one != other for one, other in pairwise(film))
        assert changes >= seconds
        assert len(film) <= seconds * FRAMES_A_SECOND + 2
        assert FRAMES_A_SECOND <= 5


async def test_a_hold_stands_still_once_it_is_reached(drawn: Stage) -> None:
    async with drawn.playing("drawn") as pilot:
        await go(pilot, TO_HOLD)
        film = await filmed(drawn, pilot, 30)
        assert len(film) <= 4 * FRAMES_A_SECOND, "after the way into it, nothing asks for another look"
        assert film[0] != film[-1]
        await drawn.play_on(pilot, 15)
        await see(pilot, "HOLD")
        assert figure(pilot).due is None
        assert picture(pilot) == film[-1]


async def test_a_pack_lies_still(drawn: Stage) -> None:
    async with drawn.playing("drawn") as pilot:
        await go(pilot, ("y",))
        await drawn.play_on(pilot, 20)
        await see(pilot, "HEAT IS ON")
        assert blocks(pilot) > 60
        assert figure(pilot).due is None


async def test_who_pushes_is_shown_as_it_begins(drawn: Stage) -> None:
    async with drawn.playing("drawn") as pilot:
        await go(pilot, TO_PUSH)
        pushing = picture(pilot)
        await see(pilot, "PUSH GENTLY")
        assert figure(pilot).due is None
        await drawn.play_on(pilot, 12)
        await see(pilot, "HOLD")
        assert picture(pilot) != pushing


@pytest.mark.parametrize("keys", [TO_MOVE, TO_HOLD], ids=["move", "hold"])
async def test_a_pause_shows_it_let_go_and_still(drawn: Stage, keys: tuple[str, ...]) -> None:
    async with drawn.playing("drawn") as pilot:
        await go(pilot, keys)
        start = picture(pilot)
        await drawn.play_on(pilot, 2.5)
        going = picture(pilot)
        await press(pilot, "space")
        await see(pilot, "Let go.")
        assert figure(pilot).due is None
        paused = words(pilot.app)
        assert going != start
        shown = picture(pilot)
        await drawn.play_on(pilot, 3)
        assert picture(pilot) == shown
        assert paused.count("Go on (space)") == 1
        assert paused.count("Leave (q)") == 1
        await press(pilot, "n")
        assert figure(pilot).region


async def test_it_lets_go_in_a_pause_to_where_it_began(drawn: Stage) -> None:
    """In a large room, where the words of a pause leave the figure as large as it was."""
    async with drawn.playing("drawn", (140, 45)) as pilot:
        await go(pilot, TO_HOLD)
        start, where = picture(pilot), figure(pilot).region
        await drawn.play_on(pilot, 10)
        assert picture(pilot) != start
        await press(pilot, "space")
        if figure(pilot).region == where:
            assert picture(pilot) == start


async def test_g_hides_it_and_is_remembered(drawn: Stage) -> None:
    async with drawn.playing("drawn") as pilot:
        await go(pilot, TO_HOLD)
        assert blocks(pilot) > 60
        await press(pilot, "g")
        assert not figure(pilot).region
        assert pilot.app.screen.query_one("#countdown").region.width >= 76
    assert load_settings(drawn.folders).settings.figure == "off"
    async with drawn.playing("drawn") as pilot:
        await go(pilot, TO_HOLD)
        assert not figure(pilot).region
        await press(pilot, "g")
        await until(pilot, lambda: bool(figure(pilot).region))
        assert blocks(pilot) > 60
    assert load_settings(drawn.folders).settings.figure == "solid"


async def test_hidden_it_asks_for_no_looks(drawn: Stage) -> None:
    async with drawn.playing("drawn") as pilot:
        await go(pilot, TO_MOVE)
        assert figure(pilot).due is not None
        await press(pilot, "g")
        await drawn.play_on(pilot, 1)
        assert figure(pilot).due is None
        await press(pilot, "g")
        await drawn.play_on(pilot, 1)
        assert figure(pilot).due is not None


async def test_big_digits_have_all_the_room(drawn: Stage) -> None:
    async with drawn.playing("drawn") as pilot:
        await go(pilot, TO_MOVE)
        await press(pilot, "f")
        assert not figure(pilot).region
        assert pilot.app.screen.query_one("#countdown").region.width == 80
        await drawn.play_on(pilot, 1)
        assert figure(pilot).due is None
        await press(pilot, "f")
        await until(pilot, lambda: bool(figure(pilot).region))


async def test_nothing_moves_where_nothing_shall(drawn: Stage) -> None:
    drawn.folders.config.mkdir(parents=True, exist_ok=True)
    (drawn.folders.config / "config.toml").write_text("motion = false\n", encoding="utf-8")
    async with drawn.playing("drawn") as pilot:
        await go(pilot, TO_MOVE)
        before = picture(pilot)
        assert blocks(pilot) > 60
        for _ in range(8):
            await drawn.play_on(pilot, 0.7)
            assert figure(pilot).due is None
            assert picture(pilot) == before
        await press(pilot, "space")
        assert figure(pilot).due is None


async def test_a_step_that_nobody_has_drawn_shows_where_it_works(drawn: Stage) -> None:
    async with drawn.playing("drawn") as pilot:
        await go(pilot, TO_UNDRAWN)
        await drawn.play_on(pilot, 5)
        body = pilot.app.screen.query_one(BodyMap)
        assert not figure(pilot).region
        assert dict(body.marks) == {("quadriceps", "left"): 1.0}
        await see(pilot, "front")
        assert figure(pilot).due is None


async def test_a_step_with_words_that_leave_the_map_no_room_gives_it_to_the_countdown(stage: Stage) -> None:
    stage.write("long", SHORT + f'how = "{"Slowly and gently. " * 14}"\n')
    async with stage.playing("long") as pilot:
        await go(pilot, ("n",))
        assert not pilot.app.screen.query_one(BodyMap).region
        assert pilot.app.screen.query_one("#countdown").region.width >= 76


async def test_a_figure_of_its_own_comes_before_that_of_its_move(stage: Stage) -> None:
    step = '[[step]]\nmove = "bridge"\n'
    own = "figure = { start = { hips = [0, 0.895] }, end = { arms = { out = 90 } } }\n"
    stage.write("moves", f'format = 1\ntitle = "Moves"\n{step}{step}{own}')
    async with stage.playing("moves") as pilot:
        await go(pilot, ("n",))
        bundled = picture(pilot)
        assert blocks(pilot) > 60
        await press(pilot, "]", "n")
        await see(pilot, "Step 2 of 2")
        assert blocks(pilot) > 60
        assert picture(pilot) != bundled


async def test_only_rows_that_change_are_drawn_anew(drawn: Stage) -> None:
    async with drawn.playing("drawn") as pilot:
        await go(pilot, TO_MOVE)
        await drawn.play_on(pilot, 1)
        view = figure(pilot)
        moved: set[int] = set()
        for _ in range(12):
            # From here to the end nothing is awaited: a timer of the page could turn the figure as well.
            while view._repaint_regions:
                await pilot.pause()
            before = drawn_rows(view)
            drawn.clock.passed += BEAT
            view.turn()
            marked = {y for region in view._repaint_regions for y in region.line_range}
            assert marked == changed(before, drawn_rows(view))
            moved |= marked
        assert 0 < len(moved) < view.size.height


def drawn_rows(view: FigureView) -> list[Strip]:
    return [view.render_line(y) for y in range(view.size.height)]


def changed(before: list[Strip], now: list[Strip]) -> set[int]:
    return {y for y, (one, other) in enumerate(zip(before, now, strict=True)) if one != other}


async def test_between_two_seconds_nothing_else_is_drawn(drawn: Stage) -> None:
    async with drawn.playing("drawn") as pilot:
        await go(pilot, TO_MOVE)
        await drawn.play_on(pilot, 1.1, beat=0.1)
        page = on_top(pilot, PlayerPage)
        for _ in range(3):
            drawn.clock.passed += 0.25
            page.turn()
            figure(pilot).turn()
            assert {widget.id for widget in page.query("*") if widget._repaint_required} <= {"figure"}
            await settled(pilot)


async def test_what_was_shown_before_is_shown_again_in_the_colours_of_now(drawn: Stage) -> None:
    """Rows are kept from round to round, but not from theme to theme, nor from one room to another."""
    async with drawn.playing("drawn") as pilot:
        await go(pilot, TO_MOVE)
        await drawn.play_on(pilot, 10)
        before = picture(pilot)
        colours = looks(pilot)
        assert len(colours) >= 2
        pilot.app.theme = "gruvbox"
        await settled(pilot)
        await drawn.play_on(pilot, 5)
        assert picture(pilot) == before
        assert looks(pilot) != colours
        await resize(pilot, 100, 30)
        await settled(pilot, 8)
        await drawn.play_on(pilot, 5)
        assert len(picture(pilot)) > len(before)
        assert blocks(pilot) > 60


def strips(pilot: Pilot[Any]) -> list[Strip]:
    """What is drawn where the figure is, with its colours."""
    room = figure(pilot).region
    whole = pilot.app.screen._compositor.render_strips()[room.y : room.bottom]
    return [strip.crop(room.x, room.right).simplify() for strip in whole]


def looks(pilot: Pilot[Any]) -> set[Any]:
    """The grounds of the figure."""
    return {part.style.bgcolor for strip in strips(pilot) for part in strip if part.style and not part.text.strip()}


async def test_the_session_is_as_it_is_without_it(drawn: Stage, tmp_path_factory: pytest.TempPathFactory) -> None:
    """At every tenth of a second of a dynamic step, the player waits for the same instant with a figure and without."""
    bare = Stage(tmp_path_factory.mktemp("bare"))
    bare.write("drawn", DRAWN)
    bare.folders.config.mkdir(parents=True, exist_ok=True)
    (bare.folders.config / "config.toml").write_text("figure = false\n", encoding="utf-8")
    assert await waits(drawn) == await waits(bare)


async def waits(stage: Stage) -> list[tuple[float, str | None]]:
    """How long the player wants to wait, and in which phase, while its figure is turned in between."""
    found: list[tuple[float, str | None]] = []
    async with stage.playing("drawn") as pilot:
        await go(pilot, ("n", "]"))
        page = on_top(pilot, PlayerPage)
        for _ in range(80):
            stage.clock.passed += 0.1
            figure(pilot).turn()
            page.turn()
            found.append((round(page.player.wait(), 6), page.player.view().phase))
    return found
