"""Files that are no routines: a clear error in no time, and an exit code that says which kind of trouble it is."""

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.files import TINY
from cli.house import Home

QUICK = 2.0
"""Processor seconds that reading one file may take at most, start of the program included."""

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


def seconds_of(run: Callable[[], object]) -> float:
    """Processor seconds of the child processes that `run` waits for; a busy machine does not change them."""
    before = os.times()
    run()
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


@pytest.mark.parametrize("name", CONTENTS)
def test_a_file_with_something_wrong_inside(home: Home, name: str) -> None:
    home.write("bad.toml", CONTENTS[name])

    def all_of_them() -> None:
        checked = home.run("check", "bad.toml")
        assert checked.code == 1
        assert all(line.startswith("bad.toml:") for line in checked.lines)
        assert ": error: " in checked.out
        assert len(max(checked.lines, key=len)) < 1000
        played = home.run("play", "./bad.toml", "--yes")
        assert played.code == 2
        assert played.out == ""
        assert "error" in played.err
        assert "cannot be played" in played.err

    assert seconds_of(all_of_them) < 2 * QUICK


def test_a_bad_file_is_the_same_to_all_who_read_it(home: Home) -> None:
    home.write("bad.toml", CONTENTS["not-utf8"])
    said = {command: home.run(command, "./bad.toml") for command in ("plan", "play", "show", "rehearse")}
    assert {ran.code for ran in said.values()} == {2}
    assert len({ran.err for ran in said.values()}) == 1
    assert home.history() == []


@pytest.mark.parametrize(
    "change",
    [lambda text: text.replace(b"\n", b"\r\n"), lambda text: text + b"# " + b"x" * 1_000_000, lambda text: text[:-1]],
    ids=["crlf", "nearly-too-large", "no-newline-at-the-end"],
)
def test_a_file_that_only_looks_odd(home: Home, change: Callable[[bytes], bytes]) -> None:
    home.write("odd.toml", change(TINY.encode()))
    assert home.good("check", "odd.toml").out == ""
    home.good("plan", "./odd.toml")
    home.good("show", "./odd.toml")


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


@pytest.mark.parametrize("make", [folder, fifo, missing, loop, nowhere, zeros, null, bound])
def test_a_path_that_is_no_file(home: Home, make: Callable[[Path], None]) -> None:
    make(home.folder / "path.toml")
    commands: list[tuple[str, ...]] = [("play", "./path.toml", "--yes"), ("edit", "./path.toml")]
    if make is not folder:
        commands.append(("check", "path.toml"))
    for command in commands:
        ran = home.run(*command, env={"EDITOR": "false"})
        assert ran.code == 2, command
        assert ran.out == ""
        assert "path.toml" in ran.err, ran.err
        assert ran.err.count("\n") == 1


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
    for command in ("plan", "customize", "new", *(["check"] if len(name) > 4 else ())):
        ran = home.run(command, name)
        assert ran.code == 2, (command, ran)
        assert ran.err.count("\n") == 1


def test_a_path_with_a_byte_that_is_no_text(home: Home) -> None:
    for command in (b"plan", b"edit", b"check", b"customize", b"new", b"export", b"import"):
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


def test_check_goes_on_after_a_path_that_cannot_be_read(home: Home) -> None:
    home.write("a.toml", b"\xff")
    home.write("c.toml", TINY)
    ran = home.run("check", "a.toml", "b.toml", "c.toml")
    assert ran.code == 2
    assert ran.out.startswith("a.toml:1:1: error: ")
    assert "b.toml: no such file" in ran.err
