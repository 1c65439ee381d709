"""After a crash: what an open run is brought down to, so that at least what was done stays charged."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from msgspec import structs

from stretchplayer.caps.meter import Run
from stretchplayer.session.snapshot import Snapshot
from stretchplayer.store.charges import Charge

BEAT: Final = 1.0
"""Seconds between two words from a running session at most; so much may have been done after the last."""
_EPS: Final = 1e-6


class Settled(NamedTuple):
    """A snapshot with its runs as charged; `runs` are those that were open, `allowance` what they never reported."""

    snapshot: Snapshot
    runs: tuple[Run, ...] = ()
    allowance: float = 0.0


def settle(snapshot: Snapshot, charges: Mapping[int, Charge], *, heard: bool) -> Settled:
    """Settle a session whose last word is `snapshot`; `charges` are what the ledger holds for it.

    An open run is one that is charged for more than it reported. If every word of the session was `heard`,
    it comes down to what it reported plus one heartbeat, and the place moves by the same. If words may be
    lost, the full charge stands, and the piece is to be played, and charged, anew.
    """
    extras = {
        run.number: charges[run.number].seconds - run.seconds
        for run in snapshot.progress.runs
        if run.number in charges and charges[run.number].seconds - run.seconds > _EPS
    }
    if not extras:
        return Settled(snapshot)
    if heard:
        extras = {number: min(extra, BEAT) for number, extra in extras.items()}
    runs = tuple(
        structs.replace(
            run,
            seconds=run.seconds + extras[run.number],
            end=run.end + extras[run.number] if heard else max(run.end, charges[run.number].until),
        )
        if run.number in extras
        else run
        for run in snapshot.progress.runs
    )
    return Settled(
        _moved(snapshot, runs, extras, heard=heard),
        tuple(run for run in runs if run.number in extras),
        sum(extras.values()),
    )


def _moved(snapshot: Snapshot, runs: tuple[Run, ...], extras: Mapping[int, float], *, heard: bool) -> Snapshot:
    """The snapshot with `runs`, and its place and sums in keeping with them."""
    progress = structs.replace(snapshot.progress, runs=runs)
    extra = 0.0 if progress.run is None else extras.get(progress.run, 0.0)
    if not extra:
        return structs.replace(snapshot, progress=progress)
    if not heard:
        return structs.replace(snapshot, progress=structs.replace(progress, run=None, elapsed=0.0))
    return structs.replace(
        snapshot,
        progress=structs.replace(progress, elapsed=progress.elapsed + extra),
        seconds=snapshot.seconds + extra,
        worked=snapshot.worked + extra,
    )
