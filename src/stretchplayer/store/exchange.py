"""Export and import of the history as JSON Lines, and how two records of one session are merged."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, BinaryIO, Final, TypeVar

import msgspec
from msgspec import Meta, Struct, structs

from stretchplayer.caps.limits import DAY
from stretchplayer.model.duration import encode
from stretchplayer.model.muscles import GROUP_OF, MID, MuscleSide, Side
from stretchplayer.model.number_ranges import Label, Title
from stretchplayer.problems import UserError
from stretchplayer.store.looking_back import LONGEST_NOTE
from stretchplayer.store.recovery import forget
from stretchplayer.store.session_rows import WRITE_EXPOSURE, Merged, Standing, add_moves, rows_as
from stretchplayer.text import plain, steerless
from stretchplayer.timeline import Load
from stretchplayer.translation import gettext, ngettext

_END_OF_YEAR_9999: Final = 253_402_300_799
_ID: Final = "^[0-9A-Za-z_-]{1,64}(?![\\s\\S])"
_DIGEST: Final = "^[0-9A-Za-z:_-]{0,128}(?![\\s\\S])"
_WORD: Final = "^[a-z-]{1,20}(?![\\s\\S])"

Id = Annotated[str, Meta(pattern=_ID)]
Digest = Annotated[str, Meta(pattern=_DIGEST)]
Word = Annotated[str, Meta(pattern=_WORD)]
Instant = Annotated[float, Meta(ge=0, le=_END_OF_YEAR_9999)]
Length = Annotated[float, Meta(ge=0, le=86_400)]
Whole = Annotated[float, Meta(ge=0, le=31_622_400)]
Count = Annotated[int, Meta(ge=0, le=2**53)]
Note = Annotated[str, Meta(max_length=LONGEST_NOTE)]
Scale = Annotated[int, Meta(ge=0, le=10)]


class BadImport(UserError):
    """A file cannot be imported, and nothing of it was. Lines count from 1; the reason has no full stop."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(gettext("line {line}: {reason}").format(line=line, reason=reason))


class RunRecord(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, order=True):
    """One run: a load of `seconds` on some muscle-sides; of two records of it the longer charge holds.

    A run is identified by its number and its start: where a copied history was continued in two places, each has runs
    of its own under the same numbers.
    """

    number: Count
    start: Instant
    revision: Count
    seconds: Length
    end: Instant
    kind: Load
    loads: Annotated[tuple[MuscleSide, ...], Meta(min_length=1, max_length=100)]


class StrainRecord(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, order=True):
    """One "too much"; of two words for it, the one with the higher `revision` was said later."""

    muscle: str
    side: Side
    at: Instant
    revision: Count
    word: Word


class SessionRecord(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One session: runs in the order of their numbers, strains in the order of muscle, side, instant.

    `moves` are those that were done, in the order of their names. One that was `deleted`, at that wall-clock second,
    has little but what it charged.
    """

    id: Id
    machine: Id
    revision: Count
    routine: Title
    digest: Digest
    started: Instant
    ended: Instant | None
    state: Standing
    seconds: Whole
    worked_seconds: Whole
    before: Scale | None
    after: Scale | None
    deleted: Instant | None = None
    note: Note = ""
    runs: Annotated[tuple[RunRecord, ...], Meta(max_length=20_000)]
    strains: Annotated[tuple[StrainRecord, ...], Meta(max_length=20_000)]
    moves: Annotated[tuple[Label, ...], Meta(max_length=1000)] = ()


def inconsistency(record: SessionRecord, latest: float) -> str | None:
    """What is impossible in a session of the right types, or None; nothing may be later than `latest`."""
    places = [where for run in record.runs for where in run.loads] + [
        (each.muscle, each.side) for each in record.strains
    ]
    for muscle, side in places:
        if muscle not in GROUP_OF:
            return gettext("there is no muscle {muscle}").format(muscle=ascii(muscle[:60]))
        if (side == "mid") != (muscle in MID):
            return gettext("{muscle} has no such side").format(muscle=muscle)
    if len({(run.number, run.start) for run in record.runs}) < len(record.runs):
        return gettext("a run is there twice")
    if any(len(set(run.loads)) < len(run.loads) for run in record.runs):
        return gettext("a run loads one muscle-side twice")
    if len({(each.muscle, each.side, each.at) for each in record.strains}) < len(record.strains):
        return gettext("a strain is there twice")
    if max((record.started, *(run.end for run in record.runs), *(each.at for each in record.strains))) > latest:
        return gettext("the session lies in the future; is one of the two clocks wrong?")
    return None


def normalized(record: SessionRecord) -> SessionRecord:
    """The same session in the order in which it is written."""
    runs = (structs.replace(run, loads=tuple(sorted(run.loads))) for run in record.runs)
    moves = tuple(sorted(set(record.moves)))
    return structs.replace(record, runs=tuple(sorted(runs)), strains=tuple(sorted(record.strains)), moves=moves)


def merge(one: SessionRecord, other: SessionRecord) -> SessionRecord:
    """Merges two records of a session. The higher revision wins, but no run is lost and none gets shorter by it.

    Part by part (the session as a whole, each run, each strain, each move) it takes the greater of a total order, so it
    is commutative, associative and idempotent. Raises `ValueError` where the ids differ.
    """
    if one.id != other.id:
        message = f"{one.id} and {other.id} are two sessions"
        raise ValueError(message)
    heads = {each: structs.replace(each, runs=(), strains=(), moves=()) for each in (one, other)}
    # What was deleted stays so.
    top = max(heads, key=lambda each: (each.deleted is not None, each.revision, encode(heads[each])))
    return structs.replace(
        top,
        runs=_longest((*one.runs, *other.runs)),
        strains=_latest((*one.strains, *other.strains)),
        moves=tuple(sorted({*one.moves, *other.moves})),
    )


def _longest(runs: Iterable[RunRecord]) -> tuple[RunRecord, ...]:
    """Each run with its longest charge, on every muscle-side that one of its records names.

    A revision decides nothing here: a file with a high one is no way to take back what a muscle got.
    """
    best: dict[tuple[int, float], RunRecord] = {}
    for run in runs:
        known = best.setdefault((run.number, run.start), run)
        longest = max(known, run, key=lambda each: (each.seconds, each.end, each))
        loads = tuple(sorted({*known.loads, *run.loads}))
        best[run.number, run.start] = structs.replace(longest, loads=loads)
    return tuple(best[each] for each in sorted(best))


def _latest(strains: Iterable[StrainRecord]) -> tuple[StrainRecord, ...]:
    best: dict[tuple[str, str, float], StrainRecord] = {}
    for each in strains:
        key = (each.muscle, each.side, each.at)
        best[key] = max(best.get(key, each), each)
    return tuple(best[key] for key in sorted(best))


_FIELDS: Final = SessionRecord.__struct_fields__[:-3]
"""What a session has besides its runs, strains and moves."""
_COLUMNS: Final = tuple(name.removesuffix("_seconds") for name in _FIELDS)
_HEAD: Final = f"SELECT number, {', '.join(_COLUMNS)} FROM session"  # noqa: S608 - names of our own
_WRITE: Final = (
    f"INSERT INTO session ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"  # noqa: S608 - the same
    f" ON CONFLICT (id) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in _COLUMNS)}"
)


def write_rows(db: sqlite3.Connection, record: SessionRecord, known: SessionRecord | None) -> None:
    """Write a session of which the database has what `known` says.

    Where it was open here, it has been continued on another machine, so it can no longer be resumed here.
    """
    db.execute(_WRITE, [getattr(record, name) for name in _FIELDS])
    number: int = db.execute("SELECT number FROM session WHERE id = ?", (record.id,)).fetchone()[0]
    forget(db, number)
    if record.deleted is not None:
        db.execute("DELETE FROM journal WHERE session = ?", (number,))
    old_runs = frozenset(known.runs) if known else frozenset()
    new_runs = [run for run in record.runs if run not in old_runs]
    db.executemany(
        "DELETE FROM exposure WHERE session = ? AND run = ? AND start = ?",
        [(number, run.number, run.start) for run in new_runs],
    )
    db.executemany(
        WRITE_EXPOSURE,
        [
            (number, run.number, muscle, side, run.kind, run.start, run.end, run.seconds, run.revision)
            for run in new_runs
            for muscle, side in run.loads
        ],
    )
    db.executemany(
        "INSERT OR REPLACE INTO strain (session, muscle, side, at, word, revision) VALUES (?, ?, ?, ?, ?, ?)",
        [
            (number, each.muscle, each.side, each.at, each.word, each.revision)
            for each in record.strains
            if known is None or each not in known.strains
        ],
    )
    add_moves(db, number, record.moves)


def _sessions(db: sqlite3.Connection, which: str, *values: object) -> Iterator[SessionRecord]:
    """The sessions that an SQL clause names, in its order."""
    for number, *values_of in db.execute(f"{_HEAD} {which}", values):
        loads: defaultdict[tuple[Any, ...], list[Any]] = defaultdict(list)
        for muscle, side, *run in db.execute(
            "SELECT muscle, side, run, start, revision, seconds, until, kind FROM exposure"
            " WHERE session = ? ORDER BY run, start, muscle, side",
            (number,),
        ):
            loads[tuple(run)].append((muscle, side))
        strains = db.execute(
            "SELECT muscle, side, at, revision, word FROM strain WHERE session = ? ORDER BY muscle, side, at", (number,)
        )
        moves = db.execute("SELECT move FROM done_move WHERE session = ? ORDER BY move", (number,))
        yield SessionRecord(
            **dict(zip(_FIELDS, values_of, strict=True)),
            runs=tuple(rows_as(RunRecord, ((*run, tuple(where)) for run, where in loads.items()))),
            strains=tuple(rows_as(StrainRecord, strains)),
            moves=tuple(move for (move,) in moves),
        )


FORMAT: Final = 1
LONGEST_LINE: Final = 16 * 1024 * 1024
"""Bytes."""
_LONGEST_REASON: Final = 200

T = TypeVar("T")


class _Heading(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The first line; it is followed by one line for each of the `sessions`."""

    format: int
    sessions: Count | None = None


def export(db: sqlite3.Connection, stream: BinaryIO) -> int:
    """Write every session, the oldest first; returns their number. Equal histories give equal bytes."""
    count: int = db.execute("SELECT count(*) FROM session").fetchone()[0]
    stream.write(encode(_Heading(format=FORMAT, sessions=count)) + b"\n")
    stream.writelines(_safe(encode(record)) + b"\n" for record in _sessions(db, "ORDER BY started, id"))
    return count


def _safe(line: bytes) -> bytes:
    """The same JSON, safe to print on a terminal."""
    return line if line.isascii() and b"\x7f" not in line else steerless(line.decode()).encode()


def import_(db: sqlite3.Connection, stream: BinaryIO, now: float) -> Merged:
    """Merge every session of an export into `db`; after `BadImport`, roll back."""
    count = added = updated = 0
    for record in read(stream, now):
        count += 1
        known = next(_sessions(db, "WHERE id = ?", record.id), None)
        merged = merge(known, record) if known else record
        if merged != known:
            write_rows(db, merged, known)
            added, updated = added + (known is None), updated + (known is not None)
    return Merged(sessions=count, added=added, updated=updated)


def read(stream: BinaryIO, now: float) -> Iterator[SessionRecord]:
    """Every session of an export, sound and tidy; none may lie more than a day after `now`. Raises `BadImport`."""
    lines = _lines(stream)
    line, text = next(lines, (1, b""))
    heading = _decoded(line, text, _Heading)
    if heading.format != FORMAT:
        message = gettext("format {format} is not known to this version of stretchplayer")
        raise BadImport(line, message.format(format=heading.format))
    found = 0
    for line, text in lines:
        record = normalized(_decoded(line, text, SessionRecord))
        reason = inconsistency(record, now + DAY)
        if reason is not None:
            raise BadImport(line, reason)
        yield record
        found += 1
    if heading.sessions is not None and heading.sessions != found:
        message = ngettext(
            "the file has {count} session, not the {written} it was written with",
            "the file has {count} sessions, not the {written} it was written with",
            found,
        )
        raise BadImport(line, message.format(count=f"{found:,}", written=f"{heading.sessions:,}"))


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    number = 0
    while text := stream.readline(LONGEST_LINE + 1):
        number += 1
        if len(text) > LONGEST_LINE:
            raise BadImport(number, gettext("longer than {most} bytes").format(most=LONGEST_LINE))
        if text.strip():
            yield number, text


def _decoded(line: int, text: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(text, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        quoted = plain(str(error)[:_LONGEST_REASON])
        message = gettext("not a session as stretchplayer writes it: {reason}")
        raise BadImport(line, message.format(reason=quoted)) from error
