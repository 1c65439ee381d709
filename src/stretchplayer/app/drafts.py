"""Opens a routine to be edited, keeps what is typed through a crash, and saves it without a loss to others."""

import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Final, NamedTuple

import msgspec
from msgspec import Struct

from stretchplayer.app import routine_files
from stretchplayer.app.file_lock import FileLock, take, writing
from stretchplayer.app.library import find
from stretchplayer.config import Folders
from stretchplayer.editing.document import Document
from stretchplayer.file_access import Refused, digest, read_file, reason, system_words, write_whole
from stretchplayer.model.duration import encode
from stretchplayer.model.routine import MAX_BYTES
from stretchplayer.problems import Unreadable, UserError
from stretchplayer.text import plain
from stretchplayer.translation import gettext, pgettext

_BACKUP: Final = ".bak"
_DRAFT: Final = ".json"
_MOST: Final = 8 * MAX_BYTES
"""Bytes of a draft that is read: two texts, and what JSON adds to them."""


class NotSaved(UserError):
    """The file could not be written; what was typed is still there."""


class ChangedOnDisk(Exception):
    """The file is not as it was when it was opened: `text` is what it holds now, None where it is gone."""

    def __init__(self, text: str | None) -> None:
        super().__init__(gettext("was changed by somebody else at the same moment; try again"))
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
    def called(self) -> str:
        """Its file, and when it was typed."""
        return gettext("{file}, {when}").format(file=plain(Path(self.path).name), when=self.when)

    @property
    def said(self) -> str:
        """That there is something which was not saved, in a sentence."""
        return gettext("You changed {file} on {when}, and did not save it.").format(
            file=plain(Path(self.path).name), when=self.when
        )


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
        self._drafts = _Drafts(folders.drafts, path)
        self._kept: str | None = None
        self._wanted = True
        self._writing = Lock()

    @property
    def name(self) -> str:
        """What the routine is called on a command line."""
        return self.path.stem

    def draft(self) -> Draft | None:
        """What was typed the last time and neither saved nor thrown away, where it differs from the file."""
        found = self._drafts.left()
        return found if found is not None and found.text != self.document.text else None

    def take_up(self, draft: Draft) -> None:
        """Go on with a draft; undo leads back to the file as it is.

        What the draft was written upon counts as what was opened: what others have written since is asked about.
        """
        self.document.change(draft.text, pgettext("change", "the draft"))
        self.document.saved = draft.saved
        self._drafts.settle()

    def forget_left(self) -> None:
        """Throw away what was typed the last time."""
        self._drafts.settle()
        self._drafts.drop_settled()

    def keep(self, now: float) -> None:
        """Keep what is typed, so that a crash loses nothing. NotSaved where that fails."""
        # A draft that is thrown away while it is being written must not come back.
        with self._writing:
            # Read once: it may be typed on meanwhile.
            text = self.document.text
            if not self.document.changed and self._kept is not None:
                self._forget()
            if text == self._kept or not self._wanted or not self.document.changed:
                return
            draft = Draft(path=str(self.path), text=text, saved=self.document.saved, at=now)
            try:
                self._drafts.write(draft)
            except OSError as error:
                message = gettext("what you type cannot be kept through a crash: {reason}; save often")
                raise NotSaved(message.format(reason=_why(error))) from error
            self._kept = text

    def discard(self) -> None:
        """Throw away what was typed and not saved; nothing is kept any more."""
        self._wanted = False
        self.forget_draft()
        self._drafts.drop_settled()

    def forget_draft(self) -> None:
        """Remove what this process has kept: it was saved, or is not wanted."""
        with self._writing:
            self._forget()

    def _forget(self) -> None:
        self._kept = None
        self._drafts.remove()

    def close(self) -> None:
        """Let others offer what is kept and was not saved."""
        self._drafts.close()

    @property
    def is_gone(self) -> bool:
        """Whether the file that was opened is no longer there."""
        return self.document.saved is not None and not os.path.lexists(self.path)

    def look(self) -> None:
        """Raise ChangedOnDisk where the file is not what it was when it was opened or saved. Unreadable where it is."""
        text = _read(self.path)
        if text != self.document.saved:
            raise ChangedOnDisk(text)

    def save(self, *, over: bool = False) -> None:
        """Write the text; the former file is kept beside it, as `.bak`. Raises ChangedOnDisk, unless `over` is set.

        NotSaved where it cannot be written; then nothing on disk has changed.
        """
        document, data = self.document, self.document.text.encode()
        if len(data) > MAX_BYTES:
            message = gettext("not saved: larger than {most} MiB, and no routine may be that long")
            raise NotSaved(message.format(most=MAX_BYTES // 1024 // 1024))
        # Between the look and the write nobody else may write.
        with writing(self.path, self._folders):
            former = _read(self.path)
            if former != document.saved and not over:
                raise ChangedOnDisk(former)
            try:
                if former is None:
                    routine_files.create(self.path, data, self._folders)
                else:
                    _back_up(self.path, former.encode())
                    write_whole(self.path, data)
            except (OSError, routine_files.NotMade) as error:
                why = f"{plain(str(self.path))}: {_why(error)}" if isinstance(error, OSError) else str(error)
                message = gettext("not saved: {reason}").format(reason=why)
                raise NotSaved(message) from error
        document.saved = document.clean = document.text
        document.end_typing()
        self.original = None
        self.forget_draft()
        self._drafts.drop_settled()

    def take_disk(self, text: str) -> None:
        """Take the text that another program has written instead of one's own; undo leads back."""
        self.document.change(text, pgettext("change", "the file on disk"))
        self.document.saved = self.document.clean = text


class _Drafts:
    """The drafts of one file: each process has one of its own, and offers those of processes that have ended."""

    def __init__(self, folder: Path, path: Path) -> None:
        self._folder = folder
        self._stem = digest(os.fsencode(path.absolute())).hex()[:32]
        self._own: Path | None = None
        self._held: FileLock | None = None
        self._left: Path | None = None
        self._settled: Path | None = None

    def left(self) -> Draft | None:
        """The newest draft of a process that has ended."""
        newest: Draft | None = None
        for path in sorted(self._folder.glob(f"{self._stem}-*{_DRAFT}")):
            found = _draft_in(path)
            if found is None or path == self._own or (newest is not None and newest.at >= found.at):
                continue
            lock = take(path.with_suffix(".lock"))
            if lock is not None:
                lock.release()
                newest, self._left = found, path
        return newest

    def settle(self) -> None:
        """What was offered has been answered: it goes as soon as something else is kept, or it is thrown away."""
        self._settled, self._left = self._left, None

    def write(self, draft: Draft) -> None:
        """Keep a draft, in a file that no other process has. OSError where that fails."""
        number = 0
        while self._own is None:
            path = self._folder / f"{self._stem}-{number}{_DRAFT}"
            number += 1
            if not path.exists() and (held := take(path.with_suffix(".lock"))) is not None:
                self._own, self._held = path, held
        write_whole(self._own, encode(draft), private=True)
        self.drop_settled()

    def drop_settled(self) -> None:
        """Remove the draft that was answered."""
        if self._settled is not None:
            _remove(self._settled)
            self._settled = None

    def remove(self) -> None:
        """Remove the draft of this process."""
        if self._own is not None:
            _remove(self._own)
        self.close()

    def close(self) -> None:
        """Let other processes have what is there."""
        if self._held is not None:
            self._held.release()
        self._own = self._held = None


def without_file(folders: Folders) -> list[Draft]:
    """The drafts of routines that have no file, the latest first; of each the newest, and none that is being typed."""
    newest: dict[str, Draft] = {}
    for path in folders.drafts.glob(f"*{_DRAFT}"):
        found = _draft_in(path)
        if found is None or os.path.lexists(found.path):
            continue
        if (lock := take(path.with_suffix(".lock"))) is None:
            continue
        lock.release()
        if (other := newest.get(found.path)) is None or other.at < found.at:
            newest[found.path] = found
    return sorted(newest.values(), key=lambda each: -each.at)


def open_draft(draft: Draft, folders: Folders) -> OpenFile:
    """Go on with a draft whose routine has no file; of a bundled one it is the copy that saving makes."""
    path = Path(draft.path)
    bundled = folders.bundled / path.name
    if path == routine_files.own_path(path.stem, folders) and bundled.is_file():
        file = open_file(str(bundled), folders)
    else:
        file = new_file(path, "", folders)
    if (left := file.draft()) is not None:
        file.take_up(left)
    return file


def _draft_in(path: Path) -> Draft | None:
    try:
        return msgspec.json.decode(read_file(path, _MOST), type=Draft)
    except (OSError, msgspec.DecodeError):
        # What cannot be read cannot be offered; the file stands as it is.
        return None


def _remove(path: Path) -> None:
    # One that stays says the same as the file, and is not offered.
    with suppress(OSError):
        path.unlink(missing_ok=True)


def replace(path: Path, before: bytes, after: bytes, folders: Folders) -> None:
    """Write over a file that holds `before`, which is kept beside it as `.bak`.

    Raises ChangedOnDisk where it holds something else by now, NotSaved where it cannot be written.
    """
    with writing(path, folders):
        try:
            found = read_file(path, MAX_BYTES, cut=True) if os.path.lexists(path) else None
            if found != before:
                raise ChangedOnDisk(None if found is None else found.decode(errors="replace"))
            _back_up(path, before)
            write_whole(path, after)
        except OSError as error:
            why = f"{plain(str(path))}: {_why(error)}"
            message = gettext("not saved: {reason}").format(reason=why)
            raise NotSaved(message) from error


def _back_up(path: Path, former: bytes) -> None:
    """Keep a former version beside the file, as readable as that is. OSError where it cannot be written."""
    backup = path.with_name(f"{path.name}{_BACKUP}")
    if backup.is_symlink():
        backup.unlink()
    write_whole(backup, former, private=not path.stat().st_mode & 0o077)


def _why(error: OSError) -> str:
    """Why something cannot be written."""
    return reason(error) if isinstance(error, Refused) else plain(system_words(error))


def open_file(name: str, folders: Folders) -> OpenFile:
    """Open the routine of this name, or the file of this path, to be edited. Unreadable where there is none.

    Of a bundled one a copy of one's own is opened; where there is one already, by a path, UserError says so.
    """
    path = find(name, folders)
    text = _read(path)
    if text is None:
        message = gettext("{path}: no such file").format(path=plain(str(path)))
        raise Unreadable(message)
    if is_bundled(path, folders):
        own = routine_files.own_path(path.stem, folders)
        if own == path:
            message = gettext("{path} leads to a bundled routine, which is not changed: copy that one instead").format(
                path=plain(str(path))
            )
            raise Unreadable(message)
        if os.path.lexists(own):
            message = gettext("{path} is bundled, and you have a copy of your own: edit {name} instead").format(
                path=plain(str(path)), name=plain(path.stem)
            )
            raise Unreadable(message)
        return OpenFile(own, Document(text, clean=text), folders, original=path)
    return OpenFile(path, Document(text, text), folders)


def is_bundled(path: Path, folders: Folders) -> bool:
    """Whether a path leads to a file that came with the program, however it is written."""
    try:
        return path.resolve().parent == folders.bundled.resolve()
    except (OSError, RuntimeError):
        return False


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
        message = gettext("{path}: not UTF-8 (save the file as UTF-8 in another editor)").format(path=plain(str(path)))
        raise Unreadable(message) from error
    except (OSError, ValueError) as error:
        message = f"{plain(str(path))}: {reason(error)}"
        raise Unreadable(message) from error
