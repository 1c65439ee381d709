"""What every page is made of: a title line, keys from the table of commands, a footer."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Footer, Static

from stretchplayer.tui.commands import Command
from stretchplayer.tui.desk import Desk
from stretchplayer.tui.key_names import keys_of, written

if TYPE_CHECKING:
    from stretchplayer.tui.app import StretchApp

Result = TypeVar("Result")


def plain(text: str) -> Content:
    """Text as it is: nothing in it is markup."""
    return Content(text)


class Words(Static):
    """Some words; drawn anew only when they change."""

    def __init__(self, text: str = "", *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(plain(text), id=id, classes=classes, markup=False)
        self._text = text

    @property
    def text(self) -> str:
        """What stands there."""
        return self._text

    def say(self, text: str, *, layout: bool = False) -> None:
        """Let it read `text`; `layout` where it may need another number of rows."""
        if text != self._text:
            self._text = text
            self.update(plain(text), layout=layout)


class Page(Screen[Result]):
    """A page with a title; `COMMANDS` are its keys, and `desk` is what it works with."""

    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = ()
    HEADING: ClassVar[str] = "stretchplayer"
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - to Textual it is no class variable
        (0, "-narrow"),
        (60, "-usual"),
        (120, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [  # noqa: RUF012 - the same
        (0, "-low"),
        (20, "-middle"),
        (36, "-high"),
    ]

    app: "StretchApp"

    @property
    def desk(self) -> Desk:
        """What all pages share."""
        return self.app.desk

    def compose(self) -> ComposeResult:
        """The frame around what the page holds."""
        yield Words(self.HEADING, id="heading")
        yield from self.content()
        yield Footer(compact=True, show_command_palette=False)

    def content(self) -> Iterable[Widget]:
        """What stands between title and footer."""
        return ()

    def key_of(self, command: Command) -> str:
        """The first of the keys that a command has now, as people write it."""
        return written(keys_of(command, self.desk.settings.keys)[0])

    def tell(self, text: str, *, bad: bool = False) -> None:
        """A short word at the edge of the screen."""
        self.notify(text, severity="warning" if bad else "information", markup=False)

    def action_close(self) -> None:
        """Go back to where one came from, with nothing chosen."""
        self.dismiss(None)
