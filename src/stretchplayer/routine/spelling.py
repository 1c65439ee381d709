"""The known word that an unknown one was probably meant to be."""

from collections.abc import Collection, Mapping
from difflib import get_close_matches
from typing import Final

_LONGEST: Final = 40
_COMPARISONS: Final = 50_000
_SHORTEST_PART: Final = 3
# Two letters of three changed round are much; of ten they are little.
_NEAR: Final = 0.7
_NEAR_IF_SHORT: Final = 0.6


class Spelling:
    """Finds the nearest known word; gives up after some thousand comparisons: a file of rubbish must cost little."""

    def __init__(self) -> None:
        self._left = _COMPARISONS

    def nearest(self, word: str, known: Collection[str]) -> str | None:
        """The word of `known` that is most like `word`, or None if none is much like it."""
        if self._left <= 0 or len(word) > _LONGEST:
            return None
        self._left -= len(known)
        folded = word.strip().casefold().replace("_", "-").replace(" ", "-")
        by_shape = {name.replace("_", "-").replace(" ", "-"): name for name in known}
        found = get_close_matches(
            folded, by_shape, n=1, cutoff=_NEAR if len(folded) > _SHORTEST_PART else _NEAR_IF_SHORT
        )
        if not found and len(folded) >= _SHORTEST_PART:
            # Half of a name in two parts: `roller` for `foam roller`. Two that fit are none.
            found = [name for name in by_shape if folded in name.split("-")]
        return by_shape[found[0]] if len(found) == 1 else None

    def meant(self, word: str, names: Mapping[str, str]) -> str | None:
        """The key of `names` that `word` was meant to be: its name exactly, or else most like the key or the name."""
        keys = {name.casefold(): key for key, name in names.items()}
        exact = keys.get(word.casefold())
        return exact or self.nearest(word, names) or keys.get(self.nearest(word, keys) or "")

    def hint(self, word: str, known: Collection[str], mark: str = "`") -> str:
        """`: did you mean …?` for the nearest known word, or nothing."""
        found = self.nearest(word, known)
        return f": did you mean {mark}{found}{mark}?" if found else ""
