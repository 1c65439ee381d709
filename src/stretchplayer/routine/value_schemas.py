"""The JSON Schema of single values: texts, durations, muscles, limits, figures."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

import msgspec

from stretchplayer.caps.limits import Limit
from stretchplayer.catalog import folded, folded_names
from stretchplayer.model.duration import (
    COUNT_PATTERN,
    MOST_RAMP,
    PATTERN,
    SPAN_RANGE_PATTERN,
    TEMPO_PATTERN,
    Count,
    Held,
    Seconds,
    SetCount,
    Span,
    SpanRange,
    Tempo,
    builtins,
)
from stretchplayer.model.figure import Figure
from stretchplayer.model.muscles import GROUPS, MUSCLES
from stretchplayer.model.number_ranges import OWN_LIMIT, SHORTEST, Label, Labels, Name, NumberRange
from stretchplayer.model.steps import FIGURE, Loads, NotWith, Targets
from stretchplayer.routine.fields import ANSWERS, LOADS, MOST_ITEMS, Field, Fields

Schema = dict[str, Any]
_OMITTED: Final = frozenset({"title", "default"})
_NUMBER: Final = ["integer", "number"]
"""Tombi explains a whole number only where `integer` is named."""
_END: Final = "(?![\\s\\S])"


def definitions() -> Schema:
    """The values that are named more than once, for `$defs`."""
    return {
        "name": msgspec.json.schema(Name),
        "length": _length(Span),
        # With two bounds, nan would lie between them.
        "next-to-nothing": {
            "type": "number",
            "exclusiveMinimum": 0,
            "not": {"type": "number", "minimum": SHORTEST},
        },
        "other-name": {"type": "string", "pattern": _other_names(), "description": "Another name of muscles."},
        "muscle": {"type": "string", "anyOf": [_KEY, ref("other-name")], **_ONLY_KEYS_ELSE},
        **_figure(),
    }


def ref(name: str) -> Schema:
    """A reference to one of the `$defs`."""
    return {"$ref": f"#/$defs/{name}"}


_KEY: Final[Schema] = {"type": "string", "enum": list(dict.fromkeys((*GROUPS, *MUSCLES)))}
_ONLY_KEYS_ELSE: Final[Schema] = {"if": ref("other-name"), "else": {"enum": _KEY["enum"]}}
"""Taplo says of an `anyOf` only that nothing fits; this makes it name what does."""


_WORDS: Final[Mapping[type, tuple[str, ...]]] = {Loads: LOADS, NotWith: ANSWERS}
_PATTERNS: Final[Mapping[type, str]] = {
    SpanRange: f"{PATTERN}|{SPAN_RANGE_PATTERN}",
    Held: f"{PATTERN}|{SPAN_RANGE_PATTERN}",
    Tempo: f"{PATTERN}|{TEMPO_PATTERN}",
}
"""What may be written as a text for those lengths that are more than one number."""


def _own_type(kind: type) -> Schema:
    """What a file may give for a type of the model that JSON does not know."""
    if kind is Labels:
        label = msgspec.json.schema(Label)
        return {**label, "type": ["string", "array"], "items": label, "maxItems": MOST_ITEMS}
    if kind in _WORDS:
        return _one_or_more(_WORDS[kind])
    if kind is Targets:
        return _target()
    if kind in (Count, SetCount):
        counted: type[Count] = kind
        bounds = {"minimum": counted.bounds.least, "maximum": counted.bounds.most}
        return {"type": ["integer", "string"], **bounds, "pattern": COUNT_PATTERN}
    if kind is Held:
        return {**_length(Held), **_varied()}
    return _length(kind)


def _target() -> Schema:
    return {
        "type": ["string", "array"],
        "items": ref("muscle"),
        "minItems": 1,
        "maxItems": MOST_ITEMS,
        "anyOf": [_KEY, ref("other-name"), {"type": "array"}],
        "if": {"anyOf": [ref("other-name"), {"type": "array"}]},
        "else": {"enum": _KEY["enum"]},
    }


def _length(kind: type[Seconds]) -> Schema:
    return {**_number(kind.bounds), "type": [*_NUMBER, "string"], "pattern": _PATTERNS.get(kind, PATTERN)}


def _varied() -> Schema:
    """A length of its own for each repetition, or for each side."""
    one = ref("length")
    return {
        "type": [*_NUMBER, "string", "array", "object"],
        "items": one,
        "minItems": 1,
        "maxItems": MOST_RAMP,
        "properties": {"left": one, "right": one},
        "required": ["left", "right"],
        "additionalProperties": False,
    }


def _one_or_more(words: Iterable[str]) -> Schema:
    """One of these words or a list of them."""
    choices = {"enum": list(words)}
    return {
        "type": ["string", "array"],
        "pattern": _any_of(words),
        "items": choices,
        "maxItems": MOST_ITEMS,
        **hint([choices]),
    }


def _any_of(words: Iterable[str]) -> str:
    return f"^(?:{'|'.join(words)}){_END}"


def hint(choices: Sequence[Schema]) -> Schema:
    """What completes the words of these choices, and takes any value."""
    words = [{"enum": choice["enum"]} for choice in choices if "enum" in choice]
    tables = any("object" in choice.get("type", ()) for choice in choices)
    return {**({"anyOf": [*words, {}]} if words else {}), **({"additionalProperties": True} if tables else {})}


def _number(bounds: NumberRange) -> Schema:
    made: Schema = {"type": _NUMBER, "minimum": 0 if bounds.or_zero else bounds.least, "maximum": bounds.most}
    if bounds.or_zero:
        made["not"] = ref("next-to-nothing")
    elif 0 < bounds.least < 1:
        # Tombi compares whole numbers with whole bounds only.
        made["exclusiveMinimum"] = 0
    return made


def _other_names() -> str:
    """A pattern for the other names of targets: a space is a space, `_` or `-`, each word may be a plural."""
    written = "|".join(" ".join(map(_one_or_many, name.split())) for name in sorted(folded_names()))
    return f"^(?:{written.replace(' of ', ' of (?:the )?').replace(' ', '[ _-]')}){_END}"


def _one_or_many(word: str) -> str:
    return f"{word}s?" if folded(f"{word}s") == word else word


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
    found = {renamed[name]: _plain(made[name], renamed) for name in made}
    found["figure"]["description"] = FIGURE
    return found


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
    if "anyOf" in bare:
        bare |= widest(bare.pop("anyOf"))
    return {
        key: " ".join(part.split()) if key == "description" else _plain(part, renamed) for key, part in bare.items()
    }


def value(field: Field, *, notes: bool = True) -> Schema:
    """The schema of one key; with `notes`, including its description and default."""
    if field.key == "figure":
        return ref("figure")
    made = _without_null(msgspec.json.schema(field.annotation, schema_hook=_own_type))
    if made.get("type") == "number":
        made["type"] = _NUMBER
    described = {"description": made.pop("description")} if "description" in made else {}
    if field.default not in (msgspec.NODEFAULT, None, (), ""):
        described["default"] = builtins(field.default)
    return {**described, **made} if notes else made


def limits(rows: Mapping[str, Limit]) -> Schema:
    """A table of limits by what is left of their ids: a dot may be in a quoted key, or separate two tables."""
    found: Schema = {}
    for first in dict.fromkeys(_beginnings(rows)):
        inner = {name[len(first) + 1 :]: limit for name, limit in rows.items() if name.startswith(f"{first}.")}
        one = _limit(rows[first]) if first in rows else {}
        below = limits(inner) if inner else {}
        found[first] = {**below, **one, **({"type": [*_NUMBER, "object"]} if one and below else {})}
    return {"type": "object", "properties": found, "additionalProperties": False}


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
        return {**described, "type": _NUMBER, "minimum": limit.cap, "maximum": OWN_LIMIT.most}
    if not limit.cap:
        return {**described, "const": 0}
    return {**described, **_number(OWN_LIMIT._replace(most=min(limit.cap, OWN_LIMIT.most)))}


_BOUNDS: Final[Mapping[str, Mapping[str, Callable[..., Any]]]] = {
    "number": {"minimum": min, "maximum": max, "exclusiveMinimum": min},
    "string": {"minLength": min, "maxLength": max, "pattern": lambda *each: "|".join(dict.fromkeys(each))},
    "array": {"minItems": min, "maxItems": max, "items": lambda one, *_: one},
    "object": {"properties": lambda one, *_: one, "required": lambda one, *_: one, "additionalProperties": min},
}
"""What may be said of each type of value, and which of several such bounds is the widest."""


def widest(choices: Sequence[Schema]) -> Schema:
    """What takes all that one of the choices takes, as a list of types with their bounds."""
    if all("enum" in choice for choice in choices):
        return {"enum": list(dict.fromkeys(word for choice in choices for word in choice["enum"]))}
    typed = [_typed(choice) for choice in choices]
    made: Schema = {"type": list(dict.fromkeys(kind for each in typed for kind in each["type"]))}
    for kind, bounds in _BOUNDS.items():
        of_kind = [each for each in typed if kind in each["type"]]
        for name, wider in bounds.items():
            if of_kind and all(name in each for each in of_kind):
                values = [each[name] for each in of_kind]
                made[name] = wider(*values) if len(values) > 1 else values[0]
    return {**made, **hint(choices)}


def _typed(choice: Schema) -> Schema:
    """A choice with a list of its types; words of an `enum` become a pattern, which binds texts alone."""
    if "enum" in choice:
        return {"type": ["string"], "pattern": _any_of(choice["enum"])}
    return {**choice, "type": [choice["type"]] if isinstance(choice["type"], str) else choice["type"]}
