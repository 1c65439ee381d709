"""The JSON Schema of the file format, made from the model, for editors that complete and check TOML."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

import msgspec

from stretchplayer.caps.limits import LIMITS, Limit
from stretchplayer.catalog import muscle_names
from stretchplayer.model.duration import (
    COUNT_PATTERN,
    MOST_RAMP,
    PATTERN,
    SPAN_RANGE_PATTERN,
    TEMPO_PATTERN,
    Breath,
    BreathHold,
    Count,
    Held,
    Seconds,
    Span,
    SpanRange,
    Tempo,
    builtins,
)
from stretchplayer.model.figure import Figure
from stretchplayer.model.muscles import GROUPS, MUSCLES
from stretchplayer.model.number_ranges import OWN_LIMIT, REPS, Label, Labels, Name, NumberRange, Passage, Title
from stretchplayer.model.routine import FORMAT, SoundFile
from stretchplayer.model.steps import DEEPEST, FIGURE, STEP_TYPES, Common, Group, Loads, NotWith, Targets
from stretchplayer.routine.checks import MOST_MOVES
from stretchplayer.routine.fields import (
    ANSWERS,
    ANY_KIND,
    DEFAULTS,
    GROUP,
    LENGTHS,
    LOADS,
    MOST_ITEMS,
    OF_KIND,
    SOUND,
    TOP,
    Field,
    Fields,
    kinds_with,
)
from stretchplayer.routine.moves import INCLUDE_KEYS, MOVED

Schema = dict[str, Any]
_OMITTED: Final = frozenset({"title", "default"})
_DURATIONS: Final[dict[type, str]] = {
    Span: "span",
    Seconds: "seconds",
    Breath: "breath",
    BreathHold: "breath-hold",
}
_NUMBERS: Final[dict[type, str]] = {SpanRange: "span-range", Held: "held", Tempo: "tempo", Count: "count"}
_LISTS: Final[dict[type, str]] = {Targets: "target", Labels: "labels", Loads: "loads", NotWith: "not-with"}
_TEXTS: Final = {"title": Title, "name": Name, "label": Label, "passage": Passage, "sound-file": SoundFile}


def definitions() -> Schema:
    """The named values, for `$defs`."""
    label, key = _ref("label"), {"enum": list(dict.fromkeys((*GROUPS, *MUSCLES)))}
    other = {"type": "string", "pattern": _other_names(), "description": "Another name of muscles."}
    return {
        **{name: msgspec.json.schema(text) for name, text in _TEXTS.items()},
        "labels": _one_or_more(label),
        "loads": _one_or_more({"enum": list(LOADS)}),
        "not-with": _one_or_more({"enum": list(ANSWERS)}),
        "span-range": {"anyOf": [_ref("span"), _text(SPAN_RANGE_PATTERN)]},
        "held": {
            "anyOf": [
                _ref("span-range"),
                {"type": "array", "items": _ref("span"), "minItems": 1, "maxItems": MOST_RAMP},
                {
                    "type": "object",
                    "properties": {"left": _ref("span"), "right": _ref("span")},
                    "required": ["left", "right"],
                    "additionalProperties": False,
                },
            ]
        },
        "count": {"anyOf": [{"type": "integer", "minimum": REPS.least, "maximum": REPS.most}, _text(COUNT_PATTERN)]},
        "tempo": {"anyOf": [*_numbers(Tempo.bounds), _text(PATTERN), _text(TEMPO_PATTERN)]},
        "muscle": {"anyOf": [key, other]},
        "target": {
            "anyOf": [_ref("muscle"), {"type": "array", "items": _ref("muscle"), "minItems": 1, "maxItems": MOST_ITEMS}]
        },
        **{
            _DURATIONS[kind]: {"anyOf": [*_numbers(kind.bounds), {"type": "string", "pattern": PATTERN}]}
            for kind in LENGTHS
        },
        **_figure(),
    }


def _text(pattern: str) -> Schema:
    return {"type": "string", "pattern": pattern}


def _other_names() -> str:
    """A pattern for the other names of targets, with words separated by a space, `_` or `-`."""
    names = "|".join(sorted(muscle_names())).replace(" ", "[ _-]")
    return f"^(?:{names})(?![\\s\\S])"


def table(fields: Fields, description: str) -> Schema:
    """A table with these optional keys and no others."""
    return {
        "type": "object",
        "description": description,
        "properties": properties(fields),
        "additionalProperties": False,
    }


def properties(fields: Fields) -> Schema:
    """The schemas of a table's keys."""
    return {key: value(field) for key, field in fields.items()}


def _figure() -> Schema:
    """A figure and the tables that it is made of."""
    _, made = msgspec.json.schema_components([Figure], ref_template="#/$defs/{name}")
    renamed = {name: name.lower() for name in made}
    return {renamed[name]: _plain(made[name], renamed) for name in made}


def _plain(made: Any, renamed: Mapping[str, str]) -> Any:  # noqa: ANN401 - JSON is any of its own kinds
    """A schema without nulls, with its tables renamed, recursively."""
    if isinstance(made, list):
        return [_plain(part, renamed) for part in made]
    if not isinstance(made, dict):
        return made
    bare = {key: part for key, part in _without_null(made).items() if key not in _OMITTED}
    if "$ref" in bare:
        name = bare["$ref"].rpartition("/")[2]
        bare["$ref"] = f"#/$defs/{renamed.get(name, name)}"
    return {
        key: " ".join(part.split()) if key == "description" else _plain(part, renamed) for key, part in bare.items()
    }


def value(field: Field, *, notes: bool = True) -> Schema:
    """The schema of one key; with `notes`, including its description and default."""
    if field.key == "figure":
        return {**_ref("figure"), **({"description": FIGURE} if notes else {})}
    made = _without_null(msgspec.json.schema(field.annotation, schema_hook=_own_type))
    described = {"description": made.pop("description")} if "description" in made else {}
    made = next((_ref(name) for name, text in _TEXTS.items() if made == msgspec.json.schema(text)), made)
    if field.default not in (msgspec.NODEFAULT, None, (), ""):
        described["default"] = builtins(field.default)
    return {**made, **described} if notes else made


def limits(rows: Mapping[str, Limit]) -> Schema:
    """A table of limits by what is left of their ids: a dot may be in a quoted key, or separate two tables."""
    found: Schema = {}
    for first in dict.fromkeys(_beginnings(rows)):
        choices: list[Schema] = []
        if first in rows:
            choices.append(_limit(rows[first]))
        inner = {name[len(first) + 1 :]: limit for name, limit in rows.items() if name.startswith(f"{first}.")}
        if inner:
            choices.append(limits(inner))
        found[first] = choices[0] if len(choices) == 1 else {"anyOf": choices}
    return {"type": "object", "properties": found, "additionalProperties": False}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _own_type(kind: type) -> Schema:
    names: dict[type, str] = {**_DURATIONS, **_NUMBERS, **_LISTS}
    return _ref(names[kind])


def _one_or_more(one: Schema) -> Schema:
    return {"anyOf": [one, {"type": "array", "items": one, "maxItems": MOST_ITEMS}]}


def _numbers(bounds: NumberRange) -> list[Schema]:
    zero: list[Schema] = [{"const": 0}] if bounds.or_zero else []
    return [*zero, {"type": "number", "minimum": bounds.least, "maximum": bounds.most}]


def _without_null(made: Schema) -> Schema:
    """A schema without null, which TOML does not have."""
    if "anyOf" in made:
        kept = [choice for choice in made["anyOf"] if choice != {"type": "null"}]
        rest = {key: part for key, part in made.items() if key != "anyOf"}
        return {**kept[0], **rest} if len(kept) == 1 else {**rest, "anyOf": kept}
    if "enum" in made:
        return {**made, "enum": [choice for choice in made["enum"] if choice is not None]}
    return made


def _beginnings(names: Iterable[str]) -> Iterable[str]:
    for name in names:
        parts = name.split(".")
        yield from (".".join(parts[:length]) for length in range(1, len(parts) + 1))


def _limit(limit: Limit) -> Schema:
    described = {"description": f"{limit.what} ({limit.unit})"}
    if limit.least:
        return {"type": "number", **described, "minimum": limit.cap, "maximum": OWN_LIMIT.most}
    if not limit.cap:
        return {"const": 0, **described}
    return {**described, "anyOf": _numbers(OWN_LIMIT._replace(most=min(limit.cap, OWN_LIMIT.most)))}


_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_TWICE: Final[Schema] = {"required": ["duration"], "anyOf": [{"required": [key]} for key in ("reps", "tempo", "hold")]}
"""A moving step that gives its length twice."""


def schema() -> Schema:
    """The schema as JSON values. It knows no moves, sums or cross references, so what it accepts can still be wrong."""
    return {
        "$schema": _DIALECT,
        "title": "stretchplayer routine",
        "description": f"A guided stretching routine, format {FORMAT}.",
        "type": "object",
        "properties": {
            "format": {"const": FORMAT, "description": "The version of the file format."},
            **properties(TOP),
            "defaults": table(DEFAULTS, "Transitions for steps that do not give their own."),
            "sound": table(SOUND, "What the routine sounds like; cue names take files of its own."),
            "limits": {**limits(LIMITS), "description": "Limits of its own, which only bind tighter than the caps."},
            "move": {
                "type": "object",
                "description": "Own moves, as [move.NAME], with the keys of a step.",
                "propertyNames": {"$ref": "#/$defs/name"},
                "maxProperties": MOST_MOVES,
                "additionalProperties": {"$ref": "#/$defs/move"},
            },
            "step": _steps(0),
        },
        "required": ["format", "title", "step"],
        "additionalProperties": False,
        "$defs": {
            **{model.kind: _keys(model) for model in STEP_TYPES},
            **{f"{model.kind}-step": _step(model) for model in STEP_TYPES},
            "any-kind": _any_kind(),
            "moved-step": {"allOf": [{"$ref": "#/$defs/any-kind"}], "required": ["move"], "not": _TWICE},
            "include-step": _include(),
            "move": _move(),
            **{f"group-{depth}": _group(depth) for depth in range(1, DEEPEST + 1)},
            **definitions(),
        },
    }


def _keys(model: type[Common]) -> Schema:
    """The keys of one kind of step, as a step or an own move gives them."""
    made: Schema = {
        "description": (model.__doc__ or "").strip(),
        "type": "object",
        "properties": {"kind": {"const": model.kind}, **properties(OF_KIND[model.kind])},
        "required": ["kind"],
        "additionalProperties": False,
    }
    if model.kind in MOVED:
        made["not"] = _TWICE
    return made


def _step(model: type[Common]) -> Schema:
    """A step with its kind; its move may give what the kind needs."""
    alone: Schema = {"required": [key for key, field in OF_KIND[model.kind].items() if field.required]}
    if model.kind in MOVED:
        alone["anyOf"] = [{"required": ["duration"]}, {"required": ["reps"]}]
    return {"allOf": [{"$ref": f"#/$defs/{model.kind}"}], "anyOf": [alone, {"required": ["move"]}]}


def _any_kind() -> Schema:
    """The keys of a step whose kind its move gives: each as any of the kinds has it."""
    found: Schema = {}
    for key in sorted(ANY_KIND - {"kind"}):
        choices: list[Schema] = []
        for kind in kinds_with(key):
            choice = value(OF_KIND[kind][key], notes=False)
            if choice not in choices:
                choices.append(choice)
        found[key] = choices[0] if len(choices) == 1 else {"anyOf": choices}
    return {"type": "object", "properties": found, "additionalProperties": False}


def _move() -> Schema:
    names = [*OF_KIND, "any-kind"]
    return {"not": {"required": ["move"]}, "anyOf": [{"$ref": f"#/$defs/{name}"} for name in names]}


def _group(depth: int) -> Schema:
    return {
        "description": (Group.__doc__ or "").strip(),
        "type": "object",
        "properties": {
            **{key: value(field) for key, field in GROUP.items() if key != "step"},
            "step": _steps(depth),
        },
        "required": ["step"],
        "additionalProperties": False,
    }


def _include() -> Schema:
    keys = {key: value(GROUP[key]) for key in INCLUDE_KEYS if key in GROUP}
    return {
        "description": "Another routine, by its name.",
        "type": "object",
        "properties": {"routine": {"type": "string", "minLength": 1}, **keys},
        "required": ["routine"],
        "additionalProperties": False,
    }


def _steps(depth: int) -> Schema:
    names = [*(f"{kind}-step" for kind in OF_KIND), "moved-step", "include-step"]
    if depth < DEEPEST:
        names.append(f"group-{depth + 1}")
    return {"type": "array", "minItems": 1, "items": {"anyOf": [{"$ref": f"#/$defs/{name}"} for name in names]}}
