"""The moves that a step can name: the file's own, over those of the catalogue; and names for steps without one."""

from collections.abc import Mapping
from functools import cache, cached_property, lru_cache
from itertools import chain
from typing import Final, get_args

from stretchplayer.model.number_ranges import Labels
from stretchplayer.model.steps import Loads, Targets, Topic
from stretchplayer.routine import quoting
from stretchplayer.routine.faults import fits
from stretchplayer.routine.fields import ANY_KIND, OF_KIND, TARGETS, read_value, target_keys

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
            # Only keys that steps have: a thousand steps would copy the rest.
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
    """The keys of a move, overridden by a step's own.

    A step with a kind of its own takes only the keys of that kind; a dynamic step with a duration takes no
    repetitions, and the other way round.
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
    """The bundled moves with their lists already read, for the fast path."""
    from stretchplayer.catalog import OnDemand

    kinds = {"source": Labels, "needs": Labels, "target": Targets, "loads": Loads}

    def read(name: str) -> Table:
        return {
            key: read_value(kinds[key], value) if key in kinds else value for key, value in catalogue()[name].items()
        }

    return OnDemand(catalogue(), read)


@cache
def catalogue() -> Mapping[str, Table]:
    """The bundled moves by name, as the keys they give; loaded when first needed."""
    from stretchplayer.catalog import OnDemand, moves

    return OnDemand(moves(), lambda name: moves()[name].step)


_TARGETED: Final[Mapping[str, str]] = {
    "stretch": "Stretch",
    "contract-relax": "Contract and relax",
    "dynamic": "Move",
    "massage": "Massage",
    "heat": "Heat",
    "cold": "Cold",
}
_PLAIN: Final[Mapping[str, str]] = {"breathe": "Breathe", "rest": "Rest"}
_TOPICS: Final[tuple[Topic, ...]] = get_args(Topic)
_LONGEST: Final = 60


def name_for(step: Table) -> str | None:
    """A name for a step as written, its move's keys included; None if its kind or target is not known."""
    kind = step.get("kind")
    if not isinstance(kind, str):
        return None
    if kind in _PLAIN:
        return _PLAIN[kind]
    if kind == "advice":
        topic = next((each for each in _TOPICS if each == step.get("topic")), None)
        return None if topic is None else _advice(topic)
    target = step.get("target")
    if isinstance(target, str):
        return _name(kind, (target,))
    if isinstance(target, list) and all(isinstance(part, str) for part in target):
        return _name(kind, tuple(target))
    return None


def _advice(topic: Topic) -> str:
    from stretchplayer.catalog import advice

    return f"Advice: {advice(topic).title}"


@lru_cache(maxsize=256)
def _name(kind: str, targets: tuple[str, ...]) -> str | None:
    if kind not in _TARGETED or not targets or not all(map(target_keys, targets)):
        return None
    from stretchplayer.catalog import target_name

    # A muscle that is targeted by another name gets its usual name.
    known = chain.from_iterable((name,) if name in TARGETS else target_keys(name) for name in targets)
    places = [target_name(target) for target in dict.fromkeys(known)]
    name = f"{_TARGETED[kind]}: {quoting.joined(places, 'and')}"
    while len(name) > _LONGEST and len(places) > 1:
        places.pop()
        name = f"{_TARGETED[kind]}: {', '.join(places)} and more"
    return name[:_LONGEST]
