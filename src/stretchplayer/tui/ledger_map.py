"""What each muscle-side has had, as marks on the map of the body, and what the marks mean in words."""

from collections.abc import Iterable
from typing import Final

from stretchplayer.caps.budget import Budget
from stretchplayer.figures.body_map import LEVELS, Level, sample
from stretchplayer.model.muscles import MuscleSide
from stretchplayer.tui.drawing import Ink, Row, Rows, told, wrapped
from stretchplayer.tui.ledger_bars import gauges

_MEANS: Final[dict[Level, str]] = {
    "little": "under a third",
    "some": "over a third",
    "nearly": "nearly full",
    "full": "full",
}
_TONES: Final[dict[Level, str]] = {"little": "bar", "some": "bar", "nearly": "nearly", "full": "full"}
_SAMPLE: Final = 3
_APART: Final = 2
NOTE: Final = "Of what 24 hours and 7 days allow: the fuller of the two."


def shares(budgets: Iterable[Budget]) -> dict[MuscleSide, float]:
    """How much of its fullest budget each muscle-side has used: 0 for none, 1 for all."""
    found: dict[MuscleSide, float] = {}
    for budget in budgets:
        fullest = max(gauge.share for gauge in gauges(budget))
        where = (budget.muscle, budget.side)
        found[where] = max(fullest, found.get(where, 0.0))
    return found


def legend(width: int) -> Rows:
    """What each level means: side by side where that fits, else one below the other."""
    parts: list[Row] = [(Ink(sample(level, _SAMPLE), _TONES[level]), Ink(f" {_MEANS[level]}")) for level in LEVELS]
    whole = sum(len(told(part)) for part in parts) + _APART * (len(parts) - 1)
    notes = wrapped(NOTE, width, "muted")
    if whole > width:
        return (*parts, *notes)
    row = parts[0]
    for part in parts[1:]:
        row = (*row, Ink(" " * _APART), *part)
    return (row, *notes)
