"""What the pages say is true, and what they copy from the code is fresh."""

import argparse
import re
import shlex
from pathlib import Path
from typing import Any, Final, get_args

import pytest
import tomli
from msgspec import structs
from pages import PAGES, ROOT, blocks, prose, rows, script, section

from stretchplayer.app.checking import problems, words
from stretchplayer.caps import LIMITS, SEASONED, Profile, admit
from stretchplayer.catalog import moves
from stretchplayer.cli.parser import parser
from stretchplayer.file_access import bundled_routines
from stretchplayer.fitting.fit import fit, fit_summary
from stretchplayer.model.muscles import GROUPS, MID
from stretchplayer.model.steps import Common, Targeted
from stretchplayer.phrases.screen_words import announcement
from stretchplayer.plain import loop
from stretchplayer.routine.fields import DEFAULTS, OF_KIND, SOUND, TOP_KEYS, Field
from stretchplayer.routine.reader import load, read
from stretchplayer.settings import CHOICES, Settings
from stretchplayer.settings import read as read_settings
from stretchplayer.sound.cues.cue_set import SOUNDED
from stretchplayer.sound.encoders import Ending
from stretchplayer.sound.stream.choose_output import KINDS, VARIABLE
from stretchplayer.tui.keymap import PLAYER, keys_of, written
from stretchplayer.weekplan.plan import Entry, Progression
from stretchplayer.weekplan.plan_file import read_plan

DISCLAIMER: Final = "General information, not medical advice; not reviewed by a clinician."
LONGEST: Final = 120
COMMON: Final = frozenset(Common.__struct_fields__)
TARGETED: Final = frozenset(Targeted.__struct_fields__) - COMMON

PROMISES: Final = re.compile(r"\b(safe below|heals?|lengthens|releases|cures?)\b", re.IGNORECASE)
DRUGS: Final = re.compile(
    r"\b(paracetamol|acetaminophen|ibuprofen|aspirin|naproxen|diclofenac|quinine|menthol|capsaicin"
    r"|salicylate|cyclobenzaprine|methocarbamol|baclofen|tizanidine|diazepam|muscle relaxants?|painkillers?"
    r"|\d+ ?(mg|mcg|µg|ml))\b",
    re.IGNORECASE,
)


def commands() -> dict[str, argparse.ArgumentParser]:
    (group,) = (action for action in parser()._actions if isinstance(action, argparse._SubParsersAction))
    return dict(group.choices)


def test_the_limits_in_the_safety_page_are_fresh() -> None:
    page: str = script("write_limits").page(PAGES["safety"])
    assert page == PAGES["safety"], "run scripts/write_limits.py"


def test_a_page_without_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="lacks a mark"):
        script("write_limits").page("# Safety\n")


def test_the_states_are_fresh() -> None:
    page: str = script("draw_states").page()
    assert page == PAGES["session-states"], "run scripts/draw_states.py"


@pytest.mark.slow
@pytest.mark.parametrize("walk", script("draw_screens").WALKS, ids=lambda walk: walk.names[-1])
def test_the_pictures_are_fresh(walk: Any) -> None:
    drawn = script("draw_screens").pictures(walk)
    kept = {name: (ROOT / "docs" / "screens" / f"{name}.svg").read_text(encoding="utf-8") for name in walk.names}
    assert [name for name in walk.names if drawn[name] != kept[name]] == [], "run scripts/draw_screens.py"


def test_no_picture_is_left_over() -> None:
    names = [name for walk in script("draw_screens").WALKS for name in walk.names]
    assert sorted(names) == sorted(path.stem for path in (ROOT / "docs" / "screens").glob("*.svg"))


def test_the_settings_in_the_page_are_those_there_are() -> None:
    (text,) = (each for each in blocks("toml", "app") if each.startswith("# settings"))
    found = read_settings(text.encode(), ROOT / "config.toml")
    assert found.problem is None
    assert structs.replace(found.settings, keys={}) == Settings()
    for name, choices in CHOICES.items():
        line = next(line for line in text.splitlines() if line.startswith(name.rpartition(".")[2]))
        assert [choice for choice in choices if f'"{choice}"' not in line] == []


@pytest.mark.parametrize("text", [each for each in blocks("toml") if each.startswith("# complete")], ids=str.splitlines)
def test_a_complete_example_has_no_problem(text: str) -> None:
    reading = read(text.encode(), "example.toml")
    assert reading.routine is not None
    assert problems(reading, "example.toml") == ()


def test_every_example_says_what_it_is() -> None:
    kinds = [re.match(r"# (complete|mistaken|trimmed|way|settings|plan)\b", text) for text in blocks("toml")]
    assert len(kinds) > 5
    assert None not in kinds


def test_the_problems_in_the_page_are_what_is_told() -> None:
    fit_summary = [text for text in blocks("text", "routine-files") if ": error: " in text or ": limit: " in text]
    asked = [text for text in blocks("toml", "routine-files") if not text.startswith("# complete")]
    assert len(fit_summary) == len(asked) == 3
    for text, expected in zip(asked, fit_summary, strict=True):
        file = expected.partition(":")[0]
        found = problems(read(text.encode(), file), file)
        assert "".join(f"{problem}\n" for problem in found) == expected


def test_what_is_on_a_slip_can_be_written_as_the_page_says() -> None:
    """The keys of a row, each of its values in turn, make a step of some kind, a group, or defaults."""
    kinds = {
        "stretch": {"target": '"quads"', "hold": "20"},
        "exercise": {"reps": "10"},
        "breathe": {"duration": "60"},
        "group": {"step": '[{ move = "calf-wall" }]'},
        "defaults": {},
    }
    found, wrong = 0, []
    for row in section("routine-files", "## From a slip of paper").splitlines():
        written = re.findall(r"`(\w+) = ([^`]+)`", row)
        for values in zip(*(re.findall(rf"`{key} = ([^`]+)`", row) for key, _ in written), strict=False):
            found += 1
            row_keys = dict(zip((key for key, _ in written), values, strict=True))
            if not any(_reads(kind, {**base, **row_keys}) for kind, base in kinds.items()):
                wrong.append(row)
    assert found > 20
    assert wrong == []


def _reads(kind: str, keys: dict[str, str]) -> bool:
    if kind != "group" and "duration" in keys:
        keys = {key: value for key, value in keys.items() if key != "reps"}
    if kind not in ("group", "defaults"):
        keys = {"kind": f'"{kind}"', **keys}
    if "routine" in keys:
        keys = {"routine": '"morning"'}
    table = ", ".join(f"{key} = {value}" for key, value in keys.items())
    step = (
        f"defaults = {{ {table} }}\nstep = [{{ move = 'calf-wall' }}]"
        if kind == "defaults"
        else f"step = [{{ {table} }}]"
    )
    # One that is switched off is played beside another.
    other = 'step = [{ move = "calf-wall" }, '
    return read(f'format = 1\ntitle = "Slip"\n{step.replace("step = [", other, 1)}'.encode()).routine is not None


@pytest.mark.parametrize("kind", OF_KIND)
def test_every_key_of_a_kind_is_told_with_its_default(kind: str) -> None:
    text = section("routine-files", "### The ten kinds")
    _, _, rest = text.partition(f"**`{kind}`**:")
    fit_summary = rows(re.split(r"^\*\*`", rest, maxsplit=1, flags=re.MULTILINE)[0])
    fields = OF_KIND[kind]
    own = {key for key, field in fields.items() if key not in COMMON | TARGETED or (field.required and key in COMMON)}
    assert set(fit_summary) == own
    for key, cell in fit_summary.items():
        assert agrees(cell, fields[key]), f"{kind}.{key}: {cell}"


def agrees(cell: str, field: Field) -> bool:
    """Whether a page's second column fits what the model says: needed, or the default where it is plain."""
    if field.required or cell == "needed":
        return field.required and cell == "needed"
    written = cell.strip('`"')
    match field.default:
        case bool():
            return written == str(field.default).lower()
        case int() | float():
            return written == f"{field.default:g}"
        case str():
            return written == field.default
        case _:
            return True


def test_every_common_key_is_told() -> None:
    assert set(rows(section("routine-files", "### Keys of every step"))) == COMMON | {"kind"}
    fit_summary = rows(section("routine-files", "### Keys of every step that works on muscles"))
    assert set(fit_summary) == TARGETED
    assert all(agrees(cell, OF_KIND["stretch"][key]) for key, cell in fit_summary.items())


def test_every_key_outside_the_steps_is_told() -> None:
    top = {key.removesuffix(".NAME") for key in rows(section("routine-files", "## The top of the file"))}
    assert top == TOP_KEYS
    defaults = rows(section("routine-files", "## Defaults"))
    assert set(defaults) == set(DEFAULTS)
    assert all(agrees(cell, DEFAULTS[key]) for key, cell in defaults.items())
    assert set(rows(section("routine-files", "## Sound"))) == set(SOUND)


def test_every_sound_voice_way_and_kind_of_file_is_told() -> None:
    assert set(rows(section("sound", "## Cues"))) == set(SOUNDED)
    voice = section("sound", "## Voice")
    assert set(rows(voice)) == {*CHOICES["sound.voice"], *CHOICES["voice.engine"]}
    (example,) = blocks("toml", "sound")
    found = read_settings(example.encode(), ROOT / "config.toml")
    assert found.problem is None
    assert found.settings.voice.engine == "command"
    ways = section("sound", "## Where sound goes")
    assert set(rows(ways)) == set(KINDS)
    assert f"`{VARIABLE}`" in ways
    assert set(rows(section("sound", "## A session as a file"))) == set(get_args(Ending))


def test_the_problem_of_a_sound_file_is_what_is_told(tmp_path: Path) -> None:
    (fit_summary,) = (text for text in blocks("text", "routine-files") if text.startswith("shoulders.toml"))
    (asked,) = (text for text in blocks("toml", "routine-files") if "[sound]" in text)
    found = problems(read(asked.encode(), "shoulders.toml"), "shoulders.toml", (tmp_path, tmp_path))
    assert "".join(f"{problem}\n" for problem in found) == fit_summary


def test_the_plan_in_the_page_is_one() -> None:
    (text,) = blocks("toml", "week")
    routine = load(bundled_routines() / "desk-neck.toml").routine
    found = read_plan(text.encode(), "plan.toml", {"desk-neck": routine})
    assert [str(each) for each in found.problems] == []
    keys = {*re.findall(r"^(\w+) =", text, re.MULTILINE)} - {"format"}
    known = {each.replace("since", "from") for each in (*Entry.__struct_fields__, *Progression.__struct_fields__)}
    assert keys == known - {"short", "step"}


def test_every_muscle_is_told() -> None:
    text = section("routine-files", "## Muscles")
    fit_summary = {group: tuple(re.findall(r"`(\w+)`", cell)) for group, cell in rows(text).items()}
    assert fit_summary == GROUPS
    assert set(re.findall(r"`(\w+)` \*", text)) == MID


def test_the_moves_are_counted() -> None:
    assert f"{len(moves())} moves" in PAGES["routine-files"]


def test_every_command_and_option_is_told() -> None:
    text = section("playing", "## Commands")
    assert {key.split()[0] for key in rows(text.partition("| exit code")[0])} == set(commands()) | {"stretchplayer"}
    options = {name for each in commands().values() for action in each._actions for name in action.option_strings}
    assert {name for name in options - {"-h"} if f"`{name}" not in PAGES["playing"] and name not in text} == set()


def test_every_command_line_is_understood() -> None:
    lines = [line for block in blocks("console") for line in re.findall(r"stretchplayer ([a-z][^#|<>\n]*)", block)]
    lines += [line for page in PAGES.values() for line in re.findall(r"`stretchplayer ([a-z][^`]*)`", prose(page))]
    assert len(lines) > 10
    known = commands()
    for line in lines:
        # A command may be spoken of by its bare name.
        assert line.strip() in known or parser().parse_args(shlex.split(line)).run, line


def test_every_key_is_told() -> None:
    text = section("playing", "## Keys of plain lines")
    keys = {*loop._NAMES, *loop._ASKED, "?", "h"} - {" "}
    assert {key for key in keys if len(key) == 1 and f"`{key}`" not in text} == set()


def test_every_key_of_the_player_is_told() -> None:
    text = section("app", "## Player")
    keys = {written(keys_of(each, {})[0]) for each in PLAYER} - {"space", "v"}
    assert {key for key in keys if f"`{key}`" not in text} == set()


def test_the_disclaimer_stands_where_advice_does() -> None:
    for page in ("index", "app", "figures", "playing", "safety", "sound"):
        assert DISCLAIMER in PAGES[page].splitlines()


def test_every_source_of_a_limit_is_given_in_full() -> None:
    fit_summary = section("safety", "## Sources in full")
    cited = {
        name for row in LIMITS.values() for name in re.findall(r"[A-Z]\w+(?: & [A-Z]\w+)? (?:19|20)\d\d", row.source)
    }
    assert len(cited) > 10
    assert {name for name in cited if name not in fit_summary} == set()


@pytest.mark.parametrize("page", PAGES)
def test_no_page_promises_anything_or_names_a_drug(page: str) -> None:
    assert PROMISES.findall(PAGES[page]) == []
    assert DRUGS.findall(PAGES[page]) == []


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page: str) -> None:
    for target, anchor in re.findall(r"\]\(([^)#]*)#?([^)]*)\)", prose(PAGES[page])):
        file = ROOT / "docs" / (target or f"{page}.md")
        assert file.is_file(), target
        text = prose(file.read_text(encoding="utf-8")) if file.suffix == ".md" else ""
        headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
        anchors = {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}
        assert not anchor or anchor in anchors, f"{target}#{anchor}"


@pytest.mark.parametrize("page", PAGES)
def test_no_line_of_text_is_too_long(page: str) -> None:
    lines = prose(PAGES[page]).splitlines()
    assert [line for line in lines if len(line) > LONGEST and not line.startswith("|")] == []


def test_the_rooms_are_those_of_the_walls() -> None:
    contracts = tomli.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    layers = next(each["layers"] for each in contracts if each["id"] == "rooms")
    walls = [room for layer in layers for room in re.findall(r"\w+", layer)]
    assert list(rows(section("architecture", "## Rooms and walls"))) == walls
    pure = next(each["source_modules"] for each in contracts if each["id"] == "pure")
    fit_summary = ", ".join(f"`{room.removeprefix('stretchplayer.')}`" for room in pure[:-1])
    assert fit_summary in PAGES["architecture"]


def test_every_file_in_the_architecture_page_is_there() -> None:
    files = set(re.findall(r"`([\w/]+\.py)`", PAGES["architecture"]))
    assert len(files) > 40
    places = (ROOT / "src" / "stretchplayer", ROOT)
    assert {file for file in files if not any((place / file).is_file() for place in places)} == set()


def test_the_way_of_the_value_ends_as_told() -> None:
    (way,) = (text for text in blocks("toml", "architecture") if text.startswith("# way"))
    (fit_summary,) = blocks("text", "architecture")
    routine = read(way.encode()).routine
    assert routine is not None
    plan = admit(routine, Profile(), SEASONED, 0.0)
    trimmed = next(verdict for verdict in plan.verdicts if verdict.action == "trimmed")
    assert fit_summary == f"step 1: {words(trimmed)}\nGet ready: {announcement(plan.segments[0])}\nEase in, and hold.\n"


def test_the_fitted_routine_in_the_page_is_what_is_told() -> None:
    (page,) = (text for text in blocks("text", "playing") if text.startswith("Fitted to"))
    routine = read((bundled_routines() / "desk-neck.toml").read_bytes()).routine
    assert routine is not None
    fitted = fit(routine, Profile(), SEASONED, 0.0, 300)
    assert page == f"{fit_summary(fitted)}\n"
