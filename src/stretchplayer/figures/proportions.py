"""The lengths of the parts of a body 1.70 m tall, in metres.

Lengths between joints are the shares of body height by Drillis and Contini (1966), as Winter's *Biomechanics and Motor
Control of Human Movement* gives them; thickness is chosen to be seen.
"""

from typing import Final

HEIGHT: Final = 1.70
THIGH: Final = 0.245 * HEIGHT
SHANK: Final = 0.246 * HEIGHT
ANKLE: Final = 0.039 * HEIGHT
"""From the sole to the ankle."""
FOOT: Final = 0.152 * HEIGHT
HEEL: Final = 0.25 * FOOT
"""How far the heel stands out behind the ankle."""
TOES: Final = 0.25 * FOOT
UPPER_ARM: Final = 0.186 * HEIGHT
FOREARM: Final = 0.146 * HEIGHT
HAND: Final = 0.108 * HEIGHT
PALM: Final = 0.45 * HAND
HIP: Final = 0.095
"""From the middle of the hips to a hip joint, inside the 0.191 of the height that the hips are wide."""
SHOULDER: Final = 0.175
"""From the middle to a shoulder joint, inside the 0.259 of the height that the shoulders are wide."""
PELVIS: Final = 0.12
WAIST: Final = 0.16
CHEST: Final = 0.21
"""The three parts of the trunk; together 0.288 of the height from hips to shoulders."""
NECK: Final = 0.10
HEAD: Final = 0.12
"""From the top of the neck to the middle of the skull; over all, the head is 0.130 of the height."""
BREATH: Final = 0.05
"""How far a full breath lifts the belly; more than it does, so that it can be seen."""
JAW: Final = 0.036
"""How far the chin sinks when the mouth is wide open."""
