"""What every way of editing a routine on the screen has in common: its file, what the text says, playing it."""

import asyncio
import gc
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from textual import work
from textual.app import SuspendNotSupported

from stretchplayer.app.analysis import Analysis, analyse
from stretchplayer.app.drafts import NotSaved, OpenFile
from stretchplayer.app.routine_editor import UNDONE, RoutineEditor
from stretchplayer.editing.key_edits import EditRefused
from stretchplayer.editing.outline import path_of
from stretchplayer.editing.plain_words import plainly
from stretchplayer.problems import UserError
from stretchplayer.text import plain
from stretchplayer.translation import gettext
from stretchplayer.tui.screens.base import SHOWN_FOR, Notice, Page
from stretchplayer.tui.screens.editor_file import FileQuestions
from stretchplayer.tui.widgets.editor_panes import NO_STEPS, SessionPane

if TYPE_CHECKING:
    from textual.timer import Timer

_SETTLED: Final = 0.2
"""Seconds after the last change until the whole text is looked at again: who types on would wait for that."""
_RESTED: Final = 1.0
"""Seconds after that until garbage is collected."""
_SELDOM: Final = 1_000_000
"""How often younger garbage is collected until all is: practically never by itself."""


def collect_garbage() -> None:
    """Collect all garbage; what is left is not looked through again, so the next time takes little."""
    gc.collect()
    gc.freeze()


class EditingPage(Page[None]):
    """A page with one open file; what is typed is kept on disk as it is typed. `show` shows what there is now."""

    UNDOES = True

    def __init__(self, file: OpenFile) -> None:
        super().__init__()
        self.editor = RoutineEditor(file)
        self.file = file
        self.questions = FileQuestions(self, file, self.taken)
        self.analysis: Analysis | None = None
        """What the text says, as of the last time that the keys rested."""
        self._done: tuple[Notice, ...] = ()
        self._timer: Timer | None = None
        self._resting: Timer | None = None
        self._garbage = gc.get_threshold()
        self._keeping = self._looking = self._saving = False

    def show(self) -> None:
        """Show the text as it is now, and what was found in it."""
        raise NotImplementedError

    def tell(self, text: str, *, bad: bool = False, seconds: float = SHOWN_FOR) -> None:
        """Show a short text above the footer, instead of the one before it: what was said of that is over."""
        self._shown = ()
        super().tell(text, bad=bad, seconds=seconds)

    def tell_done(self, text: str) -> None:
        """Say what a change did, for as long as it is the last one."""
        self.tell(text)
        self._done = self._shown

    @property
    def is_settled(self) -> bool:
        """Whether all of the text was looked through."""
        return self.analysis is not None and self.analysis.text == self.file.document.text

    @property
    def is_resting(self) -> bool:
        """Whether all that follows from the last key was done."""
        return self.is_settled and self.is_kept and self._timer is None and not self._looking

    @property
    def is_kept(self) -> bool:
        """Whether the draft on disk is what was typed last."""
        return not self._keeping

    def when_left(self) -> str:
        if not self.file.document.changed:
            return ""
        said = gettext("{name} is not saved. What you typed is kept, and offered again.")
        return said.format(name=plain(self.file.path.name))

    def taken(self) -> None:
        """Another text was taken from disk, or a draft."""
        self.changed()

    def on_mount(self) -> None:
        # To look for garbage in all that there is takes longer than a key may.
        gc.set_threshold(*self._garbage[:2], _SELDOM)

    def on_unmount(self) -> None:
        self.file.close()
        gc.set_threshold(*self._garbage)
        gc.unfreeze()
        self.app.set_timer(_RESTED, collect_garbage)

    def changed(self) -> None:
        """The text is another one: show it at once, keep it, and look through all of it when the keys rest."""
        if self._shown and self._shown == self._done:
            self._shown = ()
            self.notice()
        self.show()
        if not self._keeping:
            self._keeping = True
            self.run_worker(self._keep(), group="keep")
        for timer in (self._timer, self._resting):
            if timer is not None:
                timer.stop()
        self._timer = self.set_timer(_SETTLED, self.look_through)

    def _do(self, command: Callable[[], str], *, quiet: bool = False) -> None:
        """Run a command of the editor, show what comes of it, and say it, or why it was not done."""
        try:
            said = command()
        except EditRefused as error:
            self.tell(f"{plainly(str(error))}.", bad=True)
            return
        self.changed()
        if not quiet:
            undone = said.startswith(gettext(UNDONE).partition("{")[0])
            undo = "" if undone else gettext("{key} undoes it.").format(key=self.key_of("undo"))
            self.tell_done(f"{said} {undo}".rstrip())

    async def _keep(self) -> None:
        """Keep what is typed on disk, one write at a time."""
        kept = None
        try:
            while kept != self.file.document.text:
                kept = self.file.document.text
                await asyncio.to_thread(self.file.keep, self.context.clock.wall())
        except NotSaved as error:
            self.tell(str(error), bad=True)
        finally:
            self._keeping = False

    def look_through(self) -> None:
        """Look through all of the text, beside the keys."""
        self._timer, self._looking = None, True
        self.run_worker(self._look_through(), group="analysis", exclusive=True)

    @property
    def _is_there(self) -> bool:
        """Whether there is still something to show it on: the page may be closing, what is on it before the page."""
        return self.is_attached and self.is_running and not self._pruning and bool(self.query(SessionPane))

    async def _look_through(self) -> None:
        await self._analyse()
        self._looking = False
        self._resting = self.set_timer(_RESTED, self._collect_garbage)

    def _collect_garbage(self) -> None:
        # A page on top of this one would be kept as well.
        if self.is_current:
            collect_garbage()

    async def _analyse(self) -> None:
        """Find every problem, and what the session comes to; beside the keys, which go on being heard."""
        text, context = self.file.document.text, self.context
        analysis = await asyncio.to_thread(analyse, text, str(self.file.path), context.folders.sounds)
        if text != self.file.document.text or not self._is_there:
            return
        self.analysis = analysis
        pane = self.query_one(SessionPane)
        if analysis.routine is None:
            pane.clear()
        else:
            try:
                routine, profile, now = context.informed(analysis.routine), context.profile(), context.clock.wall()
                ledger = context.store.ledger(now)
            except UserError as error:
                pane.clear(str(error))
            else:
                await pane.judge(routine, profile, ledger, now, context.settings.instructions)
        if self._is_there:
            self.show()

    def look(self) -> None:
        """See whether another program has changed the file; not before it is said that it was saved."""
        if self.is_current and not self._saving:
            self.run_worker(self.questions.look(), group="asking")

    @work(group="asking")
    async def leave(self) -> None:
        """Leave, unless what is not saved is still wanted."""
        if await self.questions.leave():
            self.dismiss(None)

    @work(group="asking")
    async def action_save(self) -> None:
        self._saving = True
        try:
            await self._save()
        finally:
            self._saving = False

    async def _save(self) -> None:
        if await self.questions.save():
            if not self.is_settled:
                await self._analyse()
            found = self.analysis
            bad = found is not None and found.errors > 0
            parts = [gettext("Saved: {name}.").format(name=self.file.path.name)]
            if found is not None and bad:
                parts.append(gettext("It cannot be played yet: {problems}.").format(problems=found.count))
            self.tell(" ".join(filter(None, (*parts, self._open_questions()))), bad=bad)
            if self._is_there:
                self.show()

    @work(group="asking")
    async def action_play(self) -> None:
        """Play what is on disk, all of it or from the marked step on, and come back here."""
        from stretchplayer.app.session_flow import Play, PlayText
        from stretchplayer.routine.reader import read

        if not self.is_settled:
            await self._analyse()
        if self._went_to_error(gettext("It cannot be played yet: {problems}.")):
            return
        asked = self._open_questions()
        if not await self.questions.save_to_play(asked):
            return
        number = self.editor.at[0] + 1 if self.editor.at else 1
        chosen = await self.questions.from_where(number, asked) if number > 1 else 1
        if chosen is None:
            return
        if asked:
            self.host.notify(asked)
        path = str(self.file.path)
        here = None if chosen == 1 else PlayText(read(self.editor.from_here().encode(), path))
        await self.host.go_through(here or Play(path))
        self.look_through()

    def _open_questions(self) -> str:
        """How many questions are open, and what that means; "" where none is."""
        asked = self.editor.asked
        said = gettext("{questions} open: what has a ? is left out until it is answered.")
        return said.format(questions=asked) if asked else ""

    @work(group="asking")
    async def action_rehearse(self) -> None:
        """Run through it fast in this terminal, from the marked step on; what is seen here need not be saved."""
        from stretchplayer.routine.reader import read

        if not self.is_settled:
            await self._analyse()
        first = self.editor.at[0] + 1 if self.editor.at else 1
        try:
            text = self.editor.from_here()
        except EditRefused:
            text = self.file.document.text
        if read(text.encode(errors="replace"), str(self.file.path)).routine is None:
            self._went_to_error(gettext("It cannot be rehearsed yet: {problems}."), first)
            return
        above = gettext("From step {number} of {name}, which is step 1 here.")
        self._run_through(text, above.format(number=first, name=self.file.path.name) if first > 1 else "")

    def _run_through(self, text: str, above: str) -> None:
        """Rehearse a text in the terminal, below the words `above`."""
        with tempfile.TemporaryDirectory(prefix="stretchplayer-") as folder:
            file = Path(folder) / self.file.path.name
            file.write_text(text, encoding="utf-8")
            command = (sys.executable, "-m", "stretchplayer", "rehearse", str(file))
            try:
                with self.app.suspend():
                    sys.stdout.write(f"{above}\n")
                    sys.stdout.flush()
                    subprocess.run(command, check=False)  # noqa: S603 - this program, and a file of ours
                    with suppress(EOFError):
                        input(f"\n{gettext('Enter goes back to the editor.')} ")
            except SuspendNotSupported:
                self.tell(gettext("This terminal cannot be shared: rehearse it in a shell."), bad=True)

    def _went_to_error(self, said: str, first: int = 1) -> bool:
        """Whether something keeps it from being played or rehearsed; if so, say it in `said`, and mark its step.

        Of several, the first in the step of the number `first`, or after it.
        """
        errors = [each for each in (self.analysis.problems if self.analysis else ()) if each.severity == "error"]
        if not errors:
            return False
        after = [each for each in errors if each.step and int(each.step.partition(".")[0]) >= first]
        error = (after or errors)[0]
        with suppress(EditRefused, ValueError):
            self.editor.go(path_of(error.step) if error.step else None)
        self.show()
        if self.analysis is not None and self.analysis.only_lacks_steps:
            self.tell(gettext(NO_STEPS), bad=True)
            return True
        where = gettext("step {step}, line {line}") if error.step else gettext("line {line}")
        problem = f"{where.format(step=error.step, line=error.line)}: {plainly(error.message)}"
        self.tell(said.format(problems=problem).removesuffix("."), bad=True, seconds=15)
        # Not any longer than until the text is another one.
        self._done = self._shown
        return True
