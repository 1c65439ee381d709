"""The app itself: its context, the theme, the keys, and which page comes first."""

import asyncio
import gc
import signal
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual.app import App, AppError, SystemCommand
from textual.binding import BindingType
from textual.dom import DOMNode
from textual.events import Event, Key
from textual.message import Message
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.widgets import Input
from textual.worker import WorkerFailed

from stretchplayer import crash
from stretchplayer.app.context import AppContext
from stretchplayer.crash import Crashed
from stretchplayer.problems import UserError
from stretchplayer.translation import gettext
from stretchplayer.tui.command import key_label
from stretchplayer.tui.keymap import ANYWHERE, BY_NAME, bindings, faults, keys_of, meant
from stretchplayer.tui.screens.base import SHOWN_FOR, STYLES, Notice, Page
from stretchplayer.tui.terminal import DARK, OURS, PHASES, driver

if TYPE_CHECKING:
    from textual.actions import ActionParseResult

    from stretchplayer.app.drafts import Edit
    from stretchplayer.app.session_flow import Play, PlayText, Resume
    from stretchplayer.model.steps import Topic
    from stretchplayer.player import Player
    from stretchplayer.routine.reader import Reading
    from stretchplayer.tui.screens.player_screen import PlayerPage

CLOSING: Final = tuple(getattr(signal, name) for name in ("SIGHUP", "SIGTERM") if hasattr(signal, name))
INTERRUPTED: Final = 130
_STARTED: Final = 1.0
"""Seconds after which the first frame has been drawn."""
HUNG_UP: Final = 129
_ADVICE: Final = BY_NAME["advice"]
_TOO_MUCH: Final = BY_NAME["too-much"]
"""What holds on every page that lies over the player."""


class InTurn(Message, namespace="app"):
    """An urgent key that waits until the letters typed before it were taken in: it takes the way that they took."""

    def __init__(self, key: Key) -> None:
        super().__init__()
        self.key = key


class StretchApp(App[int]):
    """Runs until it is left, and returns an exit code; begins with the library, or the session that is to be opened.

    `playing` is the player of the running session, if there is one, which is to be closed when the app ends.
    `last_words` are printed in the terminal once the screen is gone. While `trying`, a theme is only previewed.
    `fault` is the unforeseen error that ended the app, `rescued` what then became of its session.
    """

    TITLE = "stretchplayer"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ANYWHERE)]

    def __init__(self, context: AppContext, opening: "Play | PlayText | Resume | Edit | None" = None) -> None:
        # With the sheet of the first screen, all styles are parsed in one go.
        first = "library" if opening is None else "playing"
        sheets = [STYLES / "app.tcss", STYLES / f"{first}.tcss"]
        super().__init__(driver_class=driver(partial(self.save_and_leave, HUNG_UP)), css_path=[*sheets])
        # `notify` shows what it has to say in a line of the page.
        self._disable_notifications = True
        self.context = context
        context.key_check = faults
        for theme in OURS:
            self.register_theme(theme)
        self.playing: Player | None = None
        self.last_words: list[str] = []
        self.trying = False
        self.notices: list[Notice] = []
        self._asked_until = 0.0
        self.fault: BaseException | None = None
        self.rescued: Crashed | None = None
        self._opening = opening
        self._set_first_theme(self._known(context.settings.theme))

    @property
    def from_shell(self) -> bool:
        """Whether there is no library to go back to."""
        return self._opening is not None

    def get_css_variables(self) -> dict[str, str]:
        """The theme's colours, and one of them for each phase."""
        colours = super().get_css_variables()
        return {**{phase: colours[name] for phase, name in PHASES.items()}, **colours}

    def on_mount(self) -> None:
        """Put on the theme, learn the keys, open the first page."""
        asyncio.get_running_loop().set_exception_handler(self._task_failed)
        self.set_keymap(self.context.settings.keys)
        if not self.context.settings.motion:
            self.animation_level = "none"
        self.set_class(self.context.settings.figure == "dots", "-dots")
        for number in CLOSING:
            with suppress(ValueError, NotImplementedError, RuntimeError):
                # Where signals cannot be heard, nobody can ask us to leave like this.
                asyncio.get_running_loop().add_signal_handler(number, partial(self.save_and_leave, 128 + number))
        self._tell_problems()
        self.set_timer(_STARTED, self.collect_garbage)
        self.run_worker(self._open(), exclusive=True)

    def collect_garbage(self) -> None:
        """Collect the garbage of the start, which was left lying until now; what is left stays, and is left alone."""
        if not gc.isenabled():
            gc.collect()
            gc.freeze()
            gc.enable()

    async def _open(self) -> None:
        """What the app was opened for, to its end."""
        from stretchplayer.app.drafts import Edit

        if isinstance(self._opening, Edit):
            from stretchplayer.tui.screens.editor_screen import EditorPage

            try:
                page = EditorPage.of(self._opening.name, self.context.folders)
            except UserError as error:
                self.last_words = [f"stretchplayer: {error}"]
                self.leave(2)
                return
            await self.push_screen_wait(page)
            self.leave(0)
            return
        if self._opening is not None:
            self.leave(await self.go_through(self._opening))
            return
        from stretchplayer.tui.screens.library_screen import LibraryPage

        await self.push_screen_wait(LibraryPage())
        self.leave(0)

    async def go_through(self, how: "Play | Resume | Reading | PlayText") -> int:
        """A session from its first page to its last; returns an exit code."""
        from stretchplayer.tui import session_face

        return await session_face.go_through(self, how)

    async def on_event(self, event: Event) -> None:
        """Take a key for what was meant by it, before any page or widget hears it."""
        if isinstance(event, Key) and not event.is_forwarded:
            event = self._meant(event)
        await super().on_event(event)

    def _meant(self, event: Key) -> Key:
        """The key without regard to case and layout, unless it is text for the widget that has the focus."""
        focused = self.focused
        if focused is not None and focused.check_consume_key(event.key, event.character):
            return event
        if isinstance(self.screen, Page) and self.screen.takes(event):
            return event
        known = self.screen.active_bindings
        key = meant(event.key, known)
        if key not in known and (player := self._player_below()):
            hurts = keys_of(_TOO_MUCH, self.context.settings.keys)
            if meant(event.key, hurts) in hurts:
                # What hurts does not wait until another page is closed.
                self._close_pages_above(player)
                key = hurts[0]
        return event if key == event.key else Key(key, key if len(key) == 1 else event.character)

    async def _check_bindings(self, key: str, priority: bool = False) -> bool:  # noqa: FBT001, FBT002 - Textual's
        """Run the command of a key, on what the words find that are typed by now."""
        page = self.screen
        if isinstance(page, Page):
            if priority and self._follows_letters(page) and self._is_urgent(page, key):
                (self.focused or page).post_message(InTurn(Key(key, None)))
                return True
            if page.is_mounted:
                page.take_up_words()
        return await super()._check_bindings(key, priority)

    def _follows_letters(self, page: Page[Any]) -> bool:
        """Whether letters may be on their way to a field of the page."""
        return page.SEARCHES or isinstance(self.focused, Input)

    def _is_urgent(self, page: Page[Any], key: str) -> bool:
        """Whether the key is one of the page's own that go before what has the focus."""
        chain = page._binding_chain  # noqa: SLF001 - where Textual itself looks for keys
        own = (bindings for node, bindings in chain if node is page)
        return any(each.priority for bindings in own for each in bindings.key_to_bindings.get(key, ()))

    async def on_app_in_turn(self, message: InTurn) -> None:
        """Do now what an urgent key does, or let the focus have it where the page does nothing with it."""
        page = self.screen
        if isinstance(page, Page) and page.is_mounted:
            page.take_up_words()
        if not await super()._check_bindings(message.key.key, priority=True):
            (self.focused or self.screen)._forward_event(message.key)  # noqa: SLF001 - as Textual does with every key

    def leave(self, code: int) -> None:
        """End the app with this exit code."""
        self.exit(code, return_code=code)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Say it in a line of the page on top, and of those that come over it meanwhile; nothing is covered by it."""
        del title, markup
        notice = Notice(message, self.context.clock.monotonic() + (timeout or SHOWN_FOR), bad=severity != "information")
        self.notices = [*(each for each in self.notices if each.until > self.context.clock.monotonic()), notice]
        if isinstance(self.screen, Page):
            self.screen.notice(notice)

    def fail(self, error: Exception) -> None:
        """Remember the first unforeseen error, and save the session at once."""
        if self.fault is None:
            self.fault = error.error if isinstance(error, WorkerFailed) else error
            if self.playing is not None:
                from stretchplayer.app.active_session import rescued

                self.rescued = rescued(self.playing)
                self.playing = None

    def _handle_exception(self, error: Exception) -> None:
        self.fail(error)
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        # Without Textual's traceback: the command line reports what happened when the screen is gone.
        self._close_messages_no_wait()

    def panic(self, *renderables: object) -> None:
        """End the app after an error in a part of Textual that shows it as `renderables`; they are not shown."""
        del renderables
        self.fail(AppError(gettext("Textual gave up")))
        self._fatal_error()

    def _task_failed(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Hear of an error in a callback or a task that nobody waits for."""
        error = context.get("exception")
        if isinstance(error, Exception):
            self._handle_exception(error)

    async def run_action(
        self,
        action: "str | ActionParseResult",
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Carry out a command, noted for a report."""
        crash.note(f"{type(default_namespace or self).__name__} {action if isinstance(action, str) else action[1]}")
        return await super().run_action(action, default_namespace, namespaces)

    def _set_first_theme(self, theme: str) -> None:
        """Put a theme on before the first styles are made; one that is put on later makes all of them anew."""
        self.set_reactive(App.theme, theme)
        self.stylesheet.set_variables(self.get_css_variables())
        self.set_class(self.current_theme.dark, "-dark-mode", update=False)
        self.set_class(not self.current_theme.dark, "-light-mode", update=False)
        self._refresh_truecolor_filter(self.ansi_theme)

    def _known(self, theme: str) -> str:
        return theme if theme in self.available_themes else DARK.name

    def save_and_leave(self, code: int) -> None:
        """Save the session, if one is on, and leave at once."""
        if self.playing is not None:
            from stretchplayer.app.unfinished import saved_words

            self.playing.close()
            self.last_words = saved_words(self.playing)
        self.leave(code)

    def asks_first(self) -> str:
        """What to say before what was typed is lost; "" where nothing is, or it was said just now."""
        now, pages = self.context.clock.monotonic(), [page for page in self.screen_stack if isinstance(page, Page)]
        if self.playing is not None or now < self._asked_until or not any(page.unkept() for page in pages):
            return ""
        self._asked_until = now + SHOWN_FOR
        return gettext("What you typed is not kept: once more leaves without it.")

    def _asked_first(self) -> bool:
        if isinstance(self.screen, Page) and (asked := self.asks_first()):
            self.screen.tell(asked, bad=True)
            return True
        return False

    def action_interrupt(self) -> None:
        """Ask before a session is left, whatever page lies over it; a second time means it, even with a pack on."""
        player = self._player_below()
        if self._asked_first():
            return
        said = [page.when_left() for page in self.screen_stack if isinstance(page, Page)]
        self.last_words = [*filter(None, said)] or self.last_words
        if player is None or player.leaving or player.player.session.state in ("exposed", "overdue"):
            self.save_and_leave(INTERRUPTED)
            return
        self._close_pages_above(player)
        player.action_say("leave")

    def _player_below(self) -> "PlayerPage | None":
        """The page of the session that is on, whatever lies over it."""
        if self.playing is None:
            return None
        from stretchplayer.tui.screens.player_screen import PlayerPage

        return next((page for page in self.screen_stack if isinstance(page, PlayerPage)), None)

    def _close_pages_above(self, player: "PlayerPage") -> None:
        while self.screen is not player:
            self.pop_screen()

    async def action_quit(self) -> None:
        """Leave at once where no session is on; else ask, as for an interrupt."""
        if self.playing is not None:
            self.action_interrupt()
        elif not self._asked_first():
            self.leave(0)

    def action_suspend(self) -> None:
        """Nothing goes on while nobody can see it. Where ctrl+z undoes, it never leads away."""
        from stretchplayer.session import Pause

        if isinstance(self.screen, Page) and self.screen.UNDOES:
            self.screen.tell(gettext("There is nothing to undo here."))
            return
        if self.playing is not None:
            self.playing.do(Pause())
        self.action_suspend_process()

    def action_help(self) -> None:
        """Show the keys of the page on top."""
        from stretchplayer.tui.screens.help_screen import HelpPage

        self._stand_still()
        if not isinstance(self.screen, HelpPage):
            self.push_screen(HelpPage(self.screen))

    def action_advice(self, topic: "Topic | None" = None) -> None:
        """Show the pages of advice, beginning with `topic`."""
        from stretchplayer.tui.screens.advice_screen import AdvicePage

        self._stand_still()
        if not isinstance(self.screen, AdvicePage):
            self.push_screen(AdvicePage(topic))

    def _stand_still(self) -> None:
        """Pause a session before another page lies over it."""
        from stretchplayer.tui.screens.player_screen import PlayerPage

        if isinstance(self.screen, PlayerPage):
            self.screen.stand_still()

    def action_command_palette(self) -> None:
        """Open the palette."""
        from stretchplayer.tui.screens.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(placeholder=gettext("Search for commands…"), id="--command-palette"))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """What the palette finds: every command of this page, and the themes."""
        seen: set[str] = set()
        for binding in screen.active_bindings.values():
            if binding.enabled and binding.binding.tooltip and binding.binding.tooltip not in seen:
                seen.add(binding.binding.tooltip)
                run = partial(self.run_action, binding.binding.action, binding.node)
                yield SystemCommand(key_label(binding.binding.description), gettext(binding.binding.tooltip), run)
        if _ADVICE.help not in seen:
            yield SystemCommand(_ADVICE.title, _ADVICE.explained, self.action_advice)
        yield SystemCommand(gettext("Theme"), gettext("Change colours."), self.action_change_theme)

    def watch_theme(self, theme: str) -> None:
        """A theme chosen in the palette is kept as well; one that is only tried on is not."""
        if self.is_running and not self.trying and theme != self.context.settings.theme:
            try:
                self.context.choose("theme", theme)
            except UserError as error:
                self.notify(str(error), severity="warning", markup=False)

    def _tell_problems(self) -> None:
        if found := self.context.loaded.problems:
            lines = [str(found[0])]
            if len(found) > 1:
                more = gettext("{count} more in this file: `stretchplayer doctor` shows all.")
                lines.append(more.format(count=len(found) - 1))
            if self.context.loaded.problem is not None:
                lines.append(gettext("The defaults hold."))
            self.notify("\n".join(lines), severity="warning", timeout=20, markup=False)
