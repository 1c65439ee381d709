"""Steps that hold a stretch by what they do or say, and are written as something that no cap of holds counts."""

import re
from collections.abc import Iterator
from typing import Final, cast

from msgspec import structs

from stretchplayer.model.duration import Count, Held
from stretchplayer.model.number_ranges import REPS
from stretchplayer.model.routine import Routine
from stretchplayer.model.steps import (
    Advice,
    AnyStep,
    Breathe,
    Common,
    Dynamic,
    Exercise,
    Group,
    Movement,
    Rest,
    Step,
    Stretch,
    Targeted,
    Targets,
    beat,
)
from stretchplayer.model.stretch_words import asks_to_bounce, asks_to_hold, is_held
from stretchplayer.routine import quoting
from stretchplayer.routine.fields import read_value
from stretchplayer.routine.moves import MOVED, Table, catalogue

LONG_TEMPO: Final = 15.0
"""A repetition that takes longer than this, in seconds, is a hold."""
STILL: Final = ("stretch", "contract-relax")
"""The kinds in which a muscle is held still at the end of its range."""
_OTHERS: Final = (Exercise, Dynamic, Rest, Breathe, Advice)
_OTHER_KINDS: Final = frozenset(each.kind for each in _OTHERS)
_NO_BOUNCING: Final = "nothing should bounce, jerk or be forced at the end of a stretch (move slowly, or hold still)"
_NO_LOAD: Final = ("rest", "breathe", "advice")
# "Hold your breath" loads no muscle, and "do not stretch" nothing.
_LOAD: Final = re.compile(
    r"\b(?<!no )(?<!not )(?<!n't )(?<!never )(?:hold|stretch)\b(?! (?:(?:your|the) )?breath)", re.IGNORECASE
)
_TIMED: Final = re.compile(
    r"\b(?:hold|stretch)\b(?! (?:(?:your|the) )?breath)[^.]{0,60}?\b[0-9]+ ?(?:s|sec|seconds?|min|minutes?)\b",
    re.IGNORECASE,
)


def with_holds(routine: Routine) -> Routine:
    """`routine` with every step as the stretch that it is, whatever its kind says."""
    steps = tuple(map(_as_it_is, routine.step))
    same = all(one is other for one, other in zip(steps, routine.step, strict=True))
    return routine if same else structs.replace(routine, step=steps)


def is_stretch(move: object) -> bool:
    """Whether the catalogue has a move of this name that is held still, whatever a file says of it."""
    return isinstance(move, str) and move in catalogue() and catalogue()[move].get("kind") in STILL


def is_held_anyway(move: object, kind: object) -> bool:
    """Whether steps of a `kind` that name this move are read as the stretch that it is."""
    return isinstance(kind, str) and kind in _OTHER_KINDS and is_stretch(move)


def odd_text(key: str, text: object) -> Iterator[tuple[str, str]]:
    """The warning about a text that asks to bounce or to force."""
    if isinstance(text, str) and (word := asks_to_bounce(text)):
        yield key, f"{key}: says {quoting.value(word)}: {_NO_BOUNCING}"


def odd_words(step: Table, own: Table) -> Iterator[tuple[str, str]]:
    """Warnings about a step, with the keys of its move, that is another kind than what it says and does."""
    kind = step.get("kind")
    texts = list(_own_texts(step, own))
    for key, text in texts:
        yield from odd_text(key, text)
    if not isinstance(kind, str) or kind not in _OTHER_KINDS:
        return
    if is_stretch(own.get("move")):
        moves = f" (a dynamic step moves in repetitions of at most {LONG_TEMPO:g} s)" if kind == "dynamic" else ""
        yield "kind", f"kind: the move is a stretch: what is held counts as one, whatever the kind says{moves}"
        return
    for key, text in texts:
        title = text if key == "name" and kind != "dynamic" else ""
        word = asks_to_hold([text], title)
        if word and kind in MOVED and step.get("target"):
            yield key, f'{key}: says {quoting.value(word)}, so what is held counts as a hold (write kind = "stretch")'
            return
        found = _TIMED.search(text) or (_LOAD.search(text) if kind != "advice" else None) if kind in _NO_LOAD else None
        if found is not None or word:
            word = found[0].split()[0] if found is not None else word
            message = f"{key}: says {quoting.value(word)}, but {quoting.article(str(kind))} {kind} counts as no load"
            yield key, f'{message} (write kind = "stretch")'
            return


def _own_texts(step: Table, own: Table) -> Iterator[tuple[str, str]]:
    """The texts of a step that are not those of the catalogue."""
    usual = catalogue().get(str(own["move"]), {}) if "move" in own else {}
    for key in ("name", "how", "say"):
        text = step.get(key)
        if isinstance(text, str) and text != usual.get(key):
            yield key, text


def _as_it_is(step: AnyStep) -> AnyStep:
    if isinstance(step, Group):
        inner = tuple(map(_as_it_is, step.step))
        same = all(one is other for one, other in zip(inner, step.step, strict=True))
        return step if same else structs.replace(step, step=inner)
    return _held(step) or step if isinstance(step, _OTHERS) else step


def _held(step: Step) -> Stretch | None:
    """A step as the stretch that it is; None where it is none, or nothing says which muscles it is of."""
    known = is_stretch(step.move)
    dose = _dose(step, known=known)
    if dose is None or not (known or is_held(step)):
        return None
    target = step.target if isinstance(step, Targeted) else Targets()
    if not target and known:
        target = cast("Targets", read_value(Targets, catalogue()[str(step.move)]["target"]))
    if not target:
        return None
    kept = {name: getattr(step, name) for name in Common.__struct_fields__}
    if isinstance(step, Targeted):
        kept |= {"sides": step.sides, "first": step.first}
    seconds, reps = dose
    rest = step.rest if isinstance(step, Movement) else None
    return Stretch(**kept, target=target, hold=Held(seconds), reps=Count(min(reps, int(REPS.most))), rest=rest)


def _dose(step: Step, *, known: bool) -> tuple[float, int] | None:
    """Seconds and number of the holds of a step; None where it moves. Of a move that is `known`, nothing else does."""
    if not isinstance(step, Movement):
        length = getattr(step, "duration", None)
        return None if length is None else (float(length), 1)
    if step.duration is not None:
        return float(step.duration) / (2 if step.sides == "alternate" else 1), int(step.sets)
    one, still = float(beat(step)), isinstance(step, Exercise) and (known or step.hold is not None)
    return (one, int(step.reps or 1) * int(step.sets)) if still or one > LONG_TEMPO else None
