"""The text view of a routine: its text with problems in their lines, completion, help and mending at the cursor."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Resize
from textual.geometry import Offset
from textual.message import Message
from textual.widgets import Static, TextArea

from stretchplayer.editing.completion import Completion, completions, prepare
from stretchplayer.editing.cursor_help import help_at
from stretchplayer.editing.cursor_place import place
from stretchplayer.editing.quick_fixes import Fix, fixes
from stretchplayer.problems import Problem
from stretchplayer.text import counted, harmless
from stretchplayer.tui.keymap import TEXT, bindings, first_key
from stretchplayer.tui.widgets.completion_list import Choice, CompletionList
from stretchplayer.tui.widgets.text_explained import HelpPane, ProblemList, about_line, shown_of
from stretchplayer.tui.widgets.toml_text import Mark, TomlText

_WIDE: Final = 110
"""Columns from which on there is room for help beside the text."""
_LOW: Final = 18
"""Rows below which there is no room for help under the text."""
_OPENERS: Final = frozenset(" \"'[,={")
"""What may come right before something that can be completed."""
_MOVES: Final = frozenset({"up", "down", "pageup", "pagedown"})
_KEYS_OF_LIST: Final = "tab takes the first, ↓ chooses, esc closes"


class TomlView(Vertical, can_focus=False):
    """Hosts the text, and everything that is said about it. The document itself, and its undo, are its owner's.

    `keymap` are the keys that the settings change, `routines` the names that a step may include, `search` finds moves
    by everyday words.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(TEXT)]

    class Edited(Message):
        """The user changed the text: as it is now, with the cursor from 0, and whether one key wrote it."""

        def __init__(self, text: str, line: int, column: int, *, typed: bool) -> None:
            super().__init__()
            self.text, self.line, self.column, self.typed = text, line, column, typed

    class Left(Message):
        """The user wants to leave the text."""

    class Undo(Message):
        """The user wants the last change back."""

    class Redo(Message):
        """The user wants what was taken back once more."""

    def __init__(
        self,
        *,
        keymap: Mapping[str, str] = MappingProxyType({}),
        routines: Iterable[str] = (),
        search: Callable[[str], Sequence[str]] | None = None,
    ) -> None:
        super().__init__()
        self._keymap, self._routines, self._search = keymap, tuple(routines), search
        self._newline = "\n"
        self._due = False
        self._auto = self._asked = self._expected = False
        self._mending = self.mends = False
        self._completed = ("", 0, 0)
        self._said = ""
        self._shown: tuple[tuple[int, Mark], ...] = ()
        self._listed = ProblemList()
        self.area = TomlText(self)
        self.popup = CompletionList()

    def compose(self) -> ComposeResult:
        with Horizontal(id="text-both"):
            yield self.area
            with Vertical(id="text-side"):
                yield HelpPane("side-help")
                yield self._listed
        yield Static(id="text-status", markup=False)
        yield HelpPane("text-below")
        yield self.popup

    def on_mount(self) -> None:
        # What completions are made of is read while nobody waits for it.
        self.run_worker(prepare, thread=True, exit_on_error=False)
        self._later()

    def focus(self, scroll_visible: bool = True) -> "TomlView":  # noqa: FBT001, FBT002 - as Textual has it
        """Give the text the focus."""
        self.area.focus(scroll_visible)
        return self

    # The text

    @property
    def text(self) -> str:
        """The text as it is now, with the line ends that it came with."""
        found = self.area.bare
        return found.replace("\n", "\r\n") if self._newline == "\r\n" else found

    @property
    def cursor(self) -> tuple[int, int]:
        """Line and column of the cursor, from 0."""
        line, column = self.area.cursor_location
        return line, column

    def load(self, text: str, line: int = 0, column: int = 0) -> None:
        """Show another text, with the cursor at a line and column from 0."""
        self._set_newline(text)
        self._close()
        self.area.mark(())
        self.area.take(self._inward(text))
        self.area.move_cursor((line, column), center=True)
        self._later()

    def set_text(self, text: str) -> None:
        """Show a text that was changed elsewhere; what is the same stays in its place, and so does the cursor."""
        self._set_newline(text)
        self._close()
        self.area.take(self._inward(text))
        self._later()

    def _set_newline(self, text: str) -> None:
        """Learn how lines end; where they end in both ways, each keeps its own as a character that is shown."""
        breaks = text.count("\n")
        self._newline = "\r\n" if breaks and text.count("\r\n") == breaks else "\n"

    def _inward(self, text: str) -> str:
        return text.replace("\r\n", "\n") if self._newline == "\r\n" else text

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show what is wrong with the text, each problem in its line."""
        self.area.mark(problems)
        self._shown = tuple(self.area.marked)
        self._listed.list(self._shown)
        self._later()

    @on(ProblemList.OptionSelected, "#text-problems")
    def _to_listed(self, event: ProblemList.OptionSelected) -> None:
        event.stop()
        line, mark = self._shown[event.option_index]
        self.area.move_cursor((line, mark.start), center=True)
        self.area.focus()

    # Changes

    def text_changed(self, *, typed: bool, inserted: str) -> None:
        """Tell what the user changed; see to everything else once it has been shown."""
        line, column = self.cursor
        opens = typed and (inserted in _OPENERS or not inserted.isspace())
        self._auto, self._expected = opens or self._expected, False
        self._said = ""
        self._shown = tuple(self.area.marked)
        self.post_message(self.Edited(self.text, line, column, typed=typed))
        self._later()

    def undo_asked(self, *, again: bool) -> None:
        """Ask the owner of the document to take back the last change, or to make it once more."""
        self._close()
        self.post_message(self.Redo() if again else self.Undo())

    @on(TextArea.Changed)
    def _changed(self, event: TextArea.Changed) -> None:
        event.stop()

    @on(TextArea.SelectionChanged)
    def _moved(self, event: TextArea.SelectionChanged) -> None:
        event.stop()
        self._said = ""
        if self._mending:
            self._close()
        self._later()

    def on_resize(self, event: Resize) -> None:
        self.set_class(event.size.width >= _WIDE, "-wide")
        self.set_class(event.size.height < _LOW, "-low")
        self._close()
        self._later()

    def on_descendant_blur(self) -> None:
        self._close()

    def _later(self) -> None:
        """Say what is at the cursor once what was pressed has been shown, for all keys that come meanwhile."""
        if not self._due:
            self._due = True
            self.call_after_refresh(self._look)

    def _look(self) -> None:
        self._due = False
        if not self.is_attached:
            return
        if not self._mending:
            self._complete()
        self._explain()
        self._say()

    # Completion

    def _complete(self) -> None:
        """Open, refresh or close the list of completions."""
        auto, asked = self._auto, self._asked
        self._auto = self._asked = False
        if not (auto or asked or self.popup.display) or not self.area.has_focus:
            return
        if self.area.selection.start != self.area.selection.end:
            self._close()
            return
        text = self.area.bare
        line, column = self.cursor
        if self.popup.display and not asked and self._completed == (text, line, column):
            # Only the problems are new.
            return
        self._completed = (text, line, column)
        here = place(text, line, column)
        # A key is completed from its first letter on, a value at once.
        wanted = asked or bool(here.word) or (auto and here.where == "value")
        found = completions(text, line, column, routines=self._routines, search=self._search) if wanted else ()
        written = text.split("\n")[line][here.start : here.end]
        if not found or (not asked and [each.insert.strip() for each in found] == [written]):
            self._close()
            self._said = "Nothing can be completed here." if asked else ""
            return
        choices = [Choice(each.label, each.detail, each) for each in found]
        self.popup.open(choices, self._cell(here.start), self.area.size)

    def _cell(self, column: int) -> Offset:
        """The cell of a column in the line of the cursor, in this widget."""
        line, at = self.cursor
        x, y = self.area.cursor_screen_offset
        before = self.area.get_column_width(line, at) - self.area.get_column_width(line, min(column, at))
        return Offset(x - before - self.region.x - 1, y - self.region.y)

    def _rows(self, at: int) -> tuple[int, int]:
        """The first and the last row of the line of the cursor, which is in the row `at`."""
        wrapped, (line, _) = self.area.wrapped_document, self.cursor
        top = at - wrapped.location_to_offset(self.cursor).y + wrapped.location_to_offset((line, 0)).y
        return top, top + len(wrapped.get_sections(line)) - 1

    def takes_key(self, key: str) -> bool:
        """Move through the list that is open, or take what is marked; enter takes it only where the user has moved."""
        if key == "tab" and self._auto and not self._mending:
            # Pressed faster than the list could open.
            self._complete()
        if not self.popup.display:
            return False
        if key in _MOVES:
            self.popup.move(key)
            self._say()
        elif key == "tab" or (key == "enter" and self.popup.chosen):
            self._take(self.popup.marked)
        else:
            return False
        return True

    @on(CompletionList.Taken)
    def _taken(self, event: CompletionList.Taken) -> None:
        event.stop()
        self.area.focus()
        self._take(event.value)

    def _take(self, value: object) -> None:
        self._close()
        if isinstance(value, Fix):
            self._apply(value)
        elif isinstance(value, Completion):
            self._insert(value)

    def _insert(self, chosen: Completion) -> None:
        line, _ = self.cursor
        # A key that was taken wants a value.
        self._expected = chosen.insert.endswith("= ")
        self.area.replace(chosen.insert, (line, chosen.start), (line, chosen.end), maintain_selection_offset=False)
        if chosen.back:
            row, column = self.cursor
            self.area.move_cursor((row, column - chosen.back))

    def _close(self) -> None:
        self.popup.close()
        self._mending = False

    # Help and problems

    def _explain(self) -> None:
        line, column = self.cursor
        found = help_at(self.area.bare, line, column)
        for pane in self.query(HelpPane):
            pane.show(found)

    def _say(self) -> None:
        """The line below the text: the list that is open, what is wrong at the cursor, or how much is."""
        self.query_one("#text-status", Static).update(self._status(), layout=False)
        marks = self.area.marks_at(self.cursor[0])
        mends = bool(marks and self._ways(shown_of(marks, self.cursor[1])))
        if mends != self.mends:
            self.mends = mends
            self.screen.refresh_bindings()

    def _status(self) -> Content:
        if self._said:
            return Content(harmless(self._said))
        if self.popup.display:
            enter = f"enter or {first_key('fix', self._keymap)}" if self._mending else "enter"
            return Content(f"{enter} takes it, esc closes" if self.popup.chosen else _KEYS_OF_LIST)
        marks = self.area.marks_at(self.cursor[0])
        if marks:
            mark = shown_of(marks, self.cursor[1])
            width = max(1, self.query_one("#text-status", Static).content_size.width)
            return about_line(self._shown, mark, self._ways(mark), self._keymap, width)
        count = len(self._shown)
        if not count:
            return Content("")
        key = first_key("next-problem", self._keymap)
        return Content(f"{counted(count, 'problem')}: {key} goes to the next.")

    def _ways(self, mark: Mark) -> tuple[Fix, ...]:
        """What mends the problem that is spoken of."""
        return fixes(self.area.bare, mark.problem, self._routines)

    # Commands

    def action_fix(self) -> None:
        """List the ways to mend the problem that is spoken of; where they are listed, take the one that is marked."""
        if self._mending and self.popup.display:
            self._take(self.popup.marked)
            return
        marks = self.area.marks_at(self.cursor[0])
        ways = self._ways(shown_of(marks, self.cursor[1])) if marks else ()
        if not ways:
            said = "No key can mend this: change the line as it says." if marks else "Nothing is wrong in this line."
            self._said = said
            self._say()
        else:
            self._mending = True
            cell, choices = self._cell(self.cursor[1]), [Choice(each.label, "", each) for each in ways]
            self.popup.open(choices, cell, self.area.size, chosen=True, rows=self._rows(cell.y))
            self._say()

    def _apply(self, fix: Fix) -> None:
        start, end = self.area.location(fix.start), self.area.location(fix.end)
        self.area.replace(fix.insert, start, end)

    def action_problem(self, by: int) -> None:
        """Go to the next or the previous problem; after the last comes the first."""
        self._close()
        places = sorted({(line, mark.start) for line, mark in self._shown})
        if not places:
            self._said = "No problems."
            self._say()
            return
        here = self.cursor
        after = (
            [each for each in places if each > here] if by > 0 else [each for each in reversed(places) if each < here]
        )
        line, column = after[0] if after else places[0 if by > 0 else -1]
        self.area.move_cursor((line, column), center=True)

    def action_complete(self) -> None:
        """List what can be written at the cursor."""
        self._close()
        self._asked = True
        self._later()

    def action_show_help(self) -> None:
        """Show or hide what is said about the key at the cursor."""
        self.toggle_class("-unhelped")

    def action_remark(self) -> None:
        """Make remarks of the lines that are selected, or lines of the remarks."""
        self.area.toggle_remark()

    def action_undo(self) -> None:
        """Ask for the last change to be taken back."""
        self.area.action_undo()

    def action_leave(self) -> None:
        """Close the list that is open, or leave."""
        if self.popup.display:
            self._close()
            self._say()
        else:
            self.post_message(self.Left())
