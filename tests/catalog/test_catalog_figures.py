"""Every move has a figure that a body can do, that shows the thing that is used, and what is worked on."""

from functools import cache
from importlib.resources import files
from itertools import pairwise

import tomli

from every import every
from stretchplayer.catalog import figures, moves
from stretchplayer.figures.bones import Skeleton
from stretchplayer.figures.dots import Dots
from stretchplayer.figures.joint_ranges import impossible
from stretchplayer.figures.scene import Scene
from stretchplayer.figures.space import minus, size
from stretchplayer.model.figure import Figure
from stretchplayer.model.muscles import MuscleSide, expand, muscle_sides

ALL = every("key", list(moves()))
SMALL, LARGE = (20, 12), (60, 34)
STILL = frozenset({"heat", "cold", "breathe", "rest"})
"""Kinds in which only the breath is seen."""
SHOWN_AS = {
    "chair": {"chair", "step"},
    "wall": {"wall", "door"},
    "doorway": {"door", "wall"},
    "foam roller": {"roller"},
    "ball": {"ball"},
    "table": {"table"},
    "worktop": {"table"},
    "step with a rail": {"step"},
    "exercise band": {"strap"},
    "towel": {"strap", "cushion", "pack", "roller"},
    "strap": {"strap"},
    "heat pack": {"pack"},
    "ice pack": {"pack"},
}
"""Things at hand, and as what they are drawn."""
JUMP = 0.45
"""Metres that a joint may go from one frame to the next, in half a second."""


HIDDEN = {"leg-roll-in-out", "ninety-ninety", "pigeon"}
"""How the legs lie is all that is done here; from where that is seen, the seat is behind the body or far from them."""


def marked(key: str) -> tuple[MuscleSide, ...]:
    step = moves()[key].step
    target = step.get("target", ())
    names = (target,) if isinstance(target, str) else tuple(target)
    return muscle_sides(expand(names), "left" if step.get("sides") == "each" else None)


@cache
def scene(key: str) -> Scene:
    return Scene(figures()[key], marked(key))


@cache
def at_its_end(key: str, room: tuple[int, int]) -> Dots:
    """What most tests look at; drawing is the slow part of them."""
    drawn = scene(key)
    return drawn.dots(drawn.last, *room)


@cache
def at_its_start(key: str, room: tuple[int, int]) -> Dots:
    return scene(key).dots(0, *room)


def whole(dots: Dots) -> int:
    """All dots in one number."""
    seen = 0
    for rows in dots.tones().values():
        for y, bits in enumerate(rows):
            seen |= bits << (y * dots.width)
    return seen


def test_every_move_has_one_and_no_other_has() -> None:
    assert set(figures()) == set(moves())


@ALL
def test_a_body_can_do_it(key: str) -> None:
    assert not [fault.what for fault in impossible(figures()[key])]


@ALL
def test_it_says_what_is_to_be_seen(key: str) -> None:
    alt = figures()[key].alt
    assert alt.endswith(".")
    assert 30 <= len(alt) <= 120
    assert alt[0].isupper()


@ALL
def test_it_moves_and_never_jumps(key: str) -> None:
    drawn = scene(key)
    way = [drawn.bones(frame) for frame in range(drawn.turn + 1)]
    for one, other in pairwise(way):
        for joint in (
            "left-knee",
            "right-knee",
            "left-elbow",
            "right-elbow",
            "left-hand",
            "right-hand",
            "crown",
            "hips",
        ):
            assert size(minus(one.marks[joint], other.marks[joint])) < JUMP, joint
    for bones in way:
        on_the_floor(bones)


def on_the_floor(bones: Skeleton) -> None:
    for mark, at in bones.marks.items():
        if mark not in {"belly", "chest"}:
            assert at[1] > -0.07, mark


@ALL
def test_the_start_can_be_told_from_the_end(key: str) -> None:
    # What differs in a small picture differs in a large one.
    changed = whole(at_its_start(key, SMALL)) ^ whole(at_its_end(key, SMALL))
    assert changed.bit_count() >= (1 if moves()[key].step["kind"] in STILL else 10)


@ALL
def test_what_is_worked_on_can_be_seen(key: str) -> None:
    if not marked(key) or key in HIDDEN:
        return
    mirrored = scene(key).mirror()
    # As above: what is seen in a small picture is seen in a large one.
    pictures = {"left": at_its_end(key, SMALL), "right": mirrored.dots(mirrored.last, *SMALL)}
    for name, dots in pictures.items():
        assert sum(bits.bit_count() for bits in dots.tones().get("target", [])) >= 3, name


@ALL
def test_the_things_that_are_used_are_shown(key: str) -> None:
    kinds = {prop.kind for prop in figures()[key].props}
    for need in moves()[key].step.get("needs", ()):
        if need in SHOWN_AS:
            assert kinds & SHOWN_AS[need], need


@ALL
def test_the_body_is_in_the_picture(key: str) -> None:
    """A figure cut off at the edge is one that nobody can copy."""
    figure: Figure = figures()[key]
    if figure.zoom != "body":
        return
    dots = at_its_start(key, LARGE)
    edge = (1 | 1 << (dots.width - 1)) & ~0
    body = dots.tones().get("near", [])
    assert not any(bits & edge for bits in body)
    assert not body[0]


def test_no_figure_stands_in_another_region_than_its_move() -> None:
    folder = files("stretchplayer.catalog").joinpath("figures")
    written = {
        key: file.name.removesuffix(".toml")
        for file in folder.iterdir()
        for key in tomli.loads(file.read_text(encoding="utf-8"))
    }
    assert written == {key: move.region for key, move in moves().items()}
