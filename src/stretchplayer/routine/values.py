"""How the model's own types read their values: durations, targets and lists of short texts."""

import re
from types import MappingProxyType
from typing import Final, cast, get_args

from msgspec import inspect

from stretchplayer.model.duration import LONGEST, Seconds, Span, seconds, span
from stretchplayer.model.muscles import GROUP_OF, GROUPS, expand
from stretchplayer.model.steps import Load, Loads, Targets
from stretchplayer.model.text import Label, Labels

TARGETS: Final = MappingProxyType({name: Targets(expand((name,))) for name in (*GROUP_OF, *GROUPS)})
"""What each muscle key and group name stands for."""
LOADS: Final[tuple[str, ...]] = get_args(Load)

LABEL: Final = cast("inspect.StrType", inspect.type_info(Label))
_LABEL_LENGTH: Final = LABEL.max_length or 0
_is_label: Final = re.compile(LABEL.pattern or "").search


def read_value(kind: type, value: object) -> object:
    """Decode hook for msgspec: `value` as the model's `kind`; ValueError if it is not one."""
    # What the catalogue gives has been read before.
    return value if type(value) is kind else _READERS[kind](value)


def _span(value: object) -> Span:
    if type(value) is int and 0 < value <= LONGEST:
        return Span(value)
    return span(value)


def _seconds(value: object) -> Seconds:
    if type(value) is int and 0 <= value <= LONGEST:
        return Seconds(value)
    return seconds(value)


def _targets(value: object) -> Targets:
    found = TARGETS.get(value) if isinstance(value, str) else _joined(value)
    if not found:
        message = "not a target"
        raise ValueError(message)
    return found


def _joined(value: object) -> Targets | None:
    if not isinstance(value, list) or not all(isinstance(name, str) and name in TARGETS for name in value):
        return None
    return Targets(expand(tuple(value)))


def _labels(value: object) -> Labels:
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list):
        message = "not a list of texts"
        raise TypeError(message)
    for text in texts:
        if not isinstance(text, str) or not 0 < len(text) <= _LABEL_LENGTH or not _is_label(text):
            message = "not a short text"
            raise ValueError(message)
    return Labels(texts)


def _loads(value: object) -> Loads:
    words = [value] if isinstance(value, str) else value
    if not isinstance(words, list) or not all(isinstance(word, str) and word in LOADS for word in words):
        message = "not a load"
        raise ValueError(message)
    return Loads(words)


_READERS: Final = {Span: _span, Seconds: _seconds, Targets: _targets, Labels: _labels, Loads: _loads}
