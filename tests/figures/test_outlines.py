"""A figure as areas with smooth edges: they cover what the dots cover, and say where it goes."""

import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from stretchplayer.catalog import figures, moves
from stretchplayer.figures.outlines import Line, key_poses
from stretchplayer.figures.paper import PAPER, drawing
from stretchplayer.figures.scene import Scene, at_work
from stretchplayer.model.muscles import expand

DRAWN = ("calf-wall", "bridge", "figure-four-lying", "arm-circle")


def scene(name: str, side: str | None = "left") -> Scene:
    target = moves()[name].step.get("target", ())
    return at_work(figures()[name], expand((target,) if isinstance(target, str) else tuple(target)), side)


def area(lines: tuple[Line, ...]) -> float:
    """Square dots inside; what goes round a hole runs the other way and is taken off."""
    return sum((x1 * y2 - x2 * y1) / 2 for line in lines for (x1, y1), (x2, y2) in pairwise((*line, line[0])))


@pytest.mark.parametrize("name", DRAWN)
def test_areas_cover_what_the_dots_cover(name: str) -> None:
    shown = scene(name)
    poses = key_poses(shown)
    for pose, frame in zip(poses, (0, shown.last), strict=True):
        dots = shown.solid(frame, pose.width // 2, pose.height // 4).tones()
        for tone, lines in pose.areas.items():
            many = sum(row.bit_count() for row in dots[tone])
            assert area(lines) == pytest.approx(many, rel=0.05, abs=120), tone
            assert all(0 <= x <= pose.width and 0 <= y <= pose.height for line in lines for x, y in line)
        assert sum(len(line) for lines in pose.areas.values() for line in lines) < 0.1 * pose.width * pose.height
        assert {"target", "hidden"} & set(pose.areas)


def test_an_arrow_goes_where_the_end_is() -> None:
    _, end = key_poses(scene("arm-circle"))
    assert len(end.signs) == 2
    assert len(end.signs[0].way) > 2
    left, right = (key_poses(scene("calf-wall", side))[-1] for side in ("left", "right"))
    assert left.width == right.width
    for one, other in zip(left.signs, right.signs, strict=True):
        assert [round(x) for x, _ in one.way] == [round(right.width - x) for x, _ in other.way]


def test_what_hardly_moves_is_drawn_once() -> None:
    assert len(key_poses(scene("lying-rest", None))) == 1
    assert "then" not in drawing(scene("lying-rest", None), PAPER).svg


def test_a_drawing_is_xml_whose_words_are_escaped_and_whose_numbers_are_plain() -> None:
    made = drawing(scene("bridge"), PAPER, alt='"<script>&', to_and_fro=True)
    root = ET.fromstring(made.svg)  # noqa: S314 - our own
    assert root.attrib["aria-label"] == '"<script>&'
    assert root.attrib["viewBox"] == f"0 0 {made.width} {made.height}"
    ways = re.findall(r' d="([^"]*)"', made.svg)
    assert all(re.fullmatch(r"(M-?[\d.]+ -?[\d.]+L(-?[\d.]+ ?)+Z?)+", way) for way in ways)
    assert made.svg.count('class="then-head"') == 2
