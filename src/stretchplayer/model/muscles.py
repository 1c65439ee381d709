"""The muscle keys a step can target, their groups, and which of them have no sides."""

from typing import Final, Literal

Side = Literal["left", "right", "mid"]
MuscleSide = tuple[str, Side]

GROUPS: Final[dict[str, tuple[str, ...]]] = {
    "neck": ("neck_extensors", "neck_lateral", "levator_scapulae", "neck_rotators"),
    "jaw": ("jaw",),
    "shoulder": (
        "pectorals",
        "shoulder_anterior",
        "shoulder_posterior",
        "rotator_cuff",
        "rhomboids",
        "lats",
    ),
    "arm": ("biceps", "triceps", "forearm_flexors", "forearm_extensors", "hand"),
    "back": ("thoracic_extensors", "lumbar_extensors", "quadratus_lumborum"),
    "trunk": ("abdominals",),
    "hip": ("hip_flexors", "glutes", "piriformis", "hip_abductors", "adductors"),
    "thigh": ("quadriceps", "hamstrings"),
    "leg": ("gastrocnemius", "soleus", "tibialis_anterior", "peroneals"),
    "foot": ("plantar_foot",),
}

MID: Final = frozenset({"neck_extensors", "thoracic_extensors", "lumbar_extensors", "abdominals"})
GROUP_OF: Final[dict[str, str]] = {key: group for group, keys in GROUPS.items() for key in keys}
MUSCLES: Final[tuple[str, ...]] = tuple(GROUP_OF)

OPPOSITES: Final[tuple[tuple[frozenset[str], frozenset[str]], ...]] = (
    (frozenset({"pectorals", "shoulder_anterior"}), frozenset({"rhomboids", "shoulder_posterior"})),
    (frozenset({"biceps"}), frozenset({"triceps"})),
    (frozenset({"forearm_flexors"}), frozenset({"forearm_extensors"})),
    (frozenset({"abdominals"}), frozenset({"lumbar_extensors"})),
    (frozenset({"hip_flexors"}), frozenset({"glutes"})),
    (frozenset({"adductors"}), frozenset({"hip_abductors"})),
    (frozenset({"quadriceps"}), frozenset({"hamstrings"})),
    (frozenset({"gastrocnemius", "soleus"}), frozenset({"tibialis_anterior"})),
)
"""Muscles that pull against each other: where one side of a pair is held, the other should get something too."""


def expand(names: tuple[str, ...]) -> tuple[str, ...]:
    """Muscle keys for keys and group names, each once, in the order given; KeyError names the unknown."""
    keys: dict[str, None] = {}
    for name in names:
        if name in GROUP_OF:
            keys[name] = None
        else:
            keys.update(dict.fromkeys(GROUPS[name]))
    return tuple(keys)


def muscle_sides(muscles: tuple[str, ...], side: str | None) -> tuple[MuscleSide, ...]:
    """Every (muscle, side) that work on `muscles` loads; `both` and None load left and right, a mid key is mid."""
    pairs: list[MuscleSide] = []
    for muscle in muscles:
        if muscle in MID:
            pairs.append((muscle, "mid"))
        elif side == "left":
            pairs.append((muscle, "left"))
        elif side == "right":
            pairs.append((muscle, "right"))
        else:
            pairs.append((muscle, "left"))
            pairs.append((muscle, "right"))
    return tuple(pairs)
