"""The widgets of the library: links, the unfinished session, the search field, and the list of routines."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Click, Key, Resize
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Input
from textual.widgets.option_list import Option

from stretchplayer.app.listing import TOO_LONG, Listed, both_lengths
from stretchplayer.catalog.translated import things, title
from stretchplayer.routine.quoting import plain
from stretchplayer.text import harmless
from stretchplayer.translation import gettext, ngettext
from stretchplayer.tui.charts.text_layout import apart, clipped
from stretchplayer.tui.keymap import LIBRARY, LIST_KEYS, first_key
from stretchplayer.tui.widgets.basics import Link, Words
from stretchplayer.tui.widgets.paged_list import PagedList

if TYPE_CHECKING:
    from stretchplayer.store import Unfinished


class Search(Input):
    """A search field of one row. Up and down go to the list, ctrl+c leaves, as everywhere else."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,up", "screen.to_list", "To the list", show=False),
        Binding("ctrl+c", "app.interrupt", "Leave", show=False),
    ]

    def __init__(self, placeholder: str = gettext("words of title, tag, body area, things")) -> None:
        super().__init__(placeholder=placeholder, id="search", compact=True)
        # Nothing moves while nobody does anything.
        self.cursor_blink = False


_NO_TEXT: Final = frozenset("?/")
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


_MINUTE: Final = 60
_HOUR: Final = 60 * _MINUTE
_DAY: Final = 24 * _HOUR


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


def unfinished(left: "Unfinished", now: float) -> str:
    """What the banner says of a session that was left."""
    return gettext("Unfinished: {title}, left {ago}").format(title=title(left.title), ago=ago(now - left.wall))


def ago(seconds: float) -> str:
    """How long ago something was, in the largest unit that fits."""
    if seconds >= _DAY:
        days = int(seconds // _DAY)
        return ngettext("{count} day ago", "{count} days ago", days).format(count=days)
    if seconds >= _HOUR:
        hours = int(seconds // _HOUR)
        return ngettext("{count} hour ago", "{count} hours ago", hours).format(count=hours)
    if seconds >= _MINUTE:
        minutes = int(seconds // _MINUTE)
        return ngettext("{count} minute ago", "{count} minutes ago", minutes).format(count=minutes)
    return gettext("just now")


def mark(each: Listed, *, left: bool = False) -> str:
    """The words that set a routine apart from a healthy bundled one; `left` is whether a session of it was left."""
    if left and each.title:
        return gettext("unfinished, yours") if each.yours else gettext("unfinished")
    if each.left_alone:
        return gettext("takes too long to read") if each.problems == (TOO_LONG,) else gettext("reading it failed")
    return gettext("bad file") if not each.title else gettext("yours") if each.yours else ""


def name(each: Listed, *, twice: bool = False) -> str:
    """Its title, with the name beside it where the title is there `twice`; or the name of an unreadable file."""
    return f"{each.title} ({plain(each.name)})" if each.title and twice else each.title or plain(f"{each.name}.toml")


def titled_twice(listed: Sequence[Listed]) -> frozenset[str]:
    """The files of one's own that have the same title as another routine."""
    count = Counter(each.title.casefold() for each in listed)
    return frozenset(each.file for each in listed if each.yours and count[each.title.casefold()] > 1)


def one_row(each: Listed, width: int, has: str = "", *, twice: bool = False, left: bool = False) -> str:
    """Minutes, title, mark and minutes in short, or the move that was looked for, in one row of `width` cells."""
    minutes = gettext("{minutes:3} min").format(minutes=each.minutes) if each.title else "  –    "
    beside = gettext("has {has}").format(has=has) if has else _beside(each, left=left)
    return apart(f"{minutes}  {name(each, twice=twice)}", beside, width)


def _beside(each: Listed, *, left: bool) -> str:
    short = gettext("short {short}").format(short=each.short) if each.short else ""
    return " · ".join(part for part in (mark(each, left=left), short) if part)


def two_rows(each: Listed, width: int, has: str = "", *, twice: bool = False, left: bool = False) -> tuple[str, str]:
    """The title in one row; minutes, mark, the move that was looked for and what is needed in the next."""
    facts = [both_lengths(each)] if each.title else []
    facts += [word] if (word := mark(each, left=left)) else []
    facts += [gettext("has {has}").format(has=has)] if has else []
    text = " · ".join(facts)
    needed = _things(things(each.needs), width - cell_len(text) - 3)
    return clipped(name(each, twice=twice), width), clipped(f"{text} · {needed}" if needed else text, width)


def _things(needs: tuple[str, ...], width: int) -> str:
    """As many as fit; half a word is worse than none."""
    for count in range(len(needs), 0, -1):
        text = ", ".join((*needs[:count], *(["…"] if count < len(needs) else [])))
        if cell_len(text) <= width:
            return text
    return ""


_MARK: Final = "▌"
_EDGES: Final = 3
"""Cells that are not for words: the mark and a space before them, and one space after them."""


class RoutineList(PagedList, inherit_bindings=False):
    """Leaves opening to the page, which binds enter; a second click runs its `screen.open`."""

    class Filled(Message):
        """The rows were made for the room there is, for the first time."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"routine-list--mark"}

    def __init__(self) -> None:
        super().__init__(id="routines", markup=False)
        # Every letter is for the search field, so the keys of the list are there.
        self.can_focus = False
        self._listed: tuple[Listed, ...] = ()
        self._has: Mapping[str, str] = {}
        self._twice: frozenset[str] = frozenset()
        self._left: frozenset[str] = frozenset()
        self._low = False
        self._filled = False

    @property
    def marked(self) -> Listed | None:
        return None if self.highlighted is None else self._listed[self.highlighted]

    def show(
        self,
        listed: Sequence[Listed],
        *,
        best: bool = False,
        has: Mapping[str, str] | None = None,
        twice: frozenset[str] = frozenset(),
    ) -> None:
        """List these. With `best` the first is highlighted; else the highlight stays with its routine, or near.

        `has` are the moves that were looked for, by the files that have them; of those that are in `twice`, the name
        stands beside the title.
        """
        had, self._has, self._twice = (self._has, self._twice), has or {}, twice
        if self._listed == tuple(listed) and had == (self._has, self._twice):
            if best and self._listed:
                self.highlighted = 0
            return
        name, place = getattr(self.marked, "name", None), self.highlighted or 0
        top = self.scroll_offset.y
        self._listed = tuple(listed)
        self._fill()
        names = [each.name for each in self._listed]
        if names and best:
            self.highlighted = 0
        elif names:
            self.scroll_to(y=top, animate=False, immediate=True)
            self.highlighted = names.index(name) if name in names else min(place, len(names) - 1)

    def mark_left(self, files: frozenset[str]) -> None:
        """Show of which routines, by their files, a session was left."""
        if files != self._left:
            kept, top = self.highlighted, self.scroll_offset.y
            self._left = files
            self._fill()
            self.scroll_to(y=top, animate=False, immediate=True)
            self.highlighted = kept

    def mark(self, name: str) -> bool:
        """Highlight the routine of this name; returns whether it is there."""
        at = next((at for at, each in enumerate(self._listed) if each.name == name), None)
        if at is not None:
            self.highlighted = at
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
        kept, top = self.highlighted, self.scroll_offset.y
        self._fill()
        self.scroll_to(y=top, animate=False, immediate=True)
        self.highlighted = kept
        if not self._filled:
            self._filled = True
            self.post_message(self.Filled())

    def on_click(self, event: Click) -> None:
        """Highlight what was clicked, or open it where it is highlighted already."""
        event.prevent_default()
        index = event.style.meta.get("option")
        if index is not None and index == self.highlighted:
            self.call_later(self.run_action, "screen.open")
        elif index is not None:
            self.highlighted = index

    def render_line(self, y: int) -> Strip:
        """The row, with a mark before it if it belongs to the highlighted routine."""
        strip = super().render_line(y)
        rows = 1 if self._low else 2
        if not self._listed or (y + self.scroll_offset.y) // rows != self.highlighted:
            return strip
        colour = Style(color=self.get_component_rich_style("routine-list--mark").color)
        first = [Segment(_MARK, (part.style or Style()) + colour) for part in strip.crop(0, 1)]
        return Strip.join([Strip(first, 1), strip.crop(1)])

    def _fill(self) -> None:
        self._low = self.screen.has_class("-low")
        width = max(1, self.scrollable_content_region.width - _EDGES)
        self.clear_options()
        self.add_options([Option(self._prompt(each, width)) for each in self._listed])

    def _prompt(self, each: Listed, width: int) -> Content:
        has, twice, left = self._has.get(each.file, ""), each.file in self._twice, each.file in self._left
        if self._low:
            return Content(harmless(one_row(each, width, has, twice=twice, left=left)))
        title, facts = map(harmless, two_rows(each, width, has, twice=twice, left=left))
        return Content.assemble(f"{title}\n", (facts, "dim"))
