"""A routine unrolled in time: contiguous segments and the cues that mark them."""

from stretchplayer.timeline.cues import CuePoint, cue_points, segment_cues
from stretchplayer.timeline.segments import HELD, THERMAL, Load, Phase, Segment, SegmentSide, size, unroll

__all__ = [
    "HELD",
    "THERMAL",
    "CuePoint",
    "Load",
    "Phase",
    "Segment",
    "SegmentSide",
    "cue_points",
    "segment_cues",
    "size",
    "unroll",
]
