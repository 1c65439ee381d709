"""Writes steps as a routine file: the original line above each, and every question where it is answered."""

import textwrap
from typing import Final

from msgspec import Struct

from stretchplayer.editing.importing.dosing import Step
from stretchplayer.editing.importing.entries import Entry, Medicine, Note, Part, Rounds
from stretchplayer.editing.importing.steps import step_of
from stretchplayer.model.number_ranges import LONGEST, NAME_LENGTH, SHORTEST, TITLE_LENGTH
from stretchplayer.model.routine import FORMAT
from stretchplayer.text import plain

_WIDTH: Final = 110
_LONGEST_REMARK: Final = 1000
_NOTHING_PLAYED: Final = (
    "# A routine needs one step that is played. Take this one out when the questions are answered.",
    "[[step]]",
    'kind = "advice"',
    'topic = "stretching"',
    'how = "Every step of this list has a question. Open the routine for editing and answer them."',
)
_SCHEMA: Final = "#:schema ../schema/routine.schema.json"


class Question(Struct, frozen=True):
    """Something that could not be told: the line of the new file that asks it, from 1, and its text."""

    line: int
    text: str


class Sheet(Struct):
    """A file as it is being written: its lines, and what was counted on the way."""

    lines: list[str] = []
    questions: list[Question] = []
    kept: list[str] = []
    medicines: list[int] = []
    steps: int = 0
    played: int = 0

    def remark(self, text: str, mark: str = "") -> None:
        """Add a remark of one or more lines."""
        safe = plain(" ".join(text.split()))
        if len(safe) > _LONGEST_REMARK:
            safe = f"{safe[: _LONGEST_REMARK - 1]}…"
        wrapped = textwrap.wrap(safe, _WIDTH, break_long_words=False, break_on_hyphens=False) or [""]
        self.lines += [f"# {mark}{wrapped[0]}", *(f"# {' ' * len(mark)}{more}" for more in wrapped[1:])]

    def ask(self, question: str) -> None:
        """Add a question, and remember where it stands."""
        self.questions.append(Question(len(self.lines) + 1, question))
        self.remark(question, "? ")


def sheet_of(parts: list[Part], title: str, source: str, *, doubts: dict[int, str] | None = None) -> Sheet:
    """The routine file of what was read; `doubts` are questions about steps, counted from 0, that cannot be read."""
    sheet = Sheet()
    sheet.lines += [_SCHEMA]
    sheet.remark(f"Made from {source}. The original stands above each step.")
    sheet.remark(
        'A line that begins with "# ?" is a question. Answer it in the step below it, and take out `enabled = false` '
        "there."
    )
    sheet.lines += ["", f"format = {FORMAT}", f"title = {text_of(_title(title))}"]
    _put_parts(sheet, parts, "step", doubts or {})
    if not sheet.played:
        sheet.lines += ["", *_NOTHING_PLAYED]
    sheet.lines.append("")
    return sheet


def _title(title: str) -> str:
    words = " ".join("".join(mark if mark.isprintable() else " " for mark in title).split())
    return words[:TITLE_LENGTH].strip() or "Imported"


def _put_parts(sheet: Sheet, parts: list[Part], table: str, doubts: dict[int, str]) -> None:
    for part in parts:
        sheet.lines.append("")
        if isinstance(part, Entry):
            _put_step(sheet, step_of(part), table, doubts)
        elif isinstance(part, Rounds):
            _put_rounds(sheet, part, table, doubts)
        elif isinstance(part, Medicine):
            sheet.medicines.append(part.number)
            sheet.remark(f"Line {part.number} was not taken over: it speaks of a medicine.")
        else:
            _put_note(sheet, part)


def _put_note(sheet: Sheet, note: Note) -> None:
    sheet.remark(note.line)
    if note.asks:
        for ask in note.asks:
            sheet.ask(ask)
    else:
        sheet.kept.append(note.line)


def _put_step(sheet: Sheet, step: Step, table: str, doubts: dict[int, str]) -> None:
    sheet.remark(step.line)
    for remark in step.remarks:
        sheet.remark(remark)
    doubt = doubts.get(sheet.steps)
    keys = step.keys
    if doubt is not None:
        step.ask(doubt)
        name = str(keys.get("name") or keys.get("move") or "Exercise")[:NAME_LENGTH]
        keys = {"kind": "exercise", "name": name, "reps": 1, "until": "key", "enabled": False}
    for ask in step.asks:
        sheet.ask(ask)
    sheet.lines.append(f"[[{table}]]")
    sheet.lines += [f"{key} = {_value(value)}" for key, value in keys.items()]
    sheet.steps += 1
    sheet.played += keys.get("enabled") is not False


def _put_rounds(sheet: Sheet, rounds: Rounds, table: str, doubts: dict[int, str]) -> None:
    sheet.lines.append(f"[[{table}]]")
    if rounds.name:
        sheet.lines.append(f"name = {text_of(_title(rounds.name)[:NAME_LENGTH].strip())}")
    sheet.lines.append(f"repeat = {rounds.repeat}")
    if rounds.rest is not None and SHORTEST <= rounds.rest.low <= LONGEST:
        sheet.lines.append(f"rest = {rounds.rest.low:g}")
    _put_parts(sheet, rounds.parts, f"{table}.step", doubts)


def text_of(text: str) -> str:
    """A text as TOML writes it, whatever is in it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _value(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return text_of(value)
        case list():
            return f"[{', '.join(_value(each) for each in value)}]"
        case dict():
            return f"{{ {', '.join(f'{key} = {_value(each)}' for key, each in value.items())} }}"
        case _:
            return f"{value}"
