"""What stands in a text view for characters that cannot be seen, or that would steer the terminal."""

from typing import Final

# What would end a line, move the cursor or turn the direction of writing stands in the text as a private character
# of one cell each, so that columns are true and nothing of it reaches the terminal.
_UNSEEN: Final = "".join(
    chr(code)
    for code in (*range(0x09), 0x0B, 0x0C, 0x0D, *range(0x0E, 0x20), *range(0x7F, 0xA0), 0x61C, 0x200E, 0x200F)
) + "".join(chr(code) for code in (*range(0x2028, 0x202F), *range(0x2066, 0x206A), 0xFEFF))
_DROPPED: Final = {ord(mark): "" for mark in _UNSEEN}
_FIRST: Final = 0xF0000
_BLOCKS: Final = 1024
"""Of private characters, of 128 each."""


class Veil:
    """What stands for the characters that cannot be seen: private ones that the text itself does not have."""

    def __init__(self, text: str = "") -> None:
        used = {(ord(mark) - _FIRST) >> 7 for mark in set(text) if ord(mark) >= _FIRST}
        first = _FIRST + 128 * next((block for block in range(_BLOCKS) if block not in used), 0)
        codes = range(first, first + len(_UNSEEN))
        self._hidden = {ord(mark): code for mark, code in zip(_UNSEEN, codes, strict=True)}
        self._bared = dict(zip(codes, _UNSEEN, strict=True))
        self._drawn = dict.fromkeys(codes, "\N{REPLACEMENT CHARACTER}")
        self._dropped = {**_DROPPED, **dict.fromkeys(codes, "")}

    def fits(self, text: str) -> bool:
        """Whether the text has none of the characters that stand for others."""
        return max(text, default="") < chr(_FIRST) or self._bared.keys().isdisjoint(map(ord, set(text)))

    def hidden(self, text: str) -> str:
        """A text as the widget has it: line feeds end lines, what cannot be seen is a character of one cell."""
        return text.translate(self._hidden)

    def bared(self, text: str) -> str:
        """The text that `hidden` made the widget's of."""
        return text.translate(self._bared)

    def drawn(self, text: str) -> str:
        """A text of the widget's as it is drawn."""
        return text.translate(self._drawn)

    def dropped(self, text: str) -> str:
        """A text from elsewhere without what cannot be seen."""
        return text.translate(self._dropped)
