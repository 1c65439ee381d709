"""No English is left on a screen: in a language in which every text stands in brackets, no word stands outside."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Button, Input, OptionList
from textual.widgets._footer import FooterKey

from stretchplayer.advice import TOPICS, page
from stretchplayer.app.session_flow import Play
from stretchplayer.caps.limits import ALL_LIMITS
from stretchplayer.translation import in_language
from stretchplayer.tui.widgets.basics import Words
from stretchplayer.tui.widgets.choice import Choice
from stretchplayer.tui.widgets.drawn import Bar, Picture
from stretchplayer.tui.widgets.routine_preview import Steps
from translation.pseudo import CODE, english, pseudo
from tui.conftest import a_terminal, no_sleep
from tui.stage import Stage, press, settled, until

__all__ = ["a_terminal", "no_sleep"]

ALLOWED = frozenset(
    """stretchplayer min esc enter space ctrl del shift alt tab backspace pgup pgdn home end insert
    config toml png svg gif http espeak pico piper""".split()  # noqa: SIM905 - a list of fifty quotes reads worse
)
"""Names of keys and of files, and units."""
NAMES_ONLY = {"OptionList#themes", "KeyList#keys", "Choice#language"}
"""Widgets that show names which stand in files."""
SOURCES = {f"{each.source[:1].upper()}{each.source[1:]}" for each in ALL_LIMITS.values()} | {
    source for topic in TOPICS for source in page(topic).source
}
WIDE = (220, 70)


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path)


def said(app: App[Any]) -> Iterator[tuple[str, str]]:
    """What each widget of the page on top reads, with the widget's name."""
    for widget in app.screen.walk_children(Widget):
        if widget.is_on_screen or widget.display:
            for text in _texts(widget):
                yield f"{type(widget).__name__}#{widget.id or ''}", text


def _texts(widget: Widget) -> Iterator[str]:
    match widget:
        case Words() | Picture():
            yield widget.text
        case Button():
            yield str(widget.label)
        case FooterKey():
            yield widget.description
        case OptionList(id="limits"):
            rows = (str(widget.get_option_at_index(at).prompt) for at in range(widget.option_count))
            yield from (row for row in rows if row.split()[0] not in ALL_LIMITS)
        case OptionList():
            yield from (str(widget.get_option_at_index(at).prompt) for at in range(widget.option_count))
        case Input():
            yield widget.placeholder
        case Choice():
            yield from (label for _, label in widget._answers)
        case Steps():
            yield str(widget.render())
        case Bar():
            yield widget._label
        case _:
            pass


def left(pilot: Pilot[Any]) -> list[str]:
    """What is left to be translated on the page on top."""
    page = type(pilot.app.screen).__name__
    found = {}
    for where, text in said(pilot.app):
        if where in NAMES_ONLY:
            continue
        # What a source is called stays in its language.
        kept = "\n".join(line for line in text.splitlines() if "⟦Source: " not in line and line not in SOURCES)
        if words := english(kept, ALLOWED):
            found[f"{page} {where}: {' '.join(text.split())[:150]} -> {' '.join(words[:8])}"] = True
    return list(found)


async def test_a_session(stage: Stage) -> None:
    found: list[str] = []
    with in_language(CODE, pseudo()):
        async with stage.running(size=WIDE) as pilot:
            await until(pilot, lambda: pilot.app.screen.query_one("#routines", OptionList).option_count > 40)
            await settled(pilot)
            found += left(pilot)
            await press(pilot, *"qwerty")
            found += left(pilot)
            await press(pilot, "escape", "ctrl+g")
            found += left(pilot)
        for name in ("full-body", "contract-relax-hamstrings", "desk-eyes-neck"):
            async with stage.running(Play(name), size=WIDE) as pilot:
                found += left(pilot)
                await press(pilot, "enter")
                await settled(pilot)
                for _ in range(12):
                    await stage.play_on(pilot, 9)
                    found += left(pilot)
                    await press(pilot, "y")
                await press(pilot, "space")
                found += left(pilot)
                await press(pilot, "o")
                found += left(pilot)
                await press(pilot, "escape", "x")
                found += left(pilot)
                await press(pilot, "o", "question_mark")
                found += left(pilot)
                await press(pilot, "escape", "q")
                found += left(pilot)
                await press(pilot, "e")
                await settled(pilot)
                found += left(pilot)
    assert not found, "\n".join(dict.fromkeys(found))


async def test_the_other_pages(stage: Stage) -> None:
    found: list[str] = []
    with in_language(CODE, pseudo()):
        async with stage.playing("breathing", WIDE) as pilot:
            # Something for the history.
            await stage.play_on(pilot, 90)
            await press(pilot, "q", "e")
            await press(pilot, "5", "enter")
        async with stage.running(size=WIDE) as pilot:
            await until(pilot, lambda: pilot.app.screen.query_one("#routines", OptionList).option_count > 40)
            for key in ("f2", "f3", "f5", "f6", "f8", "f1"):
                await press(pilot, key)
                await settled(pilot, 8)
                found += left(pilot)
                await press(pilot, "escape")
            await press(pilot, "f7")
            await settled(pilot, 8)
            found += left(pilot)
            await press(pilot, "down", "f3")
            found += left(pilot)
            await press(pilot, "escape", "tab")
            found += left(pilot)
            await press(pilot, "escape", *"zzqx")
            found += left(pilot)
            await press(pilot, "escape", "escape", "delete")
            found += left(pilot)
            await press(pilot, "escape", "ctrl+n")
            for key in ("f2", "f3", "f4", "ctrl+s"):
                await press(pilot, key)
                await settled(pilot)
                found += left(pilot)
    assert not found, "\n".join(dict.fromkeys(found))
