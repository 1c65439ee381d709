"""The map of the body on the screen: in the library, in the history, as large as there is room, drawn only when due."""

from datetime import UTC
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.strip import Strip

from stretchplayer.caps.budgets import Budget
from stretchplayer.figures.body_map import BOTH, LEVELS, fits, label_row, solid_map
from stretchplayer.model.muscles import MUSCLES, MuscleSide, muscle_sides
from stretchplayer.tui.charts.ledger_chart import legend, shares
from stretchplayer.tui.charts.text_layout import row_text
from stretchplayer.tui.screens.base import STYLES
from stretchplayer.tui.screens.history_screen import HistoryPage
from stretchplayer.tui.widgets.body_map_view import BodyMap
from stretchplayer.tui.widgets.library_widgets import RoutineList
from tui import lived
from tui.alone import showing
from tui.stage import SIZES, Stage, each_size, press, rows, settled, until, words

THIGH: MuscleSide = ("hamstrings", "left")
PLACES = tuple(place for muscle in MUSCLES for place in muscle_sides((muscle,), None))


class Counted(BodyMap):
    """Counts the rows that are drawn."""

    drawn = 0

    def render_line(self, y: int) -> Strip:
        self.drawn += 1
        return super().render_line(y)


class Alone(App[None]):
    """A map and nothing else."""

    ENABLE_COMMAND_PALETTE: ClassVar[bool] = False
    CSS_PATH = STYLES / "app.tcss"
    CSS = "Counted { height: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self.map = Counted({THIGH: 1.0})

    def compose(self) -> ComposeResult:
        yield self.map


def expected(marks: dict[MuscleSide, float], size: tuple[int, int]) -> list[str]:
    found = ["".join(run.text for run in line) for line in solid_map(marks, *size)]
    row, labels = label_row(*size)
    found.insert(row, labels)
    return [line.rstrip() for line in found]


@pytest.mark.parametrize("size", [(30, 18), (41, 30), (80, 24), (70, 45)])
async def test_it_shows_what_is_marked_in_all_its_room(size: tuple[int, int]) -> None:
    app = Alone()
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        assert rows(app) == expected({THIGH: 1.0}, size)
        app.map.marks = {("jaw", "right"): 1.0}
        await settled(pilot)
        assert rows(app) == expected({("jaw", "right"): 1.0}, size)


async def test_it_is_empty_where_nothing_could_be_told_apart() -> None:
    app = Alone()
    async with app.run_test(size=(29, 18)) as pilot:
        await settled(pilot)
        assert not fits(*app.map.size, app.map.views)
        assert not words(app).strip()
        app.map.views = ("back",)
        await settled(pilot)
        assert "back" in words(app)
        assert "front" not in words(app)


async def test_it_is_drawn_anew_only_where_marks_or_size_are_others() -> None:
    app = Alone()
    async with app.run_test(size=(40, 24)) as pilot:
        await settled(pilot)
        rows(app)
        before = app.map.drawn
        app.map.marks = {THIGH: 1.0}
        app.map.views = BOTH
        await settled(pilot)
        rows(app)
        assert app.map.drawn == before
        app.map.marks = {THIGH: 0.5}
        await settled(pilot)
        rows(app)
        assert app.map.drawn > before


async def test_colours_are_those_of_the_theme_that_holds_now() -> None:
    app = Alone()
    async with app.run_test(size=(40, 24)) as pilot:
        await settled(pilot)

        def colours() -> set[Any]:
            strips = app.screen._compositor.render_strips()
            return {part.style.bgcolor for strip in strips for part in strip if part.style}

        before = colours()
        assert len(before) >= 2, "a mark has another colour than the body"
        app.theme = "gruvbox"
        await settled(pilot)
        assert colours() != before


async def listed(pilot: Pilot[Any]) -> None:
    await until(pilot, lambda: bool(pilot.app.screen.query(RoutineList)))
    await until(pilot, lambda: pilot.app.screen.query_one(RoutineList).option_count > 0)
    await settled(pilot, 8)


async def test_the_library_shows_what_a_routine_works_on_where_there_is_room(stage: Stage) -> None:
    async with stage.running() as pilot:
        await listed(pilot)
        body = pilot.app.screen.query_one(BodyMap)
        async for size in each_size(pilot, (*SIZES, (120, 25), (120, 26), (119, 45))):
            roomy = size[0] >= 120 and size[1] >= 26
            assert bool(body.region.area) == roomy, size
            assert ("front  " in words(pilot.app)) == roomy, size
            if roomy:
                assert fits(*body.size, body.views), size
                first = dict(body.marks)
                assert first, size
                await press(pilot, *["down"] * 3)
                await settled(pilot, 8)
                assert body.marks != first, size


async def test_a_file_that_cannot_be_played_has_no_body(stage: Stage) -> None:
    stage.write("a-bad-one", "format = 1")
    async with stage.running(size=(140, 45)) as pilot:
        await listed(pilot)
        await until(pilot, lambda: "cannot be played yet" in words(pilot.app))
        assert not pilot.app.screen.query_one(BodyMap).visible


async def test_the_history_marks_what_the_ledger_holds(stage: Stage) -> None:
    lived.live(stage, lived.year())
    async with showing(stage, lambda: HistoryPage(UTC)) as pilot:
        body = pilot.app.screen.query_one(BodyMap)
        assert body.marks[THIGH] == pytest.approx(550 / 1680)
        assert body.marks["rhomboids", "left"] == pytest.approx(180 / 1680)
        async for size in each_size(pilot):
            assert fits(*body.size, body.views), size
            pilot.app.screen.query_one("#days").focus()
            await press(pilot, "tab", "tab", "tab")
            assert pilot.app.focused is not None
            assert pilot.app.focused.id == "body"
            assert "Where on the body" in words(pilot.app), size


async def test_a_week_without_anything_shows_no_body(stage: Stage) -> None:
    lived.live(stage, [lived.session_record(1, 30)])
    async with showing(stage, lambda: HistoryPage(UTC)) as pilot:
        assert not pilot.app.screen.query(BodyMap)


def budget(place: MuscleSide, **seconds: Any) -> Budget:
    facts: dict[str, Any] = {"day_seconds": 0.0, "week_seconds": 0.0, "day_cap": 480.0, "week_cap": 1680.0}
    facts |= {"day_times": 0, "day_times_cap": None, "kind": "static", **seconds}
    return Budget(muscle=place[0], side=place[1], **facts)


@given(st.lists(st.tuples(st.sampled_from(PLACES), st.floats(0, 600), st.floats(0, 1500))))
def test_a_share_is_that_of_the_fullest_budget(had: list[tuple[MuscleSide, float, float]]) -> None:
    found = shares(budget(place, day_seconds=day, week_seconds=week) for place, day, week in had)
    assert found.keys() == {place for place, _, _ in had}
    for place, share in found.items():
        assert share == max(0.01, *(max(day / 480, week / 1680) for other, day, week in had if other == place))


def test_what_is_counted_by_number_has_a_share_too() -> None:
    assert shares([budget(THIGH, day_times=2, day_times_cap=3.0, week_cap=None)]) == {THIGH: pytest.approx(2 / 3)}
    assert shares([budget(THIGH, day_cap=None, week_cap=None, week_seconds=60.0)]) == {THIGH: 0.01}, "seen all the same"


@given(st.integers(20, 200))
def test_the_legend_tells_every_level_in_any_width(width: int) -> None:
    found = [row_text(row) for row in legend(width)]
    text = "\n".join(found)
    assert all(cell_len(line) <= width for line in found)
    assert {part.tone for row in legend(width) for part in row} >= {f"mark-{level}" for level in LEVELS}
    for word in ("under a third", "over a third", "nearly full", " full"):
        assert word in text
