"""The dose of one step in words, as the timeline has it."""

from stretchplayer.model.duration import spoken
from stretchplayer.timeline.segment import Segment


def dose(path: str, segments: tuple[Segment, ...]) -> str:
    """Length, repetitions and sides of the step at `path`: "20 s × 2, each side"; "" where nothing is done."""
    work = [each for each in segments if each.path == path and each.phase in ("work", "contract", "rest", "advice")]
    if not work:
        return ""
    sides = {each.side for each in work if each.side in ("left", "right")}
    held = [each for each in work if each.phase == "work"]
    reps = max((each.rep or 1 for each in held), default=1)
    length = held[0].seconds if held else work[0].seconds
    parts = [f"{spoken(length)} × {reps}" if reps > 1 else spoken(length)] if length else []
    if sides:
        parts.append("each side" if len(sides) > 1 else f"{sides.pop()} side")
    return ", ".join(parts)
