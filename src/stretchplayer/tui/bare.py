"""What has no text of its own, only others in it: its rows are made once, and not for each second that is drawn."""

from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class Bare(Widget):
    """To be mixed into a container, after it, so that the styles are the container's.

    Textual would make each of its rows anew whenever anything in it changes.
    """

    _made: tuple[Region, list[Strip]] | None = None

    def notify_style_update(self) -> None:
        """The theme has other colours now."""
        super().notify_style_update()
        self._made = None

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows of its room."""
        if self._made is None or self._made[0] != crop:
            self._made = (crop, super().render_lines(crop))
        return self._made[1]
