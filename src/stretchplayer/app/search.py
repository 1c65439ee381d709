"""Finding routines by words: in what they say of themselves, or by the muscles that the words mean."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from stretchplayer.app.listing import Listed
from stretchplayer.catalog import FILLERS, group_name, muscles_among


def by_words(listed: Iterable[Listed], words: str) -> list[Listed]:
    """Those with every word, the best match first: by title, then name, then tags, then the rest, then by muscles.

    Where the words mean muscles, those that work most on them come after those that name them. Among equals the
    order given stays. What cannot be read has nothing but its name.
    """
    wanted = spaced(plain(words)).split()
    if not wanted:
        return list(listed)
    muscles, others = muscles_among(wanted, begun=True)
    others = [word for word in others if word not in FILLERS]
    ranks = ((_rank(each, wanted) or _by_muscles(each, muscles, others), each) for each in listed)
    ranked = [(rank, each) for rank, each in ranks if rank is not None]
    return [each for _, each in sorted(ranked, key=lambda pair: pair[0])]


def for_muscles(listed: Iterable[Listed], muscles: Collection[str]) -> list[Listed]:
    """Those that work on any of these muscles; first those that do little else."""
    found = [each for each in listed if share_on(each, muscles)]
    return sorted(found, key=lambda each: -share_on(each, muscles))


def seconds_on(each: Listed, muscles: Collection[str]) -> float:
    """The seconds in which a routine works on the one of these muscles that it works on longest."""
    return max((seconds for muscle, seconds, _ in each.worked if muscle in muscles), default=0.0)


def share_on(each: Listed, muscles: Collection[str]) -> float:
    """How much of the work of a routine is for these muscles, from 0 to 1; of marching, each of many has its part."""
    total = sum(shared for _, _, shared in each.worked)
    return sum(shared for muscle, _, shared in each.worked if muscle in muscles) / total if total else 0.0


_Rank = tuple[float, ...]


def _rank(each: Listed, words: Sequence[str]) -> _Rank | None:
    """How good a match is, the smaller the better; None where a word is missing.

    What counts is the word that is found least well: in which of the texts, and whether a word begins with it
    there. Among equals, a title that begins with what is looked for comes first.
    """
    texts = _texts(each)
    worst = (0, False)
    for word in words:
        place = next((at for at, text in enumerate(texts) if word in text), None)
        if place is None:
            return None
        worst = max(worst, (place, f" {word}" not in f" {texts[place]}"))
    return (*worst, not texts[0].startswith(" ".join(words)))


def _by_muscles(each: Listed, muscles: Collection[str], others: Sequence[str]) -> _Rank | None:
    """The rank of a routine that works on these muscles and has the other words; None for any other."""
    texts = _texts(each)
    share = share_on(each, muscles)
    there = share and all(any(word in text for text in texts) for word in others)
    return (len(texts), -share) if there else None


@lru_cache(maxsize=20_000)
def _texts(each: Listed) -> tuple[str, ...]:
    """What is looked through, in order of weight: title, name, tags, everything else."""
    areas = (group_name(area) for area in each.areas)
    mine = ("yours",) if each.yours else ()
    rest = " ".join((*each.areas, *areas, *each.needs, *mine))
    return tuple(spaced(plain(text)) for text in (each.title, each.name, " ".join(each.tags), rest))


def spaced(text: str) -> str:
    """`text` with a space wherever a word may begin after it."""
    return re.sub(r"[-_/(.:,]", " ", text)


def plain(text: str) -> str:
    """`text` without case and accents, so that "Étirer" is found as "etirer"."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))
