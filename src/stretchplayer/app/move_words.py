"""A move of the catalogue in words: how much of it is usual, in which position, with what, for which muscles."""

from typing import Any, Final

from stretchplayer.catalog import Move, muscle
from stretchplayer.model.duration import span_range, spoken
from stretchplayer.model.muscles import expand

_SIDES: Final = {"each": "each side", "alternate": "left and right in turn"}
_POSITIONS: Final = {
    "lying-back": "lying on the back",
    "lying-front": "lying face down",
    "lying-side": "lying on the side",
}


def usual_dose(move: Move) -> str:
    """How long and how often, if a file says nothing else: "20 s × 2, each side"."""
    step = move.step
    reps, sets = step.get("reps"), step.get("sets", 1)
    held = f"{_length(step['hold'])}" if "hold" in step else ""
    if step["kind"] in ("stretch", "contract-relax"):
        parts = [_times(held, reps or 1)]
    elif reps is not None:
        parts = [_times(f"{reps} reps", sets), *([f"each held {held}"] if held else [])]
    else:
        parts = [_times(_length(step["duration"]), sets)]
    return ", ".join((*parts, *([_SIDES[step["sides"]]] if step.get("sides") in _SIDES else [])))


def position(move: Move) -> str:
    """How the body rests, in words; "" where that makes no difference."""
    written = str(move.step.get("position", ""))
    return _POSITIONS.get(written, written)


def things(move: Move) -> tuple[str, ...]:
    """What is needed at hand."""
    return several(move.step.get("needs"))


def muscles(move: Move) -> tuple[str, ...]:
    """The keys of the muscles that it works on."""
    return expand(several(move.step.get("target")))


def muscle_words(move: Move) -> str:
    """The muscles by their everyday names; "" where it is for none."""
    return ", ".join(muscle(each).name for each in muscles(move))


def several(value: Any) -> tuple[str, ...]:  # noqa: ANN401 - whatever stands in a table
    """A text, or a list of texts, as it stands in a file."""
    return (value,) if isinstance(value, str) else tuple(value or ())


def _length(value: object) -> str:
    read = span_range(value)
    return spoken(read) if read.most == read else f"{read:g}–{spoken(read.most)}"


def _times(text: str, often: object) -> str:
    return f"{text} × {often}" if often != 1 else text
