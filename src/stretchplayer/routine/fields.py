"""The keys that each table of a file may have, and what their values must be, taken from the model."""

from collections.abc import Iterator
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final

from msgspec import NODEFAULT, Struct, inspect, structs

from stretchplayer.model.routine import Defaults, Routine, Sound
from stretchplayer.model.steps import STEP_TYPES, Group


class Field(Struct, frozen=True, kw_only=True, dict=True):
    """One key: what the model says its value is, and whether it has to be there."""

    key: str
    annotation: Any
    required: bool
    default: Any = NODEFAULT

    @cached_property
    def shape(self) -> inspect.Type:
        """The annotation taken apart, for explanations; that takes its time, so not before there is a fault."""
        return _bare(inspect.type_info(self.annotation))


Fields = MappingProxyType[str, Field]


def fields_of(model: type[Struct]) -> Fields:
    """The keys of a table that the model has as `model`."""
    return MappingProxyType({field.encode_name: _field(field) for field in structs.fields(model)})


def _field(field: structs.FieldInfo) -> Field:
    return Field(
        key=field.encode_name,
        annotation=field.type,
        required=field.required,
        default=field.default,
    )


def _bare(shape: inspect.Type) -> inspect.Type:
    """A type without its description and without "or nothing", which TOML cannot say."""
    if isinstance(shape, inspect.Metadata):
        return _bare(shape.type)
    if isinstance(shape, inspect.UnionType):
        (only,) = (part for part in shape.types if not isinstance(part, inspect.NoneType))
        return _bare(only)
    return shape


OF_KIND: Final = MappingProxyType({model.kind: fields_of(model) for model in STEP_TYPES})
"""The keys of each kind of step, without `kind` itself."""
KEYS: Final = MappingProxyType({kind: frozenset(fields) | {"kind"} for kind, fields in OF_KIND.items()})
"""The names of all keys of each kind."""
ANY_KIND: Final = frozenset().union(*KEYS.values())
"""The names of the keys that a step can have, whatever its kind."""
GROUP: Final = fields_of(Group)
DEFAULTS: Final = fields_of(Defaults)
SOUND: Final = fields_of(Sound)
# These are filled in by the reader, or read in their own way.
_NOT_PLAIN: Final = frozenset({"file", "digest", "without", "step", "defaults", "sound", "limits"})
TOP: Final = MappingProxyType({key: field for key, field in fields_of(Routine).items() if key not in _NOT_PLAIN})
"""The keys at the top of a file that hold plain values."""
TOP_KEYS: Final = frozenset(TOP) | {"format", "defaults", "sound", "limits", "move", "step"}


def kinds_with(key: str) -> Iterator[str]:
    """The kinds of step that have `key`."""
    return (kind for kind, keys in KEYS.items() if key in keys)
