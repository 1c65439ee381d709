"""Answers a question about a step: its answers to choose from, then what is left to be filled in, one by one."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from stretchplayer.app.answering import answer, answers, asked_for
from stretchplayer.catalog import muscles_named
from stretchplayer.editing.answers import Answer
from stretchplayer.editing.key_edits import EditRefused
from stretchplayer.editing.plain_words import plainly
from stretchplayer.model.muscles import expand
from stretchplayer.text import harmless
from stretchplayer.translation import gettext, to_translate, to_translate_in
from stretchplayer.tui.keymap import ANSWER, LIST_KEYS
from stretchplayer.tui.screens.base import Page
from stretchplayer.tui.widgets.basics import Words
from stretchplayer.tui.widgets.paged_list import PagedList

if TYPE_CHECKING:
    from stretchplayer.app.routine_editor import RoutineEditor
    from stretchplayer.tui.screens.base import Host

_MANY: Final = 12
"""Words to choose from; of more, letters that are typed show those that have them."""


class _Typed(Input):
    """What is typed; up and down go through the words below it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", to_translate_in("key", "Take it")),
        Binding("down", "screen.step(1)", "Down", show=False),
        Binding("up", "screen.step(-1)", "Up", show=False),
    ]


class _Choices(PagedList, inherit_bindings=False):
    """The words; the page binds what takes the marked one."""

    BINDINGS: ClassVar[list[BindingType]] = [*LIST_KEYS]


class AnswerPage(Page[str | None], commands=ANSWER):
    """Asks one thing; dismissed with the value of a word that is chosen, with what is typed, or with None."""

    HEADING = to_translate("Answer")

    def __init__(self, title: str, lines: Sequence[str], words: Sequence[tuple[str, str]] = ()) -> None:
        """`words` are values with their labels; without any, text is typed."""
        super().__init__()
        self._title, self._lines, self._words = title, tuple(filter(None, lines)), tuple(words)
        self._offered = self._words
        self._typed = ""

    def content(self) -> Iterable[Widget]:
        yield Words(self._title, classes="title")
        for line in self._lines:
            yield Words(line, classes="text")
        if not self._words or len(self._words) > _MANY:
            yield _Typed(id="typed", compact=True, placeholder="letters of its name" if self._words else "")
        if self._words:
            yield _Choices(id="choices", compact=True, markup=False)

    def on_mount(self) -> None:
        if self._words:
            self._list()
        (self.query("#typed") or self.query("#choices")).first().focus()

    def unkept(self) -> bool:
        return not self._words and bool(self.query_one("#typed", Input).value.strip())

    def _list(self) -> None:
        choices = self.query_one("#choices", OptionList)
        choices.clear_options()
        choices.add_options([Option(harmless(label)) for _, label in self._offered])
        choices.highlighted = 0 if self._offered else None

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        event.stop()
        self.take_up_words()

    def take_up_words(self) -> None:
        """List the words that have what is typed."""
        field = self.query("#typed").results(_Typed)
        value = next((each.value for each in field), "")
        if not self._words or value == self._typed:
            return
        self._typed = value
        typed = value.strip().casefold()
        meant = set(muscles_named(typed)) if typed else set()
        self._offered = tuple(
            (value, label)
            for value, label in self._words
            if typed in label.casefold() or (meant and meant.issuperset(expand((value,))))
        )
        self._list()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        if self._words:
            self.action_pick()
        elif event.value.strip():
            self.dismiss(event.value)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self._offered[event.option_index][0])

    def action_pick(self) -> None:
        """Take the word that is marked."""
        if self._offered:
            self.query_one("#choices", OptionList).action_select()

    def action_step(self, by: int) -> None:
        """Go through the words while letters are typed."""
        if self._words:
            choices = self.query_one("#choices", OptionList)
            if by > 0:
                choices.action_cursor_down()
            else:
                choices.action_cursor_up()


async def ask(host: "Host", editor: "RoutineEditor") -> tuple[Answer | None, str]:
    """Ask what is asked about the marked step, and give the step the answer.

    Returns the answer that was chosen, None where none was, and what was done; "" where another page has to do it.
    """
    asked = editor.question
    if asked is None:
        return None, ""
    offered = answers(editor)
    more = gettext("And {count} more about this step.").format(count=asked.more)
    lines = [_from_list(asked.line), more if asked.more else ""]
    page = AnswerPage(asked.plain, lines, [(str(number), each.label) for number, each in enumerate(offered)])
    number = await host.push_screen_wait(page)
    if number is None:
        return None, ""
    given, why = offered[int(number)], ""
    if given.does in ("move", "fields"):
        return given, ""
    while True:
        filled_in: dict[str, str] = {}
        for each in asked_for(editor, given):
            text = await host.push_screen_wait(
                AnswerPage(f"{each.label}?", [_from_list(asked.line), each.about, why], each.words)
            )
            if text is None:
                return None, ""
            filled_in[each.key] = text
            why = ""
        try:
            return given, answer(editor, given, filled_in)
        except EditRefused as error:
            if not given.keys:
                raise
            why = plainly(str(error))


def _from_list(line: str) -> str:
    return gettext("From your list: {line}").format(line=line)
