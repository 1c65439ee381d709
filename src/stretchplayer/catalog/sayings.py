"""What is dangerous however it is said, what only sounds so, and words that say nothing by themselves."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Final, NamedTuple

from stretchplayer.catalog import read_table
from stretchplayer.catalog.plain_words import also, articles_in, one, only_in, words_of
from stretchplayer.translation import SOURCE, language, languages

_FILE: Final = "sayings.toml"
_ANY: Final = "*"
"""What ends a beginning that stands for every word with it."""
_AND, _WITHOUT = " + ", " - "
"""What stands in a sign between the ideas that have to be there, and before one that must not be."""


class Danger(NamedTuple):
    """A danger that was said: `of` is the name of the complaint that answers it, `at` where its words stand."""

    of: str
    at: frozenset[int]


class _Phrase(NamedTuple):
    """Some words one after another, and what they are for: an idea, or what they mean `unless` some idea is there."""

    words: tuple[str, ...]
    stands_for: str
    unless: tuple[str, ...] = ()


class _Phrases(NamedTuple):
    """Phrases by their first word; `begun` are those whose first word is a beginning, by its first letter."""

    by_first: Mapping[str, list[_Phrase]]
    begun: Mapping[str, list[_Phrase]]

    def at(self, said: Sequence[str], start: int) -> Iterator[_Phrase]:
        """The phrases that stand at one place of what was said."""
        for each in (*self.by_first.get(said[start], ()), *self.begun.get(said[start][0], ())):
            here = said[start : start + len(each.words)]
            if len(here) == len(each.words) and all(map(_is, here, each.words)):
                yield each


def _is(word: str, wanted: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted.endswith(_ANY) else word == wanted


def _phrases(named: Iterable[tuple[str, str, Sequence[str]]], code: str) -> _Phrases:
    by_first: dict[str, list[_Phrase]] = {}
    begun: dict[str, list[_Phrase]] = {}
    for name, stands_for, unless in named:
        words = tuple(word for _, word in _placed(tuple(words_of(name)), code))
        if words and words[0].endswith(_ANY):
            begun.setdefault(words[0][0], []).append(_Phrase(words, stands_for, tuple(unless)))
        elif words:
            by_first.setdefault(words[0], []).append(_Phrase(words, stands_for, tuple(unless)))
    return _Phrases(by_first, begun)


def _placed(words: tuple[str, ...], code: str) -> list[tuple[int, str]]:
    """The words that are no articles, for one and for several alike, and where each of them stands."""
    return [(at, one(word)) for at, word in enumerate(words) if word not in articles_in(code)]


def dangers(words: Sequence[str]) -> tuple[Danger, ...]:
    """The dangers that these words say, in this language or in English; the gravest first."""
    return _dangers_in(tuple(words), language(), with_english=True)


def dangers_elsewhere(words: Sequence[str]) -> Iterator[Danger]:
    """Those that they say in another language, each by itself: a word that two languages have means two things."""
    for code in (SOURCE, *languages()):
        if code != language():
            yield from _dangers_in(tuple(words), code, with_english=False)


@lru_cache(maxsize=1024)
def _dangers_in(words: tuple[str, ...], code: str, *, with_english: bool) -> tuple[Danger, ...]:
    placed = _placed(words, code)
    said = [word for _, word in placed]
    ideas: dict[str, list[frozenset[int]]] = {}
    for start in range(len(said)):
        for phrase in _ideas(code, with_english=with_english).at(said, start):
            span = frozenset(at for at, _ in placed[start : start + len(phrase.words)])
            ideas.setdefault(phrase.stands_for, []).append(span)
    found: list[Danger] = []
    for of, needed, unless in _signs():
        if ideas.keys() >= set(needed) and ideas.keys().isdisjoint(unless):
            at = _apart([ideas[each] for each in needed])
            # What is only another way to see the same words says nothing new.
            if at and not any(at & each.at or of == each.of for each in found):
                found.append(Danger(of, at))
    return tuple(found)


def _apart(places: Sequence[Sequence[frozenset[int]]]) -> frozenset[int]:
    """Where one of each of these stands, none in the place of another; empty where that cannot be."""
    if len(places) == 1:
        return places[0][0]
    for place in places[0]:
        others = [[each for each in those if each.isdisjoint(place)] for those in places[1:]]
        if all(others) and (rest := _apart(others)):
            return place | rest
    return frozenset()


@cache
def _signs() -> list[tuple[str, list[str], list[str]]]:
    """Every sign: whose it is, which ideas it needs, and which must not be there."""
    signs = [(each["of"], sign) for each in read_table(_FILE)["danger"] for sign in each["signs"]]
    return [(of, sign.split(_WITHOUT)[0].split(_AND), sign.split(_WITHOUT)[1:]) for of, sign in signs]


@cache
def _ideas(code: str, *, with_english: bool) -> _Phrases:
    say = also if with_english else only_in
    words = read_table(_FILE)["words"]
    return _phrases(((each, idea, ()) for idea, names in words.items() for each in say(names, code)), code)


@cache
def _idioms(code: str) -> _Phrases:
    idioms = [(each, (only_in([each["means"]], code) or [each["means"]])[0]) for each in read_table(_FILE)["idiom"]]
    said = ((name, means, each.get("unless", ())) for each, means in idioms for name in also(each["said"], code))
    return _phrases(said, code)


def as_meant(words: Sequence[str]) -> list[str]:
    """The words with what only sounds like something else as it is meant; as they are where nothing would be left."""
    return list(_as_meant(tuple(words), language()))


@lru_cache(maxsize=1024)
def _as_meant(words: tuple[str, ...], code: str) -> tuple[str, ...]:
    placed = _placed(words, code)
    said = [word for _, word in placed]
    here_is = frozenset(
        each.stands_for for at in range(len(said)) for each in _ideas(code, with_english=True).at(said, at)
    )
    meant: list[str] = []
    start = since = 0
    while start < len(said):
        here = (each for each in _idioms(code).at(said, start) if here_is.isdisjoint(each.unless))
        longest = max(here, key=lambda each: len(each.words), default=None)
        if longest is None:
            start += 1
            continue
        meant += [*words[since : placed[start][0]], *words_of(longest.stands_for)]
        start += len(longest.words)
        since = placed[start - 1][0] + 1
    return (*meant, *words[since:]) or words


def idea_words() -> frozenset[str]:
    """Every word that says, with others, what is dangerous."""
    return _idea_words(language())


@cache
def _idea_words(code: str) -> frozenset[str]:
    names = (name for names in read_table(_FILE)["words"].values() for name in also(names, code))
    return frozenset(word.removesuffix(_ANY) for name in names for word in words_of(name))


def small_words() -> frozenset[str]:
    """Words that find nothing by themselves."""
    return _listed("small", language())


def spelt_right() -> frozenset[str]:
    """Words that are no slip for others, though nothing is known for them."""
    return _listed("spelt", language())


@cache
def _listed(key: str, code: str) -> frozenset[str]:
    return frozenset(word for each in also(read_table(_FILE)[key], code) for word in words_of(each))
