"""Faults of keys that are right alone and wrong together."""

from collections.abc import Mapping

from stretchplayer.routine.fault import Faults, Path
from stretchplayer.routine.moves import Table


def dosed(step: Table) -> bool:
    """Whether a dynamic step says its length once: by `duration`, or by `reps` and `tempo`."""
    if "duration" in step:
        return "reps" not in step and "tempo" not in step
    return "reps" in step and "tempo" in step


def dose_faults(step: Table, sources: Mapping[str, Path], path: Path, faults: Faults) -> None:
    """Note it if a dynamic step, its move's keys included, does not say its length, or says it twice."""
    if "duration" in step:
        twice_faults(step, sources, faults)
    elif "reps" in step and "tempo" not in step:
        faults.missing(path, "tempo", "missing key `tempo`: `reps` needs it, the seconds of one repetition")
    elif "tempo" in step and "reps" not in step:
        faults.missing(path, "reps", "missing key `reps`: `tempo` needs it, the number of repetitions")
    elif "reps" not in step:
        faults.missing(path, "duration", "missing key `duration`: a dynamic step needs it, or `reps` and `tempo`")


def twice_faults(step: Table, sources: Mapping[str, Path], faults: Faults) -> None:
    """Note each key that counts what `duration` has timed already."""
    for key in ("reps", "tempo"):
        if key in step and "duration" in step:
            faults.key(sources[key], f"{key}: a dynamic step has `duration`, or `reps` and `tempo`, not both")


def side_warnings(step: Table, own: Table, path: Path, faults: Faults) -> None:
    """Note a `first` that has nothing to turn round."""
    if idle_first(step, own):
        faults.warning((*path, "first"), 'first: does nothing without sides = "each"')


def idle_first(step: Table, own: Table) -> bool:
    """Whether a step itself says which side is first, although it does not do each."""
    return "first" in own and step.get("sides", "both") in ("both", "left", "right")
