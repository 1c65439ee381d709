"""The JSON Schema of the file format, made from the model, for editors that complete and check TOML."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from stretchplayer.caps.limits import LIMITS
from stretchplayer.model.duration import TEMPO_PATTERN
from stretchplayer.model.routine import FORMAT, FORMAT_KEY
from stretchplayer.model.steps import DEEPEST, STEP_TYPES, Common, Group
from stretchplayer.routine.checks import MOST_MOVES
from stretchplayer.routine.fields import ANY_KIND, DEFAULTS, GROUP, OF_KIND, SOUND, TOP, Fields
from stretchplayer.routine.moves import INCLUDE_KEYS, MOVED
from stretchplayer.routine.value_schemas import (
    Schema,
    definitions,
    hint,
    limits,
    properties,
    ref,
    table,
    value,
    widest,
)

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def schema() -> Schema:
    """The schema as JSON values. It knows no moves, sums or cross references, so what it accepts can still be wrong.

    It is written for language servers as much as for validators. They complete and explain from `properties`, so those
    of a step have every key of every kind; which of them belong to its kind, and which are missing, a branch for each
    kind says, under `if` and `then`. Tombi warns of every table that does not say whether it takes other keys, so each
    does; Taplo looks past what stands beside `$ref`, so nothing does; both say more of a list of types with
    their bounds than of an `anyOf`.
    """
    return {
        "$schema": _DIALECT,
        "title": "stretchplayer routine",
        "description": f"A guided stretching routine, format {FORMAT}.",
        "type": "object",
        "properties": {
            "format": {"const": FORMAT, "description": f"{FORMAT_KEY}."},
            **properties(TOP),
            "defaults": table(DEFAULTS, "Values for steps that do not give their own."),
            "sound": table(SOUND, "What the routine sounds like; cue names take files of its own."),
            "limits": {**limits(LIMITS), "description": "Limits of its own, which only bind tighter than the caps."},
            "move": {
                "type": "object",
                "description": "Own moves, as [move.NAME], with the keys of a step.",
                "propertyNames": ref("name"),
                "maxProperties": MOST_MOVES,
                "additionalProperties": ref("move"),
            },
            "step": {**_STEPS, "description": "The steps, each as [[step]], in the order in which they are played."},
        },
        "required": ["format", "title", "step"],
        "additionalProperties": False,
        "if": _having("step"),
        "then": {"allOf": [_shallow(DEEPEST), *(_unless_default(key, f"with-{key}") for key in ("hold", "reps"))]},
        "$defs": {
            "step": _step(),
            "step-by-kind": {"allOf": [ref("by-kind"), *(part for kind in OF_KIND for part in _needs(kind))]},
            "move": _move(),
            "by-kind": _by_kind(),
            **{model.kind: _keys(model) for model in STEP_TYPES},
            "any-kind": _any_kind(),
            "group": _group(),
            "include": _include(),
            "with-hold": _throughout("with-hold", _of_kind("stretch", move=False), _having("hold")),
            "with-reps": _throughout("with-reps", _open(properties={"move": False, "duration": False}), _counted()),
            **definitions(),
        },
    }


_STEPS: Final[Schema] = {"type": "array", "minItems": 1, "items": ref("step")}
_TABLES: Final[Mapping[str, Fields]] = {**OF_KIND, "group": {k: field for k, field in GROUP.items() if k != "step"}}
"""The keys of each kind and of a group, but for its steps."""
_ROUTINE: Final[Schema] = {
    "type": "string",
    "minLength": 1,
    "description": "The name of another routine, which is played here; such a step has no move and no kind.",
}


def _open(**parts: Any) -> Schema:  # noqa: ANN401 - JSON is any of its own kinds
    """A table about which only `parts` are said."""
    return {"type": "object", **parts, "additionalProperties": True}


def _having(*keys: str) -> Schema:
    return _open(required=list(keys))


def _of_kind(kind: str, **others: Any) -> Schema:  # noqa: ANN401 - the same
    return _open(properties={"kind": {"const": kind}, **others}, required=["kind"])


def _when(condition: Schema, then: Schema, otherwise: Schema | None = None) -> Schema:
    return _open(**{"if": condition, "then": then, **({"else": otherwise} if otherwise else {})})


def _step() -> Schema:
    """A step or a group: every key that one can have, and what tells which keys this one can have."""
    return {
        **_open(properties={**_every_key(_TABLES), "routine": _ROUTINE, "step": _STEPS}),
        "if": _having("step"),
        "then": ref("group"),
        "else": _when(
            _having("kind"),
            ref("step-by-kind"),
            _when(
                _having("move"),
                # Without its kind, a hold may be one of the breath.
                {"allOf": [ref("any-kind"), _open(**_once("reps", "tempo"))]},
                _when(
                    _having("routine"),
                    ref("include"),
                    _when(_having("repeat"), ref("group"), {"allOf": [_having("kind"), ref("any-kind")]}),
                ),
            ),
        ),
    }


def _move() -> Schema:
    """A move of the file's own: a step that may leave out anything and names no move."""
    every = _every_key(OF_KIND)
    # Tombi follows one reference, and no second one behind it.
    keys = {key: made if "$ref" in made else ref(f"step/properties/{key}") for key, made in every.items()}
    return {
        **_open(properties={**keys, "move": False}),
        "if": _having("kind"),
        "then": ref("by-kind"),
        "else": ref("any-kind"),
    }


def _shallow(depth: int) -> Schema:
    """Groups at most so deep."""
    inner = _shallow(depth - 1) if depth else _open(**{"not": _having("step")})
    return _open(properties={"step": {"type": "array", "items": inner}})


def _unless_default(key: str, rule: str) -> Schema:
    """What holds for every step of a file that has no such key under `[defaults]`."""
    given = _open(properties={"defaults": _having(key)}, required=["defaults"])
    return _when(given, _open(), ref(rule))


def _throughout(name: str, condition: Schema, then: Schema) -> Schema:
    """The definition `name`: what holds for a table where the condition is met, and for the steps in it."""
    return {**_open(properties={"step": {"type": "array", "items": ref(name)}}), "if": condition, "then": then}


def _every_key(tables: Mapping[str, Fields]) -> Schema:
    """Every key of these tables, explained; where they differ in what they take, it takes anything."""
    found: Schema = {"kind": {"enum": list(OF_KIND), "description": "What kind of step it is."}}
    for key in sorted({key for fields in tables.values() for key in fields}):
        values = {kind: value(fields[key]) for kind, fields in tables.items() if key in fields}
        (first, *others) = values.values()
        found[key] = dict(first) if len(_variants(key)) == 1 else hint(_variants(key))
        texts: dict[str, list[str]] = {}
        for kind, each in values.items():
            texts.setdefault(each.get("description", ""), []).append(kind)
        if description := _in_one(texts):
            found[key]["description"] = description
        if any(each.get("default") != first.get("default") for each in others):
            found[key].pop("default", None)
    return found


def _in_one(texts: Mapping[str, list[str]]) -> str:
    """What is said of a key by different kinds, with their names before what most do not say."""
    said = {text: kinds for text, kinds in texts.items() if text}
    total = sum(map(len, said.values()))
    parts = sorted(said.items(), key=lambda part: -len(part[1]))
    return " ".join(text if 2 * len(kinds) > total else f"{', '.join(kinds)}: {text}" for text, kinds in parts)


def _variants(key: str) -> list[Schema]:
    """What the kinds that have `key` take for it; once what is the same for several."""
    found: list[Schema] = []
    for fields in _TABLES.values():
        if key in fields and (choice := value(fields[key], notes=False)) not in found:
            found.append(choice)
    return found


def _some(fields: Fields) -> Schema:
    """These keys: what they take is said here only where it depends on the kind."""
    return {key: True if len(_variants(key)) == 1 else value(field, notes=False) for key, field in fields.items()}


def _keys(model: type[Common]) -> Schema:
    """Which keys a step or an own move of one kind can have."""
    made: Schema = {
        "description": (model.__doc__ or "").strip(),
        "type": "object",
        "properties": {"kind": True, **_some(OF_KIND[model.kind])},
        "additionalProperties": False,
    }
    return {**made, **_once("reps", "tempo", "hold")} if model.kind in MOVED else made


def _once(*keys: str) -> Schema:
    """What moves gives its length once: by a duration, or by these keys."""
    return {"if": _having("duration"), "then": _open(properties=dict.fromkeys(keys, False))}


def _any_kind() -> Schema:
    """The keys of a step whose kind its move gives: each as any of the kinds has it."""
    keys = {key: True if len(_variants(key)) == 1 else widest(_variants(key)) for key in sorted(ANY_KIND - {"kind"})}
    return {"type": "object", "properties": keys, "additionalProperties": False}


def _by_kind() -> Schema:
    """The keys that go with the kind that is written; with a word that is no kind, those of any."""
    unknown = _open(properties={"kind": {"not": {"enum": list(OF_KIND)}}})
    return {"allOf": [*(_when(_of_kind(kind), ref(kind)) for kind in OF_KIND), _when(unknown, ref("any-kind"))]}


def _needs(kind: str) -> Iterator[Schema]:
    """What a step of this kind has to have where no move may give it."""
    alone = _of_kind(kind, move=False)
    # What `[defaults]` may give stands in the definitions `with-`.
    needed = [key for key, field in OF_KIND[kind].items() if field.required and (kind, key) != ("stretch", "hold")]
    if needed:
        yield _when(alone, _having(*needed))
    if kind in MOVED:
        phases = {"tempo": {"type": "string", "pattern": TEMPO_PATTERN}}
        in_phases = _open(properties={"kind": {"const": kind}, **phases}, required=["kind", "tempo"])
        yield _when(in_phases, _open(properties={"hold": False}))
    elif "hold" in OF_KIND[kind] and "sides" in OF_KIND[kind]:
        one_turn = _of_kind(kind, move=False, sides={"enum": ["both", "left", "right"]})
        yield _when(one_turn, _open(properties={"hold": {"not": {"type": "object"}}}))


def _counted() -> Schema:
    """What a moving step without a duration needs; of another kind, nothing."""
    counts = _open(anyOf=[_having("tempo"), _having("hold")])
    moving = _open(properties={"kind": {"enum": list(MOVED)}}, required=["kind"])
    needs = _when(_having("reps"), _open(), _when(counts, _having("reps"), _having("duration")))
    return _when(moving, needs)


def _group() -> Schema:
    return {
        "description": (Group.__doc__ or "").partition("\n")[0],
        "type": "object",
        "properties": {**_some(_TABLES["group"]), "step": True},
        "required": ["step"],
        "additionalProperties": False,
    }


def _include() -> Schema:
    keys = {key: field for key, field in _TABLES["group"].items() if key in INCLUDE_KEYS}
    return {
        "description": "Another routine, by its name.",
        "type": "object",
        "properties": {**_some(keys), "routine": True},
        "additionalProperties": False,
    }
