"""The page of limits: every one of them, found by words, with its grade and source in full."""

from textual.widgets import OptionList

from every import every
from stretchplayer.caps.limits import ALL_LIMITS as LIMITS
from stretchplayer.caps.limits import GRADES, Limit, bound, graded, usual
from stretchplayer.tui.screens.limits_screen import LimitsPage, grouped, in_full, row, short
from tui.alone import dismissed, showing
from tui.stage import Stage, press, see, settled, words


@every("limit", LIMITS)
def test_everything_is_said_of_each(limit: Limit) -> None:
    shown = "\n".join(text for _, text in in_full(limit))
    assert limit.what[1:] in shown
    assert limit.source[1:] in shown
    assert limit.ruled[1:] in shown
    assert f"Grade {limit.grade}" in shown
    assert limit.id in shown
    assert len(row(limit, 28)) == 28
    assert row(limit, 28).endswith(short(limit))


def test_every_part_of_a_grade_is_explained() -> None:
    assert graded("A") == [("A", GRADES["A"])]
    assert graded("A/A2, cap C") == [("A/A2", f"{GRADES['A']}; or {GRADES['A2']}"), ("C for the cap", GRADES["C"])]
    assert [part for part, _ in graded("A, per day C")] == ["A", "C for the number per day"]
    assert all(graded(limit.grade) for limit in LIMITS.values())


def test_words_for_amounts() -> None:
    assert bound(LIMITS["static.gap"]) == "at least 5 s"
    assert bound(LIMITS["ballistic"]) == "never"
    assert usual(LIMITS["heat.gap"]) == "2 h"
    assert usual(LIMITS["pnf.effort"]) == "20 % to 50 %"
    assert usual(LIMITS["static.total"]) == ""


def test_groups_lose_nothing() -> None:
    assert sorted(limit.id for limits in grouped().values() for limit in limits) == sorted(LIMITS)
    assert [limit.id for limits in grouped("  HEAT day").values() for limit in limits] == ["heat.day", "today.injury"]
    assert grouped("nothing has this") == {}


async def test_the_first_is_shown_at_once(stage: Stage) -> None:
    async with showing(stage, LimitsPage) as pilot:
        text = words(pilot.app)
        assert "One static hold" in text
        assert "At most 1 min" in text
        assert "not reviewed by a clinician" in text
        await press(pilot, "down")
        await see(pilot, "At least 5 s")


async def test_every_limit_can_be_reached(stage: Stage) -> None:
    async with showing(stage, LimitsPage, (100, 30)) as pilot:
        listed = pilot.app.screen.query_one(OptionList)
        names = [option.id for option in listed.options if option.id]
        assert sorted(names) == sorted(LIMITS)
        await press(pilot, "end")
        await see(pilot, "today.pain")


async def test_found_by_words(stage: Stage) -> None:
    async with showing(stage, LimitsPage) as pilot:
        await press(pilot, "slash", *"burn")
        await see(pilot, "Temperature of a heat source")
        assert "static.hold" not in words(pilot.app)
        await press(pilot, *"xx")
        await see(pilot, "No limit has these words.")
        await press(pilot, "escape")
        await see(pilot, "static.hold")
        assert dismissed(pilot) == []
        await press(pilot, "escape")
        assert dismissed(pilot) == [None]


async def test_markup_that_is_typed_is_only_text(stage: Stage) -> None:
    async with showing(stage, LimitsPage) as pilot:
        await press(pilot, "slash", "[", "slash", "x", "]")
        await see(pilot, "No limit has these words.")


async def test_by_mouse(stage: Stage) -> None:
    async with showing(stage, LimitsPage) as pilot:
        await pilot.click("#limits", offset=(4, 3))
        await see(pilot, "At most 4 min")


async def test_on_a_small_screen_the_words_can_be_scrolled(stage: Stage) -> None:
    async with showing(stage, LimitsPage, (40, 12)) as pilot:
        await press(pilot, "tab", "end")
        await pilot.wait_for_animation()
        await settled(pilot)
        assert "not reviewed by a clinician" in " ".join(words(pilot.app).split())
