"""A store that writes nothing."""

from collections.abc import Iterator, Sequence
from typing import Final

from stretchplayer.caps.ledger import Ledger, Strain
from stretchplayer.caps.meter import Run
from stretchplayer.session.account import Snapshot
from stretchplayer.store.lock import PlayLock
from stretchplayer.store.looking_back import Measurement
from stretchplayer.store.memory import Memory
from stretchplayer.store.session_rows import Beginning, Past, Unfinished

_NOTHING: Final = Ledger()


class NullStore:
    """A `SqliteStore` that writes nothing: for rehearsals, and for going on when the disk fails.

    Its `notice` says why nothing is remembered, or is None; its ledger is the one it was given, by default that of a
    new user, which has the strictest limits, and what is charged meanwhile, which its `memory` keeps.
    """

    def __init__(self, notice: str | None = None, ledger: Ledger = _NOTHING, memory: Memory | None = None) -> None:
        self.notice = notice
        self.memory = memory or Memory()
        self._ledger = ledger

    def hold(self, *_: object) -> PlayLock:
        """There is no lock."""
        return PlayLock()

    def playing(self) -> str | None:
        """It knows of no session."""
        return None

    def begin(self, beginning: Beginning) -> str:
        """Take note of nothing."""
        return beginning.id

    def record(
        self,
        session_id: str,
        _entries: object,
        runs: Sequence[Run],
        strains: Sequence[Strain],
        *_: object,
        taken_back: Sequence[Strain] = (),
    ) -> None:
        """Charge for as long as the program runs."""
        self.memory.keep(session_id, runs, strains, taken_back)

    def take_back(self, session_id: str, strains: Sequence[Strain]) -> None:
        """Take strains back that were charged."""
        self.memory.keep(session_id, (), (), strains)

    def leave(self, session_id: str, snapshot: Snapshot, *_: object) -> None:
        """Charge what was done and no more."""
        self.memory.keep(session_id, snapshot.progress.runs)

    def beat(self, *_: object) -> None:
        """Take note of nothing."""

    end = rate = change = journal = annotate = delete = measure = beat

    def measurements(self) -> tuple[Measurement, ...]:
        """Nothing was measured."""
        return ()

    def session(self, *_: object) -> None:
        """Nothing has happened."""

    def unfinished(self, *_: object) -> Unfinished | None:
        """There is never anything to resume."""
        return None

    def all_unfinished(self, *_: object) -> tuple[Unfinished, ...]:
        """There is never anything to resume."""
        return ()

    def ledger(self, _now: float, *, but: str | None = None) -> Ledger:
        """The ledger that was given, and what was charged since, without the session `but`."""
        return self.memory.added_to(self._ledger, but)

    def strains(self, since: float) -> tuple[Strain, ...]:
        """Those of the ledger that was given, and those since."""
        return (*self._ledger.strains, *self.memory.strains(since))

    def known(self, *_: object) -> tuple[str, ...]:
        """Nothing was done."""
        return ()

    def history(self) -> Iterator[Past]:
        """Nothing has happened."""
        return iter(())

    def played(self) -> dict[str, tuple[float, int]]:
        """Nothing was played."""
        return {}

    def close(self) -> None:
        """There is nothing to let go of."""
