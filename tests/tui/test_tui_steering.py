"""Nothing in a file steers the terminal that the app shows it in."""

from stretchplayer.app.drafts import open_file
from stretchplayer.tui.screens.editor_screen import EditorPage
from stretchplayer.tui.screens.question_screen import NoticePage
from stretchplayer.tui.widgets.editor_panes import Entry
from tui.alone import showing
from tui.stage import Stage, on_top, press, reach, rows, settled

STEERING = ("\x1b", "\x9b", "\x07", "\u202e", "\u2066")
TITLE = r"\u001b]0;X\u0007 \u009b2J \u202eabc"
HOSTILE = f"""format = 1
title = "{TITLE}"
summary = "{TITLE}"
tags = ["{TITLE}"]
[[step]]
name = "E\\u001b[2J {TITLE}"
kind = "stretch"
target = "calves"
how = "{TITLE}"
caution = "{TITLE}"
[[step]]
routine = "{TITLE}"
[[step]]
move = "{TITLE}"
[[step]]
move = "calf-wall"
name = "{TITLE}"
[move.mine]
kind = "exercise"
name = "{TITLE}"
target = "calves"
"""


def unsteered(app: object) -> str:
    shown = "\n".join(rows(app))  # type: ignore[arg-type]
    assert not [mark for mark in STEERING if mark in shown], shown
    return shown


async def test_the_editor_and_the_library_show_it_as_escapes(stage: Stage) -> None:
    name = "odd\x1b[2J\u202e"
    path = stage.write(name, HOSTILE)
    async with showing(stage, lambda: EditorPage(open_file(str(path), stage.folders)), size=(140, 45)) as pilot:
        editor = on_top(pilot, EditorPage)
        for _ in range(5):
            await settled(pilot)
            assert r"\x1b" in unsteered(pilot.app)
            await press(pilot, "down")
        await press(pilot, "home", "enter", "home", "enter")
        assert r"\x1b" in unsteered(pilot.app)
        before = editor.editor.file.document.text
        assert "\x1b" in editor.query_one(Entry).text
        await press(pilot, "enter", "escape")
        assert editor.editor.file.document.text == before
        await press(pilot, "end", "d")
        assert "Removed" in unsteered(pilot.app)
        editor.app.push_screen(NoticePage(f"x\x1b[2J{name}", [f"a\u202e\n{name}"]))
        await reach(pilot, NoticePage)
        assert r"x\x1b[2J" in unsteered(pilot.app)
    async with stage.running() as pilot:
        await settled(pilot)
        for _ in range(3):
            unsteered(pilot.app)
            await press(pilot, "down")
