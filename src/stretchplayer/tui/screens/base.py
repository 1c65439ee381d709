"""What every page is made of: a title line, the keys of its commands, a footer, and the app around it."""

from collections.abc import Coroutine, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, ClassVar, Final, NamedTuple, Protocol, TypeVar, cast

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.events import Key, ScreenResume
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Button, Footer
from textual.widgets._footer import FooterKey

from stretchplayer.app.context import AppContext
from stretchplayer.problems import UserError
from stretchplayer.translation import gettext
from stretchplayer.tui.command import Command, key_label
from stretchplayer.tui.keymap import BY_NAME, bindings, first_key, keys_of, written
from stretchplayer.tui.terminal import CroppingCompositor
from stretchplayer.tui.widgets.basics import Words

if TYPE_CHECKING:
    from stretchplayer.app.session_flow import Play, PlayText, Resume
    from stretchplayer.model.steps import Topic
    from stretchplayer.player import Player
    from stretchplayer.routine.reader import Reading

Result = TypeVar("Result")
STYLES: Final = Path(__file__).parents[1] / "styles"
"""Textual knows a sheet that it has read by its whole path: one with `..` in it would be read for each screen again."""
SHOWN_FOR: Final = 5.0
"""Seconds for which a short word is shown."""
_AT_LEAST: Final = 0.1
"""Seconds until the next look: a timer may be a little early."""


class Notice(NamedTuple):
    """A short text for the user, until a monotonic second; `bad` where something went wrong."""

    text: str
    until: float
    bad: bool = False


class Host(Protocol):
    """What a screen needs of the app that shows it, beyond what any Textual app has.

    `playing` is the player of the running session, if there is one; `last_words` are printed in the terminal once the
    screen is gone; while `trying`, a theme is only previewed.
    """

    context: AppContext
    notices: list[Notice]
    playing: "Player | None"
    last_words: list[str]
    trying: bool

    @property
    def from_shell(self) -> bool:
        """Whether there is no library to go back to."""

    def go_through(self, how: "Play | Resume | Reading | PlayText") -> Coroutine[Any, Any, int]:
        """Run a session from its first page to its last; returns an exit code."""

    def asks_first(self) -> str:
        """What to say before the app is left, where something would be lost; "" where it may be left."""

    def save_and_leave(self, code: int) -> None:
        """Save the session, if one is on, and leave at once."""

    def action_advice(self, topic: "Topic | None" = None) -> None:
        """Show the pages of advice, beginning with `topic`."""

    async def push_screen_wait(self, screen: Screen[Result]) -> Result | Any:  # noqa: ANN401 - Textual's
        """Show a screen, and wait for what it is dismissed with."""

    def notify(self, message: str, *, severity: SeverityLevel = "information", timeout: float | None = None) -> None:
        """Show a short text on the page on top."""


def keys_line(pressed: str, keys: Iterable[tuple[str, str]], width: int) -> str:
    """The key `pressed` does nothing, and these do: with their labels where that fits into `width`."""
    labelled = dict(keys)
    start = gettext("{pressed} does nothing here: ").format(pressed=pressed)
    line = f"{start}{', '.join(f'{key} {label.lower()}' for key, label in labelled.items())}."
    return line if cell_len(line) <= width - 2 else f"{start}{', '.join(labelled)}."


_ALWAYS: Final = frozenset({"close", "help", "screen.close"})
"""The actions whose keys are in the footer however little room there is."""


class KeysFooter(Footer):
    """The footer, composed anew only where other keys are shown."""

    def __init__(self) -> None:
        super().__init__(compact=True, show_command_palette=False)
        # The keys stand there from the first frame on, not from the second.
        self.set_reactive(Footer._bindings_ready, True)  # noqa: FBT003, SLF001 - what Textual itself sets, later
        self._shown: list[tuple[object, ...]] = []

    def compose(self) -> ComposeResult:
        self._shown = self._to_show()
        page = self.screen
        if isinstance(page, Page) and page.footer_keys():
            for name, label in self._named(page):
                command = BY_NAME[name]
                pressed = keys_of(command, page.context.settings.keys)[0]
                yield FooterKey(
                    pressed, written(pressed), label, command.action, tooltip=gettext(command.help), classes="-compact"
                )
            return
        fitting = {action for _, _, action, _ in self._shown}
        for key in super().compose():
            if isinstance(key, FooterKey) and key.action not in fitting:
                continue
            if isinstance(key, FooterKey):
                key.description = key_label(key.description)
            # Textual adds this class as well, but later: each key would be styled twice.
            yield key.add_class("-compact", update=False)

    def _named(self, page: "Page[Any]") -> list[tuple[str, str]]:
        """The commands that a page names, as far as there is room for them; help is always said."""
        named, keys = [*page.footer_keys()], page.context.settings.keys
        cells = [cell_len(written(keys_of(BY_NAME[name], keys)[0])) + cell_len(label) + 2 for name, label in named]
        while len(named) > 1 and sum(cells) - 1 > self.app.size.width:
            last = max(place for place, (name, _) in enumerate(named) if name != "help")
            del named[last], cells[last]
        return named

    def has_room_for(self, action: str) -> bool:
        """Whether a key is shown here at all, where it does something."""
        page = self.screen
        return not isinstance(page, Page) or page.shows_key(action)

    def on_resize(self) -> None:
        self.call_after_refresh(self.screen.refresh_bindings)

    def bindings_changed(self, screen: Screen[object]) -> None:
        if self._to_show() != self._shown:
            super().bindings_changed(screen)

    def _to_show(self) -> list[tuple[object, ...]]:
        """The keys with their labels, actions and whether they can be used; of too many the last are left out.

        How to go back and where there is help is always said.
        """
        page = self.screen
        if isinstance(page, Page) and page.footer_keys():
            return [*self._named(page)]
        shown = [
            each
            for each in self.screen.active_bindings.values()
            if each.binding.show and self.has_room_for(each.binding.action)
        ]
        first = {each.binding.action: each.binding for each in reversed(shown)}
        cells = {
            action: cell_len(self.app.get_key_display(binding)) + cell_len(key_label(binding.description)) + 2
            for action, binding in first.items()
        }
        over = sum(cells.values()) - 1 - self.app.size.width  # behind the last there is no gap
        for action in [each for each in cells if each not in _ALWAYS]:
            # From the last of the footer on: they stand in reverse order here.
            if over > 0:
                over -= cells.pop(action)
        return [
            (each.binding.key, each.binding.description, each.binding.action, each.enabled)
            for each in shown
            if each.binding.action in cells
        ]


class DismissedOnce(Screen[Result]):
    """A screen that nothing dismisses twice: a second key, or a timer that fires meanwhile, would end the app."""

    _dismissed = False

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        if self._dismissed:
            return AwaitComplete()
        self._dismissed = True
        return super().dismiss(result)


class Page(DismissedOnce[Result]):
    """A page with a title, between it and the footer its `content`; its `commands` are those of the key table."""

    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = STYLES / "pages.tcss"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = ()
    HEADING: ClassVar[str] = "stretchplayer"
    UNDOES: ClassVar[bool] = False
    """Whether something can be undone here with ctrl+z, which leads to the shell elsewhere."""
    SEARCHES: ClassVar[bool] = False
    """Whether letters find something here, whatever has the focus."""
    WIDE_KEYS: ClassVar[frozenset[str]] = frozenset()
    """The actions whose keys are not in the footer of a narrow screen, where help still has them."""
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

    def __init_subclass__(cls, *, commands: tuple[Command, ...] = (), **textual: bool) -> None:
        if commands:
            cls.COMMANDS_HERE, cls.BINDINGS = commands, [*bindings(commands)]
        super().__init_subclass__(**textual)

    def __init__(self) -> None:
        super().__init__()
        self._compositor = CroppingCompositor()

    _notices: Words | None = None
    _shown: tuple[Notice, ...] = ()
    _puzzled: float = -1.0
    _styled = True

    @property
    def host(self) -> Host:
        return cast("Host", self.app)

    @property
    def context(self) -> AppContext:
        return self.host.context

    def on_compose(self) -> None:
        """Set the classes for the size before the layout: once they come later, every style is computed again."""
        for breakpoints, cells in zip(
            (self.HORIZONTAL_BREAKPOINTS, self.VERTICAL_BREAKPOINTS), self.app.size, strict=True
        ):
            self.add_class(max(each for each in breakpoints if each[0] <= cells)[1], update=False)

    def compose(self) -> ComposeResult:
        yield Words(gettext(self.HEADING), id="heading")
        yield from self.content()
        yield KeysFooter()

    def content(self) -> Iterable[Widget]:
        """What stands between the title and the footer."""
        return ()

    def key_of(self, name: str) -> str:
        """The first key of a command, as people write it."""
        return first_key(name, self.context.settings.keys)

    def shows_key(self, action: str) -> bool:
        """Whether the key of an action stands in the footer now, where it does something."""
        return not (action in self.WIDE_KEYS and self.has_class("-narrow"))

    def unkept(self) -> bool:
        """Whether something was typed or chosen here that is lost where the app is left now."""
        return False

    def when_left(self) -> str:
        """What to say in the terminal where the app is left while this page is open; "" for nothing."""
        return ""

    def footer_keys(self) -> tuple[tuple[str, str], ...]:
        """The commands in the footer with what they do now, where that is not what they usually do; else nothing."""
        return ()

    def tell(self, text: str, *, bad: bool = False, seconds: float = SHOWN_FOR) -> None:
        """Show a short text above the footer."""
        self.notice(Notice(text, self.context.clock.monotonic() + seconds, bad=bad))

    @contextmanager
    def telling_errors(self) -> Iterator[None]:
        """Show what a UserError says above the footer; the rest of the block is left out then."""
        try:
            yield
        except UserError as error:
            self.tell(str(error), bad=True)

    def notice(self, *notices: Notice) -> None:
        """Show these beside what is still shown, each until its time is over."""
        now = self.context.clock.monotonic()
        self._shown = tuple(dict.fromkeys(each for each in (*self._shown, *notices) if each.until > now))
        if self._notices is None:
            if not self._shown:
                return
            self._notices = Words(id="notices")
            self.mount(self._notices, before=self.query_one(Footer))
        self._notices.display = bool(self._shown)
        self._notices.set_class(any(each.bad for each in self._shown), "-bad")
        self._notices.say("\n".join(each.text for each in self._shown), layout=True)
        if self._shown:
            self.set_timer(max(_AT_LEAST, min(each.until for each in self._shown) - now), self.notice)

    @on(ScreenResume)
    def _keep_styles(self, event: ScreenResume) -> None:
        """What has just been composed has just been styled; only a page that others lay upon is styled again."""
        if self._styled:
            self._styled = event.refresh_styles = False

    def on_screen_resume(self) -> None:
        if self.host.notices:
            self.notice(*self.host.notices)

    def take_up_words(self) -> None:
        """Find what the words find that are in the field by now, whether or not the page heard of each letter."""

    def takes(self, event: Key) -> bool:
        """Whether a key is text for the page, as it was typed, though no widget that takes text has the focus."""
        del event
        return False

    def typed(self, event: Key) -> bool:
        """Whether the page takes a key that is no command and that no widget took."""
        del event
        return False

    def on_key(self, event: Key) -> None:
        if not self.typed(event) and event.key not in self.active_bindings:
            self.puzzle(written(event.key))

    def puzzle(self, pressed: str) -> None:
        """Say which keys do something, as the one that was pressed does not; once for a burst of them."""
        now = self.context.clock.monotonic()
        if now >= self._puzzled:
            self._puzzled = now + SHOWN_FOR
            self.tell(self.keys_here(pressed))

    def keys_here(self, pressed: str) -> str:
        """A sentence: this key does nothing here, and these do."""
        shown = (each.binding for each in self.active_bindings.values() if each.enabled and each.binding.show)
        first = {each.action: each for each in reversed([*shown])}.values()
        keys = [(written(each.key), key_label(each.description)) for each in reversed(first)]
        return keys_line(pressed, keys, self.size.width)

    async def on_button_pressed(self, event: Button.Pressed) -> None:
        """Run the action that is the name of a button."""
        await self.run_action(event.button.name or "close")

    def action_close(self) -> None:
        self.dismiss(None)
