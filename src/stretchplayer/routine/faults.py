"""Collects the faults of a document, finds misspelt words, and explains what is wrong with a value."""

import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import Final, Literal

import msgspec
from msgspec import Struct, inspect

from stretchplayer.model.duration import length
from stretchplayer.model.number_ranges import Labels
from stretchplayer.model.steps import Loads, NotWith, Targets
from stretchplayer.problems import MOST, About
from stretchplayer.routine import quoting
from stretchplayer.routine.fields import (
    ANSWERS,
    LABEL,
    LENGTHS,
    LOADS,
    MOST_ITEMS,
    WRITTEN,
    Field,
    read_value,
    target_keys,
)

_LONGEST: Final = 40
_COMPARISONS: Final = 50_000
_SHORTEST_PART: Final = 3
_LONG_WORD: Final = 6
_PLURAL: Final = 1
_SLIP: Final = 4
"""The distance of a misspelling, compared with a plural or with words run together."""
_APART: Final = re.compile(r"[\s_.-]+")


class Spelling:
    """Finds the nearest known word; gives up after some thousand comparisons, so that a file of rubbish is cheap.

    A correct word within a name is never changed: `hip_extensors` is no misspelling of `hip_flexors`.
    """

    def __init__(self) -> None:
        self._left = _COMPARISONS

    def nearest(self, word: str, known: Collection[str]) -> str | None:
        """The word of `known` that `word` misspells, or None if there is none or more than one."""
        found = self.slips(word, known)
        if not found:
            # Part of a name of several words: `roller` for `foam roller`, if only one fits.
            parts = set(_parts(word))
            whole = sum(map(len, parts)) >= _SHORTEST_PART
            found = [name for name in known if parts < set(_parts(name))] if whole and self._left > 0 else []
        # A key and its name can differ only in capitals.
        return max(found) if len({name.casefold() for name in found}) == 1 else None

    def slips(self, word: str, known: Collection[str]) -> list[str]:
        """The names of `known` that `word` is closest to."""
        if self._left <= 0 or len(word) > _LONGEST:
            return []
        self._left -= len(known)
        written, names = _parts(word), tuple(known)
        right, (by_count, by_letters) = _words(names), _places(names)
        # Words run together, or split.
        others = by_letters.get("".join(written), ())
        near = {_SLIP: [at for at in others if len(_parts(names[at])) != len(written)]}
        for at in by_count.get(len(written), ()):
            distance = _names_apart(written, _parts(names[at]), right)
            if distance is not None:
                near.setdefault(distance, []).append(at)
        return next(([names[at] for at in sorted(near[apart])] for apart in sorted(near) if near[apart]), [])

    def meant(self, word: str, names: Mapping[str, str]) -> str | None:
        """The key of `names` that `word` means: by its exact name, or else by the nearest key or name."""
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


@lru_cache(maxsize=32)
def _places(names: tuple[str, ...]) -> tuple[dict[int, list[int]], dict[str, list[int]]]:
    """The places of the names, by how many words they have, and by their letters alone."""
    by_count: dict[int, list[int]] = {}
    by_letters: dict[str, list[int]] = {}
    for at, name in enumerate(names):
        by_count.setdefault(len(_parts(name)), []).append(at)
        by_letters.setdefault("".join(_parts(name)), []).append(at)
    return by_count, by_letters


def _names_apart(written: tuple[str, ...], known: tuple[str, ...], right: frozenset[str]) -> int | None:
    """The distance of two names of as many words, word by word; None if too far, or if a correct word would change."""
    total = 0
    for one, other in zip(written, known, strict=True):
        if one == other:
            continue
        allowed = 1 if min(len(one), len(other)) < _LONG_WORD else 2
        if abs(len(one) - len(other)) > allowed:
            return None
        if one.removesuffix("s") == other.removesuffix("s"):
            total += _PLURAL
            continue
        if one in right:
            return None
        # A misspelling changes two letters at most; this avoids the table below most of the time.
        if len(set(one) ^ set(other)) > 2 * allowed:
            return None
        distance = _slips(one, other)
        if distance > allowed:
            distance = _slips(one.removesuffix("s"), other.removesuffix("s"))
        if distance > allowed:
            return None
        total += distance * _SLIP
    return total


def _slips(one: str, other: str) -> int:
    """The number of letters dropped, added, changed or swapped between two words."""
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


Path = tuple[str | int, ...]
"""The path to a value: keys, and 0-based positions in lists."""


class Fault(Struct, frozen=True, kw_only=True):
    """What is wrong at `path`; `at` says whether with the value, its key, or the whole file.

    `about` and `write` are as in `Problem`.
    """

    path: Path
    message: str
    at: Literal["value", "key", "file"] = "value"
    about: About = ""
    write: tuple[str, ...] = ()
    key: str | None = None
    step: str | None = None
    severity: Literal["error", "warning"] = "error"


class Faults:
    """Collects faults, each with the step that is being checked.

    After `MOST` errors the rest is only counted, in `more`. `poses` and `steps` count those of the whole file;
    `inherited` are the move, key and kind of values that steps take from moves of the file, as far as checked.
    """

    def __init__(self) -> None:
        self.found: list[Fault] = []
        self.more = 0
        self.spelling = Spelling()
        self.rewriting = Spelling()
        """That of what may be written instead, so that no message depends on it."""
        self.step: str | None = None
        self.poses = self.steps = 0
        self.too_many_poses = False
        self.inherited: set[tuple[str, str, str]] = set()
        self._errors = 0

    @property
    def count(self) -> int:
        """All faults so far, including those that are only counted."""
        return len(self.found) + self.more

    @property
    def full(self) -> bool:
        """Whether errors are only counted from now on, so that no message is needed."""
        return self._errors >= MOST

    def skip(self) -> None:
        """Count an error without a message."""
        self.more += 1

    def _error(self, fault: Fault) -> None:
        if self.full:
            self.skip()
        else:
            self._errors += 1
            self.found.append(fault)

    def value(self, path: Path, message: str, write: tuple[str, ...] = ()) -> None:
        """Note a wrong value; the message begins with its key. `write` may be written instead."""
        key = next((part for part in reversed(path) if isinstance(part, str)), None)
        self._error(Fault(path=path, message=message, about="value", write=write, key=key, step=self.step))

    def key(self, path: Path, message: str, *write: str) -> None:
        """Note a key that should not be there. `write` may be written instead."""
        key = str(path[-1])
        self._error(Fault(path=path, message=message, at="key", about="key", write=write, key=key, step=self.step))

    def missing(self, path: Path, key: str, message: str) -> None:
        """Note that the table at `path` lacks `key`."""
        self._error(Fault(path=path, message=message, about="missing", key=key, step=self.step))

    def table(self, path: Path, message: str) -> None:
        """Note something wrong with the table or list at `path` as a whole."""
        self._error(Fault(path=path, message=message, step=self.step))

    def file(self, message: str, key: str | None = None) -> None:
        """Note something wrong with the file as a whole: with `key`, that it lacks this key."""
        self._error(Fault(path=(), message=message, at="file", about="missing" if key else "", key=key))

    def warning(self, path: Path, message: str) -> None:
        """Note a key that does nothing where it stands."""
        fault = Fault(path=path, message=message, at="key", key=str(path[-1]), step=self.step, severity="warning")
        self.found.append(fault)


TRUTHS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("true", "yes", "on"), "true"),
    **dict.fromkeys(("false", "no", "off"), "false"),
}
_MANY_DIGITS: Final = 1e6
_LINE_BREAKS: Final = frozenset("\r\n")


def fits(value: object, field: Field) -> bool:
    """Whether the model takes `value` for `field`."""
    try:
        msgspec.convert(value, field.annotation, dec_hook=read_value)
    except msgspec.ValidationError:
        return False
    return True


def explain(value: object, field: Field, path: Path, faults: Faults) -> bool:
    """Note every fault of the `value` at `path`; returns whether there was none."""
    if field.key == "figure":
        from stretchplayer.routine.figure_checks import figure_faults

        return figure_faults(value, path, faults)
    try:
        msgspec.convert(value, field.annotation, dec_hook=read_value)
    except msgspec.ValidationError as error:
        if faults.full:
            faults.skip()
            return False
        before = faults.count
        # Imported here: most files that are read have no faults.
        from stretchplayer.routine.rewriting import rewritten

        for where, message in _faults(value, field.shape, faults):
            write = rewritten(value, field, where, faults.rewriting)
            faults.value((*path, *where), f"{field.key}: {message}", write)
        if faults.count == before:
            faults.value(path, f"{field.key}: {error}")
        return False
    return True


def _faults(value: object, shape: inspect.Type, faults: Faults) -> Iterator[tuple[Path, str]]:
    if isinstance(shape, inspect.CustomType):
        yield from _custom(value, shape.cls, faults)
    elif isinstance(shape, inspect.StrType):
        yield from (((), message) for message in text_faults(value, shape))
    elif isinstance(shape, inspect.IntType | inspect.FloatType):
        yield (), _number(value, shape)
    elif isinstance(shape, inspect.LiteralType):
        yield (), _word(value, tuple(str(word) for word in shape.values), faults)
    elif isinstance(shape, inspect.BoolType):
        meant = value.strip().lower() if isinstance(value, str) else ""
        yield (), f"not true or false: {quoting.value(value)} (write {TRUTHS.get(meant, 'true or false')})"


WORDS: Final[Mapping[type, tuple[str, ...]]] = {Loads: LOADS, NotWith: ANSWERS}


def _custom(value: object, kind: type, faults: Faults) -> Iterator[tuple[Path, str]]:
    if kind in LENGTHS:
        try:
            length(value, kind)
        except ValueError as error:
            yield (), str(error)
        return
    if kind in WRITTEN:
        try:
            WRITTEN[kind](value)
        except ValueError as error:
            yield (), str(error)
        return
    whole = isinstance(value, list)
    items = value if isinstance(value, list) else [value]
    if kind is Targets and not items:
        yield (), "an empty list: name a muscle or a group"
    if len(items) > MOST_ITEMS:
        yield (), f"a list of {len(items):,}, at most {MOST_ITEMS} are allowed"
        return
    for number, item in enumerate(items):
        where: Path = (number,) if whole else ()
        yield from ((where, message) for message in _item_faults(item, kind, faults))


def _item_faults(item: object, kind: type, faults: Faults) -> Iterator[str]:
    """Why `item` is not an entry of a list of texts, loads or targets."""
    if kind is Labels:
        yield from text_faults(item, LABEL)
    elif kind in WORDS:
        if not isinstance(item, str) or item not in WORDS[kind]:
            yield _word(item, WORDS[kind], faults)
    elif not isinstance(item, str):
        yield f"not a muscle or a group: {quoting.value(item)}"
    elif not target_keys(item):
        # Imported here: it needs the whole catalogue, which a sound file does not.
        from stretchplayer.routine.suggestions import target_hint

        yield f"unknown muscle or group {quoting.key(item)}{target_hint(item, faults.spelling)}"


def text_faults(value: object, shape: inspect.StrType) -> Iterator[str]:
    """Why `value` is no text of that shape: its type, its length, its characters."""
    if not isinstance(value, str):
        hint = f' (write "{quoting.value(value)}")' if isinstance(value, int | float) else ""
        yield f"not text: {quoting.value(value)}{hint}"
        return
    if shape.min_length and not value.strip():
        yield "empty"
        return
    if shape.max_length is not None and len(value) > shape.max_length:
        yield f"{len(value)} characters, at most {shape.max_length} are allowed"
    if shape.pattern is not None and not re.search(shape.pattern, value):
        yield _unseen(value, shape.pattern)


def _unseen(value: str, pattern: str) -> str:
    mark = next((mark for mark in value if not re.search(pattern, f"x{mark}")), "\r")
    if mark in _LINE_BREAKS and pattern == LABEL.pattern:
        return f"holds a line break: {quoting.escape(mark)} (write it on one line)"
    what = "a tab" if mark == "\t" else "a character that cannot be seen"
    return f"holds {what}: {quoting.escape(mark)} (only plain text can be shown and spoken)"


def _number(value: object, shape: inspect.IntType | inspect.FloatType) -> str:
    whole = isinstance(shape, inspect.IntType)
    takes = int if whole else (int, float)
    if isinstance(value, bool) or not isinstance(value, takes):
        kind = "a whole number" if whole else "a number"
        bare = value.strip() if isinstance(value, str) else ""
        hint = f" (write {bare})" if re.fullmatch(r"[1-9][0-9]{0,5}", bare) else ""
        if isinstance(value, float) and value.is_integer() and abs(value) < _MANY_DIGITS:
            hint = f" (write {value:.0f})"
        return f"not {kind}: {quoting.value(value)}{hint}"
    return f"{quoting.value(value)} is out of range, {shape.ge:g} to {shape.le:g} is allowed"


_STEM: Final = 6


def _word(value: object, words: tuple[str, ...], faults: Faults) -> str:
    if not isinstance(value, str):
        return f"not {quoting.choices(words)}: {quoting.value(value)}"
    meant = word_meant(value, words, faults.spelling)
    hint = f': did you mean "{meant}"?' if meant else f" (write {quoting.choices(words)})"
    return f"unknown {quoting.value(value)}{hint}"


def word_meant(value: str, words: tuple[str, ...], spelling: Spelling) -> str | None:
    """The one of these words that `value` means, if there is one."""
    found = spelling.nearest(value, words)
    if found is None and (first := value.casefold().split()[:1]):
        # "right leg", "alternating".
        stem = first[0][:_STEM]
        meant = [word for word in words if first[0] == word or (len(stem) == _STEM and word.startswith(stem))]
        found = meant[0] if len(meant) == 1 else None
    return found
