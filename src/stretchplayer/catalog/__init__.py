"""The bundled moves, muscle names and advice, read on first use."""

from stretchplayer.catalog.loader import (
    AdvicePage,
    AdviceText,
    Move,
    Muscle,
    Section,
    advice,
    advice_page,
    figure_of,
    figures,
    group_name,
    moves,
    muscle,
    muscles,
    side_name,
    target_name,
)
from stretchplayer.catalog.muscle_names import Asked, asked_names, muscle_names, muscles_named, spaced

__all__ = [
    "AdvicePage",
    "AdviceText",
    "Asked",
    "Move",
    "Muscle",
    "Section",
    "advice",
    "advice_page",
    "asked_names",
    "figure_of",
    "figures",
    "group_name",
    "moves",
    "muscle",
    "muscle_names",
    "muscles",
    "muscles_named",
    "side_name",
    "spaced",
    "target_name",
]
