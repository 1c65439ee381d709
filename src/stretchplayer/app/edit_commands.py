"""The editor's commands in words, for scripts and for those who edit line by line: `step 3 hold=30`, `add bridge`."""

import re
import shlex
from collections.abc import Callable, Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

from stretchplayer.app.move_names import NoSuchMove, named
from stretchplayer.app.routine_editor import RoutineEditor
from stretchplayer.catalog import moves as catalogue_moves
from stretchplayer.editing import step_form, step_values
from stretchplayer.editing.key_edits import EditRefused
from stretchplayer.editing.outline import StepPath, path_of
from stretchplayer.routine.faults import Spelling
from stretchplayer.translation import gettext, to_translate

_ROUNDS: Final = re.compile(r"0*(?:[1-9][0-9]?|100)")
"""What a file may say, 1 to 100."""
_TEXT: Final = re.compile(r"[^=\s]+=.*", re.DOTALL)


class Command(NamedTuple):
    """One command: what stands behind its name, a sentence to translate that says what it does, and what does it."""

    arguments: str
    help: str
    run: Callable[[RoutineEditor, Sequence[str]], str]


class NotHeld(EditRefused):
    """A step that is moved was to be held, without a number of times; says what to write instead."""

    def __init__(self, step: str, key: str, value: str, rest: Sequence[str]) -> None:
        self._step, self._key, self._value, self._rest = step, key, value, rest
        super().__init__(self.reason(""))

    def reason(self, before: str) -> str:
        """The reason, with the commands that can be meant; `before` is what stands before each on a command line."""
        several = f"{before}{shlex.join(['step', self._step, f'{self._key}={self._value}', 'reps=5', *self._rest])}"
        if self._key != "hold":
            return gettext("it is not said how often: write, with the number that you want, `{several}`").format(
                several=several
            )
        once = f"{before}{shlex.join(['step', self._step, f'duration={self._value}', *self._rest])}"
        return gettext(
            "step {number} is moved and not held. To move for that long, write `{once}`; to hold it each time, say how "
            "many times as well: `{several}`"
        ).format(number=self._step, once=once, several=several)


def run(editor: RoutineEditor, words: Sequence[str]) -> str:
    """Do what some words say; returns what was done. EditRefused where they cannot be understood or done."""
    name, *rest = words
    command = COMMANDS.get(name.casefold())
    if command is None:
        hint = _near(name, COMMANDS) or gettext(": there are {commands}").format(commands=", ".join(COMMANDS))
        message = gettext("unknown command {name}{hint}").format(name=name, hint=hint)
        raise EditRefused(message)
    return command.run(editor, rest)


def _near(word: str, known: Collection[str]) -> str:
    """What follows a word that is not known: the one that is meant, or nothing."""
    near = Spelling().nearest(word, known)
    return gettext(": did you mean `{word}`?").format(word=near) if near else ""


def _path(word: str) -> StepPath:
    try:
        return path_of(word)
    except ValueError:
        message = gettext('"{word}" is no number of a step: write 3, or 2.1 for a step in rounds').format(word=word)
        raise EditRefused(message) from None


def _split(words: Sequence[str], *names: str) -> tuple[list[str], dict[str, str]]:
    """Words, and the one that stands behind each of some names: `bridge after 2`."""
    plain: list[str] = []
    named: dict[str, str] = {}
    left = iter(words)
    for word in left:
        if word.casefold() in names:
            value = next(left, None)
            if value is None:
                message = gettext("{word} needs a value behind it").format(word=word)
                raise EditRefused(message)
            named[word.casefold()] = value
        else:
            plain.append(word)
    return plain, named


def _one(words: Sequence[str], what: str) -> str:
    if len(words) != 1:
        message = gettext("write {what}").format(what=gettext(what))
        raise EditRefused(message)
    return words[0]


def _pairs(words: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for word in words:
        if not _TEXT.fullmatch(word):
            message = gettext('"{word}": write KEY=VALUE, as in hold=30; KEY= takes the key away').format(word=word)
            raise EditRefused(message)
        key, _, value = word.partition("=")
        found[key] = value
    return found


def _step(editor: RoutineEditor, words: Sequence[str]) -> str:
    if len(words) < 2:  # noqa: PLR2004 - a number and a value
        message = gettext("write the number of a step, and what it gets: step 3 hold=30")
        raise EditRefused(message)
    editor.go(_path(words[0]))
    kind, pairs = editor.kind, _pairs(words[1:])
    if (key := editor.needs_count(pairs)) is not None:
        raise NotHeld(words[0], key, pairs[key], [each for each in words[1:] if not each.startswith(f"{key}=")])
    said = editor.set_values({key: step_form.shell_value(key, text, kind) for key, text in pairs.items()})
    return gettext("Step {number}: {done}").format(number=words[0], done=f"{said[:1].lower()}{said[1:]}")


def _set(editor: RoutineEditor, words: Sequence[str]) -> str:
    editor.at = None
    known = {field.key for field in editor.fields()}
    said = []
    for key, value in _pairs(words).items():
        if key not in known:
            message = gettext("the routine has no key {key} that can be set like this{hint}").format(
                key=key, hint=_near(key, known)
            )
            raise EditRefused(message)
        said.append(editor.set_field(key, value))
    return " ".join(said)


def _add(editor: RoutineEditor, words: Sequence[str]) -> str:
    plain, named = _split(words, "after", "before")
    if not plain:
        message = gettext("write the name of a move: add hamstring-strap after 2; `stretchplayer moves` shows them")
        raise EditRefused(message)
    last = len(editor.outline.steps) - 1
    at = _path(named["after"]) if "after" in named else (last,) if last >= 0 else None
    if "before" in named:
        path = _path(named["before"])
        at = (*path[:-1], path[-1] - 1)
        if not path[-1]:
            editor.go(path)
            _behind(editor, plain, path)
            editor.move(-1)
            return editor.added()
    return _behind(editor, plain, at)


def _move_named(editor: RoutineEditor, words: str) -> str:
    """The move that is meant, those of the file first; EditRefused suggests others."""
    if editor.moves.keys_of(words) is not None:
        return words
    # A slip in the name of a move of the file itself is nearer than any move of the catalogue.
    own = _near(words, set(editor.moves.names) - set(catalogue_moves()))
    if own:
        message = gettext('no move is called "{words}"{hint}').format(words=words, hint=own)
        raise EditRefused(message)
    try:
        return named(words)
    except NoSuchMove as error:
        raise EditRefused(str(error)) from error


def _behind(editor: RoutineEditor, plain: Sequence[str], at: StepPath | None) -> str:
    editor.go(at)
    values = [word for word in plain if "=" in word]
    name = _move_named(editor, " ".join(word for word in plain if "=" not in word))
    kind = step_values.kind_of({"move": name}, editor.moves)
    given = {key: step_form.shell_value(key, text, kind) for key, text in _pairs(values).items()}
    return editor.add({"move": name, **given})


def _at_step(do: Callable[[RoutineEditor], str]) -> Callable[[RoutineEditor, Sequence[str]], str]:
    def command(editor: RoutineEditor, words: Sequence[str]) -> str:
        editor.go(_path(_one(words, to_translate("the number of one step"))))
        return do(editor)

    return command


def _remove(editor: RoutineEditor, words: Sequence[str]) -> str:
    first, last = _range(_one(words, to_translate("the number of a step, or a range: remove 3-5")))
    editor.go(first)
    return editor.remove(last)


def _range(word: str) -> tuple[StepPath, StepPath]:
    first, dash, last = word.partition("-")
    return _path(first), _path(last) if dash else _path(first)


def _move(editor: RoutineEditor, words: Sequence[str]) -> str:
    plain, named = _split(words, "to")
    start = _path(_one(plain, to_translate("the number of a step, and where it goes: move 3 to 5")))
    end = _path(named.get("to", ""))
    if start[:-1] != end[:-1]:
        message = gettext("a step can be moved among its neighbours; rounds and apart change what stands in rounds")
        raise EditRefused(message)
    editor.go(end)
    editor.go(start)
    return editor.move_to(end)


def _switched(*, on: bool) -> Callable[[RoutineEditor], str]:
    def switch(editor: RoutineEditor) -> str:
        block = editor.block
        is_on = block is None or block.values.get("enabled") is not False
        if is_on == on:
            message = gettext("it is on already") if on else gettext("it is off already")
            raise EditRefused(message)
        return editor.switch()

    return switch


def _instead(editor: RoutineEditor, words: Sequence[str]) -> str:
    if len(words) < 2:  # noqa: PLR2004 - a number and a name
        message = gettext("write the number of a step and the name of a move: instead 3 calf-towel")
        raise EditRefused(message)
    editor.go(_path(words[0]))
    return editor.instead(_move_named(editor, " ".join(words[1:])))


def _rounds(editor: RoutineEditor, words: Sequence[str]) -> str:
    plain, named = _split(words, "times")
    first, last = _range(_one(plain, to_translate("which steps: rounds 2-4 times 3")))
    times = named.get("times", "2")
    if not _ROUNDS.fullmatch(times):
        message = gettext('"{times}" is no number of rounds: write 1 to 100').format(times=times)
        raise EditRefused(message)
    editor.go(first)
    return editor.group(last, int(times))


def _alone(do: Callable[[RoutineEditor], str]) -> Callable[[RoutineEditor, Sequence[str]], str]:
    def command(editor: RoutineEditor, words: Sequence[str]) -> str:
        if words:
            message = gettext("this needs nothing behind it")
            raise EditRefused(message)
        return do(editor)

    return command


COMMANDS: Final[Mapping[str, Command]] = MappingProxyType(
    {
        "step": Command(
            "N KEY=VALUE …", to_translate("give a step values: step 3 hold=30 reps=2; KEY= takes one away"), _step
        ),
        "set": Command("KEY=VALUE …", to_translate('the routine itself: set title="My back" defaults.hold=20'), _set),
        "add": Command(
            "MOVE [KEY=VALUE …] [after N | before N]", to_translate("put a move in, at the end or where you say"), _add
        ),
        "instead": Command("N MOVE", to_translate("another move in the place of a step; its dose stays"), _instead),
        "copy": Command("N", to_translate("put a copy of a step behind it"), _at_step(RoutineEditor.copy)),
        "move": Command("N to M", to_translate("move a step among its neighbours"), _move),
        "remove": Command("N | N-M", to_translate("take steps out"), _remove),
        "off": Command(
            "N", to_translate("leave a step out for now; it stays in the file"), _at_step(_switched(on=False))
        ),
        "on": Command("N", to_translate("take it in again"), _at_step(_switched(on=True))),
        "rounds": Command("N-M [times R]", to_translate("play steps in rounds"), _rounds),
        "apart": Command(
            "N", to_translate("take rounds apart: their steps are played once"), _at_step(RoutineEditor.dissolve)
        ),
        "undo": Command("", to_translate("take the last change back"), _alone(RoutineEditor.undo)),
        "redo": Command("", to_translate("make it again"), _alone(RoutineEditor.redo)),
    }
)
