"""Rehearsing in the editor where something cannot be read: it says where in the file, and goes there."""

from tui.alone import showing
from tui.stage import Stage, press, see
from tui.test_tui_editor import MINE, editing, looked_through, page

WRONG = f'{MINE}\n[[step]]\nmove = "bridge"\nreps = 1O\n'


async def test_an_error_is_said_with_its_place_in_the_file_and_gone_to(stage: Stage) -> None:
    stage.write("mine", WRONG)
    async with showing(stage, editing(stage)) as pilot:
        await looked_through(pilot)
        await press(pilot, "down", "r")
        await see(pilot, "It cannot be rehearsed yet: step 3, line 16: ")
        assert page(pilot).editor.at == (2,)
