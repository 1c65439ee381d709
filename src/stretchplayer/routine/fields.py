"""The keys of each table of a file, and how their values are read, taken from the model."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, lru_cache, partial
from itertools import chain
from typing import Any, Final, cast, get_args

from msgspec import NODEFAULT, Struct, inspect, structs

from stretchplayer.model.duration import (
    Breath,
    BreathHold,
    Count,
    Held,
    Seconds,
    SetCount,
    Span,
    SpanRange,
    Tempo,
    count,
    held,
    length,
    span_range,
    tempo,
)
from stretchplayer.model.muscles import GROUP_OF, GROUPS, expand
from stretchplayer.model.number_ranges import Label, Labels
from stretchplayer.model.routine import Routine, Sound
from stretchplayer.model.steps import STEP_TYPES, Answer, Defaults, Group, Load, Loads, NotWith, Targets


class Field(Struct, frozen=True, kw_only=True, dict=True):
    """One key: the type of its value in the model, and whether it is required."""

    key: str
    annotation: Any
    required: bool
    default: Any = NODEFAULT

    @cached_property
    def shape(self) -> inspect.Type:
        """The annotation as inspected for explanations; slow, so only when there is a fault."""
        return _bare(inspect.type_info(self.annotation))


Fields = Mapping[str, Field]


def fields_of(model: type[Struct]) -> Fields:
    """The keys of a table that the model has as `model`."""
    return {
        each.encode_name: Field(
            key=each.encode_name, annotation=each.type, required=each.required, default=each.default
        )
        for each in structs.fields(model)
    }


def _bare(shape: inspect.Type) -> inspect.Type:
    """A type without its description and without None, which TOML does not have."""
    if isinstance(shape, inspect.Metadata):
        return _bare(shape.type)
    if isinstance(shape, inspect.UnionType):
        parts = [part for part in shape.types if not isinstance(part, inspect.NoneType)]
        return _bare(parts[0]) if len(parts) == 1 else shape
    return shape


OF_KIND: Final[Mapping[str, Fields]] = {model.kind: fields_of(model) for model in STEP_TYPES}
"""The keys of each kind of step, without `kind` itself."""
KEYS: Final[Mapping[str, frozenset[str]]] = {kind: frozenset(fields) | {"kind"} for kind, fields in OF_KIND.items()}
"""The names of all keys of each kind."""
ANY_KIND: Final = frozenset().union(*KEYS.values())
"""The names of the keys that a step can have, whatever its kind."""
GROUP: Final[Fields] = {key: field for key, field in fields_of(Group).items() if key not in ("defaults", "figure")}
DEFAULTS: Final = fields_of(Defaults)
SOUND: Final = fields_of(Sound)
FILLED_IN: Final = frozenset({"file", "digest", "without", "known", "brief", "fitted", "shortened", "replaced"})
"""The fields of a routine that no file has: the reader and the player fill them in."""
# And those that are read by code of their own.
_NOT_PLAIN: Final = FILLED_IN | {"step", "defaults", "sound", "limits"}
TOP: Final[Fields] = {key: field for key, field in fields_of(Routine).items() if key not in _NOT_PLAIN}
"""The keys at the top of a file that hold plain values."""
TOP_KEYS: Final = frozenset(TOP) | {"format", "defaults", "sound", "limits", "move", "step"}


def kinds_with(key: str) -> Iterator[str]:
    """The kinds of step that have `key`."""
    return (kind for kind, keys in KEYS.items() if key in keys)


TARGETS: Final[Mapping[str, Targets]] = {name: Targets(expand((name,))) for name in (*GROUP_OF, *GROUPS)}
"""What each muscle key and group name stands for."""
LOADS: Final[tuple[str, ...]] = get_args(Load)
ANSWERS: Final[tuple[str, ...]] = get_args(Answer)
LENGTHS: Final[tuple[type[Seconds], ...]] = (Span, Seconds, Breath, BreathHold)
"""The kinds of durations, each with a range of its own."""
WRITTEN: Final[Mapping[type, Callable[[object], object]]] = {
    SpanRange: span_range,
    Held: held,
    Tempo: tempo,
    Count: partial(count, kind=Count),
    SetCount: partial(count, kind=SetCount),
}
"""The kinds of numbers that can be written in several ways, and what reads them; ValueError says what is wrong."""

MOST_ITEMS: Final = 100
"""Entries of one list of short texts, targets or loads."""
LABEL: Final = cast("inspect.StrType", inspect.type_info(Label))
_LABEL_LENGTH: Final = LABEL.max_length or 0
_ONE_APART: Final = re.compile(r"[a-z]+(?:[ _-][a-z]+)*").fullmatch
_LABEL_PATTERN: Final = re.compile(LABEL.pattern or "").search


def read_value(kind: type, value: object) -> object:
    """Decode hook for msgspec: `value` as the model's `kind`; ValueError if it is not one."""
    # Values of the catalogue have been read before.
    return value if type(value) is kind else _READERS[kind](value)


def _written(kind: type[SpanRange | Tempo], read: Callable[[object], object]) -> Callable[[object], object]:
    most = kind.bounds.most
    # Fast path for the usual case, a whole number.
    return lambda value: kind(value) if type(value) is int and 0 < value <= most else read(value)


def _reader(kind: type[Seconds]) -> Callable[[object], Seconds]:
    least, most = (0 if kind.bounds.or_zero else 1), kind.bounds.most

    def read(value: object) -> Seconds:
        # Fast path for the usual case, a whole number.
        return kind(value) if type(value) is int and least <= value <= most else length(value, kind)

    return read


def target_keys(name: str) -> tuple[str, ...]:
    """The muscle keys that `target` means by a key, a group or another name; none for a name that is not known."""
    return TARGETS.get(name) or _by_other_name(name)


@lru_cache(maxsize=512)
def _by_other_name(name: str) -> tuple[str, ...]:
    # Imported here: files that use keys need no other names.
    from stretchplayer.catalog import keys_named

    return expand(keys_named(name)) if _ONE_APART(name) else ()


def _targets(value: object) -> Targets:
    names = value if isinstance(value, list) else [value]
    found = [target_keys(name) if isinstance(name, str) else () for name in names[: MOST_ITEMS + 1]]
    if not all(found) or not 0 < len(found) <= MOST_ITEMS:
        message = "not a target"
        raise ValueError(message)
    return Targets(found[0] if len(found) == 1 else dict.fromkeys(chain.from_iterable(found)))


def _listed(value: object, fits: Callable[[str], object]) -> Any:  # noqa: ANN401 - a list of texts or of loads
    """A list of words that all fit, for which a file may give one word; ValueError otherwise."""
    words = [value] if isinstance(value, str) else value
    if (
        not isinstance(words, list)
        or len(words) > MOST_ITEMS
        or not all(isinstance(word, str) and fits(word) for word in words)
    ):
        message = "not a list of words that fit"
        raise ValueError(message)
    return words


def _is_label(text: str) -> bool:
    return 0 < len(text) <= _LABEL_LENGTH and _LABEL_PATTERN(text) is not None


_READERS: Final[dict[type, Callable[[object], object]]] = {
    **{kind: _reader(kind) for kind in LENGTHS},
    **{kind: _written(kind, WRITTEN[kind]) for kind in (SpanRange, Held, Tempo)},
    **{kind: WRITTEN[kind] for kind in (Count, SetCount)},
    Targets: _targets,
    Labels: lambda value: Labels(_listed(value, _is_label)),
    Loads: lambda value: Loads(_listed(value, LOADS.__contains__)),
    NotWith: lambda value: NotWith(_listed(value, ANSWERS.__contains__)),
}
