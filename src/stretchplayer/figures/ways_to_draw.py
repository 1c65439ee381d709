"""How figures are drawn in a terminal: solid in blocks, or in dots where there are no colours."""

from collections.abc import Mapping
from typing import Final, Literal

from stretchplayer.figures.dots import plainer

Way = Literal["blocks", "halves", "dots"]
"""Quadrant blocks; half blocks, which every console font has; braille dots."""
_DUMB: Final = frozenset({"dumb", "unknown"})


def way_to_draw(environment: Mapping[str, str], *, dots: bool = False, colours: bool = True) -> Way:
    """What a terminal can show; `dots` is what was chosen, `colours` whether there are any."""
    term = environment.get("TERM", "")
    if dots or not colours or environment.get("NO_COLOR") or term in _DUMB:
        return "dots"
    return "halves" if plainer(term) else "blocks"
