"""What the judge asks of heat and cold: gaps, how many a day, contrast, and what waits after cold."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from core.judged import SLACK, Session, begun
from core.rules import DAY, HALF_HOUR
from core.tape import Record
from stretchplayer.model.muscles import GROUP_OF, MuscleSide
from stretchplayer.timeline import Load

_PATCHES: Final = ({"shoulder", "back"}, {"hip", "thigh"}, {"leg", "foot"})
"""Regions that one pack covers: they count as one for the gaps of heat and of cold."""


def _touching(one: Iterable[MuscleSide], two: Iterable[MuscleSide], *, patch: bool = False) -> bool:
    """Whether both are about one region and side; with `patch`, about one that a pack covers."""
    return any(
        (GROUP_OF[a] == GROUP_OF[b] or (patch and {GROUP_OF[a], GROUP_OF[b]} in _PATCHES))
        and (one_side == other_side or "mid" in (one_side, other_side))
        for a, one_side in one
        for b, other_side in two
    )


@dataclass(frozen=True)
class _Application:
    key: tuple[str, int]
    load: Load
    loads: tuple[MuscleSide, ...]
    start: float
    end: float
    seconds: float


def _applications(records: Iterable[Record]) -> list[_Application]:
    runs: dict[tuple[str, int], list[Record]] = defaultdict(list)
    for each in records:
        if each.load in ("heat", "cold"):
            runs[each.session, each.run].append(each)
    return [
        _Application(
            key,
            parts[0].load,
            tuple(part.where for part in parts),
            min(part.start for part in parts),
            max(part.end for part in parts),
            min(sum(part.seconds for part in parts if part.where == where) for where in {each.where for each in parts}),
        )
        for key, parts in runs.items()
    ]


def _lay_on(applications: Iterable[_Application]) -> bool:
    """Whether they lasted: what was left at once, less than a minute in all, is none."""
    return bool(begun((each.seconds - SLACK for each in applications), 60))


def heat_and_cold(session: Session) -> Iterator[str]:
    """Gaps between applications on one region, how many a day, contrast, and what must wait after cold."""
    caps, mine = session.caps, _applications(session.done)
    for one in mine:
        near = [
            each
            for each in _applications(session.before(one.start)) + mine
            if each.key != one.key and each.start <= one.start and _touching(each.loads, one.loads, patch=True)
        ]
        same = [each for each in near if each.load == one.load]
        others = [each for each in near if each.load != one.load and _touching(each.loads, one.loads)]
        if _lay_on(each for each in others if one.start - each.end < HALF_HOUR - SLACK):
            yield f"order.contrast: {one.load} at {one.start}"
        gap = caps[f"{one.load}.gap"]
        if gap <= DAY and _lay_on(each for each in same if one.start - each.end < gap - SLACK):
            yield f"{one.load}.gap: at {one.start}"
        day = [each for each in same if _touching(each.loads, one.loads) and one.start - each.end < DAY - SLACK]
        if begun((each.seconds - SLACK for each in day), 60) + 1 > caps[f"{one.load}.day"]:
            yield f"{one.load}.day: {len(day) + 1} applications at {one.start}"
    for piece in session.pieces:
        if piece.load not in ("static", "contract", "massage", "gun"):
            continue
        for stint in piece.stints:
            colds = [
                each
                for each in _applications(session.before(stint.start)) + mine
                if each.load == "cold" and each.start <= stint.start and _touching(each.loads, piece.loads)
            ]
            if _lay_on(each for each in colds if stint.start - each.end < HALF_HOUR - SLACK):
                yield f"order.cold: {piece.load} after cold at {stint.start}"
