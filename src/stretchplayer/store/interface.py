"""What the program asks of a store, whatever it is made of."""

from collections.abc import Iterator, Sequence
from math import inf
from typing import BinaryIO, Protocol

from stretchplayer.caps.ledger import Exposure, Ledger, Strain
from stretchplayer.caps.meter import Run
from stretchplayer.session.snapshot import Snapshot
from stretchplayer.store.lock import Hold, Holder
from stretchplayer.store.records import Beginning, Entry, Merged, Over, Past, Unfinished


class Store(Protocol):
    """Journal, ledger and history. `wall` and `now` are seconds since 1970, `monotonic` monotonic seconds.

    Everything that writes or reads raises `StoreFailed`, having changed nothing; no method reads a clock.
    """

    @property
    def notice(self) -> str | None:
        """One sentence the user should see (a damaged file was set aside, nothing is remembered), or None."""
        ...

    def hold(self, session_id: str, who: Holder) -> Hold:
        """Make this process the only one that plays, until the hold is released or the process is gone.

        Sessions that died with their process are settled, and what lies ahead of the clock is dated to now; where the
        clock was clearly set back, the hold's warning says so. Raises `AlreadyPlaying` with where the other one is.
        """
        ...

    def playing(self) -> str | None:
        """Where a session is being played right now, by this process or another, or None."""
        ...

    def begin(self, beginning: Beginning) -> str:
        """Write down that a session starts, durably; returns its id."""
        ...

    def record(
        self,
        session_id: str,
        entries: Sequence[Entry],
        runs: Sequence[Run],
        strains: Sequence[Strain],
        snapshot: Snapshot,
        wall: float,
        monotonic: float,
    ) -> None:
        """Write down what happened and what is charged, all or nothing; on return it has reached the disk."""
        ...

    def beat(self, session_id: str, snapshot: Snapshot, wall: float, monotonic: float) -> None:
        """Write down how far it has come; outlives the process, but perhaps not a power loss."""
        ...

    def leave(self, session_id: str, snapshot: Snapshot, wall: float, monotonic: float) -> None:
        """The session is put away in good order, to be resumed: charges come down to what was done. Durable."""
        ...

    def end(
        self, session_id: str, state: Over, snapshot: Snapshot, wall: float, monotonic: float, after: int | None = None
    ) -> None:
        """The session is over and will not be resumed; `after` is the stiffness from 0 to 10. Durable."""
        ...

    def rate(self, session_id: str, after: int) -> None:
        """Add the stiffness after a session that is over, from 0 to 10. Durable."""
        ...

    def unfinished(self) -> Unfinished | None:
        """The latest session of this machine that is not over nor played by another process, settled, or None.

        Writes nothing.
        """
        ...

    def settle(self) -> None:
        """Bring charges of sessions whose process died down to what was done, plus one heartbeat at most.

        Durable and idempotent. `hold` does it; call it only where no other copy can be playing.
        """
        ...

    def ledger(self, now: float, *, but: str | None = None) -> Ledger:
        """What the muscle-sides had in the `LOOK_BACK` before `now` and after it, without the session `but`."""
        ...

    def exposures(self, muscle: str, side: str, since: float) -> tuple[Exposure, ...]:
        """What one muscle-side has had since a wall-clock second, the oldest first."""
        ...

    def history(self) -> Iterator[Past]:
        """Every session, the newest last."""
        ...

    def export(self, stream: BinaryIO) -> int:
        """Write every session as JSON Lines; returns how many."""
        ...

    def import_(self, stream: BinaryIO, now: float = inf) -> Merged:
        """Merge an export in, all or nothing. Raises `BadImport` with the line.

        Not while a session is being played, which could not write meanwhile. With `now`, sessions that lie
        more than a day ahead of it are refused.
        """
        ...

    def close(self) -> None:
        """Let go of the file; a session that is not over stays unfinished."""
        ...
