"""Files that are no routines: a clear error in no time, and an exit code that says which kind of trouble it is."""

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.files import TINY
from cli.house import Home

QUICK = 2.0
"""Processor seconds that one file may take at most; a busy machine does not change them."""

CONTENTS: dict[str, bytes] = {
    "empty": b"",
    "not-utf8": TINY.encode().replace(b"Tiny", b"T\xefny"),
    "utf16": TINY.encode("utf-16"),
    "bom": b"\xef\xbb\xbf" + TINY.encode(),
    "nul": TINY.encode().replace(b"Tiny", b"Ti\0ny"),
    "lone-surrogate": TINY.encode().replace(b"Tiny", b"Ti\xed\xa0\x80ny"),
    "escaped-surrogate": TINY.encode().replace(b"Tiny", b"Ti\\ud800ny"),
    "brackets": b"a = " + b"[" * (1024 * 1024 - 4),
    "braces": b"a = " + b"{a=" * 300_000,
    "too-large": TINY.encode() + b"#" * 1024 * 1024,
    "nested-tables": "\n".join(f"[{'.'.join('a' * 1)}{'.a' * n}]" for n in range(0, 1000, 7)).encode(),
    "ten-thousand-tables": TINY.encode() + b"".join(b"[t%d]\na = 1\n" % n for n in range(10_000)),
    "dotted-keys": (".".join(["a"] * 10_000) + " = 1").encode(),
    "binary": bytes(range(256)) * 100,
    "elf": b"\x7fELF" + os.urandom(1000),
    "json": b'{"format": 1}',
    "yaml": b"format: 1\ntitle: x\n",
    "escapes": b'format = 1\ntitle = "\x1b[2J"\n',
    "carriage-returns": TINY.encode().replace(b"\n", b"\r"),
    "huge-number": b"format = " + b"9" * 50_000,
    "many-steps": TINY.encode() + b'[[step]]\nkind = "breathe"\nduration = 1\n' * 20_000,
    "many-repeats": b'format = 1\ntitle = "x"\n[[step]]\nrepeat = 1000\n[[step.step]]\nrepeat = 1000\n'
    b'[[step.step.step]]\nkind = "breathe"\nduration = 1\n',
    "long-line": b'format = 1\ntitle = "' + b"x" * 900_000 + b'"\n',
}


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, dict[str, list[str]], float]:
    """All of them checked at once: what is said of each, and the processor seconds for one."""
    home = Home(tmp_path_factory.mktemp("bad"))
    for name, content in CONTENTS.items():
        home.write(f"bad/{name}.toml", content)
    before = os.times()
    ran = home.run("check", "bad")
    after = os.times()
    assert ran.code == 1
    said: dict[str, list[str]] = {}
    for line in ran.lines:
        said.setdefault(Path(line.split(":")[0]).stem, []).append(line)
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return home, said, spent / len(CONTENTS)


@pytest.mark.parametrize("name", CONTENTS)
def test_a_file_with_something_wrong_inside(checked: tuple[Home, dict[str, list[str]], float], name: str) -> None:
    _, said, spent = checked
    assert spent < QUICK
    assert any(": error: " in line for line in said[name])
    assert max(map(len, said[name])) < 1000


@pytest.mark.parametrize("name", ["not-utf8", "brackets", "too-large", "ten-thousand-tables", "many-steps", "escapes"])
def test_such_a_file_cannot_be_played(checked: tuple[Home, dict[str, list[str]], float], name: str) -> None:
    ran = checked[0].run("play", f"bad/{name}.toml", "--yes")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines()[:-1] == checked[1][name]
    assert "fix the errors above first" in ran.err


def test_it_is_the_same_to_all_who_read_it(checked: tuple[Home, dict[str, list[str]], float]) -> None:
    home = checked[0]
    said = {command: home.run(command, "bad/nul.toml") for command in ("plan", "play", "show", "rehearse")}
    assert {ran.code for ran in said.values()} == {2}
    assert len({ran.err for ran in said.values()}) == 1
    assert home.history() == []


def test_files_that_only_look_odd(home: Home) -> None:
    home.write("odd/crlf.toml", TINY.replace("\n", "\r\n"))
    home.write("odd/nearly-too-large.toml", TINY + "# " + "x" * 1_000_000)
    home.write("odd/no-newline-at-the-end.toml", TINY[:-1])
    assert home.good("check", "odd") == (0, "", "")
    home.good("plan", "odd/crlf.toml")


def folder(path: Path) -> None:
    path.mkdir()


def fifo(path: Path) -> None:
    os.mkfifo(path)


def missing(path: Path) -> None:
    path.unlink(missing_ok=True)


def loop(path: Path) -> None:
    path.symlink_to(path)


def nowhere(path: Path) -> None:
    path.symlink_to(path.with_name("gone"))


def zeros(path: Path) -> None:
    path.symlink_to("/dev/zero")


def null(path: Path) -> None:
    path.symlink_to("/dev/null")


def bound(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the name of a socket may not be long
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path.name)
    os.chdir(here)


def below_a_file(path: Path) -> None:
    path.write_text(TINY)


NO_FILES = (folder, fifo, missing, loop, nowhere, zeros, null, bound)


@pytest.mark.parametrize("make", NO_FILES)
def test_a_path_that_is_no_file(home: Home, make: Callable[[Path], None]) -> None:
    make(home.folder / "path.toml")
    for command in (("play", "./path.toml", "--yes"), ("edit", "./path.toml")):
        ran = home.run(*command, env={"EDITOR": "false"})
        assert (ran.code, ran.out) == (2, ""), command
        assert "path.toml" in ran.err, ran.err
        assert ran.err.count("\n") == 1


def test_paths_that_are_no_files_are_told_one_by_one(home: Home) -> None:
    for make in NO_FILES:
        make(home.folder / make.__name__)
    home.write("faulty.toml", b"\xff")
    ran = home.run("check", *(make.__name__ for make in NO_FILES), "faulty.toml")
    assert ran.code == 2
    assert ran.out.startswith("faulty.toml:1:1: error: ")
    assert [line.split(":")[1].strip() for line in ran.err.splitlines()] == [make.__name__ for make in NO_FILES[1:]]


def test_such_paths_in_the_users_folder_hide_no_others(home: Home) -> None:
    home.own("good", TINY)
    for make in (folder, fifo, loop, nowhere, zeros, null, bound):
        make(home.routines / f"{make.__name__}.toml")
    listed = {each["name"]: each for each in home.good("list", "--json").json}
    assert listed["good"]["title"] == "Tiny"
    for name in ("fifo", "loop", "zeros", "null", "bound"):
        assert listed[name]["title"] == ""
        assert listed[name]["problems"]
    assert "cannot be played" in home.good("list").out
    assert home.run("doctor").code == 1
    assert home.run("check").code == 2
    home.good("plan", "good")


@pytest.mark.parametrize(
    "name",
    ["a" * 300, "a" * 5000, "b/" * 3000 + "c", "good.toml/below", "", ".", "..", "/", "~"],
    ids=lambda name: name[:20],
)
def test_names_that_no_file_can_have(home: Home, name: str) -> None:
    home.write("good.toml", TINY)
    for command in ("plan", *(("customize", "new") if len(name) in (300, 1, 0) else ())):
        ran = home.run(command, name)
        assert ran.code == 2, (command, ran)
        assert ran.err.count("\n") == 1


def test_a_path_with_a_byte_that_is_no_text(home: Home) -> None:
    for command in (b"plan", b"check", b"new", b"import"):
        ran = home.run(command, b"./no\xff\x1b[2J/such.toml", env={"EDITOR": "false"})
        assert ran.code == 2
        assert "\\x1b" in ran.err


@pytest.mark.skipif(os.geteuid() == 0, reason="permissions do not bind root")
def test_no_permission(home: Home) -> None:
    home.write("closed.toml", TINY).chmod(0)
    for command in ("check", "plan", "show", "play"):
        ran = home.run(command, "./closed.toml")
        assert ran.code == 2
        assert "permission" in ran.err
