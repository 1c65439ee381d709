"""The sheets of figures show what the catalogue has, and a figure can be drawn by what the page tells."""

import re
from collections.abc import Mapping
from io import BytesIO
from typing import Final, get_args

import pytest
from msgspec.structs import fields
from pages import PAGES, ROOT, rows, script, section
from PIL import Image

from stretchplayer.catalog import figures, moves
from stretchplayer.figures import joint_ranges
from stretchplayer.figures.skeleton import known_marks
from stretchplayer.model.figure import Base, Figure, Limb, Look, Pose, Prop, PropKind, Zoom

DRAWN: Final = script("draw_figures")
REGIONS: Final[list[str]] = DRAWN.regions()
PICTURES: Final = [*REGIONS, DRAWN.EXAMPLE]
LARGEST: Final = 400_000
"""Bytes of a picture."""


def tables(heading: str) -> list[set[str]]:
    """The keys in each table of a section about files."""
    parts = section("routine-files", heading).split("\n\n")
    return [set(rows(part)) for part in parts if "|---|" in part]


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_fresh(name: str) -> None:
    assert DRAWN.kept(name) == DRAWN.digest(name), "run scripts/draw_figures.py"


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_small_and_can_be_shown(name: str) -> None:
    path = ROOT / "docs" / "figures" / f"{name}.png"
    assert path.stat().st_size < LARGEST
    with Image.open(path) as picture:
        assert picture.mode == "P"
        assert picture.width < 1300


def test_the_same_figures_make_the_same_bytes() -> None:
    fewest = min(REGIONS, key=lambda region: len(DRAWN.figures(region)))
    once: bytes = DRAWN.picture(fewest)
    assert once == DRAWN.picture(fewest)
    with Image.open(BytesIO(once)) as picture, Image.open(ROOT / "docs" / "figures" / f"{fewest}.png") as kept:
        assert picture.info[DRAWN.MARK] == DRAWN.digest(fewest)
        assert picture.size == kept.size


def test_every_move_is_on_one_sheet() -> None:
    found = [key for region in REGIONS for key in DRAWN.figures(region)]
    assert sorted(found) == sorted(figures())
    assert f"{len(moves())} moves" in PAGES["figures"]


def test_the_page_shows_every_sheet_and_no_other() -> None:
    assert sorted(re.findall(r"\(figures/([\w-]+)\.png\)", PAGES["figures"])) == REGIONS
    assert sorted(rows(PAGES["figures"])) == REGIONS
    files = {path.stem for path in (ROOT / "docs" / "figures").iterdir()}
    assert files == set(PICTURES)
    assert f"(figures/{DRAWN.EXAMPLE}.png)" in PAGES["routine-files"]


def test_what_is_to_be_known_of_a_figure_is_told() -> None:
    keys, *words = tables("### Keys of a figure")
    assert keys == set(Figure.__struct_fields__)
    assert words == [set(get_args(each)) for each in (Base, Look, Zoom)]
    pose, limb = tables("### Poses")
    assert pose == set(Pose.__struct_fields__)
    assert limb == set(Limb.__struct_fields__)
    assert set(rows(section("routine-files", "### Things"))) == set(get_args(PropKind))
    assert set(Prop.__struct_fields__) <= set(re.findall(r"`(\w+)`", section("routine-files", "### Things")))


def test_the_defaults_of_a_figure_are_told() -> None:
    told = rows(section("routine-files", "### Keys of a figure"))
    for field in fields(Figure):
        if field.required:
            assert told[field.name] == "needed"
        elif field.default:
            assert told[field.name] == f'`"{field.default}"`'


def test_every_mark_is_told() -> None:
    lines = [line for line in section("routine-files", "### Marks").splitlines() if line.startswith("| ")][1:]
    middle, *sided = (set(re.findall(r"`([a-z-]+)`", line)) for line in lines)
    one_sided = set().union(*sided)
    told = middle | {f"{side}{mark}" for mark in one_sided for side in ("", "other-", "left-", "right-")}
    assert told == known_marks()


def test_every_joint_range_is_told() -> None:
    text = section("routine-files", "### What no body does")
    told = set(re.findall(r"^\| (.+) \| (-?[\d.]+)(?:°| m) \| ([\d.]+)(?:°| m) \|$", text, re.MULTILINE))
    held = [each for each in vars(joint_ranges).values() if isinstance(each, joint_ranges.Range)]
    for table in vars(joint_ranges).values():
        if isinstance(table, Mapping):
            held += [each for each in table.values() if isinstance(each, joint_ranges.Range)]
    assert len(held) > 15
    words = {re.sub(r"^the (left |right )?", "", each.what): each for each in held}
    assert told == {(what, f"{each.least:g}", f"{each.most:g}") for what, each in words.items()}
