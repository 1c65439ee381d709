"""The settings file: nothing in it raises, every fault has its place, and a change leaves the rest as it was."""

import os
from pathlib import Path
from typing import Any

import msgspec
import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from examples import examples
from stretchplayer.config import Folders
from stretchplayer.file_access import bundled_routines
from stretchplayer.problems import Problem, Unreadable
from stretchplayer.settings import MOST, Settings, Sound, changed, file_of, load_settings, read, save_settings

NOWHERE = Path("config.toml")
FULL = """\
# My settings.
theme = "nord"   # blue

motion = false

[sound] # how it sounds
volume = 30
# not too loud
cues = "wood"

[keys]
pause = "p,space" # two of them
"""


@pytest.fixture
def home(tmp_path: Path) -> Folders:
    return Folders(
        config=tmp_path / "config",
        data=tmp_path / "data",
        state=tmp_path / "state",
        cache=tmp_path / "cache",
        bundled=bundled_routines(),
    )


def written(home: Folders, text: str | bytes) -> Path:
    path = file_of(home)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def problem_of(data: bytes) -> Problem:
    found = read(data, NOWHERE)
    assert found.problem is not None
    assert found.settings == Settings()
    return found.problem


def test_no_file_means_the_defaults(home: Folders) -> None:
    assert load_settings(home).settings == Settings()
    assert load_settings(home).problem is None


def test_what_stands_in_the_file_holds(home: Folders) -> None:
    written(home, FULL)
    found = load_settings(home)
    assert found.problem is None
    assert found.settings == Settings(
        theme="nord", motion=False, sound=Sound(volume=30, cues="wood"), keys={"pause": "p,space"}
    )


@pytest.mark.parametrize(
    ("text", "line", "column", "reason"),
    [
        ("theme = ", 1, 9, ""),
        ("\ncolour = 1\n", 2, 1, "no setting is called `colour`"),
        ("[sound]\nvolume = 20\nloud = true\n", 3, 1, "no setting is called `sound.loud`"),
        ('[sound]\nvolume = "loud"\n', 2, 10, "`sound.volume` has to be a whole number from 0 to 100"),
        ("[sound]\nvolume = 101\n", 2, 10, "a whole number from 0 to 100"),
        ("sound.volume = true", 1, 16, "a whole number from 0 to 100"),
        ('motion = "no"', 1, 10, "`motion` has to be true or false"),
        ("sound = 3", 1, 9, "`sound` has to be a table"),
        ('sound = {cues = "loud"}', 1, 17, 'one of "soft", "wood", "bright"'),
        ("theme = 'a\x1bb'", 1, 1, "control character"),
        ('theme = "nord\\n"', 1, 9, "the name of a theme"),
        ("keys = 3", 1, 8, "a table of commands"),
        ("[keys]\nnext = 'n'\npause = ''\n", 3, 9, "`keys.pause` has to be a key"),
        ("[keys]\npause = 'p, space'\n", 2, 9, "parted by commas"),
        ('[keys]\npause = "\\u001b"\n', 2, 9, "has to be a key"),
        ('[keys]\n"a\\u001bb" = 3\n', 2, 14, "`keys.a\\x1bb` has to be a key"),
        ("a = 1\nb = 1\ntheme = 1", 1, 1, "`a`"),
        ("a = " + "[" * 3000, 1, 1, "nested far too deep"),
        ("a = " + "9" * 5000, 1, 5, "thousands of digits"),
        ("theme = 'a'\x00", 1, 12, "NUL"),
        ("x = 1 # \x00", 1, 9, "NUL"),
        ("\ufefftheme = 'nord'", 1, 1, "byte order mark"),
        ("#" * (MOST + 1), 1, 1, "larger than 256 KiB"),
    ],
)
def test_every_fault_has_its_place(text: str, line: int, column: int, reason: str) -> None:
    problem = problem_of(text.encode())
    assert reason in problem.message
    if "control" not in reason:
        assert (problem.line, problem.column) == (line, column)


def test_every_problem_is_found_with_its_place_and_the_near_name() -> None:
    text = '[voice]\nmodel = "~nobody-is-called-this/voice.onnx"\nsped = 1\n[sound]\nvolume = "x"\n[colour]\na = 1\n'
    found = read(text.encode(), NOWHERE)
    assert found.settings == Settings()
    assert [(each.line, each.column) for each in found.problems] == [(2, 9), (3, 1), (5, 10), (6, 2)]
    assert "home folder" in found.problems[0].message
    assert "did you mean `voice.speed`?" in found.problems[1].message
    assert len(read("\n".join(f"a{at} = 1" for at in range(5000)).encode(), NOWHERE).problems) == 100


def test_a_model_that_is_not_there_is_warned_of(home: Folders) -> None:
    written(home, f'motion = false\n[voice]\nmodel = "{home.data / "none.onnx"}"\n')
    (problem,) = load_settings(home).problems
    assert (problem.line, problem.column, problem.severity) == (3, 9, "warning")
    save_settings(home, {"motion": True})
    assert load_settings(home).settings.motion is True


def test_keys_of_no_command_are_warned_of_and_the_rest_holds() -> None:
    found = read(b'motion = false\n[keys]\npause = "p"\ntoo_much = "x"\n', NOWHERE, lambda keys: [(max(keys), "no")])
    assert found.settings.motion is False
    assert found.problem is None
    assert [(each.line, each.column, each.severity, each.message) for each in found.problems] == [
        (4, 1, "warning", "no")
    ]


@pytest.mark.parametrize("keys", ["p", "ctrl+p", "p,space", "?", "+", "ctrl++", "shift+f1,ä", "question_mark", "N"])
def test_keys_as_people_write_them(keys: str) -> None:
    text = f'[keys]\npause = "{keys}"\n'
    assert read(text.encode(), NOWHERE).settings.keys == {"pause": keys}


def test_bytes_that_are_no_text() -> None:
    problem = problem_of(b"theme = 'a'\n# \xff\n")
    assert (problem.line, problem.column) == (2, 3)


@given(st.binary(max_size=300))
@examples(120)
def test_no_bytes_raise(data: bytes) -> None:
    can_be_said(data)


@given(st.text(st.sampled_from("[]{}\"'=.,#\\ \r\n\0\x1b") | st.sampled_from(list("themsoundkyvlu")), max_size=80))
@examples(120)
def test_no_text_raises(text: str) -> None:
    can_be_said(text.encode())


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.datetimes(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
NAMES = st.sampled_from(["theme", "motion", "stiffness", "sound", "keys", "volume", "mute", "cues"]) | st.text(
    max_size=8
)


@given(st.dictionaries(NAMES, VALUES | st.dictionaries(NAMES, VALUES, max_size=4), max_size=5))
@examples(80)
def test_no_values_raise(document: dict[str, Any]) -> None:
    import tomlkit

    try:
        text = tomlkit.dumps(document)
    except (ValueError, TypeError):  # TOML knows no null
        return
    can_be_said(text.encode("utf-8", "replace"))


def can_be_said(data: bytes) -> None:
    found = read(data, NOWHERE)
    if found.problem is None:
        msgspec.convert(msgspec.to_builtins(found.settings), Settings)
        return
    lines = data.decode(errors="replace").split("\n")
    assert found.settings == Settings()
    assert str(found.problem).isprintable()
    assert 1 <= found.problem.line <= len(lines)
    assert 1 <= found.problem.column <= len(lines[found.problem.line - 1]) + 1


def test_a_change_leaves_remarks_and_order(home: Folders) -> None:
    path = written(home, FULL)
    save_settings(home, {"theme": "stretch-light", "sound.volume": 55, "sound.mute": True})
    text = path.read_text()
    assert text == (
        FULL.replace('"nord"', '"stretch-light"')
        .replace("volume = 30", "volume = 55")
        .replace('cues = "wood"\n', 'cues = "wood"\nmute = true\n')
    )


def test_a_change_keeps_line_ends(home: Folders) -> None:
    path = written(home, FULL.replace("\n", "\r\n"))
    save_settings(home, {"motion": True})
    assert path.read_bytes() == FULL.replace("false", "true").replace("\n", "\r\n").encode()


def test_a_first_change_makes_the_file(home: Folders) -> None:
    save_settings(home, {"sound.voice": "names"})
    assert tomli.loads(file_of(home).read_text()) == {"sound": {"voice": "names"}}
    assert load_settings(home).settings.sound.voice == "names"


@pytest.mark.parametrize(
    "text", ["[keys]\npause = 'p'", "sound = {volume = 3}", "sound.volume = 3", "# only this", "\n\n", "motion=true"]
)
def test_a_change_of_any_file(home: Folders, text: str) -> None:
    path = written(home, text)
    before = load_settings(home).settings
    changes = {"theme": "nord", "sound.cues": "bright"}
    save_settings(home, changes)
    assert load_settings(home).settings == changed(before, changes)
    assert all(line.strip() in path.read_text() for line in text.split("\n") if line.startswith("#"))


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "theme": st.from_regex(r"[a-z-]{1,20}", fullmatch=True),
            "motion": st.booleans(),
            "stiffness": st.booleans(),
            "sound.volume": st.integers(0, 100),
            "sound.mute": st.booleans(),
            "sound.cues": st.sampled_from(["soft", "wood", "bright"]),
        },
    ),
    st.sampled_from(
        [FULL, "", "sound.mute = true\n", "sound = {}\n", "[keys]\n", "[sound]\n[keys]\nnext = 'x'\n# end"]
    ),
)
@examples(60)
def test_changes_hold_and_remarks_survive(
    tmp_path_factory: pytest.TempPathFactory, changes: dict[str, Any], text: str
) -> None:
    folder = tmp_path_factory.mktemp("home")
    home = Folders(config=folder, data=folder, state=folder, cache=folder, bundled=folder)
    path = written(home, text)
    before = load_settings(home).settings
    save_settings(home, changes)
    assert load_settings(home).settings == changed(before, changes)
    assert [remark for remark in remarks(text) if remark not in remarks(path.read_text())] == []


def remarks(text: str) -> list[str]:
    return ["#" + line.split("#", 1)[1].strip() for line in text.split("\n") if "#" in line]


@pytest.mark.parametrize("text", [b"theme = ", b"volume = 3\n", b"\xff\xfe", b"[sound]\nvolume = 'x'\r\n"])
def test_a_bad_file_stays_as_it_is(home: Folders, text: bytes) -> None:
    path = written(home, text)
    with pytest.raises(Unreadable, match="fix the file first"):
        save_settings(home, {"theme": "nord"})
    assert path.read_bytes() == text


def test_newer_toml_is_changed_in_place_too(home: Folders) -> None:
    path = written(home, "sound = {\n  volume = 20, # this much\n}\n")
    save_settings(home, {"sound.volume": 30})
    assert path.read_text() == "sound = {\n  volume = 30, # this much\n}\n"


def test_what_is_no_setting_is_never_written(home: Folders) -> None:
    path = written(home, FULL)
    with pytest.raises(msgspec.ValidationError):
        save_settings(home, {"sound.volume": 200})
    assert path.read_text() == FULL


def test_a_folder_instead_of_a_file(home: Folders) -> None:
    file_of(home).mkdir(parents=True)
    problem = load_settings(home).problem
    assert problem is not None
    assert problem.message == "a folder, not a file"
    with pytest.raises(Unreadable):
        save_settings(home, {"theme": "nord"})
    assert file_of(home).is_dir()


def test_a_file_where_the_folder_should_be(home: Folders) -> None:
    home.config.write_text("")
    assert load_settings(home).problem is None
    with pytest.raises(Unreadable, match="cannot be kept"):
        save_settings(home, {"theme": "nord"})


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_not_waited_for(home: Folders) -> None:
    file_of(home).parent.mkdir(parents=True)
    os.mkfifo(file_of(home))
    problem = load_settings(home).problem
    assert problem is not None
    assert problem.message == "a named pipe, not a file"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to this user")
def test_no_permission(home: Folders) -> None:
    path = written(home, FULL)
    path.chmod(0)
    problem = load_settings(home).problem
    assert problem is not None
    assert problem.message == "you have no permission to read it"
    path.chmod(0o600)
    path.parent.chmod(0o500)
    try:
        with pytest.raises(Unreadable, match="cannot be kept"):
            save_settings(home, {"theme": "nord"})
        assert path.read_text() == FULL
    finally:
        path.parent.chmod(0o700)


def test_a_link_goes_on_pointing_to_its_file(home: Folders, tmp_path: Path) -> None:
    real = tmp_path / "dotfiles.toml"
    real.write_text(FULL)
    file_of(home).parent.mkdir(parents=True)
    file_of(home).symlink_to(real)
    save_settings(home, {"theme": "dracula"})
    assert file_of(home).is_symlink()
    assert real.read_text() == FULL.replace("nord", "dracula")


def test_a_link_that_leads_nowhere_is_said(home: Folders, tmp_path: Path) -> None:
    file_of(home).parent.mkdir(parents=True)
    file_of(home).symlink_to(tmp_path / "gone.toml")
    problem = load_settings(home).problem
    assert problem is not None
    assert problem.message == "no such file"


def test_links_in_a_ring(home: Folders) -> None:
    file_of(home).parent.mkdir(parents=True)
    file_of(home).symlink_to(file_of(home))
    assert load_settings(home).problem is not None
    with pytest.raises(Unreadable):
        save_settings(home, {"theme": "nord"})
