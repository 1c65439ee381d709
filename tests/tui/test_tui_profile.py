"""Questions and their answers: kept when they are to be kept, by keys alone and by the mouse alone."""

from collections.abc import Callable
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot
from textual.widgets import Button

from stretchplayer.app.session_flow import Play
from stretchplayer.caps.profile import Profile, Today
from stretchplayer.caps.questions import PROFILE, TODAY
from stretchplayer.settings import file_of
from stretchplayer.tui.charts.text_layout import placed, under
from stretchplayer.tui.screens.profile_screen import FormPage, ProfilePage, TodayPage
from stretchplayer.tui.screens.ready_screen import ReadyPage
from stretchplayer.tui.widgets.choice import Choice
from stretchplayer.tui.widgets.scale import Scale
from tui.alone import dismissed, showing
from tui.stage import Stage, each_size, on_top, ours, press, reach, see, settled, texts, until, words


async def clicked(pilot: Pilot[Any], name: str, at: tuple[int, int] = (0, 0)) -> None:
    pilot.app.screen.query_one(name).scroll_visible(animate=False, immediate=True)
    await settled(pilot)
    await pilot.click(name, offset=at)
    await settled(pilot)


def test_every_question_says_what_it_changes() -> None:
    assert all(question.effect for question in (*PROFILE, *TODAY))


@given(st.lists(st.text(max_size=12), max_size=12), st.integers(1, 80))
def test_words_never_stand_on_each_other(labels: list[str], width: int) -> None:
    places = placed(labels, width)
    assert len(places) == len(labels)
    for number, place in enumerate(places):
        assert place.left == 0 or place.left + place.width <= width
        assert place.width == 0 or under(places, place.left, place.row) == number
    assert [place.row for place in places] == sorted(place.row for place in places)


async def test_answers_are_kept(stage: Stage) -> None:
    async with showing(stage, ProfilePage) as pilot:
        await press(pilot, "home", "left", "left", "down", "y", "down", "down", "y", "down", "right", "space", "ctrl+s")
        assert dismissed(pilot) == [None]
        assert ours(pilot).context.profile() == Profile(age="16-64", pregnant=True, heart=True, skin=("jaw",))


async def test_escape_leaves_all_as_it_was(stage: Stage) -> None:
    context = stage.app().context
    context.save_profile(Profile(numb=True))
    before = stage.folders.profile.read_bytes()
    async with showing(stage, ProfilePage) as pilot:
        assert pilot.app.screen.query_one("#answer-numb", Choice).value is True
        await press(pilot, "down", "y", "escape")
        assert dismissed(pilot) == [None]
    assert stage.folders.profile.read_bytes() == before


async def test_with_the_mouse_alone(stage: Stage) -> None:
    async with showing(stage, ProfilePage) as pilot:
        await clicked(pilot, "#answer-age", (16, 0))
        await clicked(pilot, "#answer-supervised", (8, 0))
        keep = next(each for each in pilot.app.screen.query(Button) if each.name == "keep")
        await pilot.click(keep)
        await until(pilot, lambda: bool(dismissed(pilot)))
        assert ours(pilot).context.profile() == Profile(age="16-64", supervised=True)


async def test_what_an_answer_changes_stands_below_it(stage: Stage) -> None:
    async with showing(stage, ProfilePage, (140, 45)) as pilot:
        text = words(pilot.app)
        assert "Yes: no heat and no cold, no ball under a foot." in text
        await press(pilot, *["down"] * 9)
        assert pilot.app.focused is not None
        await see(pilot, "not medical advice")


async def test_a_profile_that_cannot_be_read_is_left_alone(stage: Stage) -> None:
    path = stage.folders.profile
    path.parent.mkdir(parents=True)
    path.write_text("{[b]nonsense")
    async with showing(stage, ProfilePage) as pilot:
        await see(pilot, "cannot be read", "The file is left as it is.")
        await press(pilot, "ctrl+s")
        assert dismissed(pilot) == []
        await press(pilot, "escape")
        assert dismissed(pilot) == [None]
    assert path.read_text() == "{[b]nonsense"


async def test_answers_that_cannot_be_kept_are_not_lost(stage: Stage) -> None:
    stage.folders.data.parent.mkdir(parents=True, exist_ok=True)
    async with showing(stage, ProfilePage) as pilot:
        stage.folders.data.write_text("a file where the folder should be")
        await press(pilot, "down", "y", "ctrl+s")
        await see(pilot, "cannot be kept")
        assert dismissed(pilot) == []
        assert pilot.app.screen.query_one("#answer-pregnant", Choice).value is True


async def test_todays_answers(stage: Stage) -> None:
    async with showing(stage, lambda: TodayPage(Today(fever=True))) as pilot:
        await press(pilot, "down", "1", "0", "down", "right", "space", "right", "right", "enter", "ctrl+s")
        assert dismissed(pilot) == [Today(pain=10, injury=("jaw", "arm"), fever=True)]


async def test_todays_answers_stay_as_they_were(stage: Stage) -> None:
    async with showing(stage, lambda: TodayPage(Today(pain=3, rub=("neck",)))) as pilot:
        page = pilot.app.screen
        assert page.query_one("#answer-pain", Scale).value == 3
        assert page.query_one("#answer-rub", Choice).value == ("neck",)
        await press(pilot, "y", "escape")
        assert dismissed(pilot) == [None]


async def test_warning_signs_are_one_key_away(stage: Stage) -> None:
    async with showing(stage, lambda: TodayPage(Today())) as pilot:
        await press(pilot, "f6")
        await see(pilot, "Call the emergency services now")
        await press(pilot, "escape")
        await see(pilot, "What is new today?")


async def test_parts_of_the_body_by_mouse(stage: Stage) -> None:
    async with showing(stage, lambda: TodayPage(Today())) as pilot:
        await clicked(pilot, "#answer-injury", (1, 0))
        await clicked(pilot, "#answer-injury", (1, 1))
        await clicked(pilot, "#answer-injury", (1, 0))
        assert pilot.app.screen.query_one("#answer-injury", Choice).value == ("back",)


@pytest.mark.parametrize("page", [ProfilePage, lambda: TodayPage(Today())], ids=["profile", "today"])
async def test_each_question_is_reached_by_keys_and_seen_with_all_its_answers(
    stage: Stage, page: Callable[[], FormPage[Any]]
) -> None:
    async with showing(stage, page) as pilot:
        form = on_top(pilot, FormPage)
        async for size in each_size(pilot):
            form.query_one(f"#answer-{form.QUESTIONS[0].key}").focus()
            await settled(pilot)
            room, unseen = form.query_one("#questions").content_region, []
            for question in form.QUESTIONS:
                answers = form.focused
                assert answers is not None
                assert answers.id == f"answer-{question.key}"
                assert answers.parent is not None
                both = (answers.parent.query_one(".question"), answers)
                unseen += [(question.key, each) for each in both if each.region.intersection(room) != each.region]
                await press(pilot, "down")
            assert unseen == [], size


async def test_an_answer_holds_in_the_next_session_until_it_ends_or_is_said_to_be_over(stage: Stage) -> None:
    async with stage.running(Play("desk-neck", yes=False)) as pilot:
        await reach(pilot, ReadyPage)
        assert "Still" not in texts(pilot.app)
        await press(pilot, "s", "down", "down", "right", "right", "space", *["down"] * 4, "space", "ctrl+s")
        await reach(pilot, ReadyPage)
        assert "Still: injury of the shoulders and chest, until Sun" in texts(pilot.app)
        assert "not played: No heat, massage or stretching on an injury" in texts(pilot.app)
    for hours, still in ((-48, True), (23, True), (71, True), (73, False), (60, True)):
        stage.clock.shift = hours * 3600.0 + (0 if hours < 0 else -48 * 3600.0)
        async with stage.running(Play("desk-neck", yes=True)) as pilot:
            await see(pilot, "READY")
            assert ("Still: injury" in words(pilot.app)) == still, hours
            await press(pilot, "q", "e")
    async with stage.running(Play("desk-neck", yes=False)) as pilot:
        await reach(pilot, ReadyPage)
        await press(pilot, "s", "down", "down", "right", "right", "space", "ctrl+s")
        await see(pilot, "Is it over: injury of the shoulders and chest?")
        await press(pilot, "k")
        await press(pilot, "ctrl+s", "y")
        await reach(pilot, ReadyPage)
        assert "Still" not in texts(pilot.app)
    assert stage.app().context.person().said == ()


async def test_nothing_is_cut_off(stage: Stage) -> None:
    async with showing(stage, lambda: TodayPage(Today())) as pilot:
        page = pilot.app.screen
        shown = [*page.query(".question, .effect"), *(page.query_one(f"#answer-{question.key}") for question in TODAY)]
        async for size in each_size(pilot):
            assert [each for each in shown if each.region.right > size[0]] == [], size


NUMBERS: Final = (
    ("7", 7),
    ("1", 1),
    ("1 0", 10),
    ("1 0 0", 0),
    ("0", 0),
    ("1 right left 0", 0),
    ("end", 10),
    ("home", 0),
    ("end right", 10),
    ("right", 5),
    ("left", 5),
    ("8 left left", 6),
    ("4 backspace", None),
    ("4 delete 0", 0),
    ("²", None),
)
"""Keys that are pressed, and the number that is chosen then."""


async def test_a_number_by_keys(stage: Stage) -> None:
    async with showing(stage, lambda: TodayPage(Today())) as pilot:
        scale = pilot.app.screen.query_one(Scale)
        scale.focus()
        for keys, value in NUMBERS:
            await press(pilot, "backspace", *keys.split())
            assert scale.value == value, keys
            shown = scale.render().plain
            assert shown.count("[") == (value is not None), keys
            assert value is None or f"[{value}]" in shown, keys


async def test_one_now_and_nought_later_are_two_numbers(stage: Stage) -> None:
    async with showing(stage, lambda: TodayPage(Today())) as pilot:
        scale = pilot.app.screen.query_one(Scale)
        scale.focus()
        await press(pilot, "1", "down", "up", "0")
        assert scale.value == 0


async def test_a_number_by_mouse(stage: Stage) -> None:
    async with showing(stage, lambda: TodayPage(Today())) as pilot:
        await pilot.click(Scale, offset=(31, 0))
        assert pilot.app.screen.query_one(Scale).value == 10
        await pilot.click(Scale, offset=(1, 0))
        assert pilot.app.screen.query_one(Scale).value == 0


async def test_buttons_say_the_keys_as_they_are(stage: Stage) -> None:
    path = file_of(stage.folders)
    path.parent.mkdir(parents=True)
    path.write_text('[keys]\nkeep = "f4"\n')
    async with showing(stage, ProfilePage) as pilot:
        await see(pilot, "Keep (f4)")
        await press(pilot, "down", "y", "f4")
        assert ours(pilot).context.profile() == Profile(pregnant=True)
