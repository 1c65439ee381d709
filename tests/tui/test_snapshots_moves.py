"""The move browser in pictures: narrowed down on a usual screen, and as it opens on a large one."""

from collections.abc import Callable
from typing import Any

from textual.pilot import Pilot

from stretchplayer.tui.screens.move_browser import MoveBrowser
from tui.alone import alone
from tui.lived import live, session_record
from tui.stage import Act, Stage, press, settled, texts, until
from tui.test_tui_moves import find

Compare = Callable[..., bool]


def looked_up(*keys: str) -> Act:
    """Press keys, then wait for what today's limits say of the move."""

    async def act(pilot: Pilot[Any]) -> None:
        await settled(pilot, 8)
        await press(pilot, *keys)
        await until(pilot, lambda: "this adds" in texts(pilot.app))
        await settled(pilot, 8)

    return act


def test_picture(snap_compare: Compare, stage: Stage) -> None:
    live(stage, [session_record(1, 0.1)])
    app = alone(stage, lambda: MoveBrowser(find=find))
    acting = looked_up(*"back of the thigh", "f2", "f2", "f2", "down", "down")
    assert snap_compare(app, terminal_size=(80, 24), run_before=acting)


def test_picture_on_a_large_screen(snap_compare: Compare, stage: Stage) -> None:
    app = alone(stage, lambda: MoveBrowser(find=find, title="Instead of: Calf at the wall", first=("calf-chair",)))
    assert snap_compare(app, terminal_size=(140, 45), run_before=looked_up())
