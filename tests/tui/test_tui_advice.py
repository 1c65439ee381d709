"""The pages of advice: all of them can be read, with keys alone and with the mouse alone, from where they fit."""

from typing import Any

import pytest
from textual.containers import VerticalScroll
from textual.pilot import Pilot
from textual.widgets import OptionList

from stretchplayer import DISCLAIMER
from stretchplayer.advice import TOPICS, page
from stretchplayer.app.session_flow import Play
from stretchplayer.catalog import advice
from stretchplayer.tui.screens.advice_screen import AdvicePage
from stretchplayer.tui.screens.done_screen import DonePage
from stretchplayer.tui.screens.library_screen import LibraryPage
from stretchplayer.tui.screens.player_screen import PlayerPage
from stretchplayer.tui.screens.ready_screen import ReadyPage
from stretchplayer.tui.widgets.basics import Link, Words
from stretchplayer.tui.widgets.scale import Scale
from tui.advised import ADVISED
from tui.alone import dismissed, showing
from tui.routines import SHORT
from tui.stage import SIZES, Stage, each_size, on_top, press, reach, rows, see, settled, until, words


@pytest.fixture
def advised(stage: Stage) -> Stage:
    stage.write("advised", ADVISED)
    return stage


def marked(pilot: Pilot[Any]) -> str | None:
    """The topic whose page is shown."""
    topics = pilot.app.screen.query_one(OptionList)
    return topics.get_option_at_index(topics.highlighted or 0).id


def advice_text(pilot: Pilot[Any]) -> str:
    """Everything that the page holds, on the screen or not."""
    return "\n".join(each.text for each in pilot.app.screen.query_one("#detail").query(Words))


async def test_every_page_says_everything(stage: Stage) -> None:
    async with showing(stage, AdvicePage) as pilot:
        for topic in TOPICS:
            await until(pilot, lambda topic=topic: advice_text(pilot).startswith(page(topic).title))  # type: ignore[misc] # its own topic
            for section in page(topic).section:
                assert all(text in advice_text(pilot) for text in (section.title, section.text, *section.points))
            assert all(source in advice_text(pilot) for source in page(topic).source)
            await press(pilot, "down")


async def test_the_space_bar_alone_leads_through_all_of_it(stage: Stage) -> None:
    """On the smallest screen: on a larger one there is only more of it at once."""
    async with showing(stage, AdvicePage, SIZES[-1]) as pilot:
        seen, shown = [], set[str]()
        for _ in range(400):
            topic = marked(pilot)
            if topic not in seen:
                seen.append(topic)
            elif topic == TOPICS[0] and len(seen) == len(TOPICS):
                break
            shown.add(" ".join(words(pilot.app).split()))
            await press(pilot, "space")
        assert seen == list(TOPICS)
        assert any(DISCLAIMER in text or DISCLAIMER.split(";")[1] in text for text in shown)
        await press(pilot, "escape")
        assert dismissed(pilot) == [None]


async def test_nothing_is_wider_than_the_screen(stage: Stage) -> None:
    async with showing(stage, lambda: AdvicePage("professional")) as pilot:
        async for size in each_size(pilot):
            assert "When to see someone" in words(pilot.app), size
            detail = pilot.app.screen.query_one("#detail", VerticalScroll)
            assert detail.max_scroll_x == 0, size
            assert all(each.region.right <= size[0] for each in detail.query(Words)), size


async def test_by_mouse(stage: Stage) -> None:
    async with showing(stage, AdvicePage) as pilot:
        await pilot.click("#topics", offset=(4, TOPICS.index("posture")))
        await until(pilot, lambda: advice_text(pilot).startswith("Posture"))
        assert isinstance(pilot.app.focused, VerticalScroll)
        await press(pilot, "down", "down")
        assert pilot.app.screen.query_one("#detail", VerticalScroll).scroll_y > 0
        back = next(key for key in pilot.app.screen.query("FooterKey") if "Back" in str(key.render()))
        await pilot.click(back, offset=(1, 0))
        await until(pilot, lambda: dismissed(pilot) == [None])


async def test_from_the_library_and_back(stage: Stage) -> None:
    async with stage.running() as pilot:
        await reach(pilot, LibraryPage)
        await press(pilot, "f8")
        await reach(pilot, AdvicePage)
        await press(pilot, "a")
        await reach(pilot, LibraryPage)


async def test_from_the_palette_of_any_page(advised: Stage) -> None:
    async with advised.running(Play("advised")) as pilot:
        await reach(pilot, ReadyPage)
        await press(pilot, "ctrl+p", *"advice")
        await until(pilot, lambda: "Short pages" in words(pilot.app))
        await press(pilot, "down", "enter")
        await reach(pilot, AdvicePage)
        await press(pilot, "escape")
        await reach(pilot, ReadyPage)


async def test_an_advice_that_waits_offers_its_page_and_goes_on_waiting(advised: Stage) -> None:
    async with advised.playing("advised") as pilot:
        await press(pilot, "a")
        assert isinstance(pilot.app.screen, PlayerPage), "there is nothing to read in a hold"
        await advised.play_on(pilot, 20)
        await see(pilot, "Advice: Posture", "[b]another[/b] way", "Read on (a)", "Press y to go on.")
        await press(pilot, "a")
        await reach(pilot, AdvicePage)
        assert marked(pilot) == "posture"
        advised.clock.passed += 120
        await press(pilot, "escape")
        player = await reach(pilot, PlayerPage)
        assert player.player.session.state == "waiting"
        await press(pilot, "y")
        await see(pilot, "A glass of water", "READ: Drinking")


async def test_an_advice_that_goes_by_waits_until_its_page_was_read(advised: Stage) -> None:
    async with advised.playing("advised") as pilot:
        await advised.play_on(pilot, 20)
        await press(pilot, "y")
        await advised.play_on(pilot, 5)
        player = on_top(pilot, PlayerPage).player
        left = player.view().remaining
        await pilot.click("#answers Button")
        await reach(pilot, AdvicePage)
        assert marked(pilot) == "hydration"
        advised.clock.passed += 300
        await press(pilot, "escape")
        await see(pilot, "PAUSED")
        assert player.view().remaining == pytest.approx(left)
        await press(pilot, "space")
        await see(pilot, "READ: Drinking")


async def test_an_advice_can_be_read_in_every_size(advised: Stage) -> None:
    async with advised.playing("advised") as pilot:
        await advised.play_on(pilot, 20)
        async for size in each_size(pilot):
            text = " ".join(words(pilot.app).split())
            assert "Stand up, and sit down in [b]another[/b] way than before." in text, size
            assert "Read on (a)" in text, size
        await press(pilot, "f")
        async for size in each_size(pilot):
            assert "than before." in words(pilot.app), size


async def test_afterwards_one_advice_fits_and_can_be_read_in_full(advised: Stage) -> None:
    async with advised.playing("advised") as pilot:
        await advised.play_on(pilot, 20)
        await press(pilot, "y")
        await advised.play_on(pilot, 30)
        await reach(pilot, DonePage)
        assert " ".join(advice("posture").text.split())[:60] in " ".join(words(pilot.app).split())
        await see(pilot, "Read on: Posture (a)", DISCLAIMER)
        await press(pilot, "a")
        await reach(pilot, AdvicePage)
        assert marked(pilot) == "posture"
        await press(pilot, "escape")
        await reach(pilot, DonePage)


async def test_whoever_is_stiffer_than_before_is_told_whom_to_see(stage: Stage) -> None:
    stage.write("short", SHORT)
    async with stage.running(Play("short")) as pilot:
        (await reach(pilot, ReadyPage)).query_one("#before", Scale).action_choose(3)
        await settled(pilot)
        await press(pilot, "enter")
        await see(pilot, "GET READY")
        await stage.play_on(pilot, 70)
        done = await reach(pilot, DonePage)
        assert "When to see someone" not in words(pilot.app)
        done.query_one("#after", Scale).action_choose(5)
        await see(pilot, "Read on: When to see someone (a)")
        done.query_one("#after", Scale).action_choose(2)
        await until(pilot, lambda: "When to see someone" not in words(pilot.app))


async def test_after_a_cramp_both_pages_can_be_clicked(stage: Stage) -> None:
    stage.write("short", SHORT)
    async with stage.playing("short", size=(80, 30)) as pilot:
        await stage.play_on(pilot, 10)
        await press(pilot, "x", "c")
        await reach(pilot, DonePage)
        await see(pilot, "Read on: Drinking (a)", "Read on: When to see someone")
        links = [link for link in pilot.app.screen.query(Link) if link.display]
        assert len(links) == 3
        links[2].scroll_visible(animate=False)
        await settled(pilot)
        await pilot.click(links[2], offset=(3, 0))
        await reach(pilot, AdvicePage)
        assert marked(pilot) == "professional"
        assert any("Call the emergency services now" in row for row in rows(pilot.app))
