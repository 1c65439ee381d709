"""Lists that can be paged through whatever the window is, and those with a mark before what is highlighted."""

from typing import ClassVar, Final

from rich.segment import Segment
from rich.style import Style
from textual.events import Click
from textual.strip import Strip
from textual.widgets import OptionList

_MARK: Final = "▌"
_AWAY: Final = "▏"
"""The mark in a list to which the keys do not go now."""


class PagedList(OptionList, inherit_bindings=False):
    """Textual's, which fails when it is paged through while no row of it is on the screen."""

    def _move_page(self, direction: int) -> None:
        if self.scrollable_content_region:
            super()._move_page(1 if direction > 0 else -1)


class MarkedList(PagedList, inherit_bindings=False):
    """A click highlights an option; one on the highlighted option runs `screen.ACTION`."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"marked-list--mark"}

    def __init__(self, id: str, action: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id, markup=False)
        self._action = action

    def is_marked(self, line: int) -> bool:
        """Whether a line of the list, counted from 0, has the mark."""
        return line == self.highlighted

    def on_click(self, event: Click) -> None:
        event.prevent_default()
        index = event.style.meta.get("option")
        if index is None or self.get_option_at_index(index).disabled:
            return
        if index == self.highlighted:
            self.call_later(self.run_action, f"screen.{self._action}")
            return
        if self.can_focus:
            self.focus()
        self.highlighted = index

    def render_line(self, y: int) -> Strip:
        strip = super().render_line(y)
        if not self.is_marked(y + self.scroll_offset.y):
            return strip
        colour = Style(color=self.get_component_rich_style("marked-list--mark").color)
        mark = _MARK if self.has_focus or not self.can_focus else _AWAY
        first = [Segment(mark, (part.style or Style()) + colour) for part in strip.crop(0, 1)]
        return Strip.join([Strip(first, 1), strip.crop(1)])
