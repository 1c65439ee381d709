"""Other names of muscles than their keys, and what to answer to names of what is no muscle."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from msgspec import Struct

from stretchplayer.catalog.loader import group_name, muscle, read_table
from stretchplayer.model.muscles import GROUPS, MUSCLES, expand

_FILE: Final = "names.toml"
_SPACED: Final = str.maketrans("_-", "  ")


class Asked(Struct, frozen=True, kw_only=True):
    """What to answer to a name that means no muscle, or several; `near` are the muscles a search shows for it."""

    answer: str
    near: tuple[str, ...]


@cache
def muscle_names() -> Mapping[str, tuple[str, ...]]:
    """Every name besides keys and groups, words apart by one space, with the keys and groups that it means."""
    found = {group_name(group): (group,) for group in GROUPS}
    found |= {muscle(key).name: (key,) for key in MUSCLES}
    for entry in _entries("known"):
        found |= dict.fromkeys(entry["names"], tuple(entry["keys"]))
    # A key with its words apart means itself, whatever else its name may be.
    found |= {spaced(key): (key,) for key in (*MUSCLES, *GROUPS) if "_" in key}
    return MappingProxyType({name: keys for name, keys in found.items() if name not in GROUPS and name not in MUSCLES})


@cache
def asked_names() -> Mapping[str, Asked]:
    """Every name that is answered with a question or a sentence."""
    return MappingProxyType(
        {
            name: Asked(answer=entry["answer"], near=tuple(entry["near"]))
            for entry in _entries("asked")
            for name in entry["names"]
        }
    )


def spaced(name: str) -> str:
    """A name with its words apart: `hip_flexors` and `hip-flexors` are `hip flexors`."""
    return " ".join(name.translate(_SPACED).split())


def muscles_named(name: str) -> tuple[str, ...]:
    """The muscle keys that a name of any kind and in any case means or lies near; none where it is not known."""
    words = spaced(name.casefold())
    if words in GROUPS or words in MUSCLES:
        return expand((words,))
    if words in asked_names():
        return asked_names()[words].near
    return expand(muscle_names().get(words, ()))


def _entries(kind: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = read_table(_FILE)[kind]
    return entries
