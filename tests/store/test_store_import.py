"""What comes from elsewhere is not trusted: a fault is named with its line, and nothing is imported."""

import tracemalloc
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from session_records import session_records
from stories import DAY, WALL, name, past, played, run

from stretchplayer.store import BadImport, Holder, SqliteStore, StoreFailed
from stretchplayer.store.exchange import LONGEST_LINE, SessionRecord, inconsistency, normalized, read

Change = Callable[[dict[str, Any]], object]


def good(number: int = 1) -> dict[str, Any]:
    """A line as it should be."""
    return {
        "id": name(number),
        "machine": name(99),
        "revision": 3,
        "routine": "Hips",
        "digest": "ab" * 32,
        "started": WALL,
        "ended": None,
        "state": "unfinished",
        "seconds": 30,
        "worked_seconds": 30,
        "before": None,
        "after": None,
        "runs": [
            {
                "number": 1,
                "start": WALL,
                "revision": 2,
                "seconds": 30,
                "end": WALL + 30,
                "kind": "static",
                "loads": [["hamstrings", "left"], ["hamstrings", "right"]],
            }
        ],
        "strains": [{"muscle": "hamstrings", "side": "left", "at": WALL, "revision": 2, "word": "sharp"}],
    }


def lines(*rows: object) -> bytes:
    """A file with these sessions."""
    encoded = [row if isinstance(row, bytes) else msgspec.json.encode(row) for row in rows]
    return b"\n".join([b'{"format":1}', *encoded])


def faults(store: SqliteStore, file: bytes, now: float = WALL) -> str:
    """What is said of a file that must not get in."""
    before = past(store)
    with pytest.raises(BadImport) as caught:
        store.import_(BytesIO(file), now)
    assert past(store) == before, "nothing of it"
    message = str(caught.value)
    assert message.startswith("line ")
    assert message.isprintable(), "it goes to a terminal"
    assert len(message) < 300
    return message


def test_a_good_line_gets_in(real: SqliteStore) -> None:
    assert real.import_(BytesIO(lines(good())), WALL).added == 1
    assert [each.seconds for each in real.ledger(WALL).exposures] == [30.0, 30.0]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda row: row.update(id="x" * 65), "$.id"),
        (lambda row: row.update(id="../etc"), "$.id"),
        (lambda row: row.update(routine="Hips\x1b[2J"), "$.routine"),
        (lambda row: row.update(routine="two\nlines"), "$.routine"),
        (lambda row: row.update(routine="\u202eevil"), "$.routine"),
        (lambda row: row.update(routine="x" * 81), "$.routine"),
        (lambda row: row.update(routine=""), "$.routine"),
        (lambda row: row.update(digest="\x07"), "$.digest"),
        (lambda row: row.update(state="playing"), "$.state"),
        (lambda row: row.update(revision=-1), "$.revision"),
        (lambda row: row.update(revision=2**60), "$.revision"),
        (lambda row: row.update(started="yesterday"), "$.started"),
        (lambda row: row.update(started=-1), "$.started"),
        (lambda row: row.update(started=1e300), "$.started"),
        (lambda row: row.update(seconds=-1), "$.seconds"),
        (lambda row: row.update(seconds=None), "$.seconds"),
        (lambda row: row.update(before=11), "$.before"),
        (lambda row: row.update(after=2.5), "$.after"),
        (lambda row: row.update(extra=1), "unknown field `extra`"),
        (lambda row: row.update({"\x1b[31m": 1}), "unknown field"),
        (lambda row: row.pop("runs"), "missing required field `runs`"),
        (lambda row: row.update(runs=[1]), "$.runs[0]"),
        (lambda row: row["runs"][0].update(seconds=-0.1), "$.runs[0].seconds"),
        (lambda row: row["runs"][0].update(seconds=90_000), "$.runs[0].seconds"),
        (lambda row: row["runs"][0].update(kind="ballistic"), "$.runs[0].kind"),
        (lambda row: row["runs"][0].update(loads=[]), "$.runs[0].loads"),
        (lambda row: row["runs"][0].update(loads=[["hamstrings", "both"]]), "$.runs[0].loads"),
        (lambda row: row["runs"][0].update(loads=[["hamstrings"]]), "$.runs[0].loads"),
        (lambda row: row["runs"][0].update(loads=[["heart", "left"]]), "there is no muscle 'heart'"),
        (lambda row: row["runs"][0].update(loads=[["\x9b2J", "left"]]), r"there is no muscle '\x9b2J'"),
        (lambda row: row["runs"][0].update(loads=[["hamstrings", "mid"]]), "hamstrings has no such side"),
        (lambda row: row["runs"][0].update(loads=[["abdominals", "left"]]), "abdominals has no such side"),
        (lambda row: row["runs"][0].update(loads=2 * [["hamstrings", "left"]]), "loads one muscle-side twice"),
        (lambda row: row["runs"].append(row["runs"][0]), "a run is there twice"),
        (lambda row: row["strains"].append(row["strains"][0]), "a strain is there twice"),
        (lambda row: row["strains"][0].update(word="SHARP!\n"), "$.strains[0].word"),
        (lambda row: row["strains"][0].update(muscle="tail"), "there is no muscle 'tail'"),
        (lambda row: row.update(started=WALL + 2 * DAY), "lies in the future"),
        (lambda row: row["runs"][0].update(end=WALL + 2 * DAY), "lies in the future"),
        (lambda row: row["strains"][0].update(at=WALL + 2 * DAY), "lies in the future"),
    ],
)
def test_a_bad_line_is_named_and_keeps_everything_out(real: SqliteStore, change: Change, reason: str) -> None:
    bad = good(2)
    change(bad)
    message = faults(real, lines(good(1), bad, good(3)))
    assert message.startswith("line 3: ")
    assert reason in message


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (b"{", "truncated"),
        (b"[]", "Expected `object`"),
        (b"null", "Expected `object`"),
        (b"\xff\xfe", "malformed"),
        (b'{"id": "\xff"}', ""),
        (b'{"id": "\\ud800"}', ""),
        (b"[" * 100_000, "Expected `object`"),
        (msgspec.json.encode(good()).replace(b'"seconds":30,"w', b'"seconds":NaN,"w'), "malformed"),
        (msgspec.json.encode(good()).replace(b'"seconds":30,"w', b'"seconds":1e999,"w'), ""),
        (msgspec.json.encode(good()) + msgspec.json.encode(good()), "malformed"),
    ],
)
def test_what_is_no_session_at_all(real: SqliteStore, row: bytes, reason: str) -> None:
    message = faults(real, lines(row))
    assert message.startswith("line 2: not a session as stretchplayer writes it: ")
    assert reason in message


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (b"", "line 1: not a session as stretchplayer writes it: Input data was truncated"),
        (b"\n\n", "line 1: "),
        (b"hello\n", "line 1: "),
        (b"\x00" * 5000, "line 1: "),
        (
            msgspec.json.encode(good()),
            "line 1: not a session as stretchplayer writes it: Object missing required field",
        ),
        (b'{"format":2,"shape":"new"}\n', "line 1: format 2 is not known to this version of stretchplayer"),
        (b'{"format":1,"sessions":2}\n\n' + msgspec.json.encode(good()), "line 3: the file has 1 session, not the 2"),
        (b'{"format":1,"sessions":-1}\n', "line 1: "),
    ],
)
def test_what_is_no_export(real: SqliteStore, file: bytes, reason: str) -> None:
    assert faults(real, file).startswith(reason)


def test_an_export_cut_short_is_refused(real: SqliteStore) -> None:
    for number in (1, 2, 3):
        played(real, number, number * 100.0, run(1, number * 100.0, 30))
    stream = BytesIO()
    real.export(stream)
    whole = stream.getvalue().splitlines(keepends=True)
    assert "the file has 2 sessions, not the 3 it was written with" in faults(real, b"".join(whole[:-1]))


class Endless(BytesIO):
    """A line that never ends, such as /dev/zero."""

    def readable(self) -> bool:
        return True

    def readline(self, size: int | None = -1, /) -> bytes:
        assert size is not None
        assert size >= 0, "never without a limit"
        return b" " * size


def test_a_line_without_end_is_not_read_to_its_end(real: SqliteStore) -> None:
    tracemalloc.start()
    with pytest.raises(BadImport, match=f"line 1: longer than {LONGEST_LINE} bytes"):
        real.import_(Endless())
    assert tracemalloc.get_traced_memory()[1] < 3 * LONGEST_LINE
    tracemalloc.stop()


def test_a_history_of_a_clock_that_runs_ahead_a_little_gets_in(real: SqliteStore) -> None:
    ahead = good()
    ahead["started"] = WALL + DAY
    assert real.import_(BytesIO(lines(ahead)), WALL).added == 1
    far = good(2)
    far["started"] = WALL + 9000 * DAY
    assert real.import_(BytesIO(lines(far))).added == 1, "without a clock to compare with"


def test_an_export_is_streamed(real: SqliteStore) -> None:
    for number in range(1, 8):
        played(real, number, number * 100.0, run(1, number * 100.0, 30))
    written: list[int] = []

    class Sink(BytesIO):
        def writelines(self, rows: Any) -> None:
            iterator: Iterator[bytes] = iter(rows)
            assert iterator is rows, "made as they are written"
            written.extend(row.count(b"\n") for row in iterator)

    assert real.export(Sink()) == 7
    assert written == [1] * 7


def test_an_import_does_not_wait_for_ever(real: SqliteStore, opened: Callable[..., SqliteStore]) -> None:
    other = opened()
    with other._connection.durable(), pytest.raises(StoreFailed, match="locked"):
        real.import_(BytesIO(lines(good())))


def test_nothing_is_imported_under_a_running_session(real: SqliteStore, opened: Callable[..., SqliteStore]) -> None:
    who = Holder(pid=7, terminal="/dev/pts/7", host="here", since=WALL)
    reason = r"while a session is being played: process 7, /dev/pts/7, on here\."
    with opened().hold(name(1), who), pytest.raises(StoreFailed, match=reason):
        real.import_(BytesIO(lines(good())))
    assert real.import_(BytesIO(lines(good()))).added == 1


@given(session_records())
def test_what_is_exported_is_read_as_it_was(record: SessionRecord) -> None:
    assert inconsistency(record, WALL + 2 * DAY) is None
    assert normalized(msgspec.json.decode(msgspec.json.encode(record), type=SessionRecord)) == record


@given(st.binary(max_size=200))
def test_no_bytes_whatever_do_more_than_be_refused(file: bytes) -> None:
    assert refused(b'{"format":1}\n' + file).isprintable()


def refused(file: bytes) -> str:
    """Why an export is not taken; "" where there is nothing in it."""
    try:
        assert list(read(BytesIO(file), WALL)) == []
    except BadImport as bad:
        return str(bad)
    return ""


def test_an_import_leaves_a_new_user_new(store: SqliteStore) -> None:
    old = {**good(), "started": WALL - 99 * DAY, "runs": [], "strains": []}
    store.import_(BytesIO(lines(old)))
    assert len(past(store)) == 1
    assert store.ledger(WALL).new_user(WALL)
    played(store, 2, 0, run(1, 0, 30))
    mine = BytesIO()
    store.export(mine)
    # An export of one's own, edited: the session that was played here, and one more, are said to be years old.
    rows = [msgspec.json.decode(line) for line in mine.getvalue().splitlines()[1:]]
    own = next(row for row in rows if row["id"] == name(2))
    edited = [{**own, "started": 1.0, "revision": 999}, {**own, "id": name(3), "started": 1.0}]
    store.import_(BytesIO(lines(*edited)))
    assert store.ledger(WALL).first_use == WALL
    assert store.ledger(WALL).new_user(WALL + 13 * DAY)
    assert not store.ledger(WALL).new_user(WALL + 14 * DAY)
