"""The two clocks of the machine: monotonic seconds, and wall-clock time."""

import time
from typing import Protocol


class Clock(Protocol):
    """Where time comes from; tests pass a clock that they move."""

    def monotonic(self) -> float:
        """Seconds that never run backwards."""
        ...

    def wall(self) -> float:
        """Seconds since 1970, as the machine believes."""
        ...


class RealClock:
    """The machine's own clocks."""

    def monotonic(self) -> float:
        """Seconds since some instant."""
        return time.monotonic()

    def wall(self) -> float:
        """Seconds since 1970."""
        return time.time()


def moment(wall: float) -> str:
    """A wall-clock second for people, by the local time: "Sat 18:40", not before it."""
    # Imported here: checking thousands of files never says when.
    from datetime import UTC, datetime, timedelta

    local = datetime.fromtimestamp(wall, UTC).astimezone()
    if local.second or local.microsecond:
        local = local.replace(second=0, microsecond=0) + timedelta(minutes=1)
    return f"{local:%a %H:%M}"


class QuickClock:
    """A clock that runs `speed` times as fast as `clock`, for rehearsals."""

    def __init__(self, clock: Clock, speed: float) -> None:
        self._clock, self._speed = clock, speed
        self._from = clock.monotonic()
        self._wall = clock.wall()
        self._last = 0.0

    def monotonic(self) -> float:
        """Seconds of the rehearsal."""
        self._last = (self._clock.monotonic() - self._from) * self._speed
        return self._last

    def wall(self) -> float:
        """Seconds since 1970, as if the rehearsal were played in real time, when `monotonic` was last read."""
        # Milliseconds between two readings would be seconds here, and look like a machine that slept.
        return self._wall + self._last
