"""What somebody may have meant by words that find nothing: the nearest known words, or another keyboard layout."""

from collections.abc import Collection, Iterator, Sequence
from itertools import islice, product

from stretchplayer.app.keyboard_layouts import latin
from stretchplayer.catalog import muscle_names
from stretchplayer.catalog.complaints import meaning, words_of
from stretchplayer.model.muscles import GROUPS

_LEAST = 3
"""The fewest letters of a word that can be misspelt; of fewer, any would be near."""
_MOST = 4
"""As many other wordings are tried."""


def reworded(text: str, known: Collection[str]) -> Iterator[list[str]]:
    """Other words for a text, the likeliest first: as typed with a Latin layout, with slips put right, the last begun.

    `known` are the words that there are, beside the names of muscles.
    """
    words = words_of(text)
    if not text.isascii():
        yield words_of(latin(text))
    everything = frozenset(known) | _of_muscles()
    yield from _respelt(words, everything)
    last = words[-1]
    if len(last) > _LEAST:
        yield from _respelt(words, {word[: len(last)] for word in everything if len(word) >= len(last)})


def _respelt(words: Sequence[str], known: Collection[str]) -> Iterator[list[str]]:
    """The words with each that is not known as the nearest ones, at most `_MOST` of them; none where one has none."""
    # Imported here: what is spelt as it should be needs it not.
    from stretchplayer.routine.faults import Spelling

    spelling, choices = Spelling(), []
    for word in words:
        if word in known or len(word) < _LEAST or word.isdecimal():
            choices.append([word])
            continue
        near = spelling.slips(word, [each for each in known if each[:1] == word[:1]])
        near = near or spelling.slips(word, [each for each in known if each[1:2] == word[:1] or each[:1] == word[1:2]])
        # What means something by itself is likelier than a word that does not.
        choices.append(sorted(near, key=lambda each: (meaning((each,)) is None, each)))
    found = (list(each) for each in product(*choices) if list(each) != list(words))
    yield from islice(found, _MOST)


def _of_muscles() -> frozenset[str]:
    return frozenset(word for name in (*muscle_names(), *GROUPS) for word in name.split())
