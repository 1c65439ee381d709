"""Faults of keys: unknown ones, a wrong kind of step, doses that contradict each other, limits of the file's own."""

import math
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Final

from stretchplayer.caps.limits import LIMITS, Limit
from stretchplayer.model.duration import Seconds, seconds, span_range, tempo
from stretchplayer.model.number_ranges import OWN_LIMIT
from stretchplayer.model.steps import HEAT_SOURCES, KINDS, known_source
from stretchplayer.routine import quoting
from stretchplayer.routine.faults import Faults, Path, Spelling
from stretchplayer.routine.fields import ANY_KIND, DEFAULTS, TOP_KEYS, target_keys
from stretchplayer.routine.held import LONG_TEMPO, is_held_anyway, odd_words
from stretchplayer.routine.moves import Table, in_phases, is_moved

_NO_DAYS: Final = "a routine says what is done, not on which days: `stretchplayer history` shows when it was"
_TO_READ: Final = "an address goes into `source`, which is shown and never opened"
_SWITCH: Final = "write `enabled = false` to leave it out for now"
_TURNS: Final = 'write `sides = "each"` or `sides = "alternate"`'
_NEAREST_WAY: Final[Mapping[str, str]] = {
    **dict.fromkeys(("alternative", "alternatives", "alternate", "easier", "or", "substitute"), "write `instead`"),
    **dict.fromkeys(("link", "url", "video", "image", "picture", "photo", "gif"), _TO_READ),
    **dict.fromkeys(("disabled", "skip", "active", "enable", "off", "hidden"), _SWITCH),
    **dict.fromkeys(("weekdays", "weekday", "days", "day", "schedule", "frequency", "per_week", "daily"), _NO_DAYS),
    **dict.fromkeys(("choose", "pick", "any", "random"), "nothing is chosen by chance: write `instead` in the step"),
    **dict.fromkeys(("music", "playlist", "song"), "play music with another program; [sound] `volume` is for the cues"),
    **dict.fromkeys(
        ("tick_volume", "cue_volume", "voice_volume", "volume_tick"), "write `volume`: all cues have the same"
    ),
    **dict.fromkeys(("include", "import", "extends"), 'write a step with only `routine = "NAME"`'),
    **dict.fromkeys(("per_side", "each_side", "switch_sides", "bilateral", "alternating"), _TURNS),
    **dict.fromkeys(("weight", "load", "kg", "resistance", "intensity"), "write it into `how`"),
    **dict.fromkeys(("rounds", "circuits"), "write a group: `repeat` and [[step.step]]"),
    **dict.fromkeys(("cycles", "breaths"), "write `duration`: that many times the seconds of one breath"),
}
"""What people write, and the nearest way to say it here."""
_WRITE: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(("alternative", "alternatives", "alternate", "easier", "or", "substitute"), ("instead",)),
    **dict.fromkeys(("link", "url", "video", "image", "picture", "photo", "gif"), ("source",)),
    **dict.fromkeys(("disabled", "skip", "off", "hidden"), ("enabled = false",)),
    **dict.fromkeys(("per_side", "each_side", "switch_sides", "bilateral"), ('sides = "each"',)),
    **dict.fromkeys(("tick_volume", "cue_volume", "voice_volume", "volume_tick"), ("volume",)),
    "alternating": ('sides = "alternate"',),
    "active": ("enabled",),
    "enable": ("enabled",),
}
"""What a program can write for these: another key, or a whole statement."""


def _instead(key: str, known: Collection[str], faults: Faults) -> tuple[str, ...]:
    """What may be written for an unknown key where `known` keys are taken."""
    written = tuple(each for each in _WRITE.get(key.casefold(), ()) if each.partition(" ")[0] in known)
    nearest = faults.rewriting.nearest(key, known) if key.casefold() not in _NEAREST_WAY else None
    return written or ((nearest,) if nearest else ())


def unknown_group_key(path: Path, known: Collection[str], faults: Faults) -> None:
    """Note a key that a group does not have."""
    if faults.full:
        faults.skip()
        return
    key = str(path[-1])
    if key.casefold() in {"duration", "total", "time", "minutes"}:
        reason = "a group lasts as long as its steps: give them `duration` or `hold`, or play with --minutes"
    elif key.casefold() in ANY_KIND:
        reason = f"a group has no `{key.casefold()}`: its steps stand below it, each under [[step.step]]"
    elif way := _NEAREST_WAY.get(key.casefold()):
        reason = way
    elif hint := faults.spelling.nearest(key, known):
        reason = f"did you mean `{hint}`?"
    else:
        reason = f"a group has only {quoting.joined([f'`{name}`' for name in known], 'and')}"
    write = _instead(key, known, faults) if key.casefold() not in ANY_KIND else ()
    faults.key(path, f"unknown key {quoting.key(key)}: {reason}", *write)


def unknown_step_key(path: Path, kind: str | None, known: Collection[str], faults: Faults, owner: str = "step") -> None:
    """Note a key that a step, or a move, of that kind does not have."""
    if faults.full:
        faults.skip()
        return
    key = str(path[-1])
    if (way := _NEAREST_WAY.get(key.casefold())) is not None:
        reason = way
    elif key in {"repeat", "step"}:
        instead = "; write `reps`" if "reps" in known and key == "repeat" else ""
        reason = f"only a group has `{key}`, and a group has no keys of a step{instead}"
    elif kind is not None and (meant := key.casefold()) in ANY_KIND and meant not in known:
        reason = f"{quoting.article(kind)} {kind} {owner} has no `{meant}`"
    elif key in TOP_KEYS:
        reason = "it belongs at the top of the file, above the first [table] or [[step]]"
    elif hint := faults.spelling.nearest(key, known):
        reason = f"did you mean `{hint}`?"
    elif kind is not None and (hint := faults.spelling.nearest(key, ANY_KIND)):
        reason = f"did you mean `{hint}`? ({quoting.article(kind)} {kind} {owner} has none)"
    else:
        reason = f"{quoting.article(kind)} {kind} {owner} has no such key" if kind else f"a {owner} has no such key"
    taken = key.casefold() not in ANY_KIND or key.casefold() in known
    write = ("reps",) if key == "repeat" and "reps" in known else _instead(key, known, faults) if taken else ()
    faults.key(path, f"unknown key {quoting.key(key)}: {reason}", *write)


def unknown_top_key(path: Path, faults: Faults) -> None:
    """Note a key that does not belong at the top of a file."""
    if faults.full:
        faults.skip()
        return
    key = str(path[-1])
    if key in DEFAULTS:
        reason = "it belongs under [defaults], or in a [[step]]"
    elif key in ANY_KIND or key == "repeat":
        reason = "it belongs in a [[step]]"
    elif (way := _NEAREST_WAY.get(key.casefold())) is not None:
        reason = way
    elif hint := faults.spelling.nearest(key, TOP_KEYS):
        reason = f"did you mean `{hint}`?"
    else:
        reason = "a routine has no such key"
    belongs = key in DEFAULTS or key in ANY_KIND or key == "repeat"
    write = () if belongs else _instead(key, TOP_KEYS, faults)
    faults.key(path, f"unknown key {quoting.key(key)}: {reason}", *write)


def unknown_key(path: Path, known: Collection[str], owner: str, faults: Faults) -> None:
    """Note a key that a table with a fixed set of keys, its `owner`, does not have."""
    if faults.full:
        faults.skip()
        return
    key = str(path[-1])
    hint = faults.spelling.nearest(key, known)
    reason = f"did you mean `{hint}`?" if hint else f"{owner} has only {', '.join(f'`{name}`' for name in known)}"
    reason = _NEAREST_WAY.get(key.casefold(), reason)
    faults.key(path, f"unknown key {quoting.key(key)}: {reason}", *_instead(key, known, faults))


_BOUNCING: Final = frozenset({"ballistic", "bounce", "bouncing", "bounces"})
# Terms of the field that have another name here.
_OTHER_WORDS: Final[Mapping[str, str]] = {
    "static": "stretch",
    "hold": "stretch",
    "pnf": "contract-relax",
    "active": "dynamic",
    "mobility": "dynamic",
    **dict.fromkeys(
        ("isometric", "strength", "strengthening", "balance", "walk", "walking", "cardio", "aerobic", "warm-up"),
        "exercise",
    ),
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


def is_kind(value: object) -> bool:
    """Whether `value` is one of the kinds."""
    return isinstance(value, str) and value in KINDS


def explain_kind(value: object, path: Path, faults: Faults) -> None:
    """Note what is wrong with `value` as a kind."""
    if not isinstance(value, str):
        faults.value(path, f"kind: not {quoting.choices(KINDS)}: {quoting.value(value)}")
        return
    word = value.strip().casefold()
    if word in _BOUNCING:
        faults.value(
            path,
            f"kind: {quoting.value(value)}: bouncing is never played, as a precaution "
            '(write "stretch" to hold still, or "dynamic" to move slowly)',
            ('"stretch"', '"dynamic"'),
        )
        return
    if word == "group":
        faults.value(path, "kind: a group has no kind, only `repeat` and the steps in it")
        return
    meant = word if word in KINDS else _OTHER_WORDS.get(word) or faults.spelling.nearest(value, KINDS)
    hint = f': did you mean "{meant}"?' if meant else f" (write {quoting.choices(KINDS)})"
    faults.value(path, f"kind: unknown {quoting.value(value)}{hint}", (quoting.text(meant),) if meant else ())


LONG_PREPARE: Final = 60.0
_LONG_PREPARE_MESSAGE: Final = f"prepare: more than {LONG_PREPARE:g} s: what is held meanwhile is counted nowhere"


def dosed(step: Table) -> bool:
    """Whether a step says how much is done, once and without contradiction."""
    return next(dose_contradictions(step), None) is None


def dose_contradictions(step: Table) -> Iterator[tuple[str, str, bool]]:
    """What is wrong with the numbers of a step: the key, what to say about it, and whether it is missing.

    A moving step says how long by `duration`, or by `reps`; lengths for each repetition or side need such.
    """
    if is_moved(step.get("kind")):
        yield from _movement_contradictions(step)
        return
    hold, reps = step.get("hold"), step.get("reps")
    if isinstance(hold, list) and isinstance(reps, int) and not isinstance(reps, bool) and reps != len(hold):
        yield "reps", f"reps: {reps}, but `hold` has {len(hold)} values: leave `reps` out", False
    if isinstance(hold, dict) and step.get("sides", "both") not in ("each", "alternate"):
        yield "hold", 'hold: a time for each side needs sides = "each" or "alternate"', False


def _movement_contradictions(step: Table) -> Iterator[tuple[str, str, bool]]:
    counted = [key for key in ("tempo", "hold") if key in step]
    if "duration" in step:
        for key in ("reps", *counted):
            if key in step:
                yield key, f"{key}: a step has `duration`, or `reps`, `tempo` and `hold`, not both", False
    elif "reps" not in step and counted:
        once = " (write `duration` for one hold)" if counted == ["hold"] else ""
        yield "reps", f"missing key `reps`: `{counted[0]}` needs it, the number of repetitions{once}", True
    elif "reps" not in step:
        what = f"{quoting.article(str(step['kind']))} {step['kind']} step needs it, or `reps`"
        yield "duration", f"missing key `duration`: {what}", True
    elif "hold" in step and in_phases(step.get("tempo")):
        yield "hold", "hold: the phases of `tempo` have the hold in them already", False


def dose_faults(step: Table, sources: Mapping[str, Path], path: Path, faults: Faults) -> None:
    """Note what is wrong with the numbers of a step, its move's keys included."""
    for key, message, missing in dose_contradictions(step):
        if missing:
            faults.missing(path, key, message)
        else:
            faults.key(sources.get(key, path), message)


def form_warnings(step: Table, own: Table, base: Table | None, path: Path, faults: Faults) -> None:
    """Note what is no error but rarely intended: a key without effect, a load that no cap counts."""
    for key, message in odd_forms(step, own, base, faults.spelling):
        faults.warning((*path, key), message)


def odd_forms(step: Table, own: Table, base: Table | None, spelling: Spelling) -> Iterator[tuple[str, str]]:
    """Each key of a step that deserves a warning, and the warning.

    `own` is the step as written, `base` its move, if any, `step` the two merged.
    """
    if "first" in own and step.get("sides", "both") in ("both", "left", "right"):
        yield "first", 'first: does nothing without sides = "each"'
    if _longer(step.get("prepare"), LONG_PREPARE):
        yield "prepare", _LONG_PREPARE_MESSAGE
    kind = step.get("kind")
    if kind == "dynamic":
        # What is held by muscle, an exercise, is no stretch however long a repetition is.
        for key, read in (("tempo", tempo), ("hold", lambda value: span_range(value).most)):
            if _longer(step.get(key), LONG_TEMPO, read):
                yield key, f'{key}: more than {LONG_TEMPO:g} s for one repetition: holding still is kind = "stretch"'
    if kind == "heat":
        yield from _odd_source(step, spelling)
    if base is not None and own is not base and ("kind" in own or "target" in own):
        yield from _odd_use(own, base)
    yield from odd_words(step, own)


def defaults_warnings(table: object, faults: Faults) -> None:
    """Note a default time to get ready that is long enough to hold a stretch in."""
    if long_default(table):
        faults.warning(("defaults", "prepare"), _LONG_PREPARE_MESSAGE)


def long_default(table: object) -> bool:
    """Whether `[defaults]` gives more time to get ready than needed."""
    return isinstance(table, dict) and _longer(table.get("prepare"), LONG_PREPARE)


def _longer(value: object, most: float, read: Callable[[object], float] = seconds) -> bool:
    if value is None or isinstance(value, Seconds):
        # Nothing, or a value of the catalogue, which has been read before.
        return value is not None and value > most
    try:
        return read(value) > most
    except ValueError:
        # Not a duration, which is an error of its own.
        return False


def _odd_source(step: Table, spelling: Spelling) -> Iterator[tuple[str, str]]:
    using = step.get("using")
    if not isinstance(using, str) or not using.strip() or step.get("bath") is True or known_source(using):
        return
    hint = spelling.hint(using, HEAT_SOURCES, '"')
    known = hint or f" (known: {', '.join(HEAT_SOURCES)})"
    yield "using", f"using: {quoting.value(using)} is not known, so the limits of a bath hold{known}"


def _odd_use(own: Table, base: Table) -> Iterator[tuple[str, str]]:
    """Warnings about a step that changes what its move is."""
    kind, usual = own.get("kind"), base.get("kind")
    if is_kind(kind) and is_kind(usual) and kind != usual and not is_held_anyway(own.get("move"), kind):
        yield "kind", f"kind: the move is {quoting.article(str(usual))} {usual}: as another kind it has other limits"
    if "target" in own and "target" in base:
        left_out = [key for key in _keys(base["target"]) if key not in _keys(own["target"])]
        if left_out and _keys(own["target"]):
            names = ", ".join(f"`{key}`" for key in left_out)
            yield "target", f"target: leaves out what the move works on: {names} (no cap counts it then)"


def _keys(target: object) -> tuple[str, ...]:
    names = target if isinstance(target, list | tuple) else (target,)
    return tuple(key for name in names if isinstance(name, str) for key in target_keys(name))


_DEEPEST: Final = 4


def read_limits(table: object, faults: Faults) -> dict[str, float]:
    """The limits under `[limits]` by id, dotted or quoted; faults go into `faults`."""
    found: dict[str, float] = {}
    if not isinstance(table, dict):
        faults.value(("limits",), f"limits: not a table: {quoting.value(table)} (write [limits])")
        return found
    for path, value in _leaves(table, ("limits",)):
        name = ".".join(str(part) for part in path[1:])
        limit = LIMITS.get(name)
        if limit is None and faults.full:
            faults.skip()
        elif limit is None:
            hint = faults.spelling.hint(name, LIMITS)
            message = f"limits: unknown limit {quoting.key(name)}{hint or ' (`stretchplayer caps` lists them)'}"
            nearest = faults.rewriting.nearest(name, LIMITS)
            faults.key(path, message, *((nearest,) if nearest else ()))
        elif name in found:
            faults.key(path, f"limits: {name} is set twice")
        elif (fault := _fault(limit, value)) is not None:
            faults.value(path, f"limits: {fault}", (f"{limit.cap:g}",) if 0 < limit.cap < math.inf else ())
        elif isinstance(value, int | float):
            found[name] = float(value)
    return found


def _leaves(table: dict[str, object], path: Path) -> Iterator[tuple[Path, object]]:
    for key, value in table.items():
        here = (*path, key)
        if isinstance(value, dict) and len(here) <= _DEEPEST and (value or _is_stem(here)):
            yield from _leaves(value, here)
        else:
            yield here, value


def _is_stem(path: Path) -> bool:
    """Whether the path is the first part of a limit's id: a table there may be empty."""
    stem = f"{'.'.join(str(part) for part in path[1:])}."
    return any(name.startswith(stem) for name in LIMITS)


def _fault(limit: Limit, value: object) -> str | None:
    unit = f" {limit.unit}" if limit.unit not in {"0-10", "ban"} else ""
    if isinstance(value, bool) or not isinstance(value, int | float) or not -math.inf < value < math.inf:
        what = "number of seconds" if limit.unit == "s" else "number"
        side = "more" if limit.least else "less"
        example = f"{limit.cap:g} or {side}" if limit.capped else f"{(limit.usual or (1,))[-1]:g}"
        return f"{limit.id} takes a {what}, not {quoting.value(value)} (write {example})"
    if value < 0:
        return f"{limit.id} cannot be negative: {quoting.value(value)}"
    if limit.least and value > OWN_LIMIT.most:
        return f"{limit.id} is at most a week: {quoting.value(value)} is longer than {OWN_LIMIT.most:g}{unit}"
    if limit.stricter(value):
        if OWN_LIMIT.take(value):
            return None
        return f"{limit.id}: {quoting.value(value)} is no limit (write 0, or {OWN_LIMIT.least:g} to {OWN_LIMIT.most:g})"
    if limit.least:
        return f"{limit.id} can only be raised: {quoting.value(value)} is below the cap of {limit.cap:g}{unit}"
    return f"{limit.id} can only be lowered: {quoting.value(value)} is above the cap of {limit.cap:g}{unit}"
