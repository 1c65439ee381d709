"""Suggestions for unknown muscles and moves: never an opposite, another region or another kind."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from stretchplayer.catalog import (
    FILLERS,
    asked_named,
    asked_names,
    keys_named,
    muscle_names,
    muscles_among,
    muscles_named,
    spaced,
    target_name,
)
from stretchplayer.catalog.step_names import listed
from stretchplayer.catalog.translated import passage
from stretchplayer.model.muscles import GROUPS
from stretchplayer.routine import quoting
from stretchplayer.routine.faults import Spelling
from stretchplayer.routine.fields import TARGETS
from stretchplayer.routine.moves import Moves, Table, catalogue, muscles_of
from stretchplayer.translation import SOURCE, gettext

_SIDES: Final = frozenset({"left", "right"})
_KIND_WORDS: Final[Mapping[str, frozenset[str]]] = {
    "massage": frozenset({"massage", "rub", "roller", "rolling", "ball", "balls", "gun", "foam", "knead"}),
    "heat": frozenset({"heat", "hot", "warm"}),
    "cold": frozenset({"cold", "ice"}),
    "contract-relax": frozenset({"pnf", "push", "contract", "relax"}),
    "dynamic": frozenset({"dynamic", "swing", "circle", "circles", "raise", "raises", "rotation", "rotations", "pump"}),
}
_SAME: Final = (
    frozenset({"towel", "strap", "belt", "band"}),
    frozenset({"chair", "seated", "sitting", "sit"}),
    frozenset({"stand", "standing"}),
    frozenset({"lying", "supine", "floor"}),
    frozenset({"kneel", "kneeling", "lunge"}),
)
_MOST: Final = 3
_SHORTEST: Final = 3
"""The fewest letters of a word that counts: not "to", "up"."""


def target_hint(written: str, spelling: Spelling, code: str = SOURCE) -> str:
    """What follows `unknown muscle or group …`: an answer, a suggestion, or the groups there are."""
    name, bare, side = _without_fillers(written)
    asked = asked_named(name) or asked_named(bare)
    if asked is not None:
        return f": {passage(asked.answer, code)}"
    keys = _meant(name, bare, spelling)
    if keys is None:
        names = GROUPS if code == SOURCE else (target_name(group, code) for group in GROUPS)
        return gettext(" (groups: {names})", code).format(names=", ".join(names))
    if isinstance(keys, str):
        return f": {passage(keys, code)}"
    also = f' and sides = "{side}"' if side else ""
    if code == SOURCE:
        return f": did you mean {' and '.join(f'`{key}`' for key in keys)}{also}?"
    return gettext(": did you mean {names}?", code).format(names=listed([target_name(key, code) for key in keys], code))


def target_meant(written: str, spelling: Spelling) -> tuple[str, ...]:
    """The keys and groups that `target_hint` suggests; none where it suggests none, or not these alone."""
    name, bare, side = _without_fillers(written)
    if side is not None or asked_named(name) or asked_named(bare):
        return ()
    keys = _meant(name, bare, spelling)
    return keys if isinstance(keys, tuple) else ()


def _without_fillers(written: str) -> tuple[str, str, str | None]:
    """A name as it is looked up, that name without side and words that say nothing, and the side."""
    name = spaced(written.casefold())
    words = [word for word in name.split() if word not in FILLERS]
    side = next((word for word in words if word in _SIDES), None)
    return name, " ".join(word for word in words if word not in _SIDES), side


def _meant(name: str, bare: str, spelling: Spelling) -> tuple[str, ...] | str | None:
    """The keys, or the answer, that a name means; None where there is not just one."""
    named = (bare,) if bare in TARGETS else keys_named(bare)
    found = _slips(name, spelling) or {named} - {()} or (_slips(bare, spelling) if bare != name else set())
    return found.pop() if len(found) == 1 else None


def move_hint(written: str, kind: object, moves: Moves, spelling: Spelling) -> str:
    """What follows `unknown move …`: moves of the same body part and kind, or nothing."""
    names = [f"`{name}`" for name in moves_meant(written, kind, moves, spelling)]
    return f": did you mean {quoting.joined(names, 'or')}?" if names else " (`stretchplayer figure` lists them)"


def moves_meant(written: str, kind: object, moves: Moves, spelling: Spelling) -> tuple[str, ...]:
    """The moves that a name that is none may mean."""
    title = " ".join(written.split()).casefold()
    called = [name for name, move in catalogue().items() if str(move.get("name", "")).casefold() == title]
    slips = called or spelling.slips(written, moves.names)
    found = [name for name in slips if _of_kind(moves.keys_of(name), kind)]
    return tuple(found[:_MOST] or _like(written, kind))


def _slips(name: str, spelling: Spelling) -> set[tuple[str, ...] | str | None]:
    """The keys that a misspelt name may mean, or the answers."""
    meanings = _meanings()
    return {meanings[each] for each in spelling.slips(name, meanings)}


@cache
def _meanings() -> Mapping[str, tuple[str, ...] | str]:
    """Every name: of keys and groups, their other names, and the names that have an answer."""
    answers = {name: asked.answer for name, asked in asked_names().items()}
    return {**answers, **muscle_names(), **{name: (name,) for name in TARGETS}}


def _of_kind(move: Table | None, kind: object) -> bool:
    return not isinstance(kind, str) or (move is not None and move.get("kind") == kind)


def _like(written: str, kind: object) -> list[str]:
    """The moves of the catalogue for the body part in `written` that share most of its other words.

    Without other words, these are stretches, or moves of the kind that is given.
    """
    words = spaced(written.casefold()).split()
    muscles, left = muscles_among(words)
    others = [word for word in left if len(word) >= _SHORTEST and _says_more(word)]
    meant = {each for each, of_kind in _KIND_WORDS.items() if not of_kind.isdisjoint(others)}
    kinds = {kind} if isinstance(kind, str) else meant
    ranked: dict[tuple[int, bool], list[str]] = {}
    for name, move in catalogue().items():
        worked = set(muscles_of(move))
        if worked.isdisjoint(muscles) or (kinds and move.get("kind") not in kinds):
            continue
        shared = _shared(others, name.split("-"))
        if shared or kinds or (not others and move.get("kind") == "stretch"):
            ranked.setdefault((-shared, not worked <= set(muscles)), []).append(name)
    return sorted(ranked[min(ranked)])[:_MOST] if ranked else []


def _says_more(word: str) -> bool:
    return word not in FILLERS and asked_named(word) is None and not muscles_named(word)


def _shared(words: list[str], others: list[str]) -> int:
    """How many words two names share; equivalent words count as the same."""
    return sum(any(word == other or any({word, other} <= same for same in _SAME) for other in others) for word in words)
