"""The moves a step can name: the file's own, over those of the catalogue."""

from collections.abc import Mapping
from functools import cache, cached_property
from typing import Final

from stretchplayer.model.bounds import Labels
from stretchplayer.model.steps import Loads, Targets
from stretchplayer.routine.explain import fits
from stretchplayer.routine.fields import ANY_KIND, OF_KIND
from stretchplayer.routine.values import read_value

Table = Mapping[str, object]
_COUNTED: Final = frozenset({"reps", "tempo"})


class Moves:
    """Looks moves up; `local` is what the file has under `[move]`, checked or not."""

    def __init__(self, local: object) -> None:
        self.local: Table = local if isinstance(local, dict) else {}
        self._keys: dict[str, Table] = {}

    def keys_of(self, name: str) -> Table | None:
        """The keys of a move, the file's own over the catalogue's; None if there is no such move."""
        bundled = catalogue().get(name)
        own = self.local.get(name)
        if not isinstance(own, dict):
            return bundled
        if name not in self._keys:
            # Without keys that no step has: a thousand steps would copy all of them.
            known = {key: value for key, value in own.items() if key in ANY_KIND}
            self._keys[name] = inherit(bundled, known) if bundled is not None else known
        return self._keys[name]

    def has_own(self, name: str, key: str) -> bool:
        """Whether the file itself gives `key` for the move."""
        own = self.local.get(name)
        return isinstance(own, dict) and key in own

    @cached_property
    def names(self) -> frozenset[str]:
        """Every name a step can use."""
        return frozenset(self.local) | frozenset(catalogue())


def inherit(base: Table, own: Table) -> dict[str, object]:
    """The keys of a move with a step's own over them.

    A step that says its own kind takes only what that kind can have, and a dynamic step that says how long it
    lasts is not counted in repetitions as well.
    """
    kind = own.get("kind")
    if isinstance(kind, str) and kind != base.get("kind") and kind in OF_KIND:
        fields, other = OF_KIND[kind], "kind" in base
        base = {key: value for key, value in base.items() if key in fields and (not other or fits(value, fields[key]))}
    merged = {**base, **own}
    if merged.get("kind") == "dynamic":
        dropped = _COUNTED if "duration" in own else {"duration"} if not _COUNTED.isdisjoint(own) else ()
        for key in dropped:
            if key not in own:
                merged.pop(key, None)
    return merged


@cache
def ready_made() -> Mapping[str, Table]:
    """The bundled moves once more, with their lists read already: the short way takes them thousands of times."""
    kinds = {"source": Labels, "needs": Labels, "target": Targets, "loads": Loads}
    return {
        name: {key: read_value(kinds[key], value) if key in kinds else value for key, value in keys.items()}
        for name, keys in catalogue().items()
    }


@cache
def catalogue() -> Mapping[str, Table]:
    """The bundled moves by name, as the keys they give; read when the first file asks."""
    from stretchplayer.catalog import moves

    return {name: move.step for name, move in moves().items()}
