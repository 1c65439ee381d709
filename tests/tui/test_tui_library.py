"""The library: what is there, what the preview says, and what comes of it; by keys and by mouse."""

import re
from pathlib import Path

from stretchplayer.app.session_flow import Play
from stretchplayer.caps import Profile
from stretchplayer.file_access import bundled_routines
from stretchplayer.tui.screens.filter_screen import FilterPage
from stretchplayer.tui.screens.library_screen import LibraryPage
from stretchplayer.tui.screens.player_screen import PlayerPage
from stretchplayer.tui.screens.ready_screen import ReadyPage
from stretchplayer.tui.widgets.library_widgets import LibrarySearch
from stretchplayer.tui.widgets.routine_preview import PreviewPane
from tui import lived
from tui.shelf import SHORT, changed, filled, marked, page, titles
from tui.stage import Stage, left, ours, press, reach, resize, see, settled, texts, until, words


async def test_the_routines_are_listed_and_the_first_is_previewed(stage: Stage) -> None:
    stage.write("short", SHORT)
    async with stage.running() as pilot:
        await filled(pilot, 9)
        assert titles(pilot)[0] == "Short [bold]one[/x]"
        read = words(pilot.app)
        assert "1 min · yours" in read
        assert "9 routines" in read
        assert "Back of the [b]thigh" in read
        assert "20 s, each side" in read
        assert "You need nothing else." in read
        assert isinstance(pilot.app.focused, LibrarySearch)


async def test_the_preview_follows_the_mark(stage: Stage) -> None:
    async with stage.running(size=(140, 45)) as pilot:
        await filled(pilot)
        await press(pilot, "down", "down", "down")
        assert marked(pilot) == "hips"
        read = words(pilot.app)
        assert "You need: chair, mat, cushion, wall." in read
        assert "each side" in read
        assert "Source: " in read
        assert "not medical advice" in read


async def test_a_click_marks_and_a_second_one_opens(stage: Stage) -> None:
    async with stage.running() as pilot:
        await filled(pilot)
        await pilot.click("#routines", offset=(5, 6))
        await settled(pilot)
        assert marked(pilot) == "hips"
        assert isinstance(pilot.app.screen, LibraryPage)
        await pilot.click("#routines", offset=(5, 7))
        await reach(pilot, ReadyPage)


async def test_enter_plays_and_afterwards_the_library_knows(stage: Stage) -> None:
    stage.write("short", SHORT)
    async with stage.running() as pilot:
        await filled(pilot, 9)
        assert "Unfinished" not in words(pilot.app)
        await press(pilot, "enter")
        await reach(pilot, ReadyPage)
        await press(pilot, "enter")
        await reach(pilot, PlayerPage)
        await stage.play_on(pilot, 12)
        await press(pilot, "q", "y")
        await reach(pilot, LibraryPage)
        await settled(pilot, 12)
        await see(pilot, "Unfinished: Short [bold]one[/x], left just now")
        stage.clock.passed += 7200
        await changed(pilot)
        await see(pilot, "left 2 hours ago")
        await pilot.click("#left-off")
        await reach(pilot, PlayerPage)
        await see(pilot, "PAUSED")
        await press(pilot, "space")
        await stage.play_on(pilot, 90)
        await see(pilot, "Done. Well done.")
        await press(pilot, "enter")
        await reach(pilot, LibraryPage)
        await settled(pilot, 12)
        assert "Unfinished" not in words(pilot.app)


async def test_ctrl_r_resumes_what_was_left_earlier(stage: Stage) -> None:
    stage.write("short", SHORT)
    async with stage.running(Play("short", yes=True)) as pilot:
        await reach(pilot, PlayerPage)
        await stage.play_on(pilot, 12)
        await press(pilot, "q", "y")
        await left(pilot)
    stage.clock.passed += 86_400 * 3
    async with stage.running() as pilot:
        await filled(pilot, 9)
        await see(pilot, "left 3 days ago")
        await press(pilot, "ctrl+r")
        await reach(pilot, ReadyPage)


async def test_each_session_that_was_left_in_the_last_week_can_be_chosen(stage: Stage) -> None:
    for name in ("ankles", "backs"):
        stage.write(name, SHORT.replace("Short [bold]one[/x]", name.capitalize()))
        async with stage.running(Play(name, yes=True)) as pilot:
            await reach(pilot, PlayerPage)
            await stage.play_on(pilot, 12)
            await press(pilot, "q", "y")
            await left(pilot)
        stage.clock.passed += 86_400 * 2
    async with stage.running() as pilot:
        await filled(pilot, 10)
        await see(pilot, "Unfinished: Backs, left 2 days ago")
        assert words(pilot.app).count("unfinished, yours") == 2
        await press(pilot, *["down"] * titles(pilot).index("Ankles"), "down", "up")
        await see(pilot, "Unfinished: Ankles, left 4 days ago")
        await press(pilot, "ctrl+r")
        await reach(pilot, ReadyPage)
        await see(pilot, "Ankles")
    stage.clock.passed += 86_400 * 4
    async with stage.running() as pilot:
        await filled(pilot, 10)
        await see(pilot, "Unfinished: Backs, left 6 days ago")
        assert words(pilot.app).count("unfinished, yours") == 1, "what was left more than a week ago is not marked"


async def test_the_preview_says_what_todays_ledger_takes_away(stage: Stage) -> None:
    # Two minutes in each of the sessions before, and one just now: then nothing is left of the day.
    lived.live(stage, [lived.session_record(number, ago) for number, ago in enumerate((0.3, 0.5, 0.7))])
    stage.write("long", SHORT.replace("hold = 20", "hold = 60\nreps = 2"))
    async with stage.running(size=(140, 45)) as pilot:
        await filled(pilot, 9)
        assert "✂" not in words(pilot.app)
        # The routine of the sessions before comes first.
        await press(pilot, *"short", "enter")
        await reach(pilot, ReadyPage)
        await press(pilot, "enter")
        await reach(pilot, PlayerPage)
        await stage.play_on(pilot, 600)
        await see(pilot, "Done. Well done.")
        await press(pilot, "escape")
        await reach(pilot, LibraryPage)
        await until(pilot, lambda: "✂" in words(pilot.app))
        read = words(pilot.app)
        assert "✂" in read
        assert "the reasons stand below" in texts(pilot.app)
        assert "Step 1: " in read


async def test_a_profile_that_cannot_be_read_is_reported(stage: Stage) -> None:
    stage.folders.profile.parent.mkdir(parents=True)
    stage.folders.profile.write_text("no JSON", encoding="utf-8")
    async with stage.running(size=(140, 45)) as pilot:
        await filled(pilot)
        await see(pilot, "What today's limits take away is not known")


async def test_a_changed_profile_is_seen_on_coming_back(stage: Stage) -> None:
    stage.write("heat", SHORT.replace("hold = 20", "hold = 60"))
    async with stage.running(size=(140, 45)) as pilot:
        await filled(pilot, 9)
        assert "✂" not in words(pilot.app)
        await press(pilot, "f1")
        ours(pilot).context.save_profile(Profile(hypermobile=True))
        await press(pilot, "escape")
        await settled(pilot)
        await see(pilot, "✂")


async def test_other_keys_of_the_users_stand_where_ours_would(stage: Stage) -> None:
    stage.folders.config.mkdir(parents=True)
    (stage.folders.config / "config.toml").write_text('[keys]\nfilter = "ctrl+y"\nhistory = "f10"\n', encoding="utf-8")
    async with stage.running() as pilot:
        await filled(pilot)
        await see(pilot, "Filter (ctrl+y)", "f10 History")
        await press(pilot, "ctrl+y")
        assert isinstance(pilot.app.screen, FilterPage)


async def test_a_small_terminal_shows_the_list_and_a_larger_one_more(stage: Stage) -> None:
    async with stage.running(size=(40, 12)) as pilot:
        await filled(pilot)
        pane = page(pilot).query_one(PreviewPane)
        assert not pane.display or not pane.region
        assert re.search(r" \d+ min  Calf cramp at night", words(pilot.app))
        await press(pilot, "down")
        await resize(pilot, 80, 24)
        await settled(pilot, 12)
        assert re.search(r"\d+ min · chair, ball, wall", words(pilot.app))
        await see(pilot, "You need: chair, ball, wall.")
        assert marked(pilot) == "calves-feet"


async def test_every_bundled_routine_is_there(tmp_path: Path) -> None:
    bundled = sorted(path.stem for path in bundled_routines().glob("*.toml"))
    async with Stage(tmp_path).running() as pilot:
        await filled(pilot, len(bundled))
        seen = set()
        for number, _ in enumerate(bundled):
            seen.add(marked(pilot))
            # To draw one costs more than to go through all of them.
            assert number % 4 or "Not for: " in words(pilot.app)
            await press(pilot, "down")
        assert seen == set(bundled)


async def test_no_routines_at_all(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.folders = stage.folders._replace(bundled=tmp_path / "nowhere")
    async with stage.running() as pilot:
        await see(pilot, "There are no routines here.")
        await press(pilot, "enter", "down", "ctrl+g", "escape")
        assert isinstance(pilot.app.screen, LibraryPage)


async def test_ctrl_q_leaves_and_q_says_so(stage: Stage) -> None:
    async with stage.running() as pilot:
        await filled(pilot)
        await press(pilot, *"QUIT")
        await see(pilot, "ctrl+q leaves.")
        await press(pilot, "ctrl+q")
        assert await left(pilot) == 0
