"""The widgets of the library: links, the unfinished session, the search field, and the list of routines."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Key, Resize
from textual.message import Message
from textual.widgets import Input
from textual.widgets.option_list import Option

from stretchplayer.app.listing import Listed
from stretchplayer.text import harmless
from stretchplayer.translation import gettext
from stretchplayer.tui.charts.text_layout import clipped
from stretchplayer.tui.keymap import LIBRARY, LIST_KEYS, first_key
from stretchplayer.tui.widgets.basics import Link, Words
from stretchplayer.tui.widgets.paged_list import MarkedList
from stretchplayer.tui.widgets.routine_rows import Beside, one_row, two_rows, unfinished

if TYPE_CHECKING:
    from stretchplayer.store import Unfinished


class Search(Input):
    """A search field of one row, in which ctrl+c leaves, as everywhere else."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+c", "app.interrupt", "Leave", show=False)]

    def __init__(self, placeholder: str) -> None:
        super().__init__(placeholder=placeholder, id="search", compact=True)
        # Nothing moves while nobody does anything.
        self.cursor_blink = False


_NO_TEXT: Final = frozenset("?/*")
"""Keys that are commands even while words are typed."""


_COMMANDS: Final = frozenset(key for each in LIBRARY for key in each.keys.split(","))
_MOVING: Final = [
    Binding(each.key, f"screen.in_list('{each.action}')", each.description, show=False) for each in LIST_KEYS
]
_EDITING: Final = [
    each for each in Binding.make_bindings(Input.BINDINGS) if each.key not in (_COMMANDS | {key.key for key in _MOVING})
]


class LibrarySearch(Search, inherit_bindings=False):
    """Where every letter lands; what moves through the list moves through it from here."""

    BINDINGS: ClassVar[list[BindingType]] = [*_MOVING, *_EDITING, Binding("ctrl+c", "app.interrupt", show=False)]

    def __init__(self) -> None:
        super().__init__(gettext("type to find: what hurts, a muscle, a place, a title"))

    def takes(self, character: str | None) -> bool:
        """Whether a key is text here; a space is none before there is anything else."""
        return character is not None and character not in _NO_TEXT and (bool(self.value) or not character.isspace())

    def check_consume_key(self, key: str, character: str | None) -> bool:
        return self.takes(character) and super().check_consume_key(key, character)

    def on_key(self, event: Key) -> None:
        if event.is_printable and not self.takes(event.character):
            event.prevent_default()

    def add(self, text: str) -> None:
        """Take up what was typed elsewhere on the page."""
        self.focus()
        self.insert_text_at_cursor(text)


class SearchBar(Horizontal):
    """The search field, how many routines it finds, and the way to the filters."""

    def __init__(self, keymap: Mapping[str, str]) -> None:
        super().__init__(id="looking")
        self._keymap = keymap

    def compose(self) -> ComposeResult:
        yield Link(gettext("Find"), "screen.search", id="slash")
        yield LibrarySearch()
        yield Words(id="count")
        yield Link(
            gettext("Filter ({key})").format(key=first_key("filter", self._keymap)), "screen.filter", id="to-filter"
        )


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
                yield Link(first_key(command.name, self._keymap), action, classes="key")
                yield Link(command.title, action, classes=f"page -{command.name}")


class Banner(Horizontal):
    """Shown only while there is a session to resume; a click anywhere on it resumes."""

    def __init__(self, keymap: Mapping[str, str]) -> None:
        super().__init__(id="banner")
        self.display = False
        self._keymap = keymap

    def compose(self) -> ComposeResult:
        yield Words(id="left-off")
        yield Link(gettext("Resume ({key})").format(key=first_key("resume", self._keymap)), "screen.resume")

    def tell(self, left: "Unfinished | None", now: float, others: str = "") -> None:
        """Show what was left, as of the wall-clock second `now`; hide where nothing was.

        `others` is the key that chooses among several, where there are several.
        """
        self.display = left is not None
        if left is not None:
            text = unfinished(left, now)
            more = gettext("{text}; {key} for the others").format(text=text, key=others) if others else text
            self.query_one("#left-off", Words).say(more)

    async def on_click(self) -> None:
        await self.run_action("screen.resume")


_EDGES: Final = 3
"""Cells that are not for words: the mark and a space before them, and one space after them."""


class RoutineList(MarkedList, inherit_bindings=False):
    """Leaves opening to the page, which binds enter."""

    class Filled(Message):
        """The rows were made for the room there is, for the first time."""

    def __init__(self) -> None:
        super().__init__("routines", "open")
        # Every letter is for the search field, so the keys of the list are there.
        self.can_focus = False
        self._listed: tuple[Listed, ...] = ()
        self._has: Mapping[str, str] = {}
        self._twice: frozenset[str] = frozenset()
        self._left: frozenset[str] = frozenset()
        self._liked: frozenset[str] = frozenset()
        self._remarks: Mapping[str, str] = {}
        self.first = ""
        self._low = False
        self._filled = False

    @property
    def marked(self) -> Listed | None:
        """The routine that is highlighted; None where none is."""
        at = -1 if self.highlighted is None else self.highlighted - self._above
        return self._listed[at] if at >= 0 else None

    @property
    def on_first(self) -> bool:
        """Whether the row is highlighted that stands `first`, before all routines."""
        return bool(self.first) and self.highlighted == 0

    @property
    def _above(self) -> int:
        """How many rows stand before those of the routines."""
        return 1 if self.first else 0

    def show(
        self,
        listed: Sequence[Listed],
        *,
        best: bool = False,
        has: Mapping[str, str] | None = None,
        twice: frozenset[str] = frozenset(),
        liked: frozenset[str] = frozenset(),
        remarks: Mapping[str, str] | None = None,
        first: str = "",
    ) -> None:
        """List these. With `best` the first is highlighted; else the highlight stays with its routine, or near.

        `has` are the moves that were looked for, by the files that have them; of those that are in `twice`, the name
        stands beside the title. `liked` are names, `remarks` stand by files. `first` is a row before all routines.
        """
        had = (self._has, self._twice, self._liked, self._remarks, self.first)
        name, place, was_first = getattr(self.marked, "name", None), self.highlighted or 0, self.on_first
        self._has, self._twice, self._liked, self._remarks, self.first = has or {}, twice, liked, remarks or {}, first
        if self._listed == tuple(listed) and had == (self._has, self._twice, self._liked, self._remarks, self.first):
            if best and (self._listed or first):
                self.highlighted = 0
            return
        top = self.scroll_offset.y
        self._listed = tuple(listed)
        self._fill()
        names = [each.name for each in self._listed]
        if (names or first) and (best or (was_first and first)):
            self.highlighted = 0
        elif names:
            self.scroll_to(y=top, animate=False, immediate=True)
            near = min(place, len(names) - 1 + self._above)
            self.highlighted = names.index(name) + self._above if name in names else near

    def mark_left(self, files: frozenset[str]) -> None:
        """Show of which routines, by their files, a session was left."""
        if files != self._left:
            self._left = files
            self._refill()

    def mark(self, name: str) -> bool:
        """Highlight the routine of this name; returns whether it is there."""
        at = next((at for at, each in enumerate(self._listed) if each.name == name), None)
        if at is not None:
            self.highlighted = at + self._above
        return at is not None

    def run_here(self, action: str) -> None:
        """Move the highlight by an action of `LIST_KEYS`."""
        moves: dict[str, Callable[[], None]] = {
            "cursor_down": self.action_cursor_down,
            "cursor_up": self.action_cursor_up,
            "first": self.action_first,
            "last": self.action_last,
            "page_down": self.action_page_down,
            "page_up": self.action_page_up,
        }
        moves[action]()

    def on_resize(self, event: Resize) -> None:
        del event
        self._refill()
        if not self._filled:
            self._filled = True
            self.post_message(self.Filled())

    def is_marked(self, line: int) -> bool:
        return bool(self.option_count) and line // (1 if self._low else 2) == self.highlighted

    def _refill(self) -> None:
        """Make the rows anew, with the same one highlighted at the same place."""
        highlighted, top = self.highlighted, self.scroll_offset.y
        self._fill()
        self.scroll_to(y=top, animate=False, immediate=True)
        self.highlighted = highlighted

    def _fill(self) -> None:
        self._low = self.screen.has_class("-low")
        width = max(1, self.scrollable_content_region.width - _EDGES)
        self.clear_options()
        first = [Option(self._first_row(width))] if self.first else []
        self.add_options([*first, *(Option(self._prompt(each, width)) for each in self._listed)])

    def _first_row(self, width: int) -> Content:
        text = harmless(clipped(self.first, width))
        return (
            Content(text)
            if self._low
            else Content.assemble(f"{text}\n", (gettext("what fits these words best"), "dim"))
        )

    def _prompt(self, each: Listed, width: int) -> Content:
        said = Beside(
            has=self._has.get(each.file, ""),
            twice=each.file in self._twice,
            left=each.file in self._left,
            liked=each.name in self._liked,
            remark=self._remarks.get(each.file, ""),
        )
        if self._low:
            return Content(harmless(one_row(each, width, said)))
        title, facts = map(harmless, two_rows(each, width, said))
        return Content.assemble(f"{title}\n", (facts, "dim"))
