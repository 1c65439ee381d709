"""The moves that a step can name: the file's own, over those of the catalogue; and names for steps without one."""

import re
from collections.abc import Callable, Mapping
from functools import cache, cached_property, lru_cache
from itertools import chain
from typing import Any, Final, NamedTuple, cast, get_args

from stretchplayer.model.duration import TEMPO_PATTERN, Tempo
from stretchplayer.model.muscles import expand
from stretchplayer.model.number_ranges import Labels
from stretchplayer.model.steps import Loads, NotWith, Targets, Topic
from stretchplayer.routine import quoting
from stretchplayer.routine.faults import fits
from stretchplayer.routine.fields import ANY_KIND, OF_KIND, TARGETS, read_value, target_keys
from stretchplayer.translation import SOURCE

Table = Mapping[str, object]
_COUNTED: Final = frozenset({"reps", "tempo", "hold"})
MOVED: Final = ("dynamic", "exercise")
"""The kinds that move: for a time, or for repetitions."""
_TEMPO: Final = Tempo(3)
_SLOW_TEMPO: Final = Tempo(4)
"""What most moves of the catalogue have that are slow and counted."""
_SLOW: Final = re.compile(r"(?<!\blike a )\bslow(?:ly)?\b", re.IGNORECASE)


def is_moved(kind: object) -> bool:
    """Whether steps of a kind say how long they are by a duration or by repetitions."""
    return isinstance(kind, str) and kind in MOVED


class Moves:
    """What steps take from elsewhere: moves, defaults, whole routines.

    `local` is what the file has under `[move]`, `defaults` under `[defaults]`, checked or not; `include` finds the
    routine of a name.
    """

    def __init__(self, local: object, defaults: object = None, include: "Include | None" = None) -> None:
        self.local: Table = local if isinstance(local, dict) else {}
        self.defaults: Table = defaults if isinstance(defaults, dict) else {}
        self.include = include or alone
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


class Included(NamedTuple):
    """A routine that is part of another: its steps and defaults as tables that have been read, and its own limits."""

    title: str
    step: list[Any]
    defaults: Table
    limits: Mapping[str, float]
    segments: int


class Swapped(NamedTuple):
    """What a step names, as a file has it, and other moves for steps of that routine, by their places in it."""

    routine: object
    swaps: Mapping[str, str]


class NotIncluded(Exception):
    """There is no such routine to include; the text says why."""


Include = Callable[[object], Included]
INCLUDE_KEYS: Final = ("routine", "name", "repeat", "rest", "optional", "short", "enabled")
"""The keys of a step that is another routine."""


def alone(name: object) -> Included:
    """Find no routine to include: what is read stands in no file. Raises NotIncluded."""
    message = f"{quoting.value(name)} can only be included by a file"
    raise NotIncluded(message)


def inherit(base: Table, own: Table) -> dict[str, object]:
    """The keys of a move, overridden by a step's own.

    A step with a kind of its own takes only the keys of that kind; movement with a duration takes no
    repetitions, and the other way round; with either, it takes no sets; in one's own time, it takes no tempo.
    """
    kind = own.get("kind")
    if isinstance(kind, str) and kind != base.get("kind") and kind in OF_KIND:
        fields, other = OF_KIND[kind], "kind" in base
        base = {key: value for key, value in base.items() if key in fields and (not other or fits(value, fields[key]))}
    merged = {**base, **own}
    if is_moved(merged.get("kind")):
        dropped = _COUNTED if "duration" in own else {"duration"} if not _COUNTED.isdisjoint(own) else set()
        if own.get("until") == "key" and "reps" in own:
            dropped = {*dropped, "tempo"}
        if not {"reps", "duration"}.isdisjoint(own):
            # A dose of one's own is the whole of it: "10 times" is not two sets of ten.
            dropped = {*dropped, "sets"}
        for key in dropped:
            if key not in own:
                merged.pop(key, None)
    return merged


def in_phases(tempo: object) -> bool:
    """Whether a tempo is given by its phases, which have the hold in them."""
    return bool(getattr(tempo, "phases", ())) or (isinstance(tempo, str) and re.match(TEMPO_PATTERN, tempo) is not None)


def fill(step: dict[str, object], own: Table, given: Table) -> None:
    """Put the values of `[defaults]` into a step, which come before those of its move; and the tempo that it needs."""
    kind = step.get("kind")
    if kind in ("stretch", "contract-relax") and "hold" in given and "hold" not in own:
        step["hold"] = given["hold"]
    moved = is_moved(kind)
    counted = kind in ("stretch", "contract-relax") or (moved and "duration" not in own)
    if counted and "reps" in given and "reps" not in own and not isinstance(step.get("hold"), list):
        step["reps"] = given["reps"]
        if moved:
            step.pop("duration", None)
    if moved and "reps" in step and not {"tempo", "duration"} & own.keys() and step.get("until") != "key":
        usual = step.get("tempo") or (_SLOW_TEMPO if "move" in own and _says_slow(step) else _TEMPO)
        step["tempo"] = usual if "hold" in step and in_phases(given.get("tempo")) else given.get("tempo", usual)
    if kind in ("stretch", "contract-relax") and "reps" not in own and isinstance(step.get("hold"), list):
        step["reps"] = len(cast("list[object]", step["hold"]))


def _says_slow(move: Table) -> bool:
    """Whether the name or the words of a move want it slow, in whole or in part."""
    return any(_SLOW.search(words) for key in ("name", "how") if isinstance(words := move.get(key), str))


@cache
def ready_made() -> Mapping[str, Table]:
    """The bundled moves with their lists already read, for the fast path."""
    from stretchplayer.catalog import OnDemand

    kinds = {
        "source": Labels,
        "needs": Labels,
        "target": Targets,
        "loads": Loads,
        "instead": Labels,
        "not_with": NotWith,
    }

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


def muscles_of(move: Table) -> tuple[str, ...]:
    """The muscle keys that a bundled move works on."""
    return expand(several(move.get("target")))


def several(value: object) -> tuple[str, ...]:
    """The texts of a key that holds one or a list of them, as a file or the catalogue gives it."""
    return (value,) if isinstance(value, str) else tuple(value) if isinstance(value, list | tuple) else ()


_TOPICS: Final[tuple[Topic, ...]] = get_args(Topic)


def name_for(step: Table, code: str = SOURCE) -> str | None:
    """A name for a step as written, its move's keys included; None if its kind or target is not known."""
    # Imported here: most steps have a name of their own.
    from stretchplayer.catalog.step_names import plain_name, topic_name

    kind = step.get("kind")
    if not isinstance(kind, str):
        return None
    if kind == "advice":
        topic = next((each for each in _TOPICS if each == step.get("topic")), None)
        return None if topic is None else topic_name(topic, code)
    target = step.get("target")
    if kind in ("breathe", "rest") or (kind == "exercise" and not target):
        return plain_name(kind, code)
    if isinstance(target, str):
        return _name(kind, (target,), code)
    if isinstance(target, list) and all(isinstance(part, str) for part in target):
        return _name(kind, tuple(target), code)
    return None


@lru_cache(maxsize=256)
def _name(kind: str, targets: tuple[str, ...], code: str) -> str | None:
    from stretchplayer.catalog.step_names import targeted_name

    if not all(map(target_keys, targets)):
        return None
    # A muscle that is targeted by another name gets its usual name.
    known = chain.from_iterable((name,) if name in TARGETS else target_keys(name) for name in targets)
    return targeted_name(kind, tuple(known), code)
