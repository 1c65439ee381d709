"""Export and import of the history as JSON Lines: a line that says what it is, then one session a line."""

import sqlite3
from collections.abc import Iterator
from typing import BinaryIO, Final, TypeVar

import msgspec
from msgspec import Struct

from stretchplayer.caps.limits import DAY
from stretchplayer.model.encoding import encode
from stretchplayer.store.faults import BadImport
from stretchplayer.store.merge import merge
from stretchplayer.store.records import Merged
from stretchplayer.store.shelf import every, fetch, shelve
from stretchplayer.store.told import Count, SessionRecord, tidy, untrue
from stretchplayer.text import plain, steerless

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
    """Write every session, the oldest first; returns how many. Equal histories give equal bytes."""
    count: int = db.execute("SELECT count(*) FROM session").fetchone()[0]
    stream.write(encode(_Heading(format=FORMAT, sessions=count)) + b"\n")
    stream.writelines(_safe(encode(told)) + b"\n" for told in every(db))
    return count


def _safe(line: bytes) -> bytes:
    """The same JSON, which may go to a terminal."""
    return line if line.isascii() and b"\x7f" not in line else steerless(line.decode()).encode()


def import_(db: sqlite3.Connection, stream: BinaryIO, now: float) -> Merged:
    """Merge every session of an export into `db`; with `BadImport`, the transaction is to be undone."""
    count = added = updated = 0
    for told in read(stream, now):
        count += 1
        known = fetch(db, told.id)
        merged = merge(known, told) if known else told
        if merged != known:
            shelve(db, merged, known)
            added, updated = added + (known is None), updated + (known is not None)
    return Merged(sessions=count, added=added, updated=updated)


def read(stream: BinaryIO, now: float) -> Iterator[SessionRecord]:
    """Every session of an export, sound and tidy; none may lie more than a day after `now`. Raises `BadImport`."""
    lines = _lines(stream)
    line, text = next(lines, (1, b""))
    heading = _decoded(line, text, _Heading)
    if heading.format != FORMAT:
        raise BadImport(line, f"format {heading.format} is not known to this version of stretchplayer")
    found = 0
    for line, text in lines:
        told = tidy(_decoded(line, text, SessionRecord))
        reason = untrue(told, now + DAY)
        if reason is not None:
            raise BadImport(line, reason)
        yield told
        found += 1
    if heading.sessions is not None and heading.sessions != found:
        raise BadImport(line, f"the file has {found} sessions, not the {heading.sessions} it was written with")


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    number = 0
    while text := stream.readline(LONGEST_LINE + 1):
        number += 1
        if len(text) > LONGEST_LINE:
            raise BadImport(number, f"longer than {LONGEST_LINE} bytes")
        if text.strip():
            yield number, text


def _decoded(line: int, text: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(text, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        quoted = plain(str(error)[:_LONGEST_REASON])
        raise BadImport(line, f"not a session as stretchplayer writes it: {quoted}") from error
