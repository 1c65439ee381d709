"""What reaches the disk when, and what is left after the power was cut at any instant."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from stories import WALL, beginning, name, record, run, snapshot

from examples import examples
from stretchplayer.store import FILE, SqliteStore, open_store

Open = Callable[..., SqliteStore]
HOLD = 30.0


def statements(store: SqliteStore) -> list[str]:
    """What is said to SQLite from now on."""
    said: list[str] = []
    store._connection.raw.set_trace_callback(said.append)
    return said


def test_a_record_is_one_transaction_that_waits_for_the_disk_and_a_beat_does_not(real: SqliteStore) -> None:
    real.begin(beginning())
    said = statements(real)
    record(real, 1, 0, run(1, 0, 30), now=snapshot(run(1, 0, 0)))
    assert [each for each in said if each.startswith(("PRAGMA", "BEGIN", "COMMIT"))] == ["BEGIN IMMEDIATE", "COMMIT"]
    assert real._connection.raw.execute("PRAGMA synchronous").fetchone() == (2,), "FULL"
    said.clear()
    for second in (1, 2):
        real.beat(name(1), snapshot(run(1, 0, second)), WALL + second, second)
    assert said[0] == "PRAGMA synchronous = NORMAL"
    assert len([each for each in said if each.startswith("INSERT INTO snapshot")]) == 2
    assert len(said) == 3, "nothing else, and no transaction of its own"
    said.clear()
    record(real, 1, 3, run(1, 0, 3))
    assert said[:2] == ["PRAGMA synchronous = FULL", "BEGIN IMMEDIATE"]
    assert real._connection.raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def after_the_power_cut(folder: Path, target: Path, length: int) -> SqliteStore:
    """The store as the disk has it, if of the log only `length` bytes ever reached it."""
    target.mkdir()
    (target / FILE).write_bytes((folder / FILE).read_bytes())
    (target / f"{FILE}-wal").write_bytes((folder / f"{FILE}-wal").read_bytes()[:length])
    return open_store(target, boot="after the cut")


@examples(30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(beats=st.integers(0, 25), kept=st.floats(0, 1))
def test_wherever_the_power_is_cut_the_charge_is_not_less_than_what_was_done(
    tmp_path_factory: pytest.TempPathFactory, beats: int, kept: float
) -> None:
    folder = tmp_path_factory.mktemp("cut")
    store = open_store(folder, boot="before the cut")
    store.begin(beginning())
    record(store, 1, 0, run(1, 0, HOLD), now=snapshot(run(1, 0, 0)))
    log = folder / f"{FILE}-wal"
    durable = log.stat().st_size
    for second in range(1, beats + 1):
        store.beat(name(1), snapshot(run(1, 0, second)), WALL + second, second)
    length = durable + round(kept * (log.stat().st_size - durable))
    found = after_the_power_cut(folder, folder / "found", length)
    left = found.unfinished()
    assert left is not None
    assert left.snapshot.progress.runs[0].seconds == HOLD >= beats
    assert left.snapshot.progress.run is None
    found.settle()
    assert found.ledger(WALL).exposures[0].seconds == HOLD
    found.close()
    store.close()


@examples(30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.integers(0, 4), min_size=1, max_size=12), kept=st.floats(0, 1))
def test_what_a_record_said_survives_a_cut_at_any_byte_after_it(
    tmp_path_factory: pytest.TempPathFactory, steps: list[int], kept: float
) -> None:
    folder = tmp_path_factory.mktemp("cut")
    store = open_store(folder, boot="before the cut")
    store.begin(beginning())
    log = folder / f"{FILE}-wal"
    durable = 0
    for number, beats in enumerate(steps, start=1):
        record(store, 1, number, run(number, number, HOLD), now=snapshot(run(number, number, 0)))
        durable = log.stat().st_size
        for second in range(beats):
            store.beat(name(1), snapshot(run(number, number, second)), WALL + second, second)
    length = durable + round(kept * (log.stat().st_size - durable))
    found = after_the_power_cut(folder, folder / "found", length)
    assert found.notice is None
    assert sorted(each.run for each in found.ledger(WALL).exposures) == list(range(1, len(steps) + 1))
    found.close()
    store.close()


def test_where_the_system_does_not_tell_its_boots_every_crash_counts_as_a_power_cut(opened: Open) -> None:
    store = opened(boot="")
    store.begin(beginning())
    record(store, 1, 0, run(1, 0, HOLD), now=snapshot(run(1, 0, 0)))
    store.beat(name(1), snapshot(run(1, 0, 7)), WALL + 7, 7)
    left = opened(boot="").unfinished()
    assert left is not None
    assert left.snapshot.progress.runs[0].seconds == HOLD


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says so in a file")
def test_the_system_tells_its_boots(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from stretchplayer.store.recovery import UNKNOWN, this_boot

    assert len(this_boot()) == 36
    assert this_boot() == this_boot()
    monkeypatch.setattr("stretchplayer.store.recovery._BOOT", tmp_path / "none")
    assert this_boot() == UNKNOWN
