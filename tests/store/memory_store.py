"""A store in memory, for tests that need one: the same promises as the real one, kept with dictionaries."""

from collections.abc import Iterator, Sequence
from math import inf
from typing import Any, BinaryIO, Self

import msgspec
from msgspec import Struct, structs

from stretchplayer.caps.ledger import LOOK_BACK, Exposure, Ledger, Strain
from stretchplayer.caps.meter import Run
from stretchplayer.session.snapshot import Snapshot
from stretchplayer.store import (
    AlreadyPlaying,
    Beginning,
    Entry,
    Hold,
    Holder,
    Merged,
    Over,
    Past,
    StoreFailed,
    Unfinished,
)
from stretchplayer.store.exchange import FORMAT, RunRecord, SessionRecord, StrainRecord, merge, read, tidy
from stretchplayer.store.queries import Charge
from stretchplayer.store.recovery import Settled, settle


class _Open(Struct, kw_only=True):
    beginning: Beginning
    snapshot: Snapshot | None = None
    wall: float = 0.0
    boot: str = ""
    closed: bool = False
    allowance: float = 0.0


class MemoryHold(Hold):
    """A hold without a file."""

    def __init__(self, store: "MemoryStore") -> None:
        super().__init__()
        self._store = store

    @property
    def held(self) -> bool:
        return self._store.holder is not None

    def release(self) -> None:
        self._store.holder = None


class MemoryStore:
    """A `Store` that lives as long as the test. `journal` holds (session, entry) in the order of writing."""

    notice: str | None = None

    def __init__(self, machine: str = "a", boot: str = "first") -> None:
        self.machine = machine
        self.boot = boot
        self.told: dict[str, SessionRecord] = {}
        self.open: dict[str, _Open] = {}
        self.journal: list[tuple[str, Entry]] = []
        self.holder: Holder | None = None

    def again(self, boot: str) -> Self:
        """What another process finds, after this one was killed."""
        other = type(self)(self.machine, boot)
        other.told, other.open, other.journal = self.told, self.open, self.journal
        return other

    def hold(self, session_id: str, who: Holder) -> Hold:
        if self.holder is not None:
            raise AlreadyPlaying(str(self.holder))
        self.holder = who
        self.settle()
        return MemoryHold(self)

    def playing(self) -> str | None:
        return None if self.holder is None else str(self.holder)

    def begin(self, beginning: Beginning) -> str:
        self.told[beginning.id] = SessionRecord(
            id=beginning.id,
            machine=self.machine,
            revision=1,
            routine=beginning.title,
            digest=beginning.digest,
            started=beginning.wall,
            ended=None,
            state="unfinished",
            seconds=0.0,
            worked_seconds=0.0,
            before=beginning.before,
            after=None,
            runs=(),
            strains=(),
        )
        self.open[beginning.id] = _Open(beginning=beginning)
        if beginning.snapshot is not None:
            self.beat(beginning.id, beginning.snapshot, beginning.wall, beginning.monotonic)
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
        self.beat(session_id, snapshot, wall, monotonic)
        self.journal += [(session_id, entry) for entry in entries]
        self._write(session_id, snapshot, runs, strains)

    def beat(self, session_id: str, snapshot: Snapshot, wall: float, monotonic: float) -> None:
        here = self._open(session_id)
        here.snapshot, here.wall, here.boot, here.closed, here.allowance = snapshot, wall, self.boot, False, 0.0

    def leave(self, session_id: str, snapshot: Snapshot, wall: float, monotonic: float) -> None:
        self._open(session_id)
        full = self._charged(session_id)
        runs = [each for each in snapshot.progress.runs if each.number in full]
        self.record(session_id, (), runs, (), snapshot, wall, monotonic)
        self.open[session_id].closed = True

    def end(
        self, session_id: str, state: Over, snapshot: Snapshot, wall: float, monotonic: float, after: int | None = None
    ) -> None:
        self._open(session_id)
        self._write(session_id, snapshot, (), (), state=state, ended=wall, after=after)
        del self.open[session_id]

    def rate(self, session_id: str, after: int) -> None:
        told = self.told[session_id]
        if told.state == "unfinished":
            raise StoreFailed(session_id)
        self.told[session_id] = structs.replace(told, after=after, revision=told.revision + 1)

    def unfinished(self) -> Unfinished | None:
        for session_id, here in reversed(self.open.items()):
            if here.snapshot is None or here.snapshot.state != "paused":
                continue
            settled = self._settled(session_id, here, here.snapshot)
            kept = {
                key: getattr(here.beginning, key)
                for key in ("id", "title", "file", "digest", "text", "profile", "before", "fitting")
            }
            return Unfinished(
                **kept,
                started=here.beginning.wall,
                wall=here.wall,
                snapshot=settled.snapshot,
                crashed=not here.closed,
                allowance=here.allowance + settled.allowance,
            )
        return None

    def settle(self) -> None:
        for session_id, here in list(self.open.items()):
            if here.snapshot is None:
                continue
            settled = self._settled(session_id, here, here.snapshot)
            self._write(session_id, settled.snapshot, settled.runs, ())
            here.snapshot, here.allowance = settled.snapshot, here.allowance + settled.allowance
            if settled.snapshot.state != "paused":
                self.end(session_id, settled.snapshot.state, settled.snapshot, here.wall, 0.0)

    def ledger(self, now: float, *, but: str | None = None) -> Ledger:
        others = [told for told in self.told.values() if told.id != but]
        exposures = [
            Exposure(
                session=told.id,
                run=run.number,
                muscle=muscle,
                side=side,
                kind=run.kind,
                start=run.start,
                end=run.end,
                seconds=run.seconds,
            )
            for told in others
            for run in told.runs
            for muscle, side in run.loads
            if run.end > now - LOOK_BACK
        ]
        strains = [
            Strain(session=told.id, muscle=each.muscle, side=each.side, at=each.at, word=each.word)
            for told in others
            for each in told.strains
            if each.at > now - LOOK_BACK
        ]
        return Ledger(
            exposures=tuple(sorted(exposures, key=lambda each: (each.end, each.session, each.run, each.where))),
            strains=tuple(sorted(strains, key=lambda each: (each.at, each.session, each.muscle, each.side))),
            first_use=min((told.started for told in self.told.values()), default=None),
        )

    def exposures(self, muscle: str, side: str, since: float) -> tuple[Exposure, ...]:
        found = self.ledger(since + LOOK_BACK).exposures
        return tuple(each for each in found if each.where == (muscle, side))

    def history(self) -> Iterator[Past]:
        for told in self._sorted():
            values: dict[str, Any] = {key: getattr(told, key) for key in Past.__struct_fields__}
            yield Past(**values)

    def export(self, stream: BinaryIO) -> int:
        stream.write(msgspec.json.encode({"format": FORMAT, "sessions": len(self.told)}) + b"\n")
        stream.writelines(msgspec.json.encode(told) + b"\n" for told in self._sorted())
        return len(self.told)

    def import_(self, stream: BinaryIO, now: float = inf) -> Merged:
        before, brought = dict(self.told), list(read(stream, now))
        for told in brought:
            known = self.told.get(told.id)
            self.told[told.id] = merge(known, told) if known else told
            if known != self.told[told.id]:
                self.open.pop(told.id, None)
        updated = sum(self.told[key] != before[key] for key in before)
        return Merged(sessions=len(brought), added=len(self.told) - len(before), updated=updated)

    def close(self) -> None:
        pass

    def _sorted(self) -> list[SessionRecord]:
        return sorted(self.told.values(), key=lambda told: (told.started, told.id))

    def _open(self, session_id: str) -> _Open:
        if session_id not in self.open:
            raise StoreFailed(session_id)
        return self.open[session_id]

    def _charged(self, session_id: str) -> dict[int, Charge]:
        return {run.number: Charge(run.seconds, run.end) for run in self.told[session_id].runs}

    def _settled(self, session_id: str, here: _Open, snapshot: Snapshot) -> Settled:
        return settle(snapshot, self._charged(session_id), heard=here.closed or here.boot == self.boot != "")

    def _write(
        self, session_id: str, snapshot: Snapshot, runs: Sequence[Run], strains: Sequence[Strain], **changes: Any
    ) -> None:
        told = self.told[session_id]
        revision = told.revision + 1
        charged = {run.number: run for run in told.runs} | {
            run.number: RunRecord(
                number=run.number,
                start=run.start,
                revision=revision,
                seconds=run.seconds,
                end=run.end,
                kind=run.load,
                loads=run.loads,
            )
            for run in runs
        }
        felt = {(each.muscle, each.side, each.at): each for each in told.strains} | {
            (each.muscle, each.side, each.at): StrainRecord(
                muscle=each.muscle, side=each.side, at=each.at, revision=revision, word=each.word
            )
            for each in strains
        }
        self.told[session_id] = tidy(
            structs.replace(
                told,
                revision=revision,
                seconds=snapshot.seconds,
                worked_seconds=snapshot.worked,
                runs=tuple(charged.values()),
                strains=tuple(felt.values()),
                **changes,
            )
        )
