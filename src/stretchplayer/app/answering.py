"""Answers what is asked about the marked step of a routine that is being edited, one question after another."""

from collections.abc import Mapping
from typing import NamedTuple

from stretchplayer.app.routine_editor import RoutineEditor
from stretchplayer.app.what_stays import replaced
from stretchplayer.catalog import target_name
from stretchplayer.editing import questions, step_edits, step_form, step_values
from stretchplayer.editing.answers import Answer, answers_to, given_by, words_for
from stretchplayer.editing.importing.naming import muscles_in
from stretchplayer.editing.key_edits import EditRefused
from stretchplayer.editing.step_edits import Edited
from stretchplayer.model.muscles import GROUP_OF, GROUPS
from stretchplayer.text import capitalised
from stretchplayer.translation import gettext, pgettext


def answers(editor: RoutineEditor) -> tuple[Answer, ...]:
    """The answers to what is asked about the marked step that it can be given; none where nothing is asked."""
    asked, block = editor.question, editor.block
    if asked is None or block is None:
        return ()
    found = answers_to(asked, block.values, editor.moves)
    return tuple(each for each in found if each.keys or not each.values or _fits(editor, each))


def answer(editor: RoutineEditor, given: Answer, filled_in: Mapping[str, str]) -> str:
    """Answer what is asked first about the marked step; `filled_in` is what was typed for the keys of the answer.

    Returns what came of it. EditRefused, and nothing is changed, where a step cannot have these values.
    """
    editor.take_over(pgettext("change", "answer"), _answered(editor, given, filled_in))
    block = editor.block
    if block is None:
        return ""
    if editor.question is not None:
        said = gettext("Step {number}, {title}, has another question.")
    elif block.values.get("enabled") is False:
        said = gettext("Step {number}, {title}, stays off.")
    else:
        said = gettext("Step {number}, {title}, is played now.")
    return said.format(number=block.number, title=step_values.title(block.values, editor.moves))


class Asked(NamedTuple):
    """One key of an answer as it is asked for: its label, what it is, and the words there are, with what they mean."""

    key: str
    label: str
    about: str
    words: tuple[tuple[str, str], ...]


def asked_for(editor: RoutineEditor, given: Answer) -> tuple[Asked, ...]:
    """What is asked for in turn, once an answer is chosen."""
    block = editor.block
    if block is None:
        return ()
    values = {key: value for key, value in {**block.values, **given.values}.items() if value is not None}
    fields = {field.key: field for field in step_form.form(values, editor.moves)}
    found = []
    for key in given.keys:
        field = fields.get(key)
        usual = f" {gettext('Usually {usual}.').format(usual=field.usual)}" if field and field.usual else ""
        words = words_for(given, key, block.values, editor.moves)
        muscles = _muscles(str(block.values.get("name", ""))) if key == "target" else ()
        named = muscles or tuple((each, each) for each in words)
        found.append(Asked(key, step_form.label(key), f"{field.about if field else ''}{usual}", named))
    return tuple(found)


def _muscles(name: str) -> tuple[tuple[str, str], ...]:
    """Every muscle and group with its everyday name: those in the name of a step first, then the groups."""
    first = muscles_in(name)
    keys = dict.fromkeys((*first, *(key for key in GROUPS if key not in GROUP_OF), *GROUP_OF))
    named = {key: target_name(key) for key in keys}
    return tuple((key, capitalised(named[key])) for key in keys)


def _fits(editor: RoutineEditor, given: Answer) -> bool:
    try:
        _answered(editor, given, {})
    except EditRefused:
        return False
    return True


def _answered(editor: RoutineEditor, given: Answer, filled_in: Mapping[str, str]) -> Edited:
    """The text with an answer to what is asked first about the marked step."""
    block = editor.block
    if block is None:
        message = gettext("choose a step first")
        raise EditRefused(message)
    name = given.values.get("move")
    if name is not None and name != block.values.get("move"):
        values, _ = replaced(block.values, str(name), editor.moves)
    else:
        values = given_by(given, filled_in, block.values, editor.moves)
    edited = step_edits.set_values(editor.file.document.text, block.path, values)
    return editor.checked(questions.answered(edited.text, block.path, only_first=True, on=given.does != "stay"))
