"""Faults of the word that says what kind of step a step is."""

from types import MappingProxyType
from typing import Final

from stretchplayer.model.steps import KINDS
from stretchplayer.routine import shown
from stretchplayer.routine.fault import Faults, Path

_BOUNCING: Final = frozenset({"ballistic", "bounce", "bouncing", "bounces"})
# Words of the field for things that have another name here.
_OTHER_WORDS: Final = MappingProxyType(
    {
        "static": "stretch",
        "hold": "stretch",
        "pnf": "contract-relax",
        "active": "dynamic",
        "mobility": "dynamic",
        "roll": "massage",
        "rolling": "massage",
        "warm": "heat",
        "ice": "cold",
        "pause": "rest",
        "breath": "breathe",
        "breathing": "breathe",
        "note": "advice",
        "text": "advice",
    }
)


def is_kind(value: object) -> bool:
    """Whether `value` is one of the nine kinds."""
    return isinstance(value, str) and value in KINDS


def explain_kind(value: object, path: Path, faults: Faults) -> None:
    """Note what is wrong with `value` as a kind."""
    if not isinstance(value, str):
        faults.value(path, f"kind: not {shown.choices(KINDS)}: {shown.value(value)}")
        return
    word = value.strip().casefold()
    if word in _BOUNCING:
        faults.value(
            path,
            f"kind: {shown.value(value)}: bouncing is never played, as a precaution "
            '(write "stretch" to hold still, or "dynamic" to move slowly)',
        )
        return
    if word == "group":
        faults.value(path, "kind: a group has no kind, only `repeat`, `optional` and `step`")
        return
    meant = word if word in KINDS else _OTHER_WORDS.get(word)
    hint = f': did you mean "{meant}"?' if meant else faults.spelling.hint(value, KINDS, '"')
    faults.value(path, f"kind: unknown {shown.value(value)}{hint or f' (write {shown.choices(KINDS)})'}")
