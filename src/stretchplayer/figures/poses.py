"""Poses in full: each takes what it does not say from the pose before it, the first from its base."""

from types import MappingProxyType
from typing import Final

from msgspec import structs

from stretchplayer.model.figure import Aim, Base, Figure, Limb, Pose, Spot

_ANGLES: Final = frozenset({"lift", "out", "roll", "bend"})
_SPOTS: Final = ("at", "by", "aim", "points")
_OTHER: Final = MappingProxyType({"left": "right", "right": "left"})

_ARMS: Final = Limb(lift=0, out=8, roll=0, bend=8)
_LEGS: Final = Limb(lift=0, out=2, roll=6, bend=0)
BASES: Final = MappingProxyType[Base, Pose](
    {
        "standing": Pose(arms=_ARMS, legs=_LEGS),
        "chair": Pose(
            hips=(0.0, 0.49), arms=Limb(lift=25, out=8, roll=0, bend=40), legs=Limb(lift=90, out=6, roll=0, bend=90)
        ),
        "floor": Pose(hips=(0.0, 0.10), arms=Limb(at="thigh"), legs=Limb(lift=90, out=5, bend=0)),
        "kneeling": Pose(arms=_ARMS, legs=Limb(lift=0, out=4, roll=0, bend=90, ankle=50)),
        "all-fours": Pose(
            hips=(0.0, 0.47),
            lean=90,
            nod=-10,
            arms=Limb(at=(0.5, 0.02, 0.18), points="forward"),
            legs=Limb(lift=90, out=3, roll=0, bend=90, ankle=55),
        ),
        "lying-back": Pose(hips=(0.0, 0.10), lean=-90, arms=Limb(lift=0, out=18, roll=0, bend=5), legs=_LEGS),
        "lying-front": Pose(hips=(0.0, 0.10), lean=90, arms=Limb(lift=0, out=15, roll=0, bend=5), legs=Limb(ankle=45)),
        "lying-side": Pose(
            hips=(0.0, 0.17), tip=-90, arms=Limb(lift=60, out=0, roll=0, bend=60), legs=Limb(lift=20, bend=20)
        ),
    }
)
"""The poses that a figure can begin from. On the side, the left one is up."""


def poses(figure: Figure) -> tuple[Pose, ...]:
    """Every pose of a figure in full, from its start to its end, with a limb of its own on each side."""
    full = [_over(_over(Pose(), BASES[figure.base]), figure.start)]
    for pose in (*figure.through, figure.end):
        full.append(_over(full[-1], pose))
    return tuple(full)


def _over(before: Pose, pose: Pose) -> Pose:
    """`pose` with everything that it does not say taken from `before`."""
    said = {key: value for key, value in structs.asdict(pose).items() if value is not None}
    for both, kind in (("arms", "arm"), ("legs", "leg")):
        shared: Limb | None = said.pop(both, None)
        for side in ("left", "right"):
            key = f"{side}_{kind}"
            limb: Limb = getattr(before, key) or Limb()
            if shared is not None:
                limb = _limb_over(limb, shared if side == "left" else _mirrored(shared))
            said[key] = _limb_over(limb, said[key]) if key in said else limb
    for both in ("shrug", "reach"):
        shared_way: float | None = said.pop(both, None)
        if shared_way is not None:
            for side in ("left", "right"):
                said.setdefault(f"{side}_{both}", shared_way)
    return structs.replace(before, **said)


def _limb_over(before: Limb, limb: Limb) -> Limb:
    """A limb is either turned by angles or at a spot: one replaces the other, and where its end points."""
    said = {key: value for key, value in structs.asdict(limb).items() if value is not None}
    if "at" in said:
        before = structs.replace(before, by=None)
    elif before.at is not None and said.keys() & _ANGLES:
        before = structs.replace(before, **dict.fromkeys(_SPOTS, None))
    return structs.replace(before, **said)


def _mirrored(limb: Limb) -> Limb:
    return structs.replace(
        limb,
        at=_other_spot(limb.at),
        by=None if limb.by is None else _across(limb.by),
        aim=_other_aim(limb.aim),
        points=_other_aim(limb.points),
    )


def _across(place: tuple[float, ...]) -> tuple[float, ...]:
    return (*place[:2], *(-left for left in place[2:]))


def _other_spot(spot: Spot | None) -> Spot | None:
    if isinstance(spot, str):
        first, _, rest = spot.partition("-")
        return f"{_OTHER[first]}-{rest}" if first in _OTHER else spot
    return None if spot is None else _across(spot)


def _other_aim(aim: Aim | None) -> Aim | None:
    if aim is None or isinstance(aim, tuple):
        return None if aim is None else _across(aim)
    return _OTHER.get(aim, aim)  # type: ignore[return-value]  # left and right are directions too
