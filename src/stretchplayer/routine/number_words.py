"""Numbers that are written as English words."""

import re
from typing import Final

_ONES: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS: Final = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip
_WORDS: Final = re.compile(
    rf"\s*(?:(?P<tens>{'|'.join(_TENS)})(?:[\s-]+(?P<unit>{'|'.join([*_ONES][:9])}))?|(?P<one>{'|'.join(_ONES)}))\b"
    r"[\s-]*(?P<rest>.*?)\s*",
    re.IGNORECASE | re.DOTALL,
)


def in_digits(text: str) -> str:
    """The text with the number in digits that it begins with in words, from one to ninety-nine; others as they are."""
    found = _WORDS.fullmatch(text)
    if found is None:
        return text
    tens, unit, one = (found[name].casefold() if found[name] else "" for name in ("tens", "unit", "one"))
    return f"{_TENS.get(tens, 0) + _ONES.get(unit or one, 0)} {found['rest']}".rstrip()
