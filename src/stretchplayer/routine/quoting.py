"""How text and values of a file appear in messages: short, on one line, without control characters."""

import json
from collections.abc import Sequence
from typing import Final

from stretchplayer.model.duration import VALUE_NAMES
from stretchplayer.text import escape, plain

__all__ = ["LONGEST", "article", "choices", "escape", "joined", "key", "message", "plain", "short", "text", "value"]

LONGEST: Final = 60
"""Characters of a file's own words that a message shows at most."""
_LONGEST_MESSAGE: Final = 600
_HUGE_BITS: Final = 128


def short(text: str, longest: int = LONGEST) -> str:
    """`text` as it may stand in a message, cut to `longest` characters."""
    return plain(text if len(text) <= longest else f"{text[: longest - 1]}…")


def message(text: str) -> str:
    """A whole message made safe to print, whatever came into it."""
    return short(text, _LONGEST_MESSAGE)


def key(name: str) -> str:
    """A key as a message shows it."""
    return f"`{short(name)}`"


def value(thing: object) -> str:
    """A value as a message shows it: text in quotes, numbers as they are, everything else by its name."""
    if isinstance(thing, str):
        return f'"{short(thing)}"'
    if isinstance(thing, bool):
        return str(thing).lower()
    # Python refuses to write out whole numbers of thousands of digits.
    if isinstance(thing, int) and thing.bit_length() > _HUGE_BITS:
        return "a huge number"
    return VALUE_NAMES.get(type(thing).__name__, str(thing))


def text(words: str) -> str:
    """`words` as a file writes them: in straight quotes, on one line."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")


def choices(words: tuple[str, ...]) -> str:
    """Words to choose from, as they are written in a file."""
    listed = ", ".join(f'"{word}"' for word in words)
    return listed if len(words) == 1 else f"one of {listed}"


def joined(words: Sequence[str], last: str) -> str:
    """Words as people list them, `last` before the last one: "a, b and c"."""
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else words[0]


def article(word: str) -> str:
    """`a` or `an`, whichever the word takes."""
    return "an" if word[0] in "aeiou" else "a"
