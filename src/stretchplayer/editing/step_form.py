"""A step as a form: its fields, what they hold, what is usual and what is never passed; and what is typed there."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, Literal, get_args, get_origin

import tomli
from msgspec import NODEFAULT, Meta, Struct, inspect, structs

from stretchplayer.caps.limits import LIMITS, bound, usual
from stretchplayer.editing.outline import Outline, mend
from stretchplayer.editing.step_edits import ORDER, Values, literal
from stretchplayer.model.duration import Span, length, spoken
from stretchplayer.model.muscles import GROUP_OF
from stretchplayer.model.number_ranges import Labels
from stretchplayer.model.steps import KINDS, Loads, NotWith, Targets
from stretchplayer.routine.fields import DEFAULTS, GROUP, OF_KIND, TOP, Field, Fields, target_keys
from stretchplayer.routine.moves import Moves, fill, inherit, is_moved, name_for

_LABELS: Final[Mapping[str, str]] = {
    "hold": "Hold, seconds",
    "reps": "Repetitions",
    "duration": "Duration",
    "tempo": "Seconds each",
    "contract": "Push, seconds",
    "effort": "Effort, %",
    "sets": "Sets",
    "rest": "Rest between",
    "sides": "Sides",
    "first": "First side",
    "repeat": "Rounds",
    "how": "How",
    "caution": "Take care",
    "say": "Spoken name",
    "until": "Ends by",
    "prepare": "Get ready",
    "not_with": "Not with",
    "using": "With what",
    "needs": "At hand",
    "hold_out": "Breath held",
    "inhale": "Breathe in",
    "exhale": "Breathe out",
    "target": "Muscles",
    "routine": "Routine",
    "move": "Move",
    "for": "For",
    "not_for": "Not for",
    "before": "Before",
    "switch": "Changing sides",
}
_LIMIT_OF: Final[Mapping[tuple[str, str], str]] = {
    ("stretch", "hold"): "static.hold",
    ("stretch", "reps"): "static.reps",
    ("stretch", "rest"): "static.gap",
    ("stretch", "discomfort"): "static.discomfort",
    ("contract-relax", "contract"): "pnf.contract",
    ("contract-relax", "hold"): "static.hold",
    ("contract-relax", "reps"): "pnf.cycles",
    ("contract-relax", "effort"): "pnf.effort",
    ("contract-relax", "discomfort"): "static.discomfort",
    ("dynamic", "duration"): "dynamic.session",
    ("exercise", "duration"): "exercise.time",
    ("exercise", "hold"): "exercise.hold",
    ("massage", "duration"): "massage.set",
    ("massage", "pressure"): "massage.pressure",
    ("massage", "sets"): "massage.sets",
    ("heat", "duration"): "heat.time",
    ("heat", "temperature"): "heat.temperature",
    ("cold", "duration"): "cold.time",
}
_NECK: Final = {"static.hold": "neck.hold"}
_LEFT_OUT: Final = frozenset({"figure", "loads", "step", "optional", "source"})
_CHOSEN: Final = ("sides", "first", "using", "topic", "position", "until")
_LISTS: Final = (Targets, Labels, NotWith, Loads)
_SECONDS: Final = 5
"""By how much one key changes a hold or a duration."""
_INTEGER: Final = re.compile(r"-?[0-9]{1,9}").fullmatch
_DECIMAL: Final = re.compile(r"-?[0-9]{1,9}[.,][0-9]{1,3}").fullmatch
_BY_SIDE: Final = re.compile(
    r"\W*(left|right)\W*([0-9.]+\s*\w*)[\s,;]+(?:and\s+)?(left|right)\W*([0-9.]+\s*\w*)\W*"
).fullmatch
_RAMP: Final = re.compile(r"\[?\s*[0-9.]+\s*(?:s|sec)?\s*(?:[,;]\s*[0-9.]+\s*(?:s|sec)?\s*)+\]?").fullmatch


class FormField(Struct, frozen=True, kw_only=True):
    """One field: the key in the file, its label, its value as people type it, and where that comes from.

    `given` is "step", "move", "defaults" or "" for what holds without any of them. `choices` are all that it may be,
    where there are few. `usual` and `most` say the range and the cap in words, `about` what the key is.
    """

    key: str
    label: str
    text: str
    given: str
    about: str = ""
    usual: str = ""
    most: str = ""
    choices: tuple[str, ...] = ()


def top_form(outline: Outline) -> tuple[FormField, ...]:
    """The fields of the routine itself: its title and what it says about itself, then what holds for all its steps."""
    top = _tables(outline, ())
    found = []
    for key in ("title", "summary", "for", "not_for", "tags", "before", "author", "source"):
        text = text_of(top[key]) if key in top else ""
        about = _about(TOP[key])
        found.append(FormField(key=key, label=label(key), text=text, given="step" if text else "", about=about))
    defaults = _tables(outline, ("defaults",))
    for key in ("hold", "reps", "rest", "prepare", "switch", "tempo"):
        field = _field(key, DEFAULTS[key], defaults, {}, "")
        found.append(structs.replace(field, key=f"{DEFAULT}{key}", label=f"All: {label(key).lower()}"))
    return tuple(found)


DEFAULT: Final = "defaults."
"""Stands before the key of a field of `top_form` that is a key of `[defaults]`."""


def kind_of(values: Values, moves: Moves) -> str:
    """The kind of a step by its own keys and those of its move; "group", "routine", or "" where it has none."""
    if "routine" in values:
        return "routine"
    move = values.get("move")
    base = moves.keys_of(move) if isinstance(move, str) else None
    kind = values.get("kind") or (base or {}).get("kind")
    if isinstance(kind, str) and kind in OF_KIND:
        return kind
    return "group" if "repeat" in values or "step" in values else ""


def in_force(values: Values, moves: Moves) -> dict[str, Any]:
    """What holds for a step: its own keys, those of its move, and those of the file's `[defaults]`."""
    move = values.get("move")
    base = moves.keys_of(move) if isinstance(move, str) else None
    step: dict[str, Any] = dict(inherit(base, dict(values))) if base is not None else dict(values)
    if kind_of(values, moves) in OF_KIND:
        fill(step, dict(values), moves.defaults)
    return step


def moves_of(outline: Outline) -> Moves:
    """The moves that a step of a text can name, and the text's defaults, as far as they can be read."""
    return Moves(_tables(outline, ("move",)).get("move"), _tables(outline, ("defaults",)))


def _tables(outline: Outline, name: tuple[str, ...]) -> dict[str, Any]:
    """What stands under headers that begin with `name`, as far as it can be read; without a name, above all headers."""
    text, ends = outline.text, [*(header.start for header in outline.headers), len(outline.text)]
    parts = [text[: ends[0]]] if not name else []
    for header, end in zip(outline.headers, ends[1:], strict=True):
        if name and header.parts[: len(name)] == name:
            parts.append(text[header.start : end])
    return _read_tables("".join(parts), name)


@lru_cache(maxsize=64)
def _read_tables(part: str, name: tuple[str, ...]) -> dict[str, Any]:
    found: dict[str, Any]
    try:
        found = tomli.loads(mend(part)[0])
    except ValueError:
        # What is wrong in it is a problem of its own; the form shows what it can.
        return {}
    inner = found.get("defaults") if name == ("defaults",) else found
    return inner if isinstance(inner, dict) else {}


def form(values: Values, moves: Moves) -> tuple[FormField, ...]:
    """The fields of a step, how much of it first, its words last."""
    kind = kind_of(values, moves)
    if kind == "routine":
        shown = {key: GROUP[key] for key in ("repeat", "rest", "name", "enabled") if key in GROUP}
        return (_plain("routine", values), *(_field(key, field, values, {}, "group") for key, field in shown.items()))
    fields: Fields = GROUP if kind == "group" else OF_KIND.get(kind, {})
    given = in_force(values, moves)
    keys = [key for key in sorted(fields, key=_place) if key not in _LEFT_OUT and key != "move"]
    if is_moved(kind):
        first = ("duration",) if "duration" in given and "reps" not in given else ("reps", "tempo")
        keys.sort(key=lambda key: (key not in first, _place(key)))
    found = [_field(key, fields[key], values, given, kind) for key in keys]
    if kind == "group":
        return tuple(found)
    return (*found, _plain("move", values)) if "move" in values else (_plain("kind", values, KINDS), *found)


def _place(key: str) -> int:
    """Numbers first, words last: those stand last in a file as well."""
    first = ("repeat", "hold", "reps", "duration", "tempo", "contract", "sets", "rest", "sides", "first", "effort")
    return first.index(key) if key in first else len(first) + ORDER.get(key, 99)


def _plain(key: str, values: Values, choices: Sequence[str] = ()) -> FormField:
    text = text_of(values[key]) if key in values else ""
    return FormField(key=key, label=label(key), text=text, given="step" if text else "", choices=tuple(choices))


def label(key: str) -> str:
    """What a field is called."""
    return _LABELS.get(key, key.replace("_", " ").capitalize())


def _field(key: str, field: Field, values: Values, given: Mapping[str, Any], kind: str) -> FormField:
    if key in values:
        text, origin = text_of(values[key]), "step"
    elif key in given:
        text, origin = text_of(given[key]), "move" if "move" in values else "defaults"
    else:
        empty = field.default is NODEFAULT or field.default is None or field.default in ((), "")
        text, origin = "" if empty else text_of(field.default), ""
    limit = LIMITS.get(limit_of(kind, key, given.get("target")) or "")
    return FormField(
        key=key,
        label=label(key),
        text=text,
        given=origin,
        about=_about(field),
        usual=usual(limit) if limit else "",
        most=bound(limit) if limit and limit.capped else "",
        choices=_choices(key, field),
    )


def limit_of(kind: str, key: str, target: object = None) -> str | None:
    """The limit that binds a key of a step, by its id; the neck has one of its own."""
    found = _LIMIT_OF.get((kind, key))
    if found in _NECK:
        names = target if isinstance(target, list | tuple) else [target]
        muscles = [muscle for name in names if isinstance(name, str) for muscle in target_keys(name)]
        if muscles and all(GROUP_OF.get(muscle) == "neck" for muscle in muscles):
            return _NECK[found]
    return found


def _about(field: Field) -> str:
    notes = [part.description for part in get_args(field.annotation) if isinstance(part, Meta) and part.description]
    return notes[-1] if notes else ""


def _choices(key: str, field: Field) -> tuple[str, ...]:
    shape = field.shape
    if isinstance(shape, inspect.LiteralType) and key in _CHOSEN:
        # In the order in which they are declared: each literal is one of the parts of what is annotated.
        return _literals(field.annotation)
    return ("yes", "no") if isinstance(shape, inspect.BoolType) else ()


def _literals(annotation: object) -> tuple[str, ...]:
    parts = get_args(annotation)
    if get_origin(annotation) is Literal:
        return parts
    return next((found for part in parts if (found := _literals(part))), ())


def text_of(value: object) -> str:
    """A value as people type it: 20, "15, 20, 30", "left 45, right 30", yes."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {text_of(each)}" for key, each in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(text_of, value))
    if isinstance(value, float):
        return f"{value:g}"
    return " ".join(str(value).split())


def typed(key: str, text: str, kind: str) -> object:
    """What is typed into a field as a value of TOML; None for nothing, which takes the key away."""
    text = text.strip()
    fields = GROUP if kind in ("group", "routine") else OF_KIND.get(kind, {})
    shape = fields[key].shape if key in fields else None
    if not text:
        return None
    if isinstance(shape, inspect.BoolType) and text.casefold() in ("yes", "no", "true", "false", "on", "off"):
        return text.casefold() in ("yes", "true", "on")
    if isinstance(shape, inspect.CustomType) and shape.cls in _LISTS:
        parts = [part.strip() for part in text.strip("[]").split(",") if part.strip()]
        return parts[0] if len(parts) == 1 else parts
    if isinstance(shape, inspect.StrType):
        return text
    if _INTEGER(text):
        return int(text)
    if _DECIMAL(text):
        return float(text.replace(",", "."))
    if key == "hold" and (sides := _BY_SIDE(text.casefold())) and sides[1] != sides[3]:
        return {sides[1]: _amount(sides[2]), sides[3]: _amount(sides[4])}
    if key == "hold" and _RAMP(text.casefold()):
        return [_amount(part) for part in re.findall(r"[0-9.]+", text)]
    return text


def _amount(text: str) -> object:
    text = text.strip()
    if _INTEGER(text):
        return int(text)
    return float(text) if _DECIMAL(text) else text


def more(values: Values, moves: Moves, by: int) -> Values:
    """The dose changed by `by` steps: a repetition where repetitions are counted, five seconds otherwise.

    It stays above nothing, and below what is ever played. An empty result means that it can go no further.
    """
    kind, given = kind_of(values, moves), in_force(values, moves)
    key = next((each for each in _dose_keys(kind) if each in given), None)
    if key is None:
        return {}
    if key in ("reps", "repeat"):
        changed = _shifted(given[key], by, 1, 1000)
    else:
        limit = LIMITS.get(limit_of(kind, key, given.get("target")) or "")
        most = limit.cap if limit is not None and limit.capped and limit.unit == "s" and not limit.least else 4 * 3600
        long = _seconds(given[key]) >= 180  # noqa: PLR2004 - three minutes
        changed = _shifted(given[key], by * (60 if long else _SECONDS), _SECONDS, most)
    return {} if changed == given[key] or changed is None else {key: changed}


def _dose_keys(kind: str) -> tuple[str, ...]:
    if is_moved(kind):
        return ("reps", "duration")
    return {"group": ("repeat",), "routine": ("repeat",)}.get(kind, ("hold", "duration"))


def _seconds(value: object) -> float:
    try:
        return float(length(value, Span))
    except (TypeError, ValueError):
        return 0.0


def _shifted(value: object, by: int, least: float, most: float) -> object:
    """A number, or each number of a range, a list or a table, changed by `by`, in the form it has."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return type(value)(min(max(value + by, min(value, least)), max(value, most)))
    if isinstance(value, list | tuple):
        return [_shifted(each, by, least, most) for each in value]
    if isinstance(value, Mapping):
        return {key: _shifted(each, by, least, most) for key, each in value.items()}
    if not isinstance(value, str):
        return None
    try:
        seconds = int(length(value, Span))
    except ValueError:
        # A range: both ends, in the units that they are written in.
        parts = re.split(r"([0-9]+)", value)
        numbers = [str(_shifted(int(part), by, least, most)) if part.isdigit() else part for part in parts]
        return "".join(numbers) if len(parts) == 5 else None  # noqa: PLR2004 - two numbers
    return _short(_shifted(seconds, by, least, most))


def _short(seconds: object) -> str:
    """Seconds as a file writes them: 45 s, 2 min, 1 min 30 s."""
    minutes, rest = divmod(int(str(seconds)), 60)
    return f"{minutes}m{f'{rest}s' if rest else ''}" if minutes else f"{rest}s"


def next_side(values: Values, moves: Moves) -> Values:
    """The sides that come after those that a step has now; empty where it has none."""
    kind, given = kind_of(values, moves), in_force(values, moves)
    fields = OF_KIND.get(kind, {})
    if "sides" not in fields:
        return {}
    choices = _choices("sides", fields["sides"])
    now = given.get("sides", "both")
    after = choices[(choices.index(now) + 1) % len(choices)] if now in choices else choices[0]
    bare = in_force({key: value for key, value in values.items() if key != "sides"}, moves)
    return {"sides": None if bare.get("sides", "both") == after else after}


def title(values: Values, moves: Moves) -> str:
    """What a step is called: by its own name, its move's, or what it does."""
    given = in_force(values, moves)
    kind = kind_of(values, moves)
    if kind == "routine":
        return f"Routine: {text_of(values['routine'])}"
    if isinstance(given.get("name"), str):
        return " ".join(given["name"].split())
    if kind == "group":
        return "Rounds"
    if "move" in values and not kind:
        return text_of(values["move"])
    return (name_for(given) if kind and isinstance(given.get("target", ""), str | list) else None) or kind or "…"


def dose(values: Values, moves: Moves) -> str:
    """How much a step asks for, as short as that can be said: "20 s ×2 each", "10 reps", "3 rounds"."""
    kind, given = kind_of(values, moves), in_force(values, moves)
    if values.get("enabled") is False:
        return "off"
    if kind in ("group", "routine"):
        rounds = given.get("repeat", 1)
        return f"{text_of(rounds)} rounds" if rounds != 1 else ""
    parts = []
    if is_moved(kind) and "reps" in given:
        parts.append(f"{text_of(given['reps'])} reps")
    elif (amount := given.get("hold" if kind in ("stretch", "contract-relax") else "duration")) is not None:
        parts.append(_with_unit(amount))
    times = given.get("reps" if kind in ("stretch", "contract-relax") else "sets", 1)
    if times != 1 and not isinstance(given.get("hold"), list):
        parts.append(f"×{text_of(times)}")
    sides = given.get("sides", "both")
    if sides != "both":
        parts.append({"each": "each", "alternate": "in turn"}.get(str(sides), str(sides)))
    return " ".join(parts)


def _with_unit(amount: object) -> str:
    if isinstance(amount, int | float) and not isinstance(amount, bool):
        return spoken(float(amount))
    text = text_of(amount)
    return text if re.search(r"[a-z]", text) else f"{text} s"


def said(values: Values) -> str:
    """New values in words, for what undo is called: "hold 25"."""
    return ", ".join(f"{key} {'as usual' if value is None else text_of(value)}" for key, value in values.items())


def shell_value(key: str, text: str, kind: str) -> object:
    """What a script gives for a key (`hold=30`): as typed into a field, or as TOML where it is written so."""
    try:
        value: object = tomli.loads(f"v = {text}")["v"]
    except ValueError:
        return typed(key, text, kind)
    return typed(key, text, kind) if isinstance(value, str) and literal(value) != text else value
