"""What was charged and could not be written: it counts as long as the program runs."""

from collections.abc import Iterable, Sequence

from msgspec import structs

from stretchplayer.caps.ledger import Exposure, Ledger, Strain
from stretchplayer.caps.meter import Run


def careful(ledger: Ledger) -> Ledger:
    """A ledger as that of a new user, who has the smallest budgets: for where not everything can be counted."""
    return structs.replace(ledger, first_use=None)


class Memory:
    """Runs and strains of sessions by their ids, kept by one process alone.

    A store that cannot write any more hands its memory on to the one that takes its place, so that no session of a
    process gets what an earlier one has had.
    """

    def __init__(self) -> None:
        self._runs: dict[tuple[str, int], Run] = {}
        self._strains: dict[Strain, None] = {}

    def keep(
        self, session_id: str, runs: Iterable[Run], strains: Iterable[Strain] = (), taken_back: Sequence[Strain] = ()
    ) -> None:
        """Charge runs, each in the place of what was charged for the same number before; and note strains."""
        self._runs |= {(session_id, run.number): run for run in runs}
        for each in strains:
            self._strains[structs.replace(each, session=session_id)] = None
        for each in taken_back:
            self._strains.pop(structs.replace(each, session=session_id), None)

    def strains(self, since: float) -> tuple[Strain, ...]:
        """Every strain after the wall-clock second `since`."""
        return tuple(each for each in self._strains if each.at > since)

    def added_to(self, ledger: Ledger, but: str | None = None) -> Ledger:
        """`ledger` with everything that is kept, without the session `but`; a careful one where that is anything."""
        if not self._runs and not self._strains:
            return ledger
        exposures = [each for each in ledger.exposures if (each.session, each.run) not in self._runs]
        for (session, number), run in self._runs.items():
            if session != but:
                exposures += (
                    Exposure(
                        session=session,
                        run=number,
                        muscle=muscle,
                        side=side,
                        kind=run.load,
                        start=run.start,
                        end=run.end,
                        seconds=run.seconds,
                    )
                    for muscle, side in run.loads
                )
        kept = (each for each in self._strains if each.session != but)
        strains = tuple(dict.fromkeys((*ledger.strains, *kept)))
        return structs.replace(careful(ledger), exposures=tuple(exposures), strains=strains)
