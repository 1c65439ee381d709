"""What `plan`, `caps` and a session say, word for word; `GOLDEN=new pytest tests/cli -k golden` accepts changes."""

import os
from pathlib import Path
from typing import Any

import msgspec
import pytest

from cli.files import HEAT, HOLDS, SHORT
from cli.house import Home

GOLDEN = Path(__file__).parent / "golden"


def same(name: str, said: bytes) -> None:
    path = GOLDEN / name
    if os.environ.get("GOLDEN") == "new":
        path.write_bytes(said)
    assert path.read_bytes() == said, f"if this is as it should be: GOLDEN=new pytest {__file__}"


def tidy(plan: Any) -> bytes:
    """A plan without what depends on the machine or changes with a remark, one segment, cue or verdict a line."""
    plan["routine"] = {"title": plan["routine"]["title"]}
    lines = [f'"{key}": {msgspec.json.encode(value).decode()}' for key, value in plan.items() if key not in _LISTS]
    for key in _LISTS:
        rows = ",\n".join(msgspec.json.encode(row).decode() for row in plan[key])
        lines.append(f'"{key}": [\n{rows}\n]')
    return "{{\n{}\n}}\n".format(",\n".join(lines)).encode()


_LISTS = ("segments", "cues", "verdicts")


@pytest.mark.parametrize(("name", "text"), [("short", SHORT), ("holds", HOLDS), ("heat", HEAT)])
def test_plans_of_small_files(home: Home, name: str, text: str) -> None:
    home.write(f"{name}.toml", text)
    same(f"{name}.json", tidy(home.good("plan", f"./{name}.toml", "--json").json))
    same(f"{name}.txt", home.good("plan", f"./{name}.toml").out.encode())


@pytest.mark.parametrize("name", ["desk-neck", "heat-then-stretch-back"])
def test_plans_of_bundled_routines(home: Home, name: str) -> None:
    same(f"{name}.json", tidy(home.good("plan", name, "--json").json))


def test_caps(home: Home) -> None:
    same("caps.txt", home.good("caps").out.encode())


def test_a_session_as_it_is_told(home: Home) -> None:
    home.write("holds.toml", HOLDS)
    ran = home.good("play", "./holds.toml", "--yes", warp=(20, 0))
    same("holds-played.txt", f"{ran.out}--\n{ran.err}".encode())
