"""Reads files without blocking and only up to a limit; writes them whole or not at all; tells their contents apart."""

import errno
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO, Final

from stretchplayer.text import plain
from stretchplayer.translation import gettext, pgettext, to_translate, to_translate_in

_FLAGS: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_LINKS: Final = getattr(os, "O_NOFOLLOW", 0)
_PACKAGE: Final = Path(__file__).parent
PART: Final = ".part"
"""Ending of a file that is not whole yet."""
_BLOCK: Final = 16 * 1024
"""Bytes read at once where the size says nothing: some file systems say that all their files are empty."""
_NOT_FILES: Final = (
    (stat.S_ISDIR, to_translate("a folder, not a file")),
    (stat.S_ISFIFO, to_translate("a named pipe, not a file")),
    (stat.S_ISSOCK, to_translate("a socket, not a file")),
    (stat.S_ISCHR, to_translate("a device, not a file")),
    (stat.S_ISBLK, to_translate("a device, not a file")),
)
_NO_FILE: Final = to_translate("something else, not a file")
_TOO_LARGE: Final = to_translate("larger than {amount}")
_PERMISSION: Final = to_translate("you have no permission to read it")
_WORDS: Final = {
    errno.ENOENT: to_translate("no such file"),
    errno.ELOOP: to_translate("a link that leads back to itself"),
}


class Refused(OSError):
    """Something is no file, or too much of one: more than an `amount`, in words."""

    def __init__(self, code: int, said: str, path: str, amount: str = "") -> None:
        super().__init__(code, said.format(amount=amount), path)
        self.said, self.amount = said, amount


def bundled_routines() -> Path:
    """The folder of the bundled routines, the same for a wheel, an editable install and a checkout."""
    installed = _PACKAGE / "routines"
    return installed if installed.is_dir() else _PACKAGE.parents[1] / "routines"


def read_file(path: Path | str, most: int, *, cut: bool = False, links: bool = True) -> bytes:
    """The bytes of the file at `path`. OSError if it is not a file, cannot be read, or has more than `most` bytes.

    With `cut`, one that is too large gives its first `most` + 1 bytes. Without `links`, the path must not be a link.
    """
    descriptor, size = _open(path, links=links)
    try:
        found = b""
        while len(found) <= most:
            part = os.read(descriptor, min(size, most) + 1 if size else _BLOCK)
            found += part
            if not part or len(found) == size:
                # A file that says how large it is has ended there: more was asked for than that.
                break
    finally:
        os.close(descriptor)
    if len(found) > most and not cut:
        raise Refused(errno.EFBIG, _TOO_LARGE, str(path), _amount(most))
    return found[: most + 1]


def open_file(path: Path | str) -> BinaryIO:
    """The file at `path`, to be read in parts. OSError if it is not a file, or cannot be read."""
    descriptor, _ = _open(path, links=True)
    return os.fdopen(descriptor, "rb")


def only_a_file(path: Path | str) -> None:
    """OSError where something at `path` is not a file; nothing where there is nothing."""
    try:
        _size(path, os.stat(path))  # noqa: PTH116 - beside the other calls by path in this module
    except FileNotFoundError:
        return


def resolved(path: Path) -> Path:
    """Where a file really is, whatever links lead to it. OSError for a link that leads back to itself."""
    with suppress(RuntimeError):  # how Python says it up to 3.12
        real = path.resolve()
        if not real.is_symlink():
            return real
    raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))


@contextmanager
def whole_file(path: Path, *, private: bool = False, durable: bool = True, new: bool = False) -> Iterator[BinaryIO]:
    """A file to be written, which replaces the one at `path` in the end, or is removed after an error. Raises OSError.

    It keeps the permissions of the one before it; a `private` one can be read by its owner alone. One that is not
    `durable` may be empty after a loss of power. A `new` one replaces nothing: FileExistsError where something is.
    """
    # Imported here: most commands write nothing, and it brings random numbers and hashes along.
    import tempfile

    # Not named after the file: a long name would grow past what a folder can hold.
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".stretchplayer-", suffix=PART)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            if durable:
                file.flush()
                os.fsync(file.fileno())
        temporary.chmod(0o600 if private else path.stat().st_mode & 0o777 if path.exists() else 0o644)
        if new:
            move_new(temporary, path)
        else:
            temporary.replace(path)
    except BaseException:
        # The error that made us drop it is the one to report.
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def write_whole(path: Path, content: bytes, *, private: bool = False) -> None:
    """Put `content` at `path` whole or not at all; the file before it is never half gone. Raises OSError.

    A link goes on pointing to its file; what is no file stays as it is. Only its owner can read a `private` file.
    """
    path = resolved(path)
    only_a_file(path)
    path.parent.mkdir(mode=0o700 if private else 0o777, parents=True, exist_ok=True)
    with whole_file(path, private=private) as file:
        file.write(content)


def write_new(path: Path, content: bytes) -> None:
    """Put `content` at `path`, where nothing is. FileExistsError where something is by now; OSError otherwise."""
    if not path.parent.is_dir():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except FileExistsError as error:
            # What is in the way is no folder: that is another fault than a file of this name.
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path.parent)) from error
    with whole_file(path, new=True) as file:
        file.write(content)


def move_new(path: Path, to: Path) -> None:
    """Move a file to a place where nothing is. FileExistsError where something is by now; OSError otherwise."""
    # The name is taken first: a rename alone would replace what is there.
    os.close(os.open(to, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    try:
        path.replace(to)
    except OSError:
        to.unlink()
        raise


def in_the_way(path: Path, *, overwrite: bool) -> str:
    """Why a new file cannot be put there, in words that go on from its name; "" where it can."""
    try:
        # Asked of the system itself: a name that is too long is no file that is missing.
        is_file = stat.S_ISREG(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        if path.parent.is_dir():
            return ""
        return gettext("cannot be written: there is no folder {folder}").format(folder=path.parent)
    except (OSError, ValueError) as error:
        return gettext("cannot be written: {reason}").format(reason=system_words(error))
    if not is_file:
        return gettext("cannot be written: it is there, and is no file")
    return "" if overwrite else gettext(LEFT_AS_IT_IS)


LEFT_AS_IT_IS: Final = to_translate("is there already, and was left as it is")
"""What `in_the_way` says of a file that would have to be overwritten."""


def reason(error: OSError | RuntimeError | ValueError, code: str | None = None) -> str:
    """Why a file cannot be read, in a few words; a ValueError is a NUL in its path.

    In the language that holds, or in another. A RuntimeError is what Python up to 3.12 makes of a link that leads back
    to itself.
    """
    if isinstance(error, Refused):
        return plain(gettext(error.said, code).format(amount=error.amount))
    if isinstance(error, RuntimeError):
        return gettext(_WORDS[errno.ELOOP], code)
    known = _PERMISSION if isinstance(error, PermissionError) else _WORDS.get(getattr(error, "errno", None) or 0)
    if known is not None:
        return gettext(known, code)
    said = plain(str(getattr(error, "strerror", None) or error))
    return gettext("cannot be read: {reason}", code).format(reason=said)


_SYSTEM: Final = frozenset(
    {
        to_translate_in("system", "No such file or directory"),
        to_translate_in("system", "Permission denied"),
        to_translate_in("system", "Operation not permitted"),
        to_translate_in("system", "No space left on device"),
        to_translate_in("system", "Read-only file system"),
        to_translate_in("system", "Is a directory"),
        to_translate_in("system", "Not a directory"),
        to_translate_in("system", "File exists"),
        to_translate_in("system", "File name too long"),
        to_translate_in("system", "Input/output error"),
        to_translate_in("system", "Disk quota exceeded"),
    }
)
"""What Linux and macOS say most; Python asks them in English."""


def system_words(error: OSError | ValueError) -> str:
    """What the system says of an error, in the language that holds where it is one of the usual ones."""
    said = str(getattr(error, "strerror", None) or error)
    return pgettext("system", said) if said in _SYSTEM else said


def digest(data: bytes) -> bytes:
    """The SHA-256 of some bytes."""
    found: bytes = _sha256()(data).digest()
    return found


@cache
def _sha256() -> Callable[[bytes], Any]:
    """The interpreter's own, under the name that its version has for it: `hashlib` loads OpenSSL, 2 MiB, as well."""
    for module in ("_sha2", "_sha256"):
        with suppress(ImportError):
            found: Callable[[bytes], Any] = import_module(module).sha256
            return found
    from hashlib import sha256

    return sha256


def _open(path: Path | str, *, links: bool) -> tuple[int, int]:
    """A descriptor, and the size that the file says it has."""
    # Looked at before it is opened, because opening alone can do something to a device.
    _size(path, os.stat(path))  # noqa: PTH116 - 10,000 files are checked at once; this is twice as fast
    descriptor = os.open(path, _FLAGS if links else _FLAGS | _LINKS)
    try:
        # It may have been changed for something else since it was looked at.
        return descriptor, _size(path, os.fstat(descriptor))
    except OSError:
        os.close(descriptor)
        raise


def _size(path: Path | str, status: os.stat_result) -> int:
    if stat.S_ISREG(status.st_mode):
        return status.st_size
    what = next((what for is_one, what in _NOT_FILES if is_one(status.st_mode)), _NO_FILE)
    raise Refused(errno.EINVAL, what, str(path))


def _amount(count: int) -> str:
    kib = count // 1024
    return f"{kib // 1024} MiB" if kib >= 1024 and not kib % 1024 else f"{kib} KiB"  # noqa: PLR2004 - KiB of a MiB
