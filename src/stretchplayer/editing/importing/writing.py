"""Finds out what a file is, has it read, and writes a routine of it: the original above each step, and questions."""

import textwrap
from bisect import bisect_right
from typing import Final, Literal

from msgspec import Struct

from stretchplayer.editing.formatting import named_kind
from stretchplayer.editing.importing.documents import NotOurs, read_json, read_xml
from stretchplayer.editing.importing.exercises import MOST_ENTRIES, Entry, Medicine, Note, Part, Rounds, entries_of
from stretchplayer.editing.importing.lists import read_lines
from stretchplayer.editing.importing.step_doses import Step
from stretchplayer.editing.importing.steps import step_of
from stretchplayer.editing.importing.tables import read_table
from stretchplayer.editing.key_edits import literal
from stretchplayer.editing.keys import step_order
from stretchplayer.editing.question_words import Asked
from stretchplayer.model.number_ranges import LONGEST, NAME_LENGTH, SHORTEST, TITLE_LENGTH
from stretchplayer.model.routine import FORMAT, MAX_BYTES, SCHEMA_LINE
from stretchplayer.problems import UserError
from stretchplayer.routine.reader import read
from stretchplayer.text import plain
from stretchplayer.translation import gettext

_WIDTH: Final = 110
_LONGEST_REMARK: Final = 1000
_NOTHING_PLAYED: Final = (
    "# A routine needs one step that is played. Take this one out when the questions are answered.",
    "[[step]]",
    'kind = "advice"',
    'topic = "stretching"',
    'how = "Every step of this list has a question. Open the routine for editing and answer them."',
)


class Question(Struct, frozen=True):
    """Something that the list leaves open: the line of the new file that asks it, from 1, and its text."""

    line: int
    text: str


class RoutineText(Struct):
    """A routine file as it is being written: its lines, and what was counted on the way.

    `headers` are the lines, from 1, at which its steps begin; `played` is how many of these are played.
    """

    lines: list[str] = []
    questions: list[Question] = []
    kept: list[str] = []
    medicines: list[int] = []
    headers: list[int] = []
    played: int = 0

    def remark(self, text: str, mark: str = "") -> None:
        """Add a remark of one or more lines."""
        safe = plain(" ".join(text.split()))
        if len(safe) > _LONGEST_REMARK:
            safe = f"{safe[: _LONGEST_REMARK - 1]}…"
        lines = textwrap.wrap(safe, _WIDTH, break_long_words=False, break_on_hyphens=False) or [""]
        # No line of it may look like a question that is asked here.
        wrapped = [f"- {line}" if line.startswith("?") else line for line in lines]
        self.lines += [f"# {mark}{wrapped[0]}", *(f"# {' ' * len(mark)}{more}" for more in wrapped[1:])]

    def ask(self, question: str) -> None:
        """Add a question, and remember where it stands."""
        self.questions.append(Question(len(self.lines) + 1, question))
        self.remark(question, "? ")


def routine_text(parts: list[Part], title: str, source: str, doubts: dict[int, str]) -> RoutineText:
    """The routine file of what was read; `doubts` are questions about steps, counted from 0, that cannot be read."""
    text = RoutineText(lines=[SCHEMA_LINE])
    text.remark(f"Made from {source}. The original stands above each step.")
    text.remark(
        'A line that begins with "# ?" is a question. Answer it in the step below it, and take out `enabled = false` '
        "there."
    )
    text.lines += ["", f"format = {FORMAT}", f"title = {literal(_title(title))}"]
    _put_parts(text, parts, "step", doubts)
    if not text.played:
        text.lines += ["", *_NOTHING_PLAYED]
    text.lines.append("")
    return text


def _title(title: str) -> str:
    words = " ".join("".join(mark if mark.isprintable() else " " for mark in title).split())
    return words[:TITLE_LENGTH].strip() or "Imported"


def _put_parts(text: RoutineText, parts: list[Part], table: str, doubts: dict[int, str]) -> None:
    for part in parts:
        text.lines.append("")
        if isinstance(part, Entry):
            _put_step(text, step_of(part), table, doubts)
        elif isinstance(part, Rounds):
            _put_rounds(text, part, table, doubts)
        elif isinstance(part, Medicine):
            text.medicines.append(part.number)
            text.remark(f"Line {part.number} was not taken over: it speaks of a medicine.")
        else:
            _put_note(text, part)


def _put_note(text: RoutineText, note: Note) -> None:
    text.remark(note.line)
    if note.asks:
        for ask in note.asks:
            text.ask(ask)
    else:
        text.kept.append(note.line)


def _put_step(text: RoutineText, step: Step, table: str, doubts: dict[int, str]) -> None:
    text.remark(step.line)
    for remark in step.remarks:
        text.remark(remark)
    doubt = doubts.get(len(text.headers))
    keys = step.keys
    if doubt is not None:
        step.ask(doubt)
        name = str(keys.get("name") or keys.get("move") or "Exercise")[:NAME_LENGTH]
        keys = {"kind": "exercise", "name": name, "reps": 1, "until": "key", "enabled": False}
    for ask in step.asks:
        text.ask(ask)
    text.lines.append(f"[[{table}]]")
    text.headers.append(len(text.lines))
    order = step_order(named_kind(keys))
    text.lines += [f"{key} = {literal(keys[key])}" for key in sorted(keys, key=order.index)]
    text.played += keys.get("enabled") is not False


def _put_rounds(text: RoutineText, rounds: Rounds, table: str, doubts: dict[int, str]) -> None:
    text.lines.append(f"[[{table}]]")
    if rounds.name:
        text.lines.append(f"name = {literal(_title(rounds.name)[:NAME_LENGTH].strip())}")
    text.lines.append(f"repeat = {rounds.repeat}")
    if rounds.rest is not None and SHORTEST <= rounds.rest.low <= LONGEST:
        text.lines.append(f"rest = {rounds.rest.low:g}")
    _put_parts(text, rounds.parts, f"{table}.step", doubts)


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
        message = gettext(
            "no exercise was found in it; write one to a line, such as: calf stretch at the wall, 30 s each side, "
            "3 times"
        )
        raise NotImported(message)
    if len(entries) > MOST_ENTRIES:
        message = gettext(
            "it has {count} exercises; a routine is made of {most} at most. Take out what is not needed."
        ).format(count=f"{len(entries):,}", most=MOST_ENTRIES)
        raise NotImported(message)
    text = _readable(parts, title, source)
    return Imported(
        text="\n".join(text.lines),
        steps=len(text.headers),
        questions=tuple(text.questions),
        source=source,
        kept=tuple(text.kept),
        medicines=tuple(text.medicines),
    )


def _readable(parts: list[Part], title: str, source: Source) -> RoutineText:
    """The file, with a question in place of each step that the reader refuses."""
    doubts: dict[int, str] = {}
    for _ in range(_TRIES):
        text = routine_text(parts, title, _CALLED[source], doubts)
        data = "\n".join(text.lines).encode()
        if len(data) > MAX_BYTES:
            message = gettext("the routine would be larger than 1 MiB; take out what is not needed")
            raise NotImported(message)
        errors = [problem for problem in read(data).problems if problem.severity == "error"]
        if not errors:
            return text
        # The step that each line belongs to, counted from 0; -1 is the head of the file.
        found = {bisect_right(text.headers, problem.line) - 1: problem.message for problem in errors}
        new = {index: message for index, message in found.items() if index >= 0 and index not in doubts}
        if not new:
            message = gettext("what it says makes no routine: {reason}").format(reason=errors[0].message)
            raise NotImported(message)
        doubts |= {index: Asked.CANNOT_BE_PLAYED.format(why=why) for index, why in new.items()}
    message = gettext("what it says makes no routine: {reason}").format(reason=errors[0].message)
    raise NotImported(message)


def _decoded(data: bytes) -> str:
    """The text of a file, whatever wrote it; NotImported for what is no text."""
    if len(data) > MAX_BYTES:
        message = gettext("it is too large ({count} bytes; at most 1 MiB)").format(count=f"{len(data):,}")
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
        message = gettext(
            "it is no text (a picture, a PDF or a document?); copy its words into a plain text file, or paste them "
            "with `--from -`"
        )
        raise NotImported(message)
    if not text.strip():
        message = gettext("it is empty")
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
        message = gettext(
            "it has {count} lines; a list of exercises has {most} at most. Take out what is not needed."
        ).format(count=f"{count:,}", most=f"{_MOST_LINES:,}")
        raise NotImported(message)
    return "list", read_lines(text)
