"""What people say when they look for something: complaints, sports, places; and what moves are called elsewhere."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Final, NamedTuple

from msgspec import Struct, convert

from stretchplayer.catalog import muscles_begun, muscles_named, read_table, target_name
from stretchplayer.model.muscles import GROUPS, MUSCLES, expand
from stretchplayer.translation import SOURCE, by_language, language, pgettext

_FILE: Final = "complaints.toml"
_SHORTEST: Final = 4
_LEAST_BEGUN: Final = 4
"""The fewest letters of a beginning that says what is meant."""
_NO_PLURAL: Final = ("ss", "us", "is", "ceps")


class Complaint(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the user says is the matter, has done or wants to do.

    `muscles` are those it is about, `routines` and `moves` the names of what is offered, each the best first. An
    `answer` has to be read before. With `stop`, nothing is offered. With `fresh`, what is offered is all there is:
    no muscles that are named beside it are stretched. With `made`, a routine that is made for its muscles suits better
    than those that are offered, which do more or less than that.
    """

    names: tuple[str, ...]
    muscles: tuple[str, ...]
    routines: tuple[str, ...]
    moves: tuple[str, ...]
    source: tuple[str, ...]
    answer: str = ""
    stop: bool = False
    fresh: bool = False
    made: bool = False


class Place(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the user is: what is done in `positions` fits, with no more than these `things` (None: whatever it needs).

    With `must`, it has to need one of these. `routines` and `moves` fit in any case, the best first.
    """

    names: tuple[str, ...]
    positions: frozenset[str]
    things: frozenset[str] | None = None
    must: frozenset[str] = frozenset()
    routines: tuple[str, ...] = ()
    moves: tuple[str, ...] = ()

    def fits(self, positions: Sequence[str], needs: Sequence[str]) -> bool:
        """Whether what is done in these positions, with these things, can be done there."""
        return (
            bool(positions)
            and self.positions.issuperset(positions)
            and (self.things is None or self.things.issuperset(needs))
            and (not self.must or not self.must.isdisjoint(needs))
        )


class Meaning(NamedTuple):
    """What some words mean; `muscles` are those of the complaint, or those that the words name."""

    complaint: Complaint | None = None
    place: Place | None = None
    muscles: tuple[str, ...] = ()


_SEARCH: Final = "words to search by"
"""The context of lists of words; what people say elsewhere is no translation, word by word, of what they say here."""


def _also(names: Sequence[str]) -> tuple[str, ...]:
    """These words, and those of the language that holds for the same."""
    if language() == SOURCE:
        return tuple(names)
    listed = "; ".join(names)
    found = pgettext(_SEARCH, listed)
    return tuple(names) if found == listed else (*names, *filter(None, map(str.strip, found.split(";"))))


@by_language()
def _articles() -> frozenset[str]:
    """Words that make no difference between two ways to say something."""
    return frozenset(unaccented(each) for each in _also(read_table(_FILE)["articles"]))


@by_language()
def _fillers() -> frozenset[str]:
    """Words that say nothing about what is looked for beside others that do."""
    return _articles() | frozenset(unaccented(each) for each in _also(read_table(_FILE)["fillers"]))


@cache
def complaints() -> tuple[Complaint, ...]:
    """Everything that is in the table."""
    return convert(tuple(read_table(_FILE)["complaint"]), tuple[Complaint, ...])


@cache
def places() -> tuple[Place, ...]:
    """Every place in the table."""
    return convert(tuple(read_table(_FILE)["place"]), tuple[Place, ...])


@by_language()
def called_elsewhere() -> Mapping[str, tuple[str, ...]]:
    """What moves are called elsewhere, by their keys; the first is the usual one."""
    return {key: _also(names) for key, names in read_table(_FILE)["moves"].items()}


def unaccented(text: str) -> str:
    """A text in small letters and without accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


def words_of(text: str) -> list[str]:
    """The words of a text, without case, accents and apostrophes, as everything here is looked up."""
    return re.sub(r"[-_/(),.:;!?\"]", " ", re.sub("['’`]", "", unaccented(text))).split()


def saying(words: tuple[str, ...]) -> tuple[str, ...]:
    """These words without those that say nothing beside others, or all of them where there are no others."""
    return tuple(word for word in words if word not in _fillers()) or words


def meaning(words: Sequence[str]) -> Meaning | None:
    """What these words mean, all of them together: a complaint, a place, muscles, or more than one of these."""
    said = _folded(words)
    complaint, place = _complaints().get(said), _places().get(said)
    muscles = complaint.muscles if complaint else muscles_named(" ".join(words)) or muscles_named(said)
    muscles = muscles or _muscles_elsewhere().get(said, ())
    return Meaning(complaint, place, muscles) if complaint or place or muscles else None


@by_language(128)
def meaning_begun(words: tuple[str, ...]) -> Meaning | None:
    """What these words are the beginning of, as they are typed: a complaint or a place, if only one, or muscles."""
    said = _folded(words)
    muscles = muscles_begun(" ".join(words))
    if len(said) >= _LEAST_BEGUN:
        # Half a word hides nothing: "short" is not yet "short of breath".
        begun = [each for name, each in _complaints().items() if name.startswith(said) and not each.stop]
        ills = {id(each): each for each in begun}
        where = {id(each): each for name, each in _places().items() if name.startswith(said)}
        if len(ills) + len(where) == 1:
            complaint, place = next(iter(ills.values()), None), next(iter(where.values()), None)
            return Meaning(complaint, place, complaint.muscles if complaint else muscles)
    return Meaning(muscles=muscles) if muscles else None


def complaint(words: str) -> Complaint | None:
    """The complaint that the words name, as they are or among others; None where they name none."""
    return next((found.complaint for _, found in meanings(words_of(words)) if found and found.complaint), None)


def muscles_of(words: str) -> tuple[str, ...]:
    """The muscle keys for what the user says: of its complaints, or else those that it names; none where unknown."""
    found = [each for _, each in meanings(words_of(words)) if each]
    of_complaints = [muscle for each in found if each.complaint for muscle in each.muscles]
    return tuple(dict.fromkeys(of_complaints or [muscle for each in found for muscle in each.muscles]))


def meanings(words: Sequence[str], *, begun: bool = False) -> list[tuple[tuple[str, ...], Meaning | None]]:
    """The words in runs that mean something together, the longest first found, and each other word by itself.

    Words that say nothing are left out, unless there are no others. With `begun`, the last run may be a beginning.
    """
    runs = _runs(tuple(words), fillers=_fillers().issuperset(words))
    if begun and runs and runs[-1][1] is None:
        runs = _last_begun(tuple(words)) or runs
    return [(run, means) for run, means in runs if means or run[0] not in _fillers()] or runs


def _runs(words: tuple[str, ...], *, fillers: bool = False) -> list[tuple[tuple[str, ...], Meaning | None]]:
    """The runs of these words; one of `fillers` alone means something only where there is nothing else."""
    for length in range(len(words), 0, -1):
        for first in range(len(words) - length + 1):
            run = words[first : first + length]
            if (fillers or not _fillers().issuperset(run)) and (found := meaning(run)) is not None:
                return [*_runs(words[:first]), (run, found), *_runs(words[first + length :])]
    return [((word,), None) for word in words]


def _last_begun(words: tuple[str, ...]) -> list[tuple[tuple[str, ...], Meaning | None]]:
    """The runs of these words, where the longest possible last one begins a name; none where it begins none."""
    for first in range(len(words)):
        if (found := meaning_begun(words[first:])) is not None:
            return [*_runs(words[:first]), (words[first:], found)]
    return []


@by_language()
def vocabulary() -> frozenset[str]:
    """Every word of the complaints, the places and the names of moves."""
    listed = (*(each.names for each in complaints()), *(each.names for each in places()))
    names = [name for those in listed for name in _also(those)]
    names += [name for those in called_elsewhere().values() for name in those]
    return frozenset(word for name in names for word in words_of(name))


@by_language()
def _complaints() -> Mapping[str, Complaint]:
    return {_folded(words_of(name)): each for each in complaints() for name in _also(each.names)}


@by_language()
def _places() -> Mapping[str, Place]:
    return {_folded(words_of(name)): each for each in places() for name in _also(each.names)}


@by_language()
def _muscles_elsewhere() -> Mapping[str, tuple[str, ...]]:
    """The muscles by their everyday names in the language that holds, if that is another one."""
    if language() == SOURCE:
        return {}
    return {_folded(words_of(target_name(each))): expand((each,)) for each in (*MUSCLES, *GROUPS)}


@lru_cache(maxsize=2048)
def _one(word: str) -> str:
    return word if len(word) < _SHORTEST or word.endswith(_NO_PLURAL) else word.removesuffix("s")


def _folded(words: Sequence[str]) -> str:
    return " ".join(_one(word) for word in words if word not in _articles())
