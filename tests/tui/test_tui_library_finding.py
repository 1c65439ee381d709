"""Finding a routine in the library: by words as they are typed, and by filters; by keys and by mouse."""

from stretchplayer.app.what_now import favourites
from stretchplayer.tui.screens.editor_screen import EditorPage
from stretchplayer.tui.screens.filter_screen import FilterPage
from stretchplayer.tui.screens.help_screen import HelpPage
from stretchplayer.tui.screens.library_screen import LibraryPage
from stretchplayer.tui.widgets.routine_preview import PreviewPane
from tui.shelf import SHORT, changed, filled, marked, page, titles
from tui.stage import Stage, burst, left, press, reach, see, settled, texts, words


async def test_every_letter_finds(stage: Stage) -> None:
    async with stage.running() as pilot:
        await filled(pilot)
        await press(pilot, "space")
        assert page(pilot).search.value == "", "a space is nothing before there is anything else"
        await press(pilot, *"DESK")
        assert titles(pilot) == ["Neck and shoulders at the desk", "Calf cramp at night"], "which needs no floor"
        await see(pilot, "2 of 8 routines")
        assert marked(pilot) == "desk-neck"
        await press(pilot, "space", "n", "backspace", "escape")
        assert page(pilot).search.value == ""
        assert len(titles(pilot)) == 8
        assert marked(pilot) == "desk-neck", "the mark stays with its routine"
        await press(pilot, *"тусл")
        assert titles(pilot)[0] == "Neck and shoulders at the desk"
        await see(pilot, "тусл")
        assert 'these are for "neck"' in texts(pilot.app)
        await press(pilot, "escape", "slash", *"pack")
        assert titles(pilot) == ["Warmth, then stretches for the back"]


async def test_letters_find_wherever_the_keys_are(stage: Stage) -> None:
    async with stage.running() as pilot:
        await filled(pilot)
        page(pilot).set_focus(page(pilot).query_one(PreviewPane))
        await press(pilot, *"Ша", "backspace", "backspace", *"child")
        assert page(pilot).search.value == "child"
        assert {each.name for each in page(pilot).routines._listed} == {"lower-back", "heat-then-stretch-back"}
        await see(pilot, "has Child's pose")
        page(pilot).set_focus(None)
        await press(pilot, "end")
        assert marked(pilot) == page(pilot).routines._listed[-1].name


async def test_the_best_match_is_marked_at_each_letter_and_enter_opens_it(stage: Stage) -> None:
    stage.write("other", SHORT.replace("Short [bold]one[/x]", "Other").replace('"mine"', '"neck"'))
    async with stage.running(size=(140, 45)) as pilot:
        await filled(pilot, 9)
        await press(pilot, "down", "down", "down")
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
        assert marked(pilot) == chosen, "who has chosen among what was found keeps the mark"
        await press(pilot, "backspace", "k", "enter")
        await see(pilot, "Get ready", "Neck")


async def test_words_and_enter_at_once_open_what_the_words_find(stage: Stage) -> None:
    async with stage.running() as pilot:
        await filled(pilot)
        burst(pilot, *"calf", "space", *"cramp", then="enter")
        await see(pilot, "Get ready", "Calf cramp at night")
        await press(pilot, "escape")
        await reach(pilot, LibraryPage)
        await press(pilot, "escape", "end")
        assert marked(pilot) != "calf-cramp"
        page(pilot).set_focus(page(pilot).query_one(PreviewPane))
        await settled(pilot)
        burst(pilot, *"calf", "space", *"cramp", then="ctrl+e")
        await see(pilot, "Calf cramp at night came with the program")
        await press(pilot, "e")
        assert (await reach(pilot, EditorPage)).file.name == "calf-cramp"


async def test_what_moves_the_mark_moves_it_among_what_was_typed_just_before(stage: Stage) -> None:
    async with stage.running() as pilot:
        await filled(pilot)
        await press(pilot, *"back", "down")
        second = marked(pilot)
        await press(pilot, "escape", "home")
        burst(pilot, *"back", "down", then="asterisk")
        await see(pilot, "is a favourite now")
        assert favourites(stage.folders) == frozenset((second,))


async def test_what_is_typed_before_all_is_read_waits_for_it(stage: Stage) -> None:
    app = stage.app()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        burst(pilot, *"calf", "space", *"cramp", then="enter")
        await see(pilot, "Get ready", "Calf cramp at night")
    app.context.close()


async def test_letters_are_no_commands(stage: Stage) -> None:
    async with stage.running() as pilot:
        await filled(pilot)
        await press(pilot, *"qhplsfeNC")
        assert page(pilot).search.value == "qhplsfeNC"
        assert 'No routine is found for "qhplsfeNC"' in texts(pilot.app)
        await see(pilot, "esc shows all 8 again")
        await press(pilot, "enter", "escape")
        assert len(titles(pilot)) == 8
        assert page(pilot).search.value == ""
        await press(pilot, *"xyz")
        await pilot.click("#none")
        await settled(pilot)
        assert len(titles(pilot)) == 8
        await press(pilot, "x", "question_mark")
        assert isinstance(pilot.app.screen, HelpPage)


async def test_the_list_is_gone_through_from_the_field(stage: Stage) -> None:
    async with stage.running() as pilot:
        await filled(pilot)
        await press(pilot, "end")
        assert marked(pilot) == page(pilot).routines._listed[-1].name
        await press(pilot, "home", "pagedown", "up")
        assert marked(pilot) == page(pilot).routines._listed[6].name
        await press(pilot, *"back", "down")
        assert marked(pilot) == page(pilot).routines._listed[1].name
        await press(pilot, "home", "delete")
        assert page(pilot).search.value == "ack", "with words, these keys are the field's"


async def test_ctrl_c_leaves_from_the_search_too(stage: Stage) -> None:
    async with stage.running() as pilot:
        await filled(pilot)
        await press(pilot, "a", "ctrl+c")
        assert await left(pilot) == 130


async def test_filters_by_keys(stage: Stage) -> None:
    async with stage.running() as pilot:
        await filled(pilot)
        await press(pilot, "ctrl+g", "space")
        assert "✓ neck" in words(pilot.app).replace("▸", " ")
        await see(pilot, "Filter: 3 of 8 routines")
        await press(pilot, "right", "right", "down", "down", "enter")
        assert "✓ for now" in words(pilot.app).replace("▸", " ")
        assert "✓ 15 min" in words(pilot.app).replace("▸", " ")
        await press(pilot, "down", "enter")
        assert "✓ 20 min" in words(pilot.app).replace("▸", " ")
        assert "✓ 15 min" not in words(pilot.app).replace("▸", " ")
        await press(pilot, "escape")
        assert titles(pilot) == ["Neck and shoulders at the desk"]
        await see(pilot, "Only neck · at most 20 min")
        await press(pilot, "ctrl+g")
        assert "✓ neck" in words(pilot.app).replace("▸", " "), "what was chosen is still chosen"
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
        assert "✓ chair" in words(pilot.app).replace("▸", " ")
        await press(pilot, "q")
        assert titles(pilot) == ["Neck and shoulders at the desk"]
        await see(pilot, "with chair at hand")
        await pilot.click("#filters Link")
        await settled(pilot)
        assert len(titles(pilot)) == 8


async def test_filters_that_nothing_fits(stage: Stage) -> None:
    async with stage.running(size=(140, 45)) as pilot:
        await filled(pilot)
        await press(pilot, "ctrl+g", "right", "right", "space", "escape")
        assert "No routine is found with these filters." in texts(pilot.app)
        await press(pilot, "enter", "ctrl+e", "ctrl+d", "delete")
        assert isinstance(pilot.app.screen, LibraryPage)
        await press(pilot, "escape")
        assert len(titles(pilot)) == 8


async def test_a_nerve_that_is_looked_for_is_answered_over_what_is_found(stage: Stage) -> None:
    async with stage.running() as pilot:
        await filled(pilot)
        await press(pilot, *"sciatica")
        assert "sciatica: numbness between the legs" in texts(pilot.app)
        assert "physiotherapist about pain that" in texts(pilot.app)
        await press(pilot, "escape")
        assert "a nerve" not in words(pilot.app)
