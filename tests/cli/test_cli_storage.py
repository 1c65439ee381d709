"""Folders and files that cannot be used: said in one line, playable all the same, nothing lost that was there."""

import contextlib
import os
import resource
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cli.files import LONG, SHORT, TINY, repeated
from cli.house import Home
from cli.process import Process

FAST = (20, 0)
ALSO = "Nothing will be remembered."


@pytest.fixture
def stocked(home: Home) -> Home:
    for name, text in {"long": LONG, "short": SHORT, "tiny": TINY}.items():
        home.write(f"{name}.toml", text)
    return home


def in_the_way(home: Home) -> None:
    home.write("data/stretchplayer", "a file")


def above_in_the_way(home: Home) -> None:
    home.write("data", "a file")


def folder_for_a_database(home: Home) -> None:
    (home.data / "history.db").mkdir(parents=True)


def newer(home: Home) -> None:
    home.good("history")
    with contextlib.closing(sqlite3.connect(home.data / "history.db")) as db:
        db.execute("PRAGMA user_version = 4711")
        db.commit()


def foreign(home: Home) -> None:
    home.data.mkdir(parents=True)
    with contextlib.closing(sqlite3.connect(home.data / "history.db")) as db:
        db.execute("CREATE TABLE recipes (name TEXT)")
        db.commit()


@pytest.mark.parametrize("spoil", [in_the_way, above_in_the_way, folder_for_a_database, newer, foreign])
def test_no_history_to_be_had(stocked: Home, spoil: Callable[[Home], None]) -> None:
    spoil(stocked)
    played = stocked.good("play", "./tiny.toml", "--yes")
    assert played.err.count(ALSO) == 1
    assert "Breathe" in played.out
    ran = stocked.run("history", "--json")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.count("\n") == 1
    doctor = stocked.run("doctor")
    assert doctor.code == 1
    assert "FAIL  memory" in doctor.out


def test_no_history_for_any_command(stocked: Home) -> None:
    in_the_way(stocked)
    assert stocked.good("plan", "./tiny.toml").err.count(ALSO) == 1
    for command in ("history", "ledger", "export -", "import -"):
        ran = stocked.run(*command.split())
        assert (ran.code, ran.out) == (2, ""), command
        assert ran.err.count("\n") == 1
    assert stocked.run("resume").code == 1


def test_what_belongs_to_somebody_else_stays_as_it_is(stocked: Home) -> None:
    foreign(stocked)
    before = (stocked.data / "history.db").read_bytes()
    stocked.good("play", "./tiny.toml", "--yes")
    assert (stocked.data / "history.db").read_bytes() == before


@pytest.mark.parametrize(
    "damage",
    [b"", b"SQLite format 3\0" + b"\xff" * 5000, os.urandom(5000), b"\0" * 4096],
    ids=["empty", "head", "noise", "zeros"],
)
def test_a_damaged_history_is_set_aside(stocked: Home, damage: bytes) -> None:
    stocked.write("data/stretchplayer/history.db", damage)
    ran = stocked.good("play", "./tiny.toml", "--yes")
    aside = list(stocked.data.glob("history.db.damaged-*"))
    if any(damage):
        assert [path.read_bytes() for path in aside] == [damage]
        assert "set aside" in ran.err
        assert len([line for line in ran.err.splitlines() if "damaged" in line]) == 1
    assert [each["state"] for each in stocked.history()] == ["finished"]


def test_a_history_damaged_in_its_middle(stocked: Home) -> None:
    stocked.good("play", "./short.toml", "--yes", warp=FAST)
    path = stocked.data / "history.db"
    content = bytearray(path.read_bytes())
    content[4096:12288] = os.urandom(8192)
    path.write_bytes(content)
    for command in ("history", "ledger", "doctor", "plan ./short.toml", "play ./tiny.toml --yes"):
        ran = stocked.run(*command.split())
        assert ran.code in (0, 1, 2), ran
    assert list(stocked.data.glob("history.db.damaged-*"))


@pytest.mark.parametrize(
    "answers",
    [
        b"",
        b"null",
        b"[]",
        b'"text"',
        b'{"age"',
        b'{"age":"old"}',
        b'{"agee":"65-over"}',
        b"\xff\xfe",
        b'{"age":"\xff"}',
        b"[" * 100_000,
        b'{"today":{"pain":11}}',
        b"\xef\xbb\xbf{}",
    ],
)
def test_answers_that_cannot_be_read_are_not_guessed(stocked: Home, answers: bytes) -> None:
    stocked.write("data/stretchplayer/profile.json", answers)
    ran = stocked.run("play", "./tiny.toml", "--yes")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.count("\n") == 1, "one line"
    assert "profile --reset" in ran.err


def test_answers_that_cannot_be_read_can_be_forgotten(stocked: Home) -> None:
    stocked.write("data/stretchplayer/profile.json", '{"age":"old"}')
    assert stocked.run("plan", "./tiny.toml").code == 2
    assert "FAIL  profile" in stocked.run("doctor").out
    stocked.good("profile", "--reset")
    stocked.good("plan", "./tiny.toml")


def _no_room(size: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.parametrize("size", [0, 1000, 4096])
def test_no_room_for_a_history(stocked: Home, size: int) -> None:
    with Process(stocked, "play", "./tiny.toml", "--yes", before=_no_room(size)) as process:
        assert process.end() == 0
        assert "emember" in process.said + process.errors
        assert "Breathe" in process.said
    assert stocked.run("history").code in (0, 2)


def test_the_disk_fills_up_in_the_middle(stocked: Home) -> None:
    """What could still be written is kept; the session goes on, and says once that it is not remembered."""
    stocked.good("play", "./tiny.toml", "--yes")
    with Process(stocked, "play", "./short.toml", "--yes", warp=(10, 0), before=_no_room(60_000)) as process:
        assert process.end() == 0
        assert process.said.count("not be remembered") + process.errors.count("not be remembered") == 1
        assert process.said.count("Ease in, and hold.") == 2
    assert {each["routine"]: each["state"] for each in stocked.history()} == {"Tiny": "finished", "Short": "unfinished"}
    with contextlib.closing(sqlite3.connect(stocked.data / "history.db")) as db:
        assert db.execute("PRAGMA quick_check").fetchone() == ("ok",)


def test_no_room_for_answers_and_files(stocked: Home) -> None:
    stocked.good("profile", "--set", "age=65-over")
    for command in ("profile --set age=16-64", "new mine", "customize desk-neck", "export here.jsonl"):
        with Process(stocked, *command.split(), before=_no_room(10)) as process:
            assert process.end() == 2, command
            assert process.errors.count("\n") == 1, process.errors
    assert stocked.good("profile", "--json").json["age"] == "65-over"
    assert not list(stocked.routines.glob("*")), "nothing half written stays"
    assert not [path.name for path in stocked.data.iterdir() if path.name.startswith(".")]


@pytest.fixture
def mount(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Mount a small file system with the options given, if we may."""
    folder = tmp_path / "data" / "stretchplayer"
    folder.mkdir(parents=True)

    def mount(options: str) -> Path:
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], capture_output=True, check=False
        )
        if done.returncode:
            pytest.skip(f"nothing can be mounted here: {done.stderr.decode().strip()}")
        return folder

    yield mount
    subprocess.run(["umount", str(folder)], capture_output=True, check=False)


def test_a_full_disk(stocked: Home, mount: Callable[[str], Path]) -> None:
    mount("size=16k")
    ran = stocked.good("play", "./tiny.toml", "--yes")
    assert "emember" in ran.err + ran.out
    assert "Breathe" in ran.out


def test_a_disk_that_is_nearly_full(stocked: Home, mount: Callable[[str], Path]) -> None:
    mount("size=180k")
    for _ in range(3):
        ran = stocked.good("play", "./short.toml", "--yes", warp=FAST)
        assert ran.out.count("Ease in, and hold.") == 2
    assert stocked.run("history").code in (0, 2)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may remount")
def test_a_read_only_history_still_counts(stocked: Home, mount: Callable[[str], Path]) -> None:
    """Nothing is remembered, but what was done before is held against the caps."""
    folder = mount("size=4m")
    stocked.write("short.toml", SHORT.replace('"each"', '"left"'))
    stocked.good("play", "./long.toml", "--yes", warp=(100, 0))
    stocked.good("import", "-", stdin=repeated(stocked.good("export", "-").out, 3), warp=(1, 600))
    done = subprocess.run(["mount", "-o", "remount,ro", str(folder)], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("nothing can be remounted here")
    ran = stocked.good("play", "./short.toml", "--yes", warp=(20, 600))
    assert "read-only" in ran.err
    assert "Nothing will be remembered" in ran.err
    assert "Ease in" not in ran.out, "four times two minutes are all there are in a day"
    assert "Swing" in ran.out


@pytest.mark.skipif(os.geteuid() == 0, reason="permissions do not bind root")
def test_a_folder_without_permission(stocked: Home) -> None:
    stocked.good("history")
    stocked.data.chmod(0o500)
    try:
        assert ALSO in stocked.good("play", "./tiny.toml", "--yes").err
    finally:
        stocked.data.chmod(0o700)
