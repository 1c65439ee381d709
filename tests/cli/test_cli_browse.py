"""`list`, `show`, `where`, `caps`, `schema` and `doctor`: what there is."""

import jsonschema
import pytest
import tomli

from cli.files import SHORT, TINY
from cli.house import Home
from cli.process import Process
from stretchplayer.file_access import bundled_routines


def test_list_shows_every_bundled_routine(home: Home) -> None:
    names = sorted(path.stem for path in bundled_routines().glob("*.toml"))
    listed = home.good("list", "--json").json
    assert [each["name"] for each in listed] == names
    shown = home.good("list").out
    for each in listed:
        assert set(each) >= {"name", "file", "title", "minutes", "seconds", "tags", "needs", "yours", "problems"}
        assert each["title"]
        assert each["yours"] is False
        assert 1 <= each["minutes"] == max(1, round(each["seconds"] / 60))
        assert f"{each['minutes']} min" in shown
        assert each["title"] in shown


FRONT = """
format = 1
title = "Front"
[[step]]
kind = "stretch"
target = "quadriceps"
hold = 20
reps = 2
"""
BACK = """
[[step]]
kind = "stretch"
target = "hamstrings"
hold = 20
"""


def test_list_for_a_muscle_shows_what_works_on_it_the_best_first(home: Home) -> None:
    home.own("both", FRONT + BACK)
    home.own("front", FRONT)
    names = home.good("list", "--for", "quads", "--names").out.split()
    assert names[:2] == ["front", "both"]
    assert "jaw" not in names
    assert [each["name"] for each in home.good("list", "--for", "Front", "of", "thighs", "--json").json] == names
    first, *others = home.good("list", "--for", "quads").out.splitlines()
    assert first.split("  ")[0] == "front"
    assert "40 s on it" in first
    assert "40 s on it" in next(line for line in others if line.startswith("both "))
    knee = home.run("list", "--for", "my", "left", "knee", "--names")
    assert knee.code == 0
    assert "the knee is a joint" in knee.err
    assert {"front", "both"} <= set(knee.out.split())


def test_list_for_words_of_a_routine_or_for_nothing(home: Home) -> None:
    assert home.good("list", "--for", "eyes", "--names").out.split() == ["desk-eyes-neck"]
    unknown = home.run("list", "--for", "hammstrings")
    assert (unknown.code, unknown.out) == (2, "")
    assert "did you mean `hamstrings`?" in unknown.err


def test_list_finds_what_is_said(home: Home) -> None:
    ran = home.good("list", "I", "have", "a", "stiff", "neck")
    assert ran.out.splitlines()[0].startswith("stiff-neck ")
    assert "fever with a stiff neck" in ran.err
    assert "has Child's pose" in home.good("list", "child").out
    slip = home.good("list", "scaitica", "--names")
    assert slip.out.split()[0] == "sciatica"
    assert 'these are for "sciatica"' in slip.err
    stopped = home.run("list", "chest", "pain")
    assert (stopped.code, stopped.out) == (2, "")
    assert "emergency services" in stopped.err
    assert "nothing is found" in home.run("list", "zebra").err
    assert home.good("list", "jaw", "--json").json[0]["name"] == "jaw"


def test_moves_are_found_and_told_in_full(home: Home) -> None:
    assert home.good("moves", "tight", "hips").out.splitlines()[0].startswith("hip-flexor-kneel ")
    said = home.good("moves", "calf-wall").out
    for part in (
        "Calf stretch at the wall",
        "needs wall",
        "20 s × 2, each side",
        "Take care: ",
        "Easier: ",
        "Source: ",
    ):
        assert part in said
    assert home.good("moves", "Calf", "stretch", "at", "the", "wall").out == said
    assert [each["name"] for each in home.good("moves", "child", "--json").json] == ["childs-pose"]
    everything = home.good("moves", "--json").json
    assert [each["name"] for each in everything] == home.good("figure").out.split()
    assert all(each["dose"] and each["how"] and each["easier"] and each["sources"] for each in everything)
    assert "did you mean calf-wall?" in home.run("moves", "clf-wall").err
    assert "emergency" in home.run("moves", "chest", "pain").err


def test_a_file_of_the_users_takes_the_place_of_a_bundled_one(home: Home) -> None:
    home.own("desk-neck", TINY)
    home.own("another", SHORT)
    home.own("broken", TINY.replace('"Tiny"', "3"))
    home.own(".hidden", TINY)
    home.write("config/stretchplayer/routines/notes.txt", "no routine")
    listed = {each["name"]: each for each in home.good("list", "--json").json}
    assert listed["desk-neck"]["title"] == "Tiny"
    assert listed["desk-neck"]["yours"]
    assert listed["another"]["needs"] == []
    assert listed["broken"]["title"] == ""
    assert "title" in listed["broken"]["problems"][0]
    assert not {".hidden", "notes"} & set(listed)
    shown = home.good("list").out
    assert shown.count("yours") == 3
    assert "broken" in shown
    assert "cannot be played" in shown
    assert home.good("plan", "desk-neck.toml", "--json").json["routine"]["title"] == "Tiny"


def test_a_file_beside_is_found_with_its_ending_or_as_a_path(home: Home) -> None:
    home.write("mine.toml", TINY)
    home.write("below/deeper.toml", TINY)
    home.good("show", "mine.toml")
    home.good("show", "./mine.toml")
    home.good("show", "below/deeper.toml")
    assert home.run("show", "mine").code == 2
    assert home.run("show", "deeper.toml").code == 2


def test_show_tells_one_routine_in_full(home: Home) -> None:
    for path in bundled_routines().glob("*.toml"):
        routine = tomli.loads(path.read_text(encoding="utf-8"))
        said = home.good("show", path.stem).out
        assert routine["title"] in said
        assert " ".join(routine["summary"].split()) in said
        assert f"\nFor: {' '.join(routine['for'].split())}\n" in said
        assert f"\nNot for: {' '.join(routine['not_for'].split())}\n" in said
        assert "You need" in said
        assert "not medical advice" in said
        assert all(source in said for source in routine["source"])
        for number in range(1, len(routine["step"]) + 1):
            assert f"\n{number}. " in said


def test_where_names_the_folders_that_the_environment_gives(home: Home) -> None:
    said = home.good("where").out
    for folder in (home.config, home.data, home.routines, home.folder / "state"):
        assert str(folder) in said
    assert not home.data.exists(), "asking makes nothing"


def test_caps_show_value_grade_and_source(home: Home) -> None:
    limits = home.good("caps", "--json").json
    shown = home.good("caps").out
    for limit in limits:
        assert set(limit) >= {"id", "what", "unit", "usual", "cap", "grade", "source"}
        assert f"{limit['id']}: " in shown
        assert limit["source"]
        assert limit["grade"]
    assert {each["id"]: each["cap"] for each in limits}["static.hold"] == 60
    assert "not medical advice" in shown


def test_schema_takes_what_the_program_takes(home: Home) -> None:
    schema = home.good("schema").json
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for path in bundled_routines().glob("*.toml"):
        validator.validate(tomli.loads(path.read_text(encoding="utf-8")))
    with pytest.raises(jsonschema.ValidationError):
        validator.validate({"format": 2, "title": "x", "step": []})


def test_doctor_finds_nothing_amiss_in_a_new_home(home: Home) -> None:
    said = home.good("doctor").out
    assert "FAIL" not in said
    for what in ("terminal", "colours", "sound", "routines", "memory", "unfinished session", "profile", "playing now"):
        assert f"ok  {what}" in said
    assert "off (NO_COLOR)" in home.good("doctor", env={"NO_COLOR": "1"}).out


def test_doctor_tries_out_sound_and_voice(home: Home) -> None:
    for wanted, finding in (("bell", "the terminal's bell"), ("null", "goes nowhere")):
        assert f"ok  sound               {finding}" in home.good("doctor", env={"STRETCHPLAYER_SOUND": wanted}).out
    tape = home.run("doctor", env={"STRETCHPLAYER_SOUND": "tape"})
    assert tape.code == 1
    assert "FAIL  sound               STRETCHPLAYER_SOUND has to be one of device, command, null, bell" in tape.out
    nothing = {"STRETCHPLAYER_SOUND": "command", "PATH": str(home.folder)}
    assert "FAIL  sound               no command: there is no pacat" in home.run("doctor", env=nothing).out


def test_doctor_tells_what_the_settings_make_of_sound_and_voice(home: Home) -> None:
    path = home.write("config/stretchplayer/config.toml", '[sound]\noutput = "bell"\nvoice = "off"\n')
    said = home.good("doctor", env={"STRETCHPLAYER_SOUND": None}).out
    for finding in (
        "settings            config.toml",
        "sound               the terminal's bell",
        "voice               off",
    ):
        assert f"ok  {finding}" in said
    path.write_text('[voice]\nengine = "piper"\n', encoding="utf-8")
    assert 'FAIL  voice               The voice "piper" needs a model' in home.run("doctor").out
    path.write_text('[voice]\nengine = "command"\ncommand = ["no-such-voice"]\n', encoding="utf-8")
    assert "FAIL  voice               The program of the voice is not found" in home.run("doctor").out
    path.write_text("volume = 11\n", encoding="utf-8")
    fixed = home.run("doctor")
    assert fixed.code == 1
    assert "FAIL  settings" in fixed.out
    assert "config.toml:1:1: error: no setting is called `volume`" in fixed.out


def test_doctor_names_each_key_that_no_command_has(home: Home) -> None:
    home.write("config/stretchplayer/config.toml", '[keys]\ntoo_much = "x,X"\nsing = "a"\n')
    said = home.run("doctor")
    assert said.code == 1
    found = [line.partition("config.toml:")[2] for line in said.lines if line.startswith("FAIL  settings")]
    assert [each.split(": ")[0] for each in found] == ["2:1", "3:1"]
    assert "`too_much`" in found[0]
    assert "did you mean `too-much`?" in found[0]
    assert "`sing`" in found[1]


def test_doctor_tells_of_what_is_amiss(home: Home) -> None:
    home.own("broken", "format = 1\n")
    said = home.run("doctor")
    assert said.code == 1
    assert "FAIL  routines" in said.out
    assert "broken" in said.out
    ascii_only = home.run("doctor", env={"PYTHONIOENCODING": "ascii"})
    assert "FAIL  letters" in ascii_only.out


@pytest.mark.parametrize(
    ("columns", "term", "locale", "drawn"),
    [
        (80, "xterm-256color", "C.UTF-8", True),
        (60, "xterm-256color", "C.UTF-8", False),
        (80, "dumb", "C.UTF-8", False),
        (80, "xterm-256color", "C", False),
    ],
)
def test_show_draws_the_body_in_a_terminal_that_can(
    home: Home, columns: int, term: str, locale: str, *, drawn: bool
) -> None:
    env = {"TERM": term, "LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    with Process(home, "show", "calves-feet", terminal=True, env=env, size=(24, columns)) as process:
        assert process.end() == 0
        said = process.said
    assert ("R  front  L    L  back  R" in said) == drawn
    assert ("Works on: " in said) == drawn
    assert any("⠀" < letter <= "⣿" for letter in said) == drawn
    assert not drawn or max(len(line) for line in said.splitlines() if "⡇" in line) < columns
    assert "General information, not medical advice" in said


def test_show_in_a_pipe_draws_nothing(home: Home) -> None:
    said = home.good("show", "calves-feet").out
    assert "Works on:" not in said
    assert not any("⠀" <= letter <= "⣿" for letter in said)


def test_a_title_calls_a_routine_where_no_name_fits(home: Home) -> None:
    stiff = home.good("show", "stiff-neck").out
    assert home.good("show", "Stiff  NECK").out == stiff
    home.own("my-title", 'format = 1\ntitle = "What I do"\n[[step]]\nmove = "march"\n')
    assert home.good("show", "what i do").out.startswith("What I do")
    home.own("stiff-neck-2", 'format = 1\ntitle = "Stiff neck"\n[[step]]\nmove = "march"\n')
    home.own("broken", 'title = "Stiff neck"\n[')
    said = home.run("show", "Stiff neck").err
    assert "stiff-neck (bundled), stiff-neck-2 (yours)" in said
    assert home.good("show", "stiff-neck").out == stiff, "a name goes first"
