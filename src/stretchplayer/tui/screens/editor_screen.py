"""The editor: a routine as steps, with fields and figures, or as text; what it comes to stands below."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar, Final

from textual import work
from textual.containers import Horizontal
from textual.events import Key
from textual.widget import Widget
from textual.widgets import Input

from stretchplayer.app.analysis import signs_of
from stretchplayer.app.drafts import OpenFile, open_file
from stretchplayer.editing.key_edits import EditRefused
from stretchplayer.editing.outline import StepPath
from stretchplayer.editing.plain_words import plainly
from stretchplayer.translation import gettext
from stretchplayer.tui.keymap import EDITOR
from stretchplayer.tui.screens.base import STYLES
from stretchplayer.tui.screens.text_page import TextPage
from stretchplayer.tui.widgets.basics import Words
from stretchplayer.tui.widgets.editor_panes import Entry, SessionPane, StepPane, step_at
from stretchplayer.tui.widgets.row_list import ListRow, RowList

if TYPE_CHECKING:
    from stretchplayer.config import Folders

_LOOKS_EVERY: Final = 2.0
"""Seconds between looks at the file on disk."""
_INDENT: Final = "  "
_OWN: Final = {"kind": "stretch", "name": "My stretch", "target": "hamstrings", "sides": "each", "hold": 20, "reps": 2}
"""A step that is no move of the catalogue, to begin with."""


class EditorPage(TextPage, commands=EDITOR):
    """Edits one file; dismissed when it is left. What is typed is kept on disk as it is typed."""

    CSS_PATH: ClassVar[list[str | PurePath]] = [STYLES / "pages.tcss", STYLES / "editor.tcss"]
    WIDE_KEYS = frozenset({"undo", "play", "instead", "remove", "move(-1)", "problem(1)", "complete"})

    def __init__(self, file: OpenFile) -> None:
        super().__init__(file)
        self._anchor: StepPath | None = None
        self._due = False

    @classmethod
    def of(cls, name: str, folders: "Folders") -> "EditorPage":
        """The editor for the routine of this name or path. Unreadable where there is none."""
        return cls(open_file(name, folders))

    def content(self) -> Iterable[Widget]:
        with Horizontal(id="both"):
            yield RowList("steps", "fields", self._step_marked)
            yield StepPane(self.context.clock.monotonic, self._follow_soon)
        yield Entry()
        yield SessionPane()

    def on_mount(self) -> None:
        self.steps.focus()
        self.show()
        self.look_through()
        self.set_interval(_LOOKS_EVERY, self.look)
        if self.file.original is not None:
            self.tell(gettext("A copy of your own: the bundled routine stays as it is."))
        if (draft := self.file.draft()) is not None:
            self.run_worker(self.questions.offer_draft(draft), group="asking")

    def unkept(self) -> bool:
        """What is in the text is kept by itself; what stands in a field, only once it is taken."""
        return any(entry.is_changed for entry in self.query(Entry))

    @property
    def steps(self) -> RowList:
        """The list of the steps, below the row of the whole routine."""
        return self.query_one("#steps", RowList)

    @property
    def fields(self) -> RowList:
        """The list of the fields of what is marked."""
        return self.query_one("#fields", RowList)

    @property
    def is_resting(self) -> bool:
        """Whether all that follows from the last key was done and drawn."""
        return super().is_resting and self.query_one(StepPane).is_drawn and not self._due

    # What is shown.

    def show(self) -> None:
        """The steps, and the fields of the marked one, as the text has them now; or the problems in the text."""
        self._say_state()
        if self.in_text:
            if self.is_settled and self.analysis is not None:
                self._text_view().show_problems(self.analysis.problems)
            return
        new = self.analysis is not None and self.analysis.only_lacks_steps
        signs, cut = {} if new else signs_of(self.analysis), self.query_one(SessionPane).cut
        listed = [ListRow(f"{signs.get('', ' ')} {self.editor.title() or self.file.name}", whole="bold")]
        wide = len(str(len(self.editor.outline.steps)))
        for row in self.editor.rows():
            sign = "?" if row.asked else signs.get(row.number, "")
            if row.number in cut and sign in ("", "!"):
                # What is not played says more than what is advised.
                sign = "✂"
            left = f"{sign or ' '} {_INDENT * (len(row.path) - 1)}{row.number:>{wide}} {row.title}"
            tone = {"✗": "$error", "": "dim"}.get(sign, "$warning")
            listed.append(ListRow(left, row.doses, tone, "" if row.enabled or row.asked else "dim italic"))
        self.steps.show(listed, self._row_of(self.editor.at))
        self._mark_range()
        self._show_detail()

    def _row_of(self, path: StepPath | None) -> int:
        paths = [None, *(row.path for row in self.editor.rows())]
        return paths.index(path) if path in paths else 0

    def _show_detail(self) -> None:
        """The fields of what is marked, its figure and its words, and where it is in the session."""
        pane, session, block = self.query_one(StepPane), self.query_one(SessionPane), self.editor.block
        pane.show_fields(self.editor.fields())
        if not self.is_settled:
            # What was found is about the steps as they were: their numbers may be others now.
            return
        number = block.number if block else ""
        in_fields, today = self.has_class("-in-fields"), session.today(number)
        pane.show_step(self.analysis, number, in_fields=in_fields, asked=self._asked(), today=today)
        session.point(number)

    def _asked(self) -> str:
        """What is asked about the marked step, and how to answer it here."""
        asked = self.editor.question
        if asked is None:
            return ""
        more = gettext(" (and {count} more)").format(count=asked.more) if asked.more else ""
        how = gettext("Press {key} to answer it, or {other} to take it as it is.").format(
            key=self.key_of("fields"), other=self.key_of("switch-step")
        )
        listed = gettext("From your list: {line}").format(line=asked.line)
        return f"{listed}\n{how}\n{asked.plain}{more}"

    def _step_marked(self) -> None:
        place, rows = self.steps.place, self.editor.rows()
        self.editor.at = rows[place - 1].path if place else None
        self._anchor = None
        self.query_one(Entry).close()
        self._mark_range()
        self._follow_soon()

    def _follow_soon(self) -> None:
        """Show what is marked, once for all the keys that came at once."""
        if not self._due:
            self._due = True
            self.call_later(self._follow)

    def _follow(self) -> None:
        self._due = False
        self._show_detail()

    def _say_state(self) -> None:
        """The file, how long it is, how many problems it has, and whether it is saved."""
        found = self.analysis
        new = found is not None and found.only_lacks_steps
        bad = found is not None and found.errors > 0 and not new
        parts = (
            self.file.path.name,
            gettext("not saved") if self.file.document.changed else "",
            gettext("no steps yet") if new else found.count if found else "",
            self.editor.asked,
            gettext("cannot be played yet") if bad else "",
            self.query_one(SessionPane).length,
        )
        heading = self.query_one("#heading", Words)
        heading.set_class(bad, "-bad")
        heading.say(" · ".join(part for part in parts if part))

    # What is changed.

    def changed(self) -> None:
        self._anchor = None
        super().changed()

    def taken(self) -> None:
        """Show the text that was taken, in whichever view."""
        self.query_one(Entry).close()
        super().taken()

    # Commands for steps.

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        del parameters
        if self.is_mounted and (self.in_text or isinstance(self.focused, Input)):
            # There the other keys are letters, or move through the text.
            return action in ("close", "save", "interrupt", "help", "command_palette")
        return True

    def action_more(self, by: int) -> None:
        field = self.query_one(StepPane).field if self.fields.has_focus else None
        self._do(partial(self.editor.more, by, field.key if field else ""), quiet=True)

    def action_side(self) -> None:
        self._do(self.editor.next_side)

    def action_move(self, by: int) -> None:
        self._do(partial(self.editor.move, by), quiet=True)

    def action_copy(self) -> None:
        self._do(self.editor.copy)

    def action_switch(self) -> None:
        self._do(self.editor.switch)

    def action_own_step(self) -> None:
        self._do(partial(self.editor.add, _OWN))
        self._to_fields()

    def action_remove(self) -> None:
        self._do(partial(self.editor.remove, self._anchor))

    def action_group(self) -> None:
        block = self.editor.block
        if block is not None and block.is_group and self._anchor is None:
            self._do(self.editor.dissolve)
        else:
            self._do(partial(self.editor.group, self._anchor))

    def action_extend(self, by: int) -> None:
        """Mark the step above or below as well."""
        at = self.editor.at
        if at is None:
            return
        anchor = self._anchor or at
        try:
            self.editor.go((*at[:-1], at[-1] + by))
        except EditRefused:
            return
        self._anchor = anchor
        self.show()

    def _mark_range(self) -> None:
        here = self.steps.place
        self.steps.mark_range(here if self._anchor is None else self._row_of(self._anchor), here)

    def action_undo(self) -> None:
        self._do(self.editor.undo)

    def action_redo(self) -> None:
        self._do(self.editor.redo)

    def action_add(self) -> None:
        self._choose_move(gettext("Add a move"), (), self.editor.add_move)

    def action_instead(self) -> None:
        block = self.editor.block
        if block is None:
            self.tell(gettext("Choose a step first."), bad=True)
            return
        step = step_at(self.analysis.routine, block.number) if self.analysis else None
        title = self.editor.rows()[self.steps.place - 1].title
        said = gettext("Instead of {title}").format(title=title)
        self._choose_move(said, self.editor.in_place_of(step), self.editor.instead)

    def _choose_move(self, title: str, first: tuple[str, ...], then: Callable[[str], str]) -> None:
        from stretchplayer.app.search import moves_for
        from stretchplayer.tui.screens.move_browser import MoveBrowser

        def chosen(name: str | None) -> None:
            # What is done next is done to steps: arrows must not walk through fields then.
            self._to_steps()
            if name is not None:
                self._do(partial(then, name))

        find = partial(moves_for, used=self.editor.muscles)
        self.app.push_screen(MoveBrowser(find=find, title=title, first=first), chosen)

    # Fields.

    def action_fields(self) -> None:
        """Go to the fields; there, change the marked one."""
        if self.fields.has_focus:
            self.action_edit_field()
        elif self.editor.question is not None:
            self._answer()
        else:
            self._to_fields()

    @work(group="asking")
    async def _answer(self) -> None:
        """Answer what is asked about the marked step."""
        from stretchplayer.tui.screens.answer_screen import ask

        try:
            given, done = await ask(self.host, self.editor)
        except EditRefused as error:
            self.tell(f"{plainly(str(error))}.", bad=True)
            return
        if given is not None and given.does == "move":
            self.action_instead()
        elif given is not None and given.does == "fields":
            self._to_fields()
        elif done:
            self._do(lambda: done)

    def _to_fields(self) -> None:
        self.add_class("-in-fields")
        self.fields.focus()
        self._follow()

    def action_edit_field(self, text: str | None = None) -> None:
        """Type into the marked field; one with few choices takes the next of them."""
        field = self.query_one(StepPane).field
        if field is None:
            return
        if field.key == "move":
            self.action_instead()
            return
        if field.choices and text is None:
            self._do(partial(self.editor.take_next, field), quiet=True)
            return
        hint = " · ".join(field.choices) or " ".join(
            part for part in (field.about, field.most and f"({field.most})") if part
        )
        self.query_one(Entry).open(
            field.label,
            field.text if text is None else text,
            hint,
            begun=text is not None,
            about=(self.editor.at, field.key),
        )

    def typed(self, event: Key) -> bool:
        """A number that is typed on a field begins to fill it in."""
        if not event.character or not event.character.isdecimal():
            return False
        entry = self.query_one(Entry)
        if entry.about is not None:
            # Typed faster than the field could open.
            entry.go_on(event.character)
            return True
        if self.fields.has_focus:
            self.action_edit_field(event.character)
            return True
        return False

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        entry = self.query_one(Entry)
        if entry.about is not None and entry.text != entry.before:
            at, key = entry.about
            try:
                # For the step and the field that it was opened for, whatever is marked now.
                self.editor.at = at
                self.editor.set_field(key, entry.text)
            except EditRefused as error:
                entry.refuse(plainly(str(error)))
                return
            self.changed()
        entry.close()
        self.fields.focus()

    def _to_steps(self) -> None:
        self.query_one(Entry).close()
        self.remove_class("-in-fields")
        self.steps.focus()
        self._follow()

    def action_close(self) -> None:
        """From a field back to the fields, from there to the steps, from there to where one came from."""
        if isinstance(self.focused, Input):
            self.query_one(Entry).close()
            self.fields.focus()
        elif self.has_class("-in-fields"):
            self._to_steps()
        else:
            self.leave()

    # The file.
