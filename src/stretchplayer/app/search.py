"""Finding routines by what people say: words of theirs, complaints, muscles, places, the moves that they have."""

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from itertools import chain
from typing import Final, NamedTuple

from stretchplayer.app.listing import Listed
from stretchplayer.app.move_search import moves_for, moves_sought
from stretchplayer.app.rewording import LEAST_TO_START, fewer, gravely_meant, reworded
from stretchplayer.catalog import asked_named, group_name, moves, translated
from stretchplayer.catalog.complaints import (
    Complaint,
    Meaning,
    answer_of,
    answers,
    called_elsewhere,
    complaint,
    elsewhere,
    is_move,
    meanings,
    muscles_of,
    saying,
    vocabulary,
)
from stretchplayer.catalog.plain_words import articles, words_of
from stretchplayer.catalog.said_minutes import in_figures, without_minutes
from stretchplayer.catalog.sayings import as_meant, dangers, small_words
from stretchplayer.translation import SOURCE, gettext, language, to_translate

__all__ = [
    "Found",
    "by_words",
    "complaint",
    "for_muscles",
    "look_for",
    "moves_for",
    "moves_sought",
    "muscles_of",
    "seconds_on",
    "share_on",
    "terms_of",
    "warning",
]


COLD: Final = frozenset(("cold", "cool", "cooling", "compress", "ice", "icing"))
_THERMAL: Final = {"heat": frozenset(("heat", "heating", "hot", "warm", "warming", "warmth")), "cold": COLD}
"""Words that ask for heat or cold; without them, what moves or stretches comes first."""
_LEAST = 3
"""The fewest letters of a word that finds a move in a routine."""


class Found(NamedTuple):
    """What is found for some words.

    `routines` are the best first, and `has` says for the files of those that are found by a move in them which one.
    `meant` are the words that were looked for instead, "" where nothing had to be changed; they are `fewer` of the same
    words, or others. `muscles` are those that the words are about. `answer` is what has to be read before, without a
    full stop; "" where nothing has.
    """

    routines: list[Listed]
    has: dict[str, str]
    meant: str
    muscles: tuple[str, ...]
    answer: str
    fewer: bool = False


class Term(NamedTuple):
    """Some of the words that are looked for, what they mean together, and the most minutes if they say so."""

    words: tuple[str, ...]
    meaning: Meaning | None
    minutes: int | None = None


def look_for(listed: Iterable[Listed], words: str, *, strictly: bool = False) -> Found:
    """The routines that have every word, or do what it means, the best match first.

    Among one's own, what the title says goes first; then what is offered for a complaint or a place; then title, name,
    tags, everything else, the moves in it, and the muscles that it works on. Among equals the order given stays. What
    cannot be read has nothing but its name. If nothing is found, misspelt words are taken for the nearest ones; where
    that finds nothing either, the most of the words that find something are looked for. `strictly`, a word is misspelt
    only where it is long, and the nearest one is whole.
    """
    everything = list(listed)
    wanted = words_of(in_figures(words))
    if not wanted:
        return Found(everything, {}, "", (), "")
    found = _look_for(everything, wanted)
    if found.routines or _stopped(wanted) or is_move(wanted):
        return found
    for other in gravely_meant(wanted, _known(everything)):
        return _look_for(everything, other)._replace(meant=" ".join(other))
    if not found.answer:
        for other in chain(elsewhere(wanted), _respelt(everything, words, strictly=strictly)):
            again = _look_for(everything, other)
            if again.routines or again.answer:
                return again._replace(meant=" ".join(other))
    if everything and (some := fewer(as_meant(wanted), lambda words: len(_look_for(everything, list(words)).routines))):
        again = _look_for(everything, list(some))
        return again._replace(meant=" ".join(some), answer=found.answer or again.answer, fewer=True)
    return found


def _respelt(listed: Iterable[Listed], words: str, *, strictly: bool) -> Iterable[list[str]]:
    known = _known(listed)
    return reworded(words, known, least=LEAST_TO_START, begun=False) if strictly else reworded(words, known)


def _known(listed: Iterable[Listed]) -> frozenset[str]:
    return vocabulary() | {word for each in listed for word in words_of(each.title)}


def nearest(listed: Sequence[Listed], words: str) -> str:
    """The likeliest words that find something which somebody may have meant by these; "" where there are none."""
    for other in reworded(words, _known(listed), begun=False):
        again = _look_for(listed, other)
        if again.routines or again.answer:
            return " ".join(other)
    return ""


def warning(words: str) -> str:
    """What has to be read before anything is done about what these words complain of; "" where nothing has."""
    return answers(_complaints(words_of(words)))


def _complaints(words: Sequence[str]) -> list[Complaint]:
    """The complaints that some words name, or are the beginning of."""
    return [means.complaint for _, means in meanings(words, begun=True) if means and means.complaint]


def _stopped(words: Sequence[str]) -> bool:
    return any(each.stop for each in _complaints(words))


def by_words(listed: Iterable[Listed], words: str) -> list[Listed]:
    """The routines that `look_for` finds."""
    return look_for(listed, words).routines


def for_muscles(listed: Iterable[Listed], muscles: Collection[str], words: str = "") -> list[Listed]:
    """Those that work on any of these muscles, by the words that name them; first those that do little else.

    What is heat or cold alone comes last, unless the words ask for it.
    """
    found = [each for each in listed if share_on(each, muscles)]
    return sorted(found, key=lambda each: (_unasked(each, words), -share_on(each, muscles)))


def _unasked(each: Listed, words: str) -> bool:
    """Whether a routine is heat or cold alone, and the words ask for something else."""
    return bool(each.thermal) and _THERMAL[each.thermal].isdisjoint(words_of(words))


def seconds_on(each: Listed, muscles: Collection[str]) -> float:
    """The seconds in which a routine works on the one of these muscles that it works on longest."""
    return max((seconds for muscle, seconds, _ in each.worked if muscle in muscles), default=0.0)


def share_on(each: Listed, muscles: Collection[str]) -> float:
    """How much of the work of a routine is for these muscles, from 0 to 1; of marching, each of many has its part."""
    total = sum(shared for _, _, shared in each.worked)
    return sum(shared for muscle, _, shared in each.worked if muscle in muscles) / total if total else 0.0


_Rank = tuple[float, ...]
"""How good a match is, the smaller the better."""
_OWN, _OFFERED, _TITLE, _REST, _MOVES, _FITTING, _MUSCLES, _BESIDE = 0.0, 1.0, 2.0, 5.0, 6.0, 7.0, 8.0, 9.0
"""The first number of a rank: of what is one's own, offered, written from title to `_REST`, in the moves, and so on."""


def _look_for(listed: Sequence[Listed], wanted: list[str]) -> Found:
    terms = terms_of(wanted)
    meant = [each.meaning for each in terms if each.meaning]
    said = [each.complaint for each in meant if each.complaint]
    muscles = tuple(dict.fromkeys(muscle for each in meant for muscle in each.muscles))
    # What stops, or is of no muscle in particular, is what matters: "sore" is less than "paralysed".
    answer = answers(said) or _answer(wanted, terms)
    whole = " ".join(wanted)
    if any(each.stop for each in said):
        # Nothing is offered, but what somebody has called so is theirs.
        own = [each for each in listed if (_written(each, tuple(wanted), whole, ()) or (_TITLE,))[0] < _OFFERED]
        return Found(own, {}, "", muscles, answer)
    ranked: list[tuple[list[_Rank], Listed]] = []
    called = [each for each in listed if is_title(each, wanted)]
    has: dict[str, str] = {}
    for each in listed:
        ranks = _all_terms(each, terms, whole, muscles)
        # All words as they stand count as well: "for the whole body" may be a title.
        written = _written(each, tuple(wanted), whole, muscles) if len(terms) != 1 or not ranks else None
        if written is not None and written[0] < _REST:
            ranks = min(ranks or [written], [written])
        if ranks:
            ranked.append((ranks, each))
            if ranks[0][0] == _MOVES:
                has[each.file] = next(filter(None, (_move_with(each, term.words) for term in terms)), "")
    ordered = [each for _, each in sorted(ranked, key=lambda pair: pair[0]) if each not in called]
    return Found([*called, *ordered], has, "", muscles, answer)


def is_title(each: Listed, words: Sequence[str]) -> bool:
    """Whether a routine is called just so, as it is shown or as it is written."""
    return any(words_of(title) == list(words) for title in (each.title, each.written) if title)


def terms_of(wanted: Sequence[str]) -> list[Term]:
    """What the words say; "10 min" is how long it may last."""
    words, minutes = without_minutes(wanted)
    terms = [Term((str(most), "min"), None, most) for most in minutes]
    # The name of a move says no more than that: "happy baby" is no "baby bump".
    begun = not is_move(words)
    return [*(Term(run, means) for run, means in meanings(words, begun=begun)), *terms] if words else terms


def _answer(wanted: Sequence[str], terms: Sequence[Term]) -> str:
    """What is answered to a nerve, an eye, a joint; "" for what has no answer."""
    # What is a complaint has said already what is to be said of it.
    others = [term.words for term in terms if not (term.meaning and term.meaning.complaint)]
    runs = [tuple(wanted), *others] if len(others) == len(terms) else others
    asked = next(filter(None, (asked_named(" ".join(run)) for run in runs)), None)
    return answer_of(asked) if asked else ""


def _all_terms(each: Listed, terms: Sequence[Term], whole: str, muscles: Collection[str]) -> list[_Rank]:
    """The ranks by the terms, that which is found least well first; none where one is not found at all."""
    ranks = [_term(each, term, whole, muscles) for term in terms]
    found = [rank for rank in ranks if rank is not None]
    return sorted(found, reverse=True) if len(found) == len(ranks) else []


def _term(each: Listed, term: Term, whole: str, muscles: Collection[str]) -> _Rank | None:
    if term.minutes is not None:
        return (_OWN,) if each.title and each.least_minutes <= term.minutes else None
    written = _written(each, term.words, whole, muscles)
    if written is None and (fewer := saying(term.words)) != term.words:
        written = _written(each, fewer, whole, muscles)
        # "Neck" for "stiff neck" is like a word within another.
        written = written and (written[0], True, *written[2:])
    if written is not None and written[0] < _OFFERED:
        return written
    means = term.meaning
    if means is None:
        return written
    for offered in (means.complaint, means.place):
        if offered is not None and each.name in offered.routines:
            return (_OFFERED, offered.routines.index(each.name))
    if means.place is not None:
        if means.place.fits(each.positions, each.needs):
            return min(filter(None, (written, (_FITTING, -share_on(each, muscles)))))
        # A chair that is held on to is not a chair that is sat on.
        return written if written is None or written[0] < _REST else (_BESIDE,) if written[0] == _REST else None
    if written is not None and written[0] < _MOVES:
        # What names a muscle finds what works on it, whatever the moves are called: "back" is not "toes back".
        return written
    share = share_on(each, means.muscles)
    return (_MUSCLES, _unasked(each, whole), -share) if share else None


def _written(each: Listed, words: tuple[str, ...], whole: str, muscles: Collection[str]) -> _Rank | None:
    """The rank of a routine that has all of these words; None where one is missing.

    What counts is the word that is found least well: in which of the texts, and whether a word begins with it there.
    Among equals, a title that begins with what is looked for comes first, and then what works most on the muscles.
    """
    *texts, moves = _texts(each)
    share = -share_on(each, muscles) if muscles else 0.0
    worst = (0, False)
    for word in words:
        place = next((at for at, text in enumerate(texts) if word in text), None)
        if place is None:
            # Of the names of moves, only whole beginnings count, and all words in one name: "art" is no "start".
            long = all(len(word) >= _LEAST for word in words)
            begun = long and all(f" {word}" in moves for word in words) and _move_with(each, words)
            return (_MOVES, share, len(each.moves)) if begun else None
        worst = max(worst, (place, f" {word}" not in texts[place]))
    place, inside = worst
    first = _OWN + place / 2 if each.yours and place <= 1 else _TITLE + place
    return (first, inside, _unasked(each, whole), not texts[0].startswith(f" {whole}"), share)


def _texts(each: Listed) -> tuple[str, ...]:
    """What is looked through, in order of weight: title, name, tags, all else, the moves; a space before each."""
    return _texts_in(each, language())


@lru_cache(maxsize=4096)
def _texts_in(each: Listed, _language: str) -> tuple[str, ...]:
    names = called_elsewhere()
    areas = (group_name(area) for area in each.areas)
    mine = ("yours", gettext("yours")) if each.yours else ()
    moves = (*each.steps, *each.moves, *(name for move in each.moves for name in names.get(move, ())))
    here = () if language() == SOURCE else map(translated.name, each.steps)
    titles = " ".join(filter(None, (each.title, each.written)))
    tags = " ".join((*each.tags, *map(translated.tag, each.tags)))
    others = " ".join((*each.areas, *areas, *each.needs, *translated.things(each.needs), *mine))
    return tuple(
        f" {' '.join(words_of(part))}" for part in (titles, each.name, tags, others, " ".join((*moves, *here)))
    )


def _move_with(each: Listed, words: Sequence[str]) -> str:
    """The move of a routine that has these words, as it is usually called; "" where none has."""
    for step in each.steps:
        here = translated.name(step)
        if _has(step, words) or _has(here, words):
            return here
    for move in each.moves:
        names = called_elsewhere().get(move, ())
        if any(_has(name, words) for name in (move, *names)):
            return names[0] if names and language() == SOURCE else translated.name(str(moves()[move].step["name"]))
    return ""


def _has(text: str, words: Sequence[str]) -> bool:
    plain = f" {' '.join(words_of(text))}"
    return all(f" {word}" in plain for word in words)


_MARKS: Final = ',.;:!?"'
_EXAMPLES: Final = to_translate('"stiff neck", "after running", "desk 2 minutes"')


def typed_words(text: str, words: str) -> str:
    """The words as they were typed, with their accents and capitals."""
    left, kept = words.split(), []
    for each in text.split():
        plain = words_of(each)
        if plain and left[: len(plain)] == plain:
            kept.append(each.strip(_MARKS))
            left = left[len(plain) :]
    return words if left else " ".join(kept)


def says_nothing(words: str) -> bool:
    """Whether the words say no more than that there is nothing at hand, or nothing by themselves."""
    if small_words().issuperset(words_of(words)) and not dangers(words_of(words)):
        return True
    terms = terms_of(words_of(words))
    places = [term.meaning.place for term in terms if term.meaning and not term.meaning.muscles]
    return len(terms) == 1 and any(place is not None and place.things == frozenset() for place in places)


def without_place(terms: Sequence[Term]) -> str:
    """The words that do not say where; "" where there are no others, or none that does."""
    others = [term for term in terms if not (term.meaning and term.meaning.place) or term.meaning.complaint]
    means = any(term.meaning for term in others)
    words = (word for term in others for word in term.words if word not in articles())
    return " ".join(words) if means and len(others) < len(terms) else ""


def nothing(listed: Sequence[Listed], typed: str, words: str) -> str:
    """Why nothing is started for words that mean nothing here, and what may have been meant."""
    asked = asked_named(words)
    near = "" if asked else nearest(listed, words)
    hint = f"{answer_of(asked)}." if asked else gettext('did you mean "{meant}"?').format(meant=near) if near else ""
    if hint:
        text = gettext('nothing is known here for "{words}": {hint}').format(words=typed, hint=hint)
    else:
        text = gettext('nothing is known here for "{words}"{hint}').format(words=typed, hint=".")
    more = gettext(
        "Name a part of the body, what is the matter, a sport or a place, such as {examples}; "
        "`stretchplayer list` shows every routine"
    )
    return f"{text} {more.format(examples=gettext(_EXAMPLES))}"


def say_more() -> str:
    """What to say, where what was said says nothing."""
    text = gettext("say what is stiff or sore, or what you have done: {examples}")
    return text.format(examples=gettext(_EXAMPLES))
