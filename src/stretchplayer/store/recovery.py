"""Settles sessions whose process is gone, and dates records from ahead of the clock to now."""

import os
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

import msgspec
from msgspec import structs

from stretchplayer.caps.meter import Run
from stretchplayer.caps.profile import read_profile
from stretchplayer.fitting.adjustments import Fitting
from stretchplayer.model.duration import encode
from stretchplayer.session.account import Snapshot
from stretchplayer.store.session_rows import Beginning, Charge, Unfinished, charge, charged, note

UNKNOWN: Final = ""
_BOOT: Final = Path("/proc/sys/kernel/random/boot_id")


def this_boot() -> str:
    """An id that changes when the machine restarts; `UNKNOWN` where the system has none."""
    try:
        return _BOOT.read_text("ascii").strip()
    except OSError:
        return UNKNOWN


WORTH_SAYING: Final = 60.0
"""A clock that was ahead by less than this was only adjusted, in seconds."""
_STEP: Final = 0.001
"""What keeps instants that were apart in their order, in seconds."""
_AHEAD: Final = (
    "SELECT until - shift FROM exposure WHERE until > :now AND until - shift > :now"
    " UNION SELECT at - shift FROM strain WHERE at > :now AND at - shift > :now"
)
_LATE_SESSIONS: Final = (
    "SELECT number, max(started, coalesce(ended, started)) - shift AS latest FROM session WHERE latest > :now"
)


def date_to(db: sqlite3.Connection, now: float) -> float:
    """Let everything that lies ahead of the wall-clock second `now` end then; returns by how much it was ahead, or 0.

    The order of instants is kept, a millisecond apart: what was done after "too much" still was.
    """
    farthest = now
    instants = sorted((instant for (instant,) in db.execute(_AHEAD, {"now": now})), reverse=True)
    for steps, instant in enumerate(instants):
        farthest = max(farthest, instant)
        shift = instant - now + steps * _STEP
        db.execute("UPDATE exposure SET shift = shift + ? WHERE until > ? AND until - shift = ?", (shift, now, instant))
        db.execute("UPDATE strain SET shift = shift + ? WHERE at > ? AND at - shift = ?", (shift, now, instant))
    for number, latest in db.execute(_LATE_SESSIONS, {"now": now}).fetchall():
        farthest = max(farthest, latest)
        db.execute("UPDATE session SET shift = shift + ? WHERE number = ?", (latest - now, number))
    for session, body, wall in db.execute("SELECT session, body, wall FROM snapshot").fetchall():
        dated = _dated(body, now)
        if dated is not None or wall > now:
            db.execute(
                "UPDATE snapshot SET body = ?, wall = min(wall, ?) WHERE session = ?", (dated or body, now, session)
            )
            farthest = max(farthest, wall)
    return farthest - now


def _dated(body: str, now: float) -> str | None:
    """A stored snapshot dated to `now`; None where nothing in it changes, or it is from another version."""
    snapshot = _read(body)
    dated = None if snapshot is None else snapshot.dated(now)
    return None if dated == snapshot else encode(dated).decode()


MOST_UNREPORTED: Final = 1.0
"""The most seconds between two reports of a running session, so the most that was done after the last one."""
_EPS: Final = 1e-6


class Settled(NamedTuple):
    """A snapshot with its runs as charged; `runs` are the open ones, `allowance` the seconds they never reported."""

    snapshot: Snapshot
    runs: tuple[Run, ...] = ()
    allowance: float = 0.0


def open_runs(snapshot: Snapshot, charges: Mapping[int, Charge]) -> dict[int, float]:
    """The runs that are charged for more than they reported, by number, and how many seconds more."""
    return {
        run.number: charges[run.number].seconds - run.seconds
        for run in snapshot.progress.runs
        if run.number in charges and charges[run.number].seconds - run.seconds > _EPS
    }


def settle(snapshot: Snapshot, charges: Mapping[int, Charge], *, heard: bool) -> Settled:
    """Settle a session whose last report is `snapshot`; `charges` are what the ledger holds for it.

    If no report can be missing (`heard`), the charge of an open run comes down to what it reported plus
    `MOST_UNREPORTED`, and the place moves by the same. Otherwise the full charge stands, and the work is to be played,
    and charged, again.
    """
    extras = open_runs(snapshot, charges)
    if not extras:
        return Settled(snapshot)
    if heard:
        extras = {number: min(extra, MOST_UNREPORTED) for number, extra in extras.items()}
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
    """The snapshot with `runs`, its place and sums adjusted to them."""
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


class LastReport(NamedTuple):
    """The last report of an open session, and when it was made, by both clocks.

    `snapshot` is None where it cannot be read; `heard` says that no later report can have been lost.
    """

    session: int
    id: str
    snapshot: Snapshot | None
    wall: float
    monotonic: float
    closed: bool
    allowance: float
    heard: bool


def remember(db: sqlite3.Connection, session: int, beginning: Beginning) -> None:
    """Store what a resume will need, in words that earlier versions read as well."""
    profile = beginning.profile
    db.execute(
        "INSERT INTO open_session (session, file, text, profile, fitting, known) VALUES (?, ?, ?, ?, ?, ?)",
        (
            session,
            os.fsencode(beginning.file),
            beginning.text,
            encode(structs.replace(profile, today=structs.replace(profile.today, until=()))).decode(),
            None if beginning.fitting is None else encode(beginning.fitting).decode(),
            encode(beginning.known).decode(),
        ),
    )


def change(db: sqlite3.Connection, session_id: str, fitting: Fitting) -> bool:
    """Store how the routine of an open session differs from its file now; False if there is no such session."""
    changed = db.execute(
        "UPDATE open_session SET fitting = ? WHERE session = (SELECT number FROM session WHERE id = ?)",
        (encode(fitting).decode(), session_id),
    )
    return changed.rowcount == 1


def forget(db: sqlite3.Connection, session: int) -> None:
    """Drop what only a resume needs."""
    db.execute("DELETE FROM snapshot WHERE session = ?", (session,))
    db.execute("DELETE FROM open_session WHERE session = ?", (session,))


def write_report(
    db: sqlite3.Connection, session_id: str, snapshot: Snapshot, wall: float, monotonic: float, boot: str
) -> bool:
    """Replace the session's last report by `snapshot`; False if there is no such open session."""
    written = db.execute(
        "INSERT INTO snapshot (session, body, wall, monotonic, boot, closed, allowance)"
        " SELECT number, ?, ?, ?, ?, 0, 0 FROM session JOIN open_session ON session = number WHERE id = ?"
        " ON CONFLICT (session) DO UPDATE SET body = excluded.body, wall = excluded.wall,"
        " monotonic = excluded.monotonic, boot = excluded.boot, closed = 0, allowance = 0",
        (encode(snapshot).decode(), wall, monotonic, boot, session_id),
    )
    return written.rowcount == 1


def last_reports(db: sqlite3.Connection, boot: str) -> Iterator[LastReport]:
    """The last report of every open session, the latest session first."""
    rows = db.execute(
        "SELECT number, id, body, wall, monotonic, boot, closed, allowance"
        " FROM snapshot JOIN session ON number = session ORDER BY number DESC"
    )
    for session, id_, body, wall, monotonic, then, closed, allowance in rows.fetchall():
        heard = bool(closed) or (then == boot != UNKNOWN)
        yield LastReport(session, id_, _read(body), wall, monotonic, bool(closed), allowance, heard)


def settle_session(db: sqlite3.Connection, report: LastReport, snapshot: Snapshot) -> None:
    """Settle the session whose last report is `report`, with its `snapshot`; a second time changes nothing."""
    outcome = settle(snapshot, charged(db, report.session), heard=report.heard)
    snapshot = outcome.snapshot
    changed = db.execute(
        "UPDATE session SET revision = revision + 1, seconds = ?, worked = ?"
        " WHERE number = ? AND (seconds <> ? OR worked <> ? OR ?)",
        (snapshot.seconds, snapshot.worked, report.session, snapshot.seconds, snapshot.worked, bool(outcome.runs)),
    )
    if not changed.rowcount:
        return
    revision: int = db.execute("SELECT revision FROM session WHERE number = ?", (report.session,)).fetchone()[0]
    charge(db, report.session, revision, outcome.runs)
    db.execute(
        "UPDATE snapshot SET body = ?, allowance = allowance + ? WHERE session = ?",
        (encode(snapshot).decode(), outcome.allowance, report.session),
    )
    numbers = [run.number for run in outcome.runs]
    note(db, report.session, "settled", report.wall, report.monotonic, runs=numbers, allowance=outcome.allowance)


def resumable(db: sqlite3.Connection, report: LastReport, snapshot: Snapshot) -> Unfinished | None:
    """All that a resume of the session needs, settled; None where this version cannot read it."""
    outcome = settle(snapshot, charged(db, report.session), heard=report.heard)
    title, digest, started, before, file, text, profile, fitting, moves = db.execute(
        "SELECT routine, digest, started, before, file, text, profile, fitting, known"
        " FROM session JOIN open_session ON session = number WHERE number = ?",
        (report.session,),
    ).fetchone()
    try:
        known = read_profile(profile)
        fitted = None if fitting is None else msgspec.json.decode(fitting, type=Fitting)
        done_before = msgspec.json.decode(moves, type=tuple[str, ...])
    except msgspec.DecodeError:
        return None
    return Unfinished(
        id=report.id,
        title=title,
        file=os.fsdecode(file),
        digest=digest,
        text=text,
        profile=known,
        started=started,
        wall=report.wall,
        snapshot=outcome.snapshot,
        before=before,
        fitting=fitted,
        known=done_before,
        crashed=not report.closed,
        allowance=report.allowance + outcome.allowance,
    )


def _read(body: str) -> Snapshot | None:
    try:
        return msgspec.json.decode(body, type=Snapshot)
    except msgspec.DecodeError:
        return None
