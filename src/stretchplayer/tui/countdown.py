"""The countdown: digits as large as the free room, drawn anew only in the rows that change."""

import re
from typing import TYPE_CHECKING, Final

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from stretchplayer.tui.digits import drawn

if TYPE_CHECKING:
    from rich.style import Style

_RUNS: Final = re.compile(" +|[^ ]+")


class Countdown(Widget):
    """Shows a countdown as "1:05" in the middle of its room; nothing where it is empty."""

    def __init__(self) -> None:
        super().__init__(id="countdown")
        self._text = ""
        self._rows: tuple[str, ...] = ()
        self._style: Style | None = None

    def count(self, text: str) -> None:
        """Let it read `text`."""
        if text == self._text:
            return
        before, self._text = self._rows, text
        self._rows = self._drawn()
        if len(before) != len(self._rows):
            self.refresh()
        elif before != self._rows:
            self.refresh(_changed(before, self._rows))

    def on_resize(self) -> None:
        """Draw it as large as the room is now."""
        self._rows = self._drawn()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One row, in the middle."""
        row = self._rows[y] if y < len(self._rows) else ""
        if self._style is None:
            self._style = self.rich_style
        # Blank and drawn runs apart, in two styles: pictures made of the screen place each by itself.
        styles = (self._style.background_style, self._style)
        return Strip([Segment(run, styles[run[0] != " "]) for run in _RUNS.findall(row)], self.size.width)

    def notify_style_update(self) -> None:
        """The theme or the phase has another colour now."""
        super().notify_style_update()
        self._style = None

    def _drawn(self) -> tuple[str, ...]:
        width, height = self.size
        rows = drawn(self._text, width, height) if self._text else ()
        above = (height - len(rows)) // 2
        blank = " " * width
        return tuple(
            [blank] * above + [row.center(width) for row in rows] + [blank] * (height - above - len(rows)),
        )


def _changed(before: tuple[str, ...], now: tuple[str, ...]) -> Region:
    """The part of the room in which the two differ: mostly the last digit alone."""
    rows = [y for y, (one, other) in enumerate(zip(before, now, strict=True)) if one != other]
    left = min(_alike(before[y], now[y]) for y in rows)
    right = max(len(now[y]) - _alike(before[y][::-1], now[y][::-1]) for y in rows)
    return Region(left, rows[0], right - left, rows[-1] - rows[0] + 1)


def _alike(one: str, other: str) -> int:
    """How many cells are the same before the first that differs."""
    count = 0
    while one[count] == other[count]:
        count += 1
    return count
