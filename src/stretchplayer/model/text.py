"""What text a file may hold: printable characters only, because it is shown and spoken as it stands."""

from typing import Annotated, Final

from msgspec import Meta

# C0 and C1 controls (terminal escapes among them), line and paragraph separators, and the marks that
# turn the direction of writing round: none of them can be seen, all of them can change what is.
_UNSEEN: Final = "\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069"
# `$` would let a line break at the end through in Python but not in a JSON Schema; this lets none through in either.
_END: Final = "(?![\\s\\S])"
ONE_LINE: Final = f"^(?=.*\\S)[^{_UNSEEN}]*{_END}"
"""Pattern of a text on one line with something to see in it."""
LINES: Final = f"^[^{_UNSEEN}]*(?:\\r?\\n[^{_UNSEEN}]*)*{_END}"
"""Pattern of a text that may break lines; they are joined again when it is shown."""

Title = Annotated[str, Meta(min_length=1, max_length=80, pattern=ONE_LINE)]
Name = Annotated[str, Meta(min_length=1, max_length=60, pattern=ONE_LINE)]
Label = Annotated[str, Meta(min_length=1, max_length=120, pattern=ONE_LINE)]
Passage = Annotated[str, Meta(max_length=600, pattern=LINES)]


class Labels(tuple[str, ...]):
    """Short texts of one line each; a file may give one text instead of a list."""

    __slots__ = ()
