"""JSON Schemas of single values and of tables of plain keys, made from the model's types."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

import msgspec

from stretchplayer.caps.limit import Limit
from stretchplayer.catalog import muscle_names
from stretchplayer.model.bounds import OWN_LIMIT, Bounds, Label, Labels, Name, Passage, Title
from stretchplayer.model.duration import PATTERN, Breath, BreathHold, Seconds, Span, Tempo
from stretchplayer.model.figure import Figure
from stretchplayer.model.muscles import GROUPS, MUSCLES
from stretchplayer.model.routine import SoundFile
from stretchplayer.model.steps import Loads, Targets
from stretchplayer.routine.fields import Field, Fields
from stretchplayer.routine.values import LENGTHS, LOADS, MOST_ITEMS

Schema = dict[str, Any]
_FIGURE_TOLD: Final = "How it is done, as a small body in two poses."
_UNTOLD: Final = frozenset({"title", "default"})
_DURATIONS: Final[dict[type, str]] = {
    Span: "span",
    Seconds: "seconds",
    Tempo: "tempo",
    Breath: "breath",
    BreathHold: "breath-hold",
}
_TEXTS: Final = {"title": Title, "name": Name, "label": Label, "passage": Passage, "sound-file": SoundFile}


def definitions() -> Schema:
    """The values that have a name of their own, for `$defs`."""
    label, key = _ref("label"), {"enum": list(dict.fromkeys((*GROUPS, *MUSCLES)))}
    other = {"type": "string", "pattern": _other_names(), "description": "Another name of muscles."}
    return {
        **{name: msgspec.json.schema(text) for name, text in _TEXTS.items()},
        "labels": _one_or_more(label),
        "loads": _one_or_more({"enum": list(LOADS)}),
        "muscle": {"anyOf": [key, other]},
        "target": {
            "anyOf": [_ref("muscle"), {"type": "array", "items": _ref("muscle"), "minItems": 1, "maxItems": MOST_ITEMS}]
        },
        **{_DURATIONS[kind]: _duration(kind.bounds) for kind in LENGTHS},
        **_figure(),
    }


def _other_names() -> str:
    """A pattern for every other name that a target may have, words apart by a space, `_` or `-`."""
    names = "|".join(sorted(muscle_names())).replace(" ", "[ _-]")
    return f"^(?:{names})(?![\\s\\S])"


def table(fields: Fields, description: str) -> Schema:
    """A table that has these keys and no others, none of them needed."""
    return {
        "type": "object",
        "description": description,
        "properties": properties(fields),
        "additionalProperties": False,
    }


def properties(fields: Fields) -> Schema:
    """The keys of a table with what the model says about each."""
    return {key: value(field) for key, field in fields.items()}


def _figure() -> Schema:
    """A figure and the tables that it is made of."""
    _, made = msgspec.json.schema_components([Figure], ref_template="#/$defs/{name}")
    renamed = {name: name.lower() for name in made}
    return {renamed[name]: _plain(made[name], renamed) for name in made}


def _plain(made: Any, renamed: Mapping[str, str]) -> Any:  # noqa: ANN401 - JSON is any of its own kinds
    """A schema without nulls, its tables called as this file calls them, all the way down."""
    if isinstance(made, list):
        return [_plain(part, renamed) for part in made]
    if not isinstance(made, dict):
        return made
    bare = {key: part for key, part in _without_null(made).items() if key not in _UNTOLD}
    if "$ref" in bare:
        name = bare["$ref"].rpartition("/")[2]
        bare["$ref"] = f"#/$defs/{renamed.get(name, name)}"
    return {
        key: " ".join(part.split()) if key == "description" else _plain(part, renamed) for key, part in bare.items()
    }


def value(field: Field, *, notes: bool = True) -> Schema:
    """What the model says about one key; with `notes`, its description and built-in value too."""
    if field.key == "figure":
        return {**_ref("figure"), **({"description": _FIGURE_TOLD} if notes else {})}
    made = _without_null(msgspec.json.schema(field.annotation, schema_hook=_own_type))
    told = {"description": made.pop("description")} if "description" in made else {}
    made = next((_ref(name) for name, text in _TEXTS.items() if made == msgspec.json.schema(text)), made)
    if field.default not in (msgspec.NODEFAULT, None, (), ""):
        told["default"] = float(field.default) if isinstance(field.default, Seconds) else field.default
    return {**made, **told} if notes else made


def limits(rows: Mapping[str, Limit]) -> Schema:
    """A table of limits by what is left of their ids: a dot may be in the key, or stand between two tables."""
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
    names: dict[type, str] = {**_DURATIONS, Targets: "target", Labels: "labels", Loads: "loads"}
    return _ref(names[kind])


def _one_or_more(one: Schema) -> Schema:
    return {"anyOf": [one, {"type": "array", "items": one, "maxItems": MOST_ITEMS}]}


def _duration(bounds: Bounds) -> Schema:
    return {"anyOf": [*_numbers(bounds), {"type": "string", "pattern": PATTERN}]}


def _numbers(bounds: Bounds) -> list[Schema]:
    zero: list[Schema] = [{"const": 0}] if bounds.or_zero else []
    return [*zero, {"type": "number", "minimum": bounds.least, "maximum": bounds.most}]


def _without_null(made: Schema) -> Schema:
    """TOML has no null; "or nothing" is said by leaving the key out."""
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
    told = {"description": f"{limit.what} ({limit.unit})"}
    if limit.least:
        return {"type": "number", **told, "minimum": limit.cap, "maximum": OWN_LIMIT.most}
    if not limit.cap:
        return {"const": 0, **told}
    return {**told, "anyOf": _numbers(OWN_LIMIT._replace(most=min(limit.cap, OWN_LIMIT.most)))}
