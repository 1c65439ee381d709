"""The move browser: found by words, place, things and the body; what it would use; picked, or only looked at."""

from typing import Any

import msgspec
import pytest
from textual.pilot import Pilot

from stretchplayer.app.context import AppContext
from stretchplayer.app.move_facts import budget_lines, facts, use_now
from stretchplayer.app.search import moves_for
from stretchplayer.caps.budgets import before_and_after
from stretchplayer.catalog import figure_of, moves
from stretchplayer.figures.body_map import LEVELS, body_map, muscle_at
from stretchplayer.figures.marks import AREAS
from stretchplayer.model.muscles import muscle_sides
from stretchplayer.tui.screens.move_browser import MoveBrowser, MoveSearch
from stretchplayer.tui.screens.move_filters import BodyPage, ThingsPage
from stretchplayer.tui.widgets.figure_view import FigureView
from tui.alone import dismissed, showing
from tui.lived import live, session_record
from tui.stage import Stage, burst, on_top, press, reach, resize, see, settled, texts, until, words


def find(wanted: str) -> list[str]:
    """Names with all of the words in their title or purpose, as they are typed; those of the title first."""
    found = [name for name in moves() if all(word in text(name) for word in wanted.split())]
    return sorted(found, key=lambda name: wanted not in facts(name).title.casefold())


def text(name: str) -> str:
    return f"{facts(name).title} {facts(name).purpose}".casefold()


def browser(**options: Any) -> MoveBrowser:
    return MoveBrowser(find=find, **options)


def page(pilot: Pilot[Any]) -> MoveBrowser:
    return on_top(pilot, MoveBrowser)


def marked(pilot: Pilot[Any]) -> str:
    found = page(pilot).moves.marked
    return found.name if found else ""


def names(pilot: Pilot[Any]) -> tuple[str, ...]:
    return page(pilot).moves.names


async def test_a_move_is_found_by_typing_and_taken(stage: Stage) -> None:
    async with showing(stage, browser) as pilot:
        assert set(names(pilot)) == set(moves())
        assert f"{len(moves())} moves" in words(pilot.app)
        await press(pilot, *"CALF")
        assert page(pilot).query_one(MoveSearch).value == "CALF", "every letter is for the search"
        assert names(pilot) == tuple(find("calf")), "in whichever case it is typed"
        assert marked(pilot) == find("calf")[0]
        await press(pilot, "down", "down", "up")
        assert marked(pilot) == find("calf")[1]
        await press(pilot, "space", *"wall")
        assert names(pilot) == tuple(find("calf wall"))
        await see(pilot, facts("calf-wall").title, "Calf, each side: 0 of 480 s")
        await press(pilot, "enter")
        assert dismissed(pilot) == [find("calf wall")[0]]


async def test_words_and_keys_at_once_act_on_what_the_words_find(stage: Stage) -> None:
    async with showing(stage, browser) as pilot:
        await press(pilot, *"calf", "down")
        second = page(pilot).moves.marked
        await press(pilot, "escape")
        burst(pilot, *"calf", "down", then="enter")
        assert second is not None
        await until(pilot, lambda: dismissed(pilot) == [second.name])


async def test_esc_clears_what_is_looked_for_and_then_leaves(stage: Stage) -> None:
    async with showing(stage, browser) as pilot:
        await press(pilot, "f2", *"xyz")
        assert 'No move is found for "xyz" with these filters.' in texts(pilot.app)
        await press(pilot, "enter")
        assert not dismissed(pilot), "there is nothing to take"
        page(pilot).query_one(MoveSearch).value = "sciatic nerve"
        await until(pilot, lambda: "a nerve is not stretched" in texts(pilot.app))
        await press(pilot, "escape")
        assert len(names(pilot)) == len(moves())
        assert page(pilot).query_one(MoveSearch).value == ""
        await see(pilot, "Place: any")
        await press(pilot, "escape")
        assert dismissed(pilot) == [None]


async def test_what_is_answered_over_what_is_found(stage: Stage) -> None:
    async with showing(stage, MoveBrowser) as pilot:
        await press(pilot, *"heat")
        assert names(pilot)
        assert "no muscle here" not in texts(pilot.app), "no hint where something is found"
        page(pilot).query_one(MoveSearch).value = "calf wall crooked"
        await until(pilot, lambda: "these are for: calf wall." in texts(pilot.app))
        assert "One calf that is swollen, warm" in texts(pilot.app)
        assert names(pilot) == moves_for("calf wall")


async def test_what_stands_first_does_so_until_words_are_typed(stage: Stage) -> None:
    options: dict[str, Any] = {"first": ("soleus-wall", "calf-towel"), "title": "Instead of [b]that"}
    async with showing(stage, lambda: browser(picking=False, **options)) as pilot:
        assert names(pilot)[:2] == ("soleus-wall", "calf-towel")
        assert len(names(pilot)) == len(set(names(pilot))) == len(moves())
        read = words(pilot.app)
        assert read.index("For the same muscles") < read.index(facts("soleus-wall").title) < read.index("Neck and jaw")
        assert "Instead of [b]that" in read
        await press(pilot, "f2", "f2")
        assert names(pilot)[0] != "soleus-wall", "it is done standing"
        await press(pilot, "escape", "enter")
        assert not dismissed(pilot), "nothing is taken where moves are only looked at"
        assert page(pilot).has_class("-reading")
        await press(pilot, "escape", "escape")
        assert dismissed(pilot) == [None]


async def test_places_and_things(stage: Stage) -> None:
    async with showing(stage, browser) as pilot:
        for place in ("bed", "chair", "floor", "standing"):
            await press(pilot, "f2")
            assert f"Place: {place} (f2)" in words(pilot.app)
            assert set(names(pilot)) == {name for name in moves() if place in facts(name).places}
            assert names(pilot)
        await press(pilot, "f3")
        await reach(pilot, ThingsPage)
        await press(pilot, "space", "escape")
        assert set(names(pilot)) == {
            name for name in moves() if "standing" in facts(name).places and not facts(name).needs
        }
        await press(pilot, "f2", "f2")
        assert "knee-to-chest" in names(pilot), "a bed takes the place of a mat"
        assert "roller-upper-back" not in names(pilot)
        await press(pilot, "escape")
        await pilot.click("#place")
        await pilot.click("#things")
        await reach(pilot, ThingsPage)
        await pilot.click("#at-hand", offset=(3, 0))
        await press(pilot, "c", "q")
        await see(pilot, "At hand: anything")
        assert set(names(pilot)) == {name for name in moves() if "bed" in facts(name).places}


async def test_a_part_of_the_body_is_picked_by_keys_and_by_mouse(stage: Stage) -> None:
    async with showing(stage, browser, (140, 45)) as pilot:
        await press(pilot, "tab")
        await reach(pilot, BodyPage)
        await press(pilot, "down", "down", "enter")
        await see(pilot, "Body: back of the neck")
        assert set(names(pilot)) == {name for name in moves() if "neck_extensors" in facts(name).muscles}
        await press(pilot, "escape", "f6", "escape")
        assert len(names(pilot)) == len(moves()), "nothing was picked"
        await press(pilot, *"back", "down")
        body = page(pilot).query_one("#map")
        at = next(
            (column, row)
            for row in range(body.size.height)
            for column in range(body.size.width)
            if muscle_at(column, row, *body.size) == "hamstrings"
        )
        await pilot.click("#map", offset=at)
        await settled(pilot)
        await see(pilot, "Body: back of the thigh")
        assert names(pilot)
        assert all("hamstrings" in facts(name).muscles and "back" in text(name) for name in names(pilot))
        second = names(pilot)[1]
        await pilot.click("#moves", offset=(6, 2))
        assert marked(pilot) == second
        await pilot.click("#moves", offset=(6, 2))
        await settled(pilot)
        assert dismissed(pilot) == [second]


async def test_the_budget_is_that_of_the_ledger(stage: Stage) -> None:
    live(stage, [session_record(1, 0.1), session_record(2, 30.0)])
    context = AppContext(stage.folders, stage.clock)
    (thigh, other) = context.budgets()
    assert (thigh.day_seconds, thigh.day_cap, other.side) == (120.0, 480.0, "right")
    plan = context.plan(facts("hamstring-chair").routine, context.profile())
    held = sum(part.seconds for part in plan.segments if ("hamstrings", "left") in part.loads)
    pairs = before_and_after(plan)
    assert [now for now, _ in pairs] == [thigh, other]
    assert [then.day_seconds - now.day_seconds for now, then in pairs] == [held, held]
    (line,) = budget_lines(pairs)
    assert line == f"back of the thigh, each side: 120 of 480 s today; this adds {held:.0f}"
    async with showing(stage, browser, context=context) as pilot:
        await press(pilot, *"back of the thigh", "down", "up")
        while marked(pilot) != "hamstring-chair":
            before = marked(pilot)
            await press(pilot, "down")
            assert marked(pilot) != before, "it is in the list"
        await see(pilot, "this adds")
        assert f"120 of 480 s today; this adds {held:.0f}" in texts(pilot.app)


async def test_what_the_limits_leave_of_it_is_told_by_side(stage: Stage) -> None:
    run = session_record(1, 0.1).runs[0]
    left = msgspec.structs.replace(run, seconds=470.0, end=run.start + 470.0, loads=(("gastrocnemius", "left"),))
    live(stage, [session_record(1, 0.1, runs=(left,)), session_record(2, 30.0)])
    context = AppContext(stage.folders, stage.clock)
    use = use_now(context, facts("calf-wall"))
    assert use.budgets == (
        "left calf: 470 of 480 s today; this adds 10",
        "right calf: 0 of 480 s today; this adds 40",
    )
    (cut,) = use.cut
    assert cut.startswith("1 hold of 10 s is played. At most 8 min ")
    (heat,) = use_now(context, facts("heat-neck-shoulders")).budgets
    assert heat == "neck, shoulders and chest: 0 of 3 times of heat today; this adds 1"
    context.close()


async def test_the_figure_is_that_of_the_last_move_when_keys_come_at_once(stage: Stage) -> None:
    async with showing(stage, browser, (140, 45)) as pilot:
        figure = page(pilot).query_one(FigureView)
        await until(pilot, lambda: figure._scene is not None)
        before = figure._scene
        for _ in range(5):
            page(pilot).action_step(1)
        await settled(pilot)
        last = facts(marked(pilot))
        assert last.how in texts(pilot.app), "its words are there at once"
        await until(pilot, lambda: figure._scene is not before)
        assert figure._scene is not None
        assert figure._scene.figure == figure_of(last.step)


async def test_a_small_window(stage: Stage) -> None:
    async with showing(stage, browser, (40, 12)) as pilot:
        await press(pilot, *"ankle")
        first = facts(names(pilot)[0])
        assert first.title in words(pilot.app)
        assert first.kind in words(pilot.app), "one line of words"
        await press(pilot, "f4")
        read = words(pilot.app)
        assert first.how[:20] in read
        assert "more: pgdn" in read, "what is cut has a sign"
        for _ in range(4):
            await press(pilot, "pagedown")
        assert "not medical advice" in texts(pilot.app)
        assert "more: pgdn" not in words(pilot.app)
        await see(pilot, "clinician.")
        await press(pilot, "escape")
        assert facts(names(pilot)[1]).title[:12] in words(pilot.app)
        await press(pilot, "pagedown")
        assert first.how[:20] in words(pilot.app), "further on is to the words"
        await resize(pilot, 80, 24)
        await press(pilot, "escape")
        assert first.title in words(pilot.app)


@pytest.mark.parametrize("muscle", sorted({*AREAS["front"], *AREAS["back"]}))
def test_where_a_muscle_is_drawn_it_is_clicked(muscle: str) -> None:
    size = (60, 40)
    lines = body_map(dict.fromkeys(muscle_sides((muscle,), None), 1.0), *size)
    cells = []
    for row, runs in enumerate(lines):
        column = 0
        for run in runs:
            if run.tone in LEVELS:
                cells += [(column + at, row) for at in range(len(run.text))]
            column += len(run.text)
    assert cells
    assert muscle in {muscle_at(*cell, *size) for cell in cells[:: max(1, len(cells) // 12)]}
    assert muscle_at(0, 0, *size) is None
