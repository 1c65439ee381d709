"""The text of a routine in a TextArea: colours, problems in their lines, and the keys of an editor for code."""

import re
from collections.abc import Sequence
from typing import ClassVar, Final, NamedTuple, Protocol

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.color import Color
from textual.document._document import EditResult
from textual.document._edit import Edit
from textual.events import Key, Paste
from textual.geometry import Region
from textual.strip import Strip
from textual.widgets import TextArea
from textual.widgets.text_area import TextAreaTheme

from stretchplayer.problems import Problem, Severity
from stretchplayer.tui.charts.text_layout import clipped
from stretchplayer.tui.keymap import BY_NAME, bindings
from stretchplayer.tui.widgets.veil import Veil

SIGNS: Final[dict[Severity, str]] = {"error": "✗", "limit": "!", "warning": "!"}
COLOURS: Final[dict[Severity, str]] = {"error": "error", "limit": "warning", "warning": "accent"}
_RANK: Final[dict[Severity, int]] = {"error": 0, "limit": 1, "warning": 2}
_LEAST_ROOM: Final = 10
_INDENT: Final = 2
_WORD: Final = re.compile(r""""[^"]*"?|'[^']*'?|\[\[?[\w.\- ]*\]{0,2}|[^\s,\]}#=]+""")


class Mark(NamedTuple):
    """A problem in a line, with the columns that it is about."""

    problem: Problem
    start: int
    end: int


class Owner(Protocol):
    """What a text is part of. It is asked at once, so that keys that come fast find what those before them did."""

    def text_changed(self, *, typed: bool, inserted: str) -> None:
        """The user changed the text: `typed` by one key that writes, or else by more at once."""

    def takes_key(self, key: str) -> bool:
        """Whether a key was for a list that is open, and not for the text."""

    def undo_asked(self, *, again: bool) -> None:
        """The user wants the last change back, or, with `again`, made once more."""


class TomlText(TextArea):
    """Shows and edits a text; what depends on routines is its owner's."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+home", "edge(False)", "First line", show=False),
        Binding("ctrl+end", "edge(True)", "Last line", show=False),
        Binding("shift+tab", "outdent", "Less indented", show=False),
        # In the place of the text area's own, which is not in the footer.
        *bindings((BY_NAME["undo-typing"],)),
    ]

    def __init__(self, owner: Owner) -> None:
        self._owner = owner
        self._veil = Veil()
        self._marks: dict[int, list[Mark]] = {}
        self._coloured: tuple[int, int] | None = None
        self._quiet = self._typing = False
        self._signs: dict[Severity, Style] = {}
        super().__init__(
            "",
            language="toml",
            soft_wrap=True,
            tab_behavior="indent",
            show_line_numbers=True,
            max_checkpoints=1,
            compact=True,
        )
        self.indent_width = _INDENT
        self.cursor_blink = False

    # Colours

    def on_mount(self) -> None:
        self._app_theme_changed()

    def _app_theme_changed(self) -> None:
        """Colour the text as the app is coloured."""
        colours = self.app.get_css_variables()
        ground = Color.parse(colours["background"])

        def style(name: str, *, share: float = 1.0, bold: bool = False, italic: bool = False) -> Style:
            shade = ground.blend(Color.parse(colours[name]), share)
            return Style(color=shade.rich_color, bold=bold or None, italic=italic or None)

        self._signs = {severity: style(name) for severity, name in COLOURS.items()}
        quiet = style("foreground", share=0.6)
        self.register_theme(
            TextAreaTheme(
                name="stretchplayer",
                syntax_styles={
                    "property": style("primary"),
                    "toml.type": style("accent", bold=True),
                    "punctuation.bracket": style("accent"),
                    "punctuation.delimiter": quiet,
                    "operator": quiet,
                    "string": style("success"),
                    "number": style("warning"),
                    "float": style("warning"),
                    "toml.datetime": style("warning"),
                    "boolean": style("warning", bold=True),
                    "comment": style("foreground", share=0.6, italic=True),
                },
            )
        )
        self.theme = "stretchplayer"
        self._line_cache.clear()
        self.refresh()

    def _build_highlight_map(self) -> None:
        """Forget the colours; what is in sight is coloured when it is drawn, as a whole file takes too long."""
        self._line_cache.clear()
        self._highlights.clear()
        self._coloured = None

    def render_lines(self, crop: Region) -> list[Strip]:
        self._colour_what_is_seen()
        return super().render_lines(crop)

    def _colour_what_is_seen(self) -> None:
        rows = self.wrapped_document._offset_to_line_info  # noqa: SLF001 - there is no other way to ask
        if not rows or self._highlight_query is None:
            return
        top = min(self.scroll_offset.y, len(rows) - 1)
        bottom = min(top + self.size.height, len(rows) - 1)
        first, last = rows[top][0], rows[bottom][0]
        if self._coloured is not None and self._coloured[0] <= first and last <= self._coloured[1]:
            return
        self._highlights.clear()
        captures = self.document.query_syntax_tree(self._highlight_query, (first, 0), (last + 1, 0))
        for name, nodes in captures.items():
            for node in nodes:
                (row, column), (end_row, end_column) = node.start_point, node.end_point
                for line in range(max(row, first), min(end_row, last) + 1):
                    start = column if line == row else 0
                    end = end_column if line == end_row else None
                    self._highlights[line].append((start, end, name))
        self._coloured = (first, last)
        self._line_cache.clear()

    # Problems

    def mark(self, problems: Sequence[Problem]) -> None:
        """Show these problems in their lines; those that are said elsewhere already are left out."""
        self._marks = {}
        for problem in sorted(problems, key=lambda each: (_RANK[each.severity], each.column)):
            line = min(max(problem.line - 1, 0), self.document.line_count - 1)
            start, end = self._about(line, problem.column - 1)
            self._marks.setdefault(line, []).append(Mark(problem, start, end))
        self._line_cache.clear()
        self.refresh()

    def _about(self, line: int, column: int) -> tuple[int, int]:
        """The columns of the word at a place; of the whole line where there is none."""
        shown = self.document.get_line(line)
        found = _WORD.match(shown, min(column, len(shown)))
        if found is not None and found[0]:
            return found.span()
        return len(shown) - len(shown.lstrip()), len(shown.rstrip())

    @property
    def marked(self) -> list[tuple[int, Mark]]:
        """Every problem with its line, in order."""
        return [
            (line, mark)
            for line in sorted(self._marks)
            for mark in sorted(self._marks[line], key=lambda each: each.start)
        ]

    def marks_at(self, line: int) -> list[Mark]:
        """The problems of a line, errors first."""
        return self._marks.get(line, [])

    def get_line(self, line_index: int) -> Text:
        line = Text(self._veil.drawn(self.document.get_line(line_index)), end="", no_wrap=True)
        for mark in self.marks_at(line_index):
            line.stylize(self._signs[mark.problem.severity] + Style(underline=True), mark.start, mark.end)
        return line

    def _render_line(self, y: int) -> Strip:
        strip = super()._render_line(y)
        rows = self.wrapped_document._offset_to_line_info  # noqa: SLF001 - there is no other way to ask
        at = y + self.scroll_offset.y
        if at >= len(rows) or not (marks := self.marks_at(rows[at][0])):
            return strip
        line, section = rows[at]
        strip = self._with_sign(strip, marks[0].problem.severity) if section == 0 else strip
        sections = self.wrapped_document.get_sections(line)
        if section < len(sections) - 1:
            return strip
        used = self.gutter_width + Text(sections[-1].expandtabs(self.indent_width)).cell_len + 2
        return self._with_message(strip, marks, used)

    def _with_sign(self, strip: Strip, severity: Severity) -> Strip:
        """A row with the sign of a problem right of its number."""
        at = self.gutter_width - 2
        beside = list(strip.crop(at, at + 1))
        style = (beside[0].style or Style()) if beside else Style()
        sign = Strip([Segment(SIGNS[severity], style + self._signs[severity])], 1)
        return Strip.join([strip.crop(0, at), sign, strip.crop(at + 1)])

    def _with_message(self, strip: Strip, marks: Sequence[Mark], used: int) -> Strip:
        """A row with what is wrong behind its text, as far as there is room."""
        room = strip.cell_length - used - 1
        if room < _LEAST_ROOM:
            return strip
        first = marks[0].problem
        more = f" (+{len(marks) - 1})" if len(marks) > 1 else ""
        words = clipped(f"{SIGNS[first.severity]} {one_line(first)}{more}", room)
        behind = strip.crop(used)
        ground = next((each.style for each in behind if each.style), Style())
        message = Strip([Segment(words, ground + self._signs[first.severity] + Style(italic=True))])
        return Strip.join([strip.crop(0, used), message, behind.crop(message.cell_length)])

    # Changes

    @property
    def bare(self) -> str:
        """The text with what cannot be seen as itself."""
        return self._veil.bared(self.text)

    def take(self, text: str) -> None:
        """Replace what differs from `text`; the cursor stays where it is in what is left. No message is posted."""
        if not self._veil.fits(text):
            self._veil = Veil(text)
            self._line_cache.clear()
        new, old = self._veil.hidden(text), self.text
        if new == old:
            return
        start = _common(old, new)
        tail = _common(old[start:][::-1], new[start:][::-1])
        self._quiet = True
        try:
            self.replace(new[start : len(new) - tail], self.location(start), self.location(len(old) - tail))
        finally:
            self._quiet = False

    def location(self, offset: int) -> tuple[int, int]:
        """Line and column, from 0, of an offset in the text."""
        before = self.text[:offset]
        return before.count("\n"), offset - (before.rfind("\n") + 1)

    def edit(self, edit: Edit) -> EditResult:
        bottom = edit.bottom[0]
        result = super().edit(edit)
        # The size of the text is known only now.
        self.scroll_cursor_visible()
        self._move_marks(edit.top[0], bottom, result.end_location[0] - bottom)
        if not self._quiet:
            self._owner.text_changed(typed=self._typing, inserted=edit.text)
        return result

    def _move_marks(self, top: int, bottom: int, by: int) -> None:
        """Keep the problems below a change beside their lines until they are found anew."""
        if by:
            self._marks = {
                line + by if line > bottom or (line == bottom and top < bottom) else line: marks
                for line, marks in self._marks.items()
                if not top < line < bottom
            }

    def action_undo(self) -> None:
        self._owner.undo_asked(again=False)

    def action_redo(self) -> None:
        self._owner.undo_asked(again=True)

    async def _on_key(self, event: Key) -> None:
        if self._owner.takes_key(event.key):
            event.stop()
            event.prevent_default()
            return
        match event.key:
            case "enter":
                self._write(event, self._new_line())
            case "tab":
                self._write(event, " " * (_INDENT - self.cursor_location[1] % _INDENT))
            case "escape":
                # Not what a TextArea does with it: it leaves for the next widget.
                event.prevent_default()
            case _ if event.is_printable:
                self._write(event, event.character or "")
            case _:
                await self._act(event)

    async def _act(self, event: Key) -> None:
        """Do what a key of the text does at once: a binding waits until the app has seen the key, behind other keys."""
        for binding in self._bindings.key_to_bindings.get(event.key, ()):
            if await self.app.run_action(binding.action, self):
                event.stop()
                event.prevent_default()
                return

    def _write(self, event: Key, inserted: str) -> None:
        event.stop()
        event.prevent_default()
        self._typing = len(inserted) == 1
        try:
            self._replace_via_keyboard(inserted, *self.selection)
        finally:
            self._typing = False

    def _new_line(self) -> str:
        """A line break, and as much space as the line begins with; more behind a bracket that opens."""
        line, column = self.cursor_location
        before = self.document.get_line(line)[:column]
        indent = before[: len(before) - len(before.lstrip())]
        return f"\n{indent}{' ' * _INDENT if before.rstrip().endswith(('[', '{')) else ''}"

    async def _on_paste(self, event: Paste) -> None:
        """Insert what is pasted, with the line ends of this text and without what cannot be seen."""
        event.prevent_default()
        event.stop()
        pasted = self._veil.dropped(event.text.replace("\r\n", "\n").replace("\r", "\n"))
        if pasted:
            self._replace_via_keyboard(pasted, *self.selection)

    def action_edge(self, last: bool) -> None:  # noqa: FBT001 - as actions are called
        """Go to the end of the text, or to its beginning."""
        self.move_cursor(self.document.end if last else (0, 0))

    def action_outdent(self) -> None:
        """Take away as much space as tab adds, at the beginning of the line."""
        line, _ = self.cursor_location
        shown = self.document.get_line(line)
        spaces = min(_INDENT, len(shown) - len(shown.lstrip(" ")))
        if spaces:
            self.replace("", (line, 0), (line, spaces))

    def toggle_remark(self) -> None:
        """Make remarks of the lines that are selected, or lines of the remarks."""
        (first, _), (last, last_column) = sorted(self.selection)
        last -= 1 if last > first and last_column == 0 else 0
        lines = [self.document.get_line(each) for each in range(first, last + 1)]
        written = [line for line in lines if line.strip()]
        if not written:
            return
        if all(line.lstrip().startswith("#") for line in written):
            changed = [re.sub(r"^(\s*)# ?", r"\1", line) for line in lines]
        else:
            depth = min(len(line) - len(line.lstrip()) for line in written)
            changed = [f"{line[:depth]}# {line[depth:]}" if line.strip() else line for line in lines]
        line, column = self.cursor_location
        column += len(changed[min(line, last) - first]) - len(lines[min(line, last) - first])
        self.replace("\n".join(changed), (first, 0), (last, len(lines[-1])))
        self.move_cursor((line, max(0, column)))


def one_line(problem: Problem) -> str:
    """What a problem says, on one line."""
    return " ".join(problem.message.split())


def _common(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginning."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    return low
