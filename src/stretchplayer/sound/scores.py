"""What each cue is made of: tones in time, the same in all three sets, so that who knows one set knows them all.

Rhythm, contour and side tell the cues apart, not pitch alone: eyes are closed, and few people know a pitch by itself.
"""

from typing import Final, Literal, get_args

from msgspec import Struct

from stretchplayer.model.routine import CueName
from stretchplayer.settings import Cues
from stretchplayer.sound.tones import Partial, Shape, Timbre

Sounded = CueName | Literal["in", "out", "pulse"]
"""Every sound there is: what routines name, the two turns of a breath, and a faint sign of life."""
SOUNDED: Final[tuple[Sounded, ...]] = (*get_args(CueName), "in", "out", "pulse")


class Note(Struct, frozen=True):
    """A tone of a cue: when and how long in milliseconds, from a pitch to a pitch in hertz, on which side."""

    at: int
    pitch: int
    lasts: int
    shape: Shape = "strike"
    to: int = 0
    side: Literal["left", "right", ""] = ""
    share: float = 1.0


TIMBRES: Final[dict[Cues, Timbre]] = {
    "soft": Timbre(partials=(Partial(1, 1.0, 0.2), Partial(2, 0.16, 0.12)), attack=0.012),
    "wood": Timbre(partials=(Partial(1, 1.0, 0.1), Partial(4, 0.2, 0.03)), attack=0.005, quarters=3, knock=0.5),
    "bright": Timbre(
        partials=(Partial(1, 1.0, 0.25), Partial(2, 0.4, 0.15), Partial(3, 0.2, 0.09)), attack=0.006, quarters=5
    ),
}

SCORES: Final[dict[Sounded, tuple[Note, ...]]] = {
    "prepare": (Note(0, 440, 440, "swell"),),
    "go": (Note(0, 523, 105), Note(120, 784, 220, "ring")),
    "tick": (Note(0, 698, 70),),
    "half": (Note(0, 988, 440, "ring"), Note(0, 2668, 160, share=0.1)),
    "release": (Note(0, 784, 105), Note(120, 523, 230, "ring")),
    "switch": (
        Note(0, 698, 120, side="left"),
        Note(110, 494, 120, side="right"),
        Note(220, 698, 120, side="left"),
        Note(330, 494, 120, side="right"),
    ),
    "rest": (Note(0, 262, 445, "hold"), Note(0, 392, 445, "hold", share=0.5)),
    "next": (Note(0, 587, 170), Note(200, 587, 240)),
    "check-skin": (Note(0, 494, 130), Note(130, 740, 130), Note(260, 587, 190)),
    "alarm": tuple(
        Note(start + 130 * turn, 1047 if turn % 2 else 784, 125, "hold") for start in (0, 1000) for turn in range(6)
    ),
    "done": (
        Note(0, 392, 330, "ring", share=0.7),
        Note(0, 494, 330, "ring", share=0.7),
        Note(0, 587, 330, "ring", share=0.7),
        Note(300, 262, 900, "ring", share=0.7),
        Note(330, 523, 900, "ring", share=0.7),
        Note(360, 659, 900, "ring", share=0.7),
        Note(390, 784, 900, "ring", share=0.7),
    ),
    "in": (Note(0, 330, 420, "breath", to=494),),
    "out": (Note(0, 494, 440, "breath", to=330),),
    "pulse": (Note(0, 392, 160, "hold"),),
}

LEVELS: Final[dict[Sounded, tuple[float, float, float]]] = {
    "prepare": (0.227, 0.233, 0.28),
    "go": (0.23, 0.245, 0.272),
    "tick": (0.279, 0.321, 0.314),
    "half": (0.252, 0.272, 0.294),
    "release": (0.236, 0.25, 0.288),
    "switch": (0.312, 0.386, 0.358),
    "rest": (0.15, 0.156, 0.187),
    "next": (0.253, 0.329, 0.29),
    "check-skin": (0.238, 0.304, 0.273),
    "alarm": (0.225, 0.234, 0.251),
    "done": (0.21, 0.218, 0.263),
    "in": (0.128, 0.132, 0.159),
    "out": (0.128, 0.132, 0.158),
    "pulse": (0.033, 0.034, 0.041),
}
"""How high the tones of each cue are in soft, wood and bright, as a share of the largest sample.

Found by measuring, so that all of them are equally loud; the faint ones are meant to be faint.
"""
