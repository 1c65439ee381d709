"""The store: journal, ledger and history in one SQLite file, or nowhere."""

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from math import inf
from pathlib import Path
from sqlite3 import Connection as Database
from typing import BinaryIO, Final

from stretchplayer.caps.ledger import Ledger, Strain
from stretchplayer.caps.meter import Run
from stretchplayer.fitting.adjustments import Fitting
from stretchplayer.session.account import Snapshot
from stretchplayer.store import exchange, looking_back, recovery
from stretchplayer.store.database import UNWRITTEN, Connection, StoreFailed
from stretchplayer.store.lock import Holder, PlayLock, acquire, holder_of
from stretchplayer.store.looking_back import Measurement, PastSession
from stretchplayer.store.memory import Memory
from stretchplayer.store.null_store import NullStore
from stretchplayer.store.recovery import WORTH_SAYING, date_to
from stretchplayer.store.session_rows import (
    Beginning,
    Entry,
    Merged,
    Over,
    Past,
    Unfinished,
    add_moves,
    append,
    charge,
    charged,
    note,
    read_history,
    read_known,
    read_ledger,
    read_played,
    read_strains,
    rows_as,
    strain,
    unstrain,
)
from stretchplayer.translation import gettext, to_translate

_SET_BACK: Final = to_translate(
    "The clock was set back. What was done by the later time counts as done now, and the history keeps it at this time."
)
_FOREIGN: Final = to_translate(
    "A session was left unfinished by another version of stretchplayer; it cannot be resumed."
)


class SqliteStore:
    """Journal, ledger and history in a file, opened by `open_store`. For one thread.

    `wall` and `now` are seconds since 1970, `monotonic` monotonic seconds. Everything that writes or reads raises
    `StoreFailed`, having changed nothing; no method reads a clock.
    """

    def __init__(self, connection: Connection, folder: Path, boot: str, notice: str | None) -> None:
        self._connection = connection
        self._folder = folder
        self._boot = boot
        self._notice = notice
        self._hold = PlayLock()
        self.memory = Memory()

    @property
    def notice(self) -> str | None:
        """One sentence for the user (a damaged file was set aside, a record is left out), or None."""
        return self._notice

    def hold(self, session_id: str, who: Holder) -> PlayLock:
        """Make this process the only one that plays, until the hold is released or the process ends.

        Sessions whose process died are settled, and records from ahead of the clock are dated to now; where the clock
        was clearly set back, the hold's warning says so. Raises `AlreadyPlaying`.
        """
        self._hold = hold = acquire(self._folder, session_id, who)
        if hold.held:
            try:
                self.settle()
                with self._connection.durable() as db:
                    ahead = date_to(db, who.since)
                if ahead > WORTH_SAYING:
                    hold.warning = gettext(_SET_BACK)
            except StoreFailed as failure:
                # A full disk must not prevent playing; the full charges that remain are on the safe side.
                hold.warning = str(failure)
        return hold

    def playing(self) -> str | None:
        """Where a session is being played right now, by this process or another, or None."""
        found = holder_of(self._folder)
        return found.where if found else None

    def begin(self, beginning: Beginning) -> str:
        """Store a session that starts, durably; returns its id."""
        with self._connection.durable() as db:
            db.execute(
                "INSERT INTO session (id, machine, revision, routine, digest, started, state, seconds, worked, before)"
                " SELECT ?, id, 1, ?, ?, ?, 'unfinished', 0, 0, ? FROM machine",
                (beginning.id, beginning.title, beginning.digest, beginning.wall, beginning.before),
            )
            db.execute("UPDATE machine SET first_use = min(coalesce(first_use, ?1), ?1)", (beginning.wall,))
            number: int = db.execute("SELECT number FROM session WHERE id = ?", (beginning.id,)).fetchone()[0]
            recovery.remember(db, number, beginning)
            note(db, number, "begun", beginning.wall, beginning.monotonic, routine=beginning.title)
            if beginning.snapshot is not None:
                first = beginning.snapshot
                recovery.write_report(db, beginning.id, first, beginning.wall, beginning.monotonic, self._boot)
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
        *,
        taken_back: Sequence[Strain] = (),
    ) -> None:
        """Store what happened and what is charged, all or nothing; strains that were `taken_back` go. Durable."""
        with self._connection.durable() as db:
            number, revision = self._touch(db, session_id, snapshot)
            append(db, number, entries, wall, monotonic)
            charge(db, number, revision, runs)
            strain(db, number, revision, strains)
            unstrain(db, number, taken_back)
            recovery.write_report(db, session_id, snapshot, wall, monotonic, self._boot)

    def take_back(self, session_id: str, strains: Sequence[Strain]) -> None:
        """Take strains of a session back that is over. Durable."""
        with self._connection.durable() as db:
            db.execute("UPDATE session SET revision = revision + 1 WHERE id = ?", (session_id,))
            found = db.execute("SELECT number FROM session WHERE id = ?", (session_id,)).fetchone()
            if found is None:
                raise self._unknown(session_id)
            unstrain(db, found[0], strains)

    def change(self, session_id: str, fitting: Fitting) -> None:
        """Store how the routine of the session differs from its file from now on. Durable."""
        with self._connection.durable() as db:
            if not recovery.change(db, session_id, fitting):
                raise self._gone(session_id)

    def beat(self, session_id: str, snapshot: Snapshot, wall: float, monotonic: float) -> None:
        """Store how far it has come, without waiting for the disk."""
        with self._connection.brief() as db:
            if not recovery.write_report(db, session_id, snapshot, wall, monotonic, self._boot):
                raise self._gone(session_id)

    def leave(self, session_id: str, snapshot: Snapshot, wall: float, monotonic: float) -> None:
        """Put the session away properly, to be resumed: only what was done is charged. Durable."""
        with self._connection.durable() as db:
            number, revision = self._touch(db, session_id, snapshot)
            still_open = recovery.open_runs(snapshot, charged(db, number))
            charge(db, number, revision, [run for run in snapshot.progress.runs if run.number in still_open])
            recovery.write_report(db, session_id, snapshot, wall, monotonic, self._boot)
            # Nothing was done after this report.
            db.execute("UPDATE snapshot SET closed = 1 WHERE session = ?", (number,))
            note(db, number, "closed", wall, monotonic)

    def end(
        self, session_id: str, state: Over, snapshot: Snapshot, wall: float, monotonic: float, after: int | None = None
    ) -> None:
        """The session is over and will not be resumed; `after` is the stiffness from 0 to 10. Durable."""
        with self._connection.durable() as db:
            number, _ = self._touch(db, session_id, snapshot)
            self._over(db, number, state, wall, monotonic, after)

    def rate(self, session_id: str, after: int) -> None:
        """Add the stiffness after a session that is over, from 0 to 10. Durable."""
        with self._connection.durable() as db:
            rated = db.execute(
                "UPDATE session SET after = ?, revision = revision + 1 WHERE id = ? AND state <> 'unfinished'",
                (after, session_id),
            )
            if not rated.rowcount:
                raise _unwritten(gettext("the session {id} is not over").format(id=session_id))

    def unfinished(self, session_id: str = "") -> Unfinished | None:
        """The latest session of this machine that is neither over nor played by another process, settled, or None.

        With `session_id`, that session alone. Writes nothing.
        """
        with closing(self._unfinished()) as every:
            for id_, found in every:
                if session_id not in ("", id_):
                    continue
                if found is not None:
                    return found
                self._notice = gettext(_FOREIGN)
        return None

    def all_unfinished(self, since: float) -> tuple[Unfinished, ...]:
        """Every session as in `unfinished` that was played since the wall-clock second `since`, the latest first."""
        return tuple(found for _, found in self._unfinished() if found is not None and found.wall >= since)

    def _unfinished(self) -> Generator[tuple[str, Unfinished | None]]:
        """The sessions that can be resumed by their ids, the latest first; None for what this version cannot read."""
        playing = None if self._hold.held else holder_of(self._folder)
        with self._connection.reading() as db:
            for report in recovery.last_reports(db, self._boot):
                if playing is not None and report.id == playing.session:
                    continue
                if report.snapshot is None:
                    yield report.id, None
                elif report.snapshot.state == "paused":
                    yield report.id, recovery.resumable(db, report, report.snapshot)

    def settle(self) -> None:
        """Charge sessions whose process died only for what was done, plus one second at most.

        Durable and idempotent. `hold` does it; otherwise call it only where no other process can be playing.
        """
        with self._connection.durable() as db:
            for report in recovery.last_reports(db, self._boot):
                if report.snapshot is None:
                    continue
                recovery.settle_session(db, report, report.snapshot)
                if report.snapshot.state != "paused":
                    self._over(db, report.session, report.snapshot.state, report.wall, report.monotonic, None)

    def ledger(self, now: float, *, but: str | None = None) -> Ledger:
        """What the muscle-sides had from `LOOK_BACK` before `now` on, without the session `but`; unwritten or not."""
        with self._connection.reading() as db:
            return self.memory.added_to(read_ledger(db, now, but), but)

    def strains(self, since: float) -> tuple[Strain, ...]:
        """Every "too much" after the wall-clock second `since`, however old the ledger's own may be."""
        with self._connection.reading() as db:
            return tuple(dict.fromkeys((*read_strains(db, since), *self.memory.strains(since))))

    def known(self, since: float, sessions: int) -> tuple[str, ...]:
        """The moves, or names of steps, that were done in at least `sessions` sessions since the second `since`."""
        with self._connection.reading() as db:
            return read_known(db, since, sessions)

    def history(self) -> Iterator[Past]:
        """Every session, the newest last."""
        with self._connection.streaming() as db:
            yield from read_history(db, self._damaged)

    def session(self, session_id: str) -> PastSession | None:
        """One session of the history in full, or None."""
        with self._connection.reading() as db:
            return looking_back.read_session(db, session_id)

    def journal(self, session_id: str, entries: Sequence[Entry], wall: float, monotonic: float) -> None:
        """Add rows to the journal of a session, without waiting for the disk."""
        with self._connection.brief() as db:
            found = db.execute("SELECT number FROM session WHERE id = ?", (session_id,)).fetchone()
            if found:
                append(db, found[0], entries, wall, monotonic)

    def annotate(self, session_id: str, note: str) -> None:
        """Give a session its note, of at most `LONGEST_NOTE` characters. Durable."""
        with self._connection.durable() as db:
            if not looking_back.annotate(db, session_id, note):
                raise self._unknown(session_id)

    def measure(self, measured: Sequence[Measurement]) -> None:
        """Keep values of the self-tests. Durable."""
        with self._connection.durable() as db:
            db.executemany(
                "INSERT OR REPLACE INTO measurement (at, test, side, cm) VALUES (?, ?, ?, ?)",
                [(each.at, each.test, each.side, each.cm) for each in measured],
            )

    def measurements(self) -> tuple[Measurement, ...]:
        """Every value of the self-tests, the newest last."""
        with self._connection.reading() as db:
            rows = db.execute("SELECT at, test, side, cm FROM measurement ORDER BY at, test, side")
            return tuple(rows_as(Measurement, rows))

    def refuse_while_playing(self) -> None:
        """Raises StoreFailed while a session is being played: then nothing is deleted."""
        if (playing := self.playing()) is not None:
            message = gettext("Nothing can be deleted while a session is being played: {where}.")
            raise StoreFailed(message.format(where=playing))

    def delete(self, session_id: str, now: float) -> None:
        """Delete a session at the wall-clock second `now`; its charges stay. Durable.

        Refused while a session is being played.
        """
        self.refuse_while_playing()
        # What a lost session charged is settled before its last report goes.
        self.settle()
        with self._connection.durable() as db:
            if not looking_back.delete(db, session_id, now):
                raise self._unknown(session_id)

    def played(self) -> dict[str, tuple[float, int]]:
        """By the title of a routine: the wall-clock second when it was played last, and in how many sessions."""
        with self._connection.reading() as db:
            return read_played(db)

    def export(self, stream: BinaryIO) -> int:
        """Write every session as JSON Lines; returns how many."""
        with self._connection.reading() as db:
            return exchange.export(db, stream)

    def import_(self, stream: BinaryIO, now: float = inf) -> Merged:
        """Merge an export in, all or nothing. Raises `BadImport` with the line.

        Refused while a session is being played, which could not write meanwhile. With `now`, sessions that are more
        than a day ahead of it are refused.
        """
        playing = self.playing()
        if playing is not None:
            message = gettext("Nothing can be imported while a session is being played: {where}.")
            raise StoreFailed(message.format(where=playing))
        with self._connection.durable() as db:
            return exchange.import_(db, stream, now)

    def close(self) -> None:
        """Close the file; a session that is not over stays unfinished."""
        self._connection.close()

    def _touch(self, db: Database, session_id: str, snapshot: Snapshot) -> tuple[int, int]:
        """Store how much of an open session was played; returns its number and its new revision."""
        db.execute(
            "UPDATE session SET revision = revision + 1, seconds = ?, worked = ? WHERE id = ?",
            (snapshot.seconds, snapshot.worked, session_id),
        )
        row = db.execute(
            "SELECT number, revision FROM session JOIN open_session ON session = number WHERE id = ?", (session_id,)
        ).fetchone()
        if row is None:
            raise self._gone(session_id)
        add_moves(db, row[0], snapshot.moves)
        return row[0], row[1]

    def _over(self, db: Database, number: int, state: Over, wall: float, monotonic: float, after: int | None) -> None:
        db.execute(
            "UPDATE session SET state = ?, ended = ? + shift, after = ? WHERE number = ?", (state, wall, after, number)
        )
        recovery.forget(db, number)
        note(db, number, state, wall, monotonic)

    def _damaged(self, session_id: str) -> None:
        self._notice = gettext(
            "The record of the session {id} is damaged; it is left out, and the others are shown."
        ).format(id=session_id)

    def _unknown(self, session_id: str) -> StoreFailed:
        return StoreFailed(gettext("The history has no session {id}.").format(id=session_id))

    def _gone(self, session_id: str) -> StoreFailed:
        return _unwritten(gettext("it has no open session {id}").format(id=session_id))


def _unwritten(reason: str) -> StoreFailed:
    return StoreFailed(gettext(UNWRITTEN).format(reason=reason))


Store = SqliteStore | NullStore
