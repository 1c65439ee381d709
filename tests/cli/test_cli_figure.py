"""`figure`: a move drawn in the terminal or written as a picture that other programs can read."""

import shlex
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

import pytest
from PIL import Image, ImageChops, ImageSequence

from cli.house import COLOURS, PROGRAM, Home, sound
from cli.process import Process
from stretchplayer.catalog import figures, moves
from stretchplayer.figures.blocks import GLYPHS

DOTS: Final = range(0x2801, 0x2900)
OWN: Final = """\
format = 1
title = "Mine"

[move.reach]
kind = "stretch"
name = "Reach"
target = "triceps"
sides = "each"
hold = 20
how = "Reach up with one arm."

[move.reach.figure]
view = "front"
alt = "{alt}"
start = {{ hips = [0, 0.895] }}
end = {{ left_arm = {{ out = 160 }} }}

[[step]]
move = "reach"

[[step]]
kind = "stretch"
name = "Nobody drew this"
target = "glutes"
hold = 20
"""


def own(home: Home, alt: str = "One arm goes up.") -> None:
    home.own("mine", OWN.format(alt=alt))


def drawn(said: str) -> list[str]:
    """The rows that have dots."""
    return [line for line in said.splitlines() if any(ord(letter) in DOTS for letter in line)]


def image(path: Path) -> Image.Image:
    with Image.open(path) as opened:
        return opened.convert("RGB")


def test_without_a_move_all_of_them_are_listed(home: Home) -> None:
    listed = home.good("figure").lines
    assert set(listed) == set(figures())
    assert len(listed) == len(set(listed)) > 50


def test_it_shows_the_start_and_the_end_beside_each_other_and_says_how(home: Home) -> None:
    said = home.good("figure", "calf-wall").out
    assert moves()["calf-wall"].step["name"] in said
    assert figures()["calf-wall"].alt in said
    assert " ".join(moves()["calf-wall"].step["how"].split()) in said
    rows = drawn(said)
    assert len(rows) > 10
    assert max(map(len, rows)) <= 79
    halves = [[row.ljust(80, "\u2800")[start : start + 38] for row in rows] for start in (0, 40)]
    assert all("".join(half).strip("\u2800 ") for half in halves)
    assert halves[0] != halves[1]


@pytest.mark.parametrize("columns", [43, 60, 80, 200])
def test_in_a_terminal_it_is_as_wide_as_fits_and_steers_nothing(home: Home, columns: int) -> None:
    with Process(home, "figure", "calf-wall", terminal=True, size=(50, columns)) as process:
        assert process.end() == 0
    rows = [COLOURS.sub("", line) for line in process.said.splitlines()]
    assert sum(any(letter in GLYPHS[1:] for letter in row) for row in rows) >= 8
    assert max(map(len, rows)) <= columns
    assert not drawn(process.said)


def test_without_colours_it_is_drawn_in_dots(home: Home) -> None:
    with Process(home, "figure", "calf-wall", terminal=True, env={"NO_COLOR": "1"}) as process:
        assert process.end() == 0
    assert len(drawn(process.said)) >= 8


def test_who_lies_has_no_empty_rows_above(home: Home) -> None:
    lines = home.good("figure", "bridge").lines
    assert drawn("\n".join(lines[2:3])), lines[:4]


def test_a_terminal_too_narrow_is_told_how_wide_it_has_to_be(home: Home) -> None:
    with Process(home, "figure", "bridge", terminal=True, size=(24, 42)) as process:
        assert process.end() == 2
    assert "a figure needs a terminal of 43 columns" in " ".join(process.said.split())


def test_a_terminal_of_few_letters_reads_the_words_alone(home: Home) -> None:
    ran = home.good("figure", "calf-wall", env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C", "PYTHONUTF8": "0"})
    assert drawn(ran.out) == []
    assert "\\u28" not in ran.out
    assert figures()["calf-wall"].alt in ran.out


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_png_can_be_read(home: Home, side: str) -> None:
    ran = home.good("figure", "calf-wall", "-o", "wall.png", "--side", side)
    assert ran.out == ""
    assert "wall.png" in ran.err
    with Image.open(home.folder / "wall.png") as opened:
        assert opened.format == "PNG"
    colours = image(home.folder / "wall.png").getcolors()
    assert colours is not None
    assert len(colours) >= 4, "ground, body, what it leans on, and what it works on"


def test_the_right_side_is_the_left_one_in_a_mirror(home: Home) -> None:
    for side in ("left", "right"):
        home.good("figure", "calf-wall", "-o", f"{side}.png", "--side", side)
    home.good("figure", "calf-wall", "-o", "default.png")
    left, right, default = (image(home.folder / f"{name}.png") for name in ("left", "right", "default"))
    assert left.tobytes() == default.tobytes()
    assert left.size == right.size
    assert unlike(left, right) > 0.1
    assert unlike(left.transpose(Image.Transpose.FLIP_LEFT_RIGHT), right) < 0.06


def unlike(one: Image.Image, other: Image.Image) -> float:
    """The share of the pixels that are not the same."""
    apart = ImageChops.difference(one, other).convert("L").histogram()
    return 1 - apart[0] / sum(apart)


@pytest.mark.parametrize("move", ["calf-wall", "march"])
def test_a_gif_moves_there_and_back_for_ever_and_is_always_the_same(home: Home, move: str) -> None:
    for name in ("move", "again")[: 1 + (move == "march")]:
        home.good("figure", move, "-o", f"{name}.gif")
    if move == "march":
        assert (home.folder / "move.gif").read_bytes() == (home.folder / "again.gif").read_bytes()
    with Image.open(home.folder / "move.gif") as opened:
        assert opened.format == "GIF"
        assert opened.info["loop"] == 0
        frames = [frame.convert("RGB").copy() for frame in ImageSequence.Iterator(opened)]
    assert len({frame.tobytes() for frame in frames}) >= 5
    jumps = [unlike(one, other) for one, other in pairwise(frames)]
    assert unlike(frames[-1], frames[0]) <= 1.5 * max(jumps), "it goes on where it ended"


def test_an_svg_is_xml_with_paths(home: Home) -> None:
    home.good("figure", "calf-wall", "-o", "wall.svg")
    root = ET.fromstring((home.folder / "wall.svg").read_text(encoding="utf-8"))  # noqa: S314 - our own
    space = "{http://www.w3.org/2000/svg}"
    assert root.tag == f"{space}svg"
    width, height = (float(root.attrib[name]) for name in ("width", "height"))
    assert height > width > 0
    paths = root.findall(f".//{space}path")
    assert {"near", "far", "prop", "target"} <= {path.attrib["class"] for path in paths}
    near = [path.attrib["d"] for path in paths if path.attrib["class"] == "near"]
    assert {"ghost", "arrow", "contour"} <= {path.attrib["class"] for path in paths}
    assert len(near) == 1
    assert all(50 < way.count(" ") < 1500 for way in near), "outlines, not dots"


@pytest.mark.parametrize("form", ["png", "svg"])
def test_the_same_figure_is_the_same_file(home: Home, form: str) -> None:
    for name in ("one", "two"):
        home.good("figure", "bridge", "-o", f"{name}.{form}")
    one, two = ((home.folder / f"{name}.{form}").read_bytes() for name in ("one", "two"))
    assert one == two


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("calf-wal", "calf-wall"), ("brigde", "bridge")],
)
def test_a_move_nearly_right(home: Home, typed: str, meant: str) -> None:
    ran = home.run("figure", typed)
    assert ran.code == 2
    assert ran.out == ""
    assert f'no move is called "{typed}"' in ran.err
    assert f"did you mean {meant}?" in ran.err


@pytest.mark.parametrize("typed", ["Calf stretch at the wall", "CALF-WALL"])
def test_a_move_by_its_title(home: Home, typed: str) -> None:
    assert home.good("figure", typed).out == home.good("figure", "calf-wall").out


def test_a_move_like_none(home: Home) -> None:
    ran = home.run("figure", "qqqqqqqqqq")
    assert ran.code == 2
    assert "`stretchplayer moves` finds them" in ran.err


def test_a_side_where_there_is_none(home: Home) -> None:
    ran = home.run("figure", "bridge", "--side", "right")
    assert ran.code == 2
    assert "has no right side" in ran.err
    assert ran.out == ""


@pytest.mark.parametrize("name", ["wall.jpg", "wall", "wall.png.txt", ".png"])
def test_an_ending_that_cannot_be_written(home: Home, name: str) -> None:
    ran = home.run("figure", "calf-wall", "-o", name)
    assert ran.code == 2
    assert "use .png, .svg or .gif" in ran.err
    assert not (home.folder / name).exists()


def test_endings_are_read_in_any_case(home: Home) -> None:
    home.good("figure", "calf-wall", "-o", "WALL.PNG")
    with Image.open(home.folder / "WALL.PNG") as opened:
        assert opened.format == "PNG"


def test_nothing_is_overwritten_unless_one_says_so(home: Home) -> None:
    path = home.write("wall.png", b"mine")
    ran = home.run("figure", "calf-wall", "-o", "wall.png")
    assert ran.code == 2
    assert "--force" in ran.err
    assert path.read_bytes() == b"mine"
    home.good("figure", "calf-wall", "-o", "wall.png", "--force")
    assert path.read_bytes().startswith(b"\x89PNG")


def test_a_folder_that_is_not_there(home: Home) -> None:
    ran = home.run("figure", "calf-wall", "-o", "no/such/wall.png")
    assert ran.code == 2
    assert "No such file" in ran.err


def test_a_move_of_a_file_of_one_s_own(home: Home) -> None:
    own(home)
    said = home.good("figure", "reach", "--routine", "mine").out
    assert "Reach" in said
    assert "One arm goes up." in said
    assert "Reach up with one arm." in said
    assert len(drawn(said)) > 10
    assert drawn(home.good("figure", "Reach", "--routine", "mine").out) == drawn(said)
    home.good("figure", "reach", "--routine", "mine", "--side", "right", "-o", "reach.png")
    assert image(home.folder / "reach.png").width > 100


def test_a_move_that_the_routine_does_not_have_or_that_nobody_drew(home: Home) -> None:
    own(home)
    ran = home.run("figure", "reech", "--routine", "mine")
    assert ran.code == 2
    assert "did you mean reach?" in ran.err
    ran = home.run("figure", "Nobody drew this", "--routine", "mine")
    assert ran.code == 2
    assert "has no figure" in ran.err
    assert home.run("figure", "reach", "--routine", "no-such-routine").code == 2


def test_a_file_with_errors_is_not_drawn(home: Home) -> None:
    home.own("mine", OWN.format(alt="x").replace("out = 160", "out = 1600"))
    ran = home.run("figure", "reach", "--routine", "mine")
    assert ran.code == 2
    assert "mine.toml" in ran.err
    assert drawn(ran.out) == []


def test_text_of_a_file_is_shown_as_it_is_and_steers_nothing(home: Home) -> None:
    own(home, "[bold]x[/bold] %s {0} <b>&amp;</b>")
    assert "[bold]x[/bold] %s {0} <b>&amp;</b>" in home.good("figure", "reach", "--routine", "mine").out
    home.good("figure", "reach", "--routine", "mine", "-o", "reach.svg")
    ET.fromstring((home.folder / "reach.svg").read_text(encoding="utf-8"))  # noqa: S314 - our own
    for bad in (r"\u001b[2J", r"\u009b2J", r"\u202ex", r"\u0007", "\x1b[2J"):
        own(home, bad)
        ran = home.run("figure", "reach", "--routine", "mine")
        assert "\x1b" not in sound(ran.out + ran.err)
    for bad in ("\x1b[2J", "a\nb", "\u202ex"):
        assert "\x1b" not in home.run("figure", bad).err
        assert home.run("figure", "bridge", "-o", f"{bad}.jpg").code == 2


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_shells_complete_the_moves(home: Home, shell: str) -> None:
    script = home.good("completion", shell).out
    assert "_stretchplayer_moves" in script
    assert "$(stretchplayer figure 2>/dev/null)" in script


def test_bash_offers_the_moves_that_begin_so(home: Home) -> None:
    home.write("completion.bash", home.good("completion", "bash").out)
    command = shlex.join(PROGRAM)
    listed = subprocess.run(
        ["bash", "-c", f'stretchplayer() {{ {command} "$@"; }}; . ./completion.bash; _stretchplayer_moves calf-w'],
        cwd=home.folder,
        env=home.environment(),
        capture_output=True,
        check=True,
        text=True,
    )
    assert listed.stdout.split() == ["calf-wall"]
