"""The store that keeps nothing: for rehearsals, and for going on when the disk fails."""

from collections.abc import Iterator, Sequence
from math import inf
from typing import BinaryIO, Final

from stretchplayer.caps.ledger import Exposure, Ledger, Strain
from stretchplayer.caps.meter import Run
from stretchplayer.session.account import Snapshot
from stretchplayer.store.errors import StoreFailed
from stretchplayer.store.lock import Hold, Holder
from stretchplayer.store.store import Beginning, Entry, Merged, Over, Past, Unfinished

_NOTHING: Final = Ledger()


class NullStore:
    """A `Store` that keeps nothing; `Store` documents the methods.

    Its ledger is the one it was given, by default that of a new user, which has the strictest limits.
    """

    def __init__(self, notice: str | None = None, ledger: Ledger = _NOTHING) -> None:
        self._notice = notice
        self._ledger = ledger

    @property
    def notice(self) -> str | None:
        """Why nothing is remembered, in one sentence, or None."""
        return self._notice

    def hold(self, session_id: str, who: Holder) -> Hold:  # noqa: ARG002 - there is no lock
        """There is no lock."""
        return Hold()

    def playing(self) -> str | None:
        """It knows of no session."""
        return None

    def begin(self, beginning: Beginning) -> str:
        """Take note of nothing."""
        return beginning.id

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
        """Take note of nothing."""

    def beat(self, session_id: str, snapshot: Snapshot, wall: float, monotonic: float) -> None:
        """Take note of nothing."""

    def leave(self, session_id: str, snapshot: Snapshot, wall: float, monotonic: float) -> None:
        """Take note of nothing."""

    def end(
        self, session_id: str, state: Over, snapshot: Snapshot, wall: float, monotonic: float, after: int | None = None
    ) -> None:
        """Take note of nothing."""

    def rate(self, session_id: str, after: int) -> None:
        """Take note of nothing."""

    def unfinished(self) -> Unfinished | None:
        """There is never anything to resume."""
        return None

    def settle(self) -> None:
        """There is never anything to settle."""

    def ledger(self, now: float, *, but: str | None = None) -> Ledger:  # noqa: ARG002 - always the same
        """The ledger that was given."""
        return self._ledger

    def exposures(self, muscle: str, side: str, since: float) -> tuple[Exposure, ...]:
        """What the ledger that was given has on one muscle-side."""
        return tuple(each for each in self._ledger.exposures if each.where == (muscle, side) and each.end > since)

    def history(self) -> Iterator[Past]:
        """Nothing has happened."""
        return iter(())

    def export(self, stream: BinaryIO) -> int:  # noqa: ARG002 - nothing goes there
        """There is nothing to write. Raises `StoreFailed`."""
        raise StoreFailed(self._refused)

    def import_(self, stream: BinaryIO, now: float = inf) -> Merged:  # noqa: ARG002 - not even read
        """There is nothing to merge into. Raises `StoreFailed`."""
        raise StoreFailed(self._refused)

    def close(self) -> None:
        """There is nothing to let go of."""

    @property
    def _refused(self) -> str:
        return self._notice or "Nothing is remembered here."
