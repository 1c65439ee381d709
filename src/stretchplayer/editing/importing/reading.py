"""Finds out what a file is, has it read, and writes the routine; the result always reads without errors."""

import re
from typing import Final, Literal

from msgspec import Struct

from stretchplayer.editing.importing.documents import NotOurs, read_json, read_xml
from stretchplayer.editing.importing.entries import MOST_ENTRIES, Part, entries_of
from stretchplayer.editing.importing.lines import read_lines
from stretchplayer.editing.importing.tables import read_table
from stretchplayer.editing.importing.writing import Question, Sheet, sheet_of
from stretchplayer.model.routine import MAX_BYTES
from stretchplayer.problems import UserError
from stretchplayer.routine.reader import read

__all__ = ["Imported", "NotImported", "Question", "import_list"]

Source = Literal["list", "csv", "workrave", "exercises", "timer"]
_CALLED: Final[dict[Source, str]] = {
    "list": "a list",
    "csv": "a table",
    "workrave": "exercises of Workrave",
    "exercises": "a collection of exercises",
    "timer": "an interval timer",
}
_TRIES: Final = 4
_MOST_LINES: Final = 2000
"""Lines of a list; more is something else."""
_STEP: Final = re.compile(r"\d+")


class NotImported(UserError):
    """Nothing could be read out of a file; the text says why, and what can be read."""


class Imported(Struct, frozen=True, kw_only=True):
    """A routine made of something else: its file, how many steps it has, and what is left to answer.

    `kept` are lines that are remarks now, because they name no exercise; `medicines` the numbers of lines that were
    left out because they name a medicine.
    """

    text: str
    steps: int
    questions: tuple[Question, ...]
    source: Source
    kept: tuple[str, ...] = ()
    medicines: tuple[int, ...] = ()


def import_list(data: bytes, *, title: str) -> Imported:
    """A routine file out of the bytes of a list, a table or another program's file.

    Raises NotImported where there is nothing to read, with what is wrong.
    """
    source, parts = _read(_decoded(data))
    entries = entries_of(parts)
    if not entries:
        message = (
            "no exercise was found in it; write one to a line, such as: calf stretch at the wall, 30 s each side, "
            "3 times"
        )
        raise NotImported(message)
    if len(entries) > MOST_ENTRIES:
        message = (
            f"it has {len(entries):,} exercises; a routine is made of {MOST_ENTRIES} at most. Take out what is not "
            "needed."
        )
        raise NotImported(message)
    sheet = _readable(parts, title, source)
    return Imported(
        text="\n".join(sheet.lines),
        steps=sheet.steps,
        questions=tuple(sheet.questions),
        source=source,
        kept=tuple(sheet.kept),
        medicines=tuple(sheet.medicines),
    )


def _readable(parts: list[Part], title: str, source: Source) -> Sheet:
    """The file, with a question in place of each step that the reader refuses."""
    doubts: dict[int, str] = {}
    for _ in range(_TRIES):
        sheet = sheet_of(parts, title, _CALLED[source], doubts=doubts)
        data = "\n".join(sheet.lines).encode()
        if len(data) > MAX_BYTES:
            message = "the routine would be larger than 1 MiB; take out what is not needed"
            raise NotImported(message)
        errors = [problem for problem in read(data).problems if problem.severity == "error"]
        if not errors:
            return sheet
        found = {_index(sheet, problem.line): problem.message for problem in errors}
        new = {index: message for index, message in found.items() if index is not None and index not in doubts}
        if not new:
            message = f"what it says makes no routine: {errors[0].message}"
            raise NotImported(message)
        doubts |= {
            index: f"This cannot be played: {why}. Write the step anew, and take out the line `enabled = false`."
            for index, why in new.items()
        }
    message = f"what it says makes no routine: {errors[0].message}"
    raise NotImported(message)


def _index(sheet: Sheet, line: int) -> int | None:
    """Which step, counted from 0 and without groups, a line of the file belongs to."""
    count = -1
    for number, text in enumerate(sheet.lines[:line]):
        if text.startswith("[[") and not _opens_group(sheet.lines, number):
            count += 1
    return count if count >= 0 else None


def _opens_group(lines: list[str], at: int) -> bool:
    return any(text.startswith("repeat = ") for text in lines[at + 1 : at + 3])


def _decoded(data: bytes) -> str:
    """The text of a file, whatever wrote it; NotImported for what is no text."""
    if len(data) > MAX_BYTES:
        message = f"it is too large ({len(data):,} bytes; at most 1 MiB)"
        raise NotImported(message)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", errors="replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
    if "\0" in text or data.startswith(
        (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\xd0\xcf\x11\xe0")
    ):
        message = (
            "it is no text (a picture, a PDF or a document?); copy its words into a plain text file, or paste them "
            "with `--from -`"
        )
        raise NotImported(message)
    if not text.strip():
        message = "it is empty"
        raise NotImported(message)
    return text


def _read(text: str) -> tuple[Source, list[Part]]:
    start = text.lstrip()[:1]
    try:
        if start == "<":
            return "workrave", read_xml(text)
        if start in ("{", "["):
            return read_json(text)
    except NotOurs as error:
        if error.certain:
            raise NotImported(str(error)) from error
    table = read_table(text)
    if table is not None:
        return table
    if (count := sum(bool(line.strip()) for line in text.splitlines())) > _MOST_LINES:
        message = (
            f"it has {count:,} lines; a list of exercises has {_MOST_LINES:,} at most. Take out what is not needed."
        )
        raise NotImported(message)
    return "list", read_lines(text)
