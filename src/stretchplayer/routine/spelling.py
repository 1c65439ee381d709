"""The known word that an unknown one was probably meant to be: only ever one that differs by a slip of the finger."""

import re
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Final

_LONGEST: Final = 40
_COMPARISONS: Final = 50_000
_SHORTEST_PART: Final = 3
_LONG_WORD: Final = 6
_PLURAL: Final = 1
_SLIP: Final = 4
"""How far a slip is, beside a word that is only one of several, or several for one."""
_APART: Final = re.compile(r"[\s_.-]+")


class Spelling:
    """Finds the nearest known word; gives up after some thousand comparisons: a file of rubbish must cost little.

    A word of a name that is right is never changed into another: `hip_extensors` is no slip for `hip_flexors`.
    """

    def __init__(self) -> None:
        self._left = _COMPARISONS

    def nearest(self, word: str, known: Collection[str]) -> str | None:
        """The word of `known` that `word` is a slip for, or None if it is none, or could be one for several."""
        found = self.slips(word, known)
        if not found:
            # A part of a name of several words: `roller` for `foam roller`. Two that fit are none.
            parts = set(_parts(word))
            whole = sum(map(len, parts)) >= _SHORTEST_PART
            found = [name for name in known if parts < set(_parts(name))] if whole and self._left > 0 else []
        # A key and its name can be one word, in capitals and without.
        return max(found) if len({name.casefold() for name in found}) == 1 else None

    def slips(self, word: str, known: Collection[str]) -> list[str]:
        """Every name of `known` that `word` is as small a slip for."""
        if self._left <= 0 or len(word) > _LONGEST:
            return []
        self._left -= len(known)
        written = _parts(word)
        right = _words(tuple(known))
        near: dict[int, list[str]] = {}
        for name in known:
            distance = _names_apart(written, _parts(name), right)
            if distance is not None:
                near.setdefault(distance, []).append(name)
        return near[min(near)] if near else []

    def meant(self, word: str, names: Mapping[str, str]) -> str | None:
        """The key of `names` that `word` was meant to be: its name exactly, or else most like the key or the name."""
        keys = {name.casefold(): key for key, name in names.items()}
        exact = keys.get(word.casefold())
        return exact or self.nearest(word, names) or keys.get(self.nearest(word, keys) or "")

    def hint(self, word: str, known: Collection[str], mark: str = "`") -> str:
        """`: did you mean …?` for the nearest known word, or nothing."""
        found = self.nearest(word, known)
        return f": did you mean {mark}{found}{mark}?" if found else ""


def containing(word: str, known: Collection[str]) -> list[str]:
    """Every name of `known` that has all the parts of `word`, in any order."""
    parts = set(_parts(word))
    return [name for name in known if parts and parts <= set(_parts(name))]


@lru_cache(maxsize=2048)
def _parts(name: str) -> tuple[str, ...]:
    return tuple(part for part in _APART.split(name.casefold()) if part)


@lru_cache(maxsize=32)
def _words(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(part for name in names for part in _parts(name))


def _names_apart(written: tuple[str, ...], known: tuple[str, ...], right: frozenset[str]) -> int | None:
    """How far two names are apart, word by word; None if too far, or in a word that is right."""
    if len(written) != len(known):
        # Words run together, or torn apart.
        return _SLIP if "".join(written) == "".join(known) else None
    total = 0
    for one, other in zip(written, known, strict=True):
        if one == other:
            continue
        if one.removesuffix("s") == other.removesuffix("s"):
            total += _PLURAL
            continue
        allowed = 1 if min(len(one), len(other)) < _LONG_WORD else 2
        if one in right or abs(len(one) - len(other)) > allowed:
            return None
        # A slip changes two letters at most; this spares the table below most of the time.
        if len(set(one) ^ set(other)) > 2 * allowed:
            return None
        distance = _slips(one, other)
        if distance > allowed:
            return None
        total += distance * _SLIP
    return total


def _slips(one: str, other: str) -> int:
    """Letters left out, put in, changed, or changed round, that turn one word into the other."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        new = [i]
        for j, known in enumerate(other, 1):
            cost = min(row[j] + 1, new[j - 1] + 1, row[j - 1] + (letter != known))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == known:
                cost = min(cost, before[j - 2] + 1)
            new.append(cost)
        before, row = row, new
    return row[-1]
