"""The page of the week: a plan is made without writing a file, started, taken back, and put right in an editor."""

from pathlib import Path

import pytest

from stretchplayer.app.week.week_plan import add_entry, load_week
from stretchplayer.routine.moves import catalogue
from stretchplayer.tui.screens.library_screen import LibraryPage
from stretchplayer.tui.screens.move_browser import MoveBrowser
from stretchplayer.tui.screens.plan_entry_screen import PlanEntryPage
from stretchplayer.tui.screens.ready_screen import ReadyPage
from stretchplayer.tui.screens.week_screen import WeekPage
from stretchplayer.tui.widgets.choice import Choice, ChoiceList
from tui.alone import showing
from tui.stage import EIGHT, Stage, on_top, press, reach, see, texts, until

DAY = 86_400.0


@pytest.fixture
def home(tmp_path: Path) -> Stage:
    return Stage(tmp_path, EIGHT)


async def test_a_plan_is_made_and_started_without_writing_a_file(home: Stage) -> None:
    async with showing(home, LibraryPage) as pilot:
        await press(pilot, "f9")
        await see(pilot, "There is no plan yet. a makes one")
        await press(pilot, "a")
        form = on_top(pilot, PlanEntryPage)
        await until(pilot, lambda: bool(form.query(ChoiceList)))
        await press(pilot, "ctrl+s")
        assert "Choose a routine first." in texts(pilot.app)
        await press(pilot, "home", "space", "down", "space", "tab", "down", "space")
        assert form.query_one("#days", Choice).value == "every second day", "down goes to the row below"
        await press(pilot, "right", "space", "ctrl+s")
        assert "Choose a day first." in texts(pilot.app), "space takes what is marked, and nothing else"
        await press(pilot, "tab", "m", "f", "tab", *"before bed", "enter", *"25:00", "ctrl+s")
        assert '"25:00" is no time of day' in texts(pilot.app)
        await press(pilot, *["backspace"] * 5, *"21.30", "f2")
        browser = await reach(pilot, MoveBrowser)
        await see(pilot, "For the same muscles")
        known = catalogue()
        assert {known[each]["kind"] for each in browser._first} == {"dynamic"}
        await press(pilot, "enter", "down", "enter", "ctrl+s")
        await reach(pilot, WeekPage)
        await see(pilot, "Put into the plan: ", "Monday and Friday,")
        plan = home.folders.plan.read_text(encoding="utf-8")
        assert 'on = ["mon", "fri"]\ncue = "before bed"\nat = "21:30"\nfallback = ["' in plan
        first, second = plan.rpartition("routine = [")[2].partition("]")[0].split(", ")
        assert first != second
        # It is Thursday noon.
        await press(pilot, "enter")
        await see(pilot, "Nothing is planned for today.")
        await press(pilot, "down", "enter")
        await see(pilot, "This is planned for Fri 2.")
        home.clock.passed += DAY
        await press(pilot, "escape", "f9")
        assert "Fri 2, today" in texts(pilot.app)
        assert "On a bad day: " in texts(pilot.app)
        await press(pilot, "b")
        await reach(pilot, ReadyPage)
        assert "Bad day: " in texts(pilot.app)
        await press(pilot, "escape", "enter")
        await reach(pilot, ReadyPage)
        await press(pilot, "escape")
        await reach(pilot, WeekPage)
        await press(pilot, "d")
        await see(pilot, "Monday and Friday, 21:30, before bed")
        await press(pilot, "y")
        await see(pilot, "Taken out of the plan: ")
        assert "[[entry]]\nroutine" not in home.folders.plan.read_text(encoding="utf-8")


async def test_letters_find_a_routine_and_a_bad_day_says_where_its_moves_are_chosen(home: Stage) -> None:
    add_entry(home.folders, {"routine": "desk-neck", "on": "every day"}, home.clock.wall())
    async with showing(home, WeekPage) as pilot:
        week = on_top(pilot, WeekPage)
        assert week.check_action("bad_day", ()) is False
        await press(pilot, "b")
        await see(pilot, "has no moves for a bad day. Take it out (")
        await press(pilot, "a")
        form = on_top(pilot, PlanEntryPage)
        await until(pilot, lambda: bool(form.query(ChoiceList)))
        routines = form.query_one("#routines", ChoiceList)
        marked = []
        for letters in ("neck", "c", "desk"):
            await press(pilot, *letters)
            row = routines.highlighted or 0
            marked.append(str(routines.get_option_at_index(row).prompt))
            lines = [routines.render_line(y).text.strip() for y in range(routines.size.height)]
            (here,) = (each for each in lines if "▸" in each)
            # A long title goes on in the next line.
            assert marked[-1].startswith(here.replace("▸", " "))
        assert [marked[0][2:6], marked[1][2], "desk" in marked[2]] == ["Neck", "C", True], "every letter finds"


async def test_what_is_wrong_with_the_file_is_said_and_leads_to_the_editor(home: Stage) -> None:
    home.folders.plan.parent.mkdir(parents=True)
    home.folders.plan.write_text('format = 1\n[[entry]]\nroutine = "desk-nek"\n', encoding="utf-8")
    async with showing(home, WeekPage, (40, 12)) as pilot:
        assert "desk-nek is missing or has errors" in texts(pilot.app)
        await press(pilot, "enter")
        assert '"desk-nek" is not the name of a routine: did you mean `desk-neck`?' in texts(pilot.app)
        await press(pilot, "e")
        assert "stretchplayer week --edit" in texts(pilot.app)
        home.folders.plan.write_text('format = 1\n[[entry]]\nroutine = "desk-neck"\n', encoding="utf-8")
        await press(pilot, "e")
        await see(pilot, "Thu 1, today")
        week = load_week(pilot.app.screen.context)  # type: ignore[attr-defined]
        assert week is not None
        assert [len(day.sessions) for day in week.days] == [1] * 7
