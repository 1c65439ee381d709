"""A store that keeps nothing."""

from collections.abc import Iterator
from typing import Final

from stretchplayer.caps.ledger import Ledger, Strain
from stretchplayer.store.lock import PlayLock
from stretchplayer.store.looking_back import Measurement
from stretchplayer.store.session_rows import Beginning, Past, Unfinished

_NOTHING: Final = Ledger()


class NullStore:
    """A `SqliteStore` that keeps nothing: for rehearsals, and for going on when the disk fails.

    Its `notice` says why nothing is remembered, or is None; its ledger is the one it was given, by default that of a
    new user, which has the strictest limits.
    """

    def __init__(self, notice: str | None = None, ledger: Ledger = _NOTHING) -> None:
        self.notice = notice
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

    def record(self, *_: object, **__: object) -> None:
        """Take note of nothing."""

    def beat(self, *_: object) -> None:
        """Take note of nothing."""

    leave = end = rate = change = journal = annotate = delete = measure = beat

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

    def ledger(self, *_: object, **__: object) -> Ledger:
        """The ledger that was given."""
        return self._ledger

    def strains(self, *_: object) -> tuple[Strain, ...]:
        """Those of the ledger that was given."""
        return self._ledger.strains

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
