"""How the model's own types read their values: durations, targets and lists of short texts."""

import re
from collections.abc import Callable
from types import MappingProxyType
from typing import Final, cast, get_args

from msgspec import inspect

from stretchplayer.model.duration import Breath, BreathHold, Seconds, Span, Tempo, length
from stretchplayer.model.muscles import GROUP_OF, GROUPS, expand
from stretchplayer.model.steps import Load, Loads, Targets
from stretchplayer.model.text import Label, Labels

TARGETS: Final = MappingProxyType({name: Targets(expand((name,))) for name in (*GROUP_OF, *GROUPS)})
"""What each muscle key and group name stands for."""
LOADS: Final[tuple[str, ...]] = get_args(Load)
LENGTHS: Final[tuple[type[Seconds], ...]] = (Span, Seconds, Tempo, Breath, BreathHold)
"""The kinds of durations, each with bounds of its own."""

MOST_ITEMS: Final = 100
"""Entries of one list of short texts, targets or loads."""
LABEL: Final = cast("inspect.StrType", inspect.type_info(Label))
_LABEL_LENGTH: Final = LABEL.max_length or 0
_is_label: Final = re.compile(LABEL.pattern or "").search


def read_value(kind: type, value: object) -> object:
    """Decode hook for msgspec: `value` as the model's `kind`; ValueError if it is not one."""
    # What the catalogue gives has been read before.
    return value if type(value) is kind else _READERS[kind](value)


def _reader(kind: type[Seconds]) -> Callable[[object], Seconds]:
    least, most = (0 if kind.bounds.or_zero else 1), kind.bounds.most

    def read(value: object) -> Seconds:
        # The usual case at once: a whole number.
        return kind(value) if type(value) is int and least <= value <= most else length(value, kind)

    return read


def _targets(value: object) -> Targets:
    found = TARGETS.get(value) if isinstance(value, str) else _joined(value)
    if not found:
        message = "not a target"
        raise ValueError(message)
    return found


def _joined(value: object) -> Targets | None:
    if not isinstance(value, list) or len(value) > MOST_ITEMS or not all(isinstance(name, str) and name in TARGETS for name in value):
        return None
    return Targets(expand(tuple(value)))


def _labels(value: object) -> Labels:
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list):
        message = "not a list of texts"
        raise TypeError(message)
    if len(texts) > MOST_ITEMS:
        message = "too many texts"
        raise ValueError(message)
    for text in texts:
        if not isinstance(text, str) or not 0 < len(text) <= _LABEL_LENGTH or not _is_label(text):
            message = "not a short text"
            raise ValueError(message)
    return Labels(texts)


def _loads(value: object) -> Loads:
    words = [value] if isinstance(value, str) else value
    if (
        not isinstance(words, list)
        or len(words) > MOST_ITEMS
        or not all(isinstance(word, str) and word in LOADS for word in words)
    ):
        message = "not a load"
        raise ValueError(message)
    return Loads(words)


_READERS: Final[dict[type, Callable[[object], object]]] = {
    **{kind: _reader(kind) for kind in LENGTHS},
    Targets: _targets,
    Labels: _labels,
    Loads: _loads,
}
