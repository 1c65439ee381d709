"""Words as everything here is looked up: in small letters, without accents, one of several without its `s`."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final

from stretchplayer.catalog import read_table
from stretchplayer.translation import SOURCE, language, pgettext

COMPLAINTS: Final = "complaints.toml"
_SHORTEST: Final = 4
_NO_PLURAL: Final = ("ss", "us", "is", "ceps")
_SEARCH: Final = "words to search by"
"""The context of lists of words; what people say elsewhere is no translation, word by word, of what they say here."""


def unaccented(text: str) -> str:
    """A text in small letters and without accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


def words_of(text: str) -> list[str]:
    """The words of a text, without case, accents and apostrophes, as everything here is looked up."""
    return re.sub(r"[-_/(),.:;!?\"]", " ", re.sub("['’`]", "", unaccented(text))).split()


def also(names: Sequence[str], code: str) -> tuple[str, ...]:
    """These words, and those of another language for the same."""
    return (*names, *only_in(names, code)) if code != SOURCE else tuple(names)


def only_in(names: Sequence[str], code: str) -> tuple[str, ...]:
    """What is said in a language for these words of English, and in no other."""
    if code == SOURCE:
        return tuple(names)
    listed = "; ".join(names)
    found = pgettext(_SEARCH, listed, code)
    return () if found == listed else tuple(filter(None, map(str.strip, found.split(";"))))


def articles() -> frozenset[str]:
    """Words that make no difference between two ways to say something."""
    return articles_in(language())


@cache
def articles_in(code: str) -> frozenset[str]:
    """The same in a language, with those of English."""
    return frozenset(unaccented(each) for each in also(read_table(COMPLAINTS)["articles"], code))


@lru_cache(maxsize=2048)
def one(word: str) -> str:
    """A word for one of what it says."""
    return word if len(word) < _SHORTEST or word.endswith(_NO_PLURAL) else word.removesuffix("s")


def folded(words: Sequence[str]) -> str:
    """Words as they stand for themselves and their plural, without articles."""
    return " ".join(one(word) for word in words if word not in articles())
