"""The rows above the list of routines: other screens, the unfinished session, search."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Input

from stretchplayer.tui.keymap import LIBRARY, first_key
from stretchplayer.tui.widgets.basics import Link, Words

if TYPE_CHECKING:
    from stretchplayer.store import Unfinished


class Search(Input):
    """A search field of one row. Up and down go to the list, ctrl+c leaves, as everywhere else."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,up", "screen.to_list", "To the list", show=False),
        Binding("ctrl+c", "app.interrupt", "Leave", show=False),
    ]

    def __init__(self) -> None:
        super().__init__(placeholder="words of title, tag, body area, things", id="search", compact=True)
        # Nothing moves while nobody does anything.
        self.cursor_blink = False


class Looking(Horizontal):
    """The search field, how many routines it finds, and the way to the filters."""

    def __init__(self, keymap: Mapping[str, str]) -> None:
        super().__init__(id="looking")
        self._keymap = keymap

    def compose(self) -> ComposeResult:
        yield Link(first_key("search", self._keymap), "screen.search", id="slash")
        yield Search()
        yield Words(id="count")
        yield Link(f"Filter ({first_key('filter', self._keymap)})", "screen.filter", id="to-filter")


class NavBar(Horizontal):
    """Links to the other pages, each with its key."""

    def __init__(self, keymap: Mapping[str, str]) -> None:
        super().__init__(id="top")
        self._keymap = keymap

    def compose(self) -> ComposeResult:
        yield Words("stretchplayer", id="heading")
        for command in LIBRARY:
            if command.action.startswith("go("):
                action = f"screen.{command.action}"
                yield Link(command.label, action, classes="page")
                yield Link(f"({first_key(command.name, self._keymap)})", action, classes="key")


_MINUTE: Final = 60
_HOUR: Final = 60 * _MINUTE
_DAY: Final = 24 * _HOUR


class Banner(Horizontal):
    """Shown only while there is a session to resume; a click anywhere on it resumes."""

    def __init__(self) -> None:
        super().__init__(id="banner")
        self.display = False

    def compose(self) -> ComposeResult:
        yield Words(id="left-off")
        yield Link("Resume (r)", "screen.resume")

    def tell(self, left: "Unfinished | None", now: float) -> None:
        """Show what was left, as of the wall-clock second `now`; hide where nothing was."""
        self.display = left is not None
        if left is not None:
            self.query_one("#left-off", Words).say(unfinished(left, now))

    async def on_click(self) -> None:
        await self.run_action("screen.resume")


def unfinished(left: "Unfinished", now: float) -> str:
    """What the banner says of a session that was left."""
    return f"Unfinished: {left.title}, left {ago(now - left.wall)}"


def ago(seconds: float) -> str:
    """How long ago something was, in the largest unit that fits."""
    for length, unit in ((_DAY, "day"), (_HOUR, "hour"), (_MINUTE, "minute")):
        if seconds >= length:
            count = int(seconds // length)
            return f"{count} {unit}{'' if count == 1 else 's'} ago"
    return "just now"
