"""`new --from`: a routine out of what people have, a list or another program's file; and what is left to answer."""

import argparse
import re
import sys
from itertools import count
from pathlib import Path

from stretchplayer.app import routine_files
from stretchplayer.app.analysis import Analysis, analyse
from stretchplayer.app.library import command_line
from stretchplayer.app.routine_files import NotMade, chosen_editor
from stretchplayer.catalog.step_names import listed
from stretchplayer.cli.authoring import changing, playing, tell_place
from stretchplayer.cli.printing import FINE, Failure, note, out
from stretchplayer.config import Folders, folders
from stretchplayer.editing.importing.writing import Imported, NotImported, Question, import_list
from stretchplayer.editing.outline import Outline
from stretchplayer.editing.plain_words import plainly
from stretchplayer.editing.questions import shown
from stretchplayer.editing.selection import WARM
from stretchplayer.editing.toml_text import line_span
from stretchplayer.file_access import read_file, reason
from stretchplayer.model.routine import MAX_BYTES
from stretchplayer.translation import gettext, ngettext, to_translate_many

_NAME = "my-exercises"
_TAKEN = {
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


def new_from(arguments: argparse.Namespace) -> int:
    """Write a routine out of a file, or of standard input."""
    given: str = arguments.source
    where = folders()
    name = arguments.name or _name_of(given, where)
    data = _bytes(given)
    try:
        path = routine_files.own_path(name, where)
        imported = import_list(data, title=title_of(path.stem))
        routine_files.create(path, imported.text.encode(), where)
    except NotImported as error:
        message = (
            gettext("nothing was made out of what was typed or piped in: {error}").format(error=error)
            if given == "-"
            else gettext("nothing was made out of {file}: {error}").format(file=given, error=error)
        )
        raise Failure(message) from error
    except NotMade as error:
        raise Failure(str(error)) from error
    out(str(path), whole=True)
    tell_place(path, where)
    _report(imported, path.stem)
    _tell_marked(analyse(imported.text, str(path), where.sounds), path.stem)
    _tell_next(imported, path.stem)
    return FINE


def title_of(stem: str) -> str:
    """The title of a routine whose file is called so."""
    title = stem.replace("-", " ").replace("_", " ").strip() or stem
    return title[0].upper() + title[1:]


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


def _name_of(given: str, where: Folders) -> str:
    """A name out of that of the file, in the letters that a routine may be called with; of none, one that is free."""
    if given == "-":
        return _free_name(where)
    words = re.sub(r"[^\w .-]+", "-", Path(given).stem).strip(" .-")
    return words[:60].strip() or _NAME


def _free_name(where: Folders) -> str:
    """The name of what is typed or piped in: `my-exercises`, or the first with a number that no routine has."""
    names = (_NAME if number == 1 else f"{_NAME}-{number}" for number in count(1))
    return next(each for each in names if not routine_files.own_path(each, where).exists())


def _report(imported: Imported, name: str) -> None:
    """Say in plain words what came in, what is asked, and what was taken for granted."""
    asked = len(imported.questions)
    taken = ngettext(*_TAKEN[imported.source], imported.steps).format(count=imported.steps)
    left = ngettext("{count} question is left.", "{count} questions are left.", asked).format(count=asked)
    note(f"{taken} {left if asked else gettext('Nothing to ask.')}")
    if imported.questions:
        # What opens the steps, whatever editor somebody has chosen for texts.
        command = f"{command_line('edit', name)}{' --app' if chosen_editor() else ''}"
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
    for dropped in imported.medicines:
        note(gettext("Line {line} of the original was not taken over: it speaks of a medicine.").format(line=dropped))
    if imported.once:
        steps = [number for line in imported.once if (number := _step_of(imported.text, line))]
        said = ngettext(
            "Done once, as no number was given: step {steps}.",
            "Done once each, as no number was given: steps {steps}.",
            len(steps),
        )
        note(said.format(steps=listed(steps)))


def _tell_marked(analysis: Analysis, name: str) -> None:
    """Say what the steps will be marked with, and what mends it."""
    found = [each for each in analysis.problems if not each.said]
    for problem in found:
        where = gettext("step {number}").format(number=problem.step) if problem.step else gettext("the whole")
        note(gettext("Marked in the steps: {where}: {problem}").format(where=where, problem=plainly(problem.message)))
    cold = next((each.step for each in found if each.limit == "order.warmup" and each.step), None)
    if cold is not None:
        command = f"{command_line('edit', name)} --add march duration={WARM:g} --before {cold}"
        note(gettext("Put a warm-up in front with: {command}").format(command=command))


def _tell_next(imported: Imported, name: str) -> None:
    """Say what can be done with it now."""
    note(gettext("See what is played with: {command}").format(command=command_line("show", name)))
    note(playing(name))
    if not imported.questions:
        note(changing(name))


def _step_of(text: str, line: int) -> str:
    """The number of the step that a line of the text, from 1, is about; "" where it is about none."""
    at, _ = line_span(text, line - 1)
    block = Outline(text).covering(at)
    return block.number if block is not None and at <= block.header else ""


def _where(text: str, question: Question) -> str:
    """The step that a question is about, as the steps are numbered; otherwise its line in the text."""
    if number := _step_of(text, question.line):
        return gettext("step {number}").format(number=number)
    return gettext("line {number} of the text").format(number=question.line)
