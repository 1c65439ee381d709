"""What the library does with the files of routines: new ones, copies, changes, removing and putting back."""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from stretchplayer.problems import UserError
from stretchplayer.translation import gettext, ngettext, to_translate
from stretchplayer.tui.screens.base import Page
from stretchplayer.tui.widgets.library_widgets import LibrarySearch, RoutineList

if TYPE_CHECKING:
    from stretchplayer.app.drafts import OpenFile
    from stretchplayer.app.listing import Listed
    from stretchplayer.app.routine_files import RemovedRoutine
    from stretchplayer.tui.edit_actions import Changed

_SCREENS: Final = "stretchplayer.tui.screens"
PAGES: Final = MappingProxyType(
    {
        "history": (f"{_SCREENS}.history_screen", "HistoryPage"),
        "profile": (f"{_SCREENS}.profile_screen", "ProfilePage"),
        "limits": (f"{_SCREENS}.limits_screen", "LimitsPage"),
        "settings": (f"{_SCREENS}.settings_screen", "SettingsPage"),
        "moves": (f"{_SCREENS}.move_browser", "MoveBrowser"),
        "advice": (f"{_SCREENS}.advice_screen", "AdvicePage"),
        "week": (f"{_SCREENS}.week_screen", "WeekPage"),
        "new": (f"{_SCREENS}.new_routine_screen", "NewRoutinePage"),
        "editor": (f"{_SCREENS}.editor_screen", "EditorPage"),
    }
)
"""The module and the class of each page that opens from here, imported when it does."""
_ARGUMENTS: Final[Mapping[str, Mapping[str, object]]] = {"moves": {"title": to_translate("Moves"), "picking": False}}
"""What a page is made with."""
_BUNDLED: Final = to_translate(
    "{title} came with the program. Change it: a copy of yours takes its place, and the bundled one "
    "comes back when you remove that copy. Under another name: both are there."
)


class OwnFilesPage(Page[None]):
    """A page with a list of routines. `to_mark` is the name of one to be marked as soon as it is listed."""

    def __init__(self, pages: Mapping[str, tuple[str, str]]) -> None:
        super().__init__()
        self.pages = pages
        self.to_mark = ""
        self.removed: list[RemovedRoutine] = []
        self.typed_for_new: dict[str, str] = {}
        """What was typed for a new routine that was not made."""

    @property
    def routines(self) -> RoutineList:
        """The list."""
        return self.query_one(RoutineList)

    @property
    def search(self) -> LibrarySearch:
        """The field that every letter goes to."""
        return self.query_one(LibrarySearch)

    def look(self) -> None:
        """See what has changed on disk."""
        raise NotImplementedError

    def look_again(self) -> None:
        """See what has changed on disk, after a routine was changed."""
        self.look()

    def unkept(self) -> bool:
        return bool(self.typed_for_new)

    def action_edit(self) -> None:
        if marked := self.routines.marked:
            self.run_worker(self._edit(marked), group="edit", exclusive=True)

    async def _edit(self, marked: "Listed") -> None:
        """Change a routine; of a bundled one, a copy."""
        path = Path(marked.file)
        if not marked.yours:
            from stretchplayer.tui.edit_actions import copied
            from stretchplayer.tui.screens.question_screen import BUNDLED, QuestionPage

            answer = await self.app.push_screen_wait(
                QuestionPage(BUNDLED, [gettext(_BUNDLED).format(title=marked.title)])
            )
            if answer is None:
                return
            if answer == "copy":
                changed = copied(self.context.folders, marked)
                self._changed(changed)
                if changed.path is None:
                    return
                path = changed.path
        self.open_editor(path)

    def open_editor(self, path: Path) -> None:
        """Change the routine in this file, a bundled one in a copy; afterwards see what has become of it."""
        from stretchplayer.app.drafts import open_file

        try:
            file = open_file(str(path), self.context.folders)
        except UserError as error:
            self.tell(str(error), bad=True)
            return
        self.open_file(file)

    def open_file(self, file: "OpenFile") -> None:
        """Change what is open already."""
        self.to_mark = file.name
        self.app.push_screen(self.page("editor", file), lambda _: self.look_again())

    def action_edit_outside(self) -> None:
        from stretchplayer.tui.edit_actions import edited

        if marked := self.routines.marked:
            self._changed(edited(self.app, marked))

    def action_copy(self) -> None:
        from stretchplayer.tui.edit_actions import copied

        if marked := self.routines.marked:
            self._changed(copied(self.context.folders, marked))

    def action_remove(self) -> None:
        if self.search.value:
            # What empties the field must not go on to remove a routine.
            if self.search.cursor_position < len(self.search.value):
                self.search.action_delete_right()
            else:
                keys = (self.key_of(name) for name in ("show-all", "remove"))
                self.tell(gettext("Nothing to delete behind these words. {}, then {} removes a routine.").format(*keys))
        elif marked := self.routines.marked:
            self.run_worker(self._remove(marked), group="edit", exclusive=True)

    async def _remove(self, marked: "Listed") -> None:
        """Remove a routine of one's own, once it is sure that this is meant."""
        from stretchplayer.app.week.week_plan import entries_with
        from stretchplayer.app.week.week_words import PLANNED
        from stretchplayer.tui.edit_actions import name_of, removed
        from stretchplayer.tui.screens.question_screen import REMOVED, QuestionPage

        if marked.yours:
            there = (self.context.folders.bundled / Path(marked.file).name).is_file()
            question = (
                gettext("Remove {name}? It is kept, and can be put back. The bundled one is there again then.")
                if there
                else gettext("Remove {name}? It is kept, and can be put back.")
            ).format(name=name_of(marked))
            planned = 0 if there else entries_with(self.context.folders, marked.name)
            if planned:
                question += " " + ngettext(*PLANNED, planned).format(name=marked.name, count=planned)
            if await self.app.push_screen_wait(QuestionPage(REMOVED, [question])) is None:
                return
        changed, kept = removed(self.context.folders, marked, self.context.clock.wall(), self.key_of("put-back"))
        self.removed += [kept] if kept else []
        self._changed(changed)

    def action_put_back(self) -> None:
        from stretchplayer.tui.edit_actions import put_back

        changed = put_back(self.context.folders, self.removed[-1])
        if changed.path is not None:
            self.removed.pop()
        self._changed(changed)

    def action_new(self) -> None:
        self.app.push_screen(self.page("new", self.typed_for_new), self._made)

    def _made(self, file: "OpenFile | None") -> None:
        if file is not None:
            self.look()
            self.open_file(file)
        elif self.typed_for_new:
            self.tell(
                gettext("What you typed is kept until you leave the program: {key} goes on with it.").format(
                    key=self.key_of("new")
                )
            )

    def _changed(self, changed: "Changed") -> None:
        self.tell(changed.text, bad=changed.bad)
        if changed.path is not None:
            self.to_mark = changed.path.stem
        self.look()

    def page(self, name: str, *arguments: object) -> "Page[Any]":
        """One of the pages that open from here, made anew."""
        module, page = self.pages[name]
        made: Page[Any] = getattr(import_module(module), page)(*arguments, **_ARGUMENTS.get(name, {}))
        return made
