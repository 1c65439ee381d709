"""What people say when they look for something: complaints, sports, places; and what moves are called elsewhere."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Final, NamedTuple

from msgspec import Struct, convert

from stretchplayer.catalog import Asked, muscles_begun, muscles_named, read_table, target_name
from stretchplayer.catalog.plain_words import COMPLAINTS, also, articles_in, folded, unaccented, words_of
from stretchplayer.catalog.sayings import as_meant, dangers, dangers_elsewhere, small_words
from stretchplayer.catalog.translated import passage
from stretchplayer.model.muscles import GROUPS, MUSCLES, expand
from stretchplayer.translation import SOURCE, in_language, language, languages

_LEAST_BEGUN: Final = 4
"""The fewest letters of a beginning that says what is meant."""
_POSES: Final = ("pose", "stretch", "exercise")
"""What may stand behind the name of a move."""


class Complaint(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What somebody says is the matter, has done or wants to do.

    `muscles` are those it is about, `routines` and `moves` the names of what is offered, each the best first. An
    `answer` has to be read before. With `stop`, nothing is offered, and the answer goes before all others where help
    is needed `now`. With `fresh`, what is offered is all there is: no muscles that are named beside it are stretched.
    With `made`, a routine that is made for its muscles suits better
    than those that are offered, which do more or less than that. What a question of the `profile` asks about is started
    only where it is answered so there, which leaves out what is not for them. With `only`, the moves that are named are
    all that is listed: others for the same muscles may do harm. With `first`, the first of the routines is started
    wherever somebody is and whatever it needs, unless other muscles are named as well. An `activity` is left out where
    something hurts that is none of its muscles.
    """

    names: tuple[str, ...]
    muscles: tuple[str, ...]
    routines: tuple[str, ...]
    moves: tuple[str, ...]
    source: tuple[str, ...]
    answer: str = ""
    stop: bool = False
    now: bool = False
    fresh: bool = False
    made: bool = False
    profile: str = ""
    only: bool = False
    first: bool = False
    activity: bool = False


class Place(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where somebody is: what is done in `positions` fits, with no more than these `things` (None: whatever it needs).

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


def _fillers() -> frozenset[str]:
    """Words that say nothing about what is looked for beside others that do."""
    return _fillers_in(language())


@cache
def _fillers_in(code: str) -> frozenset[str]:
    return articles_in(code) | frozenset(unaccented(each) for each in also(read_table(COMPLAINTS)["fillers"], code))


@cache
def complaints() -> tuple[Complaint, ...]:
    """Everything that is in the table."""
    return convert(tuple(read_table(COMPLAINTS)["complaint"]), tuple[Complaint, ...])


@cache
def places() -> tuple[Place, ...]:
    """Every place in the table."""
    return convert(tuple(read_table(COMPLAINTS)["place"]), tuple[Place, ...])


def names_in(complaint: Complaint, code: str) -> tuple[str, ...]:
    """What people say for a complaint in one language, and in no other."""
    names = also(complaint.names, code)
    return names if code == SOURCE else names[len(complaint.names) :]


def called_elsewhere() -> Mapping[str, tuple[str, ...]]:
    """What moves are called elsewhere, by their keys; the first is the usual one."""
    return _called_elsewhere(language())


@cache
def _called_elsewhere(code: str) -> Mapping[str, tuple[str, ...]]:
    return {key: also(names, code) for key, names in read_table(COMPLAINTS)["moves"].items()}


def saying(words: tuple[str, ...]) -> tuple[str, ...]:
    """These words without those that say nothing beside others, or all of them where there are no others."""
    return tuple(word for word in words if word not in _fillers()) or words


def meaning(words: Sequence[str]) -> Meaning | None:
    """What these words mean, all of them together: a complaint, a place, muscles, or more than one of these."""
    said = folded(words)
    complaint, place = _complaints().get(said) or _stopping(words), _places().get(said)
    muscles = complaint.muscles if complaint else muscles_named(" ".join(words)) or muscles_named(said)
    muscles = muscles or _muscles_elsewhere(language()).get(said, ())
    return Meaning(complaint, place, muscles) if complaint or place or muscles else None


def elsewhere(words: Sequence[str]) -> Iterator[list[str]]:
    """What these words mean in another language, in words of the one that holds, if each of them is known there.

    A danger is known by some of them.
    """
    yield from dangers_named_elsewhere(words)
    for code in (SOURCE, *languages()):
        if code != language() and (found := _said_elsewhere(tuple(words), code)) is not None:
            yield words_of(" ".join(found))


def dangers_named_elsewhere(words: Sequence[str]) -> Iterator[list[str]]:
    """The dangers that these words say in another language, by what they are called."""
    return (words_of(_named(each.of).names[0]) for each in dangers_elsewhere(words))


def _said_elsewhere(words: tuple[str, ...], code: str) -> list[str] | None:
    """The words in the language that holds for words of another; None where one of them is not known there."""
    for length in range(len(words), 0, -1):
        for first in range(len(words) - length + 1):
            here = _name_here(words[first : first + length], code)
            if here is not None:
                before, after = (_said_elsewhere(each, code) for each in (words[:first], words[first + length :]))
                return None if before is None or after is None else [*before, here, *after]
    left = [word for word in words if word not in _fillers_in(code) and not word.isdecimal()]
    return None if left else [word for word in words if word.isdecimal()]


def _name_here(words: tuple[str, ...], code: str) -> str | None:
    """What stands in the table of another language for these words, as it is called in the one that holds."""
    with in_language(code):
        if _fillers().issuperset(words):
            return None
        said = folded(words)
        stands = _complaints().get(said) or _stopping(words) or _places().get(said)
        muscles = () if stands else _keys_elsewhere(code).get(said, ())
    if stands is not None:
        return (also(stands.names, language())[0 if language() == SOURCE else len(stands.names) :] or stands.names)[0]
    return target_name(muscles[0]) if muscles else None


def answers(ills: Sequence[Complaint]) -> str:
    """What has to be read before anything is done about these, without a full stop; "" where nothing has.

    Of what stops, each answer is given once, the most urgent first; of all else the first one.
    """
    said = [each for each in ills if each.answer]
    graver = sorted(said, key=lambda each: (not each.stop, not each.now, bool(each.muscles), complaints().index(each)))
    texts = [passage(each.answer.strip()) for each in graver if each.stop] or [
        passage(each.answer.strip()) for each in graver[:1]
    ]
    first, *others = dict.fromkeys(texts) or ("",)
    return ". ".join((first, *(f"{each[:1].upper()}{each[1:]}" for each in others)))


def is_move(words: Sequence[str]) -> bool:
    """Whether these words, all of them together, are what a move is called, here or elsewhere."""
    names = _moves_in(language())
    return folded(words) in names or (len(words) > 1 and words[-1] in _POSES and folded(words[:-1]) in names)


@cache
def _moves_in(code: str) -> frozenset[str]:
    return frozenset(folded(words_of(name)) for names in _called_elsewhere(code).values() for name in names)


def against() -> frozenset[str]:
    """Words after which something is named that is not meant: "not", "without"."""
    return _against_in(language())


@cache
def _against_in(code: str) -> frozenset[str]:
    return frozenset(unaccented(each) for each in also(read_table(COMPLAINTS)["against"], code))


def meaning_begun(words: tuple[str, ...]) -> Meaning | None:
    """What these words are the beginning of, as they are typed: a complaint or a place, if only one, or muscles."""
    return _meaning_begun(words, language())


@lru_cache(maxsize=128)
def _meaning_begun(words: tuple[str, ...], _language: str) -> Meaning | None:
    said = folded(words)
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


def answer_of(asked: Asked) -> str:
    """What is answered to what is no one muscle, for people who write no file: with everyday names for keys."""
    return re.sub(r"`([^`]+)`(?= (\()|)", _everyday, passage(asked.said or asked.answer))


def _everyday(found: re.Match[str]) -> str:
    key = found[1]
    # What is explained behind it anyway is not said twice.
    explained = found[2] is not None and "_" not in key
    return target_name(key) if (key in MUSCLES or key in GROUPS) and not explained else key


def muscles_of(words: str) -> tuple[str, ...]:
    """The muscle keys for what somebody says: of its complaints, or else those that it names; none where unknown."""
    found = [each for _, each in meanings(words_of(words)) if each]
    of_complaints = [muscle for each in found if each.complaint for muscle in each.muscles]
    return tuple(dict.fromkeys(of_complaints or [muscle for each in found for muscle in each.muscles]))


def meanings(words: Sequence[str], *, begun: bool = False) -> list[tuple[tuple[str, ...], Meaning | None]]:
    """The words in runs that mean something together, the longest first found, and each other word by itself.

    Words that say nothing are left out, unless there are no others. With `begun`, the last run may be a beginning.
    What only sounds like something else is taken for what it means, unless it is in the table as it stands. A danger
    is all of the words together, and stands before what the others mean.
    """
    known = meaning(words)
    if known and known.complaint and not known.complaint.stop:
        return [(tuple(words), known)]
    words = as_meant(words)
    grave = dangers(words)
    if not grave:
        return _meanings(tuple(words), begun=begun)
    found = [(tuple(words), Meaning(_named(each.of))) for each in grave]
    left = tuple(word for at, word in enumerate(words) if not any(at in each.at for each in grave))
    return [*found, *(_meanings(left, begun=begun) if left else ())]


def _named(name: str) -> Complaint:
    """The complaint with this name in English."""
    return next(each for each in complaints() if name in each.names)


def _meanings(words: tuple[str, ...], *, begun: bool) -> list[tuple[tuple[str, ...], Meaning | None]]:
    nothing = _fillers() | small_words()
    runs = _runs(words, fillers=nothing.issuperset(words))
    if begun and runs and runs[-1][1] is None:
        runs = _last_begun(words) or runs
    runs = _without_activities(runs)
    return [(run, means) for run, means in runs if means or run[0] not in nothing] or runs


def _without_activities(
    runs: list[tuple[tuple[str, ...], Meaning | None]],
) -> list[tuple[tuple[str, ...], Meaning | None]]:
    """The runs without what somebody has done where a part of the body is said that it does not work most on."""

    def is_activity(means: Meaning | None) -> bool:
        return bool(means and means.complaint and means.complaint.activity)

    parts = {means.muscles[0] for _, means in runs if means and means.muscles and not is_activity(means)}
    return [(run, means) for run, means in runs if not (means and is_activity(means) and parts - {*means.muscles})]


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


def vocabulary() -> frozenset[str]:
    """Every word of the complaints, the places and the names of moves."""
    return _vocabulary(language())


@cache
def _vocabulary(code: str) -> frozenset[str]:
    listed = (*(each.names for each in complaints()), *(each.names for each in places()))
    names = [name for those in listed for name in also(those, code)]
    names += [name for those in _called_elsewhere(code).values() for name in those]
    return frozenset(word for name in names for word in words_of(name))


def _complaints() -> Mapping[str, Complaint]:
    return _complaints_in(language())


@cache
def _complaints_in(code: str) -> Mapping[str, Complaint]:
    return {folded(words_of(name)): each for each in complaints() for name in also(each.names, code)}


def _stopping(words: Sequence[str]) -> Complaint | None:
    """What stops, said in another order, or with words between that say nothing: "my legs are numb"."""
    kept = [word for word in words if word not in _fillers()]
    stops = _stops_in(language())
    # A word at an end may belong to what stands there: "chest pain and numb legs".
    between = len(kept) > 1 and words[0] == kept[0] and words[-1] == kept[-1]
    return stops.get(_in_order(words)) or (stops.get(_in_order(kept)) if between else None)


@cache
def _stops_in(code: str) -> Mapping[str, Complaint]:
    """What stops, by the words of each name that has more than one."""
    stops = [each for each in complaints() if each.stop]
    found = {_in_order(words_of(name)): each for each in stops for name in also(each.names, code)}
    return {name: each for name, each in found.items() if " " in name}


def _in_order(words: Sequence[str]) -> str:
    return " ".join(sorted(folded(words).split()))


def _places() -> Mapping[str, Place]:
    return _places_in(language())


@cache
def _places_in(code: str) -> Mapping[str, Place]:
    return {folded(words_of(name)): each for each in places() for name in also(each.names, code)}


@cache
def _muscles_elsewhere(code: str) -> Mapping[str, tuple[str, ...]]:
    """The muscles by their everyday names in another language."""
    return {} if code == SOURCE else {name: expand(keys) for name, keys in _keys_elsewhere(code).items()}


@cache
def _keys_elsewhere(code: str) -> Mapping[str, tuple[str, ...]]:
    """The keys of muscles and groups by their everyday names in a language."""
    return {folded(words_of(target_name(each, code))): (each,) for each in (*MUSCLES, *GROUPS)}
