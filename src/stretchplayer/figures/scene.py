"""A figure as it is drawn: its poses, what must be in the picture, and what covers what."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from math import hypot
from typing import Final, Literal

from stretchplayer.figures.arrows import pushes_of
from stretchplayer.figures.bones import SIDES, Skeleton, direction, marked
from stretchplayer.figures.dots import Dots
from stretchplayer.figures.flesh import flesh, spots, targets
from stretchplayer.figures.frame_timing import Shown
from stretchplayer.figures.free_room import Filled, FreeRoom, Picture, filled, picture_of
from stretchplayer.figures.in_dots import HOLES, patterned
from stretchplayer.figures.in_dots import filled as in_dots
from stretchplayer.figures.props import BACKDROP, things
from stretchplayer.figures.raster import Raster
from stretchplayer.figures.signs import Sign, SignShade
from stretchplayer.figures.skeleton import poses, skeleton
from stretchplayer.figures.space import Box, Camera, Flat, Hull, Placed, Shape, Tone, Vector, around, fitted
from stretchplayer.figures.still_signs import signs_of
from stretchplayer.figures.zooms import ALONE, CLOSE, HAND, IN_PICTURE
from stretchplayer.model.figure import Aim, Air, Figure
from stretchplayer.model.muscles import MuscleSide, muscle_sides

FRAMES: Final = 6
"""Frames from one pose to the next: at two a second, more would not be seen in a usual movement."""
_FAR: Final = 0.08
"""Metres that a limb lies behind the trunk to be drawn as far away."""
_BONE: Final = 0.03
"""Hulls with a smaller radius are fingers, toes and features: they do not say where a limb lies."""
_GROWS: Final = 1.5
"""How large the place is, in radii, where a folded finger goes on in the hand."""
_EDGE: Final = 0.03
_MARK: Final = 0.05
_SEEN: Final = 0.2
"""The part of a direction that has to lie in the picture plane."""
_SMOOTH: Final = 48
_BESIDE: Final = 0.1
"""Metres that shoulders and hips of both sides have to be apart in the picture, to be seen beside each other."""
_COMPARED: Final = (28, 15)
"""Cells in which start and end are compared, and how many dots of them have to differ."""
_DIFFERENT: Final = 12
Half = Literal["left", "right"]
_LEVEL: Final = frozenset({"front", "side", "back"})
"""From here the floor is a line."""
_PACKS: Final[Mapping[str, Tone]] = {"heat": "warm", "cold": "cold"}
"""What a pack is in a step of that kind."""
_SIDEWAYS: Final = (-0.1, 0.35)
_AWAY: Final = -0.6
"""How much (-1 is all) something on the skin is turned away for an eye or the lines of a palm not to be seen, and for a
mark to be thin."""


class Scene:
    """A figure with the muscles in `at_work` marked; `mirrored` shows the right side at work.

    `kind` is the kind of the step, which says whether a pack is warm or cold, and whether it is breathing or rubbing.
    """

    def __init__(
        self, figure: Figure, at_work: tuple[MuscleSide, ...] = (), *, mirrored: bool = False, kind: str | None = None
    ) -> None:
        self.figure, self._at_work, self._mirrored, self._kind = figure, at_work, mirrored, kind
        self._camera = Camera(figure.view, mirrored)
        self._poses = poses(figure)
        self._drawn: dict[tuple[int, int, int], Dots] = {}
        self._shapes: dict[int, list[Shape]] = {}
        self._bones: dict[int, Skeleton] = {}
        self._signs: dict[Picture | None, tuple[Sign, ...]] = {}
        self._boxes: dict[Picture | None, Box] = {}
        self._filled_in: dict[int, Filled] = {}

    def mirror(self) -> "Scene":
        """The same with the right side at work."""
        found = Scene(self.figure, self._at_work, mirrored=True, kind=self._kind)
        found._unmirrored = self
        return found

    def smooth(self) -> "Scene":
        """The same for a large picture, with round edges."""
        found = Scene(self.figure, self._at_work, mirrored=self._mirrored, kind=self._kind)
        found._camera = self._camera._replace(corners=_SMOOTH)
        return found

    @property
    def last(self) -> int:
        """The number of the frame that shows the end; frame 0 shows the start."""
        return (len(self._poses) - 1) * FRAMES

    @property
    def ghosts(self) -> tuple[int, ...]:
        """The frames that a still picture shows in grey: the start, and for a hand seen close each pose on the way."""
        stages = self.figure.zoom in HAND and not self.figure.round
        return tuple(range(0, self.last, FRAMES)) if stages else (0,)

    @property
    def turn(self) -> int:
        """The number of frames until the start again for a figure that goes round; otherwise until the end."""
        return self.last + FRAMES if self.figure.round else self.last

    def frame(self, at: Shown | None) -> int:
        """The frame that shows a place on the way; nowhere is the start."""
        if at is None:
            return 0
        if self.figure.round and at.round is not None:
            return round(at.round * self.turn) % self.turn
        return round((1 - at.share if self._breathes_out else at.share) * self.last)

    @property
    def _breathes_out(self) -> bool:
        """Whether it begins full of air, so that the ghost of the belly is seen: the way there is the breath out."""
        full, empty = (pose.breath or 0.0 for pose in (self._poses[0], self._poses[-1]))
        return self._kind == "breathe" and full > empty

    def bones(self, frame: int) -> Skeleton:
        """The body in one frame; it moves off and arrives gently."""
        if self._mirrored:
            return self._unmirrored.bones(frame)
        if frame not in self._bones:
            self._bones[frame] = self._bones_of(frame)
        return self._bones[frame]

    def _bones_of(self, frame: int) -> Skeleton:
        way = (*self._poses, self._poses[0])
        pose, step = divmod(frame, FRAMES)
        share = step / FRAMES
        return skeleton(way[pose], way[min(pose + 1, len(way) - 1)], share * share * (3 - 2 * share))

    @property
    def signs(self) -> tuple[Sign, ...]:
        """The signs of the still picture where it is smooth."""
        return self.signs_in(None)

    def signs_in(self, picture: Picture | None) -> tuple[Sign, ...]:
        """The signs of the still picture in so many cells; those of the right side are the left ones mirrored."""
        if picture not in self._signs:
            self._signs[picture] = (
                tuple(sign.mirrored() for sign in self._unmirrored.signs_in(picture))
                if self._mirrored
                else signs_of(self, picture)
            )
        return self._signs[picture]

    def pushes_in(self, picture: Picture) -> tuple[Sign, ...]:
        """The arrows of a push at the start, where it is done."""
        if self._mirrored:
            return tuple(sign.mirrored() for sign in self._unmirrored.pushes_in(picture))
        return pushes_of(self, 0, FreeRoom(self, picture, 0))

    @cached_property
    def _unmirrored(self) -> "Scene":
        return Scene(self.figure, self._at_work, kind=self._kind)

    def filled(self, frame: int) -> Filled:
        """What is where in a frame."""
        if frame not in self._filled_in:
            self._filled_in[frame] = filled(self, frame)
        return self._filled_in[frame]

    @property
    def to_and_fro(self) -> bool:
        """Whether it is one movement there and back, as rubbing is: its arrows have two heads."""
        said = self.figure.to_and_fro
        return self.rubbed if said is None else said

    @property
    def rubbed(self) -> bool:
        """Whether something is rubbed or rolled."""
        return self._kind == "massage"

    @property
    def air(self) -> Air | None:
        """Where the breath is seen, if it is."""
        return self.figure.air or ("belly" if self._kind == "breathe" else None)

    @property
    def box(self) -> Box:
        """What has to be in the picture, the same for every frame, with its signs."""
        return self.box_in(None)

    def box_in(self, picture: Picture | None) -> Box:
        """The same with its signs as they are in so many cells."""
        if picture not in self._boxes:
            boxes = [self.body_box, *(sign.box() for sign in self.signs_in(picture))]
            lefts, tops, rights, bottoms = zip(*boxes, strict=True)
            self._boxes[picture] = Box(min(lefts), min(tops), max(rights), max(bottoms))
        return self._boxes[picture]

    @cached_property
    def body_box(self) -> Box:
        """The same without signs."""
        points = [point for frame in range(0, self.turn + 1, FRAMES // 2) for point in self._kept(self.bones(frame))]
        return around(points, _EDGE)

    @property
    def level(self) -> bool:
        """Whether the floor is seen as a line."""
        return self.figure.view in _LEVEL

    def shapes(self, frame: int) -> list[Shape]:
        """Every outline of a frame, the farthest first."""
        if frame not in (0, self.last):
            return self._shapes_of(frame)
        if frame not in self._shapes:
            self._shapes[frame] = self._shapes_of(frame)
        return self._shapes[frame]

    def _shapes_of(self, frame: int) -> list[Shape]:
        bones = self.bones(frame)
        close = self.figure.zoom in CLOSE
        mark = self.figure.marked
        orange = targets(bones, self._at_work) if mark is None else spots(bones, mark, self._at_work)
        hulls = [*flesh(bones, close=close, lined=self.figure.zoom in HAND), *orange, *self._things(bones)]
        depths = [sum(self._camera.seen(ball.at)[2] for ball in hull.balls) / len(hull.balls) for hull in hulls]
        # Rounded, so that the order of equal depths does not depend on the last bit, which differs between machines.
        drawn = sorted(zip(hulls, depths, strict=True), key=lambda each: round(each[1] + each[0].nearer, 6))
        return [
            Shape(
                self._camera.outline(hull.balls),
                hull.owner,
                "far" if hull.tone == "near" and hull.owner in self._behind else hull.tone,
                hull.tone == "target" and self._turned(hull) < _AWAY,
                self._ends(hull),
            )
            for hull, _ in drawn
            if hull.tone not in HOLES or self._turned(hull) > _SIDEWAYS[hull.tone == "crease"]
        ]

    def dots(self, frame: int, columns: int, rows: int) -> Dots:
        """A frame drawn in cells; cached, because a figure goes to and fro."""
        key = (frame, columns, rows)
        if key not in self._drawn:
            self._drawn[key] = patterned(self, frame, *self._field(columns, rows))
        return self._drawn[key]

    def solid(self, frame: int, columns: int, rows: int) -> Dots:
        """A frame in cells with every tone filled, for pictures with shades; `hidden` is a target turned away."""
        return in_dots(self, frame, *self._field(columns, rows), solid=True)

    def _field(self, columns: int, rows: int) -> tuple[Dots, Placed]:
        field = Dots(columns, rows)
        return field, self.placed(field.width, field.height)

    def ways(self, marks: Iterable[str]) -> dict[str, tuple[Flat, ...]]:
        """Where marks of the body are from the start to the end, frame by frame, in metres of the picture plane.

        What goes round in a circle has nearly all of its round; what goes there and back, the way there.
        """
        found: dict[str, tuple[Flat, ...]] = dict.fromkeys(marks, ())
        for frame in range(self.turn + 1):
            points = self.bones(frame).marks
            for mark, way in found.items():
                x, y, _ = self._camera.seen(points[marked(mark, "left", points)])
                found[mark] = (*way, (x, y))
        return found

    def loop(self, mark: str) -> list[Vector]:
        """Where a mark is in each frame of a whole round: across, down and near, in metres."""
        found = []
        for frame in range(self.turn):
            marks = self.bones(frame).marks
            found.append(self._camera.seen(marks[marked(mark, "left", marks)]))
        return found

    def flat(self, point: Vector) -> Flat:
        """Where a point lies in the picture plane."""
        return self._camera.seen(point)[:2]

    def packs(self) -> Iterator[tuple[Flat, SignShade]]:
        """The middle of each pack that is warm or cold, at the end."""
        for hull in self._things(self.bones(self.last)):
            if hull.tone in ("warm", "cold"):
                middles = [self._camera.seen(ball.at) for ball in hull.balls]
                many = len(middles)
                at = sum(x for x, _, _ in middles) / many, sum(y for _, y, _ in middles) / many
                yield at, "warm" if hull.tone == "warm" else "cold"

    def pushed(self, mark: str, toward: Aim, frame: int) -> tuple[Flat, Flat]:
        """Where a mark is in a frame, in metres of the picture plane, and which way a direction goes there."""
        marks = self.bones(frame).marks
        spot = marked(mark, "left", marks)
        x, y, _ = self._camera.seen(marks[spot])
        across, down, _ = self._camera.seen(direction(toward, "right" if spot.startswith("right-") else "left"))
        length = hypot(across, down)
        # Straight to or from the eye nothing would be seen of it.
        return (x, y), (across / length, down / length) if length > _SEEN else (1.0, 0.0)

    def differs(self) -> bool:
        """Whether start and end look different."""
        return self._differs

    @cached_property
    def _differs(self) -> bool:
        # Without signs, which do not move: finding room for them takes longer than this.
        fields = [Dots(*_COMPARED) for _ in ("start", "end")]
        place = fitted(self.body_box, fields[0].width, fields[0].height)
        start, end = (
            patterned(self, frame, field, place).tones() for frame, field in zip((0, self.last), fields, strict=True)
        )
        blank = [0] * (4 * _COMPARED[1])
        different = 0
        for tone in start.keys() | end.keys():
            for one, other in zip(start.get(tone, blank), end.get(tone, blank), strict=True):
                different += (one ^ other).bit_count()
        return different > _DIFFERENT

    def half(self, side: str) -> Half:
        """The half of the picture in which the side at work is; `side` where both are one behind the other."""
        marks = self.bones(self.last).marks
        off = sum(
            self._camera.seen(marks[f"left-{each}"])[0] - self._camera.seen(marks[f"right-{each}"])[0]
            for each in ("shoulder", "hip")
        )
        if abs(off) < _BESIDE:
            return "right" if side == "right" else "left"
        return "left" if off < 0 else "right"

    @cached_property
    def _behind(self) -> frozenset[str]:
        """The limbs that lie behind the trunk, from start to end: nothing changes its tone on the way.

        Where only feet or a hand are in the picture, there is nothing for them to be behind; and seen from above, all
        limbs are on the floor, below the trunk.
        """
        if self.figure.view == "above" or self.figure.zoom in ALONE:
            return frozenset()
        found: dict[str, list[float]] = {}
        for frame in (0, self.last // 2, self.last):
            for hull in flesh(self.bones(frame)):
                if hull.balls[0].radius < _BONE:
                    continue
                depths = (self._camera.nearness(ball.at) for ball in hull.balls)
                found.setdefault(hull.owner, []).append(sum(depths) / len(hull.balls))
        mean = {owner: sum(each) / len(each) for owner, each in found.items()}
        trunk = mean.pop("trunk")
        marks = self.bones(self.last).marks
        # A hand that works in front of the trunk is seen there, with its arm.
        before = {f"{side}_arm" for side in SIDES if self._camera.nearness(marks[f"{side}-hand"]) > trunk}
        return frozenset(
            owner for owner, depth in mean.items() if owner != "head" and owner not in before and depth < trunk - _FAR
        )

    def _kept(self, bones: Skeleton) -> list[Flat]:
        """The corners of what has to be in the picture."""
        if self.figure.zoom == "body":
            hulls = [*flesh(bones), *(hull for hull in self._things(bones) if _kind(hull) not in BACKDROP)]
            return [point for hull in hulls for point in self._camera.outline(hull.balls)]
        seen = [self._camera.seen(bones.marks[name]) for name in IN_PICTURE[self.figure.zoom]]
        return [(x + off, y + off) for x, y, _ in seen for off in (-_MARK, _MARK)]

    def _turned(self, hull: Hull) -> float:
        """How much a hull on the skin faces the eye: 1 straight to it, -1 straight away."""
        return self._camera.seen(hull.faces)[2] if hull.faces else 1.0

    def _ends(self, hull: Hull) -> tuple[tuple[Flat, float], ...]:
        first, last = hull.balls[0], hull.balls[-1]
        if hull.folded:
            return ((self._camera.seen(first.at)[:2], _GROWS * first.radius),)
        if hull.tone != "near" or first.radius < _BONE or not hull.owner.endswith(("arm", "leg")):
            return ()
        return tuple((self._camera.seen(ball.at)[:2], ball.radius) for ball in (first, last))

    def _things(self, bones: Skeleton) -> list[Hull]:
        props = enumerate(self.figure.props)
        found = [hull for number, prop in props for hull in things(prop, bones, f"{prop.kind}-{number}")]
        tone = _PACKS.get(self._kind or "")
        if tone is not None:
            found = [hull._replace(tone=tone) if _kind(hull) == "pack" else hull for hull in found]
        if self.figure.view != "above":
            return found
        return [hull._replace(tone="ground") if _kind(hull) in BACKDROP else hull for hull in found]

    def placed(self, width: int, height: int) -> Placed:
        """Where the figure lies in a picture of so many dots: as large as fits, on its lower edge."""
        return fitted(self.box, width, height)

    def placed_in(self, raster: Raster) -> Placed:
        """The same in the middle of a picture of samples, of cells or smooth."""
        box = self.box_in(picture_of(raster))
        placed = fitted(box, raster.width, raster.height)
        return placed._replace(down=placed.down - (raster.height - placed.scale * (box.bottom - box.top)) / 2)


def at_work(figure: Figure, muscles: tuple[str, ...], side: str | None, kind: str | None = None) -> Scene:
    """The scene of a step of that kind on one side, with the muscles that are worked on marked; no side is both."""
    # Drawn for the left and mirrored for the right.
    left = _left(figure, muscle_sides(muscles, "left" if side == "right" else side), kind)
    return left.mirror() if side == "right" else left


@lru_cache(maxsize=8)
def _left(figure: Figure, marks: tuple[MuscleSide, ...], kind: str | None) -> Scene:
    """The last few: the right side comes soon after the left one, of which it needs the signs."""
    return Scene(figure, marks, kind=kind)


def _kind(hull: Hull) -> str:
    return hull.owner.partition("-")[0]
