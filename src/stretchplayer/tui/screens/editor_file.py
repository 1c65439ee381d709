"""What the editor asks about its file: a draft from before, changes by others, saving, and leaving with changes."""

import difflib
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from stretchplayer.app.drafts import ChangedOnDisk, Draft, OpenFile
from stretchplayer.problems import UserError
from stretchplayer.translation import gettext, to_translate
from stretchplayer.tui.screens.question_screen import Answer, NoticePage, QuestionPage

if TYPE_CHECKING:
    from stretchplayer.tui.screens.base import Host, Page

_DRAFT: Final = (
    Answer("g", to_translate("Go on with what you typed"), "draft"),
    Answer("f", to_translate("Take the file as it is"), "file"),
)
_DRAFT_ALONE: Final = (_DRAFT[0], Answer("f", to_translate("Throw it away: begin anew"), "file"))
"""Where there is no file that could be taken."""
_LEAVE: Final = (Answer("s", to_translate("Save"), "save"), Answer("d", to_translate("Discard the changes"), "discard"))
_OVER: Final = (
    Answer("m", to_translate("Save mine; theirs stays beside it, as .bak"), "mine"),
    Answer("t", to_translate("Take theirs; undo brings mine back"), "theirs"),
    Answer("v", to_translate("View the differences"), "view"),
)
_GONE: Final = (Answer("s", to_translate("Save it again"), "mine"),)
_LEAVE_GONE: Final = (
    Answer("s", to_translate("Save it again"), "save"),
    Answer("d", to_translate("Leave without it"), "discard"),
)
_PLAY: Final = (Answer("s", to_translate("Save and play"), "save"),)


class FileQuestions:
    """Asks on the screens of a host; `taken` is called where another text was taken."""

    def __init__(self, page: "Page[None]", file: OpenFile, taken: Callable[[], None]) -> None:
        self._page, self._file, self._taken = page, file, taken
        self._asking = False
        self._seen: str | None = file.document.saved

    @property
    def _host(self) -> "Host":
        return self._page.host

    async def offer_draft(self, draft: Draft) -> None:
        """Offer what was typed the last time and not saved."""
        lines = [draft.said]
        if draft.saved != self._file.document.saved:
            lines.append(gettext("The file has been changed since then, too: saving will show both."))
        nothing = self._file.document.saved is None and self._file.original is None
        answer = await self._ask(_DRAFT_ALONE if nothing else _DRAFT, lines, enter="draft")
        if answer == "draft":
            self._file.take_up(draft)
            self._taken()
        elif answer == "file":
            self._file.forget_left()

    async def save(self, *, over: bool = False) -> bool:
        """Save; where another program has changed the file, ask first, unless that was done. Whether it was saved."""
        while True:
            try:
                self._file.save(over=over)
            except ChangedOnDisk as conflict:
                if conflict.text is None:
                    gone = gettext("{name} is no longer there: somebody removed or renamed it.")
                    lines = [gone.format(name=self._file.path.name)]
                    over = await self._ask(_GONE, lines) == "mine"
                else:
                    over = await self._choose(_OVER, conflict.text)
                if not over:
                    return False
            except UserError as error:
                said = gettext("{error}. What you typed is kept; try again, or copy it.").format(error=error)
                self._page.tell(said, bad=True, seconds=15)
                return False
            else:
                self._seen = self._file.document.saved
                return True

    async def look(self) -> None:
        """See whether another program has changed the file; say so once for each change. Saving asks what to do."""
        if self._asking:
            return
        try:
            self._file.look()
        except ChangedOnDisk as conflict:
            if conflict.text == self._seen:
                return
            self._seen = conflict.text
            if conflict.text is None:
                self._tell(gettext("{name} is no longer there; what you have here is kept."))
            elif not self._file.document.changed:
                self._take(conflict.text)
                self._page.tell(gettext("The file was changed by somebody else: this is what it holds now."))
            else:
                self._tell(gettext("Somebody else has changed {name} meanwhile: saving asks."))
        except UserError as error:
            if self._seen != str(error):
                self._seen = str(error)
                self._page.tell(str(error), bad=True)

    def _tell(self, said: str) -> None:
        self._page.tell(said.format(name=self._file.path.name), bad=True)

    async def leave(self) -> bool:
        """Whether the editor may be left: nothing is unsaved, or it was saved, or it is not wanted."""
        gone = self._file.is_gone
        if not self._file.document.changed and not gone:
            return True
        asked = gettext("{name} is no longer there.") if gone else gettext("{name} is not saved.")
        asked = asked.format(name=self._file.path.name)
        answer = await self._ask(_LEAVE_GONE if gone else _LEAVE, [asked], enter="save")
        if answer == "save":
            return await self.save(over=gone)
        if answer == "discard":
            self._file.discard()
        return answer == "discard"

    async def from_where(self, number: int, asked: str) -> int | None:
        """From which step to play, where one behind the first is marked; None for not at all.

        `asked` is what is said of questions that are open.
        """
        here = gettext("From here: step {number}").format(number=number)
        answers = (Answer("p", to_translate("From the start"), "1"), Answer("h", here, str(number)))
        said = _said(gettext("Play all of it, or from the marked step on?"), asked)
        answer = await self._ask(answers, said, enter="1")
        return None if answer is None else int(answer)

    async def save_to_play(self, asked: str) -> bool:
        """Whether what is on disk is what is seen, so that it can be played; `asked` as in `from_where`."""
        if not self._file.document.changed:
            return True
        answer = await self._ask(_PLAY, _said(gettext("It is not saved yet."), asked), enter="save")
        return answer == "save" and await self.save()

    async def _choose(self, answers: tuple[Answer, ...], theirs: str) -> bool:
        """Ask which text counts; whether it is one's own."""
        lines = [gettext("Somebody else has changed {name} meanwhile.").format(name=self._file.path.name)]
        while (answer := await self._ask(answers, lines)) == "view":
            title = gettext("{name}: theirs and yours").format(name=self._file.path.name)
            shown = NoticePage(title, ["\n".join(self._differences(theirs))])
            await self._host.push_screen_wait(shown)
        if answer == "theirs":
            self._take(theirs)
        return answer == "mine"

    def _differences(self, theirs: str) -> Iterable[str]:
        mine = self._file.document.text
        names = gettext("theirs (-)"), gettext("yours (+)")
        found = difflib.unified_diff(theirs.splitlines(), mine.splitlines(), *names, lineterm="")
        return [*found] or [gettext("They are the same.")]

    def _take(self, theirs: str) -> None:
        self._file.take_disk(theirs)
        self._seen = theirs
        self._taken()

    async def _ask(self, answers: tuple[Answer, ...], lines: list[str], *, enter: str = "") -> str | None:
        self._asking = True
        try:
            answer: str | None = await self._host.push_screen_wait(QuestionPage(answers, lines, enter=enter))
        finally:
            self._asking = False
        return answer


def _said(question: str, asked: str) -> list[str]:
    return [question, *([asked] if asked else [])]
