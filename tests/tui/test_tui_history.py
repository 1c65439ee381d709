"""Looking back: the right day, the right sums, the right shapes; and a page that holds up whatever happened."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from every import every
from stretchplayer.app.context import AppContext
from stretchplayer.caps.budgets import Budget
from stretchplayer.store import NullStore, Past, StoreFailed
from stretchplayer.store.exchange import StrainRecord
from stretchplayer.tui.charts import history_charts, ledger_chart
from stretchplayer.tui.charts.history_charts import Played, day_of, last_week, minutes, named, played
from stretchplayer.tui.charts.text_layout import Rows, bar, fitted, row_text
from stretchplayer.tui.screens.history_screen import HistoryPage, Panel
from stretchplayer.tui.widgets.drawn import Picture
from tui import lived
from tui.alone import dismissed, showing
from tui.stage import NOON, Stage, each_size, ours, press, reach, see, settled, words

TODAY = date(2026, 1, 1)
BERLIN = ZoneInfo("Europe/Berlin")


def past(started: float, seconds: float = 600.0, **changes: Any) -> Past:
    facts: dict[str, Any] = {
        "id": "0" * 32,
        "routine": "Hips",
        "started": started,
        "ended": started + seconds,
        "state": "finished",
        "seconds": seconds,
        "worked_seconds": seconds,
        "before": None,
        "after": None,
    }
    return Past(**{**facts, **changes})


def at(year: int, month: int, day: int, hour: int = 0, minute: int = 0, *, zone: tzinfo = BERLIN) -> float:
    return datetime(year, month, day, hour, minute, tzinfo=zone).timestamp()


def strain(ago: float) -> StrainRecord:
    """A "too much" of the left thigh, so many days ago."""
    return StrainRecord(muscle="hamstrings", side="left", at=NOON - ago * lived.DAY + 60, revision=1, word="cramp")


def done(**seconds: float) -> Played:
    """Seconds by day, as "m1d2"."""
    days = {TODAY - timedelta(days=int(name[1:])): value for name, value in seconds.items()}
    return Played(TODAY, days, dict.fromkeys(days, 1), 0)


def read(drawn: Rows) -> list[str]:
    return [row_text(row).rstrip() for row in drawn]


def test_a_day_is_a_day_of_the_place() -> None:
    late = at(2025, 12, 31, 23, 30)
    assert day_of(late, BERLIN) == date(2025, 12, 31)
    assert day_of(late, ZoneInfo("Asia/Tokyo")) == TODAY
    assert day_of(late + 3600, BERLIN) == TODAY


def test_days_of_23_and_25_hours() -> None:
    for day in (date(2025, 3, 30), date(2025, 10, 26)):
        for hour in (0, 1, 3, 23):
            assert day_of(at(day.year, day.month, day.day, hour, 59), BERLIN) == day
    spring, autumn = at(2025, 3, 30, 23, 59), at(2025, 10, 26, 0, 1)
    found = played([past(spring), past(spring + 120), past(autumn), past(autumn + 24 * 3600)], TODAY, BERLIN)
    assert found.sessions == {date(2025, 3, 30): 1, date(2025, 3, 31): 1, date(2025, 10, 26): 2}


@pytest.mark.parametrize("wall", [1e18, -1e18, float("inf"), float("nan"), 1e11, NOON + 86_400 * 3])
def test_a_clock_that_was_wrong(wall: float) -> None:
    found = played([past(wall), past(NOON)], TODAY, UTC)
    assert found.elsewhere == 1
    assert found.seconds == {TODAY: 600.0}
    assert history_charts.past_words(past(wall), TODAY, UTC).left


@given(st.lists(st.tuples(st.floats(-1e13, 1e13), st.floats(0, 1e6)), max_size=30), st.integers(1, 250))
def test_nothing_is_lost_and_nothing_is_too_wide(sessions: list[tuple[float, float]], width: int) -> None:
    history = [past(started, seconds) for started, seconds in sessions]
    found = played(history, TODAY, UTC)
    assert sum(found.sessions.values()) + found.elsewhere == len(history)
    drawn = (
        *history_charts.bars(found, max(width, 24)),
        *history_charts.grid(found, max(width, 24)),
    )
    assert all(cell_len(row_text(row).rstrip()) <= max(width, 40) for row in drawn)


@every("today", [date.min, date.max, date(2024, 2, 29), date(2026, 1, 4), date(2026, 1, 5)])
@every("width", [20, 74, 190])
def test_every_today_can_be_drawn(today: date, width: int) -> None:
    one = Played(today, {today: 60.0}, {today: 1}, 0)
    assert len(history_charts.grid(one, width)) >= 10
    assert len(history_charts.bars(one, width)) == 1
    assert last_week(one) == "1 session in the last 7 days, 1 min."


def test_the_calendar_has_a_cell_for_each_day() -> None:
    drawn = read(history_charts.grid(done(d0=100, d1=700, d2=1300, d3=2400), 5 + 3 * 4))
    assert drawn[:8] == [
        "     Dec      Jan",
        " Mon ·  ·  ·  ██",
        " Tue ·  ·  ·  ▆▆",
        " Wed ·  ·  ·  ▄▄",
        "▸Thu ·  ·  ·  ▂▂",
        " Fri ·  ·  ·",
        " Sat ·  ·  ·",
        " Sun ·  ·  ·",
    ]


def test_shape_and_colour_say_the_same() -> None:
    drawn = history_charts.grid(done(d0=1, d1=700, d2=1300, d3=9000), 40)[1:8]
    shapes = {(ink.text.strip()[:1], ink.tone) for row in drawn for ink in row[1:]} - {("", "plain")}
    assert shapes == {("·", "none"), ("▂", "little"), ("▄", "some"), ("▆", "much"), ("█", "most")}


def test_levels() -> None:
    assert [history_charts.level(each) for each in (-1, 0, 0.1, 599, 600, 1199, 1200, 2399, 2400, 1e9)] == [
        *(0, 0, 1, 1, 2, 2, 3, 3, 4, 4)
    ]


def test_months_stand_above_their_first_days() -> None:
    head, monday, *_ = read(history_charts.grid(done(), 5 + 3 * 53))
    assert monday.count("·") == 53
    assert [head[n : n + 3] for n in range(5, len(head), 3) if head[n : n + 3].strip()][-3:] == ["Nov", "Dec", "Jan"]
    assert "  " in head
    for weeks in range(1, 54):
        head, *_ = read(history_charts.grid(done(), 5 + 3 * weeks))
        assert not any(len(word) > 3 for word in head.split()), head


def test_weeks_add_up() -> None:
    found = history_charts.by_week(done(d0=60, d3=120, d4=600, d300=9999))
    assert [seconds for _, seconds in found][-2:] == [600.0, 180.0]
    assert len(found) == history_charts.WEEKS
    assert found[-1][0] == date(2025, 12, 29)
    assert all(first.weekday() == 0 for first, _ in found)


def test_the_longest_week_has_the_longest_bar() -> None:
    drawn = read(history_charts.bars(done(d0=60, d7=3600, d14=1800), 60))
    assert drawn[-1].startswith("this week ▋")
    assert drawn[-1].endswith(" 1 min")
    assert drawn[-2].count("█") == 2 * drawn[-3].count("█") + drawn[-2].count("█") % 2
    assert len(drawn) == 3


def budget(**changes: Any) -> Budget:
    facts: dict[str, Any] = {
        "muscle": "hamstrings",
        "side": "left",
        "kind": "static",
        "day_seconds": 120.0,
        "day_cap": 480.0,
        "week_seconds": 600.0,
        "week_cap": 1200.0,
        "day_times": 1,
        "day_times_cap": None,
    }
    return Budget(**{**facts, **changes})


def test_a_muscle_stands_against_both_caps() -> None:
    name, day, week = read(ledger_chart.ledger_bars([budget()], 49))
    assert name == "left back of the thigh  stretch"
    assert day == "24 h   █████░░░░░░░░░░░░░░░ 120 of 480 s"
    assert week == "7 days ██████████░░░░░░░░░░ 600 of 1200 s"
    name, both = read(ledger_chart.ledger_bars([budget()], 120))
    assert both.index("24 h") < both.index("120 of") < both.index("7 days") < both.index("600 of")


def test_little_left_is_a_word_too() -> None:
    text = "\n".join(read(ledger_chart.ledger_bars([budget(day_seconds=400.0, week_seconds=1200.0)], 80)))
    assert "400 of 480 s nearly" in text
    assert "1200 of 1200 s full" in text


def test_the_fullest_stands_first() -> None:
    drawn = read(ledger_chart.ledger_bars([budget(), budget(side="right", day_seconds=470.0)], 80))
    assert drawn[0].startswith("right")


def test_sets_are_counted_and_what_has_no_cap_has_no_bar() -> None:
    massage = budget(kind="massage", day_cap=None, week_cap=None, day_times=2, day_times_cap=3.0)
    push = budget(kind="contract", day_cap=None, week_cap=None)
    text = "\n".join(read(ledger_chart.ledger_bars([massage, push], 50)))
    assert "2 of 3 sets" in text
    assert "gentle push" in text
    assert "7 days 600 s" in text


@given(st.integers(24, 200), st.floats(0, 1e5), st.floats(0, 1e6))
def test_bars_stay_inside(width: int, day: float, week: float) -> None:
    drawn = ledger_chart.ledger_bars([budget(day_seconds=day, week_seconds=week)], width)
    assert all(cell_len(row_text(row)) <= width for row in drawn[1:])


@given(st.floats(-1, 2), st.integers(1, 60))
def test_a_bar_is_as_long_as_it_should_be(share: float, width: int) -> None:
    full, rest = bar(share, width)
    assert len(full) + len(rest) == width
    assert (full == "") == (share <= 0)


def test_before_and_after_are_two_shapes() -> None:
    points = history_charts.felt(
        [past(NOON - 86_400, before=6, after=3), past(NOON, before=4, after=4), past(NOON)], UTC
    )
    assert len(points) == 2
    drawn = read(history_charts.trend(points, TODAY, 60))
    assert drawn[0] == "On average 5.0 before and 3.5 after, in 2 sessions."
    assert [line[5:].rstrip() for line in drawn[2:13]] == ["", "", "", "", "○", "│", "│  ◉", "●", "", "", ""]
    assert "both the same" in drawn[-1]


def test_only_one_of_the_two_was_said() -> None:
    points = history_charts.felt([past(NOON, before=6), past(NOON, after=2)], UTC)
    text = "\n".join(read(history_charts.trend(points, TODAY, 60)))
    assert text.count("○") == 2
    assert text.count("●") == 2
    assert history_charts.average(points).startswith("Say how stiff")


def test_a_session_in_the_list_says_day_title_end_and_length() -> None:
    assert history_charts.past_words(past(NOON), TODAY, UTC) == (
        "      1 Jan  Hips",
        ("✓ finished   10 min", "✓ finished 10 min", "✓ 10 min"),
    )
    late = history_charts.past_words(past(NOON, 0.2, state="unfinished", ended=None), TODAY, UTC)
    assert late.right[0].split() == ["…", "unfinished"], "a length of nothing is not said"


def test_words_for_days_and_lengths() -> None:
    assert named(date(2025, 11, 3), TODAY) == "3 Nov"
    assert named(date(2024, 11, 3), TODAY) == "3 Nov 2024"
    assert named(date(2027, 1, 3), TODAY) == "3 Jan 2027"
    assert named(None, TODAY) == "some day"
    assert [minutes(each) for each in (0, 59, 60, 1500)] == ["0 s", "59 s", "1 min", "25 min"]
    assert fitted("abc", 2) == "a…"
    assert fitted("首首", 3) == "首…"
    assert last_week(done()) == "Nothing in the last 7 days."
    assert last_week(done(d0=60, d6=60, d7=60)) == "2 sessions in the last 7 days, 2 min."


async def test_nothing_done_yet(stage: Stage) -> None:
    async with showing(stage, HistoryPage) as pilot:
        await see(pilot, "Nothing here yet, and there is no hurry.")
        await press(pilot, "escape")
        assert dismissed(pilot) == [None]


async def test_everything_is_there_at_every_size(stage: Stage) -> None:
    lived.live(stage, lived.year())
    async with showing(stage, lambda: HistoryPage(UTC)) as pilot:
        page = pilot.app.screen
        assert [panel.id for panel in page.query(Panel)] == ["days", "weeks", "muscles", "body", "stiffness", "last"]
        async for size in each_size(pilot):
            assert all(panel.region.right <= size[0] for panel in page.query(Panel)), size
            pictures = [picture.text for picture in page.query(Picture)]
            for word in ("▸Thu", "this week", "back of the thigh", "On average"):
                assert any(word in text for text in pictures), (word, size)
            assert max(cell_len(line) for text in pictures for line in text.split("\n")) <= size[0] - 2, size
            await press(pilot, "home")
            before = words(pilot.app)
            await press(pilot, "pagedown")
            assert words(pilot.app) != before or size[1] == 60, size


async def test_tab_goes_from_picture_to_picture(stage: Stage) -> None:
    lived.live(stage, lived.year())
    async with showing(stage, HistoryPage) as pilot:
        seen = []
        for _ in range(6):
            assert pilot.app.focused is not None
            seen.append(pilot.app.focused.id)
            assert pilot.app.focused.region.y < 23
            await press(pilot, "tab")
        assert seen == ["days", "weeks", "muscles", "body", "stiffness", "sessions"]


async def test_sessions_without_end_and_clocks_years_off(stage: Stage) -> None:
    early = lived.session_record(1, 0.1, state="unfinished", ended=None)
    later = lived.session_record(2, -4000, runs=())
    lived.live(stage, [early, later])
    async with showing(stage, lambda: HistoryPage(UTC), (140, 60)) as pilot:
        text = words(pilot.app)
        assert "1 session in the last 7 days, 15 min." in text
        assert "… 15 min" in text, "where there is no room for both, the length says more than the word"
        assert "1 session has a day that is still to come" in " ".join(text.replace("│", " ").split())


@pytest.mark.timeout(10)
async def test_a_thousand_sessions_are_quick(stage: Stage) -> None:
    lived.live(stage, [lived.session_record(number, 0.3 * number + 0.1, before=5, after=4) for number in range(1000)])
    async with showing(stage, HistoryPage, (140, 45)) as pilot:
        await settled(pilot)
        await see(pilot, "this week")


class BrokenStore(NullStore):
    def history(self) -> Iterator[Past]:
        message = "The disk is full of [red]holes[/red]."
        raise StoreFailed(message)


class Broken(AppContext):
    store = BrokenStore()


async def test_a_history_that_cannot_be_read_is_said(stage: Stage) -> None:
    async with showing(stage, HistoryPage, context=Broken(stage.folders, stage.clock)) as pilot:
        await see(pilot, "The disk is full of [red]holes[/red].")
        await press(pilot, "q")
        assert dismissed(pilot) == [None]


async def test_a_session_is_opened_noted_and_deleted(stage: Stage) -> None:
    one = lived.session_record(1, 0.2, before=6, after=3, strains=(strain(0.2),), routine="Hips [b]and[/b] back")
    lived.live(stage, [lived.session_record(2, 3.0), one])
    async with showing(stage, lambda: HistoryPage(UTC)) as pilot:
        # The first goes to the list, the second opens what is marked there.
        await press(pilot, "enter", "enter")
        await see(pilot, "Hips [b]and[/b] back, 2026-01-01", "15 min played", "Stiffness: 6 before, 3 after.")
        await see(pilot, "back of the thigh", "“Too much”", "a cramp")
        await press(pilot, "n", *"calm", "enter")
        await see(pilot, "calm")
        await press(pilot, "d", "escape")
        assert len(list(ours(pilot).context.store.history())) == 2, "asked first"
        before = ours(pilot).context.store.ledger(NOON)
        await press(pilot, "d", "y")
        assert [each.id for each in ours(pilot).context.store.history()] == [f"{2:032x}"]
        assert ours(pilot).context.store.ledger(NOON) == before, "what it charged counts on"
        page = await reach(pilot, HistoryPage)
        assert [row.left.split("  ")[-1] for row in page._rows] == ["Neck and shoulders at the desk"]


async def test_self_tests_are_taken_and_drawn_beside_the_minutes(stage: Stage) -> None:
    lived.live(stage, [lived.session_record(1, 0.2)])
    async with showing(stage, lambda: HistoryPage(UTC), (140, 60)) as pilot:
        assert "Self-tests" not in words(pilot.app), "off until asked for"
        await press(pilot, "m")
        await see(pilot, "Knee to wall", "Fingertips to floor", "Powden 2015", "Ekedahl 2012")
        await press(pilot, "9")
        await see(pilot, "left leg, cm: ")
        await press(pilot, "backspace")
        await press(pilot, *"99", "ctrl+s")
        await see(pilot, "Write a number from 0 to 30")
        await press(pilot, "backspace", "enter", *"8.5", "enter", *"12", "enter")
        await reach(pilot, HistoryPage)
        await see(
            pilot, "Self-tests", "Knee to wall, left leg: 9 cm", "right leg: 8.5 cm", "Fingertips to floor: 12 cm"
        )
        assert ours(pilot).context.settings.self_tests


def test_weeks_without_anything_are_not_drawn() -> None:
    drawn = read(history_charts.bars(done(d0=0.2, d14=1800), 60))
    assert len(drawn) == 2
    assert drawn[-1].split() == ["this", "week", "·"]
