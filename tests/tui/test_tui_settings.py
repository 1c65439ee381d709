"""The page of settings: what is chosen holds and is kept; a bad file is said, and stays as it is."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot
from textual.widgets import OptionList

from stretchplayer.settings import Settings, file_of, load_settings
from stretchplayer.tui.keymap import COMMANDS, clashes, faults, key_lines, shown, written
from stretchplayer.tui.screens.settings_screen import PICKS, SettingsPage, theme_names
from stretchplayer.tui.terminal import OURS
from stretchplayer.tui.widgets.choice import Choice
from stretchplayer.tui.widgets.scale import Level
from tui.alone import dismissed, showing
from tui.stage import SIZES, Stage, ours, press, see, settled, words


def config(stage: Stage, text: str) -> Path:
    path = file_of(stage.folders)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def holds(pilot: Pilot[Any]) -> Settings:
    found: Settings = ours(pilot).context.settings
    return found


async def test_a_theme_is_tried_on_and_taken_off(stage: Stage) -> None:
    async with showing(stage, SettingsPage) as pilot:
        await press(pilot, "down")
        assert pilot.app.theme == "stretch-light"
        assert holds(pilot).theme == "stretch-dark"
        assert not file_of(stage.folders).exists()
        await press(pilot, "tab")
        assert pilot.app.theme == "stretch-dark"
        await press(pilot, "shift+tab", "down", "down")
        assert pilot.app.theme != "stretch-dark"
        await press(pilot, "escape")
        assert pilot.app.theme == "stretch-dark"
        assert not file_of(stage.folders).exists()


async def test_a_theme_is_kept_on_enter(stage: Stage) -> None:
    async with showing(stage, SettingsPage) as pilot:
        await press(pilot, "down", "down", "enter")
        await see(pilot, "● stretch-contrast", "○ stretch-dark")
        await press(pilot, "down", "escape")
        assert pilot.app.theme == "stretch-contrast"
    assert load_settings(stage.folders).settings.theme == "stretch-contrast"


async def test_every_theme_can_be_worn(stage: Stage) -> None:
    async with showing(stage, SettingsPage) as pilot:
        names = theme_names(pilot.app.available_themes)
        assert sorted(names) == sorted(pilot.app.available_themes)
        assert names[:3] == [theme.name for theme in OURS]
        await press(pilot, "end")
        assert pilot.app.theme == names[-1]


async def test_choices_are_kept_at_once(stage: Stage) -> None:
    config(stage, "# mine\n[sound]\nvolume = 80 # loud\n")
    async with showing(stage, SettingsPage, (140, 45)) as pilot:
        await press(
            pilot,
            "tab",
            "tab",
            "n",
            "tab",
            "n",
            "tab",
            "space",
            "tab",
            "e",
            "tab",
            "left",
            "left",
            "tab",
            "y",
            "tab",
            "w",
        )
        await press(pilot, "tab", "right", "tab", "b", "tab", "right")
        chosen = holds(pilot)
    assert (chosen.motion, chosen.figure, chosen.stiffness) == (False, "off", False)
    assert chosen.instructions == "always"
    assert chosen.sound.volume == 70
    assert (chosen.sound.mute, chosen.sound.cues, chosen.sound.voice) == (True, "wood", "names")
    assert (chosen.sound.output, chosen.voice.engine) == ("bell", "pico")
    assert load_settings(stage.folders).settings == chosen
    assert file_of(stage.folders).read_text().startswith("# mine\n")
    assert "# loud" in file_of(stage.folders).read_text()


async def test_with_the_mouse_alone(stage: Stage) -> None:
    async with showing(stage, SettingsPage, (140, 45)) as pilot:
        await pilot.click("#themes", offset=(3, 1))
        await pilot.click("#motion", offset=(1, 0))
        await pilot.click("#sound-volume", offset=(9, 0))
        await pilot.click("#sound-cues", offset=(20, 0))
        await settled(pilot)
        chosen = holds(pilot)
        assert chosen.theme == "stretch-light"
        assert chosen.motion is False
        assert chosen.sound.volume == 50
        assert chosen.sound.cues == "bright"
    assert load_settings(stage.folders).settings == chosen


async def test_volume_has_two_ends(stage: Stage) -> None:
    config(stage, "sound.volume = 93\n")
    async with showing(stage, SettingsPage) as pilot:
        level = pilot.app.screen.query_one(Level)
        level.focus()
        for key, value in (("right", 95), ("left", 90), ("end", 100), ("right", 100), ("home", 0), ("left", 0)):
            await press(pilot, key)
            assert level.value == value
    assert load_settings(stage.folders).settings.sound.volume == 0


async def test_a_bad_file_is_said_and_left_alone(stage: Stage) -> None:
    path = config(stage, '[sound]\nvolume = "[b]loud"\n')
    before = path.read_bytes()
    async with showing(stage, SettingsPage, (140, 45)) as pilot:
        text = " ".join(words(pilot.app).split())
        assert "config.toml:2:10: error: `sound.volume` has to be a whole number from 0 to 100" in text
        assert "Nothing can be saved until it is fixed" in text
        pilot.app.screen.query_one("#motion", Choice).focus()
        await press(pilot, "n")
        assert holds(pilot).motion is False
        assert path.read_bytes() == before
        path.write_text("theme = 'stretch-light'\n[keys]\npause = 'o'\n")
        await press(pilot, "r")
        await see(pilot, "Kept in")
        assert pilot.app.theme == "stretch-light"
        assert holds(pilot).motion is True
        assert pilot.app.screen.query_one("#motion", Choice).value is True
        assert pilot.app._keymap == {"pause": "o"}
        await press(pilot, "escape")
        assert dismissed(pilot) == [None]


async def test_what_cannot_be_written_is_said(stage: Stage) -> None:
    stage.folders.config.parent.mkdir(parents=True, exist_ok=True)
    stage.folders.config.write_text("a file where the folder should be")
    async with showing(stage, SettingsPage, (140, 45)) as pilot:
        pilot.app.screen.query_one("#motion", Choice).focus()
        await press(pilot, "n")
        await see(pilot, "cannot be kept")


async def test_a_key_that_two_commands_want(stage: Stage) -> None:
    config(stage, '[keys]\npause = "n"\nnothing = "x"\n')
    async with showing(stage, SettingsPage, (140, 60)) as pilot:
        text = words(pilot.app)
        assert "! Line 2, column 1: Player: n is the key of Pause (pause) and Next (next); only one of them" in text
        assert "! Line 3, column 1: no command is called `nothing`, so it has no key" in text


async def test_keys_are_shown_as_they_are_now(stage: Stage) -> None:
    config(stage, '[keys]\nhelp = "f2"\n')
    async with showing(stage, SettingsPage, (140, 60)) as pilot:
        lines = words(pilot.app).split("\n")
        assert any(line.split()[-2:] == ["help", "f2"] for line in lines)
        await press(pilot, "f2")
        await see(pilot, "Everywhere")


@pytest.mark.parametrize("size", [SIZES[0], SIZES[-1]])
async def test_everything_can_be_reached(stage: Stage, size: tuple[int, int]) -> None:
    async with showing(stage, SettingsPage, size) as pilot:
        seen = []
        for _ in range(4 + len(PICKS)):
            assert pilot.app.focused is not None
            assert pilot.app.focused.region.right <= size[0]
            seen.append(pilot.app.focused.id)
            await press(pilot, "tab")
        picks = [each.name.replace(".", "-") for each in PICKS]
        sound = picks.index("sound-mute")
        assert seen == ["themes", "language", *picks[:sound], "sound-volume", *picks[sound:], "keys"]
        assert pilot.app.screen.query_one(OptionList).region.height >= 3


def test_no_keys_clash_as_they_are_declared() -> None:
    assert list(clashes({})) == []
    for page, commands in COMMANDS.items():
        every = {name: command.keys for command in commands for name in [command.name]}
        assert [line for _, line in clashes(every) if line.startswith(page)] == []


def test_clashes() -> None:
    assert len(list(clashes({"pause": "n"}))) == 1
    assert len(list(clashes({"pause": "f1"}))) == 1
    assert len(list(clashes({"help": "x"}))) == 1
    assert list(clashes({"pause": "z"})) == []
    assert list(clashes({"pause": "n", "next": "space"})) == []
    assert "Player: ? is the key of Pause (pause) and Help (help)" in next(clashes({"pause": "?"}))[1]
    assert [name for name, _ in faults({"pause": "z", "too_much": "y", "help": "x"})] == ["too_much", "help"]
    assert "did you mean `too-much`?" in next(faults({"too_much": "z"}))[1]


def test_keys_as_people_write_them() -> None:
    assert [written(key) for key in ("space", "escape", "ctrl+s", "question_mark", "right", "N", "plus")] == [
        *("space", "esc", "ctrl+s", "?", "→", "N", "+")
    ]
    pause = COMMANDS["Player"][0]
    assert shown(pause, {}) == "space"
    assert shown(pause, {"pause": "?,f2"}) == "? f2"


KEY = st.from_regex(r"[a-z?+-]|ctrl\+[a-z]|f[1-9]", fullmatch=True)


@given(st.dictionaries(st.sampled_from(["pause", "next", "help", "x"]), KEY))
def test_any_keys_can_be_shown(keymap: dict[str, str]) -> None:
    assert all(line.isprintable() for line in key_lines(keymap))
    assert all(line.isprintable() for _, line in faults(keymap))


async def test_nothing_moves_when_nothing_is_to_move(stage: Stage) -> None:
    config(stage, "motion = false\n")
    async with showing(stage, SettingsPage) as pilot:
        levels = [str(pilot.app.animation_level)]
        pilot.app.screen.query_one("#motion", Choice).focus()
        await press(pilot, "y")
        levels.append(str(pilot.app.animation_level))
        assert levels == ["none", "full"]
