"""Keys that are right alone and wrong together, and forms that are allowed but seldom meant."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from stretchplayer.model.duration import Seconds, Tempo, length
from stretchplayer.model.steps import HEAT_SOURCES, known_source
from stretchplayer.routine import shown
from stretchplayer.routine.fault import Faults, Path
from stretchplayer.routine.kinds import is_kind
from stretchplayer.routine.moves import Table
from stretchplayer.routine.spelling import Spelling
from stretchplayer.routine.values import target_keys

LONG_PREPARE: Final = 60.0
LONG_TEMPO: Final = 15.0
_LONG_PREPARE_MESSAGE: Final = f"prepare: more than {LONG_PREPARE:g} s: what is held meanwhile is counted nowhere"
_NO_LOAD: Final = ("rest", "breathe", "advice")
# "Hold your breath" is no load of a muscle, and "do not stretch" none at all.
_LOAD: Final = re.compile(
    r"\b(?<!no )(?<!not )(?<!n't )(?<!never )(?:hold|stretch)\b(?! (?:(?:your|the) )?breath)", re.IGNORECASE
)
_TIMED: Final = re.compile(
    r"\b(?:hold|stretch)\b(?! (?:(?:your|the) )?breath)[^.]{0,60}?\b[0-9]+ ?(?:s|sec|seconds?|min|minutes?)\b",
    re.IGNORECASE,
)


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


def form_warnings(step: Table, own: Table, base: Table | None, path: Path, faults: Faults) -> None:
    """Note what is no error but is seldom meant: a key that does nothing, a load that no cap would see."""
    for key, message in odd_forms(step, own, base, faults.spelling):
        faults.warning((*path, key), message)


def odd_forms(step: Table, own: Table, base: Table | None, spelling: Spelling) -> Iterator[tuple[str, str]]:
    """Each key of a step that deserves a warning, and the warning.

    `own` is the step as it is written, `base` its move, if it names one, `step` both together.
    """
    if "first" in own and step.get("sides", "both") in ("both", "left", "right"):
        yield "first", 'first: does nothing without sides = "each"'
    if _longer(step.get("prepare"), LONG_PREPARE):
        yield "prepare", _LONG_PREPARE_MESSAGE
    kind = step.get("kind")
    if kind == "dynamic" and _longer(step.get("tempo"), LONG_TEMPO, Tempo):
        yield "tempo", f'tempo: more than {LONG_TEMPO:g} s for one repetition: holding still is kind = "stretch"'
    if kind == "heat":
        yield from _odd_source(step, spelling)
    if base is not None and own is not base:
        yield from _odd_use(own, base)
    if kind in _NO_LOAD and not own.keys().isdisjoint(("kind", "name", "how", "say")):
        yield from _hidden_load(own, str(kind))


def defaults_warnings(table: object, faults: Faults) -> None:
    """Note a time to get ready that is so long that somebody could hold meanwhile."""
    if long_default(table):
        faults.warning(("defaults", "prepare"), _LONG_PREPARE_MESSAGE)


def long_default(table: object) -> bool:
    """Whether `[defaults]` gives more time to get ready than anybody needs."""
    return isinstance(table, dict) and _longer(table.get("prepare"), LONG_PREPARE)


def _longer(value: object, most: float, kind: type[Seconds] = Seconds) -> bool:
    try:
        return value is not None and length(value, kind) > most
    except ValueError:
        # No duration: that is an error of its own.
        return False


def _odd_source(step: Table, spelling: Spelling) -> Iterator[tuple[str, str]]:
    using = step.get("using")
    if not isinstance(using, str) or not using.strip() or step.get("bath") is True or known_source(using):
        return
    hint = spelling.hint(using, HEAT_SOURCES, '"')
    known = hint or f" (known: {', '.join(HEAT_SOURCES)})"
    yield "using", f"using: {shown.value(using)} is not known, so the limits of a bath hold{known}"


def _odd_use(own: Table, base: Table) -> Iterator[tuple[str, str]]:
    """A step that takes its move for something else than it is."""
    kind, usual = own.get("kind"), base.get("kind")
    if is_kind(kind) and is_kind(usual) and kind != usual:
        yield "kind", f"kind: the move is {shown.article(str(usual))} {usual}: as another kind it has other limits"
    if "target" in own and "target" in base:
        left_out = [key for key in _keys(base["target"]) if key not in _keys(own["target"])]
        if left_out and _keys(own["target"]):
            names = ", ".join(f"`{key}`" for key in left_out)
            yield "target", f"target: leaves out what the move works on: {names} (no cap counts it then)"


def _keys(target: object) -> tuple[str, ...]:
    names = target if isinstance(target, list | tuple) else (target,)
    return tuple(key for name in names if isinstance(name, str) for key in target_keys(name))


def _hidden_load(own: Table, kind: str) -> Iterator[tuple[str, str]]:
    """Words that ask for a hold or a stretch in a step that counts as none."""
    for key in ("name", "how", "say"):
        text = own.get(key)
        found = _TIMED.search(text) if isinstance(text, str) else None
        if found is None and isinstance(text, str) and kind != "advice":
            found = _LOAD.search(text)
        if found is not None:
            word = found[0].split()[0]
            message = f"{key}: says {shown.value(word)}, but {shown.article(kind)} {kind} counts as no load"
            yield key, f'{message} (write kind = "stretch")'
            return
