"""What a Linux console shows in place of letters that its font of 256 has not: blocks for dots, plainer signs."""

from typing import Final

_BRAILLE: Final = 0x2800
_UPPER: Final = 0b11011
"""The dots of the upper two rows of a braille letter; the others are below."""
_DENSE: Final = ((4, "░"), (6, "▒"), (8, "▓"), (9, "█"))
"""From how many dots on, where there are some above and some below."""
_SIGNS: Final = {
    "━": "═", "╸": "═", "╺": "─", "┃": "│", "╭": "┌", "╮": "┐", "╰": "└", "╯": "┘",
    "▏": "▌", "▎": "▌", "▍": "▌", "▋": "█", "▊": "█", "▉": "█", "▕": "▐", "▔": "▀",
    "▁": "_", "▂": "▄", "▃": "▄", "▅": "▄", "▆": "█", "▇": "█",
    "◀": "◄", "▶": "►", "▸": "►", "◂": "◄", "●": "•", "◉": "•", "⭘": "○", "✓": "√", "✔": "√", "✂": "<",
    "⏎": "┘", "…": ".", "–": "-", "—": "-", "\u2212": "-", "×": "x", "’": "'", "\u2018": "'", "“": '"', "”": '"',
    "⚠": "!", "■": "█", "▪": "•",
}  # fmt: skip


def _block(code: int) -> str:
    dots, upper = code.bit_count(), (code & _UPPER).bit_count()
    if not dots:
        return " "
    if upper in (0, dots):
        return "▀" if upper else "▄"
    return next(block for less, block in _DENSE if dots < less)


CONSOLE: Final = str.maketrans({**_SIGNS, **{chr(_BRAILLE | code): _block(code) for code in range(256)}})
"""For `str.translate`: each sign becomes one of the same width, out of those that every console font has."""


def plainer(term: str | None) -> bool:
    """Whether a terminal that calls itself `term` is a console with a font of a few hundred signs."""
    return (term or "").startswith("linux")
