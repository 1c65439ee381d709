"""What is in the picture when it is not the whole body."""

from collections.abc import Mapping
from typing import Final

from stretchplayer.model.figure import Zoom

ALONE: Final = frozenset[Zoom]({"foot", "feet", "toes", "hand", "fingers"})
"""There is no trunk in the picture that a limb could be behind."""
CLOSE: Final = frozenset[Zoom]({"hand", "fingers", "foot", "toes"})
"""Where fingers and toes can be seen one by one."""
HAND: Final = frozenset[Zoom]({"hand", "fingers"})
"""Where it is the hand that counts: how its fingers lie, and each of its shapes on the way."""
IN_PICTURE: Final[Mapping[Zoom, tuple[str, ...]]] = {
    "upper": (
        "crown",
        "left-shoulder",
        "right-shoulder",
        "left-elbow",
        "right-elbow",
        "left-fingers",
        "right-fingers",
        "upper-back",
        "seat",
    ),
    "mouth": ("left-cheek", "right-cheek", "chin"),
    "face": ("crown", "chin", "left-ear", "right-ear"),
    "head": ("crown", "chin", "left-shoulder", "right-shoulder", "left-ear", "right-ear", "left-armpit"),
    "fingers": ("left-fingers", "left-hand"),
    "hand": ("left-fingers", "left-wrist", "left-forearm"),
    "hands": ("left-fingers", "left-wrist", "right-fingers", "right-wrist", "left-elbow", "right-elbow"),
    "legs": ("hips", "left-knee", "right-knee", "left-tip", "right-tip", "left-heel", "right-heel"),
    "foot": ("left-tip", "left-heel", "left-shin", "left-ball"),
    "toes": ("left-tip", "left-ball", "left-foot", "right-tip", "right-ball", "right-foot"),
    "feet": ("left-tip", "left-heel", "right-tip", "right-heel", "left-calf", "right-calf"),
}
"""The marks that have to be in the picture when it is not the whole body."""
