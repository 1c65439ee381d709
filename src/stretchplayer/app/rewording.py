"""Other words where those given find nothing: fewer of them, the nearest known ones, or another keyboard layout."""

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import combinations, islice, product
from typing import Final

from stretchplayer.catalog import muscle_names
from stretchplayer.catalog.complaints import (
    dangers_named_elsewhere,
    meaning,
    saying,
)
from stretchplayer.catalog.plain_words import words_of
from stretchplayer.catalog.sayings import dangers, idea_words, small_words, spelt_right
from stretchplayer.model.muscles import GROUPS
from stretchplayer.text import latin
from stretchplayer.translation import gettext

LEAST: Final = 3
"""The fewest letters of a word that can be misspelt; of fewer, any would be near."""
LEAST_TO_START: Final = 5
"""The same where what is found is started at once."""
_MOST = 4
"""As many other wordings are tried."""
_SHORTEST: Final = 2
"""Letters of a word that finds something by itself; what is shorter begins too many others."""
_MOST_TOGETHER: Final = 5
"""As many words are tried together: each more doubles the tries."""


def reworded(text: str, known: Collection[str], *, least: int = LEAST, begun: bool = True) -> Iterator[list[str]]:
    """Other words for a text, the likeliest first: as typed with a Latin layout, with slips put right, the last begun.

    `known` are the words that there are, beside the names of muscles. No word of fewer than `least`
    letters is misspelt; without `begun`, none is only the beginning of another.
    """
    words = words_of(text)
    if not text.isascii():
        yield words_of(latin(text))
    everything = frozenset(known) | _of_muscles()
    yield from _respelt(words, everything, least)
    last = words[-1]
    if len(last) > LEAST and begun:
        yield from _respelt(words, {word[: len(last)] for word in everything if len(word) >= len(last)})


def gravely_meant(words: Sequence[str], known: Collection[str]) -> Iterator[list[str]]:
    """Other words for these that say a danger: in another language, or with the slips put right of those that can be.

    That is so however much else these words say.
    """
    yield from dangers_named_elsewhere(words)
    everything = frozenset(known) | _of_muscles() | idea_words()
    respelt = _respelt(words, everything, LEAST_TO_START, all_of_them=False)
    yield from (each for each in respelt if dangers(each))


def _respelt(
    words: Sequence[str], known: Collection[str], least: int = LEAST, *, all_of_them: bool = True
) -> Iterator[list[str]]:
    """The words with each that is not known as the nearest ones, at most `_MOST` of them.

    Where one has none there are none, unless it need not be `all_of_them`.
    """
    # Imported here: what is spelt as it should be needs it not.
    from stretchplayer.routine.faults import Spelling

    spelling, choices = Spelling(), []
    for word in words:
        right = word in known or word in spelt_right() or word in small_words() or word.isdecimal()
        if right or len(word) < least:
            choices.append([word] if right else [*_swapped(word, known), word][:1])
            continue
        near = spelling.slips(word, [each for each in known if each[:1] == word[:1]])
        near = near or spelling.slips(word, [each for each in known if each[1:2] == word[:1] or each[:1] == word[1:2]])
        # What means something by itself is likelier than a word that does not.
        choices.append(sorted(near or [word] * (not all_of_them), key=lambda each: (meaning((each,)) is None, each)))
    found = (list(each) for each in product(*choices) if list(each) != list(words))
    yield from islice(found, _MOST)


def _swapped(word: str, known: Collection[str]) -> list[str]:
    """The known words that a short one is with two of its letters swapped: "bakc" is too short for any other slip."""
    swaps = (f"{word[:at]}{word[at + 1]}{word[at]}{word[at + 2 :]}" for at in range(len(word) - 1))
    return [each for each in swaps if len(word) > LEAST and each != word and each in known]


def _of_muscles() -> frozenset[str]:
    return frozenset(word for name in (*muscle_names(), *GROUPS) for word in name.split())


def fewer(words: Sequence[str], count: Callable[[tuple[str, ...]], int]) -> tuple[str, ...]:
    """The most of these words that find something together; of as many, without those that find least alone.

    `count` says how much some words find. None are left where none of them finds anything.
    """
    nothing = small_words()
    alone = {word: count((word,)) for word in saying(tuple(words)) if len(word) >= _SHORTEST and word not in nothing}
    left = tuple(word for word, found in alone.items() if found)[:_MOST_TOGETHER]
    for length in range(len(left), 0, -1):
        tries = combinations(left, length)
        for some in sorted(tries, key=lambda some: sorted(alone[word] for word in left if word not in some)):
            # All words as they were given were tried before.
            if some != tuple(words) and count(some):
                whole = _with_what_leads(words, some)
                return whole if whole != tuple(words) and count(whole) else some
    return ()


def _with_what_leads(words: Sequence[str], some: Collection[str]) -> tuple[str, ...]:
    """Some of the words, and each that says nothing by itself and leads to one of them: "after running"."""
    pairs = zip(words, [*words[1:], ""], strict=True)
    return tuple(word for word, then in pairs if word in some or (word in small_words() and then in some))


def found_for(said: str, meant: str, *, fewer: bool) -> str:
    """What is said about results for other words than those that were given."""
    if fewer:
        return gettext("Nothing has all of these words; these are for: {meant}.").format(meant=meant)
    return gettext('Nothing is found for "{said}"; these are for "{meant}".').format(said=said, meant=meant)
