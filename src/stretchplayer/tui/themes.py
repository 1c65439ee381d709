"""Our own looks: a dark one, a light one, and one of highest contrast; and a colour for each phase."""

from typing import Final

from textual.theme import Theme

PHASES: Final = {
    "phase-prepare": "accent",
    "phase-work": "success",
    "phase-contract": "warning",
    "phase-rest": "primary",
    "phase-stop": "error",
}
"""Which of a theme's colours each phase has, unless the theme gives its own; a word always stands beside it."""

DARK: Final = Theme(
    name="stretch-dark",
    primary="#7fb4d6",
    secondary="#8fa3ad",
    accent="#e0b56c",
    success="#8fcf9f",
    warning="#e8a065",
    error="#ef8a8a",
    foreground="#dfe6e9",
    background="#11181c",
    surface="#182127",
    panel="#202c33",
    dark=True,
)
LIGHT: Final = Theme(
    name="stretch-light",
    primary="#1f5f86",
    secondary="#566871",
    accent="#855600",
    success="#1d6b36",
    warning="#99470a",
    error="#a32626",
    foreground="#1c2529",
    background="#f6f4ef",
    surface="#ece9e2",
    panel="#e0dcd3",
    dark=False,
)
CONTRAST: Final = Theme(
    name="stretch-contrast",
    primary="#7fdfff",
    secondary="#ffffff",
    accent="#ffff55",
    success="#66ff66",
    warning="#ffb347",
    error="#ff8080",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1a1a1a",
    dark=True,
    variables={"border": "#ffffff", "block-cursor-background": "#ffff55", "block-cursor-foreground": "#000000"},
)
OURS: Final = (DARK, LIGHT, CONTRAST)
