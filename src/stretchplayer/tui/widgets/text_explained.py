"""What is said about the text of a routine: help for the cursor, the list of problems, and those of one line."""

from collections.abc import Mapping, Sequence
from typing import Final

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from stretchplayer.editing.cursor_help import Help
from stretchplayer.editing.quick_fixes import Fix
from stretchplayer.tui.charts.text_layout import clipped, wrapped
from stretchplayer.tui.keymap import first_key
from stretchplayer.tui.widgets.toml_text import COLOURS, SIGNS, Mark, one_line

_ROWS: Final = 3
"""Rows for the problem at the cursor."""


class HelpPane(VerticalScroll, can_focus=False):
    """Help for what is at the cursor; the mouse scrolls it."""

    def __init__(self, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._shown: Help | None = None

    def compose(self) -> ComposeResult:
        yield Static(markup=False)

    def show(self, found: Help | None) -> None:
        """Show help, from its beginning; nothing where there is none."""
        if found == self._shown:
            return
        self._shown = found
        words = Content("") if found is None else Content.assemble((found.title, "bold"), "\n", found.text)
        self.query_one(Static).update(words)
        self.scroll_home(animate=False)


class ProblemList(OptionList, can_focus=False):
    """Every problem with its line; a click goes to it."""

    def __init__(self) -> None:
        super().__init__(id="text-problems", markup=False, compact=True)
        self._listed: list[tuple[int, str]] = []

    def list(self, problems: Sequence[tuple[int, Mark]]) -> None:
        """Replace what is listed, where it is another; lines count from 0."""
        lines = [(line, mark.problem.message) for line, mark in problems]
        if lines == self._listed:
            return
        self._listed = lines
        options = []
        for line, mark in problems:
            severity = mark.problem.severity
            sign = (f"{SIGNS[severity]} ", f"${COLOURS[severity]}")
            options.append(Option(Content.assemble(sign, f"{line + 1}: {one_line(mark.problem)}")))
        self.clear_options()
        self.add_options(options)


def shown_of(marks: Sequence[Mark], column: int) -> Mark:
    """Which problem of a line is spoken of: that at the column, or else the first."""
    return next((each for each in marks if each.start <= column <= each.end), marks[0])


def mending(ways: Sequence[Fix], keymap: Mapping[str, str]) -> str:
    """What the key that mends does: the one thing, or list several; "" where nothing is known that mends."""
    if not ways:
        return ""
    does = ways[0].label if len(ways) == 1 else f"{len(ways)} ways to mend"
    return f"{first_key('fix', keymap)}: {does}"


def about_line(
    every: Sequence[tuple[int, Mark]], mark: Mark, ways: Sequence[Fix], keymap: Mapping[str, str], width: int
) -> Content:
    """One problem of `every`, and the key that mends it, in the rows that there are, of `width` cells.

    However long it is, the key is seen.
    """
    severity = mark.problem.severity
    number = next((n for n, (_, each) in enumerate(every, 1) if each.problem == mark.problem), 0)
    of = f"{number} of {len(every)}: " if len(every) > 1 and number else ""
    mends = clipped(mending(ways, keymap), width)
    rows = wrapped(f"{SIGNS[severity]} {of}{one_line(mark.problem)}", width)
    beside = not mends or cell_len(f"{rows[-1]}  {mends}") <= width
    most = _ROWS if beside else _ROWS - 1
    if len(rows) > most:
        rows = [*rows[: most - 1], clipped(f"{rows[most - 1]} …", width)]
        beside = False
    gap = "  " if beside else "\n"
    return Content.assemble(("\n".join(rows), f"${COLOURS[severity]}"), f"{gap}{mends}" if mends else "")
