"""Where each muscle lies on the map of the body: outlines of one half, seen from the front and from the back.

A point is (out, down): out from the middle line, down from the top of the head, in hundredths of the whole height. The
other half is the mirror image. An area may reach over the edge of the body; what lies outside is not drawn. Muscles are
drawn where they can be pointed at, not in full: deep ones as the part of the skin that lies over them.
"""

from types import MappingProxyType
from typing import Final, Literal

View = Literal["front", "back"]
Point = tuple[float, float]
Line = tuple[Point, ...]

HALF: Final = 20.6
"""How far the body reaches out from its middle."""

BODY: Final[Line] = (
    *((0, 0), (3.4, 0.5), (5.6, 3), (5.9, 6.5), (5.2, 10), (3.9, 12.4), (3.7, 14.6), (5.2, 16.6), (9, 18), (13, 19)),
    *((15.4, 21), (16.2, 25), (16.5, 31), (17.2, 37), (18.4, 42), (18.8, 47), (18.9, 51), (20.4, 54.5), (20.2, 58.5)),
    *((18.2, 60.2), (16.2, 58), (15.9, 54), (15.6, 51), (13.6, 45), (12.5, 38), (12, 33), (11.4, 28.6), (10.5, 33)),
    *((9.4, 38), (8.8, 42), (9.4, 46), (10.6, 50), (11.7, 55), (12, 60), (11.4, 67), (10.4, 73), (10.9, 78)),
    *((10.7, 82), (9.3, 87), (8, 91.4), (8.8, 95), (9, 98.4), (7, 100), (4.8, 99), (4.4, 95), (4.5, 91.4)),
    *((3.4, 86), (2.8, 80), (3.3, 75), (2.2, 68), (0.9, 60), (0.5, 56.5), (0, 55)),
)
"""The edge from the top of the head round arm and leg to the crotch; both views have the same."""

SIGNS: Final = MappingProxyType[View, tuple[Line, ...]](
    {
        "front": (((1.8, 6), (2.6, 6)), ((0, 10), (1.4, 10)), ((0, 43),), ((5.6, 74.6), (8.2, 74.6))),
        "back": (((0, 50.6), (0, 55)), ((5, 74.6), (8.6, 74.6))),
    }
)
"""Lines that tell front from back: eyes, mouth, navel, knees; the fold of the buttocks, the folds of the knees."""

AREAS: Final = MappingProxyType[View, MappingProxyType[str, Line]](
    {
        "front": MappingProxyType(
            {
                "jaw": ((2.2, 8.4), (6.4, 6.5), (6.4, 11), (3.8, 12.8), (1.4, 12.4)),
                "neck_rotators": ((2, 13), (4.2, 13), (2.2, 18.6), (0.2, 18.6), (0.2, 17.4)),
                "neck_lateral": ((4.2, 13.6), (6, 14), (9.6, 17), (9.6, 20), (3, 19.6), (3, 18)),
                "pectorals": ((0.7, 21.4), (10.4, 21), (11.2, 25), (10.6, 29.5), (7, 31), (0.7, 30)),
                "shoulder_anterior": ((11, 18), (17, 18), (17.5, 28.8), (13, 29.5), (12, 25)),
                "biceps": ((11, 31), (18, 30.4), (19, 38), (12.6, 39)),
                "forearm_flexors": ((11.6, 41), (20.5, 40), (21, 49.8), (15, 50.6)),
                "hand": ((14.6, 52.2), (22, 51.6), (22, 61), (14.6, 61)),
                "abdominals": ((0, 32.4), (3, 32.4), (5.6, 33.4), (5.8, 41), (5.2, 47), (2.4, 53), (0, 54)),
                "hip_flexors": ((6.2, 48), (9.4, 47.6), (9.6, 53), (6.4, 58.8), (3.4, 57), (4.4, 53)),
                "adductors": ((0, 57.6), (2.6, 57.8), (4.6, 62), (4.4, 68.5), (1.5, 71), (0, 64)),
                "quadriceps": (
                    *((7, 60.4), (10.6, 55.5), (13, 57), (12.5, 67), (10.6, 72.6), (3.6, 72.6), (4.2, 70.6)),
                    *((5.6, 66), (5.6, 62)),
                ),
                "tibialis_anterior": ((4.5, 76.4), (7, 76.4), (7.1, 83), (6, 90.5), (4.4, 90.5), (4.2, 82)),
                "peroneals": ((7.9, 76.2), (12, 75.8), (12, 84), (9, 90.4), (6.8, 90.4), (7.9, 84)),
            }
        ),
        "back": MappingProxyType(
            {
                "neck_extensors": ((0, 11.6), (2.3, 11.6), (2.3, 17), (1.6, 19), (0, 19)),
                "levator_scapulae": ((3.4, 13.6), (6, 13.6), (9.6, 17), (9.6, 20), (5, 20.4), (3.2, 18)),
                "shoulder_posterior": ((11, 18), (17, 18), (17.5, 28.8), (13, 29.5), (12.2, 25)),
                "rotator_cuff": ((6.6, 22), (10.6, 21), (11.6, 25), (10.6, 28.6), (8, 29.4), (6.6, 26)),
                "rhomboids": ((2.8, 21.6), (5.6, 22), (5.6, 27), (5, 30), (2.8, 28.4)),
                "thoracic_extensors": ((0, 20.8), (1.4, 20.8), (2.4, 21.8), (2.4, 28), (2.4, 35), (1.4, 36), (0, 36)),
                "lats": ((3.4, 32), (7, 31), (12, 30), (11, 36), (9.8, 41), (4.6, 41), (3.4, 36)),
                "triceps": ((11, 31), (18, 30.4), (19, 38), (12.6, 39)),
                "forearm_extensors": ((11.6, 41), (20.5, 40), (21, 49.8), (15, 50.6)),
                "hand": ((14.6, 52.2), (22, 51.6), (22, 61), (14.6, 61)),
                "lumbar_extensors": ((0, 38), (1.6, 38), (2.6, 39), (3.2, 47.4), (1.6, 48.8), (0, 49)),
                "quadratus_lumborum": ((4.8, 42.4), (10, 42.4), (10, 47), (4.8, 47.6)),
                "glutes": ((0.8, 51), (4.6, 50.2), (7.4, 52.4), (8.6, 57), (7, 60.6), (1.2, 60.6), (0.8, 57)),
                "piriformis": ((1.6, 53.4), (3, 52.6), (7.6, 56), (7.4, 57.8), (1.8, 55.4)),
                "hip_abductors": ((5.8, 48.2), (11.4, 47.6), (13, 55), (13, 60), (10, 60), (9.6, 56), (8.6, 52)),
                "hamstrings": ((0.8, 62.2), (12.5, 62.2), (12, 70), (10.6, 73.2), (3, 73.2)),
                "gastrocnemius": ((2.4, 76.2), (11.4, 76.2), (11.4, 82), (8.6, 84.6), (6.8, 83), (5, 84.6), (2.4, 82)),
                "soleus": ((2.8, 86.2), (6.8, 85.4), (10.6, 86.2), (8.4, 91.6), (4, 91.6)),
                "plantar_foot": ((3.6, 93.2), (10, 93.2), (10, 101), (3.6, 101)),
            }
        ),
    }
)
"""The area of each muscle in the views in which it can be seen."""
