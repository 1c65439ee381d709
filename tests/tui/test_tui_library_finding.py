"""Finding a routine in the library: by words as they are typed, and by filters; by keys and by mouse."""

from stretchplayer.tui.screens.filter_screen import FilterPage
from stretchplayer.tui.screens.library_screen import LibraryPage
from stretchplayer.tui.widgets.library_widgets import RoutineList, Search
from tui.shelf import SHORT, changed, filled, marked, page, titles
from tui.stage import Stage, left, press, see, settled, texts, words


async def test_search_as_you_type(stage: Stage) -> None:
    async with stage.running() as pilot:
        await filled(pilot)
        await press(pilot, "slash", *"desk")
        assert titles(pilot) == ["Neck and shoulders at the desk"]
        assert "1 of 8 routines" in words(pilot.app)
        assert marked(pilot) == "desk-neck"
        await press(pilot, "escape")
        assert isinstance(pilot.app.focused, RoutineList)
        await press(pilot, "escape")
        assert len(titles(pilot)) == 8
        assert marked(pilot) == "desk-neck", "the mark stays with its routine"
        await press(pilot, "slash", *"pack", "escape")
        assert isinstance(pilot.app.focused, RoutineList)
        assert titles(pilot) == ["Warmth, then stretches for the back"]


async def test_the_best_match_is_marked_at_each_letter_and_enter_opens_it(stage: Stage) -> None:
    stage.write("other", SHORT.replace("Short [bold]one[/x]", "Other").replace('"mine"', '"neck"'))
    async with stage.running(size=(140, 45)) as pilot:
        await filled(pilot, 9)
        await press(pilot, "down", "down", "down", "slash")
        for letter in "neck":
            await press(pilot, letter)
            assert marked(pilot) == page(pilot).routines._listed[0].name, f"after {letter}"
        assert titles(pilot)[0] == "Neck and shoulders at the desk", "a title goes before a tag"
        assert "Other" in titles(pilot)
        stage.write("stiff", SHORT.replace("Short [bold]one[/x]", "Neck"))
        await changed(pilot)
        assert (titles(pilot)[0], marked(pilot)) == ("Neck", "stiff"), "a better one came while words are typed"
        (stage.folders.routines / "stiff.toml").unlink()
        await changed(pilot)
        assert marked(pilot) == "desk-neck"
        await press(pilot, "down")
        await press(pilot, "down")
        chosen = marked(pilot)
        stage.write("stiff", SHORT.replace("Short [bold]one[/x]", "Neck"))
        await changed(pilot)
        assert marked(pilot) == chosen, "who has left the field keeps the mark"
        await press(pilot, "slash", "backspace", "k", "enter")
        await see(pilot, "Get ready", "Neck")


async def test_letters_typed_in_the_search_are_no_commands(stage: Stage) -> None:
    async with stage.running() as pilot:
        await filled(pilot)
        await press(pilot, "slash", *"qhpls?fe")
        assert page(pilot).query_one(Search).value == "qhpls?fe"
        assert 'No routine is found for "qhpls?fe"' in words(pilot.app)
        assert "esc shows all 8 again" in words(pilot.app)
        await press(pilot, "enter", "escape")
        assert len(titles(pilot)) == 8
        assert page(pilot).query_one(Search).value == ""
        await press(pilot, "slash", *"xyz")
        await pilot.click("#none")
        await settled(pilot)
        assert len(titles(pilot)) == 8


async def test_down_leads_from_the_search_to_the_list(stage: Stage) -> None:
    async with stage.running() as pilot:
        await filled(pilot)
        await press(pilot, "slash", *"back", "down")
        assert isinstance(pilot.app.focused, RoutineList)
        assert len(titles(pilot)) == 5


async def test_ctrl_c_leaves_from_the_search_too(stage: Stage) -> None:
    async with stage.running() as pilot:
        await filled(pilot)
        await press(pilot, "slash", "ctrl+c")
        assert await left(pilot) == 130


async def test_filters_by_keys(stage: Stage) -> None:
    async with stage.running() as pilot:
        await filled(pilot)
        await press(pilot, "f", "space")
        assert "✓ neck" in words(pilot.app)
        assert "Filter: 3 of 8 routines" in words(pilot.app)
        await press(pilot, "right", "right", "down", "down", "enter")
        assert "✓ 15 min" in words(pilot.app)
        await press(pilot, "down", "enter")
        assert "✓ 20 min" in words(pilot.app)
        assert "✓ 15 min" not in words(pilot.app)
        await press(pilot, "up", "enter", "escape")
        assert titles(pilot) == ["Neck and shoulders at the desk"]
        assert "Only neck · at most 15 min" in words(pilot.app)
        await press(pilot, "f")
        assert "✓ neck" in words(pilot.app), "what was chosen is still chosen"
        await press(pilot, "c", "f")
        assert len(titles(pilot)) == 8
        assert "Only" not in words(pilot.app)


async def test_filters_by_mouse(stage: Stage) -> None:
    async with stage.running() as pilot:
        await filled(pilot)
        await pilot.click("#to-filter")
        await settled(pilot)
        assert isinstance(pilot.app.screen, FilterPage)
        await pilot.click("#at-hand", offset=(3, 2))
        await settled(pilot)
        assert "✓ chair" in words(pilot.app)
        await press(pilot, "q")
        assert titles(pilot) == ["Neck and shoulders at the desk"]
        assert "with chair at hand" in words(pilot.app)
        await pilot.click("#filters Link")
        await settled(pilot)
        assert len(titles(pilot)) == 8


async def test_filters_that_nothing_fits(stage: Stage) -> None:
    async with stage.running(size=(140, 45)) as pilot:
        await filled(pilot)
        await press(pilot, "f", "right", "right", "space", "escape")
        assert "No routine is found with these filters." in texts(pilot.app)
        await press(pilot, "enter", "e", "c")
        assert isinstance(pilot.app.screen, LibraryPage)
        await press(pilot, "escape")
        assert len(titles(pilot)) == 8


async def test_a_nerve_that_is_looked_for_is_answered_over_what_is_found(stage: Stage) -> None:
    async with stage.running() as pilot:
        await filled(pilot)
        await press(pilot, "slash", *"sciatica")
        assert "sciatica: a nerve is not stretched" in words(pilot.app)
        assert "physiotherapist about pain that" in words(pilot.app)
        await press(pilot, "escape", "escape")
        assert "a nerve" not in words(pilot.app)
