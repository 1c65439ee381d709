"""Routine files that tests play: short ones for real time, long ones for clocks that run fast; a past from one play."""

import msgspec

TINY = """\
format = 1
title = "Tiny"

[[step]]
kind = "breathe"
duration = 1
"""

SHORT = """\
format = 1
title = "Short"
[defaults]
prepare = 0.5
switch = 0.5
rest = 0.5

[[step]]
kind = "stretch"
name = "Left and right"
target = "hamstrings"
sides = "each"
hold = 1.75

[[step]]
kind = "dynamic"
name = "Swing"
target = ["glutes", "hip_flexors"]
duration = 1.5
sets = 2

[[step]]
kind = "breathe"
duration = 1.25
"""
"""About 10 s: sides, transitions, sets, fractions, three steps."""

HOLDS = """\
format = 1
title = "Holds"
[defaults]
prepare = 1
switch = 0.5
rest = 1

[[step]]
kind = "massage"
name = "Roll"
target = "quadriceps"
sides = "right"
duration = 2
using = "ball"

[[step]]
kind = "stretch"
name = "Chest"
target = "pectorals"
hold = 2.5
reps = 2
"""
"""14 s, with the release that the caps put between the two holds."""

LONG = """\
format = 1
title = "Long"

[[step]]
kind = "stretch"
name = "Ham"
target = "hamstrings"
sides = "left"
hold = 20
reps = 6
"""
"""2 min 55 s: all that a new user's hamstring may have in a session."""

HEAT = """\
format = 1
title = "Warmth"

[[step]]
kind = "heat"
name = "Warm shoulders"
target = "shoulder"
duration = "10m"
using = "heat pack"

[[step]]
kind = "breathe"
duration = 30
"""

PROMPT = LONG.replace("[[step]]", "[defaults]\nprepare = 0.5\n\n[[step]]", 1)
"""The same, for real time: it holds almost at once."""


def repeated(exported: str, times: int) -> bytes:
    """An export of `times` sessions, each as the one that was exported."""
    (session,) = exported.splitlines()[1:]
    record = msgspec.json.decode(session)
    lines = [
        {"format": 1, "sessions": times},
        *({**record, "id": f"{record['id'][:-1]}-{each}"} for each in range(times)),
    ]
    return b"".join(msgspec.json.encode(line) + b"\n" for line in lines)
