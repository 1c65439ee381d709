"""How the queries find their rows: by index, so that years of history cost nothing."""

from collections.abc import Callable

import pytest
from stories import WALL, beginning, name, played, record, run, snapshot

from stretchplayer.store import SqliteStore
from stretchplayer.store.session_rows import EXPOSURES, HISTORY, STRAINS

Open = Callable[..., SqliteStore]


def plan(store: SqliteStore, query: str, **values: object) -> list[str]:
    """What SQLite says it will do."""
    return [row[3] for row in store._connection.raw.execute(f"EXPLAIN QUERY PLAN {query}", values)]


@pytest.mark.parametrize("analysed", [False, True])
def test_the_ledger_reads_only_the_last_days(real: SqliteStore, *, analysed: bool) -> None:
    for number in range(1, 30):
        played(real, number, number * 9000.0, *(run(each, number * 9000.0 + each, 5) for each in range(9)))
    if analysed:
        real._connection.raw.execute("ANALYZE")
    steps = plan(real, EXPOSURES, since=WALL, but=None)
    assert steps[0] == "SEARCH exposure USING INDEX exposure_by_time (until>?)"
    assert not [step for step in steps if step.startswith("SCAN")]
    steps = plan(real, STRAINS, since=WALL, but=None)
    assert not [step for step in steps if step.startswith("SCAN")]


def test_the_history_is_streamed_in_the_order_of_an_index(real: SqliteStore) -> None:
    assert plan(real, HISTORY) == ["SCAN session USING INDEX session_by_date"]
    for number in range(1, 5):
        played(real, number, number * 100.0, run(1, 100.0, 30))
    rows = real.history()
    assert next(rows).id == name(1)
    real.begin(beginning(9, 9000))
    record(real, 9, 9000, run(1, 9000, 30))
    real.beat(name(9), snapshot(), WALL + 9001, 9001)
    assert len(real.ledger(WALL).exposures) == 5
    assert [row.id for row in rows][:3] == [name(2), name(3), name(4)]


def test_what_is_written_while_playing_touches_a_handful_of_rows(real: SqliteStore) -> None:
    said: list[str] = []
    real.begin(beginning())
    record(real, 1, 0, run(1, 0, 30))
    real._connection.raw.set_trace_callback(said.append)
    record(real, 1, 9, run(1, 0, 9))
    real.beat(name(1), snapshot(), WALL + 10, 10)
    real._connection.raw.set_trace_callback(None)
    for statement in said:
        if statement.startswith(("SELECT", "UPDATE", "INSERT", "DELETE")):
            steps = plan(real, statement)
            assert not [step for step in steps if step.startswith("SCAN")], (statement, steps)
