"""The library answers "what now?": a row that starts what was typed, favourites, what was played, the plan of today."""

from stretchplayer.app.session_flow import Play
from stretchplayer.app.what_now import favourites
from stretchplayer.tui.screens.library_screen import LibraryPage
from stretchplayer.tui.screens.player_screen import PlayerPage
from stretchplayer.tui.screens.question_screen import QuestionPage
from stretchplayer.tui.screens.ready_screen import ReadyPage
from tui import lived
from tui.shelf import filled, marked, titles
from tui.stage import Stage, on_top, ours, press, reach, see, settled, texts, words


async def test_minutes_after_words_start_what_fits(stage: Stage) -> None:
    async with stage.running(size=(140, 45)) as pilot:
        await filled(pilot)
        await press(pilot, *"neck", "space", "5")
        await settled(pilot)
        await see(pilot, "Now: neck, 5 min")
        assert marked(pilot) == ""
        await press(pilot, "enter")
        await reach(pilot, QuestionPage)
        assert "emergency services" in texts(pilot.app)
        await press(pilot, "enter")
        await reach(pilot, ReadyPage)
        await see(pilot, "Fitted to 5 min")
        await press(pilot, "escape")
        await reach(pilot, LibraryPage)
        await press(pilot, "down")
        assert marked(pilot) != ""


PLAN = """format = 1

[[entry]]
routine = "hips"
on = "every day"
cue = "after waking"

[[progression]]
routine = "hips"
from = 2026-01-01
weeks = ["week 1: hold 10 s"]
"""


async def test_the_list_begins_with_the_plan_what_was_played_and_favourites(stage: Stage) -> None:
    record = lived.session_record(1, 2.1)
    lived.live(stage, [record])
    async with stage.running(size=(140, 45)) as pilot:
        await filled(pilot)
        ((last, _),) = ours(pilot).context.store.played().values()
        assert last == record.ended, "it was played until it was over"
        page = pilot.app.screen
        assert isinstance(page, LibraryPage)
        before = titles(pilot)
        assert before[0] == "Neck and shoulders at the desk"
        await see(pilot, "played 2 days ago")
        await press(pilot, "end", "asterisk")
        liked = marked(pilot)
        assert favourites(stage.folders) == {liked}
        assert titles(pilot)[1] == before[-1]
        await see(pilot, "★")
        stage.folders.plan.parent.mkdir(parents=True, exist_ok=True)
        stage.folders.plan.write_text(PLAN, encoding="utf-8")
        page.refresh_all()
        await settled(pilot)
        assert titles(pilot)[1:3] == [before[0], before[-1]]
        await see(pilot, "today: after waking")
        await press(pilot, "ctrl+s", "ctrl+s")
        assert titles(pilot) == sorted(titles(pilot), key=str.casefold)
        await see(pilot, "by title")
        await press(pilot, "asterisk")
        assert favourites(stage.folders) == frozenset()
        await press(pilot, "ctrl+s", "ctrl+s", "home")
        assert marked(pilot) == "hips"
        await press(pilot, "enter")
        await reach(pilot, ReadyPage)
        await see(pilot, "As planned for today. From week 1: hold 10 s (Half-kneeling hip stretch; Ankle")
        await press(pilot, "enter")
        await reach(pilot, PlayerPage)
        segments = on_top(pilot, PlayerPage).player.session.plan.segments
        assert {each.seconds for each in segments if each.kind == "stretch" and each.phase == "work"} == {10.0}
        await press(pilot, "q", "y")
        await reach(pilot, LibraryPage)
        await see(pilot, "16 min · unfinished · today: after")


async def test_a_cramp_is_stretched_once_its_warning_is_read(stage: Stage) -> None:
    stage.write(
        "cramp", 'format = 1\ntitle = "Cramp"\nduring = "cramp"\n[[step]]\nmove = "calf-wall"\nsides = "both"\n'
    )
    async with stage.running(Play("cramp", warning="A cramp that lasts calls for a doctor.")) as pilot:
        await see(pilot, "A cramp that lasts")
        await press(pilot, "enter")
        await see(pilot, "GET READY")
        assert "BOTH SIDES" not in words(pilot.app), "it is in one leg"
