"""How something is to be done, as a list says it beside the numbers: slowly, gently, with care."""

import re
from typing import Final

SLOWLY: Final = "slowly"
_SLOW: Final = re.compile(
    # "10 slow bridges", "slow reps"; but not "a slow count of 10", and not "lower slowly", which is said of one part.
    r"(?<![\w-])slow\s+(?:and\s+(?:controlled|steady|gentle)\s+)?(?!and\b|counts?\b|(?:deep\s+)?breath|down\b|to\b)[^\W\d]"
    r"|(?:^|[,;:.()\d]|\b(?:times|reps?|repetitions|x|do|done|mal))\s*(?:very\s+)?(?:slow(?:ly)?|langsam)"
    r"(?:\s+and\s+(?:controlled|steady|steadily|gently|with\s+control))?\s*(?=$|[,;.)])"
    r"|(?<![\w-])langsame[rsn]?\s+[^\W\d]",
    re.IGNORECASE,
)
_GENTLY: Final = re.compile(r"\b(?:gentl[ey]|softly|sanft\w*|behutsam)\b", re.IGNORECASE)
_CAREFULLY: Final = re.compile(r"\b(?:careful(?:ly)?|with care|vorsichtig)\b", re.IGNORECASE)


def manner_of(text: str) -> list[str]:
    """The words of a line for how it is all to be done: slowly, gently, carefully."""
    found = ((SLOWLY, _SLOW), ("gently", _GENTLY), ("carefully", _CAREFULLY))
    return [word for word, pattern in found if pattern.search(text)]
