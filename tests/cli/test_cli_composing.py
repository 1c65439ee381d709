"""`new --for` and `fmt`: a routine for what somebody says, and files brought into order."""

from pathlib import Path

import pytest

from cli.files import TINY
from cli.house import Home
from stretchplayer.file_access import bundled_routines

UNTIDY = """\
format=1
title = "Mine"
[[step]]
hold = "20 sec"   # as I like it
move = "calf-wall"
"""
TIDY = """\
format = 1
title = "Mine"

[[step]]
move = "calf-wall"
hold = "20s"   # as I like it
"""
BROKEN = "format = 1\ntitle = \n"


def test_a_routine_for_what_is_said_is_there_to_be_played(home: Home) -> None:
    ran = home.good("new", "--for", "stiff", "neck", "--minutes", "8")
    path = home.routines / "stiff-neck-8-min.toml"
    assert ran.out == f"{path}\n"
    assert "emergency services" in ran.err
    assert "stretchplayer play stiff-neck-8-min" in ran.err
    assert home.good("check").out == ""
    assert home.good("fmt", "--check").out == ""
    plan = home.good("plan", "stiff-neck-8-min", "--json").json
    assert plan["verdicts"] == []
    assert plan["known_seconds"] == pytest.approx(480, rel=0.15)
    again = home.run("new", "--for", "stiff neck", "--minutes", "8")
    assert again.code == 2
    assert "is there already" in again.err
    named = home.good("new", "my-back", "--for", "lower back in bed")
    assert named.out == f"{home.routines / 'my-back.toml'}\n"
    assert 'title = "Lower back in bed"' in (home.routines / "my-back.toml").read_text()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--for", "fever"), "nothing is stretched then"),
        (("--for", "hammstrings"), "did you mean `hamstrings`?"),
        (("--for", "neck", "--minutes", "90"), "a number from 2 to 60"),
        (("--for", "neck", "--minutes", "lots"), "a number from 2 to 60"),
        (("my-neck", "--minutes", "8"), "minutes for what?"),
        ((), "give the routine a name"),
        (("../evil", "--for", "neck"), "not a name for a routine"),
    ],
)
def test_what_is_not_composed_is_explained(home: Home, arguments: tuple[str, ...], message: str) -> None:
    ran = home.run("new", *arguments)
    assert ran.code == 2
    assert message in ran.err
    assert ran.out == ""
    assert not home.routines.exists()


def test_fmt_writes_what_changes_and_names_it(home: Home) -> None:
    mine, tidy, broken = home.own("mine", UNTIDY), home.own("tidy", TIDY), home.own("broken", BROKEN)
    before = tidy.stat()
    looked = home.run("fmt", "--check")
    assert looked.code == 1
    assert looked.lines[0].startswith(f"{broken}:2:9: error: ")
    assert looked.lines[1:] == [str(mine)]
    assert mine.read_text() == UNTIDY
    ran = home.run("fmt")
    assert (ran.code, ran.out) == (1, looked.out)
    assert "1 file changed (what it was is beside it, as .bak).\n1 file left alone because of errors.\n" in ran.err
    assert mine.read_text() == TIDY
    assert broken.read_text() == BROKEN
    assert (tidy.stat().st_mtime_ns, tidy.stat().st_ino) == (before.st_mtime_ns, before.st_ino)
    broken.unlink()
    assert home.good("fmt", "mine", "tidy").err == "2 files, in order.\n"
    former = mine.with_name("mine.toml.bak")
    assert sorted(home.routines.iterdir()) == [mine, former, tidy]
    assert former.read_text() == UNTIDY
    returns = home.write("here.toml", UNTIDY.replace("\n", "\r\n"))
    home.good("fmt", "here.toml")
    assert returns.read_bytes() == TIDY.replace("\n", "\r\n").encode()


def test_fmt_leaves_bundled_routines_alone(home: Home, tmp_path: Path) -> None:
    assert "in order" in home.good("fmt", "--check", str(bundled_routines())).err
    ran = home.run("fmt", "desk-neck")
    assert ran.code == 2
    assert "stretchplayer customize desk-neck" in ran.err
    assert home.run("fmt", "no-such").code == 2
    link, real = tmp_path / "link.toml", home.write("real.toml", UNTIDY)
    link.symlink_to(real)
    home.good("fmt", str(link))
    assert link.is_symlink()
    assert real.read_text() == TIDY
    home.own("one", TINY)
    assert home.good("fmt", "--check").out == ""
