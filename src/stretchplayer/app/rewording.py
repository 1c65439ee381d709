"""What somebody may have meant by words that find nothing: the nearest known words, or another keyboard layout."""

from collections.abc import Collection, Iterator, Sequence

from stretchplayer.app.keyboard_layouts import latin
from stretchplayer.catalog import muscle_names
from stretchplayer.catalog.complaints import words_of
from stretchplayer.model.muscles import GROUPS

_LEAST = 4
"""The fewest letters of a word that can be misspelt; of fewer, any would be near."""


def reworded(text: str, known: Collection[str]) -> Iterator[list[str]]:
    """Other words for a text, the likeliest first: as typed with a Latin layout, with slips put right, the last begun.

    `known` are the words that there are, beside the names of muscles.
    """
    words = words_of(text)
    if not text.isascii():
        yield words_of(latin(text))
    everything = frozenset(known) | _of_muscles()
    whole = _respelt(words, everything)
    if whole is not None:
        yield whole
    last = words[-1]
    if len(last) >= _LEAST:
        begun = _respelt(words, {word[: len(last)] for word in everything if len(word) >= len(last)})
        if begun is not None and begun != whole:
            yield begun


def _respelt(words: Sequence[str], known: Collection[str]) -> list[str] | None:
    """The words with each that is not known as the nearest one; None where one has none, or nothing changes."""
    # Imported here: what is spelt as it should be needs it not.
    from stretchplayer.routine.faults import Spelling

    spelling, found = Spelling(), []
    for word in words:
        if word in known or len(word) < _LEAST or word.isdecimal():
            found.append(word)
            continue
        near = spelling.slips(word, [each for each in known if each[:1] == word[:1]])
        near = near or spelling.slips(word, [each for each in known if each[1:2] == word[:1] or each[:1] == word[1:2]])
        if not near:
            return None
        found.append(min(near, key=lambda each: (abs(len(each) - len(word)), each)))
    return None if found == list(words) else found


def _of_muscles() -> frozenset[str]:
    return frozenset(word for name in (*muscle_names(), *GROUPS) for word in name.split())
