"""Shows what the library tells of one routine; drawn anew only where its words change."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from stretchplayer.tui.page import Words
from stretchplayer.tui.preview import BLANK, CUT, Preview, StepLine, rows

_ABOVE = ("title", "facts", "cut", "summary", "audience", "needs")
_BELOW = ("today", "sources", "disclaimer")


class Steps(Widget):
    """The steps, one below the other, doses at the right."""

    DEFAULT_CSS = "Steps { height: auto; }"

    def __init__(self) -> None:
        super().__init__()
        self._steps: tuple[StepLine, ...] = ()

    def show(self, steps: tuple[StepLine, ...]) -> None:
        """Let it read these."""
        if steps != self._steps:
            self._steps = steps
            self.display = bool(steps)
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's
        """As many rows as the steps need in this width."""
        return len(rows(self._steps, width))

    def render(self) -> Content:
        """The rows; what has been cut stands out."""
        width = self.size.width
        parts = ((left, (right, _style(right))) for left, right in rows(self._steps, width))
        return Content("\n").join(Content.assemble(left, right) for left, right in parts)


def _style(dose: str) -> str:
    return "$warning" if dose.startswith(CUT) else "dim"


class PreviewPane(VerticalScroll):
    """One routine at a time, from its title down to the disclaimer."""

    def __init__(self) -> None:
        super().__init__(id="preview")
        self._shown = BLANK

    def compose(self) -> ComposeResult:
        """A place for each thing that can be told."""
        for name in _ABOVE:
            yield Words(id=f"of-{name}")
        yield Steps()
        for name in _BELOW:
            yield Words(id=f"of-{name}")

    def on_mount(self) -> None:
        """Empty at first."""
        for name in (*_ABOVE, *_BELOW):
            self.query_one(f"#of-{name}").display = False

    def show(self, preview: Preview) -> None:
        """Let it tell this."""
        if preview == self._shown:
            return
        if preview.title != self._shown.title:
            self.scroll_home(animate=False)
        self._shown = preview
        for name in (*_ABOVE, *_BELOW):
            words, text = self.query_one(f"#of-{name}", Words), getattr(preview, name)
            words.display = bool(text)
            words.say(text, layout=True)
        self.query_one(Steps).show(preview.steps)
