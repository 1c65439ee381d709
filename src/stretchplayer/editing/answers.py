"""The answers that there are to a question about a step, each as the values that it gives the step."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal

import tomli
from msgspec import Struct

from stretchplayer.catalog.translated import name as move_name
from stretchplayer.editing import step_form
from stretchplayer.editing.key_edits import Values
from stretchplayer.editing.keys import words_of
from stretchplayer.editing.questions import Question
from stretchplayer.editing.step_values import agreeing, dose, kind_of, text_of
from stretchplayer.model.steps import KINDS
from stretchplayer.routine.fields import OF_KIND
from stretchplayer.routine.moves import Moves, catalogue, is_moved
from stretchplayer.text import capitalised
from stretchplayer.translation import gettext, to_translate

_WRITTEN: Final = re.compile(r"`([a-z_]+) =(?: ([^`]+))?`")
_NUMBER: Final = re.compile(r'What does "(\d+)" mean')
_TWICE: Final = re.compile(r"The line gives a (length of time|hold|side|number of times|number of repetitions) more")
_IS_IT: Final = re.compile(r"\b(?:a movement, or a stretch|What is \"|Write the step anew)")
_TO_BE_DONE: Final = re.compile(r"\bis this to be done\b|\bswitched off where it comes from\b")
_COLUMN: Final = re.compile(r"""What does ".*?"(?: in the column "(hold|reps|sets|rest|duration)")? mean""")
_ONE_OF: Final = frozenset({"hold", "duration", "reps", "sets", "rest", "tempo"})
"""Keys of which a question that names several asks for one."""
_MEANS: Final = {
    "hold": to_translate("Seconds that it is held"),
    "duration": to_translate("Seconds that it lasts"),
    "reps": to_translate("Repetitions"),
    "sets": to_translate("Sets"),
    "rest": to_translate("Seconds of rest between"),
    "tempo": to_translate("Seconds for each repetition"),
}

_ONLY: Final = {
    "left": to_translate("On the left side only"),
    "right": to_translate("On the right side only"),
    "each": to_translate("On each side"),
}
_SIDE: Final = {
    "left": to_translate("The left side"),
    "right": to_translate("The right side"),
    "each": to_translate("On each side"),
}


class Answer(Struct, frozen=True, kw_only=True):
    """One answer: what it is called, the values that it gives the step, and the keys that are asked for then.

    `does` is "take" for an answer that is given by these, "move" where another move is chosen, "fields" where all is
    filled in by hand, and "stay" where the step stays off and is not asked about any more.
    """

    label: str
    values: Mapping[str, Any] = {}
    keys: tuple[str, ...] = ()
    does: Literal["take", "move", "fields", "stay"] = "take"


def answers_to(question: Question, values: Values, moves: Moves) -> tuple[Answer, ...]:
    """The answers to a question about a step with these values, the likeliest first."""
    found = [
        Answer(
            label=gettext("It is: {move}").format(move=move_name(str(catalogue()[name]["name"]))), values={"move": name}
        )
        for name in question.moves
        if "move" in values
    ]
    found += _read_from(question.text, values, moves)
    as_it_is = _as_it_is(question.text, values, moves)
    decided = _TO_BE_DONE.search(question.text) is not None
    if decided:
        found = [as_it_is, *found]
    elif not question.moves and all(each.keys or each.values for each in found):
        found.append(as_it_is)
    if not decided:
        other = gettext("Choose another move …") if "move" in values else gettext("Choose a move …")
        found.append(Answer(label=other, does="move"))
        found.append(Answer(label=gettext("Fill in the fields myself"), does="fields"))
    found.append(Answer(label=gettext("Leave it off, and ask no more"), does="stay"))
    unique = {(each.label, each.does): each for each in found}
    return tuple(unique.values())


def _as_it_is(text: str, values: Values, moves: Moves) -> Answer:
    said = gettext("once, at your own pace") if _is_placeholder(values) else _amount(values, moves)
    how = gettext("Yes, as it stands") if _TO_BE_DONE.search(text) else gettext("Take it as it is")
    return Answer(label=f"{how}: {said}" if said else how)


def _amount(values: Values, moves: Moves) -> str:
    return dose({key: value for key, value in values.items() if key != "enabled"}, moves)


def _read_from(text: str, values: Values, moves: Moves) -> Iterator[Answer]:
    """The answers that a question speaks of."""
    kind = kind_of(values, moves)
    if _IS_IT.search(text):
        yield from _stretch_or_movement(values, moves)
    elif found := _NUMBER.search(text):
        yield from _meanings(int(found[1]), values, kind)
    elif found := _COLUMN.search(text):
        for key in (found[1],) if found[1] else ("hold", "reps", "sets", "rest"):
            if key in OF_KIND.get(kind, {}):
                yield _to_fill_in((_fitting(key, values, kind),), values)
    elif found := _TWICE.search(text):
        yield from _said_twice(found[1], values, kind)
    elif _TO_BE_DONE.search(text):
        if "sides" in OF_KIND.get(kind, {}):
            yield Answer(label=gettext("Yes, on the left side only"), values={"sides": "left"})
            yield Answer(label=gettext("Yes, on the right side only"), values={"sides": "right"})
    else:
        yield from _written_in(text, values, moves)


def _stretch_or_movement(values: Values, moves: Moves) -> Iterator[Answer]:
    counted = not _is_placeholder(values) and ("reps" in values or "duration" in values)
    if counted:
        yield Answer(label=gettext("A movement: {dose}").format(dose=_amount(values, moves)))
    stretch = becoming(values, "stretch")
    yield Answer(label=gettext("A stretch that is held"), values=stretch, keys=_lacking(values, stretch, "stretch"))
    if not counted:
        movement = becoming(values, "exercise")
        yield Answer(label=gettext("A movement that is counted"), values=movement, keys=("reps",))
        yield Answer(label=gettext("A movement for a length of time"), values=movement, keys=("duration",))


def _meanings(number: int, values: Values, kind: str) -> Iterator[Answer]:
    """What a number that nothing explains may be."""
    for key in ("hold", "duration", "reps", "sets", "rest"):
        if key in OF_KIND.get(kind, {}) and not (key == "hold" and is_moved(kind)):
            changes = agreeing({key: number}, values, kind)
            yield Answer(label=f"{gettext(_MEANS[key])}: {number}", values={**_without_placeholder(values), **changes})


def _said_twice(what: str, values: Values, kind: str) -> Iterator[Answer]:
    fields = OF_KIND.get(kind, {})
    if what == "side":
        if "sides" in fields:
            for side, said in _ONLY.items():
                yield Answer(label=gettext(said), values={"sides": side})
        return
    length = "hold" if "hold" in fields and not is_moved(kind) else "duration"
    for key in (length,) if what in ("length of time", "hold") else ("reps", "sets"):
        if key in fields:
            yield _to_fill_in((key,), values)


def _written_in(text: str, values: Values, moves: Moves) -> Iterator[Answer]:
    """The values that a question writes out, and the keys that it asks for."""
    given: dict[str, Any] = {}
    sides, asked = [], []
    for key, value in _WRITTEN.findall(text):
        if key in ("enabled", "move"):
            continue
        if not value:
            asked.append(key)
        elif key == "sides":
            sides.append(str(tomli.loads(f"v = {value}")["v"]))
        else:
            given[key] = tomli.loads(f"v = {value}")["v"]
    kind = str(given.pop("kind", "")) or kind_of(values, moves)
    if kind != kind_of(values, moves) and "move" not in values and kind in KINDS:
        changed = {**becoming(values, kind), **given}
        called = gettext(_CALLED[kind]) if kind in _CALLED else kind
        yield Answer(label=called, values=changed, keys=_lacking(values, changed, kind))
        given, asked = {}, []
    for side in sides:
        yield Answer(label=gettext(_SIDE[side]) if side in _SIDE else side, values={"sides": side})
    asked = [key for key in dict.fromkeys(asked) if key in OF_KIND.get(kind, {}) and key not in given]
    asked = [*dict.fromkeys(_fitting(key, values, kind) for key in asked)]
    if given and not (asked and "hold" not in asked):
        # What is written out in full is an answer; a key that is asked for beside it is the other one.
        changes = {**_without_placeholder(values), **agreeing(given, values, kind)}
        said = ", ".join(f"{step_form.label_within(key)} {text_of(value)}" for key, value in given.items())
        yield Answer(label=gettext("Yes: {said}").format(said=said), values=changes)
        given = {}
    if len(asked) > 1 and not set(asked) <= _ONE_OF:
        yield _to_fill_in(tuple(asked), values, given)
        return
    for key in asked:
        yield _to_fill_in((key,), values, given)


def _fitting(key: str, values: Values, kind: str) -> str:
    """The key that a length of time goes to: a movement that is not counted lasts so long, and is not held."""
    return "duration" if key == "hold" and is_moved(kind) and "reps" not in values else key


_CALLED: Final = {
    "stretch": to_translate("A stretch that is held"),
    "breathe": to_translate("Breathing"),
    "massage": to_translate("Massage"),
    "heat": to_translate("Warmth"),
    "cold": to_translate("Cold"),
    "dynamic": to_translate("A movement"),
}


def _to_fill_in(keys: tuple[str, ...], values: Values, given: Values | None = None) -> Answer:
    alone = len(keys) == 1
    named = [gettext(_MEANS[key]) if alone and key in _MEANS else step_form.label(key) for key in keys]
    labels = ", ".join(step_form.within(each.partition(",")[0]) for each in named)
    changes = {**_without_placeholder(values), **(given or {})}
    return Answer(label=f"{capitalised(labels)} …", values=changes, keys=keys)


def becoming(own: Values, kind: str) -> dict[str, Any]:
    """The changes that make a step of one's own one of another kind: what fits stays, seconds go where they belong."""
    fields = OF_KIND[kind]
    changes: dict[str, Any] = {key: None for key in own if key not in fields and key != "kind"}
    changes |= {**_without_placeholder(own), "kind": kind}
    seconds = own.get("hold", own.get("duration"))
    times = own.get("sets") if "sets" in changes and "reps" not in own else None
    if kind in ("stretch", "contract-relax"):
        if seconds is not None and "hold" not in own:
            changes["hold"] = seconds
        if times is not None:
            changes["reps"] = times
    elif "duration" in fields and not is_moved(kind):
        if seconds is not None and "duration" not in own:
            changes["duration"] = seconds
        if "hold" in own:
            changes["hold"] = None
    return changes


def _lacking(own: Values, changes: Values, kind: str) -> tuple[str, ...]:
    """The keys that a step of this kind needs, and that it would not have after some changes."""
    after = {key: value for key, value in {**own, **changes}.items() if value is not None}
    return tuple(key for key, field in OF_KIND[kind].items() if field.required and key not in after)


def _is_placeholder(values: Values) -> bool:
    """Whether the numbers of a step are those that stand for none: once, at one's own pace."""
    return values.get("until") == "key" and values.get("reps") == 1


def _without_placeholder(values: Values) -> dict[str, Any]:
    return {"reps": None, "until": None} if _is_placeholder(values) else {}


def given_by(answer: Answer, filled_in: Mapping[str, str], values: Values, moves: Moves) -> dict[str, Any]:
    """The values that an answer gives a step, with what was typed for its keys. EditRefused for what means nothing."""
    changes = dict(answer.values)
    kind = str(changes.get("kind") or kind_of({**values, **changes}, moves))
    typed = {key: step_form.typed(key, text, kind) for key, text in filled_in.items()}
    own = {key: value for key, value in {**values, **changes}.items() if value is not None}
    if "hold" in typed and is_moved(kind) and "reps" not in {**own, **typed}:
        typed["duration"] = typed.pop("hold")
    return {**changes, **agreeing(typed, own, kind)}


def words_for(answer: Answer, key: str, values: Values, moves: Moves) -> tuple[str, ...]:
    """The words that a key of an answer can be filled in with; none where it is typed."""
    kind = str(answer.values.get("kind") or kind_of(values, moves))
    field = OF_KIND.get(kind, {}).get(key)
    return () if field is None else tuple(word for word, _ in words_of(kind, field))
