"""The JSON Schema of the file format, made from the model, for editors that complete and check TOML."""

from typing import Final

from stretchplayer.caps.limits import LIMITS
from stretchplayer.model.steps import DEEPEST, STEP_TYPES, Common, Group
from stretchplayer.routine.fields import ANY_KIND, DEFAULTS, GROUP, OF_KIND, SOUND, TOP, kinds_with
from stretchplayer.routine.json_types import Schema, definitions, limits, properties, table, value
from stretchplayer.routine.own_moves import MOST_MOVES
from stretchplayer.routine.top import FORMAT

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_TWICE: Final[Schema] = {"required": ["duration"], "anyOf": [{"required": ["reps"]}, {"required": ["tempo"]}]}
"""A dynamic step that says its length in both ways."""


def schema() -> Schema:
    """The schema as JSON values. What it lets pass can still be wrong: it knows no moves, sums or cross references."""
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
    if model.kind == "dynamic":
        made["not"] = _TWICE
    return made


def _step(model: type[Common]) -> Schema:
    """A step that says its kind; its move may give what the kind needs."""
    alone: Schema = {"required": [key for key, field in OF_KIND[model.kind].items() if field.required]}
    if model.kind == "dynamic":
        alone["anyOf"] = [{"required": ["duration"]}, {"required": ["reps", "tempo"]}]
    return {"allOf": [{"$ref": f"#/$defs/{model.kind}"}], "anyOf": [alone, {"required": ["move"]}]}


def _any_kind() -> Schema:
    """The keys of a step whose kind is said elsewhere: each as one of the kinds has it."""
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
            "repeat": value(GROUP["repeat"]),
            "optional": value(GROUP["optional"]),
            "step": _steps(depth),
        },
        "required": ["step"],
        "additionalProperties": False,
    }


def _steps(depth: int) -> Schema:
    names = [*(f"{kind}-step" for kind in OF_KIND), "moved-step"]
    if depth < DEEPEST:
        names.append(f"group-{depth + 1}")
    return {"type": "array", "minItems": 1, "items": {"anyOf": [{"$ref": f"#/$defs/{name}"} for name in names]}}
