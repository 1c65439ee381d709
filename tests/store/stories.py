"""What the tests of the store tell it: sessions, runs and snapshots, with small numbers."""

from itertools import pairwise
from typing import Any, Final

import msgspec

from stretchplayer.caps import Profile, Run, Strain, Today
from stretchplayer.caps.plan import Progress
from stretchplayer.model.muscles import MuscleSide
from stretchplayer.session.account import Snapshot
from stretchplayer.session.commands import Resting
from stretchplayer.store import Beginning, Entry, Past, Store
from stretchplayer.timeline import Load

WALL: Final = 1_750_000_000.0
"""Where the stories begin: a wall-clock second, which is the monotonic second 0."""
DAY: Final = 86_400.0
LEFT: Final[tuple[MuscleSide, ...]] = (("hamstrings", "left"),)
BOTH: Final[tuple[MuscleSide, ...]] = (("hamstrings", "left"), ("hamstrings", "right"))
TEXT: Final = b'title = "Hips"\n'


def name(number: int) -> str:
    """The id of a session."""
    return f"{number:032x}"


def beginning(number: int = 1, at: float = 0.0, **changes: Any) -> Beginning:
    """The start of a session at second `at` of the story."""
    made = Beginning(
        id=name(number),
        title="Hips",
        file="/home/ann/routines/hips.toml",
        digest="ab" * 32,
        text=TEXT,
        profile=Profile(age="65-over", today=Today(pain=2, injury=("neck",))),
        wall=WALL + at,
        monotonic=at,
        before=4,
    )
    return msgspec.structs.replace(made, **changes)


def run(number: int, start: float, seconds: float, loads: tuple[MuscleSide, ...] = LEFT, load: Load = "static") -> Run:
    """A run that begins at second `start` of the story and is charged for `seconds`."""
    return Run(
        number=number,
        origin=2 * number,
        path="1",
        side="left",
        load=load,
        loads=loads,
        start=WALL + start,
        end=WALL + start + seconds,
        seconds=float(seconds),
    )


def snapshot(*runs: Run, open_run: bool = True, state: Resting = "paused", **changes: Any) -> Snapshot:
    """A session that has done `runs`, the last of which goes on unless `open_run` is false."""
    last = runs[-1] if runs and open_run else None
    done = sum((each.seconds for each in runs), 0.0)
    made = Snapshot(
        digest="ab" * 32,
        state=state,
        progress=Progress(
            origin=last.origin if last else 0,
            elapsed=last.seconds if last else 0.0,
            run=last.number if last else None,
            runs=runs,
        ),
        seconds=done,
        worked=done,
    )
    return msgspec.structs.replace(made, **changes)


def strain(at: float, word: str = "other", where: MuscleSide = LEFT[0]) -> Strain:
    """A "too much" at second `at` of the story."""
    return Strain(session="", muscle=where[0], side=where[1], at=WALL + at, word=word)


def record(
    store: Store, number: int, at: float, *charged: Run, now: Snapshot | None = None, kind: str = "entered"
) -> None:
    """Record that something happened at second `at` of the story."""
    entry = Entry(kind=kind, at=at, detail={"runs": [each.number for each in charged]})
    store.record(name(number), [entry], charged, (), now or snapshot(*charged), WALL + at, at)


def played(store: Store, number: int, at: float, *done: Run, over: bool = True) -> None:
    """A whole session, begun at second `at` of the story."""
    store.begin(beginning(number, at))
    record(store, number, at, *done, now=snapshot(*done, open_run=False))
    if over:
        store.end(
            name(number), "finished", snapshot(*done, open_run=False, state="finished"), WALL + at + 60, at + 60, 2
        )


def seconds(store: Store, number: int = 1, at: float = 0.0) -> dict[int, float]:
    """What each run of a session is charged, by its number."""
    found = store.ledger(WALL + at).exposures
    return {each.run: each.seconds for each in found if each.session == name(number)}


def past(store: Store) -> list[Past]:
    """The whole history."""
    rows = list(store.history())
    assert all(one.started <= other.started for one, other in pairwise(rows))
    return rows
