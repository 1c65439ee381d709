"""Finding moves by what people say: names here and elsewhere, complaints, muscles, places, things at hand."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from stretchplayer.app.rewording import fewer, reworded
from stretchplayer.catalog import Move, group_name, moves, muscle, muscle_name, translated
from stretchplayer.catalog.complaints import (
    Meaning,
    called_elsewhere,
    meanings,
    saying,
    vocabulary,
)
from stretchplayer.catalog.plain_words import words_of
from stretchplayer.catalog.said_minutes import without_minutes
from stretchplayer.editing.importing.naming import called
from stretchplayer.model.muscles import GROUP_OF
from stretchplayer.routine.moves import muscles_of, several
from stretchplayer.translation import SOURCE, by_language, language, pgettext

_ALSO: Final[Mapping[str, str]] = {
    "stretch": "stretch hold static",
    "contract-relax": "contract relax pnf push and let go",
    "dynamic": "move movement mobility dynamic warm up",
    "exercise": "exercise strength strengthen strengthening",
    "massage": "massage rub roll self massage",
    "heat": "heat hot warm warmth",
    "cold": "cold ice cool",
    "breathe": "breathe breath breathing",
    "rest": "rest relax",
}
"""Words for each kind, in the order in which the kinds are offered for a muscle."""
_KINDS: Final = tuple(_ALSO)
_EXACT, _OFFERED, _TITLE, _KEY, _MUSCLES, _REST = range(6)
"""The first number of a rank, the smaller the better."""
_Rank = tuple[float, ...]


class _Facts(NamedTuple):
    """What is looked through of a move: each text begins with a space."""

    names: tuple[str, ...]
    title: str
    key: str
    rest: str
    kind: int
    muscles: tuple[str, ...]
    position: str
    needs: tuple[str, ...]


class Sought(NamedTuple):
    """Moves that are found, the best first; `meant` as in `search.Found`, `fewer` as well."""

    names: tuple[str, ...]
    meant: str = ""
    fewer: bool = False


def moves_for(words: str, used: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The names of moves for these words, the best first; of no words all, in the order of the catalogue.

    Every word counts, but for how long a routine may last: as part of a name here or elsewhere, as a complaint, a
    muscle, a place, a thing that is needed or a kind. Where nothing is found, misspelt words are taken for the nearest;
    where that finds nothing either, the most of the words that find something are looked for. Of those that are found
    equally well, the moves for the muscles that are `used` already come first.
    """
    return moves_sought(words, used).names


@by_language(256)
def moves_sought(words: str, used: frozenset[str] = frozenset()) -> Sought:
    """The moves for these words as in `moves_for`, and what was looked for instead of them."""
    wanted, _ = without_minutes(words_of(words))
    if not wanted:
        return Sought(tuple(moves()))
    if (found := _found(tuple(wanted), used)) is not None:
        return Sought(found)
    if any(means and means.complaint and means.complaint.stop for _, means in meanings(tuple(wanted), begun=True)):
        return Sought(())
    if named := called(" ".join(wanted)):
        # As those call it who write lists: "straight leg raises".
        return Sought(named)
    known = vocabulary() | {word for facts in _facts().values() for word in facts.title.split()}
    for other in reworded(words, known):
        if (found := _found(tuple(other), used)) is not None:
            return Sought(found, " ".join(other))
    if some := fewer(wanted, _count):
        return Sought(_found(some, used) or (), " ".join(some), fewer=True)
    return Sought(())


def _count(words: tuple[str, ...]) -> int:
    """How many moves have all of these words; what must not be answered with moves counts as found."""
    found = _found(words)
    return 0 if found is None else max(1, len(found))


def _found(wanted: tuple[str, ...], used: frozenset[str] = frozenset()) -> tuple[str, ...] | None:
    """The moves that have every word; None where none has, () where nothing is offered for what is said."""
    terms = meanings(wanted, begun=True)
    if any(means and means.complaint and means.complaint.stop for _, means in terms):
        return ()
    ranked: list[tuple[_Rank, str]] = []
    for name, facts in _facts().items():
        exact = _whole(facts, wanted)
        ranks = [exact] if exact else [_rank(name, facts, *term) for term in terms]
        # What is said beside a complaint may make up the name of a move; the complaint alone names none.
        called_so = len(terms) > 1 and (exact or all(f" {word}" in facts.title for word in wanted))
        if not called_so and any(_kept_from(name, means) for _, means in terms):
            continue
        good = [rank for rank in ranks if rank is not None]
        if len(good) == len(ranks):
            # The term that is found least well first; among equals, the others.
            # Of those that are found equally well, what is for other muscles than those in use comes last.
            other = used.isdisjoint(facts.muscles)
            ranked.append(((*(part for rank in sorted(good, reverse=True) for part in rank), other), name))
    return tuple(name for _, name in sorted(ranked, key=lambda pair: pair[0])) or None


def _whole(facts: _Facts, wanted: tuple[str, ...]) -> _Rank | None:
    """The rank of a move that is called just so."""
    return (_EXACT, 0.0, 0.0, 0.0) if f" {' '.join(wanted)}" in facts.names else None


def _kept_from(name: str, means: Meaning | None) -> bool:
    """Whether a complaint keeps a move from being listed."""
    if means is None or means.complaint is None:
        return False
    return means.complaint.only and name not in means.complaint.moves


def _rank(name: str, facts: _Facts, words: tuple[str, ...], means: Meaning | None) -> _Rank | None:
    for offered in (means.complaint, means.place) if means else ():
        if offered is not None and name in offered.moves:
            return (_OFFERED, offered.moves.index(name), 0.0, 0.0)
    if (rank := _written(facts, saying(words))) is not None:
        return rank
    if means is not None and not set(facts.muscles).isdisjoint(means.muscles):
        first = min(means.muscles.index(each) for each in facts.muscles if each in means.muscles)
        return (_MUSCLES, facts.kind, first, sum(each not in means.muscles for each in facts.muscles))
    if means is not None and means.place is not None and means.place.fits((facts.position,), facts.needs):
        return (_MUSCLES, facts.kind, 0.0, 0.0)
    return None


def _written(facts: _Facts, words: tuple[str, ...]) -> _Rank | None:
    for place, text in ((_TITLE, facts.title), (_KEY, facts.key), (_REST, facts.rest)):
        if all(f" {word}" in text for word in words):
            return (place, not text.startswith(f" {words[0]}"), facts.kind, 0.0)
    return None


@by_language()
def _facts() -> Mapping[str, _Facts]:
    return {name: _facts_of(move) for name, move in moves().items()}


def _facts_of(move: Move) -> _Facts:
    step = move.step
    muscles, needs = muscles_of(step), several(step.get("needs"))
    elsewhere = called_elsewhere().get(move.key, ())
    groups = dict.fromkeys(GROUP_OF[each] for each in muscles)
    places = [name for each in muscles for name in dict.fromkeys((each, muscle(each).name, muscle_name(each)))]
    places += [name for each in groups for name in dict.fromkeys((each, group_name(each, SOURCE), group_name(each)))]
    here = () if language() == SOURCE else (translated.name(step["name"]),)
    rest = (_ALSO[step["kind"]], str(step.get("position", "")), *needs, *places)
    rest = rest if language() == SOURCE else (*rest, *translated.things(needs), pgettext("kind of step", step["kind"]))
    return _Facts(
        names=tuple(_spaced(name) for name in (step["name"], *here, move.key, *elsewhere)),
        title=_spaced(" ".join((step["name"], *here, *elsewhere))),
        key=_spaced(move.key),
        rest=_spaced(" ".join(rest)),
        kind=_KINDS.index(step["kind"]),
        muscles=muscles,
        position=str(step.get("position", "")),
        needs=needs,
    )


def _spaced(text: str) -> str:
    return f" {' '.join(words_of(text))}"
