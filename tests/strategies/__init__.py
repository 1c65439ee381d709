"""Random routines, people and ledgers for property tests of the core; small worlds, so that limits are met often.

Here stands what the modules of this folder share: when the stories begin, and the muscles that they are about.
"""

from typing import Final

from hypothesis import strategies as st

from stretchplayer.model.muscles import GROUPS, MUSCLES

Draw = st.SearchStrategy

NOW: Final = 1_750_000_000.0
"""The wall-clock second at which the random stories begin."""
DAY: Final = 86_400.0

Names = tuple[str, ...]

EVERYTHING: Final[Names] = (*MUSCLES, *GROUPS)
WORLDS: Final[tuple[Names, ...]] = (
    ("hamstrings",),
    ("hamstrings", "quadriceps"),
    ("hamstrings", "thigh"),
    ("neck_lateral",),
    ("neck_lateral", "neck_extensors"),
    ("neck",),
    ("lumbar_extensors", "quadratus_lumborum"),
    ("forearm_flexors", "arm"),
    ("abdominals", "soleus", "jaw"),
)
"""Muscles and groups that one story is about: few, so that its steps and its past meet on them."""
