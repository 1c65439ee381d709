"""A list of moves under headings: each with what it is for and how much of it is usual."""

from collections.abc import Sequence
from typing import Final

from textual.content import Content
from textual.events import Resize
from textual.widgets.option_list import Option

from stretchplayer.app.move_facts import MoveFacts
from stretchplayer.text import harmless
from stretchplayer.tui.charts.text_layout import apart, clipped
from stretchplayer.tui.widgets.paged_list import MarkedList

Group = tuple[str, Sequence[MoveFacts]]
"""Moves under a heading; an empty one is not shown."""
_EDGES: Final = 4
"""Cells that are not for words: the mark and a space, the space after them, and the scroll bar."""


class MoveList(MarkedList, inherit_bindings=False):
    """Is moved by the page, whatever has the focus; a second click on a move takes it."""

    can_focus = False

    def __init__(self) -> None:
        super().__init__("moves", "enter")
        self._groups: tuple[tuple[str, tuple[MoveFacts, ...]], ...] = ()
        self._rows: list[MoveFacts | None] = []
        self._owners: list[int] = []
        self._low = False
        self._prompts: dict[str, Option] = {}

    @property
    def marked(self) -> MoveFacts | None:
        """The move at the cursor."""
        return None if self.highlighted is None else self._rows[self.highlighted]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the moves that are listed, from the top."""
        return tuple(row.name for row in self._rows if row is not None)

    def show(self, groups: Sequence[Group], *, keep: bool = False) -> None:
        """List these, with the first move marked; with `keep`, the same move as before."""
        shown = tuple((heading, tuple(moves)) for heading, moves in groups if moves)
        kept = self.highlighted if keep else None
        if shown != self._groups:
            self._groups = shown
            self._fill()
        if kept is None:
            self.scroll_home(animate=False, immediate=True)
        self._mark(kept)

    def _mark(self, index: int | None) -> None:
        first = next((at for at, row in enumerate(self._rows) if row is not None), None)
        self.highlighted = first if index is None else index

    def step(self, by: int) -> None:
        """Mark the move `by` moves further down, or the last there is."""
        at = [index for index, row in enumerate(self._rows) if row is not None]
        if self.highlighted in at:
            place = min(len(at) - 1, max(0, at.index(self.highlighted) + by))
            self.highlighted = at[place]
            if not place:
                # The heading above the first is seen as well.
                self.scroll_home(animate=False)

    @property
    def page(self) -> int:
        """How many moves fit into the list at once."""
        return max(1, self.scrollable_content_region.height // (1 if self._low else 2) - 1)

    def on_resize(self, event: Resize) -> None:
        del event
        kept = self.highlighted
        self._prompts = {}
        self._fill()
        self._mark(kept)
        self.scroll_to_highlight()

    def is_marked(self, line: int) -> bool:
        return line < len(self._owners) and self._owners[line] == self.highlighted

    def _fill(self) -> None:
        self._low = self.screen.has_class("-low")
        width = max(1, self.size.width - _EDGES)
        options: list[Option] = []
        self._rows = []
        if not self.size.width:
            # How long a row may be is known after the first layout.
            return
        for heading, moves in self._groups:
            if heading:
                options.append(Option(Content(clipped(heading, width)), disabled=True))
                self._rows.append(None)
            for move in moves:
                options.append(self._option(move, width))
                self._rows.append(move)
        lines = 1 if self._low else 2
        self._owners = [at for at, row in enumerate(self._rows) for _ in range(1 if row is None else lines)]
        self.clear_options()
        self.add_options(options)

    def _option(self, move: MoveFacts, width: int) -> Option:
        """What was made for this width before is taken again."""
        made = self._prompts.get(move.name)
        if made is None:
            made = self._prompts[move.name] = Option(self._prompt(move, width))
        return made

    def _prompt(self, move: MoveFacts, width: int) -> Content:
        if self._low:
            return Content(apart(harmless(move.title), move.dose, width))
        about = " · ".join(part for part in (move.dose, move.purpose) if part)
        return Content.assemble(f"{clipped(harmless(move.title), width)}\n", (clipped(harmless(about), width), "dim"))
