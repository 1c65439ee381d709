"""A figure as it is drawn: which poses it goes through, how large it is, and what covers what."""

from functools import cached_property
from types import MappingProxyType
from typing import Final, NamedTuple

from stretchplayer.figures.camera import Camera, Flat
from stretchplayer.figures.dots import Dots
from stretchplayer.figures.flesh import flesh
from stretchplayer.figures.lump import Lump, Tone
from stretchplayer.figures.muscles import targets
from stretchplayer.figures.poses import poses
from stretchplayer.figures.props import BACKDROP, things
from stretchplayer.figures.skeleton import Skeleton, skeleton
from stretchplayer.model.figure import Figure
from stretchplayer.model.muscles import MuscleSide

_FRAMES: Final = 12
"""Pictures from one pose to the next: more cannot be told apart at five a second."""
_FAR: Final = 0.08
_GAP: Final = 0.016
_PAD: Final = 0.03
_FLOOR: Final = 0.012
_LEVEL: Final = frozenset({"front", "side", "back"})
"""From here the floor is a line."""
_ZOOMS: Final = MappingProxyType(
    {
        "upper": ("crown", "left-elbow", "right-elbow", "left-fingers", "right-fingers", "hips"),
        "head": ("crown", "chin", "left-shoulder", "right-shoulder", "left-ear", "right-ear", "left-armpit"),
        "hand": ("left-fingers", "left-wrist", "left-forearm"),
        "hands": ("left-fingers", "left-wrist", "right-fingers", "right-wrist", "left-elbow", "right-elbow"),
        "legs": ("hips", "left-knee", "right-knee", "left-tip", "right-tip", "left-heel", "right-heel"),
        "foot": ("left-tip", "left-heel", "left-shin", "left-ball"),
        "feet": ("left-tip", "left-heel", "right-tip", "right-heel", "left-calf", "right-calf"),
    }
)
"""What has to be in the picture when it is not the whole body."""


class Box(NamedTuple):
    """A part of the picture plane in metres: across and down."""

    left: float
    top: float
    right: float
    bottom: float


class Shape(NamedTuple):
    """One outline of the picture in metres, and what it belongs to."""

    outline: tuple[Flat, ...]
    owner: str
    tone: Tone


class Scene:
    """A figure with its targets marked; `mirrored` shows the right side at work."""

    def __init__(self, figure: Figure, marked: tuple[MuscleSide, ...] = (), *, mirrored: bool = False) -> None:
        self.figure = figure
        self._marked = marked
        self._camera = Camera(figure.view, mirrored)
        self._poses = poses(figure)
        self._drawn: dict[tuple[int, int, int], Dots] = {}

    @property
    def last(self) -> int:
        """The number of the frame that shows the end; frame 0 shows the start."""
        return (len(self._poses) - 1) * _FRAMES

    @property
    def turns(self) -> int:
        """How many frames there are until it begins anew: a figure that goes round has a way home as well."""
        return self.last + _FRAMES if self.figure.round else self.last

    def bones(self, frame: int) -> Skeleton:
        """The body in one frame."""
        leg, step = divmod(frame % (self.turns + 1), _FRAMES)
        if leg >= len(self._poses) - 1 and step == 0:
            leg, step = len(self._poses) - 2, _FRAMES
        ring = (*self._poses, self._poses[0])
        share = step / _FRAMES
        return skeleton(ring[leg], ring[leg + 1], share * share * (3 - 2 * share))

    @cached_property
    def box(self) -> Box:
        """What has to be in the picture, the same for every frame."""
        points: list[Flat] = []
        for frame in range(0, self.turns + 1, _FRAMES // 2):
            bones = self.bones(frame)
            if self.figure.zoom == "body":
                lumps = [*flesh(bones), *(each for each in self._things(bones) if _kind(each.owner) not in BACKDROP)]
                points += [point for lump in lumps for point in self._camera.outline(lump.balls)]
            else:
                for name in _ZOOMS[self.figure.zoom]:
                    x, y, _ = self._camera.seen(bones.marks[name])
                    points += [(x - 0.05, y - 0.05), (x + 0.05, y + 0.05)]
        across, down = [x for x, _ in points], [y for _, y in points]
        return Box(min(across) - _PAD, min(down) - _PAD, max(across) + _PAD, max(down) + _PAD)

    def shapes(self, frame: int) -> list[Shape]:
        """Every outline of a frame, the farthest first."""
        bones = self.bones(frame)
        lumps = [*flesh(bones), *targets(bones, self._marked), *self._things(bones)]
        depths = [sum(self._camera.seen(ball.at)[2] for ball in each.balls) / len(each.balls) for each in lumps]
        far = _far(lumps, depths)
        order = sorted(range(len(lumps)), key=lambda at: depths[at] + lumps[at].nearer + _facing(lumps[at]))
        shapes = []
        for at in order:
            lump = lumps[at]
            tone: Tone = "far" if lump.tone == "near" and lump.owner in far else lump.tone
            shapes.append(Shape(self._camera.outline(lump.balls), lump.owner, tone))
        return shapes

    def _things(self, bones: Skeleton) -> list[Lump]:
        return [lump for number, prop in enumerate(self.figure.props) for lump in things(prop, bones, number)]

    def dots(self, frame: int, columns: int, rows: int) -> Dots:
        """A frame in so many cells; kept, because a figure goes to and fro."""
        key = (frame, columns, rows)
        if key not in self._drawn:
            self._drawn[key] = self._draw(frame, columns, rows)
        return self._drawn[key]

    def _draw(self, frame: int, columns: int, rows: int) -> Dots:
        field = Dots(columns, rows)
        box = self.box
        scale = min(field.width / (box.right - box.left), field.height / (box.bottom - box.top))
        left = field.width / 2 - scale * (box.left + box.right) / 2
        down = field.height - scale * box.bottom
        gap = max(1, round(_GAP * scale))
        if self.figure.view in _LEVEL:
            high = max(1.0, _FLOOR * scale)
            floor = round(down) + 0.0
            field.paint(field.mask(((0, floor), (field.width, floor), (field.width, floor + high), (0, floor + high))), "floor", "prop")
        for shape in self.shapes(frame):
            mask = field.mask(tuple((left + x * scale, down + y * scale) for x, y in shape.outline))
            if shape.tone == "face":
                if scale > 60 or shape.owner == "x":
                    field.clear(mask)
            else:
                owner = "target" if shape.tone == "target" else shape.owner
                field.paint(mask, owner, shape.tone, gap)
        field.pattern("far", (0b0101, 0b1010))
        field.pattern("target", (0b1111, 0b1111, 0b0000))
        return field


def _kind(owner: str) -> str:
    return owner.partition("-")[0]


def _facing(lump: Lump) -> float:
    return 0.06 if lump.tone == "face" else 0.0


def _far(lumps: list[Lump], depths: list[float]) -> frozenset[str]:
    """The limbs that lie behind the trunk."""
    sums: dict[str, list[float]] = {}
    for lump, depth in zip(lumps, depths, strict=True):
        if lump.tone == "near":
            sums.setdefault(lump.owner, []).append(depth)
    mean = {owner: sum(found) / len(found) for owner, found in sums.items()}
    return frozenset(owner for owner, depth in mean.items() if owner not in {"trunk", "head"} and depth < mean["trunk"] - _FAR)
