"""Pictures of advice where it is shown: its page, in the player, and how it looks without colour."""

from collections.abc import Callable
from typing import Any, Final

import pytest
from textual.pilot import Pilot

from stretchplayer.tui.opening import Play
from stretchplayer.tui.screens.advice_screen import AdvicePage
from tui.advised import ADVISED
from tui.alone import alone
from tui.stage import SIZES, Stage, ours, press, see, settled

Compare = Callable[..., bool]
STEPS: Final[dict[str, tuple[str | float, ...]]] = {"waits": (20.0,), "goes-by": (20.0, "y", 5.0)}
LOOKS: Final = [*((size, "stretch-dark") for size in SIZES), ((80, 24), "stretch-light")]
NAMES: Final = [f"{width}x{height}-{theme}" for (width, height), theme in LOOKS]


async def shown(pilot: Pilot[Any], theme: str, *keys: str) -> None:
    ours(pilot).trying = True
    pilot.app.theme = theme
    await settled(pilot, 12)
    await press(pilot, *keys)
    await settled(pilot)


@pytest.mark.parametrize(("size", "theme"), LOOKS, ids=NAMES)
def test_a_page(snap_compare: Compare, stage: Stage, size: tuple[int, int], theme: str) -> None:
    async def before(pilot: Pilot[Any]) -> None:
        await shown(pilot, theme)

    assert snap_compare(alone(stage, lambda: AdvicePage("posture")), terminal_size=size, run_before=before)


def test_a_page_without_colour(snap_compare: Compare, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    async def before(pilot: Pilot[Any]) -> None:
        await shown(pilot, "stretch-dark", "space")

    monkeypatch.setenv("NO_COLOR", "1")
    page = alone(stage, lambda: AdvicePage("professional"))
    assert snap_compare(page, terminal_size=(80, 24), run_before=before)


@pytest.mark.parametrize(("size", "theme"), LOOKS, ids=NAMES)
@pytest.mark.parametrize("which", STEPS)
def test_in_the_player(snap_compare: Compare, stage: Stage, which: str, size: tuple[int, int], theme: str) -> None:
    stage.write("advised", ADVISED)

    async def before(pilot: Pilot[Any]) -> None:
        await see(pilot, "READY")
        await shown(pilot, theme)
        for step in STEPS[which]:
            if isinstance(step, str):
                await press(pilot, step)
            else:
                await stage.play_on(pilot, step)
        await see(pilot, "READ")

    assert snap_compare(stage.app(Play("advised", yes=True)), terminal_size=size, run_before=before)
