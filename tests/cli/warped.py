"""Runs the program with clocks of its own: `python warped.py SPEED SKEW ARGUMENT…`, in a process of a test."""

import selectors
import sys
import time
from math import inf

from stretchplayer import player
from stretchplayer.cli.main import main


def warp(speed: float, skew: float) -> None:
    """Let both clocks run `speed` times as fast from now on, and the wall clock be `skew` seconds ahead.

    Nothing counts as a gap in time: a busy machine is late, and that many times as late with such clocks.
    """
    monotonic, wall, select = time.monotonic, time.time, selectors.DefaultSelector.select
    from_monotonic, from_wall = monotonic(), wall()

    def sooner(self: selectors.DefaultSelector, timeout: float | None = None) -> object:
        return select(self, timeout if timeout is None else timeout / speed)

    time.monotonic = lambda: from_monotonic + (monotonic() - from_monotonic) * speed
    time.time = lambda: from_wall + skew + (wall() - from_wall) * speed
    selectors.DefaultSelector.select = sooner  # type: ignore[assignment, method-assign]  # time is what is tampered with
    player.LOST = inf  # type: ignore[misc]  # the same
    defaults = player.Player.__init__.__kwdefaults__ or {}
    defaults["stalled"] = inf


if __name__ == "__main__":
    warp(float(sys.argv[1]), float(sys.argv[2]))
    sys.exit(main(sys.argv[3:]))
