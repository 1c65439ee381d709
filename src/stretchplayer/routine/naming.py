"""Names for steps that have none: what is done, and where, in everyday words."""

from functools import lru_cache
from itertools import chain
from types import MappingProxyType
from typing import Final, get_args

from stretchplayer.model.steps import Topic
from stretchplayer.routine.moves import Table
from stretchplayer.routine.values import TARGETS, target_keys

_TARGETED: Final = MappingProxyType(
    {
        "stretch": "Stretch",
        "contract-relax": "Contract and relax",
        "dynamic": "Move",
        "massage": "Massage",
        "heat": "Heat",
        "cold": "Cold",
    }
)
_PLAIN: Final = MappingProxyType({"breathe": "Breathe", "rest": "Rest"})
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

    # By another name than its own a muscle is called what it is called everywhere else.
    known = chain.from_iterable((name,) if name in TARGETS else target_keys(name) for name in targets)
    places = [target_name(target) for target in dict.fromkeys(known)]
    name = f"{_TARGETED[kind]}: {_listed(places)}"
    while len(name) > _LONGEST and len(places) > 1:
        places.pop()
        name = f"{_TARGETED[kind]}: {', '.join(places)} and more"
    return name[:_LONGEST]


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
