"""The bundled routines as their files have them, and a second count of their seconds, by hand, beside the caps."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

import tomli

from every import every
from stretchplayer.catalog import moves
from stretchplayer.model.duration import seconds
from stretchplayer.model.muscles import MID, expand

FILES: Final = sorted((Path(__file__).parents[2] / "routines").glob("*.toml"))
EACH: Final = every("file", FILES)
HOLDS: Final = ("stretch", "contract-relax")
MOVING: Final = ("dynamic", "exercise")
"""Kinds that warm up."""
UNTARGETED: Final = ("breathe", "rest", "advice")


class Work(NamedTuple):
    """One stretch of work: its start and length in seconds, and the muscle-sides it charges."""

    start: float
    seconds: float
    kind: str
    loads: tuple[tuple[str, str], ...]
    step: dict[str, Any]


def load(file: Path) -> dict[str, Any]:
    """A file as TOML has it."""
    return tomli.loads(file.read_text(encoding="utf-8"))


def steps(routine: dict[str, Any]) -> list[dict[str, Any]]:
    """The steps in the order they are played, with their moves merged in."""
    return list(_flat(routine["step"]))


def _flat(found: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for step in found:
        if "step" in step:
            for _ in range(step.get("repeat", 1)):
                yield from _flat(step["step"])
        else:
            yield {**(moves()[step["move"]].step if "move" in step else {}), **step}


def charged(step: dict[str, Any], side: str) -> tuple[tuple[str, str], ...]:
    """The muscle-sides that work on `side` counts for."""
    target = step["target"]
    keys = expand((target,) if isinstance(target, str) else tuple(target))
    sides = ("left", "right") if side == "both" else (side,)
    return tuple((key, one) for key in keys for one in (("mid",) if key in MID else sides))


BRIEF: Final = 5.0
"""Seconds of the shortest getting ready, where everything is known."""


def moved(step: dict[str, Any]) -> float:
    """Seconds of one set of movement or massage, or of one pack: as written, or repetitions times what each takes."""
    if "duration" in step:
        return seconds(step["duration"])
    least = int(str(step["reps"]).split("-")[0])
    return least * (sum(float(phase) for phase in str(step["tempo"]).split("-")) + seconds(step.get("hold", 0)))


def timeline(routine: dict[str, Any], *, brief: bool = False) -> tuple[list[Work], float]:
    """All work in order, and the second at which the routine ends (waiting for keys not counted).

    Getting ready takes as long as it can, or with `brief` as little.
    """
    defaults = {"prepare": 5.0, "switch": 5.0, "rest": 10.0, **routine.get("defaults", {})}
    works: list[Work] = []
    at = 0.0
    for step in steps(routine):
        kind = step["kind"]
        if kind in UNTARGETED:
            at += seconds(step.get("prepare", 0)) + seconds(step.get("duration", 0))
            continue
        sides = ("left", "right") if step.get("sides") == "each" else (step.get("sides", "both"),)
        for turn, side in enumerate(sides):
            ready: float = seconds(step.get("prepare", 0 if kind in {"heat", "cold"} else defaults["prepare"]))
            ready += defaults["switch"] if turn else 0.0
            at += min(ready, BRIEF) if brief else ready
            for rep in range(step.get("reps" if kind in HOLDS else "sets", 1)):
                at += seconds(step.get("rest", defaults["rest"])) if rep else 0.0
                at += seconds(step.get("contract", 0))
                length = seconds(step["hold"]) if kind in HOLDS else moved(step)
                works.append(Work(at, length, kind, charged(step, side), step))
                at += length
    return works, at


def of_kind(works: list[Work], *kinds: str) -> list[Work]:
    """The work of these kinds."""
    return [work for work in works if work.kind in kinds]


def sums(works: list[Work]) -> dict[tuple[str, str], float]:
    """Seconds of each muscle-side."""
    total: dict[tuple[str, str], float] = defaultdict(float)
    for work in works:
        for pair in work.loads:
            total[pair] += work.seconds
    return total


def without_optional(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The steps that are left when everything that may be left out is."""
    return [
        {**step, "step": without_optional(step["step"])} if "step" in step else step
        for step in found
        if not step.get("optional")
    ]


def whole_and_short(file: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """A routine as it is written, and as it is when time is short."""
    routine = load(file)
    return routine, {**routine, "step": without_optional(routine["step"])}
