"""The snapshot of a session at rest, from which it can be restored; and where skipping leads to."""

from stretchplayer.session.account import Snapshot
from stretchplayer.session.commands import State
from stretchplayer.session.playback import Playback
from stretchplayer.timeline import Segment


def at_rest(playback: Playback, state: State, now: float) -> Snapshot:
    """What `playback` has done at the monotonic second `now`; one that is not over is paused."""
    running = playback.running
    done = playback.done(now) - playback.place.done
    more = running.elapsed(now) if running is not None and running.interlude else done
    working = running is not None and not running.interlude and running.segment.works
    return Snapshot(
        digest=playback.plan.routine.digest,
        state=state if state in ("finished", "ended") else "paused",
        progress=playback.progress(now),
        seconds=playback.played + more,
        worked=playback.worked + (done if working else 0.0),
        strains=playback.account.strains,
        moves=tuple(playback.moves),
    )


def skipped_to(playback: Playback, segment: Segment, *, step: bool) -> int:
    """The position to go to past `segment`, which is at the place; with `step`, past its whole step."""
    position, running = playback.place.position, playback.running
    if step:
        return playback.cursor.past_step(position)
    if running is not None and running.segment.phase == "confirm" and segment.targets:
        return playback.cursor.main(position) + 1
    return position if running is not None and running.interlude else position + 1
