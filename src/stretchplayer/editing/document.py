"""A text that is being edited, with one list of undo for all that edits it."""

from typing import Final, NamedTuple

from stretchplayer.editing.outline import StepPath

_MOST_KEPT: Final = 64 * 1024 * 1024
"""Characters of earlier texts that are kept at most; the oldest go first."""


class Place(NamedTuple):
    """Where the user is in a text: a line and a column from 0, and the step that is marked."""

    line: int = 0
    column: int = 0
    step: StepPath | None = None


_NOWHERE: Final = Place()


class Change(NamedTuple):
    """One edit: the texts before and after it, where it was made, and what it is called."""

    before: str
    after: str
    place: Place
    what: str
    typing: bool = False


class Document:
    """The text of a routine as it is now; every change can be undone, and done again.

    `saved` is the text as it is on disk, or None where there is no file yet; `clean` is one that needs no saving.
    """

    def __init__(self, text: str, saved: str | None = None, *, clean: str | None = None) -> None:
        self.text = text
        self.saved = saved
        self.clean = saved if clean is None else clean
        self._done: list[Change] = []
        self._undone: list[Change] = []
        self._kept = 0

    @property
    def changed(self) -> bool:
        """Whether there is something to save."""
        return self.text != self.clean

    def change(self, text: str, what: str, place: Place = _NOWHERE, *, typing: bool = False) -> bool:
        """Make `text` the text; returns whether it is another one. Undo goes back to `place`.

        What is typed without a break is one change: letters of one word, as long as nothing else happens between.
        """
        if text == self.text:
            return False
        last = self._done[-1] if self._done else None
        if typing and last is not None and last.typing and not self._undone and _goes_on(last, text):
            self._done[-1] = last._replace(after=text)
        else:
            self._done.append(Change(before=self.text, after=text, place=place, what=what, typing=typing))
            self._kept += len(self.text)
            while self._kept > _MOST_KEPT and len(self._done) > 1:
                self._kept -= len(self._done.pop(0).before)
        self._undone.clear()
        self.text = text
        return True

    def end_typing(self) -> None:
        """What is typed from now on is a change of its own."""
        if self._done and self._done[-1].typing:
            self._done[-1] = self._done[-1]._replace(typing=False)

    def undo(self) -> Change | None:
        """Take the last change back; returns it."""
        if not self._done:
            return None
        change = self._done.pop()
        self._kept -= len(change.before)
        self._undone.append(change)
        self.text = change.before
        return change

    def redo(self) -> Change | None:
        """Make the change again that was taken back last; returns it."""
        if not self._undone:
            return None
        change = self._undone.pop()
        self._done.append(change._replace(typing=False))
        self._kept += len(change.before)
        self.text = change.after
        return change


def _goes_on(last: Change, text: str) -> bool:
    """Whether a text continues what was typed: one letter more or less than before, and no new line or word."""
    if abs(len(text) - len(last.after)) != 1:
        return False
    longer, shorter = (text, last.after) if len(text) > len(last.after) else (last.after, text)
    at = next((n for n, (one, other) in enumerate(zip(longer, shorter, strict=False)) if one != other), len(shorter))
    same_way = (len(last.after) > len(last.before)) == (len(text) > len(last.after))
    return same_way and not longer[at].isspace() and longer[:at] + longer[at + 1 :] == shorter
