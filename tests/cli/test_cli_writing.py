"""`new`, `customize` and `edit`: files that belong to the user, and an editor that is the user's own."""

import re
import shlex
import sys
from pathlib import Path

import pytest

from cli.files import TINY
from cli.house import Home
from cli.process import Process
from stretchplayer.file_access import bundled_routines

BREAK = 's = open(p).read(); open(p, "w").write(s.replace("duration", "durations"))'
MEND = 's = open(p).read(); open(p, "w").write(s.replace("durations", "duration"))'


def editor(home: Home, body: str, name: str = "editor") -> Path:
    """An editor that does one thing to the file, which is its last argument, and writes its arguments down."""
    path = home.write(
        name,
        f"#!{sys.executable}\nimport os, sys\nargs, p = sys.argv[1:-1], sys.argv[-1]\n"
        f'open(os.environ["HOME"] + "/arguments", "a").write(repr(args) + "\\n")\n{body}\n',
    )
    path.chmod(0o755)
    return path


def test_new_writes_a_file_that_can_be_played_as_it_is(home: Home) -> None:
    ran = home.good("new", "my-morning")
    path = home.routines / "my-morning.toml"
    assert ran.out == f"{path}\n"
    assert "stretchplayer edit my-morning" in ran.err
    text = path.read_text(encoding="utf-8")
    assert 'title = "My morning"' in text
    assert text.count("\n#") > 5
    assert home.good("check").out == ""
    home.good("plan", "my-morning")
    assert (home.config / "schema" / "routine.schema.json").is_file()
    assert text.splitlines()[0] == "#:schema ../schema/routine.schema.json"
    again = home.run("new", "my-morning.toml")
    assert again.code == 2
    assert "there already" in again.err
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("name", ["Étirer 2", "__", "a.b", "-", "../evil", ".hidden", "a/b", "a\\b", "", "x" * 81])
def test_names_for_new_files(home: Home, name: str) -> None:
    ran = home.run("new", "--", name)
    made = [path for path in home.folder.rglob("*.toml") if path.is_file()]
    if ran.code == 0:
        assert made == [home.routines / f"{name}.toml"]
        assert home.good("check").out == ""
    else:
        assert ran.code == 2
        assert made == []


def test_customize_copies_byte_for_byte(home: Home) -> None:
    source = bundled_routines() / "desk-neck.toml"
    ran = home.good("customize", "desk-neck")
    path = home.routines / "desk-neck.toml"
    assert ran.out == f"{path}\n"
    assert path.read_bytes() == source.read_bytes()
    listed = {each["name"]: each for each in home.good("list", "--json").json}
    assert [name for name, each in listed.items() if each["yours"]] == ["desk-neck"]
    assert home.run("customize", "desk-neck").code == 2
    home.good("customize", "desk-neck", "--as", "my-neck")
    assert (home.routines / "my-neck.toml").read_bytes() == source.read_bytes()
    missing = home.run("customize", "nothing")
    assert missing.code == 2
    assert "desk-neck" in missing.err
    assert home.run("customize", "desk-neck", "--as", "../evil").code == 2


def test_what_is_removed_is_said_to_be_in_the_plan(home: Home) -> None:
    home.good("new", "mine")
    home.good("week", "--add", "mine", "desk-neck")
    removed = home.good("remove", "mine").err
    assert "mine is still in the plan of the week, in 1 entry: it cannot be played there." in removed
    assert "Take it out with: stretchplayer week --remove mine" in removed


def test_what_is_removed_can_be_restored_and_nothing_is_overwritten(home: Home) -> None:
    home.good("customize", "desk-neck")
    path = home.routines / "desk-neck.toml"
    own = path.read_bytes() + b"# mine\n"
    path.write_bytes(own)
    ran = home.good("remove", "desk-neck")
    kept = Path(ran.out.strip())
    assert (kept.parent, kept.read_bytes()) == (home.routines / "removed", own)
    assert "The bundled one of this name is back." in ran.err
    assert home.good("check").out == "", "what was removed is not checked"
    assert not any(each["yours"] for each in home.good("list", "--json").json)
    assert "desk-neck" in home.good("restore").out
    home.own("desk-neck", TINY)
    refused = home.run("restore", "desk-neck")
    assert (refused.code, path.read_text()) == (2, TINY)
    assert "is there again" in refused.err
    home.good("remove", "desk-neck")
    home.good("restore", "desk-neck")
    assert path.read_text() == TINY, "the last one that was removed"
    home.good("remove", "desk-neck")
    path.unlink(missing_ok=True)
    for name in ("hips", "nothing"):
        assert home.run("remove", name).code == 2
    assert "came with the program" in home.run("remove", "hips").err
    assert home.run("restore", "nothing").code == 2


def test_edit_opens_the_users_own_editor_with_its_arguments(home: Home) -> None:
    path = home.own("mine", TINY)
    script = editor(home, f'open(p, "a").write("# done\\n"); assert p == {str(path)!r}')
    ran = home.good("edit", "mine", env={"EDITOR": f"'{script}' --wait \"two words\""})
    assert "No errors" in ran.err
    assert path.read_text() == TINY + "# done\n"
    assert (home.folder / "arguments").read_text() == "['--wait', 'two words']\n"
    home.good("edit", "mine.toml", env={"EDITOR": "false", "VISUAL": str(script)})
    home.write("a b/it's.toml", TINY)
    other = editor(home, 'assert p == "a b/it\'s.toml"', "other")
    home.good("edit", "a b/it's.toml", env={"EDITOR": str(other)})


def test_edit_of_what_cannot_be_edited(home: Home) -> None:
    bundled = home.run("edit", "desk-neck", env={"EDITOR": "true"})
    assert bundled.code == 2
    assert "stretchplayer customize desk-neck" in bundled.err
    home.own("mine", TINY)
    failing = home.run("edit", "mine", env={"EDITOR": "false"})
    assert failing.code == 1
    assert "ended with code 1" in failing.err
    assert str(home.routines / "mine.toml") in failing.err
    for name, value, message in (
        ("EDITOR", "/no/such/editor -w", "the editor in $EDITOR was not found: /no/such/editor -w"),
        ("EDITOR", "no-such-editor", "the editor in $EDITOR was not found: no-such-editor; set it to one"),
        ("VISUAL", str(home.folder), "the editor in $VISUAL cannot be run"),
        ("PATH", str(home.folder), "no editor was found (looked for nano, vi); set $VISUAL or $EDITOR"),
        ("EDITOR", " ", "ended with code"),
        ("EDITOR", "sh -c 'kill -9 $$'", "the editor was ended by SIGKILL; your file stands as the editor left it"),
        ("EDITOR", "'", "ended with code 2"),
    ):
        if value == " ":
            # Blank is as good as unset: the next one holds, and the file itself is never run as a command.
            ran = home.run("edit", "mine", env={"EDITOR": value, "PATH": f"{editors(home)}:/usr/bin:/bin"})
        else:
            ran = home.run("edit", "mine", env={name: value})
        assert message in ran.err, (name, value)
        started = "ended" in message
        assert ran.code == (1 if started else 2)
        assert started or value == str(home.folder) or ran.err.count("\n") == 1, ran.err


def editors(home: Home) -> Path:
    """A folder in which `nano` is there, and ends with an error."""
    folder = home.folder / "bin"
    folder.mkdir()
    editor(home, "sys.exit(3)", "bin/nano")
    return folder


def test_every_advised_command_can_be_typed_as_it_stands(home: Home) -> None:
    for name in ("Physio June", "it", "Étirer 2"):
        made = home.good("new", name).err
        there = home.run("new", name).err
        for message in (made, there):
            advised = re.search(r"stretchplayer edit [^`\n]*", message)
            assert advised is not None, message
            words = shlex.split(advised[0])[1:]
            assert home.good(*words, env={"EDITOR": "true"}).err == "No errors.\n"


def test_edit_without_a_terminal_keeps_what_was_written(home: Home) -> None:
    path = home.own("mine", TINY)
    script = editor(home, BREAK)
    ran = home.run("edit", "mine", env={"EDITOR": str(script)})
    assert ran.code == 1
    assert f"{path}:6:1: error: unknown key `durations`" in ran.out
    assert "durations" in path.read_text()


def test_edit_again_until_it_is_right(home: Home) -> None:
    path = home.own("mine", TINY)
    script = editor(home, f'if "durations" in open(p).read():\n    {MEND}\nelse:\n    {BREAK}')
    with Process(home, "edit", "mine", terminal=True, env={"EDITOR": str(script)}) as process:
        process.wait_for("unknown key")
        process.wait_for("e: edit again")
        process.send("what\n")
        process.wait_for("e: edit again")
        process.send("e\n")
        process.wait_for("No errors")
        assert process.end() == 0
    assert path.read_text() == TINY


@pytest.mark.parametrize(("choice", "code", "kept"), [("k", 1, True), ("d", 0, False)])
def test_edit_kept_or_discarded(home: Home, choice: str, code: int, *, kept: bool) -> None:
    path = home.own("mine", TINY)
    path.chmod(0o640)
    script = editor(home, BREAK)
    with Process(home, "edit", "mine", terminal=True, env={"EDITOR": str(script)}) as process:
        process.wait_for("d: discard")
        process.send(f"{choice}\n")
        assert process.end() == code
    assert ("durations" in path.read_text()) == kept
    assert path.stat().st_mode & 0o777 == 0o640
    # What is discarded is no longer played, but not lost.
    assert kept or "durations" in path.with_name("mine.toml.bak").read_text()


def test_a_change_is_not_discarded_over_what_somebody_else_has_written(home: Home) -> None:
    path = home.own("mine", TINY)
    script = editor(home, BREAK)
    with Process(home, "edit", "mine", terminal=True, env={"EDITOR": str(script)}) as process:
        process.wait_for("d: discard")
        path.write_text(f"# theirs\n{TINY}")
        process.send("d\n")
        process.wait_for("changed by somebody else")
        assert process.end() == 2
    assert path.read_text() == f"# theirs\n{TINY}"


def test_a_discarded_change_leaves_a_link_a_link(home: Home) -> None:
    kept = home.write("dotfiles/mine.toml", TINY)
    home.routines.mkdir(parents=True)
    (home.routines / "mine.toml").symlink_to(kept)
    script = editor(home, BREAK)
    with Process(home, "edit", "mine", terminal=True, env={"EDITOR": str(script)}) as process:
        process.wait_for("d: discard")
        process.send("d\n")
        assert process.end() == 0
    assert (home.routines / "mine.toml").is_symlink()
    assert kept.read_text() == TINY


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("os.unlink(p)", 2),
        ('os.replace(p, p + "~"); open(p, "w").write(open(p + "~").read())', 0),
        ('open(p, "wb").write(b"\\xff" * 100)', 1),
        ("import signal; os.kill(os.getpid(), signal.SIGKILL)", 1),
        ('open(p, "w").close()', 1),
    ],
    ids=["deletes", "renames", "ruins", "dies", "empties"],
)
def test_editors_that_do_as_they_like(home: Home, body: str, code: int) -> None:
    home.own("mine", TINY)
    ran = home.run("edit", "mine", env={"EDITOR": str(editor(home, body))})
    assert ran.code == code


def test_the_editor_has_the_terminal(home: Home) -> None:
    home.own("mine", TINY)
    script = editor(home, "assert sys.stdin.isatty() and sys.stdout.isatty(); print('here'); input()")
    with Process(home, "edit", "mine", terminal=True, env={"EDITOR": str(script)}) as process:
        process.wait_for("here")
        process.send("x\n")
        assert process.end() == 0


def test_a_routines_folder_that_is_no_folder(home: Home) -> None:
    home.write("config/stretchplayer/routines", "a file")
    for command in ("new mine", "customize desk-neck"):
        ran = home.run(*command.split())
        assert ran.code == 2
        assert ran.err.count("\n") == 1
    assert len(home.good("list").lines) == len(list(bundled_routines().glob("*.toml")))
    assert home.run("doctor").code == 1
    assert home.routines.read_text() == "a file"
