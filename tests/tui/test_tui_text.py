"""The text of a routine in the app: typed, completed, put right, taken back; whatever it holds, nothing is lost."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion
from textual import on
from textual.app import ComposeResult
from textual.events import Paste
from textual.pilot import Pilot

from stretchplayer.app.checking import problems
from stretchplayer.routine.reader import read
from stretchplayer.tui.screens.base import KeysFooter, Page
from stretchplayer.tui.widgets.toml_area import TomlView
from stretchplayer.tui.widgets.veil import Veil
from tui.alone import alone, showing
from tui.stage import Stage, at_every_size, marked_rows, ours, press, see, settled, words

Compare = Callable[..., bool]
GOOD = 'format = 1\ntitle = "Calves"\n\n[[step]]\nmove = "calf-wall"\nhold = 20\nreps = 2\n'
THREE = """\
format = 1
title = "Three [red]mistakes[/red]"

# What somebody wrote down in the evening, tired.
[[step]]
move = "calf-wal"
hold = 20          # each side

[[step]]
kind = "stretch"
target = ["hamstrings", "calves"]
sides = "eech"
hold = 90

[[step]]
move = "march"
duratoin = 60
"""


class Host(Page[None]):
    """Holds the document of a text view: what was typed, and everything before it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.view = TomlView(routines=("warm-up", "evening"))
        self.now = text
        self.before: list[str] = []
        self.after: list[str] = []
        self.edits: list[TomlView.Edited] = []
        self.left = 0

    def compose(self) -> ComposeResult:
        yield self.view
        yield KeysFooter()

    def on_mount(self) -> None:
        self.view.load(self.now)
        self.view.focus()
        self.check()

    def check(self) -> None:
        self.view.show_problems(problems(read(self.now.encode(), "x.toml"), "x.toml"))

    @on(TomlView.Edited)
    def edited(self, event: TomlView.Edited) -> None:
        self.edits.append(event)
        self.before.append(self.now)
        self.now = event.text
        self.after.clear()
        self.check()

    @on(TomlView.Undo)
    def undo(self) -> None:
        self.move(self.before, self.after)

    @on(TomlView.Redo)
    def redo(self) -> None:
        self.move(self.after, self.before)

    def move(self, source: list[str], other: list[str]) -> None:
        if source:
            other.append(self.now)
            self.now = source.pop()
            self.view.set_text(self.now)
            self.check()

    @on(TomlView.Left)
    def leave(self) -> None:
        self.left += 1


def host(pilot: Pilot[Any]) -> Host:
    page = pilot.app.screen
    assert isinstance(page, Host)
    return page


def opened(page: Host) -> bool:
    """Whether a list is open at the cursor."""
    return page.view.popup.display


async def typed(pilot: Pilot[Any], text: str) -> None:
    await press(pilot, *(_KEYS.get(each, each) for each in text))


_KEYS = {"\n": "enter", " ": "space", "\t": "tab"}


async def test_a_step_is_written_by_completion_alone(stage: Stage) -> None:
    async with showing(stage, lambda: Host(GOOD)) as pilot:
        page = host(pilot)
        await press(pilot, "ctrl+end")
        await typed(pilot, "\n[[\t\nmo\t")
        assert opened(page), "a value is offered at once"
        await typed(pilot, "chil")
        await see(pilot, "Sit back on the heels")
        await typed(pilot, "\t\nsid\t")
        await press(pilot, "down", "down", "enter")
        assert page.now == f'{GOOD}\n[[step]]\nmove = "childs-pose"\nsides = "each"'
        assert page.now == page.view.text
        assert [each.typed for each in page.edits[:4]] == [True, True, True, False]
        # Keys that come faster than a list can open find it all the same.
        page.view.area.move_cursor(page.view.area.document.end)
        await pilot.press("enter", "h", "o", "l", "tab")
        await settled(pilot)
        assert page.now.endswith("hold = ")
        await typed(pilot, "20")
        assert not opened(page)
        assert read(page.now.encode()).problems == ()


async def test_a_list_never_takes_what_was_typed(stage: Stage) -> None:
    async with showing(stage, lambda: Host("")) as pilot:
        page = host(pilot)
        await typed(pilot, "tit")
        assert opened(page)
        await typed(pilot, "\n")
        assert page.now == "tit\n"
        assert not opened(page)
        await typed(pilot, 'title = "x"\n')
        assert page.now == 'tit\ntitle = "x"\n'
        await typed(pilot, "a")
        await press(pilot, "escape")
        assert not opened(page)
        assert page.left == 0
        await press(pilot, "escape")
        assert page.left == 1
        # Never over the line that is being typed: below it, or above it at the end of the screen.
        page.view.load("\n" * 40, 40)
        await typed(pilot, "s")
        cursor = page.view.area.cursor_screen_offset
        popup = page.view.popup
        assert popup.display
        assert popup.region.bottom <= cursor.y or popup.region.y > cursor.y
        assert popup.region.bottom <= page.view.region.bottom


async def test_each_mistake_is_mended_by_a_key(stage: Stage) -> None:
    async with showing(stage, lambda: Host(THREE)) as pilot:
        page = host(pilot)
        await press(pilot, "f8")
        assert 'f9: write "calf-wall"' in " ".join(words(pilot.app).split()), (
            "what the key does is said before it is pressed"
        )
        await press(pilot, "f9")
        assert page.now == THREE, "one way is listed as well, so that enter after it never breaks the line"
        await see(pilot, "enter or f9 takes it, esc closes")
        await press(pilot, "escape", "f9", "enter")
        assert 'move = "calf-wall"' in page.now
        await press(pilot, "f8", "f9", "f9")
        assert 'sides = "each"' in page.now
        await press(pilot, "f8")
        assert "f9: 2 ways to mend" in " ".join(words(pilot.app).split())
        await press(pilot, "f9")
        assert "make `duratoin` a remark" in words(pilot.app), "where there is more than one way, they are listed"
        await press(pilot, "enter")
        assert "duration = 60" in page.now
        # What the limits take is looked for once nothing else is wrong.
        page.view.area.move_cursor((12, 0))
        await settled(pilot)
        await see(pilot, "lower to 60 s")
        await press(pilot, "f9", "enter")
        assert "hold = 60" in page.now
        assert not [each for each in problems(read(page.now.encode()), "x") if each.severity != "warning"]
        await press(pilot, *["ctrl+z"] * 4)
        assert page.now == page.view.text == THREE
        await press(pilot, *["ctrl+y"] * 4)
        assert "hold = 60" in page.view.text
        await press(pilot, "ctrl+home", "f9")
        await see(pilot, "Nothing is wrong in this line")


async def test_a_word_for_a_number_and_a_slip_in_its_key_are_mended_at_once_and_stay_in_sight(stage: Stage) -> None:
    long = GOOD.replace("hold = 20", f"hodl = thirty # {'as the slip has it ' * 6}")
    async with showing(stage, lambda: Host(long)) as pilot:
        page = host(pilot)
        await press(pilot, "f8", "f9")
        await see(pilot, "write hold = 30")
        cursor, popup = page.view.area.cursor_screen_offset, page.view.popup.region
        # The line takes two rows at least, and all of them are seen.
        assert popup.y > cursor.y + 1
        assert words(pilot.app).count("as the slip has it") == 6
        await press(pilot, "f9")
        assert "\nhold = 30  # as the slip" in page.now
        assert not [each for each in problems(read(page.now.encode()), "x") if each.severity == "error"]


async def test_problems_go_round_and_move_with_their_lines(stage: Stage) -> None:
    async with showing(stage, lambda: Host(THREE)) as pilot:
        view = host(pilot).view
        lines = []
        for key in ("f8", "f8", "f8", "f8", "shift+f8", "f20"):
            await press(pilot, key)
            lines.append(view.cursor[0])
        assert lines == [5, 11, 16, 5, 16, 11]
        marked = [line for line, _ in view.area.marked]
        view.area.move_cursor((0, 0))
        view.area.replace("\n\n", (0, 0), (0, 0))
        assert [line for line, _ in view.area.marked] == [line + 2 for line in marked]


async def test_keys_of_an_editor(stage: Stage) -> None:
    async with showing(stage, lambda: Host("[[step]]\n  hold = [")) as pilot:
        page = host(pilot)
        await press(pilot, "ctrl+end", "enter")
        assert page.now == "[[step]]\n  hold = [\n    "
        await press(pilot, "shift+tab", "1", "ctrl+underscore")
        assert page.now == "[[step]]\n  hold = [\n  # 1"
        await press(pilot, "ctrl+underscore")
        assert page.now == "[[step]]\n  hold = [\n  1"
        await press(pilot, "home", "tab")
        assert page.now == "[[step]]\n  hold = [\n    1"
        await press(pilot, "f2")
        assert page.view.has_class("-unhelped")


ODD = (
    "a\r\nb\r\n",
    "a\r\nb\nc\r\n",
    "tab\there",
    "wide 漢字 e\u0301 👩‍👩‍👧",
    "form\x0cfeed \x85 \u2028 \x1b[31m \u202e \ufeff",
    "\ufefffirst",
    "no end",
    "[red]red[/red] [/x] [@click=app.quit]q[/]",
    "x" * 3000,
    "",
    "\n\n",
)


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
async def test_what_a_file_holds_stays_in_it(stage: Stage, text: str) -> None:
    async with showing(stage, lambda: Host(text)) as pilot:
        page = host(pilot)
        assert page.view.text == text
        await press(pilot, "ctrl+home", "z")
        assert page.now == f"z{text}"
        assert "\x1b" not in words(pilot.app)
        await press(pilot, "ctrl+z")
        assert page.view.text == text


async def test_the_mouse_takes_what_it_clicks(stage: Stage) -> None:
    async with showing(stage, lambda: Host(THREE), size=(140, 45)) as pilot:
        page = host(pilot)
        page.view.load(THREE.replace("eech", ""), 11, 9)
        await press(pilot, "ctrl+space")
        assert opened(page)
        await pilot.click("#completions", offset=(3, 2))
        await settled(pilot)
        assert 'sides = "left"' in page.now
        assert not opened(page)
        assert pilot.app.focused is page.view.area
        await pilot.click("#text-problems", offset=(3, 0))
        await settled(pilot)
        assert page.view.cursor[0] == 5
        assert pilot.app.focused is page.view.area


async def test_what_is_pasted_ends_its_lines_as_the_file_does(stage: Stage) -> None:
    for newline in ("\n", "\r\n"):
        async with showing(stage, partial(Host, f"a{newline}")) as pilot:
            page = host(pilot)
            await press(pilot, "ctrl+end")
            page.view.area.post_message(Paste("b\r\nc\rd\x1b[31m\x00“"))
            await settled(pilot)
            assert page.now == f"a{newline}b{newline}c{newline}d[31m“"
            assert page.edits[-1].typed is False


PRIVATE = st.sampled_from([chr(code) for code in (0xF0000, 0xF009A, 0xF0080, 0xFFFFF, 0x10FFFF)])


@given(st.text(alphabet=st.characters(codec="utf-8") | PRIVATE))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_cannot_be_seen_is_hidden_and_bared(text: str) -> None:
    veil = Veil(text)
    assert veil.fits(text)
    shown = veil.hidden(text)
    assert len(shown) == len(text)
    assert veil.bared(shown) == text
    assert shown.splitlines() == shown.removesuffix("\n").split("\n") or not shown


async def test_private_letters_of_the_file_stay_what_they_are(stage: Stage) -> None:
    text = "".join(f"# {chr(0xF0000 + code)}\n" for code in range(0x100))
    async with showing(stage, lambda: Host(f"{text}\x9a")) as pilot:
        page = host(pilot)
        await typed(pilot, "a")
        assert page.now == f"a{text}\x9a"
        page.view.set_text(f"{chr(0xF0180)}\x9a{text}")
        assert page.view.text == f"{chr(0xF0180)}\x9a{text}"
        assert "\x9a" not in words(pilot.app)


async def test_only_what_differs_is_replaced(stage: Stage) -> None:
    async with showing(stage, lambda: Host(THREE)) as pilot:
        page = host(pilot)
        page.view.area.move_cursor((12, 4))
        page.view.set_text(f"# first\n{THREE}")
        assert page.view.cursor == (13, 4)
        page.view.set_text(THREE.replace("[[step]]", "[[step]]  # x", 1))
        assert page.view.cursor == (12, 4)
        await settled(pilot)
        assert page.edits == []


async def test_at_every_size(golden: SnapshotAssertion, stage: Stage) -> None:
    async with showing(stage, lambda: Host(THREE)) as pilot:
        await press(pilot, "f8", "f8")
        assert await at_every_size(pilot) == golden


@pytest.mark.parametrize(("theme", "size"), [("stretch-dark", (80, 24)), ("stretch-light", (140, 45))])
def test_picture(snap_compare: Compare, stage: Stage, theme: str, size: tuple[int, int]) -> None:
    async def ready(pilot: Pilot[Any]) -> None:
        ours(pilot).trying = True
        pilot.app.theme = theme
        await settled(pilot, 12)
        await press(pilot, "f8", "f8")
        if size[0] > 100:
            await press(pilot, "ctrl+end")
            await typed(pilot, "h")
        await settled(pilot)

    assert snap_compare(alone(stage, lambda: Host(THREE)), terminal_size=size, run_before=ready)


async def test_without_colours(golden: SnapshotAssertion, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with showing(stage, lambda: Host(THREE)) as pilot:
        await press(pilot, "f8")
        assert marked_rows(pilot.app) == golden
