"""The text view of the page that edits a routine, which shares one list of changes to undo with the steps."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from stretchplayer.tui.screens.editing_page import EditingPage

if TYPE_CHECKING:
    from stretchplayer.tui.widgets.toml_area import TomlView


class TextPage(EditingPage):
    """A page whose routine can be edited as text; below `#both`, where its steps are."""

    @property
    def in_text(self) -> bool:
        """Whether the text is shown, rather than the steps."""
        return self.has_class("-text")

    def shows_key(self, action: str) -> bool:
        """In the text the key that mends stands in the footer only where it does."""
        return super().shows_key(action) and (action != "fix" or (self.in_text and self._text_view().mends))

    def _text_view(self) -> "TomlView":
        """The text, which is made when it is first wanted."""
        from stretchplayer.tui.widgets.toml_area import TomlView

        found = self.query(TomlView)
        if found:
            return found.first()
        from stretchplayer.app.library import shelf
        from stretchplayer.app.search import moves_for

        routines = [each.name for each in shelf(self.context.folders)]
        view = TomlView(keymap=self.context.settings.keys, routines=routines, search=moves_for)
        self.mount(view, after="#both")
        return view

    def action_text(self) -> None:
        """Show the text at the marked step, or go back from there to the steps."""
        view = self._text_view()
        self.add_class("-text")
        view.load(self.file.document.text, self.editor.line())
        self.call_after_refresh(view.focus)
        self.show()

    def on_toml_view_edited(self, event: "TomlView.Edited") -> None:
        event.stop()
        self.editor.typed(event.text, event.line, event.column, typing=event.typed)
        self.changed()

    def on_toml_view_undo(self, event: "TomlView.Undo") -> None:
        event.stop()
        self._in_text(self.editor.undo)

    def on_toml_view_redo(self, event: "TomlView.Redo") -> None:
        event.stop()
        self._in_text(self.editor.redo)

    def _in_text(self, command: Callable[[], str]) -> None:
        self._do(command)
        self._text_view().set_text(self.file.document.text)

    def on_toml_view_left(self, event: "TomlView.Left") -> None:
        event.stop()
        self.editor.go_near(self._text_view().cursor[0])
        self.remove_class("-text")
        self.query_one("#steps").focus()
        self.file.document.end_typing()
        self.show()

    def taken(self) -> None:
        """Show the text that was taken, in whichever view."""
        if self.in_text:
            self._text_view().set_text(self.file.document.text)
        super().taken()
