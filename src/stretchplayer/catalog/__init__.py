"""The bundled moves, muscle names and advice, read on first use."""

from stretchplayer.catalog.loader import (
    AdviceText,
    Move,
    Muscle,
    advice,
    disclaimer,
    group_name,
    moves,
    muscle,
    muscles,
    side_name,
    target_name,
)

__all__ = [
    "AdviceText",
    "Move",
    "Muscle",
    "advice",
    "disclaimer",
    "group_name",
    "moves",
    "muscle",
    "muscles",
    "side_name",
    "target_name",
]
