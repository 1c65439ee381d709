"""Some words that do what a key does when they are clicked."""

from textual.events import Click

from stretchplayer.tui.page import Words


class Link(Words):
    """`action` is Textual's, as in the table of commands; it never takes the focus."""

    DEFAULT_CSS = """
    Link { width: auto; height: 1; color: $primary; }
    Link:hover { text-style: underline; }
    """

    def __init__(self, text: str, action: str, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(text, id=id, classes=classes)
        self._action = action

    async def on_click(self, event: Click) -> None:
        """Do it."""
        event.stop()
        await self.run_action(self._action)
