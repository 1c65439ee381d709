"""The line about the session that was left: what it was, how long ago, and that it can go on."""

from typing import Final

from textual.app import ComposeResult
from textual.containers import Horizontal

from stretchplayer.store import Unfinished
from stretchplayer.tui.link import Link
from stretchplayer.tui.page import Words

_MINUTE: Final = 60
_HOUR: Final = 60 * _MINUTE
_DAY: Final = 24 * _HOUR


class Banner(Horizontal):
    """Shown only while there is something to go on with; a click anywhere on it does so."""

    def __init__(self) -> None:
        super().__init__(id="banner")
        self.display = False

    def compose(self) -> ComposeResult:
        """The words, and what to press."""
        yield Words(id="left-off")
        yield Link("Resume (r)", "screen.resume")

    def tell(self, left: Unfinished | None, now: float) -> None:
        """Let it speak of `left` as it is at the wall-clock second `now`."""
        self.display = left is not None
        if left is not None:
            self.query_one("#left-off", Words).say(unfinished(left, now))

    async def on_click(self) -> None:
        """Go on with it."""
        await self.run_action("screen.resume")


def unfinished(left: Unfinished, now: float) -> str:
    """What there is to say of a session that was left."""
    return f"Unfinished: {left.title}, left {ago(now - left.wall)}"


def ago(seconds: float) -> str:
    """How long ago something was, in the largest unit that fits."""
    for length, unit in ((_DAY, "day"), (_HOUR, "hour"), (_MINUTE, "minute")):
        if seconds >= length:
            count = int(seconds // length)
            return f"{count} {unit}{'' if count == 1 else 's'} ago"
    return "just now"
