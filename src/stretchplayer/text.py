"""Makes text safe to show, with escapes for what does not print; counts with nouns; reads other keyboards."""

import re
from typing import Final

from stretchplayer.translation import ngettext

# What JSON and CSV may hold raw, but a terminal would act upon: controls, line separators, and the marks that turn
# the direction of writing round.
_STEERING: Final = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_OTHER_LAYOUTS: Final = (
    ("йцукенгшщзхъфывапролджэячсмитьбю", "qwertyuiop[]asdfghjkl;'zxcvbnm,."),
    ("іїєў", "s]'o"),
    ("ςερτυθιοπασδφγηξκλζχψωβνμ", "wertyuiopasdfghjklzxcvbnm"),
)
"""Keys of Cyrillic and Greek keyboards, and what a Latin one has at the same place."""
_PLACES: Final = {there: here for theirs, ours in _OTHER_LAYOUTS for there, here in zip(theirs, ours, strict=True)}


def plain(text: str) -> str:
    r"""Text with everything that does not print written as an escape: `\x1b`, `\u202e`."""
    if text.isprintable():
        return text
    return "".join(mark if mark.isprintable() else escape(mark) for mark in text)


def escape(mark: str) -> str:
    r"""One character as TOML writes it in text: `\n`, `\x1b`, `\u202e`, `\U000e0001`."""
    code = ord(mark)
    named = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(mark)
    if named is not None:
        return named
    return f"\\x{code:02x}" if mark <= "\xff" else f"\\u{code:04x}" if mark <= "\uffff" else f"\\U{code:08x}"


def harmless(text: str) -> str:
    r"""Text for the screen: what would steer a terminal is an escape, as in `plain`; line breaks and tabs stay."""
    return _STEERING.sub(lambda found: found[0] if found[0] in "\n\t" else escape(found[0]), text)


def steerless(json: str) -> str:
    """JSON that means the same, and in which nothing steers a terminal; its line breaks stay."""
    return _STEERING.sub(lambda found: found[0] if found[0] == "\n" else f"\\u{ord(found[0]):04x}", json)


def capitalised(text: str) -> str:
    """The text with a capital at its beginning, as a sentence has it; the rest stays as it is."""
    return f"{text[:1].upper()}{text[1:]}"


def count_of(one: str, many: str, number: float) -> str:
    """A number of things in the language that holds; both texts have a place for `{count}`."""
    return ngettext(one, many, number).format(count=f"{number:,.12g}")


def counted(number: float, noun: str) -> str:
    """A number of things: "1 session", "2 sessions", "1,200 steps"."""
    return f"{number:,.12g} {noun}{'' if number == 1 else 's'}"


def latin(key: str) -> str:
    """The key without its case, by its place on a Latin keyboard, so that caps lock and layout make no difference."""
    return "".join(_PLACES.get(letter, letter) for letter in key.lower())
