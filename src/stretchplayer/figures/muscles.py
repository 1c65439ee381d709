"""Where each muscle lies on the body, as lumps that mark it."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from stretchplayer.figures.lump import Ball, Lump
from stretchplayer.figures.parts import SIGN, Part, Skeleton
from stretchplayer.figures.space import between, plus, times, unit
from stretchplayer.model.muscles import MuscleSide


class Patch(NamedTuple):
    """A lump on one part of the body: from a share of its length to another, off its middle by metres."""

    part: str
    start: float
    end: float
    front: float
    out: float
    radius: float = 0.04
    out_end: float | None = None
    """Off the middle at its end, if that is somewhere else."""


_PATCHES: Final[Mapping[str, Patch]] = MappingProxyType(
    {
        "neck_extensors": Patch("neck", 0.0, 1.0, -0.042, 0.032, 0.019),
        "neck_lateral": Patch("neck", 0.0, 1.0, 0.0, 0.045, 0.028),
        "levator_scapulae": Patch("chest", 0.96, 1.3, -0.05, 0.10, 0.028, 0.045),
        "neck_rotators": Patch("neck", -0.1, 0.9, 0.04, 0.02, 0.024, 0.06),
        "jaw": Patch("head", 0.28, 0.58, 0.04, 0.056, 0.02),
        "pectorals": Patch("chest", 0.62, 0.72, 0.068, 0.12, 0.045, 0.05),
        "shoulder_anterior": Patch("upper_arm", 0.0, 0.25, 0.035, 0.01, 0.036),
        "shoulder_posterior": Patch("upper_arm", 0.0, 0.25, -0.035, 0.01, 0.036),
        "rotator_cuff": Patch("chest", 0.5, 0.72, -0.08, 0.12, 0.045),
        "rhomboids": Patch("chest", 0.45, 0.85, -0.088, 0.052, 0.03),
        "lats": Patch("chest", -0.15, 0.45, -0.06, 0.09, 0.042, 0.125),
        "biceps": Patch("upper_arm", 0.35, 0.8, 0.028, 0.0, 0.03),
        "triceps": Patch("upper_arm", 0.3, 0.85, -0.028, 0.0, 0.03),
        "forearm_flexors": Patch("forearm", 0.12, 0.6, 0.022, -0.01, 0.028),
        "forearm_extensors": Patch("forearm", 0.12, 0.6, -0.022, 0.01, 0.028),
        "hand": Patch("hand", 0.24, 0.4, 0.0, 0.0, 0.016),
        "thoracic_extensors": Patch("chest", 0.1, 0.85, -0.088, 0.048, 0.032),
        "lumbar_extensors": Patch("belly", 0.0, 0.8, -0.08, 0.047, 0.03),
        "quadratus_lumborum": Patch("belly", 0.0, 0.85, -0.05, 0.09, 0.034),
        "abdominals": Patch("belly", -0.3, 1.1, 0.055, 0.0, 0.042),
        "hip_flexors": Patch("thigh", -0.08, 0.2, 0.06, -0.01, 0.04),
        "glutes": Patch("thigh", -0.1, 0.1, -0.065, -0.01, 0.055),
        "piriformis": Patch("thigh", -0.16, -0.1, -0.07, 0.01, 0.03, -0.03),
        "hip_abductors": Patch("thigh", -0.2, 0.05, 0.0, 0.065, 0.038),
        "adductors": Patch("thigh", 0.18, 0.6, 0.0, -0.05, 0.036, -0.035),
        "quadriceps": Patch("thigh", 0.25, 0.85, 0.045, 0.005, 0.042),
        "hamstrings": Patch("thigh", 0.22, 0.85, -0.045, 0.0, 0.04),
        "gastrocnemius": Patch("shank", 0.1, 0.42, -0.04, 0.0, 0.036),
        "soleus": Patch("shank", 0.48, 0.78, -0.028, 0.0, 0.028),
        "tibialis_anterior": Patch("shank", 0.18, 0.65, 0.035, 0.005, 0.028),
        "peroneals": Patch("shank", 0.2, 0.7, 0.0, 0.042, 0.027),
        "plantar_foot": Patch("foot", 0.15, 0.9, -0.018, 0.0, 0.022),
    }
)
_TRUNK: Final = frozenset({"neck", "chest", "belly", "pelvis"})
_NEARER: Final = 0.12
"""Metres that a mark is drawn nearer than it is, so that the flesh around it does not hide it."""


def targets(bones: Skeleton, marked: Iterable[MuscleSide]) -> Iterator[Lump]:
    """One lump for each muscle and side that is marked; what runs down both sides of the spine is two."""
    for muscle, side in marked:
        patch = _PATCHES[muscle]
        central = patch.part in _TRUNK or patch.part == "head"
        part = bones.parts[patch.part if central else f"{side}_{patch.part}"]
        owner = "head" if patch.part == "head" else "trunk" if central else f"{side}_{_LIMB[patch.part]}"
        for sign in (SIGN[side],) if side in SIGN else (1, -1) if patch.out else (0,):
            yield _lump(owner, patch, part, sign)


def _lump(owner: str, patch: Patch, part: Part, sign: int) -> Lump:
    outs = (patch.out, patch.out if patch.out_end is None else patch.out_end)
    offs = [plus(times(part.front, patch.front), part.left, out * sign) for out in outs]
    balls = tuple(
        Ball(plus(between(part.start, part.end, share), off, 1.0), patch.radius)
        for share, off in zip((patch.start, patch.end), offs, strict=True)
    )
    return Lump(owner, "target", balls, _NEARER, unit(plus(offs[0], offs[1], 1.0)))


_LIMB: Final = MappingProxyType(
    {"upper_arm": "arm", "forearm": "arm", "hand": "arm", "thigh": "leg", "shank": "leg", "foot": "leg"}
)
