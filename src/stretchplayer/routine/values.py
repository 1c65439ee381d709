"""How the model's own types read their values: durations, targets and lists of short texts."""

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import chain
from types import MappingProxyType
from typing import Final, cast, get_args

from msgspec import inspect

from stretchplayer.model.bounds import Label, Labels
from stretchplayer.model.duration import Breath, BreathHold, Seconds, Span, Tempo, length
from stretchplayer.model.muscles import GROUP_OF, GROUPS, expand
from stretchplayer.model.steps import Load, Loads, Targets

TARGETS: Final = MappingProxyType({name: Targets(expand((name,))) for name in (*GROUP_OF, *GROUPS)})
"""What each muscle key and group name stands for."""
LOADS: Final[tuple[str, ...]] = get_args(Load)
LENGTHS: Final[tuple[type[Seconds], ...]] = (Span, Seconds, Tempo, Breath, BreathHold)
"""The kinds of durations, each with bounds of its own."""

MOST_ITEMS: Final = 100
"""Entries of one list of short texts, targets or loads."""
LABEL: Final = cast("inspect.StrType", inspect.type_info(Label))
_LABEL_LENGTH: Final = LABEL.max_length or 0
_ONE_APART: Final = re.compile(r"[a-z]+(?:[ _-][a-z]+)*").fullmatch
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


def target_keys(name: str) -> tuple[str, ...]:
    """The muscle keys that `target` means by a key, a group or another name; none for a name that is not known."""
    return TARGETS.get(name) or _by_other_name(name)


@lru_cache(maxsize=512)
def _by_other_name(name: str) -> tuple[str, ...]:
    # Imported here: files that write keys need no other names.
    from stretchplayer.catalog import muscle_names, spaced

    return expand(muscle_names().get(spaced(name), ())) if _ONE_APART(name) else ()


def _targets(value: object) -> Targets:
    names = value if isinstance(value, list) else [value]
    found = [target_keys(name) if isinstance(name, str) else () for name in names[: MOST_ITEMS + 1]]
    if not all(found) or not 0 < len(found) <= MOST_ITEMS:
        message = "not a target"
        raise ValueError(message)
    return Targets(found[0] if len(found) == 1 else dict.fromkeys(chain.from_iterable(found)))


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
