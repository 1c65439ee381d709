"""Opens a routine to be edited, keeps what is typed through a crash, and saves it without overwriting anybody."""

import os
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Final, NamedTuple

import msgspec
from msgspec import Struct

from stretchplayer.app import routine_files
from stretchplayer.app.library import find
from stretchplayer.config import Folders
from stretchplayer.editing.document import Document
from stretchplayer.file_access import digest, read_file, reason, write_whole
from stretchplayer.model.duration import encode
from stretchplayer.model.routine import MAX_BYTES
from stretchplayer.problems import Unreadable, UserError
from stretchplayer.text import plain

_BACKUP: Final = ".bak"
_DRAFT: Final = ".json"
_MOST: Final = 8 * MAX_BYTES
"""Bytes of a draft that is read: two texts, and what JSON adds to them."""


class NotSaved(UserError):
    """The file could not be written; what was typed is still there."""


class ChangedOnDisk(Exception):
    """The file is not as it was when it was opened: `text` is what it holds now, None where it is gone."""

    def __init__(self, text: str | None) -> None:
        super().__init__("changed on disk")
        self.text = text


class Draft(Struct, frozen=True, kw_only=True):
    """What was typed and not saved: of which file, upon which text (None for a new file), and at which second."""

    path: str
    text: str
    saved: str | None
    at: float

    @property
    def when(self) -> str:
        """When it was typed, in the local time."""
        return datetime.fromtimestamp(self.at).astimezone().strftime("%d %B, %H:%M").lstrip("0")

    @property
    def said(self) -> str:
        """That there is something which was not saved, in a sentence."""
        return f"You changed {plain(Path(self.path).name)} on {self.when}, and did not save it."


class Edit(NamedTuple):
    """Edit the routine of this name or path on the screen."""

    name: str


class OpenFile:
    """One file that is being edited: its document, its draft and its place on disk.

    A bundled routine is opened as the copy of one's own that saving makes: `original` is the bundled file then.
    """

    def __init__(self, path: Path, document: Document, folders: Folders, original: Path | None = None) -> None:
        self.path, self.document, self.original = path, document, original
        self._folders = folders
        self._draft = folders.drafts / f"{digest(str(path.absolute()).encode()).hex()[:32]}{_DRAFT}"
        self._kept: str | None = None
        self._wanted = True
        self._writing = Lock()

    @property
    def name(self) -> str:
        """What the routine is called on a command line."""
        return self.path.stem

    def draft(self) -> Draft | None:
        """What was typed the last time and neither saved nor thrown away, where it differs from the file."""
        try:
            found = msgspec.json.decode(read_file(self._draft, _MOST), type=Draft)
        except (OSError, msgspec.DecodeError):
            # Without a draft that can be read, the file stands as it is.
            return None
        return found if found.text != self.document.text else None

    def take_up(self, draft: Draft) -> None:
        """Go on with a draft; undo leads back to the file as it is."""
        self.document.change(draft.text, "the draft")

    def keep(self, now: float) -> None:
        """Keep what is typed, so that a crash loses nothing. NotSaved where that fails."""
        # A draft that is thrown away while it is being written must not come back.
        with self._writing:
            # Read once: it may be typed on meanwhile.
            text = self.document.text
            if text == self._kept or not self._wanted or not self.document.changed:
                return
            draft = Draft(path=str(self.path), text=text, saved=self.document.saved, at=now)
            try:
                write_whole(self._draft, encode(draft), private=True)
            except OSError as error:
                message = f"what you type cannot be kept through a crash: {reason(error)}; save often"
                raise NotSaved(message) from error
            self._kept = text

    def discard(self) -> None:
        """Throw away what was typed and not saved; nothing is kept any more."""
        self._wanted = False
        self.forget_draft()

    def forget_draft(self) -> None:
        """Remove the draft: it was saved, or is not wanted."""
        with self._writing:
            self._kept = None
            self._draft.unlink(missing_ok=True)

    def look(self) -> None:
        """Raise ChangedOnDisk where the file is not what it was when it was opened or saved. NotSaved if unreadable."""
        text = _read(self.path)
        if text != self.document.saved:
            raise ChangedOnDisk(text)

    def save(self, *, over: bool = False) -> None:
        """Write the text; the former file is kept beside it, as `.bak`. Raises ChangedOnDisk, unless `over` is set.

        NotSaved where it cannot be written; then nothing on disk has changed.
        """
        document, former = self.document, _read(self.path)
        if former != document.saved and not over:
            raise ChangedOnDisk(former)
        try:
            if former is None:
                routine_files.create(self.path, document.text.encode(), self._folders)
            else:
                write_whole(self.path.with_name(f"{self.path.name}{_BACKUP}"), former.encode())
                write_whole(self.path, document.text.encode())
        except (OSError, routine_files.NotMade) as error:
            why = reason(error) if isinstance(error, OSError) else str(error)
            message = f"not saved: {plain(str(self.path))}: {why}. What you typed is kept; try again, or copy it"
            raise NotSaved(message) from error
        document.saved = document.clean = document.text
        document.end_typing()
        self.original = None
        self.forget_draft()

    def take_disk(self, text: str) -> None:
        """Take the text that somebody else has written instead of one's own; undo leads back."""
        self.document.change(text, "the file on disk")
        self.document.saved = self.document.clean = text


def open_file(name: str, folders: Folders) -> OpenFile:
    """Open the routine of this name, or the file of this path, to be edited. Unreadable where there is none."""
    path = find(name, folders)
    text = _read(path)
    if text is None:
        message = f"{plain(str(path))}: no such file"
        raise Unreadable(message)
    if path.parent == folders.bundled:
        own = routine_files.own_path(path.stem, folders)
        return OpenFile(own, Document(text, _read(own), clean=text), folders, original=path)
    return OpenFile(path, Document(text, text), folders)


def new_file(path: Path, text: str, folders: Folders) -> OpenFile:
    """A routine that is not on disk yet: saving makes it."""
    return OpenFile(path, Document(text), folders)


def _read(path: Path) -> str | None:
    """The text of a file, None where there is none. Unreadable where it is no text, too large or not to be read."""
    if not os.path.lexists(path):
        return None
    try:
        return read_file(path, MAX_BYTES).decode()
    except UnicodeDecodeError as error:
        message = f"{plain(str(path))}: not UTF-8 (save the file as UTF-8 in another editor)"
        raise Unreadable(message) from error
    except (OSError, ValueError) as error:
        message = f"{plain(str(path))}: {reason(error)}"
        raise Unreadable(message) from error
