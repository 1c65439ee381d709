"""Two tellings of one session made into one: whatever the order and however often, the outcome is the same."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from msgspec import structs

from stretchplayer.model.encoding import encode
from stretchplayer.store.told import RecordHead, RunRecord, SessionRecord, StrainRecord, head

Part = TypeVar("Part", RunRecord, StrainRecord)


def merge(one: SessionRecord, other: SessionRecord) -> SessionRecord:
    """All that both know. The higher revision knows more; in a draw the longer charge stands.

    Part by part (the head, each run, each strain) the greater of a total order: so this is commutative,
    associative and idempotent, and a run that one of them knows is never lost. Raises `ValueError` where
    the ids differ.
    """
    if one.id != other.id:
        message = f"{one.id} and {other.id} are two sessions"
        raise ValueError(message)
    top = max(head(one), head(other), key=_rank)
    return SessionRecord(
        **structs.asdict(top),
        runs=_union((*one.runs, *other.runs), lambda run: (run.number, run.start)),
        strains=_union((*one.strains, *other.strains), lambda each: (each.muscle, each.side, each.at)),
    )


def _rank(top: RecordHead) -> tuple[int, bytes]:
    return top.revision, encode(top)


def _union(parts: Iterable[Part], key: Callable[[Part], Any]) -> tuple[Part, ...]:
    best: dict[Any, Part] = {}
    for part in parts:
        known = best.setdefault(key(part), part)
        best[key(part)] = max(known, part)
    return tuple(best[each] for each in sorted(best))
