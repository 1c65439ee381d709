"""`plan`: what would be played now, in the shape that others rely on."""

import re
from typing import Any

import pytest

from cli.files import LONG, SHORT
from cli.house import Home
from stretchplayer.file_access import bundled_routines

PHASES = {"prepare", "work", "contract", "rest", "switch", "confirm", "advice"}


def contiguous(plan: dict[str, Any]) -> None:
    """The promises of the interface page."""
    assert plan["format"] == 1
    assert set(plan["routine"]) >= {"title", "file", "digest"}
    at = 0.0
    for index, segment in enumerate(plan["segments"]):
        assert set(segment) >= {
            *("index", "start", "seconds", "phase", "kind", "step", "rep", "side", "name", "targets"),
        }
        assert segment["index"] == index
        assert segment["start"] == pytest.approx(at, abs=0.002)
        assert segment["phase"] in PHASES
        assert segment["side"] in ("left", "right", "both", None)
        assert segment["step"] >= 1
        at += segment["seconds"]
    assert plan["seconds"] == pytest.approx(at, abs=0.002)
    steps = [segment["step"] for segment in plan["segments"]]
    assert steps == sorted(steps)
    assert [cue["at"] for cue in plan["cues"]] == sorted(cue["at"] for cue in plan["cues"])
    assert all(set(cue) >= {"at", "cue", "text"} for cue in plan["cues"])
    assert all(0 <= cue["at"] <= at + 0.002 for cue in plan["cues"])
    for verdict in plan["verdicts"]:
        assert set(verdict) >= {"step", "action", "limit", "asked", "allowed", "reason"}
        assert verdict["action"] in ("trimmed", "withheld", "warn")
        assert verdict["reason"].endswith(".")


@pytest.mark.parametrize("name", sorted(path.stem for path in bundled_routines().glob("*.toml")))
def test_bundled_plans_keep_their_promises(home: Home, name: str) -> None:
    plan = home.good("plan", name, "--json").json
    contiguous(plan)
    assert plan["cues"][-1]["cue"] == "done" or plan["segments"][-1]["waits"]
    assert not [verdict for verdict in plan["verdicts"] if verdict["action"] == "withheld"]


def test_sides_repetitions_and_steps(home: Home) -> None:
    home.write("short.toml", SHORT)
    plan = home.good("plan", "./short.toml", "--json").json
    contiguous(plan)
    work = [segment for segment in plan["segments"] if segment["phase"] == "work"]
    assert [(each["step"], each["side"], each["rep"]) for each in work] == [
        *((1, "left", 1), (1, "right", 1), (2, "both", 1), (2, "both", 2), (3, None, None)),
    ]
    assert [each["seconds"] for each in work] == [1.75, 1.75, 1.5, 1.5, 1.25]
    assert work[0]["targets"] == ["hamstrings"]


def test_the_text_says_the_same(home: Home) -> None:
    home.write("long.toml", LONG.replace("hold = 20", "hold = 90"))
    said = home.good("plan", "./long.toml").out
    plan = home.good("plan", "./long.toml", "--json").json
    assert said.count("Ham") >= len(plan["segments"])
    for verdict in plan["verdicts"]:
        assert verdict["reason"] in said
    limits = {verdict["limit"]: verdict for verdict in plan["verdicts"]}
    assert (limits["static.hold"]["asked"], limits["static.hold"]["allowed"]) == (90, 60)
    assert limits["static.session"]["action"] in ("trimmed", "withheld")


def test_the_ledger_takes_away(home: Home) -> None:
    """A day's worth on one side, and none is left; a week later all of it is back."""
    home.write("long.toml", LONG)
    for hours in range(4):
        home.good("play", "./long.toml", "--yes", warp=(200, hours * 3600))
    now = (1, 5 * 3600)
    plan = home.good("plan", "./long.toml", "--json", warp=now).json
    assert plan["segments"] == []
    (verdict,) = (verdict for verdict in plan["verdicts"] if verdict["action"] == "withheld")
    assert verdict["limit"] == "static.day"
    assert re.search(r"Again from \w{3} \d\d:\d\d\.", home.good("plan", "./long.toml", warp=now).out)
    refused = home.run("play", "./long.toml", "--yes", warp=now)
    assert refused.code == 1
    assert "not played" in refused.err
    assert "nothing of this routine may be played now" in refused.err
    later = home.good("plan", "./long.toml", "--json", warp=(1, 30 * 3600)).json
    assert sum(each["seconds"] for each in later["segments"] if each["phase"] == "work") == 120


def test_clocks_moved_back_or_ahead_do_not_help(home: Home) -> None:
    home.write("long.toml", LONG)
    for _ in range(4):
        home.good("play", "./long.toml", "--yes", warp=(200, 0))
    for skew in (-3600, -86_400, -30 * 86_400):
        assert home.good("plan", "./long.toml", "--json", warp=(1, skew)).json["segments"] == [], skew
