"""`edit`: one's own routine in an editor, on the app's steps view, line by line, or by options for scripts."""

import argparse
import shlex
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stretchplayer.app import routine_files
from stretchplayer.app.analysis import Analysis, analyse
from stretchplayer.app.checking import problems
from stretchplayer.app.drafts import ChangedOnDisk, NotSaved, is_bundled, open_file, replace
from stretchplayer.app.edit_commands import COMMANDS, NotHeld, run
from stretchplayer.app.library import command_line, customize_first, find
from stretchplayer.app.routine_editor import RoutineEditor
from stretchplayer.app.routine_files import EditorFailed
from stretchplayer.cli.asking import line
from stretchplayer.cli.printing import FINE, PROBLEMS, WRONG, Failure, interactive, note, out, out_json, table
from stretchplayer.cli.start import Environment, environment, show
from stretchplayer.config import folders
from stretchplayer.editing.key_edits import EditRefused
from stretchplayer.problems import Problem, UserError
from stretchplayer.routine.reader import load, read_bytes
from stretchplayer.translation import gettext, ngettext

if TYPE_CHECKING:
    from stretchplayer.config import Folders

_SAVE = ("save", "s")
_LEAVE = ("quit", "q", "exit", "leave")


class Operation(argparse.Action):
    """Keeps the options in their order, each as the words of a command; some go on with the one before them."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,
    ) -> None:
        """Note the option, or what belongs to the one before it."""
        words = [values] if isinstance(values, str) else [*(values or ())]
        name = (option_string or "").removeprefix("--")
        done: list[list[str]] = getattr(namespace, self.dest) or []
        if name not in COMMANDS:
            if not done:
                message = gettext("{option} belongs behind another option, as in --add bridge --after 2")
                parser.error(message.format(option=option_string))
            done = [*done[:-1], [*done[-1], name, *words]]
        else:
            done = [*done, [name, *words]]
        setattr(namespace, self.dest, done)


def edit(arguments: argparse.Namespace) -> int:
    """Edit a routine in the way that was asked for, or in the one that there is."""
    if arguments.operations:
        return _operate(arguments.name, arguments.operations)
    if arguments.steps:
        return _print_steps(arguments.name, json=arguments.json)
    if arguments.json:
        message = gettext("--json belongs to --steps: `stretchplayer edit NAME --steps --json`")
        raise Failure(message)
    around = environment(arguments)
    if arguments.plain:
        return _by_lines(arguments.name, around)
    if around.screen() and (arguments.app or not routine_files.chosen_editor()):
        from stretchplayer.app.drafts import Edit

        return show(Edit(arguments.name), around)
    return _in_editor(arguments.name, around.folders)


def _in_editor(name: str, where: "Folders") -> int:
    """Open the file in the user's editor until it has no errors, or is left as it is, or restored."""
    path = find(name, where)
    if is_bundled(path, where):
        raise Failure(customize_first(path.stem))
    return edit_until_right(
        path, lambda: problems(load(path), str(path), (path.absolute().parent, where.sounds)), where
    )


def edit_until_right(path: Path, check: Callable[[], tuple[Problem, ...]], where: "Folders") -> int:
    """Open a file in the user's editor until `check` finds no errors, or it is left as it is, or restored."""
    former = left = read_bytes(path)
    if (said := routine_files.announced_editor()) and sys.stdin.isatty():
        # It takes the whole screen, so that this has to be read before.
        line(f"{said} {gettext('Enter opens it, ctrl+c does not.')}")
    while True:
        try:
            routine_files.edit(path)
        except EditorFailed as error:
            raise Failure(str(error), PROBLEMS if error.ran else WRONG) from error
        left = read_bytes(path)
        found = check()
        for problem in found:
            if not problem.said:
                out(str(problem))
        if not any(problem.severity == "error" for problem in found):
            note(gettext("No errors."))
            return FINE
        choice = _choice(found)
        if choice == "keep":
            return PROBLEMS
        if choice == "discard":
            try:
                replace(path, left, former, where)
            except (ChangedOnDisk, NotSaved) as error:
                raise Failure(f"{path} {error}" if isinstance(error, ChangedOnDisk) else str(error)) from error
            note(gettext("Put back as it was; what you wrote is beside it, as .bak."))
            return FINE


def _choice(found: tuple[Problem, ...]) -> str:
    if not interactive():
        return "keep"
    count = len(found)
    while True:
        answer = line(
            ngettext(
                "{count} problem. e: edit again. k: keep it like this. d: discard the changes.",
                "{count} problems. e: edit again. k: keep it like this. d: discard the changes.",
                count,
            ).format(count=count)
        )
        if answer is None or answer.lower().startswith("k"):
            return "keep"
        if answer.lower().startswith("e"):
            return "edit"
        if answer.lower().startswith("d"):
            return "discard"


def _operate(name: str, operations: Sequence[Sequence[str]]) -> int:
    """Do what the options say, all or nothing, and save."""
    where = folders()
    editor = RoutineEditor(open_file(name, where))
    before = _analysis(editor).errors
    try:
        said = [run(editor, words) for words in operations]
    except EditRefused as error:
        reason = error.reason(f"{command_line('edit', name)} --") if isinstance(error, NotHeld) else error
        message = gettext("{error}; nothing was changed").format(error=reason)
        raise Failure(message) from error
    analysis = _analysis(editor)
    for problem in analysis.problems:
        # What keeps it from being played is the answer; the rest goes beside the path that a script reads.
        if not problem.said:
            (out if problem.severity == "error" else note)(str(problem))
    if analysis.errors > before:
        message = gettext("not saved, because it could not be played like that: fix what is named above")
        raise Failure(message, PROBLEMS)
    try:
        editor.file.save()
    except ChangedOnDisk as error:
        message = f"{editor.file.path} {error}"
        raise Failure(message, PROBLEMS) from error
    for each in said:
        note(each)
    out(str(editor.file.path), whole=True)
    return PROBLEMS if analysis.errors else FINE


def _analysis(editor: RoutineEditor) -> Analysis:
    return analyse(editor.file.document.text, str(editor.file.path), folders().sounds)


def _print_steps(name: str, *, json: bool) -> int:
    """The steps with their numbers, as the other options take them."""
    editor = RoutineEditor(open_file(name, folders()))
    analysis = _analysis(editor)
    if json:
        out_json(
            [
                {
                    "step": row.number,
                    "title": row.title,
                    "dose": row.dose,
                    "enabled": row.enabled,
                    "problems": [each.message for each in analysis.of_step(row.number)],
                }
                for row in editor.rows()
            ]
        )
    else:
        out(editor.title())
        table(_rows(editor, analysis))
    return PROBLEMS if analysis.errors else FINE


def _rows(editor: RoutineEditor, analysis: Analysis) -> list[tuple[str, ...]]:
    """The steps as cells, with what keeps one from being played, or from being played as it is written."""
    rows: list[tuple[str, ...]] = []
    for row in editor.rows():
        found = [each for each in analysis.of_step(row.number) if each.severity != "warning"]
        worst = f"{found[0].severity}: {found[0].message}" if found else ""
        rows.append((f"{row.number}.", row.title, row.dose, gettext("switched off") if not row.enabled else worst))
    return rows


def _by_lines(name: str, around: Environment) -> int:
    """Edit line by line: a command, what came of it, the next command; for screen readers and through pipes."""
    with closing(open_file(name, around.folders)) as file:
        return _line_after_line(RoutineEditor(file), around)


def _line_after_line(editor: RoutineEditor, around: Environment) -> int:
    file, now = editor.file, around.clock.wall
    if (draft := file.draft()) is not None:
        answer = around.ask(gettext("{draft} Go on with that? y or n.").format(draft=draft.said))
        if answer is not None and answer.casefold().startswith("y"):
            file.take_up(draft)
    _list(editor)
    note(gettext("Write a command, or help."))
    while True:
        answer = around.ask("edit>")
        if answer is None:
            # The input has ended; what is not saved is kept as a draft.
            return _ended(editor, now)
        try:
            words = shlex.split(answer)
        except ValueError:
            note(gettext("A quotation mark is not closed."))
            continue
        if not words:
            continue
        if words[0].casefold() in _LEAVE:
            if _may_leave(editor, around.ask):
                return FINE
        elif words[0].casefold() in _SAVE:
            _save(editor, around.ask)
        else:
            _line_command(editor, words, now)


def _line_command(editor: RoutineEditor, words: Sequence[str], now: Callable[[], float]) -> None:
    name = words[0].casefold()
    if name in ("help", "?"):
        _help()
    elif name in ("list", "steps", "l"):
        _list(editor)
    elif name == "show":
        _show(editor, words[1:])
    else:
        try:
            note(run(editor, words))
        except EditRefused as error:
            note(f"{str(error)[:1].upper()}{str(error)[1:]}.")
            return
        try:
            editor.file.keep(now())
        except NotSaved as error:
            note(str(error))
        for problem in _analysis(editor).problems:
            if problem.severity == "error" and not problem.said:
                note(str(problem))


def _help() -> None:
    table([(f"{name} {command.arguments}".strip(), gettext(command.help)) for name, command in COMMANDS.items()])
    others = {
        "list": gettext("the steps"),
        "show [N]": gettext("every field of a step, or of the routine"),
        "save": "",
        "quit": "",
    }
    table([*others.items()])


def _list(editor: RoutineEditor) -> None:
    out(editor.title())
    table(_rows(editor, _analysis(editor)))


def _show(editor: RoutineEditor, words: Sequence[str]) -> None:
    from stretchplayer.editing.outline import path_of

    try:
        editor.go(path_of(words[0]) if words else None)
    except EditRefused as error:
        note(f"{str(error)[:1].upper()}{str(error)[1:]}.")
        return
    except ValueError:
        note(gettext("Write the number of a step: show 3."))
        return
    rows = [
        (field.key, field.text, gettext("usual {usual}").format(usual=field.usual) if field.usual else "", field.most)
        for field in editor.fields()
    ]
    table(rows)


def _save(editor: RoutineEditor, ask: Callable[[str], str | None]) -> bool:
    over = False
    while True:
        try:
            editor.file.save(over=over)
        except ChangedOnDisk as conflict:
            answer = ask(
                gettext("Somebody has removed the file meanwhile. Write yours? y or n.")
                if conflict.text is None
                else gettext(
                    "Somebody else has changed the file meanwhile. Write yours? Theirs stays beside it, as .bak. "
                    "y or n."
                )
            )
            over = answer is not None and answer.casefold().startswith("y")
            if not over:
                return False
        except UserError as error:
            note(gettext("{error}. What you changed is kept.").format(error=error))
            return False
        else:
            note(gettext("Saved: {path}").format(path=editor.file.path))
            return True


def _may_leave(editor: RoutineEditor, ask: Callable[[str], str | None]) -> bool:
    if not editor.file.document.changed:
        return True
    answer = (ask(gettext("It is not saved. s: save. d: discard the changes. Anything else: stay.")) or "").casefold()
    if answer.startswith("s"):
        return _save(editor, ask)
    if answer.startswith("d"):
        editor.file.discard()
        return True
    return False


def _ended(editor: RoutineEditor, now: Callable[[], float]) -> int:
    if not editor.file.document.changed:
        return FINE
    try:
        editor.file.keep(now())
    except NotSaved as error:
        note(str(error))
    else:
        note(gettext("Not saved; what you changed is kept, and offered the next time."))
    return PROBLEMS
