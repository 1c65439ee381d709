"""Where a session ought to be, reckoned from `plan --json`, the lines it said and the test's own clock."""

from typing import Any, Final

READY: Final = 5.0
"""Seconds to get ready before work that was interrupted."""


class Course:
    """The timeline of one plan; instants are seconds from its start."""

    def __init__(self, plan: dict[str, Any]) -> None:
        self.segments: list[dict[str, Any]] = plan["segments"]
        self.seconds: float = plan["seconds"]

    def leads(self, index: int, elapsed: float) -> tuple[float, ...]:
        """Seconds between going on in a segment and the timeline moving on: getting ready for work on a muscle.

        Where nothing of the segment is left, getting ready or not are both right.
        """
        segment = self.segments[index]
        if not segment["targets"] or segment["phase"] not in ("work", "contract"):
            return (0.0,)
        return (READY,) if elapsed < segment["seconds"] else (READY, 0.0)

    def begins_anew(self, index: int, elapsed: float) -> float:
        """Where a session that was stopped there goes on: the way into work is begun again."""
        segment = self.segments[index]
        start: float = segment["start"]
        return start if segment["phase"] in ("prepare", "switch") else start + elapsed

    def worked(self, until: float, since: float = 0.0) -> dict[str, float]:
        """Seconds of work by name of muscle between two instants; one key for each muscle, sides apart."""
        sums: dict[str, float] = {}
        for segment in self.segments:
            if segment["phase"] not in ("work", "contract") or not segment["targets"]:
                continue
            start, end = segment["start"], segment["start"] + segment["seconds"]
            seconds = max(0.0, min(end, until) - max(start, since))
            for muscle in segment["targets"]:
                for side in ("left", "right") if segment["side"] == "both" else (segment["side"] or "mid",):
                    sums[f"{muscle} {side}"] = sums.get(f"{muscle} {side}", 0.0) + seconds
        return sums
