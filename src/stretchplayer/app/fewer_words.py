"""Which words to leave out where nothing is found that has all of them."""

from collections.abc import Callable, Sequence
from itertools import combinations
from typing import Final

from stretchplayer.catalog.complaints import saying
from stretchplayer.translation import gettext

_SHORTEST: Final = 2
"""Letters of a word that finds something by itself; what is shorter begins too many others."""
_MOST: Final = 5
"""As many words are tried together: each more doubles the tries."""


def fewer(words: Sequence[str], count: Callable[[tuple[str, ...]], int]) -> tuple[str, ...]:
    """The most of these words that find something together; of as many, without those that find least alone.

    `count` says how much some words find. None are left where none of them finds anything.
    """
    alone = {word: count((word,)) for word in saying(tuple(words)) if len(word) >= _SHORTEST}
    left = tuple(word for word, found in alone.items() if found)[:_MOST]
    for length in range(len(left), 0, -1):
        tries = combinations(left, length)
        for some in sorted(tries, key=lambda some: sorted(alone[word] for word in left if word not in some)):
            # All words as they were given were tried before.
            if some != tuple(words) and count(some):
                return some
    return ()


def found_for(said: str, meant: str, *, fewer: bool) -> str:
    """What is said about results for other words than those that were given."""
    if fewer:
        return gettext("Nothing has all of these words; these are for: {meant}.").format(meant=meant)
    return gettext('Nothing is found for "{said}"; these are for "{meant}".').format(said=said, meant=meant)
