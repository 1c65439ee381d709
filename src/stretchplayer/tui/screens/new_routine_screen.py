"""A new routine: empty, for what somebody says troubles them, or from a list that is pasted."""

import asyncio
import json
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Final, Protocol

from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.events import Key
from textual.widget import Widget
from textual.widgets import Button, Input, TextArea

from stretchplayer.app import routine_files
from stretchplayer.app.drafts import OpenFile, new_file, open_file
from stretchplayer.app.search import complaint
from stretchplayer.model.number_ranges import TITLE_LENGTH
from stretchplayer.model.routine import FORMAT, SCHEMA_LINE
from stretchplayer.problems import UserError
from stretchplayer.text import count_of, plain
from stretchplayer.translation import gettext, ngettext, to_translate
from stretchplayer.tui.keymap import BY_NAME, NEW, shown
from stretchplayer.tui.screens.base import Page
from stretchplayer.tui.widgets.basics import Words, press
from stretchplayer.tui.widgets.choice import Choice

_WAYS: Final = {
    "for": to_translate("for what troubles you"),
    "list": to_translate("from a list"),
    "empty": to_translate("empty"),
}
_MINUTES: Final = "10"
_SAID_FOR: Final = 15.0
"""Seconds for which a notice stands: the editor opens meanwhile, which has to be looked at first."""
_LIST_TITLE: Final = to_translate("My exercises")


class Imported(Protocol):
    """What was read out of a list: the text of a routine, and what it could not tell."""

    @property
    def text(self) -> str:
        """The file."""
        ...

    @property
    def questions(self) -> tuple[object, ...]:
        """What is left to be answered in it."""
        ...

    @property
    def once(self) -> tuple[int, ...]:
        """The lines of the steps that are done once, as the list gives no number for them."""
        ...


Compose = Callable[..., str]
"""A routine for words and minutes, with a `title`; raises UserError with what to do."""
ImportList = Callable[..., Imported]
"""A routine out of the bytes of a list, with a `title`; raises UserError with what to do."""


def _compose(words: str, minutes: float, *, title: str) -> str:
    made: str = import_module("stretchplayer.editing.compose").compose(words, minutes, title=title)
    return made


def _import_list(data: bytes, *, title: str) -> Imported:
    made: Imported = import_module("stretchplayer.editing.importing.writing").import_list(data, title=title)
    return made


def empty_routine(title: str) -> str:
    """The text of a routine without a step."""
    return f'{SCHEMA_LINE}\nformat = {FORMAT}\ntitle = {json.dumps(title, ensure_ascii=False)}\ntags = ["mine"]\n'


def _walk(widget: Widget, event: Key) -> None:
    """Up and down go to what stands around a row of the form."""
    if event.key in ("up", "down"):
        event.stop()
        move = widget.screen.focus_previous if event.key == "up" else widget.screen.focus_next
        move()


class Line(Input):
    """A line to fill in; enter and down go to the next row, up to the one before."""

    def on_key(self, event: Key) -> None:
        _walk(self, event)


class MakeButton(Button):
    """The last row: only what is done here, or its key, makes the routine."""

    def on_mount(self) -> None:
        # While it looks pressed, it would not hear a second press.
        self.active_effect_duration = 0.0

    def on_key(self, event: Key) -> None:
        _walk(self, event)


class NewRoutinePage(Page[OpenFile | None], commands=NEW):
    """Makes the file; dismissed with it to be edited, or with None where nothing was made.

    An empty one is made by saving it. `typed` is what was typed here before, by the names of the fields; what is typed
    is kept there until a routine is made of it.
    """

    UNDOES = True

    HEADING = to_translate("New routine")

    def __init__(
        self,
        typed: dict[str, str] | None = None,
        *,
        compose: Compose = _compose,
        import_list: ImportList = _import_list,
    ) -> None:
        super().__init__()
        self._typed = {} if typed is None else typed
        self._composes, self._imports = compose, import_list

    def content(self) -> Iterable[Widget]:
        keymap, before = self.context.settings.keys, self._typed
        way = before.get("way", "for")
        with VerticalScroll(id="new", can_focus=False):
            ways = [(each, f"{gettext(label)} ({self.key_of(f'new-{each}')})") for each, label in _WAYS.items()]
            yield Choice(ways, [way], id="way")
            with Vertical(id="for", classes="way"):
                yield Words(gettext("What troubles you, what you have done, or which muscles?"), classes="question")
                example = gettext("stiff neck, tight hips, after running")
                yield Line(before.get("words"), placeholder=example, id="words", compact=True)
                yield Words(id="answer", classes="effect")
                yield Words(gettext("How many minutes?"), classes="question")
                yield Line(before.get("minutes", _MINUTES), id="minutes", compact=True, max_length=3)
            with Vertical(id="list", classes="way"):
                asked = gettext(
                    "Paste or type the list, one exercise a line, as it is on the sheet. tab goes on from there."
                )
                yield Words(asked, classes="question")
                example = gettext("calf at the wall, 30 s each side, 3 times")
                yield TextArea(before.get("pasted", ""), id="pasted", placeholder=example)
            yield Words(gettext("What shall it be called?"), classes="question")
            yield Line(before.get("title"), id="title", compact=True, max_length=TITLE_LENGTH)
            with Horizontal(classes="form-keys"):
                make, back = (BY_NAME[name] for name in ("make", "make-nothing"))
                yield MakeButton(
                    f"{gettext('Make it')} ({shown(make, keymap)})", name=make.action, id="make", compact=True
                )
                yield press(f"{gettext('Back')} ({shown(back, keymap)})", back.action)
            yield Words(id="said")

    def on_mount(self) -> None:
        for field in self.query(Line):
            field.cursor_blink = False
        self.query_one(TextArea).cursor_blink = False
        self._show()
        self._to_first()

    def _to_first(self) -> None:
        """Go to what has to be filled in first."""
        self.query_one({"for": "#words", "list": "#pasted"}.get(str(self.way), "#title")).focus()

    @property
    def way(self) -> object:
        """Which of the three it is."""
        return self.query_one("#way", Choice).value

    def _show(self) -> None:
        for part in ("for", "list"):
            self.query_one(f"#{part}").display = self.way == part
        self._suggest()

    def on_choice_changed(self) -> None:
        self._show()
        self._say("")
        if not self.query_one("#way").has_focus:
            self._to_first()

    def action_way(self, way: str) -> None:
        """Make it in this way, and go to what has to be filled in for that."""
        self.set_focus(None)
        self.query_one("#way", Choice).take(way)
        self.on_choice_changed()

    def on_input_changed(self, event: Input.Changed) -> None:
        if event.input.id == "words":
            found = complaint(event.value)
            self.query_one("#answer", Words).say(
                f"{found.answer.strip().capitalize()}." if found and found.answer else "", layout=True
            )
            self._suggest()

    def take_up_words(self) -> None:
        self._suggest()

    def _suggest(self) -> None:
        """Say what it is called if nothing is written there."""
        words = " ".join(self.query_one("#words", Line).value.split())
        usual = {"for": words[:1].upper() + words[1:], "list": gettext(_LIST_TITLE)}.get(str(self.way), "")
        self.query_one("#title", Line).placeholder = usual[:TITLE_LENGTH]

    def on_input_submitted(self) -> None:
        self.focus_next()

    def _fields(self) -> dict[str, str]:
        fields = {each.id or "": each.value for each in self.query(Line)}
        return fields | {"pasted": self.query_one(TextArea).text}

    def unkept(self) -> bool:
        return any(text.strip() for name, text in self._fields().items() if name != "minutes")

    def action_close(self) -> None:
        """Go back; what was typed is there again the next time."""
        self._typed.clear()
        if self.unkept():
            self._typed.update(self._fields(), way=str(self.way))
        self.dismiss(None)

    def action_make(self) -> None:
        self.run_worker(self._make(), group="make", exclusive=True)

    async def _make(self) -> None:
        field = self.query_one("#title", Line)
        title = " ".join(plain(field.value or field.placeholder).split())
        folders = self.context.folders
        try:
            text = await self._text(title)
            path = routine_files.own_path(routine_files.free_name(title, folders), folders)
            if self.way == "empty":
                file = new_file(path, text, folders)
            else:
                await asyncio.to_thread(routine_files.create, path, text.encode(), folders)
                file = await asyncio.to_thread(open_file, str(path), folders)
        except UserError as error:
            self._say(f"{str(error)[:1].upper()}{str(error)[1:]}")
            return
        if path.stem != (name := routine_files.name_for(title)):
            self.app.notify(
                gettext(
                    "There is a routine called {name} already. On a command line, this one is called {other}."
                ).format(name=name, other=path.stem),
                timeout=_SAID_FOR,
            )
        self._typed.clear()
        self.dismiss(file)

    async def _text(self, title: str) -> str:
        """The text of the file. Raises UserError with what is missing."""
        if self.way == "for":
            words = self.query_one("#words", Line).value
            if not words.strip():
                message = gettext("say what it is for: a muscle, what troubles you, what you have done")
                raise UserError(message)
            minutes = _number(self.query_one("#minutes", Line).value)
            self._say(gettext("One moment …"))
            return await asyncio.to_thread(self._composes, words, minutes, title=title)
        if self.way == "list":
            pasted = self.query_one(TextArea).text
            if not pasted.strip():
                message = gettext("paste or type the list first, one exercise a line")
                raise UserError(message)
            imported = await asyncio.to_thread(self._imports, pasted.encode(), title=title)
            if left := len(imported.questions):
                said = count_of(
                    "{count} question to answer: each step with one is off and marked ? until it is answered in its "
                    "fields.",
                    "{count} questions to answer: each step with one is off and marked ? until it is answered in its "
                    "fields.",
                    left,
                )
                self.app.notify(said, timeout=_SAID_FOR)
            if once := len(imported.once):
                said = ngettext(
                    "{count} step with no number of times or sets: done once. It says so in the text.",
                    "{count} steps with no number of times or sets: done once. Each says so in the text.",
                    once,
                )
                self.app.notify(said.format(count=once), timeout=_SAID_FOR)
            return imported.text
        if not title:
            message = gettext("give it a name first")
            raise UserError(message)
        return empty_routine(title)

    def _say(self, text: str) -> None:
        self.query_one("#said", Words).say(text, layout=True)


def _number(written: str) -> float:
    try:
        return float(written.replace(",", "."))
    except ValueError as error:
        message = gettext("not minutes: {words} (write a number, such as {example})").format(
            words=plain(written), example=_MINUTES
        )
        raise UserError(message) from error
