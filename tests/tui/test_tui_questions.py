"""Every question at every size shows every answer, whatever else there is to read."""

from typing import Any, Final

import pytest
from textual.pilot import Pilot
from textual.widgets import Button

from stretchplayer.app.answers import save_profile
from stretchplayer.app.session_flow import Play
from stretchplayer.caps import Profile
from stretchplayer.tui.screens.question_screen import EDITED, QuestionPage
from tui.alone import showing
from tui.routines import DRAWN, SHORT, WARM
from tui.stage import SIZES, Stage, each_size, ours, press, rows, see, words

FAR: Final = ("n", "]", "]", "]", "n", 12.0)
QUESTIONS: Final[dict[str, tuple[str, tuple[str | float, ...]]]] = {
    "heat": ("warm", ()),
    "skin": ("warm", ("y", 301.0)),
    "alarm": ("warm", ("y", 365.0)),
    "take-off": ("warm", ("y", 100.0, "space")),
    "paused": ("drawn", (*FAR, "space", 65.0)),
    "leaving": ("drawn", (*FAR, "q")),
    "too-much": ("drawn", (*FAR, "x")),
    "too-much-on-the-map": ("short", (10.0, "x")),
    "advice": ("read", ()),
    "advice-waits": ("wait", ()),
}
ADVICE: Final = """\
format = 1
title = "Read"

[[step]]
kind = "advice"
topic = "rest"
name = "READY to rest"
how = "{how}"
{duration}

[[step]]
kind = "rest"
duration = 20
"""


@pytest.fixture
def asking(stage: Stage) -> Stage:
    """A home with a routine for each kind of question."""
    how = "Rest is when the body mends. " * 9
    read, wait = ADVICE.format(how=how, duration="duration = 60"), ADVICE.format(how=how, duration="")
    for name, text in {"warm": WARM, "short": SHORT, "drawn": DRAWN, "read": read, "wait": wait}.items():
        stage.write(name, text)
    return stage


def unseen(pilot: Pilot[Any]) -> list[str]:
    """Answers that cannot be read on the screen, each where it stands."""
    drawn = rows(pilot.app)
    found = []
    for button in pilot.app.screen.query("#answers Button, .answers Button").results(Button):
        label, at = str(button.label), button.region
        if not any(label in row[at.x : at.right] for row in drawn[at.y : at.bottom]):
            found.append(label)
    return found


@pytest.mark.parametrize("question", QUESTIONS)
async def test_every_answer_is_seen(asking: Stage, question: str) -> None:
    name, steps = QUESTIONS[question]
    async with asking.playing(name) as pilot:
        for step in steps:
            await (press(pilot, step) if isinstance(step, str) else asking.play_on(pilot, step))
        async for size in each_size(pilot):
            assert pilot.app.screen.query("#answers Button"), size
            assert unseen(pilot) == [], size
        await press(pilot, "f9", "f")
        async for size in each_size(pilot, (SIZES[0], SIZES[-1])):
            assert unseen(pilot) == [], f"with a hint, and with the big countdown, {size}"


async def test_stiffness_is_asked_and_kept_at_every_size(asking: Stage) -> None:
    numbers = "0  1  2 [3] 4  5  6  7  8  9  10"
    async with asking.running(Play("short")) as pilot:
        await see(pilot, "(enter)")
        await press(pilot, "3", "f9")
        async for size in each_size(pilot):
            assert numbers in words(pilot.app), size
            assert unseen(pilot) == [], size
        await press(pilot, "enter")
        await see(pilot, "GET READY")
        await asking.play_on(pilot, 70)
        await see(pilot, "Done. Well done.")
        await press(pilot, "3", "f9")
        async for size in each_size(pilot):
            assert numbers in words(pilot.app), size
        await pilot.press("5", "enter")
        await see(pilot, "")
    assert (asking.past.before, asking.past.after) == (3, 5)


async def test_what_to_do_with_an_edited_file_is_seen(stage: Stage) -> None:
    async with showing(stage, lambda: QuestionPage(EDITED, ["morning.toml was edited."])) as pilot:
        await press(pilot, "f9")
        async for size in each_size(pilot):
            assert unseen(pilot) == [], size


async def test_a_session_that_was_skipped_through_is_not_praised(asking: Stage) -> None:
    async with asking.playing("short") as pilot:
        await press(pilot, "]")
        await see(pilot, "At the end: 0 s of 40 s of work was done.")
        assert "Well done" not in words(pilot.app)


async def test_strong_pain_shows_the_warning_signs(asking: Stage) -> None:
    async with asking.running(Play("short"), (140, 45)) as pilot:
        await see(pilot, "Something new")
        await press(pilot, "s")
        await see(pilot, "What is new today?")
        pilot.app.screen.query_one("#answer-pain").focus()
        await press(pilot, "7", "ctrl+s")
        await see(pilot, "Call the emergency services now")
        page = words(pilot.app)
        assert "With pain of 7" in page[: page.index("Call the emergency")], "why it is shown comes first"


async def test_a_routine_that_is_not_for_today_begins_with_no_key(asking: Stage) -> None:
    asking.write("low", f'not_for = "Anybody with a fever."\nnot_with = "fever"\n{SHORT}')
    async with asking.running(Play("low"), (80, 24)) as pilot:
        await see(pilot, "Nothing new: begin (enter)")
        await press(pilot, "s")
        await see(pilot, "What is new today?")
        pilot.app.screen.query_one("#answer-fever").focus()
        await press(pilot, "right", "ctrl+s")
        await see(pilot, "See a doctor today: Fever with back or neck pain.")
        await press(pilot, "escape")
        page = " ".join(words(pilot.app).split())
        assert "Nothing of this may be played now. This is not done with a fever. Not for: Anybody" in page
        assert "begin (enter)" not in page
        assert "Begin" not in rows(pilot.app)[-1]
        await press(pilot, "enter")
        await see(pilot, "See a doctor today: Fever with back or neck pain.")
        assert ours(pilot).playing is None


async def test_only_who_was_told_so_begins_what_is_not_for_them(asking: Stage) -> None:
    asking.write("low", f'not_for = "Anybody pregnant."\nnot_with = "pregnant"\n{SHORT}')
    save_profile(Profile(pregnant=True), asking.folders)
    async with asking.running(Play("low", yes=True), (80, 24)) as pilot:
        await see(pilot, "This is not done in pregnancy. Not for: Anybody pregnant.")
        await press(pilot, "enter")
        await see(pilot, "Not for: Anybody pregnant.")
        await press(pilot, "y")
        await see(pilot, "GET READY")
