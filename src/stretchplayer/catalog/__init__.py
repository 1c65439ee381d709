"""The bundled moves, muscle names and advice, read on first use."""

from stretchplayer.catalog.loader import (
    AdvicePage,
    AdviceText,
    Move,
    Muscle,
    Section,
    advice,
    advice_page,
    disclaimer,
    figure_of,
    figures,
    group_name,
    moves,
    muscle,
    muscles,
    side_name,
    target_name,
)

__all__ = [
    "AdvicePage",
    "AdviceText",
    "Move",
    "Muscle",
    "Section",
    "advice",
    "advice_page",
    "disclaimer",
    "figure_of",
    "figures",
    "group_name",
    "moves",
    "muscle",
    "muscles",
    "side_name",
    "target_name",
]
