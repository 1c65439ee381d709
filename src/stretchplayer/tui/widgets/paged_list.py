"""A list that can be paged through whatever the window is, even one in which no row of it has room."""

from textual.widgets import OptionList


class PagedList(OptionList, inherit_bindings=False):
    """Textual's, which fails when it is paged through while no row of it is on the screen."""

    def _move_page(self, direction: int) -> None:
        if self.scrollable_content_region:
            super()._move_page(1 if direction > 0 else -1)
