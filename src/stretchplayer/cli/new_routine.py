"""`new`: a routine of one's own: a starter, one for what the user says, or one out of a list or another program's file.

What only one of these needs is imported where it is used.
"""

import argparse
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from stretchplayer.app import routine_files
from stretchplayer.app.library import command_line
from stretchplayer.app.routine_files import NotMade
from stretchplayer.cli.printing import FINE, Failure, note, out
from stretchplayer.config import Folders, folders
from stretchplayer.file_access import read_file, reason
from stretchplayer.model.routine import MAX_BYTES
from stretchplayer.text import capitalised
from stretchplayer.translation import gettext, ngettext, to_translate_many

if TYPE_CHECKING:
    from stretchplayer.editing.importing.writing import Imported, Question

_USUAL: Final = 10.0
"""Minutes, where none are given."""
_LONGEST: Final = 60
"""Characters of a name that is made of words, or of the name of a file."""
_TAKEN: Final = {
    "list": to_translate_many("{count} step out of a list.", "{count} steps out of a list."),
    "csv": to_translate_many("{count} step out of a table.", "{count} steps out of a table."),
    "workrave": to_translate_many(
        "{count} step out of Workrave's exercises.", "{count} steps out of Workrave's exercises."
    ),
    "exercises": to_translate_many(
        "{count} step out of a collection of exercises.", "{count} steps out of a collection of exercises."
    ),
    "timer": to_translate_many("{count} step out of an interval timer.", "{count} steps out of an interval timer."),
}


def new(arguments: argparse.Namespace) -> int:
    """Write the starter file, or a routine for what the user says, or out of what people have."""
    try:
        if arguments.source is not None:
            return _from_file(arguments)
        if arguments.words:
            return _for_words(arguments)
        return _starter(arguments)
    except NotMade as error:
        raise Failure(str(error)) from error


def _starter(arguments: argparse.Namespace) -> int:
    if arguments.minutes is not None:
        message = gettext('minutes for what? `stretchplayer new --for "stiff neck" --minutes 8`')
        raise Failure(message)
    if arguments.name is None:
        message = gettext("give the routine a name: `stretchplayer new my-morning`")
        raise Failure(message)
    where = folders()
    starter = Path(__file__).with_name("starter.toml").read_text(encoding="utf-8")
    path = routine_files.own_path(arguments.name, where)
    _write(path, starter.replace("TITLE", _title(path.stem)), where)
    note(changing(path.stem))
    note(_playing(path.stem))
    return FINE


def _write(path: Path, text: str, where: Folders, answer: str = "") -> None:
    """Write a new file and print its path, an `answer`, and whether it takes the place of a bundled routine."""
    routine_files.create(path, text.encode(), where)
    out(str(path), whole=True)
    if answer:
        note(answer)
    if (where.bundled / path.name).exists():
        note(
            gettext(
                "It takes the place of the bundled routine {name}, which is back as soon as your file is gone."
            ).format(name=path.stem)
        )


def _title(stem: str) -> str:
    """The title of a routine whose file is called so."""
    return capitalised(stem.replace("-", " ").replace("_", " ").strip() or stem)


def changing(name: str) -> str:
    """How the routine of this name is changed."""
    return gettext("Change it with: {command}").format(command=command_line("edit", name))


def _playing(name: str) -> str:
    """How the routine of this name is played."""
    return gettext("Play it with: {command}").format(command=command_line("play", name))


def _for_words(arguments: argparse.Namespace) -> int:
    """Compose a routine out of the moves of the catalogue, and write it."""
    from stretchplayer.editing.compose import compose
    from stretchplayer.editing.meaning import meaning

    words = " ".join(arguments.words)
    where, meant = folders(), meaning(words)
    minutes = meant.minutes or arguments.minutes or _USUAL
    if arguments.minutes not in (None, minutes):
        message = gettext("{minutes:g} minutes, or {others:g}? Say it once").format(
            minutes=minutes, others=arguments.minutes
        )
        raise Failure(message)
    # With the minutes, it is not the name of a bundled routine.
    path = routine_files.own_path(arguments.name or f"{routine_files.name_for(words)}-{minutes:g}-min", where)
    _write(path, compose(words, minutes, name=path.stem), where, meant.answer)
    note(
        ngettext(
            "It takes about {minutes:g} minute; `stretchplayer show` says how long the first time and later on.",
            "It takes about {minutes:g} minutes; `stretchplayer show` says how long the first time and later on.",
            minutes,
        ).format(minutes=minutes)
    )
    note(gettext("Look at it with: {command}").format(command=command_line("show", path.stem)))
    note(_playing(path.stem))
    note(changing(path.stem))
    return FINE


def _from_file(arguments: argparse.Namespace) -> int:
    """Write a routine out of a file, or of standard input, and say what is left to answer in it."""
    from stretchplayer.editing.importing.writing import NotImported, import_list

    given: str = arguments.source
    name = arguments.name or _name_of(given)
    data = _bytes(given)
    where = folders()
    path = routine_files.own_path(name, where)
    try:
        imported = import_list(data, title=_title(path.stem))
    except NotImported as error:
        message = (
            gettext("nothing was made out of what was typed or piped in: {error}").format(error=error)
            if given == "-"
            else gettext("nothing was made out of {file}: {error}").format(file=given, error=error)
        )
        raise Failure(message) from error
    _write(path, imported.text, where)
    _report(imported, path.stem)
    return FINE


def _bytes(given: str) -> bytes:
    if given == "-":
        if sys.stdin.isatty():
            note(gettext("Type or paste the list, one exercise to a line. End it with Ctrl+D on a line of its own."))
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    try:
        return read_file(given, MAX_BYTES)
    except (OSError, ValueError) as error:
        message = gettext("cannot read {file}: {reason}").format(file=given, reason=reason(error))
        raise Failure(message) from error


def _name_of(given: str) -> str:
    """A name out of that of the file, in the letters that a routine may be called with."""
    if given == "-":
        message = gettext("give the routine a name: `stretchplayer new my-exercises --from -`")
        raise Failure(message)
    words = re.sub(r"[^\w .-]+", "-", Path(given).stem).strip(" .-")
    return words[:_LONGEST].strip() or "my-exercises"


def _report(imported: "Imported", name: str) -> None:
    """Say in plain words what came in, what is asked, and what to do next."""
    from stretchplayer.editing.questions import shown

    count = len(imported.questions)
    taken = ngettext(*_TAKEN[imported.source], imported.steps).format(count=imported.steps)
    left = ngettext("{count} question is left.", "{count} questions are left.", count).format(count=count)
    note(f"{taken} {left if count else gettext('Nothing to ask.')}")
    if imported.questions:
        # What opens the steps, whatever editor the user has chosen for texts.
        chosen = any(os.environ.get(each, "").strip() for each in ("VISUAL", "EDITOR"))
        command = f"{command_line('edit', name)}{' --app' if chosen else ''}"
        note(gettext("Answer in the steps: {command}").format(command=command))
        note(
            gettext(
                "A step that has a question is marked ? there, and is not played until it is answered: go to it with "
                "the arrow keys; the step says which key to press."
            )
        )
        for question in imported.questions:
            note(f"{_where(imported.text, question)}: {shown(question.text)}")
        note(gettext("In the text, each stands in full above its step, in a line that begins with # ?"))
    if imported.kept:
        note(
            gettext("Kept as remarks, because no exercise was found in them: {lines}").format(
                lines="; ".join(imported.kept)
            )
        )
    for number in imported.medicines:
        note(gettext("Line {line} of the original was not taken over: it speaks of a medicine.").format(line=number))
    note(gettext("See what is played with: {command}").format(command=command_line("show", name)))
    note(_playing(name))
    if not imported.questions:
        note(changing(name))


def _where(text: str, question: "Question") -> str:
    """The step that a question is about, as the steps are numbered; otherwise its line in the text."""
    from stretchplayer.editing.outline import Outline
    from stretchplayer.editing.toml_text import line_span

    at, _ = line_span(text, question.line - 1)
    block = Outline(text).covering(at)
    if block is not None and at < block.header:
        return gettext("step {number}").format(number=block.number)
    return gettext("line {number} of the text").format(number=question.line)
