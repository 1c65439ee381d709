"""`history`, `ledger`, `export` and `import`: what was done, for people, scripts and other machines."""

import csv
import io
from datetime import datetime

import msgspec
import pytest

from cli.files import LONG, SHORT, TINY, repeated
from cli.house import Home
from cli.process import Process

FAST = (20, 0)
LATER = (1, 600)


@pytest.fixture
def stocked(home: Home) -> Home:
    home.write("short.toml", SHORT)
    home.write("tiny.toml", TINY)
    return home


def test_nothing_yet(home: Home) -> None:
    assert home.history() == []
    assert home.good("ledger", "--json").json == []
    assert "No sessions" in home.good("history").err
    assert home.good("history", "--csv").out.startswith("id,routine,started,ended,state,seconds,")
    assert "Nothing" in home.good("ledger").err
    assert "no unfinished" in home.run("resume").err


def test_history_in_three_shapes(stocked: Home) -> None:
    stocked.good("play", "./short.toml", "--yes", warp=FAST)
    (session,) = stocked.history()
    assert set(session) >= {
        *("id", "routine", "started", "ended", "state", "seconds", "worked_seconds", "before", "after"),
    }
    assert session["state"] == "finished"
    assert session["routine"] == "Short"
    planned = stocked.good("plan", "./short.toml", "--json", warp=LATER).json
    assert session["seconds"] == pytest.approx(planned["seconds"], abs=0.1)
    assert session["worked_seconds"] == pytest.approx(7.75, abs=0.1)
    (row,) = csv.DictReader(io.StringIO(stocked.good("history", "--csv").out))
    assert row["id"] == session["id"]
    assert float(row["seconds"]) == session["seconds"]
    for key in ("started", "ended"):
        assert datetime.fromisoformat(row[key]).astimezone().timestamp() == int(session[key]), "local time"
    assert "finished" in stocked.good("history").out


def test_ledger_counts_each_muscle_and_side(stocked: Home) -> None:
    stocked.good("play", "./short.toml", "--yes", warp=FAST)
    rows = stocked.good("ledger", "--json", warp=LATER).json
    assert all(
        set(row) >= {"muscle", "side", "kind", "day_seconds", "day_cap", "week_seconds", "week_cap"} for row in rows
    )
    assert stocked.charged(warp=LATER) == {
        ("hamstrings", "left", "static"): pytest.approx(1.75),
        ("hamstrings", "right", "static"): pytest.approx(1.75),
        ("glutes", "left", "dynamic"): pytest.approx(3.0),
        ("glutes", "right", "dynamic"): pytest.approx(3.0),
        ("hip_flexors", "left", "dynamic"): pytest.approx(3.0),
        ("hip_flexors", "right", "dynamic"): pytest.approx(3.0),
    }
    assert {(row["day_cap"], row["week_cap"]) for row in rows if row["kind"] == "static"} == {(480, 1680)}
    said = stocked.good("ledger", warp=LATER).out
    assert "back of the thigh" in said
    assert "480 s" in said
    assert stocked.charged(warp=(1, 8 * 86_400)) == {}


def test_two_homes_become_one(stocked: Home) -> None:
    other = Home(stocked.folder / "other")
    other.write("short.toml", SHORT)
    for home in (stocked, other):
        home.good("play", "./short.toml", "--yes", warp=FAST)
        home.good("export", str(stocked.folder / f"{home.folder.name}.jsonl"))
        refused = home.run("export", str(stocked.folder / f"{home.folder.name}.jsonl"))
        assert refused.code == 2
        assert "is there already; --force overwrites it" in " ".join(refused.err.split())
        home.good("export", "--force", str(stocked.folder / f"{home.folder.name}.jsonl"))
    exported = (stocked.folder / "other.jsonl").read_bytes()
    assert msgspec.json.decode(exported.splitlines()[0])["format"] == 1
    ran = stocked.good("import", str(stocked.folder / "other.jsonl"), warp=LATER)
    assert "1 new" in ran.err
    assert len(stocked.history()) == 2
    assert stocked.charged(warp=LATER)[("hamstrings", "left", "static")] == pytest.approx(3.5)
    once = stocked.good("export", "-").out
    again = stocked.good("import", "-", stdin=exported, warp=LATER)
    assert "0 new" in again.err
    stocked.good("import", "-", stdin=once, warp=LATER)
    assert stocked.good("export", "-").out == once
    other.good("import", "-", stdin=once, warp=LATER)
    assert other.good("export", "-").out == once, "both know the same"
    plan = other.good("plan", "./short.toml", "--json", warp=LATER).json
    assert plan["segments"]


def test_what_another_machine_did_counts_here(stocked: Home) -> None:
    """Sessions of two minutes for a thigh, as a new user may have them: four are all that there are in a day."""
    other = Home(stocked.folder / "other")
    other.write("long.toml", LONG)
    other.good("play", "./long.toml", "--yes", warp=(100, 0))
    exported = other.good("export", "-").out

    def limits() -> set[str]:
        plan = stocked.good("plan", "./short.toml", "--json", warp=LATER).json
        return {verdict["limit"] for verdict in plan["verdicts"]}

    stocked.good("import", "-", stdin=repeated(exported, 3), warp=LATER)
    assert "static.day" not in limits()
    stocked.good("import", "-", stdin=exported, warp=LATER)
    assert "static.day" in limits()


def test_an_unfinished_session_is_told_as_such(stocked: Home) -> None:
    with Process(stocked, "play", "./short.toml", "--yes") as process:
        process.wait_for("Ease in")
        process.kill()
    other = Home(stocked.folder / "other")
    other.good("import", "-", stdin=stocked.good("export", "-").out)
    assert [each["state"] for each in other.history()] == ["unfinished"]
    assert other.run("resume").code == 1, "it belongs to the machine that has its file"
    stocked.good("resume", "--yes", warp=FAST)
    other.good("import", "-", stdin=stocked.good("export", "-").out, warp=LATER)
    assert [each["state"] for each in other.history()] == ["finished"]


FAR = """{"format":1,"sessions":1}
{"id":"a","machine":"m","revision":1,"routine":"Far","digest":"","started":253402300799,"ended":null,\
"state":"finished","seconds":0,"worked_seconds":0,"before":null,"after":null,"runs":[],"strains":[]}
"""


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "line 1"),
        ("not json\n", "line 1"),
        ('{"format":2}\n', "format 2"),
        ('{"format":1,"sessions":1}\n', "0 sessions"),
        ('{"format":1}\n{"id":"x"}\n', "line 2"),
        (FAR, "future"),
    ],
)
def test_an_import_that_cannot_be_right_changes_nothing(home: Home, text: str, reason: str) -> None:
    ran = home.run("import", "-", stdin=text)
    assert ran.code == 2
    assert "nothing was imported" in ran.err
    assert reason in ran.err
    assert home.good("history", env={"TZ": "Asia/Tokyo"}).out == ""


def test_files_that_cannot_be_read_or_written(home: Home) -> None:
    assert "nowhere.jsonl" in home.run("import", "nowhere.jsonl").err
    for command in ("import .", "export .", "export no/such/folder"):
        ran = home.run(*command.split())
        assert ran.code == 2
        assert ran.err.count("\n") == 1


def test_a_history_whose_clock_was_wild_can_be_shown(home: Home) -> None:
    """A machine without a battery begins in 1970, or anywhere."""
    home.write("tiny.toml", TINY)
    for skew in (-1_700_000_000, 0, 3_000_000_000):
        home.good("play", "./tiny.toml", "--yes", warp=(50, skew))
    for zone in ("UTC", "Asia/Tokyo", "Pacific/Honolulu"):
        assert len(home.good("history", env={"TZ": zone}).lines) == 3
    assert len(home.good("history", "--csv").lines) == 4


def test_one_session_is_opened_noted_and_deleted(stocked: Home) -> None:
    stocked.good("play", "./short.toml", "--yes", warp=FAST)
    stocked.good("play", "./tiny.toml", "--yes", warp=FAST)
    first, second = (each["id"] for each in stocked.history())
    said = stocked.good("history", first[:8]).out
    assert said.startswith("Short, ")
    assert "finished, " in said
    assert "Steps" in said
    assert " left, " in said
    stocked.good("history", "last", "--note", "at noon")
    again = stocked.good("history", "last", "--note", "after work")
    assert again.err == "Noted.\nThe note before was: at noon\n"
    assert "after work" in stocked.good("history", "last").out
    assert stocked.good("history", "last", "--json").json["note"] == "after work"
    charged = stocked.charged()
    assert stocked.run("history", "--delete", first, stdin="n\n").code == 1
    assert len(stocked.history()) == 2
    assert "still counts" in stocked.good("history", "--delete", first[:9], "--yes").err
    assert [each["id"] for each in stocked.history()] == [second]
    assert stocked.charged() == pytest.approx(charged)
    assert "no session" in stocked.run("history", first).err
