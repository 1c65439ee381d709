"""The editor in pictures: its steps with everything that a row can be, its text with a problem, the move browser."""

from collections.abc import Callable
from typing import Any, Final

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from stretchplayer.app.drafts import open_file
from stretchplayer.tui.screens.editor_screen import EditorPage
from stretchplayer.tui.screens.move_browser import MoveBrowser
from tui.alone import AloneApp, alone, showing
from tui.stage import Act, Stage, ours, press, settled, texts, until, words

Compare = Callable[..., bool]
SIZES: Final = ((80, 24), (140, 45))
EVENING: Final = """\
format = 1
title = "Legs in the evening"
tags = ["mine", "legs"]

# Every other day, says Ann.
[[step]]
move = "march"
duration = 180

[[step]]
repeat = 3

[[step.step]]
move = "calf-wall"
hold = 30

[[step.step]]
move = "hamstring-strap"
hold = 90

[[step]]
move = "bridge"
reps = 12
enabled = false

# The one on the chair
# ? Which move is meant: `hip-flexor-chair` (Side-on hip stretch, sitting) or `figure-four-sitting` (Figure four on a
#   chair)? Write its name after `move =`, and take out the line `enabled = false`.
[[step]]
move = "hip-flexor-chair"
hold = 30
enabled = false

[[step]]
move = "childs-pose"
hold = 20
rset = 10

[[step]]
kind = "breathe"
duration = 120
"""


def editing(stage: Stage) -> AloneApp:
    return alone(stage, lambda: EditorPage(open_file("evening", stage.folders)))


def acting(theme: str, *keys: str) -> Act:
    """Press keys; everything that follows from them is done and drawn."""

    async def act(pilot: Pilot[Any]) -> None:
        ours(pilot).trying = True
        pilot.app.theme = theme
        await rested(pilot)
        for key in keys:
            await press(pilot, key)
            await rested(pilot)
        await settled(pilot, 8)

    return act


async def rested(pilot: Pilot[Any]) -> None:
    await settled(pilot, 8)
    page = pilot.app.screen
    if isinstance(page, EditorPage):
        await until(pilot, lambda: page.is_resting)
    elif isinstance(page, MoveBrowser):
        await until(pilot, lambda: "this adds" in texts(pilot.app))


LOOKS: Final[dict[str, tuple[str, ...]]] = {
    "steps": ("down", "down"),
    "problem": ("end", "up"),
    "question": ("end", "up", "up"),
    "fields": ("down", "down", "enter", "down"),
    "entry": ("down", "down", "enter", "enter"),
    "text": ("end", "up", "t", "f8"),
    "moves": ("down", "a"),
}
PICTURED: Final = (
    ("steps", "stretch-dark", (80, 24)),
    ("steps", "stretch-light", (140, 45)),
    ("fields", "stretch-light", (80, 24)),
    ("question", "stretch-dark", (140, 45)),
    ("text", "stretch-dark", (80, 24)),
    ("text", "stretch-light", (140, 45)),
    ("moves", "stretch-dark", (140, 45)),
    ("steps", "stretch-dark", (40, 12)),
)


@pytest.mark.parametrize(("look", "theme", "size"), PICTURED)
def test_picture(snap_compare: Compare, stage: Stage, look: str, theme: str, size: tuple[int, int]) -> None:
    stage.write("evening", EVENING)
    assert snap_compare(editing(stage), terminal_size=size, run_before=acting(theme, *LOOKS[look]))


@pytest.mark.parametrize("look", ["problem", "question", "entry", "moves"])
async def test_words(golden: SnapshotAssertion, stage: Stage, look: str) -> None:
    stage.write("evening", EVENING)
    async with showing(stage, lambda: EditorPage(open_file("evening", stage.folders))) as pilot:
        await acting("stretch-dark", *LOOKS[look])(pilot)
        assert words(pilot.app) == golden
