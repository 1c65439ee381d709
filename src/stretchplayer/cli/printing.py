"""Writes to the terminal: text without control characters, tables, JSON, progress; and the exit codes."""

import os
import shutil
import sys
import textwrap
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, suppress
from io import FileIO, TextIOWrapper
from pathlib import Path
from typing import Final, TextIO

from stretchplayer.clock import Clock
from stretchplayer.text import plain, steerless
from stretchplayer.translation import gettext

FINE: Final = 0
PROBLEMS: Final = 1
"""Problems were found, or the session was ended before its end."""
WRONG: Final = 2
"""Wrong usage, or a file that cannot be played."""
UNFORESEEN: Final = 70
"""An unexpected error, with a report in a file."""
INTERRUPTED: Final = 130


class Failure(Exception):
    """A command cannot do what it was asked to; the text says why, `code` is the exit code."""

    def __init__(self, text: str, code: int = WRONG) -> None:
        super().__init__(text)
        self.code = code


def there_already(path: Path) -> Failure:
    """The failure to write a file that is only overwritten with --force."""
    return Failure(gettext("{path} is there already; --force overwrites it").format(path=path))


def visible(text: str) -> str:
    """Text without control characters; the spaces at which no line is broken stay, as French has them."""
    return text if text.isprintable() else "".join(mark if mark in _UNBROKEN else plain(mark) for mark in text)


_UNBROKEN: Final = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"


def prepare() -> None:
    """Show characters that the terminal lacks as escapes, instead of failing."""
    # Python has None for a stream that was closed before it started.
    sys.stdin = sys.stdin or _nowhere("r")
    sys.stdout = sys.stdout or _nowhere("w")
    sys.stderr = sys.stderr or _nowhere("w")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _nowhere(mode: str) -> TextIO:
    return TextIOWrapper(FileIO(os.devnull, mode), encoding="utf-8")


def has_all_letters() -> bool:
    """Whether the output can show any character, including braille."""
    return (sys.stdout.encoding or "").lower().startswith("utf")


def interactive() -> bool:
    """Whether both input and output are a terminal."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def out(text: str = "", *, whole: bool = False) -> None:
    """Print one line of data, on a terminal wrapped between words unless it is to stay `whole`, such as a path."""
    text = visible(text)
    if not text.isascii() and sys.stdout.isatty():
        from stretchplayer.figures.dots import CONSOLE, plainer

        text = text.translate(CONSOLE) if plainer(os.environ.get("TERM")) else text
    sys.stdout.write(f"{text if whole else wrapped(text, sys.stdout)}\n")


def note(text: str) -> None:
    """Print one line of narration, to standard error."""
    with suppress(OSError):
        # The reader may be gone; the command's work is done all the same.
        sys.stdout.flush()
        sys.stderr.write(f"{wrapped(visible(text), sys.stderr)}\n")
        sys.stderr.flush()


def print_warning_signs() -> None:
    """Print all warning signs, as narration."""
    # Imported here: most commands show none.
    from stretchplayer.phrases.warning_signs import warning_lines

    for line in warning_lines():
        note(line)


def fields(value: object, *names: str) -> dict[str, object]:
    """Attributes of `value` by their names, as JSON shows them."""
    return {name: getattr(value, name) for name in names}


def out_json(value: object) -> None:
    """Print a value as indented JSON."""
    sys.stdout.write(f"{_json(value, indent=2)}\n")


def out_json_array(values: Iterable[object]) -> None:
    """Print a JSON array, one element per line, as it comes: memory does not grow with its length."""
    first = True
    for value in values:
        sys.stdout.write(f"{'[' if first else ','}\n{_json(value)}")
        first = False
    sys.stdout.write("[]\n" if first else "\n]\n")


def wrapped(text: str, stream: TextIO) -> str:
    """Text wrapped between words, for a terminal; its further lines are indented as the first is."""
    if not stream.isatty() or len(text) <= width():
        return text
    inset = " " * (len(text) - len(text.lstrip(" ")))
    return "\n".join(_lines(text.lstrip(" "), inset, inset)) or text


def _lines(text: str, first: str = "", then: str = "") -> list[str]:
    # A path stays whole, so that it can be copied; a terminal breaks it where it must.
    return textwrap.wrap(
        text, width(), initial_indent=first, subsequent_indent=then, break_long_words=False, break_on_hyphens=False
    )


def paragraph(text: str, first: str = "", then: str = "") -> None:
    """Print a paragraph of data, wrapped on a terminal; `first` and `then` indent its lines."""
    if not sys.stdout.isatty():
        out(f"{first}{text}")
        return
    for line in _lines(visible(text), first, then):
        out(line)


def table(rows: Sequence[tuple[str, ...]]) -> None:
    """Print rows in columns as wide as their widest cell; the last column is not padded."""
    for row in laid_out(rows):
        for line in row:
            out(line)


_LEAST_ROOM: Final = 24
"""Columns that the last cell of a row needs to be wrapped beside the others, rather than below them."""


def laid_out(rows: Sequence[tuple[str, ...]]) -> list[list[str]]:
    """The lines of each row of a table: one, but on a terminal that is too narrow for it.

    There the last cell is wrapped in its column, or where there is no room for that, what does not fit stands below.
    """
    if not rows:
        return []
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    taken = sum(widths) + len(_APART_IN_ROW) * len(widths)
    return [_row(row, widths, taken) for row in rows]


def _row(row: tuple[str, ...], widths: Sequence[int], taken: int) -> list[str]:
    cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
    line = _APART_IN_ROW.join([*cells, row[-1]]).rstrip()
    room = width()
    if not sys.stdout.isatty() or len(line) <= room:
        return [line]
    if room - taken >= _LEAST_ROOM:
        return _lines(visible(row[-1]), f"{_APART_IN_ROW.join(cells)}{_APART_IN_ROW}", " " * taken)
    fits = next(n for n in range(len(cells), 0, -1) if n == 1 or len(_APART_IN_ROW.join(cells[:n]).rstrip()) <= room)
    rest = _APART_IN_ROW.join(cell for cell in row[fits:] if cell)
    return [*_lines(_APART_IN_ROW.join(cells[:fits]).rstrip()), *_lines(visible(rest), _BELOW, _BELOW)]


_APART_IN_ROW: Final = "  "
_BELOW: Final = "    "


def width() -> int:
    """Columns of the terminal that text may take."""
    return max(20, shutil.get_terminal_size().columns - 1)


def _json(value: object, indent: int | None = None) -> str:
    ascii_only = not has_all_letters()
    # Imported here: most commands print no JSON.
    import json

    from stretchplayer.model.duration import builtins

    plain = builtins(value)
    text = json.dumps(plain, ensure_ascii=False, indent=indent)
    if not _encodes(text):
        # A file name that is not UTF-8: lone surrogates are no JSON, so its bytes are escaped.
        text = json.dumps(_whole(plain), ensure_ascii=False, indent=indent)
    if ascii_only:
        text = json.dumps(json.loads(text), indent=indent)
    return steerless(text)


def _encodes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _whole(value: object) -> object:
    if isinstance(value, str):
        return value.encode(errors="backslashreplace").decode()
    if isinstance(value, dict):
        return {key: _whole(each) for key, each in value.items()}
    return [_whole(each) for each in value] if isinstance(value, list | tuple) else value


_APART: Final = 0.1
"""Seconds between two writings."""


class Progress(AbstractContextManager["Progress"]):
    """Shows progress on one terminal line that is overwritten, and clears it at the end.

    Nothing is shown without a terminal, or during the first `after` seconds: quick work needs no progress.
    """

    def __init__(self, stream: TextIO, clock: Clock, after: float = 0.0) -> None:
        self._stream, self._clock = stream, clock
        self._seen = stream.isatty()
        self._shown = ""
        self._next = clock.monotonic() + after

    def show(self, done: int, total: int) -> None:
        """`done` of `total` frames are rendered. Never raises."""
        self.say(gettext("rendering {percent} %").format(percent=100 * done // total if total else 100))

    def say(self, text: str) -> None:
        """Show `text`. Never raises."""
        now = self._clock.monotonic()
        if self._seen and text != self._shown and now >= self._next:
            self._next = now + _APART
            self._write(f"\r{text}{' ' * (len(self._shown) - len(text))}")
            self._shown = text

    def __exit__(self, *_error: object) -> None:
        if self._seen and self._shown:
            self._write(f"\r{' ' * len(self._shown)}\r")
            self._shown = ""

    def _write(self, text: str) -> None:
        try:
            self._stream.write(text)
            self._stream.flush()
        except OSError:
            # The terminal has gone; the file can be finished all the same.
            self._seen = False
