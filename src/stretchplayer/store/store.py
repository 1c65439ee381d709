"""What the program asks of a store, and the values that go in and come out; instants are wall-clock seconds."""

from collections.abc import Iterator, Sequence
from math import inf
from typing import Any, BinaryIO, Literal, Protocol

from msgspec import Struct

from stretchplayer.caps.ledger import Exposure, Ledger, Strain
from stretchplayer.caps.meter import Run
from stretchplayer.caps.profile import Profile
from stretchplayer.fitting import Fitting
from stretchplayer.session.snapshot import Snapshot
from stretchplayer.store.lock import Hold, Holder

Over = Literal["finished", "ended"]
"""How a session can be over."""
Standing = Literal["finished", "ended", "unfinished"]
"""How a session stands in the history."""


class _OpenSession(Struct, frozen=True, kw_only=True):
    """What a resume needs: `id` is 32 hexadecimal digits, `text` the bytes of the routine file as played.

    `before` is the stiffness from 0 to 10, or None; `fitting` is what was changed in the routine to fit the minutes
    asked for, or None; `wall` is the wall-clock second of this record.
    """

    id: str
    title: str
    file: str
    digest: str
    text: bytes
    profile: Profile
    wall: float
    before: int | None = None
    fitting: Fitting | None = None


class Beginning(_OpenSession, frozen=True, kw_only=True):
    """A session that starts; with the `snapshot` of its first instant, it can be resumed as soon as it is stored."""

    monotonic: float
    snapshot: Snapshot | None = None


class Entry(Struct, frozen=True, kw_only=True):
    """One row of the journal: what happened (`kind`), at which monotonic second, with details for JSON."""

    kind: str
    at: float
    detail: dict[str, Any] = {}


class Unfinished(_OpenSession, frozen=True, kw_only=True):
    """A session that can be resumed, as of its last report at `wall`.

    `crashed` says that it was not closed; `allowance` is how many seconds beyond its last report are charged for that.
    """

    started: float
    snapshot: Snapshot
    crashed: bool = False
    allowance: float = 0.0


class Past(Struct, frozen=True, kw_only=True):
    """One session of the history; `seconds` were played, `worked_seconds` of them in work."""

    id: str
    routine: str
    started: float
    ended: float | None
    state: Standing
    seconds: float
    worked_seconds: float
    before: int | None
    after: int | None


class Merged(Struct, frozen=True, kw_only=True):
    """What an import did: `sessions` in the file, of which `added` were new and `updated` had more than the history."""

    sessions: int = 0
    added: int = 0
    updated: int = 0


class Store(Protocol):
    """Journal, ledger and history. `wall` and `now` are seconds since 1970, `monotonic` monotonic seconds.

    Everything that writes or reads raises `StoreFailed`, having changed nothing; no method reads a clock.
    """

    @property
    def notice(self) -> str | None:
        """One sentence for the user (a damaged file was set aside, nothing is kept), or None."""
        ...

    def hold(self, session_id: str, who: Holder) -> Hold:
        """Make this process the only one that plays, until the hold is released or the process ends.

        Sessions whose process died are settled, and records from ahead of the clock are dated to now; where the clock
        was clearly set back, the hold's warning says so. Raises `AlreadyPlaying`.
        """
        ...

    def playing(self) -> str | None:
        """Where a session is being played right now, by this process or another, or None."""
        ...

    def begin(self, beginning: Beginning) -> str:
        """Store a session that starts, durably; returns its id."""
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
        """Store what happened and what is charged, all or nothing. Durable."""
        ...

    def beat(self, session_id: str, snapshot: Snapshot, wall: float, monotonic: float) -> None:
        """Store how far it has come; survives the process, but perhaps not a power loss."""
        ...

    def leave(self, session_id: str, snapshot: Snapshot, wall: float, monotonic: float) -> None:
        """Put the session away properly, to be resumed: only what was done is charged. Durable."""
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
        """The latest session of this machine that is neither over nor played by another process, settled, or None.

        Writes nothing.
        """
        ...

    def settle(self) -> None:
        """Charge sessions whose process died only for what was done, plus one heartbeat at most.

        Durable and idempotent. `hold` does it; otherwise call it only where no other process can be playing.
        """
        ...

    def ledger(self, now: float, *, but: str | None = None) -> Ledger:
        """What the muscle-sides had from `LOOK_BACK` before `now` on, without the session `but`."""
        ...

    def exposures(self, muscle: str, side: str, since: float) -> tuple[Exposure, ...]:
        """What one muscle-side has had since a wall-clock second, the oldest first."""
        ...

    def history(self) -> Iterator[Past]:
        """Every session, the newest last."""
        ...

    def export(self, stream: BinaryIO) -> int:
        """Write every session as JSON Lines; returns their number."""
        ...

    def import_(self, stream: BinaryIO, now: float = inf) -> Merged:
        """Merge an export in, all or nothing. Raises `BadImport` with the line.

        Refused while a session is being played, which could not write meanwhile. With `now`, sessions that are more
        than a day ahead of it are refused.
        """
        ...

    def close(self) -> None:
        """Close the file; a session that is not over stays unfinished."""
        ...
