"""Exit codes, and the failure that carries one."""

from typing import Final

FINE: Final = 0
PROBLEMS: Final = 1
"""Problems were found, or the session was ended before its end."""
WRONG: Final = 2
"""Wrong usage, or a file that cannot be played."""
UNFORESEEN: Final = 70
"""Something that nobody foresaw, reported in a file."""
INTERRUPTED: Final = 130


class Failure(Exception):
    """A command cannot do what it was asked; the text says why, `code` is the exit code."""

    def __init__(self, text: str, code: int = WRONG) -> None:
        super().__init__(text)
        self.code = code
