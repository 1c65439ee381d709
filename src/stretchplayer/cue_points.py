"""The cues that mark a timeline: what is heard, and when."""

from typing import Final

from msgspec import Struct, structs

from stretchplayer.model.getting_ready import instructed
from stretchplayer.model.routine import CueName
from stretchplayer.timeline import MOVED, Segment

SKIN_CHECK_EVERY: Final = 300.0
"""Seconds of heat or cold between two looks at the skin."""
HALFWAY_FROM: Final = 20.0
TICKS_FROM: Final = 6.0
_TICKS: Final = (3.0, 2.0, 1.0)
_BEFORE_TICKS: Final = 0.5
"""Seconds between the cue that a segment begins with and its countdown."""
_AFTER_RELEASE: Final = 1.5
"""Seconds between the `release` and what comes next: both are heard apart, and "let go" can be said in between."""


class CuePoint(Struct, frozen=True, kw_only=True):
    """One cue, `at` seconds into the timeline (or into its segment).

    With `announces` the step is named here, because nothing before its work has named it.
    """

    at: float
    cue: CueName
    announces: bool = False


def cue_points(segments: tuple[Segment, ...]) -> tuple[tuple[Segment, CuePoint], ...]:
    """All cues of a timeline in order of time, each with the segment that it marks."""
    around = zip((None, *segments), segments, (*segments[1:], None), strict=False)
    return tuple(
        (segment, structs.replace(point, at=segment.start + point.at))
        for before, segment, after in around
        for point in segment_cues(segment, segment.seconds, before, after)
    )


def segment_cues(
    segment: Segment, seconds: float, before: Segment | None, after: Segment | None
) -> tuple[CuePoint, ...]:
    """The cues of one segment that lasts `seconds`; `at` counts from its start.

    `before` and `after` are its neighbours as they are played: they decide what is announced.
    """
    begins_step = before is None or before.path != segment.path or (before.phase == "confirm" and before.load is None)
    opening = _opening(segment, before, after, begins_step=begins_step, seconds=seconds)
    points = [] if opening is None else [opening]
    works = segment.phase in ("work", "contract")
    if segment.own_pace:
        return (*points, CuePoint(at=seconds, cue="release" if after else "done"))
    if segment.thermal:
        looks = int((seconds - 1e-6) // SKIN_CHECK_EVERY)
        points += [CuePoint(at=look * SKIN_CHECK_EVERY, cue="check-skin") for look in range(1, looks + 1)]
    elif works and seconds >= HALFWAY_FROM and segment.kind != "breathe":
        points.append(CuePoint(at=seconds / 2, cue="half"))
    leads = after is not None and _begins_work(segment, after)
    counted = seconds >= TICKS_FROM or segment.phase == "contract"
    does = works or _in_a_rest(segment)
    counts = (leads and not works and not segment.waits) or (does and counted and not segment.thermal)
    # Three of them, or none: who hears the first knows when it begins.
    if counts and seconds - _TICKS[0] >= (opening.at + _BEFORE_TICKS if opening else 0.0):
        points += [CuePoint(at=seconds - tick, cue="tick") for tick in _TICKS]
    if after is None:
        points.append(CuePoint(at=seconds, cue="done"))
    elif does and not _goes_on(segment, after):
        points.append(CuePoint(at=seconds, cue="release"))
    return tuple(sorted(points, key=lambda point: point.at))


def _in_a_rest(segment: Segment) -> bool:
    """Whether something is done in a rest, which then begins and ends like work: looking far, blinking."""
    return segment.phase == "rest" and segment.kind == "rest" and instructed(segment.what)


def _begins_work(segment: Segment, after: Segment) -> bool:
    """Whether something is to be done in the segment after one: work, or a rest that the time before it explains."""
    if after.phase == "rest":
        return after.kind == "rest" and segment.phase == "prepare" and after.path == segment.path
    return after.phase in ("work", "contract") and not after.thermal


def _goes_on(segment: Segment, after: Segment) -> bool:
    """Whether nothing is let go of between a segment and the one after: a push and its stretch, a set and the next."""
    if after.phase not in ("work", "contract") or after.thermal or segment.thermal:
        return False
    return segment.phase == "contract" or (segment.load in MOVED and after.load in MOVED)


def _opening(
    segment: Segment, before: Segment | None, after: Segment | None, *, begins_step: bool, seconds: float
) -> CuePoint | None:
    """The cue that a segment begins with; none where another one is still heard, and there is no later."""
    done = before is not None and (before.phase == "work" or _in_a_rest(before))
    released = before is not None and done and not _goes_on(before, segment)
    late = min(_AFTER_RELEASE, seconds / 2) if released else 0.0
    if released and not late:
        return None
    match segment.phase:
        case "prepare" if before is not None and before.phase == "switch":
            # One change of sides, with one sound.
            return None
        case "prepare":
            return CuePoint(at=late, cue="next" if begins_step and before is not None else "prepare")
        case "switch":
            return CuePoint(at=late, cue="switch")
        case "rest" if not _in_a_rest(segment):
            return CuePoint(at=late, cue="rest")
        case "advice" if after is None and not segment.waits:
            # Nothing comes next: one stays as one is, and listens.
            return CuePoint(at=late, cue="rest")
        case "confirm" | "advice":
            return CuePoint(at=late, cue="next")
        case _:
            ready = before is not None and before.phase in ("prepare", "confirm") and before.path == segment.path
            # Without a moment in between, the beginning would drown in the release.
            cue: CueName = "push" if segment.phase == "contract" else "go"
            return CuePoint(at=late, cue=cue, announces=begins_step and not ready)


def unfinished(cues: tuple[CuePoint, ...]) -> tuple[CuePoint, ...]:
    """The cues without `done`, which is given when the session is over, not when a segment begins to wait."""
    return tuple(cue for cue in cues if cue.cue != "done")
